"""One run after another: a scenario, what goes wrong in it, and whether it ends well."""

import random
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from simulation.faults import MESSAGES, PROCESSES, WORLDS, Call, Dice, Fault, Plan, at_call, distinct, parse
from simulation.generated import generated
from simulation.judge import Judge
from simulation.logbook import kept
from simulation.process import Process
from simulation.scenarios import SCENARIOS
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
PAIRED = ("crash-before", "crash-after", "lost")
"""What is tried in pairs; of the others each behaves as one of these as far as the product can tell."""
ALIKE = 2
"""How many ticks of the same calls are tried."""
Mutant = Callable[[Process], None]


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


def run(name: str, mutant: Mutant | None = None) -> Outcome:
    """Run what a name says: ``small``, ``small:lost*3@c17,twice@m2``, ``small:pair@3.4.5``, ``seed:4711``."""
    scenario, _, rest = name.partition(":")
    if scenario == "seed":
        return _seed(name, int(rest), mutant)
    pair = None
    if rest.startswith("pair@"):
        one, i, j = map(int, rest.removeprefix("pair@").split("."))
        pair, rest = (one, i, j), ""
    faults = parse(rest)
    world = World(Plan(faults))
    world.pair = pair
    return _run(name, world, SCENARIOS[scenario], mutant, strict=len(faults) < 2)


def _seed(name: str, seed: int, mutant: Mutant | None) -> Outcome:
    rng = random.Random(seed)
    rate = rng.choice((0.0, 0.005, 0.01, 0.02, 0.05))
    world_faults = [kind for kind in WORLDS if rng.random() < 0.15]
    world = World(Dice(random.Random(rng.random()), rate, world_faults), order=random.Random(rng.random()))
    return _run(name, world, lambda w: generated(w, rng), mutant, strict=False)


def _run(
    name: str, world: World, scenario: Callable[[World], Any], mutant: Mutant | None, *, strict: bool
) -> Outcome:
    world.mutate = mutant
    with parsed_once(), kept(world.logbook):
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


def singles(scenario: str, *, every: bool = True) -> Iterator[str]:
    """Yield the names of every run of a scenario in which one thing goes wrong, or of those that differ."""
    yield scenario
    yield from at_calls(scenario, every=every)
    calm = run(scenario)
    for number in range(1, len(calm.messages) + 1):
        for kind in MESSAGES:
            yield f"{scenario}:{Fault(kind, 'm', number)}"
    processes = calm.world.process_count if calm.world else 0
    for number in range(1, processes + 1):
        for kind in PROCESSES:
            yield f"{scenario}:{Fault(kind, 'p', number)}"
    for kind in WORLDS:
        yield f"{scenario}:{Fault(kind, 'w')}"


def at_calls(
    scenario: str, mutant: Mutant | None = None, which: str = "", *, every: bool = True
) -> Iterator[str]:
    """Yield the names of the runs in which something goes wrong at one of the calls that ``which`` is in."""
    invocation = 0
    for call in telling(run(scenario, mutant).calls):
        first, invocation = call.invocation != invocation, call.invocation
        if which in str(call):
            for kind, times in at_call(call) if every else distinct(call, first=first):
                yield f"{scenario}:{Fault(kind, 'c', call.number, times)}"


def telling(calls: Sequence[Call]) -> Iterator[Call]:
    """Yield the calls at which it is worth while to see what happens: idle ticks are one like the other."""
    alike: Counter[tuple[str, ...]] = Counter()
    for _, group in groupby(calls, key=lambda call: call.invocation):
        made = list(group)
        shape = tuple(map(str, made))
        alike[shape] += 1
        if made[0].stage != "dispatch" or alike[shape] <= ALIKE:
            yield from made


def deliveries(scenario: str) -> Iterator[str]:
    """Yield each delivery of a scenario, for ``interleavings``."""
    for number in range(1, len(run(scenario).messages) + 1):
        yield f"{scenario}:{number}"


def interleavings(delivery: str, mutant: Mutant | None = None, *, step: int = 1) -> Iterator[Outcome]:
    """Yield what comes of two workers on one delivery, at every pair of their calls, or every few."""
    scenario, _, number = delivery.partition(":")
    i = 1 - step
    while True:
        i, j = i + step, 1 - step
        while True:
            j += step
            outcome = run(f"{scenario}:pair@{number}.{i}.{j}", mutant)
            yield outcome
            if not outcome.reached[1]:
                break
        if not outcome.reached[0]:
            return


def firsts(scenario: str, kinds: Collection[str]) -> Iterator[str]:
    """Yield the names of the runs after whose one fault a second one is worth while."""
    for call in telling(run(scenario).calls):
        yield from (f"{scenario}:{fault}" for fault in _dear(call, kinds))


def pairs(first: str, kinds: Collection[str]) -> Iterator[str]:
    """Yield the names of every run in which a second thing goes wrong after the first one."""
    fault = parse(first.partition(":")[2])[0]
    for call in telling(run(first).calls):
        if call.number >= fault.at + fault.times:
            yield from (f"{first},{second}" for second in _dear(call, kinds))


def _dear(call: Call, kinds: Collection[str]) -> Iterator[Fault]:
    """Yield faults of these kinds, as stubborn as they get, at a call that changes something."""
    if call.operation in CHANGING:
        found = dict(sorted(at_call(call)))
        yield from (Fault(kind, "c", call.number, found[kind]) for kind in kinds if kind in found)
