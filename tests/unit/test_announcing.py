"""What follows from a change: the bot joins, and every channel that it concerns is told once."""

from dataclasses import replace
from datetime import timedelta

import pytest
from builders import ALICE, POLICY, alert, channel_settings, source, topic
from fakes import T0, FakePeople, FakeQueues, FakeStore

from newswatch.errors import NeedsTime, SlackNotSent, SlackUnusable
from newswatch.model import WORKSPACE, Cadence, Channel, ChannelId, Delivery, Person, Quiet, State, UserId
from newswatch.posts import Hold, PostState
from newswatch.usecases.announcing import announce

ENERGY, SECRET, HIDDEN, OLD = (ChannelId(f"C{n}") for n in (2, 3, 4, 5))
ME = ChannelId(ALICE)


class House:
    def __init__(self):
        self.store, self.queues = FakeStore(), FakeQueues()
        self.people = FakePeople([
            Channel(POLICY, "policy", joined=True),
            Channel(ENERGY, "energy"),
            Channel(SECRET, "secret", private=True, joined=True),
            Channel(HIDDEN, "hidden", private=True),
            Channel(OLD, "old", archived=True, joined=True),
        ])  # fmt: skip

    def save(self, what="add", **more):
        version = self.store.topics()[0].version + 1 if self.store.topics() else 1
        return self.store.save_topic(topic(version=version, **more), ALICE, T0, what).seq

    def announce(self, seq):
        return announce(self.store, self.queues, self.people, seq)

    def told(self):
        """Return which changes each channel is told."""
        return {
            channel: [self.store.post(channel, row.story_id).change for row in self.store.outbox(channel, 10)]
            for channel in self.store.channels_with_outbox(T0)
        }

    def joined(self):
        return [room.name for room in self.people.rooms if room.joined]


@pytest.fixture
def house():
    return House()


def test_new_topic_is_announced_where_it_posts_and_the_channel_woken(house):
    assert house.announce(house.save()) == ()
    assert house.told() == {POLICY: [1]}
    assert house.queues.woken == [(POLICY, 0)]


def test_bot_joins_the_public_channels_of_a_topic(house):
    assert house.announce(house.save(destinations=(POLICY, ENERGY))) == ()
    assert house.told() == {POLICY: [1], ENERGY: [1]}
    assert "energy" in house.joined()


def test_private_channel_without_the_bot_is_told_nothing_and_a_person_what_to_do(house):
    (problem,) = house.announce(house.save(destinations=(HIDDEN, SECRET)))
    assert "/invite @Newswatch" in problem
    assert house.told() == {SECRET: [1]}
    assert house.queues.woken == [(SECRET, 0)]


def test_archived_channel_is_told_nothing_and_a_person_what_to_do(house):
    (problem,) = house.announce(house.save(destinations=(OLD,)))
    assert "#old is archived" in problem
    assert house.told() == {}


def test_people_are_not_told_what_their_answer_says(house):
    assert house.announce(house.save(destinations=(ME, ChannelId("D1")))) == ()
    assert (house.told(), house.people.calls) == ({}, [])


def test_change_is_announced_once_however_often_that_is_asked_for(house):
    seq = house.save(destinations=(POLICY, ENERGY))
    for _ in range(3):
        house.announce(seq)
    assert house.told() == {POLICY: [1], ENERGY: [1]}
    assert len(house.queues.woken) == 6


def test_topic_that_moves_is_announced_where_it_was_and_where_it_goes(house):
    house.save()
    seq = house.save("set", destinations=(ENERGY,))
    assert house.announce(seq) == ()
    assert house.told() == {POLICY: [2], ENERGY: [2]}


def test_channel_in_which_a_move_changes_nothing_is_left_in_peace(house):
    house.save()
    house.announce(house.save("set", destinations=(POLICY, ENERGY)))
    assert house.told() == {ENERGY: [2]}


def test_new_query_concerns_all_channels(house):
    house.save(destinations=(POLICY, SECRET))
    house.announce(house.save("edit", destinations=(POLICY, SECRET), query="oil"))
    assert house.told() == {POLICY: [2], SECRET: [2]}


def test_removal_is_announced_and_no_channel_joined_for_it(house):
    house.save(destinations=(POLICY, ENERGY))
    assert house.announce(house.save("remove", destinations=(POLICY, ENERGY), state=State.REMOVED)) == ()
    assert house.told() == {POLICY: [2]}
    assert "energy" not in house.joined()


def test_channel_that_a_topic_leaves_is_not_joined_to_say_so(house):
    house.save(destinations=(ENERGY,))
    assert house.announce(house.save("set", destinations=(POLICY,))) == ()
    assert (house.told(), "energy" in house.joined()) == ({POLICY: [2]}, False)


def test_older_change_is_announced_as_it_was(house):
    seq = house.save(destinations=(ENERGY,))
    house.save("set", destinations=(POLICY,))
    house.announce(seq)
    assert house.told() == {ENERGY: [1]}


def test_sources_and_unknown_changes_announce_nothing(house):
    seq = house.store.save_source(source(), ALICE, T0, "add").seq
    assert house.announce(seq) == ()
    assert house.announce(99) == ()
    assert (house.told(), house.queues.woken) == ({}, [])


@pytest.mark.parametrize("error", [SlackNotSent("service_unavailable"), NeedsTime()])
def test_slack_that_does_not_work_just_now_is_asked_again_later(house, error):
    house.people.refuses = {"channel": error}
    with pytest.raises(type(error)):
        house.announce(house.save())
    assert house.told() == {}


def test_scope_that_is_missing_is_said(house):
    house.people.refuses = {"join": SlackUnusable("missing_scope")}
    (problem,) = house.announce(house.save(destinations=(ENERGY, POLICY)))
    assert "missing_scope" in problem
    assert house.told() == {POLICY: [1]}


def test_topic_that_comes_back_is_announced(house):
    first = topic()
    house.save()
    house.save("remove", state=State.REMOVED)
    back = house.store.save_topic(replace(first, version=3), ALICE, T0, "undo", undoes=2)
    house.announce(back.seq)
    assert house.told() == {POLICY: [3]}


# What is held is weighed anew


@pytest.mark.parametrize(
    "changed",
    [
        {"delivery": Delivery(Cadence.HOURLY)},
        {"quiet": Quiet("22:00", "07:00")},
        {"zone": "Europe/Madrid"},
        {"urgent": True},
        {"snoozed_until": T0 + timedelta(hours=3)},
        {"let_until": T0 + timedelta(hours=3)},
        {"cap_per_day": 5},
        {"state": State.PAUSED},
        {"state": State.REMOVED},
    ],
)
def test_change_of_delivery_has_what_is_held_weighed_anew_people_included(house, changed):
    house.save(destinations=(POLICY, ME))
    house.announce(house.save("set", destinations=(POLICY, ME), **changed))
    assert house.queues.weighed == [POLICY, ME]


def test_topic_that_moves_has_what_is_held_weighed_anew_where_it_was_and_where_it_goes(house):
    house.save(destinations=(ME,))
    house.announce(house.save("set", destinations=(ENERGY,)))
    assert house.queues.weighed == [ENERGY, ME]


@pytest.mark.parametrize(
    "changed", [{"name": "Other"}, {"query": "oil"}, {"mention": "here"}, {"outlets": 3}]
)
def test_other_changes_leave_what_is_held(house, changed):
    house.announce(house.save())
    house.announce(house.save("set", **changed))
    assert house.queues.weighed == []


def test_what_is_held_does_not_wait_for_slack(house):
    house.save()
    house.people.refuses = {"channel": SlackNotSent("service_unavailable")}
    with pytest.raises(SlackNotSent):
        house.announce(house.save("set", urgent=True))
    assert house.queues.weighed == [POLICY]


# Settings


def set_in(house, where, **more):
    return house.store.save_settings(channel_settings(where, cap=5, **more), ALICE, T0, "add").seq


def test_settings_are_announced_in_their_channel_once_and_what_is_held_weighed_anew(house):
    seq = set_in(house, POLICY)
    assert house.announce(seq) == house.announce(seq) == ()
    assert house.told() == {POLICY: [seq]}
    assert (house.queues.weighed, house.queues.woken[-1]) == ([POLICY, POLICY], (POLICY, 0))


@pytest.mark.parametrize("where", [ENERGY, HIDDEN, OLD, ChannelId("C9")])
def test_channel_without_the_bot_is_told_nothing_and_not_joined(house, where):
    assert house.announce(set_in(house, where)) == ()
    assert (house.told(), "energy" in house.joined(), house.queues.weighed) == ({}, False, [where])


def test_own_settings_are_told_by_their_answer_alone(house):
    house.announce(set_in(house, ME))
    assert (house.told(), house.queues.weighed, house.people.calls) == ({}, [ME], [])


def test_settings_of_the_workspace_have_all_weighed_anew_that_is_held(house):
    house.store.claim([alert(channels=(POLICY, SECRET))])
    (row,) = house.store.outbox(POLICY, 1)
    post = house.store.post(POLICY, row.story_id)
    held = replace(post, hold=Hold.QUIET, held_until=T0 + timedelta(hours=1), state=PostState.PENDING)
    house.store.hold(held, post, row)
    house.announce(set_in(house, WORKSPACE))
    assert house.queues.weighed == [POLICY]
    assert house.told() == {SECRET: [0]}, "the alert alone"


BOB, EVE, DAN = UserId("U2"), UserId("U3"), UserId("U4")


def test_settings_of_the_workspace_are_told_to_all_others_who_manage_it_or_did(house):
    first = channel_settings(WORKSPACE, managers=frozenset({ALICE, BOB, EVE}))
    assert house.announce(house.store.save_settings(first, ALICE, T0, "add").seq) == ()
    house.save()
    now_so = replace(first, managers=frozenset({ALICE, DAN}), version=2)
    seq = house.store.save_settings(now_so, BOB, T0, "set").seq
    assert house.announce(seq) == house.announce(seq) == ()
    assert house.told() == {BOB: [1], EVE: [1, seq], ALICE: [seq], DAN: [seq]}
    assert (ALICE, 0) in house.queues.woken
    house.announce(house.store.save_settings(replace(now_so, cap=5, version=3), ALICE, T0, "set").seq)
    assert house.told()[DAN] == [seq, seq + 1]


def test_where_nobody_manages_the_workspace_owners_of_topics_are_told_who_are_still_there(house):
    for number, owner in enumerate((ALICE, BOB, EVE, DAN, UserId("newswatch")), 2):
        state = State.REMOVED if owner == DAN else State.ACTIVE
        house.store.save_topic(topic(number, owner=owner, state=state), owner, T0, "add")
    house.people.persons[EVE] = Person(EVE, has_left=True)
    named = channel_settings(WORKSPACE, managers=frozenset({BOB}))
    seq = house.store.save_settings(named, BOB, T0, "add").seq
    house.announce(seq)
    assert house.told() == {ALICE: [seq]}


def test_whoever_cannot_be_asked_after_is_told(house):
    house.store.save_topic(topic(2, owner=EVE), EVE, T0, "add")
    seq = set_in(house, WORKSPACE)
    house.people.refuses = {"person": SlackNotSent("service_unavailable")}
    with pytest.raises(SlackNotSent):
        house.announce(seq)
    house.people.refuses = {"person": SlackUnusable("missing_scope", "The scope is missing.")}
    house.announce(seq)
    assert house.told() == {EVE: [seq]}
