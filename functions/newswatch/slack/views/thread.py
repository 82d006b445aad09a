"""A reply: further coverage of a story, in the thread of its message."""

from newswatch.posts import Reply
from newswatch.slack.views.digest import CHARS, PLAIN_CHARS, fitting, sections
from newswatch.slack.views.kit import Block

LINES = 10
"""Articles that a reply tells; the others are counted. What comes together is rarely more."""


def thread(r: Reply) -> list[Block]:
    """Return the blocks of a reply: a line per article, with title, outlet and time."""
    return list(sections(_rows(r, CHARS)))


def fallback(r: Reply) -> str:
    """Return the reply as text."""
    return "\n".join(_rows(r, PLAIN_CHARS))


def _rows(r: Reply, room: int) -> list[str]:
    # The topics stand in the message above.
    more = [f"+{len(r.lines) - LINES:,} more"] if len(r.lines) > LINES else []
    return [*fitting(r.lines[:LINES], room - sum(map(len, more)) - len(more)), *more]
