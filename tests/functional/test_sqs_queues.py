"""Sending to the embedded engine, and what a queue that does not take everything is answered with."""

import json
from dataclasses import dataclass, field
from random import Random
from uuid import uuid4

import boto3
import pytest
from botocore.config import Config
from builders import entry

from newswatch.errors import QueueError
from newswatch.model import ChannelId, EntryGroup, SourceGroup, SourceId
from newswatch.queues import QueueUrls, SqsQueues, decode_entries, decode_sources, decode_wake

SOURCE = SourceId("5" * 16)


@pytest.fixture
def sqs(engine):
    return engine.client("sqs")


@pytest.fixture
def urls(sqs):
    return QueueUrls(*(sqs.create_queue(QueueName=f"q-{uuid4().hex}")["QueueUrl"] for _ in range(8)))


@pytest.fixture
def queues(sqs, urls):
    return SqsQueues(sqs, urls)


def bodies(sqs, url: str) -> list[str]:
    found: list[str] = []
    while batch := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
        found += [message["Body"] for message in batch]
    return found


def test_each_kind_of_message_goes_to_its_queue(sqs, urls, queues):
    queues.send_sources([SourceGroup((SOURCE,))])
    queues.send_entries([EntryGroup(SOURCE, (entry(),), baseline=True)])
    queues.wake([ChannelId("C1")])
    queues.send_command("{}")

    assert [decode_sources(body) for body in bodies(sqs, urls.sources)] == [SourceGroup((SOURCE,))]
    [group] = bodies(sqs, urls.articles)
    assert decode_entries(group) == EntryGroup(SOURCE, (entry(),), baseline=True)
    assert [decode_wake(body).channel for body in bodies(sqs, urls.channels)] == ["C1"]
    assert bodies(sqs, urls.commands) == ["{}"]


def test_more_than_a_batch_arrives_whole(sqs, urls, queues):
    sources = [SourceGroup((SourceId(f"{n:016x}"),)) for n in range(25)]
    queues.send_sources(sources)

    assert {decode_sources(body) for body in bodies(sqs, urls.sources)} == set(sources)


def test_large_messages_go_in_batches_that_sqs_takes(sqs, urls, queues):
    noise = "".join(map(chr, Random(1).choices(range(0x4E00, 0x9E00), k=20_000)))
    group = EntryGroup(SOURCE, tuple(entry(n, content_html=f"{n}{noise}") for n in range(30)))
    queues.send_entries([group])

    arrived = [e for body in bodies(sqs, urls.articles) for e in decode_entries(body).entries]
    assert sorted(arrived, key=lambda e: e.id) == sorted(group.entries, key=lambda e: e.id)


class Taking:
    """An SQS that takes all, and shows it."""

    def __init__(self):
        self.taken = []

    def send_message_batch(self, QueueUrl, Entries):  # noqa: N803 - boto3's names
        assert QueueUrl == "channels"
        self.taken += [(decode_wake(e["MessageBody"]).channel, e["DelaySeconds"]) for e in Entries]
        return {}


@pytest.mark.parametrize(
    ("channels", "delay_s", "delays"),
    [
        (["C1", "C2", "C1"], 0, [0, 1]),
        (["C1", "C2", "C3"], 60, [60, 61, 62]),
        (["C1", "C2", "C3"], 899, [899, 900, 900]),
        ([f"C{n}" for n in range(25)], 0, [n * 10 // 25 for n in range(25)]),
    ],
)
def test_channels_are_woken_once_each_and_one_after_another(channels, delay_s, delays):
    client = Taking()
    SqsQueues(client, QueueUrls(channels="channels")).wake(map(ChannelId, channels), delay_s)
    assert client.taken == list(zip(dict.fromkeys(channels), delays, strict=True))


@pytest.mark.parametrize("delay_s", [-30, 0])
def test_a_pause_that_is_over_delays_nothing(sqs, urls, queues, delay_s):
    queues.wake([ChannelId("C1")], delay_s=delay_s)

    assert len(bodies(sqs, urls.channels)) == 1


@pytest.mark.parametrize("delay_s", [1, 900, 3_600])
def test_a_wake_up_can_be_delayed_as_long_as_sqs_allows(sqs, urls, queues, delay_s):
    queues.wake([ChannelId("C1")], delay_s=delay_s)

    names = ["ApproximateNumberOfMessagesDelayed"]
    attributes = sqs.get_queue_attributes(QueueUrl=urls.channels, AttributeNames=names)["Attributes"]
    assert attributes == {names[0]: "1"}


@pytest.mark.parametrize("delay_s", [1, 900, 3_600])
def test_entries_can_be_delayed_as_long_as_sqs_allows(sqs, urls, queues, delay_s):
    queues.send_entries([EntryGroup(SOURCE, (entry(),))], delay_s)

    names = ["ApproximateNumberOfMessagesDelayed"]
    attributes = sqs.get_queue_attributes(QueueUrl=urls.articles, AttributeNames=names)["Attributes"]
    assert attributes == {names[0]: "1"}


def test_nothing_to_send_sends_nothing():
    silent = SqsQueues(client=None, urls=QueueUrls())
    silent.send_sources([])
    silent.send_entries([EntryGroup(SOURCE, ())])
    silent.wake([])


def test_what_waits_is_counted_by_name(queues):
    queues.send_sources([SourceGroup((SOURCE,))] * 3)
    queues.wake([ChannelId("C1")])

    assert queues.waiting() == {"sources": 3, "articles": 0, "channels": 1}


def test_dead_letters_are_counted_by_name(sqs, urls, queues):
    queues.bury(ChannelId("C1"))
    for _ in range(2):
        sqs.send_message(QueueUrl=urls.dead_commands, MessageBody="{}")

    assert queues.dead() == {"sources": 0, "articles": 0, "channels": 1, "commands": 2}


@pytest.mark.parametrize(
    "act",
    [
        lambda q: q.send_sources([SourceGroup((SOURCE,))]),
        lambda q: q.send_entries([EntryGroup(SOURCE, (entry(),))]),
        lambda q: q.wake(["C1"]),
        lambda q: q.send_command("{}"),
        lambda q: q.waiting(),
        lambda q: q.dead(),
    ],
    ids=["sources", "entries", "wake", "command", "waiting", "dead"],
)
@pytest.mark.parametrize("missing", ["nowhere", ""])
def test_a_queue_that_is_not_there_is_an_error(engine, sqs, act, missing):
    url = f"{engine.url}/000000000000/{missing}" if missing else ""
    with pytest.raises(QueueError) as caught:
        act(SqsQueues(sqs, QueueUrls(*[url] * 8)))

    assert caught.value.transient


def test_an_engine_that_is_gone_is_an_error(urls):
    client = boto3.client(
        "sqs", endpoint_url="http://127.0.0.1:9", region_name="eu-west-1", aws_access_key_id="x",
        aws_secret_access_key="x", config=Config(retries={"total_max_attempts": 1}),
    )  # fmt: skip
    with pytest.raises(QueueError):
        SqsQueues(client, urls).wake([ChannelId("C1")])


@dataclass
class Choosy:
    """An SQS that takes no message that names a poison."""

    taken: list[str] = field(default_factory=list)

    def send_message_batch(self, *, QueueUrl, Entries):  # noqa: N803 - as boto3 names them
        good = [e for e in Entries if "poison" not in e["MessageBody"]]
        self.taken += [e["MessageBody"] for e in good]
        bad = [
            {"Id": e["Id"], "Code": "InternalError", "SenderFault": False} for e in Entries if e not in good
        ]
        return {"Successful": [{"Id": e["Id"]} for e in good], **({"Failed": bad} if bad else {})}


def test_a_batch_that_is_taken_in_part_is_an_error():
    sqs = Choosy()
    with pytest.raises(QueueError, match="1 of 3"):
        SqsQueues(sqs, QueueUrls(channels="x")).wake(["C1", "poison", "C2"])

    assert [json.loads(body)["channel"] for body in sqs.taken] == ["C1", "C2"]
