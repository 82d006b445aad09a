"""The table of what came of a day, an order of arrival a row."""

from collections.abc import Sequence
from statistics import median

from day.score import KINDS, Score

HEADS = (
    "order", "articles", "true", "found", "messages", "one", "none", "more", "edits", "writes", "conflicts",
    "| split", *KINDS.values(), "| merged", *KINDS.values(), "| apart",
)  # fmt: skip


def everything(scores: Sequence[Score]) -> str:
    """Return the table and what it comes to."""
    rows = [_row(n, score) for n, score in enumerate(scores, start=1)]
    messages = [score.messages for score in scores]
    near, apart = sum(score.near for score in scores), sum(score.apart for score in scores)
    said = [
        "Split: messages that true stories have in a channel beside the one with most of their articles.",
        "Merged: messages that tell other true stories, too; and how many of those, by what is wrong there.",
        f"By kind: {', '.join(f'{short}: {kind}' for kind, short in KINDS.items() if short != kind)}.",
        "",
        *_table(rows),
        "",
        f"messages: {min(messages)} to {max(messages)}, median {median(messages):g}",
        f"the most and the fewest differ by {100 * (max(messages) - min(messages)) / median(messages):.1f} %",
        f"near misses kept apart: {100 * apart / near:.1f} %" if near else "no near misses",
    ]
    return "\n".join(said)


def change(scores: Sequence[Score]) -> float:
    """Return by how many per cent an order changes the number of messages at most, against their median."""
    messages = [score.messages for score in scores]
    usual = median(messages)
    return 100 * max(abs(number - usual) for number in messages) / usual


def _row(n: int, score: Score) -> list[str]:
    splits, merges = score.by_kind(score.splits), score.by_kind(score.merges)
    cells = [
        score.articles, score.true, score.found, score.messages, score.pairs["one"],
        score.pairs["none"], score.pairs["more"] + score.pairs["not due"],
        score.edits, score.writes, score.conflicts,
        len(score.splits), *(splits.get(kind, 0) for kind in KINDS),
        score.merged(), *(merges.get(kind, 0) for kind in KINDS), f"{score.apart}/{score.near}",
    ]  # fmt: skip
    return [f"{n} {'any' if n % 2 == 0 else 'polled'}", *map(str, cells)]


def _table(rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(len(head), *(len(row[n]) for row in rows)) for n, head in enumerate(HEADS)]
    return [
        "  ".join(f"{cell:>{width}}" for cell, width in zip(row, widths, strict=True))
        for row in (HEADS, *rows)
    ]
