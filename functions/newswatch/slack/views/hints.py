"""Answers to what was not understood, and short notes."""

from collections.abc import Callable, Sequence

from newswatch.errors import QueryError
from newswatch.query import caret
from newswatch.slack.views import mrkdwn
from newswatch.slack.views.blocks import Answer, Code, answer, run_button
from newswatch.slack.views.kit import LABEL_CHARS, Block
from newswatch.slack.views.phrases import plain_query

PROBLEM_CHARS = 600
READING_CHARS = 2_800
"""A longer reading is left out: what is offered is there to be copied whole."""


def hint(problem: str, suggestions: Sequence[tuple[str, str]] = ()) -> Answer:
    """Return what is wrong, with labels and commands that would work as buttons."""
    said = mrkdwn.shown(problem, PROBLEM_CHARS) or "That was not understood."
    return answer(said, [run_button(label, command) for label, command in suggestions])


def refused(error: QueryError, again: Callable[[str], str]) -> Answer:
    """Return a query's refusal: the query, a caret under what is wrong, and what would work.

    Args:
        error: what the parser raised.
        again: returns the command that was typed, with a reading in place of its query.
    """
    told: list[str] = []
    buttons: list[Block | None] = []
    for reading in error.readings:
        buttons.append(run_button(plain_query(reading), again(reading)))
        fits = buttons[-1] is not None and len(reading) <= LABEL_CHARS
        if not fits and len(mrkdwn.escape(reading)) <= READING_CHARS:
            told.append(f"• {mrkdwn.code(plain_query(reading), READING_CHARS)}")
    works = ["What would work:"] if told or any(buttons) else []
    return answer(Code(caret(error)), *works, *told, buttons)


def note(text: str) -> Answer:
    """Return a sentence."""
    return answer(mrkdwn.shown(text, PROBLEM_CHARS) or "…")


def failed() -> Answer:
    """Return that something went wrong on our side."""
    return answer(
        "That did not work just now, and it is not sure whether anything was changed.",
        "Have a look, and please try again.",
        [run_button("List", "list")],
    )
