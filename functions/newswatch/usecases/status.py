"""Status: how Newswatch is, for the people who can do something about it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from newswatch.model import ChannelId, State
from newswatch.ports import Queues, Store


@dataclass(frozen=True, slots=True)
class Status:
    """What is watched, what fails, what is parked, and what waits."""

    sources: int
    failing: tuple[tuple[str, str], ...]
    """Name and error of each source that could not be read last time."""
    topics: int
    parked: tuple[tuple[ChannelId, str], ...]
    """Channel and reason of each post that waits for a person."""
    waiting: Mapping[str, int]
    """Roughly how many messages each queue holds."""
    held_up: tuple[tuple[ChannelId, str], ...] = ()
    """Channel and reason where Slack did not take the first post of an outbox."""


def status(store: Store, queues: Queues) -> Status:
    """Return how things are now."""
    sources = [source for source in store.sources() if source.state is State.ACTIVE]
    memories = store.fetch_memories([source.id for source in sources])
    failing = ((s.name, memories[s.id].error) for s in sources if s.id in memories and memories[s.id].error)
    return Status(
        sources=len(sources),
        failing=tuple(sorted(failing)),
        topics=sum(topic.state is State.ACTIVE for topic in store.topics()),
        parked=tuple((post.channel, post.reason) for post in store.parked()),
        held_up=tuple(_held_up(store)),
        waiting=queues.waiting(),
    )


def _held_up(store: Store) -> Iterator[tuple[ChannelId, str]]:
    for channel in store.channels_with_outbox():
        for row in store.outbox(channel, limit=1):
            post = store.post(channel, row.story_id)
            if post and post.reason:
                yield channel, post.reason
