"""What a page says about its article, outside the text: JSON-LD, OpenGraph, meta, ``<time>``.

Order of trust, for every field: JSON-LD of an article (written for machines, and checked
by search engines), OpenGraph and its kin, other meta elements, the visible page.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from bs4 import BeautifulSoup
from lxml import etree
from lxml.html import HtmlElement

from newswatch.sources import markup, urls

# The elements that say something, and how many of each are looked at.
_TELLING = {
    "//meta[@content]": 300,
    "//title": 3,
    "//link[@rel and @href]": 100,
    "//script[@type='application/ld+json']": 20,
    "//h1": 5,
    "//time[@datetime]": 20,
}
_MAX_JSON = 500_000
_MAX_NODES = 2_000
_MAX_AUTHORS = 20
_MAX_FIELD = 500
_YEARS = range(1990, 2100)  # of publication; the rest are placeholders such as 0001-01-01 and 1970-01-01

# In the order in which they are believed: what names publication first, bare dates last.
_DATE_KEYS = (
    "article:published_time", "datepublished", "og:published_time", "parsely-pub-date", "dc.date.issued",
    "pubdate", "publishdate", "date", "dc.date",
)  # fmt: skip

_ARTICLE_TYPE = re.compile(r"(Article|BlogPosting|Report|Review)$")  # schema.org's kinds end in these
_BYLINE = re.compile(r"^\s*(?:by|von|par|por|di)\s+", re.IGNORECASE)
_TITLE_SEPARATOR = re.compile(r"\s+[|\-–—·•:»]\s+|\s*\|\s*")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True)
class Metadata:
    """Empty where the page says nothing."""

    url: str = ""
    title: str = ""
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    language: str = ""
    section: str = ""
    image_url: str = ""
    site_name: str = ""
    is_article: bool = False
    """Whether it calls itself an article."""
    body: str = ""
    """The whole text, where JSON-LD carries it."""


def read(tree: HtmlElement, url: str) -> Metadata:
    """Read what the page at ``url`` says of itself. Never raises for what a page contains."""
    soup = BeautifulSoup(_telling(tree), "lxml")
    metas = _metas(soup)
    article = _article_node(_json_nodes(soup))
    site_name = _first(
        (metas.get("og:site_name"), _name(article.get("publisher")), metas.get("application-name"))
    )
    return Metadata(
        url=_canonical(soup, metas, url),
        title=_title(soup, metas, article, site_name),
        authors=_authors(metas, article),
        published=_published(soup, metas, article),
        language=_language(
            _first((tree.get("lang"), _text(article.get("inLanguage")), metas.get("og:locale")))
        ),
        section=_first(
            (_text(article.get("articleSection")), metas.get("article:section"), metas.get("section"))
        ),
        image_url=_image(metas, article, url),
        site_name=site_name,
        is_article=bool(article) or metas.get("og:type", "").lower() in {"article", "news"},
        body=markup.paragraphs(_text(article.get("articleBody"))),
    )


def _telling(tree: HtmlElement) -> str:
    """Return the telling elements as a small page of their own: the large one is parsed only once."""
    found = (
        etree.tostring(element, encoding="unicode", method="html", with_tail=False)
        for path, most in _TELLING.items()
        for element in tree.xpath(path)[:most]
    )
    return f"<html><body>{''.join(found)}</body></html>"


# --- JSON-LD ---------------------------------------------------------------------


def _json_nodes(soup: BeautifulSoup) -> Iterator[Mapping[str, Any]]:
    """Yield every object in the page's JSON-LD, outer ones first, however nested."""
    budget = _MAX_NODES
    for script in soup.find_all("script"):
        try:
            # Not strict: line breaks within strings are the commonest mistake.
            waiting = [json.loads((script.string or "")[:_MAX_JSON].strip().rstrip(";"), strict=False)]
        except (ValueError, RecursionError):
            continue
        while waiting and budget:
            budget -= 1
            node = waiting.pop(0)
            if isinstance(node, dict):
                yield node
                waiting.extend(v for v in node.values() if isinstance(v, dict | list))
            elif isinstance(node, list):
                waiting.extend(node[:budget])


def _article_node(nodes: Iterable[Mapping[str, Any]]) -> Mapping[str, Any]:
    """Return the first node that is an article: outer ones come first, and related links lie deeper."""
    for node in nodes:
        kinds = node.get("@type")
        if any(
            _ARTICLE_TYPE.search(k)
            for k in (kinds if isinstance(kinds, list) else [kinds])
            if isinstance(k, str)
        ):
            return node
    return {}


def _text(value: object) -> str:
    """Return the text of a JSON-LD value that may be a list or an object with @value."""
    if isinstance(value, list):
        return next((text for v in value[:10] if not isinstance(v, list) and (text := _text(v))), "")
    if isinstance(value, dict):
        value = value.get("@value", value.get("name", value.get("url")))
    return value if isinstance(value, str) else ""


def _name(value: object) -> str:
    if isinstance(value, list):
        value = value[0] if value else None
    return _text(value.get("name")) if isinstance(value, dict) else _text(value)


# --- Fields ------------------------------------------------------------------------


def _metas(soup: BeautifulSoup) -> dict[str, str]:
    """Return the first content of each meta element, by property, name or itemprop in lower case."""
    found: dict[str, str] = {}
    for meta in soup.find_all("meta"):
        content = markup.collapsed(str(meta.get("content") or ""))
        for attribute in ("property", "name", "itemprop"):
            key = str(meta.get(attribute) or "").strip().lower()
            if key and content:
                found.setdefault(key, content)
    return found


def _canonical(soup: BeautifulSoup, metas: Mapping[str, str], url: str) -> str:
    """Return the address that the page names, if it is on its own site and not merely the front page."""
    links = [str(link["href"]) for link in soup.find_all("link") if "canonical" in (link.get("rel") or ())]
    for link in (*links, metas.get("og:url", "")):
        target = urls.resolve(url, link)
        if target and urls.same_site(target, url) and (not _is_front(target) or _is_front(url)):
            return urls.canonical(target)
    return urls.canonical(url)


def _is_front(url: str) -> bool:
    return urls.canonical(url).split("/", 3)[3] == ""


def _title(soup: BeautifulSoup, metas: Mapping[str, str], article: Mapping[str, Any], site_name: str) -> str:
    headings = [markup.collapsed(h.get_text(" ")) for h in soup.find_all("h1")]
    titles = [markup.collapsed(t.get_text(" ")) for t in soup.find_all("title")]
    candidates = (
        markup.plain(_text(article.get("headline"))),
        metas.get("og:title"),
        metas.get("twitter:title"),
        headings[0] if len(headings) == 1 else "",
        titles[0] if titles else "",
    )
    return _without_site(_first(candidates), site_name, headings)


def _without_site(title: str, site_name: str, headings: list[str]) -> str:
    """Drop "… | The Site": by the site's name where it is known, else where a heading says the rest."""
    for separator in reversed(list(_TITLE_SEPARATOR.finditer(title))):
        head, tail = title[: separator.start()], title[separator.end() :]
        if head and (head in headings or (site_name and tail.casefold() == site_name.casefold())):
            return head
    return title


def _authors(metas: Mapping[str, str], article: Mapping[str, Any]) -> tuple[str, ...]:
    value = article.get("author")
    named = [_name(a) for a in value[:_MAX_AUTHORS]] if isinstance(value, list) else [_name(value)]
    if not any(named):
        named = [metas.get(key, "") for key in ("author", "article:author", "parsely-author", "dc.creator")]
        named = [name for name in named if name][:1]
    cleaned = (_BYLINE.sub("", markup.plain(name)) for name in named)
    return tuple(dict.fromkeys(name[:_MAX_FIELD] for name in cleaned if name and "://" not in name))


def _published(soup: BeautifulSoup, metas: Mapping[str, str], article: Mapping[str, Any]) -> datetime | None:
    said = [_text(article.get("datePublished")), *(metas.get(key, "") for key in _DATE_KEYS)]
    said += [str(t.get("datetime")) for t in soup.find_all("time")]
    return next((date for value in said if (date := moment(value)) is not None), None)


def moment(value: str) -> datetime | None:
    """Return a date of ISO 8601 or RFC 5322 in UTC; without a zone it is taken for UTC. None for the rest."""
    value = value.strip()
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        try:
            found = parsedate_to_datetime(value)
        except (ValueError, TypeError, IndexError, OverflowError):
            return None
    try:
        found = found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except OverflowError:
        return None
    return found if found.year in _YEARS else None


def _image(metas: Mapping[str, str], article: Mapping[str, Any], url: str) -> str:
    value = article.get("image")
    value = value[0] if isinstance(value, list) and value else value
    said = value.get("url", value.get("contentUrl")) if isinstance(value, dict) else value
    candidates = (_text(said), metas.get("og:image"), metas.get("og:image:url"), metas.get("twitter:image"))
    return next((image for c in candidates if c and (image := urls.resolve(url, c))), "")


def _language(value: str) -> str:
    tag = value.replace("_", "-").lower()
    return tag if _LANGUAGE.fullmatch(tag) else ""


def _first(candidates: Iterable[str | None]) -> str:
    return next((text[:_MAX_FIELD] for c in candidates if (text := markup.collapsed(c or ""))), "")
