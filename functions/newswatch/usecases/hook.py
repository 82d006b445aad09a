"""Hook: what hubs call. They verify that we want their pings, and ping; a ping has its source polled."""

import hmac
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from newswatch.errors import Conflict, QueueError, StorageError
from newswatch.model import SourceGroup, SourceId, State, Subscription
from newswatch.observe import logger
from newswatch.ports import Clock, Queues, Store
from newswatch.sources import urls, websub
from newswatch.sources.websub import Intent, Mode
from newswatch.usecases.spending import is_spent

TRIES = 5
"""Of a conditional write. Pings of one source that come at once are two writes; the rest find them done."""

_SOURCE = re.compile(r"[0-9a-f]{16}")
_TOKEN = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Hook:
    """What answering a hub needs."""

    store: Store
    queues: Queues
    clock: Clock
    monthly_limit: float = 0
    """What a month may cost, in US dollars; 0 for whatever it costs."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a hub is answered: a status of HTTP, and a text."""

    status: int
    text: str = ""


TAKEN = Reply(200)
NOT_OURS = Reply(404)
"""§5.3.1: "If the subscriber does not agree with the action"."""
GONE = Reply(410)
"""§7: the subscription has been deleted, and the hub may forget it."""


def verify(h: Hook, source: str, token: str, query: str) -> Reply:
    """Answer a hub that verifies our intent (§5.3), or refuses us (§5.2).

    Args:
        h: what it needs.
        source: of the callback's path, as are the next.
        token: likewise.
        query: of the request, as it came.

    Raises:
        StorageError: the table could not be read or written; the hub may try again.
    """
    intent = websub.intent(query)
    if intent is None or not _can_be(source, token):
        return NOT_OURS
    found = _ours(h, source, token)
    if found and not websub.is_same_topic(found.topic_url, intent.topic_url):
        found = None
    if intent.mode is Mode.DENIED:
        return _denied(h, found, intent) if found else NOT_OURS
    wanted = found is not None and _is_watched(h, found.source_id)
    if intent.mode is Mode.UNSUBSCRIBE:
        # We never ask for it, but what we don't want may go.
        return NOT_OURS if wanted else Reply(200, intent.challenge)
    if not found or not wanted:
        return NOT_OURS
    until = h.clock.now() + intent.lease
    if not _change(h, found, lambda now_there: replace(now_there, until=until)):
        return NOT_OURS
    logger.info("hub verified", source_id=found.source_id, lease_s=int(intent.lease.total_seconds()))
    return Reply(200, intent.challenge)


def ping(h: Hook, source: str, token: str, signature: str, body: bytes) -> Reply:
    """Have a source polled that its hub has news of (§7). At once, or at the end of the minute.

    A ping with a wrong signature, or none, is acknowledged and ignored (§7.1.2): who
    sends it learns nothing.

    Args:
        h: what it needs.
        source: of the callback's path, as is the next.
        token: likewise.
        signature: the header ``X-Hub-Signature``; empty for none.
        body: as it was sent.

    Raises:
        StorageError, QueueError: it could not be noted or handed on; the hub may try again.
    """
    found = _ours(h, source, token) if _can_be(source, token) else None
    if not found or not websub.is_pinging(found, h.clock.now()):
        return GONE
    if _is_ignored(h, found, signature, body):
        return TAKEN
    if not _is_watched(h, found.source_id):
        # Dropped, so that it is asked for anew as soon as somebody resumes the source.
        h.store.drop_subscription(found.source_id)
        return GONE
    for _ in range(TRIES):
        poll = websub.poll_for(found.pinged_at, h.clock.now())
        if poll is None:
            return TAKEN
        pinged = replace(found, pinged_at=poll.covers)
        try:
            h.store.save_subscription(pinged, found)
        except Conflict:
            # Most likely another ping, which may have ours covered.
            again = _ours(h, source, token)
            if again is None:
                return GONE
            found = again
            continue
        except StorageError as e:
            # It may have been written all the same, and would cover the hub's next try: poll for this one.
            logger.warning("ping not noted", source_id=found.source_id, error=str(e))
        _hand_on(h, found, pinged, poll.delay_s)
        return TAKEN
    raise Conflict("subscription")


def _is_ignored(h: Hook, found: Subscription, signature: str, body: bytes) -> bool:
    """Return whether nothing follows from a ping: it is not the hub's, or the month's limit is reached."""
    if not websub.is_signed(body, signature, found.secret):
        logger.warning("ping ignored", source_id=found.source_id, signed=bool(signature))
        return True
    if is_spent(h.store, h.clock.now(), h.monthly_limit):
        # What it is about stands in the feed when the schedule goes on.
        logger.info("ping ignored", source_id=found.source_id, signed=True, limit=h.monthly_limit)
        return True
    return False


def _hand_on(h: Hook, before: Subscription, pinged: Subscription, delay_s: int) -> None:
    try:
        h.queues.send_sources([SourceGroup((before.source_id,))], delay_s)
    except QueueError:
        try:
            # The hub tries again, and must not be told that a poll is under way.
            h.store.save_subscription(before, pinged)
        except StorageError as e:
            logger.warning("ping noted but not handed on", source_id=before.source_id, error=str(e))
        raise
    logger.info("pinged", source_id=before.source_id, delay_s=delay_s)


def _denied(h: Hook, found: Subscription, intent: Intent) -> Reply:
    now = h.clock.now()
    # From now on, so that it is not asked again for a day.
    _change(h, found, lambda now_there: replace(now_there, until=None, asked_at=now))
    logger.warning(
        "hub refused", source_id=found.source_id, hub=urls.without_secrets(found.hub), reason=intent.reason
    )
    return TAKEN


def _change(h: Hook, found: Subscription, change: Callable[[Subscription], Subscription]) -> bool:
    """Write a changed subscription, whatever else is written to it meanwhile; return whether it is there.

    Raises:
        StorageError: it could not be written; Conflict when too much else was.
    """
    there: Subscription | None = found
    for _ in range(TRIES):
        if there is None:
            return False
        try:
            h.store.save_subscription(change(there), there)
        except Conflict:
            there = _ours(h, found.source_id, found.token)
        else:
            return True
    raise Conflict("subscription")


def _can_be(source: str, token: str) -> bool:
    return bool(_SOURCE.fullmatch(source) and _TOKEN.fullmatch(token))


def _ours(h: Hook, source: str, token: str) -> Subscription | None:
    """Return the subscription that a callback's address stands for, if there is one."""
    found = h.store.subscription(SourceId(source))
    return found if found and hmac.compare_digest(found.token.encode(), token.encode()) else None


def _is_watched(h: Hook, source_id: SourceId) -> bool:
    source = h.store.sources_by_id([source_id]).get(source_id)
    return source is not None and source.state is State.ACTIVE
