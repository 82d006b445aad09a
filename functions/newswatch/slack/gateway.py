"""HTTP as API Gateway's HTTP API hands it to Lambda (payload format 2.0): bodies in, replies out."""

import json
from base64 import b64decode
from collections.abc import Mapping
from typing import Any

from newswatch.errors import BadRequest, Foreign, NewswatchError, NotSetUp, TooLarge, Unsigned
from newswatch.observe import logger
from newswatch.slack.requests import MAX_BODY_BYTES, SlashCommand, decode

Reply = dict[str, Any]

MAX_BODY_CHARS = MAX_BODY_BYTES * 4 // 3 + 4
"""A body of the largest size in base64, which is how forms come."""
STATUS = {Unsigned: 401, Foreign: 403, TooLarge: 413}
AWAY = "Newswatch could not be reached just now. Nothing was changed; please try again."


def body_of(event: Mapping[str, Any]) -> bytes:
    """Return a request's body as it was sent. Raises TooLarge, unread, and BadRequest."""
    text = str(event.get("body") or "")
    if len(text) > MAX_BODY_CHARS:
        raise TooLarge("This request is larger than Slack's.")
    if not event.get("isBase64Encoded"):
        return text.encode("utf-8", "replace")
    try:
        return b64decode(text, validate=True)
    except ValueError as e:
        raise BadRequest("The body of this request is not in base64.") from e


def headers_of(event: Mapping[str, Any]) -> Mapping[str, str]:
    """Return a request's headers."""
    return event.get("headers") or {}


def said(value: Mapping[str, Any]) -> Reply:
    """Return the reply that shows something."""
    return {"statusCode": 200, "headers": {"content-type": "application/json"}, "body": json.dumps(value)}


def taken() -> Reply:
    """Return the reply that only says that the request came."""
    return {"statusCode": 200, "body": ""}


def refused(error: NewswatchError, body: bytes) -> Reply:
    """Return the reply to a request that came to nothing; who typed a command gets a sentence."""
    match error:
        case BadRequest():
            logger.warning("request refused", error=str(error))
            return {"statusCode": STATUS.get(type(error), 400), "body": str(error)}
        case NotSetUp():
            logger.warning("not set up", error=str(error))
            return _privately(str(error))
    logger.error("request failed", error=str(error), kind=type(error).__name__, exc_info=True)
    if _is_command(body):
        return _privately(AWAY)
    # Slack sends events again, and marks a button as one that did not work.
    return {"statusCode": 503, "body": AWAY}


def _privately(text: str) -> Reply:
    return said({"response_type": "ephemeral", "text": text})


def _is_command(body: bytes) -> bool:
    try:
        return isinstance(decode(body), SlashCommand)
    except BadRequest:
        return False
