"""What happens in a workspace, as events of the Events API (docs.slack.dev, "Events")."""

from collections.abc import Callable
from typing import Any

from infra.laptop.slack.events import EventFeed
from infra.laptop.slack.records import Change, Changed, Conversation, Event, Happening, Kind
from infra.laptop.slack.shapes import message_shape, view_shape
from infra.laptop.slack.stamps import after, to_ts
from infra.laptop.slack.workspace import SlackWorkspace


class Happenings:
    """Listens to a workspace for an app."""

    def __init__(self, workspace: SlackWorkspace, feed: EventFeed) -> None:
        self._ws, self._feed = workspace, feed

    def listen(self) -> None:
        """Begin."""
        self._ws.on_message(self.message)
        self._ws.on_change(self.change)

    def home_opened(self, user_id: str) -> None:
        """Tell that somebody opened the Home tab: with what it shows, if anything was ever published."""
        shown = self._ws.modals.home(user_id)
        event = {
            "type": "app_home_opened",
            "user": user_id,
            "channel": self._ws.open_direct(user_id).id,
            "tab": "home",
            "event_ts": self._ts(),
        }
        self._feed.tell(event | ({"view": view_shape(self._ws, shown)} if shown else {}))

    def message(self, event: Event) -> None:
        """Tell what is said in the direct messages with the app: its own words too, as Slack does."""
        conversation, message = event.conversation, event.message
        if conversation.kind is not Kind.DIRECT or self._ws.bot.user_id not in conversation.members:
            return
        if message.only_for:
            return
        shape = message_shape(self._ws, message, metadata=False)
        place = {"channel": conversation.id, "channel_type": "im"}
        match event.what:
            case Happening.NEW:
                told = {**shape, **place, "event_ts": message.ts}
            case Happening.EDITED:
                was = event.was and message_shape(self._ws, event.was, metadata=False)
                told = {"subtype": "message_changed", "message": shape, "previous_message": was}
            case Happening.DELETED:
                told = {"subtype": "message_deleted", "deleted_ts": message.ts, "previous_message": shape}
        if event.what is not Happening.NEW:
            ts = self._ts()
            told |= {"type": "message", "hidden": True, "ts": ts, "event_ts": ts, **place}
        self._feed.tell(told, "message.im")

    def change(self, changed: Changed) -> None:
        """Tell what befell a channel, where the app may know it: in all public ones, and in its own."""
        conversation, bot = changed.conversation, self._ws.bot.user_id
        if conversation.kind is Kind.DIRECT:
            return
        private = conversation.kind is Kind.PRIVATE
        here = bot in conversation.members or changed.user == bot
        if not here and (private or changed.what in {Change.JOINED, Change.LEFT}):
            return
        self._feed.tell({**_EVENTS[changed.what](changed, self), "event_ts": self._ts()})

    def joined(self, changed: Changed) -> dict[str, Any]:
        """Return the event of somebody who joined."""
        return {"type": "member_joined_channel", **self._member(changed)}

    def left(self, changed: Changed) -> dict[str, Any]:
        """Return the event of somebody who left; of the bot itself it is another one."""
        if changed.user == self._ws.bot.user_id:
            # Reported in slackapi/node-slack-sdk#931: only who stays hears of members that leave.
            return {"type": _named("left", changed.conversation), "channel": changed.conversation.id}
        return {"type": "member_left_channel", **self._member(changed)}

    def archived(self, changed: Changed) -> dict[str, Any]:
        """Return the event of a channel that was archived, or brought back."""
        conversation = changed.conversation
        what = "archive" if conversation.archived else "unarchive"
        user = changed.user or next(iter(conversation.members), "")
        return {"type": _named(what, conversation), "channel": conversation.id, "user": user}

    def renamed(self, changed: Changed) -> dict[str, Any]:
        """Return the event of a channel that has another name."""
        conversation = changed.conversation
        told = {"id": conversation.id, "name": conversation.name, "name_normalized": conversation.name}
        channel = {**told, "created": conversation.created, "is_channel": True, "is_mpim": False}
        return {"type": _named("rename", conversation), "channel": channel}

    def _member(self, changed: Changed) -> dict[str, Any]:
        conversation = changed.conversation
        kind = "G" if conversation.kind is Kind.PRIVATE else "C"
        place = {"channel": conversation.id, "channel_type": kind, "team": self._ws.team_id}
        return {"user": changed.user, **place}

    def _ts(self) -> str:
        return to_ts(after(self._ws.now()))


_EVENTS: dict[Change, Callable[[Changed, Happenings], dict[str, Any]]] = {
    Change.JOINED: lambda changed, to: to.joined(changed),
    Change.LEFT: lambda changed, to: to.left(changed),
    Change.ARCHIVED: lambda changed, to: to.archived(changed),
    Change.UNARCHIVED: lambda changed, to: to.archived(changed),
    Change.RENAMED: lambda changed, to: to.renamed(changed),
}


def _named(what: str, conversation: Conversation) -> str:
    return f"{'group' if conversation.kind is Kind.PRIVATE else 'channel'}_{what}"
