"""What is read."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from newswatch.model.ids import ArticleId, SourceId, StoryId
from newswatch.model.sources import Hints


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a feed, before its article has been read."""

    id: str
    """Identity within its feed: the guid, else the link, else title and date."""
    url: str
    title: str
    summary: str = ""
    """Plain text."""
    content_html: str = ""
    """The whole article where the feed carries it, as the publisher's HTML."""
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    language: str = ""
    image_url: str = ""
    updated: datetime | None = None
    assumed: str = ""
    """What was assumed about ``published``, in words; empty where the feed says it plainly."""


SITEMAP_INDEX = "sitemap index"
"""The form of a feed that is an index of sitemaps."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A parsed feed, sitemap or list on a page; entries in its own order."""

    title: str
    entries: tuple[Entry, ...]
    language: str = ""
    link: str = ""
    form: str = ""
    """What it is, for people: ``RSS 2.0``, ``Atom``, ``JSON Feed``, ``news sitemap``, ``page``."""
    hints: Hints = Hints()
    hub: str = ""
    """The WebSub hub that it names."""
    self_url: str = ""
    """Its own address, as it says."""
    parts: tuple[str, ...] = ()
    """Of an index of sitemaps: their addresses, the latest first."""

    @property
    def is_index(self) -> bool:
        """Whether it is an index of sitemaps, which has parts in place of entries."""
        return self.form == SITEMAP_INDEX


@dataclass(frozen=True, slots=True)
class Page:
    """What one page says of its article. Empty where it says nothing."""

    url: str
    """Canonical where the page names one on its own site, else the URL it was read from."""
    title: str = ""
    text: str = ""
    """Paragraphs, separated by blank lines."""
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    updated: datetime | None = None
    language: str = ""
    section: str = ""
    image_url: str = ""
    site_name: str = ""
    paywalled: bool = False
    """Whether only those who pay may read all of it."""


class TextFrom(StrEnum):
    """Where an article's text was read; what is not the page is labelled in alerts."""

    PAGE = "page"
    FEED = "feed"
    """The feed carried the whole article."""
    SUMMARY = "summary"
    """Only the feed's summary: the page could not be read."""


@dataclass(frozen=True, slots=True)
class Article:
    """What was read; one per canonical URL. A change of title or text is a new version of the same id."""

    id: ArticleId
    url: str
    title: str
    text: str
    read_at: datetime
    source_id: SourceId
    """The source that brought it first."""
    text_from: TextFrom = TextFrom.PAGE
    note: str = ""
    """Why the page was not read, where ``text_from`` is the summary."""
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    updated: datetime | None = None
    language: str = ""
    section: str = ""
    image_url: str = ""
    site_name: str = ""
    paywalled: bool = False
    version: int = 1
    titled_at: datetime | None = None
    """When its feed was last seen to have changed its title or text; None while it has its first ones."""
    text_version: int = 1
    """The version that brought this text: places that were found in an older one are elsewhere now."""
    again_s: tuple[int, ...] = ()
    """When a page that could not be read is tried again, in seconds after ``read_at``."""
    assumed: str = ""
    """What was assumed about ``published``, in words; empty where page or feed say it plainly."""
    story_id: StoryId = StoryId("")
    """The story that it was found to tell; empty where none was looked for."""
    seen_at: datetime | None = None
    """When its source was first seen to have it; None where an earlier version stored it."""
    trace: str = ""
    """The correlation id of the entry that brought it; empty where an earlier version stored it."""

    @property
    def story(self) -> StoryId:
        """The story that it tells: one of its own where none was looked for."""
        return self.story_id or StoryId(self.id)


class Field(StrEnum):
    """The parts of an article that a query looks at."""

    TITLE = "title"
    BODY = "body"


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """A place that made a query hold: ``text[start:end]`` of the article's title or text."""

    field: Field
    start: int
    end: int
