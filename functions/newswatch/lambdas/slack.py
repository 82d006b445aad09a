"""slack: verify what Slack sends, and answer within three seconds. Called by the HTTP API."""

import json
from base64 import b64decode
from typing import Any

from newswatch import wiring
from newswatch.errors import BadRequest
from newswatch.observe import logger
from newswatch.slack.requests import MAX_BODY_BYTES, event_answer, slash_command, verify
from newswatch.slack.routes import answer
from newswatch.system import LambdaContext, SystemClock


def handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Handle a request of the HTTP API (payload format 2.0)."""
    text = event.get("body") or ""
    body = b64decode(text) if event.get("isBase64Encoded") else text.encode()
    secret = wiring.secret(wiring.settings().slack_signing_secret_parameter)
    if len(body) > MAX_BODY_BYTES or not verify(event.get("headers", {}), body, secret, SystemClock().now()):
        return {"statusCode": 401, "body": "This request is not signed by Slack."}
    if (answered := event_answer(body)) is not None:
        return _json(answered)
    try:
        request = slash_command(body)
    except BadRequest as e:
        logger.warning("bad request", error=str(e))
        return {"statusCode": 400, "body": "This request is not one that Newswatch knows."}
    return _json(answer(wiring.commander(), request))


def _json(value: dict[str, Any]) -> dict[str, Any]:
    return {"statusCode": 200, "headers": {"content-type": "application/json"}, "body": json.dumps(value)}
