"""How many stories of a topic are usual, and what is far from that: pure decisions about numbers a day.

Days are those of UTC. Counts are stories by day; a day without any need not be there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from math import exp, lgamma, log, log1p

SPIKE_DAYS = 28
"""Days that today is compared with: four weeks, in which each day of the week counts alike."""
LEAST_DAYS = 7
"""Days without which nobody knows what is usual: a week, for the same reason."""
LEAST_STORIES = 8
"""Of a day that is far more than usual: fewer, one can read without being told that they are many."""
TIMES = 3
"""By so much, at least. It decides for topics of eight a day and more: chance hardly ever trebles those."""
RARITY = 1e-5
"""How likely a day may be by chance that is told as far more than usual; this decides for one to eight a day.

News come in bursts. Of simulated days that vary three times as much as by chance alone (negative binomial,
2 to 6 stories a day, nothing new in them) 3.5 a year were told; at 1e-4 it were 6, at 1e-6 2. Of days that
vary by chance alone, none.
"""
SILENT_DAYS = 14
"""Whole days without a story after which a topic that has had some is told to be silent."""
USUAL_DAYS = 26
"""Days before those in which stories are looked for: what topics have brought is kept for 40."""
LEAST_EXPECTED = 4
"""Stories that would have come in those days: by chance alone, one time in fifty none comes of four."""
ENOUGH = 1e-9
"""Of what is added up, the part that is left out."""
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Usual:
    """How many stories a topic had in a number of days."""

    stories: int
    days: int

    @property
    def a_day(self) -> float:
        """Return how many there are on a usual day; 0 where nobody knows."""
        return self.stories / self.days if self.days else 0.0


@dataclass(frozen=True, slots=True)
class Quiet:
    """A topic that brings nothing any more."""

    last: date
    """When its last story came."""
    days: int
    """Whole days since then."""
    usual: Usual


def usual(counts: Mapping[date, int], before: date, since: date, most: int) -> Usual:
    """Return what was usual in the days before one.

    Args:
        counts: stories by day.
        before: the first day that does not count any more.
        since: when the topic began to watch for what it watches now; that day is not whole.
        most: how many days may count.
    """
    first = max(before - most * _DAY, since + _DAY)
    days = max(0, (before - first).days)
    return Usual(sum(counts.get(first + n * _DAY, 0) for n in range(days)), days)


def is_spike(stories: int, before: Usual) -> bool:
    """Return whether so many stories on a day are far more than usual, and not by chance."""
    if before.days < LEAST_DAYS or stories < max(LEAST_STORIES, TIMES * before.a_day):
        return False
    return chance(stories, before) < RARITY


def begins_spike(counts: Mapping[date, int], day: date, since: date) -> bool:
    """Return whether a day, be it not over, has far more stories than usual, and the day before had not."""

    def stands_out(one: date) -> bool:
        return is_spike(counts.get(one, 0), usual(counts, one, since, SPIKE_DAYS))

    return stands_out(day) and not stands_out(day - _DAY)


def chance(stories: int, before: Usual) -> float:
    """Return how likely a day with so many stories or more is (more than usual), if nothing has changed.

    Stories that come by chance are Poisson distributed, at a rate that is known no better than the days
    tell: with Jeffreys' prior, its distribution is a gamma distribution of the shape ``stories + 1/2``,
    and that of a further day's number a negative binomial one (Gelman et al., Bayesian Data Analysis, 2.6).
    """
    shape, days = before.stories + 0.5, before.days
    n = stories
    term = exp(
        lgamma(n + shape) - lgamma(shape) - lgamma(n + 1) - shape * log1p(1 / days) - n * log(days + 1)
    )
    total = 0.0
    # Above the usual number each term is less than the one before, by a factor that falls.
    while term > total * ENOUGH:
        total += term
        term *= (n + shape) / ((n + 1) * (days + 1))
        n += 1
    return total


def quiet(counts: Mapping[date, int], today: date, since: date) -> Quiet | None:
    """Return how long a topic has brought nothing; None where that is nothing special.

    Args:
        counts: stories by day of the last ``USUAL_DAYS`` + ``SILENT_DAYS`` days, and of today so far.
        today: the day.
        since: when the topic began to watch for what it watches now.
    """
    begin = today - SILENT_DAYS * _DAY
    told = [day for day, stories in counts.items() if stories]
    before = usual(counts, begin, since, USUAL_DAYS)
    if before.days < LEAST_DAYS or before.a_day * SILENT_DAYS < LEAST_EXPECTED or max(told) >= begin:
        return None
    last = max(told)
    return Quiet(last, (today - last).days - 1, before)
