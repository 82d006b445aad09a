"""What topics say of an article: a line each, then clause by clause, then what holds in their channels."""

from collections.abc import Callable, Iterator, Sequence

from newswatch.slack.views import clauses
from newswatch.slack.views.kit import Block
from newswatch.slack.views.phrases import called
from newswatch.slack.views.standings import standing
from newswatch.usecases.findings import Judgement

CLAUSES = 20
"""Lines of all queries that are shown."""
LEAST_CLAUSES = 4
PLACES = 3
"""Channels of a topic of which it is told what holds there."""
ONE_TOPIC = "With the handle of a topic after its address, `/watch why` tells of that one."


def judgements(
    judged: Sequence[Judgement], fate: Callable[[Judgement], str], *, in_channels: bool = True
) -> list[str]:
    """Return what topics say.

    Args:
        judged: what each says.
        fate: returns what became of the article for a topic, or would: a sentence.
        in_channels: whether to tell what holds in their channels.
    """
    room = max(LEAST_CLAUSES, CLAUSES // max(1, len(judged)))
    return [row for each in judged for row in _judgement(each, fate(each), room, in_channels=in_channels)]


def drops(judged: Sequence[Judgement]) -> list[Block | None]:
    """Return the buttons that drop a clause of a topic."""
    return [clauses.drop_button(each.topic, drop) for each in judged for drop in each.drops]


def _judgement(found: Judgement, fate: str, room: int, *, in_channels: bool) -> Iterator[str]:
    yield f"{called(found.topic)}: {fate}"
    if found.reason is None:
        yield f"{clauses.INDENT}Its query cannot be read now: maybe a saved set that it uses is gone."
        return
    yield from clauses.lines(found.reason, room)
    if in_channels:
        yield from map(standing, found.standings[:PLACES])
