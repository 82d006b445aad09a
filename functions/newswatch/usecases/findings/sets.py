"""Of saved sets."""

from dataclasses import dataclass

from newswatch.model import Change, SavedSet, Topic


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
