"""What whoever sets a query may want to know: a line each, and what would mend it as buttons."""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain, islice, zip_longest

from newswatch.model import Topic
from newswatch.query.lint import Finding
from newswatch.slack.views.blocks import Buttons, run_button
from newswatch.slack.views.mrkdwn import clean, code, escape
from newswatch.slack.views.phrases import called, places, plain_query

PIECE_CHARS = 120
"""Of a piece of a query."""
BUTTONS = 2


def lines(found: Sequence[Finding]) -> Iterator[str]:
    """Yield a line for each finding."""
    for each in found:
        said = map(escape, map(clean, each.says.split("{}")))
        yield f"⚠ {''.join(chain(*zip_longest(said, map(_about, each.about), fillvalue='')))}"


def buttons(found: Sequence[Finding], command: Callable[[str], str]) -> Buttons:
    """Return buttons that mend what was found.

    Args:
        found: the findings.
        command: returns what has a query instead.
    """
    pressed = (run_button(plain_query(m.label), command(m.query)) for each in found if (m := each.mend))
    return list(islice(filter(None, pressed), BUTTONS))


def _about(piece: str | Topic) -> str:
    if isinstance(piece, Topic):
        return f"{called(piece)} in {places(piece.destinations)}"
    return code(plain_query(piece), PIECE_CHARS)
