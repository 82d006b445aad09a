"""What can be wanted of saved sets, as data."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SetList:
    """``sets``."""


@dataclass(frozen=True, slots=True)
class SetShow:
    """``sets [show] <name>``."""

    name: str
    """As ``query.sets.name_of`` returns it."""


@dataclass(frozen=True, slots=True)
class SetSave:
    """``sets <name> = <query>``, for a new set and for one that is there."""

    name: str
    query: str
    seen: int = 0
    """The version that whoever copied the line saw; 0 where it was typed."""


@dataclass(frozen=True, slots=True)
class SetHistory:
    """``sets history <name> [before 66]``."""

    name: str
    before: int = 0
    """As with ``History``."""


@dataclass(frozen=True, slots=True)
class SetRevert:
    """``sets revert <name> <number>``."""

    name: str
    seq: int
    seen: int = 0
    """As with ``PlaceRevert``."""


@dataclass(frozen=True, slots=True)
class SetRemove:
    """``sets remove <name>``."""

    name: str
