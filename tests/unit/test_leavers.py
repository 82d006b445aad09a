"""A topic whose owner has left is offered to those who get it, once; what nobody gets any more rests."""

from dataclasses import replace
from datetime import timedelta

import pytest
from builders import topic
from desk import ADA, BOARD, BOB, ENERGY, EVE, POLICY, Desk, buttons
from fakes import T0, FakeMessenger, FixedDeadline

from newswatch.errors import (
    Conflict,
    QueueError,
    SecretMissing,
    SlackNotSent,
    SlackParked,
    SlackRateLimited,
)
from newswatch.model import ChannelId, Person, State, UserId
from newswatch.posts import Notice
from newswatch.slack.views import notice
from newswatch.usecases.dispatch import dispatch
from newswatch.usecases.leavers import A_DAY, RESERVE_S, look_for_leavers
from newswatch.usecases.notify import notify
from newswatch.usecases.turn import Notifier

DAY = T0.date()


@pytest.fixture
def desk():
    """Ada has left; in #policy remains what she watched."""
    desk = Desk()
    desk.types("add Talks = venezuela")
    desk.people.persons[ADA] = Person(ADA, "Ada", has_left=True)
    desk.people.calls.clear()
    return desk


def look(desk, day=DAY, deadline=100.0):
    found = look_for_leavers(desk.store, desk.queues, desk.people, desk.clock, FixedDeadline(deadline), day)
    desk.works()
    return found


def offers(desk, channel=POLICY):
    """Return the notices of owners who left that a channel has got."""
    slack = FakeMessenger()
    notify(
        Notifier(desk.store, desk.queues, slack, desk.clock, desk.quick.entropy), channel, FixedDeadline(60.0)
    )
    return [
        each
        for each in slack.history.get(channel, ())
        if isinstance(each, Notice) and each.change.what == "left"
    ]


def test_topic_of_who_has_left_is_offered_where_it_posts(desk):
    assert look(desk) == 1
    [offer] = offers(desk)
    assert (offer.topic.handle, offer.change.who) == ("talks", ADA)
    assert "Ada, who owned *Talks*, has left." in notice.fallback(offer, "Ada")
    assert "`/watch own talks` takes it over" in notice.fallback(offer, "Ada")
    assert [b["value"] for b in buttons({"blocks": notice.notice(offer, "Ada")})] == [
        "own talks:2", "show talks",
    ]  # fmt: skip
    assert desk.topic("talks").state is State.ACTIVE


def test_it_is_told_once_however_often_it_is_looked_for(desk):
    look(desk)
    assert len(offers(desk)) == 1
    for days in range(1, 5):
        assert look(desk, DAY + timedelta(days=days)) == 0
    assert offers(desk) == []
    assert [change.what for change in desk.store.history(desk.topic("talks").id)] == ["left", "add"]


def test_each_person_is_asked_after_once_a_day(desk):
    desk.types("add Other = b", who=ADA)
    desk.types("add Mine = c", who=BOB)
    desk.people.calls.clear()
    look(desk)
    assert desk.people.calls.count("person") == 2


def test_crash_after_the_change_is_made_up_for_by_dispatch(desk):
    def lost(_):
        raise QueueError("SQS: ConnectTimeoutError")

    follow_up, desk.queues.follow_up = desk.queues.follow_up, lost
    with pytest.raises(QueueError):
        look(desk)
    desk.queues.follow_up = follow_up
    assert look(desk) == 0
    assert offers(desk) == []
    desk.clock.advance(minutes=3)
    dispatch(desk.store, desk.queues, desk.clock, desk.quick.entropy)
    desk.works()
    assert len(offers(desk)) == 1


def test_who_takes_it_over_owns_it_and_a_later_press_does_not_take_it_from_them(desk):
    look(desk)
    said = desk.types("own talks:2", who=BOB)
    assert "is yours now" in said
    assert desk.topic("talks").owner == BOB
    assert "was changed in between" in desk.types("own talks:2", who=EVE, where=POLICY)
    assert desk.topic("talks").owner == BOB
    assert f"owner <@{ADA}> → <@{BOB}>" in desk.types("history talks", who=BOB)
    assert desk.notices()[-1] == POLICY
    version = desk.topic("talks").version
    desk.types("own talks", who=BOB)
    assert desk.topic("talks").version == version


def test_taking_over_can_be_undone_and_is_offered_again(desk):
    look(desk)
    offers(desk)
    desk.types("own talks", who=BOB)
    desk.types("undo", who=BOB)
    assert desk.topic("talks").owner == ADA
    assert look(desk) == 1
    assert len(offers(desk)) == 1


def test_who_takes_it_over_learns_nothing_of_where_they_are_not(desk):
    talks = desk.topic("talks")
    desk.store.save_topic(replace(talks, destinations=(POLICY, BOARD), version=2), ADA, T0, "set")
    look(desk)
    seen = [desk.types(text, who=BOB) for text in ("own talks", "show talks", "history talks", "list")]
    desk.opens("edit talks", who=BOB)
    assert desk.topic("talks").owner == BOB
    assert BOARD not in "".join(map(str, (seen, desk.shown, desk.modal())))
    desk.types("set talks channel me", who=BOB)
    assert set(desk.topic("talks").destinations) == {BOARD, ChannelId(BOB)}
    # It is theirs all the same.
    assert "talks" in desk.types("list mine", who=BOB)


@pytest.mark.parametrize(("persons", "allowed"), [({}, False), ({EVE: Person(EVE, is_admin=True)}, True)])
def test_members_of_its_channels_and_admins_take_it_over(desk, persons, allowed):
    desk.people.persons |= persons
    said = desk.types("own talks", who=EVE, where=ENERGY)
    assert ("is yours now" in said) is allowed
    assert (desk.topic("talks").owner == EVE) is allowed


def test_that_somebody_has_left_is_nothing_to_be_undone(desk):
    look(desk)
    assert "There is no change number 2 that can be undone" in desk.types("undo 2", who=BOB)
    desk.types("history talks", who=BOB)
    assert not [b for b in buttons(desk.shown[-1]) if b["text"]["text"].startswith("Undo")]


def test_topic_that_only_who_left_got_is_paused(desk):
    desk.types("add me Own = lithium")
    assert look(desk) == 2
    own = desk.topic("own")
    assert (own.state, own.paused_until) == (State.PAUSED, None)
    assert desk.store.history(own.id)[0].what == "left"
    assert offers(desk, ChannelId(ADA)) == []


def test_others_who_get_it_by_direct_message_are_told_there(desk):
    desk.store.save_topic(topic(5, owner=ADA, destinations=(ChannelId(ADA), ChannelId(BOB))), ADA, T0, "add")
    look(desk)
    assert desk.topic("topic-5").state is State.ACTIVE
    assert len(offers(desk, ChannelId(BOB))) == 1
    assert offers(desk, ChannelId(ADA)) == []


def test_what_rests_is_offered_too(desk):
    desk.types("pause talks", who=BOB)
    assert look(desk) == 1


def test_what_is_gone_and_what_nobody_owns_is_left_alone(desk):
    desk.types("remove talks", who=BOB)
    desk.store.save_topic(topic(5, owner=UserId("newswatch")), ADA, T0, "add")
    assert look(desk) == 0
    assert desk.people.calls.count("person") == 0


def test_a_private_channel_in_which_the_bot_is_not_is_told_nothing(desk):
    desk.store.save_topic(topic(5, owner=ADA, destinations=(BOARD,)), ADA, T0, "add")
    look(desk)
    assert desk.store.outbox(BOARD, 5) == []


# --- When Slack does not say ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "error", [SlackNotSent("service_unavailable"), SlackRateLimited(30), SecretMissing("/token")]
)
def test_slack_that_does_not_answer_costs_nothing_but_a_day(desk, error):
    desk.people.refuses["person"] = error
    assert look(desk) == 0
    desk.people.refuses.clear()
    assert look(desk, DAY + timedelta(days=1)) == 1


def test_one_person_whom_the_bot_may_not_see_does_not_keep_others_from_being_asked_after(desk):
    desk.store.save_topic(topic(5, owner=UserId("U0AAA")), BOB, T0, "add")
    person = desk.people.person

    def refuses(user):
        if user == "U0AAA":
            raise SlackParked("user_not_visible", "The bot may not see that person.", POLICY)
        return person(user)

    desk.people.person = refuses
    assert look(desk) == 1


def test_what_somebody_changes_at_that_moment_is_looked_at_tomorrow(desk):
    def conflict(*_, **__):
        raise Conflict("version")

    kept, desk.store.save_topic = desk.store.save_topic, conflict
    assert look(desk) == 0
    desk.store.save_topic = kept
    assert look(desk, DAY + timedelta(days=1)) == 1


def test_of_more_owners_than_there_is_time_for_all_have_their_turn():
    desk = Desk()
    owners = [UserId(f"U{n:03}") for n in range(250)]
    for n, owner in enumerate(owners):
        desk.store.save_topic(topic(n, owner=owner), owner, T0, "add")
    asked = []

    def person(user):
        asked.append(user)
        return Person(user)

    desk.people.person = person
    for days in range(3):
        deadline = FixedDeadline([100.0] * A_DAY + [RESERVE_S - 1.0])
        look_for_leavers(
            desk.store, desk.queues, desk.people, desk.clock, deadline, DAY + timedelta(days=days)
        )
    assert len(asked) == 3 * A_DAY
    assert set(asked) == set(owners)
