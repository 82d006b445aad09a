"""Publishers' HTML as plain text. Nothing here is ever rendered; it is read, compared and quoted."""

import html
import re
from collections.abc import Iterator
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

# fmt: off
BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "dd", "details", "dialog", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li",
    "main", "nav", "ol", "p", "pre", "section", "summary", "table", "td", "th", "tr", "ul",
})
"""What begins a paragraph of its own where it stands (HTML standard §15.3, display: block)."""
_UNREAD = frozenset({
    "button", "head", "iframe", "math", "noscript", "object", "script", "select", "style", "svg",
    "template", "textarea",
})
# fmt: on
_SPACE = re.compile(r"\s+")
_TAG = re.compile(r"<[^<>]*>")  # for what no parser wants
# Control characters and spaces of no width divide; a soft hyphen is no part of its word.
_CONTROLS: dict[int, str | None] = {**dict.fromkeys((*range(0x20), 0x7F, 0x200B, 0xFEFF), " "), 0xAD: None}
_MARKUP = re.compile(r"<[a-zA-Z/!]|&[#\w]")

MAX_MARKUP = 500_000
"""Characters of one fragment that are read: a very long article has 100,000."""


MAX_ELEMENTS = 20_000
"""Of one page: the largest of 93 benchmark pages has 1,600. Extraction is not linear in them."""

# libxml2 compares every attribute of a tag with all before it: 100,000 cost it 15 s. A tag this
# long is given up where it has so many words; a picture or JSON in an attribute has not.
_LONG_TAG = re.compile(rb"<[a-zA-Z][^<>]{20000,}")
_MAX_WORDS_IN_TAG = 5_000


class MarkupError(Exception):
    """Markup that is not made a tree of; ``str`` says why, as of a page."""


def tree(data: bytes, encoding: str = "utf-8") -> HtmlElement:
    """Parse a page, without the attributes of tags that have thousands.

    Raises:
        MarkupError: there is nothing in it to parse, or far too much.
    """
    data = _LONG_TAG.sub(_without_attributes, data)
    # A parser of its own each time: lxml's are not for sharing among threads.
    parser = HTMLParser(encoding=encoding, no_network=True, huge_tree=False)
    try:
        root = document_fromstring(data, parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as e:
        raise MarkupError("There is nothing on this page that could be read.") from e
    if next(islice(root.iter(), MAX_ELEMENTS, None), None) is not None:
        raise MarkupError(f"This page is too large to be read: it has more than {MAX_ELEMENTS:,} elements.")
    return root


def _without_attributes(match: re.Match[bytes]) -> bytes:
    words = match[0].split()
    return match[0] if len(words) < _MAX_WORDS_IN_TAG else words[0]


def plain(markup: str) -> str:
    """Return markup as one line of text: tags gone, entities decoded, white space collapsed."""
    if not _MARKUP.search(markup):
        return collapsed(markup)
    return " ".join(_paragraphs(markup))


def paragraphs(markup: str) -> str:
    """Return markup as paragraphs, separated by blank lines."""
    return "\n\n".join(_paragraphs(markup))


def fragment(markup: str) -> HtmlElement:
    """Parse a piece of a page. Raises MarkupError as ``tree``."""
    return tree(b"<!doctype html><body>" + markup[:MAX_MARKUP].encode("utf-8", "replace"))


def paragraphs_of(root: HtmlElement) -> list[str]:
    """Return the paragraphs that stand in a tree."""
    joined = "".join(_pieces(root))
    return [line for part in joined.split("\0") if (line := collapsed(part))]


def collapsed(text: str) -> str:
    """Return text on one line, without control characters, soft hyphens and lone surrogates."""
    text = text.translate(_CONTROLS)
    return _SPACE.sub(" ", text.encode("utf-8", "replace").decode("utf-8")).strip()


def _paragraphs(markup: str) -> list[str]:
    try:
        return paragraphs_of(fragment(markup))
    except MarkupError:
        markup = _TAG.sub(" ", markup[:MAX_MARKUP])
        return [text] if (text := collapsed(html.unescape(markup))) else []


def _pieces(root: HtmlElement) -> Iterator[str]:
    """Yield the text in order, a NUL where a paragraph ends; iterative, for hostile depths."""
    unread = 0
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        start, tag = event == "start", element.tag
        if event in {"start", "end"}:
            unread += (1 if start else -1) if tag in _UNREAD else 0
            if tag in BLOCKS:
                yield "\0"
            elif tag == "br" and start:
                yield "\0" if is_double_break(element) else "\n"
        text = element.text if start else element.tail
        if text and not unread and (start or event != "start"):
            yield text.replace("\0", " ")


def is_double_break(element: HtmlElement) -> bool:
    """Return whether two breaks stand in a row: how older publishing systems write a paragraph."""
    following = element.getnext()
    return following is not None and following.tag == "br" and not (element.tail or "").strip()
