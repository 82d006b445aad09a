"""The real world behind ``Clock``, ``Entropy`` and ``Deadline``, and waiting in it."""

import secrets
import time
from datetime import UTC, datetime
from typing import Protocol


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Implement ``Clock``."""
        return datetime.now(UTC)


class SystemEntropy:
    """The machine's randomness."""

    def token(self) -> str:
        """Implement ``Entropy``."""
        return secrets.token_hex(8)


def wait(seconds: float) -> None:
    """Let so many seconds pass."""
    time.sleep(seconds)


class LambdaContext(Protocol):
    """What we use of the context that Lambda hands to a handler."""

    @property
    def function_name(self) -> str:
        """The function's name in the account."""

    @property
    def aws_request_id(self) -> str:
        """What the function's log calls this invocation."""

    def get_remaining_time_in_millis(self) -> int:
        """Return the milliseconds until Lambda stops the invocation."""


class LambdaDeadline:
    """The time that an invocation has left."""

    def __init__(self, context: LambdaContext) -> None:
        self._context = context

    def remaining_s(self) -> float:
        """Implement ``Deadline``."""
        return max(0.0, self._context.get_remaining_time_in_millis() / 1000)
