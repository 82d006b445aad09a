"""One run after another: a scenario, what goes wrong in it, and whether it ends well."""

import random
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from math import ceil
from typing import Any

from simulation.faults import (
    MESSAGES,
    NEW_FIRST,
    OLD,
    OLD_FIRST,
    OLD_ONLY,
    PROCESSES,
    WORLDS,
    Call,
    Dice,
    Fault,
    NoRun,
    Plan,
    at_call,
    distinct,
    parse,
)
from simulation.generated import generated
from simulation.judge import Judge
from simulation.logbook import kept
from simulation.material import long_digests
from simulation.process import Process
from simulation.scenarios import BRIEFLY, SCENARIOS
from simulation.scheduling import Beside, Pair
from simulation.web import parsed_once
from simulation.world import Stuck, World

POISON_H = 4
"""What is received five times, 18 minutes apart, and as a group before, is a dead letter by then."""
CHANGING = frozenset(
    {
        *("put_item", "update_item", "delete_item", "transact_write_items"),
        *("send_message_batch", "chat.postMessage", "chat.update"),
    }
)
HARD = ("crash-before", "crash-after", "lost")
"""What is tried beside something else; to the product, the others behave as one of these."""
AT_SLACK = ("429:3600", "unavailable", "late", "late-crash", "invalid-blocks", "rejected")
"""The same of what Slack does; one of each kind that the product tells apart."""
POSTS = frozenset({"chat.postMessage", "chat.update", "conversations.history", "conversations.replies"})
TURNS = 7
"""At so many of its calls a worker gives way to the other one, unless all are asked for."""
PAIR = 3
"""Numbers of a pair: the delivery, and the calls of the one and of the other."""
ALIKE, ALIKE_ELSEWHERE = 2, 1
"""How many invocations of the same calls are tried in a scenario; and in all of them together how many
calls, and deliveries, to which the same calls led."""
MEETINGS = (Beside.NEXT, Beside.WAKE)
Mutant = Callable[[Process], None]
Shape = tuple[str, ...]
"""The calls of an invocation."""


@dataclass
class Outcome:
    """What came of a run."""

    name: str
    violations: list[str]
    calls: list[Call] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)
    world: World | None = None
    reached: tuple[bool, bool] = (False, False)

    def missed(self) -> str:
        """Return those of its name's faults that had no place to strike; none of a pair that met."""
        named = Run.parse(self.name)
        if named.pair:
            return "" if self.reached[0] else self.name.partition(":")[2]
        struck = set(self.struck)
        return ", ".join(
            str(fault)
            for fault in named.faults
            if fault.place != "w" and f"{fault.kind}@{fault.place}{fault.at}" not in struck
        )


@dataclass(frozen=True)
class Run:
    """What a run's name says."""

    scenario: str
    faults: tuple[Fault, ...] = ()
    pair: Pair | None = None
    seed: int | None = None

    @classmethod
    def parse(cls, name: str) -> "Run":
        """Read a name.

        ``small``, ``small:lost*3@c17,twice@m2``, ``small:pair@3.4.5``, ``syndicated:next@7.4.5``,
        ``seed:4711,ttl-late@w``.

        Raises:
            NoRun: it is none, in words.
        """
        scenario, _, rest = name.partition(":")
        if scenario == "seed":
            number, _, rest = rest.partition(",")
            if not number.isdecimal():
                raise NoRun(f"not the number of a seed: {number}")
            faults = parse(rest)
            if any(fault.place != "w" for fault in faults):
                raise NoRun(
                    f"a seed draws its own faults; beside it goes only what is in the whole run: {rest}"
                )
            return cls(scenario, faults, seed=int(number))
        if scenario not in SCENARIOS:
            raise NoRun(f"no scenario: {scenario}. There are {', '.join(SCENARIOS)}, and seed")
        beside, at, where = rest.partition("@")
        if at and beside in {*Beside}:
            numbers = where.split(".")
            if len(numbers) != PAIR or not all(number.isdecimal() and int(number) for number in numbers):
                raise NoRun(f"not a delivery and two calls, as in {beside}@3.4.5: {rest}")
            one, i, j = map(int, numbers)
            return cls(scenario, pair=Pair(one, i, j, Beside(beside)))
        return cls(scenario, parse(rest))


def run(name: str, mutant: Mutant | None = None) -> Outcome:
    """Run what a name says.

    Raises:
        NoRun: it says nothing that is known; see ``Run``.
        NotHere: it needs the version that counts as deployed, which is not in this clone.
    """
    named = Run.parse(name)
    if named.seed is not None:
        return _seed(name, named.seed, named.faults, mutant)
    world = World(Plan(named.faults))
    world.pair = named.pair
    return _run(name, world, SCENARIOS[named.scenario], mutant, strict=len(named.faults) < 2)


def _seed(name: str, seed: int, faults: Sequence[Fault], mutant: Mutant | None) -> Outcome:
    rng = random.Random(seed)
    rate = rng.choice((0.0, 0.005, 0.01, 0.02, 0.05))
    world_faults = [kind for kind in WORLDS if rng.random() < 0.15] + [fault.kind for fault in faults]
    world = World(Dice(random.Random(rng.random()), rate, world_faults), order=random.Random(rng.random()))
    return _run(name, world, lambda w: generated(w, rng), mutant, strict=False)


def _run(
    name: str, world: World, scenario: Callable[[World], Any], mutant: Mutant | None, *, strict: bool
) -> Outcome:
    world.mutate = mutant
    with parsed_once(), kept(world.logbook), long_digests():
        try:
            scenario(world)
            finish(world)
            violations = Judge(world, strict=strict).violations()
        except Stuck as e:
            violations = [f"I6 {e}", *Judge(world, strict=strict).violations()]
    return Outcome(
        name,
        violations,
        world.calls,
        world.messages,
        world.struck,
        world,
        getattr(world, "pair_reached", (False, False)),
    )


def finish(world: World) -> None:
    """Let everything that is on its way arrive, with nothing going wrong any more."""
    world.plan.calm()
    world.settle()
    if any(struck.startswith("rejected") for struck in world.struck):
        world.redrive()
        world.settle()
    for _ in range(POISON_H):
        if len(world.dead_letters()) >= len(world.poisoned):
            break
        world.wait(1)
    # Past every lease.
    world.advance(minutes=5)
    world.settle()
    world.outlast()


def all_singles() -> Iterator[str]:
    """Yield the names of the runs of all scenarios in which one thing goes wrong, of those that differ."""
    elsewhere: Counter[Shape] = Counter()
    copied: Counter[Shape] = Counter()
    for scenario in SCENARIOS:
        yield from singles(scenario, every=False, elsewhere=elsewhere, copied=copied)


def singles(
    scenario: str,
    *,
    every: bool = True,
    elsewhere: Counter[Shape] | None = None,
    copied: Counter[Shape] | None = None,
) -> Iterator[str]:
    """Yield the names of every run of a scenario in which one thing goes wrong, or of those that differ."""
    yield scenario
    yield from dict.fromkeys(at_calls(scenario, every=every, elsewhere=elsewhere))
    for delivery in deliveries(scenario, copied):
        for kind in MESSAGES:
            yield f"{scenario}:{Fault(kind, 'm', int(delivery.partition(':')[2]))}"
    calm = run(scenario)
    processes = calm.world.process_count if calm.world else 0
    for number in range(1, processes + 1):
        for kind in PROCESSES:
            yield f"{scenario}:{Fault(kind, 'p', number)}"
    for kind in WORLDS:
        yield f"{scenario}:{Fault(kind, 'w')}"


def at_calls(
    scenario: str,
    mutant: Mutant | None = None,
    which: str = "",
    *,
    every: bool = True,
    elsewhere: Counter[Shape] | None = None,
) -> Iterator[str]:
    """Yield the names of the runs in which something goes wrong at one of the calls that ``which`` is in."""
    invocation = 0
    calls = list(telling(run(scenario, mutant).calls, every=every, elsewhere=elsewhere))
    if scenario in BRIEFLY and not every and not which:
        yield from (f"{scenario}:{fault}" for fault in hard(calls))
        yield from (f"{scenario}:{fault}" for fault in hard(calls, AT_SLACK, POSTS))
        return
    for call in calls:
        first, invocation = call.invocation != invocation, call.invocation
        if which in str(call):
            for kind, times in at_call(call) if every else distinct(call, first=first):
                yield f"{scenario}:{Fault(kind, 'c', call.number, times)}"


def telling(
    calls: Sequence[Call], *, every: bool = False, elsewhere: Counter[Shape] | None = None
) -> Iterator[Call]:
    """Yield the calls at which it is worth while to see what happens.

    Of invocations that make the same calls the first ones do: a channel that refuses a post
    every five minutes does so each time in the same way. With ``every`` this goes for idle ticks alone.

    Args:
        calls: of an undisturbed run.
        every: see above.
        elsewhere: counts how often each way to a call was taken in several scenarios, if that matters.
    """
    alike: Counter[Shape] = Counter()
    for _, group in groupby(calls, key=lambda call: call.invocation):
        made = list(group)
        shape = tuple(map(str, made))
        alike[shape] += 1
        if alike[shape] > ALIKE and (not every or made[0].stage == "dispatch"):
            continue
        for n, call in enumerate(made, start=1):
            # What a process does about a fault follows from what it has done until then.
            if elsewhere is None or _is_new(shape[:n], elsewhere):
                yield call


def _is_new(shape: Shape, elsewhere: Counter[Shape], most: int = ALIKE_ELSEWHERE) -> bool:
    elsewhere[shape] += 1
    return elsewhere[shape] <= most


def all_versions(scenarios: Iterable[str]) -> Iterator[str]:
    """Yield the names of the runs of ``versions``, of those that differ."""
    elsewhere: Counter[Shape] = Counter()
    for scenario in scenarios:
        yield from versions(scenario, elsewhere=elsewhere)


def versions(scenario: str, *, every: bool = False, elsewhere: Counter[Shape] | None = None) -> Iterator[str]:
    """Yield the names of every run of a scenario in which two versions work side by side.

    One process is of the other version, or they take turns; and while they do, one thing goes wrong.
    Nothing where the other version breaks a promise by itself: that has been mended since.
    """
    if run(f"{scenario}:{Fault(OLD_ONLY, 'w')}").violations:
        return
    calm = run(scenario)
    for number in range(1, (calm.world.process_count if calm.world else 0) + 1):
        yield f"{scenario}:{Fault(OLD, 'p', number)}"
    for kind in (OLD_FIRST, NEW_FIRST):
        both = Fault(kind, "w")
        yield f"{scenario}:{both}"
        if scenario not in BRIEFLY or every:
            calls = list(telling(run(f"{scenario}:{both}").calls, elsewhere=elsewhere))
            yield from (f"{scenario}:{both},{fault}" for fault in hard(calls))


def all_deliveries() -> Iterator[str]:
    """Yield each delivery that differs, of all scenarios but the long ones."""
    elsewhere: Counter[Shape] = Counter()
    for scenario in SCENARIOS:
        if scenario not in BRIEFLY:
            yield from deliveries(scenario, elsewhere, most=1)


def deliveries(
    scenario: str, elsewhere: Counter[Shape] | None = None, *, most: int = ALIKE_ELSEWHERE
) -> Iterator[str]:
    """Yield each delivery of a scenario; of those that led to the same calls elsewhere, so many at most."""
    outcome = run(scenario)
    by_invocation = groupby(outcome.calls, key=lambda call: call.invocation)
    shapes = {invocation: tuple(map(str, made)) for invocation, made in by_invocation}
    for number, invocation in enumerate(outcome.world.handled if outcome.world else (), start=1):
        if elsewhere is None or _is_new(shapes.get(invocation, ()), elsewhere, most):
            yield f"{scenario}:{number}"


def meetings(scenario: str, where: str = "", *, kinds: Collection[Beside] = MEETINGS) -> Iterator[str]:
    """Yield the names of the runs in which two workers meet on an article and what comes next.

    They change places where each is about to change something that others see: what it has read
    until then may be of the past when it goes on.

    Args:
        scenario: the scenario.
        where: is in the names of the calls at which they do, if it does not matter what they change.
        kinds: what comes next.
    """
    outcome = run(scenario)
    by_invocation = {n: list(made) for n, made in groupby(outcome.calls, key=lambda call: call.invocation)}
    handled = outcome.world.handled if outcome.world else []

    def turns(delivery: int) -> list[int]:
        made = enumerate(by_invocation.get(handled[delivery - 1], ()), start=1)
        return [n for n, call in made if (where in str(call) if where else call.operation in CHANGING)]

    articles, wakes = (
        [n for n, name in enumerate(outcome.messages, start=1) if name == queue]
        for queue in ("articles", "channels")
    )
    for number in articles:
        for beside in kinds:
            other = next((n for n in (articles if beside is Beside.NEXT else wakes) if n > number), 0)
            name = f"{scenario}:{beside}@{number}"
            if other and run(f"{name}.1.1").reached[0]:
                yield from (f"{name}.{i}.{j}" for i in turns(number) for j in turns(other))


def interleavings(delivery: str, mutant: Mutant | None = None, *, step: int = 1) -> Iterator[Outcome]:
    """Yield what comes of two workers on one delivery, at every pair of their calls, or every few.

    Args:
        delivery: its scenario and number, as in ``small:3``; or what it meets, as in ``syndicated:next@7``.
        mutant: breaks the product.
        step: how many calls to go on at a time; more where there would be many more than ``TURNS``.
    """
    scenario, _, number = delivery.partition(":")
    pair = number if "@" in number else f"{Beside.SAME}@{number}"
    if step > 1:
        step = max(step, ceil(_length(scenario, int(pair.partition("@")[2])) / TURNS))
    i = 1 - step
    while True:
        i, j = i + step, 1 - step
        while True:
            j += step
            outcome = run(f"{scenario}:{pair}.{i}.{j}", mutant)
            yield outcome
            if not outcome.reached[1]:
                break
        if not outcome.reached[0]:
            return


def _length(scenario: str, delivery: int) -> int:
    """Return how many calls the work on a delivery makes."""
    calm = run(scenario)
    handled = calm.world.handled[delivery - 1 : delivery] if calm.world else []
    return sum(call.invocation in handled for call in calm.calls)


def hard(
    calls: Sequence[Call], kinds: Collection[str] = HARD, operations: Collection[str] = CHANGING
) -> Iterator[Fault]:
    """Yield faults of these kinds at calls of these operations, each as stubborn as it gets.

    To die before a change is to die after the one before it, unless it is the first of its invocation.
    """
    changed: set[int] = set()
    for call in telling(calls):
        if call.operation not in operations:
            continue
        found = dict(sorted(at_call(call)))
        for kind in kinds:
            if kind in found and not (kind == "crash-before" and call.invocation in changed):
                yield Fault(kind, "c", call.number, found[kind])
        if operations is CHANGING:
            changed.add(call.invocation)
