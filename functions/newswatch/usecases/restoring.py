"""Restoring: have a setup again that was kept. What is there stays, unless it is to be replaced.

Each step of its plan is a change of its own: a restore that was interrupted finds what it did, and goes on
with the rest.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from newswatch.errors import Conflict, NewswatchError
from newswatch.model import ChannelSettings, SavedSet, Source, State, Topic, UserId
from newswatch.ports import Clock, Store
from newswatch.query import parse
from newswatch.query.sets import parse_set
from newswatch.query.syntax import sets_of
from newswatch.usecases.changes import TRIES
from newswatch.usecases.findings import SourceChanged
from newswatch.usecases.queries import read_query_as_of
from newswatch.usecases.restore_plan import Fate, Problem, Step
from newswatch.usecases.set_uses import read_uses
from newswatch.usecases.source_settings import see_to


@dataclass(frozen=True, slots=True)
class Restored:
    """What became of a plan."""

    done: tuple[Step, ...]
    failed: tuple[Problem, ...]
    """What somebody else has changed in between, or has got what it needs."""


def restore(
    store: Store,
    clock: Clock,
    steps: Sequence[Step],
    *,
    who: UserId,
    on_progress: Callable[[int, int], None] | None = None,
) -> Restored:
    """Take the steps of a plan that has no problems. Nobody is told of them, and nothing is polled at once.

    A source that is new has its place in the roster, so that all of them are read within an interval,
    spread over it; its first reading is its baseline. One that comes back is asked for what it has had since.

    Raises:
        StorageError: the table cannot be reached; what was done until then stays.
    """
    done: list[Step] = []
    failed: list[Problem] = []
    for step in _in_order(steps):
        try:
            _take(store, clock, step, who)
        except Conflict:
            failed.append(Problem(step.wanted, "Somebody is changing it just now. The same command goes on."))
        except NewswatchError as e:
            if e.transient:
                raise
            failed.append(Problem(step.wanted, str(e)))
        else:
            done.append(step)
        if on_progress:
            on_progress(len(done) + len(failed), len(steps))
    return Restored(tuple(done), tuple(failed))


def _in_order(steps: Sequence[Step]) -> list[Step]:
    """Return steps so that a saved set comes after those that it uses."""
    sets = {step.becomes.name: step for step in steps if isinstance(step.becomes, SavedSet)}
    uses = {
        name: sets_of(parse(step.becomes.query).root) & sets.keys()
        for name, step in sets.items()
        if isinstance(step.becomes, SavedSet)
    }
    ordered: list[Step] = []
    placed: set[str] = set()
    while len(placed) < len(sets):
        ready = [name for name in sets if name not in placed and uses[name] <= placed]
        # They were checked to use none that uses them.
        assert ready
        ordered += [sets[name] for name in ready]
        placed.update(ready)
    first = [step for step in steps if isinstance(step.becomes, ChannelSettings | Source)]
    return [*first, *ordered, *(step for step in steps if isinstance(step.becomes, Topic))]


def _take(store: Store, clock: Clock, step: Step, who: UserId) -> None:
    what = "set" if step.fate is Fate.DIFFERENT else "add"
    match step.becomes:
        case ChannelSettings() as settings:
            store.save_settings(settings, who, clock.now(), what)
        case Source() as source:
            change = store.save_source(source, who, clock.now(), what)
            if isinstance(step.was, Source) and isinstance(change.snapshot, Source):
                _follow(store, clock, SourceChanged(change.snapshot, what, change.seq, step.was))
        case SavedSet() as saved:
            _save_set(store, clock, saved, who, what)
        case Topic() as topic:
            _save_topic(store, clock, topic, who, what)


def _follow(store: Store, clock: Clock, done: SourceChanged) -> None:
    """See to what follows from a change of a source; one that is read again is so in its turn."""
    source, was = done.source, done.before
    assert was is not None
    memory = store.fetch_memories([source.id]).get(source.id)
    if memory and source.state is State.ACTIVE is not was.state:
        if memory.failures or memory.told:
            store.remember_fetch(source.id, replace(memory, failures=0, failing_since=None, told=False))
        if memory.not_before and memory.not_before > clock.now():
            store.postpone(source, memory.not_before, memory.interval_s or source.interval_s)
    # As if it had been read before: with many that come back, none is polled at once.
    see_to(store, None, clock, replace(done, before=replace(was, state=source.state)))


def _save_set(store: Store, clock: Clock, saved: SavedSet, who: UserId, what: str) -> None:
    for left in reversed(range(TRIES)):
        uses = read_uses(store)
        parse_set(saved.name, saved.query, uses.sets)
        try:
            store.save_set(saved, who, clock.now(), what, after=uses.seq)
        except Conflict:
            if not left:
                raise
        else:
            return


def _save_topic(store: Store, clock: Clock, topic: Topic, who: UserId, what: str) -> None:
    for left in reversed(range(TRIES)):
        _, after = read_query_as_of(store, topic.query)
        try:
            store.save_topic(topic, who, clock.now(), what, after=after)
        except Conflict:
            if after is None or not left:
                raise
        else:
            return
