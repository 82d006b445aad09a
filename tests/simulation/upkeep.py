"""How sources are asked, and what those who added them are told: the judge's part about feeds."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from itertools import groupby, pairwise
from typing import Any

from builders import ALICE

from newswatch.model import SourceId
from newswatch.sources.urls import host
from simulation.faults import OLD, VERSIONS
from simulation.newsroom import Poll, Site
from simulation.world import World

GONE, FORSAKEN, FAILS, WELL = "gone", "forsaken", "fails", "well"
SAID = {"is gone": GONE, "✕": FORSAKEN, "fails": FAILS, "can be read again": WELL}
"""What notices say; the first that fits counts."""
DAY, MONTH = timedelta(days=1), timedelta(days=30)
NEXT_TRY = timedelta(hours=3)
"""How long after a day the try may be after which owners are told; what goes wrong may make it later."""
GAP = timedelta(seconds=0.95)
"""Between two requests to a host that several sources share: a second, less what clocks differ."""
SENT_BEFORE = timedelta(minutes=15)
"""For so long messages about sources are kept."""
ANSWERED = timedelta(minutes=30)
"""Within that a ping has led to a poll, the message's second delivery included."""
MINUTE = timedelta(minutes=1)
FLOOD = 3
"""Polls of one source in a minute: its turn, the ping before, and the ping after; some come twice."""
HELD = 4
"""Answers by way of a redirect after which it counts for good: two, and some whose memory may get lost."""


@dataclass
class Outage:
    """A row of polls that failed."""

    since: datetime
    until: datetime
    """Of the last one that failed."""
    over: bool

    @property
    def length(self) -> timedelta:
        return self.until - self.since


class Upkeep:
    """Looks at a world that has come to rest."""

    def __init__(
        self, world: World, said: Mapping[str, Sequence[tuple[str, Any, str]]], *, strict: bool
    ) -> None:
        """``said`` is every message by its post's id; ``strict`` where at most one thing went wrong."""
        self._world, self._strict = world, strict
        self._calm = strict and not world.struck and not world.pair
        self._is_lost = world.sqs.expired[world.urls["commands"]] > 0
        """Whether news of a source may have failed twice, and then not have waited for a third try."""
        self.notices: dict[str, list[tuple[datetime, str]]] = defaultdict(list)
        """What was said of each source, by its first address, and when."""
        self.posts: set[str] = set()
        """Which posts say it."""
        for post_id, told in said.items():
            channel, _, story = post_id.partition(".")
            if channel == ALICE and story.startswith("change-"):
                for _, message, text in told:
                    self._read(post_id, float(message.ts), text)

    def _read(self, post_id: str, ts: float, text: str) -> None:
        kind = next((kind for words, kind in SAID.items() if words in text), "")
        for url, name in self._world.facts.papers.items():
            if kind and name in text:
                self.notices[url].append((datetime.fromtimestamp(ts, UTC), kind))
                self.posts.add(post_id)

    def violations(self) -> Iterator[str]:
        """Yield what operators of sites, or those who added sources, would object to."""
        yield from (f"I3 {url} was asked for, against its site's wish" for url in self._world.web.intruded)
        # The deployed version tells nobody of sources, and does not know of hosts.
        is_mixed = any(struck.startswith(f"{OLD}@") for struck in self._world.struck)
        if is_mixed or not self._world.plan.world.isdisjoint(VERSIONS):
            return
        for url, name in self._world.facts.papers.items():
            site, told = self._world.web.sites[url], sorted(self.notices[url])
            yield from (f"{violation} {name}" for violation in self._ended(site, told))
            yield from (f"{violation} {name}" for violation in self._outages(site, told))
            yield from (f"{violation} {name}" for violation in self._asked(site))
        yield from self._spaced()
        yield from self._pinged()

    # --- What owners are told -----------------------------------------------------------------------

    def _ended(self, site: Site, told: Sequence[tuple[datetime, str]]) -> Iterator[str]:
        """Who added a source is told once that it is gone, or given up; it is asked for no more."""
        is_gone = any(poll.status == HTTPStatus.GONE for poll in site.polls)
        is_forsaken = any(outage.length >= MONTH for outage in outages(site.polls))
        for kind, wanted in ((GONE, is_gone), (FORSAKEN, is_forsaken)):
            count = [what for _, what in told].count(kind)
            if count > wanted or (count < wanted and not self._is_lost):
                yield f"I1 its owner was told {count} times, not {int(wanted)}, of what is {kind}:"
        for at, kind in told:
            if kind in {GONE, FORSAKEN} and site.polls[-1].at > at:
                yield f"I6 {kind}, and asked for all the same:"

    def _outages(self, site: Site, notices: Sequence[tuple[datetime, str]]) -> Iterator[str]:
        """Who added it is told once of each outage of a day, and once that it is over."""
        found = outages(site.polls)
        slack = NEXT_TRY if self._strict else 2 * NEXT_TRY
        least = 0 if self._is_lost else sum(DAY + slack <= outage.length < MONTH for outage in found)
        most = sum(outage.length >= DAY - MINUTE for outage in found)
        failed = [at for at, kind in notices if kind == FAILS]
        told, well = len(failed), sum(kind == WELL for _, kind in notices)
        if not least <= told <= most:
            yield f"I1 its owner was told {told} times, not {least} to {most}, of outages of"
        is_down = bool(failed) and not found[-1].over and failed[-1] >= found[-1].since
        if well > told - is_down or (well < told - is_down and not self._is_lost):
            yield f"I1 its owner was told {told} times of an outage, and {well} times of its end:"
        source_id = SourceId(self._world.facts.sources[site.url])
        source = self._world.store.sources_by_id([source_id])[source_id]
        if source.trouble and site.polls[-1].is_success:
            yield f"I3 well, and said to fail: {source.trouble!r}"

    # --- How sites are asked -------------------------------------------------------------------------

    def _asked(self, site: Site) -> Iterator[str]:
        """A redirect that holds is believed, and pings in a crowd cost no more than one."""
        by_way = [p for p in site.polls if site.moved_at and p.at > site.moved_at and p.url != site.moved_to]
        held = sum(poll.status == HTTPStatus.OK for poll in by_way)
        if by_way and by_way[-1] is site.polls[-1] and self._strict and held >= HELD:
            yield f"I6 asked for at its old address, which has led elsewhere {held} times:"
        if self._strict and any(
            later.at - poll.at < MINUTE
            for poll, later in zip(site.polls, site.polls[FLOOD + 1 :], strict=False)
        ):
            yield f"I3 asked for more than {FLOOD} times within a minute:"

    def _spaced(self) -> Iterator[str]:
        """A host that several sources share is asked by one at a time, with a pause in between.

        Who was sent before it was shared, or from a roster that was read a moment late, does not know that it
        is; and who has it to itself, be it by another address since or because the others are gone, may come
        twice by a message that does.
        """
        hosts: defaultdict[str, list[tuple[datetime, str]]] = defaultdict(list)
        for url, site in self._world.web.sites.items():
            for poll in site.polls:
                hosts[host(poll.url)].append((poll.at, url))
        for name, asked in hosts.items():
            asked.sort()
            begun = next((at for at, url in asked if url != asked[0][1]), asked[-1][0])
            known = ((at, url) for at, url in asked if at >= begun + SENT_BEFORE)
            for (at, url), (later, other) in pairwise(known):
                if later - at < GAP and (url != other or self._is_shared(url, asked, later)):
                    yield f"I3 {name} was asked twice within {(later - at).total_seconds():.2f} s"

    def _is_shared(self, url: str, asked: Sequence[tuple[datetime, str]], at: datetime) -> bool:
        """Return whether a host is still asked for another source than this one."""
        return any(
            other != url and (polled >= at or self._world.web.sites[other].status != HTTPStatus.GONE)
            for polled, other in asked
        )

    def _pinged(self) -> Iterator[str]:
        """What a hub tells of is polled soon, and what somebody else tells of is not."""
        if not self._strict or any(struck.startswith("unreachable") for struck in self._world.struck):
            return
        for ping in self._world.hub.pings:
            polls = [poll.at for poll in self._world.web.sites[ping.site].polls]
            if ping.genuine and not any(ping.at <= at <= ping.at + ANSWERED for at in polls):
                yield f"I1 nobody has looked after a ping of {ping.at:%d %H:%M:%S}: {ping.site}"
            if self._calm and not ping.genuine and any(ping.at <= at <= ping.at + 2 * MINUTE for at in polls):
                yield f"I3 a forged ping had {ping.site} polled"


def outages(polls: Sequence[Poll]) -> list[Outage]:
    """Return the rows of polls that failed, in order."""
    found: list[Outage] = []
    for succeeded, row in groupby(polls, key=lambda poll: poll.is_success):
        if succeeded:
            for outage in found[-1:]:
                outage.over = True
        else:
            times = [poll.at for poll in row]
            found.append(Outage(times[0], times[-1], over=False))
    return found
