"""Slack's Web API behind the ``Messenger`` port. Nothing is tried twice here."""

from datetime import datetime
from functools import partial
from typing import Any

from slack_sdk import WebClient

from newswatch.errors import SlackAmbiguous, SlackError, SlackMessageGone
from newswatch.model import (
    ChannelId,
    PostId,
    UserId,
    is_person,
)
from newswatch.observe import logger
from newswatch.posts import Content, Digest, Reply, Sent
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
NO_THREAD = "thread_not_found"
"""Of a message that answers one that was deleted."""


class SlackMessenger:
    """``ports.Messenger`` on the Web API."""

    def __init__(self, client: WebClient) -> None:
        """Use a client; its ``retry_handlers`` must be empty, as ``web_client`` makes it."""
        self._client = client
        self._names: dict[UserId, str] = {}

    def post(self, message: Content) -> Sent:
        """Implement ``Messenger``."""
        thread = message.thread if isinstance(message, Digest) else ""
        answer = self._post(message.channel, thread, **self._content(message))
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
        text, blocks = thread.fallback(reply), thread.thread(reply)
        self._post(reply.conversation, reply.thread, text=text, blocks=blocks)

    def find(
        self, conversation: ChannelId, post_id: PostId, since: datetime, thread: str = ""
    ) -> Sent | None:
        """Implement ``Messenger``. What was to be in a thread that is gone may be in the channel."""
        try:
            return self._find(conversation, post_id, since, thread)
        except SlackMessageGone:
            if not thread:
                raise
            return self.find(conversation, post_id, since)
        except (AttributeError, KeyError, TypeError) as e:
            raise SlackAmbiguous("odd_history", "Slack's history is not in the form that is known.") from e

    def _post(self, channel: ChannelId, thread: str, **content: Any) -> Any:
        """Post a message, in the thread of another one if there is one named, and return Slack's answer."""
        below = {"thread_ts": thread, "reply_broadcast": False} if thread else {}
        answer = call(
            self._client.chat_postMessage,
            channel,
            channel=channel,
            unfurl_links=False,
            unfurl_media=False,
            **below,
            **content,
        )
        if thread and _is_astray(answer):
            self._take_back(answer)
            raise SlackMessageGone(NO_THREAD, "The message that it was to be under was deleted.")
        return answer

    def _take_back(self, answer: Any) -> None:
        """Delete what answers nothing that is there: by itself it would only puzzle the channel."""
        where, ts = ChannelId(str(answer["channel"])), str(answer["ts"])
        try:
            call(self._client.chat_delete, where, channel=where, ts=ts)
        except SlackError as e:
            logger.warning("left astray", channel=where, ts=ts, code=e.code)

    def _find(self, conversation: ChannelId, post_id: PostId, since: datetime, thread: str) -> Sent | None:
        if is_person(conversation):
            opened = call(self._client.conversations_open, conversation, users=conversation)
            conversation = ChannelId(opened["channel"]["id"])
        replies = partial(self._client.conversations_replies, ts=thread)
        read: Any = replies if thread else self._client.conversations_history
        cursor = ""
        while True:
            page = call(
                read,
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


def _is_astray(answer: Any) -> bool:
    """Return whether what was posted into a thread is in none.

    Slack documents no error for the thread of a message that was deleted before anybody answered it. It
    posts into the channel, and its answer lacks ``thread_ts`` (slack-go/slack#1571,
    langchain-ai/open-swe#2753).
    """
    message = answer.get("message")
    is_told = isinstance(message, dict) and bool(message) and bool(answer.get("ts") and answer.get("channel"))
    return is_told and not message.get("thread_ts")
