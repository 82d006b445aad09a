"""SQS batches with partial responses: a failed record comes again, the others don't."""

from collections.abc import Callable
from typing import Any

from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord

from newswatch.lambdas.last_try import note_last_try
from newswatch.system import LambdaContext


def each_record(
    event: dict[str, Any], context: LambdaContext, queue: str, work: Callable[[str, int], None]
) -> dict[str, Any]:
    """Call ``work`` with each record's body and how often it was received; answer as SQS expects.

    Of a record that fails for the last time it is written down why, with its queue as status calls it.

    Raises:
        BatchProcessingError: every record failed; Lambda then counts an error.
    """

    def handle(record: SQSRecord) -> None:
        received = int(record.attributes.approximate_receive_count or 1)
        try:
            work(record.body, received)
        except Exception as e:
            note_last_try(e, queue, record.body, received, context)
            raise

    processor = BatchProcessor(event_type=EventType.SQS)
    answer: Any = process_partial_response(event, handle, processor)
    return dict(answer)
