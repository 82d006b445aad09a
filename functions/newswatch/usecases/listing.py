"""Listing: a person's topics, and everything about one of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from newswatch.model import Activity, Change, ChannelId, State, Topic, TopicId, is_channel
from newswatch.ports import Store
from newswatch.usecases.findings import Changed, Listing, TopicLine, TopicStory
from newswatch.usecases.sight import Sight

SHOWN = timedelta(days=7)
"""Of what topics have brought."""


def list_topics(store: Store, sight: Sight, now: datetime, scope: str, here: ChannelId) -> Listing:
    """Return the topics of a scope, as far as the person may see them.

    Args:
        store: the store.
        sight: what the person may see.
        now: the time.
        scope: ``mine``, ``all``, ``paused``, ``broken``, a channel's id, or a word of handle, name or
            query; empty for those that post to ``here``, which in a direct message are one's own.
        here: where it was typed.

    Raises:
        NeedsTime, SlackError: as with ``Sight``.
    """
    if not scope and not is_channel(here):
        scope = "mine"
    topics = [topic for topic in store.topics() if topic.state is not State.REMOVED]
    trouble = troubles(store)
    belongs = _by_property(sight, now, scope, trouble) or _by_place(topics, sight, scope or here, here)
    # Sight comes last: it may have to ask Slack.
    found = [topic for topic in topics if belongs(topic) and sight.sees(topic)]
    activity = store.activity(now - SHOWN) if found else {}
    lines = (TopicLine(sight.shown(t), activity.get(t.id, Activity()), trouble.get(t.id, "")) for t in found)
    ordered = sorted(lines, key=lambda line: (line.topic.destinations, line.topic.handle))
    return Listing(tuple(ordered), scope or "here")


def show_topic(store: Store, sight: Sight, topic: Topic, now: datetime) -> TopicStory:
    """Return everything about one topic, which the person may see.

    What it was at a time when they could not have seen it is left out.

    Raises:
        NeedsTime, SlackError: as with ``Sight``.
    """
    activity = store.activity(now - SHOWN).get(topic.id, Activity())
    return TopicStory(
        line=TopicLine(sight.shown(topic), activity, troubles(store).get(topic.id, "")),
        changes=tuple(_shown(sight, change) for change in store.history(topic.id) if _told(sight, change)),
        sources=store.sources_by_id(topic.sources.ids),
    )


def shown_change(sight: Sight, found: Changed) -> Changed:
    """Return a change of a topic as it is shown to a person. Raises as ``Sight``."""
    before = found.before and sight.shown(found.before)
    return replace(found, topic=sight.shown(found.topic), before=before)


def _shown(sight: Sight, change: Change) -> Change:
    if not isinstance(change.snapshot, Topic):
        return change
    return replace(change, snapshot=sight.shown(change.snapshot))


def _told(sight: Sight, change: Change) -> bool:
    return not isinstance(change.snapshot, Topic) or sight.sees(change.snapshot)


def _by_property(
    sight: Sight, now: datetime, scope: str, trouble: Mapping[TopicId, str]
) -> Callable[[Topic], bool] | None:
    """Return what tells whether a topic belongs to a scope of this name; None for a place or a word."""
    match scope:
        case "all":
            return lambda _: True
        case "mine":
            return lambda topic: sight.who in {topic.owner, *topic.destinations}
        case "paused":
            return lambda topic: not topic.is_active(now)
        case "broken":
            return lambda topic: topic.id in trouble
    return None


def _by_place(topics: Sequence[Topic], sight: Sight, scope: str, here: ChannelId) -> Callable[[Topic], bool]:
    """Return what tells whether a topic posts to a channel; if that is none, whether it has the word."""
    channel = ChannelId(scope)
    posted_to = any(channel in topic.destinations for topic in topics)
    if posted_to or channel == here:
        # A topic may be seen by another of its channels, which tells nobody what else posts here.
        visible = posted_to and sight.sees_channel(channel)
        return lambda topic: visible and channel in topic.destinations
    word = scope.casefold()
    return lambda topic: any(word in text.casefold() for text in (topic.handle, topic.name, topic.query))


def troubles(store: Store) -> dict[TopicId, str]:
    """Return why the newest parked post of each topic waits for a person."""
    return {topic_id: post.reason for post in store.parked() for topic_id in post.topic_ids}
