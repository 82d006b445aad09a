"""What a post says now, by its kind."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from newswatch.delivery.digests import lines_of, parts
from newswatch.delivery.lead import are_muted, candidates, lead
from newswatch.delivery.message import compose, line
from newswatch.errors import QueryError
from newswatch.model import Article, ArticleId, Coverage, Source, Topic, TopicId
from newswatch.ports import Store
from newswatch.posts import Alert, Content, Digest, Hold, Line, Message, Post, PostState
from newswatch.query.index import holds
from newswatch.sources.urls import is_web_address, outlet
from newswatch.usecases.alerts import telling
from newswatch.usecases.held import posts_of
from newswatch.usecases.muted import REASON, carried, is_muted
from newswatch.usecases.notices import news
from newswatch.usecases.queries import read_query
from newswatch.usecases.whereabouts import alerts_of, is_wanted, topics_of


class Unchanged:
    """In place of what a post says: what Slack shows stays as it is."""


def content(
    store: Store, post: Post, now: datetime, muted: Collection[str] = ()
) -> Content | Unchanged | None:
    """Return what a post says; None when nobody wants it said any more.

    Args:
        store: the store.
        post: the post.
        now: the time.
        muted: sites that are muted where it is said.

    Raises:
        Conflict: what has joined is not all visible yet.
    """
    if post.is_alert:
        return _message(store, post, now, muted)
    if post.members:
        return _digest(store, post, post, now, muted)
    if post.part_of:
        whole = store.post(post.channel, post.part_of)
        return _digest(store, post, whole, now, muted) if whole and whole.ts else None
    return news(store, post, now)


def nothing(post: Post) -> str:
    """Return why there is no content."""
    if post.change:
        return "no change"
    if post.held_back:
        return "nothing waits"
    if post.hold is Hold.MUTED:
        return REASON
    return "no trouble" if post.about else "no topic"


def _message(store: Store, post: Post, now: datetime, muted: Collection[str]) -> Message | Unchanged | None:
    alerts, topics = alerts_of(store, post), store.topics_by_id(post.topic_ids)
    wanted = [alert for alert in alerts if is_wanted(topics.get(alert.topic_id), post.channel, now)]
    # A message that is there stays as it is when its topics are paused, moved or removed later.
    shown = wanted or (alerts if post.ts else [])
    if not shown or (not post.ts and is_muted(store, post, shown, topics, muted)):
        return None
    told_by, coverage = carried(shown, topics, store.coverage(post.story_id))
    shown = list(told_by)
    told = [topics[alert.topic_id] for alert in shown if alert.topic_id in topics]
    leading, source = _lead(store, post, told, coverage, muted)
    article = store.article(leading)
    if article is None and post.ts:
        # Stories can go on for longer than articles are kept.
        return Unchanged()
    if article:
        shown = [_as_of(store, alert, article, topics.get(alert.topic_id), coverage) for alert in shown]
    said = compose(post, shown, article, source, _names(topics), topics_now=told, coverage=coverage)
    words = store.said_of(post.channel, post.story_id).values()
    return replace(
        said,
        mentions=post.mentions,
        further=_unmuted(said.further, muted),
        outlet=outlet(said.url) if is_web_address(said.url) else "",
        relevant=sum(words),
        irrelevant=len(words) - sum(words),
    )


def _unmuted(
    further: tuple[tuple[datetime, Line], ...], muted: Collection[str]
) -> tuple[tuple[datetime, Line], ...]:
    """Return what replies may tell."""
    return tuple(each for each in further if not are_muted({outlet(each[1].url)}, muted))


def _lead(
    store: Store, post: Post, topics: Sequence[Topic], coverage: Sequence[Coverage], muted: Collection[str]
) -> tuple[ArticleId, Source | None]:
    """Return the article that a post leads with, and the source that brought it."""
    found = candidates(topics, coverage)
    sources = store.sources_by_id({post.source_id, *(covered.source_id for covered in found)})
    leading = lead(post, topics, coverage, sources, muted)
    brought = {covered.article_id: covered.source_id for covered in found}
    if leading == post.article_id:
        # The source through which the match came about need not be the one that brought it first.
        return leading, sources.get(post.source_id)
    return leading, sources.get(brought[leading])


def _as_of(
    store: Store, alert: Alert, article: Article, topic: Topic | None, coverage: Sequence[Coverage]
) -> Alert:
    """Return the alert with its places in an article's text; with none where it does not match that one."""
    if alert.article_id == article.id:
        return _looked_up(store, alert, article, topic)
    for row in coverage:
        if row.article_id == article.id and alert.topic_id in row.held:
            anew = replace(alert, article_id=article.id, source_id=row.source_id, version=0)
            return _looked_up(store, anew, article, topic)
    return alert


def _looked_up(store: Store, alert: Alert, article: Article, topic: Topic | None) -> Alert:
    """Return the alert with its places in the article's text, if that is another one than it was."""
    if alert.version == article.text_version:
        return alert
    try:
        source = store.sources_by_id([alert.source_id]).get(alert.source_id)
        match = holds(read_query(store, topic.query), article, source) if topic else None
        found = match.evidence if match else ()
    except QueryError:
        # Stored by a newer version: the message is shown without marks.
        found = ()
    return replace(alert, evidence=telling(article, found))


def _digest(store: Store, post: Post, whole: Post, now: datetime, muted: Collection[str]) -> Digest | None:
    """Return a digest, or the part of it that ``post`` is."""
    here = lines_of(whole.lines, post.part)
    members = {member.story_id: member for member in posts_of(store, post.channel, here)}
    topics = topics_of(store, members.values())
    lines = [
        told
        for story_id in here
        if (member := members.get(story_id))
        and _tells(member, whole, post)
        and (told := _told(store, member, topics, now, muted, is_shown=bool(post.ts)))
    ]
    if not lines:
        return None
    first = (member.parked_at or member.claimed_at for member in members.values())
    return Digest(
        post_id=post.id,
        channel=post.channel,
        lines=tuple(lines),
        since=min(first),
        # What nobody wants any more is not told, which for the other parts is not known yet.
        stories=len(whole.lines) - len(here) + len(lines),
        why=whole.hold or Hold.PARKED,
        mentions=() if post.part else post.mentions,
        part=post.part,
        parts=parts(len(whole.lines)),
        thread=whole.ts if post.part else "",
    )


def _tells(member: Post, whole: Post, post: Post) -> bool:
    """Return whether a digest tells a story: not if that was told by itself before."""
    return bool(post.ts) or (member.state is PostState.FOLDED and member.reason == whole.id)


def _told(
    store: Store,
    member: Post,
    topics: Mapping[TopicId, Topic],
    now: datetime,
    muted: Collection[str],
    *,
    is_shown: bool,
) -> Line | None:
    """Return what a digest says of a story; None where nobody wants it, and Slack does not show it."""
    alerts = store.alerts(member.story_id, member.topic_ids)
    wanted = [alert for alert in alerts if is_wanted(topics.get(alert.topic_id), member.channel, now)]
    shown = sorted(
        wanted or (alerts if is_shown else ()),
        # In the order by which stories are grouped.
        key=lambda alert: topics[alert.topic_id].name if alert.topic_id in topics else "",
    )
    if not shown or (not is_shown and is_muted(store, member, shown, topics, muted)):
        return None
    told_topics = [topics[alert.topic_id] for alert in shown if alert.topic_id in topics]
    coverage = store.coverage(member.story_id)
    leading, source = _lead(store, member, told_topics, coverage, muted)
    said = line(shown, store.article(leading), source, _names(topics))
    return replace(said, outlets=len({covered.outlet for covered in coverage}) or 1)


def _names(topics: Mapping[TopicId, Topic]) -> dict[TopicId, str]:
    return {topic_id: topic.name for topic_id, topic in topics.items()}
