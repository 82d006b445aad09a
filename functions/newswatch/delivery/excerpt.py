"""The passage of an article that an alert shows."""

import bisect
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

from newswatch.delivery.sentences import sentences
from newswatch.model import Evidence, Field
from newswatch.posts import Excerpt

# Two or three lines of an alert on a laptop, and what fits on a phone without scrolling.
MAX_CHARS = 300
_CUT = "…"
# Longer words are none, or text in a script without blanks, which may be cut anywhere.
_WORD_CHARS = 40


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int
    word: str
    """What it says, so that a name that is found ten times counts once."""


@dataclass(frozen=True, slots=True)
class _Passage:
    start: int
    end: int
    spans: tuple[_Span, ...]

    @property
    def length(self) -> int:
        return self.end - self.start

    @property
    def covers(self) -> int:
        return len({span.word for span in self.spans})


class Readable(Protocol):
    """What an excerpt is made of; an article, or anything else with a text."""

    @property
    def text(self) -> str:
        """Paragraphs, separated by blank lines."""


def excerpt(article: Readable, evidence: Iterable[Evidence], max_chars: int = MAX_CHARS) -> Excerpt:
    """Return the sentence or two of the text that show the most of what matched, matches highlighted.

    All whitespace becomes single blanks, and an ellipsis stands where a sentence was
    cut. When nothing in the text matched it is the beginning of the text. It has at
    most ``max_chars`` characters.
    """
    collapsed = _Collapsed(article.text)
    spans = sorted(
        {
            span
            for place in evidence
            if place.field is Field.BODY and (span := collapsed.span(place.start, place.end))
        },
        key=lambda span: (span.start, span.end),
    )
    passage = _best(collapsed.sentences(spans), spans, max_chars) or _Passage(0, len(collapsed.text), ())
    return _rendered(collapsed.text, passage, _shortened(collapsed.text, passage, max_chars))


class _Collapsed:
    """A text with single blanks for its whitespace, and the way there from the original's offsets."""

    def __init__(self, text: str) -> None:
        self._original = text
        words = list(re.finditer(r"\S+", text))
        self.text = " ".join(word.group() for word in words)
        self._word_starts = [word.start() for word in words]
        self._word_ends = [word.end() for word in words]
        self._new_starts: list[int] = []
        at = 0
        for word in words:
            self._new_starts.append(at)
            at += word.end() - word.start() + 1

    def span(self, start: int, end: int) -> _Span | None:
        """Return where ``original[start:end]`` is; None when there is nothing to see there."""
        if not 0 <= start < end <= len(self._original):
            return None
        first = bisect.bisect_right(self._word_ends, start)
        last = bisect.bisect_left(self._word_starts, end) - 1
        if first > last:
            return None
        new_start = self._new_starts[first] + max(0, start - self._word_starts[first])
        new_end = self._new_starts[last] + min(end, self._word_ends[last]) - self._word_starts[last]
        return _Span(new_start, new_end, self.text[new_start:new_end].casefold())

    def sentences(self, unbroken: Sequence[_Span]) -> list[tuple[int, int, int]]:
        """Return start, end and paragraph of the sentences, none ending within a span."""
        # Paragraphs are seen in the original only, so this is where sentences are looked for.
        originals = [(self._old(span.start), self._old(span.end - 1) + 1) for span in unbroken]
        found = []
        for start, end, paragraph in sentences(self._original, originals):
            if span := self.span(start, end):
                found.append((span.start, span.end, paragraph))
        return found

    def _old(self, offset: int) -> int:
        word = bisect.bisect_right(self._new_starts, offset) - 1
        return self._word_starts[word] + offset - self._new_starts[word]


def _best(found: Sequence[tuple[int, int, int]], spans: Sequence[_Span], max_chars: int) -> _Passage | None:
    """Return the sentence, or two neighbours that fit together, with the most different matches.

    Of equals the single sentence, then the earlier one: news is told top down.
    """
    starts = [span.start for span in spans]
    singles: list[_Passage] = []
    paragraphs: list[int] = []
    for start, end, paragraph in found:
        inside = tuple(spans[bisect.bisect_left(starts, start) : bisect.bisect_left(starts, end)])
        singles.append(_Passage(start, end, inside))
        paragraphs.append(paragraph)
    pairs = [
        _Passage(one.start, two.end, one.spans + two.spans)
        for i, (one, two) in enumerate(pairwise(singles))
        if two.end - one.start <= max_chars and paragraphs[i] == paragraphs[i + 1]
    ]
    shown = [passage for passage in singles + pairs if passage.spans]
    return max(shown, key=lambda passage: passage.covers, default=None)


def _shortened(text: str, passage: _Passage, max_chars: int) -> _Passage:
    """Return the part of the passage, at most ``max_chars`` long, with the most different matches."""
    if passage.length <= max_chars:
        return passage
    room = max_chars - 2 * len(_CUT) - 2  # an ellipsis and a blank at both ends
    spans = [span for span in passage.spans if span.end - span.start <= room]
    kept = _densest(spans, room)
    if not kept:
        return _Passage(passage.start, _cut_after(text, passage.start, passage.start + room), ())
    first, last = kept[0].start, max(span.end for span in kept)
    # What room is left goes mostly before the first match, where the sentence's subject is.
    start = max(passage.start, first - (room - (last - first)) * 2 // 3)
    end = min(passage.end, start + room)
    start = max(passage.start, min(start, end - room))
    start = _cut_before(text, start, first) if start > passage.start else start
    end = _cut_after(text, last, end) if end < passage.end else end
    return _Passage(start, end, tuple(span for span in spans if start <= span.start and span.end <= end))


def _densest(spans: Sequence[_Span], room: int) -> Sequence[_Span]:
    """Return the neighbouring spans within ``room`` characters that have the most different words."""
    best: Sequence[_Span] = ()
    best_count = 0
    counts: dict[str, int] = {}
    begin = 0
    for i, span in enumerate(spans):
        counts[span.word] = counts.get(span.word, 0) + 1
        while span.end - spans[begin].start > room:
            dropped = spans[begin].word
            counts[dropped] -= 1
            if not counts[dropped]:
                del counts[dropped]
            begin += 1
        if len(counts) > best_count:
            best, best_count = spans[begin : i + 1], len(counts)
    return best


def _cut_before(text: str, earliest: int, latest: int) -> int:
    """Return the first place from ``earliest`` on, up to ``latest``, where the text may be cut open."""
    if text[earliest - 1] == " ":
        return earliest
    blank = text.find(" ", earliest, min(latest, earliest + _WORD_CHARS))
    if blank >= 0:
        return blank + 1
    return next((at for at in range(earliest, latest) if not _joins(text[at])), latest)


def _cut_after(text: str, earliest: int, latest: int) -> int:
    """Return the last place from ``earliest`` up to ``latest`` where the text may be cut off."""
    if text[latest] == " ":
        return latest
    blank = text.rfind(" ", max(earliest, latest - _WORD_CHARS), latest)
    if blank >= 0:
        return blank
    return next((at for at in range(latest, earliest, -1) if not _joins(text[at])), latest)


def _joins(char: str) -> bool:
    """Return whether the character belongs to the one before it."""
    return unicodedata.category(char) in {"Mn", "Mc", "Me", "Cf"}


def _rendered(text: str, whole: _Passage, shown: _Passage) -> Excerpt:
    opening = f"{_CUT} " if shown.start > whole.start else ""
    ending = f" {_CUT}" if shown.end < whole.end else ""
    shift = len(opening) - shown.start
    highlights: list[tuple[int, int]] = []
    for span in shown.spans:
        start, end = span.start + shift, span.end + shift
        if highlights and start <= highlights[-1][1]:
            highlights[-1] = highlights[-1][0], max(highlights[-1][1], end)
        else:
            highlights.append((start, end))
    return Excerpt(f"{opening}{text[shown.start : shown.end]}{ending}", tuple(highlights))
