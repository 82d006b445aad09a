"""Status: how Newswatch is, for the people who can do something about it."""

from collections.abc import Mapping
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
        waiting=queues.waiting(),
    )
