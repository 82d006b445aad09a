"""An app's answer to a command, at once or by ``response_url``: read and checked as a message is."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from infra.laptop.slack.content import Content, from_args
from infra.laptop.slack.delivery import Answered
from infra.laptop.slack.records import Json
from infra.laptop.slack.refusal import Refusal

# docs.slack.dev, "Handling user interaction": what an answer may hold. Attachments are not shown here.
_KNOWN = {
    "response_type", "replace_original", "delete_original", "thread_ts",
    "text", "blocks", "mrkdwn", "metadata",
}  # fmt: skip
_TYPES = {"ephemeral", "in_channel"}


@dataclass(frozen=True, slots=True)
class Answer:
    """What to show, and to whom."""

    content: Content
    in_channel: bool = False


def read_answer(answered: Answered) -> Answer | None:
    """Return what an app answered to a command; None for an acknowledgement alone.

    Raises:
        Refusal: it is none that can be shown.
    """
    if not answered.body.strip():
        return None
    try:
        text = answered.body.decode()
        args = json.loads(text) if answered.is_json else {"text": text}
    except ValueError:
        raise Refusal("invalid_json") from None
    if not isinstance(args, dict):
        raise Refusal("json_not_object")
    check(args)
    return Answer(from_args(args), args.get("response_type") == "in_channel") if args else None


def check(args: Json) -> None:
    """Refuse what no answer may hold.

    Slack passes over a field that it does not know; one of ours can only be a slip, and is refused.

    Raises:
        Refusal: ``invalid_arguments``.
    """
    unknown = sorted(set(args) - _KNOWN)
    if unknown:
        _refuse(f"unknown field: {name}" for name in unknown)
    if args.get("response_type", "ephemeral") not in _TYPES:
        _refuse(["response_type is ephemeral or in_channel"])
    for name in ("replace_original", "delete_original"):
        if not isinstance(args.get(name, False), bool):
            # Slack takes the word "true" in some places and not in others.
            _refuse([f"{name} is true or false"])


def _refuse(complaints: Iterable[str]) -> None:
    messages = [f"[ERROR] {complaint}" for complaint in complaints]
    raise Refusal("invalid_arguments", response_metadata={"messages": messages})
