"""slack: verify what Slack sends, and answer within three seconds. Called by the HTTP API."""

from typing import Any

from newswatch import wiring
from newswatch.errors import NewswatchError
from newswatch.slack.admission import admit
from newswatch.slack.asked import encode
from newswatch.slack.gateway import body_of, headers_of, refused, said, taken
from newswatch.slack.requests import Handshake, Press, Request, SlashCommand, asked
from newswatch.slack.routes import answer
from newswatch.system import LambdaContext


def handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Handle a request of the HTTP API (payload format 2.0)."""
    body = b""
    try:
        body = body_of(event)
        return _reply(admit(wiring.admission(), headers_of(event), body))
    except NewswatchError as e:
        return refused(e, body)


def _reply(request: Request) -> dict[str, Any]:
    if isinstance(request, Handshake):
        return said({"challenge": request.challenge})
    wanted = asked(request) if isinstance(request, SlashCommand | Press) else None
    if wanted and isinstance(request, SlashCommand):
        return said(answer(wiring.quick_commander(), wanted))
    if wanted:
        wiring.queues().send_command(encode(wanted))
    # Nothing follows from other requests yet; an event that is not acknowledged would come three times more.
    return taken()
