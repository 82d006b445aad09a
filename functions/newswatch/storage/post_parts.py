"""How posts are written: expressions of single writes, and parts of transactions."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from newswatch.posts import Hold, Post, PostState
from newswatch.storage import codec, items
from newswatch.storage.keys import HELD, MUTED, PUT_OFF, Key, Keys, place
from newswatch.storage.table import Part, put, update

ALERT_RETENTION_DAYS = 100
"""From the claim. Long after the last parked post was dealt with or given up: a post needs its alerts."""
POST_RETENTION_DAYS = ALERT_RETENTION_DAYS
"""Of finished posts. A topic may match an old article that is published anew: its alert must find the post
that is there, or Slack would hold two of one id."""
FINISHED = frozenset({PostState.SENT, PostState.FOLDED, PostState.CANCELLED})
UNCHANGED = "#state = :was_state AND #done = :was_done AND #owner = :was_owner AND #absent_at = :was_absent"
Values = Mapping[str, Any]


def saved(post: Post, expected: Post) -> tuple[str, str, Values]:
    """Return expression, condition and values that write what delivery decided, and nothing that joins."""
    values: dict[str, Any] = items.from_progress(post)
    if post.state in FINISHED:
        values["ttl"] = codec.ttl(post.claimed_at, POST_RETENTION_DAYS)
    gone = [name for name in ("ttl", *items.OPTIONAL) if name not in values]
    change = "SET " + ", ".join(f"#{name} = :{name}" for name in values)
    if gone:
        change += " REMOVE " + ", ".join(f"#{name}" for name in gone)
    return change, UNCHANGED, values | _was(expected)


def save_part(keys: Keys, post: Post, expected: Post) -> Part:
    """Return what writes what delivery decided."""
    change, condition, values = saved(post, expected)
    return update(keys.post(post.story_id, post.channel), change, condition, **values)


def join_part(keys: Keys, post: Post, condition: str = "", **values: Any) -> Part:
    """Return what creates a post, or has its topics join the one that is there."""
    joins: dict[str, Any] = {"topic_ids": set(post.topic_ids), "wanted": 1}
    first = {name: value for name, value in items.from_post(post).items() if name not in joins}
    change = "SET " + ", ".join(f"#{name} = if_not_exists(#{name}, :{name})" for name in first)
    change += " ADD " + ", ".join(f"#{name} :{name}" for name in joins)
    key = keys.post(post.story_id, post.channel)
    return update(key, change, condition, **first, **joins, **values)


def row(keys: Keys, post: Post, due: datetime, what: str = "") -> tuple[Key, Values]:
    """Return key and content of a row that has a post worked off at that time; ``what`` as in ``place``."""
    return keys.outbox_row(post.channel, place(due, post.story_id, what)), {"story_id": post.story_id}


def row_part(keys: Keys, post: Post, due: datetime, what: str = "") -> Part:
    """Return what puts a post into its channel's outbox."""
    return put(*row(keys, post, due, what))


def waiting_part(keys: Keys, post: Post) -> Part:
    """Return what puts a post back into its channel's outbox: at once, or when it is held no more."""
    if post.held_until:
        return row_part(keys, post, post.held_until, held_as(post))
    return row_part(keys, post, post.claimed_at)


def held_row(keys: Keys, post: Post) -> list[Key]:
    """Return where the row of a held post is; nothing for others."""
    return [row(keys, post, post.held_until, held_as(post))[0]] if post.held_until else []


def held_as(post: Post) -> str:
    """Return what the row of a held post is there for."""
    if post.hold is Hold.MUTED:
        return MUTED
    return HELD if post.is_alert else PUT_OFF


def _was(expected: Post) -> dict[str, Any]:
    return {
        "was_state": expected.state.value,
        "was_done": expected.done,
        "was_owner": expected.owner,
        "was_absent": codec.from_time(expected.absent_at),
    }
