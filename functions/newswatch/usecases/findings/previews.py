"""Of what a query would have brought, and how it could be better."""

from dataclasses import dataclass
from datetime import datetime

from newswatch.model import Article, Evidence, Topic
from newswatch.posts import Excerpt


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
