"""What Slack sends, as our own types; whatever else is sent is refused and harms nothing."""

import copy
import json
from contextlib import suppress
from urllib.parse import parse_qs, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newswatch.errors import BadRequest
from newswatch.slack.requests import (
    Event,
    Handshake,
    Interaction,
    Press,
    Shortcut,
    SlashCommand,
    SslCheck,
    Submission,
    Suggestion,
    View,
    decode,
)

FORM = {
    "token": "old",
    "team_id": "T1",
    "team_domain": "team",
    "channel_id": "C1",
    "channel_name": "policy",
    "user_id": "U1",
    "user_name": "ada",
    "command": "/watch",
    "text": "add <#C2|energy> Grid = (power OR grid) AND outage & more",
    "api_app_id": "A1",
    "is_enterprise_install": "false",
    "response_url": "https://hooks.slack.com/commands/T1/1/x",
    "trigger_id": "1.2.3",
}
PRESS = {
    "type": "block_actions",
    "user": {"id": "U1", "username": "ada", "name": "ada", "team_id": "T1"},
    "api_app_id": "A1",
    "token": "old",
    "container": {"type": "message", "message_ts": "1.5", "channel_id": "C1", "is_ephemeral": True},
    "trigger_id": "1.2.3",
    "team": {"id": "T1", "domain": "team"},
    "enterprise": None,
    "channel": {"id": "C1", "name": "policy"},
    "response_url": "https://hooks.slack.com/actions/T1/1/x",
    "actions": [
        {"action_id": "run.1", "block_id": "b", "value": "pause grid", "type": "button", "action_ts": "1.6"}
    ],
}
EVENT = {
    "token": "old",
    "team_id": "T1",
    "api_app_id": "A1",
    "event": {"type": "app_home_opened", "user": "U1"},
    "type": "event_callback",
    "event_id": "Ev1",
    "event_time": 1_772_442_000,
    "authorizations": [{"enterprise_id": None, "team_id": "T1", "user_id": "U2", "is_bot": True}],
}


def body(**changes) -> bytes:
    form = {name: value for name, value in (FORM | changes).items() if value is not None}
    return urlencode(form).encode()


def payload(value) -> bytes:
    return urlencode({"payload": json.dumps(value)}).encode()


def event(value) -> bytes:
    return json.dumps(value).encode()


# --- Slash commands --------------------------------------------------------------------------


def test_a_slash_command_is_decoded_and_kept_whole():
    decoded = decode(body())

    assert decoded == SlashCommand(
        command="/watch", text=FORM["text"], user="U1", user_name="ada", channel="C1", team="T1", app="A1",
        response_url=FORM["response_url"], trigger_id="1.2.3",
    )  # fmt: skip
    assert decoded.payload == FORM


@pytest.mark.parametrize("text", ["", "+", "a+b", "100% & co", "“Müller” OR 漢字 😀", "a\nb", "a;b", "a=b=c"])
def test_the_text_of_a_command_comes_as_it_was_typed(text):
    assert decode(body(text=text)).text == text


@pytest.mark.parametrize("name", ["text", "user_name", "api_app_id", "team_id", "trigger_id"])
def test_what_a_command_may_lack_is_empty(name):
    decoded = decode(body(**{name: None}))
    field = {"api_app_id": "app", "team_id": "team"}.get(name, name)
    assert getattr(decoded, field) == ""


def test_bytes_that_are_no_text_are_shown_as_such_and_harm_nothing():
    assert decode(body(text="").replace(b"text=", b"text=%FF%FE")).text == "\ufffd\ufffd"


def test_slacks_look_at_the_certificate_is_told_apart():
    assert decode(b"ssl_check=1&token=x") == SslCheck()


@pytest.mark.parametrize(
    "bad",
    [
        b"",
        b"\xff\xfe",
        b"&&&",
        b"text=venezuela",
        *(body(**{name: None}) for name in ("command", "user_id", "channel_id", "response_url")),
        *(body(**{name: ""}) for name in ("command", "user_id", "channel_id", "response_url")),
        b"ssl_check=0&token=x",
        b"&".join([b"a=1"] * 60) + b"&" + body(),
        b"payload=",
        b"payload=%7B%7D",
        b"payload=[]",
        b"payload=null",
        b"payload=" + b"[" * 100_000,
        b"{" + b'"a":{' * 100_000,
        b'{"type":' + b"1" * 5_000 + b"}",
        b"{}",
        b"{",
        b"[]",
        b'"url_verification"',
        b'{"type":"something_else"}',
        b'{"type":["event_callback"]}',
        b'{"type":"url_verification"}',
        b'{"type":"url_verification","challenge":7}',
        b'{"type":"url_verification","challenge":"\\ud800"}',
        b'{"type":"event_callback"}',
        b'{"type":"event_callback","event":[]}',
        b'{"type":"event_callback","event":{}}',
    ],
    ids=lambda value: ascii(value[:40]),
)  # fmt: skip
def test_a_body_that_is_none_of_these_is_refused(bad):
    with pytest.raises(BadRequest):
        decode(bad)


# --- Buttons -----------------------------------------------------------------------------------


def test_a_press_is_decoded_and_kept_whole():
    decoded = decode(payload(PRESS))

    assert decoded == Press(
        action_id="run.1", value="pause grid", user="U1", team="T1", app="A1", channel="C1",
        message_ts="1.5", ephemeral=True, response_url=PRESS["response_url"], trigger_id="1.2.3",
        at=1.6,
    )  # fmt: skip
    assert decoded.payload == PRESS


def changed(value, *path, to):
    """Return a copy in which what is at the path is something else."""
    value = copy.deepcopy(value)
    inner = value
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = to
    return value


@pytest.mark.parametrize(
    ("action", "value"),
    [
        ({"value": "a"}, "a"),
        ({}, ""),
        ({"value": None}, ""),
        ({"type": "static_select", "selected_option": {"text": {}, "value": "b"}}, "b"),
        ({"type": "overflow", "selected_option": {"value": "c"}}, "c"),
        ({"type": "static_select", "selected_option": None}, ""),
    ],
)
def test_the_value_is_that_of_what_was_pressed_or_chosen(action, value):
    assert decode(payload(changed(PRESS, "actions", 0, to={"action_id": "run"} | action))).value == value


@pytest.mark.parametrize("stamp", [None, "", "0", "nan", "inf", "-1.5", "1e9.0", "99999999999.0", "1.5 "])
def test_what_is_no_time_of_slack_is_none(stamp):
    pressed = changed(PRESS, "actions", 0, to={"action_id": "run", "action_ts": stamp})
    assert decode(payload(pressed)).at == 0


@pytest.mark.parametrize(
    ("path", "to", "field", "expected"),
    [
        (["container", "is_ephemeral"], False, "ephemeral", False),
        (["container", "is_ephemeral"], "yes", "ephemeral", False),
        (["container"], None, "message_ts", ""),
        (["channel"], None, "channel", "C1"),
        (["response_url"], None, "response_url", ""),
        (["api_app_id"], None, "app", ""),
        (["trigger_id"], None, "trigger_id", ""),
    ],
    ids=str,
)
def test_what_a_press_may_lack_is_found_elsewhere_or_empty(path, to, field, expected):
    assert getattr(decode(payload(changed(PRESS, *path, to=to))), field) == expected


VIEW = {
    "id": "V1",
    "type": "modal",
    "hash": "h1",
    "callback_id": "topic",
    "private_metadata": "{}",
    "blocks": [],
    "state": {"values": {"query.0": {"query": {"type": "plain_text_input", "value": "x"}}}},
}


@pytest.mark.parametrize(
    ("value", "team"),
    [
        (PRESS, "T1"),
        (PRESS | {"team": None}, "T1"),
        (PRESS | {"team": None, "user": {"id": "U1"}}, ""),
        (PRESS | {"team": {"id": "T2"}}, "T2"),
        (
            PRESS | {"team": {"id": "T2"}, "view": VIEW | {"app_installed_team_id": "T3", "team_id": "T2"}},
            "T3",
        ),
        (PRESS | {"team": {"id": "T2"}, "view": VIEW | {"team_id": "T2"}}, "T2"),
        (PRESS | {"team": {"id": "T2"}, "view": None}, "T2"),
    ],
)
def test_the_team_is_the_one_where_the_app_is_installed(value, team):
    assert decode(payload(value)).team == team


@pytest.mark.parametrize("kind", ["view_closed", "shortcut", "new_one"])
def test_what_else_people_do_is_kept_whole(kind):
    value = PRESS | {"type": kind}
    assert decode(payload(value)) == Interaction(kind, "U1", "T1", "A1", value)


def test_a_modal_that_is_sent_has_what_stands_in_it():
    value = PRESS | {"type": "view_submission", "view": VIEW}
    found = decode(payload(value))
    assert found == Submission("U1", "T1", "A1", View("V1", "h1", False, "topic", "{}"))
    assert found.view.values["query.0"]["query"]["value"] == "x"
    assert found.payload == value


def test_a_press_in_app_home_has_no_channel():
    found = decode(payload(PRESS | {"view": VIEW | {"type": "home"}, "channel": None, "container": {}}))
    assert (found.channel, found.view.is_home, found.view.id) == ("", True, "V1")


def test_a_shortcut_has_its_message():
    value = PRESS | {"type": "message_action", "callback_id": "like_this", "message": {"text": "x"}}
    found = decode(payload(value))
    assert (found.callback, found.message, found.channel) == ("like_this", {"text": "x"}, "C1")


def test_what_is_typed_into_a_menu_is_asked_for():
    value = PRESS | {"type": "block_suggestion", "action_id": "sources", "value": "wi"}
    found = decode(payload(value))
    assert (found.action_id, found.text) == ("sources", "wi")


ODD = [None, True, 1, -1.5, "", "x", "\ud800", [], [None], [[]], {}, {"id": []}, float("nan")]


@pytest.mark.parametrize(
    "path",
    [
        ["type"], ["user"], ["user", "id"], ["user", "team_id"], ["api_app_id"], ["container"],
        ["container", "message_ts"], ["container", "channel_id"], ["trigger_id"], ["team"], ["team", "id"],
        ["channel"], ["channel", "id"], ["response_url"], ["actions"], ["actions", 0],
        ["actions", 0, "action_id"], ["actions", 0, "value"],
    ],
    ids=str,
)  # fmt: skip
@pytest.mark.parametrize("odd", ODD, ids=ascii)
def test_odd_types_in_a_press_are_taken_as_absent_or_refused(path, odd):
    with suppress(BadRequest):
        decoded = decode(payload(changed(PRESS, *path, to=odd)))
        assert decoded.user
        if isinstance(decoded, Press):
            fields = (decoded.action_id, decoded.value, decoded.team, decoded.app, decoded.channel)
            assert all(isinstance(field, str) and field.isascii() for field in fields)


# --- Events ------------------------------------------------------------------------------------


def test_the_events_handshake_has_a_challenge():
    assert decode(b' {"token":"t","challenge":"3eZbrw1a","type":"url_verification"}') == Handshake("3eZbrw1a")


def test_an_event_is_decoded_and_kept_whole():
    decoded = decode(event(EVENT))

    assert decoded == Event("app_home_opened", "T1", "A1", "Ev1", EVENT["event"])
    assert decoded.payload == EVENT


@pytest.mark.parametrize(
    ("changes", "team"),
    [
        ({"team_id": "T2"}, "T1"),
        ({"team_id": "T2", "authorizations": []}, "T2"),
        ({"team_id": "T2", "authorizations": None}, "T2"),
        ({"team_id": "T2", "authorizations": [{"team_id": None}]}, "T2"),
        ({"team_id": None, "authorizations": None}, ""),
    ],
)
def test_the_team_of_an_event_is_the_one_that_it_is_sent_for(changes, team):
    assert decode(event(EVENT | changes)).team == team


@pytest.mark.parametrize("path", [["type"], ["event"], ["event", "type"], ["team_id"], ["authorizations"]])
@pytest.mark.parametrize("odd", ODD, ids=ascii)
def test_odd_types_in_an_event_are_taken_as_absent_or_refused(path, odd):
    with suppress(BadRequest):
        assert decode(event(changed(EVENT, *path, to=odd))).kind


# --- Anything -------------------------------------------------------------------------------------

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=10),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["type", "user", "id", "team", "event", "actions", "action_id", "view", "challenge"]
            )
            | st.text(max_size=5),
            inner,
            max_size=5,
        )
    ),
    max_leaves=15,
)
kinds = st.sampled_from(["block_actions", "view_submission", "event_callback", "url_verification", "x"])


@given(st.binary(max_size=300))
def test_any_bytes_are_a_request_or_refused(data):
    with suppress(BadRequest):
        decode(data)


@given(values, kinds)
def test_any_json_is_a_request_or_refused(value, kind):
    for said in (value, {**value, "type": kind} if isinstance(value, dict) else [value]):
        for data in (event(said), payload(said)):
            with suppress(BadRequest):
                decode(data)


def test_no_secret_of_a_request_is_in_what_logs_show():
    sent = PRESS | {"type": "view_submission", "view": VIEW}
    for data in (body(), payload(PRESS), payload(sent), event(EVENT)):
        shown = repr(decode(data))
        assert "hooks.slack.com" not in shown
        assert "old" not in shown


# --- Real ones --------------------------------------------------------------------------------------


def test_the_payloads_of_bolts_own_tests_are_decoded_without_loss(corpus):
    payloads = json.loads((corpus / "slack" / "payloads.json").read_text())["payloads"]
    assert len(payloads) > 8
    kinds = {
        "block_actions": Press,
        "view_submission": Submission,
        "block_suggestion": Suggestion,
        "message_action": Shortcut,
        "event_callback": Event,
        "url_verification": Handshake,
    }
    for name, value in payloads.items():
        if isinstance(value, str):
            command = decode(value.encode())
            assert isinstance(command, SlashCommand), name
            assert command.payload == {key: said[0] for key, said in parse_qs(value).items()}
            assert (command.command, command.text, command.app) == ("/hello-world", "Hi", "")
            continue
        decoded = decode(event(value) if "event" in value or "challenge" in value else payload(value))
        assert type(decoded) is kinds.get(value["type"], Interaction), name
        if isinstance(decoded, Handshake):
            assert decoded.challenge == value["challenge"]
        else:
            assert decoded.payload == value, name
            shared = "connect_channel" in name
            assert decoded.team == ("T-installed-workspace" if shared else "T111"), name
