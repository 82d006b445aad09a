"""SQS in memory behaves as SQS's documents say."""

import json
from collections import Counter

import pytest
from botocore.exceptions import ClientError, ParamValidationError
from fakes import T0, FrozenClock

from simulation.aws.sqs import MemorySqs

BODY_BYTES = 256 * 1024


@pytest.fixture
def clock():
    return FrozenClock()


@pytest.fixture
def sqs(clock):
    return MemorySqs(clock.now)


def queue(sqs, name="work", **attributes):
    attributes = {key: str(value) for key, value in attributes.items()}
    return sqs.create_queue(QueueName=name, Attributes=attributes)["QueueUrl"]


def send(sqs, url, *bodies, **more):
    for body in bodies:
        sqs.send_message(QueueUrl=url, MessageBody=body, **more)


def receive(sqs, url, most=10, **more):
    return sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=most, **more).get("Messages", [])


def bodies(sqs, url, **more):
    return [message["Body"] for message in receive(sqs, url, **more)]


def counts(sqs, url):
    """Return how many messages are visible, in flight, delayed."""
    kinds = ("", "NotVisible", "Delayed")
    names = [f"ApproximateNumberOfMessages{kind}" for kind in kinds]
    attributes = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=names)["Attributes"]
    return tuple(int(attributes[name]) for name in names)


def with_dead_letters(sqs, most, **attributes):
    """Return a queue whose messages are received so often, and its dead-letter queue."""
    dead = queue(sqs, "dead", **attributes)
    arn = sqs.get_queue_attributes(QueueUrl=dead, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    policy = json.dumps({"deadLetterTargetArn": arn, "maxReceiveCount": most})
    return queue(sqs, VisibilityTimeout=30, RedrivePolicy=policy), dead


def refused(call, **kwargs):
    with pytest.raises(ClientError) as info:
        call(**kwargs)
    return info.value.response["Error"]["Code"]


def entries(*bodies, **more):
    return [{"Id": str(n), "MessageBody": body, **more} for n, body in enumerate(bodies)]


# --- Visibility -----------------------------------------------------------------------------


@pytest.mark.parametrize(("after_s", "found"), [(0, []), (29, []), (30, ["a"]), (31, ["a"])], ids=str)
def test_received_message_comes_back_after_its_timeout(sqs, clock, after_s, found):
    url = queue(sqs, VisibilityTimeout=30)
    send(sqs, url, "a")
    assert bodies(sqs, url) == ["a"]
    clock.advance(seconds=after_s)
    assert bodies(sqs, url) == found


def test_receive_may_say_another_timeout(sqs, clock):
    url = queue(sqs, VisibilityTimeout=30)
    send(sqs, url, "a")
    bodies(sqs, url, VisibilityTimeout=5)
    clock.advance(seconds=5)
    assert bodies(sqs, url) == ["a"]


@pytest.mark.parametrize(("change_s", "after_s", "found"), [(0, 0, ["a"]), (60, 59, []), (60, 60, ["a"])])
def test_timeout_is_changed_from_now_on(sqs, clock, change_s, after_s, found):
    url = queue(sqs, VisibilityTimeout=30)
    send(sqs, url, "a")
    (message,) = receive(sqs, url)
    clock.advance(seconds=20)
    sqs.change_message_visibility(
        QueueUrl=url, ReceiptHandle=message["ReceiptHandle"], VisibilityTimeout=change_s
    )
    clock.advance(seconds=after_s)
    assert bodies(sqs, url) == found


def test_timeout_that_is_over_cannot_be_changed(sqs, clock):
    url = queue(sqs, VisibilityTimeout=30)
    send(sqs, url, "a")
    (message,) = receive(sqs, url)
    clock.advance(seconds=30)
    request = {"QueueUrl": url, "ReceiptHandle": message["ReceiptHandle"], "VisibilityTimeout": 10}
    assert refused(sqs.change_message_visibility, **request) == "InvalidParameterValue"


def test_deleted_message_is_gone_whatever_its_timeout(sqs, clock):
    url = queue(sqs, VisibilityTimeout=30)
    send(sqs, url, "a")
    (message,) = receive(sqs, url)
    clock.advance(seconds=31)
    for _ in range(2):
        sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    assert sqs.messages(url) == []


def test_handle_of_an_earlier_receive_deletes_nothing(sqs):
    url = queue(sqs, VisibilityTimeout=0)
    send(sqs, url, "a")
    (first,), (second,) = receive(sqs, url), receive(sqs, url)
    sqs.delete_message(QueueUrl=url, ReceiptHandle=first["ReceiptHandle"])
    assert sqs.messages(url) == [("a", "visible")]
    sqs.delete_message(QueueUrl=url, ReceiptHandle=second["ReceiptHandle"])
    assert sqs.messages(url) == []


# --- What a receive tells -------------------------------------------------------------------


@pytest.mark.parametrize("parameter", ["AttributeNames", "MessageSystemAttributeNames"])
def test_message_tells_its_history_when_asked(sqs, clock, parameter):
    url = queue(sqs, VisibilityTimeout=30)
    send(sqs, url, "a")
    assert "Attributes" not in receive(sqs, url)[0]
    clock.advance(seconds=30)
    (message,) = receive(sqs, url, **{parameter: ["All"]})
    sent = str(int(T0.timestamp() * 1000))
    assert message["Attributes"] == {
        "ApproximateReceiveCount": "2",
        "SentTimestamp": sent,
        "ApproximateFirstReceiveTimestamp": sent,
    }
    clock.advance(seconds=30)
    (message,) = receive(sqs, url, **{parameter: ["ApproximateReceiveCount"]})
    assert message["Attributes"] == {"ApproximateReceiveCount": "3"}


def test_oldest_message_comes_first(sqs):
    url = queue(sqs)
    send(sqs, url, "a", "b", "c")
    assert bodies(sqs, url, most=2) == ["a", "b"]
    assert bodies(sqs, url) == ["c"]


def test_order_may_be_chosen(sqs):
    url = queue(sqs)
    send(sqs, url, "a", "b", "c")
    seen = []
    sqs.choose = lambda messages: seen.append([message.body for message in messages]) or len(messages) - 1
    assert bodies(sqs, url) == ["c", "b", "a"]
    assert seen == [["a", "b", "c"], ["a", "b"], ["a"]]


def test_messages_are_counted_and_listed_by_state(sqs):
    url = queue(sqs)
    send(sqs, url, "a", "b")
    send(sqs, url, "c", DelaySeconds=60)
    receive(sqs, url, most=1)
    assert sqs.messages(url) == [("a", "in flight"), ("b", "visible"), ("c", "delayed")]
    assert counts(sqs, url) == (1, 1, 1)


# --- Dead letters ---------------------------------------------------------------------------


def test_message_goes_to_the_dead_letters_instead_of_one_more_delivery(sqs, clock):
    url, dead = with_dead_letters(sqs, 2)
    send(sqs, url, "poison")
    for _ in range(2):
        assert bodies(sqs, url) == ["poison"]
        assert sqs.messages(dead) == []
        clock.advance(seconds=30)
    assert sqs.messages(url) == [("poison", "visible")]
    assert bodies(sqs, url) == []
    assert (sqs.messages(url), sqs.messages(dead)) == ([], [("poison", "visible")])


def test_message_given_back_at_once_counts_as_received(sqs):
    url, dead = with_dead_letters(sqs, 1)
    send(sqs, url, "poison", "good")
    (message,) = receive(sqs, url, most=1)
    handle = message["ReceiptHandle"]
    sqs.change_message_visibility(QueueUrl=url, ReceiptHandle=handle, VisibilityTimeout=0)
    assert bodies(sqs, url) == ["good"]
    assert sqs.messages(dead) == [("poison", "visible")]


def test_dead_letter_keeps_its_age(sqs, clock):
    url, dead = with_dead_letters(sqs, 1, MessageRetentionPeriod=100)
    send(sqs, url, "poison")
    receive(sqs, url)
    clock.advance(seconds=60)
    receive(sqs, url)
    (message,) = receive(sqs, dead, AttributeNames=["SentTimestamp"])
    assert message["Attributes"]["SentTimestamp"] == str(int(T0.timestamp() * 1000))
    clock.advance(seconds=40)
    assert sqs.messages(dead) == []
    assert sqs.expired == Counter({dead: 1})


# --- Delay and retention --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("of_queue", "of_message", "delay_s"),
    [
        (0, {}, 0),
        (10, {}, 10),
        (10, {"DelaySeconds": 0}, 0),
        (10, {"DelaySeconds": 900}, 900),
    ],
)
def test_message_is_delayed(sqs, clock, of_queue, of_message, delay_s):
    url = queue(sqs, DelaySeconds=of_queue)
    send(sqs, url, "a", **of_message)
    if delay_s:
        clock.advance(seconds=delay_s - 1)
        assert bodies(sqs, url) == []
        clock.advance(seconds=1)
    assert bodies(sqs, url) == ["a"]


@pytest.mark.parametrize(("after_s", "left", "lost"), [(99, 1, 0), (100, 0, 1)])
def test_message_is_lost_after_its_retention_whatever_its_state(sqs, clock, after_s, left, lost):
    url = queue(sqs, MessageRetentionPeriod=100, VisibilityTimeout=500)
    send(sqs, url, "a")
    receive(sqs, url)
    clock.advance(seconds=after_s)
    assert len(sqs.messages(url)) == left
    assert sqs.expired.total() == lost


# --- What SQS takes -------------------------------------------------------------------------


def test_batch_is_sent_in_order_with_a_delay_of_each_entry(sqs, clock):
    url = queue(sqs)
    batch = [*entries("a", "b"), {"Id": "late", "MessageBody": "c", "DelaySeconds": 60}]
    answer = sqs.send_message_batch(QueueUrl=url, Entries=batch)
    assert [sent["Id"] for sent in answer["Successful"]] == ["0", "1", "late"]
    assert "Failed" not in answer
    assert bodies(sqs, url) == ["a", "b"]
    clock.advance(seconds=60)
    assert "c" in bodies(sqs, url)


@pytest.mark.parametrize(
    ("batch", "code"),
    [
        ([], "EmptyBatchRequest"),
        (entries(*"abcdefghijk"), "TooManyEntriesInBatchRequest"),
        ([{"Id": "1", "MessageBody": "a"}] * 2, "BatchEntryIdsNotDistinct"),
        (entries("x" * BODY_BYTES, "y"), "BatchRequestTooLong"),
        (entries("é" * (BODY_BYTES // 2), "y"), "BatchRequestTooLong"),
    ],
    ids=["none", "eleven", "same id", "too long", "too long in bytes"],
)
def test_batch_that_sqs_refuses_as_a_whole(sqs, batch, code):
    url = queue(sqs)
    assert refused(sqs.send_message_batch, QueueUrl=url, Entries=batch) == f"AWS.SimpleQueueService.{code}"
    assert sqs.messages(url) == []


def test_batch_of_256_kb_is_taken(sqs):
    url = queue(sqs)
    sqs.send_message_batch(QueueUrl=url, Entries=entries("x" * (BODY_BYTES - 1), "y"))
    assert counts(sqs, url) == (2, 0, 0)


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        ({"MessageBody": "null \x00"}, "InvalidMessageContents"),
        ({"MessageBody": "half \ud800"}, "InvalidMessageContents"),
        ({"MessageBody": ""}, "MissingParameter"),
        ({"MessageBody": "late", "DelaySeconds": 901}, "InvalidParameterValue"),
    ],
)
def test_entry_that_sqs_refuses_fails_alone(sqs, entry, code):
    url = queue(sqs)
    answer = sqs.send_message_batch(QueueUrl=url, Entries=[*entries("good"), {"Id": "bad", **entry}])
    assert [(failed["Id"], failed["Code"]) for failed in answer["Failed"]] == [("bad", code)]
    assert bodies(sqs, url) == ["good"]
    assert refused(sqs.send_message, QueueUrl=url, **entry) == code


@pytest.mark.parametrize(
    ("method", "more", "code"),
    [
        ("receive_message", {"MaxNumberOfMessages": 11}, "InvalidParameterValue"),
        ("receive_message", {"VisibilityTimeout": 43_201}, "InvalidParameterValue"),
        ("delete_message", {"ReceiptHandle": "made up"}, "ReceiptHandleIsInvalid"),
        ("send_message", {"MessageBody": "x" * (BODY_BYTES + 1)}, "InvalidParameterValue"),
    ],
)
def test_request_that_sqs_refuses(sqs, method, more, code):
    assert refused(getattr(sqs, method), QueueUrl=queue(sqs), **more) == code


def test_parameter_that_is_not_known_is_refused(sqs):
    with pytest.raises(ParamValidationError):
        sqs.send_message(QueueUrl=queue(sqs), MessageBody="a", MessageGroupId="g")


# --- Queues ---------------------------------------------------------------------------------


def test_queue_is_made_once(sqs):
    url = queue(sqs, VisibilityTimeout=30)
    send(sqs, url, "a")
    assert queue(sqs, VisibilityTimeout=30) == url == sqs.get_queue_url(QueueName="work")["QueueUrl"]
    assert len(sqs.messages(url)) == 1
    other = {"QueueName": "work", "Attributes": {"VisibilityTimeout": "31"}}
    assert refused(sqs.create_queue, **other) == "QueueAlreadyExists"


def test_purged_queue_is_empty_and_deleted_one_is_gone(sqs):
    url = queue(sqs)
    send(sqs, url, "a")
    sqs.purge_queue(QueueUrl=url)
    assert sqs.messages(url) == []
    sqs.delete_queue(QueueUrl=url)
    code = refused(sqs.send_message, QueueUrl=url, MessageBody="a")
    assert code == "AWS.SimpleQueueService.NonExistentQueue"


def test_answers_carry_the_date(sqs):
    date = sqs.create_queue(QueueName="work")["ResponseMetadata"]["HTTPHeaders"]["date"]
    assert date.endswith(" GMT")
