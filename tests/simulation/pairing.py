"""Two things that go wrong in one run: which ones are tried together."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from simulation.explore import CHANGING, HARD, hard, run
from simulation.faults import DEATHS, MESSAGES, POSTING, PROCESSES, SLACK, WORLDS, Fault, parse
from simulation.scenarios import SCENARIOS

BUSY = ("small", "edition")
"""Scenarios where more than deaths are tried in pairs."""


@dataclass(frozen=True)
class Pairing:
    """A kind of pairs."""

    name: str
    scenarios: Collection[str]
    kinds: Collection[str]
    operations: Collection[str] = CHANGING
    everywhere: bool = False
    """Whether the second one may also befall a message, a process or the world."""

    def firsts(self) -> Iterator[str]:
        """Yield the names of the runs with the first one alone."""
        for scenario in self.scenarios:
            for fault in hard(run(scenario).calls, self.kinds, self.operations):
                yield f"{scenario}:{fault}"

    def pairs(self, first: str) -> Iterator[str]:
        """Yield the names of every run in which a second thing goes wrong after the first, or beside it."""
        fault, outcome = parse(first.partition(":")[2])[0], run(first)
        for other in hard(outcome.calls, self.kinds, self.operations):
            if other.at >= fault.at + fault.times:
                yield f"{first},{other}"
        if self.everywhere and outcome.world:
            for place, kinds, count in (
                ("m", MESSAGES, len(outcome.messages)),
                ("p", PROCESSES, outcome.world.process_count),
            ):
                yield from (f"{first},{Fault(k, place, n)}" for n in range(1, count + 1) for k in kinds)
            yield from (f"{first},{Fault(kind, 'w')}" for kind in WORLDS)


PAIRINGS = (
    Pairing("pairs", BUSY, HARD, everywhere=True),
    Pairing("pairs of deaths", [name for name in SCENARIOS if name not in BUSY], HARD[:2]),
    Pairing(
        "pairs at Slack",
        ("small", "headline"),
        (*DEATHS[:2], *SLACK, *POSTING),
        ("chat.postMessage", "chat.update", "conversations.history"),
    ),
)
