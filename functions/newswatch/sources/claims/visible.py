"""What a page shows its readers: the date and the byline that stand with the headline.

The last resort, and only where nothing was written for machines. A page shows the
dates and authors of comments and of other articles in the same way, so that the
place decides.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import cast

from lxml import etree
from lxml.html import HtmlElement

from newswatch.sources.claims import bylines, dates
from newswatch.sources.claims.elements import shown

# hAtom, hNews, microformats 2, and what publishing systems call it.
_BYLINES = etree.XPath(
    "//@rel[.='author']/.. | //@class[contains(.,'byline') or contains(.,'author') or contains(.,'dateline')"
    " or contains(.,'vcard')]/.."
)
_PUBLISHED = etree.XPath("//@class[contains(.,'publish') or contains(.,'date')]/..")
_TITLED = etree.XPath("//@class[contains(.,'entry-title') or contains(.,'p-name')]/..")
_MAX_ELEMENTS = 30
_MAX_UP = 40
_MAX_BYLINE = 150

_ASIDE = re.compile(
    r"comment|disqus|related|recommend|sidebar|widget|teaser|promo|most-?(?:read|popular)|popular|trending"
    r"|latest|more-?(?:from|news)"
    r"|newsletter|breaking|ticker|footer|carousel|read-?(?:more|next)|you-?may|upnext|listing|card",
    re.IGNORECASE,
)
_ASIDE_TAGS = frozenset({"aside", "nav", "footer"})
_PUBLISHED_CLASS = re.compile(r"publi|posted|created|entry-date|pubdate|issued", re.IGNORECASE)
_UPDATED_CLASS = re.compile(r"updat|modif|edited|changed|revis", re.IGNORECASE)
_BYLINE_CLASS = re.compile(
    r"^(?:(?:article|post|entry|story|meta|p|c|news|content|o)[-_]*)*(?:byline|author"
    r"|dateline)s?(?:[-_]+(?:name|names|link|title))?$"
    r"|^vcard$|^fn$",
    re.IGNORECASE,
)
_BY = re.compile(r"^\s*by\b", re.IGNORECASE)


def _found(path: etree.XPath, tree: HtmlElement) -> list[HtmlElement]:
    return cast("list[HtmlElement]", path(tree))[:_MAX_ELEMENTS]


def times(
    found: Sequence[HtmlElement], headline: HtmlElement | None
) -> tuple[list[dates.Stamp], list[dates.Stamp]]:
    """Return what time elements say of publication and of change, the likeliest first.

    Marked ones (``pubdate``, a class of "published") come before those behind the
    headline, these before the rest. Those of comments, lists and other articles don't count.
    """
    published: list[tuple[int, dates.Stamp]] = []
    updated: list[tuple[int, dates.Stamp]] = []
    position = _position(headline, found)
    for at, element in enumerate(found):
        stamp = dates.parse(element.get("datetime") or "") or dates.parse(shown(element))
        if stamp is None or _is_aside(element, headline):
            continue
        marks = f"{element.get('class') or ''} {element.get('itemprop') or ''} {element.get('id') or ''}"
        parent = element.getparent()
        if parent is not None:
            marks += f" {parent.get('class') or ''}"
        is_published = element.get("pubdate") is not None or bool(_PUBLISHED_CLASS.search(marks))
        if _UPDATED_CLASS.search(marks) and not is_published:
            updated.append((at, stamp))
        else:
            published.append((0 if is_published else 1 if at >= position else 2, stamp))
    return [s for _, s in sorted(published, key=lambda p: p[0])], [s for _, s in updated]


def _position(headline: HtmlElement | None, found: Sequence[HtmlElement]) -> int:
    """Return which of the time elements is the first behind the headline."""
    if headline is None or not found:
        return 0
    wanted = {id(element) for element in found}
    before = sum(id(element) in wanted for element in headline.iterancestors())
    # preceding:: goes over the page's first part once.
    return before + sum(id(e) in wanted for e in headline.xpath("preceding::time"))


def _is_aside(element: HtmlElement, headline: HtmlElement | None) -> bool:
    """Return whether it stands in a part of the page that is not its article."""
    home = set(headline.iterancestors()) if headline is not None else set()
    for up in islice(element.iterancestors(), _MAX_UP):
        if up in home:
            return False
        if up.tag in _ASIDE_TAGS or _ASIDE.search(f"{up.get('class') or ''} {up.get('id') or ''}"):
            return True
        if up.tag == "article" and any(h.tag == "article" for h in home):
            return True
    return False


def published(tree: HtmlElement, headline: HtmlElement | None) -> Iterator[dates.Stamp]:
    """Yield the dates of elements whose class says that they hold one."""
    for element in _found(_PUBLISHED, tree):
        said = element.get("title") or element.get("datetime") or shown(element)
        stamp = None if _UPDATED_CLASS.search(element.get("class") or "") else dates.parse(said)
        if stamp and not _is_aside(element, headline):
            yield stamp


def headline(tree: HtmlElement) -> str:
    """Return the text of hAtom's entry-title, "" for none."""
    return next((text for element in _found(_TITLED, tree) if (text := shown(element))), "")


def authors(tree: HtmlElement, headline: HtmlElement | None) -> list[str]:
    """Return the names in the byline: of the first element that is one, and its neighbours of its kind."""
    first: HtmlElement | None = None
    found: list[bylines.Credit] = []
    for element in _found(_BYLINES, tree):
        if not _is_byline(element) or _is_aside(element, headline):
            continue
        if first is not None and not _is_neighbour(element, first):
            continue
        text = shown(element)
        if first is not None and first in set(element.iterancestors()):
            continue  # a name inside the byline that has been read
        said = bylines.credits_in(text) if len(text) <= _MAX_BYLINE else ()
        if named := [(r, n) for r, n in said if n[0].isalpha() and (bylines.is_name(n) or _BY.match(text))]:
            first = element if first is None else first
            found += named
    return bylines.authors(found)


def _is_byline(element: HtmlElement) -> bool:
    if element.get("rel") == "author" or element.get("itemprop") == "author":
        return True
    return any(_BYLINE_CLASS.match(name) for name in (element.get("class") or "").split()[:10])


def _is_neighbour(element: HtmlElement, first: HtmlElement) -> bool:
    around = set(islice(first.iterancestors(), 2))
    return not around.isdisjoint(islice(element.iterancestors(), 2))
