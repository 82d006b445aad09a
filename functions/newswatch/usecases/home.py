"""Home: what App Home shows a person: topics near them, sources, settings, and the way to a first topic."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from newswatch.model import WORKSPACE, Activity, ChannelId, State, Topic
from newswatch.ports import Store
from newswatch.usecases.findings import (
    PAGE,
    FirstSteps,
    HomeSettings,
    HomeSources,
    HomeTopics,
    Pages,
    SourceLine,
    TopicLine,
)
from newswatch.usecases.listing import SHOWN, troubles
from newswatch.usecases.permissions import may_manage
from newswatch.usecases.settings import how_all_told
from newswatch.usecases.sight import Sight
from newswatch.usecases.sources import has_word, list_sources

NEW = timedelta(days=7)
"""Of a topic: until then its person is told what to expect of it."""
CHANNELS = 10
"""Whose settings are shown; a workspace with hundreds has them by ``/watch set #channel``."""


def topics_at_home(
    store: Store, sight: Sight, now: datetime, *, only: str = "", word: str = "", page: int = 0
) -> HomeTopics:
    """Return a page of topics.

    Only for topics of others Slack is asked which channels there are; who has topics need not wait for that.

    Args:
        store: the store.
        sight: what the person may see.
        now: the time.
        only: as ``HomeTopics`` has it; anything else is as empty.
        word: all its words must be in handle, name or query.
        page: from 0; the last one where there are not so many.

    Raises:
        SlackError: as with ``Sight``.
    """
    topics = [topic for topic in store.topics() if topic.state is not State.REMOVED]
    near = [topic for topic in topics if _is_mine(sight, topic) or _is_near(sight, topic)]
    wanted = [topic for topic in topics if sight.sees(topic)] if only == "all" else near
    trouble = troubles(store)
    activity = store.activity(now - SHOWN) if wanted else {}
    lines = [TopicLine(sight.shown(t), activity.get(t.id, Activity()), trouble.get(t.id, "")) for t in wanted]
    belongs = _belonging(sight, now, only)
    words = word.casefold().split()
    found = [line for line in lines if belongs(line) and _has(line.topic, words)]
    found.sort(key=lambda line: (not line.trouble, line.topic.is_active(now), line.topic.handle))
    pages = _pages(len(found), page)
    return HomeTopics(
        lines=tuple(found[pages.first - 1 : pages.last]),
        pages=pages,
        only=only,
        word=word,
        alerts=sum(line.activity.alerts for line in found),
        troubled=sum(bool(line.trouble) for line in found),
        paused=sum(not line.topic.is_active(now) for line in found),
        steps=_steps(store, sight, now, topics, found) if not only and not words else None,
    )


def sources_at_home(
    store: Store, sight: Sight, *, only: str = "", word: str = "", page: int = 0
) -> HomeSources:
    """Return a page of sources, which are everybody's.

    Args:
        store: the store.
        sight: who wants to know.
        only: as ``HomeSources`` has it.
        word: what names or addresses have, as with ``has_word``.
        page: from 0; the last one where there are not so many.

    Raises:
        SlackError: as with ``Sight``, where there are managers.
    """
    every = list_sources(store, "").lines
    found = [line for line in every if _is_among(line, only) and (not word or has_word(line.source, word))]
    # What is paused on purpose needs nobody's eye.
    found.sort(key=lambda line: line.source.state is State.PAUSED and not line.source.is_gone)
    pages = _pages(len(found), page)
    gone = sum(line.source.is_gone for line in every)
    tags = Counter(tag for line in every for tag in line.source.tags)
    return HomeSources(
        lines=tuple(found[pages.first - 1 : pages.last]),
        pages=pages,
        only=only,
        word=word,
        total=len(every),
        failing=sum(line.is_failing for line in every),
        gone=gone,
        paused=sum(line.source.state is State.PAUSED for line in every) - gone,
        tags=tuple(sorted(tags, key=lambda tag: (-tags[tag], tag))),
        may_change=may_manage(store, sight),
    )


def settings_at_home(store: Store, sight: Sight, zone: str) -> HomeSettings:
    """Return how is delivered to a person, in the workspace, and in the channels near them.

    Args:
        store: the store.
        sight: what the person may see.
        zone: their time zone, as Slack has it.

    Raises:
        SlackError: as with ``Sight``.
    """
    posted_to = Counter(
        channel
        for topic in store.topics()
        if topic.state is not State.REMOVED
        for channel in dict.fromkeys(topic.destinations)
        if channel != ChannelId(sight.who) and sight.is_in(channel)
    )
    channels = sorted(posted_to, key=lambda channel: (-posted_to[channel], channel))[:CHANNELS]
    me, workspace, *others = how_all_told(store, sight, [ChannelId(sight.who), WORKSPACE, *channels])
    return HomeSettings(me, workspace, tuple(others), zone, may_manage(store, sight))


def _steps(
    store: Store, sight: Sight, now: datetime, topics: Sequence[Topic], near: Sequence[TopicLine]
) -> FirstSteps | None:
    """Return how far the person has come; None for who has come through.

    Args:
        store: the store.
        sight: what the person may see.
        now: the time.
        topics: all that there are.
        near: those of the person, and of their channels.
    """
    if len(near) > 1 or not all(_is_awaited(line, now) for line in near):
        return None
    sources = sum(source.state is State.ACTIVE for source in store.sources())
    others = not near and any(sight.sees(topic) for topic in topics)
    return FirstSteps(sources, may_manage(store, sight), near[0] if near else None, others)


def _is_awaited(line: TopicLine, now: datetime) -> bool:
    """Return whether a topic is so new that it may have brought nothing for no other reason."""
    is_new = line.topic.created_at > now - NEW
    return is_new and not line.activity.alerts and not line.trouble and line.topic.is_active(now)


def _is_mine(sight: Sight, topic: Topic) -> bool:
    return sight.who in {topic.owner, *topic.destinations}


def _is_near(sight: Sight, topic: Topic) -> bool:
    return any(channel != ChannelId(sight.who) and sight.is_in(channel) for channel in topic.destinations)


def _belonging(sight: Sight, now: datetime, only: str) -> Callable[[TopicLine], bool]:
    """Return what tells whether a topic is among those that are wanted."""
    match only:
        case "mine":
            return lambda line: _is_mine(sight, line.topic)
        case "channels":
            return lambda line: _is_near(sight, line.topic)
        case "paused":
            return lambda line: not line.topic.is_active(now)
        case "trouble":
            return lambda line: bool(line.trouble)
    return lambda _: True


def _has(topic: Topic, words: Sequence[str]) -> bool:
    texts = f"{topic.handle}\n{topic.name}\n{topic.query}".casefold()
    return all(word in texts for word in words)


def _is_among(line: SourceLine, only: str) -> bool:
    source = line.source
    match only:
        case "failing":
            return line.is_failing
        case "gone":
            return source.is_gone
        case "paused":
            return source.state is State.PAUSED and not source.is_gone
    tag = only.removeprefix("tag:").casefold() if only.startswith("tag:") else ""
    return not tag or tag in map(str.casefold, source.tags)


def _pages(total: int, number: int) -> Pages:
    last = max(0, -(-total // PAGE) - 1)
    return Pages(total, min(max(0, number), last))
