"""One poll of one source: what is new or has changed is handed on, and only then remembered."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from newswatch.errors import FeedError, FetchError, NewswatchError, SecretMissing
from newswatch.model import (
    SITEMAP_INDEX,
    EntryGroup,
    Feed,
    FetchMemory,
    Kind,
    Source,
    SourceNews,
    Told,
    Validators,
)
from newswatch.observe import Measure, logger, measure
from newswatch.ports import (
    Clock,
    Entropy,
    Fetched,
    Fetcher,
    NotModified,
    Parser,
    Queues,
    Robots,
    SecretHeader,
    SecretHeaders,
    Store,
)
from newswatch.sources import answers, pace, schedule, seen, urls
from newswatch.sources.accepted import FEEDS, PAGES
from newswatch.usecases import sitemaps, subscribing

CHANGES_AT_ONCE = 10
"""Changed entries that are handed on together, for one invocation of match."""
CHANGES_EVERY_S = 180
"""Between two such groups: their pages are read again, and most are on one host."""
CHANGES = 5 * CHANGES_AT_ONCE
"""Those of one poll; the others come when the feed changes the next time.

A newsroom edits a few headlines an hour. A site that renames itself in all its titles is
through after some polls, and one that counts comments in them costs no more than this.
"""
GAP_S = 1.0
"""Between two requests to one host."""
SPREAD_S = 45
"""Over so long what the sources of one tick bring is handed on, each source always at its own moment.

All at once they would have a dozen processes of match begin, each of which reads the stories of three days,
and is idle when the next tick comes: with this it is one or two, and match costs half. On average it is a
twentieth of what passes between publication and message (``make cost``, ``make month``).
"""
SPREAD_SHARE = 20
"""No more than this part of a source's interval."""
OVERDUE = timedelta(minutes=5)
"""What is polled so much later than it was due is late: a tick is a minute, a host's turn two."""
TRACED = 50
"""New entries of one poll that its line in the log names: as many as feeds usually have."""
DAY = timedelta(days=1)
FORSAKEN = timedelta(days=30)
"""What could not be read for so long is tried no more."""
GONE = 410
SLOWER = frozenset({429, 503})
"""Answers that ask for fewer requests, also where they don't say when to come back."""
PARTS_PATIENCE = timedelta(seconds=10)
"""After so long no further part of an index of sitemaps is begun."""
PUSHED_S = 4 * 3_600
"""How often a feed is polled whose hub tells of what is new: in case that it does not."""


@dataclass(frozen=True, slots=True)
class Collector:
    """What polling a source needs."""

    store: Store
    queues: Queues
    fetcher: Fetcher
    parser: Parser
    robots: Robots
    secrets: SecretHeaders
    clock: Clock
    entropy: Entropy
    wait: Callable[[float], None]
    """Lets so many seconds pass."""
    hook_url: str = ""
    """Where hubs reach us; empty where they can't."""


def take_in(c: Collector, source: Source, memory: FetchMemory, fetched: Fetched, feed: Feed) -> FetchMemory:
    """Take what somebody has just fetched for the answer to a poll: of a new source it is the baseline."""
    return Poll(c, source, memory, due=c.clock.now() - DAY).take_in(fetched, feed)


@dataclass(frozen=True, slots=True)
class Poll:
    """One poll of one source."""

    c: Collector
    source: Source
    memory: FetchMemory
    due: datetime | None
    """None where it is polled out of turn."""

    @property
    def interval_s(self) -> int:
        """How often it is polled so far."""
        return self.memory.interval_s or self.source.interval_s

    def run(self) -> None:
        """Fetch it, and do what follows."""
        c, source, memory, now = self.c, self.source, self.memory, self.c.clock.now()
        if self.due and schedule.is_overtaken(self.due, now, self.interval_s):
            return
        if self.due and now - self.due > OVERDUE:
            measure(Measure.LATE_SOURCES)
        if self.due is None and memory.not_before and now < memory.not_before:
            # Whatever a hub tells: the server itself wants a pause, after which it is asked in any case.
            return
        if self.due and schedule.is_unwelcome(memory.hints, now):
            c.store.postpone(source, schedule.welcome_at(memory.hints, now), self.interval_s)
            return
        try:
            secret = c.secrets.of(source) if source.header else None
            accept = PAGES if source.kind is Kind.PAGE else FEEDS
            fetched = c.fetcher.get(source.url, memory.validators, accept, secret)
            unchanged = isinstance(fetched, NotModified) or (
                # Some servers make up a new ETag for each answer: what was sent last is what they expect.
                _validators(fetched).content_hash == memory.validators.content_hash
            )
            parts = None
            if memory.part_url or not unchanged:
                feed = self._parsed(fetched)
                parts = self._parts(feed, fetched, secret) if feed.is_index else None
                unchanged = unchanged if parts is None else not parts.changed
        except (FetchError, FeedError, SecretMissing) as e:
            self._failed(e)
            return
        if unchanged:
            after = self._answered(memory, fetched)
            after = parts.remembered(after) if parts else after
            self._well(after, answers.fresh_for(fetched.headers, now))
            return
        self.take_in(fetched, feed, parts)

    def _parsed(self, fetched: Fetched | NotModified) -> Feed:
        """Return what was fetched, as far as an answer tells: a 304 is one to an index here."""
        if isinstance(fetched, NotModified):
            return Feed("", (), form=SITEMAP_INDEX)
        return self.c.parser.feed(fetched, self.source.kind, self.source.selector)

    def take_in(
        self, fetched: Fetched | NotModified, feed: Feed, parts: sitemaps.Parts | None = None
    ) -> FetchMemory:
        """Hand on what is new in a feed, or in parts of it, and remember it; return what is remembered."""
        if parts:
            feed = replace(feed, entries=parts.entries)
        c, source, memory, now = self.c, self.source, self.memory, self.c.clock.now()
        first = memory.baseline_at is None
        known = frozenset[int]() if first else c.store.seen(source.id)
        if memory.baseline_at is None:
            news = seen.News(seen.baseline(feed.entries), (), (), "")
        else:
            news = seen.sift(feed.entries, known, memory.baseline_at, now)
            if parts:
                news = _without_archive(news, parts.archived)
        handed_on = [
            EntryGroup(source.id, news.new, baseline=first, found_at=now),
            EntryGroup(source.id, news.old, baseline=True, found_at=now),
        ]
        handed_on = [group for group in handed_on if group.entries]
        if handed_on:
            c.queues.send_entries(handed_on, 0 if first else self._spread_s())
        for n, start in enumerate(range(0, min(len(news.changed), CHANGES), CHANGES_AT_ONCE)):
            group = EntryGroup(source.id, news.changed[start : start + CHANGES_AT_ONCE], changed_at=now)
            c.queues.send_entries([group], n * CHANGES_EVERY_S)
            handed_on.append(group)
        # From here on a crash costs a second reading, never an entry.
        merged = seen.merge(known, feed.entries, put_off=news.changed[CHANGES:])
        if handed_on or first or not merged <= known:
            c.store.remember_seen(source.id, merged)
        appeared = pace.appeared(feed.entries if first else news.new, now, baseline=first)
        fresh_s = answers.fresh_for(fetched.headers, now)
        after = replace(
            memory,
            baseline_at=memory.baseline_at or now,
            times=pace.merged(memory.times, appeared),
            hints=replace(feed.hints, least_s=max(feed.hints.least_s, fresh_s)),
            noticed=f"{now:%d %B}: {news.noticed}" if news.noticed else memory.noticed,
        )
        after = self._answered(after, fetched)
        if isinstance(fetched, Fetched):
            after = self._advised(after, fetched, feed)
        if parts:
            after = parts.remembered(after)
        elif not feed.is_index:
            after = replace(after, part_url="", part=Validators())
        after = self._well(after, fresh_s, first=first)
        logger.info(
            "collected", source_id=source.id, entries=len(feed.entries), new=len(news.new), old=len(news.old),
            changed=len(news.changed), baseline=first, noticed=news.noticed,
            correlation_ids=[seen.correlation_id(source.id, entry) for entry in news.new[:TRACED]],
        )  # fmt: skip
        return after

    def _spread_s(self) -> int:
        """Return how long new entries wait to be matched: nothing where somebody wants them at once."""
        if self.due is None or self.source.urgent:
            return 0
        return schedule.phase(self.source.id, 1 + min(SPREAD_S, self.interval_s // SPREAD_SHARE))

    def _well(self, after: FetchMemory, fresh_s: int, *, first: bool = False) -> FetchMemory:
        """Plan the next poll of a source that is well, and remember what has changed."""
        c, source, now = self.c, self.source, self.c.clock.now()
        floor_s = max(after.hints.least_s, fresh_s)
        current_s = 0 if first else self.interval_s
        interval_s = pace.interval_s(source, after.times, floor_s, now, current_s, since=after.baseline_at)
        if self._is_pushed(after, now):
            interval_s = max(interval_s, PUSHED_S)
        if first:
            least_s = max(pace.USUAL_S, floor_s)
            at = schedule.after_baseline(source.id, interval_s, least_s, now)
            c.store.postpone(source, at, interval_s)
        elif interval_s != self.interval_s or (self.due and schedule.is_late(self.due, now, self.interval_s)):
            c.store.postpone(source, now + timedelta(seconds=interval_s), interval_s)
        if after.told:
            c.queues.tell(SourceNews(source.id, Told.WELL, now))
        after = replace(
            after,
            interval_s=interval_s,
            hints=replace(after.hints, least_s=floor_s),
            failures=0,
            failing_since=None,
            error="",
            told=False,
            not_before=None,
        )
        if after != self.memory:
            c.store.remember_fetch(source.id, after)
        return after

    def _failed(self, error: NewswatchError) -> None:
        c, source, memory, now = self.c, self.source, self.memory, self.c.clock.now()
        since = memory.failing_since or now
        status = error.status if isinstance(error, FetchError) else None
        told = memory.told
        if status == GONE:
            told = self._tell(Told.GONE, error)
        elif now - since >= FORSAKEN:
            told = self._tell(Told.FORSAKEN, error)
        elif now - since >= DAY and not told:
            told = self._tell(Told.UNREADABLE, error)
        failures = memory.failures + 1
        wanted = error.retry_after if isinstance(error, FetchError) else None
        after = replace(
            memory, failures=failures, failing_since=since, error=str(error), told=told, not_before=wanted
        )
        c.store.remember_fetch(source.id, after)
        draw = int(c.entropy.token()[:8], 16) / 0xFFFFFFFF
        interval_s = self.interval_s * 2 if status in SLOWER else self.interval_s
        until = schedule.backoff(failures, interval_s, draw, now, wanted)
        if not told and wanted is None:
            # Whoever is to be told after a day is told then, not when the next try happens to be.
            until = min(until, max(since + DAY, now + timedelta(seconds=interval_s)))
        c.store.postpone(source, until, self.interval_s)
        logger.warning("source not readable", source_id=source.id, failures=failures, error=str(error))

    def _tell(self, what: Told, error: NewswatchError) -> bool:
        self.c.queues.tell(SourceNews(self.source.id, what, self.c.clock.now(), str(error)))
        return True

    def _parts(self, feed: Feed, index: Fetched | NotModified, secret: SecretHeader | None) -> sitemaps.Parts:
        """Read the latest part of an index of sitemaps, as far as that is new."""
        c, source, memory = self.c, self.source, self.memory
        asked = {urls.host(index.url or source.url)}
        until = c.clock.now() + PARTS_PATIENCE

        def get(url: str, known: Validators, admit: Callable[[str], None]) -> Fetched | NotModified:
            if c.clock.now() > until:
                raise FetchError(urls.without_secrets(url), "No time was left to read it.")
            if urls.host(url) in asked:
                c.wait(GAP_S)
            asked.add(urls.host(url))
            return c.fetcher.get(url, known, FEEDS, secret, admit)

        access = sitemaps.Access(c.parser, c.robots, get)
        # What was never handed on is read in full, whatever was read of it.
        known = memory.part if memory.baseline_at else Validators()
        return sitemaps.read(access, index.url or source.url, feed.parts, memory.part_url, known)

    def _answered(self, after: FetchMemory, answer: Fetched | NotModified) -> FetchMemory:
        """Return the memory with an answer's validators, and with where it leads."""
        if isinstance(answer, Fetched):
            return self._moved(replace(after, validators=_validators(answer)), answer)
        after = replace(after, validators=answers.refreshed(after.validators, answer.headers))
        # Only what has been read counts for a move; that it leads elsewhere now counts against it.
        return after if answer.moved == after.moved_to else replace(after, moved_to="")

    def _moved(self, after: FetchMemory, fetched: Fetched) -> FetchMemory:
        """Note where permanent redirects lead; what leads there twice, with a feed at its end, is taken over.

        A source with a secret stays where it is: the secret belongs to that address.
        """
        source = self.source
        moved = "" if fetched.moved == source.url or source.header else fetched.moved
        if moved and moved == after.moved_to:
            news = SourceNews(source.id, Told.MOVED, self.c.clock.now(), moved)
            self.c.queues.tell(news)
        return replace(after, moved_to=moved)

    def _advised(self, after: FetchMemory, fetched: Fetched, feed: Feed) -> FetchMemory:
        """Note which hub tells of what is new, if the feed names one."""
        hub, topic_url = subscribing.advertised(feed, fetched, self.source)
        if after.hub and not hub:
            subscribing.forget(self.c.store, self.source)
        return replace(after, hub=hub, topic_url=topic_url)

    def _is_pushed(self, after: FetchMemory, now: datetime) -> bool:
        """Have a subscription made or renewed where that is due; return whether the hub tells of news."""
        c = self.c
        if not after.hub:
            return False
        subscription = subscribing.subscribe(
            c.store,
            c.fetcher,
            c.clock,
            c.entropy,
            self.source,
            hub=after.hub,
            topic_url=after.topic_url,
            hook_url=c.hook_url,
        )
        return subscribing.is_pushed(subscription, after.times, now)


def _validators(fetched: Fetched) -> Validators:
    return answers.validators(fetched.headers, fetched.body)


def _without_archive(news: seen.News, archived: frozenset[str]) -> seen.News:
    """Return news where entries that a part of an index has had for long are old."""
    old = tuple(entry for entry in news.new if entry.id in archived)
    return replace(
        news, new=tuple(entry for entry in news.new if entry.id not in archived), old=news.old + old
    )
