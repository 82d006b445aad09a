"""Destinations: where a topic may post."""

from newswatch.errors import NotAllowed
from newswatch.model import ChannelId, UserId, is_channel
from newswatch.ports import People


def here(who: UserId, where: ChannelId) -> ChannelId:
    """Return where somebody is, as a place to post: in a conversation with us, their direct messages."""
    return where if is_channel(where) else ChannelId(who)


def destination(
    people: People, who: UserId, where: ChannelId, channel: ChannelId | None = None, *, me: bool = False
) -> ChannelId:
    """Return where a topic posts: a channel, or the person.

    Args:
        people: asked only about a channel that is not the one where it was typed.
        who: who sets it. A topic's channel must contain them.
        where: the channel where it was typed; direct messages stand for the person.
        channel: the one that was named; None for ``where``.
        me: whether direct messages are wanted.

    Raises:
        UnknownChannel: the bot cannot see it.
        NotAllowed: it is archived, or the person is not in it.
        NeedsTime, SlackError: as with ``People``.
    """
    if me:
        return ChannelId(who)
    if channel is None or channel == where:
        return here(who, where)
    found = people.channel(channel)
    if found.archived:
        raise NotAllowed(f"#{found.name} is archived: unarchive it, or choose another channel.")
    if channel not in people.channels_of(who):
        raise NotAllowed(
            f"You are not in #{found.name}. Join it first: a topic posts where its author can see it."
        )
    return channel
