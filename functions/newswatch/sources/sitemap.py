"""Sitemaps (https://www.sitemaps.org/protocol.html), Google's news sitemaps, and indexes of them.

A sitemap lists all pages of a site, or of a day, in no order that counts: of many, the newest are
taken. Where it says nothing of a page but its address, the address is its title too.
"""

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from heapq import nlargest
from itertools import islice
from urllib.parse import unquote, urlsplit

from lxml import etree

from newswatch.errors import FeedError
from newswatch.model import SITEMAP_INDEX, Entry, Feed
from newswatch.sources import feed_dates, feed_entry, markup, prolog, urls

ROOTS = frozenset({"urlset", "sitemapindex"})
"""Names of root elements, in lower case and without prefix."""

MAX_PARTS = 50
_MAX_LISTED = 50_000
"""The protocol's own limit for one file."""
_MAX_TEXT = 4_000
_MAX_CHILDREN = 5_000  # a page may list 1,000 pictures
_OLDEST = datetime.min.replace(tzinfo=UTC)

_WORDS = re.compile(r"[^\W_]+")
_NOT_WORDS = re.compile(r"[-_+.]+")
_ENDING = re.compile(r"\.(?:html?|php|aspx?|jsp|amp|cms|ece|shtml)$", re.IGNORECASE)
_NUMBERS = re.compile(r"\b(?:[a-z]{0,2}\d{4,}|[0-9a-f]{8,})\b", re.IGNORECASE)
_MIN_WORDS = 2
_COUNTED = re.compile(r"[0-9]{1,18}")


@dataclass(frozen=True, slots=True)
class _Page:
    """A page as it is listed: names of elements without namespace, with what they say."""

    said: dict[str, str]
    dated: feed_dates.Dated

    @property
    def age(self) -> datetime:
        return max(self.dated.published or _OLDEST, self.dated.updated or _OLDEST)


def parse(data: bytes, start: prolog.Prolog, base_url: str) -> Feed:
    """Read a sitemap, or an index of some, in UTF-8.

    Args:
        data: the document.
        start: what ``prolog.read`` says of it.
        base_url: what relative links start from.

    Raises:
        FeedError: nothing can be read from it.
    """
    is_index = start.root == "sitemapindex"
    try:
        pages = list(_pages(prolog.without(data, start), "sitemap" if is_index else "url"))
    except etree.LxmlError as e:
        raise FeedError("This sitemap is malformed, and nothing can be read from it.") from e
    if is_index:
        return Feed("", (), form=SITEMAP_INDEX, parts=_latest_first(pages, base_url)[:MAX_PARTS])
    if len(pages) > feed_entry.MAX_ENTRIES:
        newest = nlargest(feed_entry.MAX_ENTRIES, range(len(pages)), key=lambda n: (pages[n].age, -n))
        pages = [pages[n] for n in sorted(newest)]
    entries = tuple(entry for page in pages if (entry := _entry(page, base_url)))
    names = (page.said["name"] for page in pages if page.said.get("name"))
    languages = {entry.language for entry in entries}
    return Feed(
        title=markup.collapsed(next(names, ""))[: feed_entry.MAX_TITLE],
        entries=entries,
        language=languages.pop() if len(languages) == 1 else "",
        form="news sitemap" if any("title" in page.said for page in pages) else "sitemap",
    )


def _latest_first(pages: Iterable[_Page], base_url: str) -> tuple[str, ...]:
    """Return the addresses of parts, each once.

    ``lastmod`` is optional, and some sites give all parts the same one. Of such parts those of news come
    first, then those with the highest numbers (``/2026-03.xml``, ``/posts-12.xml``), then those listed last.
    """
    named = ((page.age, urls.resolve(base_url, page.said.get("loc", ""))) for page in pages)
    listed = enumerate((age, url) for age, url in named if url)
    latest = sorted(listed, key=lambda at: (at[1][0], *_promise(at[1][1]), at[0]), reverse=True)
    return tuple(dict.fromkeys(url for _, (_, url) in latest))


def _promise(url: str) -> tuple[bool, tuple[int, ...]]:
    """Return what an address tells of how new a part is: more is newer."""
    parts = urlsplit(url)
    return "news" in parts.path.lower(), tuple(map(int, _COUNTED.findall(f"{parts.path}?{parts.query}")))


def _pages(data: bytes, tag: str) -> Iterator[_Page]:
    """Yield what is listed. Elements are dropped once they are read, so that none piles up."""
    context = etree.iterparse(
        io.BytesIO(data),
        events=("end",),
        tag=f"{{*}}{tag}",
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        recover=True,
        remove_comments=True,
        remove_pis=True,
    )
    for number, (_, element) in enumerate(context):
        if number >= _MAX_LISTED:
            return
        said: dict[str, str] = {}
        for child in islice(element.iterdescendants(etree.Element), _MAX_CHILDREN):
            if child.text and (text := child.text.strip()[:_MAX_TEXT]):
                said.setdefault(_name(child), text)
        published = [said["publication_date"]] if "publication_date" in said else []
        yield _Page(said, feed_dates.dated(published, said.get("lastmod", "")))
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


def _name(element: etree._Element) -> str:
    """Return an element's name in lower case; pictures and videos, which have titles too, get a prefix."""
    qualified = etree.QName(element)
    namespace = qualified.namespace or ""
    kind = next((f"{kind}:" for kind in ("image", "video") if f"sitemap-{kind}" in namespace), "")
    return f"{kind}{qualified.localname}".lower()


def _entry(page: _Page, base_url: str) -> Entry | None:
    said = page.said
    url = urls.resolve(base_url, said.get("loc", ""))
    if not url:
        return None
    return feed_entry.entry(
        known_by=url,
        url=url,
        title=markup.collapsed(said.get("title", "")) or _title_of(url),
        dated=page.dated,
        language=feed_entry.language(said.get("language")),
        image_url=urls.resolve(base_url, said.get("image:loc", "")),
    )


def _title_of(url: str) -> str:
    """Return the words of an address's last part that has any: ``/2026/mine-opens-in-chile-123456.html``."""
    for part in reversed(urlsplit(url).path.split("/")):
        spaced = _NUMBERS.sub(" ", _NOT_WORDS.sub(" ", _ENDING.sub("", unquote(part, errors="replace"))))
        words = markup.collapsed(spaced)
        if sum(not word.isdigit() for word in _WORDS.findall(words)) >= _MIN_WORDS:
            return words[0].upper() + words[1:]
    return ""
