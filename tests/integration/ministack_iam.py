"""ministack with what its IAM lacks, run by its own interpreter in place of its command.

It knows neither ``dynamodb:LeadingKeys`` nor that ``sqs:SendMessage`` covers batches. Both are added,
so that the deployed policies hold here as they stand. And each answer that a role gets to "may I?" is
written down, as a line of JSON, in the file that ``DECISIONS`` names: functions live with some denials.

It also unpacks the code anew for each process, which takes longer than all that follows: here, once.
"""

import hashlib
import json
import os
import re
import signal
import sys
import tempfile
import threading
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from ministack.app import main
from ministack.core import iam_actions, iam_evaluator, lambda_runtime
from ministack.core.responses import get_account_id

PARTITION_KEY = "pk"
PARTITION = re.compile(rf"^\s*(?:#)?{PARTITION_KEY}\s*=\s*(:\w+)")
"""How a query begins that says which partition it reads."""

action_of = iam_actions.extract_iam_action
context_of = iam_actions.dynamodb_service_context
enforce = iam_evaluator.enforce
lock = threading.Lock()


def extract_iam_action(*args: Any, **kwargs: Any) -> str | None:
    """Return the action that AWS asks for: there, batches are no actions of their own."""
    action = action_of(*args, **kwargs)
    return action.removesuffix("Batch") if action and action.startswith("sqs:") else action


def dynamodb_service_context(body: bytes) -> dict[str, Any]:
    """Return the condition keys of a request, the partitions that it names among them."""
    partitions = sorted(set(leading_keys(json.loads(body or b"{}"))))
    return context_of(body) | ({"dynamodb:LeadingKeys": partitions} if partitions else {})


def leading_keys(request: dict[str, Any]) -> Iterator[str]:
    """Yield the partition keys that a request names, whichever operation it is of."""
    for named in (request.get("Key"), request.get("Item")):
        if named:
            yield named[PARTITION_KEY]["S"]
    if asked := PARTITION.match(request.get("KeyConditionExpression", "")):
        yield request["ExpressionAttributeValues"][asked[1]]["S"]
    for part in request.get("TransactItems", ()):
        for body in part.values():
            yield from leading_keys(body)
    for batch in request.get("RequestItems", {}).values():
        parts = batch["Keys"] if isinstance(batch, dict) else [next(iter(each.values())) for each in batch]
        for part in parts:
            yield from leading_keys(part if "Key" in part or "Item" in part else {"Key": part})


def enforced(  # noqa: PLR0917 - ministack's own signature
    access_key_id: str,
    iam_action: str,
    service: str,
    region: str,
    resource_arn: str = "*",
    service_context: dict[str, Any] | None = None,
) -> Any:
    """Decide as ministack does, and write down what a role was told."""
    denied = enforce(access_key_id, iam_action, service, region, resource_arn, service_context)
    who = iam_evaluator.resolve_principal(access_key_id or "", get_account_id())
    if not isinstance(denied, iam_evaluator.AuthError) and ":assumed-role/" in getattr(who, "arn", ""):
        decision = {
            "role": who.arn.split("/")[1],
            "action": iam_action,
            "resource": resource_arn,
            "allowed": denied is None,
        }
        with lock, open(os.environ["DECISIONS"], "a") as out:  # noqa: PTH123 - a line at a time
            out.write(json.dumps(decision) + "\n")
    return denied


class CodeArchive(zipfile.ZipFile):
    """An archive of code, which nobody changes."""

    def extractall(self, path: str) -> None:
        """Have a folder hold what is in it."""
        assert self.filename
        digest = hashlib.sha256(Path(self.filename).read_bytes()).hexdigest()
        unpacked = Path(tempfile.gettempdir(), f"code-{digest[:16]}")
        with lock:
            if not unpacked.exists():
                super().extractall(unpacked)
        Path(path).rmdir()
        Path(path).symlink_to(unpacked)


def end_with(parent: int) -> None:
    """End, with the functions that run here, when whoever started this has died without a word."""
    while os.getppid() == parent:
        time.sleep(1)
    os.killpg(os.getpgid(0), signal.SIGTERM)


lambda_runtime.zipfile = SimpleNamespace(ZipFile=CodeArchive)
iam_actions.extract_iam_action = extract_iam_action
iam_actions.dynamodb_service_context = dynamodb_service_context
iam_evaluator.enforce = enforced

if __name__ == "__main__":
    threading.Thread(target=end_with, args=[os.getppid()], daemon=True).start()
    sys.exit(main())
