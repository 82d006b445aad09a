"""What filters and saved sets take behind their colons, as it is compared."""

import re
import unicodedata
from collections.abc import Callable, Sequence

from newswatch import languages
from newswatch.query import references
from newswatch.query.refusal import shortened
from newswatch.query.syntax import Attribute
from newswatch.query.words import trimmed
from newswatch.text import tokens

NAMES = frozenset({Attribute.SOURCE, Attribute.AUTHOR, Attribute.SECTION})
"""Whose values are words."""

URL_CHARS = 4
"""Less of an address is in all of them."""

_PUNCTUATION = ".:!?'"
_LABEL_CHARS = 63  # RFC 1035 §2.3.4
_HOST_CHARS = 253
# Single labels that stand for a site even without a dot before them, beside those of countries.
_TOP = frozenset({"com", "edu", "gov", "int", "mil", "net", "org"})
_COUNTRY_CHARS = 2


class BadValue(ValueError):
    """A value that a field can't have; ``str`` is one sentence.

    Attributes:
        values: what it can have instead, best first.
        terms: what can stand instead of field and value, best first.
    """

    def __init__(self, message: str, values: Sequence[str] = (), terms: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.values, self.terms = tuple(values), tuple(terms)


def value_of(attribute: Attribute | None, said: str, *, is_quoted: bool) -> str:
    """Return a value as its filter has it; the name of a set for no attribute.

    Raises:
        BadValue: the field can't have it.
    """
    if not is_quoted and attribute is not Attribute.URL:
        _refuse_marks(f"{attribute or 'set'}:", said)
        said = trimmed(said) or said if attribute in NAMES else said.rstrip(_PUNCTUATION)
    return _READERS[attribute](said)


def _refuse_marks(field: str, said: str) -> None:
    if said[0] in "~=":
        raise BadValue(f"A {said[0]} marks words of an article, not what {field} takes.", [said[1:]])
    if said[0] == "-":
        raise BadValue("A minus stands before the field.", terms=[f"-{field}{said[1:]}"])
    if "*" in said.removeprefix("*."):
        raise BadValue(f"A star does nothing behind {field}.", [said.replace(".*", "").replace("*", "")])


def _site(said: str) -> str:
    address = re.sub(r"^(?:\w+://)+", "", said.strip().lower())
    host = re.split("[/?#]", address, maxsplit=1)[0]
    if address[len(host) :] not in {"", "/"}:
        raise BadValue("A site has no path; url: finds part of an address.", [host], [f'url:"{address}"'])
    is_end = host.startswith((".", "*."))
    bare = unicodedata.normalize("NFC", re.sub(r":[0-9]*$", "", host).strip(".").lstrip("*."))
    bare = bare.removeprefix("www.")
    labels = bare.split(".")
    is_domain = len(bare) <= _HOST_CHARS and all(map(_is_label, labels))
    if is_domain and (len(labels) > 1 or is_end or len(bare) == _COUNTRY_CHARS or bare in _TOP):
        return ".".join(map(_encoded, labels))
    message = "A site is a domain, such as reuters.com, or the end of one, such as .gov."
    domains = [f"{bare}.com"] if is_domain else []
    raise BadValue(message, domains, [f'source:"{said}"'] if tokens(said) else [])


def _is_label(label: str) -> bool:
    chars = all(char.isalnum() or char in "-_" or unicodedata.category(char)[0] == "M" for char in label)
    return chars and 0 < len(label) <= _LABEL_CHARS and label.strip("-_") == label


def _encoded(label: str) -> str:
    """Return a label as addresses have it (RFC 5891 §4.4), of letters that are in lower case and composed."""
    return label if label.isascii() else f"xn--{label.encode('punycode').decode()}"


def _lang(said: str) -> str:
    if code := languages.called(said):
        return code
    message = f"Newswatch knows no language {shortened(said)}; write its name or its two letters, such as en."
    raise BadValue(message, languages.nearest(said))


def _tag(said: str) -> str:
    tag = " ".join(said.casefold().split()).lstrip("# ")
    if not tag:
        raise BadValue("A tag is missing after tag:.")
    return tag


def _url(said: str) -> str:
    part = re.sub(r"^(?:\w+://)+", "", said.strip().lower())
    if "*" in part or " " in part:
        pieces = [piece for piece in re.split(r"[*\s]+", part) if len(piece) >= URL_CHARS]
        message = "url: takes one part of an address as it stands, without stars and blanks."
        every = " AND ".join(f'url:"{piece}"' for piece in pieces)
        raise BadValue(message, terms=[f"({every})"] if every else [])
    if len(part) < URL_CHARS:
        raise BadValue(f"url: takes at least {URL_CHARS} characters of an address.")
    return part


def _words(said: str) -> str:
    value = " ".join(said.split())
    if not tokens(value):
        raise BadValue(f"There is no word to look for in {shortened(said)}.")
    return value


def _name(said: str) -> str:
    if name := references.name_of(said):
        return name
    tidy = re.sub(r"[^\w-]+", "-", said).strip("-")
    raise BadValue(references.NAME_IS, [tidy] if references.name_of(tidy) else [])


_READERS: dict[Attribute | None, Callable[[str], str]] = {
    Attribute.SITE: _site,
    Attribute.LANG: _lang,
    Attribute.TAG: _tag,
    Attribute.URL: _url,
    Attribute.SOURCE: _words,
    Attribute.AUTHOR: _words,
    Attribute.SECTION: _words,
    None: _name,
}
