"""Between queues and handlers, as Lambda's event source mappings do it."""

import importlib
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from infra.laptop.template import Mapped

Handler = Callable[[dict[str, Any], Any], Any]
Functions = Callable[[str, str], Handler]
"""Returns what invokes a function: of its logical id in the template, and its handler's name there."""
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Context:
    """What Lambda hands to a handler beside the event, as far as ours use it."""

    function_name: str
    ends_at: float
    """On ``time.monotonic``."""
    aws_request_id: str = field(default_factory=lambda: str(uuid4()))

    def get_remaining_time_in_millis(self) -> int:
        """Return the milliseconds until the invocation would be stopped."""
        return max(0, int((self.ends_at - time.monotonic()) * 1000))


@dataclass(frozen=True, slots=True)
class Pumped:
    """An event source mapping at work."""

    mapped: Mapped
    queue_url: str
    handler: Handler


class Pump:
    """Receives messages, invokes handlers, deletes what they worked off.

    What a handler reports as failed, or a whole batch when it raises, stays in
    its queue and comes again after the visibility timeout; SQS moves it to the
    dead-letter queue when it has come too often.
    """

    def __init__(self, sqs: Any, pumped: Sequence[Pumped]) -> None:
        self._sqs, self._pumped = sqs, pumped

    def cycle(self) -> int:
        """Give each function one batch, if there is one; return how many messages were received."""
        return sum(self._batch(pumped) for pumped in self._pumped)

    def waiting(self) -> int:
        """Return how many messages will come by themselves: those that wait and those that are delayed.

        Not those in flight: nothing is, between cycles, but what failed and rests.
        """
        kinds = ("", "Delayed")
        names = [f"ApproximateNumberOfMessages{kind}" for kind in kinds]
        total = 0
        for pumped in self._pumped:
            answer = self._sqs.get_queue_attributes(QueueUrl=pumped.queue_url, AttributeNames=names)
            total += sum(int(answer["Attributes"].get(name, 0)) for name in names)
        return total

    def _batch(self, pumped: Pumped) -> int:
        answer = self._sqs.receive_message(
            QueueUrl=pumped.queue_url,
            MaxNumberOfMessages=pumped.mapped.batch_size,
            MessageSystemAttributeNames=["All"],
        )
        messages = answer.get("Messages", [])
        if not messages:
            return 0
        done = self._invoke(pumped, messages)
        for message in done:
            self._sqs.delete_message(QueueUrl=pumped.queue_url, ReceiptHandle=message["ReceiptHandle"])
        return len(messages)

    def _invoke(self, pumped: Pumped, messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Return the messages that were worked off."""
        event = {"Records": [_record(message, pumped.mapped.queue) for message in messages]}
        context = Context(pumped.mapped.function, time.monotonic() + pumped.mapped.timeout_s)
        try:
            answer = pumped.handler(event, context) or {}
        except Exception:
            logger.exception("%s failed", pumped.mapped.function)
            return []
        failed = {item.get("itemIdentifier") for item in answer.get("batchItemFailures", [])}
        if failed - {message["MessageId"] for message in messages}:
            # As SQS: an identifier that it does not know fails the whole batch.
            return []
        return [message for message in messages if message["MessageId"] not in failed]


def in_this_process(_function: str, name: str) -> Handler:
    """Return the handler of a function, which then runs here."""
    return handler(name)


def handler(name: str) -> Handler:
    """Return the handler that a template names: ``package.module.function``."""
    module, _, attribute = name.rpartition(".")
    found: Handler = getattr(importlib.import_module(module), attribute)
    return found


def _record(message: dict[str, Any], queue: str) -> dict[str, Any]:
    return {
        "messageId": message["MessageId"],
        "receiptHandle": message["ReceiptHandle"],
        "body": message["Body"],
        "attributes": message.get("Attributes", {}),
        "messageAttributes": {},
        "md5OfBody": message.get("MD5OfBody", ""),
        "eventSource": "aws:sqs",
        "eventSourceARN": f"arn:aws:sqs:eu-west-1:000000000000:{queue}",
        "awsRegion": "eu-west-1",
    }
