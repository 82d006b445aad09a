"""What a query would have brought in the last 7 days, and what an edit makes of that."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta, tzinfo

from newswatch.model import Field
from newswatch.query.lint import Finding
from newswatch.slack.views import lint
from newswatch.slack.views.blocks import Answer, Code, answer, run_button
from newswatch.slack.views.highlights import marked
from newswatch.slack.views.mrkdwn import code, link
from newswatch.slack.views.phrases import UNTITLED, ago, asks, counted, plain_query
from newswatch.slack.views.readings import outlet
from newswatch.usecases.findings import Backtest, Caught, Comparison

BARS = "▁▂▃▄▅▆▇█"
TITLE_CHARS = 150
WORD_CHARS = 60
EXCERPT_CHARS = 300
"""Of an excerpt with its escapes, nearly twice as long as it is without."""
INDENT = "\u2003"
"""A blank that Slack keeps at the beginning of a line."""
AGED = timedelta(minutes=1)
"""From when on it is told that articles were read before."""
NOTHING_READ = "Nothing has been read in the last 7 days, so there is nothing to try it on yet."


def backtest(
    found: Backtest | Comparison,
    now: datetime,
    watch: str,
    findings: Sequence[Finding] = (),
    *,
    edit: str = "",
) -> Answer:
    """Return what was found.

    Args:
        found: by the use case; of an edit, how it differs from what was before.
        now: aware.
        watch: the command that would watch for it; empty where it is watched already.
        findings: what is odd about the query.
        edit: the command that opens its form; empty for none.
    """
    compared, found = (found, found.new) if isinstance(found, Comparison) else (None, found)
    odd, mends = lint.lines(findings), lint.buttons(findings, lambda query: f"test {query}")
    buttons = [
        run_button("Watch this", watch, "primary") if watch else None,
        run_button("Edit", edit) if edit else None,
        *mends,
    ]
    if not found.read:
        return answer(NOTHING_READ, f"Tried: {asks(found.query)}", *odd, buttons)
    return answer(
        f"7 days: {counted(found.stories, 'story', 'stories')}  {sparkline(found.days)}{_noisiest(found)}",
        *doubts(found),
        *odd,
        *newest_lines(found, now),
        *(comparison_lines(compared, now) if compared else ()),
        "To change it, copy and send:",
        Code(f"/watch test {plain_query(found.query)}"),
        buttons,
    )


def rows(found: Backtest | Comparison, now: datetime, zone: tzinfo = UTC) -> Iterator[str]:
    """Yield what was found, as a form shows it below the query: no buttons, nothing to copy.

    Args:
        found: by the use case; of an edit, how it differs from what was before.
        now: aware.
        zone: in which a day of the week is named.
    """
    edit, found = (found, found.new) if isinstance(found, Comparison) else (None, found)
    if not found.read:
        yield NOTHING_READ
        return
    stories, articles = counted(found.stories, "story", "stories"), counted(found.articles, "article")
    caught = f"{stories} ({articles})" if found.articles != found.stories else stories
    yield f"*Last 7 days*   {caught}   {day_bars(found, zone)}{_noisiest(found)}"
    yield from doubts(found)
    yield from newest_lines(found, now)
    if edit:
        yield from comparison_lines(edit, now)


def doubts(found: Backtest) -> Iterator[str]:
    """Yield what one has to know of the figures."""
    if not found.complete:
        yield "⚠ Time ran out: the oldest days were not looked at."
    elif not found.stories:
        yield f"None of {counted(found.read, 'article')} that were read would have matched."
    if found.as_of and found.until - found.as_of >= AGED:
        yield f"As of {ago(found.as_of)}: what has come since then is not counted yet."


def sparkline(days: tuple[int, ...]) -> str:
    """Return a bar a day, the highest for the day with the most."""
    most = max(days, default=0)
    return "".join(BARS[-(-day * (len(BARS) - 1) // most) if most else 0] for day in days)


def day_bars(found: Backtest, zone: tzinfo = UTC) -> str:
    """Return a bar a day, each with the day of the week on which its 24 hours end: ``M▁ T▂ W▅``."""
    ends = [found.until.astimezone(zone) - timedelta(days=n) for n in reversed(range(len(found.days)))]
    return " ".join(f"{end:%a}"[0] + bar for end, bar in zip(ends, sparkline(found.days), strict=True))


def newest_lines(found: Backtest, now: datetime) -> Iterator[str]:
    """Yield the newest stories, what matched in bold; nothing where there are none."""
    if found.newest:
        count = len(found.newest)
        yield f"The newest {count}:" if count < found.stories else "They are:"
        yield from _stories(found.newest, now)


def edit_line(found: Comparison) -> str:
    """Return in a line what an edit changes."""
    if not found.gained and not found.lost:
        return "Your edit: the same stories are caught."
    return f"Your edit:  + {found.gained:,} newly caught   − {found.lost:,} no longer caught"


def comparison_lines(found: Comparison, now: datetime) -> Iterator[str]:
    """Yield what an edit changes, and the newest stories of those that it concerns."""
    yield edit_line(found)
    for says, count, caught in (
        ("newly caught", found.gained, found.newly),
        ("no longer caught", found.lost, found.no_longer),
    ):
        if caught:
            shown_count = f", the newest {len(caught)}" if len(caught) < count else ""
            yield f"*{says.capitalize()}*{shown_count}:"
            yield from _stories(caught, now)


def _stories(found: Sequence[Caught], now: datetime) -> Iterator[str]:
    for caught in found:
        yield f"• {_title(caught, now)}"
        if caught.excerpt and (
            passage := marked(caught.excerpt.text, caught.excerpt.highlights, EXCERPT_CHARS)
        ):
            yield f"{INDENT}{passage}"


def _title(caught: Caught, now: datetime) -> str:
    article = caught.article
    places = [(place.start, place.end) for place in caught.evidence if place.field is Field.TITLE]
    title = marked(article.title, places, TITLE_CHARS) or UNTITLED
    # A publisher's clock can be ahead of ours.
    when = ago(min(article.published or article.read_at, now))
    return " · ".join(filter(None, (link(article.url, title), outlet(article), when)))


def _noisiest(found: Backtest) -> str:
    if found.noisiest is None:
        return ""
    word, stories = found.noisiest
    return f"  noisiest word: {code(plain_query(word), WORD_CHARS)} ({stories:,} of {found.stories:,})"
