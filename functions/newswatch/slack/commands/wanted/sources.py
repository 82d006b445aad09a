"""What can be wanted of sources, as data."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SourceAdd:
    """``source add <address> [tag:x] [selector <css>]``."""

    address: str
    """Of the web, or a search of news: ``news:"…"``, with ``lang:de`` after it or without."""
    tags: tuple[str, ...] = ()
    selector: str = ""
    """CSS selector of the links of a page; with it the page itself is meant."""


@dataclass(frozen=True, slots=True)
class SourceList:
    """``source list [failing|gone|paused|tag:x|<word>]``."""

    scope: str = ""


@dataclass(frozen=True, slots=True)
class SourceShow:
    """``source show <source>``: an address, or the beginning of a name or host."""

    source: str


@dataclass(frozen=True, slots=True)
class SourceHistory:
    """``source history <source> [before 66]``."""

    source: str
    before: int = 0
    """As with ``History``."""


@dataclass(frozen=True, slots=True)
class SourceRevert:
    """``source revert <source> <number>``."""

    source: str
    seq: int
    seen: int = 0
    """As with ``PlaceRevert``; then ``source`` is an id."""


@dataclass(frozen=True, slots=True)
class SourceChange:
    """``source pause|resume|remove <source>``."""

    verb: str
    source: str


@dataclass(frozen=True, slots=True)
class SourceSet:
    """``source set <source> <setting> <value>``: one setting; the others are None."""

    source: str
    name: str | None = None
    tags: tuple[str, ...] | None = None
    """Empty for none."""
    every: tuple[int, int] | None = None
    """The shortest and the longest interval in seconds; zeros for those that it has by itself."""
    urgent: bool | None = None
    full_text: bool | None = None
    rank: int | None = None
    """0 for none."""
    selector: str | None = None
    """Empty to have the links of a page found by themselves."""


@dataclass(frozen=True, slots=True)
class Import:
    """``import [address]``; without an address there is a form."""

    address: str = ""


@dataclass(frozen=True, slots=True)
class Export:
    """``export``."""
