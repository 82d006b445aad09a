"""What the use cases need from outside, as Protocols with two implementations each.

The adapters are wired in ``wiring.py``; the fakes live in ``tests/fakes.py`` and
pass the same contract tests.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

from newswatch.model import (
    Activity,
    Article,
    ArticleId,
    Change,
    Channel,
    ChannelId,
    ChannelSettings,
    Coverage,
    Decision,
    EntryGroup,
    Failure,
    Feed,
    FetchMemory,
    Identity,
    Kind,
    Person,
    PostId,
    Reread,
    RosterEntry,
    SavedSet,
    Source,
    SourceGroup,
    SourceId,
    SourceNews,
    StoryId,
    Subscription,
    Topic,
    TopicId,
    UserId,
    Validators,
    Vote,
)
from newswatch.posts import Alert, Content, OutboxRow, Post, Reply, Sent, Tally
from newswatch.sources.outline import Outline


class Clock(Protocol):
    """The time."""

    def now(self) -> datetime:
        """Return the time, aware and in UTC."""


class Entropy(Protocol):
    """Randomness."""

    def token(self) -> str:
        """Return a new random id: 16 hexadecimal digits."""


class Deadline(Protocol):
    """How long this invocation may go on."""

    def remaining_s(self) -> float:
        """Return the seconds that are left, never negative."""


# --- Fetching ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer with status 200."""

    url: str
    """After redirects."""
    headers: Mapping[str, str]
    """Names in lower case."""
    body: bytes
    """Decoded from its transfer and content encodings."""
    moved: str = ""
    """Where permanent redirects (301, 308) alone led from the address that was asked; empty for nowhere."""


@dataclass(frozen=True, slots=True)
class NotModified:
    """An answer with status 304: nothing is new."""

    url: str = ""
    """As in ``Fetched``, and so below."""
    headers: Mapping[str, str] = field(default_factory=dict)
    moved: str = ""


@dataclass(frozen=True, slots=True)
class SecretHeader:
    """A request header for one origin alone. Not sent to any other, redirects included."""

    name: str
    value: str = field(repr=False)
    origin: str
    """``https://host``, with the port where it is not the usual one."""


class Fetcher(Protocol):
    """HTTP for everything that leaves."""

    def get(
        self,
        url: str,
        validators: Validators | None = None,
        accept: str = "",
        secret: SecretHeader | None = None,
        admit: Callable[[str], None] | None = None,
    ) -> Fetched | NotModified:
        """Fetch ``url``; conditional when ``validators`` hold something.

        ``admit`` is called with each address that a redirect leads to, before that is asked, not
        with ``url`` itself. What it raises ends the fetch, and it may fetch something itself.

        Raises:
            FetchError: no usable answer came. ``AddressRefused`` when none was asked for.
        """

    def post(self, url: str, form: Mapping[str, str]) -> None:
        """Send a form; any answer from 200 to 299 will do, and what it says is not read.

        Raises:
            FetchError: as with ``get``. A redirect is no answer.
        """


class Robots(Protocol):
    """What sites ask of programs that read pages which nobody named to them (RFC 9309)."""

    def allows(self, url: str) -> bool:
        """Return whether a page may be read.

        Raises:
            FetchError: its site's robots.txt cannot be had, so that it must not be read for now (§2.3.1.4);
                AddressRefused when its site must not be asked at all.
        """

    def delay_s(self, url: str) -> float:
        """Return how far apart its site wants two requests (Crawl-delay); 0 where it does not say."""

    def sitemaps(self, url: str) -> Sequence[str]:
        """Return the addresses of the sitemaps that its site names; none where robots.txt cannot be had."""


class SecretHeaders(Protocol):
    """The request headers whose values only SSM knows."""

    def of(self, source: Source) -> SecretHeader:
        """Return a source's header.

        Raises:
            SecretMissing: there is none.
            SecretError: it cannot be had now.
        """


@dataclass(frozen=True, slots=True)
class PageLink:
    """A link of a page that may lead to a feed."""

    url: str
    title: str
    declared: bool
    """Whether the page declares it as its feed; otherwise its address or text looks like one's."""


@dataclass(frozen=True, slots=True)
class PageLinks:
    """What could be watched by way of a page."""

    title: str
    feeds: tuple[PageLink, ...]
    """The declared ones first."""
    listed: Feed
    """The articles that the page itself lists, as far as it does."""
    is_article: bool = False
    """Whether the page is rather an article than a list of some."""


class Parser(Protocol):
    """Reads what was fetched within bounds of time and memory, whatever it is."""

    def feed(self, fetched: Fetched, kind: Kind = Kind.FEED, selector: str = "") -> Feed:
        """Read a feed, a sitemap or, of that kind, a page that lists articles.

        Raises:
            FeedError: it is none, or cost too much.
        """

    def links(self, fetched: Fetched) -> PageLinks:
        """Find what could be watched by way of a page.

        Raises:
            FeedError: it is no page, or cost too much.
        """


@dataclass(frozen=True, slots=True)
class Found:
    """Something to watch, as it was found."""

    url: str
    """Its address, where permanent redirects led."""
    kind: Kind
    feed: Feed
    fetched: Fetched
    """The answer that ``feed`` was read from: it is the source's first."""
    part_url: str = ""
    """Of an index of sitemaps, the part that its entries are from; empty for what is none."""
    part: Validators = field(default_factory=Validators)
    """What makes the next request for that part conditional."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several things that could be meant."""

    url: str
    kind: Kind
    feed: Feed


class Finder(Protocol):
    """Makes of any address what can be watched there."""

    def find(
        self, address: str, selector: str = "", secret: SecretHeader | None = None
    ) -> Found | Sequence[Choice]:
        """Return what is at an address, or what could be meant by it: at least two, best first.

        Args:
            address: a web address, or ``news:"…"``.
            selector: CSS selector of the links of a page; with it the page itself is meant.
            secret: goes along to its origin.

        Raises:
            FetchError: it cannot be had; AddressRefused when it may not be asked for.
            FeedError: nothing there can be watched.
            NeedsTime: nobody can wait for it here.
        """


# --- Slack -----------------------------------------------------------------------


class Messenger(Protocol):
    """Slack, as far as posts need it. Nothing here is tried twice."""

    def post(self, message: Content) -> Sent:
        """Post a new message that carries its post id as metadata.

        Raises:
            SlackError: one subclass for each thing that can be done about it.
        """

    def update(self, sent: Sent, message: Content) -> None:
        """Make the message that was ``sent`` show ``message``. Raises like ``post``."""

    def reply(self, reply: Reply) -> None:
        """Post a reply in a thread. Raises like ``post``."""

    def find(
        self, conversation: ChannelId, post_id: PostId, since: datetime, thread: str = ""
    ) -> Sent | None:
        """Read the whole history since then and return the message of ``post_id``, if it is there.

        With ``thread``, the history of the thread of that message. Raises like ``post``.
        """


class People(Protocol):
    """Who and what is in the workspace. Every method may take seconds.

    Every method raises SlackError like ``Messenger.post``; NeedsTime where nobody can wait for it.
    """

    def identity(self) -> Identity:
        """Return whose token we have, and what it may do."""

    def channel(self, channel: ChannelId) -> Channel:
        """Return a channel. Raises UnknownChannel."""

    def channels(self) -> Sequence[Channel]:
        """Return the channels that are not archived: public ones, and private ones with the bot in it."""

    def channels_of(self, user: UserId) -> frozenset[ChannelId]:
        """Return the channels that a person is in, as far as the bot may know: as with ``channels``."""

    def join(self, channel: ChannelId) -> None:
        """Have the bot join a public channel; does nothing when it is in it. Raises UnknownChannel."""

    def person(self, user: UserId) -> Person:
        """Return who somebody is; with nothing but the id where Slack knows nobody of that id."""

    def timezone(self, user: UserId) -> str:
        """Return a person's time zone (IANA name)."""


class Views(Protocol):
    """Modals and App Home, as they are on people's screens."""

    def open(self, trigger_id: str, view: Mapping[str, Any]) -> tuple[str, str]:
        """Show a modal to whoever did what the trigger is of, outside of modals; return its id and its hash.

        A trigger lives for three seconds, so that this is done at once or not at all: empty for the latter.

        Raises:
            SlackAmbiguous: it may be there all the same.
        """

    def update(self, view_id: str, view: Mapping[str, Any], known: str = "") -> str:
        """Have a modal show something else; return its new hash.

        Args:
            view_id: the modal.
            view: what it is to show.
            known: the hash that it must still have; empty for any.

        Returns:
            Empty where it is closed, or has been changed since.

        Raises:
            SlackError: as with ``Messenger``.
        """

    def publish(self, user: UserId, view: Mapping[str, Any], known: str = "") -> str:
        """Have App Home show something to a person; return its new hash.

        Empty where it has been changed since it had the hash ``known``, if that is said. Raises SlackError.
        """


class Lists(Protocol):
    """Lists of sources that people bring along and take away."""

    def at(self, url: str) -> Outline:
        """Fetch and read a list on the web.

        Raises:
            FetchError: it cannot be had.
            OutlineError: it is none.
        """

    def uploaded(self, file_id: str, by: UserId) -> Outline:
        """Read a list that somebody has given to Slack.

        Raises:
            OutlineError: it is none, or somebody else's file.
            SlackError: Slack does not hand it out.
        """

    def send(self, to: UserId, name: str, data: bytes, said: str) -> None:
        """Send a person a file by direct message, with a sentence (mrkdwn). Raises SlackError."""


# --- Queues ------------------------------------------------------------------------


class Queues(Protocol):
    """What the stages hand on. A call that returns has durably handed over everything.

    Every method raises QueueError when anything was not taken.
    """

    def send_sources(self, groups: Sequence[SourceGroup], delay_s: int = 0) -> None:
        """Have these sources polled, after a delay of at most 900 s."""

    def tell(self, news: SourceNews) -> None:
        """Have people told of something about a source."""

    def send_entries(self, groups: Sequence[EntryGroup], delay_s: int = 0) -> None:
        """Have these entries read and matched, after a delay of at most 900 s.

        A group too large for one message is split.
        """

    def wake(
        self, channels: Collection[ChannelId], delay_s: int = 0, *, retry: bool = False, again: bool = False
    ) -> None:
        """Have these channels' outboxes worked off.

        With ``retry`` also what is parked there; with ``again`` what is held is weighed anew, as somebody
        has changed what it waits for.
        """

    def bury(self, channel: ChannelId) -> None:
        """Put a wake-up with ``retry`` among the dead letters: an alarm rings, a replay tries again."""

    def send_command(self, body: str) -> None:
        """Have a command carried out that takes longer than Slack waits."""

    def follow_up(self, seqs: Collection[int]) -> None:
        """Have what follows from these changes seen to."""

    def look_for_silence(self, day: date) -> None:
        """Have topics looked for that bring nothing any more, as of that day (UTC)."""

    def waiting(self) -> Mapping[str, int]:
        """Return roughly how many messages each queue holds, by its name."""

    def dead(self) -> Mapping[str, int]:
        """Return roughly how many dead letters each queue has, by its name."""


# --- The table -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Ticks:
    """A claim on the time since the last tick: dispatch what is due in (since, until]."""

    since: datetime
    until: datetime
    owner: str


@dataclass(frozen=True, slots=True)
class Filed:
    """A topic as it is kept in a snapshot."""

    topic: Topic
    row: Sequence[Any]
    """Plain data from which ``query.TopicIndex`` files it; begins with the topic's id. Empty if it can't be
    filed by this code: others may be able to."""
    sets: frozenset[str]
    """The saved sets that its query uses by itself."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All topics that are filed, as they were after the change ``seq``."""

    seq: int
    when: datetime
    rows: Sequence[Sequence[Any]]
    topics: Mapping[TopicId, Topic]
    sets: Mapping[TopicId, frozenset[str]]
    """Only of topics that use some."""
    unfiled: Sequence[TopicId] = ()
    """Topics without a row."""
    waiting: frozenset[TopicId] = frozenset()
    """At least those topics that wait until several outlets carry a story."""


class Store(Protocol):
    """The table. Every method raises StorageError when the table cannot be reached."""

    # The catalog: topics, sources, saved sets, and the log of their changes

    def catalog_version(self) -> int:
        """Return the position of the newest change; 0 when there is none."""

    def changes(self, after: int) -> Sequence[Change]:
        """Return the changes after that position, oldest first."""

    def topics(self, *, consistent: bool = False) -> Sequence[Topic]:
        """Return all topics, tombstones included; with ``consistent``, as they are after every change."""

    def snapshot(self, form: str) -> Snapshot | None:
        """Return the snapshot of all topics that are filed; None if there is none of this form."""

    def save_snapshot(self, seq: int, form: str, when: datetime, topics: Iterable[Filed]) -> None:
        """Write the snapshot, unless there is a newer one.

        Args:
            seq: position of the newest change that it has.
            form: what its rows are like; code that files otherwise has another.
            when: now.
            topics: all that are filed.
        """

    def topic(self, topic_id: TopicId) -> Topic:
        """Return one topic. Raises UnknownTopic."""

    def topic_by_handle(self, handle: str) -> Topic:
        """Return the topic that holds a handle. Raises UnknownTopic."""

    def topics_by_id(self, ids: Collection[TopicId]) -> Mapping[TopicId, Topic]:
        """Return those of these topics that exist, by a consistent read."""

    def save_topic(
        self,
        topic: Topic,
        who: UserId,
        when: datetime,
        what: str,
        *,
        request: str = "",
        undoes: int = 0,
        after: int | None = None,
    ) -> Change:
        """Write a topic, its handle and the change, in one transaction.

        ``topic.version`` is the new version: 1 creates, n replaces n - 1. ``request`` and
        ``undoes`` as in the change. ``after`` is the position of the log as of which the saved
        sets that its query uses were there.

        Raises:
            Conflict: the stored version is not the one before, there is a newer change than the
                one at ``after``, or the log moved on for too long.
            HandleTaken: another topic holds the handle.
        """

    def unannounced(self, before: datetime) -> Sequence[int]:
        """Return the positions of those changes of topics, made by requests until then, not ``announced``."""

    def announced(self, seq: int) -> None:
        """Record that what follows from a change has been seen to."""

    def sources(self) -> Sequence[Source]:
        """Return all sources, tombstones included."""

    def sources_by_id(self, ids: Collection[SourceId]) -> Mapping[SourceId, Source]:
        """Return those of these sources that exist, by a consistent read."""

    def save_source(
        self, source: Source, who: UserId, when: datetime, what: str, *, request: str = "", undoes: int = 0
    ) -> Change:
        """Write a source, its place in the roster and the change, in one transaction.

        Versions as with topics. Only an active source has a place in the roster; one that has
        a place keeps it with its times, whatever else changes. The snapshot of the returned
        change has the shard that the store chose.

        Raises:
            Conflict: as with topics.
        """

    def sets(self) -> Sequence[SavedSet]:
        """Return all saved sets, tombstones included, as they are after every change."""

    def set_by_name(self, name: str) -> SavedSet:
        """Return one saved set, a tombstone too. Raises UnknownSet."""

    def save_set(
        self,
        saved: SavedSet,
        who: UserId,
        when: datetime,
        what: str,
        *,
        request: str = "",
        undoes: int = 0,
        after: int | None = None,
    ) -> Change:
        """Write a saved set and the change, in one transaction.

        Versions as with topics. ``after`` is the position of the log as of which it was looked up
        what uses the set, and what it uses.

        Raises:
            Conflict: as with topics.
        """

    def set_history(self, name: str) -> Sequence[Change]:
        """Return the changes of one saved set, newest first, as far as the log is kept."""

    def history(self, item: TopicId | SourceId | ChannelId) -> Sequence[Change]:
        """Return the changes of one topic, source or channel's settings, newest first, as far as kept."""

    def settings(self, channels: Collection[ChannelId]) -> Mapping[ChannelId, ChannelSettings]:
        """Return how is delivered in these channels, by a consistent read; absent where nothing was set."""

    def save_settings(
        self,
        settings: ChannelSettings,
        who: UserId,
        when: datetime,
        what: str,
        *,
        request: str = "",
        undoes: int = 0,
    ) -> Change:
        """Write how is delivered in a channel and the change, in one transaction. Versions as with topics.

        Raises:
            Conflict: as with topics.
        """

    def recent_changes(self, limit: int) -> Sequence[Change]:
        """Return the newest changes of the workspace, newest first."""

    def change(self, seq: int) -> Change | None:
        """Return one change, by a consistent read; None when the log does not have it."""

    # Polling

    def roster(self) -> Sequence[RosterEntry]:
        """Return what may be polled, as of at most a second ago."""

    def postpone(self, source: Source, until: datetime, interval_s: int) -> None:
        """Have a source polled at ``until``, and at this interval from then on.

        A source that has left the roster meanwhile stays out of it.
        """

    def reserve_host(self, host: str, until: datetime, now: datetime) -> datetime:
        """Have a host to oneself until then, or return when it is free if somebody else has it.

        Returns:
            ``now`` where it is ours.
        """

    def release_host(self, host: str, until: datetime, free_at: datetime) -> None:
        """Give a host back that was reserved until then; nobody gets it before ``free_at``."""

    def subscription(self, source_id: SourceId) -> Subscription | None:
        """Return a source's subscription at its hub, by a consistent read."""

    def save_subscription(self, subscription: Subscription, before: Subscription | None) -> None:
        """Write a subscription.

        Raises:
            Conflict: it is not as it was before.
        """

    def drop_subscription(self, source_id: SourceId) -> None:
        """Take a source's subscription away."""

    def robots(self, origin: str, now: datetime) -> str | None:
        """Return what the robots.txt of an origin said, as ``usecases.robots`` has it; None if it is old."""

    def save_robots(self, origin: str, text: str, until: datetime) -> None:
        """Keep what a robots.txt said until then; a text of more than 100 kB is cut."""

    def ticks_done(self) -> datetime:
        """Return until when all that was due has been sent; the epoch at first."""

    def claim_ticks(self, ticks: Ticks, lease_s: int) -> bool:
        """Claim a stretch of time for one dispatcher; False when another one holds it or was first."""

    def finish_ticks(self, ticks: Ticks) -> None:
        """Record that all that was due in ``ticks`` has been sent. Does nothing if the claim was lost."""

    def fetch_memories(self, ids: Collection[SourceId]) -> Mapping[SourceId, FetchMemory]:
        """Return what is remembered of these sources; absent for those never fetched."""

    def seen(self, source_id: SourceId) -> frozenset[int]:
        """Return the 48-bit hashes of the entries that this source has brought."""

    def remember_fetch(self, source_id: SourceId, memory: FetchMemory) -> None:
        """Keep what was learnt by a poll."""

    def remember_seen(self, source_id: SourceId, hashes: Collection[int]) -> None:
        """Replace what counts as seen. Hashes are 48-bit."""

    # Articles

    def article_at(self, urls: Sequence[str]) -> Article | None:
        """Return the article that one of these canonical URLs or aliases stands for."""

    def article(self, article_id: ArticleId) -> Article | None:
        """Return one article by its id."""

    def save_article(self, article: Article, aliases: Collection[str]) -> Article:
        """Store an article under its URL and aliases, and return what is stored.

        The first to store an id decides on the day it is filed under. When a URL
        already stands for another article, that one is returned and nothing else
        changes. A higher ``version`` replaces, a lower or equal one does not.
        """

    def articles_of(self, day: datetime) -> Sequence[Article]:
        """Return the articles first read on that day (UTC), in no order."""

    def vocabulary(self, day: datetime) -> str | None:
        """Return the words that were saved for that day (UTC); None where there are none that can be read."""

    def save_vocabulary(self, day: datetime, words: str) -> None:
        """Keep the words of the articles of that day, as ``query.vocabulary`` writes them, for 40 days.

        The last lines are left out where it is more than fits, which are the rarest words.
        """

    def read_again(self, reread: Reread) -> None:
        """Note that a page is to be read again when it is due. Noting it twice is noting it once."""

    def rereads(self, until: datetime, limit: int) -> Sequence[Reread]:
        """Return pages that are due by then, as of at most a second ago: at most so many, the first first."""

    def drop_reread(self, reread: Reread) -> None:
        """Take away the note of a page that has been sent on."""

    # Stories

    def decisions(self, after: int) -> Sequence[Decision]:
        """Return the entries of the log of live stories after that position, oldest first, consistently."""

    def decisions_since(self, since: datetime) -> Sequence[Decision]:
        """Return the entries of the log since then, oldest first, and the newest one whatever its age.

        As of at most a second ago.
        """

    def decide(self, decision: Decision) -> None:
        """Add an entry to the log.

        Raises:
            Conflict: its position is taken.
        """

    def cover(self, coverage: Coverage) -> None:
        """Write an article as a part of its story, or have the topics that it matches join what is there."""

    def uncover(self, story_id: StoryId, article_id: ArticleId) -> None:
        """Take an article out of a story."""

    def coverage(self, story_id: StoryId) -> Sequence[Coverage]:
        """Return what is written of a story's articles, in the order in which they joined, consistently.

        None of a story whose only article matches nothing.
        """

    def place_article(self, article_id: ArticleId, story_id: StoryId) -> None:
        """Have an article that is stored tell another story. Does nothing for one that is not stored."""

    # The outbox

    def claim(self, alerts: Sequence[Alert]) -> Sequence[ChannelId]:
        """Claim the alerts of one article and put their posts into the outbox, or have them join.

        An alert that exists already is left as it is, whoever owns it. Each claim
        is one transaction of alert, posts and places in the outbox.

        Returns:
            Every channel that these alerts concern, also when nothing was new: a
            redelivery must repeat the wake-up that may have been lost.
        """

    def channels_with_outbox(self, now: datetime) -> Sequence[ChannelId]:
        """Return the channels that have something to do by now, as of at most a second ago."""

    def enqueue(self, posts: Sequence[Post]) -> None:
        """Put new posts into the outboxes of their channels; one that is there already stays as it is."""

    def refresh_posts(
        self, story_id: StoryId, when: datetime, *, at_once: bool = False
    ) -> Sequence[ChannelId]:
        """Have a story's posts brought up to date with what is known of it.

        The first time, and where that is wanted ``at_once``, it is done now; else every 5 minutes at
        most, what comes in between being shown together. Posts that are folded, cancelled or parked
        are left alone; those that are held as muted are looked at now.

        Returns:
            The channels of its posts, also when nothing was to do: as with ``claim``.
        """

    def reply_later(self, post: Post, at: datetime) -> None:
        """Have a post worked off again at that time."""

    def activity(self, since: datetime) -> Mapping[TopicId, Activity]:
        """Return what each topic has brought since that day (UTC); absent for those that brought nothing.

        Counted beside the claims, so that a crash at the wrong moment may leave one out.
        """

    def daily_alerts(self, topic_id: TopicId, days: Sequence[date]) -> Mapping[date, int]:
        """Return how many stories a topic brought on these days (UTC), as of at most a second ago.

        Absent for days without any. Counted as with ``activity``.
        """

    def outbox(self, channel: ChannelId, limit: int, after: str = "") -> Sequence[OutboxRow]:
        """Return the first rows of a channel's outbox, or the first after a place; some are due later."""

    def lease_channel(self, channel: ChannelId, owner: str, now: datetime, until: datetime) -> Tally | None:
        """Take the channel's lease, and return what it has got lately.

        None while another owner's runs or Slack wants a pause.
        """

    def tally(self, channel: ChannelId) -> Tally:
        """Return what a channel has got lately, for who only wants to know."""

    def count_messages(self, channel: ChannelId, owner: str, tally: Tally) -> None:
        """Write down what a channel has got.

        Raises:
            Conflict: the lease is another owner's.
        """

    def release_channel(
        self,
        channel: ChannelId,
        owner: str,
        not_before: datetime | None = None,
        tally: Tally | None = None,
    ) -> None:
        """Give the lease back, if it is still ours; nobody gets it before ``not_before``.

        With ``tally``, write down what the channel has got.
        """

    def post(self, channel: ChannelId, story_id: StoryId) -> Post | None:
        """Return a post by a consistent read."""

    def posts(self, channel: ChannelId, story_ids: Collection[StoryId]) -> Sequence[Post]:
        """Return those of these posts that are there, in no order, by a consistent read."""

    def hold(self, post: Post, expected: Post, row: OutboxRow) -> None:
        """Write a post that is held until ``held_until``, and have its row lie there, in one transaction.

        Raises:
            Conflict: as with ``save_post``.
        """

    def held(self) -> Mapping[ChannelId, tuple[int, datetime]]:
        """Return how many stories are held in each channel, and until when the first one is.

        Those of a digest that waits are among them; those that only muted outlets tell are not to come, and
        not counted.
        """

    def alerts(self, story_id: StoryId, topic_ids: Collection[TopicId] | None = None) -> Sequence[Alert]:
        """Return a story's alerts by a consistent read, oldest first: of these topics, or all."""

    def save_post(self, post: Post, expected: Post) -> None:
        """Write what delivery decided; joins that came meanwhile (``wanted``, ``topic_ids``) stay.

        Raises:
            Conflict: state, owner, ``done`` or ``absent_at`` are no longer those of ``expected``.
        """

    def drop_row(self, row: OutboxRow) -> None:
        """Take a row out of the outbox, its post being settled."""

    def park(self, post: Post, expected: Post, row: OutboxRow, retry_at: datetime) -> None:
        """Write a parked post, list it as parked, and take its row out, in one transaction.

        The channel is to be tried again at ``retry_at``, unless a time is set already.

        Raises:
            Conflict: as with ``save_post``.
        """

    def parked(self, channel: ChannelId | None = None) -> Sequence[Post]:
        """Return the posts that wait for a person, of one channel or all; oldest first, consistently."""

    def unpark(self, post: Post, expected: Post) -> None:
        """Write a post that is parked no more, and put it back into the outbox, in one transaction.

        One that is held gets a row of that kind.

        Raises:
            Conflict: as with ``save_post``.
        """

    def gather(self, digest: Post) -> bool:
        """Write a digest with its members and put it into the outbox, due before what it is made of.

        A digest that is there takes in the members until its ``lines`` are fixed.

        Returns:
            Whether it is so: not where what the digest tells is fixed, or nobody wants it any more.
        """

    def fold(self, post: Post, digest: PostId) -> bool:
        """Have a held post be told by a digest instead, which has it as a member. Its row stays.

        Returns:
            Whether it is folded: not when it is no longer held as it was.
        """

    def move(self, alert: Alert, post: Post, to: Collection[ChannelId], when: datetime) -> None:
        """Have an alert leave a post that does not show it, and join its story's posts in other channels.

        A post that is new there is parked if ``post`` has been, and is to be tried at once: at ``when``.
        Doing it again changes nothing.
        """

    def trouble_since(self, channel: ChannelId, now: datetime, retry_at: datetime) -> datetime:
        """Return since when posts of a channel have been parked: now, if none is, which is noted.

        The channel is to be tried again at ``retry_at``, unless a time is set already.
        """

    def retries(self, now: datetime) -> Sequence[ChannelId]:
        """Return the channels whose parked posts are to be tried again by now; where no time is set, now."""

    def retry(self, channel: ChannelId, at: datetime) -> None:
        """Set when a channel's parked posts are tried again."""

    def forget_parked(self, channel: ChannelId) -> None:
        """Take away what is left of parked posts in a channel that has none any more."""

    # What people say of what was told

    def vote(self, votes: Sequence[Vote]) -> None:
        """Write down somebody's word on a story, a vote for each topic.

        It takes the place of what they have said of it there before, by the times of the votes.
        """

    def unvote(self, votes: Sequence[Vote]) -> None:
        """Take words back: of these people on these stories for these topics, where they were said.

        Fine where there are none. What was said since the votes' times stays.
        """

    def votes(self, topic_id: TopicId, since: datetime) -> Sequence[Vote]:
        """Return what was said of a topic's stories since then, newest first.

        Of each person it is the last word on each story.
        """

    def said_of(self, channel: ChannelId, story_id: StoryId) -> Mapping[UserId, bool]:
        """Return who has said of a story's message in a channel whether it is relevant, consistently.

        Of somebody who said both, for several topics, what was said last.
        """

    def show_votes(self, post: Post, by: UserId, now: datetime, at: datetime) -> None:
        """Have the message of a post show at that time what somebody has said of it now.

        Each word is a wish of its own, so that none is lost; an edit that shows nothing new is not made.
        Does nothing where Slack does not show the post.
        """

    # What has failed for good

    def note_failure(self, failure: Failure) -> None:
        """Write down why a message has become a dead letter. The same message is one failure."""

    def failures(self) -> Sequence[Failure]:
        """Return why there are dead letters, newest first; those of the last 14 days."""

    def forget_failures(self, queue: str) -> None:
        """Take away what is written of a queue's dead letters, as they are tried again."""

    # Slack's side

    def first_use(self, token: str, until: datetime) -> bool:
        """Remember a token until then; False when it is remembered already. It may be forgotten later."""

    def identity(self, key: str) -> Identity | None:
        """Return the identity that was saved under this key."""

    def save_identity(self, key: str, identity: Identity) -> None:
        """Save an identity. The key names the token without telling it."""
