"""Announcing: what follows from a change of a topic, in its channels."""

from dataclasses import replace

from newswatch.errors import SlackError, UnknownChannel
from newswatch.model import ArticleId, Change, ChannelId, Source, SourceId, State, StoryId, Topic
from newswatch.ports import People, Queues, Store
from newswatch.posts import Post, post_id
from newswatch.usecases.changes import before

UNSEEN = (
    "Newswatch cannot post to {channel} yet: it is private, and the bot is not in it. "
    "Type /invite @Newswatch there."
)
ARCHIVED = "#{name} is archived: unarchive it, or give the topic another channel."


def announce(store: Store, queues: Queues, people: People, seq: int) -> tuple[str, ...]:
    """See to what follows from a change of a topic: the bot joins its channels, which are told of it.

    Doing it again tells nobody twice. A channel in which the bot cannot be is told nothing:
    the notice would only wait there.

    Returns:
        A sentence for each channel that needs something done by a person.

    Raises:
        SlackError: Slack does not work just now; trying again can help.
        NeedsTime: as with ``People``.
    """
    change = store.change(seq)
    if change is None or not isinstance(change.snapshot, Topic):
        return ()
    topic, was = change.snapshot, _before(store, change)
    posts_to, posted_to = _channels(topic), _channels(was)
    problems: list[str] = []
    reached = []
    for channel in dict.fromkeys((*posts_to, *posted_to)):
        problem = _reach(people, channel, join=channel in posts_to)
        if problem is None:
            reached.append(channel)
        elif channel in posts_to:
            problems.append(problem)
    told = [channel for channel in reached if _concerns(channel, topic, was)]
    store.enqueue([notice_of(change, topic, channel) for channel in told])
    queues.wake(told)
    return tuple(problems)


def notice_of(change: Change, topic: Topic, channel: ChannelId) -> Post:
    """Return the post that announces a change in a channel: always the same one."""
    story_id = StoryId(f"change-{change.seq}")
    return Post(
        id=post_id(channel, story_id),
        channel=channel,
        story_id=story_id,
        article_id=ArticleId(""),
        source_id=SourceId(""),
        claimed_at=change.when,
        topic_ids=frozenset({topic.id}),
        change=change.seq,
    )


def source_notice(change: Change, source: Source) -> Post:
    """Return the post that tells a source's owner of a change: always the same one."""
    owner, story_id = ChannelId(source.owner), StoryId(f"change-{change.seq}")
    return Post(
        id=post_id(owner, story_id),
        channel=owner,
        story_id=story_id,
        article_id=ArticleId(""),
        source_id=source.id,
        claimed_at=change.when,
        topic_ids=frozenset(),
        change=change.seq,
    )


def _before(store: Store, change: Change) -> Topic | None:
    assert isinstance(change.snapshot, Topic)
    earlier = before(change.seq, store.history(change.snapshot.id))
    return earlier.snapshot if earlier and isinstance(earlier.snapshot, Topic) else None


def _channels(topic: Topic | None) -> tuple[ChannelId, ...]:
    """Return the channels that a topic posts to; people are told by the answer to their command."""
    if topic is None or topic.state is State.REMOVED:
        return ()
    return tuple(where for where in topic.destinations if where.startswith(("C", "G")))


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
