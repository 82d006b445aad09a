"""All that one page says, gathered: its elements, its structured data, and whose article it is."""

import re
from collections.abc import Iterator, Mapping
from itertools import chain, islice

from lxml.html import HtmlElement

from newswatch.sources import urls
from newswatch.sources.claims import elements, microdata, names, nodes, subject, titles

_MAX_NAME = 200
_MAX_HEADER = 8_000
_ARTICLE_TYPES = frozenset({"article", "news", "newsarticle", "news.article", "article.news", "blogpost"})
_LINK = re.compile(r"<([^<>]{1,2000})>([^<]{0,500})")
_CANONICAL = re.compile(r"\brel\s*=\s*(?:canonical\b|\"[^\"]*\bcanonical\b)", re.IGNORECASE)
_SLOGAN = re.compile(r"\s+[|–—:·•-]\s+|\s*[|:]\s+")
_LOGO = re.compile(r"logo|site-?(?:title|name)|brand|masthead", re.IGNORECASE)
_DOMAIN = re.compile(r"(?:https?://)?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,15}/?", re.IGNORECASE)


class Claims:
    """The claims of one page, each under the name of who makes it."""

    def __init__(self, tree: HtmlElement, url: str, headers: Mapping[str, str]) -> None:
        self.tree, self.headers = tree, headers
        self.seen = elements.collect(tree)
        self.base = urls.resolve(url, self.seen.base) or url
        self.url = self._canonical(url)
        self.headings = [h for h in self.seen.headings if not self._is_logo(h)]
        self.texts = [titles.clean(elements.shown(heading)) for heading in self.headings]
        """The headings as texts."""
        self.json = nodes.from_json(self.seen.scripts)
        self.items = microdata.read(tree)
        self.here = self._here(url)
        article, item = subject.article(self.json, self.here), subject.article(self.items, self.here)
        kind = next(self.seen.meta("og:type"), "").lower()
        nothing = nodes.Node()
        self.is_article = bool(article or item) or kind in _ARTICLE_TYPES
        """Whether the page calls itself an article."""
        video = None if self.is_article else subject.video([*self.json, *self.items], self.here)
        self.is_video = not self.is_article and (video is not None or kind.startswith("video"))
        self.own = article or video or nothing
        """JSON-LD of the article, or of what stands in its place."""
        self.page = subject.page(self.json, self.here) or nothing
        """JSON-LD of the page."""
        self.item = item or nothing
        """Microdata of the article."""
        self.loose = self.items[-1]
        """Microdata of the page, or of nothing in particular."""
        if web := subject.page(self.items[:-1], self.here):
            self.loose.fields = {**web.fields, **self.loose.fields}
        self.nodes = (self.own, self.page, self.item, self.loose)
        self.site_name = self._site_name()
        self.site = titles.Site.of([self.site_name, *self._other_names()], url)

    def headline(self, title: str) -> HtmlElement | None:
        """Return the heading of the article with this title, None where none can be told."""
        name = titles.folded(title)
        known = [(text, heading) for text, heading in zip(self.texts, self.headings, strict=True) if text]
        same = (heading for text, heading in known if titles.folded(text) in name)
        alike = (heading for text, heading in known if subject.is_alike(text, title))
        return next(chain(same, alike), None)

    def _is_logo(self, heading: HtmlElement) -> bool:
        """Return whether a heading is the site's, as on pages made of a front page's template."""
        if _LOGO.search(f"{heading.get('class') or ''} {heading.get('id') or ''}"):
            return True
        return any(
            is_front(urls.resolve(self.base, a.get("href") or "")) for a in islice(heading.iter("a"), 3)
        )

    def _here(self, url: str) -> subject.Here:
        said = [
            *islice(self.seen.meta("og:title", "twitter:title"), 3),
            *self.texts[:3],
            *self.seen.titles[:1],
        ]
        named = (urls.resolve(self.base, address) for address in islice(self.seen.meta("og:url"), 1))
        addresses = (url, self.url, *(address for address in named if urls.same_publisher(address, url)))
        return subject.Here.of(self.base, addresses, map(titles.clean, said))

    def _canonical(self, url: str) -> str:
        """Return the address that the page names, if it is its publisher's and not merely a front page."""
        header = self.headers.get("link", "")[:_MAX_HEADER]
        links = [match[1] for match in _LINK.finditer(header) if _CANONICAL.search(match[2])]
        own = urls.canonical(url)
        for link in (*self.seen.links.get("canonical", ()), *links, *self.seen.meta("og:url")):
            target = urls.resolve(self.base, link)
            if target and urls.same_publisher(target, url):
                found = own if target == own else urls.canonical(target)
                if not _is_above(found, own):
                    return found
        return own

    def _site_name(self) -> str:
        found = [name for name in map(titles.clean, self._site_names()) if name and name != "null"]
        first = found[0].removeprefix("@") if found else ""
        if (cut := _SLOGAN.search(first)) and titles.Site.of([], self.url).is_named(first[: cut.start()]):
            first = first[: cut.start()]
        if _DOMAIN.fullmatch(first):
            # What the site calls itself reads better than its host, where that is the same.
            first = re.sub(r"^https?://|^www\.|/$", "", first)
            host = titles.Site.of([], f"https://{first}")
            first = next((n for n in found if not _DOMAIN.fullmatch(n) and host.is_named(n)), first)
        return first[:_MAX_NAME]

    def _site_names(self) -> Iterator[str]:
        yield from self.seen.meta("og:site_name")
        for node in self.nodes:
            yield from node.texts("publisher")
        yield from (node.name for node in self.json if "website" in node.kinds)
        yield from (
            node.name for node in self.json if "newsmediaorganization" in node.kinds and not node.under
        )
        yield from self.seen.meta(*names.SITE)

    def _other_names(self) -> Iterator[str]:
        yield from self.seen.meta("og:site_name", *names.SITE)
        for node in (self.own, self.page, self.item):
            yield from islice(node.texts("publisher", "copyrightholder", "sourceorganization"), 5)
        for node in islice(self.json, 50):
            if not node.kinds.isdisjoint({"website", "organization", "newsmediaorganization"}) and _is_outer(
                node
            ):
                yield from islice(node.texts("name", "alternatename"), 5)


def _is_outer(node: nodes.Node) -> bool:
    return node.under in {"", "@graph"}


def is_front(url: str) -> bool:
    """Return whether an address is a site's front page. Never raises."""
    try:
        return urls.canonical(url).split("/", 3)[3] == ""
    except ValueError:
        return False


def _is_above(target: str, url: str) -> bool:
    """Return whether a canonical address is the front page, or the section, of another."""
    above, below = (address.split("/", 3)[3].rstrip("/") for address in (target, url))
    return bool(below) and (not above or (above.isalpha() and below.startswith(f"{above}/")))
