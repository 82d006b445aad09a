"""Posting a topic's newest stories: as match would have, once, oldest first."""

from dataclasses import replace
from datetime import timedelta

import pytest
from builders import ALICE, POLICY, article, channel_settings, source, topic
from fakes import T0, FakeQueues, FakeStore, FixedDeadline, FrozenClock

from newswatch.errors import NotAllowed
from newswatch.model import SourceFilter, State, StoryId
from newswatch.posts import Hold
from newswatch.usecases.findings import Posted
from newswatch.usecases.latest import post_latest


class House:
    def __init__(self):
        self.store, self.queues, self.clock = FakeStore(), FakeQueues(), FrozenClock()
        self.source = self.store.save_source(source(tags=("wires",)), ALICE, T0, "add").snapshot
        self.articles = [
            self.store.save_article(
                article(
                    f"https://news.example/{days}", title=f"Lavrov {days}", published=at, read_at=at,
                    source_id=self.source.id,
                ),
                [],
            )
            for days in (5, 1, 3, 9, 2)
            for at in [T0 - timedelta(days=days)]
        ]  # fmt: skip

    def post(self, one=None, deadline=600.0, **more):
        wanted = one or topic(query="lavrov")
        return post_latest(self.store, self.queues, self.clock, wanted, FixedDeadline(deadline), **more)

    def titles(self):
        rows = self.store.outbox(POLICY, 100)
        return [self.store.article(self.store.post(POLICY, row.story_id).article_id).title for row in rows]


@pytest.fixture
def house():
    return House()


def test_newest_three_are_posted_oldest_first_and_the_channel_is_woken(house):
    assert house.post() == Posted(new=3, old=0)
    assert house.titles() == ["Lavrov 3", "Lavrov 2", "Lavrov 1"]
    assert house.queues.woken == [(POLICY, 0)]


def test_alert_is_as_match_makes_it(house):
    house.post(count=1)
    story = house.articles[1].story
    (claimed,) = house.store.alerts(StoryId(story), [topic().id])
    assert (claimed.topic_name, claimed.source_id, claimed.channels) == (
        "Topic 1",
        house.source.id,
        (POLICY,),
    )
    spans = {(place.field, place.start, place.end) for place in claimed.evidence}
    assert spans == {("title", 0, 6), ("body", 0, 6)}


def test_pressing_again_posts_nothing_more(house):
    house.post()
    before = house.titles()
    house.clock.advance(minutes=1)
    assert house.post() == Posted(new=0, old=3)
    assert before == house.titles()


def test_what_has_to_wait_is_told_with_its_time(house):
    snoozed = T0 + timedelta(hours=2)
    house.store.save_settings(channel_settings(snoozed_until=snoozed), ALICE, T0, "add")
    assert house.post(count=1) == Posted(1, 0, snoozed, Hold.SNOOZE)


def test_topic_that_nothing_matches_posts_nothing(house):
    assert house.post(topic(query="football")) == Posted(new=0, old=0)
    assert (house.titles(), house.queues.woken) == ([], [])


@pytest.mark.parametrize(("state", "says"), [(State.PAUSED, "is paused"), (State.REMOVED, "is removed")])
def test_topic_that_is_not_active_posts_nothing_and_says_why(house, state, says):
    with pytest.raises(NotAllowed, match=f"Topic 1 {says}"):
        house.post(topic(query="lavrov", state=state))
    assert house.titles() == []


def test_only_what_was_not_posted_yet_counts_as_new(house):
    house.post(count=1)
    assert house.post(count=3) == Posted(new=2, old=1)


def test_topic_whose_pause_has_run_out_posts(house):
    assert house.post(topic(query="lavrov", state=State.PAUSED, paused_until=T0)).new == 3


def test_only_the_sources_of_the_topic_count(house):
    house.store.save_article(replace(house.articles[0], id="f" * 16, url="u", source_id="0" * 16), [])
    limited = topic(query="lavrov", sources=SourceFilter(tags=frozenset({"wires"})))
    assert house.post(limited, count=9).new == 4


def test_of_many_stories_the_newest_are_posted(house):
    for n in range(250):
        at = T0 - timedelta(days=4, minutes=(n * 37) % 250)
        one = article(f"https://news.example/n{n}", title="Lavrov", published=at, read_at=at)
        house.store.save_article(one, [])
    house.post()
    assert house.titles() == ["Lavrov 3", "Lavrov 2", "Lavrov 1"]
