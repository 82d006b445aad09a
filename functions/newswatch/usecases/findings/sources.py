"""Of sources, and of lists of them."""

from dataclasses import dataclass
from datetime import datetime

from newswatch.model import Feed, FetchMemory, Source, State
from newswatch.sources.outline import BadLine


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
