"""The day in the real use cases: the same seed is the same day, and what goes wrong there is seen."""

from collections import Counter

import pytest

from day.arrival import polled, shuffled
from day.news import make_day
from day.newsroom import Newsroom
from day.score import DAILY, NEAR, scored
from day.telling import Telling
from day.topics import topics
from newswatch.observe import logger


@pytest.fixture(scope="module", autouse=True)
def _quiet():
    before = logger.log_level
    logger.setLevel("CRITICAL")
    yield
    logger.setLevel(before)


@pytest.fixture(scope="module")
def day():
    return make_day(7, stories=40, papers=12)


@pytest.fixture(scope="module")
def watched(day):
    return topics(day)


def ran(day, watched, arrives=polled, seed="7"):
    room = Newsroom(day, watched, seed)
    room.run(arrives(day, seed))
    return room


@pytest.fixture(scope="module")
def room(day, watched):
    return ran(day, watched)


def test_each_channel_is_told_each_story_once_though_workers_meet(day, watched, room):
    score = scored(day, room, watched)
    assert score.kept
    assert score.messages >= score.found > 40
    assert score.conflicts > 0


def test_the_same_seed_is_the_same_day(day, watched, room):
    again = ran(day, watched)
    assert again.slack.history == room.slack.history
    assert ran(day, watched, seed="8").slack.history != room.slack.history


def test_any_order_brings_every_article_and_updates_after_what_they_update(day):
    for arrives in (polled, shuffled):
        met = set()
        for delivery in arrives(day, "7"):
            assert {a.url for a in delivery.articles} <= met or not delivery.changed
            met |= {a.url for a in delivery.articles}
        assert met == {a.url for a in day.articles}


def test_a_message_that_is_missing_or_doubled_is_seen(day, watched):
    room = ran(day, watched)
    channel, messages = next(iter(room.slack.history.items()))
    lost = messages.pop()
    assert scored(day, room, watched).pairs["none"] == 1
    messages += [lost, lost]
    assert scored(day, room, watched).pairs["more"] == 1
    assert Counter(one.channel for one in messages).total() == len(messages), channel


def test_stories_that_are_thrown_together_or_torn_apart_are_seen(day, watched):
    room = ran(day, watched)
    before = scored(day, room, watched)
    firsts = [a for a in day.articles if a.telling is not Telling.UPDATE]
    stored = {a.url: room.store.article_at([a.url]) for a in firsts}
    column = next(a for a in firsts if a.telling is Telling.DAILY)
    stories = Counter(one.story for one in stored.values())
    other = next(a for a in firsts if a.story != column.story and stories[stored[a.url].story] > 2)
    room.store.place_article(stored[column.url].id, stored[other.url].story)
    merged = scored(day, room, watched)
    assert merged.merged() > before.merged()
    assert merged.by_kind(merged.merges)[DAILY] > before.by_kind(before.merges)[DAILY]
    room.store.place_article(stored[column.url].id, stored[column.url].story)
    one, two = next((a, b) for a in firsts for b in firsts if day.events[a.story].near == b.story)
    room.store.place_article(stored[two.url].id, stored[one.url].story)
    assert scored(day, room, watched).by_kind(scored(day, room, watched).merges)[NEAR] > 0
