"""Of what a topic came nearest to telling."""

from dataclasses import dataclass
from datetime import datetime

from newswatch.model import Article, Topic
from newswatch.posts import Lack


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
