"""The pump does between queues and handlers what Lambda's event source mappings do."""

import json
import time
from uuid import uuid4

import pytest

from infra.laptop.pump import Context, Pump, Pumped, in_this_process
from infra.laptop.template import Mapped


@pytest.fixture
def sqs(engine):
    return engine.client("sqs")


class Line:
    """A queue with a dead-letter queue, and a function on it that does what a test wants."""

    def __init__(self, sqs, *, visibility_s: int = 600, tries: int = 5, batch_size: int = 10) -> None:
        name = f"q-{uuid4().hex}"
        self.sqs = sqs
        self.dead = sqs.create_queue(QueueName=f"{name}-dead")["QueueUrl"]
        asked = sqs.get_queue_attributes(QueueUrl=self.dead, AttributeNames=["QueueArn"])
        policy = {"deadLetterTargetArn": asked["Attributes"]["QueueArn"], "maxReceiveCount": tries}
        attributes = {"VisibilityTimeout": str(visibility_s), "RedrivePolicy": json.dumps(policy)}
        self.url = sqs.create_queue(QueueName=name, Attributes=attributes)["QueueUrl"]
        self.seen: list[list[str]] = []
        self.events: list[dict] = []
        self.contexts: list[Context] = []
        self.answer = lambda records: None
        mapped = Mapped("MatchFunction", "x.handler", "ArticleQueue", batch_size, timeout_s=60)
        self.pumped = Pumped(mapped, self.url, self.handle)
        self.pump = Pump(sqs, [self.pumped])

    def handle(self, event, context):
        self.events.append(event)
        self.contexts.append(context)
        self.seen.append([record["body"] for record in event["Records"]])
        return self.answer(event["Records"])

    def send(self, *bodies: str) -> None:
        for body in bodies:
            self.sqs.send_message(QueueUrl=self.url, MessageBody=body)

    def left(self) -> list[int]:
        """Return how many messages are in the queue, and how many in flight."""
        names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
        asked = self.sqs.get_queue_attributes(QueueUrl=self.url, AttributeNames=names)
        return [int(asked["Attributes"][name]) for name in names]


@pytest.fixture
def line(sqs):
    return Line(sqs)


def failing(*bodies: str):
    """Answer as a handler that failed at these."""
    return lambda records: {
        "batchItemFailures": [{"itemIdentifier": r["messageId"]} for r in records if r["body"] in bodies]
    }


def test_what_was_worked_off_is_gone(line):
    line.send("a", "b")

    assert line.pump.cycle() == 2
    assert line.left() == [0, 0]
    assert line.pump.cycle() == 0
    assert sorted(line.seen[0]) == ["a", "b"]


def test_an_empty_queue_invokes_nobody(line):
    assert line.pump.cycle() == 0
    assert line.seen == []


@pytest.mark.parametrize("answer", [None, {}, {"batchItemFailures": []}])
def test_an_answer_that_names_no_failure_is_success(line, answer):
    line.answer = lambda records: answer
    line.send("a")
    line.pump.cycle()

    assert line.left() == [0, 0]


def test_a_batch_is_no_larger_than_the_mapping_says(sqs):
    line = Line(sqs, batch_size=1)
    line.send("a", "b", "c")

    assert [line.pump.cycle() for _ in range(4)] == [1, 1, 1, 0]
    assert sorted(body for [body] in line.seen) == ["a", "b", "c"]


def test_what_failed_stays_and_the_rest_is_gone(sqs):
    line = Line(sqs, visibility_s=0)
    line.answer = failing("b")
    line.send("a", "b", "c")
    line.pump.cycle()

    line.answer = failing()
    line.pump.cycle()
    assert sorted(line.seen[0]) == ["a", "b", "c"]
    assert line.seen[1] == ["b"]
    assert line.left() == [0, 0]


def test_what_failed_waits_for_its_visibility_timeout(line):
    line.answer = failing("a")
    line.send("a")
    line.pump.cycle()

    assert line.pump.cycle() == 0
    assert line.left() == [0, 1]
    assert line.pump.waiting() == 0, "it does not come by itself before that time is over"


def test_an_exception_keeps_the_whole_batch(line, caplog):
    def crash(records):
        raise RuntimeError("no such thing")

    line.answer = crash
    line.send("a", "b")

    assert line.pump.cycle() == 2
    assert line.left() == [0, 2]
    assert "MatchFunction failed" in caplog.text
    assert "no such thing" in caplog.text


@pytest.mark.parametrize(
    "item", [{"itemIdentifier": "unknown"}, {"itemIdentifier": ""}, {"itemIdentifier": None}, {}]
)
def test_a_failure_that_nobody_knows_keeps_the_whole_batch(line, item):
    line.answer = lambda records: {"batchItemFailures": [item]}
    line.send("a", "b")
    line.pump.cycle()

    assert line.left() == [0, 2]


def test_a_poison_message_ends_in_the_dead_letter_queue_alone(sqs):
    line = Line(sqs, visibility_s=0, tries=2, batch_size=1)
    line.answer = failing("poison")
    line.send("poison", "fine")
    while line.pump.cycle():
        pass

    assert line.seen.count(["poison"]) == 2
    assert line.seen.count(["fine"]) == 1
    assert line.left() == [0, 0]
    [dead] = sqs.receive_message(QueueUrl=line.dead)["Messages"]
    assert dead["Body"] == "poison"


def test_a_function_gets_the_records_that_lambda_would_give_it(sqs):
    line = Line(sqs, visibility_s=0)
    line.answer = failing("{}")
    line.send("{}")
    line.pump.cycle()
    line.pump.cycle()

    [first], [second] = (event["Records"] for event in line.events)
    assert first["messageId"] == second["messageId"]
    assert [r["attributes"]["ApproximateReceiveCount"] for r in (first, second)] == ["1", "2"]
    assert (first["eventSource"], first["awsRegion"]) == ("aws:sqs", "eu-west-1")
    assert first["eventSourceARN"].endswith(":ArticleQueue")
    assert {"receiptHandle", "body", "messageAttributes", "md5OfBody"} <= first.keys()


def test_a_function_knows_how_long_it_may_go_on(line):
    line.send("a")
    line.pump.cycle()

    [context] = line.contexts
    assert context.function_name == "MatchFunction"
    assert 50_000 < context.get_remaining_time_in_millis() <= 60_000
    assert Context("x", time.monotonic() - 1).get_remaining_time_in_millis() == 0


def test_each_function_gets_its_turn_in_a_cycle(sqs):
    one, two = Line(sqs), Line(sqs)
    pump = Pump(sqs, [one.pumped, two.pumped])
    one.send("a")
    two.send("b", "c")

    assert pump.cycle() == 3
    assert (one.seen, [sorted(batch) for batch in two.seen]) == ([["a"]], [["b", "c"]])


def test_what_waits_counts_delayed_messages_too(sqs, line):
    line.send("a")
    sqs.send_message(QueueUrl=line.url, MessageBody="b", DelaySeconds=600)

    assert line.pump.waiting() == 2
    line.pump.cycle()
    assert line.pump.waiting() == 1


def test_a_handler_is_found_by_the_name_that_the_template_gives_it():
    assert in_this_process("AnyFunction", "json.dumps") is json.dumps
    with pytest.raises(ImportError):
        in_this_process("AnyFunction", "newswatch.lambdas.nothing.handler")
