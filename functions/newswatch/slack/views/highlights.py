"""Text from outside in mrkdwn, with what matched in bold."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from newswatch.slack.views.mrkdwn import clean, escape, shown

ZERO_WIDTH = "\u200b"
"""Between a letter and an asterisk, where that else means nothing: scripts without blanks need it."""
_BLANKS = re.compile(r"\s+")


def marked(text: str, spans: Iterable[tuple[int, int]], limit: int) -> str:
    """Return text on one line, escaped, of at most ``limit`` characters as Slack counts.

    Args:
        text: from outside.
        spans: of the text, ``text[start:end]``: what is to be in bold; they may overlap.
        limit: characters, asterisks and escapes counted. Text beyond it is cut at a word.
    """
    written = ""
    pieces = list(_pieces(text, spans))
    for n, (piece, is_bold) in enumerate(pieces):
        after = pieces[n + 1][0] if n + 1 < len(pieces) else ""
        said = _bold(piece, written, after) if is_bold else escape(piece)
        # An ellipsis takes one.
        if len(written) + len(said) + (1 if after else 0) > limit:
            room = limit - len(written)
            cut = "…" if is_bold or room < len("…") + 1 else _cut(piece, room)
            return f"{written.rstrip()}{cut}"
        written += said
    return written.rstrip()


def _bold(piece: str, before: str, after: str) -> str:
    opening = ZERO_WIDTH if before[-1:].isalnum() else ""
    closing = ZERO_WIDTH if escape(after[:1])[:1].isalnum() else ""
    return f"{opening}*{escape(piece)}*{closing}"


def _cut(piece: str, room: int) -> str:
    blank = " " if piece.startswith(" ") else ""
    return f"{blank}{shown(f'{piece}…', room - len(blank)).rstrip('…').rstrip()}…"


def _pieces(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[str, bool]]:
    """Yield the parts of a text on one line, and whether each is to be in bold; none is empty."""
    said = ""
    for part, is_bold in _parts(text, spans):
        # What separates stands outside, since nothing is bold that begins or ends with a blank.
        bare = _BLANKS.sub(" ", clean(part))
        for piece in re.split(r"(^ | $)", bare) if is_bold else [bare]:
            kept = piece.removeprefix(" ") if not said or said.endswith(" ") else piece
            if kept:
                said += kept
                yield kept, is_bold and kept != " "


def _parts(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[str, bool]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(span for span in spans if 0 <= span[0] < span[1] <= len(text)):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(merged[-1][1], end)
        else:
            merged.append((start, end))
    places = [0, *(place for span in merged for place in span), len(text)]
    for n, (start, end) in enumerate(pairwise(places)):
        yield text[start:end], bool(n % 2)
