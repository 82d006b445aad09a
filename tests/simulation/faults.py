"""What goes wrong: each fault a value with a name, so that a run can be told and run again.

``lost*3@c17`` loses the replies of call 17 and the two after it, ``twice@m4`` delivers the fourth message
twice, ``clock+600@p2`` has the second process live ten minutes ahead, ``history-lag@w`` is the world's.
"""

import random
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

STEADY = 3
"""Tries of a retrying client: so often a fault must strike for the product to see it."""
STUBBORN = 5
"""Tries that the product itself gives a transaction which met another one."""

_NAME = re.compile(r"(?P<kind>[a-z0-9:+-]+?)(?:\*(?P<times>\d+))?@(?P<place>[cmpw])(?P<at>\d*)")

READS = frozenset({"get_item", "batch_get_item", "query", "scan", "get_queue_attributes"})
DEATHS = ("crash-before", "crash-after", "timeout-before", "timeout-after")
AWS = ("lost", "slow", "unreachable", "throttled", "failed", "failed-applied")
"""Lost: applied, and the connection closed. Slow: applied, and read for 10 s in vain. The others by name."""
SLACK = (
    *(
        "reset",
        "lost",
        "429:1",
        "429:3600",
        "429:none",
        "429:soon",
        "500",
        "500-applied",
        "503",
        "503-applied",
    ),
    *("html", "html-applied", "internal-applied", "unavailable", "late", "late-crash"),
)
"""Late: nothing is heard for 10 s, and the call takes effect 45 s after it was made; or the process dies."""
MESSAGES = ("twice", "again")
"""Twice in a row; again an hour later."""
PROCESSES = ("clock+600", "clock-600")
WORLDS = ("history-lag", "slow-queues", "ttl-late", "ttl-now", "poison", "oversized")
"""Slow queues: what a tick sends comes 25 s later at first, so that news is not told on the minute."""
OLD, OLD_FIRST, NEW_FIRST = "old", "old-first", "new-first"
"""During a deployment: a process runs the other version; or from invocation to invocation they take turns."""
OLD_ONLY = "old-only"
"""Before a deployment: every process runs the other version."""
VERSIONS = frozenset({OLD_ONLY, OLD_FIRST, NEW_FIRST})


POSTING = ("no-ts", "invalid-blocks", "rejected")
"""Only at a post: no ``ts`` in the answer, blocks that are refused, and a bug of ours, which a person mends
and has tried again."""
_KINDS = {
    "c": {*DEATHS, *AWS, *SLACK, *POSTING, "conflict", "partial", "stale:1", "stale:9"},
    "m": {*MESSAGES},
    "p": {*PROCESSES, OLD},
    "w": {*WORLDS, *VERSIONS},
}
"""What there is in each place."""


class NoRun(ValueError):
    """Something is not the name of a run, or of a fault."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that goes wrong, and where."""

    kind: str
    place: str
    """``c``: at a call; ``m``: a message; ``p``: a process; ``w``: in the whole run."""
    at: int = 0
    """Which one, counted from 1 through the whole run."""
    times: int = 1
    """How many in a row, of calls."""

    def __str__(self) -> str:
        times = f"*{self.times}" if self.times > 1 else ""
        return f"{self.kind}{times}@{self.place}{self.at or ''}"

    @classmethod
    def parse(cls, name: str) -> "Fault":
        """Read what ``str`` writes. Raises NoRun."""
        found = _NAME.fullmatch(name.strip())
        if (
            not found
            or found["kind"] not in _KINDS[found["place"]]
            or (found["place"] == "w") == bool(found["at"])
        ):
            raise NoRun(f"not a fault: {name}. One is named like lost*3@c17, twice@m4 or history-lag@w")
        if found["times"] == "0" or found["at"] == "0":
            raise NoRun(f"not a fault: {name}. Places and times are counted from 1")
        return cls(found["kind"], found["place"], int(found["at"] or 0), int(found["times"] or 1))


def parse(names: str) -> tuple[Fault, ...]:
    """Read faults that are joined by commas."""
    return tuple(Fault.parse(name) for name in names.split(",") if name.strip())


@dataclass(frozen=True, slots=True)
class Call:
    """A call of the product's to the world outside."""

    number: int
    stage: str
    service: str
    operation: str
    note: str = ""
    """``stale`` where the read may be behind; ``once`` where its client tries no second time."""
    invocation: int = 0
    """Of which invocation, counted through the whole run."""

    def __str__(self) -> str:
        return f"{self.stage} {self.service}.{self.operation}{' ' + self.note if self.note else ''}"


def at_call(call: Call) -> list[tuple[str, int]]:
    """Return every kind that can strike at a call, and how often in a row."""
    deaths = [(kind, 1) for kind in DEATHS]
    match call.service:
        case "slack":
            more = POSTING if call.operation == "chat.postMessage" else ()
            return [*deaths, *((kind, 1) for kind in (*SLACK, *more))]
        case "web":
            return [*deaths[:2], ("unreachable", 1)]
    times = (1,) if call.note == "once" else (1, STEADY)
    found = deaths + [(kind, n) for kind in AWS for n in times]
    match call.operation:
        case "transact_write_items":
            found += [("conflict", 1), ("conflict", STUBBORN)]
        case "put_item" | "update_item" | "delete_item":
            found.append(("conflict", 1))
        case "send_message_batch" | "batch_get_item":
            found.append(("partial", 1))
    if call.note == "stale":
        found += [("stale:1", 1), ("stale:9", 1)]
    return found


def distinct(call: Call, *, first: bool) -> list[tuple[str, int]]:
    """Return, of what can strike at a call, what the product can tell apart.

    To die before a call is to die after the one before it, unless it is the first of its invocation. A
    call that fails is one error to the product, by whatever name; a read that botocore repeats with
    success is none; and only of a write does it matter whether a failed one took effect. An invocation
    that runs into its timeout dies; that it has taken so long matters at Slack, where others look on.
    """
    found = [fault for fault in at_call(call) if first or not fault[0].endswith("-before")]
    if call.service in {"slack", "web"}:
        return found
    same = {"unreachable", "throttled", "failed-applied", "timeout-before", "timeout-after"}
    if call.operation in READS:
        same |= {"failed", "slow"}
        found = [fault for fault in found if fault[0] not in AWS or fault[1] == STEADY]
    return [fault for fault in found if fault[0] not in same]


class Plan:
    """Which faults strike in a run. Those that did are kept, with the calls that were made."""

    def __init__(self, faults: Iterable[Fault] = ()) -> None:
        self.faults = tuple(faults)
        self._calls = {f.at + n: f.kind for f in self.faults if f.place == "c" for n in range(f.times)}
        self._others = {(f.place, f.at): f.kind for f in self.faults if f.place in "mp"}
        self.world = frozenset(f.kind for f in self.faults if f.place == "w")

    @property
    def is_lively(self) -> bool:
        """Return whether ever more can go wrong."""
        return False

    def at_call(self, call: Call) -> str:
        """Return the kind of what befalls a call; empty for nothing."""
        return self._calls.get(call.number, "")

    def at_message(self, number: int) -> str:
        """Return what befalls a delivery."""
        return self._others.get(("m", number), "")

    def at_process(self, number: int) -> str:
        """Return what is wrong with a new process."""
        return self._others.get(("p", number), "")

    def calm(self) -> None:
        """Let nothing go wrong from now on."""
        self._calls, self._others = {}, {}


class Dice(Plan):
    """Faults by chance, each drawn when its turn comes; the same seed draws the same in the same run."""

    def __init__(self, rng: random.Random, rate: float, world: Sequence[str] = ()) -> None:
        super().__init__(Fault(kind, "w") for kind in world)
        self._rng, self._rate = rng, rate
        self._left: tuple[str, int] = ("", 0)

    @property
    def is_lively(self) -> bool:
        """Implement ``Plan``."""
        return self._rate > 0

    def at_call(self, call: Call) -> str:
        """Implement ``Plan``."""
        kind, times = self._left
        if times:
            self._left = (kind, times - 1)
            return kind if (kind, 1) in at_call(call) or kind in AWS else ""
        if self._rate and self._rng.random() < self._rate:
            kind, times = self._rng.choice(at_call(call))
            self._left = (kind, times - 1)
            return kind
        return ""

    def at_message(self, number: int) -> str:
        """Implement ``Plan``."""
        return self._rng.choice(MESSAGES) if self._rng.random() < self._rate * 2 else ""

    def at_process(self, number: int) -> str:
        """Implement ``Plan``."""
        return self._rng.choice(PROCESSES) if self._rng.random() < self._rate * 3 else ""

    def calm(self) -> None:
        """Implement ``Plan``."""
        self._rate, self._left = 0.0, ("", 0)
