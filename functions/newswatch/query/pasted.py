"""What people paste, read as they meant it.

Word processors curl quotes and stretch hyphens, web pages bring entities,
no-break spaces and invisible characters, input methods type full-width
punctuation, and Slack makes ``<https://a.example|a.example>`` of an address.
"""

import html
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from newswatch.text import tokens


@dataclass(frozen=True, slots=True)
class Pasted:
    """A text in plain spelling, and where each of its characters came from."""

    text: str
    offsets: tuple[int, ...]
    """Per character of ``text`` an offset into what was typed; one more for the end."""

    def position(self, typed_offset: int) -> int:
        """Return where in ``text`` that is which was typed at ``typed_offset``."""
        return next((i for i, offset in enumerate(self.offsets) if offset >= typed_offset), len(self.text))


# What is escaped by a page and then by Slack comes out in one round; the others are for riddles.
_ROUNDS = 4


def read(typed: str) -> Pasted:
    """Return ``typed`` in plain spelling: ASCII quotes, hyphens and operators, no entities, links, < or >.

    Reading it again changes nothing, so that a query need not be escaped when it is printed.
    """
    text, offsets = typed, tuple(range(len(typed) + 1))
    for _ in range(_ROUNDS):
        once = text if _IS_PLAIN.fullmatch(text) else _once(text, offsets)
        if isinstance(once, str) or once.text == text:
            break
        text, offsets = once.text, once.offsets
    text = _GERSHAYIM.sub("\u05f4", _ENTITY.sub(_broken, text).translate(_NO_BRACKETS))
    return Pasted(text, offsets)


_IS_PLAIN = re.compile(r"[ !-%'-;=?-_a-~]*")
# Slack escapes & < > and wraps what it takes for links, channels and people.
_LINK = r"<(?P<target>(?:https?://|mailto:|[@#!])[^<>|\s]*)(?:\|(?P<label>[^<>]*))?>"
_ENTITY = re.compile(r"&(?:amp;)*(?P<entity>(?:#[0-9]{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});)")
_PART = re.compile(rf"{_LINK}|{_ENTITY.pattern}|(?P<char>.)", re.DOTALL)
# The mark of Hebrew acronyms, for which keyboards have a quotation mark.
_GERSHAYIM = re.compile('(?<=[\u05d0-\u05ea])"(?=[\u05d0-\u05ea])')
_NO_BRACKETS = str.maketrans("<>", "  ")

_PLAIN = {
    **dict.fromkeys("“”„‟«»″《》「」『』〝〞〟﹁﹂﹃﹄｢｣", '"'),
    **dict.fromkeys("´‘’‚‛′‹›", "'"),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63", "-"),
    **{chr(wide): chr(wide - 0xFEE0) for wide in range(0xFF01, 0xFF5F)},
    **dict.fromkeys("、､", ","),
    "〜": "~",
    "∗": "*",
    "`": " ",  # Slack's mark of code
}
_REMEMBERED_CHARS = 4_000
_JOINERS = "\u200c\u200d"  # of Persian words and of emoji: not for us to take apart


def _once(text: str, origins: tuple[int, ...]) -> Pasted:
    chars: list[str] = []
    offsets: list[int] = []
    for part in _PART.finditer(text):
        for char in _meant(part):
            if plain := _plain(char):
                chars.append(plain)
                offsets.append(origins[part.start()])
    return Pasted("".join(chars), (*offsets, origins[-1]))


def _meant(part: re.Match[str]) -> str:
    if part["char"] is not None:
        return part["char"]
    if part["entity"] is not None:
        return html.unescape(f"&{part['entity']}")
    target, shown = part["target"], part["label"] or ""
    if target[0] in "@#":
        return target[0] + shown.removeprefix(target[0]) if shown else target
    if target[0] == "!":
        return shown or "@" + target[1:]
    return shown or re.sub(r"^(?:https?://|mailto:)", "", target)


def _plain(char: str) -> str:
    if char in _PLAIN:
        return _PLAIN[char]
    if char.isspace() or unicodedata.category(char) == "Cc":
        return " "
    if unicodedata.category(char) == "Cf" and char not in _JOINERS:
        return ""
    return " " if not char.isascii() and _separates(char) else char


@lru_cache(_REMEMBERED_CHARS)
def _separates(char: str) -> bool:
    """Return whether a letter or digit is one to Unicode but none to ``newswatch.text``, such as ½."""
    return char.isalnum() and not tokens(char) and len(tokens(f"a{char}a")) > 1


def _broken(entity: re.Match[str]) -> str:
    """Return what would be read as something else again so that it isn't."""
    is_read = html.unescape(f"&{entity['entity']}") != entity.group()
    return f" {entity.group()[1:]}" if is_read else entity.group()
