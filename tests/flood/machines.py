"""Functions and what they cost: execution environments, calls that take time, and the mapping of a queue."""

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from simulation.aws.sqs import MemorySqs
from simulation.process import Crash

from flood.timeline import Timeline

if TYPE_CHECKING:
    from flood.house import House

LATENCY_S = {
    "get_item": 0.004,
    "query": 0.005,
    "batch_get_item": 0.008,
    "transact_write_items": 0.012,
    "send_message_batch": 0.015,
}
WRITE_S = 0.005
"""Of all other calls. Assumed, as are the others here: of the size that is usual within one region."""
SLACK_S = 0.2
COLD_S = 1.5
"""From an invocation without a warm process until its code runs."""
FIRST, FASTER, A_SECOND = 5, 5, 1.0
"""Invocations of a queue's function side by side at first, and how many more each second while messages wait:
300 a minute (docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html)."""
MOST = 1_000
"""What an account has unless it asks for more."""
RECEIVED = 10
"""Messages that are received at a time."""


@dataclass
class Account:
    """What a function has spent: read and write units by what of the store was called, and calls."""

    read: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    write: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    calls: Counter[str] = field(default_factory=Counter)
    invocations: int = 0
    failed: int = 0
    timed_out: int = 0
    seconds: float = 0.0
    longest_s: float = 0.0


@dataclass
class Process:
    """One execution environment, for the clients of ``simulation``."""

    world: "House"
    account: Account
    timeout_s: float
    number: int
    tokens: int = 0
    part: str = ""
    """What of the store is being called."""
    made: Any = None
    """What it keeps from invocation to invocation."""
    _ends_at: float = 0.0
    _answer_s: float = 0.0

    def enter(self, service: str, operation: str, _note: str = "") -> str:
        """Make a call, which takes time; of Slack's, half of it is the way back."""
        timeline = self.world.timeline
        if service == "slack":
            self._answer_s = SLACK_S / 2
            timeline.sleep(SLACK_S / 2)
        else:
            timeline.sleep(LATENCY_S.get(operation, WRITE_S))
        if timeline.seconds >= self._ends_at:
            raise Crash("timeout")
        return ""

    def leave(self, _kind: str) -> None:
        """End a call."""
        if self._answer_s:
            wait_s, self._answer_s = self._answer_s, 0.0
            self.world.timeline.sleep(wait_s)

    def remaining_s(self) -> float:
        """Implement ``Deadline``."""
        return self._ends_at - self.world.timeline.seconds

    def invoke(self, work: Callable[[], object]) -> bool:
        """Run the function once; return whether it succeeded."""
        timeline, account = self.world.timeline, self.account
        began, account.invocations = timeline.seconds, account.invocations + 1
        self._ends_at = began + self.timeout_s
        try:
            work()
        except Crash:
            account.timed_out += 1
            return False
        except Exception as e:  # noqa: BLE001 - as Lambda: the invocation failed, the process goes on
            account.failed += 1
            self.world.errors[f"{type(e).__name__}: {e}"] += 1
            return False
        finally:
            took = timeline.seconds - began
            account.seconds += took
            account.longest_s = max(account.longest_s, took)
        return True


class Charged:
    """The store, whose calls are charged to what is called; ``heard`` is told what was done."""

    def __init__(self, store: Any, process: Process, heard: Callable[[str, tuple[Any, ...]], None]) -> None:
        self._store, self._process, self._heard = store, process, heard

    def __getattr__(self, name: str) -> Callable[..., Any]:
        method = getattr(self._store, name)

        def called(*args: Any, **more: Any) -> Any:
            self._process.part = name
            try:
                answer = method(*args, **more)
            finally:
                self._process.part = ""
            self._heard(name, args)
            return answer

        # The next time it is found without asking.
        self.__dict__[name] = called
        return called


class EventSource:
    """The event source mapping of a queue, and the processes of its function.

    Attributes:
        widest: how many invocations there were at most side by side.
    """

    def __init__(
        self,
        timeline: Timeline,
        sqs: MemorySqs,
        url: str,
        *,
        most: int,
        make: Callable[[], Process],
        work: Callable[[Process, str], object],
    ) -> None:
        self._timeline, self._sqs, self._url, self._make, self._work = timeline, sqs, url, make, work
        self._most = most
        self._at_once = self._running = 0
        self._grown_at = 0.0
        self._idle: list[Process] = []
        self._received: list[dict[str, Any]] = []
        self.widest = 0

    def expect(self, after_s: float) -> None:
        """Be told that a message will be there in so many seconds."""
        self._timeline.at(self._timeline.seconds + after_s, self.look)

    def look(self) -> None:
        """Have worked off what is there, as far as may be at once."""
        if not self._running:
            self._at_once = min(FIRST, self._most)
        while self._has_more():
            if self._running >= self._at_once:
                self._grow()
                return
            self._running += 1
            self.widest = max(self.widest, self._running)
            message = self._received.pop(0)
            self._timeline.begin(lambda message=message: self._invoke(message))

    def _has_more(self) -> bool:
        if not self._received:
            answer = self._sqs.receive_message(QueueUrl=self._url, MaxNumberOfMessages=RECEIVED)
            self._received = answer.get("Messages", [])
        return bool(self._received)

    def _grow(self) -> None:
        if self._timeline.seconds - self._grown_at >= A_SECOND and self._at_once < self._most:
            self._grown_at = self._timeline.seconds
            self._timeline.at(self._grown_at + A_SECOND, self._wider)

    def _wider(self) -> None:
        self._at_once = min(self._most, self._at_once + FASTER)
        self.look()

    def _invoke(self, message: dict[str, Any]) -> None:
        if self._idle:
            process = self._idle.pop()
        else:
            self._timeline.sleep(COLD_S)
            process = self._make()
        if process.invoke(lambda: self._work(process, message["Body"])):
            self._sqs.delete_message(QueueUrl=self._url, ReceiptHandle=message["ReceiptHandle"])
        else:
            self.expect(self._hidden_s())
        self._idle.append(process)
        self._running -= 1
        self.look()

    def _hidden_s(self) -> float:
        answer = self._sqs.get_queue_attributes(QueueUrl=self._url, AttributeNames=["VisibilityTimeout"])
        return float(answer["Attributes"]["VisibilityTimeout"])
