"""What Slack sends: checked, then decoded into our own types."""

import hashlib
import hmac
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qs

from newswatch.errors import BadRequest
from newswatch.model import ChannelId, UserId

WINDOW = timedelta(minutes=5)
"""How old a request may be (Slack: "Verifying requests from Slack", step 2)."""
MAX_BODY_BYTES = 256 * 1024
"""Slack's largest payloads, of views, stay below this."""
MAX_FIELDS = 50
"""Of a form; Slack sends some fifteen."""
STAMP = re.compile(r"[0-9]{1,10}\.[0-9]{1,6}")
"""``1548261231.447433``, until the year 2286."""


def verify(headers: Mapping[str, str], body: bytes, secret: str, now: datetime) -> bool:
    """Return whether a request comes from Slack, within the last five minutes.

    Args:
        headers: names in any case.
        body: as it was sent, before any decoding of its content.
        secret: the app's signing secret.
        now: aware.
    """
    lower = {name.lower(): value for name, value in headers.items()}
    stamp = lower.get("x-slack-request-timestamp", "")
    if not secret or not re.fullmatch(r"[0-9]{1,12}", stamp):
        return False
    if abs(now.timestamp() - int(stamp)) > WINDOW.total_seconds():
        return False
    base = b"v0:" + stamp.encode() + b":" + (body or b"")
    expected = "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()
    given = lower.get("x-slack-signature", "")
    return hmac.compare_digest(expected.encode(), given.encode("utf-8", "replace"))


# In all of these, ``payload`` is what Slack sent, whole. It and the addresses in it are secrets: kept
# out of ``repr``, which logs and tracebacks show.


@dataclass(frozen=True, slots=True)
class SlashCommand:
    """Somebody typed ``/watch …``."""

    command: str
    """``/watch``."""
    text: str
    user: UserId
    user_name: str
    channel: ChannelId
    team: str
    app: str
    """Empty in requests of apps that are older than this field."""
    response_url: str = field(repr=False)
    trigger_id: str
    payload: Mapping[str, str] = field(repr=False, compare=False, default_factory=dict)


@dataclass(frozen=True, slots=True)
class View:
    """A modal or App Home, as it was on the screen of who did something in it."""

    id: str
    hash: str
    """Another one after each change."""
    is_home: bool
    callback: str
    metadata: str = field(repr=False)
    """What we gave it to carry."""
    values: Mapping[str, Mapping[str, Any]] = field(repr=False, compare=False, default_factory=dict)
    """What stands in its inputs, by block and element, as Slack has it."""
    blocks: Sequence[Mapping[str, Any]] = field(repr=False, compare=False, default=())


@dataclass(frozen=True, slots=True)
class Press:
    """Somebody pressed a button, or chose from a menu."""

    action_id: str
    value: str
    """The button's, or that of what was chosen."""
    user: UserId
    team: str
    app: str
    channel: ChannelId
    """Empty where there is none: in App Home and in modals."""
    message_ts: str
    ephemeral: bool
    """Whether the message is shown to this person alone."""
    response_url: str = field(repr=False)
    trigger_id: str
    view: View | None = None
    """Where it was pressed, if that is no message."""
    at: float = 0.0
    """Seconds since 1970, by Slack's clock; 0 where it does not say."""
    payload: Mapping[str, Any] = field(repr=False, compare=False, default_factory=dict)


@dataclass(frozen=True, slots=True)
class Submission:
    """Somebody sent a modal."""

    user: UserId
    team: str
    app: str
    view: View
    payload: Mapping[str, Any] = field(repr=False, compare=False, default_factory=dict)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Somebody types into a menu that we fill."""

    user: UserId
    team: str
    app: str
    action_id: str
    text: str
    payload: Mapping[str, Any] = field(repr=False, compare=False, default_factory=dict)


@dataclass(frozen=True, slots=True)
class Shortcut:
    """Somebody chose a shortcut in a message's menu."""

    callback: str
    user: UserId
    team: str
    app: str
    channel: ChannelId
    message: Mapping[str, Any] = field(repr=False)
    response_url: str = field(repr=False)
    trigger_id: str
    payload: Mapping[str, Any] = field(repr=False, compare=False, default_factory=dict)


@dataclass(frozen=True, slots=True)
class Interaction:
    """Another way of using what we show, from which nothing follows: a modal that was closed."""

    kind: str
    user: UserId
    team: str
    app: str
    payload: Mapping[str, Any] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Event:
    """Something happened in the workspace (Events API)."""

    kind: str
    """Type of the event inside: ``app_home_opened``."""
    team: str
    app: str
    id: str
    event: Mapping[str, Any] = field(repr=False)
    payload: Mapping[str, Any] = field(repr=False, compare=False, default_factory=dict)


@dataclass(frozen=True, slots=True)
class Handshake:
    """Slack asks whether the events' URL is ours; it wants the challenge back."""

    challenge: str


@dataclass(frozen=True, slots=True)
class SslCheck:
    """Slack looks at our certificate, and signs nothing."""


Request = (
    SlashCommand | Press | Submission | Suggestion | Shortcut | Interaction | Event | Handshake | SslCheck
)


def decode(body: bytes) -> Request:
    """Return what a body asks for. Raises BadRequest for any other body."""
    try:
        text = body.decode()
        if text.lstrip()[:1] == "{":
            return _json_request(_object(json.loads(text)))
        form = parse_qs(text, keep_blank_values=True, max_num_fields=MAX_FIELDS)
        return _form_request({name: values[0] for name, values in form.items()})
    except (ValueError, KeyError, IndexError, TypeError, RecursionError) as e:
        raise BadRequest("This request is not one that Newswatch knows.") from e


def _form_request(form: Mapping[str, str]) -> Request:
    if form.get("ssl_check") == "1":
        return SslCheck()
    if "payload" in form:
        return _interactive(_object(json.loads(form["payload"])))
    return SlashCommand(
        command=_filled(form["command"]),
        text=form.get("text", ""),
        user=UserId(_filled(form["user_id"])),
        user_name=form.get("user_name", ""),
        channel=ChannelId(_filled(form["channel_id"])),
        team=form.get("team_id", ""),
        app=form.get("api_app_id", ""),
        response_url=_filled(form["response_url"]),
        trigger_id=form.get("trigger_id", ""),
        payload=form,
    )


def _json_request(value: dict[str, Any]) -> Request:
    if value["type"] == "url_verification":
        return Handshake(_text(value["challenge"]))
    if value["type"] != "event_callback":
        raise ValueError("type")
    event = _object(value["event"])
    # Of an event in a channel that workspaces share: the one where the app is installed.
    installed = _objects(value.get("authorizations"))[:1]
    return Event(
        kind=_filled(event["type"]),
        team=_optional(installed[0] if installed else {}, "team_id") or _optional(value, "team_id"),
        app=_optional(value, "api_app_id"),
        id=_optional(value, "event_id"),
        event=event,
        payload=value,
    )


def _interactive(value: dict[str, Any]) -> Press | Submission | Suggestion | Shortcut | Interaction:
    kind, user = _filled(value["type"]), _object(value["user"])
    user_id, app = UserId(_filled(user["id"])), _optional(value, "api_app_id")
    team = (
        # A modal in a channel that workspaces share is sent in the name of the other side's team.
        _optional(_part(value, "view"), "app_installed_team_id")
        # Null where an organisation installed the app.
        or _optional(_part(value, "team"), "id")
        or _optional(user, "team_id")
    )
    match kind:
        case "block_actions":
            return _press(value, user_id, team, app)
        case "view_submission":
            return Submission(user_id, team, app, _view(_object(value["view"])), value)
        case "block_suggestion":
            action_id, typed = _filled(value["action_id"]), _optional(value, "value")
            return Suggestion(user_id, team, app, action_id, typed, value)
        case "message_action":
            return Shortcut(
                callback=_filled(value["callback_id"]),
                user=user_id,
                team=team,
                app=app,
                channel=ChannelId(_optional(_part(value, "channel"), "id")),
                message=_object(value["message"]),
                response_url=_optional(value, "response_url"),
                trigger_id=_optional(value, "trigger_id"),
                payload=value,
            )
    return Interaction(kind, user_id, team, app, value)


def _press(value: dict[str, Any], user: UserId, team: str, app: str) -> Press:
    action, container = _objects(value["actions"])[0], _part(value, "container")
    channel = _optional(_part(value, "channel"), "id") or _optional(container, "channel_id")
    return Press(
        action_id=_filled(action["action_id"]),
        value=_optional(action, "value") or _optional(_part(action, "selected_option"), "value"),
        user=user,
        team=team,
        app=app,
        channel=ChannelId(channel),
        message_ts=_optional(container, "message_ts"),
        ephemeral=container.get("is_ephemeral") is True,
        response_url=_optional(value, "response_url"),
        trigger_id=_optional(value, "trigger_id"),
        at=_moment(_optional(action, "action_ts")),
        view=_view(_object(value["view"])) if value.get("view") is not None else None,
        payload=value,
    )


def _moment(stamp: str) -> float:
    """Return the seconds since 1970 of a time as Slack has it, 0 for anything else."""
    return float(stamp) if STAMP.fullmatch(stamp) else 0.0


def _view(value: dict[str, Any]) -> View:
    return View(
        id=_filled(value["id"]),
        hash=_optional(value, "hash"),
        is_home=value["type"] == "home",
        callback=_optional(value, "callback_id"),
        metadata=_optional(value, "private_metadata"),
        values={block: _object(inputs) for block, inputs in _part(_part(value, "state"), "values").items()},
        blocks=_objects(value.get("blocks")),
    )


def _object(value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise TypeError("not an object")
    return value


def _part(value: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Return an object that may be absent or null."""
    return {} if value.get(name) is None else _object(value[name])


def _objects(value: object) -> list[dict[str, Any]]:
    """Return a list of objects that may be absent or null."""
    if value is None:
        return []
    if not isinstance(value, list):
        raise TypeError("not a list")
    return [_object(each) for each in value]


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("not a text")
    value.encode()  # half a surrogate pair, which JSON can spell, would fail wherever it is written
    return value


def _filled(value: object) -> str:
    if not (text := _text(value)):
        raise ValueError("empty")
    return text


def _optional(value: Mapping[str, Any], name: str) -> str:
    """Return a text that may be absent or null."""
    return "" if value.get(name) is None else _text(value[name])
