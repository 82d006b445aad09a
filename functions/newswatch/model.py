"""The words of Newswatch as data.

Everything here is frozen and knows nothing of AWS, HTTP or Slack. Datetimes
are aware and in UTC; character offsets count code points of the original text.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NewType

SourceId = NewType("SourceId", str)
ArticleId = NewType("ArticleId", str)
StoryId = NewType("StoryId", str)
TopicId = NewType("TopicId", str)
ChannelId = NewType("ChannelId", str)
"""A Slack conversation (``C…``, ``G…``, ``D…``) or a person (``U…``), whom Slack messages directly."""
PostId = NewType("PostId", str)
UserId = NewType("UserId", str)


class State(StrEnum):
    """Of a source, topic or saved set. ``REMOVED`` is a tombstone: it can be undone."""

    ACTIVE = "active"
    PAUSED = "paused"
    REMOVED = "removed"


# --- What is watched -------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Source:
    """A feed that is watched. Its id derives from its URL, so adding it again finds it again."""

    id: SourceId
    url: str
    name: str
    owner: UserId
    interval_s: int
    tags: tuple[str, ...] = ()
    state: State = State.ACTIVE
    shard: int = 0
    """Which item of the roster holds it; given by the store when the source is first saved."""
    version: int = 1


@dataclass(frozen=True, slots=True)
class RosterEntry:
    """What dispatch needs to know of a source: due at ``phase_s + k · interval_s`` since the epoch."""

    source_id: SourceId
    host: str
    interval_s: int
    phase_s: int
    not_before: datetime | None = None
    shard: int = 0


@dataclass(frozen=True, slots=True)
class Validators:
    """What makes the next GET conditional (RFC 9110 §13), byte for byte as the server sent it."""

    etag: str = ""
    last_modified: str = ""
    content_hash: str = ""


@dataclass(frozen=True, slots=True)
class FetchMemory:
    """What collect remembers of a source between polls. None of it before the first success."""

    validators: Validators = Validators()
    baseline_at: datetime | None = None
    failures: int = 0
    failing_since: datetime | None = None
    error: str = ""
    """The last failure in words, for the person who added the source; empty when it is fine."""


# --- What is read ----------------------------------------------------------


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


@dataclass(frozen=True, slots=True)
class Feed:
    """A parsed feed; entries in the feed's own order."""

    title: str
    entries: tuple[Entry, ...]
    language: str = ""
    link: str = ""


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
    """When its feed was seen to have given it this title; None while it has its first."""
    text_version: int = 1
    """The version that brought this text: places that were found in an older one are elsewhere now."""
    again_s: tuple[int, ...] = ()
    """When a page that could not be read is tried again, in seconds after ``read_at``."""


# --- What people care about ------------------------------------------------


class ThreadPolicy(StrEnum):
    """What further coverage of a story does in Slack."""

    EDIT = "edit"
    REPLY = "reply"
    EACH = "each"


class Cadence(StrEnum):
    """How often a topic delivers."""

    INSTANT = "instant"
    HOURLY = "hourly"
    DAILY = "daily"
    WEEKLY = "weekly"


@dataclass(frozen=True, slots=True)
class Delivery:
    """When a topic delivers; ``at`` is local time (``08:00``, ``mon 08:00``) for daily and weekly."""

    every: Cadence = Cadence.INSTANT
    at: str = ""


@dataclass(frozen=True, slots=True)
class SourceFilter:
    """Which sources a topic listens to: any of these ids or tags; all when both are empty."""

    ids: frozenset[SourceId] = frozenset()
    tags: frozenset[str] = frozenset()

    def admits(self, source: Source) -> bool:
        """Return whether an article brought by ``source`` may match."""
        if not self.ids and not self.tags:
            return True
        return source.id in self.ids or not self.tags.isdisjoint(source.tags)


@dataclass(frozen=True, slots=True)
class Topic:
    """A handle, a name, a query, destinations, and how to deliver."""

    id: TopicId
    handle: str
    """Unique in the workspace; lower-case words joined by hyphens."""
    name: str
    owner: UserId
    query_typed: str
    query: str
    """Canonical print of the query."""
    destinations: tuple[ChannelId, ...]
    created_at: datetime
    delivery: Delivery = Delivery()
    sources: SourceFilter = SourceFilter()
    cap_per_day: int | None = None
    mention: str = ""
    """A user group id or ``here``; empty for none."""
    thread: ThreadPolicy = ThreadPolicy.EDIT
    state: State = State.ACTIVE
    paused_until: datetime | None = None
    """When a pause ends by itself; None for one that somebody has to end."""
    version: int = 1

    def is_active(self, now: datetime) -> bool:
        """Return whether it matches: a pause that has run out is none."""
        if self.state is State.PAUSED and self.paused_until:
            return self.paused_until <= now
        return self.state is State.ACTIVE


@dataclass(frozen=True, slots=True)
class SavedSet:
    """A query of the workspace that others use by its name. It is never paused."""

    name: str
    """What it is known by, as ``query.sets.name_of`` returns it."""
    query: str
    """Canonical print; the sets that it uses stand there by name."""
    query_typed: str
    owner: UserId
    created_at: datetime
    state: State = State.ACTIVE
    version: int = 1


Subject = Topic | Source | SavedSet
"""What people set, and the log of changes is about."""


@dataclass(frozen=True, slots=True)
class Activity:
    """What a topic has brought lately."""

    alerts: int = 0
    last: datetime | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of the catalog's change log: who did what to what, and the result.

    The log serves history, undo, and warm indexes, which read only what is newer
    than what they hold.
    """

    seq: int
    """Position in the workspace's log, from 1, without gaps."""
    who: UserId
    when: datetime
    what: str
    """The verb: ``add``, ``edit``, ``pause``, ``resume``, ``remove``, ``set``, ``undo``."""
    snapshot: Subject | None
    """None where newer code wrote what this version cannot read."""
    request: str = ""
    """What asked for it. The same request, delivered again, finds its own change and makes no second one."""
    undoes: int = 0
    """Position of the change that this one takes back; 0 for none."""


# --- What matched, and what is sent -----------------------------------------


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


# --- Slack, as Newswatch sees it -----------------------------------------------


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel of the workspace."""

    id: ChannelId
    name: str
    """Without the ``#``."""
    private: bool = False
    archived: bool = False
    joined: bool = False
    """Whether the bot is in it."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Whose token we have: what requests are checked against."""

    team: str
    app: str
    scopes: frozenset[str] = frozenset()


# --- What travels ------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SourceGroup:
    """Sources to poll together; those of one host stand side by side."""

    source_ids: tuple[SourceId, ...]


@dataclass(frozen=True, slots=True)
class Reread:
    """A page that is to be read again for one source: it could not be read when the source brought it."""

    article_id: ArticleId
    source_id: SourceId
    url: str
    due: datetime
    baseline: bool = False


@dataclass(frozen=True, slots=True)
class EntryGroup:
    """Entries of one source. A baseline is read and stored, and alerts nothing."""

    source_id: SourceId
    entries: tuple[Entry, ...] = field(default=())
    baseline: bool = False
    changed_at: datetime | None = None
    """When these entries, handed on before, were seen to have other titles; None for new entries."""
    found_at: datetime | None = None
    """When new entries were found in their feed; None where an older version found them."""
    again: bool = False
    """Whether these are pages to be read again, since ``found_at``; the entries' ids are their articles'."""
