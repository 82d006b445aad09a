"""The alert: title, source and time, the sentence that matched, the topics, who else carries the story."""

import re
from collections.abc import Callable, Sequence

from newswatch.posts import Addition, Excerpt, Message, Outlet
from newswatch.slack.views.deeds import deeds
from newswatch.slack.views.kit import SECTION_CHARS, Block, context, image, piece, quote, section
from newswatch.slack.views.kit import plain as plain_text
from newswatch.slack.views.mrkdwn import clean, date, line, link, shown, web_url
from newswatch.slack.views.phrases import UNTITLED, as_many, headline, plain_query
from newswatch.sources.urls import outlet

# Of each part as Slack gets it, so that all of them with a link stay below the 3,000 of a section's text.
TITLE_CHARS = 250
SOURCE_CHARS = 80
AUTHORS_CHARS = 120
TOPIC_CHARS = 60
TOPICS_CHARS = 600
LABEL_CHARS = 300
PLAIN_LABEL_CHARS = 150
"""In text alone."""
EXCERPT_CHARS = 1_000
"""Far above what an excerpt has, far below the 3,000 of a text object."""
PLAIN_EXCERPT_CHARS = 500
"""In text alone, where there is room for it."""
PLAIN_CHARS = 3_990
"""Of text alone: below the 4,000 of a changed text. With all but the excerpt at their longest 30 are left."""
OUTLET_CHARS = 40
CLAUSE_CHARS = 60
CLAUSES_CHARS = 80
LINKS_CHARS = 1_200
"""Of what links take beside names, in the line of outlets and again in what they add; the others are names
alone. With the texts it stays far below the 3,000 of an element, and all blocks below their 13,200."""
OUTLETS = 3
"""Named; the others are counted. On a phone the line is full then."""
ADDS = 3
"""Lines, the newest ones."""
MENTIONS = 5
"""Of them, each of at most 30 characters."""
_MENTIONED = {"here": "<!here>", "channel": "<!channel>"}
_GROUP = re.compile(r"S[A-Z0-9]{2,18}")


def alert(message: Message) -> list[Block]:
    """Return the blocks of an alert."""
    picture = web_url(message.image_url)
    alt = line(message.title, TITLE_CHARS) or "Picture"
    blocks = [section(_head(message), image(picture, alt) if picture else None)]
    if quoted := _quoted(message.excerpt):
        blocks.append(quote(quoted))
    if label := line(message.label, LABEL_CHARS):
        blocks.append(context(plain_text(label, LABEL_CHARS)))
    topics, also = told_topics(message.topics, line), _also(message, _linked(message.also[:OUTLETS]))
    about: list[str | Block] = [plain_text(topics, SECTION_CHARS)] if topics else []
    about += [also] if also else []
    if about:
        blocks.append(context(*about))
    newest = message.adds[-ADDS:]
    if adds := _adds(message.adds, _linked([each.outlet for each in newest])):
        blocks.append(context("\n".join(adds)))
    return [*blocks, *deeds(message)]


def fallback(message: Message) -> str:
    """Return what a notification shows and a screen reader reads."""
    title = shown(message.title, TITLE_CHARS) or UNTITLED
    source = shown(message.source, SOURCE_CHARS)
    text = " ".join((*mentioned(message.mentions), f"{title} ({source})" if source else title))
    return ". ".join(filter(None, (text, *_about(message)))) + ("" if message.topics else ".")


def plain(message: Message) -> str:
    """Return the alert as text alone, for when Slack does not take the blocks."""
    head, after = (
        _head(message),
        [each for each in (shown(message.label, PLAIN_LABEL_CHARS), *_about(message)) if each],
    )
    room = PLAIN_CHARS - sum(map(len, (head, *after))) - len(after) - 1
    excerpt = shown(message.excerpt.text, min(room, PLAIN_EXCERPT_CHARS))
    return "\n".join(filter(None, (head, excerpt, *after)))


def mentioned(mentions: Sequence[str]) -> list[str]:
    """Return what has Slack notify these; whatever else it may be notifies nobody.

    Args:
        mentions: ``here``, ``channel``, ids of user groups.
    """
    known = [
        _MENTIONED.get(each) or f"<!subteam^{each}>"
        for each in dict.fromkeys(mentions)
        if each in _MENTIONED or _GROUP.fullmatch(each)
    ]
    return known[:MENTIONS]


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
    linked = f"*{headline(message.url, message.title, TITLE_CHARS)}*"
    title = " ".join((*mentioned(message.mentions), linked))
    about = [shown(message.source, SOURCE_CHARS)]
    if message.published:
        # Slack shows the time since then, in the reader's language and as of now.
        about.append(date(message.published, "{ago}"))
    about.append(shown(", ".join(message.authors), AUTHORS_CHARS))
    return "\n".join(filter(None, [title, " · ".join(filter(None, about))]))


def _about(message: Message) -> list[str]:
    """Return topics, outlets and what they add, in text without links."""
    names = [_name(each) for each in message.also[:OUTLETS]]
    adders = [_name(each.outlet) for each in message.adds[-ADDS:]]
    parts = (told_topics(message.topics, shown), _also(message, names), *_adds(message.adds, adders))
    return [part for part in parts if part]


def _also(message: Message, names: Sequence[str]) -> str:
    """Return who else carries the story, and how many articles tell it if some outlet has several.

    Args:
        message: the message.
        names: those of the first other outlets, ready to be shown.
    """
    more = len(message.also) - len(names)
    told = [f"Also in: {', '.join([*names, *([f'+{more:,}'] if more else [])])}"] if message.also else []
    if message.articles > len(message.also) + 1:
        told.append(f"{message.articles:,} articles")
    return " · ".join(told)


def _adds(adds: Sequence[Addition], names: Sequence[str]) -> list[str]:
    """Return a line for each of the newest additions, and how many more there are.

    Args:
        adds: all of them, oldest first.
        names: the outlets of the newest ones, ready to be shown.
    """
    told = adds[len(adds) - len(names) :]
    more = [f"+{len(adds) - len(told):,} more"] if len(adds) > len(told) else []
    return [*map(_added, told, names), *more]


def _added(addition: Addition, name: str) -> str:
    clauses = [clause for each in addition.clauses if (clause := shown(plain_query(each), CLAUSE_CHARS))]
    if clauses:
        return f"New in {name}: {as_many(clauses, CLAUSES_CHARS, ', ')}"
    return f"{name}: also matches {shown(addition.topic, TOPIC_CHARS) or '(no name)'}"


def _linked(outlets: Sequence[Outlet]) -> list[str]:
    """Return the names of outlets, with links to their articles as far as these fit."""
    left = LINKS_CHARS
    names = []
    for each in outlets:
        name = _name(each)
        linked = link(each.url, name)
        if len(linked) - len(name) <= left:
            left -= len(linked) - len(name)
            name = linked
        names.append(name)
    return names


def _name(each: Outlet) -> str:
    return shown(each.name, OUTLET_CHARS) or shown(outlet(each.url), OUTLET_CHARS) or "(no name)"


def _quoted(excerpt: Excerpt) -> list[Block]:
    """Return the excerpt with what matched in bold. Slack takes this text literally: nothing to escape."""
    elements: list[Block] = []
    at = 0
    text = excerpt.text[:EXCERPT_CHARS]
    for start, end in (*excerpt.highlights, (len(text), len(text))):
        if between := clean(text[at:start]):
            elements.append(piece(between))
        if matched := clean(text[max(at, start) : end]):
            elements.append(piece(matched, bold=True))
        at = max(at, end)
    return elements
