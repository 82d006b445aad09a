"""Status: what works, what does not, and which step of the set-up is missing."""

from dataclasses import replace
from datetime import timedelta

import pytest
from builders import ALICE, POLICY, alert, source, topic
from fakes import T0, FakePeople, FakeQueues, FakeStore

from newswatch.errors import NeedsTime, SecretError, SecretMissing, SlackNotSent, SlackUnusable
from newswatch.model import Channel, ChannelId, Failure, FetchMemory, Identity, State, StoryId, Usage, UserId
from newswatch.posts import Freshness, Hold, PostState, Tally
from newswatch.usecases.findings import DeadLetters, Setup
from newswatch.usecases.sight import Sight
from newswatch.usecases.status import status

BOB, SECRET = UserId("U2"), ChannelId("C3")
SCOPES = frozenset({"commands", "chat:write", "channels:join"})
PARAMETER = "/newswatch/slack/bot-token"


@pytest.fixture
def store():
    store = FakeStore()
    for number, state in ((1, State.ACTIVE), (2, State.PAUSED), (3, State.REMOVED), (4, State.ACTIVE)):
        store.save_topic(topic(number, state=state), ALICE, T0, "add")
        store.save_source(source(number, state=state), ALICE, T0, "add")
    store.remember_fetch(source(1).id, FetchMemory(error="answered 500."))
    store.remember_fetch(source(2).id, FetchMemory(error="answered 404."))
    return store


def look(store, people=None, sight=None, dead=None, limit=0):
    fine = FakePeople(whose=Identity("T1", "A1", SCOPES))
    return status(
        store,
        FakeQueues(dead_letters=dead or {}),
        people or fine,
        T0,
        required_scopes=SCOPES,
        token_parameter=PARAMETER,
        sight=sight,
        monthly_limit=limit,
    )


def test_status_counts_what_is_watched_and_names_what_fails(store):
    now = look(store)
    assert (now.sources, now.topics) == (2, 3)
    assert now.failing == (("News 1", "answered 500."),)
    assert now.waiting == {"sources": 0, "articles": 0, "channels": 0}
    assert now.setup == Setup()


def test_source_that_newswatch_has_stopped_reading_is_gone_and_one_that_somebody_paused_is_not(store):
    gone = source(5, state=State.PAUSED, trouble="It is gone.")
    store.save_source(gone, ALICE, T0, "add")
    assert look(store).gone == (("News 5", "It is gone."),)
    assert look(store).sources == 2


def test_sources_that_somebody_paused_are_counted_and_those_that_are_gone_are_not_among_them(store):
    store.save_source(source(5, state=State.PAUSED, trouble="It is gone."), ALICE, T0, "add")
    assert (look(store).paused, len(look(store).gone)) == (1, 1)


def test_it_is_said_how_fast_alerts_were_lately(store):
    assert (look(store).took, look(store).alerts) == (None, 0)
    fresh = tuple(
        Freshness(T0 - timedelta(hours=hours), timedelta(minutes=m)) for hours, m in ((1, 4), (30, 9))
    )
    store.lease_channel(POLICY, "a", T0, T0 + timedelta(minutes=1))
    store.release_channel(POLICY, "a", tally=Tally(fresh=fresh))
    assert (look(store).took, look(store).alerts) == (timedelta(minutes=4), 1)


def test_first_source_is_what_is_missing():
    assert look(FakeStore()).setup.sources == "Nothing is read yet."


def test_scopes_that_the_token_lacks_are_named(store):
    people = FakePeople(whose=Identity("T1", "A1", frozenset({"chat:write", "users:read"})))
    assert look(store, people).setup.scopes == ("channels:join", "commands")


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (SecretMissing(PARAMETER), "is missing"),
        (SecretError("SSM does not answer."), "SSM does not answer."),
        (SlackUnusable("invalid_auth"), "invalid_auth"),
    ],
)
def test_token_that_is_missing_or_wrong_is_said(store, error, says):
    setup = look(store, FakePeople(refuses={"identity": error})).setup
    assert says in setup.token
    assert setup.scopes == ()
    if not isinstance(error, SecretError) or not error.transient:
        assert PARAMETER in setup.token


def test_slack_that_does_not_answer_says_nothing_about_the_token(store):
    people = FakePeople(refuses={"identity": SlackNotSent("service_unavailable")})
    assert look(store, people).setup == Setup()


def test_status_takes_longer_than_slack_waits(store):
    with pytest.raises(NeedsTime):
        look(store, FakePeople(refuses={"identity": NeedsTime()}))


ROOMS = [Channel(POLICY, "policy"), Channel(SECRET, "secret", private=True, joined=True)]


@pytest.fixture
def stuck(store):
    """One parked post in #policy, two posts in #secret: one parked, one held up."""
    for story, channel in (("a", POLICY), ("b", SECRET), ("c", SECRET)):
        store.claim([alert(story_id=StoryId(story * 16), channels=(channel,))])
    for channel in (POLICY, SECRET):
        row = store.outbox(channel, 1)[0]
        post = store.post(channel, row.story_id)
        store.park(replace(post, state=PostState.PARKED, reason=f"parked {channel}"), post, row, T0)
    (row,) = store.outbox(SECRET, 1)
    post = store.post(SECRET, row.story_id)
    store.save_post(replace(post, reason=f"held {SECRET}"), post)
    return store


def test_who_keeps_it_running_is_told_all_of_what_waits(stuck):
    now = look(stuck)
    assert set(now.parked) == {(POLICY, "parked C1"), (SECRET, "parked C3")}
    assert (now.held_up, now.parked_unseen, now.held_up_unseen) == (((SECRET, "held C3"),), 0, 0)


@pytest.mark.parametrize(
    ("members", "refuses", "parked", "held_up"),
    [
        ({}, {}, 1, 0),
        ({SECRET: {BOB}}, {}, 2, 1),
        ({SECRET: {BOB}}, {"*": SecretMissing(PARAMETER)}, 0, 0),
        ({SECRET: {BOB}}, {"*": SlackUnusable("invalid_auth")}, 0, 0),
    ],
    ids=["not in it", "in it", "no token", "a wrong token"],
)
def test_what_waits_in_channels_that_one_cannot_see_is_only_counted(stuck, members, refuses, parked, held_up):
    people = FakePeople(ROOMS, members, refuses=refuses)
    now = look(stuck, people, Sight(people, BOB, ChannelId("D9")))
    assert (len(now.parked), len(now.held_up)) == (parked, held_up)
    assert (now.parked_unseen, now.held_up_unseen) == (2 - parked, 1 - held_up)


def fail(store, queue, *reasons):
    for n, why in enumerate(reasons):
        store.note_failure(Failure(queue, f"{n}", why, T0 + timedelta(minutes=n)))


def test_dead_letters_are_counted_with_the_newest_reasons_each_once(store):
    fail(store, "articles", "old", "busy", "busy", "a bug")
    now = look(store, dead={"sources": 0, "articles": 3, "channels": 1, "commands": 0})
    reasons = (("a bug", T0 + timedelta(minutes=3)), ("busy", T0 + timedelta(minutes=2)))
    assert now.dead == (DeadLetters("articles", 3, reasons), DeadLetters("channels", 1))


def test_why_a_channel_failed_is_for_those_who_see_it(store):
    fail(store, "channels", f"channel {POLICY}: busy", f"channel {SECRET}: busy")
    people = FakePeople(ROOMS)
    (dead,) = look(store, people, Sight(people, BOB, ChannelId("D9")), {"channels": 2}).dead
    assert (dead.count, [why for why, _ in dead.reasons]) == (2, [f"channel {POLICY}: busy"])


def test_reasons_of_a_queue_that_is_empty_again_are_not_told(store):
    fail(store, "articles", "busy")
    assert look(store, dead={"articles": 0}).dead == ()
    assert look(store, dead={"articles": 0, "sources": 2}).dead == (DeadLetters("sources", 2),)


@pytest.fixture
def holding(store):
    """Two stories that wait in #secret, the first for an hour, and one in #policy for two."""
    for story, channel, hours in (("a", SECRET, 3), ("b", SECRET, 1), ("c", POLICY, 2)):
        store.claim([alert(story_id=StoryId(story * 16), channels=(channel,))])
        row = next(row for row in store.outbox(channel, 9) if row.story_id == story * 16)
        post = store.post(channel, row.story_id)
        until = T0 + timedelta(hours=hours)
        held = replace(post, hold=Hold.QUIET, held_until=until, held=post.topic_ids)
        store.hold(held, post, row)
    return store


def test_what_waits_for_its_time_is_told_by_channel_the_first_due_first(holding):
    now = look(holding)
    hour = timedelta(hours=1)
    assert now.held == ((SECRET, 2, T0 + hour), (POLICY, 1, T0 + 2 * hour))
    assert now.held_unseen == 0


def test_what_waits_for_its_time_where_one_cannot_look_is_only_counted(holding):
    people = FakePeople(ROOMS)
    now = look(holding, people, Sight(people, BOB, ChannelId("D9")))
    assert [channel for channel, _, _ in now.held] == [POLICY]
    assert now.held_unseen == 2


def test_it_is_said_what_the_month_costs_and_whether_that_is_all_it_may(store):
    assert look(store).bill is None
    store.add_usage(Usage(writes=16e6), T0)
    bill = look(store, limit=20).bill
    assert (bill.month, bill.spent, bill.limit, bill.is_spent) == ("2026-03", 10, 20, False)
    assert look(store, limit=10).bill.is_spent
    assert not look(store).bill.is_spent
