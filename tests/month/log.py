"""What is on record of a month: requests as the servers got them, and what became of their answers."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import TypeVar

from month.scripts import Act, Script
from newswatch.model import SourceNews
from newswatch.sources import urls

PERMANENT, REDIRECTS = {301, 308}, {301, 302, 303, 307, 308}
NOT_MODIFIED, OK = 304, 200
AROUND = timedelta(minutes=20)
"""A message that came twice, or again after a crash, is worked off within this time."""
AT_ONCE = timedelta(seconds=10)
"""A redirect is followed within the same poll."""
ALL = "*"
"""In place of a feed: what happened to dispatch concerns whatever was due."""
LEASE = timedelta(minutes=4)
"""After which the next dispatch sends what one that died may have sent."""
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Asked:
    """A request, and its answer."""

    at: datetime
    until: datetime
    """When it was answered."""
    url: str
    headers: Mapping[str, str]
    """As they were sent; names in lower case."""
    feed: str = ""
    """The name of the script that it was for; empty where nobody has published such an address."""
    status: int = OK
    """0 where no answer came."""
    answer: Mapping[str, str] = field(default_factory=dict)
    """Headers of the answer, names in lower case."""
    body: str = ""
    """Hash of its body."""
    usable: bool = True
    """Whether the body of a 200 is a feed."""
    method: str = "GET"
    by_person: bool = False
    """Whether somebody waited for it who had just added the source."""

    @property
    def is_conditional(self) -> bool:
        """Return whether it may be answered by 304."""
        return "if-none-match" in self.headers or "if-modified-since" in self.headers

    @property
    def is_good(self) -> bool:
        """Return whether the feed could be read."""
        return (self.status == OK and self.usable) or (self.status == NOT_MODIFIED and self.is_conditional)


@dataclass(frozen=True, slots=True)
class Poll:
    """The requests of one poll: more than one where redirects were followed."""

    hops: tuple[Asked, ...]

    @property
    def at(self) -> datetime:
        """Return when it began."""
        return self.hops[0].at

    @property
    def until(self) -> datetime:
        """Return when it was over."""
        return self.hops[-1].until

    @property
    def last(self) -> Asked:
        """Return the request that was answered by something other than a redirect."""
        return self.hops[-1]

    @property
    def moved(self) -> str:
        """Return where permanent redirects alone led; empty for nowhere."""
        passed = [hop.status for hop in self.hops[:-1]]
        return self.last.url if passed and PERMANENT.issuperset(passed) else ""


@dataclass(frozen=True, slots=True)
class Handed:
    """An item that was handed on to be read."""

    at: datetime
    feed: str
    number: int
    baseline: bool = False
    changed: bool = False
    """Whether it is because of another title."""


@dataclass(frozen=True, slots=True)
class Write:
    """A call that writes to the table."""

    at: datetime
    method: str
    feed: str = ""
    """Empty where it is about no source."""


@dataclass(frozen=True, slots=True)
class Saved:
    """A source as it was saved."""

    at: datetime
    feed: str
    url: str
    active: bool


@dataclass(frozen=True, slots=True)
class Told:
    """Something about a source that people are told."""

    at: datetime
    feed: str
    news: SourceNews


@dataclass(frozen=True, slots=True)
class Mishap:
    """What the machinery did to an invocation that polled a source."""

    at: datetime
    feed: str
    kind: str
    """``crash``, ``twice``, ``late`` for a message that came minutes late, ``ping`` where its hub told of
    news, and so it was polled out of turn."""


@dataclass
class Month:
    """All that is on record."""

    scripts: Mapping[str, Script]
    begins: datetime
    ends: datetime
    asked: Sequence[Asked] = ()
    bodies: Mapping[str, frozenset[int]] = field(default_factory=dict)
    """Numbers of the items in a body, by its hash."""
    handed: Sequence[Handed] = ()
    writes: Sequence[Write] = ()
    reads: Mapping[str, int] = field(default_factory=dict)
    """How often each method that reads was called."""
    saved: Sequence[Saved] = ()
    told: Sequence[Told] = ()
    acts: Sequence[Act] = ()
    mishaps: Sequence[Mishap] = ()
    errors: Sequence[str] = ()
    """What use cases raised."""
    dead: int = 0
    """Messages among the dead letters."""
    excused: dict[str, int] = field(default_factory=dict)
    """By check: what would be wrong had no message come twice, and no invocation died."""

    @cached_property
    def polls(self) -> Mapping[str, Sequence[Poll]]:
        """Return the polls of each feed, in order."""
        return {feed: list(_polls(rows)) for feed, rows in _by_feed(self.asked, _feed).items() if feed}

    @cached_property
    def by_host(self) -> Mapping[str, Sequence[Poll]]:
        """Return the polls of each host that was asked first, in order."""
        found: defaultdict[str, list[Poll]] = defaultdict(list)
        for polls in self.polls.values():
            for poll in polls:
                found[urls.host(poll.hops[0].url)].append(poll)
        return {host: sorted(polls, key=lambda poll: poll.at) for host, polls in found.items()}

    @cached_property
    def writes_of(self) -> Mapping[str, Sequence[Write]]:
        """Return the writes about each feed, in order."""
        return _by_feed(self.writes, _feed)

    @cached_property
    def handed_of(self) -> Mapping[str, Sequence[Handed]]:
        """Return what each feed brought, in order."""
        return _by_feed(self.handed, _feed)

    @cached_property
    def told_of(self) -> Mapping[str, Sequence[Told]]:
        """Return what people were told of each feed, in order."""
        return _by_feed(self.told, _feed)

    @cached_property
    def saved_of(self) -> Mapping[str, Sequence[Saved]]:
        """Return each source as it was saved, in order."""
        return _by_feed(self.saved, _feed)

    @cached_property
    def _mishaps(self) -> Mapping[tuple[str, str], Sequence[datetime]]:
        found: defaultdict[tuple[str, str], list[datetime]] = defaultdict(list)
        for mishap in sorted(self.mishaps, key=lambda mishap: mishap.at):
            found[mishap.feed, mishap.kind].append(mishap.at)
        return found

    def had(self, feed: str, since: datetime, until: datetime, *kinds: str) -> bool:
        """Return whether a mishap explains what happened to a feed, also one of these kinds."""
        for key in ((whose, kind) for kind in ("crash", "twice", "ping", *kinds) for whose in (feed, ALL)):
            times = self._mishaps.get(key, ())
            place = bisect_left(times, since - (LEASE if key[0] == ALL else AROUND))
            if place < len(times) and times[place] <= until:
                return True
        return False

    def excuse(self, check: str, feed: str, since: datetime, until: datetime, *kinds: str) -> bool:
        """Return whether a mishap explains it, and count it if so."""
        if not self.had(feed, since, until, *kinds):
            return False
        self.excused[check] = self.excused.get(check, 0) + 1
        return True

    def is_active(self, feed: str, at: datetime) -> bool:
        """Return whether a source is to be polled at that time."""
        states = [saved.active for saved in self.saved_of.get(feed, ()) if saved.at <= at]
        return bool(states) and states[-1]

    def is_left_alone(self, feed: str) -> bool:
        """Return whether nobody has paused or removed a source."""
        return not any(act.feed == feed and act.verb in {"pause", "remove"} for act in self.acts)


def _feed(row: Asked | Handed | Write | Saved | Told) -> str:
    return row.feed


def _by_feed(rows: Iterable[Row], key: Callable[[Row], str]) -> Mapping[str, list[Row]]:
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: row.at):  # type: ignore[attr-defined]
        found[key(row)].append(row)
    return found


def _follows(before: Asked, asked: Asked) -> bool:
    to = before.answer.get("location") if before.status in REDIRECTS else None
    return to == asked.url and asked.at - before.until <= AT_ONCE


def _polls(rows: Sequence[Asked]) -> Iterator[Poll]:
    hops: list[Asked] = []
    for asked in rows:
        before = hops[-1] if hops else None
        if before and not _follows(before, asked):
            yield Poll(tuple(hops))
            hops = []
        hops.append(asked)
    if hops:
        yield Poll(tuple(hops))
