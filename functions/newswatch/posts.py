"""What matched, and what is sent: alerts, posts, and what posts say, as data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from newswatch.model import (
    ArticleId,
    Change,
    ChannelId,
    ChannelSettings,
    Evidence,
    PostId,
    Source,
    SourceId,
    StoryId,
    Topic,
    TopicId,
)


@dataclass(frozen=True, slots=True)
class Alert:
    """A match claimed for delivery: exactly one per (topic, story). Owned by the article."""

    topic_id: TopicId
    topic_name: str
    story_id: StoryId
    article_id: ArticleId
    source_id: SourceId
    """The source through which the match came about."""
    channels: tuple[ChannelId, ...]
    evidence: tuple[Evidence, ...]
    claimed_at: datetime
    version: int = 1
    """The article's version that brought the text into which the evidence points."""
    trace: str = ""
    """The article's correlation id."""


def post_id(channel: ChannelId, story_id: StoryId) -> PostId:
    """Return the id that a post carries in Slack's metadata; the same for every attempt."""
    return PostId(f"{channel}.{story_id}")


class PostState(StrEnum):
    """Where a post stands; see "One post, once" in docs/architecture.md."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    PARKED = "parked"
    FOLDED = "folded"
    """Its alerts are told by a digest instead, named in its reason."""
    CANCELLED = "cancelled"


class InDoubt(StrEnum):
    """What to do about an attempt of unknown outcome where Slack's history cannot be read."""

    PARK = "park"
    """Leave it to a person: neither lost nor told twice by itself."""
    POST = "post"
    """Rather twice than never."""
    DROP = "drop"
    """Rather never than twice."""


class Lack(StrEnum):
    """What an article lacked for a topic to tell it."""

    CLAUSE = "clause"
    """One clause of the query did not hold; all others did."""
    SOURCE = "source"
    """It came from a source that the topic does not listen to."""
    OUTLETS = "outlets"
    """Too few outlets carried it."""


@dataclass(frozen=True, slots=True)
class Miss:
    """The article that a topic came nearest to telling. Every string in it comes from outside."""

    title: str
    url: str
    outlet: str
    at: datetime
    lack: Lack = Lack.CLAUSE
    clause: str = ""
    """The clause that did not hold, printed."""


@dataclass(frozen=True, slots=True)
class Spike:
    """A topic brings far more stories than usual."""

    stories: int
    """Of the day on which that was noticed, up to then."""
    usual: float
    """Stories a day."""


@dataclass(frozen=True, slots=True)
class Silence:
    """A topic brings nothing any more."""

    days: int
    """Whole days since its last story."""
    usual: float
    """Stories a day, before."""
    miss: Miss | None = None


class Hold(StrEnum):
    """Why a post waits."""

    WHEN = "when"
    """Its topics deliver hourly, daily or weekly."""
    QUIET = "quiet"
    SNOOZE = "snooze"
    HOUR = "hour"
    """The channel has had as many messages in 60 minutes as it is to have."""
    DAY = "day"
    """The topic has had as many messages on this day as it is to have."""
    PARKED = "parked"
    """Slack did not take it, or a person had to mend something, and by now it is news no more."""
    MUTED = "muted"
    """Only outlets tell it that are muted in the channel: it waits for another one, and then for nothing."""


CAPS = frozenset({Hold.HOUR, Hold.DAY})
"""What holds back a flood: the owner of a topic is told."""


@dataclass(frozen=True, slots=True)
class HeldBack:
    """A cap holds back stories of a topic."""

    where: ChannelId
    why: Hold
    """One of ``CAPS``."""
    until: datetime


@dataclass(frozen=True, slots=True)
class SpendingNews:
    """Most of what a month may cost is spent, or all of it."""

    month: date
    """Its first day."""
    percent: int
    """That was reached: 100 where no more sources are polled."""
    limit: float
    """US dollars, as are the others."""
    spent: float
    projected: float | None = None
    """What the month comes to at this rate; None where it is too early to say."""


RateNews = Spike | Silence
"""What is odd about how much a topic brings."""


@dataclass(frozen=True, slots=True)
class Post:
    """One message in Slack: one per (channel, story).

    ``wanted`` counts what has joined, ``done`` what Slack shows: the post is
    settled when they are equal.
    """

    id: PostId
    channel: ChannelId
    story_id: StoryId
    article_id: ArticleId
    source_id: SourceId
    claimed_at: datetime
    topic_ids: frozenset[TopicId]
    state: PostState = PostState.PENDING
    wanted: int = 1
    done: int = 0
    ts: str = ""
    """Slack's id of the message, once sent."""
    conversation: ChannelId | None = None
    """Where Slack put it: differs from ``channel`` for a message to a person."""
    owner: str = ""
    lease_until: datetime | None = None
    """While sending: who tries, and until when nobody else may."""
    absent_at: datetime | None = None
    """When Slack's history was first read without finding an attempt whose outcome is unknown."""
    reason: str = ""
    """Why it waits, is parked, folded or cancelled."""
    parked_at: datetime | None = None
    """When it was first parked; None when it was not, or has been sent since."""
    tried_at: datetime | None = None
    """When it was last parked: tried again and refused again."""
    attempted_at: datetime | None = None
    """When the first attempt was made of which nobody knows yet whether Slack took it."""
    told: frozenset[TopicId] | None = None
    """Topics that Slack shows or has shown; None before a first try, or where an older version sent it."""
    doubtful: bool = False
    """It was parked although Slack may have taken it: only history can tell, never another attempt."""
    refresh_at: datetime | None = None
    """When it was last to be brought up to date with its story: in the future while that has to wait."""
    shows: str = ""
    """A digest of what Slack shows; empty where nobody knows. What would change nothing is not sent."""
    told_until: datetime | None = None
    """When the last article joined that the message or a reply has told; None where nobody knows."""
    replied_at: datetime | None = None
    """When the last reply was tried; None before the first one."""
    reply_at: datetime | None = None
    """When a reply may be tried that has to wait; None while there is none."""
    hold: Hold | None = None
    """Why it was held when it was last weighed; None where it never was."""
    held_until: datetime | None = None
    """Until when it is held; in the past once its time has come. Held posts are told together."""
    held: frozenset[TopicId] = frozenset()
    """The topics that were weighed then: one that joins later has not waited."""
    mentions: tuple[str, ...] = ()
    """Whom its message mentions, as it was sent: ``here``, ``channel``, ids of user groups."""
    change: int = 0
    """Of a notice: the position of the change that it announces. 0 for an alert's post."""
    members: tuple[StoryId, ...] = ()
    """Of a digest: the stories whose posts in this channel are to be told by it, in no order."""
    lines: tuple[StoryId, ...] = ()
    """Of a digest, from its first attempt on: those that it does tell, in its order."""
    part_of: StoryId | None = None
    """Of a part in a digest's thread: that digest; ``part`` says which, from 1."""
    part: int = 0
    about: ChannelId | None = None
    """Of a warning: the channel in which posts are parked. ``topic_ids`` says whose."""
    warning: str = ""
    """Of a warning: what a person can do about it."""
    rate: RateNews | None = None
    """Of the news that a topic brings far more than usual, or nothing any more. ``topic_ids`` says which."""
    held_back: HeldBack | None = None
    """Of the news that a cap holds back stories of a topic. ``topic_ids`` says which."""
    trace: str = ""
    """Of an alert's: the correlation id of the article that began it."""
    spending: SpendingNews | None = None
    """Of the news that a month's limit is near or reached."""

    @property
    def is_alert(self) -> bool:
        """Whether it tells a story: it is no digest and no notice."""
        news = self.change or self.about or self.rate or self.held_back or self.spending
        return not (self.members or self.part or news)


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """A place in a channel's outbox: this post wants something done. Rows sort by when that is due."""

    channel: ChannelId
    place: str
    story_id: StoryId
    due: datetime
    """When it may be worked off: when it was claimed, or later."""
    held: bool = False
    """Whether it is there because the post is held until then."""
    patient: bool = False
    """Whether it gains by waiting: others may come until then that are worked off by the same edit."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A passage of the article and the spans of it that matched."""

    text: str
    highlights: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A story of a digest, or an article of a reply. Every string in it comes from outside."""

    title: str
    url: str
    source: str
    topics: tuple[str, ...]
    published: datetime | None = None
    outlets: int = 1
    """How many carry it, of a story."""


@dataclass(frozen=True, slots=True)
class Outlet:
    """One of the outlets that carry a story, by its first article. Both strings come from outside."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Addition:
    """What an article of a story brings that the ones before it did not."""

    outlet: Outlet
    topic: str
    """The topic's name."""
    clauses: tuple[str, ...] = ()
    """Alternatives of the topic's query; empty where it is the first that matches the topic at all."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A post in the thread of another one: further coverage of its story."""

    post_id: PostId
    """Of the message that it answers."""
    conversation: ChannelId
    thread: str
    """Slack's id of that message."""
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Message:
    """What a post says, before any rendering. Every string in it comes from outside."""

    post_id: PostId
    channel: ChannelId
    title: str
    url: str
    source: str
    excerpt: Excerpt
    topics: tuple[str, ...]
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    image_url: str = ""
    label: str = ""
    """What the reader must know of the text, e.g. that only the feed's summary was read."""
    topic_ids: frozenset[TopicId] = frozenset()
    """Whose topics these are."""
    also: tuple[Outlet, ...] = ()
    """The other outlets that carry the story, each once, the first ones first."""
    articles: int = 0
    """How many articles tell it, the leading one too; 0 where that is the only one."""
    adds: tuple[Addition, ...] = ()
    """What later articles have that earlier ones had not."""
    further: tuple[tuple[datetime, Line], ...] = ()
    """Where a topic wants replies: the articles that match it, and when each joined the story."""
    latest: datetime | None = None
    """When the last article joined that matches any of the topics; None where that is not known."""
    mentions: tuple[str, ...] = ()
    """Whom it mentions: ``here``, ``channel``, ids of user groups."""
    story_id: StoryId | None = None
    """The story; None where nothing can be said of it any more."""
    article_id: ArticleId | None = None
    """The article that it leads with."""
    outlet: str = ""
    """The site of that article."""
    handle: str = ""
    """Of the first of its topics; empty where that is gone."""
    relevant: int = 0
    """How many people have said that it is what its topics are for."""
    irrelevant: int = 0
    """How many have said that it is not."""
    plain: bool = False
    """Text alone: Slack did not take the blocks."""


@dataclass(frozen=True, slots=True)
class Notice:
    """A post that announces a change of a topic in its channel."""

    post_id: PostId
    channel: ChannelId
    change: Change
    topic: Topic
    """As the change left it."""
    before: Topic | None = None
    """As it was; None for a new one."""
    plain: bool = False


@dataclass(frozen=True, slots=True)
class SourceNotice:
    """A post that tells a source's owner what has become of it."""

    post_id: PostId
    channel: ChannelId
    """The owner: a person."""
    change: Change
    source: Source
    """As the change left it."""
    plain: bool = False


@dataclass(frozen=True, slots=True)
class SettingsNotice:
    """A post that announces in a channel how it is told from now on."""

    post_id: PostId
    channel: ChannelId
    change: Change
    settings: ChannelSettings
    """As the change left them."""
    before: ChannelSettings | None = None
    """As they were; None for the first ones."""
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Digest:
    """A post that tells many stories at once, or a part of it in its thread."""

    post_id: PostId
    channel: ChannelId
    lines: tuple[Line, ...]
    """Those of this message: neighbours with the same first topic are a group."""
    since: datetime
    """When the first story of the digest was claimed, or parked."""
    stories: int = 0
    """Of the whole digest."""
    why: Hold = Hold.PARKED
    """What most of them waited for."""
    mentions: tuple[str, ...] = ()
    part: int = 0
    """Which part of the thread it is; 0 for the message itself."""
    parts: int = 0
    """How many parts its thread has; 0 where the message tells all."""
    thread: str = ""
    """Of a part: Slack's id of the digest's message."""
    plain: bool = False


@dataclass(frozen=True, slots=True)
class HeldNotice:
    """A post that tells a topic's owner that a cap holds back stories of it."""

    post_id: PostId
    channel: ChannelId
    """The owner; a channel where that is no person."""
    topic: Topic
    held_back: HeldBack
    stories: int
    """How many of it wait there by now; 0 where none does any more."""
    first: tuple[Line, ...] = ()
    """Some of them."""
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Trouble:
    """A post that tells a topic's owner that its posts cannot be delivered, and what to do."""

    post_id: PostId
    channel: ChannelId
    """The owner: a person."""
    about: ChannelId
    """Where the posts should have gone."""
    topics: tuple[str, ...]
    """Names, of the topics concerned that are the owner's."""
    what_to_do: str
    plain: bool = False


@dataclass(frozen=True, slots=True)
class RateNotice:
    """A post that tells that a topic brings far more than usual, or nothing any more."""

    post_id: PostId
    channel: ChannelId
    topic: Topic
    news: RateNews
    today: bool = True
    """Whether it is still the day on which that was noticed."""
    plain: bool = False


@dataclass(frozen=True, slots=True)
class SpendingNotice:
    """A post that tells who runs Newswatch what the month costs."""

    post_id: PostId
    channel: ChannelId
    """A person."""
    news: SpendingNews
    plain: bool = False


Content = (
    Message
    | Notice
    | SourceNotice
    | SettingsNotice
    | Digest
    | Trouble
    | RateNotice
    | HeldNotice
    | SpendingNotice
)
"""Whatever a post says."""


@dataclass(frozen=True, slots=True)
class Freshness:
    """How fast an alert was that nobody wanted to wait."""

    at: datetime
    """When it was sent."""
    took: timedelta
    """How long after its article was published, as that says; nothing where its clock is ahead."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What a channel has got lately: what caps are about, and how fast it came."""

    posted: tuple[datetime, ...] = ()
    """When its new messages were sent, oldest first, as far as the last 60 minutes go."""
    urgent: tuple[datetime, ...] = ()
    """The same of those of urgent topics, which do not count among the others."""
    day: str = ""
    """The local day that ``topics`` is of: ``2026-11-28``."""
    topics: Mapping[TopicId, int] = field(default_factory=dict)
    """How many messages each topic has had on that day."""
    fresh: tuple[Freshness, ...] = ()
    """Of its newest alerts, oldest first."""


@dataclass(frozen=True, slots=True)
class Sent:
    """Slack's answer to a post: its id and the conversation it is in."""

    ts: str
    conversation: ChannelId
