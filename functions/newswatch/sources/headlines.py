"""Which links of a page lead to the articles that it lists.

Nothing is known of the page: what repeats is. Each link gets a worth from three signs, none of
which is enough alone: its address looks like an article's (a slug, a date, a number), its text
reads like a headline, and it stands as one does (in a heading, beside a date). Links that stand
in the same place of the same markup are a group; a group whose links are worth it on average is a
list, and a page may have several: a lead, sections, cards of two sizes.

What is in the navigation, the footer and boxes beside the list is left out, unless nothing else
is there.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from newswatch.sources import signs, urls
from newswatch.sources.claims import elements

MAX_LINKS = 3_000
"""Of one page: the fullest front pages have 1,000."""
MAX_ADDRESS = 2_000
_MAX_BLOCK = 400
"""Elements of one entry's block; what is larger is a part of the page."""
_LEVELS = 7
"""How far up the markup tells where a link stands, and how far an entry's block reaches."""
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_PAGE = frozenset({"html", "body", "main"})

# How much each sign counts. Chosen so that no two bad signs can be outweighed by one good one.
_BY_ADDRESS, _BY_TEXT, _BY_PLACE = 0.4, 0.35, 0.25
_LIST = 0.5
"""What the links of a list are worth on average, at least."""
_COMPARABLE = 0.6
"""Of the best list's average, which another one needs."""
_OUTSTANDING = 0.8
"""What a link is worth that needs no list around it: a lead."""
_LEAST = 0.35
LEAST_ENTRIES = 3
"""Two links may be anything."""

_HARD = re.compile(
    r"(?:^|[-_ ])(?:nav|navbar|navigation|topnav|menu|submenu|footer|breadcrumbs?|pagination|pager|paging"
    r"|cookies?|consent|share|sharing|social|lang|langs|language|languages|locale|skip|login|comments)"
    r"(?:$|[-_ ])"
)
_SOFT = re.compile(
    r"(?:^|[-_ ])(?:sidebar|aside|widget[-_](?:area|recent\w*)|newsletter|subscribe"
    r"|most[-_]?(?:read|popular|viewed|shared)|mostread|popular|trending|trends|related"
    r"|recommend(?:ed|ations?)|recirculation|promo|sponsored|advert(?:isement)?|ads?|teasers?[-_]?small)"
    r"(?:$|[-_ ])"
)
_HARD_TAGS = frozenset({"nav", "footer", "select", "noscript", "template", "dialog"})
_ROLES = frozenset({"navigation", "contentinfo", "banner", "search", "menu", "menubar", "dialog"})
_HOLDS_HEADER = frozenset({"article", "section", "main", "li"})
"""A ``header`` within one of these is an entry's, else the page's."""

_TITLE_CLASS = re.compile(r"title|headline|heading|titel|titre|titulo|überschrift", re.IGNORECASE)
_DIGITS = re.compile(r"\d")


@dataclass(slots=True, eq=False)
class Link:
    """A link of the page to another page of its site."""

    element: HtmlElement
    url: str
    """Canonical."""
    text: str
    """Its own, or the heading's that stands over it."""
    by_address: float
    by_text: float = 0.0
    by_place: float = 0.0
    place: tuple[str, ...] = ()
    """Where it stands in the markup; links of one list stand in the same place."""
    above: list[HtmlElement] = field(default_factory=list)
    """What it stands in, inmost first, up to the largest element that leads to nothing else."""

    @property
    def worth(self) -> float:
        """How much it looks like an entry of a list, from 0 to 1."""
        return _BY_ADDRESS * self.by_address + _BY_TEXT * self.by_text + _BY_PLACE * self.by_place


def find(tree: HtmlElement, base_url: str, page_url: str, *, beside: bool = False) -> list[Link]:
    """Return the links to the articles that a page lists, in its order; an article may have several.

    Args:
        tree: the page.
        base_url: what its links start from.
        page_url: its address.
        beside: whether a list in a box beside what the page is about will do.
    """
    everything = list(_candidates(tree, base_url, page_url))
    for is_outside in (_is_aside, _is_navigation) if beside else (_is_beside,):
        outside: dict[HtmlElement, bool] = {}
        links = [link for link in everything if not _within(link.element, is_outside, outside)]
        _appraise(tree, links)
        chosen = _chosen(links)
        if len({link.url for link in chosen}) >= LEAST_ENTRIES:
            return chosen
    return []


def of_elements(found: Iterable[HtmlElement], base_url: str) -> list[Link]:
    """Return the links that elements are or contain, whatever these look like."""
    links: dict[HtmlElement, Link] = {}
    for element in found:
        inner = [element] if element.tag == "a" else list(islice(element.iter("a"), 50))
        around = [] if inner else list(islice(element.iterancestors("a"), 1))
        for a in (*inner, *around):
            url = _address(base_url, a.get("href"))
            if url and len(links) < MAX_LINKS:
                links.setdefault(a, Link(a, url, _text(a), signs.of_address(url)))
    made = list(links.values())
    _see_blocks(made, made)
    blocks: dict[HtmlElement, _Block] = {}
    for link in made:
        _look_around(link, blocks)
    return made


def _candidates(tree: HtmlElement, base_url: str, page_url: str) -> Iterator[Link]:
    try:
        here = urls.canonical(page_url)
    except ValueError:
        here = ""
    for a in islice(tree.iter("a"), MAX_LINKS):
        url = _address(base_url, a.get("href"))
        if url and url != here and urls.same_site(url, page_url) and (worth := signs.of_address(url)) > 0:
            yield Link(a, url, _text(a), worth)


def _address(base_url: str, href: str | None) -> str:
    if not href or len(href) > MAX_ADDRESS:
        return ""
    try:
        return urls.canonical(urls.resolve(base_url, href))
    except ValueError:
        return ""


def _text(a: HtmlElement) -> str:
    """Return the text of a link: of one around a whole entry, its heading."""
    heading = next(a.iter(*HEADINGS), None)
    if heading is not None and (text := elements.shown(heading)):
        return text
    titled = next((e for e in islice(a.iter(), 1, 40) if _is_titled(e)), None)
    if titled is not None and (text := elements.shown(titled)):
        return text
    return elements.shown(a)


def _is_titled(element: HtmlElement) -> bool:
    return isinstance(element.tag, str) and bool(_TITLE_CLASS.search(element.get("class") or ""))


# --- What is beside the list ------------------------------------------------------------------


def _within(
    element: HtmlElement, is_outside: Callable[[HtmlElement], bool], known: dict[HtmlElement, bool]
) -> bool:
    """Return whether an element stands in one that is outside; ``known`` remembers what was found."""
    path = []
    verdict = False
    for above in element.iterancestors():
        if above in known:
            verdict = known[above]
            break
        path.append(above)
    for above in reversed(path):
        verdict = verdict or is_outside(above)
        known[above] = verdict
    return verdict


def _is_navigation(element: HtmlElement) -> bool:
    tag = element.tag
    if tag in _HARD_TAGS or (element.get("role") or "").lower() in _ROLES:
        return True
    if tag == "header":
        return next(element.iterancestors(*_HOLDS_HEADER), None) is None
    return tag not in _PAGE and bool(_HARD.search(_named(element)))


def _is_aside(element: HtmlElement) -> bool:
    role = (element.get("role") or "").lower()
    return element.tag == "aside" or role == "complementary" or _is_navigation(element)


def _is_beside(element: HtmlElement) -> bool:
    return _is_aside(element) or (element.tag not in _PAGE and bool(_SOFT.search(_named(element))))


def _named(element: HtmlElement) -> str:
    """Return class and id, without classes that only speak of the layout: ``has-sidebar``, ``no-nav``."""
    if element.tag == "article":
        return ""
    names = f"{element.get('class') or ''} {element.get('id') or ''}".lower()[:500].split()
    return " ".join(n for n in names if not n.startswith(("has-", "no-", "with-", "without-", "is-")))


# --- What a link is worth ---------------------------------------------------------------------


def _appraise(tree: HtmlElement, links: list[Link]) -> None:
    common = Counter(name for e in tree.iter(etree.Element) for name in (e.get("class") or "").split()[:10])
    tokens: dict[HtmlElement, str] = {}
    likely = [link for link in links if link.by_address >= _LEAST]
    _see_blocks(links, likely)
    blocks: dict[HtmlElement, _Block] = {}
    for link in links:
        link.place = tuple(_token(e, common, tokens) for e in _upwards(link.element))
        _look_around(link, blocks)


def _upwards(element: HtmlElement) -> Iterator[HtmlElement]:
    yield element
    for above in islice(element.iterancestors(), _LEVELS):
        if above.tag in _PAGE:
            return
        yield above


def _token(element: HtmlElement, common: Counter[str], known: dict[HtmlElement, str]) -> str:
    """Return an element's tag with the commonest of its classes: of an entry's, one that all entries have."""
    if element not in known:
        names = [name for name in (element.get("class") or "").split()[:10] if not _DIGITS.search(name)]
        name = max(names, key=lambda name: (common[name], name), default="")
        known[element] = f"{element.tag}.{name}" if common[name] > 1 else str(element.tag)
    return known[element]


def _see_blocks(links: Iterable[Link], likely: Iterable[Link]) -> None:
    """Find for each link the elements around it that lead to no other article."""
    led: dict[HtmlElement, str | None] = {}
    for link in likely:
        for above in islice(link.element.iterancestors(), _LEVELS):
            led[above] = link.url if led.get(above, link.url) == link.url else None
    for link in links:
        link.above = []
        for above in islice(link.element.iterancestors(), _LEVELS):
            if above.tag in _PAGE or led.get(above, link.url) != link.url:
                break
            link.above.append(above)


@dataclass(frozen=True, slots=True)
class _Block:
    """What an element holds that tells of an entry."""

    heading: HtmlElement | None
    is_dated: bool


def _look_around(link: Link, blocks: dict[HtmlElement, _Block]) -> None:
    """Judge text and place, from the heading and the date of the link's block; ``blocks`` are remembered."""
    outer = link.above[-1] if link.above else link.element
    if outer not in blocks:
        blocks[outer] = _block(outer)
    block = blocks[outer]
    around = next((e for e in (link.element, *link.above) if e.tag in HEADINGS), None)
    heading = block.heading if around is None else around
    link.by_text = signs.of_text(link.text)
    # A heading that is a link itself is for that link.
    if around is None and heading is not None and link.by_text < 1 and next(heading.iter("a"), None) is None:
        text = elements.shown(heading)
        if signs.of_text(text) > link.by_text:
            link.text, link.by_text = text, signs.of_text(text)
    titled = heading is not None or any(_is_titled(e) for e in (link.element, *link.above[:2]))
    if titled or block.is_dated or any(e.tag in {"dt", "dd"} for e in link.above):
        link.by_place = 1.0
    elif any(e.tag in {"li", "tr", "article"} for e in link.above):
        link.by_place = 0.4
    if heading is not None and link.by_text:
        link.by_text = max(link.by_text, 0.6)  # a headline of two words is one where headlines stand


def _block(outer: HtmlElement) -> _Block:
    inside = list(islice(outer.iter(etree.Element), _MAX_BLOCK))
    return _Block(
        heading=next((e for e in inside if e.tag in HEADINGS), None),
        is_dated=any(e.tag == "time" or "date" in (e.get("class") or "").lower() for e in inside),
    )


# --- Lists ----------------------------------------------------------------------------------------


def _chosen(links: list[Link]) -> list[Link]:
    groups: dict[tuple[str, ...], list[Link]] = {}
    for link in links:
        groups.setdefault(link.place, []).append(link)
    means = {place: _mean(group) for place, group in groups.items()}
    lists = [
        place for place, group in groups.items()
        if means[place] >= _LIST and len({link.url for link in group}) >= LEAST_ENTRIES
    ]  # fmt: skip
    best = max((means[place] for place in lists), default=0.0)
    least = max(_LIST, _COMPARABLE * best)
    return [
        link for link in links
        if link.by_text and link.worth >= (_LEAST if means[link.place] >= least else _OUTSTANDING)
    ]  # fmt: skip


def _mean(group: list[Link]) -> float:
    """Return the average worth of the articles that a group leads to."""
    best: dict[str, float] = {}
    for link in group:
        best[link.url] = max(best.get(link.url, 0.0), link.worth)
    return sum(best.values()) / len(best)
