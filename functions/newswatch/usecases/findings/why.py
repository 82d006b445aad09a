"""Of an article: what became of it, and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from newswatch.model import Article, ArticleId, ChannelId, Coverage, Source, StoryId, Topic, UserId
from newswatch.posts import Hold, PostState


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
    ts: str = ""
    """Slack's name of the message, where it is there."""


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
