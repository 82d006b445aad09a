"""SQS in memory: standard queues, in the place of boto3's client.

Nothing waits: a receive answers at once, and time is what the clock says.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from simulation.aws.queue import (
    BATCH_BYTES,
    BATCH_ENTRIES,
    MAX_VISIBILITY_S,
    Message,
    Queue,
    check_body,
    md5,
    queue_error,
    seconds,
)
from simulation.aws.service import Answer, Refused, Request, Service, operation

ARN = "arn:aws:sqs:eu-west-1:000000000000:"
URL = "https://sqs.eu-west-1.amazonaws.com/000000000000/"
MAX_DELAY_S = 900
Choose = Callable[[list[Message]], int]


class MemorySqs(Service):
    """Queues, and the calls on them.

    Attributes:
        choose: says which of the messages that could be received is, by its position; they come
            in the order in which they were sent, and the first one is taken by default.
    """

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__(now)
        self.choose: Choose = lambda _messages: 0
        self._queues: dict[str, Queue] = {}
        self._sent = 0

    # --- Queues -------------------------------------------------------------------------

    @operation("CreateQueue", "QueueName Attributes")
    def create_queue(self, request: Request) -> Answer:
        """Make a queue; one that is there with these attributes is as good."""
        name, attributes = request["QueueName"], dict(request.get("Attributes", {}))
        url = URL + name
        if url not in self._queues:
            self._queues[url] = Queue.of(name, attributes)
        elif self._queues[url].attributes != attributes:
            raise Refused("QueueAlreadyExists", f"A queue {name} already exists with other attributes")
        return {"QueueUrl": url}

    @operation("GetQueueUrl", "QueueName")
    def get_queue_url(self, request: Request) -> Answer:
        """Return a queue's URL."""
        self._queue(URL + request["QueueName"])
        return {"QueueUrl": URL + request["QueueName"]}

    @operation("GetQueueAttributes", "QueueUrl AttributeNames")
    def get_queue_attributes(self, request: Request) -> Answer:
        """Return how many messages there are, and what the queue was made with."""
        queue, now = self._queue(request["QueueUrl"]), self._epoch()
        states = Counter(message.state(now) for message in queue.messages)
        known = {
            **queue.attributes,
            "QueueArn": ARN + queue.name,
            "ApproximateNumberOfMessages": str(states["visible"]),
            "ApproximateNumberOfMessagesNotVisible": str(states["in flight"]),
            "ApproximateNumberOfMessagesDelayed": str(states["delayed"]),
        }
        asked = request.get("AttributeNames", ())
        return {"Attributes": {name: known[name] for name in known if name in asked or "All" in asked}}

    @operation("DeleteQueue", "QueueUrl")
    def delete_queue(self, request: Request) -> Answer:
        """Remove a queue and all that is in it."""
        self._queue(request["QueueUrl"])
        del self._queues[request["QueueUrl"]]
        return {}

    @operation("PurgeQueue", "QueueUrl")
    def purge_queue(self, request: Request) -> Answer:
        """Remove all that is in a queue."""
        self._queue(request["QueueUrl"]).messages.clear()
        return {}

    # --- Sending ------------------------------------------------------------------------

    @operation("SendMessage", "QueueUrl MessageBody DelaySeconds")
    def send_message(self, request: Request) -> Answer:
        """Send a message."""
        queue = self._queue(request["QueueUrl"])
        return self._send(queue, request)

    @operation("SendMessageBatch", "QueueUrl Entries")
    def send_message_batch(self, request: Request) -> Answer:
        """Send up to ten messages, each of which may be refused by itself."""
        queue, entries = self._queue(request["QueueUrl"]), request["Entries"]
        _check_batch(entries)
        sent: list[Answer] = []
        failed: list[Answer] = []
        for entry in entries:
            try:
                sent.append({"Id": entry["Id"], **self._send(queue, entry)})
            except Refused as e:
                failed.append({"Id": entry["Id"], "SenderFault": True, "Code": e.code, "Message": e.message})
        answer: Answer = {"Successful": sent, "Failed": failed}
        return {name: results for name, results in answer.items() if results}

    # --- Receiving ----------------------------------------------------------------------

    @operation(
        "ReceiveMessage",
        "QueueUrl MaxNumberOfMessages VisibilityTimeout WaitTimeSeconds AttributeNames"
        " MessageSystemAttributeNames",
    )
    def receive_message(self, request: Request) -> Answer:
        """Return messages that nobody else sees for a while.

        One that was received as often as its queue allows goes to the dead-letter queue instead.
        """
        queue, now = self._queue(request["QueueUrl"]), self._epoch()
        wanted = request.get("MaxNumberOfMessages", 1)
        if not 1 <= wanted <= BATCH_ENTRIES:
            raise Refused("InvalidParameterValue", "MaxNumberOfMessages must be from 1 to 10")
        hidden_s = seconds(request, "VisibilityTimeout", queue.visibility_s, MAX_VISIBILITY_S)
        for message in [m for m in queue.messages if m.state(now) == "visible" and queue.is_poison(m)]:
            queue.messages.remove(message)
            self._queue(URL + queue.dead_letters).take(message)
        asked = {*request.get("AttributeNames", ()), *request.get("MessageSystemAttributeNames", ())}
        found: list[Answer] = []
        visible = [message for message in queue.messages if message.state(now) == "visible"]
        while visible and len(found) < wanted:
            message = visible.pop(self.choose(visible))
            message.receive(now, hidden_s)
            found.append(message.received(asked))
        return {"Messages": found} if found else {}

    @operation("DeleteMessage", "QueueUrl ReceiptHandle")
    def delete_message(self, request: Request) -> Answer:
        """Remove a message; a handle that is not its newest one does nothing, as SQS may."""
        queue = self._queue(request["QueueUrl"])
        if message := queue.by_handle(request["ReceiptHandle"]):
            queue.messages.remove(message)
        return {}

    @operation("ChangeMessageVisibility", "QueueUrl ReceiptHandle VisibilityTimeout")
    def change_message_visibility(self, request: Request) -> Answer:
        """Say from now on how long nobody else sees a message."""
        queue, now = self._queue(request["QueueUrl"]), self._epoch()
        hidden_s = seconds(request, "VisibilityTimeout", 0, MAX_VISIBILITY_S)
        message = queue.by_handle(request["ReceiptHandle"])
        if message is None or message.state(now) != "in flight":
            raise Refused(
                "InvalidParameterValue",
                f"Value {request['ReceiptHandle']} for parameter ReceiptHandle is invalid. Reason: Message"
                " does not exist or is not available for visibility timeout change.",
            )
        message.visible_at = now + hidden_s
        return {}

    # --- For the simulation and its judges ----------------------------------------------

    @property
    def expired(self) -> Counter[str]:
        """How many messages each queue, by its URL, has lost to its retention."""
        with self._lock:
            self.moment = self._now()
            for queue in self._queues.values():
                queue.forget(self._epoch())
            return Counter({url: queue.expired for url, queue in self._queues.items() if queue.expired})

    def messages(self, queue_url: str) -> list[tuple[str, str]]:
        """Return (body, state) of all messages in the order of sending; delayed, visible or in flight."""
        with self._lock:
            self.moment = self._now()
            now = self._epoch()
            return [(message.body, message.state(now)) for message in self._queue(queue_url).messages]

    def _epoch(self) -> float:
        return self.moment.timestamp()

    def _queue(self, url: str) -> Queue:
        """Return a queue, without what is too old. Raises Refused."""
        if url not in self._queues:
            raise queue_error("NonExistentQueue", "The specified queue does not exist.")
        queue = self._queues[url]
        queue.forget(self._epoch())
        return queue

    def _send(self, queue: Queue, entry: Request) -> Answer:
        body = entry["MessageBody"]
        check_body(body)
        delay_s = seconds(entry, "DelaySeconds", queue.delay_s, MAX_DELAY_S)
        self._sent += 1
        now = self._epoch()
        message = Message(f"m{self._sent:08d}", self._sent, body, now, now + delay_s)
        queue.messages.append(message)
        return {"MessageId": message.id, "MD5OfMessageBody": md5(body)}


def _check_batch(entries: Sequence[dict[str, Any]]) -> None:
    """Raise Refused for a batch none of which SQS takes."""
    if not entries:
        raise queue_error("EmptyBatchRequest", "There should be at least one entry in the request.")
    if len(entries) > BATCH_ENTRIES:
        raise queue_error(
            "TooManyEntriesInBatchRequest",
            f"Maximum number of entries per request are {BATCH_ENTRIES}. You have sent {len(entries)}.",
        )
    ids = [entry["Id"] for entry in entries]
    if len(set(ids)) < len(ids):
        raise queue_error("BatchEntryIdsNotDistinct", "Two entries of the request have the same Id.")
    size = sum(len(entry["MessageBody"].encode("utf-8", "replace")) for entry in entries)
    if size > BATCH_BYTES:
        raise queue_error(
            "BatchRequestTooLong",
            f"Batch requests cannot be longer than {BATCH_BYTES} bytes. You have sent {size} bytes.",
        )
