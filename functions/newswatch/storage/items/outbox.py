"""Alerts, posts and what is counted of them as items, and back."""

from typing import Any

from newswatch.model import (
    Activity,
    ArticleId,
    ChannelId,
    Evidence,
    Field,
    PostId,
    SourceId,
    StoryId,
    TopicId,
)
from newswatch.posts import Alert, Hold, OutboxRow, Post, PostState
from newswatch.storage.codec import Item, codec, from_time, known_time, to_time
from newswatch.storage.delivery_items import (
    from_held_back,
    from_spending_news,
    to_held_back,
    to_spending_news,
)
from newswatch.storage.keys import due_at, is_held, is_patient
from newswatch.storage.rate_items import from_rate, to_rate


def from_alert(alert: Alert) -> dict[str, Any]:
    """Return an alert as an item."""
    return {
        "topic_id": alert.topic_id,
        "topic_name": alert.topic_name,
        "story_id": alert.story_id,
        "article_id": alert.article_id,
        "source_id": alert.source_id,
        "channels": list(alert.channels),
        "evidence": [[place.field.value, place.start, place.end] for place in alert.evidence],
        "claimed_at": from_time(alert.claimed_at),
        **({"version": alert.version} if alert.version != 1 else {}),
        **({"trace": alert.trace} if alert.trace else {}),
    }


@codec("alert")
def to_alert(item: Item) -> Alert:
    """Return the alert of an item."""
    return Alert(
        topic_id=TopicId(item["topic_id"]),
        topic_name=item["topic_name"],
        story_id=StoryId(item["story_id"]),
        article_id=ArticleId(item["article_id"]),
        source_id=SourceId(item["source_id"]),
        channels=tuple(map(ChannelId, item["channels"])),
        evidence=tuple(
            Evidence(Field(field), int(start), int(end)) for field, start, end in item["evidence"]
        ),
        claimed_at=known_time(item["claimed_at"]),
        version=int(item.get("version", 1)),
        trace=item.get("trace", ""),
    )


def from_post(post: Post) -> dict[str, Any]:
    """Return a new post as an item; what is empty and may be absent is left out."""
    item = {
        "id": post.id,
        "channel": post.channel,
        "story_id": post.story_id,
        "article_id": post.article_id,
        "source_id": post.source_id,
        "claimed_at": from_time(post.claimed_at),
        "wanted": post.wanted,
        **from_progress(post),
    }
    some = {
        "topic_ids": set(post.topic_ids),
        "members": set(post.members),
        "refresh_at": from_time(post.refresh_at),
        "change": post.change,
        "about": post.about,
        "warning": post.warning,
        "rate": from_rate(post.rate) if post.rate else None,
        "held_back": from_held_back(post.held_back) if post.held_back else None,
        "part_of": post.part_of,
        "part": post.part,
        "trace": post.trace,
        "spending": from_spending_news(post.spending) if post.spending else None,
    }
    return item | {name: value for name, value in some.items() if value}


def from_progress(post: Post) -> dict[str, Any]:
    """Return what delivery decides about a post; what is empty takes the place of what is there.

    Of ``OPTIONAL`` what is empty is left out, and is to be taken away.
    """
    told = {} if post.told is None else {"told": sorted(post.told)}
    rare = {
        "hold": post.hold.value if post.hold else "",
        "held_until": from_time(post.held_until),
        "held": sorted(post.held),
        "mentions": list(post.mentions),
        # One text: as a list, five thousand stories would take three bytes more each, at every write.
        "lines": " ".join(post.lines),
    }
    return {
        **told,
        **{name: value for name, value in rare.items() if value},
        "attempted_at": from_time(post.attempted_at),
        "state": post.state.value,
        "done": post.done,
        "ts": post.ts,
        "conversation": post.conversation or "",
        "owner": post.owner,
        "lease_until": from_time(post.lease_until),
        "absent_at": from_time(post.absent_at),
        "reason": post.reason,
        "parked_at": from_time(post.parked_at),
        "tried_at": from_time(post.tried_at),
        "doubtful": post.doubtful,
        "shows": post.shows,
        "told_until": from_time(post.told_until),
        "replied_at": from_time(post.replied_at),
        "reply_at": from_time(post.reply_at),
    }


OPTIONAL = ("told", "hold", "held_until", "held", "mentions", "lines")
"""What delivery decides, and an item may be without."""


@codec("post")
def to_post(item: Item) -> Post:
    """Return the post of an item."""
    conversation, about = item.get("conversation", ""), item.get("about", "")
    hold, part_of = item.get("hold", ""), item.get("part_of", "")
    return Post(
        id=PostId(item["id"]),
        channel=ChannelId(item["channel"]),
        story_id=StoryId(item["story_id"]),
        article_id=ArticleId(item["article_id"]),
        source_id=SourceId(item["source_id"]),
        claimed_at=known_time(item["claimed_at"]),
        topic_ids=frozenset(map(TopicId, item.get("topic_ids", ()))),
        state=PostState(item["state"]),
        wanted=int(item["wanted"]),
        done=int(item["done"]),
        ts=item.get("ts", ""),
        conversation=ChannelId(conversation) if conversation else None,
        owner=item.get("owner", ""),
        lease_until=to_time(item.get("lease_until", "")),
        absent_at=to_time(item.get("absent_at", "")),
        reason=item.get("reason", ""),
        parked_at=to_time(item.get("parked_at", "")),
        tried_at=to_time(item.get("tried_at", "")),
        attempted_at=to_time(item.get("attempted_at", "")),
        told=frozenset(map(TopicId, item["told"])) if "told" in item else None,
        doubtful=bool(item.get("doubtful")),
        refresh_at=to_time(item.get("refresh_at", "")),
        shows=item.get("shows", ""),
        told_until=to_time(item.get("told_until", "")),
        replied_at=to_time(item.get("replied_at", "")),
        reply_at=to_time(item.get("reply_at", "")),
        hold=Hold(hold) if hold else None,
        held_until=to_time(item.get("held_until", "")),
        held=frozenset(map(TopicId, item.get("held", ()))),
        mentions=tuple(item.get("mentions", ())),
        change=int(item.get("change", 0)),
        members=tuple(sorted(map(StoryId, item.get("members", ())))),
        lines=tuple(map(StoryId, item.get("lines", "").split())),
        part_of=StoryId(part_of) if part_of else None,
        part=int(item.get("part", 0)),
        about=ChannelId(about) if about else None,
        warning=item.get("warning", ""),
        rate=to_rate(item["rate"]) if "rate" in item else None,
        held_back=to_held_back(item["held_back"]) if "held_back" in item else None,
        trace=item.get("trace", ""),
        spending=to_spending_news(item["spending"]) if "spending" in item else None,
    )


@codec("row of the outbox")
def to_row(item: Item) -> OutboxRow:
    """Return the row of an item; when it is due, and what it is there for, its place says."""
    channel, _, place = item["sk"].partition("#")
    story_id, due = StoryId(item["story_id"]), due_at(place)
    return OutboxRow(ChannelId(channel), place, story_id, due, is_held(place), is_patient(place))


@codec("activity")
def to_activity(item: Item) -> Activity:
    """Return one topic's activity of one day; it is written by an expression, in ``outbox``."""
    return Activity(alerts=int(item["n"]), last=to_time(item["last"]))
