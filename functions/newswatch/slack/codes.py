"""Slack's error codes, and what may be done about each."""

import re
from email.utils import parsedate_to_datetime

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
MAX_PAUSE_S = 86_400.0
"""Whoever asks for more has made a mistake: a day later it is seen whether it still holds."""

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
GONE = frozenset({"message_not_found", "thread_not_found", "edit_window_closed", "cant_update_message"})
MOVE = "give the topic another channel."
PARKED = {
    "channel_not_found": "Slack knows no such channel, or the bot may not see it: "
    f"invite the bot with /invite @Newswatch, or {MOVE}",
    "not_in_channel": "The bot is not in the channel: invite it with /invite @Newswatch.",
    "method_not_supported_for_channel_type": "The bot cannot join a private channel by itself: "
    "invite it with /invite @Newswatch.",
    "channel_is_limited_access": f"The bot may not join the channel: {MOVE}",
    "too_many_members": f"The channel is full: {MOVE}",
    "is_archived": f"The channel is archived: unarchive it, or {MOVE}",
    "restricted_action": "The workspace's settings do not let the bot post there: "
    f"ask an admin to allow it, or {MOVE}",
    "restricted_action_read_only_channel": "The channel is read-only: "
    f"ask an admin to let the bot post, or {MOVE}",
    "restricted_action_thread_only_channel": "The channel takes replies only: "
    f"ask an admin to let the bot post, or {MOVE}",
    "restricted_action_non_threadable_channel": f"The channel takes no replies: {MOVE}",
    "restricted_action_thread_locked": f"The thread is locked: ask an admin to unlock it, or {MOVE}",
    "cannot_reply_to_message": f"That message takes no replies: {MOVE}",
    "team_not_found": f"Slack does not find the workspace of the channel: ask an admin about it, or {MOVE}",
    "channel_type_not_supported": f"Slack takes no messages in a conversation of this kind: {MOVE}",
    "user_not_found": f"Slack knows no such person: {MOVE}",
    "user_not_visible": f"The bot may not see that person: {MOVE}",
    "user_disabled": f"That person's account is deactivated: {MOVE}",
    "cannot_dm_bot": f"Slack lets no bot write to a bot: {MOVE}",
}
"""What a person can do about it, after the colon."""
KINDS: tuple[tuple[frozenset[str], type[SlackError]], ...] = (
    (NOT_SENT, SlackNotSent),
    (AMBIGUOUS, SlackAmbiguous),
    (UNUSABLE, SlackUnusable),
    (UNSHOWABLE, SlackUnshowable),
    (GONE, SlackMessageGone),
)
_CODE = re.compile(r"[a-z0-9_]+")


def slack_error(
    code: str, status: int, retry_after: object, where: ChannelId, date: object = ""
) -> SlackError:
    """Return the error that an answer of Slack's stands for.

    Args:
        code: Slack's name of it; empty or anything else where the answer is not Slack's.
        status: of HTTP.
        retry_after: the header, which may be absent or anything.
        where: the channel or person that the call was about.
        date: the header, likewise.
    """
    if status == 429 or code in RATE:  # noqa: PLR2004 - HTTP's own number
        return SlackRateLimited(_pause(retry_after, date))
    for codes, kind in KINDS:
        if code in codes:
            return kind(code)
    if code in PARKED:
        return SlackParked(code, PARKED[code], where)
    if status >= 500 or not _CODE.fullmatch(code):  # noqa: PLR2004
        return SlackAmbiguous(f"http_{status}", f"Slack answered with HTTP {status} and no result.")
    # A code of which nobody has heard is a refusal all the same: nothing was posted.
    return SlackRejected(code)


def _pause(retry_after: object, date: object) -> float:
    """Return the seconds of a Retry-After header (RFC 9110 §10.2.3), which counts them or names a time."""
    text = _first(retry_after)
    if re.fullmatch(r"\d+(\.\d*)?", text):
        return _bounded(float(text))
    try:
        # Measured by the clock of whoever names it: ours may be minutes off.
        pause = parsedate_to_datetime(text) - parsedate_to_datetime(_first(date))
    except (TypeError, ValueError):
        return DEFAULT_PAUSE_S
    return _bounded(pause.total_seconds())


def _bounded(seconds: float) -> float:
    return min(max(seconds, 1.0), MAX_PAUSE_S)


def _first(header: object) -> str:
    return str(header[0] if isinstance(header, list) and header else header).strip()
