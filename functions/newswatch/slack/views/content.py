"""What is said: the view of each kind of post."""

from collections.abc import Callable

from newswatch.model import UserId
from newswatch.posts import Content, Digest, Message, Notice, RateNotice, SourceNotice, Trouble
from newswatch.slack.views import alert, digest, notice, rate_notice, source_notice, trouble
from newswatch.slack.views.blocks import Block


def said(content: Content, name: Callable[[UserId], str]) -> tuple[str, list[Block]]:
    """Return the text and the blocks of a post; no blocks where it is plain.

    Args:
        content: what to say.
        name: tells a person's name.
    """
    match content:
        case Message():
            text = alert.plain(content) if content.plain else alert.fallback(content)
            return text, [] if content.plain else alert.alert(content)
        case Notice():
            who = name(content.change.who)
            return notice.fallback(content, who), [] if content.plain else notice.notice(content, who)
        case SourceNotice():
            blocks = [] if content.plain else source_notice.source_notice(content)
            return source_notice.fallback(content), blocks
        case Digest():
            text = digest.plain(content) if content.plain else digest.fallback(content)
            return text, [] if content.plain else digest.digest(content)
        case Trouble():
            return trouble.fallback(content), [] if content.plain else trouble.trouble(content)
        case RateNotice():
            return rate_notice.fallback(content), [] if content.plain else rate_notice.rate_notice(content)
