"""slack: verify what Slack sends, and answer within three seconds. Called by the HTTP API."""

from typing import Any

from newswatch import wiring
from newswatch.errors import NewswatchError
from newswatch.lambdas.frame import framed
from newswatch.lambdas.http_event import body_of, headers_of
from newswatch.slack.admission import admit
from newswatch.slack.front import reply_to
from newswatch.slack.gateway import refused, said, taken
from newswatch.slack.requests import MAX_BODY_BYTES, Handshake
from newswatch.system import LambdaContext


@framed
def handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Handle a request of the HTTP API (payload format 2.0)."""
    body = b""
    try:
        body = body_of(event, MAX_BODY_BYTES)
        request = admit(wiring.admission(), headers_of(event), body)
        if isinstance(request, Handshake):
            return said({"challenge": request.challenge})
        reply = reply_to(wiring.front(), request)
        # An event that is not acknowledged would come three times more.
        return taken() if reply is None else said(reply)
    except NewswatchError as e:
        return refused(e, body)
