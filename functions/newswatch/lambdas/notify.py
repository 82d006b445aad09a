"""notify: work off a channel's outbox. Called with wake-ups from ChannelQueue."""

from typing import Any

from newswatch import wiring
from newswatch.lambdas.frame import framed
from newswatch.lambdas.records import each_record
from newswatch.queues import decode_wake
from newswatch.system import LambdaContext, LambdaDeadline
from newswatch.usecases.notify import notify


@framed
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Handle a batch of ChannelQueue."""

    def work(body: str, _received: int) -> None:
        wake = decode_wake(body)
        deadline = LambdaDeadline(context)
        notify(wiring.notifier(), wake.channel, deadline, retry=wake.retry, again=wake.again)

    return each_record(event, context, "channels", work)
