"""Newsrooms: articles, and the feeds that tell of them, in whatever form."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from http import HTTPStatus
from xml.sax.saxutils import escape, quoteattr

from simulation.prose import boilerplate, headline, sentences, variant

KEPT = 30
"""Items of a feed."""
POISON = "poisonous"
"""A page with this word makes reading it fail, always, by an error that nobody foresaw."""
SILENT = 0
"""In place of a status: no answer came."""


@dataclass
class Piece:
    """One article as its newsroom has it."""

    url: str
    title: str
    """Drawn by its story where it is empty."""
    words: tuple[str, ...]
    """Those that queries are about."""
    guid: str
    oversized: bool = False
    poison: bool = False
    told: tuple[str, ...] | None = None
    """Those of the words that its feed's summary has; all of them where that is None."""
    published: datetime | None = None
    updated: datetime | None = None
    more: str = ""
    """What its page says beside."""
    story: str = ""
    """The same for copies in several outlets; where it is empty, it is a story of its own."""
    copy: str = ""
    """Of a copy: what its outlet makes of it is drawn by that."""

    def __post_init__(self) -> None:
        # Kept when it gets another title, id or address.
        self.copy = self.copy or (self.url if self.story else "")
        self.story = self.story or self.url
        self.title = self.title or (variant(self.story, self.copy) if self.copy else headline(self.story))

    def page(self) -> bytes:
        """Return its page."""
        if self.poison:
            return POISON.encode()
        title = escape(self.headline())
        more = f"<p>{'And so it goes on and on, without an end. ' * 20}</p>" * 600 if self.oversized else ""
        authors = "".join(
            f'<meta name="author" content="Author {n}">' for n in range(500 if self.oversized else 1)
        )
        filler = "".join(f"<p>{paragraph}</p>" for paragraph in self._paragraphs())
        return (
            f"<html lang=en><head><title>{title}</title>{authors}</head><body><article>"
            f"<p>{self.sentence()}{self.more}</p>{filler}{more}</article></body></html>"
        ).encode()

    def headline(self) -> str:
        """Return its title, longer than anybody wants where it is oversized."""
        return self.title + (" and so on" * 300 if self.oversized else "")

    def sentence(self) -> str:
        """Return the one sentence that queries are about."""
        return _sentence(self.words)

    def summary(self) -> str:
        """Return what its feed has of it."""
        told = _sentence(self.words if self.told is None else self.told)
        return f"{told} {sentences(self.story)[0]}"

    def _paragraphs(self) -> tuple[str, ...]:
        """Return what nobody watches for. A copy is without the end, but with a notice of its outlet's."""
        said = sentences(self.story)
        return (*said[:-2], boilerplate(self.copy)) if self.copy else said


def _sentence(words: tuple[str, ...]) -> str:
    return f"They spoke of {', '.join(words)} at length." if words else "They spoke."


@dataclass(frozen=True)
class Poll:
    """A request for a feed, and what was answered."""

    at: datetime
    invocation: int
    url: str
    status: int
    """``SILENT`` where nothing was."""

    @property
    def is_success(self) -> bool:
        return self.status in {HTTPStatus.OK, HTTPStatus.NOT_MODIFIED}


@dataclass
class Site:
    """A feed and its articles, newest first."""

    url: str
    """Where it was at first: it keeps that name, wherever it moves."""
    form: str = "rss"
    """One of ``FORMS``."""
    pieces: list[Piece] = field(default_factory=list)
    asked: list[datetime] = field(default_factory=list)
    """When requests reached its server."""
    polls: list[Poll] = field(default_factory=list)
    status: int = HTTPStatus.OK
    """What it answers with just now."""
    moved_to: str = ""
    moved_at: datetime | None = None
    hub: str = ""
    """The hub that it names."""

    def body(self) -> bytes:
        """Return the feed."""
        return FORMS[self.form](self, self.pieces[:KEPT]).encode()


def _rss(_site: Site, pieces: list[Piece]) -> str:
    items = "".join(map(_item, pieces))
    return f'<rss version="2.0"><channel><title>News</title>{items}</channel></rss>'


def _item(piece: Piece) -> str:
    authors = "".join(f"<author>Author {n}</author>" for n in range(500 if piece.oversized else 0))
    date = f"<pubDate>{format_datetime(piece.published)}</pubDate>" if piece.published else ""
    return (
        f"<item><guid>{piece.guid}</guid><title>{escape(piece.headline())}</title>"
        f"<link>{escape(piece.url)}</link><description>{piece.summary()}</description>{authors}{date}</item>"
    )


def _atom(site: Site, pieces: list[Piece]) -> str:
    hub = f'<link rel="hub" href={quoteattr(site.hub)}/>' if site.hub else ""
    own = f'<link rel="self" href={quoteattr(site.moved_to or site.url)}/>'
    entries = "".join(
        f"<entry><id>{piece.guid}</id><title>{escape(piece.headline())}</title>"
        f"<link href={quoteattr(piece.url)}/><summary>{piece.summary()}</summary>"
        f"{_time('published', piece.published)}{_time('updated', piece.updated)}</entry>"
        for piece in pieces
    )
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title>{hub}{own}{entries}</feed>'


def _time(name: str, moment: datetime | None) -> str:
    return f"<{name}>{moment.isoformat()}</{name}>" if moment else ""


def _json(_site: Site, pieces: list[Piece]) -> str:
    items = [
        {
            "id": piece.guid,
            "url": piece.url,
            "title": piece.headline(),
            "summary": piece.summary(),
            **({"date_published": piece.published.isoformat()} if piece.published else {}),
        }
        for piece in pieces
    ]
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "News", "items": items})


def _sitemap(_site: Site, pieces: list[Piece]) -> str:
    urls = "".join(
        f"<url><loc>{escape(piece.url)}</loc><news:news><news:publication><news:name>News</news:name>"
        f"<news:language>en</news:language></news:publication><news:title>{escape(piece.headline())}"
        f"</news:title>{_time('news:publication_date', piece.published)}</news:news></url>"
        for piece in pieces
    )
    return (
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        f' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">{urls}</urlset>'
    )


FORMS = {"rss": _rss, "atom": _atom, "json": _json, "sitemap": _sitemap}
