"""One queue of SQS and its messages."""

import hashlib
import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from simulation.aws.service import Answer, Refused, Request

BATCH_ENTRIES = 10
BATCH_BYTES = 256 * 1024
"""Of a message, and of a batch: what queues of any age take."""
MAX_VISIBILITY_S = 12 * 3600
VISIBILITY_S = 30
RETENTION_S = 4 * 24 * 3600
"""SQS's own values where a queue was made without."""
NOT_TAKEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no message may have."""


def queue_error(code: str, message: str) -> Refused:
    """Return one of the errors that SQS gives this longer code."""
    return Refused(f"AWS.SimpleQueueService.{code}", message)


@dataclass(slots=True, eq=False)
class Message:
    """One message; times in epoch seconds.

    Attributes:
        place: in the order in which all messages were sent.
        sent_at: for good, in whatever queue it is.
        visible_at: not before this can it be received.
    """

    id: str
    place: int
    body: str
    sent_at: float
    visible_at: float
    receives: int = 0
    first_received_at: float = 0.0

    @property
    def handle(self) -> str:
        """The receipt handle of the newest receive."""
        return f"{self.id}#{self.receives}"

    def state(self, now: float) -> str:
        """Return "visible", "in flight" or "delayed"."""
        if self.visible_at <= now:
            return "visible"
        return "in flight" if self.receives else "delayed"

    def receive(self, now: float, hidden_s: int) -> None:
        """Hand it out, hidden from others for a while."""
        self.first_received_at = self.first_received_at or now
        self.receives += 1
        self.visible_at = now + hidden_s

    def received(self, attributes: Collection[str]) -> Answer:
        """Return it as boto3 has it, with those of its attributes that were asked for."""
        known = {
            "ApproximateReceiveCount": str(self.receives),
            "SentTimestamp": str(round(self.sent_at * 1000)),
            "ApproximateFirstReceiveTimestamp": str(round(self.first_received_at * 1000)),
        }
        shown = {name: known[name] for name in known if name in attributes or "All" in attributes}
        answer: Answer = {
            "MessageId": self.id,
            "ReceiptHandle": self.handle,
            "MD5OfBody": md5(self.body),
            "Body": self.body,
        }
        return {**answer, "Attributes": shown} if shown else answer


@dataclass(slots=True)
class Queue:
    """One queue.

    Attributes:
        attributes: as it was made with.
        max_receives: how often a message is delivered before it goes to ``dead_letters``.
        dead_letters: name of the dead-letter queue; empty where there is none.
        messages: in the order in which they were sent.
        expired: how many messages became too old.
    """

    name: str
    attributes: Mapping[str, str]
    visibility_s: int
    retention_s: int
    delay_s: int
    max_receives: int = 0
    dead_letters: str = ""
    messages: list[Message] = field(default_factory=list)
    expired: int = 0

    @classmethod
    def of(cls, name: str, attributes: Mapping[str, str]) -> "Queue":
        """Make a queue of the attributes of CreateQueue."""
        redrive = json.loads(attributes.get("RedrivePolicy") or "{}")
        return cls(
            name,
            attributes,
            int(attributes.get("VisibilityTimeout", VISIBILITY_S)),
            int(attributes.get("MessageRetentionPeriod", RETENTION_S)),
            int(attributes.get("DelaySeconds", 0)),
            int(redrive.get("maxReceiveCount", 0)),
            redrive.get("deadLetterTargetArn", "").rpartition(":")[2],
        )

    def is_poison(self, message: Message) -> bool:
        """Return whether a message has been delivered as often as it may be."""
        return bool(self.dead_letters) and message.receives >= self.max_receives

    def take(self, message: Message) -> None:
        """Take a message of another queue, which keeps its age."""
        self.messages.append(message)
        self.messages.sort(key=lambda one: one.place)

    def by_handle(self, handle: str) -> Message | None:
        """Return the message whose newest receipt handle this is."""
        if "#" not in handle:
            raise Refused("ReceiptHandleIsInvalid", f'The input receipt handle "{handle}" is not valid.')
        return next((one for one in self.messages if one.receives and one.handle == handle), None)

    def forget(self, now: float) -> None:
        """Lose what is older than this queue keeps messages."""
        oldest = now - self.retention_s
        kept = [message for message in self.messages if message.sent_at > oldest]
        self.expired += len(self.messages) - len(kept)
        self.messages = kept


def check_body(body: str) -> None:
    """Raise Refused for a body that SQS does not take."""
    if not body:
        raise Refused("MissingParameter", "The request must contain the parameter MessageBody.")
    if NOT_TAKEN.search(body):
        raise Refused("InvalidMessageContents", "Invalid characters found.")
    if len(body.encode()) > BATCH_BYTES:
        raise Refused(
            "InvalidParameterValue",
            f"One or more parameters are invalid. Reason: Message must be shorter than {BATCH_BYTES} bytes.",
        )


def seconds(request: Request, name: str, otherwise: int, most: int) -> int:
    """Return a parameter that is a time. Raises Refused when it is out of range."""
    value = int(request.get(name, otherwise))
    if not 0 <= value <= most:
        raise Refused(
            "InvalidParameterValue",
            f"Value {value} for parameter {name} is invalid. Reason: Must be between 0 and {most}.",
        )
    return value


def md5(body: str) -> str:
    """Return the sum that SQS answers with."""
    return hashlib.md5(body.encode(), usedforsecurity=False).hexdigest()
