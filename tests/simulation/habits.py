"""How is delivered where: what people have set, at which times it held, and what it allows.

Worked out anew, by the clock on the wall: nothing here asks the product.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise, product
from zoneinfo import ZoneInfo

from newswatch.model import WORKSPACE, Cadence, ChannelId, ChannelSettings, Delivery, Quiet, State, UserId

CAP = 20
"""Messages of a channel in 60 minutes where nobody says anything."""
CAP_A_DAY = 100
"""The same of a topic and day."""
UNDER_WAY = timedelta(minutes=3)
"""After a change: so long a turn that has begun may go by what was set before."""
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True)
class Setting:
    """What somebody has set."""

    since: datetime
    """When it can have begun to hold."""
    by: datetime
    """When it surely held."""
    settings: ChannelSettings


@dataclass(frozen=True)
class Habit:
    """What holds in a channel."""

    delivery: Delivery
    quiet: Quiet
    cap: int
    """0 for none."""
    zone: str
    snoozed_until: datetime | None

    def is_quiet(self, at: datetime) -> bool:
        """Return whether the clock on the wall shows a quiet time."""
        return is_quiet(at, self.quiet, self.zone)

    def is_silent(self, at: datetime) -> bool:
        """Return whether nothing new is to come."""
        return self.is_quiet(at) or (self.snoozed_until is not None and at < self.snoozed_until)


@dataclass
class Habits:
    """What people have set, and when."""

    said: dict[ChannelId, list[Setting]] = field(default_factory=dict)
    due: list[tuple[ChannelId, datetime, datetime]] = field(default_factory=list)
    """Channels where all that was news until a time is to be told by another one, if nothing goes wrong."""

    def set(self, settings: ChannelSettings, since: datetime, by: datetime) -> None:
        """Note how is delivered somewhere from now on."""
        self.said.setdefault(settings.channel, []).append(Setting(since, by, settings))

    def expect(self, channel: str, until: datetime, by: datetime) -> None:
        """Note that what was news until a time is to be told in a channel by another one."""
        self.due.append((ChannelId(channel), until, by))

    def during(self, channel: ChannelId, since: datetime, until: datetime) -> list[Habit]:
        """Return all that may have held in a channel at any time of a stretch."""
        places = [list(self._versions(place, since, until)) for place in (channel, WORKSPACE)]
        return [_habit(own, shared) for own, shared in product(*places)]

    def muted(self, channel: ChannelId, since: datetime, until: datetime) -> list[frozenset[str]]:
        """Return all sets of sites that may have been muted in a channel at any time of a stretch."""
        found = self._versions(channel, since, until)
        return [said.muted if said and said.state is not State.REMOVED else frozenset() for said in found]

    def is_plain(self, channel: ChannelId) -> bool:
        """Return whether nobody has ever set anything there."""
        return self.said.keys().isdisjoint({channel, WORKSPACE})

    def _versions(
        self, place: ChannelId, since: datetime, until: datetime
    ) -> Iterator[ChannelSettings | None]:
        nothing = ChannelSettings(place, UserId(""), state=State.REMOVED)
        first = Setting(datetime.min.replace(tzinfo=UTC), datetime.min.replace(tzinfo=UTC), nothing)
        history = [first, *self.said.get(place, ())]
        ends = [later.by for _, later in pairwise(history)] + [datetime.max.replace(tzinfo=UTC)]
        for said, end in zip(history, ends, strict=True):
            if said.since <= until and end >= since:
                yield said.settings


def _habit(own: ChannelSettings | None, shared: ChannelSettings | None) -> Habit:
    said = [each for each in (own, shared) if each and each.state is not State.REMOVED]
    return Habit(
        next((each.delivery for each in said if each.delivery), Delivery()),
        next((each.quiet for each in said if each.quiet is not None), Quiet()),
        next((each.cap for each in said if each.cap is not None), CAP),
        next((each.zone for each in said if each.zone), "UTC"),
        max((each.snoozed_until for each in said if each.snoozed_until), default=None),
    )


def is_quiet(at: datetime, quiet: Quiet, zone: str) -> bool:
    """Return whether the clock on the wall shows a quiet time."""
    local = at.astimezone(ZoneInfo(zone))
    if local.weekday() in quiet.days:
        return True
    shown, (start, end) = f"{local:%H:%M}", (quiet.start, quiet.end)
    if start <= end:
        return start <= shown < end
    return shown >= start or shown < end


def delivered(since: datetime, delivery: Delivery, zone: str) -> datetime:
    """Return when news of a time is delivered first."""
    local = since.astimezone(ZoneInfo(zone))
    match delivery.every:
        case Cadence.INSTANT:
            return since
        case Cadence.HOURLY:
            return local.replace(minute=0, second=0, microsecond=0) + HOUR
    *weekday, clock = delivery.at.split()
    hour, minute = map(int, clock.split(":"))
    at = local.replace(hour=hour, minute=minute, second=0, microsecond=0)
    while at <= local or (weekday and DAYS[at.weekday()] != weekday[0]):
        at += DAY
    return at


def local_day(at: datetime, zone: str) -> str:
    """Return the date on the wall."""
    return f"{at.astimezone(ZoneInfo(zone)):%Y-%m-%d}"
