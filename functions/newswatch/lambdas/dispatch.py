"""dispatch: what is due? Called by EventBridge Scheduler each minute."""

from dataclasses import asdict
from typing import Any

from newswatch import wiring
from newswatch.system import LambdaContext, SystemEntropy
from newswatch.usecases.dispatch import dispatch


def handler(_event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Handle a tick. What is due depends on the clock and the table, not on the event."""
    return asdict(dispatch(wiring.store(), wiring.queues(), wiring.clock(), SystemEntropy()))
