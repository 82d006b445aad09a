"""Slack's rate limits (docs.slack.dev/apis/web-api/rate-limits), off until asked for."""

import math
import threading
from collections.abc import Iterator, Mapping
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
    **dict.fromkeys(("views.open", "views.update", "views.push", "views.publish"), 4),
}
# Slack allows "short bursts" above a message a second and channel and names no figure; 3 is ours.
BURST = 3
# "while also maintaining a workspace-wide limit", of which Slack says no more than that it is several
# hundred messages a minute; 300 is ours.
MESSAGES_A_MINUTE = 300


@dataclass(slots=True)
class _Bucket:
    tokens: float
    at: float
    per_second: float


class RateLimits:
    """Token buckets: a message a second and channel, 300 a minute in all, a tier for each other method.

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
        limits = list(self._limits(method, args))
        with self._lock:
            buckets = [self._filled(*limit, now) for limit in limits]
            wait_s = max(map(_wait_s, buckets), default=0)
            if not wait_s:
                # What one of them refuses is not counted by the others.
                for bucket in buckets:
                    bucket.tokens -= 1
        return wait_s

    def _limits(self, method: str, args: Mapping[str, object]) -> Iterator[tuple[str, float, int]]:
        """Yield what limits a call: a bucket's name, tokens a second, and how many it holds."""
        if method == "chat.postMessage":
            yield f"{method} {args.get('channel')}", 1.0, self._burst
            yield method, MESSAGES_A_MINUTE / 60, MESSAGES_A_MINUTE
        elif tier := _TIER_OF.get(method):
            yield method, _TIERS[tier] / 60, _TIERS[tier]

    def _filled(self, name: str, per_second: float, most: int, now: float) -> _Bucket:
        bucket = self._buckets.setdefault(name, _Bucket(most, now, per_second))
        bucket.tokens = min(most, bucket.tokens + max(0.0, now - bucket.at) * per_second)
        bucket.at = now
        return bucket


def _wait_s(bucket: _Bucket) -> int:
    # A float that is a hair below one whole token after exactly the advised wait is one.
    if bucket.tokens >= 1 - 1e-9:
        return 0
    return math.ceil((1 - bucket.tokens) / bucket.per_second - 1e-9)
