"""The digest: stories that could not be posted for a while, told in one message."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from newswatch.posts import Digest, Line
from newswatch.slack.views.alert import TOPIC_CHARS, UNTITLED, told_topics
from newswatch.slack.views.blocks import SECTION_CHARS, Block
from newswatch.slack.views.mrkdwn import date, link, shown, web_url
from newswatch.slack.views.phrases import as_many, counted, on

CHARS = 12_000
"""Of the text of all blocks, links and all: what Slack's staff names as the limit; it is seen to let a tenth
more pass, less what the blocks themselves take (slackapi/bolt-js#2509)."""
PLAIN_CHARS = 3_900
"""Of text alone: Slack breaks one of more than 4,000 into several messages."""
TITLES_CHARS = 1_500
"""Of the titles in the text that stands beside blocks."""
TITLE_CHARS = 120
HEAD = "While Newswatch could not post here:"


@dataclass(frozen=True, slots=True)
class _Detail:
    """How much of each story is told: characters, with their escapes. The link is whole, or not there."""

    title: int
    source: int = 0
    topics: int = 0
    dated: bool = False


# From all to little, what is missed least going first. With the last one, 40 stories are below 3,900
# characters, if without their links.
DETAILS = (
    _Detail(200, 60, 200, dated=True),
    _Detail(150, 40, 120, dated=True),
    _Detail(120, 30, 80, dated=True),
    _Detail(100, 30, dated=True),
    _Detail(80, 20, dated=True),
    _Detail(80, 20),
    _Detail(60),
    _Detail(40),
)


def digest(d: Digest) -> list[Block]:
    """Return the blocks of a digest of at most 40 stories, most useful first."""
    head = [f"*{HEAD}* {_since(d)}", *_common(d)]
    return [_section(head), *sections(_rows(d, CHARS - sum(map(len, head))))]


def fallback(d: Digest) -> str:
    """Return what a notification shows and a screen reader reads."""
    titles = [shown(line.title, TITLE_CHARS) or UNTITLED for line in d.lines]
    return "\n".join(filter(None, (f"{HEAD} {_since(d)}", as_many(titles, TITLES_CHARS, "; "))))


def plain(d: Digest) -> str:
    """Return the digest as text alone, for when Slack does not take the blocks."""
    head = [f"*{HEAD}* {_since(d)}", *_common(d)]
    return "\n".join((*head, *_rows(d, PLAIN_CHARS - sum(map(len, head)) - len(head))))


def _since(d: Digest) -> str:
    return f"{counted(len(d.lines), 'story', 'stories')} since {on(d.since)}"


def _common(d: Digest) -> list[str]:
    """Return the topics, if they are the same for all stories: then they are told once."""
    return [told_topics(d.lines[0].topics, shown)] if _is_common(d) else []


def _is_common(d: Digest) -> bool:
    return len({line.topics for line in d.lines}) == 1 and bool(d.lines[0].topics)


def _rows(d: Digest, room: int) -> list[str]:
    """Return a row for each story, in as much detail as there is room for."""
    return fitting([replace(line, topics=()) for line in d.lines] if _is_common(d) else d.lines, room)


def fitting(lines: Sequence[Line], room: int) -> list[str]:
    """Return a row in mrkdwn for each story, in as much detail as so many characters allow."""
    rows: list[str] = []
    for detail in DETAILS:
        rows = [_row(line, detail) for line in lines]
        if _size(rows) <= room:
            return rows
    return _without_longest_links(lines, rows, room)


def sections(rows: Sequence[str]) -> Iterator[Block]:
    """Yield rows in as few blocks as hold them."""
    waiting: list[str] = []
    for row in rows:
        if waiting and sum(map(len, waiting)) + len(waiting) + len(row) > SECTION_CHARS:
            yield _section(waiting)
            waiting = []
        waiting.append(row)
    if waiting:
        yield _section(waiting)


def _without_longest_links(lines: Sequence[Line], rows: list[str], room: int) -> list[str]:
    """Return the rows with as many links as fit: only addresses far longer than usual come to this."""
    longest = sorted(range(len(rows)), key=lambda at: (len(rows[at]), at), reverse=True)
    left_out = 0
    for at in longest:
        if _size([*rows, _missing(left_out)]) <= room:
            break
        left_out += bool(web_url(lines[at].url))
        rows[at] = _row(replace(lines[at], url=""), DETAILS[-1])
    return [*rows, _missing(left_out)] if left_out else rows


def _missing(links: int) -> str:
    return f"{counted(links, 'link is', 'links are')} too long to be shown here."


def _row(line: Line, detail: _Detail) -> str:
    about: list[str] = []
    if detail.source:
        about.append(shown(line.source, detail.source))
    if detail.dated and line.published:
        # Slack shows the time since then, in the reader's language and as of now.
        about.append(date(line.published, "{ago}"))
    if detail.topics:
        each = min(TOPIC_CHARS, detail.topics // 2)
        about.append(as_many(list(filter(None, (shown(t, each) for t in line.topics))), detail.topics, ", "))
    title = link(line.url, shown(line.title, detail.title) or UNTITLED)
    return "  ".join(filter(None, (f"• {title}", " · ".join(filter(None, about)))))


def _size(rows: Sequence[str]) -> int:
    return sum(map(len, rows)) + len(rows)


def _section(rows: Sequence[str]) -> Block:
    text = {"type": "mrkdwn", "text": "\n".join(rows), "verbatim": True}
    # Without it Slack folds a long text behind "see more".
    return {"type": "section", "text": text, "expand": True}
