"""``source add|list|show|history|revert|set|pause|resume|remove …``.

What is added is an address of the web, or what stands for one: ``r/news``, ``@user@server``,
``news:"words"``.
"""

import re

from newswatch.slack.commands import settings, slips, source_settings, typed
from newswatch.slack.commands.wanted import (
    Command,
    Missing,
    SourceAdd,
    SourceChange,
    SourceHistory,
    SourceList,
    SourceRevert,
    SourceShow,
    Wrong,
)
from newswatch.sources.urls import is_web_address

VERBS = ("add", "list", "show", "history", "revert", "set", "pause", "resume", "remove")
AFTER = "After source comes add, list, show, history, revert, set, pause, resume or remove."
NO_NUMBER = (
    "A source goes back to a change of it, as in source revert guardian 12; its history has the numbers."
)
SYNONYMS = slips.SYNONYMS | {"edit": "set", "change": "set", "new": "add"}
SCOPES = {"failing": "failing", "broken": "failing", "paused": "paused", "gone": "gone", "all": ""}
URL_CHARS = 2_000
"""What browsers and servers take anywhere; a longer one is a mistake."""
NEWS_CHARS = 200
_FEED = re.compile(r"feed:(?://)?(?P<web>https?:)?(?://)?", re.IGNORECASE)
"""What browsers once opened feed readers with, before an address or in the place of its scheme."""
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_HOST = re.compile(r"[^/?#@\s]+\.[^/?#@\s.]{2,}(?::[0-9]{1,5})?(?:[/?#]|\Z)")
"""What somebody types without a scheme is an address when its host has a dot."""
_BLANK = re.compile(r"\s")
_PORT = re.compile(r"[^/?#@\s:]+\.[^/?#@\s.:]{2,}:[0-9]")
_ID = re.compile(r"[0-9a-f]{16}")
_SUBREDDIT = re.compile(r"/?r/([A-Za-z0-9_]{2,21})/?")
_ACCOUNT = re.compile(r"@([A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,62}[A-Za-z0-9_])?)@([A-Za-z0-9.-]{1,253})")
"""An account of the fediverse, as people write it."""
_QUOTES = '"“”„‟«»″'
_NEWS = re.compile(
    rf"(?<!\S)news:\s*(?:[{_QUOTES}](?P<quoted>[^{_QUOTES}]*)[{_QUOTES}]|(?P<bare>[^\s{_QUOTES}]+))"
    r"(?:\s+(?P<lang>lang:[a-z]{2}(?:-[a-z]{2})?)(?!\S))?",
    re.IGNORECASE,
)
"""A search of news, and in which language."""
_WORDS = re.compile(r"\w[\w' -]*")


def parse(rest: str, text: str) -> Command:  # noqa: PLR0911 - a verb each
    """Return what ``source`` with this rest asks for; ``text`` is the whole of it."""
    first, after = typed.cut(rest)
    match typed.keyword(first):
        case "":
            return Wrong(AFTER, ("source list", "help source"))
        case "add":
            return _add(after)
        case "list":
            return SourceList(_scope(after))
        case "show":
            source = _source(after)
            return SourceShow(source) if source else Missing("source show", "source")
        case "history":
            said, before = typed.paged(after)
            source = _source(said)
            return SourceHistory(source, before) if source else Missing("source history", "source")
        case "revert":
            return _revert(after)
        case "set":
            return source_settings.parse(typed.words(after))
        case "pause" | "resume" | "remove" as verb:
            source = _source(after)
            return SourceChange(verb, source) if source else Missing(f"source {verb}", "source")
        case verb:
            return _unknown(verb, rest, after, text)


def spell(command: SourceAdd) -> str:
    """Return the text that adds a source."""
    words = ["source add", typed.escaped(command.address), *(f"tag:{tag}" for tag in command.tags)]
    if command.selector:
        words += ["selector", typed.escaped(command.selector)]
    return " ".join(words)


def address(word: str) -> str:
    """Return the address that a word is, or stands for; empty for none."""
    url = typed.link(word).strip("`'\"“”‘’")
    if found := _SUBREDDIT.fullmatch(url):
        return f"https://www.reddit.com/r/{found[1]}"
    # Slack makes a person, a link or a mail address of parts of it.
    if (found := _ACCOUNT.fullmatch(typed.meant(word))) and _HOST.match(found[2]):
        url = f"https://{found[2]}/@{found[1]}"
    if feed := _FEED.match(url):
        url = f"{feed['web'] or 'https:'}//{url[feed.end() :]}"
    if (not _SCHEME.match(url) or _PORT.match(url)) and _HOST.match(url):
        url = f"https://{url}"
    return url if len(url) <= URL_CHARS and not _BLANK.search(url) and is_web_address(url) else ""


def _add(rest: str) -> Command:
    news = _NEWS.search(rest)
    left = f"{rest[: news.start()]} {rest[news.end() :]}" if news else rest
    words = typed.words(left)
    at = next((n for n, word in enumerate(words) if typed.keyword(word) == "selector"), len(words))
    words, selecting = words[:at], words[at:]
    if not words and not news:
        return Missing("source add", "address")
    search = _search(news["quoted"] or news["bare"] or "", news["lang"] or "") if news else ""
    addresses = [url for url in (search, *map(address, words)) if url]
    others = [word for word in words if not address(word)]
    if len(addresses) > 1:
        return Wrong("One address at a time.", tuple(spell(SourceAdd(url)) for url in addresses[:3]))
    if not addresses:
        return _no_address(rest)
    tags = settings.tags(others)
    if tags is None:
        problem = (
            "After the address come only tags, as in tag:wires, and then a selector, as in selector h2 a."
        )
        return Wrong(problem, (spell(SourceAdd(_whole(addresses[0], others))),))
    selector = source_settings.selector(" ".join(selecting[1:]))
    if selecting and not selector:
        return Wrong(source_settings.NO_SELECTOR, (spell(SourceAdd(addresses[0], tags)),))
    return SourceAdd(addresses[0], tags, selector)


def _search(words: str, language: str = "") -> str:
    """Return the address that stands for a search of news; empty for none."""
    wanted = " ".join(typed.meant(words).strip("'`‘’ ").split())
    if not wanted or len(wanted) > NEWS_CHARS or set(wanted) & set(_QUOTES):
        return ""
    return f'news:"{wanted}" {language.lower()}'.strip()


def _whole(url: str, others: list[str]) -> str:
    """Return a search with the words that were meant to be in it, where its quotes are missing."""
    if not url.startswith("news:") or not url.endswith('"') or not all(map(_WORDS.fullmatch, others)):
        return url
    return _search(" ".join([url.removeprefix("news:").strip('"'), *others])) or url


def _no_address(text: str) -> Wrong:
    said = typed.meant(typed.cut(text)[0])
    search = _search(text) if _WORDS.fullmatch(text) else ""
    idea = (spell(SourceAdd(search)),) if search else ()
    return Wrong(f"“{said}” is no address on the web.", (*idea, "source list", "help source"))


def _scope(text: str) -> str:
    word = typed.meant(text)
    key = typed.keyword(word)
    return SCOPES.get(key, key if settings.TAG.fullmatch(key) else word)


def _source(text: str) -> str:
    """Return how a source is called: an address, or words of its name or host."""
    words = typed.words(text)
    return " ".join((typed.link(words[0]) if len(words) == 1 else typed.meant(text)).split())


def _revert(text: str) -> Command:
    """Parse ``<source> <number>``. The source of a button is an id, with the version that was seen."""
    before, seq = typed.numbered(text)
    source = _source(before)
    if source and seq:
        word, seen = typed.versioned(source)
        # After a host, it is a port.
        return SourceRevert(word, seq, seen) if _ID.fullmatch(word) else SourceRevert(source, seq)
    if meant := _source(text):
        return Wrong(NO_NUMBER, (f"source history {typed.escaped(meant)}", "source list"))
    return Missing("source history", "source")


def _unknown(verb: str, rest: str, after: str, text: str) -> Wrong:
    guesses: tuple[str, ...] = ()
    if isinstance(found := _add(rest), SourceAdd):
        guesses = (spell(found),)
    elif right := SYNONYMS.get(verb) or slips.nearest(verb, VERBS):
        guesses = (f"source {right} {after}".strip(),)
    complete = [each for each in guesses if not isinstance(parse(typed.cut(each)[1], each), Missing | Wrong)]
    return Wrong(AFTER, tuple(dict.fromkeys((*complete, "source list", f"add {text}"))))
