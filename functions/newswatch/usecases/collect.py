"""Collect: poll a group of sources, hosts side by side, and one host's sources one after the other."""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta

from newswatch.model import FetchMemory, Source, SourceGroup, SourceId, State
from newswatch.observe import logger
from newswatch.ports import Deadline
from newswatch.sources import schedule, urls
from newswatch.usecases.polls import GAP_S, Collector, Poll

HOSTS_AT_ONCE = 10
"""Threads of one invocation. They wait for servers; parsing shares one core, about 10 ms a feed."""
FETCH_S = 20
"""What one more source may take: a fetch of 10 s, parsing of 5 s, the writes. Less left means leave it."""
WAITED_S = 5.0
"""A longer gap, as a site may ask for, is not waited out."""
LONGEST_DELAY_S = 60
"""Of a message about a host that is taken: SourceQueue keeps it 15 minutes, and two tries take 12."""


def collect(c: Collector, group: SourceGroup, deadline: Deadline, *, received: int = 1) -> None:
    """Poll the sources of a group: hosts side by side, one host's sources in turn.

    What fails, and what there is no time for, goes back into the queue: singly,
    so that a poison source stops only itself. A group that was received before,
    because its invocation died, is split at once.

    Raises:
        NewswatchError: a single source could not be worked off; the queue will bring it again.
    """
    if received > 1 and len(group.source_ids) > 1:
        c.queues.send_sources([_part(group, [source_id]) for source_id in group.source_ids])
        return
    sources = c.store.sources_by_id(group.source_ids)
    active = [
        sources[source_id]
        for source_id in group.source_ids
        if source_id in sources and sources[source_id].state is State.ACTIVE
    ]
    memories = c.store.fetch_memories([source.id for source in active])
    hosts: dict[str, list[Source]] = {}
    for source in active:
        hosts.setdefault(urls.host(source.url), []).append(source)
    with ThreadPoolExecutor(max_workers=HOSTS_AT_ONCE) as pool:
        # Leaving the block joins every thread: one that Lambda froze would go on in a later invocation.
        left = [pool.submit(_Host(c, group, of, memories, deadline).poll) for of in hosts.values()]
    failures = {source_id: error for future in left for source_id, error in future.result().items()}
    if len(group.source_ids) == 1:
        for error in failures.values():
            if error:
                raise error
    c.queues.send_sources([_part(group, [source_id]) for source_id in failures])


def _part(group: SourceGroup, ids: Sequence[SourceId]) -> SourceGroup:
    due = dict(zip(group.source_ids, group.due, strict=False))
    return SourceGroup(tuple(ids), tuple(due[each] for each in ids if each in due), group.shared_hosts)


@dataclass(frozen=True, slots=True)
class _Host:
    """The sources of a group that are on one host."""

    c: Collector
    group: SourceGroup
    sources: Sequence[Source]
    memories: Mapping[SourceId, FetchMemory]
    deadline: Deadline

    def poll(self) -> dict[SourceId, Exception | None]:
        """Poll them; return those that must come again, with the error if there was one."""
        host = urls.host(self.sources[0].url)
        try:
            if len(self.sources) == 1 and not self._may_meet(host):
                return self._poll_in_turn(GAP_S)
            return self._poll_alone(host)
        except Exception as e:  # noqa: BLE001 - the boundary of one host: the others go on
            logger.exception("host failed", host=host)
            return {source.id: e for source in self.sources}

    def _may_meet(self, host: str) -> bool:
        """Return whether others may be polled there at the same time: another source, or this one again."""
        due, now = dict(zip(self.group.source_ids, self.group.due, strict=False)), self.c.clock.now()
        # Whoever asks for a poll out of turn has not looked at the roster; a late one may meet the next.
        late = [now - due[s.id] > timedelta(seconds=schedule.LATE_S) for s in self.sources if s.id in due]
        return not late or any(late) or host in self.group.shared_hosts

    def _poll_alone(self, host: str) -> dict[SourceId, Exception | None]:
        """Poll them while no other invocation asks their host."""
        c, now = self.c, self.c.clock.now()
        gap_s = max(GAP_S, c.robots.delay_s(self.sources[0].url))
        until = now + timedelta(seconds=len(self.sources) * (FETCH_S + min(gap_s, WAITED_S)))
        free_at = c.store.reserve_host(host, until, now)
        if free_at > now:
            delay_s = min(int((free_at - now).total_seconds()) + 1, LONGEST_DELAY_S)
            delayed = _part(self.group, [source.id for source in self.sources])
            c.queues.send_sources([delayed], delay_s)
            return {}
        again = self._poll_in_turn(gap_s)
        free_at = c.clock.now() + timedelta(seconds=gap_s)
        # One among sources of other hosts comes from the schedule: its host's next ones come with a later
        # tick, when the reservation has ended by itself, and to give it back is not worth a write.
        is_one_of_a_tick = len(self.sources) == 1 and len(self.group.source_ids) > 1
        if not (is_one_of_a_tick and gap_s == GAP_S and free_at <= until):
            c.store.release_host(host, until, free_at)
        return again

    def _poll_in_turn(self, gap_s: float) -> dict[SourceId, Exception | None]:
        """Poll one after the other; return those that must come again.

        A gap that is too long to be waited out parts them for good: each has its own time from then on.
        """
        again: dict[SourceId, Exception | None] = {}
        due = dict(zip(self.group.source_ids, self.group.due, strict=False))
        for n, source in enumerate(self.sources):
            memory = self.memories.get(source.id, FetchMemory())
            if n and gap_s > WAITED_S:
                at = self.c.clock.now() + timedelta(seconds=n * gap_s)
                self.c.store.postpone(source, at, memory.interval_s or source.interval_s)
                continue
            if self.deadline.remaining_s() < FETCH_S + gap_s:
                again[source.id] = None
                continue
            if n:
                self.c.wait(gap_s)
            try:
                Poll(self.c, source, memory, due.get(source.id)).run()
            except Exception as e:  # noqa: BLE001 - the boundary of one source: the others go on
                logger.exception("source failed", source_id=source.id)
                again[source.id] = e
        return again
