"""``source add|list|show|pause|resume|remove …``."""

import re

from newswatch.slack.commands import settings, slips, typed
from newswatch.slack.commands.wanted import (
    Command,
    Missing,
    SourceAdd,
    SourceChange,
    SourceList,
    SourceShow,
    Wrong,
)
from newswatch.sources.urls import is_web_address

VERBS = ("add", "list", "show", "pause", "resume", "remove")
SCOPES = {"failing": "failing", "broken": "failing", "paused": "paused", "all": ""}
URL_CHARS = 2_000
"""What browsers and servers take anywhere; a longer one is a mistake."""
_FEED = re.compile(r"feed:(?://)?(?P<web>https?:)?(?://)?", re.IGNORECASE)
"""What browsers once opened feed readers with, before an address or in the place of its scheme."""
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_HOST = re.compile(r"[^/?#@\s]+\.[^/?#@\s.]{2,}(?::[0-9]{1,5})?(?:[/?#]|\Z)")
"""What somebody types without a scheme is an address when its host has a dot."""
_BLANK = re.compile(r"\s")
_PORT = re.compile(r"[^/?#@\s:]+\.[^/?#@\s.:]{2,}:[0-9]")


def parse(rest: str, text: str) -> Command:
    """Return what ``source`` with this rest asks for; ``text`` is the whole of it."""
    first, after = typed.cut(rest)
    match typed.keyword(first):
        case "":
            problem = "After source comes add, list, show, pause, resume or remove."
            return Wrong(problem, ("source list", "help source"))
        case "add":
            return _add(after)
        case "list":
            return SourceList(_scope(after))
        case "show":
            source = _source(after)
            return SourceShow(source) if source else Missing("source show", "source")
        case "pause" | "resume" | "remove" as verb:
            source = _source(after)
            return SourceChange(verb, source) if source else Missing(f"source {verb}", "source")
        case verb:
            return _unknown(verb, first, after, text)


def address(word: str) -> str:
    """Return the address of a feed that a word is; empty for none."""
    url = typed.link(word).strip("`'\"“”‘’")
    if feed := _FEED.match(url):
        url = f"{feed['web'] or 'https:'}//{url[feed.end() :]}"
    if (not _SCHEME.match(url) or _PORT.match(url)) and _HOST.match(url):
        url = f"https://{url}"
    return url if len(url) <= URL_CHARS and not _BLANK.search(url) and is_web_address(url) else ""


def _add(rest: str) -> Command:
    words = typed.words(rest)
    if not words:
        return Missing("source add", "address")
    addresses = [url for word in words if (url := address(word))]
    others = [word for word in words if not address(word)]
    tags = settings.tags(others)
    if len(addresses) == 1 and tags is not None:
        return SourceAdd(addresses[0], tags)
    if len(addresses) > 1:
        return Wrong(
            "One address at a time.", tuple(f"source add {typed.escaped(url)}" for url in addresses[:3])
        )
    if addresses:
        problem = "After the address come only tags, as in tag:wires."
        return Wrong(problem, (f"source add {typed.escaped(addresses[0])}",))
    problem = f"“{typed.meant(words[0])}” is not the address of a feed on the web."
    return Wrong(problem, ("source list", "help source"))


def _scope(text: str) -> str:
    word = typed.meant(text)
    key = typed.keyword(word)
    return SCOPES.get(key, key if settings.TAG.fullmatch(key) else word)


def _source(text: str) -> str:
    """Return how a source is called: an address, or words of its name or host."""
    words = typed.words(text)
    return " ".join((typed.link(words[0]) if len(words) == 1 else typed.meant(text)).split())


def _unknown(verb: str, first: str, after: str, text: str) -> Wrong:
    guesses: tuple[str, ...] = ()
    if url := address(first):
        guesses = (f"source add {typed.escaped(url)}",)
    elif right := slips.SYNONYMS.get(verb) or slips.nearest(verb, VERBS):
        guesses = (f"source {right} {after}".strip(),)
    complete = [each for each in guesses if not isinstance(parse(typed.cut(each)[1], each), Missing | Wrong)]
    problem = "After source comes add, list, show, pause, resume or remove."
    return Wrong(problem, tuple(dict.fromkeys((*complete, "source list", f"add {text}"))))
