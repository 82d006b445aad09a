"""Slack's ``ts``: a time in microseconds as text, and a message's identity in its conversation."""

from datetime import datetime

from infra.laptop.slack.refusal import Refusal


def after(now: datetime) -> int:
    """Return the first possible ts after now, in microseconds.

    Never at or before it: who asks for what is newer than the moment before
    a post must find the post.
    """
    return (round(now.timestamp() * 1e6) // 100 + 1) * 100


def to_ts(micros: int) -> str:
    """Write a ts."""
    return f"{micros // 1_000_000}.{micros % 1_000_000:06d}"


def to_micros(ts: str) -> int:
    """Read a ts, with or without a fraction. Raises Refusal ``invalid_ts_latest`` for what is none."""
    whole, _, fraction = ts.partition(".")
    if not whole.isdecimal() or (fraction and not fraction.isdecimal()):
        raise Refusal("invalid_ts_latest")
    return int(whole) * 1_000_000 + int((fraction + "000000")[:6])
