"""Where an article came from, as filters ask for it."""

from functools import cached_property

from newswatch import languages
from newswatch.model import Source
from newswatch.query.syntax import Attribute, Filter
from newswatch.sources.urls import host
from newswatch.text import BREAK, words

WORDS_OF = (Attribute.SOURCE, Attribute.AUTHOR, Attribute.SECTION)
"""Attributes that are names: a filter holds where its words stand side by side in one of them."""


class Origin:
    """What filters know of an article, and of the source that brought it."""

    def __init__(self, article: object, source: Source | None = None) -> None:
        """Take in an article; attributes that it does not have are taken for empty."""
        self._article, self._source = article, source

    @cached_property
    def language(self) -> str:
        """Return the primary language subtag, as filters have it; empty where it is not known."""
        return languages.primary(self._text("language"))

    @cached_property
    def sites(self) -> frozenset[str]:
        """Return the host of the article's address, and all domains that it is under."""
        try:
            labels = host(self._text("url")).split(".")
        except ValueError:
            return frozenset()
        return frozenset(".".join(labels[at:]) for at in range(len(labels))) - {""}

    @cached_property
    def tags(self) -> frozenset[str]:
        """Return the tags of the source."""
        return frozenset(tag.casefold() for tag in self._source.tags) if self._source else frozenset()

    def said(self, attribute: Attribute) -> tuple[str, ...]:
        """Return the names that an attribute of ``WORDS_OF`` has."""
        match attribute:
            case Attribute.SOURCE:
                return (self._source.name if self._source else "", self._text("site_name"))
            case Attribute.AUTHOR:
                authors = getattr(self._article, "authors", ())
                return (authors,) if isinstance(authors, str) else tuple(authors)
        return (self._text("section"),)

    @cached_property
    def names(self) -> dict[Attribute, tuple[list[str], ...]]:
        """Return the words of each name."""
        return {attribute: tuple(map(words, self.said(attribute))) for attribute in WORDS_OF}

    def admits(self, wanted: Filter) -> bool:
        """Return whether a filter holds."""
        match wanted.attribute:
            case Attribute.SITE:
                return wanted.value in self.sites
            case Attribute.LANG:
                return wanted.value == self.language
            case Attribute.TAG:
                return wanted.value in self.tags
            case Attribute.URL:
                return wanted.value in self._text("url").lower()
        return f" {' '.join(words(wanted.value))} " in self._joined[wanted.attribute]

    @cached_property
    def _joined(self) -> dict[Attribute, str]:
        """Return the words of all names, apart from one another."""
        return {
            attribute: f" {f' {BREAK} '.join(' '.join(name) for name in names)} "
            for attribute, names in self.names.items()
        }

    def _text(self, attribute: str) -> str:
        return str(getattr(self._article, attribute, "") or "")
