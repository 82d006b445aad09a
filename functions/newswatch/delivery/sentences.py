"""Where the sentences of a text are."""

import bisect
import re
from collections.abc import Sequence

_TERMINATORS = re.compile(r"[.!?…؟۔।॥。！？｡．]+")
_CLOSERS = re.compile(r"[\"'”’»)\]」』）】〉》]*")
_BLANKS = re.compile(r"\s*")
# After these no blank is needed.
_WIDE = frozenset("。！？｡．")
_PARAGRAPHS = re.compile(r"\n[^\S\n]*\n\s*")
# Before a full stop: "Gen. Milley", "Inc. said". A single letter is an initial or part of "U.S.".
_ABBREVIATIONS = frozenset(
    re.findall(
        r"\w+",
        "adm brig capt cmdr co col corp cpl dept dr eq est etc fig ft gen gov hon inc jr lt ltd maj messrs "
        "mr mrs ms mt no nos prof rep reps rev sen sens sgt sr st ste supt univ vs "
        "jan feb mar apr jun jul aug sep sept oct nov dec approx bros mme mlle hr fr bzw ca nr str tel dra",
    )
)
# The longest abbreviation and what may stand before it; farther back nobody needs to look.
_LOOK_BACK = 12
_LAST_WORD = re.compile(r"(?<![^\W_])[^\W\d_]+$")


def sentences(text: str, unbroken: Sequence[tuple[int, int]] = ()) -> list[tuple[int, int, int]]:
    """Return ``(start, end, paragraph)`` of each sentence, without the blanks around it.

    Args:
        text: paragraphs, separated by blank lines.
        unbroken: spans in order that no sentence may end in: the two sentences are then one.
    """
    found: list[tuple[int, int, int]] = []
    start = 0
    spans = [(first, last) for first, last in unbroken if last > first]
    firsts = [first for first, _ in spans]
    ends: list[int] = []
    for _, last in spans:
        ends.append(max(last, ends[-1] if ends else 0))

    def breaks_span(at: int) -> bool:
        before = bisect.bisect_left(firsts, at)
        return before > 0 and ends[before - 1] > at

    paragraph = 0
    for boundary, is_paragraph in _boundaries(text):
        if breaks_span(boundary):
            continue
        end = start + len(text[start:boundary].rstrip())
        if end > start:
            found.append((start, end, paragraph))
        start = boundary
        paragraph += is_paragraph
    return found


def _boundaries(text: str) -> list[tuple[int, bool]]:
    """Return where sentences begin, the end of the text included, and whether a paragraph does."""
    paragraphs = {match.end() for match in _PARAGRAPHS.finditer(text)} | {len(text)}
    starts: set[int] = set()
    for match in _TERMINATORS.finditer(text):
        if (after := _after(text, match)) is not None:
            starts.add(after)
    return [(at, at in paragraphs) for at in sorted(paragraphs | starts)]


def _after(text: str, terminator: re.Match[str]) -> int | None:
    """Return where the next sentence begins; None when none ends here."""
    end = _end(_CLOSERS, text, terminator.end())
    after = _end(_BLANKS, text, end)
    if after == end and terminator.group()[-1] not in _WIDE:
        return None
    if text[after : after + 1].islower():
        return None
    if terminator.group() == ".":
        before = _LAST_WORD.search(text[max(0, terminator.start() - _LOOK_BACK) : terminator.start()])
        if before and (_is_initial(before.group()) or before.group().lower() in _ABBREVIATIONS):
            return None
    return after


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at


def _is_initial(word: str) -> bool:
    return len(word) == 1 and (word.isupper() or word.islower())
