"""Standing: what a topic's next story would meet in a channel."""

from datetime import timedelta

import pytest
from builders import ALICE, POLICY, article, channel_settings, topic
from fakes import T0, FakeStore

from newswatch.model import WORKSPACE, Cadence, ChannelId, Delivery, Quiet, State
from newswatch.posts import Hold, Tally
from newswatch.usecases.standing import standings

VOA = article("https://www.voanews.com/a")
DAY = "2026-03-02"
NIGHT = Quiet("08:30", "10:00")
OTHER = ChannelId("C9")


@pytest.fixture
def store():
    return FakeStore()


def sets(store, channel=POLICY, **more):
    store.save_settings(channel_settings(channel, **more), ALICE, T0, "set")


def counted(store, tally):
    store.lease_channel(POLICY, "a", T0, T0)
    store.count_messages(POLICY, "a", tally)


def met(store, one=None):
    (found,) = standings(store, one or topic(), [POLICY], VOA, T0)
    return found


def test_where_nothing_was_set_and_nothing_came_it_is_posted_at_once(store):
    found = met(store)
    assert (found.channel, found.posted, found.cap, found.today, found.cap_per_day) == (POLICY, 0, 20, 0, 100)
    assert (found.quiet, found.until, found.why, found.muted) == (False, None, None, "")


def test_only_messages_of_the_last_hour_count(store):
    sent = (T0 - timedelta(minutes=61), T0 - timedelta(minutes=10), T0)
    counted(store, Tally(sent, (), DAY, {topic().id: 7}))
    assert (met(store).posted, met(store).today) == (2, 7)


def test_urgent_topics_have_places_of_their_own(store):
    counted(store, Tally((T0,) * 3, (T0,), DAY))
    assert met(store, topic(urgent=True)).posted == 1


def test_a_full_hour_holds_it(store):
    sets(store, cap=2)
    counted(store, Tally((T0 - timedelta(minutes=30), T0), (), DAY))
    found = met(store)
    assert (found.posted, found.cap, found.why) == (2, 2, Hold.HOUR)
    assert T0 + timedelta(minutes=30) <= found.until <= T0 + timedelta(minutes=31)


def test_a_full_day_holds_it(store):
    counted(store, Tally((), (), DAY, {topic().id: 3}))
    found = met(store, topic(cap_per_day=3))
    assert (found.today, found.cap_per_day, found.why) == (3, 3, Hold.DAY)


def test_quiet_hours_hold_it(store):
    sets(store, quiet=NIGHT)
    found = met(store)
    assert (found.quiet, found.why) == (True, Hold.QUIET)
    assert timedelta() <= found.until - (T0 + timedelta(hours=1)) < timedelta(minutes=1)


def test_the_workspace_counts_where_the_channel_says_nothing(store):
    sets(store, WORKSPACE, quiet=NIGHT, cap=5)
    assert (met(store).quiet, met(store).cap) == (True, 5)


def test_a_topic_that_delivers_daily_has_it_wait(store):
    assert met(store, topic(delivery=Delivery(Cadence.DAILY, "18:00"))).why is Hold.WHEN


def test_an_outlet_that_is_muted_there_is_named(store):
    sets(store, muted=frozenset({"voanews.com"}))
    assert met(store).muted == "voanews.com"
    assert standings(store, topic(), [OTHER], VOA, T0)[0].muted == ""


def test_settings_that_were_taken_back_mute_nothing(store):
    sets(store, muted=frozenset({"voanews.com"}), state=State.REMOVED)
    assert met(store).muted == ""
