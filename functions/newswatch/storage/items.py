"""Model objects as table items and back. Pure; keys are added by the table.

A codec that meets what it cannot read raises BadMessage, naming the kind.
Fields that an older version did not write get their defaults.
"""

import json
import zlib
from typing import TYPE_CHECKING, Any

from newswatch.errors import BadMessage
from newswatch.model import (
    Activity,
    Article,
    ArticleId,
    Change,
    ChannelId,
    ChannelSettings,
    Evidence,
    Field,
    Identity,
    Kind,
    PostId,
    Reread,
    SavedSet,
    Source,
    SourceFilter,
    SourceId,
    State,
    StoryId,
    Subject,
    TextFrom,
    ThreadPolicy,
    Topic,
    TopicId,
    UserId,
)
from newswatch.posts import Alert, Hold, OutboxRow, Post, PostState
from newswatch.storage.codec import Item, codec, from_time, known_time, to_time
from newswatch.storage.delivery_items import (
    from_delivery,
    from_held_back,
    from_quiet,
    from_settings,
    to_delivery,
    to_held_back,
    to_quiet,
    to_settings,
)
from newswatch.storage.keys import due_at, is_held, is_patient
from newswatch.storage.rate_items import from_rate, to_rate

if TYPE_CHECKING:
    from collections.abc import Callable

# --- The catalog ---------------------------------------------------------------


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


# --- Articles --------------------------------------------------------------------


def from_article(article: Article) -> dict[str, Any]:
    """Return an article as an item: what is only written with all of it is one compressed blob."""
    body = {
        "title": article.title,
        "text": article.text,
        "read_at": from_time(article.read_at),
        "source_id": article.source_id,
        "text_from": article.text_from.value,
        "note": article.note,
        "authors": article.authors,
        "published": from_time(article.published),
        "language": article.language,
        "section": article.section,
        "image_url": article.image_url,
        "site_name": article.site_name,
        **({"updated": from_time(article.updated)} if article.updated else {}),
        **({"paywalled": True} if article.paywalled else {}),
        **({"titled_at": from_time(article.titled_at)} if article.titled_at else {}),
        **({"text_version": article.text_version} if article.text_version > 1 else {}),
        **({"again_s": article.again_s} if article.again_s else {}),
        **({"assumed": article.assumed} if article.assumed else {}),
        **({"seen_at": from_time(article.seen_at)} if article.seen_at else {}),
    }
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    # Half a surrogate pair, which some publishers write, is no text that can be stored.
    packed = zlib.compress(text.encode("utf-8", "replace"))
    return {
        "id": article.id,
        "url": article.url,
        "version": article.version,
        "body": packed,
        **({"story_id": article.story_id} if article.story_id else {}),
    }


@codec("article")
def to_article(item: Item) -> Article:
    """Return the article of an item."""
    body = json.loads(zlib.decompress(bytes(item["body"])))
    return Article(
        id=ArticleId(item["id"]),
        url=item["url"],
        version=int(item["version"]),
        title=body["title"],
        text=body["text"],
        read_at=known_time(body["read_at"]),
        source_id=SourceId(body["source_id"]),
        text_from=TextFrom(body["text_from"]),
        note=body.get("note", ""),
        authors=tuple(body.get("authors", ())),
        published=to_time(body.get("published", "")),
        updated=to_time(body.get("updated", "")),
        language=body.get("language", ""),
        section=body.get("section", ""),
        image_url=body.get("image_url", ""),
        site_name=body.get("site_name", ""),
        paywalled=bool(body.get("paywalled")),
        titled_at=to_time(body.get("titled_at", "")),
        text_version=int(body.get("text_version", 1)),
        again_s=tuple(map(int, body.get("again_s", ()))),
        assumed=body.get("assumed", ""),
        story_id=StoryId(item.get("story_id", "")),
        seen_at=to_time(body.get("seen_at", "")),
    )


def from_reread(reread: Reread) -> dict[str, Any]:
    """Return a page to be read again as an item."""
    return {
        "article_id": reread.article_id,
        "source_id": reread.source_id,
        "url": reread.url,
        "due": from_time(reread.due),
        **({"baseline": True} if reread.baseline else {}),
    }


@codec("reread")
def to_reread(item: Item) -> Reread:
    """Return the page to be read again of an item."""
    return Reread(
        article_id=ArticleId(item["article_id"]),
        source_id=SourceId(item["source_id"]),
        url=item["url"],
        due=known_time(item["due"]),
        baseline=bool(item.get("baseline")),
    )


# --- The outbox --------------------------------------------------------------------


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


# --- Slack's side ----------------------------------------------------------------


def from_identity(identity: Identity) -> dict[str, Any]:
    """Return an identity as an item."""
    return {"team": identity.team, "app": identity.app, "scopes": sorted(identity.scopes)}


@codec("identity")
def to_identity(item: Item) -> Identity:
    """Return the identity of an item."""
    return Identity(str(item["team"]), str(item["app"]), frozenset(map(str, item.get("scopes", ()))))
