"""Slack's Web API behind the ``Messenger`` port. Nothing is tried twice here."""

from datetime import datetime
from typing import Any

from slack_sdk import WebClient

from newswatch.errors import SlackAmbiguous, SlackError
from newswatch.model import ChannelId, PostId, UserId
from newswatch.observe import logger
from newswatch.posts import Content, Reply, Sent
from newswatch.slack.calls import call
from newswatch.slack.people import real_name
from newswatch.slack.views import thread
from newswatch.slack.views.content import said

PAGE = 200
"""Messages per page of history: Slack recommends no more."""
EVENT_TYPE = "newswatch_post"
"""Type of the metadata that every message carries."""
SOMEBODY = "Somebody"
"""Who did something, where Slack does not say."""


class SlackMessenger:
    """``ports.Messenger`` on the Web API."""

    def __init__(self, client: WebClient) -> None:
        """Use a client; its ``retry_handlers`` must be empty, as ``web_client`` makes it."""
        self._client = client
        self._names: dict[UserId, str] = {}

    def post(self, message: Content) -> Sent:
        """Implement ``Messenger``."""
        answer = call(
            self._client.chat_postMessage,
            message.channel,
            channel=message.channel,
            unfurl_links=False,
            unfurl_media=False,
            **self._content(message),
        )
        ts, conversation = answer.get("ts"), answer.get("channel")
        if not ts or not conversation:
            raise SlackAmbiguous("no_ts", "Slack said yes, but not where the message is.")
        return Sent(ts=str(ts), conversation=ChannelId(str(conversation)))

    def update(self, sent: Sent, message: Content) -> None:
        """Implement ``Messenger``."""
        call(
            self._client.chat_update,
            message.channel,
            channel=sent.conversation,
            ts=sent.ts,
            **self._content(message),
        )

    def reply(self, reply: Reply) -> None:
        """Implement ``Messenger``. No metadata: what is looked for by them is the message above."""
        call(
            self._client.chat_postMessage,
            reply.conversation,
            channel=reply.conversation,
            thread_ts=reply.thread,
            reply_broadcast=False,
            unfurl_links=False,
            unfurl_media=False,
            text=thread.fallback(reply),
            blocks=thread.thread(reply),
        )

    def find(self, conversation: ChannelId, post_id: PostId, since: datetime) -> Sent | None:
        """Implement ``Messenger``."""
        try:
            return self._find(conversation, post_id, since)
        except (AttributeError, KeyError, TypeError) as e:
            raise SlackAmbiguous("odd_history", "Slack's history is not in the form that is known.") from e

    def _find(self, conversation: ChannelId, post_id: PostId, since: datetime) -> Sent | None:
        if conversation.startswith(("U", "W")):
            opened = call(self._client.conversations_open, conversation, users=conversation)
            conversation = ChannelId(opened["channel"]["id"])
        cursor = ""
        while True:
            page = call(
                self._client.conversations_history,
                conversation,
                channel=conversation,
                oldest=f"{since.timestamp():.6f}",
                limit=PAGE,
                cursor=cursor,
                include_all_metadata=True,
            )
            for found in page["messages"]:
                payload = (found.get("metadata") or {}).get("event_payload") or {}
                if payload.get("post_id") == post_id:
                    return Sent(ts=found["ts"], conversation=conversation)
            cursor = (page.get("response_metadata") or {}).get("next_cursor", "")
            if not cursor:
                return None

    def _content(self, message: Content) -> dict[str, Any]:
        text, blocks = said(message, self._name)
        metadata = {"event_type": EVENT_TYPE, "event_payload": {"post_id": message.post_id}}
        # An empty list also takes away the blocks that an edited message had.
        return {"text": text, "blocks": blocks, "metadata": metadata}

    def _name(self, user: UserId) -> str:
        """Return who did something, by name: a mention would ping people about what they did themselves."""
        if user not in self._names:
            try:
                self._names[user] = real_name(self._client, user)
            except SlackError as e:
                # A notice is not worth holding up for a name.
                logger.warning("no name", user=user, code=e.code)
                return SOMEBODY
        return self._names[user] or SOMEBODY
