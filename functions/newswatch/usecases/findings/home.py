"""Of what App Home shows."""

from dataclasses import dataclass

from newswatch.usecases.findings.settings import HowTold
from newswatch.usecases.findings.sources import SourceLine
from newswatch.usecases.findings.topics import TopicLine

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
