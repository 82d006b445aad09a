"""What there is on a page beside its text that tells articles from what stands in their place."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import cast

from lxml.etree import XPath
from lxml.html import HtmlElement

from newswatch.sources import markup
from newswatch.sources import placeholder_phrases as known

MAX_SHOWN = 2_500
"""Characters of visible text: a page with more is no mere box."""
_MAX_WALKED = 500
"""Elements of a page whose visible text is looked at: boxes have 200, most articles more than 500."""
_MAX_FIELD = 500
_MAX_HEADINGS = 4
_MAX_EXCERPTS = 30
_MAX_CLIMBED = 3
EXCERPT = 40
"""Characters by which a paragraph is told from others."""
_MAX_SCRIPT = 3_000
_BREAKS = markup.BLOCKS | {"button", "br"}
_HIDDEN = frozenset(
    {"script", "style", "noscript", "template", "svg", "math", "select", "textarea", "iframe", "object"}
)
_ELEMENTS = XPath("count(descendant::*)")
_COMMENTS = re.compile(r"comment|disqus", re.IGNORECASE)
_PLAYERS = re.compile(
    r"(?:youtube(?:-nocookie)?\.com/embed|player\.vimeo|dailymotion\.com/embed|brightcove|jwplat|jwplayer|kaltura)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Signs:
    """What there is on a page beside its text."""

    titles: tuple[str, ...] = ()
    """What names the page in its head."""
    headings: tuple[str, ...] = ()
    """Its first h1 elements, or its first h2 where it has none."""
    og_type: str = ""
    twitter_card: str = ""
    sends_on: bool = False
    """Whether the page sends a browser to another address by itself."""
    has_password: bool = False
    noscript: str = ""
    scripts: int = 0
    """From files."""
    script_characters: int = 0
    """In the page itself."""
    players: int = 0
    teasers: int = 0
    """Headings that are links."""
    excerpts: tuple[str, ...] = ()
    """The beginnings of what stands below such headings."""
    shown: str = ""
    """The visible text, a block a line; empty where there is much."""
    is_whole: bool = True
    """Whether ``shown`` is all there is: boxes are small pages."""
    has_challenge: bool = False
    """Whether a small page has an element that those who check for robots are known for."""
    is_guarded: bool = False
    """Whether a small page has a script of theirs."""
    has_root: bool = False
    """Whether a small page has an element that scripts are to fill."""


@dataclass(slots=True)
class _Found:
    titles: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    lesser_headings: list[str] = field(default_factory=list)
    metas: dict[str, str] = field(default_factory=dict)
    noscripts: list[str] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)
    script_characters: int = 0
    has_password: bool = False
    players: int = 0
    teasers: int = 0
    excerpts: list[str] = field(default_factory=list)


def look(tree: HtmlElement) -> Signs:
    """Gather the signs of a page that nobody has taken apart yet. Never raises for what it contains."""
    found = _Found()
    for element in tree.iter(*_TAKE):
        _TAKE[element.tag](element, found)
    shown, is_whole, ids = _shown(tree)
    scripts = "\n".join((*found.sources, *found.inline)).lower() if is_whole else ""
    return Signs(
        titles=tuple(t for t in (*found.titles, found.metas.get("og:title", "")) if t),
        headings=tuple(found.headings or found.lesser_headings[:1]),
        og_type=found.metas.get("og:type", "").lower(),
        twitter_card=found.metas.get("twitter:card", "").lower(),
        sends_on="url" in found.metas.get("refresh", "").lower() or "location.replace(" in scripts,
        has_password=found.has_password,
        noscript="\n".join(found.noscripts),
        scripts=len(found.sources),
        script_characters=found.script_characters,
        players=found.players,
        teasers=found.teasers,
        excerpts=tuple(found.excerpts),
        shown=shown,
        is_whole=is_whole,
        has_challenge=is_whole and not known.CHALLENGE_IDS.isdisjoint(ids),
        is_guarded=any(mark in scripts for mark in known.CHALLENGE_SCRIPTS),
        has_root=is_whole and not known.APP_ROOTS.isdisjoint(ids),
    )


def _take_script(element: HtmlElement, found: _Found) -> None:
    if source := element.get("src"):
        found.sources.append(source[:_MAX_FIELD])
    elif text := element.text:
        found.script_characters += len(text)
        if len(found.inline) < _MAX_HEADINGS:
            found.inline.append(text[:_MAX_SCRIPT])


def _take_meta(element: HtmlElement, found: _Found) -> None:
    name = (element.get("property") or element.get("name") or element.get("http-equiv") or "").lower()
    if name in {"og:type", "og:title", "twitter:card", "refresh"}:
        found.metas.setdefault(name, markup.collapsed((element.get("content") or "")[:_MAX_FIELD]))


def _take_heading(element: HtmlElement, found: _Found) -> None:
    headings = found.headings if element.tag == "h1" else found.lesser_headings
    if len(headings) < _MAX_HEADINGS and (text := _text(element)):
        headings.append(text)
    around = element.getparent()
    if element.find("a") is None and (around is None or around.tag != "a"):
        return
    found.teasers += 1
    if len(found.excerpts) < _MAX_EXCERPTS and (excerpt := _below(element)):
        found.excerpts.append(excerpt)


def _below(element: HtmlElement) -> str:
    """Return the beginning of what follows a heading, or the box that it stands in."""
    for around, _ in zip((element, *element.iterancestors()), range(_MAX_CLIMBED), strict=False):
        if (after := around.getnext()) is not None and isinstance(after.tag, str):
            text = next((text for text in after.itertext() if text.strip()), "")
            return markup.collapsed(text[:_MAX_FIELD])[:EXCERPT]
    return ""


def _take_title(element: HtmlElement, found: _Found) -> None:
    around = element.getparent()
    if not found.titles and (around is None or around.tag != "svg"):
        found.titles.append(_text(element))


def _take_noscript(element: HtmlElement, found: _Found) -> None:
    # What readers' comments lack says nothing of the article.
    if len(found.noscripts) < _MAX_HEADINGS and (text := _text(element)) and not _COMMENTS.search(text):
        found.noscripts.append(text)


def _take_input(element: HtmlElement, found: _Found) -> None:
    found.has_password |= (element.get("type") or "").lower() == "password"


def _take_player(element: HtmlElement, found: _Found) -> None:
    source = (element.get("src") or element.get("data-src") or "")[:_MAX_FIELD]
    found.players += element.tag == "video" or _PLAYERS.search(source) is not None


_TAKE: dict[str, Callable[[HtmlElement, _Found], None]] = {
    "script": _take_script,
    "meta": _take_meta,
    **dict.fromkeys(("h1", "h2", "h3"), _take_heading),
    "title": _take_title,
    "noscript": _take_noscript,
    "input": _take_input,
    **dict.fromkeys(("video", "iframe"), _take_player),
}


def _text(element: HtmlElement) -> str:
    return markup.collapsed(element.text_content()[: 2 * _MAX_FIELD])[:_MAX_FIELD]


def _shown(tree: HtmlElement) -> tuple[str, bool, set[str]]:
    """Return the visible text, whether it is all, and the ids of elements (and the names of odd ones).

    Of a page with much of it, nothing.

    Text after an element with children comes before theirs: end events would double the time,
    and phrases survive it.
    """
    body = tree if tree.tag == "body" else tree.find("body")
    pieces: list[str] = []
    ids: set[str] = set()
    if body is None:
        return "", True, ids
    if cast("float", _ELEMENTS(body)) > _MAX_WALKED:
        return "", False, ids
    left, unread = MAX_SHOWN, 0
    for element in body.iter():
        if unread:
            unread -= 1
            continue
        if left <= 0:
            return "", False, ids
        tag = element.tag if isinstance(element.tag, str) else ""  # of comments it is a function
        ids.update(((element.get("id") or "").lower(), tag if "-" in tag else ""))
        if tag in _BREAKS:
            pieces.append("\n")
        if tag in _HIDDEN:
            unread = sum(1 for _ in element.iterdescendants())
        own = "" if tag in _HIDDEN or not tag else element.text
        for text in (own, element.tail):
            if text and (text := text.strip()):
                pieces += (text[:MAX_SHOWN], " ")
                left -= len(text)
    return "".join(pieces), True, ids
