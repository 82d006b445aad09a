"""A demo outlet's feeds: RSS 2.0 and Atom (RFC 4287), summaries only, as most publishers have them."""

from collections.abc import Sequence
from datetime import datetime
from email.utils import format_datetime
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from infra.laptop.demo_pages import Published
from infra.laptop.demo_picture import HEIGHT, WIDTH
from infra.laptop.seeds import SeedSite

_ATOM = "http://www.w3.org/2005/Atom"
_DC = "http://purl.org/dc/elements/1.1/"
_MEDIA = "http://search.yahoo.com/mrss/"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_CAMPAIGN = "?utm_source=atom&utm_medium=feed"
"""Publishers mark the links of their feeds; the pages themselves name the address without it."""


def rss(site: SeedSite, base_url: str, articles: Sequence[Published], changed: datetime) -> bytes:
    """Return the articles, in the order given, as RSS 2.0."""
    _name_prefixes()
    root = Element("rss", {"version": "2.0"})
    channel = SubElement(root, "channel")
    _text(channel, "title", site.name)
    _text(channel, "link", f"{base_url}/")
    _text(channel, "description", site.tagline)
    _text(channel, "language", site.language)
    _text(channel, "lastBuildDate", format_datetime(changed, usegmt=True))
    SubElement(
        channel,
        f"{{{_ATOM}}}link",
        {"rel": "self", "type": "application/rss+xml", "href": f"{base_url}/feed.xml"},
    )
    for published in articles:
        article = published.article
        item = SubElement(channel, "item")
        _text(item, "title", article.title)
        _text(item, "link", f"{base_url}{published.path}")
        SubElement(item, "guid", {"isPermaLink": "false"}).text = _id(site, published)
        _text(item, "pubDate", format_datetime(published.at, usegmt=True))
        _text(item, f"{{{_DC}}}creator", article.author)
        _text(item, f"{{{_DC}}}language", article.language)
        _text(item, "category", site.sections[article.section])
        _text(item, "description", article.summary)
        SubElement(
            item,
            f"{{{_MEDIA}}}content",
            {
                "url": f"{base_url}{published.picture_path}",
                "type": "image/png",
                "medium": "image",
                "width": str(WIDTH),
                "height": str(HEIGHT),
            },
        )
    return _document(root)


def atom(site: SeedSite, base_url: str, articles: Sequence[Published], changed: datetime) -> bytes:
    """Return the articles, in the order given, as Atom; its links carry a campaign's parameters."""
    _name_prefixes()
    root = Element(f"{{{_ATOM}}}feed", {_XML_LANG: site.language})
    _text(root, f"{{{_ATOM}}}title", site.name)
    _text(root, f"{{{_ATOM}}}subtitle", site.tagline)
    _text(root, f"{{{_ATOM}}}id", f"tag:{site.domain},2026:atom")
    _text(root, f"{{{_ATOM}}}updated", changed.isoformat())
    SubElement(root, f"{{{_ATOM}}}link", {"rel": "self", "href": f"{base_url}/atom.xml"})
    SubElement(root, f"{{{_ATOM}}}link", {"rel": "alternate", "type": "text/html", "href": f"{base_url}/"})
    for published in articles:
        article = published.article
        entry = SubElement(root, f"{{{_ATOM}}}entry", {_XML_LANG: article.language})
        _text(entry, f"{{{_ATOM}}}title", article.title)
        _text(entry, f"{{{_ATOM}}}id", _id(site, published))
        _text(entry, f"{{{_ATOM}}}published", published.at.isoformat())
        _text(entry, f"{{{_ATOM}}}updated", published.at.isoformat())
        SubElement(
            entry,
            f"{{{_ATOM}}}link",
            {"rel": "alternate", "type": "text/html", "href": f"{base_url}{published.path}{_CAMPAIGN}"},
        )
        _text(SubElement(entry, f"{{{_ATOM}}}author"), f"{{{_ATOM}}}name", article.author)
        SubElement(
            entry,
            f"{{{_ATOM}}}category",
            {"term": article.section, "label": site.sections[article.section]},
        )
        _text(entry, f"{{{_ATOM}}}summary", article.summary)
    return _document(root)


def _document(root: Element) -> bytes:
    document: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return document


def _id(site: SeedSite, published: Published) -> str:
    """Return an id that stays when the site is served from another port (RFC 4151)."""
    return f"tag:{site.domain},2026:{published.article.slug}"


def _text(parent: Element, tag: str, text: str) -> None:
    SubElement(parent, tag).text = text


def _name_prefixes() -> None:
    """Have the namespaces written with the prefixes that everybody uses, instead of ``ns0``."""
    for prefix, namespace in (("atom", _ATOM), ("dc", _DC), ("media", _MEDIA)):
        register_namespace(prefix, namespace)
