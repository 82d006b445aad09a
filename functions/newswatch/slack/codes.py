"""Slack's error codes, and what may be done about each."""

import re

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
from newswatch.model import ChannelId

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
    "method_not_supported_for_channel_type": "The bot cannot join a private channel by itself: "
    "invite it with /invite @Newswatch.",
    "channel_is_limited_access": "The bot may not join the channel: give the topic another channel.",
    "too_many_members": "The channel is full: give the topic another channel.",
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
    "user_not_visible": "The bot may not see that person.",
    "user_disabled": "That person's account is deactivated: give the topic another destination.",
    "cannot_dm_bot": "Slack lets no bot write to a bot.",
}
KINDS: tuple[tuple[frozenset[str], type[SlackError]], ...] = (
    (NOT_SENT, SlackNotSent),
    (AMBIGUOUS, SlackAmbiguous),
    (UNUSABLE, SlackUnusable),
    (UNSHOWABLE, SlackUnshowable),
    (GONE, SlackMessageGone),
)
_CODE = re.compile(r"[a-z_]+")


def slack_error(code: str, status: int, retry_after: object, where: ChannelId) -> SlackError:
    """Return the error that an answer of Slack's stands for.

    Args:
        code: Slack's name of it; empty or anything else where the answer is not Slack's.
        status: of HTTP.
        retry_after: the header, which may be absent or anything.
        where: the channel or person that the call was about.
    """
    if status == 429 or code in RATE:  # noqa: PLR2004 - HTTP's own number
        return SlackRateLimited(_pause(retry_after))
    for codes, kind in KINDS:
        if code in codes:
            return kind(code)
    if code in PARKED:
        return SlackParked(code, PARKED[code], where)
    if status >= 500 or not _CODE.fullmatch(code):  # noqa: PLR2004
        return SlackAmbiguous(f"http_{status}", f"Slack answered with HTTP {status} and no result.")
    return SlackRejected(code)


def _pause(value: object) -> float:
    """Return the seconds of a Retry-After header."""
    text = str(value[0] if isinstance(value, list) and value else value)
    return min(max(float(text), 1.0), MAX_PAUSE_S) if re.fullmatch(r"\d{1,9}", text) else DEFAULT_PAUSE_S
