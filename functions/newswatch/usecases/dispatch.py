"""Dispatch: have polled what is due, and have woken who has something to send."""

from dataclasses import asdict, dataclass
from datetime import timedelta

from newswatch.observe import logger
from newswatch.ports import Clock, Entropy, Queues, Store, Ticks
from newswatch.sources import schedule

LEASE_S = 90
"""Longer than the function's timeout of 60 s: who holds a claim after that is dead."""


ANNOUNCED_BY = timedelta(minutes=2)
"""A change is announced seconds after it is made; after this, its message was lost or Slack was away."""


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


def dispatch(store: Store, queues: Queues, clock: Clock, entropy: Entropy) -> Dispatched:
    """Send on what has become due since the last tick that was finished.

    The stretch of time is claimed before anything is sent and finished after: of
    two ticks at once one sends, and a tick that died is made up for by the next
    one after its lease.
    """
    since = store.ticks_done()
    # After the first answer of the table, which tells what time it is there.
    now = clock.now()
    due = [entry for entry in store.roster() if schedule.is_due(entry, since, now)]
    groups = schedule.groups(due)
    if groups:
        ticks = Ticks(since, now, entropy.token())
        if store.claim_ticks(ticks, LEASE_S):
            queues.send_sources(groups)
            store.finish_ticks(ticks)
        else:
            groups, due = [], []
    retries = store.retries(now)
    queues.wake(retries, retry=True)
    channels = [channel for channel in store.channels_with_outbox() if channel not in retries]
    queues.wake(channels)
    changes = store.unannounced(now - ANNOUNCED_BY)
    queues.follow_up(changes)
    done = Dispatched(len(due), len(groups), len(channels), len(retries), len(changes))
    logger.info("dispatched", **asdict(done))
    return done
