"""What happens around every invocation, whatever its function does."""

from collections.abc import Callable, Iterator
from functools import wraps
from itertools import chain, repeat
from typing import Any

from newswatch import observe
from newswatch.lambdas.metering import note_usage
from newswatch.system import LambdaContext, Stopwatch, started_ms_ago

Handler = Callable[[dict[str, Any], LambdaContext], dict[str, Any]]

_is_first: Iterator[bool] = chain([True], repeat(False))
"""Whether an invocation is the first of its process: then the initialisation came before it."""


def framed(handler: Handler) -> Handler:
    """Return a handler whose logs name the invocation, and which leaves its metrics."""

    @wraps(handler)
    def call(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
        is_first, watch = next(_is_first), Stopwatch()
        # Lambda bills what comes before the first invocation, too.
        before_ms = started_ms_ago() if is_first else 0
        observe.begin(context.aws_request_id, cold=is_first)
        try:
            return handler(event, context)
        finally:
            note_usage(event, watch.ms(), before_ms)
            observe.end()

    return call
