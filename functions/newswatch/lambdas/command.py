"""command: what takes longer than Slack waits. Called from CommandQueue."""

from typing import Any

from newswatch import wiring
from newswatch.lambdas.errands import run_errand
from newswatch.lambdas.frame import framed
from newswatch.lambdas.records import each_record
from newswatch.slack.asked import decode
from newswatch.slack.routes import carry_out
from newswatch.system import LambdaContext, LambdaDeadline


@framed
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Handle a batch of CommandQueue."""

    def work(body: str, _received: int) -> None:
        if run_errand(body, LambdaDeadline(context)):
            return
        asked = decode(body)
        carry_out(wiring.commander(LambdaDeadline(context)), asked, wiring.showing(asked))

    return each_record(event, context, "commands", work)
