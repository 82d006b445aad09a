"""The workspace: what Slack would hold, and the rules about who may do what to it.

No HTTP and no clock of its own. Safe to be used from many threads; listeners are
called outside the lock.
"""

import logging
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from infra.laptop.slack import journal
from infra.laptop.slack.calls import CallLog
from infra.laptop.slack.content import Content, with_ids
from infra.laptop.slack.faults import FaultPlan
from infra.laptop.slack.limits import RateLimits
from infra.laptop.slack.modals import Modals
from infra.laptop.slack.records import (
    Bot,
    Change,
    Changed,
    Changes,
    Conversation,
    Event,
    Happening,
    Kind,
    Message,
    User,
)
from infra.laptop.slack.refusal import Refusal
from infra.laptop.slack.scopes import granted
from infra.laptop.slack.stamps import after, to_micros, to_ts
from infra.laptop.slack.uploads import Uploads

logger = logging.getLogger(__name__)

BOT = Bot(user_id="U0NEWSWATCH", bot_id="B0NEWSWATCH", app_id="A0NEWSWATCH", name="newswatch")
TOKEN = "xoxb-laptop"  # noqa: S105 - opens a stand-in on 127.0.0.1 and nothing else


@dataclass(slots=True)
class _Room:
    conversation: Conversation
    messages: dict[str, Message] = field(default_factory=dict)
    last_us: int = 0


class SlackWorkspace:
    """Team, people, conversations and messages; plus the faults and limits tests ask for.

    Attributes:
        faults: what goes wrong in calls over HTTP.
        limits: rate limits, off at first.
        calls: the log of Web API calls.
        modals: what people have open, what can open it, and their App Home.
        uploads: files that were given and sent.
        url: where the workspace's pages are; set by whoever serves it.
        scopes: what the bot's token may do; all of the manifest's at first.
    """

    def __init__(
        self,
        now: Callable[[], datetime],
        *,
        team: str = "Laptop",
        team_id: str = "T0LAPTOP",
        bot: Bot = BOT,
        token: str = TOKEN,
    ) -> None:
        self.now, self.team, self.team_id, self.bot, self.token = now, team, team_id, bot, token
        self.url = "https://laptop.invalid/"
        self.scopes = granted()
        self.faults, self.limits = FaultPlan(), RateLimits()
        self.calls = CallLog(now)
        self.modals, self.uploads = Modals(now, lambda: self.scopes), Uploads(now)
        self._lock = threading.RLock()
        self._users: dict[str, User] = {}
        self._rooms: dict[str, _Room] = {}
        self._log: list[tuple[str, str]] = []
        self._listeners: list[Callable[[Event], None]] = []
        self._watchers: list[Callable[[Changed], None]] = []
        self._journal: journal.Journal | None = None
        self.add_user(User(bot.user_id, bot.name, bot.name.capitalize(), is_bot=True))

    # --- People and conversations --------------------------------------------------

    def add_user(self, user: User) -> User:
        """Add a person, or replace what is known of one."""
        with self._lock:
            self._users[user.id] = user
            self._keep(user)
        return user

    def user(self, user_id: str) -> User:
        """Return a person. Raises Refusal ``user_not_found``."""
        with self._lock:
            if user_id not in self._users:
                raise Refusal("user_not_found")
            return self._users[user_id]

    def users(self) -> list[User]:
        """Return all people and bots."""
        with self._lock:
            return list(self._users.values())

    def add_channel(
        self,
        channel_id: str,
        name: str,
        *,
        members: Iterable[str] = (),
        private: bool = False,
        bot: bool = True,
    ) -> Conversation:
        """Add a channel, with the bot in it or not. One that is there already stays as it is."""
        with self._lock:
            if channel_id in self._rooms:
                return self._rooms[channel_id].conversation
            everyone = dict.fromkeys([*members, *([self.bot.user_id] if bot else [])])
            kind = Kind.PRIVATE if private else Kind.PUBLIC
            return self._set(Conversation(channel_id, name, kind, self._seconds(), tuple(everyone)))

    def join(self, channel_id: str, user_id: str) -> Conversation:
        """Make somebody a member, as an invitation does."""
        with self._lock:
            was = self.conversation(channel_id)
            now = self._set(replace(was, members=tuple(dict.fromkeys([*was.members, user_id]))))
        return self._changed(Change.JOINED, was, now, user_id)

    def leave(self, channel_id: str, user_id: str) -> Conversation:
        """Take somebody out of a channel."""
        with self._lock:
            was = self.conversation(channel_id)
            now = self._set(replace(was, members=tuple(m for m in was.members if m != user_id)))
        return self._changed(Change.LEFT, was, now, user_id)

    def archive(self, channel_id: str, *, archived: bool = True) -> Conversation:
        """Archive a channel, or bring it back."""
        with self._lock:
            was = self.conversation(channel_id)
            now = self._set(replace(was, archived=archived))
        return self._changed(Change.ARCHIVED if archived else Change.UNARCHIVED, was, now)

    def rename(self, channel_id: str, name: str) -> Conversation:
        """Rename a channel."""
        with self._lock:
            was = self.conversation(channel_id)
            now = self._set(replace(was, name=name))
        return self._changed(Change.RENAMED, was, now)

    def open_direct(self, user_id: str) -> Conversation:
        """Return the direct messages between the bot and a person, opening them if need be.

        Raises:
            Refusal: ``user_not_found``; ``cannot_dm_bot`` for a bot, itself included.
        """
        with self._lock:
            user = self.user(user_id)
            if user.is_bot:
                raise Refusal("cannot_dm_bot")
            channel_id = "D" + user_id[1:]
            if channel_id not in self._rooms:
                members = (self.bot.user_id, user_id)
                self._set(Conversation(channel_id, "", Kind.DIRECT, self._seconds(), members))
            return self._rooms[channel_id].conversation

    def conversation(self, channel_id: str) -> Conversation:
        """Return a conversation. Raises Refusal ``channel_not_found``."""
        return self._room(channel_id).conversation

    def conversations(self) -> list[Conversation]:
        """Return all conversations, oldest first."""
        with self._lock:
            return [room.conversation for room in self._rooms.values()]

    def admit(self, conversation: Conversation, user_id: str) -> None:
        """Let in members alone. Raises Refusal ``not_in_channel`` or ``channel_not_found``."""
        if user_id not in conversation.members:
            # A private channel does not exist for those outside.
            hidden = conversation.kind is not Kind.PUBLIC
            raise Refusal("channel_not_found" if hidden else "not_in_channel")

    # --- Messages ------------------------------------------------------------------

    def post(
        self,
        channel_id: str,
        user_id: str,
        content: Content,
        *,
        thread_ts: str = "",
        broadcast: bool = False,
        only_for: str = "",
        uninvited: bool = False,
    ) -> Message:
        """Add a message.

        Args:
            channel_id: where; an id.
            user_id: its author; the bot's or a person's.
            content: what it says, already checked.
            thread_ts: the message that it answers.
            broadcast: show a reply in the channel too.
            only_for: make it ephemeral, for this person's eyes.
            uninvited: a ``response_url`` may speak where its app is no member.

        Raises:
            Refusal: ``channel_not_found``, ``not_in_channel``, ``is_archived``, ``thread_not_found``
                where no such message ever was. What answers one that was deleted, with no other answer
                there, goes into the channel (reported in slack-go/slack#1571).
        """
        with self._lock:
            room = self._room(channel_id)
            if not uninvited:
                self.admit(room.conversation, user_id)
            if room.conversation.archived:
                raise Refusal("is_archived")
            root = self._root(room, thread_ts)
            ts = self._next_ts(room)
            message = Message(
                ts=ts,
                user=user_id,
                bot_id=self.bot.bot_id if user_id == self.bot.user_id else "",
                text=content.text,
                blocks=with_ids(content.blocks, f"{channel_id} {ts}"),
                metadata=content.metadata,
                mrkdwn=content.mrkdwn,
                files=content.files,
                thread_ts=root,
                broadcast=broadcast,
                only_for=only_for,
            )
            self._put(room, message)
        self._tell(Event(Happening.NEW, room.conversation, message))
        return message

    def update(
        self,
        channel_id: str,
        ts: str,
        user_id: str,
        content: Content,
        *,
        show_edited: bool = True,
        uninvited: bool = False,
    ) -> Message:
        """Replace what a message says.

        Raises:
            Refusal: ``channel_not_found``, ``not_in_channel``, ``is_archived``, ``message_not_found``,
                ``cant_update_message`` for another author's. With ``uninvited`` (a
                ``response_url``), membership is not asked for and ephemeral messages change too.
        """
        with self._lock:
            room = self._room(channel_id)
            if room.conversation.archived:
                raise Refusal("is_archived")
            was = self._own(room, ts, user_id, "cant_update_message", uninvited=uninvited)
            edited = to_ts(after(self.now())) if show_edited else was.edited_ts
            message = replace(
                was,
                text=content.text,
                blocks=with_ids(content.blocks, f"{channel_id} {ts}"),
                metadata=content.metadata,
                edited_ts=edited,
                edited_by=user_id if edited else "",
            )
            self._put(room, message)
        self._tell(Event(Happening.EDITED, room.conversation, message, was))
        return message

    def delete(self, channel_id: str, ts: str, user_id: str, *, uninvited: bool = False) -> Message:
        """Remove a message. Raises Refusal like ``update``, with ``cant_delete_message``."""
        with self._lock:
            room = self._room(channel_id)
            message = self._own(room, ts, user_id, "cant_delete_message", uninvited=uninvited)
            del room.messages[ts]
            self._log.append((channel_id, ts))
            self._keep((channel_id, ts))
        self._tell(Event(Happening.DELETED, room.conversation, message, message))
        return message

    def message(self, channel_id: str, ts: str, *, ephemeral: bool = False) -> Message:
        """Return one message. Raises Refusal ``channel_not_found`` or ``message_not_found``."""
        with self._lock:
            found = self._room(channel_id).messages.get(ts)
        if found is None or (found.only_for and not ephemeral):
            raise Refusal("message_not_found")
        return found

    def messages(self, channel_id: str) -> list[Message]:
        """Return everything in a conversation that is not ephemeral, replies included, oldest first."""
        with self._lock:
            return [m for m in self._room(channel_id).messages.values() if not m.only_for]

    def with_metadata(self, key: str, value: str) -> list[tuple[Conversation, Message]]:
        """Return every message whose metadata payload has this: what tests judge by."""
        with self._lock:
            return [
                (room.conversation, message)
                for room in self._rooms.values()
                for message in room.messages.values()
                if message.metadata and message.metadata["event_payload"].get(key) == value
            ]

    def changes(self, since: int) -> Changes:
        """Return what is new, edited or gone since a revision; everything since 0."""
        with self._lock:
            touched = dict.fromkeys(self._log[since:])
            messages, gone = [], []
            for channel_id, ts in touched:
                message = self._rooms[channel_id].messages.get(ts)
                if message is None:
                    gone.append((channel_id, ts))
                else:
                    messages.append((channel_id, message))
            return Changes(len(self._log), tuple(messages), tuple(gone))

    # --- Those who listen --------------------------------------------------------------

    def on_message(self, listener: Callable[[Event], None]) -> None:
        """Call ``listener`` after each message that is new, edited or deleted."""
        self._listeners.append(listener)

    def on_change(self, watcher: Callable[[Changed], None]) -> None:
        """Call ``watcher`` after somebody joined or left a conversation, or it was renamed or archived."""
        self._watchers.append(watcher)

    # --- On disk -----------------------------------------------------------------------

    def save(self, path: Path) -> None:
        """Write everything but ephemeral messages to a file, all or nothing."""
        with self._lock:
            journal.write(path, self._records())

    def load(self, path: Path) -> None:
        """Take in what a file holds, if it is there. Raises ValueError for one that is not ours."""
        with self._lock:
            for record in journal.read(path):
                self._take_in(record)

    def keep_in(self, path: Path) -> None:
        """Load a file, and write every change to it from now on."""
        with self._lock:
            self.load(path)
            self.save(path)
            self._journal = journal.Journal(path)

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            if self._journal:
                self._journal.close()
            self._journal = None

    def _records(self) -> Iterator[journal.Record]:
        yield from self._users.values()
        for room in self._rooms.values():
            yield room.conversation
            for message in room.messages.values():
                if not message.only_for:
                    yield room.conversation.id, message

    def _take_in(self, record: journal.Record) -> None:
        match record:
            case User():
                self._users[record.id] = record
            case Conversation():
                self._rooms.setdefault(record.id, _Room(record)).conversation = record
            case (channel_id, Message() as message):
                room = self._rooms[channel_id]
                room.messages[message.ts] = message
                room.last_us = max(room.last_us, to_micros(message.ts))
                self._log.append((channel_id, message.ts))
            case (channel_id, ts):
                self._rooms[channel_id].messages.pop(ts, None)
                self._log.append((channel_id, ts))

    # --- Inside --------------------------------------------------------------------------

    def _room(self, channel_id: str) -> _Room:
        with self._lock:
            if channel_id not in self._rooms:
                raise Refusal("channel_not_found")
            return self._rooms[channel_id]

    def _set(self, conversation: Conversation) -> Conversation:
        self._rooms.setdefault(conversation.id, _Room(conversation)).conversation = conversation
        self._keep(conversation)
        return conversation

    def _put(self, room: _Room, message: Message) -> None:
        room.messages[message.ts] = message
        self._log.append((room.conversation.id, message.ts))
        if not message.only_for:
            self._keep((room.conversation.id, message))

    def _keep(self, record: journal.Record) -> None:
        if self._journal:
            self._journal.append(record)

    def _own(self, room: _Room, ts: str, user_id: str, otherwise: str, *, uninvited: bool) -> Message:
        if not uninvited:
            self.admit(room.conversation, user_id)
        message = room.messages.get(ts)
        if message is None or (message.only_for and not uninvited):
            raise Refusal("message_not_found")
        if message.user != user_id:
            raise Refusal(otherwise)
        return message

    def _root(self, room: _Room, thread_ts: str) -> str:
        """Return the ts of a thread's first message; empty for none. Raises Refusal ``thread_not_found``."""
        if not thread_ts:
            return ""
        if thread_ts in room.messages:
            return room.messages[thread_ts].thread_ts or thread_ts
        # The answers to a message that was deleted are there still.
        if any(message.thread_ts == thread_ts for message in room.messages.values()):
            return thread_ts
        if (room.conversation.id, thread_ts) not in self._log:
            raise Refusal("thread_not_found")
        return ""

    def _tell(self, event: Event) -> None:
        for listener in self._listeners:
            try:
                listener(event)
            except Exception:
                # Who watches must not make a message that was posted look as if it was not.
                channel, ts = event.conversation.id, event.message.ts
                logger.exception("listener failed", extra={"channel": channel, "ts": ts})

    def _changed(self, what: Change, was: Conversation, now: Conversation, user: str = "") -> Conversation:
        for watcher in self._watchers if now != was else ():
            watcher(Changed(what, now, user))
        return now

    def _seconds(self) -> int:
        return int(self.now().timestamp())

    def _next_ts(self, room: _Room) -> str:
        room.last_us = max(after(self.now()), room.last_us + 100)
        return to_ts(room.last_us)
