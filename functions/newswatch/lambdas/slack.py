"""slack: verify what Slack sends, and answer within three seconds. Called by the HTTP API."""

from typing import Any

from newswatch import wiring
from newswatch.errors import NewswatchError
from newswatch.lambdas.http_event import body_of, headers_of
from newswatch.slack.admission import admit
from newswatch.slack.asked import Asked, encode
from newswatch.slack.forms import form, trigger, understood
from newswatch.slack.gateway import refused, said, taken
from newswatch.slack.requests import MAX_BODY_BYTES, Handshake, Request, SlashCommand
from newswatch.slack.routes import answer
from newswatch.system import LambdaContext


def handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Handle a request of the HTTP API (payload format 2.0)."""
    body = b""
    try:
        body = body_of(event, MAX_BODY_BYTES)
        return _reply(admit(wiring.admission(), headers_of(event), body))
    except NewswatchError as e:
        return refused(e, body)


def _reply(request: Request) -> dict[str, Any]:
    if isinstance(request, Handshake):
        return said({"challenge": request.challenge})
    wanted = understood(request)
    if isinstance(wanted, Asked):
        if (view := form(wanted)) and wiring.modals().show(trigger(request), view):
            return taken()
        if isinstance(request, SlashCommand):
            return said(answer(wiring.quick_commander(), wanted))
        wiring.queues().send_command(encode(wanted))
    # Nothing follows from an event yet; one that is not acknowledged would come three times more.
    return said({"response_action": "errors", "errors": wanted}) if isinstance(wanted, dict) else taken()
