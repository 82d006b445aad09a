"""The log of Web API calls, for tests to look at."""

import threading
from collections import deque
from collections.abc import Callable
from datetime import datetime

from infra.laptop.slack.records import Call, Json

# Long enough for any test; a laptop that stays up for weeks forgets.
KEPT = 20_000


class CallLog:
    """What arrived, oldest first."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._lock = threading.Lock()
        self._calls: deque[Call] = deque(maxlen=KEPT)

    def record(self, method: str, args: Json, answer: str) -> None:
        """Add a call. ``args`` hold no token."""
        call = Call(self._now().timestamp(), method, str(args.get("channel", "")), args, answer)
        with self._lock:
            self._calls.append(call)

    def all(self, method: str = "") -> list[Call]:
        """Return the calls of one method, or of every method."""
        with self._lock:
            return [call for call in self._calls if method in {"", call.method}]

    def clear(self) -> None:
        """Forget them."""
        with self._lock:
            self._calls.clear()
