"""A modal that shows an answer: for what was pressed where no message can be answered."""

from collections.abc import Sequence

from newswatch.slack.views import kit
from newswatch.slack.views.blocks import Answer
from newswatch.slack.views.ids import ANSWER
from newswatch.slack.views.kit import Block, plain, section

WAITING = "One moment …"


def of_answer(answer: Answer, carried: str = "") -> Block:
    """Return the modal that shows an answer.

    Args:
        answer: with at least one block.
        carried: what comes with each press in it.
    """
    return _shown(answer["blocks"], carried)


def waiting(carried: str = "", said: str = WAITING) -> Block:
    """Return the modal that is shown until there is an answer."""
    return _shown([section(plain(said, kit.SECTION_CHARS))], carried)


def _shown(blocks: Sequence[Block], carried: str) -> Block:
    return kit.modal(ANSWER, "Newswatch", blocks, close="Close", carried=carried)
