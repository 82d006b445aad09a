"""What Slack sends: checked, then decoded into our own types."""

import hashlib
import hmac
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import parse_qs

from newswatch.errors import BadRequest
from newswatch.model import ChannelId, UserId

WINDOW = timedelta(minutes=5)
"""How old a request may be (Slack: "Verifying requests from Slack", step 2)."""
MAX_BODY_BYTES = 256 * 1024
"""Slack's largest payloads, of views, stay below this."""
MAX_FIELDS = 50
"""Slack sends some fifteen."""


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


@dataclass(frozen=True, slots=True)
class SlashCommand:
    """Somebody typed ``/watch …``."""

    text: str
    user: UserId
    channel: ChannelId
    response_url: str


def slash_command(body: bytes) -> SlashCommand:
    """Return the command of a form body. Raises BadRequest."""
    try:
        form = parse_qs(body.decode(), keep_blank_values=True, max_num_fields=MAX_FIELDS)
        return SlashCommand(
            text=form.get("text", [""])[0],
            user=UserId(_filled(form, "user_id")),
            channel=ChannelId(_filled(form, "channel_id")),
            response_url=_filled(form, "response_url"),
        )
    except (KeyError, ValueError) as e:
        raise BadRequest("not a slash command") from e


def event_answer(body: bytes) -> dict[str, str] | None:
    """Return the answer to a request of the Events API; None for any other.

    Its handshake wants its challenge back ("URL verification handshake"). Nothing follows from
    an event yet, but one that is not acknowledged is sent three times more.
    """
    try:
        event = json.loads(body)
    except ValueError:
        return None
    match event:
        case {"type": "url_verification", "challenge": str(challenge)}:
            return {"challenge": challenge}
        case {"type": "event_callback"}:
            return {}
    return None


def _filled(form: dict[str, list[str]], name: str) -> str:
    value = form[name][0]
    if not value:
        raise ValueError(name)
    return value
