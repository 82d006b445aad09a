"""What could be watched by way of a page: feeds that it declares or seems to have, and what it lists."""

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from newswatch.ports import PageLink, PageLinks
from newswatch.sources import headlines, listing, markup, signs, urls
from newswatch.sources.claims import elements
from newswatch.sources.claims.gathered import Claims, is_front
from newswatch.sources.services import is_of_comments

MAX_FEEDS = 10
_MAX_LINKS = 500
_MAX_TITLE = 200
_MAX_HEADER = 8_000

_TYPES = re.compile(
    r"\s*(?:application|text)/(?:(?:rss|atom|rdf|feed)\+(?:xml|json)|rss|atom|json)\s*(?:;.*)?", re.IGNORECASE
)
_NO_FEED = re.compile(r"/wp-json/|oembed|/manifest\.json", re.IGNORECASE)
_HEADER_LINK = re.compile(r"<([^<>]{1,2000})>([^<]{0,500})")
_PARAMETER = re.compile(r"\b(rel|type|title)\s*=\s*(?:\"([^\"]*)\"|([^\s;,\"]+))", re.IGNORECASE)
_FEED_PATH = re.compile(
    r"(?:^|/)(?:feeds?|rss2?|atom|rdf)(?:[/.]|$)|\.(?:rss|atom|rdf)$|/(?:index|feed|rss|atom)[\w-]*\.xml$",
    re.IGNORECASE,
)
_FEED_QUERY = re.compile(
    r"(?:^|&)(?:feed|format|type|output|view)=(?:rss|rss2|atom|feed|rdf|xml)(?:&|$)|(?:^|&)rss\b",
    re.IGNORECASE,
)
_FEED_TEXT = re.compile(r"\b(?:rss|atom|feeds?|newsfeed|xml)\b", re.IGNORECASE)
_SUBSCRIBE = re.compile(r"\bsubscribe\b|\babonnieren\b|\bs'abonner\b|\bsuscri", re.IGNORECASE)
_TELLING = re.compile(
    r"\.xml$|(?:^|[/_.=-])(?:news|xml)?(?:rss|feeds?|atom)[a-z0-9]*(?:[._/&]|$)", re.IGNORECASE
)
_LABEL_CHARS = 60
_FEED_HOSTS = ("feeds.", "feed.", "rss.", "feeds2.")
_FEED_SERVICES = ("feedburner.com", "feedblitz.com", "feedpress.me")

_BODY_CHARS, _SAID_BODY_CHARS = 1_500, 400
"""Of the running text of a page that is an article: where it does not say so, and where it does."""
_PARAGRAPH_CHARS = 80
_ADDRESSED = 0.7
"""How much the address of a page must look like an article's to support what it says of itself."""
_MAX_PARAGRAPHS = 2_000
_MANY = 10
"""Entries that articles do not list below themselves: more is a list, whatever it says."""


def links(data: bytes, headers: Mapping[str, str], url: str) -> PageLinks:
    """Find what could be watched by way of a page.

    Args:
        data: the body of the answer.
        headers: the answer's, names in lower case. Content-Type and Link (RFC 8288) are looked at.
        url: the page's address, after redirects.

    Raises:
        FeedError: it is no page.
    """
    page = listing.opened(data, headers, url)
    found: dict[str, PageLink] = {}
    declared = sorted(
        (*_declared(page.tree, page.base_url), *_in_header(headers.get("link", ""), url)),
        key=lambda link: is_of_comments(link.url, link.title),
    )
    for link in (*declared, *_alike(page.tree, page.base_url, url)):
        found.setdefault(_key(link.url), link)
    listed = listing.listed(page)
    return PageLinks(
        title=page.title,
        feeds=tuple(found.values())[:MAX_FEEDS],
        listed=listed,
        is_article=_is_article(page, headers, len(listed.entries)),
    )


def _declared(tree: HtmlElement, base_url: str) -> Iterator[PageLink]:
    for link in islice(tree.iter("link"), _MAX_LINKS):
        rel = (link.get("rel") or "").lower().split()
        if ("alternate" in rel and _TYPES.fullmatch(link.get("type") or "")) or "feed" in rel:
            yield from _link(base_url, link.get("href") or "", link.get("title") or "")


def _in_header(header: str, url: str) -> Iterator[PageLink]:
    for match in islice(_HEADER_LINK.finditer(header[:_MAX_HEADER]), _MAX_LINKS):
        said = {name.lower(): quoted or bare for name, quoted, bare in _PARAMETER.findall(match[2])}
        if "alternate" in said.get("rel", "").lower().split() and _TYPES.fullmatch(said.get("type", "")):
            yield from _link(url, match[1], said.get("title", ""))


def _link(base_url: str, href: str, title: str) -> Iterator[PageLink]:
    href = re.sub(r"^feed:(?://)?(?=https?:)", "", href.strip(), flags=re.IGNORECASE)
    address = urls.resolve(base_url, href)
    if urls.is_web_address(address) and not _NO_FEED.search(address):
        yield PageLink(address.partition("#")[0], markup.collapsed(title[:1_000])[:_MAX_TITLE], declared=True)


def _alike(tree: HtmlElement, base_url: str, url: str) -> Iterator[PageLink]:
    for a in islice(tree.iter("a"), headlines.MAX_LINKS):
        address = urls.resolve(base_url, a.get("href") or "").partition("#")[0]
        if not address or len(address) > headlines.MAX_ADDRESS or not urls.is_web_address(address):
            continue
        title = elements.shown(a)[:_MAX_TITLE] or (a.get("title") or a.get("aria-label") or "")[:_MAX_TITLE]
        if _looks_like_feed(address, title) and _is_near(address, url) and not _NO_FEED.search(address):
            yield PageLink(address, markup.collapsed(title), declared=False)


def _looks_like_feed(address: str, title: str) -> bool:
    parts = urlsplit(address)
    if _FEED_PATH.search(parts.path) or _FEED_QUERY.search(parts.query):
        return True
    if parts.hostname and (parts.hostname.endswith(_FEED_SERVICES) or parts.hostname.startswith(_FEED_HOSTS)):
        return True
    said = _FEED_TEXT.search(title) or _SUBSCRIBE.search(title)
    telling = _TELLING.search(parts.path) or _TELLING.search(parts.query)
    return bool(said and telling and len(title) <= _LABEL_CHARS)


def _is_near(address: str, url: str) -> bool:
    """Return whether a feed is where the page's publisher has it: the site itself, or a service for feeds."""
    try:
        host = urls.host(address)
    except ValueError:
        return False
    if urls.same_publisher(address, url) or host.endswith(_FEED_SERVICES):
        return True
    return urls.same_site(address, url) and host.startswith(_FEED_HOSTS)


def _key(url: str) -> str:
    try:
        return urls.canonical(url).partition("://")[2].rstrip("/")
    except ValueError:
        return url


def _is_article(page: listing.Page, headers: Mapping[str, str], entries: int) -> bool:
    """Return whether there is one text to read rather than a list of many.

    Publishing systems call their front pages articles, too, and articles list others below
    themselves: the running text decides.
    """
    text = _running_text(page.tree)
    if is_front(page.url) and entries >= headlines.LEAST_ENTRIES:
        return False
    if text >= _BODY_CHARS:
        return True
    named = entries < _MANY or text >= _SAID_BODY_CHARS or signs.of_address(page.url) >= _ADDRESSED
    return named and Claims(page.tree, page.url, headers).is_article


def _running_text(tree: HtmlElement) -> int:
    """Return how many characters the paragraphs have that stand beside one another, where these have most."""
    sums: dict[HtmlElement, int] = {}
    for paragraph in islice(tree.iter("p"), _MAX_PARAGRAPHS):
        above = paragraph.getparent()
        chars = len(elements.shown(paragraph))
        if above is not None and chars >= _PARAGRAPH_CHARS:
            sums[above] = sums.get(above, 0) + chars
    return max(sums.values(), default=0)
