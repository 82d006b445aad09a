"""The alert: title, source and time, the sentence that matched, the topics."""

from collections.abc import Callable, Sequence
from typing import Any

from newswatch.posts import Excerpt, Message
from newswatch.slack.views.mrkdwn import clean, date, line, link, shown, web_url
from newswatch.slack.views.phrases import as_many

Block = dict[str, Any]

# Of each part as Slack gets it, so that all of them with a link stay below the 3,000 of a section's text.
TITLE_CHARS = 250
SOURCE_CHARS = 80
AUTHORS_CHARS = 120
TOPIC_CHARS = 60
TOPICS_CHARS = 600
LABEL_CHARS = 300
EXCERPT_CHARS = 1_000
"""Far above what an excerpt has, far below the 3,000 of a text object."""
PLAIN_EXCERPT_CHARS = 500
"""In text alone. With all others at their longest it stays below the 4,000 of a changed text."""
UNTITLED = "(untitled)"


def alert(message: Message) -> list[Block]:
    """Return the blocks of an alert."""
    head: Block = {"type": "section", "text": {"type": "mrkdwn", "text": _head(message), "verbatim": True}}
    picture = web_url(message.image_url)
    if picture:
        alt = line(message.title, TITLE_CHARS) or "Picture"
        head["accessory"] = {"type": "image", "image_url": picture, "alt_text": alt}
    blocks = [head]
    if quoted := _quoted(message.excerpt):
        blocks.append({"type": "rich_text", "elements": [{"type": "rich_text_quote", "elements": quoted}]})
    label, topics = line(message.label, LABEL_CHARS), told_topics(message.topics, line)
    blocks += [_context(text) for text in (label, topics) if text]
    return blocks


def fallback(message: Message) -> str:
    """Return what a notification shows and a screen reader reads."""
    title = shown(message.title, TITLE_CHARS) or UNTITLED
    source = shown(message.source, SOURCE_CHARS)
    text = f"{title} ({source})" if source else title
    return f"{text}. {told_topics(message.topics, shown)}".rstrip()


def plain(message: Message) -> str:
    """Return the alert as text alone, for when Slack does not take the blocks."""
    lines = [
        _head(message),
        shown(message.excerpt.text, PLAIN_EXCERPT_CHARS),
        shown(message.label, LABEL_CHARS),
        told_topics(message.topics, shown),
    ]
    return "\n".join(filter(None, lines))


def told_topics(topics: Sequence[str], say: Callable[[str, int], str]) -> str:
    """Return the names of topics, each whole or not at all, and how many more there are.

    Args:
        topics: their names.
        say: makes a name of at most so many characters fit to be shown.
    """
    if not topics:
        return ""
    names = [say(topic, TOPIC_CHARS) or "(no name)" for topic in topics]
    return f"{'Topic' if len(topics) == 1 else 'Topics'}: {as_many(names, TOPICS_CHARS, ' · ')}"


def _head(message: Message) -> str:
    title = f"*{link(message.url, shown(message.title, TITLE_CHARS) or UNTITLED)}*"
    about = [shown(message.source, SOURCE_CHARS)]
    if message.published:
        # Slack shows the time since then, in the reader's language and as of now.
        about.append(date(message.published, "{ago}"))
    about.append(shown(", ".join(message.authors), AUTHORS_CHARS))
    return "\n".join(filter(None, [title, " · ".join(filter(None, about))]))


def _context(text: str) -> Block:
    return {"type": "context", "elements": [{"type": "plain_text", "text": text, "emoji": False}]}


def _quoted(excerpt: Excerpt) -> list[Block]:
    """Return the excerpt with what matched in bold. Slack takes this text literally: nothing to escape."""
    elements: list[Block] = []
    at = 0
    text = excerpt.text[:EXCERPT_CHARS]
    for start, end in (*excerpt.highlights, (len(text), len(text))):
        if between := clean(text[at:start]):
            elements.append({"type": "text", "text": between})
        if matched := clean(text[max(at, start) : end]):
            elements.append({"type": "text", "text": matched, "style": {"bold": True}})
        at = max(at, end)
    return elements
