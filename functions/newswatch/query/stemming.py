"""Stems: words that are inflections of one another have the same, in one language.

The stemmers are Snowball's (snowballstem.org), which want words with their accents;
stems are compared without, as all words are.
"""

from collections.abc import Callable
from functools import cache, lru_cache

from newswatch.text import folded

# Snowball's names of its stemmers, by ISO 639-1. Croatian and Bosnian are read as Serbian in Latin letters.
_STEMMERS = {
    "ar": "arabic",
    "ca": "catalan",
    "cs": "czech",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "eo": "esperanto",
    "es": "spanish",
    "et": "estonian",
    "eu": "basque",
    "fa": "persian",
    "fi": "finnish",
    "fr": "french",
    "hi": "hindi",
    "hr": "serbian",
    "hu": "hungarian",
    "hy": "armenian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "ne": "nepali",
    "nl": "dutch",
    "no": "norwegian",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "st": "sesotho",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
    "yi": "yiddish",
}
UNKNOWN = "en"
"""What is read as if it were in this language: texts too short to tell it, of which most are English."""

_REMEMBERED = 60_000
"""Words of articles, which come again and again; about 200 bytes each."""
_LONGEST = 64
"""Characters; what is longer is no word."""


@lru_cache(_REMEMBERED)
def stem(word: str, language: str) -> str:
    """Return what a word has in common with its inflections.

    Args:
        word: as ``text.inflected`` returns it.
        language: primary language subtag, as filters have it; "" where it is not known. Words
            of languages without a stemmer are their own stems.
    """
    stemmer = _stemmer(language or UNKNOWN) if len(word) <= _LONGEST else None
    return folded(stemmer(word) if stemmer else word)


def stems(word: str, plain: str, language: str) -> frozenset[str]:
    """Return the stems that a word of a query looks for: people leave out accents.

    Args:
        word: as ``text.inflected`` returns it.
        plain: as ``text.words`` returns it.
        language: as with ``stem``.
    """
    return frozenset((stem(word, language), stem(plain, language)))


@cache
def _stemmer(language: str) -> Callable[[str], str] | None:
    if language not in _STEMMERS:
        return None
    import Stemmer  # type: ignore[import-not-found] # noqa: PLC0415 - loaded only where something is to be inflected

    stemmer: Callable[[str], str] = Stemmer.Stemmer(_STEMMERS[language]).stemWord
    return stemmer
