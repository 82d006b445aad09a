"""command: what takes longer than Slack waits. Called from CommandQueue."""

from typing import Any

from newswatch import wiring
from newswatch.lambdas.records import each_record
from newswatch.slack.routes import carry_out, decode
from newswatch.system import LambdaContext


def handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Handle a batch of CommandQueue."""

    def work(body: str, _received: int) -> None:
        command = decode(body)
        wiring.responder().respond(command.response_url, carry_out(wiring.commander(), command))

    return each_record(event, work)
