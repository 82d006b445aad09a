"""Bylines: the names in what publishers write as an article's authors."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from newswatch.sources.claims import roles, titles

Credit: TypeAlias = tuple[int, str]
"""The rank of what somebody did, see ``roles``, and a name."""

MAX_AUTHORS = 20
_MAX_CHARS = 500
_MAX_NAME = 100

# fmt: off
_BY = re.compile(
    r"^\W*(?:(?:written|words|story|text|reported|reporting|posted|article|analysis|opinion|review|interview"
    r"|photos?"
    r"|von unserem korrespondenten)\s+(?:and\s+\w+\s+)?)?"
    r"(?:by|von|par|por|di|door|av|af|przez|autor(?:in|a|es)?|auteur|author|authors|автор|авторы|текст|yazan"
    r"|συντάκτης|tác giả)"
    r"(?:\s*[:：]\s*|\s+)(?=\S)",
    re.IGNORECASE,
)
_BY_SPACELESS = re.compile(
    r"^\s*(?:作者|記者|记者|文/|文／|文：|文・|撰文|(?:責任|责任)?(?:編輯|编辑)(?!部)|来源|기자|글|بقلم|كتب|כתב|מאת)\s*[:：/／]?\s*"
)
_BEHIND = re.compile(r"\s*(?:記者|记者|編集委員|特派員|기자|특파원)$")
_MAIL_WITH_NAME = re.compile(
    r"^\s*<?[\w.+-]+@[\w.-]+>?\s*\(([^()]+)\)\s*$|^([^<>@]+?)\s*[<(\[]\s*[\w.+-]+@[\w.-]+\s*[>)\]]\s*$"
)
_MAIL = re.compile(r"\S+@\S+\.\w+")
_ADDRESS = re.compile(
    r"://|^www\.|^//|^/|^(?:[\w-]+\.)+(?:com|org|net)/|facebook\.com|twitter\.com", re.IGNORECASE
)
_HANDLE = re.compile(r"^@\w+$")
_LIST = re.compile(r"\s*[;；、|｜]\s*|\s+[/·•]\s+|\s*\n\s*")
_AND = re.compile(r"\s+(?:and|und|et|y|e|en|og|och|ve|и|та|και|i|&|\+|with|mit|avec|con)\s+", re.IGNORECASE)
_COMMA = re.compile(r"\s*[,，،]\s*(?:(?:and|und|et|y|e|en|&)\s+)?")
_ROLE = re.compile(
    r"\b(?:editors?|correspondents?|reporters?|writers?|journalists?|columnists?|contributors?|contributing"
    r"|producers?|"
    r"bureau|chief|staff|senior|special|freelance|analysts?|fellow|professor|lecturer|photographers?|"
    r"korrespondent(?:in|en)?|redakt(?:eur|ion|eurin|ör|ør|or)\w*|journalistes?|correspondante?s?|"
    r"corresponsal(?:es)?|redactora?|periodista|giornalista|inviat[oa]|corrispondente|redazione|redação"
    r"|repórter|"
    r"muhabiri?|editörü|корреспондент\w*|обозреватель|redacteur|verslaggever|reporterin|director|manager"
    r"|president|"
    r"for|in|at|aus|à|from)\b",
    re.IGNORECASE,
)
_PLACE = re.compile(r"(?<=\w)\s+(?:reporting\s+from|in|from|aus|à)\s+[^\W\d_a-z].*$")
_ORGANISATION = re.compile(
    r"\b(?:news|newsroom|press|presse|times|post|agency|agencies|agence|agencia|agenzia|agentur|media"
    r"|magazine|tv|radio|staff|team|desk|"
    r"editorial|editors?|board|redaktion|redacci[oó]n|r[eé]daction|redazione|redação|redaktionen|redactie"
    r"|redakcja|"
    r"редакция|network|service|wire|wires|reports?|reporters|correspondents?|bureau|department|ministry"
    r"|university|institute|foundation|"
    r"gmbh|inc|ltd|llc|corp|group|company|online|daily|herald|tribune|journal|gazette|guardian|telegraph|"
    r"chronicle|observer|broadcasting|publishing|website|com|conversation)\b"
    r"|編集部|編集局|通信|新聞社|新华社|通讯社|编辑部|뉴스|연합뉴스|هيئة|وكالة|מערכת",
    re.IGNORECASE,
)
_NOBODY = frozenset({
    "admin", "administrator", "webmaster", "root", "user", "null", "undefined", "none", "na", "unknown",
    "test", "guest",
    "author", "anonymous", "wordpress", "default", "nan", "false", "true", "by", "noauthor", "superuser",
    "importer", "feed",
})
_SUFFIX = frozenset({
    "jr", "sr", "ii", "iii", "iv", "md", "phd", "esq", "ms", "ma", "rd", "rdn",
    "mba", "jd", "dds", "rn", "dphil",
})
_KEPT_SUFFIX = frozenset({"jr", "sr", "ii", "iii", "iv"})
# fmt: on
_PARTICLES = frozenset(
    {
        "de",
        "del",
        "della",
        "di",
        "da",
        "das",
        "do",
        "dos",
        "du",
        "des",
        "la",
        "le",
        "van",
        "von",
        "der",
        "den",
        "ter",
        "ten",
        "zu",
        "zur",
        "af",
        "av",
        "al",
        "el",
        "bin",
        "bint",
        "ibn",
        "ben",
        "y",
        "e",
        "i",
    }
)  # fmt: skip
_DETERMINERS = frozenset({"the", "der", "die", "das", "les", "los", "our"})
# Where a byline goes on with its date.
_DATE_BEHIND = re.compile(
    r"[\s,|·•–—-]*(?:\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:published|updated|posted"
    r"|last updated)\b"
    r"|\b(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb"
    r"|mar|apr|jun"
    r"|jul|aug|sept?|oct|nov|dec)\.?\s+\d|\b\d{1,4}[./:-]\d|\b\d{1,2}\.?\s+[^\W\d_]+\s+\d{4}).*$",
    re.IGNORECASE | re.DOTALL,
)
_TWO = 2
_MOST_WORDS = 6
_SPACELESS = re.compile(r"^[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af・=＝\s]{2,15}$")


def names(*texts: str) -> list[str]:
    """Return the names of the authors in bylines that stand together."""
    return authors(credit for text in texts for credit in credits_in(text))


def authors(found: Iterable[Credit]) -> list[str]:
    """Return who wrote it; else whom it is from, else who took the pictures, else who edited it."""
    known = list(found)
    least = min((rank for rank, _ in known), default=roles.WROTE)
    return [name for rank, name in known if rank == least]


def credits_in(text: str, *, whole: bool = False) -> Iterator[Credit]:
    """Yield the names in a byline, without "by", roles, mail addresses and the like.

    Args:
        text: the byline.
        whole: it is one name, of an organisation say, whatever it looks like.
    """
    text = titles.clean(text[:_MAX_CHARS])
    if match := _MAIL_WITH_NAME.match(text):
        text = match[1] or match[2]
    if _ADDRESS.search(text) or _HANDLE.match(text):
        return
    parts = [(roles.WROTE, text)] if whole else roles.split(_DATE_BEHIND.sub("", text))
    for rank, part in parts:
        for one in [part] if whole else _enumerated(part):
            name = _BEHIND.sub("", _MAIL.sub("", one)).strip(' ,;:：|/–—-•·"“”()（）<>[]')
            if name and len(name) <= _MAX_NAME and not _is_nobody(name) and re.search(r"[^\W\d_]", name):
                yield rank, name


def _enumerated(text: str) -> Iterator[str]:
    text = _BY_SPACELESS.sub("", _BY.sub("", text.strip(" ,;，；"), count=1), count=1)
    return (name for part in _LIST.split(text) for name in _of_commas(part))


def _is_nobody(name: str) -> bool:
    """Return whether it is an account rather than anybody's name."""
    plain = titles.folded(name)
    return plain in _NOBODY or (" " not in name and "admin" in plain)


def _of_commas(text: str) -> Iterator[str]:
    """Yield the names in an enumeration, without the roles and employers that may stand there too."""
    parts = [_PLACE.sub("", part) for part in _COMMA.split(text) if part]
    found: list[str] = []
    for at, part in enumerate(parts):
        plain = titles.folded(part)
        if at and plain in _SUFFIX:
            if plain in _KEPT_SUFFIX and found:
                found[-1] += f", {part}"
            continue
        ands = _AND.split(part)
        if len(ands) > 1 and all(_is_whole(one) for one in ands):
            found += ands
        elif not at or (_is_whole(part) and not (part.isupper() and " " in found[0])):
            found.append(part)
        elif len(parts) == _TWO and len(part.split()) == 1 == len(found[0].split() if found else ()):
            # "Lee, Ann" as libraries write it; two agencies are two.
            found = [*found, part] if part.isupper() or found[0].isupper() else [f"{part} {found[0]}"]
        elif found and len(found[0].split()) == 1 and not _ROLE.search(part) and not is_organisation(part):
            found.append(part)
    if len(found) > 1 and any(map(_is_whole, found)):
        found = [name for name in found if not _ROLE.search(name)] or found
    yield from found


def _is_whole(name: str) -> bool:
    """Return whether it is a person's full name, as far as its form tells, or an agency's in capitals."""
    words = name.split()
    if _SPACELESS.match(name):
        return True
    if len(words) == 1:
        return name.isupper() and name.isascii() and 1 < len(name) < _MOST_WORDS
    if len(words) > _MOST_WORDS or any(w[0].islower() and w.lower() not in _PARTICLES for w in words[1:]):
        return False
    return words[0].lower() not in _DETERMINERS and not _ROLE.search(name) and not is_organisation(name)


def is_name(name: str) -> bool:
    """Return whether it can be the name of anybody, as far as its form tells."""
    words = name.split()
    return (
        len(words) <= _MOST_WORDS
        and (not name[0].islower() or len(words) > 1)
        and not re.search(r"\d{3}|[.!?] ", name)
    )


def is_organisation(name: str) -> bool:
    """Return whether a name is that of a newsroom, an agency or a firm, as far as its form tells."""
    return bool(_ORGANISATION.search(name)) or (
        name.isupper() and len(name.split()) == 1 and len(name) < _MOST_WORDS
    )


def is_person(name: str, site: titles.Site) -> bool:
    """Return whether a name is a person's, as far as its form tells."""
    return _is_whole(name) and not is_organisation(name) and not site.is_named(name)


def distinct(found: Iterable[str]) -> tuple[str, ...]:
    """Return each name once, in the spelling that comes first."""
    known: dict[str, str] = {}
    for name in found:
        if len(known) >= MAX_AUTHORS:
            break
        known.setdefault(titles.folded(name), name)
    return tuple(known.values())


def resolve(claims: Iterable[Sequence[str]], site: titles.Site) -> tuple[str, ...]:
    """Return the authors of an article.

    The first who names any is believed, except that the site itself is only its
    article's author where nobody else is named: not beside a person, and not before
    the persons, or the agency, whom somebody less trusted names.
    """
    itself: tuple[str, ...] = ()
    for claim in claims:
        found = distinct(claim)
        others = tuple(
            name for name in found if not site.is_named(name) and not _is_employer(name, found, site)
        )
        if others and (not itself or any(_is_whole(name) for name in others)):
            return others
        itself = itself or found
    return itself


def _is_employer(name: str, beside: Sequence[str], site: titles.Site) -> bool:
    """Return whether it is a part of the site, as in "Ann Lee, News Business"."""
    first, _, rest = name.partition(" ")
    return bool(rest) and len(beside) > 1 and site.is_named(first)
