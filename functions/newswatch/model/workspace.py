"""Slack, as Newswatch sees it."""

from dataclasses import dataclass

from newswatch.model.ids import ChannelId, UserId


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel of the workspace."""

    id: ChannelId
    name: str
    """Without the ``#``."""
    private: bool = False
    archived: bool = False
    joined: bool = False
    """Whether the bot is in it."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the workspace."""

    id: UserId
    name: str = ""
    zone: str = "UTC"
    """IANA name of their time zone."""
    is_admin: bool = False
    """Whether they administer or own the workspace."""
    has_left: bool = False
    """Whether their account is deactivated."""
    is_guest: bool = False
    """Whether they see only the channels to which somebody has invited them."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Whose token we have: what requests are checked against."""

    team: str
    app: str
    scopes: frozenset[str] = frozenset()
    url: str = ""
    """Where the workspace is (``https://acme.slack.com/``); empty where it is not known."""
