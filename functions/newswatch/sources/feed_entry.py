"""What all kinds of feeds have in common: how much of one is read, and what an entry is known by."""

import re
from collections.abc import Iterable

from newswatch.model import Entry
from newswatch.sources import markup
from newswatch.sources.feed_dates import Dated

# No feed of a newsroom comes near these; each is there so that a hostile one stays harmless.
MAX_ENTRIES = 2_000
MAX_TITLE = 500
MAX_SUMMARY = 5_000
_MAX_ID = 1_000
_MAX_AUTHORS = 20
_MAX_NAME = 200

_PARAGRAPH = re.compile(r"<(?:p|br|div)[\s/>]", re.IGNORECASE)
_MIN_PARAGRAPHS = 3
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")


def entry(
    *,
    known_by: str,
    url: str,
    title: str,
    dated: Dated,
    bodies: tuple[str, str] = ("", ""),
    authors: Iterable[str] = (),
    language: str = "",
    image_url: str = "",
) -> Entry:
    """Return an entry within the limits.

    Args:
        known_by: its id as the feed gives it, empty for none: then its link counts, else
            title and date, else what it says.
        url: its link, absolute.
        title: plain text.
        dated: when it was published.
        bodies: as ``bodies`` returns them.
        authors: names as plain text; empty ones and repeated ones are left out.
        language: as ``language`` returns it.
        image_url: absolute.
    """
    summary, content = bodies
    title, day = title[:MAX_TITLE], dated.published.isoformat() if dated.published else ""
    names = dict.fromkeys(name[:_MAX_NAME] for name in authors if name)
    return Entry(
        id=(known_by.strip() or url or f"{title} {day}".strip() or summary)[:_MAX_ID],
        url=url,
        title=title,
        summary=summary[:MAX_SUMMARY],
        content_html=content,
        authors=tuple(names)[:_MAX_AUTHORS],
        published=dated.published,
        updated=dated.updated,
        assumed=dated.assumed,
        language=language,
        image_url=image_url,
    )


def bodies(described: str, content: str) -> tuple[str, str]:
    """Return the summary as text, and the HTML of the whole article where the feed seems to carry it.

    That is content that says more than the summary beside it, or a description that is
    made of paragraphs: whether it is all of the article is for its reader to judge.

    Args:
        described: the summary as HTML.
        content: the content as HTML.
    """
    summary = markup.plain(described[: markup.MAX_MARKUP])
    if not content and len(described) <= markup.MAX_MARKUP:
        return summary, described if len(_PARAGRAPH.findall(described)) >= _MIN_PARAGRAPHS else ""
    if not content or len(content) > markup.MAX_MARKUP:
        return summary, ""
    text = markup.plain(content)
    alone = not summary or summary == text or text.startswith(summary)
    if not alone and len(text) <= len(summary):
        return summary, ""
    return summary or text, content


def language(value: object) -> str:
    """Return a language tag (BCP 47) in lower case, "" for what is none."""
    tag = string(value).strip().replace("_", "-").lower()
    return tag if _LANGUAGE.fullmatch(tag) else ""


def string(value: object) -> str:
    """Return what is a string, "" for what is none."""
    return value if isinstance(value, str) else ""
