"""SQS batches with partial responses: a failed record comes again, the others don't."""

from collections.abc import Callable
from typing import Any

from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord


def each_record(event: dict[str, Any], work: Callable[[str, int], None]) -> dict[str, Any]:
    """Call ``work`` with each record's body and how often it was received; answer as SQS expects.

    Raises:
        BatchProcessingError: every record failed; Lambda then counts an error.
    """

    def handle(record: SQSRecord) -> None:
        work(record.body, int(record.attributes.approximate_receive_count or 1))

    processor = BatchProcessor(event_type=EventType.SQS)
    answer: Any = process_partial_response(event, handle, processor)
    return dict(answer)
