"""The flood as it runs: match's claims, the queue of channels, notify and dispatch, side by side."""

import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from random import Random
from typing import Any

from builders import ALICE, alert, article, source
from fakes import CountingEntropy
from simulation.aws.dynamodb import MemoryDynamo
from simulation.aws.sqs import MemorySqs
from simulation.chat import ChatClient
from simulation.process import AwsClient
from stores import REPOSITORY

from flood.machines import MOST, Account, Charged, EventSource, Process
from flood.plan import BEGINS, FLOOD_S, OUTLETS, OWNERS, READING_S, ZONE, Entry, Flood
from flood.timeline import Timeline
from infra.laptop.slack.exchange import Exchange
from infra.laptop.slack.records import User
from infra.laptop.slack.workspace import SlackWorkspace
from infra.laptop.template import Template
from newswatch.model import WORKSPACE, ChannelId, ChannelSettings, Coverage, State, StoryId, Topic
from newswatch.posts import Post, PostId, PostState
from newswatch.queues import QueueUrls, SqsQueues, decode_wake
from newswatch.slack.client import SlackMessenger
from newswatch.sources.urls import article_id
from newswatch.storage.store import DynamoStore
from newswatch.usecases.dispatch import dispatch
from newswatch.usecases.notify import notify
from newswatch.usecases.turn import Notifier

TABLE, TOKEN = "flood", "xoxb-planted-token"
TICK_S, FIRST_TICK_S = 60, 20
PATIENCE_S = 12 * 3600
"""All of it must have been told by then."""
MATCH, JOINED, NOTIFY, DISPATCH = "match: claims", "match: further coverage", "notify", "dispatch"
OUT = "#OUT"
"""What the key of the partition of all outboxes ends with."""


class Stuck(AssertionError):
    """Something is never told."""


@dataclass(frozen=True)
class Claimed:
    """A match, as it was claimed."""

    channel: ChannelId
    story: int
    topic: Topic
    at: datetime
    done_at: datetime
    """When everybody could see it."""


@dataclass
class Busy:
    """Units of the partition of all outboxes, by second."""

    read: Counter[int] = field(default_factory=Counter)
    write: Counter[int] = field(default_factory=Counter)


class House:
    """Everything there is.

    Attributes:
        claims: as they were made.
        settled_at: when a post was first sent or held.
        answers: of Slack's, by method and answer.
        wakes: messages that were sent, by function.
        errors: of invocations that failed.
    """

    def __init__(self, flood: Flood, seed: int) -> None:
        self.flood, self.rng = flood, Random(f"{seed} house")
        self.timeline = Timeline(BEGINS)
        self.dynamo, self.sqs = MemoryDynamo(self.timeline.now, remembered=10), MemorySqs(self.timeline.now)
        template = Template.load(REPOSITORY / "template.yaml")
        self.dynamo.create_table(TableName=TABLE, **template.table())
        self.urls = self._queues(template)
        self.workspace = SlackWorkspace(self.timeline.now, token=TOKEN)
        self.workspace.limits.on = True
        self.exchange = Exchange(self.workspace)
        self.accounts: defaultdict[str, Account] = defaultdict(Account)
        self.errors: Counter[str] = Counter()
        self.answers: Counter[tuple[str, str]] = Counter()
        self.wakes: Counter[str] = Counter()
        self.claims: list[Claimed] = []
        self.settled_at: dict[PostId, datetime] = {}
        self.busy = Busy()
        self._entropy, self._processes = CountingEntropy(), 0
        (mapped,) = (one for one in template.mappings() if one.queue == "ChannelQueue")
        self.mapping = EventSource(
            self.timeline,
            self.sqs,
            self.urls["ChannelQueue"],
            most=_most_at_once(template, mapped.function),
            make=partial(self._process, NOTIFY, mapped.timeout_s),
            work=self._notify,
        )
        self._free = DynamoStore(
            TABLE, "main", retrying=self.dynamo, once=self.dynamo, article_retention_days=30
        )
        self._prepare()

    # --- What happens -----------------------------------------------------------------------------

    def run(self) -> None:
        """Have all of it claimed and told. Raises Stuck."""
        for at, group in self.flood.groups:
            self.timeline.at(at, partial(self.timeline.begin, partial(self._match, group)))
        for at, entry in self.flood.later:
            self.timeline.at(at, partial(self.timeline.begin, partial(self._join, entry)))
        dispatching = self._process(DISPATCH, 60)
        self.timeline.at(FIRST_TICK_S, partial(self.timeline.begin, partial(self._tick, dispatching)))
        self.timeline.run()
        self._count_answers()

    def posts(self) -> list[Post]:
        """Return all posts, as the table has them."""
        stories: defaultdict[ChannelId, list[StoryId]] = defaultdict(list)
        for item in self.dynamo.items():
            _, is_post, channel = item["sk"]["S"].partition("POST#")
            if is_post:
                stories[ChannelId(channel)].append(StoryId(item["pk"]["S"].rpartition("STORY#")[2]))
        return [post for channel, ids in stories.items() for post in self._free.posts(channel, ids)]

    def left(self) -> list[str]:
        """Return what is still to be done, or has failed for good."""
        found = [f"outbox of {each}" for each in self._waiting()]
        for name, url in self.urls.items():
            if messages := self.sqs.messages(url):
                found.append(f"{len(messages)} messages in {name}")
        return found

    def _waiting(self) -> Sequence[ChannelId]:
        return self._free.channels_with_outbox(self.timeline.now() + timedelta(days=9))

    def _match(self, group: list[Entry]) -> None:
        """Claim what a group's entries match, as ``match`` does."""
        process = self._process(MATCH, 180)
        store, queues = process.made
        channels: dict[ChannelId, None] = {}

        def work() -> None:
            for entry in group:
                self.timeline.sleep(self.rng.uniform(*READING_S))
                now = self.timeline.now()
                store.cover(_coverage(entry, now))
                claims = [
                    alert(
                        topic_id=each.id,
                        topic_name=each.name,
                        story_id=entry.story_id,
                        article_id=article_id(entry.url),
                        source_id=source(entry.outlet).id,
                        channels=each.destinations,
                        claimed_at=now,
                    )
                    for each in entry.topics
                ]
                channels.update(dict.fromkeys(store.claim(claims)))
                for each in entry.topics:
                    for channel in each.destinations:
                        self.claims.append(Claimed(channel, entry.story, each, now, self.timeline.now()))
            queues.wake(list(channels))

        assert process.invoke(work), self.errors

    def _join(self, entry: Entry) -> None:
        """Have an outlet carry a story, too."""
        process = self._process(JOINED, 180)
        store, queues = process.made

        def work() -> None:
            now = self.timeline.now()
            store.cover(_coverage(entry, now))
            queues.wake(list(store.refresh_posts(entry.story_id, now)))

        assert process.invoke(work), self.errors

    def _tick(self, process: Process) -> None:
        store, queues = process.made
        began = self.timeline.seconds
        self.timeline.at(began + TICK_S, partial(self._tick_again, process))
        process.invoke(lambda: dispatch(store, queues, self.timeline, self._entropy))

    def _tick_again(self, process: Process) -> None:
        self._count_answers()
        is_later = self.timeline.seconds > max([FLOOD_S, *(at for at, _ in self.flood.later)]) + TICK_S
        if is_later and not self._waiting() and not self.sqs.messages(self.urls["ChannelQueue"]):
            return
        if self.timeline.seconds > PATIENCE_S:
            raise Stuck(f"not told after {PATIENCE_S / 3600:g} hours: {self.left()}")
        self.timeline.begin(partial(self._tick, process))

    def _notify(self, process: Process, body: str) -> None:
        notifier, wake = process.made, decode_wake(body)
        notify(notifier, wake.channel, process, retry=wake.retry, again=wake.again)

    # --- Machinery ----------------------------------------------------------------------------------

    def apply(self, process: Process, service: str, operation: str, arguments: Any, _kind: str) -> Any:
        """Have a call take effect, and charge it to whose it is."""
        account, consumed = process.account, self.dynamo.consumed
        account.calls[service] += 1
        if service == "sqs":
            answer = self.sqs.send_message_batch(**arguments)
            for entry in arguments["Entries"]:
                self.wakes[self._function(process)] += 1
                self.mapping.expect(entry["DelaySeconds"])
            return answer
        read, write = consumed.read, consumed.write
        try:
            return getattr(self.dynamo, operation)(**arguments)
        finally:
            account.read[process.part] += consumed.read - read
            account.write[process.part] += consumed.write - write
            self._watch(operation, arguments, consumed.read - read, consumed.write - write)

    def _watch(self, operation: str, arguments: Any, read: float, write: float) -> None:
        second = int(self.timeline.seconds)
        if operation == "query":
            if arguments["ExpressionAttributeValues"][":pk"]["S"].endswith(OUT):
                self.busy.read[second] += read
        elif operation == "transact_write_items":
            # Rows are far below the kilobyte of a unit, of which a transaction takes two.
            parts = [
                body.get("Key") or body["Item"]
                for each in arguments["TransactItems"]
                for body in each.values()
            ]
            self.busy.write[second] += 2 * sum(key["pk"]["S"].endswith(OUT) for key in parts)
        elif write and _is_of_outbox(arguments):
            self.busy.write[second] += write

    def _process(self, function: str, timeout_s: float) -> Process:
        self._processes += 1
        process = Process(self, self.accounts[function], timeout_s, self._processes)
        store: Any = DynamoStore(
            TABLE,
            "main",
            retrying=AwsClient(process, "dynamodb", self.dynamo, tries=3),
            once=AwsClient(process, "dynamodb", self.dynamo, tries=1),
            article_retention_days=30,
        )
        store = Charged(store, process, self._heard)
        urls = QueueUrls(channels=self.urls["ChannelQueue"])
        queues = SqsQueues(AwsClient(process, "sqs", self.sqs, tries=3), urls)
        process.made = store, queues
        if function == NOTIFY:
            messenger = SlackMessenger(ChatClient(process, self.exchange, TOKEN))
            process.made = Notifier(store, queues, messenger, self.timeline, self._entropy)
        return process

    def _function(self, process: Process) -> str:
        return next(name for name, account in self.accounts.items() if account is process.account)

    def _heard(self, name: str, args: tuple[Any, ...]) -> None:
        if name == "hold" or (name == "save_post" and args[0].state is PostState.SENT):
            self.settled_at.setdefault(args[0].id, self.timeline.now())

    def _count_answers(self) -> None:
        """Count what Slack answered, and have it forget that: its log is bounded."""
        for call in self.workspace.calls.all():
            self.answers[call.method, call.answer] += 1
        self.workspace.calls.clear()

    def _queues(self, template: Template) -> dict[str, str]:
        made: dict[str, str] = {}
        for name, attributes in template.queues().items():
            if name not in {"ChannelQueue", "ChannelDeadLetterQueue"}:
                continue
            if redrive := attributes.pop("RedrivePolicy", ""):
                target, count = redrive.split()
                asked = self.sqs.get_queue_attributes(QueueUrl=made[target], AttributeNames=["QueueArn"])
                policy = {
                    "deadLetterTargetArn": asked["Attributes"]["QueueArn"],
                    "maxReceiveCount": int(count),
                }
                attributes["RedrivePolicy"] = json.dumps(policy)
            made[name] = self.sqs.create_queue(QueueName=name, Attributes=attributes)["QueueUrl"]
        return made

    def _prepare(self) -> None:
        """Have there be what was there before: people, channels, settings, topics, sources, articles."""
        store = self._free
        for n in range(OWNERS):
            self.workspace.add_user(User(f"U{n:04d}", f"owner{n}"))
        here = ChannelSettings(WORKSPACE, ALICE, zone=ZONE, cap=self.flood.cap)
        store.save_settings(here, ALICE, BEGINS, "set")
        for channel in self.flood.channels.values():
            self.workspace.add_channel(channel.id, channel.id.lower())
            if channel.settings:
                store.save_settings(channel.settings, ALICE, BEGINS, "set")
        for each in self.flood.topics:
            store.save_topic(each, ALICE, BEGINS, "add")
        for n in range(OUTLETS):
            store.save_source(source(n, state=State.PAUSED), ALICE, BEGINS, "add")
        for entry in self.flood.entries:
            told = article(
                entry.url,
                title=f"Ministers meet for the {entry.story}th time, and agree on what to say",
                read_at=BEGINS,
                source_id=source(entry.outlet).id,
                story_id=entry.story_id,
            )
            store.save_article(told, ())


def _is_of_outbox(request: Any) -> bool:
    return bool((request.get("Key") or request["Item"])["pk"]["S"].endswith(OUT))


def _coverage(entry: Entry, now: datetime) -> Coverage:
    return Coverage(
        story_id=entry.story_id,
        article_id=article_id(entry.url),
        source_id=source(entry.outlet).id,
        url=entry.url,
        title=f"Ministers meet {entry.story}",
        outlet=f"paper{entry.outlet}.example",
        name=f"Paper {entry.outlet}",
        at=now,
        held={each.id: frozenset({"lavrov"}) for each in entry.topics},
    )


def _most_at_once(template: Template, function: str) -> int:
    """Return how many invocations a queue's function has at most side by side."""
    properties = template.of_type("AWS::Serverless::Function")[function]
    said = [event["Properties"].get("ScalingConfig", {}) for event in properties["Events"].values()]
    limits = [each["MaximumConcurrency"] for each in said if "MaximumConcurrency" in each]
    return min([*limits, properties.get("ReservedConcurrentExecutions", MOST), MOST])
