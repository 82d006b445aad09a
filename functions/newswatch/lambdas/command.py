"""command: what takes longer than Slack waits. Called from CommandQueue."""

from typing import Any

from newswatch import wiring
from newswatch.errors import NewswatchError
from newswatch.lambdas.errands import run_errand
from newswatch.lambdas.records import each_record
from newswatch.observe import logger
from newswatch.slack.asked import decode
from newswatch.slack.routes import carry_out
from newswatch.system import LambdaContext, LambdaDeadline


def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Handle a batch of CommandQueue."""

    def work(body: str, _received: int) -> None:
        if run_errand(body, LambdaDeadline(context)):
            return
        asked = decode(body)

        def respond(answer: dict[str, Any], replaces: bool) -> None:
            try:
                if asked.response_url:
                    wiring.responder().respond(asked.response_url, answer, replaces=replaces)
                elif asked.user:
                    # A modal, which has no place of its own where its answer could be shown.
                    wiring.lists().tell(asked.user, answer)
            except NewswatchError as e:
                if e.transient:
                    raise
                # Nobody can be told any more; what was asked for is done all the same.
                logger.error("answer not shown", error=str(e))

        carry_out(wiring.commander(LambdaDeadline(context)), asked, respond)

    return each_record(event, context, "commands", work)
