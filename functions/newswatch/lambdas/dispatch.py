"""dispatch: what is due? Called by EventBridge Scheduler each minute."""

from dataclasses import asdict
from typing import Any

from newswatch import wiring
from newswatch.lambdas.frame import framed
from newswatch.model import Usage
from newswatch.system import LambdaContext, SystemEntropy
from newswatch.usecases.dispatch import dispatch


@framed
def handler(_event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Handle a tick. What is due depends on the clock and the table, not on the event."""
    limit = wiring.settings().monthly_limit
    done = dispatch(wiring.store(), wiring.queues(), wiring.clock(), SystemEntropy(), limit)
    wiring.meter().add(Usage(polls=done.sources))
    return asdict(done)
