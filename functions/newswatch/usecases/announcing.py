"""Announcing: what follows from a change of a topic or of a channel's settings, in the channels."""

from collections.abc import Collection
from dataclasses import replace

from newswatch.errors import SlackError, UnknownChannel
from newswatch.model import (
    WORKSPACE,
    ArticleId,
    Change,
    ChannelId,
    ChannelSettings,
    Source,
    SourceId,
    State,
    StoryId,
    Topic,
    UserId,
    is_channel,
    is_person,
)
from newswatch.ports import People, Queues, Store
from newswatch.posts import Post, post_id
from newswatch.usecases.changes import LEFT, before

UNSEEN = (
    "Newswatch cannot post to {channel} yet: it is private, and the bot is not in it. "
    "Type /invite @Newswatch there."
)
ARCHIVED = "#{name} is archived: unarchive it, or give the topic another channel."


ASKED_AFTER = 50
"""People of whom Slack is asked whether they are still there."""
WEIGHED = (
    "delivery", "quiet", "zone", "urgent", "snoozed_until", "let_until", "cap_per_day", "state",
    "paused_until", "destinations",
)  # fmt: skip
"""Fields of a topic that decide until when its posts are held."""


def announce(store: Store, queues: Queues, people: People, seq: int) -> tuple[str, ...]:
    """See to what follows from a change of a topic or of settings.

    What is held is weighed anew where the change makes a difference to it. The bot joins a topic's
    channels, and they are told of it. Doing it again tells nobody twice. A channel in which the bot
    cannot be is told nothing: the notice would only wait there.

    Returns:
        A sentence for each channel that needs something done by a person.

    Raises:
        SlackError: Slack does not work just now; trying again can help.
        NeedsTime: as with ``People``.
    """
    change = store.change(seq)
    match change.snapshot if change else None:
        case Topic() as topic:
            assert change is not None
            return _announce_topic(store, queues, people, change, topic)
        case ChannelSettings() as settings:
            assert change is not None
            _announce_settings(store, queues, people, change, settings)
    return ()


def _announce_topic(
    store: Store, queues: Queues, people: People, change: Change, topic: Topic
) -> tuple[str, ...]:
    was = _before(store, change)
    # It needs nothing of Slack: what somebody wants to have no longer held must not wait for that.
    if weighing := _weighing(topic, was):
        queues.wake(weighing, again=True)
    posts_to, posted_to = _channels(topic), _channels(was)
    problems: list[str] = []
    reached = []
    for channel in dict.fromkeys((*posts_to, *posted_to)):
        problem = _reach(people, channel, join=channel in posts_to)
        if problem is None:
            reached.append(channel)
        elif channel in posts_to:
            problems.append(problem)
    told = [channel for channel in reached if change.what == LEFT or _concerns(channel, topic, was)]
    if change.what == LEFT:
        owner = ChannelId(topic.owner)
        told += [where for where in topic.destinations if not is_channel(where) and where != owner]
    store.enqueue([notice_of(change, topic, channel) for channel in told])
    queues.wake(told)
    return tuple(problems)


def _announce_settings(
    store: Store, queues: Queues, people: People, change: Change, settings: ChannelSettings
) -> None:
    """Have what is held weighed anew, and tell a channel of its settings; people know by their answer.

    Those of the workspace concern who manages it or did so before; where that was nobody, who owns topics.
    """
    where = settings.channel
    if weighing := sorted(store.held()) if where == WORKSPACE else [where]:
        queues.wake(weighing, again=True)
    if where == WORKSPACE:
        told = [
            person
            for person in _concerned(store, people, change, settings)
            if person != ChannelId(change.who)
        ]
        store.enqueue([notice_of(change, settings, person) for person in told])
        queues.wake(told)
    elif is_channel(where) and _reach(people, where, join=False) is None:
        store.enqueue([notice_of(change, settings, where)])
        queues.wake([where])


def _concerned(store: Store, people: People, change: Change, settings: ChannelSettings) -> list[ChannelId]:
    """Return who is told of a change of the workspace's settings, as far as they are still there."""
    earlier = before(change.seq, store.history(settings.channel))
    was = earlier.snapshot if earlier else None
    managed_before = was.managers if isinstance(was, ChannelSettings) else frozenset()
    return _there(
        people, settings.managers | managed_before | (frozenset() if managed_before else _owners(store))
    )


def caretakers(store: Store, people: People) -> list[ChannelId]:
    """Return who manages the workspace's settings, or else who owns topics, as far as they are still there.

    Raises:
        SlackError, SecretError: Slack does not work just now; trying again can help.
    """
    settings = store.settings([WORKSPACE]).get(WORKSPACE)
    return _there(people, (settings.managers if settings else frozenset()) or _owners(store))


def _owners(store: Store) -> frozenset[UserId]:
    active = (topic for topic in store.topics() if topic.state is not State.REMOVED)
    return frozenset(topic.owner for topic in active if is_person(topic.owner))


def _there(people: People, found: Collection[UserId]) -> list[ChannelId]:
    """Return those of these people who have not left, each where they are told."""
    # Slack is asked after so many in a minute (users.info, tier 4); to one who has left it sends nothing.
    return [
        ChannelId(user) for user in sorted(found) if len(found) > ASKED_AFTER or not _has_left(people, user)
    ]


def _has_left(people: People, user: UserId) -> bool:
    """Return whether Slack says that somebody has left: what is sent to them would only wait there."""
    try:
        return people.person(user).has_left
    except SlackError as e:
        if e.transient:
            raise
        return False


def notice_of(change: Change, subject: Topic | Source | ChannelSettings, channel: ChannelId) -> Post:
    """Return the post that announces a change of something in a channel: always the same one."""
    story_id = StoryId(f"change-{change.seq}")
    return Post(
        id=post_id(channel, story_id),
        channel=channel,
        story_id=story_id,
        article_id=ArticleId(""),
        source_id=subject.id if isinstance(subject, Source) else SourceId(""),
        claimed_at=change.when,
        topic_ids=frozenset({subject.id} if isinstance(subject, Topic) else ()),
        change=change.seq,
    )


def source_notice(change: Change, source: Source) -> Post:
    """Return the post that tells a source's owner of a change: always the same one."""
    return notice_of(change, source, ChannelId(source.owner))


def _weighing(topic: Topic, was: Topic | None) -> tuple[ChannelId, ...]:
    """Return where posts may be held otherwise by a change of a topic, people included."""
    if was is None or all(getattr(topic, field) == getattr(was, field) for field in WEIGHED):
        return ()
    return tuple(dict.fromkeys((*topic.destinations, *was.destinations)))


def _before(store: Store, change: Change) -> Topic | None:
    assert isinstance(change.snapshot, Topic)
    earlier = before(change.seq, store.history(change.snapshot.id))
    return earlier.snapshot if earlier and isinstance(earlier.snapshot, Topic) else None


def _channels(topic: Topic | None) -> tuple[ChannelId, ...]:
    """Return the channels that a topic posts to; people are told by the answer to their command."""
    if topic is None or topic.state is State.REMOVED:
        return ()
    return tuple(filter(is_channel, topic.destinations))


def _concerns(channel: ChannelId, topic: Topic, was: Topic | None) -> bool:
    """Return whether a change makes a difference in a channel."""
    if was is None or (channel in _channels(topic)) != (channel in _channels(was)):
        return True
    return replace(topic, destinations=(), version=0) != replace(was, destinations=(), version=0)


def _reach(people: People, channel: ChannelId, *, join: bool) -> str | None:
    """Return None when the bot is in a channel, having joined it if it may; else what a person can do."""
    try:
        found = people.channel(channel)
        if found.archived:
            return ARCHIVED.format(name=found.name)
        if not found.joined and join and not found.private:
            people.join(channel)
            return None
    except UnknownChannel:
        return UNSEEN.format(channel="the channel")
    except SlackError as e:
        if e.transient:
            raise
        return str(e)
    return None if found.joined else UNSEEN.format(channel=f"#{found.name}")
