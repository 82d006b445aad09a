"""Who is let in: what is refused, in which order, and what is written for it."""

import hashlib
import hmac
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import pytest
from fakes import FakeStore, FrozenClock

from newswatch.errors import (
    BadRequest,
    Foreign,
    NotSetUp,
    SecretError,
    SecretMissing,
    SlackNotSent,
    SlackUnusable,
    StorageError,
    TooLarge,
    Unsigned,
)
from newswatch.model import Identity
from newswatch.slack.admission import Admission, admit
from newswatch.slack.requests import Event, Handshake, Press, SlashCommand, SslCheck

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
FORM = {
    "team_id": "T1", "api_app_id": "A1", "user_id": "U1", "channel_id": "C1", "command": "/watch",
    "text": "venezuela", "response_url": "https://hooks.slack.com/commands/T1/1/x", "trigger_id": "1.2.3",
}  # fmt: skip
EVENT = {"type": "event_callback", "team_id": "T1", "api_app_id": "A1", "event": {"type": "app_home_opened"}}
PRESS = {
    "type": "block_actions", "user": {"id": "U1"}, "team": {"id": "T1"}, "api_app_id": "A1",
    "actions": [{"action_id": "run", "value": "list"}],
}  # fmt: skip
HANDSHAKE = {"type": "url_verification", "challenge": "3eZbrw1a"}


class CountedStore(FakeStore):
    """Counts what is written for requests."""

    def __init__(self) -> None:
        super().__init__()
        self.tokens: list[tuple[str, datetime]] = []

    def first_use(self, token: str, until: datetime) -> bool:
        self.tokens.append((token, until))
        return super().first_use(token, until)


def raising(error):
    def ask():
        raise error

    return ask


def admission(**changes) -> Admission:
    usual = Admission(
        store=CountedStore(),
        clock=FrozenClock(NOW),
        signing_secret=lambda: SECRET,
        identity=lambda: Identity("T1", "A1"),
        token_parameter="/newswatch/token",
    )
    return replace(usual, **changes)


def form(**changes) -> bytes:
    return urlencode({name: value for name, value in (FORM | changes).items() if value is not None}).encode()


def pressed(**changes) -> bytes:
    return urlencode({"payload": json.dumps(PRESS | changes)}).encode()


def told(value=EVENT, **changes) -> bytes:
    return json.dumps(value | changes).encode()


def signed(body: bytes, *, secret: str = SECRET, at: datetime = NOW) -> dict[str, str]:
    stamp = str(int(at.timestamp()))
    digest = hmac.new(secret.encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={digest}"}


def enter(a: Admission, body: bytes, **how):
    return admit(a, signed(body, **how), body)


@pytest.mark.parametrize(
    ("body", "kind"), [(form(), SlashCommand), (pressed(), Press), (told(), Event)],
    ids=["form", "press", "event"],
)  # fmt: skip
def test_what_slack_signed_for_us_comes_in(body, kind):
    assert isinstance(enter(admission(), body), kind)


@pytest.mark.parametrize("changes", [{"api_app_id": None}, {"api_app_id": ""}])
def test_a_request_that_names_no_app_comes_in_by_its_signature(changes):
    assert enter(admission(), form(**changes))


def test_while_the_app_is_not_known_the_signature_is_enough():
    assert enter(admission(identity=lambda: Identity("T1", "")), form())


@pytest.mark.parametrize(
    "body",
    [
        form(team_id="T2"),
        form(team_id=None),
        form(team_id=""),
        form(api_app_id="A2"),
        pressed(team={"id": "T2"}),
        pressed(team=None),
        pressed(api_app_id="A2"),
        told(team_id="T2"),
        told(team_id=None),
        told(api_app_id="A2"),
        told(authorizations=[{"team_id": "T2"}]),
    ],
)
def test_what_is_for_another_workspace_or_app_is_refused_and_nothing_is_written(body):
    a = admission()
    with pytest.raises(Foreign):
        enter(a, body)
    assert a.store.tokens == []


# --- The signature comes first ----------------------------------------------------------------


@pytest.mark.parametrize(
    "how",
    [{"secret": "another"}, {"at": NOW - timedelta(seconds=301)}, {"at": NOW + timedelta(seconds=301)}],
    ids=["secret", "late", "early"],
)
@pytest.mark.parametrize(
    "body",
    [form(), form(team_id="T2"), told(), told(HANDSHAKE), b"\xff", b"", b"{}"],
    ids=["form", "foreign", "event", "handshake", "bytes", "empty", "object"],
)
def test_what_is_not_signed_is_refused_before_anything_is_asked_or_written(body, how):
    a = admission(identity=raising(AssertionError("was asked")))
    with pytest.raises(Unsigned):
        enter(a, body, **how)
    assert a.store.tokens == []


def test_what_is_larger_than_slacks_is_refused_unread():
    a = admission(signing_secret=raising(AssertionError("was read")))
    with pytest.raises(TooLarge):
        enter(a, b"text=" + b"x" * (256 * 1024))


@pytest.mark.parametrize("body", [b"", b"hello", b"payload=%7B%7D", b'{"type":"x"}'])
def test_what_is_signed_but_unknown_is_a_bad_request(body):
    a = admission()
    with pytest.raises(BadRequest) as caught:
        enter(a, body)
    assert type(caught.value) is BadRequest
    assert a.store.tokens == []


# --- Once ------------------------------------------------------------------------------------------


def test_a_request_that_comes_again_byte_for_byte_is_refused():
    a = admission()
    enter(a, form())

    with pytest.raises(Unsigned):
        enter(a, form())


def test_a_replay_with_its_headers_spelled_otherwise_is_one_too():
    a, body = admission(), form()
    enter(a, body)
    headers = {name.upper(): value for name, value in signed(body).items()}

    with pytest.raises(Unsigned):
        admit(a, headers, body)


def test_the_same_request_under_a_new_signature_comes_in():
    a = admission()
    first = enter(a, form())
    assert enter(a, form(), at=NOW + timedelta(seconds=1)) == first


def test_a_signature_is_remembered_for_as_long_as_it_can_hold_and_not_as_it_is():
    a, body = admission(), form()
    enter(a, body, at=NOW + timedelta(minutes=5))

    [(token, until)] = a.store.tokens
    assert until == NOW + timedelta(minutes=10)
    assert signed(body, at=NOW + timedelta(minutes=5))["X-Slack-Signature"].removeprefix("v0=") not in token


# --- Without a signature -------------------------------------------------------------------------


def test_slacks_look_at_the_certificate_is_let_in_unsigned():
    a = admission(signing_secret=raising(AssertionError("was read")))
    assert admit(a, {}, b"ssl_check=1&token=x") == SslCheck()
    assert a.store.tokens == []


def test_a_command_that_only_mentions_it_is_not_one():
    with pytest.raises(Unsigned):
        admit(admission(), {}, form(text="ssl_check=1"))


def test_a_handshake_must_be_signed_once_the_secret_is_there():
    assert enter(admission(), told(HANDSHAKE)) == Handshake("3eZbrw1a")


def test_a_handshake_is_let_in_while_nobody_can_know_the_secret():
    a = admission(signing_secret=raising(SecretMissing("/newswatch/secret")))
    assert enter(a, told(HANDSHAKE), secret="not ours yet") == Handshake("3eZbrw1a")


@pytest.mark.parametrize(
    "body", [form(), told(), pressed(), b"\xff"], ids=["form", "event", "press", "bytes"]
)
def test_anything_else_then_hears_where_the_secret_belongs(body):
    a = admission(signing_secret=raising(SecretMissing("/newswatch/secret")))
    with pytest.raises(NotSetUp, match=r"signing secret.*`/newswatch/secret`"):
        enter(a, body)


def test_a_secret_that_cannot_be_read_lets_nobody_in():
    a = admission(signing_secret=raising(SecretError("SSM is away")))
    for body in (form(), told(HANDSHAKE)):
        with pytest.raises(SecretError):
            enter(a, body)


# --- Whose token it is ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (SecretMissing("/newswatch/token"), "bot token is missing.*`/newswatch/token`"),
        (SlackUnusable("invalid_auth"), "does not accept its bot token.*invalid_auth.*`/newswatch/token`"),
    ],
    ids=["missing", "refused"],
)
def test_who_sets_it_up_hears_what_the_token_lacks(error, said):
    a = admission(identity=raising(error))
    with pytest.raises(NotSetUp, match=said):
        enter(a, form())
    assert a.store.tokens == []


@pytest.mark.parametrize("error", [SlackNotSent("unreachable"), StorageError("DynamoDB: away")])
def test_what_cannot_be_found_out_now_is_said_as_it_is(error):
    with pytest.raises(type(error)):
        enter(admission(identity=raising(error)), form())
