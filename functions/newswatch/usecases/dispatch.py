"""Dispatch: have polled what is due, and have woken who has something to send."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from itertools import groupby

from newswatch.model import Entry, EntryGroup, Reread
from newswatch.observe import logger
from newswatch.ports import Clock, Entropy, Queues, Store, Ticks
from newswatch.sources import schedule
from newswatch.usecases.spending import watch_spending

LEASE_S = 90
"""Longer than the function's timeout of 60 s: who holds a claim after that is dead."""


ANNOUNCED_BY = timedelta(minutes=2)
"""A change is announced seconds after it is made; after this, its message was lost or Slack was away."""
AGAIN_AT_ONCE = 100
"""Pages that a tick has read again, in ten invocations of match or more; the others come with the next."""
TOGETHER_S = 300
"""The times of one page's tries are further apart than that, so that none is taken for the next."""


@dataclass(frozen=True, slots=True)
class Dispatched:
    """What a tick did."""

    sources: int
    groups: int
    channels: int
    retries: int = 0
    """Channels whose parked posts are tried again."""
    changes: int = 0
    """Those whose channels should have been told by now."""
    rereads: int = 0
    """Pages that are read again."""
    stopped: bool = False
    """Whether no source is polled because the month's limit is reached."""


def dispatch(
    store: Store, queues: Queues, clock: Clock, entropy: Entropy, monthly_limit: float = 0
) -> Dispatched:
    """Send on what has become due since the last tick that was finished.

    The stretch of time is claimed before anything is sent and finished after: of
    two ticks at once one sends, and a tick that died is made up for by the next
    one after its lease.

    While the month's limit is reached, no source is sent and no tick is finished: in
    the next month, or when the limit is raised, each source that was due meanwhile is
    polled once, as after any other standstill. What was found before goes on, pages
    that are to be read again too: they are few, and forgotten after a week.

    Args:
        store: the store.
        queues: the queues.
        clock: the time.
        entropy: names the claim.
        monthly_limit: what a month may cost, in US dollars; 0 for whatever it costs.
    """
    since = store.ticks_done()
    # After the first answer of the table, which tells what time it is there.
    now = clock.now()
    stopped = watch_spending(store, queues, now, monthly_limit)
    sources, groups = (0, 0) if stopped else _send_sources(store, queues, entropy, since, now)
    retries = store.retries(now)
    queues.wake(retries, retry=True)
    channels = [channel for channel in store.channels_with_outbox(now) if channel not in retries]
    queues.wake(channels)
    changes = store.unannounced(now - ANNOUNCED_BY)
    queues.follow_up(changes)
    rereads = store.rereads(now, AGAIN_AT_ONCE)
    queues.send_entries(list(_grouped(rereads)))
    for reread in rereads:
        store.drop_reread(reread)
    done = Dispatched(
        sources, groups, len(channels), len(retries), len(changes), len(rereads), stopped=stopped
    )
    logger.info("dispatched", **asdict(done))
    return done


def _send_sources(
    store: Store, queues: Queues, entropy: Entropy, since: datetime, now: datetime
) -> tuple[int, int]:
    """Send the sources that are due, if nobody else does; return how many, and in how many groups."""
    roster = store.roster()
    due = [entry for entry in roster if schedule.is_due(entry, since, now)]
    groups = schedule.groups(due, now, roster)
    ticks = Ticks(since, now, entropy.token()) if groups else None
    if ticks is None or not store.claim_ticks(ticks, LEASE_S):
        return 0, 0
    queues.send_sources(groups)
    if since.date() < now.date():
        # Asked for before the ticks are finished: should we die here, the next one asks again.
        queues.look_for_silence(now.date())
    store.finish_ticks(ticks)
    return len(due), len(groups)


def _grouped(rereads: Iterable[Reread]) -> Iterator[EntryGroup]:
    """Yield the pages by source, those of a baseline apart; together what was due at about the same time."""

    def kind(reread: Reread) -> tuple[str, bool, float]:
        return reread.source_id, reread.baseline, reread.due.timestamp() // TOGETHER_S

    for _, alike in groupby(sorted(rereads, key=kind), key=kind):
        *others, last = sorted(alike, key=lambda reread: reread.due)
        entries = tuple(Entry(id=r.article_id, url=r.url, title="") for r in (*others, last))
        yield EntryGroup(last.source_id, entries, baseline=last.baseline, found_at=last.due, again=True)
