"""feedparser within bounds: its handlers of elements, driven by a parser of our own.

``feedparser.parse`` opens files and addresses, and a feed of a few kilobytes can keep it busy for
seconds: it compares every attribute with all others, every category with all others, looks
through all namespaces for each element, and searches long names for an e-mail address in
quadratic time. Here each of these has a limit, what nobody asks for (dates, categories, relative
links within HTML) is not done, and reading stops when there is enough. What breaks a handler
costs what follows it, not what was read before.
"""

import html
import io
import re
import xml.sax
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any
from xml.sax.handler import feature_external_ges, feature_external_pes, feature_namespaces
from xml.sax.saxutils import escape
from xml.sax.xmlreader import AttributesNSImpl, InputSource

import feedparser.api

# 2,000 entries with 37 elements each. The costliest, empty contents, take 40 µs.
_MAX_ELEMENTS = 75_000
# Beginnings of tags and references, of which the loose parser takes 2 to 4 µs each, wherever they stand.
_MAX_MARKS = 500_000
_MAX_ATTRIBUTES = 100
_MAX_DEPTH = 500
_MAX_NAMESPACES = 200
_MAX_BASE = 2_000
_MAX_BYLINE = 200
_MAX_BYLINES = 50
_TEXT_ONLY = frozenset({"id", "link", "published", "updated", "created", "dc_date"})
_INLINE = frozenset({"p", "div", "span", "b", "i", "em", "strong", "a", "font"})
_MARK = re.compile("[<&]")
_LONG_TAG = re.compile(r"<(?=[^<>]{20000})")
"""The loose parser takes 100 bytes of memory for each character of a tag."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """A feed as feedparser's handlers saw it, with their names for things.

    Beside feedparser's own, an entry has ``dc_date``; none has anything ``…_parsed``.
    """

    feed: Mapping[str, Any]
    entries: Sequence[Mapping[str, Any]]
    version: str
    """feedparser's: ``rss20``, ``atom10``; empty for what it does not know."""
    skip_hours: tuple[str, ...]
    skip_days: tuple[str, ...]
    broken: bool
    """Whether it is not well-formed; the rest is what could be read nevertheless."""
    line: int
    """Where it breaks first; 0 where nobody knows."""


class _Enough(Exception):
    """As much has been read as is wanted."""


class _Bounded:
    """What both of feedparser's parsers get: limits, and less work.

    Its own names have to be used: it calls ``_start_…`` and ``_end_…`` by the names of elements.
    """

    elements = 0
    limit = 0
    skips: dict[str, list[str]]

    def unknown_starttag(self, tag: str, attrs: list[tuple[str, str]]) -> None:
        self.elements += 1
        if self.elements > _MAX_ELEMENTS:
            raise _Enough
        if self._is_markup_of_text(tag):
            return
        if len(self.baseuri) > _MAX_BASE or any(len(value) > _MAX_BASE for _, value in attrs):  # type: ignore[attr-defined]
            attrs = [(name, value) for name, value in attrs if name.lower() not in {"xml:base", "base"}]
        super().unknown_starttag(tag, attrs[:_MAX_ATTRIBUTES])  # type: ignore[misc]

    def unknown_endtag(self, tag: str) -> None:
        if not self._is_markup_of_text(tag):
            super().unknown_endtag(tag)  # type: ignore[misc]

    def _is_markup_of_text(self, tag: str) -> bool:
        """Return whether this is markup where there should be none, as in an id."""
        stack: list[Any] = self.elementstack  # type: ignore[attr-defined]
        return bool(stack) and stack[-1][0] in _TEXT_ONLY and tag in _INLINE

    def track_namespace(self, prefix: str | None, uri: str) -> None:
        if len(self.namespaces_in_use) < _MAX_NAMESPACES:  # type: ignore[attr-defined]
            super().track_namespace(prefix, uri)  # type: ignore[misc]

    def handle_data(self, text: str, escape: int = 1) -> None:
        # It takes blanks off the beginning one by one, each at the cost of all.
        stack: list[Any] = self.elementstack  # type: ignore[attr-defined]
        pieces = stack[-1][2] if stack else ()
        if not (pieces and text.isspace() and pieces[-1].isspace()):
            super().handle_data(text, escape)  # type: ignore[misc]

    def _start_item(self, attrs: dict[str, str]) -> None:
        if len(self.entries) >= self.limit:  # type: ignore[attr-defined]
            raise _Enough
        super()._start_item(attrs)  # type: ignore[misc]

    _start_entry = _start_item

    def _end_item(self) -> None:
        self._close_title()
        super()._end_item()  # type: ignore[misc]

    def _end_channel(self) -> None:
        self._close_title()
        super()._end_channel()  # type: ignore[misc]

    _end_entry, _end_feed = _end_item, _end_channel

    def _close_title(self) -> None:
        stack: list[Any] = self.elementstack  # type: ignore[attr-defined]
        if stack and stack[-1][0] == "title":
            self._end_title()  # type: ignore[attr-defined]

    def _start_link(self, attrs: dict[str, str]) -> None:
        # For feedparser these are other names of "href", and the address between the tags is lost.
        for name in ("url", "uri"):
            if not attrs.get(name, "http").startswith("http"):
                del attrs[name]
        super()._start_link(attrs)  # type: ignore[misc]

    def _add_tag(self, *_: object) -> None:
        self._get_context().setdefault("tags", [])  # type: ignore[attr-defined]

    def _sync_author_detail(self, key: str = "author") -> None:
        context = self._get_context()  # type: ignore[attr-defined]
        if len(context.get(f"{key}s") or ()) > _MAX_BYLINES:
            return
        if isinstance(context.get(key), str):
            context[key] = context[key][:_MAX_BYLINE]
        super()._sync_author_detail(key)  # type: ignore[misc]

    def _end_published(self) -> None:
        self.pop("published")  # type: ignore[attr-defined]

    def _end_updated(self) -> None:
        self.pop("updated")  # type: ignore[attr-defined]

    def _end_created(self) -> None:
        self.pop("created")  # type: ignore[attr-defined]

    _end_issued = _end_pubdate = _end_published
    _end_modified = _end_lastbuilddate = _end_updated

    def _start_dc_date(self, _: dict[str, str]) -> None:
        # When it was published (RSS 1.0 has no other date), not when it was changed.
        self.push("dc_date", 1)  # type: ignore[attr-defined]

    def _end_dc_date(self) -> None:
        self.pop("dc_date")  # type: ignore[attr-defined]

    def _start_hour(self, _: dict[str, str]) -> None:
        self.push("hour", 0)  # type: ignore[attr-defined]

    def _end_hour(self) -> None:
        self._skip("hour")

    def _start_day(self, _: dict[str, str]) -> None:
        self.push("day", 0)  # type: ignore[attr-defined]

    def _end_day(self) -> None:
        self._skip("day")

    def _skip(self, unit: str) -> None:
        value = self.pop(unit)  # type: ignore[attr-defined]
        if not self.inentry and isinstance(value, str):  # type: ignore[attr-defined]
            self.skips.setdefault(unit, []).append(value)


class _Strict(_Bounded, feedparser.api.StrictFeedParser):  # type: ignore[misc]
    """For XML as it should be."""

    def startElementNS(self, name: Any, qname: str | None, attrs: AttributesNSImpl) -> None:  # noqa: N802 - SAX
        if attrs.getLength() > _MAX_ATTRIBUTES:
            attrs = AttributesNSImpl({}, {})
        if self.depth > _MAX_DEPTH:
            raise _Enough
        super().startElementNS(name, qname, attrs)


class _Loose(_Bounded, feedparser.api.LooseFeedParser):  # type: ignore[misc]
    """For everything else."""

    def handle_charref(self, ref: str) -> None:
        try:
            super().handle_charref(ref)
        except (ValueError, OverflowError):  # half a surrogate pair, or beyond Unicode
            self.handle_data("\ufffd")


def parse(data: bytes, entities: Sequence[tuple[str, str]], max_entries: int) -> Parsed:
    """Read a feed.

    Args:
        data: UTF-8, without a document type but for ``entities``.
        entities: what is declared there.
        max_entries: the rest is left.

    Raises:
        Exception: whatever feedparser raises where nothing was read before.
    """
    strict = _prepared(_Strict("", None, "utf-8"), max_entries)
    line, broken = _read_strictly(strict, data)
    if not broken:
        return _result(strict, line=0, broken=False)
    values = {name: escape(html.unescape(value)) for name, value in entities}
    loose = _prepared(_Loose("", None, "utf-8", values), max_entries)
    try:
        loose.feed(_LONG_TAG.sub("&lt;", _cut(data.decode("utf-8", "replace"))))
    except _Enough:
        pass
    except Exception:
        # Feeds are where a parser that promises to raise nothing breaks its promise.
        if not loose.entries and not strict.entries:
            raise
    better = strict if len(strict.entries) > len(loose.entries) else loose
    return _result(better, line, broken=True)


def _cut(text: str) -> str:
    last = next(islice(_MARK.finditer(text), _MAX_MARKS, None), None)
    return text[: last.start()] if last else text


def _prepared(parser: Any, max_entries: int) -> Any:
    parser.resolve_relative_uris = parser.sanitize_html = False
    parser.limit, parser.skips = max_entries, {}
    return parser


def _read_strictly(parser: Any, data: bytes) -> tuple[int, bool]:
    """Return the line where it breaks, and whether it does."""
    reader = xml.sax.make_parser()  # noqa: S317 - see above
    reader.setFeature(feature_namespaces, True)
    reader.setFeature(feature_external_ges, False)
    reader.setFeature(feature_external_pes, False)
    reader.setContentHandler(parser)
    reader.setErrorHandler(parser)
    source = InputSource()
    source.setByteStream(io.BytesIO(data))
    source.setEncoding("utf-8")
    try:
        reader.parse(source)
    except _Enough:
        pass
    except xml.sax.SAXParseException as e:
        return e.getLineNumber() or 0, True
    except Exception:  # noqa: BLE001 - the loose parser has a look before anybody gives up
        return 0, True
    return 0, False


def _result(parser: Any, line: int, *, broken: bool) -> Parsed:
    return Parsed(
        feed=parser.feeddata,
        entries=parser.entries,
        version=parser.version,
        skip_hours=tuple(parser.skips.get("hour", ())[:100]),
        skip_days=tuple(parser.skips.get("day", ())[:100]),
        broken=broken,
        line=line,
    )
