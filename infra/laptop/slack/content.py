"""What a message may say: the arguments of ``chat.*`` checked as Slack checks them."""

import copy
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from infra.laptop.slack.records import Json
from infra.laptop.slack.refusal import Refusal
from infra.laptop.slack.validate import check_blocks, texts_length

# docs.slack.dev, "Truncating really long messages" (2018-04): text above is cut, with a warning.
TEXT_TRUNCATED_AT = 40_000
# docs.slack.dev, chat.update: msg_too_long.
UPDATED_TEXT_LIMIT = 4_000
# Reported by Slack's staff in slackapi/bolt-js#2509: 12,000 characters and a buffer; fails from about here.
BLOCKS_TEXT_LIMIT = 13_200
# docs.slack.dev, chat.postMessage, names the error metadata_too_large and no figure; 16 KB is the
# limit of a whole event on the message server, so nothing larger can be meant.
METADATA_LIMIT = 16_000


@dataclass(frozen=True, slots=True)
class Content:
    """The checked content of a message."""

    text: str = ""
    blocks: Sequence[Json] = ()
    metadata: Json | None = None
    mrkdwn: bool = True
    truncated: bool = False
    files: Sequence[Json] = ()
    """As ``uploads.file_shape`` makes them."""


def from_args(args: Json) -> Content:
    """Read and check the content of a new message.

    Raises:
        Refusal: with the code and details that Slack gives.
    """
    text = args.get("text")
    if text is not None and not isinstance(text, str):
        raise Refusal(
            "invalid_arguments", response_metadata={"messages": ["[ERROR] `text` must be a string"]}
        )
    blocks = blocks_from(args)
    if not (text or "").strip() and not blocks:
        raise Refusal("no_text")
    return Content(
        text=(text or "")[:TEXT_TRUNCATED_AT],
        blocks=blocks,
        metadata=metadata_from(args),
        mrkdwn=str(args.get("mrkdwn", True)).lower() not in {"false", "0"},
        truncated=len(text or "") > TEXT_TRUNCATED_AT,
    )


def changed(was: Content, args: Json) -> Content:
    """Return the content after ``chat.update`` with these arguments.

    A text without blocks removes the blocks; what else is absent stays; empty
    metadata removes it (docs.slack.dev, chat.update).
    """
    text = args.get("text")
    if text is None and "blocks" not in args:
        raise Refusal("no_text")
    if text is not None and len(text) > UPDATED_TEXT_LIMIT:
        raise Refusal("msg_too_long")
    given = from_args({"text": text or was.text, **{k: v for k, v in args.items() if k != "text"}})
    metadata = given.metadata if args.get("metadata") is not None else was.metadata
    return Content(given.text, given.blocks, metadata, was.mrkdwn)


def blocks_from(args: Json) -> Sequence[Json]:
    """Return the checked blocks, defaults filled in as Slack does; none if there are none."""
    blocks = _decoded(args.get("blocks"), "invalid_blocks_format")
    if blocks is None or blocks == []:
        return ()
    if not isinstance(blocks, list):
        raise Refusal("invalid_blocks_format")
    if messages := check_blocks(blocks):
        errors = [message.removeprefix("[ERROR] ") for message in messages]
        raise Refusal("invalid_blocks", errors=errors, response_metadata={"messages": messages})
    if texts_length(blocks) > BLOCKS_TEXT_LIMIT:
        raise Refusal("msg_blocks_too_long")
    return tuple(filled(block) for block in blocks)


def metadata_from(args: Json) -> Json | None:
    """Return the checked metadata: ``event_type`` and ``event_payload``; None if there is none."""
    metadata = _decoded(args.get("metadata"), "invalid_metadata_format")
    if not metadata:
        return None
    if not isinstance(metadata, dict):
        raise Refusal("invalid_metadata_format")
    event_type, payload = metadata.get("event_type"), metadata.get("event_payload")
    if not isinstance(event_type, str) or not event_type or not isinstance(payload, dict):
        raise Refusal("invalid_metadata_schema")
    if set(metadata) - {"event_type", "event_payload", "entities"}:
        raise Refusal("invalid_metadata_schema")
    if len(json.dumps(metadata, separators=(",", ":"))) > METADATA_LIMIT:
        raise Refusal("metadata_too_large")
    return metadata


def with_ids(blocks: Sequence[Json], seed: str) -> Sequence[Json]:
    """Give blocks and buttons the ids that Slack gives to those without; the same ones for the same seed."""
    return tuple(_with_ids(block, f"{seed} {place}") for place, block in enumerate(blocks))


def _with_ids(block: Json, seed: str) -> Json:
    given = {**block, "block_id": block.get("block_id") or _id(seed)}
    if block["type"] == "actions":
        elements = enumerate(block["elements"])
        given["elements"] = [_with_action_id(element, f"{seed} {place}") for place, element in elements]
    for place in ("accessory", "element"):
        if block.get(place):
            given[place] = _with_action_id(block[place], f"{seed} {place}")
    return given


def _with_action_id(element: Json, seed: str) -> Json:
    if element["type"] == "image" or element.get("action_id"):
        return element
    return {**element, "action_id": _id(seed)}


def _id(seed: str) -> str:
    return hashlib.sha256(seed.encode()).hexdigest()[:5]


def _decoded(value: Any, otherwise: str) -> Any:
    """Form bodies carry JSON as a string."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value) if value else None
    except ValueError:
        raise Refusal(otherwise) from None


def filled(value: Json) -> Json:
    """Return blocks, a block or a text with the defaults of texts filled in, as Slack hands them back."""
    result: Json = _filled(copy.deepcopy(value))
    return result


def _filled(value: Any) -> Any:
    if isinstance(value, list):
        return [_filled(item) for item in value]
    if not isinstance(value, Mapping):
        return value
    whole = {key: _filled(item) for key, item in value.items()}
    if whole.get("type") == "mrkdwn":
        whole.setdefault("verbatim", False)
    elif whole.get("type") == "plain_text":
        whole.setdefault("emoji", True)
    return whole
