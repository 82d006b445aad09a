"""Checks of what became of the answers: in the queues, in the table, and what people were told."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from month.checks import Check, minutes, when
from month.log import AT_ONCE, NOT_MODIFIED, OK, Month, Poll
from month.pacing import stretches
from month.scripts import DAY, HOUR

SLACK = timedelta(minutes=5)
"""Around the day after which a notice is due."""
IN_FLIGHT = timedelta(minutes=30)
"""Between an answer and what became of it, crashes included."""
ISSUE = "Newswatch's own"
WRITES_OF_POLLS = frozenset({"postpone", "remember_fetch", "remember_seen", "save_subscription"})
IDLE = frozenset({"postpone", "save_subscription"})
"""What a poll that brings nothing may write now and then: another interval, another lease at a hub."""


def complete(month: Month) -> Iterator[str]:
    """S1: every entry of a body that was read is handed on, those of the baseline aside."""
    for feed, polls in month.polls.items():
        handed = {row.number for row in month.handed_of.get(feed, ())}
        shown = [poll for poll in polls if poll.last.status == OK and poll.last.usable]
        if not shown:
            continue
        baseline = month.bodies[shown[0].last.body]
        begun = shown[0].last.until
        missing = set()
        for poll in shown[1:]:
            if poll.until < month.ends - IN_FLIGHT and month.is_left_alone(feed):
                missing |= month.bodies[poll.last.body] - handed - baseline
        items = month.scripts[feed].items
        if lost := sorted(number for number in missing if items[number].at > begun):
            yield f"{feed}: {len(lost)} entries not handed on, first that of {when(items[lost[0]].at)}"


def none_missed(month: Month) -> Iterator[str]:
    """S2: no entry of a healthy source leaves its feed before a poll sees it."""
    for feed, script in month.scripts.items():
        polls = month.polls.get(feed, ())
        if not (script.is_healthy() and month.is_left_alone(feed) and polls):
            continue
        seen = {number for poll in polls for number in month.bodies.get(poll.last.body, ())}
        until = polls[-1].at
        missed = [i for i in script.published(polls[0].until, until) if i.number not in seen]
        if missed:
            yield f"{feed}: {len(missed)} entries gone before they were seen, first of {when(missed[0].at)}"


def once(month: Month) -> Iterator[str]:
    """S3: nothing is handed on twice as new, whatever ids do, and nothing of the baseline."""
    for feed, rows in month.handed_of.items():
        news = [row for row in rows if not row.baseline and not row.changed]
        first: dict[int, int] = {}
        for n, row in enumerate(news):
            before = news[first[row.number]] if row.number in first else None
            if before and not month.excuse("S3", feed, before.at, row.at):
                yield f"{feed} {when(row.at)}: entry {row.number} is new again"
            first.setdefault(row.number, n)
        shown = [p for p in month.polls.get(feed, ()) if p.last.status == OK and p.last.usable]
        baseline = month.bodies[shown[0].last.body] if shown else frozenset()
        for row in news:
            if row.number in baseline and not month.excuse("S3", feed, shown[0].at, row.at):
                yield f"{feed} {when(row.at)}: entry {row.number} of its baseline is new"


def baseline_only(month: Month) -> Iterator[str]:
    """S4: what people add alerts nothing at first: its first entries are a baseline."""
    for feed, rows in month.handed_of.items():
        if rows and not rows[0].baseline:
            yield f"{feed} {when(rows[0].at)}: its first entries are news"


def kind_of(month: Month, before: Poll | None, poll: Poll) -> str:
    """Return what a poll came to: ``304``, ``200 unchanged``, ``200 changed``, ``failed``, ``first``."""
    if not poll.last.is_good:
        return "failed"
    if before is None:
        return "first"
    if poll.last.status == NOT_MODIFIED:
        return "304"
    return "200 unchanged" if before.last.body == poll.last.body else "200 changed"


def kinds(month: Month, feed: str) -> Iterator[tuple[Poll, str]]:
    """Yield a feed's polls with what each came to, compared with the last body that was read."""
    before: Poll | None = None
    for poll in month.polls.get(feed, ()):
        yield poll, kind_of(month, before, poll)
        # What a person is shown of a source that is watched already need not be kept.
        if poll.last.status == OK and poll.last.usable and not (before and poll.hops[0].by_person):
            before = poll


def written_by(month: Month, feed: str) -> Iterator[tuple[Poll, str, Counter[str]]]:
    """Yield a feed's polls with what each wrote about its source."""
    rows = [row for row in month.writes_of.get(feed, ()) if row.method in WRITES_OF_POLLS]
    place = 0
    for poll, kind in kinds(month, feed):
        found: Counter[str] = Counter()
        while place < len(rows) and rows[place].at <= poll.until + AT_ONCE:
            if rows[place].at >= poll.at:
                found[rows[place].method] += 1
            place += 1
        yield poll, kind, found


def _steady(month: Month, feed: str) -> Iterator[tuple[Poll, str, Counter[str]]]:
    """Yield the polls that bring nothing: from the same place as the one before, with the same validators."""
    before: Poll | None = None
    for poll, kind, found in written_by(month, feed):
        same = before and before.last.is_good and (before.moved, _told(before)) == (poll.moved, _told(poll))
        if same and kind in {"304", "200 unchanged"} and not poll.hops[0].by_person:
            yield poll, kind, found
        before = poll


def _told(poll: Poll) -> tuple[str, str]:
    return poll.last.answer.get("etag", ""), poll.last.answer.get("last-modified", "")


def writes_nothing(month: Month) -> Iterator[str]:
    """S5: a 304, and a 200 with a known body, writes nothing but another interval."""
    for feed in month.polls:
        for poll, kind, found in _steady(month, feed):
            repaced = found["postpone"] == 1 and not found["remember_seen"]
            fine = repaced or IDLE.issuperset(found)
            if found and not fine and not month.excuse("S5", feed, poll.at, poll.until):
                yield f"{feed} {when(poll.at)}: {kind}, and wrote {dict(found)}"


def rarely_repaced(month: Month) -> Iterator[str]:
    """S5b: another interval is written rarely: at most at one unchanged poll in ten."""
    for feed in month.polls:
        rows = [found for _, _, found in _steady(month, feed)]
        wrote = sum(bool(found) for found in rows)
        if wrote > max(8, len(rows) / 10):
            yield f"{feed}: {wrote} of {len(rows)} unchanged polls wrote something"


def notices(month: Month) -> Iterator[str]:
    """S6: one notice after a day of failing, one on recovery, none for less."""
    for feed, polls in month.polls.items():
        told = [
            row for row in month.told_of.get(feed, ()) if row.news.what in {"unreadable", "well", "forsaken"}
        ]
        for failing in stretches(polls):
            since, last = failing[0].until, failing[-1]
            if any(poll.last.status == 410 for poll in failing):
                continue
            after = next((poll for poll in polls if poll.at > last.at), None)
            until = after.until + IN_FLIGHT if after else month.ends
            rows = [row for row in told if since <= row.at <= until]
            bad = [row for row in rows if row.news.what == "unreadable"]
            well = [row for row in rows if row.news.what == "well"]
            wanted = 1 if last.until - since >= DAY + SLACK else 0
            sure = abs((last.until - since) - DAY) > SLACK
            if sure and len(bad) != wanted and not month.excuse("S6", feed, since, until):
                yield f"{feed} {when(since)}: failed for {last.until - since}, told {len(bad)} times"
            if bad and bad[0].at - since > DAY + 2 * HOUR:
                yield f"{feed} {when(since)}: told only after {bad[0].at - since}"
            if after and len(well) != len(bad) and not month.excuse("S6", feed, since, until):
                yield f"{feed} {when(after.at)}: recovered, told {len(well)} times"
        if len(told) > 2 * len(list(stretches(polls))):
            yield f"{feed}: {len(told)} notices"


def still_asked(month: Month) -> Iterator[str]:
    """S7: what is active and well is asked once a day, however seldom it publishes."""
    for feed, polls in month.polls.items():
        script = month.scripts[feed]
        wait = max(DAY, script.asks.least()) + 2 * HOUR
        if script.asks.skip_hours or script.asks.skip_days:
            wait += 3 * DAY
        if not month.is_left_alone(feed):
            continue
        for before, after in pairwise(polls):
            if before.last.is_good and after.at - before.until > wait:
                yield f"{feed} {when(before.until)}: not asked for {after.at - before.until}"
        alive = polls[-1].last.is_good and month.is_active(feed, month.ends)
        if alive and month.ends - polls[-1].until > wait:
            yield f"{feed} {when(polls[-1].until)}: never asked again"


def in_time(month: Month) -> Iterator[str]:
    """S8: what publishes hourly is collected within half an hour mostly; all that is healthy within a day."""
    for feed, script in month.scripts.items():
        if not script.is_healthy() or not month.is_left_alone(feed):
            continue
        delays = sorted(delay for _, delay in delays_of(month, feed))
        if not delays:
            continue
        if delays[-1] > DAY + 2 * HOUR:
            yield f"{feed}: an entry was collected {delays[-1]} after it was published"
        soon = timedelta(minutes=15) if script.urgent else timedelta(minutes=30)
        hourly = script.urgent or script.is_hourly(month.ends - DAY)
        if hourly and len(delays) >= 20 and delays[len(delays) * 9 // 10] > soon:
            yield f"{feed}: p90 of its delays is {minutes(delays[len(delays) * 9 // 10])}"


def delays_of(month: Month, feed: str) -> Iterator[tuple[int, timedelta]]:
    """Yield how long after its publication each new entry was handed on."""
    items, known = month.scripts[feed].items, set()
    polls = month.polls.get(feed, ())
    begun = polls[0].at if polls else month.begins
    for row in month.handed_of.get(feed, ()):
        is_news = not row.baseline and not row.changed and row.number >= 0
        if is_news and row.number not in known and items[row.number].at > begun:
            known.add(row.number)
            yield row.number, row.at - items[row.number].at


def no_errors(month: Month) -> Iterator[str]:
    """S9: no use case raises, and none takes longer than its timeout."""
    yield from month.errors


CHECKS = [
    Check("S1", "every entry that was read is handed on", ISSUE, complete),
    Check("S2", "no entry leaves a healthy feed unseen", ISSUE, none_missed),
    Check("S3", "nothing is new twice, whatever ids do", ISSUE, once),
    Check("S4", "a new source's first entries alert nothing", ISSUE, baseline_only),
    Check("S5", "a 304 or a known body writes nothing", ISSUE, writes_nothing),
    Check("S5b", "other intervals are written rarely", ISSUE, rarely_repaced),
    Check("S6", "one notice after a day of failing, one on recovery", ISSUE, notices),
    Check("S7", "what is well is asked daily", ISSUE, still_asked),
    Check("S8", "what is published is collected in time", ISSUE, in_time),
    Check("S9", "nothing raises, nothing takes too long", ISSUE, no_errors),
]
