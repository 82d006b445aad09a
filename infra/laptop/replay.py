"""``make replay``: send dead letters back to their queue, once what made them fail is mended.

Without a queue it lists how many there are. Each of them is worked off as if it came for the first
time. A message may arrive twice on its way back: every stage can take that, and nothing is posted twice.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from botocore.exceptions import ClientError

from infra.laptop import running
from infra.laptop.ending import ended
from infra.laptop.place import QUEUES, Place, open_place
from infra.laptop.stack import DENIED, code_of
from newswatch.errors import ConfigError
from newswatch.system import wait

ALL = "all"
PER_SECOND = 10
"""Of articles, a message can be ten pages to read: so many of them keep some hundred functions busy."""
LOOK_S = 3.0
RUNNING, DONE = "RUNNING", "COMPLETED"
BATCH = 10
"""Messages that SQS hands out at once."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A queue and its dead letters."""

    name: str
    """What status calls it."""
    url: str
    arn: str
    dead_url: str
    dead_arn: str
    longest_s: int
    """How long it takes until a message that fails each time is a dead letter again."""


def main(arguments: list[str] | None = None, pause: Callable[[float], None] = wait) -> int:
    """Replay or list; return the exit status."""
    args = _parser().parse_args(arguments)
    stopped = "Stopped looking. What AWS has begun to send back goes on."
    return ended(partial(_list_or_replay, args, pause), stopped=stopped)


def _list_or_replay(args: argparse.Namespace, pause: Callable[[float], None]) -> int:
    wanted = _wanted(args.queue)
    with open_place(args.data, args.stack) as place, _permitted():
        pairs = [pair_of(place, name) for name in wanted]
        counts = {pair.name: count_of(place.sqs, pair) for pair in pairs}
        if not args.queue:
            print("\n".join(f"{name:<10}{count:>8,}" for name, count in counts.items()))
        if not any(counts.values()):
            where = f"the stack {args.stack}" if args.stack else "this laptop; STACK=… for a deployed one"
            print(f"Nothing to replay: no dead letters ({where}).")
        elif not args.queue:
            print("Send them back with QUEUE=… or QUEUE=all.")
        else:
            some = [pair for pair in pairs if counts[pair.name]]
            replayed = [_replay(place, pair, counts[pair.name], args.stack, pause) for pair in some]
            return 0 if all(replayed) else 1
    return 0


def pair_of(place: Place, name: str) -> Pair:
    """Return a queue and its dead letters, as SQS knows them. Raises ConfigError, ClientError."""
    url = place.queues.get(name, "")
    if not url:
        raise ConfigError(
            f"The stack has no output {QUEUES[name]}QueueUrl: is it Newswatch's, and up to date?"
        )
    asked = ["QueueArn", "RedrivePolicy", "VisibilityTimeout"]
    found = place.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=asked)["Attributes"]
    policy = json.loads(found["RedrivePolicy"])
    dead_arn = str(policy["deadLetterTargetArn"])
    dead_url = str(place.sqs.get_queue_url(QueueName=dead_arn.rpartition(":")[2])["QueueUrl"])
    longest_s = int(policy["maxReceiveCount"]) * int(found["VisibilityTimeout"])
    return Pair(name, url, str(found["QueueArn"]), dead_url, dead_arn, longest_s)


def count_of(sqs: Any, pair: Pair) -> int:
    """Return roughly how many dead letters a queue has."""
    name = "ApproximateNumberOfMessages"
    return int(sqs.get_queue_attributes(QueueUrl=pair.dead_url, AttributeNames=[name])["Attributes"][name])


def _replay(place: Place, pair: Pair, count: int, stack: str, pause: Callable[[float], None]) -> bool:
    """Send a queue's dead letters back and tell of it; return whether all went."""
    print(f"{pair.name}: sending back about {count:,} …", flush=True)
    # The engine of a laptop cannot do what SQS does by itself.
    moved, problem = _by_sqs(place, pair, pause) if stack else (_by_hand(place.sqs, pair), "")
    if not stack:
        place.store.forget_failures(pair.name)
    if problem:
        print(f"{pair.name}: SQS sent back {moved:,} and stopped: {problem}", file=sys.stderr)
        return False
    minutes = -(-pair.longest_s // 60)
    print(
        f"{pair.name}: {moved:,} sent back. What fails again is a dead letter within {minutes} minutes of "
        "being tried: /watch status tells."
    )
    return True


def _by_sqs(place: Place, pair: Pair, pause: Callable[[float], None]) -> tuple[int, str]:
    """Have SQS move the messages; return how many it moved, and why not all, where that is so."""
    before = _newest_task(place.sqs, pair)
    if before.get("Status") == RUNNING:
        print(f"{pair.name}: SQS is at it already, since an earlier replay.")
    else:
        # Named, as what was sent to the dead letters by ourselves has come from no other queue.
        place.sqs.start_message_move_task(
            SourceArn=pair.dead_arn, DestinationArn=pair.arn, MaxNumberOfMessagesPerSecond=PER_SECOND
        )
        # Now, and not at the end: what fails anew by then is to be told.
        place.store.forget_failures(pair.name)
    # What is listed may still be the last one.
    while (task := _newest_task(place.sqs, pair)).get("Status") == RUNNING or task == before:
        if task != before:
            so_far = int(task.get("ApproximateNumberOfMessagesMoved", 0))
            print(f"{pair.name}: {so_far:,} sent back …", flush=True)
        pause(LOOK_S)
    moved = int(task.get("ApproximateNumberOfMessagesMoved", 0))
    status = str(task.get("Status", "unknown"))
    return moved, "" if status == DONE else f"{task.get('FailureReason', '')} ({status})".strip()


def _newest_task(sqs: Any, pair: Pair) -> dict[str, Any]:
    tasks = sqs.list_message_move_tasks(SourceArn=pair.dead_arn, MaxResults=1).get("Results", [])
    return dict(tasks[0]) if tasks else {}


def _by_hand(sqs: Any, pair: Pair) -> int:
    """Move the messages one by one; one that is sent and not deleted, as we were stopped, comes twice."""
    moved = 0
    while messages := _received(sqs, pair):
        for message in messages:
            sqs.send_message(QueueUrl=pair.url, MessageBody=message["Body"])
            sqs.delete_message(QueueUrl=pair.dead_url, ReceiptHandle=message["ReceiptHandle"])
            moved += 1
    return moved


def _received(sqs: Any, pair: Pair) -> list[dict[str, Any]]:
    found: Any = sqs.receive_message(QueueUrl=pair.dead_url, MaxNumberOfMessages=BATCH)
    return list(found.get("Messages", []))


def _wanted(queue: str) -> Iterable[str]:
    """Return the queues that are meant. Raises ConfigError."""
    if queue in {"", ALL}:
        return QUEUES
    if queue not in QUEUES:
        raise ConfigError(f"There is no queue {queue}. There are {', '.join(QUEUES)}; QUEUE=all means each.")
    return [queue]


@contextmanager
def _permitted() -> Iterator[None]:
    """Name all that it needs where AWS does not permit a part of it."""
    try:
        yield
    except ClientError as e:
        if code_of(e) not in DENIED:
            raise
        raise ConfigError(
            f"Your AWS rights do not permit {e.operation_name}. It needs sqs:StartMessageMoveTask, "
            "sqs:ListMessageMoveTasks, sqs:ReceiveMessage, sqs:DeleteMessage, sqs:GetQueueAttributes and "
            "sqs:GetQueueUrl on the dead-letter queue, sqs:SendMessage and sqs:GetQueueAttributes on its "
            "queue, and dynamodb:Query and dynamodb:DeleteItem on the table."
        ) from e


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make replay", description=__doc__)
    parser.add_argument("--queue", default="", help=f"{', '.join(QUEUES)}, or {ALL}; none to list them")
    parser.add_argument(
        "--stack", default="", help="name of a deployed stack, in place of make run's workspace"
    )
    parser.add_argument("--data", type=Path, default=running.DATA, help=argparse.SUPPRESS)
    return parser


if __name__ == "__main__":
    sys.exit(main())
