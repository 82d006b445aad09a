"""What long lists in App Home have in common: search, and pages."""

import zlib
from collections.abc import Iterator

from newswatch.slack.views.fields import field, text
from newswatch.slack.views.ids import HOME_ANY, HOME_FILTER, HOME_PAGE, HOME_SEARCH
from newswatch.slack.views.kit import Block, actions, button, context
from newswatch.slack.views.mrkdwn import line, shown
from newswatch.usecases.findings import Pages

WORD_CHARS = 100
"""Of what is looked for: as much as a name has."""


def searched(label: str, example: str, word: str) -> Iterator[Block]:
    """Yield where one types what is looked for, and what ends that."""
    word = line(word, WORD_CHARS)
    # With another word it is another input: Slack keeps what stands in one that stays the same.
    block_id = f"{HOME_SEARCH}.{zlib.crc32(word.encode()):08x}"
    element = text(HOME_SEARCH, WORD_CHARS, example, word, on_enter=True)
    yield field(block_id, label, element, at_once=True)
    if word:
        yield from actions([button(HOME_SEARCH, "Clear the search")])


def paged(pages: Pages) -> Iterator[Block]:
    """Yield what leads to the pages before and after; nothing where there is one page alone."""
    if pages.first == 1 and pages.last == pages.total:
        return
    before = button(HOME_PAGE, "Previous", f"{pages.number - 1}") if pages.number else None
    after = button(HOME_PAGE, "Next", f"{pages.number + 1}") if pages.last < pages.total else None
    yield from actions([before, after])
    yield context(f"{pages.first:,} to {pages.last:,} of {pages.total:,}")


def nothing(what: str, word: str) -> str:
    """Return that a search found nothing."""
    return f"No {what} has “{shown(word, WORD_CHARS)}”."


def all_again(label: str) -> Block | None:
    """Return a button that ends a filter."""
    return button(HOME_FILTER, label, HOME_ANY)
