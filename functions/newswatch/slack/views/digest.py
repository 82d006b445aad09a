"""The digest: stories that waited, told in one message, and what does not fit there in its thread."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from newswatch.posts import Digest, Hold, Line
from newswatch.slack.views.alert import TOPIC_CHARS, mentioned
from newswatch.slack.views.blocks import PARAGRAPH_CHARS
from newswatch.slack.views.kit import Block, section
from newswatch.slack.views.mrkdwn import date, shown, web_url
from newswatch.slack.views.phrases import UNTITLED, as_many, counted, headline, on

CHARS = 12_000
"""Of the text of all blocks, links and all: what Slack's staff names as the limit; it is seen to let a tenth
more pass, less what the blocks themselves take (slackapi/bolt-js#2509)."""
PLAIN_CHARS = 3_900
"""Of text alone: Slack breaks one of more than 4,000 into several messages."""
TITLES_CHARS = 1_500
"""Of the titles in the text that stands beside blocks."""
TITLE_CHARS = 120
HEADS = {
    Hold.PARKED: "While Newswatch could not post here",
    Hold.WHEN: "Digest",
    Hold.QUIET: "During quiet hours",
    Hold.SNOOZE: "While this was snoozed",
    Hold.HOUR: "More than fits into an hour",
    Hold.DAY: "More than fits into a day",
    Hold.MUTED: "While only muted outlets carried this",
}


@dataclass(frozen=True, slots=True)
class _Detail:
    """How much of each story is told: characters, with their escapes. The link is whole, or not there."""

    title: int
    source: int = 0
    topics: int = 0
    """Of the further topics; the first one is the heading of its group, of at most ``heading``."""
    dated: bool = False
    heading: int = TOPIC_CHARS


# From all to little, what is missed least going first. With the last one, 40 stories of 40 topics are below
# 3,900 characters, if without their links.
DETAILS = (
    _Detail(200, 60, 200, dated=True),
    _Detail(150, 40, 120, dated=True),
    _Detail(120, 30, 80, dated=True),
    _Detail(100, 30, dated=True),
    _Detail(80, 20, dated=True),
    _Detail(80, 20),
    _Detail(60, heading=40),
    _Detail(40, heading=30),
)


@dataclass(frozen=True, slots=True)
class _Group:
    """Neighbours with the same first topic."""

    heading: str
    rows: tuple[str, ...]

    @property
    def told(self) -> tuple[str, ...]:
        return (self.heading, *self.rows) if self.heading else self.rows


def digest(d: Digest) -> list[Block]:
    """Return the blocks of a digest, or of a part of it, of at most ``digests.LINES`` stories.

    Groups are blocks of their own: at most one for each story, and two.
    """
    around = [_head(d), *_tail(d)]
    groups, links = _fitting(d.lines, CHARS - _size(around))
    blocks = [_section([_head(d)]), *(block for group in groups for block in sections(group.told))]
    after = [*links, *_tail(d)]
    return [*blocks, _section(after)] if after else blocks


def fallback(d: Digest) -> str:
    """Return what a notification shows and a screen reader reads."""
    titles = [shown(line.title, TITLE_CHARS) or UNTITLED for line in d.lines]
    head = _head(d).replace("*", "")
    return "\n".join(filter(None, (head, as_many(titles, TITLES_CHARS, "; "), *_tail(d))))


def plain(d: Digest) -> str:
    """Return the digest as text alone, for when Slack does not take the blocks."""
    around = [_head(d), *_tail(d)]
    groups, links = _fitting(d.lines, PLAIN_CHARS - _size(around))
    apart = ["\n".join(("", *group.told) if group.heading else group.told) for group in groups]
    return "\n".join((_head(d), *apart, *links, *_tail(d)))


def fitting(lines: Sequence[Line], room: int) -> list[str]:
    """Return a row in mrkdwn for each story, in as much detail as so many characters allow.

    A last one says so where links are left out. The topics are not told.
    """
    [*groups], links = _fitting([replace(line, topics=()) for line in lines], room)
    return [*(row for group in groups for row in group.rows), *links]


def sections(rows: Sequence[str]) -> Iterator[Block]:
    """Yield rows in as few blocks as hold them."""
    waiting: list[str] = []
    for row in rows:
        if waiting and sum(map(len, waiting)) + len(waiting) + len(row) > PARAGRAPH_CHARS:
            yield _section(waiting)
            waiting = []
        waiting.append(row)
    if waiting:
        yield _section(waiting)


def _head(d: Digest) -> str:
    mentions = mentioned(d.mentions)
    if d.part:
        return " ".join((*mentions, f"*Part {d.part:,} of {max(d.part, d.parts):,}*"))
    stories = counted(max(d.stories, len(d.lines)), "story", "stories")
    return " ".join((*mentions, f"*{HEADS[d.why]}:* {stories} since {on(d.since)}"))


def _tail(d: Digest) -> list[str]:
    if d.part or not d.parts:
        return []
    more = d.stories - len(d.lines)
    return [f"{more:,} more in the thread." if more > 0 else "More in the thread."]


def _fitting(lines: Sequence[Line], room: int) -> tuple[list[_Group], list[str]]:
    """Return the stories in groups, in as much detail as there is room for, and what links are missing."""
    groups: list[_Group] = []
    for detail in DETAILS:
        groups = _grouped(lines, detail)
        if _total(groups) <= room:
            return groups, []
    return _without_longest_links(lines, room)


def _without_longest_links(lines: Sequence[Line], room: int) -> tuple[list[_Group], list[str]]:
    """Return the groups with as many links as fit: only addresses far longer than usual come to this."""
    kept = list(lines)
    size = _total(_grouped(kept, DETAILS[-1]))
    left_out = 0
    for at in sorted(range(len(kept)), key=lambda at: (len(web_url(kept[at].url)), at), reverse=True):
        if size + _size(_missing(left_out)) <= room:
            break
        bare = replace(kept[at], url="")
        size += len(_row(bare, (), DETAILS[-1])) - len(_row(kept[at], (), DETAILS[-1]))
        left_out += bool(web_url(kept[at].url))
        kept[at] = bare
    return _grouped(kept, DETAILS[-1]), _missing(left_out)


def _missing(links: int) -> list[str]:
    return [f"{counted(links, 'link is', 'links are')} too long to be shown here."] if links else []


def _grouped(lines: Sequence[Line], detail: _Detail) -> list[_Group]:
    groups = []
    for topic, members in groupby(lines, key=lambda line: line.topics[:1]):
        group = list(members)
        first = group[0].topics[1:]
        # What all of them have in common is told once.
        common = first if len(group) > 1 and all(line.topics[1:] == first for line in group) else ()
        heading = f"*{shown(topic[0], detail.heading) or '(no name)'}*" if topic else ""
        also = _also(common, detail)
        rows = tuple(_row(line, () if common else line.topics[1:], detail) for line in group)
        groups.append(_Group(f"{heading} · {also}" if also else heading, rows))
    return groups


def _row(line: Line, further: Sequence[str], detail: _Detail) -> str:
    about: list[str] = []
    if detail.source:
        about.append(_carried(line, detail.source))
    if detail.dated and line.published:
        # Slack shows the time since then, in the reader's language and as of now.
        about.append(date(line.published, "{ago}"))
    about.append(_also(further, detail))
    title = headline(line.url, line.title, detail.title)
    return "  ".join(filter(None, (f"• {title}", " · ".join(filter(None, about)))))


def _carried(line: Line, limit: int) -> str:
    """Return the outlet that a story was first seen in, and how many others carry it."""
    source = shown(line.source, limit)
    if line.outlets <= 1:
        return source
    return f"{source} +{line.outlets - 1:,}" if source else f"{line.outlets:,} outlets"


def _also(topics: Sequence[str], detail: _Detail) -> str:
    """Return the further topics, each whole or not at all, and how many more there are."""
    each = min(TOPIC_CHARS, detail.topics // 2)
    names = [name for topic in topics if each and (name := shown(topic, each))]
    told = as_many(names, detail.topics, ", ")
    return f"also: {told}" if told else ""


def _total(groups: Sequence[_Group]) -> int:
    # In text alone a line is left free above each.
    return sum(_size(group.told) for group in groups) + len(groups)


def _size(rows: Sequence[str]) -> int:
    return sum(map(len, rows)) + len(rows)


def _section(rows: Sequence[str]) -> Block:
    return section("\n".join(rows), expand=True)
