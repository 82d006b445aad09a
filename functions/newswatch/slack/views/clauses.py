"""A query with what became of it with an article: a line a clause, and what could be dropped."""

from collections.abc import Iterator, Sequence

from newswatch.model import Topic
from newswatch.slack.views.blocks import run_button
from newswatch.slack.views.kit import Block
from newswatch.slack.views.mrkdwn import code, line, shown
from newswatch.slack.views.phrases import counted, plain_query
from newswatch.usecases.findings import Drop, Quote, Reason, Tongue

DEPTH = 3
"""A clause in a clause in a clause: what is deeper is told by the clause that it is in."""
CLAUSE_CHARS = 90
WORD_CHARS = 30
AROUND_CHARS = 60
"""On each side of a quoted word, with escapes; what is quoted has 24."""
NOTE_CHARS = 100
DROPPED_CHARS = 40
"""Of a clause on a button: with what comes after it, within the 75 of a label."""
INDENT = "\u2003"
"""Slack takes away blanks at the beginning of a line."""
TWICE = 2


def lines(reason: Reason, room: int) -> Iterator[str]:
    """Yield a query clause by clause, in as many lines as there is room for, and how many are left out."""
    found = list(_clauses(reason, 0))
    yield from found[:room]
    if len(found) > room:
        yield f"{INDENT}… and {counted(len(found) - room, 'more clause')}"


def failed(reason: Reason | None) -> str:
    """Return what a query that does not hold fails by."""
    count = sum(not part.holds for part in reason.parts) if reason else 0
    if reason is None or count == len(reason.parts):
        return "it does not match"
    return f"{'one clause' if count == 1 else f'{count} clauses'} failed"


def drop_button(topic: Topic, drop: Drop) -> Block | None:
    """Return a button that has a topic ask for all but one clause; it says what that would have brought."""
    at_least = "" if drop.complete else " or more"
    label = f"{dropping(drop.clause, dropped=drop.dropped)}: +{drop.more:,}{at_least} in 7 days"
    return edit_button(topic, label, drop.query)


def dropping(clause: str, *, dropped: bool) -> str:
    """Return what is done to a clause, as the beginning of a label."""
    return f"{'Drop' if dropped else 'Loosen'} {line(plain_query(clause), DROPPED_CHARS)}"


def edit_button(topic: Topic, label: str, query: str) -> Block | None:
    """Return a button that gives a topic another query, as long as it is as it was seen."""
    return run_button(label, f"edit {topic.handle}:{topic.version} {query}")


def language(tongue: Tongue) -> str:
    """Return in which language an article is, and how that is known; empty where it is not."""
    if not tongue.code:
        return ""
    if not tongue.declared:
        how = "by its text"
    elif tongue.reads_as:
        how = f"declared; its text reads as {shown(tongue.reads_as, WORD_CHARS)}"
    else:
        how = "declared"
    return f"{shown(tongue.code, WORD_CHARS)} ({how})"


def _clauses(reason: Reason, depth: int) -> Iterator[str]:
    """Yield a clause and those in it that tell more than it does itself.

    Where one of several is enough, those that hold are told; what fails altogether needs no list.
    """
    opened = _opened(reason, depth)
    yield f"{INDENT * depth}{'✓' if reason.holds else '✗'} {_clause(reason, is_open=bool(opened))}"
    for part in opened:
        yield from _clauses(part, depth + 1)
    if opened and len(opened) < len(reason.parts):
        yield f"{INDENT * (depth + 1)}✗ {counted(len(reason.parts) - len(opened), 'other')}"


def _opened(reason: Reason, depth: int) -> Sequence[Reason]:
    holding = [part for part in reason.parts if part.holds]
    if depth == DEPTH or (depth and (reason.holds or not holding)):
        return ()
    return holding if reason.holds and holding else reason.parts


def _clause(reason: Reason, *, is_open: bool) -> str:
    text = code(plain_query(reason.text), CLAUSE_CHARS)
    if is_open:
        return text
    found = _quote(reason.quote) if reason.quote else ", ".join(map(_word, reason.words))
    return "  ".join(filter(None, (text, found, _note(reason))))


def _note(reason: Reason) -> str:
    if reason.tongue and (spoken := language(reason.tongue)):
        return f"the language is {spoken}"
    return shown(reason.note, NOTE_CHARS)


def _quote(quote: Quote) -> str:
    word = shown(quote.word, WORD_CHARS)
    before, after = shown(quote.before, AROUND_CHARS), shown(quote.after, AROUND_CHARS)
    # What is shown has lost the blanks at its ends.
    before += " " if quote.before[-1:].isspace() else ""
    after = (" " if quote.after[:1].isspace() else "") + after
    more = f" and {quote.more:,} more" if quote.more else ""
    return f"“{before}{f'*{word}*' if word else '…'}{after}”{more}"


def _word(found: tuple[str, int]) -> str:
    word, count = found
    kept = shown(word, WORD_CHARS)
    times = "" if count == 1 else ", twice" if count == TWICE else f", {count:,} times"
    return f"{f'*{kept}*' if kept else '…'}{times}"
