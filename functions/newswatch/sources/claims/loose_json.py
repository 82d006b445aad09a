"""JSON as it stands in pages: with the wrappings and the mistakes that templates leave in it."""

import html
import json
import re
from typing import Any

MAX_CHARS = 1_000_000
"""Of one text. A live blog with all its entries has half of this."""
MAX_MENDED = 300_000
"""Of all texts of a page: mending costs several times what reading does, and long ones are machines' work."""
_MAX_ROOTS = 50

_SPACE = " \t\r\n\f\v\ufeff\xa0\u2028\u2029"
_WRAPPING = re.compile(
    r"(?:<!--|-->|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[|//\s*\]\]>|/\*\s*\]\]>\s*\*/|\]\]>)"
)
_MAX_WRAPPING = 40
# Each of these matches whatever it meets to the end, so that no text is gone over twice.
_TOKEN = re.compile(
    r'"(?:[^"\\]|\\.)*+"?'  # strings, which may hold what looks like any of the rest
    r"|/\*(?:[^*]|\*(?!/))*+(?:\*/)?"
    r"|//[^\n]*"
    r"|,(?=\s*[}\]])"
    r"|,(?:\s*,)++",
    re.DOTALL,
)
_BAD_ESCAPE = re.compile(r'\\(?:(["\\/bfnrt]|u[0-9a-fA-F]{4})|(.?))', re.DOTALL)
# A string whose quotes are not escaped ends at the one that punctuation follows.
_QUOTED = re.compile(r'"((?:[^"\\]|\\.|"(?!\s*(?:[:,}\]]|\Z)))*+)("?)', re.DOTALL)
_INNER_QUOTE = re.compile(r'(\\.)|"', re.DOTALL)
_DECIMAL_DIGITS = 25


def documents(text: str, *, mend: bool = True) -> list[Any]:
    """Return the JSON documents that stand in a text one after the other. Never raises.

    Mended are comments, CDATA sections, entities for quotes, commas too many, wrong
    escapes, line breaks and quotes within strings. What is beyond that is passed over.
    """
    text = _unwrapped(text[:MAX_CHARS])
    if text[:8].lstrip("[{ \n").startswith("&quot;"):
        text = html.unescape(text)
    found = _read(text)
    if found is None and mend:
        found = _read(_TOKEN.sub(_mended, text))
        if found is None:
            quoted = _QUOTED.sub(lambda m: f'"{_INNER_QUOTE.sub(_escaped, m[1])}{m[2]}', text)
            found = _read(_TOKEN.sub(_mended, quoted))
    return found or []


def _unwrapped(text: str) -> str:
    text = text.strip(_SPACE)
    for _ in range(4):
        before = text
        if (start := _WRAPPING.match(text, 0, _MAX_WRAPPING)) is not None:
            text = text[start.end() :].lstrip(_SPACE)
        tail = text[-_MAX_WRAPPING:]
        ends = list(_WRAPPING.finditer(tail))
        if ends and not tail[ends[-1].end() :].strip(_SPACE + ";"):
            text = text[: len(text) - len(tail) + ends[-1].start()]
        text = text.rstrip(_SPACE + ";")
        if text == before:
            break
    return text


def _read(text: str) -> list[Any] | None:
    """Return the documents, None where one is broken; what no longer is JSON ends them."""
    found: list[Any] = []
    at = len(text) - len(text.lstrip(_SPACE))
    try:
        while at < len(text) and len(found) < _MAX_ROOTS:
            document, at = _DECODER.raw_decode(text, at)
            found.append(document)
            at += len(text[at : at + 1_000]) - len(text[at : at + 1_000].lstrip(_SPACE + ";,"))
    except (ValueError, RecursionError):
        # "{…}{…" cut off: the first is worth having. "12 pm" is a number to the decoder, and nothing to us.
        return found if any(isinstance(document, dict | list) for document in found) else None
    return found


def _integer(digits: str) -> int | str:
    return int(digits) if len(digits) <= _DECIMAL_DIGITS else digits


# Not strict: line breaks within strings are the commonest mistake. Python turns down an integer of
# thousands of digits, and with it the document.
_DECODER = json.JSONDecoder(strict=False, parse_int=_integer, parse_constant=lambda _: None)


def _mended(match: re.Match[str]) -> str:
    token = match[0]
    if token[0] == '"':
        return _BAD_ESCAPE.sub(_escape, token) if "\\" in token else token
    return "," if token[0] == "," and token.count(",") > 1 else " "


def _escape(match: re.Match[str]) -> str:
    return match[0] if match[1] else match[2]


def _escaped(match: re.Match[str]) -> str:
    return match[1] or '\\"'
