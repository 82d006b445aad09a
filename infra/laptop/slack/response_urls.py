"""``response_url``: answering a command or a button without being in the channel.

docs.slack.dev, "Handling user interaction": five answers within thirty minutes.
"""

import secrets
import threading
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from infra.laptop.slack.answers import check
from infra.laptop.slack.content import Content, changed, from_args
from infra.laptop.slack.records import Json, Message
from infra.laptop.slack.refusal import Refusal
from infra.laptop.slack.workspace import SlackWorkspace

USES = 5
LIFETIME = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class _Grant:
    channel: str
    user: str
    message_ts: str
    until: datetime
    left: int = USES


class ResponseUrls:
    """The response URLs that were handed out."""

    def __init__(self, workspace: SlackWorkspace) -> None:
        self._ws = workspace
        self._lock = threading.Lock()
        self._grants: dict[str, _Grant] = {}

    def mint(self, channel: str, user: str, message_ts: str = "") -> str:
        """Return the secret end of a new URL.

        Args:
            channel: where answers go.
            user: who sees those that are ephemeral.
            message_ts: the message whose button was pressed; empty for a command.
        """
        secret = secrets.token_urlsafe(18)
        with self._lock:
            self._grants[secret] = _Grant(channel, user, message_ts, self._ws.now() + LIFETIME)
        return secret

    def answer(self, secret: str, args: Json) -> dict[str, Any]:
        """Do what was posted to a response URL.

        Raises:
            Refusal: ``expired_url``, ``used_url``, or what the content deserves.
        """
        check(args)
        with self._lock:
            grant = self._grants.get(secret)
            if grant is None or self._ws.now() >= grant.until:
                raise Refusal("expired_url")
            if grant.left < 1:
                raise Refusal("used_url")
            self._grants[secret] = replace(grant, left=grant.left - 1)
        bot = self._ws.bot.user_id
        if args.get("delete_original") is True and grant.message_ts:
            self._ws.delete(grant.channel, grant.message_ts, bot, uninvited=True)
        elif args.get("replace_original") is True and grant.message_ts:
            was = self._ws.message(grant.channel, grant.message_ts, ephemeral=True)
            content = changed(_content(was), args)
            edited = not content.blocks
            self._ws.update(grant.channel, was.ts, bot, content, show_edited=edited, uninvited=True)
        else:
            in_channel = args.get("response_type") == "in_channel"
            self._ws.post(
                grant.channel,
                bot,
                from_args(args),
                thread_ts=str(args.get("thread_ts") or ""),
                only_for="" if in_channel else grant.user,
                uninvited=True,
            )
        return {"ok": True}


def _content(message: Message) -> Content:
    return Content(message.text, message.blocks, message.metadata, message.mrkdwn)
