"""Lists of feeds as feed readers exchange them: OPML 1.0, 1.1 and 2.0 (opml.org/spec2.opml).

Read as far as possible: names of attributes in any case, XML that is not well-formed, any
encoding. A plain text with an address a line is a list too. Folders are tags.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from email.utils import format_datetime
from html.entities import html5
from urllib.parse import urlsplit

from lxml import etree

from newswatch.errors import OutlineError
from newswatch.model import Kind, Source
from newswatch.sources import private, urls
from newswatch.sources.address import refused_target
from newswatch.sources.encoding import decode
from newswatch.sources.markup import collapsed
from newswatch.sources.outline import BadLine, Line, Outline

MAX_BYTES = 5_000_000
"""A thousand feeds are some 300 KB."""
MAX_LINES = 5_000
"""More than a workspace may have."""
MAX_BAD = 500
"""Nobody reads more of them; a file of noise has no end of them."""
TAGS = 20
TAG_CHARS = 40
"""As long as one may be where it is typed."""
URL_CHARS = 2_000
NAME_CHARS = 300
TEXT_CHARS = 120
NAMESPACE = "https://newswatch.invalid/opml"
"""Of the attributes that OPML has no name for. Names a format, leads nowhere."""

_DECLARATION = re.compile(r"\s*<\?xml\b[^>]*>")
_ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
_AMPERSAND = re.compile(
    r"&(?!#[0-9]+;|#[xX][0-9a-fA-F]+;|(?:amp|lt|gt|quot|apos);)([A-Za-z][A-Za-z0-9]{1,31};)?"
)
"""An ampersand that XML does not take: bare, as many write it in addresses, or of an entity of HTML."""
_FEED = re.compile(r"feed:(?://)?", re.IGNORECASE)
"""What browsers once opened feed readers with, before an address or in the place of its scheme."""
_BETWEEN_WORDS = re.compile(r"[^\w.-]+")
_USERINFO = re.compile(r"//[^/?#\s]*@")
_COMMA_TAGS = re.compile(r"(?:,[^\W\d][\w-]{0,39})+\Z")
"""Tags right behind an address. Commas occur in addresses too, mostly before numbers and file names."""
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_OTHERS = {"rss": "a feed", "feed": "a feed", "rdf": "a feed", "html": "a web page", "urlset": "a sitemap"}
"""What else is brought along in the place of a list, by its root element."""


def parse(data: bytes, private_hosts: Collection[str] = ()) -> Outline:
    """Read a list of feeds.

    Args:
        data: OPML, or a plain text.
        private_hosts: ``host:port`` pairs that may be read although they are not public.

    Raises:
        OutlineError: it is no such list, or too large, or declares entities.
    """
    if len(data) > MAX_BYTES:
        raise OutlineError(f"This file is too large: at most {MAX_BYTES // 1_000_000} MB are read.")
    text = decode(data).removeprefix("\ufeff")
    found = _Found(private_hosts)
    if text.lstrip().startswith("<"):
        title = _read_xml(text, found)
    else:
        title = ""
        _read_text(text, found)
    if not found.lines and not found.bad:
        raise OutlineError("No feeds are named in this file.")
    bad = sorted(found.bad, key=lambda each: each.line)
    return Outline(tuple(found.lines.values()), tuple(bad), found.repeated, found.beyond, title)


def write(sources: Iterable[Source], title: str, created: datetime) -> bytes:
    """Return sources as OPML 2.0: by name, in folders by their first tags.

    All tags of a source stand in its ``category``. What is secret in an address is left out, and a source
    that has no address without it (``private.public``); headers are not a part of OPML.

    Args:
        sources: what is to be in it.
        title: of the list.
        created: aware.
    """
    root = etree.Element("opml", version="2.0", nsmap={"newswatch": NAMESPACE})
    head, body = etree.SubElement(root, "head"), etree.SubElement(root, "body")
    etree.SubElement(head, "title").text = _for_xml(title)
    etree.SubElement(head, "dateCreated").text = format_datetime(created)
    folders: dict[str, etree._Element] = {"": body}
    for source in sorted(sources, key=lambda each: (each.tags[:1], each.name.casefold(), each.id)):
        url = private.public(source.url)
        if not url:
            continue
        folder = _for_xml(source.tags[0]) if source.tags else ""
        if folder not in folders:
            folders[folder] = etree.SubElement(body, "outline", text=folder, title=folder)
        etree.SubElement(folders[folder], "outline", _attributes(source, url))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True).strip() + b"\n"


def tag_of(name: str) -> str:
    """Return the tag that the name of a folder makes: lower-case words joined by hyphens; empty for none."""
    words = [word for word in _BETWEEN_WORDS.split(name.casefold()) if word.strip("._-")]
    return "-".join(words).lstrip(".-")[:TAG_CHARS]


class _Found:
    """What has been found in a file so far."""

    def __init__(self, private_hosts: Collection[str]) -> None:
        self.lines: dict[str, Line] = {}
        self.bad: list[BadLine] = []
        self.repeated = self.beyond = 0
        self._private_hosts = private_hosts

    def add(self, line: Line) -> None:
        """Take a line, or what is wrong with it."""
        url = _web(line.url)
        if why := self._refused(url):
            self.refuse(line.line, line.url or line.title, why)
            return
        source_id = urls.source_id(url)
        known = self.lines.get(source_id)
        if known:
            self.repeated += 1
            line = replace(known, tags=(*known.tags, *line.tags), title=known.title or line.title)
        elif len(self.lines) >= MAX_LINES:
            self.beyond += 1
            return
        else:
            line = replace(line, url=url, title=collapsed(line.title)[:NAME_CHARS])
        self.lines[source_id] = replace(line, tags=_tags(line.tags))

    def refuse(self, line: int, text: str, why: str) -> None:
        """Note what is wrong with a line."""
        if len(self.bad) < MAX_BAD:
            self.bad.append(BadLine(line, _shown(text), why))

    def _refused(self, url: str) -> str:
        """Return why an address cannot be a source's; empty if it can."""
        if not url:
            return "It has no address of a feed (xmlUrl)."
        if len(url) > URL_CHARS or not urls.is_web_address(url):
            return "That is not a web address, which begins with https:// or http://."
        parts = urlsplit(urls.canonical(url))
        host, port = urls.host(url), parts.port or {"http": 80, "https": 443}[parts.scheme]
        if f"{host}:{port}" in self._private_hosts:
            return ""
        refused = refused_target(host, port)
        return f"It may not be read: {refused}." if refused else ""


def _read_xml(text: str, found: _Found) -> str:
    """Read OPML into ``found`` and return its title."""
    if _ENTITY.search(text):
        raise OutlineError(
            "This file declares XML entities. No list of feeds needs them, and it is not read."
        )
    # What was decoded is UTF-8 from here on, whatever it says. No line is lost: they are counted.
    text = _DECLARATION.sub(lambda match: "\n" * match[0].count("\n"), text, count=1)
    text = _AMPERSAND.sub(_escaped, text)
    parser = etree.XMLParser(
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        encoding="utf-8",
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError) as e:
        raise OutlineError("There is no OPML in this file.") from e
    if root is None or not any(_name(each) == "outline" for each in root.iter()):
        other = _OTHERS.get(_name(root)) if root is not None else None
        what = f"This is {other}, not a list of feeds. To watch it: /watch source add and its address."
        raise OutlineError(what if other else "There is no OPML in this file.")
    _read_outlines(root, found)
    broken = next((each for each in parser.error_log if each.level >= etree.ErrorLevels.FATAL), None)
    if broken:
        found.refuse(broken.line, "", f"{_what_is_broken(broken.message)}; it was read as far as possible.")
    title = next((each.text for each in root.iter() if _name(each) == "title"), None)
    return collapsed(title or "")[:NAME_CHARS]


def _what_is_broken(message: str) -> str:
    """Return what libxml says, in our words where its own are about its options."""
    if "XML_PARSE_HUGE" not in message:
        return f"The XML is broken here ({collapsed(message)})"
    return "This file is nested too deeply" if "depth" in message else "There is too much in one place here"


def _read_outlines(root: etree._Element, found: _Found) -> None:
    """Read all outlines below an element. What is around one is known when it begins."""
    around: list[tuple[str, bool]] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if _name(element) != "outline":
            continue
        if event == "end":
            around.pop()
            continue
        its = _lower(element)
        # OPML 2.0, "isComment": it and all below it are not part of the list.
        is_comment = its.get("iscomment", "").strip().lower() == "true" or any(out for _, out in around[-1:])
        is_folder = not its.get("xmlurl", "").strip() and any(_name(child) == "outline" for child in element)
        if not is_comment and not is_folder:
            folders = [title for title, _ in around[:TAGS]]
            _read_outline(its, folders, element.sourceline or 0, found)
        around.append((_title(its), is_comment))


def _read_outline(its: Mapping[str, str], folders: Sequence[str], number: int, found: _Found) -> None:
    kind, url = its.get("type", "").strip().lower(), its.get("xmlurl", "").strip()
    if "xpath" in kind:
        found.refuse(
            number, url, "Another reader reads this page by rules of its own (XPath): it is no feed."
        )
        return
    line = Line(
        url=url,
        title=_title(its),
        tags=(*folders, *re.split(r"[,/]", its.get("category", ""))),
        html_url=its.get("htmlurl", "").strip()[:URL_CHARS],
        line=number,
        kind=Kind.PAGE if kind == Kind.PAGE else Kind.FEED,
        selector=its.get("selector", "").strip() if kind == Kind.PAGE else "",
    )
    found.add(line)


def _title(its: Mapping[str, str]) -> str:
    return its.get("text", "").strip() or its.get("title", "").strip()


def _read_text(text: str, found: _Found) -> None:
    """Read an address a line, with tags behind it: ``https://a.example/feed tag:wires, world``."""
    if "://" not in text:
        raise OutlineError("There is neither OPML nor a web address in this file.")
    for number, row in enumerate(text.splitlines(), start=1):
        words = row.split("\0", maxsplit=1)[0].replace("<", " ").replace(">", " ").split()
        if not words or words[0].startswith("#"):
            continue
        url, tags = _cut_tags(words[0])
        for word in words[1:]:
            if word.startswith("#"):
                break
            tags += [tag.removeprefix("tag:") for tag in word.split(",")]
        found.add(Line(url=url, tags=tuple(tags), line=number))


def _cut_tags(word: str) -> tuple[str, list[str]]:
    """Return an address, and the tags that stand right behind it after commas."""
    word = word.rstrip(",")
    behind = _COMMA_TAGS.search(word)
    return (word[: behind.start()], behind[0][1:].split(",")) if behind else (word, [])


def _web(text: str) -> str:
    """Return an address in the form in which it is asked for; what is none as it is."""
    text = text.strip()
    if prefix := _FEED.match(text):
        rest = text[prefix.end() :]
        return rest if rest.lower().startswith(("http:", "https:")) else f"https://{rest}"
    return text


def _tags(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(tag for name in names if (tag := tag_of(name))))[:TAGS]


def _shown(text: str) -> str:
    """Return a line as it may be shown: without passwords and keys, and short."""
    bare = urls.without_secrets(text) if urls.is_web_address(text) else _USERINFO.sub("//", text)
    bare = collapsed(bare)
    return bare if len(bare) <= TEXT_CHARS else bare[: TEXT_CHARS - 1] + "…"


def _name(element: etree._Element) -> str:
    """Return an element's name in lower case, without its namespace; empty for comments and the like."""
    return _local(element.tag) if isinstance(element.tag, str) else ""


def _lower(element: etree._Element) -> Mapping[str, str]:
    """Return an element's attributes, their names in lower case, without namespaces."""
    return {_local(str(name)): str(value) for name, value in reversed(element.attrib.items())}


def _local(name: str) -> str:
    return name.rpartition("}")[2].rpartition(":")[2].lower()


def _escaped(match: re.Match[str]) -> str:
    """Return what stands for an ampersand that XML does not take."""
    entity = match[1] or ""
    # What an entity of HTML stands for can be markup again: &lt; has other names, &LT;.
    return "".join(f"&#{ord(char)};" for char in html5[entity]) if entity in html5 else f"&amp;{entity}"


def _attributes(source: Source, url: str) -> dict[str, str]:
    found = {
        "text": source.name,
        "title": source.name,
        "type": "page" if source.kind is Kind.PAGE else "rss",
        "xmlUrl": url,
    }
    if source.tags:
        found["category"] = ",".join(f"/{tag}" for tag in source.tags)
    if source.selector:
        found[f"{{{NAMESPACE}}}selector"] = source.selector
    return {name: _for_xml(value) for name, value in found.items()}


def _for_xml(text: str) -> str:
    return _NOT_IN_XML.sub("\ufffd", text)
