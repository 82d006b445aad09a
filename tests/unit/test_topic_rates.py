"""A topic with far more stories than usual says so once, where it posts."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from builders import ALICE, POLICY, alert, entry, topic
from fakes import T0, CountingEntropy, FakeMessenger, FixedDeadline
from match_house import House as MatchHouse
from match_house import page

from newswatch.errors import SlackParked, StorageError
from newswatch.model import ChannelId, State, StoryId, ThreadPolicy
from newswatch.posts import Digest, PostState, RateNotice, Spike
from newswatch.usecases.notify import notify
from newswatch.usecases.rates import Rates, settled_since
from newswatch.usecases.turn import Notifier
from newswatch.usecases.whereabouts import Whereabouts, whereabouts

ENERGY = ChannelId("C2")
TODAY = datetime(2026, 4, 20, 10, 0, tzinfo=UTC)
YESTERDAY = TODAY - timedelta(days=1)


class House(MatchHouse):
    """A matcher at a topic whose usual rate is four stories a day."""

    def __init__(self, *topics, usual=4, days=28):
        super().__init__(*topics)
        self.rates = self.matcher.rates
        self.clock.at = TODAY
        self.count = 0
        self.slack = FakeMessenger()
        for day in range(1, days + 1):
            self.had(usual, TODAY - timedelta(days=day))

    def had(self, stories, when, number=1):
        """Claim alerts of a topic, in no channel."""
        for _ in range(stories):
            self.count += 1
            story = StoryId(f"{self.count:016x}")
            self.store.claim([alert(number, story_id=story, channels=(), claimed_at=when)])

    def bring(self, stories=1):
        """Have a source bring stories of which each matches."""
        for _ in range(stories):
            self.count += 1
            self.serve(self.count)
            self.run(entry(self.count))

    def told(self, channel=POLICY):
        return [post for post in self.posts(channel) if post.rate]

    def notify(self, channel=POLICY, **more):
        notifier = Notifier(self.store, self.queues, self.slack, self.clock, CountingEntropy())
        notify(notifier, channel, FixedDeadline(60.0), **more)


class Newsroom(House):
    """One in which articles of several outlets are of one story."""

    lives = timedelta(hours=72)


def test_topic_with_far_more_than_usual_says_so_with_the_number():
    house = House()
    house.bring(15)
    assert house.told() == []
    house.bring(1)
    (post,) = house.told()
    assert post.rate == Spike(16, 4.0)
    assert (post.topic_ids, post.claimed_at) == ({topic().id}, TODAY)
    assert (POLICY, 0) in house.queues.woken


def test_it_says_so_once_whoever_brings_more():
    house = House()
    house.bring(16)
    house.matcher = replace(house.matcher, rates=Rates(house.store))
    house.bring(5)
    (post,) = house.told()
    assert post.rate == Spike(16, 4.0)


def test_redelivery_of_the_last_story_tells_nothing_twice():
    house = House()
    house.bring(16)
    for _ in range(2):
        house.run(entry(house.count))
    assert len(house.told()) == 1


@pytest.mark.parametrize("fails", ["daily_alerts", "history", "enqueue"])
def test_what_could_not_be_told_is_told_with_the_next_claim_and_costs_no_alert(fails):
    house = House()

    def fail(*_, **__):
        raise StorageError("DynamoDB: ThrottlingException")

    setattr(house.store, fails, fail)
    house.bring(16)
    assert len(house.posts()) == 16
    assert house.told() == []
    delattr(house.store, fails)
    house.bring(1)
    assert [post.rate for post in house.told()] == [Spike(17, 4.0)]


def test_process_that_dies_between_claim_and_notice_is_made_up_for():
    house = House()
    house.had(20, TODAY)
    assert house.told() == []
    house.bring(1)
    assert [post.rate for post in house.told()] == [Spike(21, 4.0)]


def test_topic_that_goes_on_is_not_told_again_and_after_a_lull_it_is():
    house = House()
    house.bring(16)
    house.clock.advance(days=1)
    house.bring(30)
    assert len(house.told()) == 1
    house.clock.advance(days=2)
    house.bring(30)
    assert [post.rate.stories for post in house.told()] == [16, 19]


def test_all_its_destinations_are_told_and_other_topics_are_not():
    house = House(topic(destinations=(POLICY, ENERGY)), topic(2, destinations=(ENERGY,)))
    house.had(12, YESTERDAY, number=2)
    house.bring(16)
    assert [post.channel for post in (*house.told(), *house.told(ENERGY))] == [POLICY, ENERGY]


def test_topic_that_is_younger_than_a_week_says_nothing():
    young = topic(created_at=TODAY - timedelta(days=7))
    house = House(young, usual=0)
    house.bring(30)
    assert house.told() == []


def test_topic_that_was_edited_lately_says_nothing_and_one_that_was_renamed_does():
    for change, told in (({"query": "lavrov OR pompeo"}, 0), ({"name": "Talks"}, 1)):
        house = House()
        edited = replace(topic(), version=2, **change)
        house.store.save_topic(edited, ALICE, TODAY - timedelta(days=3), "edit")
        house.bring(16)
        assert len(house.told()) == told


def test_topic_that_waits_for_outlets_says_so_when_its_stories_are_claimed():
    house = Newsroom(topic(outlets=2), usual=0)
    house.had(7, TODAY)
    for n, outlet in enumerate("ab"):
        assert house.told() == []
        url = f"https://{outlet}.example/1"
        house.fetcher.pages[url] = page()
        house.run(entry(1, url=url, title="Ministers meet"), source=n)
    assert [post.rate for post in house.told()] == [Spike(8, 0.0)]


def test_usual_rate_is_read_once_a_process_and_day_and_of_busy_topics_alone():
    house = House()
    asked = []
    daily = house.store.daily_alerts

    def counted(topic_id, days):
        asked.append(len(days))
        return daily(topic_id, days)

    house.store.daily_alerts = counted
    house.bring(7)
    assert asked == [1] * 7
    house.bring(4)
    assert asked == [1] * 8 + [29] + [1] * 3
    house.bring(5)
    told = len(asked)
    assert len(house.told()) == 1
    house.bring(5)
    assert len(asked) == told, "what is told needs no looking at"


def test_topic_that_is_edited_on_a_busy_day_is_compared_with_nothing_from_then_on():
    house = House()
    house.bring(10)
    edited = replace(topic(), version=2, query="lavrov OR pompeo")
    house.store.save_topic(edited, ALICE, TODAY, "edit")
    house.bring(20)
    assert house.told() == []


# --- The log ---------------------------------------------------------------------------


def since(*versions, now=None):
    """Return since when a topic has watched for the same, given its versions, oldest first, by day."""
    house = MatchHouse()
    for day, version in enumerate(versions, start=1):
        saved = replace(version, id=topic(7).id, handle="x", version=day)
        house.store.save_topic(saved, ALICE, T0 + timedelta(days=day), "set")
    stored = house.store.topic(topic(7).id)
    found = settled_since(now or stored, house.store.history(stored.id))
    return (found - T0) / timedelta(days=1)


OTHER = topic(query="other")
PAUSED = topic(state=State.PAUSED)


@pytest.mark.parametrize(
    ("versions", "day"),
    [
        ([topic()], 0),
        ([topic(), topic(name="New"), topic(destinations=(ENERGY,)), topic(mention="here")], 0),
        ([topic(), OTHER, OTHER], 2),
        ([topic(), OTHER, topic()], 3),
        ([topic(), PAUSED, topic(), topic(name="New")], 3),
        ([topic(), topic(outlets=3)], 2),
        ([topic(), topic(thread=ThreadPolicy.EACH)], 2),
        ([topic(), topic(thread=ThreadPolicy.REPLY)], 0),
        ([topic(state=State.PAUSED, paused_until=T0 + timedelta(days=5))], 5),
    ],
)
def test_topic_has_watched_for_the_same_since_what_it_brings_was_changed(versions, day):
    assert since(*versions) == day


# --- The post --------------------------------------------------------------------------


def test_notice_is_posted_like_any_other_post():
    house = House()
    house.had(15, TODAY)
    house.bring(1)
    house.notify()
    (said,) = [said for said in house.slack.posts() if isinstance(said, RateNotice)]
    assert (said.channel, said.topic, said.news, said.today) == (POLICY, topic(), Spike(16, 4.0), True)
    assert [post.state for post in house.told()] == []


@pytest.mark.parametrize(
    "change", [{"state": State.PAUSED}, {"destinations": (ENERGY,)}, {"state": State.REMOVED}]
)
def test_notice_of_a_topic_that_posts_here_no_more_is_not_posted(change):
    house = House()
    house.had(15, TODAY)
    house.bring(1)
    (post,) = house.told()
    house.store.save_topic(replace(topic(), version=2, **change), ALICE, TODAY, "set")
    house.notify()
    assert not any(isinstance(said, RateNotice) for said in house.slack.posts())
    assert house.store.post(POLICY, post.story_id).state is PostState.CANCELLED


def test_notice_stays_where_it_is_whatever_becomes_of_its_topic():
    house = House()
    house.had(15, TODAY)
    house.bring(1)
    (post,) = house.told()
    moved = replace(topic(), version=2, destinations=(ENERGY,))
    house.store.save_topic(moved, ALICE, TODAY, "set")
    assert whereabouts(house.store, post, TODAY) == Whereabouts(stays=True)


def test_notice_that_had_to_wait_is_told_by_itself_and_is_no_part_of_a_digest():
    house = House()
    house.had(12, TODAY)
    house.bring(4)
    house.slack.script = [SlackParked("not_in_channel", "Invite the bot.", POLICY)] * 5
    while house.posts():
        house.clock.advance(minutes=1)
        house.notify()
    house.clock.advance(days=1)
    for _ in range(4):
        house.clock.advance(minutes=10)
        house.notify(retry=True)
        house.notify()
    said = house.slack.history[POLICY]
    assert [len(one.lines) for one in said if isinstance(one, Digest)] == [4]
    assert [one.today for one in said if isinstance(one, RateNotice)] == [False]
