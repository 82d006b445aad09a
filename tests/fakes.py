"""Stand-ins for the ports, by hand: state in dictionaries, behaviour as the adapters'.

``FakeStore`` passes the same contract tests as the DynamoDB store.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from fake_store import FakeStore

from infra.laptop.slack.scopes import granted
from infra.laptop.slack.view_check import checked
from newswatch.errors import FeedError, FetchError, NewswatchError, OutlineError, SlackError, UnknownChannel
from newswatch.model import (
    Channel,
    ChannelId,
    EntryGroup,
    Feed,
    Identity,
    Kind,
    Person,
    PostId,
    SourceGroup,
    SourceNews,
    Threshold,
    UserId,
    Validators,
)
from newswatch.ports import Choice, Fetched, Found, NotModified, PageLinks, SecretHeader
from newswatch.posts import Content, Reply, Sent
from newswatch.queues import encode_follow_up, encode_silence, encode_threshold
from newswatch.sources import discover, feed, listing
from newswatch.sources.outline import Outline
from newswatch.sources.urls import host

__all__ = [
    "T0",
    "CountingEntropy",
    "DirectParser",
    "FakeFetcher",
    "FakeFinder",
    "FakeMessenger",
    "FakePeople",
    "FakeQueues",
    "FakeRobots",
    "FakeStore",
    "FakeViews",
    "FixedDeadline",
    "FrozenClock",
]

T0 = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


class FrozenClock:
    """Time that passes when told to."""

    def __init__(self, at: datetime = T0) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at

    def advance(self, **by: float) -> None:
        self.at += timedelta(**by)


class CountingEntropy:
    """Tokens in order: 0000000000000001, …2, …"""

    def __init__(self) -> None:
        self.count = 0

    def token(self) -> str:
        self.count += 1
        return f"{self.count:016x}"


@dataclass
class FixedDeadline:
    """Always the same time left, or a list of times, one per question."""

    seconds: float | list[float] = 600.0

    def remaining_s(self) -> float:
        return self.seconds.pop(0) if isinstance(self.seconds, list) else self.seconds


@dataclass
class FakeFetcher:
    """Answers from a dictionary: bytes, an answer, or an error to raise."""

    pages: dict[str, bytes | Fetched | NotModified | Exception] = field(default_factory=dict)
    asked: list[tuple[str, Validators | None]] = field(default_factory=list)
    secrets: list[tuple[str, SecretHeader]] = field(default_factory=list)
    posted: list[tuple[str, Mapping[str, str]]] = field(default_factory=list)
    refused: dict[str, FetchError] = field(default_factory=dict)
    """Addresses that take no form, and what is raised instead."""

    def get(
        self,
        url: str,
        validators: Validators | None = None,
        accept: str = "",
        secret: SecretHeader | None = None,
        admit: Callable[[str], None] | None = None,
    ) -> Fetched | NotModified:
        self.asked.append((url, validators))
        if secret:
            self.secrets.append((url, secret))
        page = self.pages.get(url, FetchError(url, "answered 404 Not Found.", status=404, transient=False))
        if isinstance(page, Exception):
            raise page
        if isinstance(page, bytes):
            return Fetched(url, {}, page)
        if admit and page.url != url:
            admit(page.url)
        return page

    def post(self, url: str, form: Mapping[str, str]) -> None:
        self.posted.append((url, form))
        if error := self.refused.get(url):
            raise error


class DirectParser:
    """Reads in this process what ``BoundedParser`` reads in one of its own."""

    def feed(self, fetched: Fetched, kind: Kind = Kind.FEED, selector: str = "") -> Feed:
        if kind is Kind.PAGE:
            return listing.articles(fetched.body, fetched.headers, fetched.url, selector)
        return feed.parse(fetched.body, fetched.headers, fetched.url)

    def links(self, fetched: Fetched) -> PageLinks:
        return discover.links(fetched.body, fetched.headers, fetched.url)


@dataclass
class FakeRobots:
    """What sites ask, by the addresses of their pages: an error is raised instead of saying no."""

    disallowed: set[str] = field(default_factory=set)
    unreachable: dict[str, FetchError] = field(default_factory=dict)
    delays: dict[str, float] = field(default_factory=dict)
    """Seconds between two requests, by host."""
    named: dict[str, Sequence[str]] = field(default_factory=dict)
    """Addresses of sitemaps, by host."""
    checked: list[str] = field(default_factory=list)

    def allows(self, url: str) -> bool:
        self.checked.append(url)
        if error := self.unreachable.get(url):
            raise error
        return url not in self.disallowed

    def delay_s(self, url: str) -> float:
        return self.delays.get(host(url), 0.0)

    def sitemaps(self, url: str) -> Sequence[str]:
        return self.named.get(host(url), ())


@dataclass
class FakeQueues:
    """Remembers what was sent."""

    sources: list[SourceGroup] = field(default_factory=list)
    entries: list[EntryGroup] = field(default_factory=list)
    woken: list[tuple[ChannelId, int]] = field(default_factory=list)
    retried: list[ChannelId] = field(default_factory=list)
    """Those of ``woken`` whose parked posts are to be tried again."""
    weighed: list[ChannelId] = field(default_factory=list)
    """Those of ``woken`` whose held posts are to be weighed anew."""
    dead_letters: dict[str, int] = field(default_factory=dict)
    buried: list[ChannelId] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)
    told: list[SourceNews] = field(default_factory=list)
    delays: list[int] = field(default_factory=list)
    """Of ``sources``, in seconds."""
    entry_delays: list[int] = field(default_factory=list)
    """Of ``entries``, in seconds."""

    def send_sources(self, groups: Sequence[SourceGroup], delay_s: int = 0) -> None:
        self.sources += groups
        self.delays += [delay_s] * len(groups)

    def tell(self, news: SourceNews) -> None:
        self.told.append(news)

    def send_entries(self, groups: Sequence[EntryGroup], delay_s: int = 0) -> None:
        self.entries += groups
        self.entry_delays += [delay_s] * len(groups)

    def wake(
        self, channels: Collection[ChannelId], delay_s: int = 0, *, retry: bool = False, again: bool = False
    ) -> None:
        self.woken += [(channel, delay_s) for channel in channels]
        self.retried += channels if retry else ()
        self.weighed += channels if again else ()

    def bury(self, channel: ChannelId) -> None:
        self.buried.append(channel)

    def send_command(self, body: str) -> None:
        self.commands.append(body)

    def follow_up(self, seqs: Collection[int]) -> None:
        self.commands += map(encode_follow_up, seqs)

    def look_for_silence(self, day: date) -> None:
        self.commands.append(encode_silence(day))

    def tell_spending(self, threshold: Threshold) -> None:
        self.commands.append(encode_threshold(threshold))

    def waiting(self) -> Mapping[str, int]:
        return {"sources": len(self.sources), "articles": len(self.entries), "channels": len(self.woken)}

    def dead(self) -> Mapping[str, int]:
        return self.dead_letters


@dataclass
class FakeMessenger:
    """A Slack with one history a channel.

    ``script`` holds what the next calls do: ``None`` succeeds, an error is raised
    instead, ``(error,)`` is raised after the message was posted: a lost reply.
    """

    history: dict[ChannelId, list[Content]] = field(default_factory=dict)
    edits: list[Content] = field(default_factory=list)
    replies: list[Reply] = field(default_factory=list)
    """Of all threads, oldest first; none is in a history."""
    script: list[SlackError | tuple[SlackError] | None] = field(default_factory=list)
    lagging: bool = False

    def post(self, message: Content) -> Sent:
        lost = self._act()
        self.history.setdefault(message.channel, []).append(message)
        if lost:
            raise lost
        return Sent(f"{len(self.history[message.channel])}.0001", message.channel)

    def update(self, sent: Sent, message: Content) -> None:
        lost = self._act()
        self.edits.append(message)
        if lost:
            raise lost

    def reply(self, reply: Reply) -> None:
        lost = self._act()
        self.replies.append(reply)
        if lost:
            raise lost

    def find(
        self, conversation: ChannelId, post_id: PostId, since: datetime, thread: str = ""
    ) -> Sent | None:
        self._act()
        for n, message in enumerate(self.history.get(conversation, []), start=1):
            if message.post_id == post_id and not self.lagging:
                return Sent(f"{n}.0001", conversation)
        return None

    def posts(self) -> list[Content]:
        return [message for messages in self.history.values() for message in messages]

    def _act(self) -> SlackError | None:
        step = self.script.pop(0) if self.script else None
        if isinstance(step, tuple):
            return step[0]
        if step:
            raise step
        return None


@dataclass
class FakePeople:
    """A workspace of channels and their members, as far as the bot sees it.

    ``refuses`` holds errors by the name of the method that raises them; ``*`` stands for all.
    """

    rooms: list[Channel] = field(default_factory=list)
    members: dict[ChannelId, set[UserId]] = field(default_factory=dict)
    zones: dict[UserId, str] = field(default_factory=dict)
    persons: dict[UserId, Person] = field(default_factory=dict)
    """Who is not a plain member."""
    whose: Identity = field(default_factory=lambda: Identity("T1", "A1"))
    refuses: dict[str, NewswatchError] = field(default_factory=dict)
    calls: list[str] = field(default_factory=list)
    """Names of the methods that were called, in order."""

    def identity(self) -> Identity:
        self._called("identity")
        return self.whose

    def channel(self, channel: ChannelId) -> Channel:
        self._called("channel")
        for room in self.rooms:
            if room.id == channel and (room.joined or not room.private):
                return room
        raise UnknownChannel(channel)

    def channels(self) -> Sequence[Channel]:
        self._called("channels")
        return [room for room in self.rooms if not room.archived and (room.joined or not room.private)]

    def channels_of(self, user: UserId) -> frozenset[ChannelId]:
        self._called("channels_of")
        known = {room.id for room in self.rooms if room.joined or not room.private}
        return frozenset(channel for channel in known if user in self.members.get(channel, ()))

    def join(self, channel: ChannelId) -> None:
        self._called("join")
        for n, room in enumerate(self.rooms):
            if room.id == channel and not room.private:
                self.rooms[n] = replace(room, joined=True)
                return
        raise UnknownChannel(channel)

    def person(self, user: UserId) -> Person:
        self._called("person")
        return self.persons.get(user, Person(user, zone=self.zones.get(user, "UTC")))

    def timezone(self, user: UserId) -> str:
        self._called("timezone")
        return self.zones.get(user, "UTC")

    def _called(self, method: str) -> None:
        self.calls.append(method)
        if error := self.refuses.get(method) or self.refuses.get("*"):
            raise error


@dataclass
class FakeViews:
    """Modals as Slack has them: closed ones are not updated, nor those that were changed since."""

    shown: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    """What is open, by id, oldest first."""
    hashes: dict[str, str] = field(default_factory=dict)
    home: dict[UserId, Mapping[str, Any]] = field(default_factory=dict)
    expired: bool = False
    """Whether triggers come too late."""
    made: int = 0

    def open(self, trigger_id: str, view: Mapping[str, Any]) -> tuple[str, str]:
        if self.expired or not trigger_id:
            return "", ""
        self.made += 1
        return (id_ := f"V{self.made}"), self._show(id_, view)

    def update(self, view_id: str, view: Mapping[str, Any], known: str = "") -> str:
        if view_id not in self.shown or (known and known != self.hashes[view_id]):
            return ""
        return self._show(view_id, view)

    def publish(self, user: UserId, view: Mapping[str, Any], known: str = "") -> str:
        if known and known != self.hashes.get(user):
            return ""
        self.home[user] = checked(view, "home", granted())
        self.made += 1
        self.hashes[user] = f"h{self.made}"
        return self.hashes[user]

    def close(self, view_id: str) -> None:
        del self.shown[view_id]

    def _show(self, view_id: str, view: Mapping[str, Any]) -> str:
        self.shown[view_id] = checked(view, "modal", granted())
        self.made += 1
        self.hashes[view_id] = f"h{self.made}"
        return self.hashes[view_id]


@dataclass
class FakeFinder:
    """What is found by address: a feed that is there, or whatever the port returns; an error is raised."""

    found: dict[str, Feed | Found | Sequence[Choice] | NewswatchError] = field(default_factory=dict)
    asked: list[tuple[str, str, SecretHeader | None]] = field(default_factory=list)

    def find(
        self, address: str, selector: str = "", secret: SecretHeader | None = None
    ) -> Found | Sequence[Choice]:
        self.asked.append((address, selector, secret))
        found = self.found.get(address, FeedError("That is no feed."))
        if isinstance(found, NewswatchError):
            raise found
        if isinstance(found, Feed):
            return Found(address, Kind.PAGE if selector else Kind.FEED, found, Fetched(address, {}, b""))
        return found


@dataclass
class FakeLists:
    """Lists by address or file; an error is raised."""

    lists: dict[str, Outline | NewswatchError] = field(default_factory=dict)
    sent: list[tuple[UserId, str, bytes, str]] = field(default_factory=list)
    """Person, name, content and sentence of each file, oldest first."""

    def at(self, url: str) -> Outline:
        return self._found(url)

    def uploaded(self, file_id: str, by: UserId) -> Outline:
        return self._found(f"{file_id} {by}")

    def send(self, to: UserId, name: str, data: bytes, said: str) -> None:
        self.sent.append((to, name, data, said))

    def _found(self, where: str) -> Outline:
        found = self.lists.get(where, OutlineError("There is no OPML in this file."))
        if isinstance(found, NewswatchError):
            raise found
        return found
