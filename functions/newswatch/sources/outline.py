"""A list of sources that somebody brings along or takes away, as data."""

from dataclasses import dataclass

from newswatch.model import Kind


@dataclass(frozen=True, slots=True)
class Line:
    """A source of a list."""

    url: str
    title: str = ""
    tags: tuple[str, ...] = ()
    html_url: str = ""
    """The page of which it is the feed."""
    line: int = 0
    """Where it stands in its file, from 1."""
    kind: Kind = Kind.FEED
    selector: str = ""
    """CSS selector of the links of a page."""


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line of a list that no source can be made of."""

    line: int
    text: str
    """What stands there, shortened, and without a password."""
    why: str
    """One sentence."""


@dataclass(frozen=True, slots=True)
class Outline:
    """A list of sources, each once, in the order of its file."""

    lines: tuple[Line, ...]
    bad: tuple[BadLine, ...] = ()
    repeated: int = 0
    """How many lines named a source that stands further up already; their tags went to that one."""
    beyond: int = 0
    """How many lines were not looked at, because the list is too long."""
    title: str = ""
