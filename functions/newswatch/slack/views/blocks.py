"""Answers in blocks: lines, code and buttons within Slack's limits, and the same as text.

The text is for notifications, screen readers and clients without blocks: it says
everything, and of each button the command that can be typed in its place, if one can.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from newswatch.model import ArticleId, StoryId, TopicId
from newswatch.slack.views import kit
from newswatch.slack.views.ids import LATEST, RUN, SPLIT, TAKE_BACK
from newswatch.slack.views.kit import BUTTONS, LABEL_CHARS, Block
from newswatch.slack.views.mrkdwn import clean, code, fence, shown

Answer = dict[str, Any]

PARAGRAPH_CHARS = 2_900
"""Below the 3,000 of a section's text."""
LINES_CHARS = 9_000
"""Of all lines and code. With 25 labels of 75 it stays below the 13,200 that all blocks may hold."""
CODE_CHARS = 5_000
"""Twice the longest query."""
FENCED_CHARS = 1_500
"""Of code in the text, with its escapes."""
TEXT_CHARS = 3_900
"""Of the text: a message that replaces another may have 4,000 (chat.update)."""
COMMANDS_CHARS = 1_500
"""Of those, for what can be typed."""
COMMAND_CHARS = 400
MORE = "… and {} more"


@dataclass(frozen=True, slots=True)
class Code:
    """A text to be read or copied letter by letter, on lines of its own."""

    text: str


@dataclass(frozen=True, slots=True)
class Beside:
    """A line with a button at its side, for what concerns this line alone."""

    text: str
    button: Block | None


Buttons = Sequence[Block | None]
Row = str | Code | Beside
Part = Row | Buttons
"""A string is one line in mrkdwn, its strangers escaped already; it is shown whole or not at all."""


def answer(*parts: Part) -> Answer:
    """Return an answer that only who asked sees."""
    rows, buttons = _fitting([part for part in parts if isinstance(part, Row)]), _buttons(parts)
    blocks: list[Block] = []
    waiting: list[str] = []
    for number, row in enumerate(rows):
        if isinstance(row, str) and sum(map(len, waiting)) + len(waiting) + len(row) <= PARAGRAPH_CHARS:
            waiting.append(row)
            continue
        blocks += _section(waiting)
        waiting = [row] if isinstance(row, str) else []
        if isinstance(row, Code):
            blocks.append(_preformatted(row))
        if isinstance(row, Beside):
            # After those in rows, from which it is told apart, too.
            blocks += _section([row.text], *kit.apart([row.button], BUTTONS + number))
    blocks += _section(waiting)
    blocks += kit.rows(buttons)
    return {"response_type": "ephemeral", "text": _text(rows, buttons), "blocks": blocks}


def run_button(label: str, command: str, style: str = "", aloud: str = "") -> Block | None:
    """Return a button that types a command; None when the command does not fit into one.

    Args:
        label: plain text.
        command: as after ``/watch``.
        style: as with ``kit.button``.
        aloud: likewise.
    """
    return kit.button(RUN, label, command, style=style, aloud=aloud)


def run_menu(commands: Iterable[tuple[str, str]]) -> Block | None:
    """Return a small menu of commands, each with its label; None where none fits."""
    return kit.menu({f"{RUN} {command}": label for label, command in commands})


def latest_button(topic_id: TopicId, count: int = 3) -> Block | None:
    """Return a button that posts a topic's newest stories in its channel."""
    return kit.button(LATEST, f"Post latest {count}" if count > 1 else "Post it", topic_id)


def split_button(story_id: StoryId, article_id: ArticleId) -> Block | None:
    """Return a button that says of an article that it is not the story in which it is."""
    return kit.button(SPLIT, "Not the same story", f"{story_id} {article_id}")


def take_back_button(story_id: StoryId) -> Block | None:
    """Return a button that takes back what somebody has said of a story."""
    return kit.button(TAKE_BACK, "Take back", story_id)


def _buttons(parts: Sequence[Part]) -> list[Block]:
    return kit.apart(button for part in parts if not isinstance(part, Row) for button in part)


def _fitting(rows: Sequence[Row]) -> list[Row]:
    """Return as many whole rows as fit: half a line may be half a link."""
    fitting: list[Row] = []
    left = LINES_CHARS
    for n, row in enumerate(rows):
        most = CODE_CHARS if isinstance(row, Code) else PARAGRAPH_CHARS
        cost = min(len(row.text), CODE_CHARS) if isinstance(row, Code) else len(_line(row))
        if cost > min(left, most):
            fitting.append(MORE.format(len(rows) - n))
            break
        if cost:
            fitting.append(row)
            left -= cost + 1
    return fitting


def _section(rows: Sequence[str], button: Block | None = None) -> list[Block]:
    return [kit.section("\n".join(rows), button)] if rows else []


def _line(row: str | Beside) -> str:
    return row.text if isinstance(row, Beside) else row


def _preformatted(row: Code) -> Block:
    """Return code as Slack takes it literally: nothing to escape."""
    kept = row.text if len(row.text) <= CODE_CHARS else row.text[: CODE_CHARS - 1] + "…"
    text = "\n".join(map(clean, kept.split("\n"))).strip("\n") or " "
    return kit.preformatted(text)


def _text(rows: Sequence[Row], buttons: Sequence[Block]) -> str:
    commands = _whole([typed for button in buttons if (typed := _typed(button))], COMMANDS_CHARS)
    said = [fence(row.text, FENCED_CHARS) if isinstance(row, Code) else _line(row) for row in rows]
    return "\n".join((*_whole(said, TEXT_CHARS - sum(map(len, commands)) - len(commands)), *commands))


def _typed(button: Block) -> str:
    """Return what can be typed in place of a button; empty when it is no command, or long as a page.

    Slack takes a channel that somebody chose, but not one that is copied as ``<#C1>``: of such a button
    there is the label alone.
    """
    command = f"/watch {button['value']}"
    if not button["action_id"].startswith(f"{RUN}.") or len(command) > COMMAND_CHARS:
        return ""
    label = button["text"]["text"]
    if "<" in command:
        return shown(label, LABEL_CHARS)
    spelled = code(command, COMMAND_CHARS)
    return spelled if label == button["value"] else f"{shown(label, LABEL_CHARS)}: {spelled}"


def _whole(rows: Sequence[str], limit: int) -> list[str]:
    """Return as many rows as fit, each with its line break, and how many do not."""
    left = limit - len(MORE.format(len(rows))) - 1
    for n, row in enumerate(rows):
        left -= len(row) + 1
        if left < 0:
            return [*rows[:n], MORE.format(len(rows) - n)]
    return list(rows)
