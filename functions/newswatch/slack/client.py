"""Slack's Web API behind the ``Messenger`` port. Nothing is tried twice here."""

import re
import ssl
from collections.abc import Callable
from datetime import datetime
from http.client import HTTPException
from socket import gaierror
from typing import Any
from urllib.error import URLError

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from newswatch.errors import (
    SlackAmbiguous,
    SlackError,
    SlackMessageGone,
    SlackNotSent,
    SlackParked,
    SlackRateLimited,
    SlackRejected,
    SlackUnshowable,
    SlackUnusable,
)
from newswatch.model import ChannelId, Message, PostId, Sent
from newswatch.slack.views.alert import alert, fallback, plain

TIMEOUT_S = 10
PAGE = 200
"""Messages per page of history: Slack recommends no more."""
EVENT_TYPE = "newswatch_post"
"""Type of the metadata that every message carries."""
DEFAULT_PAUSE_S = 30.0
"""When Slack says "too many requests" without saying for how long."""
MAX_PAUSE_S = 3_600.0

RATE = frozenset({"ratelimited", "rate_limited", "message_limit_exceeded"})
NOT_SENT = frozenset(
    {"service_unavailable", "request_timeout", "team_added_to_org", "org_login_required", "accesslimited"}
)
AMBIGUOUS = frozenset({"fatal_error", "internal_error", "update_failed"})
UNUSABLE = frozenset(
    """account_inactive invalid_auth not_authed token_expired token_revoked missing_scope no_permission
    not_allowed_token_type access_denied team_access_not_granted two_factor_setup_required
    enterprise_is_restricted ekm_access_denied method_deprecated deprecated_endpoint
    messages_tab_disabled""".split()  # noqa: SIM905 - sixteen names read better as prose
)
UNSHOWABLE = frozenset(
    """invalid_blocks invalid_blocks_format msg_too_long msg_blocks_too_long no_text too_many_attachments
    attachment_payload_limit_exceeded invalid_metadata_format invalid_metadata_schema metadata_too_large
    metadata_must_be_sent_from_app markdown_text_conflict too_many_contact_cards
    missing_file_data""".split()  # noqa: SIM905
)
GONE = frozenset({"message_not_found", "edit_window_closed", "cant_update_message"})
PARKED = {
    "channel_not_found": "Slack knows no such channel, or the bot may not see it: "
    "invite the bot with /invite @Newswatch, or give the topic another channel.",
    "not_in_channel": "The bot is not in the channel: invite it with /invite @Newswatch.",
    "is_archived": "The channel is archived: unarchive it, or give the topic another channel.",
    "restricted_action": "The workspace's settings do not let the bot post there: ask an admin.",
    "restricted_action_read_only_channel": "The channel is read-only: ask an admin to let the bot post.",
    "restricted_action_thread_only_channel": "The channel takes replies only: ask an admin.",
    "restricted_action_non_threadable_channel": "The channel takes no replies.",
    "restricted_action_thread_locked": "The thread is locked.",
    "cannot_reply_to_message": "That message takes no replies.",
    "team_not_found": "Slack does not find the workspace of the channel.",
    "channel_type_not_supported": "Slack takes no messages in a conversation of this kind.",
    "user_not_found": "Slack knows no such person.",
    "user_disabled": "That person's account is deactivated: give the topic another destination.",
    "cannot_dm_bot": "Slack lets no bot write to a bot.",
}


class SlackMessenger:
    """``ports.Messenger`` on the Web API."""

    def __init__(self, client: WebClient) -> None:
        """Use a client; its ``retry_handlers`` must be empty, as ``web_client`` makes it."""
        self._client = client

    def post(self, message: Message) -> Sent:
        """Implement ``Messenger``."""
        answer = self._call(
            self._client.chat_postMessage,
            message.channel,
            channel=message.channel,
            unfurl_links=False,
            unfurl_media=False,
            **_content(message),
        )
        ts, conversation = answer.get("ts"), answer.get("channel")
        if not ts or not conversation:
            raise SlackAmbiguous("no_ts", "Slack said yes, but not where the message is.")
        return Sent(ts=str(ts), conversation=ChannelId(str(conversation)))

    def update(self, sent: Sent, message: Message) -> None:
        """Implement ``Messenger``."""
        self._call(
            self._client.chat_update,
            message.channel,
            channel=sent.conversation,
            ts=sent.ts,
            **_content(message),
        )

    def find(self, conversation: ChannelId, post_id: PostId, since: datetime) -> Sent | None:
        """Implement ``Messenger``."""
        try:
            return self._find(conversation, post_id, since)
        except (AttributeError, KeyError, TypeError) as e:
            raise SlackAmbiguous("odd_history", "Slack's history is not in the form that is known.") from e

    def _find(self, conversation: ChannelId, post_id: PostId, since: datetime) -> Sent | None:
        if conversation.startswith(("U", "W")):
            opened = self._call(self._client.conversations_open, conversation, users=conversation)
            conversation = ChannelId(opened["channel"]["id"])
        cursor = ""
        while True:
            page = self._call(
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

    def _call(self, method: Callable[..., Any], where: ChannelId, /, **arguments: Any) -> Any:
        try:
            return method(**arguments)
        except SlackApiError as e:
            raise _api_error(e, where) from e
        except URLError as e:
            if _before_sending(e.reason):
                raise SlackNotSent("unreachable", "Slack cannot be reached.") from e
            raise SlackAmbiguous("connection", "The connection to Slack broke.") from e
        except (OSError, HTTPException, AttributeError, TypeError, ValueError) as e:
            # Time-outs and resets come as they are; an answer that is JSON but no object as the rest.
            raise SlackAmbiguous("connection", f"Slack's answer was lost: {type(e).__name__}.") from e


def web_client(token: str, base_url: str) -> WebClient:
    """Return a client without the retry handlers that Slack's SDK comes with: they post twice."""
    return WebClient(token=token, base_url=base_url, timeout=TIMEOUT_S, retry_handlers=[])


def _before_sending(reason: object) -> bool:
    """Return whether a connection failed before the request can have gone out."""
    # An end in the middle of TLS can come while the request is written; the other errors are the handshake's.
    return isinstance(reason, ConnectionRefusedError | gaierror | ssl.SSLError) and not isinstance(
        reason, ssl.SSLEOFError | ssl.SSLZeroReturnError
    )


def _content(message: Message) -> dict[str, Any]:
    metadata = {"event_type": EVENT_TYPE, "event_payload": {"post_id": message.post_id}}
    if message.plain:
        # An empty list also takes away the blocks that an edited message had.
        return {"text": plain(message), "blocks": [], "metadata": metadata}
    return {"text": fallback(message), "blocks": alert(message), "metadata": metadata}


def _api_error(e: SlackApiError, channel: ChannelId) -> SlackError:
    status = getattr(e.response, "status_code", 200)
    data = getattr(e.response, "data", None)
    code = str(data.get("error", "")) if isinstance(data, dict) else ""
    if status == 429 or code in RATE:  # noqa: PLR2004 - HTTP's own number
        headers = {str(name).lower(): value for name, value in dict(e.response.headers).items()}
        return SlackRateLimited(_pause(headers.get("retry-after")))
    simple: tuple[tuple[frozenset[str], type[SlackError]], ...] = (
        (NOT_SENT, SlackNotSent),
        (AMBIGUOUS, SlackAmbiguous),
        (UNUSABLE, SlackUnusable),
        (UNSHOWABLE, SlackUnshowable),
        (GONE, SlackMessageGone),
    )
    for codes, kind in simple:
        if code in codes:
            return kind(code)
    if code in PARKED:
        return SlackParked(code, PARKED[code], channel)
    if status >= 500 or not re.fullmatch(r"[a-z_]+", code):  # noqa: PLR2004
        return SlackAmbiguous(f"http_{status}", f"Slack answered with HTTP {status} and no result.")
    return SlackRejected(code)


def _pause(value: object) -> float:
    """Return the seconds of a Retry-After header, which may be absent or anything."""
    text = str(value[0] if isinstance(value, list) and value else value)
    return min(max(float(text), 1.0), MAX_PAUSE_S) if re.fullmatch(r"\d{1,9}", text) else DEFAULT_PAUSE_S
