"""Topics, sources, saved sets and the log of their changes as items, and back."""

from typing import TYPE_CHECKING, Any

from newswatch.errors import BadMessage
from newswatch.model import (
    Change,
    ChannelId,
    ChannelSettings,
    Kind,
    SavedSet,
    Source,
    SourceFilter,
    SourceId,
    State,
    Subject,
    ThreadPolicy,
    Topic,
    TopicId,
    UserId,
)
from newswatch.storage.codec import Item, codec, from_time, known_time, to_time
from newswatch.storage.delivery_items import (
    from_delivery,
    from_quiet,
    from_settings,
    to_delivery,
    to_quiet,
    to_settings,
)

if TYPE_CHECKING:
    from collections.abc import Callable


def from_topic(topic: Topic) -> dict[str, Any]:
    """Return a topic as an item."""
    return {
        "id": topic.id,
        "handle": topic.handle,
        "name": topic.name,
        "owner": topic.owner,
        "query_typed": topic.query_typed,
        "query": topic.query,
        "destinations": list(topic.destinations),
        "created_at": from_time(topic.created_at),
        "source_ids": sorted(topic.sources.ids),
        "source_tags": sorted(topic.sources.tags),
        "cap_per_day": topic.cap_per_day,
        "mention": topic.mention,
        "thread": topic.thread.value,
        "state": topic.state.value,
        "paused_until": from_time(topic.paused_until),
        "version": topic.version,
        **({"outlets": topic.outlets} if topic.outlets > 1 else {}),
        **({"prefer": list(topic.prefer)} if topic.prefer else {}),
        # Not "every" and "at": earlier versions wrote them into all topics, though nobody could set them.
        **({} if topic.delivery is None else {"when": from_delivery(topic.delivery)}),
        **({} if topic.quiet is None else {"quiet": from_quiet(topic.quiet)}),
        **({"urgent": True} if topic.urgent else {}),
        **({"zone": topic.zone} if topic.zone else {}),
        **({"snoozed_until": from_time(topic.snoozed_until)} if topic.snoozed_until else {}),
        **({"let_until": from_time(topic.let_until)} if topic.let_until else {}),
        **({"adopted": True} if topic.adopted else {}),
    }


@codec("topic")
def to_topic(item: Item) -> Topic:
    """Return the topic of an item."""
    cap = item.get("cap_per_day")
    return Topic(
        id=TopicId(item["id"]),
        handle=item["handle"],
        name=item["name"],
        owner=UserId(item["owner"]),
        query_typed=item["query_typed"],
        query=item["query"],
        destinations=tuple(map(ChannelId, item["destinations"])),
        created_at=known_time(item["created_at"]),
        delivery=to_delivery(item.get("when")),
        sources=SourceFilter(
            frozenset(map(SourceId, item.get("source_ids", ()))), frozenset(item.get("source_tags", ()))
        ),
        cap_per_day=None if cap is None else int(cap),
        mention=item.get("mention", ""),
        urgent=bool(item.get("urgent")),
        quiet=to_quiet(item.get("quiet")),
        zone=item.get("zone", ""),
        snoozed_until=to_time(item.get("snoozed_until", "")),
        let_until=to_time(item.get("let_until", "")),
        thread=ThreadPolicy(item.get("thread", "edit")),
        outlets=int(item.get("outlets", 1)),
        prefer=tuple(item.get("prefer", ())),
        state=State(item["state"]),
        paused_until=to_time(item.get("paused_until", "")),
        adopted=bool(item.get("adopted")),
        version=int(item["version"]),
    )


def from_source(source: Source) -> dict[str, Any]:
    """Return a source as an item."""
    return {
        "id": source.id,
        "url": source.url,
        "name": source.name,
        "owner": source.owner,
        "interval_s": source.interval_s,
        "tags": list(source.tags),
        "state": source.state.value,
        "shard": source.shard,
        "version": source.version,
        **({} if source.kind is Kind.FEED else {"kind": source.kind.value}),
        **({} if source.full_text else {"full_text": False}),
        **{name: value for name in SOURCE_SETTINGS if (value := getattr(source, name))},
    }


SOURCE_SETTINGS = ("selector", "urgent", "least_s", "most_s", "rank", "header", "trouble")
"""Attributes of a source that most don't have, stored as they are."""


@codec("source")
def to_source(item: Item) -> Source:
    """Return the source of an item."""
    return Source(
        id=SourceId(item["id"]),
        url=item["url"],
        name=item["name"],
        owner=UserId(item["owner"]),
        interval_s=int(item["interval_s"]),
        tags=tuple(item.get("tags", ())),
        state=State(item["state"]),
        shard=int(item.get("shard", 0)),
        version=int(item["version"]),
        kind=Kind(item.get("kind", Kind.FEED)),
        full_text=bool(item.get("full_text", True)),
        selector=item.get("selector", ""),
        urgent=bool(item.get("urgent", False)),
        least_s=int(item.get("least_s", 0)),
        most_s=int(item.get("most_s", 0)),
        rank=int(item.get("rank", 0)),
        header=item.get("header", ""),
        trouble=item.get("trouble", ""),
    )


def from_set(saved: SavedSet) -> dict[str, Any]:
    """Return a saved set as an item."""
    return {
        "name": saved.name,
        "query": saved.query,
        "query_typed": saved.query_typed,
        "owner": saved.owner,
        "created_at": from_time(saved.created_at),
        "state": saved.state.value,
        "version": saved.version,
    }


@codec("saved set")
def to_set(item: Item) -> SavedSet:
    """Return the saved set of an item."""
    return SavedSet(
        name=item["name"],
        query=item["query"],
        query_typed=item["query_typed"],
        owner=UserId(item["owner"]),
        created_at=known_time(item["created_at"]),
        state=State(item["state"]),
        version=int(item["version"]),
    )


def from_change(change: Change) -> dict[str, Any]:
    """Return an entry of the change log as an item. Raises ValueError for one without a snapshot."""
    match change.snapshot:
        case Topic():
            kind, snapshot = "topic", from_topic(change.snapshot)
        case Source():
            kind, snapshot = "source", from_source(change.snapshot)
        case SavedSet():
            kind, snapshot = "set", from_set(change.snapshot)
        case ChannelSettings():
            kind, snapshot = "settings", from_settings(change.snapshot)
        case None:
            raise ValueError("a change that was not understood cannot be written")
    return {
        "seq": change.seq,
        "who": change.who,
        "when": from_time(change.when),
        "what": change.what,
        "kind": kind,
        "snapshot": snapshot,
        **({"request": change.request} if change.request else {}),
        **({"undoes": change.undoes} if change.undoes else {}),
    }


@codec("change")
def to_change(item: Item) -> Change:
    """Return the change of an item, without its snapshot where this version cannot read that.

    Old and new code run side by side during a deployment: a kind of change that
    is new must not stop what reads the log.
    """
    readers: dict[str, Callable[[Item], Subject]] = {
        "topic": to_topic,
        "source": to_source,
        "set": to_set,
        "settings": to_settings,
    }
    snapshot: Subject | None
    try:
        snapshot = readers[item["kind"]](item["snapshot"])
    except (KeyError, BadMessage):
        snapshot = None
    return Change(
        seq=int(item["seq"]),
        who=UserId(item["who"]),
        when=known_time(item["when"]),
        what=item["what"],
        snapshot=snapshot,
        request=item.get("request", ""),
        undoes=int(item.get("undoes", 0)),
    )
