"""What a page says about its article, outside the text, and whom to believe where it says several things.

The order of trust, for every field:

1. JSON-LD of the page's own article (written for machines, and checked by search
   engines), then JSON-LD of the page itself;
2. microdata of the page's own article;
3. OpenGraph and its kin (``article:``, ``twitter:``);
4. microdata that belongs to no item, and other meta elements: Parse.ly, Sailthru,
   cXense, Dublin Core, and what publishing systems make up;
5. what the reader sees: ``h1``, ``time``, the byline, ``title``;
6. the address, and the headers of the answer.

Where a later one knows better it is preferred by a rule of its own: for titles see
``claims.titles``, for dates ``claims.publication``, for authors ``claims.bylines``,
for languages ``claims.languages``. Four fields have another order. The site calls
itself what ``og:site_name`` says, because a publisher in JSON-LD may be an agency or a
holding company; the picture of OpenGraph comes before microdata's, which is often one
inside the text; the language counts votes; and the address is that of
``link rel=canonical``, the Link header or ``og:url``, of the page's own publisher only.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from lxml.html import HtmlElement

from newswatch.model import Entry, Page
from newswatch.sources import markup
from newswatch.sources.claims import bylines, dates, fields, languages, titles
from newswatch.sources.claims.gathered import Claims

_NEW_YEAR = (1, 1)
_YEAR = timedelta(days=366)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Metadata:
    """Empty where the page says nothing."""

    url: str = ""
    title: str = ""
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    """In UTC; ``dates.ASSUMED`` where no zone was said, and midnight where only a day was."""
    language: str = ""
    section: str = ""
    image_url: str = ""
    site_name: str = ""
    is_article: bool = False
    """Whether it calls itself an article."""
    body: str = ""
    """The whole text, where JSON-LD carries it."""
    updated: datetime | None = None
    paywalled: bool = False
    """Whether readers have to pay, or after some articles will have to."""
    is_video: bool = False
    """Whether the main thing is a video, and no article is there."""


def read(tree: HtmlElement, url: str, headers: Mapping[str, str] | None = None) -> Metadata:
    """Read what the page at ``url`` says of itself. Never raises for what a page contains.

    Args:
        tree: the page; it is not changed.
        url: where it was read from.
        headers: the answer's, names in lower case. Content-Language, Link, Last-Modified
            and Date are looked at.
    """
    page = Claims(tree, url, headers or {})
    title = fields.title(page)
    published, updated = fields.when(page, title)
    return Metadata(
        url=page.url,
        title=title,
        authors=fields.authors(page, title),
        published=published,
        language=fields.language(page, title),
        section=fields.section(page),
        image_url=fields.image(page),
        site_name=page.site_name,
        is_article=page.is_article,
        body=_body(page.own.first("articlebody")),
        updated=updated,
        paywalled=fields.paywalled(page),
        is_video=page.is_video,
    )


def with_entry(page: Page, entry: Entry) -> Page:
    """Return what a page and its feed's entry say together.

    The title is the entry's where it has one: that is what the newsroom sends out, and
    a headline that changes later comes through the feed. Of the rest the page is
    believed, and the entry fills what it leaves empty, except that

    - the entry's people come before a page's "author" that is the site or an organisation;
    - the entry's time comes before a page's mere day, or time without a zone, no more
      than a day apart (a feed's dates have zones: RFC 5322, RFC 3339);
    - the entry's time comes before a page's that lies more than a day after it, which
      tells when the page was made or changed, and before a 1 January at midnight more
      than a year ago, which is what a system has for no date.
    """
    return replace(
        page,
        title=markup.collapsed(entry.title) or page.title,
        authors=_authors_with(page, entry),
        published=_published_with(page.published, entry.published),
        language=page.language or languages.tag(entry.language),
        image_url=page.image_url or entry.image_url,
    )


def _authors_with(page: Page, entry: Entry) -> tuple[str, ...]:
    named = bylines.distinct(bylines.names(*entry.authors))
    site = titles.Site.of([page.site_name], page.url)
    if not page.authors:
        return named
    people = any(bylines.is_person(name, site) for name in named)
    nobody = all(bylines.is_organisation(name) or site.is_named(name) for name in page.authors)
    return named if people and nobody else page.authors


def _published_with(page: datetime | None, entry: datetime | None) -> datetime | None:
    if page is None or entry is None:
        return page or entry
    apart = page - entry
    inexact = page.tzinfo is dates.ASSUMED or is_midnight(page)
    if inexact and not is_midnight(entry) and -_DAY * (2 if is_midnight(page) else 1) < apart <= _DAY:
        return entry
    placeholder = is_midnight(page) and (page.month, page.day) == _NEW_YEAR and -apart > _YEAR
    return entry if placeholder or apart > _DAY else page


def is_midnight(when: datetime) -> bool:
    """Return whether this is rather a day than a time."""
    return not (when.hour or when.minute or when.second or when.microsecond)


def _body(text: str) -> str:
    if "<" in text:
        return markup.paragraphs(text)
    return "\n\n".join(line for part in text.splitlines() if (line := titles.unescaped(part)))
