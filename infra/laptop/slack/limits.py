"""Slack's rate limits (docs.slack.dev/apis/web-api/rate-limits), off until asked for."""

import math
import threading
from collections.abc import Mapping
from dataclasses import dataclass

# Calls a minute and workspace. Slack's tiers are floors ("20+"): the floor is what can be relied on.
_TIERS = {2: 20, 3: 50, 4: 100}
_TIER_OF = {
    "chat.update": 3,
    "chat.delete": 3,
    "chat.postEphemeral": 4,
    "conversations.history": 3,
    "conversations.replies": 3,
    "conversations.info": 3,
    "conversations.list": 2,
    "conversations.join": 3,
    "conversations.open": 3,
    "conversations.members": 4,
    "users.info": 4,
    "users.conversations": 3,
    "team.info": 3,
}
# Slack allows "short bursts" above a message a second and channel and names no figure; 3 is ours.
BURST = 3


@dataclass(slots=True)
class _Bucket:
    tokens: float
    at: float


class RateLimits:
    """Token buckets: a message a second and channel, and a tier for each other method.

    Attributes:
        on: whether anything is limited.
    """

    def __init__(self, *, on: bool = False, burst: int = BURST) -> None:
        self.on = on
        self._burst = burst
        self._lock = threading.Lock()
        self._buckets: dict[str, _Bucket] = {}

    def wait_s(self, method: str, args: Mapping[str, object], now: float) -> int:
        """Count a call and return 0, or for how many seconds the caller must wait."""
        if not self.on:
            return 0
        if method == "chat.postMessage":
            return self._take(f"{method} {args.get('channel')}", 1.0, self._burst, now)
        tier = _TIER_OF.get(method)
        if tier is None:
            return 0
        a_minute = _TIERS[tier]
        return self._take(method, a_minute / 60, a_minute, now)

    def _take(self, name: str, per_second: float, most: int, now: float) -> int:
        with self._lock:
            bucket = self._buckets.setdefault(name, _Bucket(most, now))
            bucket.tokens = min(most, bucket.tokens + max(0.0, now - bucket.at) * per_second)
            bucket.at = now
            # A float that is a hair below one whole token after exactly the advised wait is one.
            if bucket.tokens >= 1 - 1e-9:
                bucket.tokens -= 1
                return 0
            return math.ceil((1 - bucket.tokens) / per_second - 1e-9)
