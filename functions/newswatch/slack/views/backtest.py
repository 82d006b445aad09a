"""What a query would have brought in the last 7 days."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from newswatch.model import Article
from newswatch.query.lint import Finding
from newswatch.slack.views import lint
from newswatch.slack.views.blocks import Answer, Code, answer, run_button
from newswatch.slack.views.mrkdwn import code, link, shown
from newswatch.slack.views.phrases import ago, asks, counted, plain_query
from newswatch.sources.urls import host, is_web_address
from newswatch.usecases.findings import Backtest

BARS = "▁▂▃▄▅▆▇█"
TITLE_CHARS = 150
SOURCE_CHARS = 60
WORD_CHARS = 60
NOTHING_READ = "Nothing has been read in the last 7 days, so there is nothing to try it on yet."


def backtest(found: Backtest, now: datetime, watch: str, findings: Sequence[Finding] = ()) -> Answer:
    """Return what was found.

    Args:
        found: by the use case.
        now: aware.
        watch: the command that would watch for it; empty where it is watched already.
        findings: what is odd about the query.
    """
    odd, mends = lint.lines(findings), lint.buttons(findings, lambda query: f"test {query}")
    buttons = [run_button("Watch this", watch, "primary") if watch else None, *mends]
    if not found.read:
        return answer(NOTHING_READ, f"Tried: {asks(found.query)}", *odd, buttons)
    rows = [f"• {_article(article, now)}" for article in found.newest]
    return answer(
        f"7 days: {counted(found.stories, 'story', 'stories')}  {sparkline(found.days)}{_noisiest(found)}",
        *doubts(found),
        *odd,
        *([f"The newest {len(rows)}:" if len(rows) < found.stories else "They are:"] if rows else []),
        *rows,
        "To change it, copy and send:",
        Code(f"/watch test {plain_query(found.query)}"),
        buttons,
    )


def doubts(found: Backtest) -> Iterator[str]:
    """Yield what one has to know of the figures."""
    if not found.complete:
        yield "⚠ Time ran out: the oldest days were not looked at."
    elif not found.stories:
        yield f"None of {counted(found.read, 'article')} that were read would have matched."


def sparkline(days: tuple[int, ...]) -> str:
    """Return a bar a day, the highest for the day with the most."""
    most = max(days, default=0)
    return "".join(BARS[-(-day * (len(BARS) - 1) // most) if most else 0] for day in days)


def _noisiest(found: Backtest) -> str:
    if found.noisiest is None:
        return ""
    word, stories = found.noisiest
    return f"  noisiest word: {code(plain_query(word), WORD_CHARS)} ({stories:,} of {found.stories:,})"


def _article(article: Article, now: datetime) -> str:
    title = shown(article.title, TITLE_CHARS) or "(untitled)"
    source = article.site_name or (host(article.url) if is_web_address(article.url) else "")
    # A publisher's clock can be ahead of ours.
    when = min(article.published or article.read_at, now)
    return " · ".join(filter(None, (link(article.url, title), shown(source, SOURCE_CHARS), ago(when))))
