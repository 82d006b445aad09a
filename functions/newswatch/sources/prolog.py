"""What stands before the root element of an XML document (XML 1.0 §2.8), and what of it may stay.

A document type is where all attacks by entities are declared: files and addresses to be read,
and texts that multiply. None is ever handed on. What feeds declare in good faith, characters such
as ``nbsp`` and short names, is taken out of it and declared anew.
"""

import re
from dataclasses import dataclass

_MAX_CONSTRUCTS = 1_000
"""Comments and instructions that are skipped in search of the root element."""
_MAX_DOCTYPE = 200_000
"""Bytes. The 253 entities of XHTML take 20,000."""
_MAX_ENTITIES = 500
_MAX_REFERENCES = 50_000
"""To entities that stand for more than a character: 2 MB."""

_OPEN = re.compile(rb"<(?:(?P<kind>!--|!doctype\b|[!?])|(?P<name>[^\W\d][\w.:-]*))", re.IGNORECASE)
_TOKEN = re.compile(rb"<!--|<\?|<!ENTITY\s|\"[^\"]*\"|'[^']*'|[\[\]>]", re.IGNORECASE)
# One character, or a few that are no markup and refer to nothing: at most ten times as long as the reference.
_ENTITY = re.compile(
    rb"<!ENTITY\s+([a-z_][\w.-]{0,40})\s+[\"'](&\#(?:\d{1,7}|x[\da-f]{1,6});|[^&<>%\"']{0,40})[\"']\s*>",
    re.IGNORECASE,
)
_PREDEFINED = frozenset({b"lt", b"gt", b"amp", b"quot", b"apos"})


@dataclass(frozen=True, slots=True)
class Prolog:
    """What was found before the root element."""

    root: str = ""
    """The root's name in lower case, without prefix; empty where no element follows."""
    at: int = 0
    """Where the root begins."""
    entities: tuple[tuple[str, str], ...] = ()
    """Harmless entities: name, and value as it was written."""


def read(data: bytes) -> Prolog:
    """Look at the beginning of a document, in an encoding that ASCII is a part of."""
    at, entities = 0, dict[str, str]()
    for _ in range(_MAX_CONSTRUCTS):
        match = _OPEN.search(data, at)
        if match is None:
            break
        if match["name"]:
            root = match["name"].decode("ascii", "replace").rpartition(":")[2].lower()
            return Prolog(root, match.start(), _few(entities, data.count(b"&")))
        if match["kind"].lower() == b"!doctype":
            at = _doctype(data, match.end(), entities)
        else:
            at = _after(data, match.end(), b"-->" if match["kind"] == b"!--" else b">")
        if at < 0:
            break
    return Prolog()


def without(data: bytes, prolog: Prolog) -> bytes:
    """Return the document with nothing before its root but harmless entities; lines keep their numbers."""
    declared = "".join(f'<!ENTITY {name} "{value}">' for name, value in prolog.entities)
    doctype = f"<!DOCTYPE feed [{declared}]>" if declared else ""
    return doctype.encode() + b"\n" * data.count(b"\n", 0, prolog.at) + data[prolog.at :]


def _few(entities: dict[str, str], references: int) -> tuple[tuple[str, str], ...]:
    """Return the entities that cannot make the document much longer: where many are used, characters."""
    many = references > _MAX_REFERENCES
    return tuple(
        (name, value)
        for name, value in entities.items()
        if not many or value.startswith("&") or len(value) <= 1
    )


def _after(data: bytes, at: int, end: bytes) -> int:
    found = data.find(end, at)
    return found + len(end) if found >= 0 else -1


def _doctype(data: bytes, at: int, entities: dict[str, str]) -> int:
    """Return where a document type ends that has begun before ``at``, -1 for nowhere."""
    inside, limit = False, at + _MAX_DOCTYPE
    while match := _TOKEN.search(data, at, limit):
        token, at = match[0].lower(), match.end()
        if token in {b"<!--", b"<?"}:
            at = _after(data, at, b"-->" if token == b"<!--" else b"?>")
            if at < 0:
                return -1
        elif token.startswith(b"<!entity"):
            _declare(data, match.start(), entities)
        elif token in {b"[", b"]"}:
            inside = token == b"["
        elif token == b">" and not inside:
            return at
    return -1


def _declare(data: bytes, at: int, entities: dict[str, str]) -> None:
    match = _ENTITY.match(data, at)
    if match and match[1].lower() not in _PREDEFINED and len(entities) < _MAX_ENTITIES:
        # Of two declarations the first counts (XML 1.0 §4.2).
        entities.setdefault(match[1].decode("ascii"), match[2].decode("utf-8", "replace"))
