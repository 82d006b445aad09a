"""The ports as an invocation meets them: each call is on record, and one of them may be its last."""

import random
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import Any

from month.bodies import number_of
from month.clock import VirtualClock
from month.log import Handed, Told, Write
from newswatch.model import ChannelId, EntryGroup, Feed, Kind, Source, SourceGroup, SourceNews, Threshold
from newswatch.parsing import child, wire
from newswatch.ports import Fetched, PageLinks
from newswatch.queues import decode_sources, encode_sources, split

WRITES = frozenset({
    "save_source", "postpone", "reserve_host", "release_host", "save_subscription", "drop_subscription",
    "save_robots", "claim_ticks", "finish_ticks", "remember_fetch", "remember_seen",
})  # fmt: skip
OF_HOSTS = frozenset({"reserve_host", "release_host"})
Send = Callable[[float, Callable[[int], None]], None]


class Died(BaseException):
    """An invocation ends here, without a chance to do anything about it."""


class Fate:
    """Decides which call is an invocation's last."""

    def __init__(self, rng: random.Random) -> None:
        self._rng, self._left = rng, -1

    def doom(self, calls: int) -> None:
        """Let the invocation that begins now die at this call, before or after its effect; -1 for never."""
        self._left = calls

    def call(self, effect: Callable[[], Any]) -> Any:
        """Do what a call does, unless the invocation dies before it."""
        if self._left < 0:
            return effect()
        self._left -= 1
        if self._left < 0:
            if self._rng.random() < 0.5:
                effect()
            raise Died
        return effect()


class RecordingStore:
    """``ports.Store``: every method of the real one, with what it writes on record."""

    def __init__(self, store: Any, clock: VirtualClock, fate: Fate, names: Mapping[str, str]) -> None:
        self.writes: list[Write] = []
        self.reads: Counter[str] = Counter()
        self._store, self._clock, self._fate, self._names = store, clock, fate, names

    def __getattr__(self, name: str) -> Callable[..., Any]:
        method = getattr(self._store, name)

        def call(*args: Any, **kwargs: Any) -> Any:
            if name in WRITES:
                self.writes.append(Write(self._clock.now(), name, self._feed_of(name, args)))
            else:
                self.reads[name] += 1
            return self._fate.call(lambda: method(*args, **kwargs))

        # The next call finds it without asking.
        setattr(self, name, call)
        return call

    def _feed_of(self, method: str, args: Sequence[Any]) -> str:
        if method in OF_HOSTS or not args:
            return ""
        about = args[0]
        source_id = getattr(about, "source_id", None) or (about.id if isinstance(about, Source) else about)
        return self._names.get(source_id, "") if isinstance(source_id, str) else ""


class RecordingQueues:
    """``ports.Queues``: what is sent to SourceQueue is delivered, all else is on record."""

    def __init__(
        self,
        clock: VirtualClock,
        fate: Fate,
        names: Mapping[str, str],
        send: Callable[[str, float], None],
        tell: Callable[[SourceNews], None],
    ) -> None:
        self.handed: list[Handed] = []
        self.told: list[Told] = []
        self._clock, self._fate, self._names = clock, fate, names
        self._deliver, self._tell = send, tell

    def send_sources(self, groups: Sequence[SourceGroup], delay_s: int = 0) -> None:
        """Implement ``Queues``."""
        assert 0 <= delay_s <= 900, "SQS's limit"
        for group in groups:
            body = encode_sources(group)
            assert decode_sources(body) is not None
            self._fate.call(lambda body=body: self._deliver(body, delay_s))

    def tell(self, news: SourceNews) -> None:
        """Implement ``Queues``."""

        def effect() -> None:
            self.told.append(Told(self._clock.now(), self._names.get(news.source_id, ""), news))
            self._tell(news)

        self._fate.call(effect)

    def send_entries(self, groups: Sequence[EntryGroup], delay_s: int = 0) -> None:
        """Implement ``Queues``."""
        self._fate.call(lambda: self._hand_on(groups))

    def wake(self, channels: Collection[ChannelId], delay_s: int = 0, *, retry: bool = False) -> None:
        """Implement ``Queues``."""

    def bury(self, channel: ChannelId) -> None:
        """Implement ``Queues``."""

    def send_command(self, body: str) -> None:
        """Implement ``Queues``."""

    def follow_up(self, seqs: Collection[int]) -> None:
        """Implement ``Queues``."""

    def look_for_silence(self, day: date) -> None:
        """Implement ``Queues``."""

    def tell_spending(self, threshold: Threshold) -> None:
        """Implement ``Queues``."""

    def waiting(self) -> Mapping[str, int]:
        """Implement ``Queues``."""
        return {}

    def _hand_on(self, groups: Sequence[EntryGroup]) -> None:
        for group in groups:
            feed = self._names.get(group.source_id, "")
            for part in split(group):
                self.handed += [
                    Handed(
                        self._clock.now(), feed, number_of(entry.url), group.baseline,
                        changed=group.changed_at is not None,
                    )
                    for entry in part.entries
                ]  # fmt: skip


class RealParser:
    """``ports.Parser`` in this process, by what the bounded one has its worker do."""

    def feed(self, fetched: Fetched, kind: Kind = Kind.FEED, selector: str = "") -> Feed:
        """Implement ``Parser``."""
        found = self._read(wire.PAGE if kind is Kind.PAGE else wire.FEED, fetched, selector)
        assert isinstance(found, Feed)
        return found

    def links(self, fetched: Fetched) -> PageLinks:
        """Implement ``Parser``."""
        found = self._read(wire.LINKS, fetched, "")
        assert isinstance(found, PageLinks)
        return found

    def _read(self, kind: str, fetched: Fetched, selector: str) -> Feed | PageLinks:
        return child.reader(kind)(wire.Request(kind, fetched.url, fetched.headers, selector), fetched.body)


class RandomEntropy:
    """``ports.Entropy`` from a seed."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng

    def token(self) -> str:
        """Implement ``Entropy``."""
        return f"{self._rng.getrandbits(64):016x}"
