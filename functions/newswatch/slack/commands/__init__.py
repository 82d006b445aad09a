"""The grammar of ``/watch``: text in, what is wanted out. A text that starts with no verb is a query.

::

    text    = [add [place]] [Name " = "] query | verb …      place = "<#C1|name>" | "#name" | "me"
            | sets [name [" = " query]] | sets remove name

Parsing never raises. What cannot be understood comes back as ``Wrong``, ``Missing`` or
``Unsure``, with the nearest right commands where there are some. What is wanted can
be spelled again: a button's value is the text of a command.
"""

from newswatch.slack.commands.grammar import parse_command
from newswatch.slack.commands.spelling import spell
from newswatch.slack.commands.wanted import (
    Add,
    Command,
    Edit,
    Export,
    Help,
    History,
    Import,
    List,
    Listen,
    Missing,
    Move,
    Order,
    Outlets,
    Pause,
    Prefer,
    Remove,
    Rename,
    Resume,
    SetList,
    SetRemove,
    SetSave,
    SetShow,
    Show,
    SourceAdd,
    SourceChange,
    SourceList,
    SourceSet,
    SourceShow,
    Status,
    Test,
    Thread,
    Unbuilt,
    Undo,
    Unsure,
    Why,
    Wrong,
)

__all__ = [
    "Add",
    "Command",
    "Edit",
    "Export",
    "Help",
    "History",
    "Import",
    "List",
    "Listen",
    "Missing",
    "Move",
    "Order",
    "Outlets",
    "Pause",
    "Prefer",
    "Remove",
    "Rename",
    "Resume",
    "SetList",
    "SetRemove",
    "SetSave",
    "SetShow",
    "Show",
    "SourceAdd",
    "SourceChange",
    "SourceList",
    "SourceSet",
    "SourceShow",
    "Status",
    "Test",
    "Thread",
    "Unbuilt",
    "Undo",
    "Unsure",
    "Why",
    "Wrong",
    "parse_command",
    "spell",
]
