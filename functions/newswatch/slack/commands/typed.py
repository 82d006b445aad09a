"""Typed text as Slack sends it (``should_escape``), cut into words and undone where it is no query.

Slack writes ``<#C1|policy>`` for a channel, ``<@U1|ada>`` for a person,
``<https://a.example|a.example>`` for a link, and ``&amp;``, ``&lt;`` and ``&gt;``.
A query is handed on as it came: the query language reads all that by itself.
"""

import re
import unicodedata

from newswatch.model import OF_TOPIC, TAKEN, ChannelId, told_apart

CHANNEL = re.compile(r"<#([CG][A-Z0-9]+)(?:\|[^<>]*)?>")
PERSON = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>")
PLAIN_CHANNEL = re.compile(r"#([^\s#<>&|()\"'=,;:]{1,80})")
"""A ``#name`` that Slack did not take for a channel; 80 characters are what Slack allows."""
ON_AND_OFF = {"on": True, "yes": True, "off": False, "no": False}
QUOTED_CHARS = 60
"""Of what somebody typed, in a sentence that says what is wrong with it."""
NUMBER = re.compile(r"#?([1-9][0-9]{0,11})")
"""The number of a change."""
_SEEN = re.compile(r":([0-9]{1,9})\Z")
_BEFORE = re.compile(rf"\sbefore\s+{NUMBER.pattern}\Z", re.IGNORECASE)
_OF_TOPIC = re.compile(rf"{OF_TOPIC}(?=(?:{'|'.join(sorted(TAKEN))})(?::[0-9]{{1,9}})?\Z)", re.IGNORECASE)
_WORD = re.compile(r"(?:<[^<>]*>|\S)+")
"""A word; what Slack wrapped stays whole, blanks in its label included."""
_WRAPPED = re.compile(r"<(?P<mark>[@#!]?)(?P<target>[^<>|]*)(?:\|(?P<label>[^<>]*))?>")
_ENTITY = re.compile(r"&(?:amp|lt|gt);")
_MEANT = {"&amp;": "&", "&lt;": "<", "&gt;": ">"}


def cut(text: str) -> tuple[str, str]:
    """Return the first word and what comes after it, both without blanks around them."""
    found = _WORD.match(text := text.strip())
    return (found[0], text[found.end() :].strip()) if found else ("", "")


def words(text: str) -> list[str]:
    """Return the words of a text."""
    return _WORD.findall(text)


def keyword(word: str) -> str:
    """Return a word as verbs and settings are compared: in lower case, without what cannot be seen."""
    if not word.isascii():
        word = "".join(char for char in word if unicodedata.category(char) != "Cf")
    return word.lower()


def meant(text: str) -> str:
    """Return what was meant: entities and what Slack wrapped undone, each run of blanks one blank."""
    return " ".join(unescaped(_WRAPPED.sub(_label, text)).split())


def numbered(text: str) -> tuple[str, int]:
    """Return what stands before the number of a change, and the number; 0 where none ends the text."""
    *before, last = words(text) or [""]
    found = NUMBER.fullmatch(last)
    return (" ".join(before), int(found[1])) if found else (text.strip(), 0)


def paged(text: str) -> tuple[str, int]:
    """Return what stands before ``before 66``, and the number; 0 where none ends the text."""
    found = _BEFORE.search(text := text.strip())
    return (text[: found.start()].strip(), int(found[1])) if found else (text, 0)


def page(text: str, before: int) -> str:
    """Return a text, with the change before which is looked, if there is one."""
    return f"{text} before {before}" if before else text


def versioned(text: str) -> tuple[str, int]:
    """Return a word, and which version of what it is was seen; 0 where that is not said.

    Forms, buttons and lines to copy say it, so that what somebody else has set since is not overwritten.
    """
    found = _SEEN.search(text)
    return (text[: found.start()], int(found[1])) if found else (text, 0)


def seen(word: str, version: int) -> str:
    """Return a word, with the version that was seen, if that is known."""
    return f"{word}:{version}" if version else word


def quoted(text: str) -> str:
    """Return the beginning of what was meant, to be named in a sentence."""
    said = meant(text)
    return f"“{said if len(said) <= QUOTED_CHARS else said[: QUOTED_CHARS - 1] + '…'}”"


def watching(text: str) -> tuple[str, ...]:
    """Return the command that watches for a text; none for one that ends as a name does, with ``=``."""
    return () if text.rstrip().endswith("=") else (f"add {text}",)


def escaped(text: str) -> str:
    """Return a text as Slack would send it."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescaped(text: str) -> str:
    """Return a text without Slack's entities; each is undone once."""
    return _ENTITY.sub(lambda entity: _MEANT[entity[0]], text)


def handle(text: str) -> str:
    """Return how a topic is called: a name's words make its handle, joined by hyphens."""
    return _OF_TOPIC.sub("", hyphened(meant(text)))


def topic(handle: str) -> str:
    """Return a topic's handle as Slack would send it, where a place could be meant too."""
    return escaped(told_apart(handle))


def hyphened(text: str) -> str:
    """Return the words of a text, joined by hyphens, without the quotes and backticks it was copied with."""
    return "-".join(text.strip("`'\"“”‘’ ").split())


def channel_id(word: str) -> ChannelId | None:
    """Return the channel that a word is, as Slack writes it."""
    found = CHANNEL.fullmatch(word)
    return ChannelId(found[1]) if found else None


def link(word: str) -> str:
    """Return the address that a word is, of what Slack made a link of too; the word itself for none.

    Slack puts ``http://`` before a name of a host that was typed without: the label tells.
    """
    found = _WRAPPED.fullmatch(word)
    if not found or found["mark"]:
        return unescaped(word)
    target, label = unescaped(found["target"]), unescaped(found["label"] or "")
    return label if label and target == f"http://{label}" else target


def _label(wrapped: re.Match[str]) -> str:
    mark, target, label = wrapped["mark"], wrapped["target"], wrapped["label"]
    if mark == "!":
        return label or f"@{target}"
    return mark + (label or target).removeprefix(mark)
