"""Slack: messages, people, views, and the lists that they bring and take."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from newswatch.model import Channel, ChannelId, Identity, Person, PostId, UserId
from newswatch.posts import Content, Reply, Sent
from newswatch.sources.outline import Outline


class Messenger(Protocol):
    """Slack, as far as posts need it. Nothing here is tried twice."""

    def post(self, message: Content) -> Sent:
        """Post a new message that carries its post id as metadata.

        Raises:
            SlackError: one subclass for each thing that can be done about it.
        """

    def update(self, sent: Sent, message: Content) -> None:
        """Make the message that was ``sent`` show ``message``. Raises like ``post``."""

    def reply(self, reply: Reply) -> None:
        """Post a reply in a thread. Raises like ``post``."""

    def find(
        self, conversation: ChannelId, post_id: PostId, since: datetime, thread: str = ""
    ) -> Sent | None:
        """Read the whole history since then and return the message of ``post_id``, if it is there.

        With ``thread``, the history of the thread of that message. Raises like ``post``.
        """


class People(Protocol):
    """Who and what is in the workspace. Every method may take seconds.

    Every method raises SlackError like ``Messenger.post``; NeedsTime where nobody can wait for it.
    """

    def identity(self) -> Identity:
        """Return whose token we have, and what it may do."""

    def channel(self, channel: ChannelId) -> Channel:
        """Return a channel. Raises UnknownChannel."""

    def channels(self) -> Sequence[Channel]:
        """Return the channels that are not archived: public ones, and private ones with the bot in it."""

    def channels_of(self, user: UserId) -> frozenset[ChannelId]:
        """Return the channels that a person is in, as far as the bot may know: as with ``channels``."""

    def join(self, channel: ChannelId) -> None:
        """Have the bot join a public channel; does nothing when it is in it. Raises UnknownChannel."""

    def person(self, user: UserId) -> Person:
        """Return who somebody is; with nothing but the id where Slack knows nobody of that id."""

    def timezone(self, user: UserId) -> str:
        """Return a person's time zone (IANA name)."""


class Views(Protocol):
    """Modals and App Home, as they are on people's screens."""

    def open(self, trigger_id: str, view: Mapping[str, Any]) -> tuple[str, str]:
        """Show a modal to whoever did what the trigger is of, outside of modals; return its id and its hash.

        A trigger lives for three seconds, so that this is done at once or not at all: empty for the latter.

        Raises:
            SlackAmbiguous: it may be there all the same.
        """

    def update(self, view_id: str, view: Mapping[str, Any], known: str = "") -> str:
        """Have a modal show something else; return its new hash.

        Args:
            view_id: the modal.
            view: what it is to show.
            known: the hash that it must still have; empty for any.

        Returns:
            Empty where it is closed, or has been changed since.

        Raises:
            SlackError: as with ``Messenger``.
        """

    def publish(self, user: UserId, view: Mapping[str, Any], known: str = "") -> str:
        """Have App Home show something to a person; return its new hash.

        Empty where it has been changed since it had the hash ``known``, if that is said. Raises SlackError.
        """


class Lists(Protocol):
    """Lists of sources that people bring along and take away."""

    def at(self, url: str) -> Outline:
        """Fetch and read a list on the web.

        Raises:
            FetchError: it cannot be had.
            OutlineError: it is none.
        """

    def uploaded(self, file_id: str, by: UserId) -> Outline:
        """Read a list that somebody has given to Slack.

        Raises:
            OutlineError: it is none, or somebody else's file.
            SlackError: Slack does not hand it out.
        """

    def send(self, to: UserId, name: str, data: bytes, said: str) -> None:
        """Send a person a file by direct message, with a sentence (mrkdwn). Raises SlackError."""
