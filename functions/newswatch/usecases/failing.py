"""Failing: why a message has become a dead letter, written down for ``/watch status``."""

import re
from datetime import datetime
from hashlib import blake2b

from newswatch.errors import NewswatchError
from newswatch.model import Failure
from newswatch.ports import Clock, Store
from newswatch.posts import Post
from newswatch.sources import urls

CHANNELS = "channels"
"""What status calls the queue of wake-ups."""
WHY_CHARS = 300
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://[^\s<>\"']+", re.IGNORECASE)


def note_failure(
    store: Store, clock: Clock, error: Exception, *, queue: str, body: str, about: str, logs: str
) -> None:
    """Write down why a message has failed for the last time. Raises StorageError.

    Args:
        store: the store.
        clock: the time.
        error: what came of the last try.
        queue: what status calls the message's queue.
        body: of the message. Only a digest of it is kept: it may hold what opens something.
        about: what it is about; "" where it does not say.
        logs: where there is more about a bug.
    """
    why = in_words(error, logs)
    told = f"{about}: {why}" if about else why
    store.note_failure(Failure(queue, _digest(body), told[:WHY_CHARS], clock.now()))


def note_buried(store: Store, post: Post, reason: str, now: datetime) -> None:
    """Write down why the wake-up of a post's channel is put among the dead letters. Raises StorageError."""
    why = f"channel {post.channel}: {without_addresses(reason)}"
    store.note_failure(Failure(CHANNELS, _digest(post.id), why[:WHY_CHARS], now))


def in_words(error: Exception, logs: str) -> str:
    """Return what an error says to people. Of one that is not ours nobody knows what its text holds."""
    if isinstance(error, NewswatchError):
        return without_addresses(str(error))
    return f"{type(error).__name__}, a bug: see the logs of {logs}."


def without_addresses(text: str) -> str:
    """Return a text with hosts in the place of addresses, which may open something by any part of theirs."""
    return _ADDRESS.sub(lambda found: _host(found[0]), text)


def _host(url: str) -> str:
    try:
        return urls.host(url) or "an address"
    except ValueError:
        return "an address"


def _digest(text: str) -> str:
    return blake2b(text.encode("utf-8", "replace"), digest_size=16).hexdigest()
