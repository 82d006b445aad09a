"""What is said: the view of each kind of post."""

from collections.abc import Callable

from newswatch.model import UserId
from newswatch.posts import (
    Content,
    Digest,
    HeldNotice,
    Message,
    Notice,
    RateNotice,
    SettingsNotice,
    SourceNotice,
    SpendingNotice,
    Trouble,
)
from newswatch.slack.views import (
    alert,
    digest,
    held_notice,
    notice,
    rate_notice,
    settings,
    source_notice,
    spending,
    trouble,
)
from newswatch.slack.views.kit import Block


def said(content: Content, name: Callable[[UserId], str]) -> tuple[str, list[Block]]:
    """Return the text and the blocks of a post; no blocks where it is plain.

    Args:
        content: what to say.
        name: tells a person's name.
    """
    match content:
        case Message():
            text = alert.plain(content) if content.plain else alert.fallback(content)
            blocks = alert.alert(content)
        case Notice():
            who = name(content.change.who)
            text, blocks = notice.fallback(content, who), notice.notice(content, who)
        case SettingsNotice():
            who = name(content.change.who)
            text, blocks = settings.settings_fallback(content, who), settings.settings_notice(content, who)
        case SourceNotice():
            text, blocks = source_notice.fallback(content), source_notice.source_notice(content)
        case Digest():
            text = digest.plain(content) if content.plain else digest.fallback(content)
            blocks = digest.digest(content)
        case Trouble():
            text, blocks = trouble.fallback(content), trouble.trouble(content)
        case RateNotice():
            text, blocks = rate_notice.fallback(content), rate_notice.rate_notice(content)
        case HeldNotice():
            text, blocks = held_notice.fallback(content), held_notice.held_notice(content)
        case SpendingNotice():
            text, blocks = spending.fallback(content.news), spending.spending_notice(content.news)
    return text, [] if content.plain else blocks
