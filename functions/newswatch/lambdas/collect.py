"""collect: fetch feeds, what is new? Called with groups of sources from SourceQueue."""

from typing import Any

from newswatch import wiring
from newswatch.lambdas.frame import framed
from newswatch.lambdas.records import each_record
from newswatch.queues import decode_sources
from newswatch.system import LambdaContext, LambdaDeadline
from newswatch.usecases.collect import collect


@framed
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Handle a batch of SourceQueue."""

    def work(body: str, received: int) -> None:
        collect(wiring.collector(), decode_sources(body), LambdaDeadline(context), received=received)

    return each_record(event, context, "sources", work)
