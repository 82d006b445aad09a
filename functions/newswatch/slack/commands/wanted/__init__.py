"""What can be wanted by a command, as data."""

from dataclasses import dataclass

from newswatch.slack.commands.wanted.sets import (
    SetHistory,
    SetList,
    SetRemove,
    SetRevert,
    SetSave,
    SetShow,
)
from newswatch.slack.commands.wanted.settings import (
    Cap,
    Deliver,
    Hush,
    LetThrough,
    Managers,
    Mention,
    Mute,
    Place,
    PlaceHistory,
    PlaceRevert,
    PlaceSet,
    PlaceShow,
    Setting,
    Snooze,
    Urgent,
    When,
    Zone,
)
from newswatch.slack.commands.wanted.sources import (
    Export,
    Import,
    SourceAdd,
    SourceChange,
    SourceHistory,
    SourceList,
    SourceRevert,
    SourceSet,
    SourceShow,
)
from newswatch.slack.commands.wanted.topics import (
    Add,
    Edit,
    History,
    Improve,
    List,
    Listen,
    Misses,
    Move,
    New,
    Outlets,
    Own,
    Pause,
    Prefer,
    Remove,
    Rename,
    Resume,
    Revert,
    Show,
    Test,
    Thread,
    Undo,
    Why,
)

__all__ = [
    "Add",
    "Cap",
    "Command",
    "Deliver",
    "Edit",
    "Export",
    "Help",
    "History",
    "Hush",
    "Import",
    "Improve",
    "LetThrough",
    "List",
    "Listen",
    "Managers",
    "Mention",
    "Misses",
    "Missing",
    "Move",
    "Mute",
    "New",
    "Order",
    "Outlets",
    "Own",
    "Pause",
    "Place",
    "PlaceHistory",
    "PlaceRevert",
    "PlaceSet",
    "PlaceShow",
    "Prefer",
    "Remove",
    "Rename",
    "Resume",
    "Revert",
    "SetHistory",
    "SetList",
    "SetRemove",
    "SetRevert",
    "SetSave",
    "SetShow",
    "Setting",
    "Show",
    "Snooze",
    "SourceAdd",
    "SourceChange",
    "SourceHistory",
    "SourceList",
    "SourceRevert",
    "SourceSet",
    "SourceShow",
    "Status",
    "Test",
    "Thread",
    "Undo",
    "Unsure",
    "Urgent",
    "When",
    "Why",
    "Wrong",
    "Zone",
]


@dataclass(frozen=True, slots=True)
class Status:
    """``status``."""


@dataclass(frozen=True, slots=True)
class Help:
    """``help [word]``, and nothing at all."""

    word: str = ""


@dataclass(frozen=True, slots=True)
class Missing:
    """A verb without what it is about."""

    verb: str
    """As it is typed: ``show``, ``source pause``."""
    wants: str
    """A key of ``advice.QUESTIONS``: ``topic``, ``query``, ``article``, ``source``, ``source setting`` …"""


@dataclass(frozen=True, slots=True)
class Wrong:
    """A verb with something that it does not take."""

    problem: str
    """One sentence."""
    nearest: tuple[str, ...] = ()
    """Complete commands that would work, best first, without ``/watch``."""


@dataclass(frozen=True, slots=True)
class Unsure:
    """What looks like a verb with a slip of the finger, and could be a query."""

    nearest: str
    """The command with the verb put right."""
    query: str
    """The whole text, for those who meant it as a query."""


Order = (
    Add | New | List | Show | Edit | Pause | Resume | Remove | Undo | History | Test | Why | Misses | Improve
    | Move | Rename | Listen | Outlets | Thread | Prefer | Deliver | Revert | Own | PlaceShow | PlaceSet
    | PlaceHistory | PlaceRevert | SourceAdd | SourceList | SourceShow | SourceHistory | SourceRevert
    | SourceChange | SourceSet | Import | Export | SetList | SetShow | SetHistory | SetRevert | SetSave
    | SetRemove | Status | Help
)  # fmt: skip
"""What can be carried out."""
Command = Order | Missing | Wrong | Unsure
