"""The elements of a page that say something of its article, collected in one go."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from bs4 import BeautifulSoup
from lxml import etree
from lxml.html import HtmlElement

from newswatch.sources import markup
from newswatch.sources.claims import names

# How many of each are looked at.
_TELLING = {"meta": 300, "title": 3, "link": 100, "script": 20, "h1": 8, "time": 40, "base": 1}
_MAX_CHARS = 2_000
_MAX_EVENTS = 150
_MAX_MARKUP = 10_000
"""Of one element; a description of a few sentences has 1,000."""

_BREAKS = frozenset({
    "address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "figure", "footer", "h1",
    "h2",
    "h3", "h4", "header", "li", "ol", "p", "section", "table", "td", "tr", "ul",
})  # fmt: skip
_JSON_LD = re.compile(r"\s*application/ld\+json\b", re.IGNORECASE)
_LINKS = frozenset({"canonical", "image_src"})


@dataclass(slots=True)
class Elements:
    """What was found, in the page's order, texts on one line each."""

    metas: dict[str, list[str]] = field(default_factory=dict)
    """Contents by property, name or http-equiv in lower case."""
    links: dict[str, list[str]] = field(default_factory=dict)
    """Addresses as written, by what they are: ``canonical``, ``image_src``."""
    titles: list[str] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)
    """JSON-LD."""
    headings: list[HtmlElement] = field(default_factory=list)
    times: list[HtmlElement] = field(default_factory=list)
    base: str = ""

    def meta(self, *names: str) -> Iterator[str]:
        """Yield what meta elements of these names say, in the order of the names."""
        for name in names:
            yield from self.metas.get(name, ())


def collect(tree: HtmlElement) -> Elements:
    """Find them: the large page is gone over once, and only its telling part is parsed again."""
    found = Elements()
    seen: Counter[str] = Counter()
    telling: list[HtmlElement] = []
    for element in tree.iter(*_TELLING):
        tag = element.tag
        if seen[tag] >= _TELLING[tag] or not _tells(element):
            continue
        seen[tag] += 1
        if tag == "script":
            found.scripts.append(element.text)
        elif tag == "base":
            found.base = element.get("href") or ""
        elif tag in {"h1", "time"}:
            (found.headings if tag == "h1" else found.times).append(element)
        else:
            telling.append(element)
    _parse(telling, found)
    return found


def _tells(element: HtmlElement) -> bool:
    """Return whether an element is one of those that are read, of all that have its tag."""
    match element.tag:
        case "meta":
            return bool(element.get("content")) and not names.READ.isdisjoint(_names(element.attrib))
        case "link":
            return not _LINKS.isdisjoint((element.get("rel") or "").lower().split())
        case "script":
            return bool(_JSON_LD.match(element.get("type") or "") and element.text)
        case "title":
            above = element.getparent()
            return above is None or above.tag != "svg"
    return True


def _parse(telling: list[HtmlElement], found: Elements) -> None:
    markups = (etree.tostring(e, encoding="unicode", method="html", with_tail=False) for e in telling)
    soup = BeautifulSoup("".join(m for m in markups if len(m) <= _MAX_MARKUP), "lxml")
    for tag in soup.find_all(["meta", "link", "title"]):
        if tag.name == "title":
            found.titles.append(markup.collapsed(tag.get_text(" ")[:_MAX_CHARS]))
        elif tag.name == "link":
            for rel in tag.get("rel") or ():
                found.links.setdefault(str(rel).lower(), []).append(str(tag.get("href") or ""))
        elif content := markup.collapsed(str(tag.get("content") or "")[:_MAX_CHARS]):
            for name in dict.fromkeys(_names(tag.attrs)):
                found.metas.setdefault(name, []).append(content)


def _names(attributes: Mapping[str, object]) -> Iterator[str]:
    for attribute in ("property", "name", "http-equiv"):
        if said := attributes.get(attribute):
            name = str(said).strip().lower()
            # RDFa: a property may be several.
            yield from name.split()[:5] if attribute == "property" and " " in name else (name,)


def shown(element: HtmlElement) -> str:
    """Return the beginning of an element's text on one line, as a browser would space it."""
    pieces: list[str] = []
    events = etree.iterwalk(element, events=("start", "end", "comment", "pi"))
    for event, one in islice(events, _MAX_EVENTS):
        if event in {"start", "end"} and one.tag in _BREAKS:
            pieces.append(" ")
        if event == "start":
            text = "" if one.tag in {"script", "style", "svg"} else one.text
        else:
            text = "" if one is element else one.tail
        if text:
            pieces.append(text[:_MAX_CHARS])
    return markup.collapsed("".join(pieces))[:_MAX_CHARS]
