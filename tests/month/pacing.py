"""Checks of when requests are made: how far apart, how soon after what a server asked for."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from email.utils import parsedate_to_datetime
from itertools import pairwise

from month.asking import SCORE
from month.checks import Check, minutes, when
from month.log import Asked, Month, Poll
from month.scripts import DAY, HOUR, LONGEST_WAIT

SECOND = timedelta(seconds=1)
SLOWED = timedelta(minutes=15)
"""After a 429 that says nothing more."""
GAP = timedelta(seconds=1)
"""Between two requests to one host."""
FIRST_DAY, LATER_DAYS = 24, 6
"""Requests of a feed that fails, in its first day of failing and on a later one."""
TOO_MANY, UNAVAILABLE = 429, 503
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def _gaps(month: Month) -> Iterator[tuple[str, Poll, Poll]]:
    """Yield each two polls of a feed that follow each other; what people ask for they may."""
    for feed, polls in month.polls.items():
        for before, after in pairwise(polls):
            if not after.hops[0].by_person:
                yield feed, before, after


def hourly(month: Month) -> Iterator[str]:
    """R6: at most once an hour where less than that is published."""
    for feed, before, after in _gaps(month):
        gap, floor = after.at - before.at, month.scripts[feed].floor(before.until)
        if gap < floor and floor >= HOUR and not month.excuse("R6", feed, before.at, after.at):
            yield f"{feed} {when(after.at)}: {minutes(gap)} after the last poll"


def frequent(month: Month) -> Iterator[str]:
    """R6a: what publishes at least hourly every ten minutes at most, what is urgent every five."""
    for feed, before, after in _gaps(month):
        gap, floor = after.at - before.at, month.scripts[feed].floor(before.until)
        # Of two messages that are on their way at once either may come first; an hour is time enough.
        if gap < floor < HOUR and not month.excuse("R6a", feed, before.at, after.at, "late"):
            yield f"{feed} {when(after.at)}: {minutes(gap)} after the last poll, at least {minutes(floor)}"


def usual_rate(month: Month) -> Iterator[str]:
    """R6b: Newswatch's own promise is 63 minutes, late ticks and queues aside."""
    for feed, before, after in _gaps(month):
        gap, floor = after.at - before.at, month.scripts[feed].floor(before.until)
        if floor >= timedelta(hours=1) and floor <= gap < timedelta(minutes=62):
            yield f"{feed} {when(after.at)}: {minutes(gap)} after the last poll"


def hints(month: Month) -> Iterator[str]:
    """R7: max-age, Expires, ttl and sy:update* are waited for."""
    for feed, before, after in _gaps(month):
        wait = month.scripts[feed].asks.least()
        gap = after.at - before.until
        if (
            wait
            and before.last.is_good
            and gap < wait - SECOND
            and not month.excuse("R7", feed, before.at, after.at)
        ):
            yield f"{feed} {when(after.at)}: {minutes(gap)} after the last poll, asked for {minutes(wait)}"


def skipped(month: Month) -> Iterator[str]:
    """M8: no poll in the hours and on the days that a feed does not want any."""
    for feed, before, after in _gaps(month):
        asks = month.scripts[feed].asks
        unwelcome = after.at.hour in asks.skip_hours or WEEKDAYS[after.at.weekday()] in asks.skip_days
        if unwelcome and before.last.is_good:
            yield f"{feed} {after.at:%A %d %H:%M}: asked in an hour or on a day to skip"


def retry_after(month: Month) -> Iterator[str]:
    """R12: Retry-After is waited out, a date counting from the server's own Date."""
    for feed, before, after in _gaps(month):
        wait = asked_to_wait(before.last)
        gap = after.at - before.until
        if (
            wait
            and gap < min(wait, LONGEST_WAIT) - SECOND
            and not month.excuse("R12", feed, before.at, after.at)
        ):
            yield f"{feed} {when(after.at)}: {minutes(gap)} after Retry-After {minutes(wait)}"


def slower(month: Month) -> Iterator[str]:
    """R12: a 429 that says nothing more slows the next poll down."""
    for feed, polls in month.polls.items():
        for earlier, before, after in zip(polls, polls[1:], polls[2:], strict=False):
            if before.last.status != TOO_MANY or "retry-after" in before.last.answer:
                continue
            wanted = max(SLOWED, before.at - earlier.at - 3 * SECOND)
            usual = month.scripts[feed].floor(before.at)
            if (
                earlier.last.is_good
                and after.at - before.at < min(wanted, max(2 * usual, SLOWED))
                and not month.excuse("R12b", feed, before.at, after.at)
            ):
                yield f"{feed} {when(after.at)}: {minutes(after.at - before.at)} after 429, as before it"


def asked_to_wait(asked: Asked) -> timedelta | None:
    """Return how long a server wants to be left alone (RFC 9110 §10.2.3); None where it does not say."""
    value = asked.answer.get("retry-after", "")
    if asked.status < 400 or not value:
        return None
    if value.isdecimal():
        return timedelta(seconds=int(value))
    return parsedate_to_datetime(value) - parsedate_to_datetime(asked.answer["date"])


def parallel(month: Month) -> Iterator[str]:
    """R15: one poller: no request for a feed while another one is being answered."""
    for feed, before, after in _gaps(month):
        if after.at < before.until and not month.excuse("R15", feed, before.at, after.at):
            yield f"{feed} {when(after.at)}: asked while it was being asked"


def host_gap(month: Month) -> Iterator[str]:
    """M4: one request to a host at a time, and a pause between two: a second, or its Crawl-delay."""
    delays = {poll.hops[0].url.split("/")[2]: GAP for polls in month.polls.values() for poll in polls}
    for script in month.scripts.values():
        host = script.url.split("/")[2]
        delays[host] = max(GAP, delays.get(host, GAP), timedelta(seconds=script.crawl_delay_s))
    for host, polls in month.by_host.items():
        for before, after in pairwise(polls):
            if after.hops[0].by_person or before.hops[0].by_person:
                continue
            first, second = before.last.feed, after.last.feed
            gap = after.at - before.until
            # The hosts of several sources are reserved, whatever happens; a source's own host is not.
            alone = first == second and month.had(first, before.at, after.at, "late")
            if gap < delays[host] - SECOND / 100 and not alone:
                yield f"{host} {when(after.at)}: {first} and {second} {gap.total_seconds():.1f} s apart"


def backing_off(month: Month) -> Iterator[str]:
    """M3: what fails is asked less and less: so often on its first day, less on later ones."""
    for feed, polls in month.polls.items():
        for failing in stretches(polls):
            days: dict[int, int] = {}
            for poll in failing[1:]:
                days[(poll.at - failing[0].until) // DAY] = (
                    days.get((poll.at - failing[0].until) // DAY, 0) + 1
                )
            for day, count in days.items():
                if count > (LATER_DAYS if day else FIRST_DAY):
                    yield f"{feed} {when(failing[0].at)}: asked {count} times on day {day + 1} of failing"


def jitter(month: Month) -> Iterator[str]:
    """M3: sources that failed together do not come back together."""
    for host, polls in month.by_host.items():
        seconds: dict[str, int] = {}
        for poll in polls:
            seconds[when(poll.at)] = seconds.get(when(poll.at), 0) + 1
        worst = max(seconds, key=seconds.__getitem__)
        if seconds[worst] > 2:
            yield f"{host} {worst}: {seconds[worst]} requests in one second"


def stretches(polls: Sequence[Poll]) -> Iterator[list[Poll]]:
    """Yield the polls that failed one after the other."""
    failing: list[Poll] = []
    for poll in polls:
        if poll.last.is_good:
            if failing:
                yield failing
            failing = []
        else:
            failing.append(poll)
    if failing:
        yield failing


def stopped(month: Month) -> Iterator[str]:
    """M9: what people have paused or removed is not asked."""
    for feed, polls in month.polls.items():
        for poll in polls:
            if not poll.hops[0].by_person and not month.is_active(feed, poll.at):
                yield f"{feed} {when(poll.at)}: asked, though it is paused or removed"


def told_wait(month: Month) -> Iterator[str]:
    """M3b: other feeds of a host that answered 429 with Retry-After are left alone as well."""
    for host, polls in month.by_host.items():
        until, feed = None, ""
        for poll in polls:
            if until and poll.at < until and poll.last.feed != feed:
                yield f"{host} {when(poll.at)}: {poll.last.feed} asked while {feed} is to be left alone"
            if (wait := asked_to_wait(poll.last)) and poll.last.status in {TOO_MANY, UNAVAILABLE}:
                until, feed = poll.until + wait, poll.last.feed


CHECKS = [
    Check("R6", "once an hour, what publishes less than hourly", SCORE, hourly),
    Check("R6a", "once in ten minutes, what publishes hourly; in five, what is urgent", SCORE, frequent),
    Check("R6b", "63 minutes, with 1 to spare", "Newswatch's own", usual_rate, info=True),
    Check("R7", "max-age, Expires, ttl, sy:update* are waited for", f"{SCORE}; RFC 9111; RSS 2.0", hints),
    Check("R12", "Retry-After is waited out", f"{SCORE}; lemon24/reader 3.19", retry_after),
    Check("R12b", "429 slows down", f"{SCORE}; utcc.utoronto.ca/~cks", slower),
    Check("R15", "one poller", SCORE, parallel),
    Check("M3", "failure backs off", "miniflux, lemon24/reader", backing_off),
    Check(
        "M3b", "a host's other feeds are left alone after 429", "utcc.utoronto.ca/~cks", told_wait, info=True
    ),
    Check("M4", "hosts: one request at a time, and a gap", "RFC 9309, Crawl-delay", host_gap),
    Check("M4b", "a host's feeds come one by one", "AWS Architecture Blog, jitter", jitter),
    Check("M8", "skipHours, skipDays", "earth.org.uk, RSS efficiency; RSS 2.0", skipped),
    Check("M9", "paused and removed sources are left alone", "Newswatch's own", stopped),
]
