"""What carries out commands works with, and what it returns."""

from collections.abc import Callable
from dataclasses import dataclass

from newswatch.errors import NeedsTime
from newswatch.model import Identity
from newswatch.ports import Clock, Deadline, Entropy, Finder, Lists, People, Queues, Store, Views
from newswatch.slack.asked import Asked
from newswatch.slack.views.blocks import Answer
from newswatch.usecases.polls import Collector
from newswatch.usecases.sight import Sight


@dataclass(frozen=True, slots=True)
class Commander:
    """What commands work with."""

    store: Store
    queues: Queues
    clock: Clock
    entropy: Entropy
    people: People
    finder: Finder
    token_parameter: str
    views: Views
    deadline: Deadline | None = None
    """None where somebody waits for the answer: what takes long is put off."""
    collector: Collector | None = None
    """Takes in what a new source has; None where there is no deadline."""
    lists: Lists | None = None
    """Brings in and takes out lists of sources; None where there is no deadline."""
    kept: Store | None = None
    """The store, with the articles that were read for others lately; None where there is no deadline."""
    identity: Callable[[], Identity] | None = None
    """Tells whose token we have. Raises SecretError, SlackError. None where there is no deadline."""
    monthly_limit: float = 0
    """What a month may cost, in US dollars; 0 for whatever it costs."""

    def time(self) -> Deadline:
        """Return how long a deed may take. Raises NeedsTime where somebody waits."""
        if self.deadline is None:
            raise NeedsTime
        return self.deadline

    def slow_queues(self) -> Queues | None:
        """Return the queues; None where somebody waits, where those of sources and entries are not known."""
        return self.queues if self.deadline else None

    def reading(self) -> Store:
        """Return the store to read the articles of the last days from. Raises NeedsTime."""
        if self.kept is None:
            raise NeedsTime
        return self.kept

    def sight(self, asked: Asked) -> Sight:
        """Return what the person who asks may see and change."""
        return Sight(self.people, asked.user, asked.channel)


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer, and the change of a topic that it tells of."""

    answer: Answer
    seq: int = 0
    """Position of the change; 0 when nothing was changed."""
    then: Asked | None = None
    """What else follows, for ``command`` to do."""
