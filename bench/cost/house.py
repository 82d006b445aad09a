"""The day: ticks, messages, requests and people, each handled by the real function in its turn."""

import heapq
import json
import os
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import count
from typing import Any
from unittest.mock import patch

from month.ports import RealParser
from month.web import no_network
from simulation.aws.dynamodb import MemoryDynamo
from stores import REPOSITORY

from bench.cost import before
from bench.cost.aws import Aws, Session, requests_of
from bench.cost.chat import BASE, HOOKS, Chat
from bench.cost.lap import Lap, LapPool, billed_ms, duration_s, gb_seconds, share
from bench.cost.machines import COLD_CPU_S, Context, Fleet, environments, printed
from bench.cost.sites import News, Site
from infra.laptop.http_api import http_event
from infra.laptop.pump import Handler, handler
from infra.laptop.slack.records import User
from infra.laptop.slack.signing import SIGNING_SECRET
from infra.laptop.slack.workspace import TOKEN
from infra.laptop.template import Template
from newswatch import system, wiring
from newswatch.usecases import collect as collecting

TICK = timedelta(minutes=1)
DELIVERED_S = 0.05
"""From a message's sending until its function is called."""
NOMINAL_CPU_S = 0.3
"""How much longer an invocation keeps its environment than it waits: the same each time, so that which
environment takes what depends on the seed alone."""
EVENT_BYTES = 26
USED = ("reads", "writes", "log_bytes")
"""CloudWatch bills each line with so many bytes beside its text."""
PLATFORM_LINES = (66, 52, 190)
"""Characters of START, END and REPORT."""
COLD_LINES = (88, 27)
"""Of INIT_START, and of Init Duration in REPORT."""


@dataclass
class Invoked:
    """One invocation, as it is billed."""

    function: str
    at: datetime
    ms: int
    cpu_s: float
    failed: bool
    cold: bool
    used: Mapping[str, float] = field(default_factory=dict)
    """``reads``, ``writes``, ``log_bytes``."""


@dataclass
class Log:
    """What happened, for the bill and for pictures."""

    invoked: list[Invoked] = field(default_factory=list)
    metrics: list[tuple[datetime, str, float]] = field(default_factory=list)
    sent: defaultdict[str, list[datetime]] = field(default_factory=lambda: defaultdict(list))
    """When messages arrived, by queue."""
    waited: list[tuple[datetime, str, float]] = field(default_factory=list)
    """When a message was taken, of which queue, and its age in seconds."""
    payload: Counter[str] = field(default_factory=Counter)
    """Requests that SQS bills for receiving, by queue."""
    errors: Counter[str] = field(default_factory=Counter)
    http: int = 0
    ticks: int = 0


class House:
    """Everything there is, for one day."""

    def __init__(
        self, sites: list[Site], begins: datetime, seed: int, table: MemoryDynamo | None = None
    ) -> None:
        self.lap, self.begins = Lap(begins), begins
        self.template = Template.load(REPOSITORY / "template.yaml")
        self._functions = self.template.of_type("AWS::Serverless::Function")
        secrets = {"TOKEN": TOKEN, "SIGNING": SIGNING_SECRET}
        self.aws = Aws(self.lap, secrets)
        if table is not None:
            self.aws.dynamo = table
        self.urls = self._queues()
        self.names = {url: name for name, url in self.urls.items()}
        self.aws.sent = self._sent
        self.fleet = Fleet(self.lap, self._variables(), seed)
        self.web = News(sites, self.lap, self.aws, seed)
        self.web.posted = self._hub_asked
        self.chat = Chat(self.lap, self.aws, self.request, lambda act: self.at(self.lap.now(), act))
        for channel in before.channels():
            self.chat.workspace.add_channel(channel, channel.lower(), members=before.people())
        for person in before.people():
            self.chat.workspace.add_user(User(person, person.lower()))
        self.sites, self.log = sites, Log()
        self._charged: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.stories: Any = None
        self.beginning: tuple[Any, Counter[str]] = ([], Counter())
        """What a process of match needs that begins: its stages, and what it asks of AWS."""
        self._events: list[tuple[datetime, int, Callable[[], None]]] = []
        self._order, self._numbers, self._tokens = count(), count(1), count()
        self.mapped = {one.queue: one for one in self.template.mappings()}
        self._windows = {
            event["Properties"]["Queue"]["Fn::GetAtt"].partition(".")[0]: float(
                event["Properties"].get("MaximumBatchingWindowInSeconds", 0)
            )
            for properties in self._functions.values()
            for event in properties.get("Events", {}).values()
            if event["Type"] == "SQS"
        }
        self._routes = self.template.routes()
        self._handlers: dict[str, Handler] = {}

    # --- Time -----------------------------------------------------------------------------------

    def at(self, moment: datetime, happen: Callable[[], None]) -> None:
        """Have something happen at a time."""
        heapq.heappush(self._events, (moment, next(self._order), happen))

    def run(self, until: datetime, progress: Callable[[datetime], None] = lambda _: None) -> None:
        """Let time go by until then."""
        while self._events and self._events[0][0] < until:
            at, _, happen = heapq.heappop(self._events)
            self.lap.at = at
            happen()
            progress(at)
        self.lap.at = until

    def tick(self) -> None:
        """Have dispatch called, as the scheduler does, and again in a minute."""
        self.log.ticks += 1
        self.at(self.lap.at + TICK, self.tick)
        self.invoke("DispatchFunction", {})

    @contextmanager
    def running(self) -> Iterator[None]:
        """Have the product's outside be this house."""
        LapPool.lap, LapPool.clock = self.lap, self.lap
        with ExitStack() as stack:
            stack.enter_context(no_network(self.web))
            stack.enter_context(self.chat.connected())
            stack.enter_context(patch.object(collecting, "ThreadPoolExecutor", LapPool))
            stack.enter_context(patch.object(system.SystemClock, "now", lambda _: self.lap.now()))
            stack.enter_context(patch.object(system.SystemEntropy, "token", lambda _: self._token()))
            stack.enter_context(patch.object(system, "wait", self.lap.advance))
            stack.enter_context(patch.dict(os.environ, {"POWERTOOLS_SERVICE_NAME": "newswatch"}))
            building = wiring.matcher.__wrapped__
            builders = {
                "parser": lambda _: RealParser(),
                "_session": lambda _: Session(self.aws),
                "matcher": lambda _: self._matcher(building),
            }
            stack.enter_context(environments(self.fleet, builders))
            yield

    # --- Functions --------------------------------------------------------------------------------

    def invoke(self, function: str, event: dict[str, Any]) -> Any:
        """Invoke a function; return its answer, None where it failed."""
        began, properties = self.lap.at, self._functions[function]
        environment = self.fleet.take(function)
        self.fleet.now, self.aws.function = environment, function
        context = Context(
            function, self.lap, began + timedelta(seconds=properties["Timeout"]), next(self._numbers)
        )
        answer, failed = None, False
        with printed() as said:
            self.lap.begin()
            try:
                answer = self._handler(function)(event, context)
            except Exception as e:  # noqa: BLE001 - as Lambda: the invocation failed, the process goes on
                failed = True
                self.log.errors[f"{function}: {type(e).__name__}: {e}"] += 1
            stages = self.lap.end()
        self.lap.stages = []
        cold, environment.is_new = environment.is_new, False
        environment.free_at = self.lap.at + timedelta(
            seconds=NOMINAL_CPU_S + (COLD_CPU_S[function] if cold else 0)
        )
        if cold and function == "MatchFunction":
            stages = [*self.beginning[0], *stages]
            self.aws.account().update(self.beginning[1])
        self._read_log(said.getvalue(), cold=cold)
        self._charge(function, began, stages, failed=failed, cold=cold)
        self.fleet.now = None
        return answer

    def request(self, method: str, target: str, headers: Mapping[str, str], body: bytes) -> Mapping[str, Any]:
        """Call the HTTP API; return the function's answer."""
        path = target.partition("?")[0]
        route = next(
            each
            for each in self._routes
            if each.method == method and each.path.split("/")[1:2] == path.split("/")[1:2]
            and each.path.count("/") == path.count("/") and ("{" in each.path or each.path == path)
        )  # fmt: skip
        self.log.http += 1
        answer = self.invoke(route.function, http_event(route, target, headers, body))
        return answer or {"statusCode": 500}

    def _handler(self, function: str) -> Handler:
        if function not in self._handlers:
            with self.lap.outside():
                self._handlers[function] = handler(self._functions[function]["Handler"])
        return self._handlers[function]

    def _charge(self, function: str, at: datetime, stages: Any, *, failed: bool, cold: bool) -> None:
        memory = int(self._functions[function]["MemorySize"])
        part = share(memory)
        cpu_s = sum(step.cpu_s for stage in stages for task in stage.tasks for step in task)
        seconds = duration_s(stages, part)
        init_s = COLD_CPU_S[function] / part if cold else 0.0
        ms = billed_ms(seconds + init_s)
        account = self.aws.accounts[function]
        account["invocations"] += 1
        account["cold"] += cold
        account["cpu_ms"] += round(cpu_s * 1000)
        account["cold_ms"] += round(init_s * 1000)
        account["billed_ms"] += ms
        account["gb_us"] += round(gb_seconds(ms, memory) * 1_000_000)
        before = self._charged[function]
        used = {name: max(0.0, float(account[name] - before[name])) for name in USED}
        self._charged[function] = Counter({name: account[name] for name in USED})
        self.log.invoked.append(Invoked(function, at, ms, cpu_s, failed, cold, used))

    def _read_log(self, said: str, *, cold: bool) -> None:
        account, lines = self.aws.account(), said.splitlines()
        account["log_lines"] += len(lines)
        account["log_bytes"] += sum(len(line.encode()) + EVENT_BYTES for line in lines)
        # What Lambda writes itself, in its own format.
        account["log_bytes"] += sum(PLATFORM_LINES) + EVENT_BYTES * len(PLATFORM_LINES)
        account["log_bytes"] += cold * (sum(COLD_LINES) + EVENT_BYTES)
        for line in lines:
            if '"_aws"' in line:
                account["emf_bytes"] += len(line.encode()) + EVENT_BYTES
                self._measured(json.loads(line))
            elif '"ERROR"' in line:
                self.log.errors[line[:300]] += 1

    def _measured(self, told: Mapping[str, Any]) -> None:
        for metric in told["_aws"]["CloudWatchMetrics"][0]["Metrics"]:
            values = told[metric["Name"]]
            for value in values if isinstance(values, list) else [values]:
                self.log.metrics.append((self.lap.at, metric["Name"], float(value)))

    def begin_stories(self) -> None:
        """Read the stories of three days, as each process of match does that begins; note what that takes.

        All of them then share what was read: to read it forty times would be most of the simulation's time.
        """
        self.aws.function = "MatchFunction"
        self.fleet.now = self.fleet.take("MatchFunction")
        matcher = wiring.matcher()
        self.aws.accounts.clear()
        self.lap.begin()
        matcher.stories.refresh()
        self.beginning = self.lap.end(), Counter(self.aws.account())
        self.lap.stages, self.stories = [], matcher.stories
        self.aws.accounts.clear()
        self.fleet.now = None

    def _matcher(self, build: Callable[[], Any]) -> Any:
        matcher = build()
        return replace(matcher, stories=self.stories) if self.stories else matcher

    # --- Queues -----------------------------------------------------------------------------------

    def _sent(self, url: str, delay_s: int) -> None:
        arrives = self.lap.at + timedelta(seconds=delay_s + DELIVERED_S)
        name = self.names[url]
        self.log.sent[name].append(arrives)
        if name in self.mapped:
            # What comes within the window of a message that waits goes along with it.
            arrives += timedelta(seconds=self._windows[name])
            self.at(arrives, lambda: self._arrived(url))

    def _arrived(self, url: str) -> None:
        mapped = self.mapped[self.names[url]]
        answer = self.aws.sqs.receive_message(
            QueueUrl=url, MaxNumberOfMessages=mapped.batch_size, MessageSystemAttributeNames=["All"]
        )
        messages = answer.get("Messages", [])
        if not messages:
            return
        for message in messages:
            self.log.payload[mapped.queue] += requests_of(len(message["Body"]))
            sent_at = int(message["Attributes"]["SentTimestamp"]) / 1000
            self.log.waited.append((self.lap.at, mapped.queue, self.lap.at.timestamp() - sent_at))
        answered = self.invoke(mapped.function, {"Records": [_record(m, mapped.queue) for m in messages]})
        failed = {each["itemIdentifier"] for each in (answered or {}).get("batchItemFailures", ())}
        for message in messages:
            if answered is None or message["MessageId"] in failed:
                self.at(self.lap.at + timedelta(seconds=6 * mapped.timeout_s + 1), lambda: self._arrived(url))
            else:
                self.aws.sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])

    # --- Hubs ---------------------------------------------------------------------------------------

    def _hub_asked(self, form: str) -> None:
        from bench.cost.hubs import subscribe  # noqa: PLC0415 - it needs this house

        subscribe(self, form)

    # --- Machinery ----------------------------------------------------------------------------------

    def _token(self) -> str:
        return sha256(str(next(self._tokens)).encode()).hexdigest()[:16]

    def _queues(self) -> dict[str, str]:
        made: dict[str, str] = {}
        for name, attributes in self.template.queues().items():
            if redrive := attributes.pop("RedrivePolicy", ""):
                target, receives = redrive.split()
                asked = self.aws.sqs.get_queue_attributes(QueueUrl=made[target], AttributeNames=["QueueArn"])
                policy = {
                    "deadLetterTargetArn": asked["Attributes"]["QueueArn"],
                    "maxReceiveCount": int(receives),
                }
                attributes["RedrivePolicy"] = json.dumps(policy)
            made[name] = self.aws.sqs.create_queue(QueueName=name, Attributes=attributes)["QueueUrl"]
        return made

    def _variables(self) -> Mapping[str, Mapping[str, str]]:
        known = {
            "TABLE_NAME": before.TABLE, "WORKSPACE": "main", "CONTACT_URL": "https://newswatch.example/",
            "HOOK_URL": "https://hooks.example/hook", "SLACK_API_URL": BASE, "SLACK_HOOKS_URL": HOOKS,
            "SLACK_TOKEN_PARAMETER": "TOKEN", "SLACK_SIGNING_SECRET_PARAMETER": "SIGNING",
            "SOURCE_SECRETS_PREFIX": "/newswatch/sources/", "PRIVATE_HOSTS": "",
            "POWERTOOLS_SERVICE_NAME": "newswatch",
        }  # fmt: skip
        for name, url in self.urls.items():
            known["".join(f"_{c}" if c.isupper() else c for c in name).lstrip("_").upper() + "_URL"] = url
        return self.template.environments(known)


def _record(message: Mapping[str, Any], queue: str) -> dict[str, Any]:
    return {
        "messageId": message["MessageId"], "receiptHandle": message["ReceiptHandle"], "body": message["Body"],
        "attributes": message.get("Attributes", {}), "messageAttributes": {},
        "md5OfBody": message.get("MD5OfBody", ""), "eventSource": "aws:sqs",
        "eventSourceARN": f"arn:aws:sqs:us-east-1:000000000000:{queue}", "awsRegion": "us-east-1",
    }  # fmt: skip
