"""hook: what hubs of WebSub call to verify that we want their pings, and to ping. Called by the HTTP API."""

from typing import Any

from newswatch import wiring
from newswatch.errors import BadRequest, NewswatchError
from newswatch.lambdas.frame import framed
from newswatch.lambdas.http_event import body_of, headers_of
from newswatch.observe import logger
from newswatch.system import LambdaContext
from newswatch.usecases.hook import Reply, ping, verify

MAX_BODY_BYTES = 6_000_000
"""Lambda takes no larger events. What a hub sends is not read; its signature is over all of it."""


@framed
def handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Handle a request of the HTTP API (payload format 2.0)."""
    try:
        reply = _reply(event)
    except BadRequest as e:
        reply = Reply(400, str(e))
    except NewswatchError as e:
        logger.error("hub not answered", error=str(e), kind=type(e).__name__, exc_info=True)
        reply = Reply(503)  # hubs try again
    # A challenge is shown as it came: never as a page (WebSub §5.3.1, "MUST use a safe Media Type").
    headers = {"content-type": "text/plain; charset=utf-8", "x-content-type-options": "nosniff"}
    return {"statusCode": reply.status, "headers": headers, "body": reply.text}


def _reply(event: dict[str, Any]) -> Reply:
    source, token = map((event.get("pathParameters") or {}).get, ("source", "token"), ("", ""))
    match event["requestContext"]["http"]["method"]:
        case "GET":
            return verify(wiring.hook(), source, token, str(event.get("rawQueryString", "")))
        case "POST":
            signature = headers_of(event).get("x-hub-signature", "")
            return ping(wiring.hook(), source, token, signature, body_of(event, MAX_BODY_BYTES))
    return Reply(405)
