"""What an invocation has used, for the counter of the month."""

from typing import Any

from newswatch import meter, wiring
from newswatch.model import Usage
from newswatch.observe import logger


def note_usage(event: dict[str, Any], duration_ms: float) -> None:
    """Count an invocation, and now and then add what this process has counted to the table.

    Never raises: the counter must cost nobody an answer or an article.

    Args:
        event: what Lambda handed over: it tells who called.
        duration_ms: what is billed.
    """
    try:
        memory, arm = wiring.settings().memory_mb, wiring.architecture() == "arm64"
        mb_ms = memory * duration_ms
        used = {"arm64_mb_ms" if arm else "x86_64_mb_ms": mb_ms, **_called(event)}
        wiring.meter().add(Usage(invocations=1, **used))
        wiring.tell_usage()
    except Exception as e:  # noqa: BLE001 - see above
        logger.warning("usage not counted", kind=type(e).__name__)


def _called(event: dict[str, Any]) -> dict[str, float]:
    """Return what it took to call us: an API, the scheduler, or receiving from a queue and deleting."""
    if "requestContext" in event:
        return {"http_requests": 1}
    if records := event.get("Records"):
        received = meter.chunks(sum(len(record.get("body", "")) for record in records))
        return {"queue_requests": received + 1}
    return {"ticks": 1}
