"""What is written down when a message has failed for the last time."""

from newswatch import wiring
from newswatch.observe import logger
from newswatch.queues import concern
from newswatch.system import LambdaContext
from newswatch.usecases.failing import note_failure


def note_last_try(error: Exception, queue: str, body: str, received: int, context: LambdaContext) -> None:
    """Write down why a message of a queue (as status calls it) failed, if that makes it a dead letter.

    Never raises: what the message failed with is what is to be heard of.
    """
    try:
        if received < wiring.settings().max_receives(queue):
            return
        logs = f"{context.function_name}, request {context.aws_request_id}"
        logger.error("given up", queue=queue, about=concern(body), kind=type(error).__name__)
        note_failure(
            wiring.store(), wiring.clock(), error, queue=queue, body=body, about=concern(body), logs=logs
        )
    except Exception:  # noqa: BLE001 - the table may be what has failed in the first place
        logger.exception("failure not noted", queue=queue)
