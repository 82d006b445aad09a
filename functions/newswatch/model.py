"""The words of Newswatch as data.

Everything here is frozen and knows nothing of AWS, HTTP or Slack. Datetimes
are aware and in UTC; character offsets count code points of the original text.
"""

from collections.abc import Mapping
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


def is_channel(place: str) -> bool:
    """Return whether this is a channel, not a person or a conversation with one."""
    return place.startswith(("C", "G"))


def is_person(place: str) -> bool:
    """Return whether this is a person: as a place to post, their direct messages."""
    return place.startswith(("U", "W"))


class State(StrEnum):
    """Of a source, topic or saved set. ``REMOVED`` is a tombstone: it can be undone."""

    ACTIVE = "active"
    PAUSED = "paused"
    REMOVED = "removed"


# --- What is watched -------------------------------------------------------


class Kind(StrEnum):
    """What is at a source's address."""

    FEED = "feed"
    """RSS, Atom, a JSON Feed, a news sitemap or an index of them: what it is, is told by what comes."""
    PAGE = "page"
    """A web page that lists articles."""


@dataclass(frozen=True, slots=True)
class Source:
    """What is watched. Its id derives from the URL that it was first added by, and stays when it moves."""

    id: SourceId
    url: str
    name: str
    owner: UserId
    interval_s: int
    """How often it is polled until more is known of how often it publishes."""
    tags: tuple[str, ...] = ()
    state: State = State.ACTIVE
    kind: Kind = Kind.FEED
    selector: str = ""
    """CSS selector of the links of a page; empty where they are found by themselves."""
    full_text: bool = True
    """Whether the pages of its entries are read; if not, what the feed carries is all that is matched."""
    urgent: bool = False
    """Whether somebody wants it polled as often as politeness allows at all."""
    least_s: int = 0
    """The shortest interval that somebody has set; 0 for the usual one."""
    most_s: int = 0
    """The longest interval that somebody has set; 0 for the usual one."""
    rank: int = 0
    """Its place in the workspace's order of sources, 1 being the one that messages lead with; 0 for none."""
    header: str = ""
    """Name of a request header whose value is a secret, kept in SSM; empty for none."""
    trouble: str = ""
    """What Newswatch has told its owner: that it is gone, or unreadable for a day. Empty when all is well."""
    shard: int = 0
    """Which item of the roster holds it; given by the store when the source is first saved."""
    version: int = 1

    @property
    def is_gone(self) -> bool:
        """Whether Newswatch itself has stopped reading it."""
        return self.state is State.PAUSED and bool(self.trouble)


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
class Hints:
    """What a publisher asks of those who poll."""

    least_s: int = 0
    """The shortest time between two polls; 0 where nothing is said."""
    skip_hours: frozenset[int] = frozenset()
    """Hours of the day in UTC, 0 to 23, in which not to poll."""
    skip_days: frozenset[int] = frozenset()
    """Days of the week in UTC, Monday being 0, on which not to poll."""


@dataclass(frozen=True, slots=True)
class FetchMemory:
    """What collect remembers of a source between polls. None of it before the first success."""

    validators: Validators = Validators()
    baseline_at: datetime | None = None
    failures: int = 0
    failing_since: datetime | None = None
    error: str = ""
    """The last failure in words, for the person who added the source; empty when it is fine."""
    told: bool = False
    """Whether its owner has been told of that failure."""
    not_before: datetime | None = None
    """Until when its server, as it refused, asked not to come back; None where it did not say."""
    interval_s: int = 0
    """How often it is polled now; 0 for as often as the source itself says."""
    times: tuple[int, ...] = ()
    """When its newest entries appeared, in minutes since the epoch, newest first."""
    hints: Hints = Hints()
    moved_to: str = ""
    """Where permanent redirects led at the last poll; empty where they led nowhere."""
    hub: str = ""
    """The WebSub hub that the feed names, and below its own address as the hub knows it."""
    topic_url: str = ""
    part_url: str = ""
    """Of an index of sitemaps, the part that was read last."""
    part: Validators = Validators()
    noticed: str = ""
    """What was odd, in a sentence: ids that changed all at once, an archive that was published again."""


@dataclass(frozen=True, slots=True)
class Subscription:
    """A source's subscription at a WebSub hub."""

    source_id: SourceId
    hub: str
    topic_url: str
    token: str = field(repr=False)
    """Random; a part of the callback's address."""
    secret: str = field(repr=False)
    """What the hub signs with."""
    asked_at: datetime
    until: datetime | None = None
    """When the hub's lease ends; None before it has verified our intent, and after it has refused."""
    pinged_at: datetime | None = None
    """What the last poll for a ping covers: pings until then. None before the first ping."""


class Told(StrEnum):
    """What collect finds out about a source that concerns people."""

    GONE = "gone"
    """Its server says that it is gone for good."""
    UNREADABLE = "unreadable"
    """It could not be read for a day."""
    FORSAKEN = "forsaken"
    """It could not be read for so long that it is not tried any more."""
    WELL = "well"
    """It is readable again, after its owner was told that it was not."""
    MOVED = "moved"
    """It has another address for good."""


@dataclass(frozen=True, slots=True)
class SourceNews:
    """Something about a source that concerns people, on its way to ``command``."""

    source_id: SourceId
    what: Told
    when: datetime
    detail: str = ""
    """The failure in words, or the new address."""


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

    @property
    def story(self) -> StoryId:
        """The story that it tells: one of its own where none was looked for."""
        return self.story_id or StoryId(self.id)


# --- Which articles tell the same news -------------------------------------


class Bond(StrEnum):
    """Why an article is in its story."""

    FIRST = "first"
    """It is the story's first article."""
    COPY = "copy"
    """Its text is that of another one: syndicated, trimmed, edited or updated."""
    RETELLING = "retelling"
    """It tells the same news in other words."""
    SPLIT = "split"
    """Somebody said that it is not the story where it was."""


@dataclass(frozen=True, slots=True)
class Placement:
    """The decision which story an article tells, and what later ones are compared with."""

    article_id: ArticleId
    story_id: StoryId
    at: datetime
    outlet: str
    """The publisher's site: the host of the article's address without its variants."""
    title: str
    sample: bytes
    """Of its text, as ``stories.copies`` packs it."""
    words: bytes = b""
    """Those that tell what it is about, as ``stories.texts`` packs them."""
    bond: Bond = Bond.FIRST
    like: ArticleId = ArticleId("")
    """Of a copy: the article that it is like."""
    likeness: float = 0.0
    """Of copies and retellings: from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Split:
    """Somebody's decision that articles are no part of a story: they tell another one from then on."""

    articles: frozenset[ArticleId]
    story_id: StoryId
    """The story that they tell."""
    was: StoryId
    """The story that they told before."""
    at: datetime
    by: UserId


@dataclass(frozen=True, slots=True)
class Decision:
    """An entry of the log of live stories, which is only ever added to."""

    seq: int
    """Its position, from 1, without gaps."""
    what: Placement | Split | None
    """None where newer code wrote what this version cannot read."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """An article as a part of its story: what posts and people are shown of it."""

    story_id: StoryId
    article_id: ArticleId
    source_id: SourceId
    """The source that brought it first."""
    url: str
    title: str
    outlet: str
    """The publisher's site, as in the placement."""
    name: str
    """What the publisher is called."""
    at: datetime
    """When it joined the story."""
    published: datetime | None = None
    bond: Bond = Bond.FIRST
    like: ArticleId = ArticleId("")
    likeness: float = 0.0
    held: Mapping[TopicId, frozenset[str]] = field(default_factory=dict)
    """The topics that it matches, and those of their alternatives that hold, printed."""


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


USUAL_TIME = "08:00"
"""Of what is delivered daily or weekly, where nobody says when."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """When is delivered; ``at`` is local time (``08:00``, ``mon 08:00``) for daily and weekly."""

    every: Cadence = Cadence.INSTANT
    at: str = ""


@dataclass(frozen=True, slots=True)
class Quiet:
    """When nothing new is posted, by the wall clock. Empty for never."""

    start: str = ""
    """``22:00``: from then on, until ``end``, on the next day where that is earlier; equal for no hours."""
    end: str = ""
    days: frozenset[int] = frozenset()
    """Whole days of the week, Monday being 0."""


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


MOST_OUTLETS = 10
"""That a topic can wait for: few stories ever have more of them, out of a thousand sources."""


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
    delivery: Delivery | None = None
    """None for as its channel has it."""
    sources: SourceFilter = SourceFilter()
    cap_per_day: int | None = None
    """Messages in a channel and local day, before others wait for the next; None for the usual, 0 for any."""
    mention: str = ""
    """``here``, ``channel`` or the id of a user group (``S…``); empty for none."""
    urgent: bool = False
    """Whether its messages have a cap of their own in each channel."""
    quiet: Quiet | None = None
    """In addition to its channel's."""
    zone: str = ""
    """IANA name of the time zone of its own times; empty for its channel's."""
    snoozed_until: datetime | None = None
    """Until when it goes on matching and posts nothing; in the past, or None, where it is awake."""
    let_until: datetime | None = None
    """Until when somebody lets through what caps hold back: it counts as urgent, without a cap a day."""
    thread: ThreadPolicy = ThreadPolicy.EDIT
    outlets: int = 1
    """How many outlets have to carry a story before it is told: 1 to ``MOST_OUTLETS``."""
    prefer: tuple[str, ...] = ()
    """What messages lead with where they can, best first: sites (``reuters.com``) and ``tag:wires``."""
    state: State = State.ACTIVE
    paused_until: datetime | None = None
    """When a pause ends by itself; None for one that somebody has to end."""
    adopted: bool = False
    """Whether its owner took it over from somebody who left: of where it posts they know what all others may."""
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


WORKSPACE = ChannelId("workspace")
"""In place of a channel: what holds wherever a channel says nothing else."""


MOST_AN_HOUR = 100
"""Messages of a channel, as the highest cap: who wants more of them wants none. So many times are kept."""


@dataclass(frozen=True, slots=True)
class ChannelSettings:
    """How is delivered in a channel, to a person, or in the workspace. What is None or empty is inherited."""

    channel: ChannelId
    owner: UserId
    """Who has set something last."""
    delivery: Delivery | None = None
    """Of topics that say nothing else."""
    quiet: Quiet | None = None
    cap: int | None = None
    """Messages in any 60 minutes before the others wait; 0 for no cap."""
    zone: str = ""
    """IANA name of the time zone of its times."""
    snoozed_until: datetime | None = None
    """Until when nothing is posted; in the past, or None, where it is awake."""
    muted: frozenset[str] = frozenset()
    """Of a channel or a person: outlets (``voanews.com``), told there only where others carry the story."""
    managers: frozenset[UserId] = frozenset()
    """Of the workspace: who may change sources, saved sets and its settings; empty for everybody."""
    state: State = State.ACTIVE
    """Removed where all of it is as in the beginning."""
    version: int = 1

    @property
    def name(self) -> str:
        """What it is called in a sentence."""
        return "How the workspace is told" if self.channel == WORKSPACE else "How this channel is told"


Subject = Topic | Source | SavedSet | ChannelSettings
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
    """The verb: ``add``, ``edit``, ``pause``, ``resume``, ``remove``, ``set``, ``own``, ``revert``, ``undo``;
    ``left`` of a topic whose owner has left, who it is by.
    """
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


@dataclass(frozen=True, slots=True)
class Vote:
    """Somebody's word on a story that a topic told: whether it is what the topic is for."""

    topic_id: TopicId
    story_id: StoryId
    article_id: ArticleId
    """The article by which the message told it."""
    channel: ChannelId
    who: UserId
    relevant: bool
    at: datetime


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
class Person:
    """Somebody of the workspace."""

    id: UserId
    name: str = ""
    zone: str = "UTC"
    """IANA name of their time zone."""
    is_admin: bool = False
    """Whether they administer or own the workspace."""
    has_left: bool = False
    """Whether their account is deactivated."""
    is_guest: bool = False
    """Whether they see only the channels to which somebody has invited them."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Whose token we have: what requests are checked against."""

    team: str
    app: str
    scopes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a message has become a dead letter."""

    queue: str
    """What the queue is called in status: ``sources``, ``articles``, ``channels``, ``commands``."""
    key: str
    """The same for the same message."""
    why: str
    """In a sentence, without secrets."""
    at: datetime


# --- What travels ------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SourceGroup:
    """Sources to poll together; those of one host stand side by side."""

    source_ids: tuple[SourceId, ...]
    due: tuple[datetime, ...] = ()
    """When each was due, in the same order; empty where they are polled out of turn."""
    shared_hosts: tuple[str, ...] = ()
    """Hosts among theirs that other sources have too, which may be due at the same time."""


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
