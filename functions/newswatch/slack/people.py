"""Slack's Web API behind the ``People`` port."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any, TypeVar

from slack_sdk import WebClient

from newswatch.errors import SlackAmbiguous, SlackParked, SlackUnusable, UnknownChannel
from newswatch.model import Channel, ChannelId, Identity, Person, UserId
from newswatch.observe import logger
from newswatch.slack.calls import NOWHERE, call

PAGE = 999
"""Channels per page: Slack takes "under 1000"."""
MAX_PAGES = 20
"""As many calls of ``conversations.list`` as Slack allows in a minute (tier 2): 20,000 channels."""
TYPES = "public_channel,private_channel"
NOBODY = "user_not_found"
"""Slack's word for an id that is nobody's."""
GUESTS = ("is_restricted", "is_ultra_restricted", "is_stranger")
"""Guests of several channels, of one, and people of another workspace (docs.slack.dev, user object)."""

T = TypeVar("T")


class SlackPeople:
    """``ports.People`` on the Web API. What was asked once is not asked again: for one invocation."""

    def __init__(self, connect: Callable[[], WebClient]) -> None:
        """Use the client that ``connect`` makes when Slack is first asked, as ``web_client`` does.

        What ``connect`` raises comes out of whatever was asked, e.g. that there is no token yet.
        """
        self._connect = connect
        self._known: dict[tuple[str, str], Any] = {}

    def identity(self) -> Identity:
        """Implement ``People``."""
        return self._once("identity", "", self._identity)

    def channel(self, channel: ChannelId) -> Channel:
        """Implement ``People``."""
        return self._once("channel", channel, lambda: self._channel(channel))

    def channels(self) -> Sequence[Channel]:
        """Implement ``People``."""
        return self._once("channels", "", lambda: self._pages(self._client.conversations_list))

    def channels_of(self, user: UserId) -> frozenset[ChannelId]:
        """Implement ``People``."""
        return self._once("channels_of", user, lambda: self._channels_of(user))

    def join(self, channel: ChannelId) -> None:
        """Implement ``People``. To join again is fine with Slack, which only warns."""
        _known_channel(channel, lambda: call(self._client.conversations_join, channel, channel=channel))
        self._known.pop(("channel", channel), None)
        self._known.pop(("channels", ""), None)

    def person(self, user: UserId) -> Person:
        """Implement ``People``."""
        return self._once("person", user, lambda: _person(self._client, user))

    def timezone(self, user: UserId) -> str:
        """Implement ``People``."""
        return self.person(user).zone

    @cached_property
    def _client(self) -> WebClient:
        return self._connect()

    def _once(self, what: str, of: str, ask: Callable[[], T]) -> T:
        if (what, of) not in self._known:
            try:
                self._known[what, of] = ask()
            except (AttributeError, KeyError, TypeError) as e:
                raise SlackAmbiguous("odd_answer", "Slack's answer is not in the form that is known.") from e
        found: T = self._known[what, of]
        return found

    def _identity(self) -> Identity:
        told = call(self._client.auth_test, NOWHERE)
        team, bot = told["team_id"], told["bot_id"]
        if not bot:
            raise SlackUnusable("not_allowed_token_type", "That is a person's token, not a bot's.")
        if not team:
            raise KeyError("team_id")
        return Identity(
            team=str(team),
            app=self._app(str(bot)),
            scopes=_scopes(told.headers),
            url=str(told.get("url") or ""),
        )

    def _app(self, bot: str) -> str:
        """Return the id of the app that a bot belongs to; empty where the scope to ask is missing.

        Then the status can say so; and what is signed with our app's secret is for our app in any case.
        """
        try:
            return str(call(self._client.bots_info, NOWHERE, bot=bot)["bot"]["app_id"])
        except SlackUnusable as e:
            if e.code != "missing_scope":
                raise
            return ""

    def _channel(self, channel: ChannelId) -> Channel:
        answer = _known_channel(
            channel, lambda: call(self._client.conversations_info, channel, channel=channel)
        )
        return _to_channel(answer["channel"])

    def _channels_of(self, user: UserId) -> frozenset[ChannelId]:
        return frozenset(found.id for found in self._pages(self._client.users_conversations, user=user))

    def _pages(self, method: Callable[..., Any], **arguments: Any) -> tuple[Channel, ...]:
        found: list[Channel] = []
        cursor = ""
        for _ in range(MAX_PAGES):
            page = call(
                method, NOWHERE, types=TYPES, exclude_archived=True, limit=PAGE, cursor=cursor, **arguments
            )
            found += map(_to_channel, page["channels"])
            cursor = (page.get("response_metadata") or {}).get("next_cursor", "")
            if not cursor:
                return tuple(found)
        logger.warning("channels not all read", read=len(found))
        return tuple(found)


def real_name(client: WebClient, user: UserId) -> str:
    """Return what a person is called; empty where Slack does not say. Raises SlackError."""
    try:
        return _person(client, user).name
    except (AttributeError, KeyError, TypeError) as e:
        raise SlackAmbiguous("odd_answer", "Slack's answer is not in the form that is known.") from e


def _person(client: WebClient, user: UserId) -> Person:
    try:
        told: Mapping[str, Any] = call(client.users_info, ChannelId(user), user=user)["user"]
    except SlackParked as e:
        if e.code != NOBODY:
            raise
        return Person(user)
    profile = told.get("profile") or {}
    return Person(
        id=user,
        name=str(profile.get("real_name") or told.get("real_name") or ""),
        # Who has left has none.
        zone=str(told.get("tz") or Person(user).zone),
        is_admin=bool(told.get("is_admin") or told.get("is_owner")),
        has_left=bool(told.get("deleted")),
        is_guest=any(told.get(flag) for flag in GUESTS),
    )


def _known_channel(channel: ChannelId, ask: Callable[[], Any]) -> Any:
    try:
        return ask()
    except SlackParked as e:
        if e.code != "channel_not_found":
            raise
        raise UnknownChannel(channel) from e


def _to_channel(told: Mapping[str, Any]) -> Channel:
    direct = bool(told.get("is_im") or told.get("is_mpim"))
    return Channel(
        id=ChannelId(str(told["id"])),
        name=str(told.get("name") or ""),
        private=direct or bool(told.get("is_private") or told.get("is_group")),
        archived=bool(told.get("is_archived")),
        joined=direct or bool(told.get("is_member")),
    )


def _scopes(headers: Mapping[str, object]) -> frozenset[str]:
    """Return what a token may do, which Slack says in a header of every answer."""
    told = {name.lower(): value for name, value in headers.items()}.get("x-oauth-scopes")
    listed = ",".join(map(str, told)) if isinstance(told, list) else str(told or "")
    return frozenset(filter(None, (scope.strip() for scope in listed.split(","))))
