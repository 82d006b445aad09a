"""Sight: which topics a person may see and change, and which one they mean."""

import difflib
from collections.abc import Iterable
from functools import cached_property

from newswatch.errors import AmbiguousTopic, NotAllowed, UnknownTopic
from newswatch.model import ChannelId, State, Topic, UserId
from newswatch.ports import People
from newswatch.usecases.topics import slug

NEAREST = 5
"""Buttons that a row of an answer has."""
SIMILAR = 0.6
"""difflib's own measure of words that are close to each other."""


class Sight:
    """What one person, typing in one channel, may see and change.

    Cheap answers come first: the owner, the channel where it is typed, one's own
    direct messages. Only then are ``people`` asked, once for all topics.
    """

    def __init__(self, people: People, who: UserId, where: ChannelId) -> None:
        self._people, self.who, self.where = people, who, where

    def may_change(self, topic: Topic) -> bool:
        """Return whether the person owns the topic or is in one of its channels.

        Raises:
            NeedsTime, SlackError: as with ``People``; only where they have to be asked.
        """
        if topic.owner == self.who:
            return True
        if not {self.where, ChannelId(self.who)}.isdisjoint(topic.destinations):
            return True
        channels = _channels(topic)
        return bool(channels) and not self._member_of.isdisjoint(channels)

    def sees(self, topic: Topic) -> bool:
        """Return whether the person may know of the topic: who may change it, and all if a channel is public.

        Raises:
            NeedsTime, SlackError: as with ``may_change``.
        """
        if self.may_change(topic):
            return True
        channels = _channels(topic)
        return bool(channels) and not self._public.isdisjoint(channels)

    def sees_channel(self, channel: ChannelId) -> bool:
        """Return whether the person may know what posts to a channel. Raises as ``sees``."""
        if channel in {self.where, ChannelId(self.who)}:
            return True
        return _is_channel(channel) and (channel in self._member_of or channel in self._public)

    def require_change(self, topic: Topic) -> None:
        """Do nothing for those who may change the topic.

        Raises:
            NotAllowed: the person may not.
            NeedsTime, SlackError: as with ``may_change``.
        """
        if not self.may_change(topic):
            raise NotAllowed("Only its owner and members of its channels may change it.")

    def find(self, topics: Iterable[Topic], text: str) -> Topic:
        """Return the topic that is meant by a handle or an unambiguous beginning of it.

        What the person may not see does not exist for them.

        Raises:
            UnknownTopic: there is none.
            AmbiguousTopic: there are several.
            NeedsTime, SlackError: as with ``sees``.
        """
        by_handle = {topic.handle: topic for topic in topics if topic.state is not State.REMOVED}
        bare = text.strip().strip("`").removeprefix("#").strip()
        # A name in full leads to the handle that was made of it.
        wanted = slug(bare) if " " in bare else bare.casefold()
        exact = by_handle.get(wanted)
        if exact and self.sees(exact):
            return exact
        beginning = sorted(handle for handle in by_handle if wanted and handle.startswith(wanted))
        seen = [handle for handle in beginning if self.sees(by_handle[handle])]
        if len(seen) == 1:
            return by_handle[seen[0]]
        if seen:
            raise AmbiguousTopic(bare, tuple(seen))
        near = difflib.get_close_matches(wanted, by_handle, n=len(by_handle) or 1, cutoff=SIMILAR)
        visible = [handle for handle in near if self.sees(by_handle[handle])]
        raise UnknownTopic(bare, tuple(visible[:NEAREST]))

    @cached_property
    def _member_of(self) -> frozenset[ChannelId]:
        return self._people.channels_of(self.who)

    @cached_property
    def _public(self) -> frozenset[ChannelId]:
        return frozenset(channel.id for channel in self._people.channels() if not channel.private)


def _channels(topic: Topic) -> frozenset[ChannelId]:
    return frozenset(filter(_is_channel, topic.destinations))


def _is_channel(destination: ChannelId) -> bool:
    """Return whether it is a channel, not a person or a direct message."""
    return destination.startswith(("C", "G"))
