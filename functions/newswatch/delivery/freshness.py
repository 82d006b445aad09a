"""How fast alerts are: from the publication of an article to its message. Pure."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from statistics import median

from newswatch.posts import Freshness, Tally

KEPT = 20
"""Of a channel; they are read and written with its lease."""
LATELY = timedelta(hours=24)
NEWS = timedelta(days=2)
"""What is dated longer ago is an old article, or a wrong date: it says nothing of how fast we are."""


def took(sent_at: datetime, published: datetime | None) -> timedelta | None:
    """Return how long it took from an article's publication to its message; None where nobody can tell.

    Args:
        sent_at: when Slack has it.
        published: when the article was published, as it says; None where it does not.
    """
    if published is None or sent_at - published > NEWS:
        return None
    return max(timedelta(), sent_at - published)


def with_alert(tally: Tally, sent_at: datetime, published: datetime | None) -> Tally:
    """Return what a channel has got once an alert is sent that did not have to wait.

    Args:
        tally: what it had got.
        sent_at: when Slack has it.
        published: when the article was published, as it says; None where it does not.
    """
    span = took(sent_at, published)
    return tally if span is None else replace(tally, fresh=(*tally.fresh, Freshness(sent_at, span))[-KEPT:])


def usual(tallies: Iterable[Tally], now: datetime) -> tuple[timedelta, int] | None:
    """Return the median of the last 24 hours, and of how many alerts it is; None where there were none."""
    seconds = [
        each.took.total_seconds() for tally in tallies for each in tally.fresh if now - each.at <= LATELY
    ]
    return (timedelta(seconds=median(seconds)), len(seconds)) if seconds else None
