"""match: read articles, compare with all topics, claim alerts. Called from ArticleQueue."""

from typing import Any

from newswatch import wiring
from newswatch.lambdas.frame import framed
from newswatch.lambdas.records import each_record
from newswatch.queues import decode_entries
from newswatch.system import LambdaContext, LambdaDeadline
from newswatch.usecases.match import match


@framed
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Handle a batch of ArticleQueue."""

    def work(body: str, received: int) -> None:
        match(wiring.matcher(), decode_entries(body), LambdaDeadline(context), received=received)

    return each_record(event, context, "articles", work)
