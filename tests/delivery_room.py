"""A channel whose time goes on: wake-ups come when they are due, and dispatch each minute, until a moment."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from heapq import heappop, heappush

from builders import ALICE, POLICY, alert, article, channel_settings
from fakes import CountingEntropy, FakeMessenger, FakeQueues, FixedDeadline, FrozenClock
from outbox_house import House

from newswatch.model import Cadence, ChannelId, Delivery, Quiet, StoryId, Topic
from newswatch.posts import Content, Digest, Message, Sent
from newswatch.storage.outbox import SOON
from newswatch.usecases.notify import notify
from newswatch.usecases.turn import Notifier

TICK = timedelta(minutes=1)
NEVER = datetime(9999, 1, 1, tzinfo=UTC)
ENERGY, OWNER = ChannelId("C0ENERGY"), ChannelId(ALICE)
NIGHT = Quiet("22:00", "07:00")
HOURLY, EVENING = Delivery(Cadence.HOURLY), Delivery(Cadence.DAILY, "18:00")


@dataclass(frozen=True, order=True)
class Wake:
    """A wake-up that is on its way."""

    at: datetime
    n: int
    channel: ChannelId
    retry: bool = False
    again: bool = False


@dataclass
class LiveQueues(FakeQueues):
    """Wake-ups that are delivered when their time has come."""

    clock: FrozenClock = field(default_factory=FrozenClock)
    coming: list[Wake] = field(default_factory=list)

    def wake(
        self, channels: Collection[ChannelId], delay_s: int = 0, *, retry: bool = False, again: bool = False
    ) -> None:
        super().wake(channels, delay_s, retry=retry, again=again)
        at = self.clock.now() + timedelta(seconds=delay_s)
        for channel in channels:
            heappush(self.coming, Wake(at, len(self.woken), channel, retry, again))


@dataclass
class LiveMessenger(FakeMessenger):
    """A Slack that notes when it has what, and takes a moment for each message."""

    clock: FrozenClock = field(default_factory=FrozenClock)
    log: list[tuple[datetime, Content]] = field(default_factory=list)
    """Of all channels."""
    takes_s: float = 0.0

    def post(self, message: Content) -> Sent:
        before = len(self.posts())
        try:
            sent = super().post(message)
        finally:
            self.clock.advance(seconds=self.takes_s)
            if len(self.posts()) > before:
                self.log.append((self.clock.now(), message))
        return replace(sent, ts=f"{self.clock.now().timestamp():.6f}")

    def find(self, conversation, post_id, since, thread=""):
        found = super().find(conversation, post_id, since, thread)
        times = [at for at, message in self.log if message.post_id == post_id]
        return found and replace(found, ts=f"{times[-1].timestamp():.6f}")


class Room(House):
    """A channel with an outbox, to which everything comes in its time."""

    def __init__(self, at: datetime | None = None) -> None:
        super().__init__()
        self.clock = FrozenClock(at) if at else self.clock
        self.queues, self.slack = LiveQueues(clock=self.clock), LiveMessenger(clock=self.clock)
        self.notifier = Notifier(self.store, self.queues, self.slack, self.clock, CountingEntropy())

    # What happens

    def claim(self, number: int = 1, *topic_numbers: int) -> None:
        """Claim a story for topics, and have their channels woken; a story that is there is joined."""
        one = article(f"https://news.example/{number}", title=f"Title {number}")
        if not self.store.article(one.id):
            self.store.save_article(one, [])
        claimed = [
            alert(
                each,
                story_id=StoryId(one.id),
                article_id=one.id,
                source_id=self.source.id,
                claimed_at=self.clock.now(),
                channels=self.store.topic(f"{each:016x}").destinations,
            )
            for each in topic_numbers or (1,)
        ]
        self.queues.wake(self.store.claim(claimed))

    def rush(self, *numbers: int, topic_number: int = 1) -> None:
        """Claim many stories within a moment."""
        for number in numbers:
            self.claim(number, topic_number)
            self.clock.advance(milliseconds=1)

    def set(self, channel: ChannelId = POLICY, **more: object) -> None:
        """Change how a channel is told, and have what is held there weighed anew."""
        there = self.store.settings([channel]).get(channel)
        changed = (
            replace(there, version=there.version + 1, **more) if there else channel_settings(channel, **more)
        )
        self.store.save_settings(changed, ALICE, self.clock.now(), "set")
        self.queues.wake([POLICY], again=True)

    def change(self, number: int = 1, **more: object) -> Topic:
        """Change a topic, and have what is held for it weighed anew."""
        there = self.store.topic(f"{number:016x}")
        changed = replace(there, version=there.version + 1, **more)
        self.store.save_topic(changed, ALICE, self.clock.now(), "set")
        self.queues.wake({*there.destinations, *changed.destinations}, again=True)
        return changed

    # Time

    def wait(self, **by: float) -> None:
        """Have time go on for so long."""
        self.until(self.clock.now() + timedelta(**by))

    def until(self, moment: datetime) -> None:
        """Have time go on until a moment, and everything happen that is due by then."""
        while True:
            tick = self._next_tick()
            coming = self.queues.coming
            if coming and coming[0].at <= min(tick, moment):
                wake = heappop(coming)
                self.clock.at = max(self.clock.at, wake.at)
                self.work(wake)
            elif tick <= moment:
                self.clock.at = max(self.clock.at, tick)
                retries = self.store.retries(tick) if self.store._retries else []
                self.queues.wake(retries, retry=True)
                self.queues.wake([c for c in self.store.channels_with_outbox(tick) if c not in retries])
                self._ticked = tick
            else:
                break
        self.clock.at = max(self.clock.at, moment)

    def work(self, wake: Wake) -> None:
        """Have one wake-up worked off."""
        notify(self.notifier, wake.channel, FixedDeadline(60.0), retry=wake.retry, again=wake.again)

    _ticked = datetime(2000, 1, 1, tzinfo=UTC)

    def _next_tick(self) -> datetime:
        """Return the first whole minute that is not over at which dispatch finds something."""
        now = self.clock.now()
        dues = [row.due - SOON for row in self.store._rows.values()]
        if self.store._retries:
            dues += [self.store._retries[post.channel] for post in self.store.parked()]
        due = max(now, self._ticked + timedelta(microseconds=1), min(dues, default=NEVER))
        if due == NEVER:
            return due
        minute = due.replace(second=0, microsecond=0)
        return minute if minute == due else minute + TICK

    # What Slack has

    def told(self, channel: ChannelId = POLICY) -> list[str | list[str]]:
        """Return the titles that a channel shows, those of a digest or a part of one together."""
        return [titles(content) for content in self.slack.history.get(channel, [])]

    def stories(self, channel: ChannelId = POLICY) -> list[str]:
        """Return the titles that a channel shows, as often as it does."""
        return [title for each in self.told(channel) for title in ([each] if isinstance(each, str) else each)]

    def digests(self, channel: ChannelId = POLICY) -> list[Digest]:
        """Return the digests that a channel shows."""
        return [content for content in self.slack.history.get(channel, []) if isinstance(content, Digest)]

    def times(self, channel: ChannelId = POLICY) -> list[str]:
        """Return when a channel got its messages: ``03-02 09:00:00``."""
        return [f"{at:%m-%d %H:%M:%S}" for at, content in self.slack.log if content.channel == channel]


def titles(content: Content) -> str | list[str]:
    """Return what is told: a title, those of a digest, or what kind of notice it is."""
    if isinstance(content, Message):
        return content.title
    if isinstance(content, Digest):
        return [line.title for line in content.lines]
    return type(content).__name__


class Died(BaseException):
    """What works has died."""


class Mortal:
    """A store that dies with one of its calls, before it is carried out or after, and stays dead."""

    def __init__(self, store, calls: int, *, after: bool) -> None:
        self._store, self._calls, self._after = store, calls, after
        self.made = 0

    def __getattr__(self, name):
        method = getattr(self._store, name)

        def called(*args, **kwargs):
            self.made += 1
            if self.made == self._calls and self._after:
                method(*args, **kwargs)
            if self.made >= self._calls:
                raise Died
            return method(*args, **kwargs)

        return called


def at(text: str) -> datetime:
    """Read ``03-02 09:00``, a moment of 2026 in UTC."""
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=UTC)


def night(room: Room, *numbers: int) -> None:
    """Claim stories one after another in the channel's quiet hours."""
    room.set(quiet=NIGHT)
    room.until(at("03-02 23:00"))
    for number in numbers:
        room.claim(number)
        room.wait(minutes=30)


def is_in_time(room: Room, due: str) -> bool:
    """Return whether a channel got its last message when that was due, or with the tick after."""
    said = at(room.times()[-1])
    return at(due) <= said <= at(due) + TICK


def numbered(*numbers: int) -> list[str]:
    """Return the titles of stories."""
    return [f"Title {number}" for number in numbers]


def minutes(since: datetime, until: datetime) -> Iterator[datetime]:
    """Yield the whole minutes in [since, until]."""
    at = since.replace(second=0, microsecond=0)
    at = at if at == since else at + TICK
    while at <= until:
        yield at
        at += TICK
