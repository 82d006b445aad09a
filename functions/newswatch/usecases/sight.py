"""Sight: which topics a person may see and change, and which one they mean."""

import difflib
import html
from collections.abc import Collection, Iterable
from dataclasses import replace
from functools import cached_property

from newswatch.errors import AmbiguousTopic, NotAllowed, UnknownTopic
from newswatch.model import (
    ChannelId,
    Person,
    State,
    Topic,
    UserId,
    is_channel,
)
from newswatch.ports import People
from newswatch.usecases.topics import slug

NEAREST = 5
"""Buttons that a row of an answer has."""
SIMILAR = 0.6
"""difflib's own measure of words that are close to each other."""

PART_CHARS = 2
"""Of a handle, for it to be offered to who typed this part of it."""


class Sight:
    """What one person, typing in one channel, may see and change.

    Cheap answers come first: the owner, the channel where it is typed, one's own
    direct messages. Only then are ``people`` asked, once for all topics; who the person is, last.

    Guests see nothing of channels that they are not in, public ones too. Whoever administers the
    workspace may change what they see; what is private is not seen by them either.
    """

    def __init__(self, people: People, who: UserId, where: ChannelId) -> None:
        self._people, self.who, self.where = people, who, where

    def may_change(self, topic: Topic) -> bool:
        """Return whether the person owns the topic, is in one of its channels, or administers the workspace.

        Raises:
            NeedsTime, SlackError: as with ``People``; only where they have to be asked.
        """
        return self._belongs(topic) or (self._is_open(_channels(topic)) and self.is_admin)

    def sees(self, topic: Topic) -> bool:
        """Return whether the person may know of the topic: who belongs to it, and all if a channel is public.

        Raises:
            NeedsTime, SlackError: as with ``may_change``.
        """
        return self._belongs(topic) or self._is_open(_channels(topic))

    def sees_channel(self, channel: ChannelId) -> bool:
        """Return whether the person may know what posts to a channel. Raises as ``sees``."""
        if channel in {self.where, ChannelId(self.who)}:
            return True
        return is_channel(channel) and (channel in self._member_of or self._is_open({channel}))

    def hidden(self, topic: Topic) -> tuple[ChannelId, ...]:
        """Return where a topic posts that the person may not know of.

        Its owner has set all of it, if it was theirs from the beginning.

        Raises:
            NeedsTime, SlackError: as with ``sees``.
        """
        if topic.owner == self.who and not topic.adopted:
            return ()
        return tuple(where for where in topic.destinations if not self.sees_channel(where))

    def shown(self, topic: Topic) -> Topic:
        """Return a topic as it is shown to the person: without the places of which they may not know.

        Raises:
            NeedsTime, SlackError: as with ``sees``.
        """
        hidden = self.hidden(topic)
        return replace(topic, destinations=tuple(d for d in topic.destinations if d not in hidden))

    def may_set(self, channel: ChannelId) -> bool:
        """Return whether the person may say how a channel or themselves are told. Raises as ``sees``."""
        if self.is_in(channel):
            return True
        return is_channel(channel) and self._is_open({channel}) and self.is_admin

    def is_in(self, destination: ChannelId) -> bool:
        """Return whether the person reads what is posted there, as whoever sets a destination must.

        Raises:
            NeedsTime, SlackError: as with ``may_change``.
        """
        if destination in {self.where, ChannelId(self.who)}:
            return True
        return is_channel(destination) and destination in self._member_of

    def require_change(self, topic: Topic) -> None:
        """Do nothing for those who may change the topic.

        Raises:
            NotAllowed: the person may not.
            NeedsTime, SlackError: as with ``may_change``.
        """
        if not self.may_change(topic):
            raise NotAllowed("Only its owner, members of its channels and workspace admins may change it.")

    def find(self, topics: Iterable[Topic], text: str) -> Topic:
        """Return the topic that is meant by its handle or name, or an unambiguous beginning of its handle.

        Names are compared as handles are made of them: case, accents and what stands between words
        do not count. What the person may not see does not exist for them.

        Raises:
            UnknownTopic: there is none.
            AmbiguousTopic: there are several.
            NeedsTime, SlackError: as with ``sees``.
        """
        by_handle = {topic.handle: topic for topic in topics if topic.state is not State.REMOVED}
        bare = text.strip().strip("`").removeprefix("#").strip()
        wanted = (bare.casefold(), *_spellings(bare))

        def seen(handles: Iterable[str]) -> list[str]:
            return [handle for handle in handles if self.sees(by_handle[handle])]

        if exact := seen(handle for handle in dict.fromkeys(wanted) if handle in by_handle):
            return by_handle[exact[0]]
        ordered = sorted(by_handle)
        named = [handle for handle in ordered if not _spellings(by_handle[handle].name).isdisjoint(wanted)]
        beginning = [handle for handle in ordered if bare and handle.startswith(wanted)]
        for found in (seen(named), seen(beginning)):
            if len(found) == 1:
                return by_handle[found[0]]
            if found:
                raise AmbiguousTopic(bare, tuple(found))
        # What does not exist must take as long as what may not be seen: people are asked in any case.
        _ = self._member_of
        parts = [word for word in wanted if len(word) >= PART_CHARS]
        having = [handle for handle in ordered if any(word in handle for word in parts)]
        near = difflib.get_close_matches(wanted[-1], by_handle, n=len(by_handle) or 1, cutoff=SIMILAR)
        raise UnknownTopic(bare, tuple(seen(dict.fromkeys((*having, *near)))[:NEAREST]))

    @property
    def is_admin(self) -> bool:
        """Whether the person administers the workspace.

        Raises:
            NeedsTime, SlackError: as with ``People``.
        """
        return self._person.is_admin

    @property
    def is_guest(self) -> bool:
        """Whether the person sees only channels to which they were invited. Raises as ``is_admin``."""
        return self._person.is_guest

    def _belongs(self, topic: Topic) -> bool:
        if topic.owner == self.who:
            return True
        if not {self.where, ChannelId(self.who)}.isdisjoint(topic.destinations):
            return True
        channels = _channels(topic)
        return bool(channels) and not self._member_of.isdisjoint(channels)

    def _is_open(self, channels: Collection[ChannelId]) -> bool:
        """Return whether one of these channels is open to the person without being in it."""
        return bool(channels) and not self._public.isdisjoint(channels) and not self._person.is_guest

    @cached_property
    def _person(self) -> Person:
        return self._people.person(self.who)

    @cached_property
    def _member_of(self) -> frozenset[ChannelId]:
        return self._people.channels_of(self.who)

    @cached_property
    def _public(self) -> frozenset[ChannelId]:
        return frozenset(channel.id for channel in self._people.channels() if not channel.private)


def _spellings(name: str) -> frozenset[str]:
    """Return the handles that a name may have led to, as it stands and without Slack's escapes."""
    return frozenset(slug(text) for text in (name, html.unescape(name)) if any(map(str.isalnum, text)))


def _channels(topic: Topic) -> frozenset[ChannelId]:
    return frozenset(filter(is_channel, topic.destinations))
