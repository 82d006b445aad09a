"""What an invocation has used, for the counter of the month."""

from typing import Any

from newswatch import meter, wiring
from newswatch.model import Usage
from newswatch.observe import logger

LATE_MS = 1_500
"""Half of what Slack waits: who has taken so long leaves the writing to a later invocation."""


def note_usage(event: dict[str, Any], duration_ms: float, before_ms: float = 0) -> None:
    """Count an invocation, and now and then add what this process has counted to the table.

    Args:
        event: what Lambda handed over: it tells who called.
        duration_ms: how long the handler took.
        before_ms: how long the initialisation took, which is billed, too.
    """
    try:
        kind = "arm64_mb_ms" if wiring.architecture() == "arm64" else "x86_64_mb_ms"
        mb_ms = wiring.settings().memory_mb * (duration_ms + before_ms)
        wiring.meter().add(Usage(invocations=1, **{kind: mb_ms}, **_called(event)))
        if "requestContext" not in event or duration_ms < LATE_MS:
            wiring.tell_usage()
    except Exception as e:  # noqa: BLE001 - the counter must cost nobody an answer or an article
        logger.warning("usage not counted", kind=type(e).__name__)


def _called(event: dict[str, Any]) -> dict[str, float]:
    """Return what it took to call us: an API, the scheduler, or receiving from a queue and deleting."""
    if "requestContext" in event:
        return {"http_requests": 1}
    if records := event.get("Records"):
        return {"queue_requests": 1 + meter.chunks(sum(len(record.get("body", "")) for record in records))}
    return {"ticks": 1}
