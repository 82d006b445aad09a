"""What use cases find out for people: data alone, which ``slack.views`` show."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from newswatch.model import (
    Activity,
    Article,
    ArticleId,
    Change,
    ChannelId,
    ChannelSettings,
    Coverage,
    Evidence,
    Feed,
    FetchMemory,
    SavedSet,
    Source,
    SourceId,
    State,
    StoryId,
    Topic,
    UserId,
)
from newswatch.posts import Excerpt, Hold, Lack, PostState
from newswatch.sources.outline import BadLine


@dataclass(frozen=True, slots=True)
class Changed:
    """A topic after somebody wanted it changed."""

    topic: Topic
    what: str
    """The verb, as in the change."""
    seq: int = 0
    """Position of the change; 0 when it was so already and nothing was changed."""
    before: Topic | None = None
    """As it was; None for a new one."""


@dataclass(frozen=True, slots=True)
class SourceChanged:
    """A source after somebody wanted it changed."""

    source: Source
    what: str
    seq: int = 0
    before: Source | None = None
    feed: Feed | None = None
    """Of a source that was just added: what was found there, its baseline. None where nobody looked."""
    every_s: int = 0
    """How often it is read now; 0 where that is not known."""
    next_at: datetime | None = None
    """When it is read next; None where that is not known."""


@dataclass(frozen=True, slots=True)
class SetChanged:
    """A saved set after somebody wanted it changed."""

    saved: SavedSet
    what: str
    seq: int = 0
    before: SavedSet | None = None
    topics: int = 0
    """How many topics use it, by themselves or by way of other sets."""


@dataclass(frozen=True, slots=True)
class SettingsChanged:
    """How is delivered in a channel, to a person or in the workspace, after somebody wanted it changed."""

    settings: ChannelSettings
    what: str
    """The verb, as in the change."""
    seq: int = 0
    """Position of the change; 0 when it was so already and nothing was changed."""
    before: ChannelSettings | None = None
    """As they were; None for the first ones."""


@dataclass(frozen=True, slots=True)
class HowTold:
    """What holds in a channel, for a person or in the workspace, and who says so."""

    place: ChannelId
    own: ChannelSettings | None
    """What is set there; None where nothing is."""
    workspace: ChannelSettings | None
    """What is set for the workspace; None where nothing is, and of the workspace itself."""
    usual_cap: int
    """Messages in any 60 minutes where neither says anything."""


@dataclass(frozen=True, slots=True)
class TopicLine:
    """A topic in a list."""

    topic: Topic
    activity: Activity = field(default_factory=Activity)
    """Of the last 7 days."""
    trouble: str = ""
    """Why a post of it waits for a person; empty when none does."""


@dataclass(frozen=True, slots=True)
class Listing:
    """Topics, sorted by destination and handle."""

    lines: tuple[TopicLine, ...]
    scope: str
    """What was asked for: ``here``, ``mine``, ``all``, ``paused``, ``broken``, a channel's id, or a word."""


@dataclass(frozen=True, slots=True)
class TopicStory:
    """Everything about one topic: its line, and its changes, newest first."""

    line: TopicLine
    changes: tuple[Change, ...]
    sources: Mapping[SourceId, Source]
    """Those that it is limited to, by id."""


@dataclass(frozen=True, slots=True)
class Caught:
    """An article that a query would have brought, and what it would have been brought for."""

    article: Article
    at: datetime
    """When it counts: when it was published, or read where that is not known."""
    evidence: tuple[Evidence, ...] = ()
    excerpt: Excerpt | None = None
    """The passage that matched; None where the title shows what did, or nothing in the text did."""


@dataclass(frozen=True, slots=True)
class Backtest:
    """What a query would have brought in the 7 days before ``until``."""

    query: str
    """Canonical."""
    until: datetime
    days: tuple[int, ...]
    """Stories by stretch of 24 hours, oldest first."""
    stories: int
    articles: int
    """Articles of these stories."""
    read: int
    """How many articles were looked at."""
    newest: tuple[Caught, ...] = ()
    """At most 5, newest first, one of each story."""
    noisiest: tuple[str, int] | None = None
    """The alternative that brought the most stories, and how many; None where there are no alternatives."""
    complete: bool = True
    """False when time ran out: the oldest days were not looked at."""
    as_of: datetime | None = None
    """When the newest articles were read from the store; None where that was done for this."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What an edit of a query, or of its sources, makes of what it would have brought."""

    old: Backtest
    new: Backtest
    gained: int
    """Stories that only the new one catches."""
    lost: int
    """Stories that only the old one catches."""
    newly: tuple[Caught, ...] = ()
    """Of those gained, at most 5, newest first."""
    no_longer: tuple[Caught, ...] = ()
    """Of those lost, at most 5, newest first."""


@dataclass(frozen=True, slots=True)
class Posted:
    """How many of a topic's newest stories are posted now, and how many were before."""

    new: int
    old: int
    until: datetime | None = None
    """When the new ones come, where they have to wait."""
    why: Hold | None = None
    """What for."""


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source in a list."""

    source: Source
    memory: FetchMemory | None = None
    pushed_until: datetime | None = None
    """Of a source that is looked at by itself: until when its hub tells of what is new; None if none does."""

    @property
    def is_failing(self) -> bool:
        """Whether it is read, and could not be read last time."""
        return self.source.state is State.ACTIVE and bool(self.memory and self.memory.error)


@dataclass(frozen=True, slots=True)
class SourceListing:
    """Sources, those in trouble first, then by name."""

    lines: tuple[SourceLine, ...]
    scope: str
    """The word that was asked for; empty for all."""


@dataclass(frozen=True, slots=True)
class SetLine:
    """A saved set in a list."""

    saved: SavedSet
    topics: int = 0
    """How many topics use it, by themselves or by way of other sets."""


@dataclass(frozen=True, slots=True)
class SetStory:
    """Everything about one saved set."""

    saved: SavedSet
    topics: tuple[Topic, ...]
    """Those that use it, by themselves or by way of other sets, and that the person may see; by handle."""
    unseen: int
    """How many more topics use it."""
    sets: tuple[str, ...]
    """Names of the sets that use it by themselves."""
    last: Change | None
    """The newest change; None when it is older than what is kept."""


@dataclass(frozen=True, slots=True)
class Setup:
    """The steps from nothing to a working ``/watch``; a text says what is missing, empty when nothing is."""

    token: str = ""
    """Of the bot token: not stored, or not accepted by Slack."""
    scopes: tuple[str, ...] = ()
    """Those of the manifest that the token lacks."""
    sources: str = ""
    """That nothing is read yet."""


@dataclass(frozen=True, slots=True)
class DeadLetters:
    """Messages of a queue that failed as often as they may."""

    queue: str
    """``sources``, ``articles``, ``channels`` or ``commands``."""
    count: int
    """Roughly."""
    reasons: tuple[tuple[str, datetime], ...] = ()
    """Why, as far as that was written down, and when, newest first; each reason once."""


@dataclass(frozen=True, slots=True)
class Status:
    """What is watched, what fails, what is parked, and what waits."""

    sources: int
    """Those that are read."""
    failing: tuple[tuple[str, str], ...]
    """Name and error of each of them that could not be read last time."""
    topics: int
    parked: tuple[tuple[ChannelId, str], ...]
    """Channel and reason of each post that waits for a person."""
    waiting: Mapping[str, int]
    """Roughly how many messages each queue holds."""
    held_up: tuple[tuple[ChannelId, str], ...] = ()
    """Channel and reason where Slack did not take the first post of an outbox."""
    setup: Setup = Setup()
    parked_unseen: int = 0
    """Posts that wait for a person in channels that who asks cannot see; not in ``parked``."""
    held_up_unseen: int = 0
    """Such channels whose first post Slack did not take; not in ``held_up``."""
    gone: tuple[tuple[str, str], ...] = ()
    """Name and reason of each source that Newswatch has stopped reading."""
    dead: tuple[DeadLetters, ...] = ()
    """Of the queues that have some."""
    held: tuple[tuple[ChannelId, int, datetime], ...] = ()
    """Channel, number of stories that wait for their time there, and when the first is due."""
    held_unseen: int = 0
    """Such stories in channels that who asks cannot see; not in ``held``."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a list of sources."""

    added: int
    """Sources that are new, or were removed and are back."""
    known: int
    """Those that were there before."""
    tagged: int
    """Those of the known ones that have got tags."""
    bad: tuple[BadLine, ...] = ()
    repeated: int = 0
    """Lines that named a source again."""
    left_out: int = 0
    """Lines of sources that are more than a workspace, or a list, may have."""
    remaining: int = 0
    """Lines that there was no time for: the same list again goes on with them."""


@dataclass(frozen=True, slots=True)
class Exported:
    """All sources as a list that other feed readers take."""

    data: bytes
    """OPML."""
    name: str
    """Of the file."""
    count: int
    bared: int = 0
    """Sources whose address stands there without a password or key, or that need a secret header.

    And those that are left out: their whole address is a secret.
    """


@dataclass(frozen=True, slots=True)
class Quote:
    """A place in an article with what stands around it, on one line."""

    before: str
    """With an ellipsis where something is left out, as in ``after``; empty at the beginning."""
    word: str
    after: str
    more: int = 0
    """How many more such places there are."""


@dataclass(frozen=True, slots=True)
class Tongue:
    """In which language an article is, and how that is known."""

    code: str
    """Empty where it is not known."""
    declared: bool = False
    """Whether its page or feed says so, without which its text would not tell."""
    reads_as: str = ""
    """What its text looks like, where that is another language."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A clause of a query, and what became of it with an article."""

    text: str
    """Canonical."""
    holds: bool
    words: tuple[tuple[str, int], ...] = ()
    """What made it hold, as the article spells it first, and how often; the most frequent first."""
    note: str = ""
    """In a few words, why it does not hold, where its parts do not tell."""
    parts: tuple["Reason", ...] = ()
    """What it is made of, in the order of writing."""
    quote: Quote | None = None
    """The first place of a clause without parts that made it hold; None where there is none to show."""
    tongue: Tongue | None = None
    """Of a clause that asks for a language: the article's."""


class Fate(StrEnum):
    """What became of an article for a topic."""

    TOLD = "told"
    """Its story was claimed for the topic: the posts say how far it has come."""
    OTHERWISE = "otherwise"
    """The topic asks for something else."""
    UNHEARD = "unheard"
    """The topic does not listen to its source."""
    WAITS = "waits"
    """Too few outlets carry its story yet."""
    RESTS = "rests"
    """The topic is paused or removed."""
    OLDER = "older"
    """It had been read before there was the topic."""
    KEPT = "kept"
    """It matches now, and was not to be told when it came."""
    DUE = "due"
    """Nobody has brought it; had somebody brought it now, it would be told."""


@dataclass(frozen=True, slots=True)
class Posting:
    """How far the post of a story in a channel has come."""

    channel: ChannelId
    state: PostState
    reason: str = ""
    """Why it waits, is parked or cancelled; empty where there is nothing to say."""
    hold: Hold | None = None
    """What it waits for, where it is held."""
    until: datetime | None = None
    """Until when."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What a topic's next story would meet in a channel."""

    channel: ChannelId
    posted: int
    """Messages of the last 60 minutes that count."""
    cap: int
    """How many there may be; 0 for no cap."""
    today: int
    """Messages of the topic on this day."""
    cap_per_day: int
    """How many there may be; 0 for no cap."""
    quiet: bool = False
    """Whether there are quiet hours now."""
    until: datetime | None = None
    """Until when it would be held; None where it would be posted at once."""
    why: Hold | None = None
    """What for."""
    muted: str = ""
    """The article's outlet, where that is muted there."""


@dataclass(frozen=True, slots=True)
class Drop:
    """A topic's query without the one clause for which an article does not match."""

    clause: str
    """Printed."""
    query: str
    """What is left, printed."""
    more: int
    """Stories of the last 7 days that it would bring in addition."""
    dropped: bool = True
    """Whether the clause is gone; otherwise its words are still asked for, but less strictly."""
    complete: bool = True
    """False when time ran out: the oldest days were not looked at."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A topic's word on an article."""

    topic: Topic
    fate: Fate
    reason: Reason | None
    """None where this version cannot read the topic's query."""
    places: tuple[ChannelId, ...] = ()
    """Where the topic posts, as far as the person may see that."""
    postings: tuple[Posting, ...] = ()
    """Of its story, as far as the person may see them."""
    claimed: bool = False
    """Whether its story was claimed by this article."""
    earlier: Coverage | None = None
    """The article by which its story was claimed, if that is another one that is known."""
    standings: tuple[Standing, ...] = ()
    """Where it posts, as far as the person may see that: what holds there now."""
    drops: tuple[Drop, ...] = ()
    """What who asks could have the topic ask for instead; empty where they may not change it."""


@dataclass(frozen=True, slots=True)
class Why:
    """Everything about an article: how it was read, what became of it, and which story it tells."""

    article: Article
    source: str
    """What the source that brought it is called; empty when that is gone."""
    words: int
    judged: tuple[Judgement, ...]
    more: int
    """How many more topics that the person may see have its story."""
    story_id: StoryId
    story: tuple[Coverage, ...]
    """The article itself, then the others, in the order in which they joined."""
    outlets: int
    """How many outlets carry the story."""
    split_by: Mapping[ArticleId, UserId]
    """Who split articles off, as far as that is known."""
    tongue: Tongue = Tongue("")


@dataclass(frozen=True, slots=True)
class Glance:
    """An article that nobody has brought, as it was just read. Nothing of it is kept."""

    article: Article
    source: Source
    """One that could have brought it: of its site if one is watched, else one that there is not."""
    words: int
    tongue: Tongue
    judged: tuple[Judgement, ...]
    """By the topic that was asked for, or by those that would match."""
    more: int
    """How many more topics that the person may see would match."""


@dataclass(frozen=True, slots=True)
class Unseen:
    """An address that stands for no article."""

    url: str
    nearest: Article | None
    """What is known by an address that differs in nothing that should matter."""
    sources: tuple[Source, ...] = ()
    """Those of the same site."""
    hidden_by: str = ""
    """A service that tells only browsers where its links lead; empty for other addresses."""
    glance: Glance | None = None
    """What is there now; None where it was not read."""
    refusal: str = ""
    """Why it could not be read, in a sentence; empty where nobody tried."""
    transient: bool = False
    """Whether a later try can help."""


@dataclass(frozen=True, slots=True)
class Lacking:
    """The articles that a topic would have told but for one thing."""

    lack: Lack
    clause: str
    """The clause that did not hold, printed; empty for another lack."""
    articles: int
    newest: tuple[tuple[datetime, Article], ...]
    """At most 5 of them, the newest first, each with its time."""
    query: str = ""
    """The topic's query without that clause, printed; empty where there is no such thing to offer."""
    dropped: bool = True
    """As in ``Drop``."""


@dataclass(frozen=True, slots=True)
class TopicMisses:
    """What a topic came nearest to telling."""

    topic: Topic
    groups: tuple[Lacking, ...]
    """What the fewest articles lacked comes first."""
    read: int
    """How many articles were looked at."""
    days: int
    """Of how many days."""
    complete: bool
    """False when time ran out: the oldest days were not looked at."""
    may_change: bool
    """Whether who asks may change the topic."""


@dataclass(frozen=True, slots=True)
class Parted:
    """A story of which a part is one of its own now."""

    title: str
    """Of the article that somebody said is another story, and its address."""
    url: str
    moved: int
    """How many other articles moved away from it; 0 where it was the one that moved."""
    channels: tuple[ChannelId, ...]
    """Where the new story is posted, as far as the person may see that."""


@dataclass(frozen=True, slots=True)
class Example:
    """A story by which one sees what an edit does."""

    article: Article
    """The newest one of it that the query holds for."""
    relevant: bool | None
    """What people said of it; None where nobody said anything, or nothing that is clear."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """An edit of a topic's query that stories which people found not relevant suggest.

    Of stories there are two numbers each: how many it would have left out, and of how many.
    """

    topic: Topic
    query: str
    """The query then, in canonical form."""
    says: str
    """What is different, one sentence with a ``{}`` for each of ``about``."""
    about: tuple[str, ...]
    """Pieces of queries."""
    irrelevant: tuple[int, int]
    relevant: tuple[int, int]
    """The first is 0."""
    others: tuple[int, int]
    """Of which nobody said anything."""
    gone: tuple[Example, ...]
    """Some that it would have left out, those found not relevant first."""
    kept: tuple[Example, ...]
    """Some that it would have kept, those found relevant first."""
    tried: int
    """Of how many edits it was the best."""
    days: int
    """How far back those were looked for of which nobody said anything."""
    complete: bool = True
    """False when time ran out, or there were too many: the oldest days were not looked at."""


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody has said of a story, or has taken back."""

    story_id: StoryId
    relevant: bool | None
    """None where it was taken back."""
    topics: tuple[Topic, ...]
    """Those of which it was said; none where nobody knows the story any more."""


PAGE = 20
"""Rows of a page of App Home: about as many as two screens of a phone hold."""


@dataclass(frozen=True, slots=True)
class Pages:
    """Which part of something long is shown."""

    total: int
    """Rows of all pages."""
    number: int = 0
    """Of the page, from 0."""

    @property
    def first(self) -> int:
        """The position of its first row, from 1."""
        return self.number * PAGE + 1

    @property
    def last(self) -> int:
        """The position of its last row."""
        return min(self.total, (self.number + 1) * PAGE)


@dataclass(frozen=True, slots=True)
class FirstSteps:
    """How far somebody has come on the way to a working topic."""

    sources: int
    """How many are read."""
    may_add: bool = True
    """Whether the person may add sources."""
    topic: TopicLine | None = None
    """Their only one, which is new and has brought nothing yet; None where they have none."""
    others: bool = False
    """Whether there are topics of others that they may see."""


@dataclass(frozen=True, slots=True)
class HomeTopics:
    """Topics in App Home: those in trouble first, then those that rest, then by handle."""

    lines: tuple[TopicLine, ...]
    """Of the page."""
    pages: Pages
    only: str = ""
    """Which ones: ``mine``, ``channels``, ``paused``, ``trouble``, ``all``; empty for the person's own and
    those of their channels."""
    word: str = ""
    """What they have; empty for any."""
    alerts: int = 0
    """Of the last 7 days, of all pages, as in what follows."""
    troubled: int = 0
    paused: int = 0
    steps: FirstSteps | None = None
    """None where nobody needs a guide."""


@dataclass(frozen=True, slots=True)
class HomeSources:
    """Sources in App Home: those in trouble first, then by name."""

    lines: tuple[SourceLine, ...]
    """Of the page."""
    pages: Pages
    only: str = ""
    """Which ones: ``failing``, ``gone``, ``paused`` or ``tag:x``; empty for all."""
    word: str = ""
    """What their names and addresses have; empty for any."""
    total: int = 0
    """Of all that there are, as in what follows."""
    failing: int = 0
    gone: int = 0
    paused: int = 0
    tags: tuple[str, ...] = ()
    """The most frequent first."""
    may_change: bool = True
    """Whether the person may change them."""


@dataclass(frozen=True, slots=True)
class HomeSettings:
    """How is delivered, in App Home."""

    me: HowTold
    workspace: HowTold
    channels: tuple[HowTold, ...]
    """Those that the person is in and topics near them post to, with the most topics first."""
    zone: str
    """The person's time zone, as Slack has it."""
    may_manage: bool = True
    """Whether the person may set what holds for the workspace."""


AtHome = HomeTopics | HomeSources | HomeSettings
"""What App Home shows."""
