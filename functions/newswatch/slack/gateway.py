"""Replies to Slack, as API Gateway's HTTP API takes them from Lambda (payload format 2.0)."""

import json
from collections.abc import Mapping
from typing import Any

from newswatch.errors import BadRequest, Foreign, NewswatchError, NotSetUp, TooLarge, Unsigned
from newswatch.observe import logger
from newswatch.slack.requests import SlashCommand, decode

Reply = dict[str, Any]

STATUS = {Unsigned: 401, Foreign: 403, TooLarge: 413}
AWAY = "Newswatch could not be reached just now. Nothing was changed; please try again."


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
