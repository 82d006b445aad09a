"""Titles: the article's headline, without the name of the site and the section that stand around it."""

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from newswatch.sources import markup, urls

MAX_CHARS = 500

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_INLINE = re.compile(
    r"</?(?:a|b|i|u|em|strong|small|span|sub|sup|mark|font|br|p|h[1-6]|q|cite|wbr)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_ENCODED_TIMES = 3
# Separators want spaces around them, but for those that no headline has inside a word.
_SEPARATOR = re.compile(r"\s+(?:[|｜\-–—―·•:：»«›‹~/\\>]|::|--|\|\||\.\.)\s+|\s*[|｜]\s*|\s+[»«]|[»«]\s+")
# In Chinese, Japanese and Korean none of them has spaces. The names behind them must be known.
_TIGHT = re.compile(r"[_\-–—－＿:：·・「（(【\[]")
_CLOSING = " ）)】]」_-–—－＿|｜:：·"
_ENDS = " |｜_»«›‹"
_PREFIX = re.compile(r"\s*:\s+")
_SPACELESS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_EMPTY = frozenset({
    "", "home", "homepage", "index", "untitled", "untitleddocument", "null", "undefined", "none", "loading",
    "newtab",
})  # fmt: skip
_ARTICLES = frozenset(
    {"the", "der", "die", "das", "le", "la", "les", "el", "il", "los", "de", "o", "a", "of", "and", "al"}
)
# What sites add to their names, or leave out.
_GENERIC = frozenset({
    "online", "news", "com", "net", "org", "magazine", "magazin", "international", "english", "edition",
    "blog",
    "digital", "website", "us", "uk", "usa", "world", "media", "newspaper", "live", "today", "tv", "mobile",
    "home",
    "official", "site", "page", "homepage", "ニュース", "新闻", "新聞", "뉴스", "网", "網",
})  # fmt: skip
_HOST_PARTS = frozenset(
    {"www", "m", "mobile", "amp", "edition", "news", "en", "beta", "co", "com", "org", "net", "gov", "ac"}
)
_MAX_NAME = 60
_MAX_PARTS = 30
_CLIPPED = re.compile(r"\s*(?:…|\.\.\.)$")
_LONG = 10
_MARK = re.compile(r"[\W_]+")
_CUT_AT = 100
_CUT_LEAST = 30
"""Headlines are cut at 110 characters for search engines, at 60 or 70 for sharing."""


def clean(text: str) -> str:
    """Return a headline as text on one line: systems encode twice what others decode once."""
    text = unescaped(text[: MAX_CHARS * 4])
    if "<" in text:
        text = _INLINE.sub(" " if "<br" in text.lower() or "<p" in text.lower() else "", text)
    return markup.collapsed(text)[:MAX_CHARS]


def unescaped(text: str) -> str:
    """Return text on one line without entities, however often they were encoded."""
    for _ in range(_ENCODED_TIMES):
        if "&" not in text or (decoded := _ENTITY.sub(lambda m: html.unescape(m[0]), text)) == text:
            break
        text = decoded
    return markup.collapsed(text)


def folded(text: str) -> str:
    """Return a name as what is compared: letters and digits alone, without marks."""
    text = text[:MAX_CHARS].casefold()
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text).replace("ı", "i")  # Turkish: whose capital is I
    return _MARK.sub("", text)


@dataclass(frozen=True, slots=True)
class Site:
    """What is known of a site's name."""

    names: frozenset[str]
    """Folded."""
    labels: frozenset[str]
    """Of its host, with and without what follows the last dot."""

    @classmethod
    def of(cls, names: Iterable[str], url: str) -> "Site":
        """Make one of the names that a page gives its site, and its address."""
        known = {folded(name) for name in names}
        known |= {name.removeprefix(article) for name in known for article in ("the", "die", "der")}
        host = _host(url)
        labels = [label for label in host.split(".")[:-1] if label not in _HOST_PARTS and len(label) > 1]
        hosts = {folded(label) for label in labels} | {folded(host.removeprefix("www."))}
        hosts |= {label.removeprefix("the") for label in hosts}
        return cls(frozenset(known - {""}), frozenset(hosts - {""}))

    def is_named(self, text: str) -> bool:
        """Return whether this is how the site is called, in one of the ways in which it may be."""
        if not text or len(text) > _MAX_NAME:
            return False
        name = folded(text)
        bare = name.removeprefix("the")
        if name in self.names or bare in self.names or name in self.labels or bare in self.labels:
            return True
        words = [folded(word) for word in re.findall(r"\w+", text)]
        words = [word for word in words if word and word not in _ARTICLES]
        proper = [word for word in words if word not in _GENERIC] or words
        if "".join(proper) in self.names | self.labels:
            return True
        return any(
            _abbreviates(label, words) or _abbreviates(label, proper) for label in self.labels | self.names
        )


def _host(url: str) -> str:
    try:
        return urls.host(url)
    except ValueError:
        return ""


def _abbreviates(short: str, words: Sequence[str]) -> bool:
    """Return whether ``short`` is made of the words' beginnings in order: nytimes, wsj."""
    if len(words) < 2 or not len(words) <= len(short) <= _MAX_NAME:  # noqa: PLR2004 - of one word it would be a part
        return False
    if short[0] != words[0][0]:
        return False
    reached = {0}
    for word in words:
        reached = {
            at + length
            for at in reached
            for length in range(1, len(word) + 1)
            if short.startswith(word[:length], at)
        }
    return len(short) in reached


def choose(
    said: Sequence[str], headings: Sequence[str], titles: Sequence[str], site: Site, crumbs: Iterable[str]
) -> str:
    """Return the article's title.

    The first is believed, except that one that readers see as a heading comes before
    those that they don't (search engines and friends are told other headlines), that
    names of sites are taken off, that a clipped one gives way to one that goes on, and
    that what is no more than the site's name is none.

    Args:
        said: what machines are told, most trusted first.
        headings: the page's h1.
        titles: the page's title elements.
        site: whose name is taken off.
        crumbs: names of sections, which are taken off where the site's name was.
    """
    shown = [heading for heading in headings if not _is_nothing(heading, site)]
    sections = frozenset(map(folded, crumbs)) - {""}
    bare = [without_site(text, site, shown, sections) for text in said]
    bare = [text for text in bare if not _is_nothing(text, site)]
    tops = [without_site(text, site, [*shown, *bare], sections) for text in titles[:1]]
    tops = [text for text in tops if not _is_nothing(text, site)]
    heading = _heading(shown, [*bare, *tops])
    if heading and not bare and tops and tops[0] != titles[0] and not _share(heading, tops[0]):
        heading = ""  # "Today's news" over every article, which is in the title
    candidates = [*bare, *([heading] if heading else []), *tops]
    if not candidates:
        return next((text for text in (*said, *titles) if text and text.casefold() not in _EMPTY), "")
    confirmed = {folded(text) for text in shown}
    best = next((text for text in bare if folded(text) in confirmed), candidates[0])
    return _whole(best, candidates)


def _is_nothing(text: str, site: Site) -> bool:
    return folded(text) in _EMPTY or site.is_named(text)


def _heading(shown: Sequence[str], known: Sequence[str]) -> str:
    """Return the heading that is the headline: one that another title repeats, else the only one."""
    names = [folded(text) for text in known]
    for heading in shown:
        name = folded(heading)
        if name in names or (len(name) >= _LONG and any(name in other for other in names)):
            return heading
    return shown[0] if len(shown) == 1 else ""


def _share(one: str, other: str) -> bool:
    """Return whether two titles have anything in common: words, or pairs of characters without spaces."""
    ones, others = (
        {
            *re.findall(r"\w{2,}", text.casefold()),
            *(text[m.start() : m.start() + 2] for m in _SPACELESS.finditer(text)),
        }
        for text in (one, other)
    )
    return not ones.isdisjoint(others)


def _whole(title: str, others: Sequence[str]) -> str:
    """Return what a clipped title was before: by its dots, or because another goes on inside a word."""
    stem = _CLIPPED.sub("", title)
    for other in others:
        if (
            len(other) <= len(stem)
            or not other.casefold().startswith(stem.casefold())
            or _CLIPPED.search(other)
        ):
            continue
        inside = other[len(stem)].isalnum() and stem[-1:].isalnum() and not _SPACELESS.match(stem[-1:])
        if stem != title or (inside and len(stem) >= _CUT_LEAST) or len(stem) >= _CUT_AT:
            return other
    return title


def without_site(
    title: str, site: Site, headings: Sequence[str], sections: frozenset[str] = frozenset()
) -> str:
    """Return a title without the site's name before or behind it, and the sections beside that.

    Where the name is not known, a heading that is the rest of the title tells it.
    """
    whole = {folded(heading): heading for heading in headings if heading}
    if folded(title) in whole and not _ends_named(title, site):
        return title
    if rest := _without_name(title, site):
        return _without_sections(rest, sections, whole)
    for start, end in _cuts(title, tight=False):
        head, tail = title[:start].strip(), title[end:].strip()
        if folded(head) in whole and len(folded(head)) > len(folded(tail)) / 2:
            return head
        if folded(tail) in whole:
            return tail
    return title


def _without_name(title: str, site: Site) -> str:
    """Return what stands before or behind the site's name, "" where that is not found."""
    for start, end in _cuts(title):
        head, tail = title[:start].strip(_ENDS), title[end:].strip(_CLOSING)
        if head and any(map(site.is_named, {tail, _first_part(tail)})):
            return head
        if tail and site.is_named(head) and not _SPACELESS.search(title[start:end]):
            return title[end:].strip(_ENDS)
    return ""


def _ends_named(title: str, site: Site) -> bool:
    return any(site.is_named(title[end:].strip(_CLOSING)) for _, end in _cuts(title))


def _without_sections(title: str, sections: frozenset[str], whole: Iterable[str]) -> str:
    for start, end in reversed(list(_cuts(title))):
        head, tail = title[:start].strip(), title[end:].strip()
        if head and (folded(tail) in sections or folded(head) in whole):
            title = head
        elif tail and (folded(head) in sections or folded(tail) in whole):
            return tail
        else:
            break
    return title


def _first_part(text: str) -> str:
    match = _SEPARATOR.search(text)
    return text[: match.start()] if match else text


def _cuts(title: str, *, tight: bool = True) -> Iterator[tuple[int, int]]:
    """Yield where a title may be divided."""
    found = [match.span() for match in _SEPARATOR.finditer(title)][:_MAX_PARTS]
    if tight and _SPACELESS.search(title):
        found += [match.span() for match in _TIGHT.finditer(title)][:_MAX_PARTS]
    if tight and (match := _PREFIX.search(title)):
        found.append(match.span())
    yield from sorted(set(found))
