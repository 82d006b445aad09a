"""What people paste, read as they meant it.

Word processors curl quotes and stretch hyphens, web pages bring entities,
no-break spaces and invisible characters, input methods type full-width
punctuation, and Slack makes ``<https://a.example|a.example>`` of an address.
"""

import html
import re
import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pasted:
    """A text in plain spelling, and where each of its characters came from."""

    text: str
    offsets: tuple[int, ...]
    """Per character of ``text`` an offset into what was typed; one more for the end."""

    def position(self, typed_offset: int) -> int:
        """Return where in ``text`` that is which was typed at ``typed_offset``."""
        return next((i for i, offset in enumerate(self.offsets) if offset >= typed_offset), len(self.text))


# Slack escapes & < > and wraps what it takes for links, channels and people.
_PART = re.compile(
    r"<(?P<target>(?:https?://|mailto:|[@#!])[^<>|\s]*)(?:\|(?P<label>[^<>]*))?>"
    r"|(?P<entity>&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});)"
    r"|(?P<char>.)",
    re.DOTALL,
)
_DOUBLE_QUOTES = dict.fromkeys(
    "\u201c\u201d\u201e\u201f\u00ab\u00bb\u300c\u300d\u300e\u300f\u301d\u301e\u301f", '"'
)
_SINGLE_QUOTES = dict.fromkeys("\u2018\u2019\u201a\u201b\u2039\u203a", "'")
_DASHES = dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63", "-")
_PLAIN = {
    **_DOUBLE_QUOTES,
    **_SINGLE_QUOTES,
    **_DASHES,
    **{chr(wide): chr(wide - 0xFEE0) for wide in range(0xFF01, 0xFF5F)},
}
_JOINERS = "\u200c\u200d"  # of Persian words and of emoji: not for us to take apart


def read(typed: str) -> Pasted:
    """Return ``typed`` in plain spelling: ASCII quotes, hyphens and parentheses, no entities, no links."""
    chars: list[str] = []
    offsets: list[int] = []
    for part in _PART.finditer(typed):
        for char in _meant(part):
            if plain := _plain(char):
                chars.append(plain)
                offsets.append(part.start())
    return Pasted("".join(chars), (*offsets, len(typed)))


def spell(text: str) -> str:
    """Return a plain ``text`` so that reading it again gives the same."""
    return re.sub(r"&(?=#?\w+;)", "&amp;", text).replace("<", "&lt;")


def _meant(part: re.Match[str]) -> str:
    char, entity, target = part["char"], part["entity"], part["target"]
    if char is not None:
        return char
    if entity is not None:
        return html.unescape(entity)
    shown = html.unescape(part["label"] or "")
    if target[0] in "@#":
        return target[0] + shown.removeprefix(target[0]) if shown else target
    if target[0] == "!":
        return shown or "@" + target[1:]
    return shown or html.unescape(re.sub(r"^(?:https?://|mailto:)", "", target))


def _plain(char: str) -> str:
    if char in _PLAIN:
        return _PLAIN[char]
    if char.isspace() or unicodedata.category(char) == "Cc":
        return " "
    if unicodedata.category(char) == "Cf" and char not in _JOINERS:
        return ""
    return char
