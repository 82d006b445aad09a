"""Who and what is in the workspace, with Slack's real SDK, against the stand-in."""

import pytest
from slack_news import outcome
from slack_room import ADA, BOARD, ELSEWHERE, OLD, POLICY, SECRET

from infra.laptop.slack.faults import Fault
from infra.laptop.slack.records import User
from newswatch.errors import (
    NeedsTime,
    SlackAmbiguous,
    SlackNotSent,
    SlackParked,
    SlackRateLimited,
    SlackUnusable,
    UnknownChannel,
)
from newswatch.model import Channel, ChannelId, Identity, Person, UserId
from newswatch.slack.absent import NoFinder, NoPeople
from newswatch.slack.calls import web_client
from newswatch.slack.people import MAX_PAGES, SlackPeople

INFO, LIST, JOIN, THEIRS = (
    "conversations.info", "conversations.list", "conversations.join", "users.conversations",
)  # fmt: skip


@pytest.fixture
def people(slack):
    return SlackPeople(lambda: web_client(slack.workspace.token, slack.server.api_url))


# --- Whose token it is -----------------------------------------------------------------------


def test_the_token_tells_team_app_and_scopes(slack, people):
    found = people.identity()

    assert (found.team, found.app) == (slack.workspace.team_id, slack.workspace.bot.app_id)
    assert {"chat:write", "channels:join", "users:read"} <= found.scopes
    assert found.scopes == slack.workspace.scopes


def test_a_scope_that_is_missing_is_missing_in_the_identity_too(slack, people):
    slack.workspace.scopes -= {"channels:join"}
    assert "channels:join" not in people.identity().scopes


def test_without_the_scope_to_ask_for_it_the_app_is_not_known(slack, people):
    slack.workspace.scopes -= {"users:read"}
    assert people.identity() == Identity(
        slack.workspace.team_id, "", slack.workspace.scopes, slack.workspace.url
    )


def test_a_token_without_any_scope_is_told(slack, people):
    slack.workspace.scopes = frozenset()
    assert people.identity().scopes == frozenset()


def test_a_wrong_token_is_told_without_telling_it(slack):
    error = outcome(SlackPeople(lambda: web_client("xoxb-wrong", slack.server.api_url)).identity)
    assert isinstance(error, SlackUnusable)
    assert "xoxb" not in f"{error} {error!r} {error.__cause__}"


def test_a_persons_token_is_none_of_a_bot(slack, people):
    slack.workspace.faults.add("auth.test", Fault.answer_without("bot_id"))
    assert isinstance(outcome(people.identity), SlackUnusable)


# --- Channels ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("channel", "expected"),
    [
        (POLICY, Channel(ChannelId(POLICY), "policy", joined=True)),
        (BOARD, Channel(ChannelId(BOARD), "board", private=True, joined=True)),
        (OLD, Channel(ChannelId(OLD), "old", archived=True, joined=True)),
        (ELSEWHERE, Channel(ChannelId(ELSEWHERE), "elsewhere")),
    ],
)
def test_a_channel_is_described(people, channel, expected):
    assert people.channel(ChannelId(channel)) == expected


@pytest.mark.parametrize("channel", [SECRET, "C0NOWHERE", "U0NOBODY", ""])
def test_a_channel_that_slack_does_not_show_is_unknown(people, channel):
    with pytest.raises(UnknownChannel) as caught:
        people.channel(ChannelId(channel))
    assert caught.value.channel == channel


def test_direct_messages_are_private_and_the_bot_is_in_them(slack, people):
    direct = slack.workspace.open_direct(ADA).id
    assert people.channel(direct) == Channel(direct, "", private=True, joined=True)


def test_the_list_has_what_is_not_archived_and_not_hidden(people):
    assert [(c.name, c.joined) for c in people.channels()] == [
        ("policy", True), ("board", True), ("elsewhere", False),
    ]  # fmt: skip


def test_the_channels_of_a_person_are_those_that_the_bot_may_know(slack, people):
    slack.workspace.add_user(User("U0BOB", "bob"))
    assert people.channels_of(UserId(ADA)) == {POLICY, BOARD, ELSEWHERE}
    assert people.channels_of(UserId("U0BOB")) == frozenset()


def many(slack, count):
    for number in range(count):
        slack.workspace.add_channel(f"C1{number:05d}", f"many-{number}", members=[ADA], bot=False)


def test_lists_of_many_pages_are_read_whole(slack, people):
    many(slack, 2_100)

    assert len(people.channels()) == 2_103
    assert len(people.channels_of(UserId(ADA))) == 2_103
    assert {call.args["limit"] for call in slack.workspace.calls.all(LIST)} == {"999"}
    assert [len(slack.workspace.calls.all(method)) for method in (LIST, THEIRS)] == [3, 3]


def test_a_list_that_never_ends_is_given_up(slack, people, monkeypatch):
    monkeypatch.setattr("newswatch.slack.people.PAGE", 1)
    many(slack, MAX_PAGES + 5)

    assert len(people.channels()) == MAX_PAGES
    assert len(slack.workspace.calls.all(LIST)) == MAX_PAGES


# --- Joining -----------------------------------------------------------------------------------


def test_the_bot_joins_a_public_channel(slack, people):
    assert not people.channel(ChannelId(ELSEWHERE)).joined
    people.join(ChannelId(ELSEWHERE))

    assert slack.workspace.bot.user_id in slack.workspace.conversation(ELSEWHERE).members
    assert people.channel(ChannelId(ELSEWHERE)).joined


def test_to_join_again_is_fine(people):
    people.join(ChannelId(POLICY))
    people.join(ChannelId(POLICY))


@pytest.mark.parametrize("channel", [SECRET, "C0NOWHERE"])
def test_a_channel_that_slack_does_not_show_cannot_be_joined(people, channel):
    with pytest.raises(UnknownChannel):
        people.join(ChannelId(channel))


@pytest.mark.parametrize(
    ("channel", "code", "advice"),
    [(BOARD, "method_not_supported_for_channel_type", "/invite"), (OLD, "is_archived", "unarchive")],
)
def test_a_channel_that_cannot_be_joined_says_what_to_do(people, channel, code, advice):
    error = outcome(lambda: people.join(ChannelId(channel)))

    assert isinstance(error, SlackParked)
    assert (error.code, error.channel) == (code, channel)
    assert advice in str(error)


def test_without_its_scope_joining_says_so(slack, people):
    slack.workspace.scopes -= {"channels:join"}
    error = outcome(lambda: people.join(ChannelId(ELSEWHERE)))
    assert (type(error), error.code) == (SlackUnusable, "missing_scope")


# --- People ------------------------------------------------------------------------------------


def test_a_persons_time_zone_is_told(slack, people):
    slack.workspace.add_user(User("U0BOT", "bot", tz=""))

    assert people.timezone(UserId(ADA)) == "Europe/London"
    assert people.timezone(UserId("U0BOT")) == "UTC"


def test_a_person_is_told_as_slack_knows_them(slack, people):
    slack.workspace.add_user(User("U0ANN", "ann", "Ann Lee", tz="Asia/Tokyo", is_admin=True))
    slack.workspace.add_user(User("U0OWN", "own", "Own", is_owner=True))
    slack.workspace.add_user(User("U0GONE", "gone", "Gone", deleted=True))
    slack.workspace.add_user(User("U0TEMP", "temp", "Temp", is_restricted=True))
    slack.workspace.add_user(User("U0ONE", "one", "One", is_ultra_restricted=True))

    assert people.person(UserId("U0ANN")) == Person(
        UserId("U0ANN"), name="Ann Lee", zone="Asia/Tokyo", is_admin=True
    )
    flags = {
        user: (found.is_admin, found.has_left, found.is_guest)
        for user in ("U0OWN", "U0GONE", "U0TEMP", "U0ONE", ADA)
        if (found := people.person(UserId(user)))
    }
    assert flags == {
        "U0OWN": (True, False, False),
        "U0GONE": (False, True, False),
        "U0TEMP": (False, False, True),
        "U0ONE": (False, False, True),
        ADA: (False, False, False),
    }


def test_of_nobody_nothing_is_known_but_the_id(people):
    assert people.person(UserId("U0NOBODY")) == Person(UserId("U0NOBODY"))
    assert people.timezone(UserId("U0NOBODY")) == "UTC"


def test_a_person_that_is_not_to_be_seen_is_no_nobody(slack, people):
    slack.workspace.faults.add("users.info", Fault.error("user_not_visible"))
    assert isinstance(outcome(lambda: people.person(UserId(ADA))), SlackParked)


# --- Once, and not more -------------------------------------------------------------------------


def test_what_was_asked_once_is_not_asked_again(slack, people):
    for _ in range(3):
        people.identity()
        people.channel(ChannelId(POLICY))
        people.channels()
        people.channels_of(UserId(ADA))
        people.timezone(UserId(ADA))

    methods = [call.method for call in slack.workspace.calls.all()]
    assert sorted(methods) == sorted({"auth.test", "bots.info", INFO, LIST, THEIRS, "users.info"})


ASKED = {
    "auth.test": lambda people: people.identity(),
    "bots.info": lambda people: people.identity(),
    INFO: lambda people: people.channel(ChannelId(POLICY)),
    LIST: lambda people: people.channels(),
    THEIRS: lambda people: people.channels_of(UserId(ADA)),
    JOIN: lambda people: people.join(ChannelId(ELSEWHERE)),
    "users.info": lambda people: people.person(UserId(ADA)),
}
MISHAPS = {
    "429": (Fault.rate_limited(7), SlackRateLimited),
    "500": (Fault.http(500), SlackAmbiguous),
    "away": (Fault.error("service_unavailable"), SlackNotSent),
    "revoked": (Fault.error("token_revoked"), SlackUnusable),
    "reset": (Fault.reset_before(), SlackAmbiguous),
}


@pytest.mark.parametrize("fault", MISHAPS)
@pytest.mark.parametrize("method", ASKED)
def test_each_mishap_is_one_of_our_errors_and_is_forgotten(slack, people, method, fault):
    planned, kind = MISHAPS[fault]
    slack.workspace.faults.add(method, planned)

    assert type(outcome(lambda: ASKED[method](people))) is kind
    assert len(slack.workspace.calls.all(method)) == 1
    ASKED[method](people)


ODD = {
    "auth.test": "team_id", "bots.info": "bot", INFO: "channel", LIST: "channels", THEIRS: "channels",
    "users.info": "user",
}  # fmt: skip


@pytest.mark.parametrize("method", ODD)
def test_an_answer_in_an_unknown_form_is_ambiguous(slack, people, method):
    slack.workspace.faults.add(method, Fault.answer_without(ODD[method]))
    assert isinstance(outcome(lambda: ASKED[method](people)), SlackAmbiguous)


# --- Where nobody can wait -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "ask",
    [
        *ASKED.values(),
        lambda people: people.identity(),
    ],
)
def test_where_nobody_can_wait_nobody_is_asked(ask):
    with pytest.raises(NeedsTime):
        ask(NoPeople())


def test_where_nobody_can_wait_nothing_is_looked_for():
    with pytest.raises(NeedsTime):
        NoFinder().find("https://news.example/feed")
