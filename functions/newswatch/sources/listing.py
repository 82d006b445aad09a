"""Pages that list articles: a page in, what it lists out as a feed.

Which links are meant is told by ``headlines``, or by a CSS selector; here each becomes an entry
with what stands around its link, and with what the page's JSON-LD says of the same address.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from itertools import islice
from urllib.parse import urlsplit

from lxml import etree
from lxml.html import HtmlElement

from newswatch.errors import FeedError
from newswatch.model import Entry, Feed
from newswatch.sources import encoding, headlines, markup, selectors, signs, urls
from newswatch.sources.claims import dates, elements, languages, nodes
from newswatch.sources.headlines import HEADINGS, Link

MAX_ENTRIES = 200
FORM = "page"
"""What ``Feed.form`` says of it."""

_MAX_TITLE, _MAX_SUMMARY, _MIN_SUMMARY = 500, 1_000, 40
_MAX_REGION = 300
"""Elements around one link that are looked at."""
_MAX_NEIGHBOURS = 4
_SNIFFED = 4_096
_PAGE_HEAD = re.compile(rb"<(?:!doctype\s+html|html|head|body|title|meta|div|a)[\s>]", re.IGNORECASE)
_OTHER_ROOT = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,1000}?-->\s*)*"
    rb"(?:[{\[]|%PDF-|<(?:rss|feed|rdf:rdf|channel|atom:feed|urlset|sitemapindex|opml)[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_PAGE_TYPES = ("text/html", "application/xhtml+xml")
_SUMMARY_CLASS = re.compile(
    r"summary|excerpt|teaser|standfirst|description|dek|abstract|intro|lead", re.IGNORECASE
)
_DATE_CLASS = re.compile(r"date|time|published|posted|datum|fecha", re.IGNORECASE)
_DATE_TAGS = frozenset({"td", "dt", "span", "p", "div", "small", "li", "em", "i", "b", "strong"})
_DIGIT = re.compile(r"\d")
_MAX_DATE = 60
_DAY_IN_PATH = re.compile(r"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?![\d])")
_SOURCES = ("src", "data-src", "data-original", "srcset", "data-srcset")
_ARTICLES = frozenset({
    "article", "newsarticle", "reportagenewsarticle", "analysisnewsarticle", "blogposting", "liveblogposting",
    "pressrelease", "report", "socialmediaposting", "techarticle",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Page:
    """A page as a tree, and where its links start from."""

    tree: HtmlElement
    url: str
    base_url: str
    seen: elements.Elements
    json: Sequence[nodes.Node]

    @property
    def title(self) -> str:
        """What it calls itself."""
        return next(iter(self.seen.titles), "")[:_MAX_TITLE]


@dataclass(frozen=True, slots=True)
class _Said:
    """What is said of an article: by the page's JSON-LD, or around its link."""

    title: str = ""
    summary: str = ""
    published: dates.Stamp | None = None
    image: str = ""


def articles(data: bytes, headers: Mapping[str, str], base_url: str, selector: str = "") -> Feed:
    """Read the list of articles of a page.

    Args:
        data: the body of the answer.
        headers: the answer's, names in lower case; Content-Type decides on the encoding.
        base_url: the page's address.
        selector: CSS selector of the links, or of what contains one each.

    Raises:
        FeedError: this is no page, or nothing is listed on it.
    """
    page = opened(data, headers, base_url)
    found = listed(page, selector)
    if not found.entries:
        raise FeedError(
            "No list of articles was found on this page. If there is one, name its links by a CSS selector, "
            "for example: main h3 a"
        )
    return found


def opened(data: bytes, headers: Mapping[str, str], url: str) -> Page:
    """Parse a page. Raises FeedError where there is none."""
    content_type = headers.get("content-type", "")
    if not is_page(data, content_type):
        raise FeedError("This is not a web page.")
    text = encoding.decode(data, content_type)
    try:
        tree = markup.tree(text.encode("utf-8", "replace"))
    except markup.MarkupError as e:
        raise FeedError(str(e)) from e
    seen = elements.collect(tree)
    base = urls.resolve(url, seen.base) if seen.base else ""
    return Page(tree, url, base or url, seen, nodes.from_json(seen.scripts))


def is_page(data: bytes, content_type: str) -> bool:
    """Return whether bytes look like a web page, and not like a feed, a sitemap or data."""
    if _OTHER_ROOT.match(data[:_SNIFFED].removeprefix(b"\xef\xbb\xbf")):
        return False
    kind = content_type.partition(";")[0].strip().lower()
    return bool(data.strip()) and (kind in _PAGE_TYPES or bool(_PAGE_HEAD.search(data[:_SNIFFED])))


def listed(page: Page, selector: str = "") -> Feed:
    """Return what a page lists; without entries where nothing is found by itself.

    Raises:
        FeedError: the selector is wrong, or selects no links.
    """
    said = _structured(page)
    picked = selector.strip()
    if picked:
        links = headlines.of_elements(selectors.select(page.tree, picked), page.base_url)
        if not links:
            raise FeedError(f"“{picked}” selects no links on this page.")
    else:
        links = headlines.find(page.tree, page.base_url, page.url)
    if links or picked:
        entries = tuple(_entries(links, page, said))
    elif len(said) >= headlines.LEAST_ENTRIES:
        entries = tuple(_entry(url, one) for url, one in islice(said.items(), MAX_ENTRIES))
    else:
        links = headlines.find(page.tree, page.base_url, page.url, beside=True)
        entries = tuple(_entries(links, page, said))
    language = languages.tag(page.tree.get("lang") or "")
    return Feed(title=page.title, entries=entries, language=language, link=page.url, form=FORM)


# --- Entries ------------------------------------------------------------------------------------


def _entries(links: Sequence[Link], page: Page, said: Mapping[str, _Said]) -> Iterator[Entry]:
    by_url: dict[str, list[Link]] = {}
    for link in links:
        by_url.setdefault(link.url, []).append(link)
    taken = {link.element for link in links}
    for url, its in islice(by_url.items(), MAX_ENTRIES):
        best = max(its, key=lambda link: (link.by_text, link.by_place))
        shown = _shown(best, list(_region(best, taken)), page)
        known = said.get(url, _Said())
        exact = shown.published if shown.published and shown.published.timed else None
        entry = _Said(
            title=shown.title or known.title,
            summary=shown.summary or known.summary,
            published=exact or known.published or shown.published,
            image=shown.image or known.image,
        )
        if entry.title:
            yield _entry(url, entry)


def _entry(url: str, said: _Said) -> Entry:
    stamp, assumed = said.published, ""
    if stamp is None:
        stamp, assumed = _of_address(url), "only the day is known, from the address"
    elif not stamp.timed:
        assumed = "only the day is given"
    elif stamp.offset is None:
        assumed = "no time zone is given"
    return Entry(
        id=url,
        url=url,
        title=said.title[:_MAX_TITLE],
        summary=said.summary[:_MAX_SUMMARY],
        published=stamp.when.astimezone(UTC) if stamp else None,
        image_url=said.image,
        assumed=assumed if stamp else "",
    )


def _shown(link: Link, region: Sequence[HtmlElement], page: Page) -> _Said:
    title = _title(link)
    return _Said(title, _summary(region, title), _date(region), _image(region, page))


def _region(link: Link, taken: set[HtmlElement]) -> Iterator[HtmlElement]:
    """Yield the elements that are about one article: its block, and what follows up to the next one."""
    block = link.above[-1] if link.above else link.element
    for n, element in enumerate(block.iter(etree.Element)):
        if n == _MAX_REGION:
            return
        yield element
    if block.tag in {"li", "tr", "article"}:
        return
    if block.tag == "dd" and (before := next(block.itersiblings("dt", preceding=True), None)) is not None:
        yield from islice(before.iter(etree.Element), 20)
    for sibling in islice(block.itersiblings(), _MAX_NEIGHBOURS):
        inner = list(islice(sibling.iter(etree.Element), 50))
        if sibling.tag in HEADINGS or any(e in taken for e in inner):
            return
        yield from inner


def _title(link: Link) -> str:
    if link.text:
        return link.text
    said = (link.element.get("title") or link.element.get("aria-label") or "").strip()
    alts = (image.get("alt") or "" for image in link.element.iter("img"))
    return markup.collapsed((said or next(alts, ""))[:_MAX_TITLE])


def _summary(region: Sequence[HtmlElement], title: str) -> str:
    for element in region:
        if element.tag == "p" or (
            element.tag in {"div", "span", "dd", "td"} and _SUMMARY_CLASS.search(element.get("class") or "")
        ):
            text = elements.shown(element)
            if len(text) >= _MIN_SUMMARY and title not in text:
                return text
    return ""


def _date(region: Sequence[HtmlElement]) -> dates.Stamp | None:
    for time in islice((e for e in region if e.tag == "time"), 5):
        for text in (time.get("datetime") or "", elements.shown(time)):
            if stamp := dates.parse(text):
                return stamp
    for element in region:
        named = _DATE_CLASS.search(element.get("class") or "")
        if element.tag in _DATE_TAGS and (named or not len(element)):
            text = elements.shown(element)
            if len(text) <= _MAX_DATE and _DIGIT.search(text) and (stamp := _written(text)):
                return stamp
    return None


def _written(text: str) -> dates.Stamp | None:
    """Read a date that a word or two stand before: "Posted on March 2, 2026"."""
    words = text.split()
    tries = (dates.parse(" ".join(words[n:])) for n in range(min(len(words), 4)))
    return next((stamp for stamp in tries if stamp), None)


def _of_address(url: str) -> dates.Stamp | None:
    match = _DAY_IN_PATH.search(urlsplit(url).path)
    return dates.parse("-".join(match.groups())) if match else None


def _image(region: Sequence[HtmlElement], page: Page) -> str:
    for image in (e for e in region if e.tag == "img"):
        for name in _SOURCES:
            value = (image.get(name) or "").strip()
            first = value.split()[0].rstrip(",") if value else ""
            if first and not first.startswith("data:") and (url := urls.resolve(page.base_url, first)):
                return url
    return ""


# --- JSON-LD ----------------------------------------------------------------------------------------


def _structured(page: Page) -> dict[str, _Said]:
    """Return the articles that the page's JSON-LD lists, by their canonical addresses."""
    found: dict[str, _Said] = {}
    for node in page.json:
        is_item = (
            node.under == "itemlistelement" and node.holder is not None and "itemlist" in node.holder.kinds
        )
        if node.kinds.isdisjoint(_ARTICLES) and not is_item:
            continue
        title = markup.collapsed(node.first("headline", "name"))
        for address in node.addresses:
            try:
                url = urls.canonical(urls.resolve(page.base_url, address))
            except ValueError:
                continue
            if title and urls.same_site(url, page.url) and signs.of_address(url) > 0:
                found.setdefault(url, _said(node, title, page))
            break
    return found


def _said(node: nodes.Node, title: str, page: Page) -> _Said:
    image = next((n.first("url", "contenturl") or n.id for n in node.nodes("image")), "") or node.first(
        "image"
    )
    return _Said(
        title=title[:_MAX_TITLE],
        summary=markup.collapsed(node.first("description"))[:_MAX_SUMMARY],
        published=dates.parse(node.first("datepublished", "datecreated")),
        image=urls.resolve(page.base_url, image),
    )
