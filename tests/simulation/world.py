"""The whole pipeline in one process: real use cases and adapters, AWS in memory, a virtual Slack.

Time passes with each call and when a scenario says so. What is broken is the plan's
business; people and judges act through clients of their own, which nothing befalls.
"""

import heapq
import itertools
import json
import random
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache
from http import HTTPStatus
from typing import Any

from builders import ALICE
from fakes import T0, FrozenClock
from stores import REPOSITORY

from infra.laptop.slack.exchange import Exchange
from infra.laptop.slack.workspace import SlackWorkspace
from infra.laptop.template import Template
from newswatch.model import ChannelId, StoryId
from newswatch.posts import Post
from newswatch.queues import QueueUrls, SqsQueues
from newswatch.storage.store import DynamoStore
from newswatch.usecases.hook import Reply
from simulation import release
from simulation.aws.dynamodb import MemoryDynamo
from simulation.aws.sqs import MemorySqs
from simulation.facts import Facts
from simulation.faults import NEW_FIRST, OLD, OLD_FIRST, OLD_ONLY, Call, Plan
from simulation.hub import Hub
from simulation.logbook import Logbook
from simulation.people import INTERVAL_S, People
from simulation.process import Draws, Process, SkewedClock
from simulation.scheduling import Beside, Pair, Task, Workers
from simulation.stages import HOOK, STAGES, Stage
from simulation.web import Web

TABLE, TOKEN = "simulation", "xoxb-planted-token"
QUEUES = {
    "sources": "SourceQueue",
    "articles": "ArticleQueue",
    "channels": "ChannelQueue",
    "commands": "CommandQueue",
}
PATIENCE_H = 30
"""Everything must have come to rest by then: past every lease, pause, gap and visibility timeout."""
STEPS_MIN = (1, 1, 1, 2, 5)
"""Minutes between ticks while something is on its way; in truth every minute, which finds no more."""


@cache
def _template() -> Template:
    return Template.load(REPOSITORY / "template.yaml")


LATE_S = 25
LATER = timedelta(minutes=31)
"""How long an edit or a reply may wait that is due: longer than either does."""
REACHED_BY, REACHED_LATE = 14, 60
"""Halves of an interval in which every feed is read: some hours, or more than a day where one was away."""
HELD_DAYS = 9
"""Longer than anything is held: a week's quiet days, and the day after."""
TICK_H = 1 / 60
MOST_DELIVERIES = 2_000
"""Messages that follow from one tick: far more than there are."""
NEW = "new"


class Stuck(AssertionError):
    """Something never comes to rest."""


class World(People):
    """One workspace, its sources, and the stages between them."""

    def __init__(self, plan: Plan | None = None, *, order: random.Random | None = None) -> None:
        super().__init__()
        self.plan, self.order = plan or Plan(), order
        self.clock, self.entropy, self.web, self.hub = FrozenClock(), Draws(), Web(), Hub(self)
        self.logbook, self.facts = Logbook(), Facts()
        self.dynamo, self.sqs = MemoryDynamo(self.clock.now), MemorySqs(self.clock.now)
        self.dynamo.create_table(TableName=TABLE, **_template().table())
        self.urls, self.dead_urls = self._queues()
        self.workspace = SlackWorkspace(self.clock.now, token=TOKEN)
        self.workspace.limits.on = True
        self.exchange = Exchange(self.workspace)
        self.store = self._own_store()
        self.queues = SqsQueues(self.sqs, QueueUrls(**self.urls))
        self.calls: list[Call] = []
        self.trace: list[tuple[Any, ...]] = []
        """What happened, in order: moments, calls, deliveries."""
        self.struck: list[str] = []
        self.messages: list[str] = []
        """Deliveries, by the name of their queue."""
        self.handled: list[int] = []
        """By which invocation, of each delivery the first one."""
        self.costs: dict[str, Counter[str]] = {}
        self.exceptions: list[str] = []
        self.replies: list[Reply] = []
        """What hubs were answered."""
        self.redriven = 0
        self.pauses: list[tuple[datetime, str, str, int]] = []
        """What Slack asked for: when, of which method in which channel, how many seconds."""
        self.late_calls: list[datetime] = []
        """When calls to Slack were made that took effect ``LATE_S`` later."""
        self.pair: Pair | None = None
        """Where two workers work side by side."""
        self.mutate: Callable[[Process], None] | None = None
        """Breaks each new process, to test the tests."""
        self._warm: dict[tuple[str, str], Process] = {}
        self._runs: Counter[str] = Counter()
        self.process_count, self.invocations = 0, 0
        self.pair_reached = False, False
        self._timers: list[tuple[datetime, int, Callable[[], object]]] = []
        self._timer = itertools.count()
        self._at_world_begin()

    # --- Time goes by ---------------------------------------------------------------------------

    def later(self, wait: timedelta, act: Callable[[], object]) -> None:
        """Have something happen at a time to come."""
        heapq.heappush(self._timers, (self.clock.now() + wait, next(self._timer), act))

    def advance(self, **by: float) -> None:
        """Let time pass, and happen what was to happen meanwhile."""
        until = self.clock.now() + timedelta(**by)
        while self._timers and self._timers[0][0] <= until:
            at, _, act = heapq.heappop(self._timers)
            self.clock.at = max(self.clock.at, at)
            act()
        self.clock.at = max(self.clock.at, until)

    def tick(self) -> None:
        """Have dispatch called, as the scheduler does."""
        if "ttl-now" in self.plan.world:
            self.dynamo.expire(self.clock.now())
        if "ttl-late" in self.plan.world:
            self.dynamo.expire(self.clock.now() - timedelta(days=2))
        self.run(STAGES["dispatch"], "", 1)

    def drain(self) -> None:
        """Hand over every message that can be had now. Raises Stuck."""
        for _ in range(MOST_DELIVERIES):
            if not self._deliver():
                return
        raise Stuck("somebody wakes somebody without an end")

    def settle(self) -> None:
        """Let minutes go by until nothing is left to do. Raises Stuck."""
        began, steps = self.clock.now(), itertools.chain(STEPS_MIN, itertools.repeat(10))
        while self.clock.now() - began < timedelta(hours=PATIENCE_H):
            late_s = self._lateness(first=self.clock.now() == began)
            self.tick()
            self.advance(seconds=late_s)
            self.drain()
            if self.quiet():
                if self.facts.open():
                    self.facts.settled(self.clock.now(), self.unread())
                return
            self.advance(seconds=next(steps) * 60 - late_s)
        if not self.plan.is_lively:
            raise Stuck(f"not quiet after {PATIENCE_H} hours: {self.unquiet()}")
        # Where something new goes wrong all the time nothing comes to rest: that says nothing of us.
        self.plan.calm()
        self.settle()

    def reach(self) -> None:
        """Let time go by until every feed has been read as it is, and all of it has arrived. Raises Stuck.

        A feed whose server fails is waited for no more than one that answers.
        """
        steps = 0
        while steps < (REACHED_LATE if self._has_failed() else REACHED_BY):
            self.settle()
            if not self._unreached():
                return
            self.advance(seconds=INTERVAL_S / 2)
            steps += 1
        raise Stuck(f"never polled: {self._unreached()}")

    def _has_failed(self) -> bool:
        """Return whether a feed has been away for long, or for a moment one that is seldom read."""
        polls = ((site, poll) for site in self.web.sites.values() for poll in site.polls)
        return any(
            poll.status >= HTTPStatus.BAD_REQUEST or (site.hub and not poll.status) for site, poll in polls
        )

    def unread(self) -> list[str]:
        """Return the feeds that have changed since they were read, or been gone since."""
        memories = self.store.fetch_memories(list(self.facts.sources.values()))
        return [
            url
            for url, source_id in self.facts.sources.items()
            if source_id not in memories or not self._is_read(url, memories[source_id].validators.etag)
        ]

    def _is_read(self, url: str, etag: str) -> bool:
        site = self.web.sites[url]
        if site.status == HTTPStatus.GONE:
            return any(poll.status == HTTPStatus.GONE for poll in site.polls)
        return etag == self.web.etag(url)

    def _unreached(self) -> list[str]:
        answering = {HTTPStatus.OK, HTTPStatus.GONE}
        return [url for url in self.unread() if self.web.sites[url].status in answering]

    def wait(self, hours: float) -> None:
        """Let hours pass, with ticks in between."""
        until = self.clock.now() + timedelta(hours=hours)
        while self.clock.now() < until:
            self.settle()
            left = (until - self.clock.now()).total_seconds()
            self.advance(seconds=max(1.0, min(left, 1500)))
        self.settle()

    def outlast(self) -> None:
        """Let time go by until nothing is held any more, or for days."""
        end = self.clock.now() + timedelta(days=HELD_DAYS)
        while self.clock.now() < end and (held := self.store.held()):
            until = min(first for _, first in held.values())
            self.wait(max(TICK_H, (until - self.clock.now()).total_seconds() / 3600))

    def quiet(self) -> bool:
        """Return whether nothing is on its way."""
        return not self.unquiet()

    def unquiet(self) -> list[str]:
        """Return what is on its way."""
        found = [f"{name}: {n}" for name, url in self.urls.items() if (n := len(self._undone(url)))]
        soon = self.clock.now() + LATER
        found += [f"outbox of {channel}" for channel in self.store.channels_with_outbox(soon)]
        found += [f"page of {reread.article_id}" for reread in self.store.rereads(self.clock.now(), 100)]
        found += [f"change {seq} unannounced" for seq in self.store.unannounced(self.clock.now())]
        return found + (["something later"] if self._timers else [])

    # --- Machinery -------------------------------------------------------------------------------

    def strike(self, process: Process, service: str, operation: str, note: str) -> str:
        """Count a call, and return what befalls it."""
        call = Call(len(self.calls) + 1, process.stage, service, operation, note, process.invocation)
        self.calls.append(call)
        if service == "slack":
            self._cost(process.stage, "Slack calls", 1)
        kind = self.plan.at_call(call)
        if kind == "unreachable" and self._is_needed(operation):
            kind = ""
        if kind:
            self.struck.append(f"{kind}@c{call.number}")
        self.trace.append((self.clock.at, f"c{call.number}", f"p{process.number}", call, kind))
        return kind

    def _is_needed(self, operation: str) -> bool:
        """Return whether what is poisonous would be told by its feed's summary, as its page is not read.

        Which pages may be read is known for a day, so that also counts before anything is poisonous.
        """
        return (operation == "page" and bool(self.poisoned)) or (
            operation == "robots" and "poison" in self.plan.world
        )

    def apply(self, process: Process, service: str, operation: str, arguments: Any, kind: str) -> Any:
        """Have a call to AWS take effect, and note what it costs."""
        if service != "dynamodb":
            self._cost(process.stage, "SQS requests", 1)
            return getattr(self.sqs, operation)(**arguments)
        before = self.dynamo.consumed.read, self.dynamo.consumed.write
        behind = int(kind.partition(":")[2]) if kind.startswith("stale") else 0
        self.dynamo.stale = lambda _operation: behind
        try:
            return getattr(self.dynamo, operation)(**arguments)
        finally:
            self.dynamo.stale = lambda _operation: 0
            self._cost(process.stage, "read units", self.dynamo.consumed.read - before[0])
            self._cost(process.stage, "write units", self.dynamo.consumed.write - before[1])

    def run(self, stage: Stage, body: str, received: int, *, process: Process | None = None) -> bool:
        """Run a stage; return whether it succeeded. A process that died is never used again."""
        process = process or self.process(stage)
        self.invocations += 1
        self._runs[stage.name] += 1
        process.begin(self.invocations)
        try:
            process.work(process, body, received)
        except process.crash:
            self._warm = {what: warm for what, warm in self._warm.items() if warm is not process}
            return False
        except Exception as e:  # noqa: BLE001 - as Lambda: the invocation failed, the process goes on
            self.exceptions.append(f"{stage.name}: {type(e).__name__}: {e}")
            self.trace.append((self.clock.at, "failed", self.exceptions[-1]))
            return False
        return True

    def request(self, body: str) -> Reply | None:
        """Have the hook called over HTTP; return its reply, None where that is an error."""
        self.replies.clear()
        return self.replies[0] if self.run(HOOK, body, 1) and self.replies else None

    def process(self, stage: Stage, *, spare: bool = False) -> Process:
        """Return a process of a stage, the warm one if there is one; or one beside it."""
        what = stage.name, self._turn(stage)
        if spare or what not in self._warm:
            self.process_count += 1
            number = self.process_count
            kind = self.plan.at_process(number)
            if kind:
                self.struck.append(f"{kind}@p{number}")
            made = self._made(stage, number, kind)
            if self.mutate:
                self.mutate(made)
            if spare:
                return made
            self._warm[what] = made
        return self._warm[what]

    def _made(self, stage: Stage, number: int, kind: str) -> Process:
        off = (
            timedelta(seconds=float(kind.removeprefix("clock"))) if kind.startswith("clock") else timedelta(0)
        )
        if stage is not HOOK and OLD in {kind, self._turn(stage)}:
            other = release.deployed()
            if other is None:
                raise release.NotHere
            return other.process(self, stage.name, number, off)
        clock = SkewedClock(self.clock, off)
        return Process(self, stage.name, number, stage.timeout_s, clock, work=stage.work)

    def _turn(self, stage: Stage) -> str:
        """Return which version of a function is invoked now, where that is fixed; else nothing."""
        if stage is HOOK:
            # The deployed version has no such function.
            return ""
        if OLD_ONLY in self.plan.world:
            return OLD
        for first, kind in enumerate((OLD_FIRST, NEW_FIRST)):
            if kind in self.plan.world:
                return (OLD, NEW)[(self._runs[stage.name] + first) % 2]
        return ""

    def let_die(self) -> None:
        """Have every warm process go, as they do after a while."""
        self._warm.clear()

    def post(self, channel: ChannelId, story: str) -> Post | None:
        """Return the post of a story in a channel, under the id of whichever of its articles."""
        ids = [StoryId(id_) for id_, told in self.facts.stories().items() if told == story]
        return next(filter(None, (self.store.post(channel, id_) for id_ in ids)), None)

    def redrive(self) -> None:
        """Send dead letters on once more, as a person does after an alarm; what is poisonous stays."""
        for name, url in self.dead_urls.items():
            letters = [body for body, _ in self.sqs.messages(url)]
            self.sqs.purge_queue(QueueUrl=url)
            for body in letters:
                poisonous = self._poisonous(body)
                self.redriven += not poisonous
                self.sqs.send_message(QueueUrl=url if poisonous else self.urls[name], MessageBody=body)

    def dead_letters(self) -> list[tuple[str, str]]:
        """Return what is in the dead-letter queues, by the queue where it came from."""
        return [(name, body) for name, url in self.dead_urls.items() for body, _ in self.sqs.messages(url)]

    def _lateness(self, *, first: bool) -> int:
        """Return how many seconds after a tick messages are handed over."""
        if self.order:
            return self.order.randint(0, 50) if self.order.random() < 0.3 else 0
        return LATE_S if first and "slow-queues" in self.plan.world else 0

    def _deliver(self) -> bool:
        """Hand one message to its stage as an event source mapping would; return whether there was one."""
        names = list(self.urls)
        if self.order:
            self.order.shuffle(names)
        for name in names:
            if message := self._received(name):
                self._hand_over(name, message)
                return True
        return False

    def _received(self, name: str) -> dict[str, Any] | None:
        answer = self.sqs.receive_message(
            QueueUrl=self.urls[name], MaxNumberOfMessages=1, MessageSystemAttributeNames=["All"]
        )
        return next(iter(answer.get("Messages", ())), None)

    def _hand_over(self, name: str, message: dict[str, Any]) -> None:
        url, stage, body = self.urls[name], STAGES[name], message["Body"]
        received = _receptions(message)
        self.messages.append(name)
        self.handled.append(self.invocations + 1)
        number = len(self.messages)
        kind = self.plan.at_message(number)
        self.trace.append((self.clock.at, f"m{number}", name, kind, body[:70]))
        if kind:
            self.struck.append(f"{kind}@m{number}")
        if kind == "again":
            # A copy that was delayed somewhere: at least once is what SQS promises.
            self.later(timedelta(hours=1), lambda: self.sqs.send_message(QueueUrl=url, MessageBody=body))
        if self.pair and self.pair.delivery == number:
            done = self._side_by_side(self.pair, name, Task(stage, body, received))
        else:
            done = self.run(stage, body, received)
            if kind == "twice":
                self.run(stage, body, received)
        if done:
            self.sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])

    def _side_by_side(self, pair: Pair, name: str, task: Task) -> bool:
        """Have two workers work, the first one on this task; return whether that is done."""
        if pair.beside is Beside.SAME:
            return any(Workers(self, task, task).run(pair.i, pair.j))
        queue = name if pair.beside is Beside.NEXT else "channels"
        message = self._received(queue)
        if message is None:
            return self.run(task.stage, task.body, task.received)
        other = Task(STAGES[queue], message["Body"], _receptions(message))
        done, other_done = Workers(self, task, other).run(pair.i, pair.j)
        if other_done:
            self.sqs.delete_message(QueueUrl=self.urls[queue], ReceiptHandle=message["ReceiptHandle"])
        return done

    def _cost(self, stage: str, what: str, amount: float) -> None:
        self.costs.setdefault(stage, Counter())[what] += amount  # type: ignore[assignment]

    def _undone(self, url: str) -> list[str]:
        return [body for body, _ in self.sqs.messages(url) if not self._poisonous(body)]

    def _poisonous(self, body: str) -> bool:
        return any(f'"{guid}"' in body for guid in self.poisoned)

    def _queues(self) -> tuple[dict[str, str], dict[str, str]]:
        made: dict[str, str] = {}
        for name, attributes in _template().queues().items():
            if redrive := attributes.pop("RedrivePolicy", ""):
                target, count = redrive.split()
                asked = self.sqs.get_queue_attributes(QueueUrl=made[target], AttributeNames=["QueueArn"])
                arn = asked["Attributes"]["QueueArn"]
                policy = {"deadLetterTargetArn": arn, "maxReceiveCount": int(count)}
                attributes["RedrivePolicy"] = json.dumps(policy)
            made[name] = self.sqs.create_queue(QueueName=name, Attributes=attributes)["QueueUrl"]
        dead = {name: made[queue.replace("Queue", "DeadLetterQueue")] for name, queue in QUEUES.items()}
        return {name: made[queue] for name, queue in QUEUES.items()}, dead

    def _own_store(self) -> DynamoStore:
        return DynamoStore(TABLE, "main", retrying=self.dynamo, once=self.dynamo, article_retention_days=30)

    def _at_world_begin(self) -> None:
        self.add_person(ALICE)
        if "history-lag" in self.plan.world:
            self.workspace.faults.history_lag_s = 55


def _receptions(message: dict[str, Any]) -> int:
    return int(message["Attributes"]["ApproximateReceiveCount"])


__all__ = ["T0", "Stuck", "World"]
