"""A year of a channel: what comes when, against a reference that looks at the wall clock each minute."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from builders import ALICE, POLICY, topic
from delivery_room import TICK, Room, minutes, titles
from hypothesis import HealthCheck, Phase, example, given, note, settings
from hypothesis import strategies as st

from newswatch.delivery.windows import never_awake
from newswatch.model import Cadence, ChannelId, Delivery, Quiet
from newswatch.posts import Digest, HeldNotice, Message

HOUR, SKEW = timedelta(minutes=60), timedelta(seconds=5)
OPEN = {"delivery": Delivery(), "quiet": Quiet(), "cap": 0, "snoozed_until": None}
HORIZON = timedelta(days=16)
"""So far a free moment is looked for: a weekly delivery on a quiet day comes sooner. What never gets one
waits until the end of the year."""
URGENT = 3
"""The topic that is; the others are not."""
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ZONES = {
    "Europe/Madrid": ("03-29", "10-25"),
    "America/New_York": ("03-08", "11-01"),
    "Australia/Lord_Howe": ("04-05", "10-04"),
}
"""With the days on which their clocks change in 2026."""


# --- What happens in a year -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Burst:
    """Stories that are claimed within a moment, and when another topic joins them."""

    at: datetime
    stories: int
    topics: tuple[int, ...]
    joined_by: int = 0
    joined_after: timedelta = timedelta()


@dataclass(frozen=True)
class Changed:
    """What somebody sets: of a topic, by its number, or of the channel, 0."""

    at: datetime
    what: int
    said: Mapping[str, object]


@dataclass(frozen=True)
class Year:
    """Settings, and what happens."""

    zone: str
    channel: Mapping[str, object]
    topics: Mapping[int, Mapping[str, object]]
    bursts: tuple[Burst, ...]
    changes: tuple[Changed, ...]


CLOCK = st.sampled_from(["00:00", "01:30", "01:45", "02:10", "02:30", "03:00", "08:00", "18:00", "23:30"])
QUIETS = st.one_of(
    st.builds(Quiet, CLOCK, CLOCK),
    st.builds(Quiet, CLOCK, CLOCK, st.sampled_from([frozenset({5, 6}), frozenset({6}), frozenset({2})])),
    st.sampled_from(
        [Quiet(), Quiet("22:00", "07:00"), Quiet("01:00", "03:00"), Quiet(days=frozenset({5, 6}))]
    ),
)
DELIVERIES = st.one_of(
    st.sampled_from([Delivery(), Delivery(Cadence.HOURLY)]),
    st.builds(Delivery, st.just(Cadence.DAILY), CLOCK),
    st.builds("{} {}".format, st.sampled_from(WEEKDAYS), CLOCK).map(lambda at: Delivery(Cadence.WEEKLY, at)),
)
CAPS = st.sampled_from([0, 1, 2, 5, 20])


@st.composite
def moments(draw, zone: str) -> datetime:
    """Draw a moment of the year: any, or close to a time that somebody may have set, as its clocks change."""
    day = date(2026, 1, 5) + timedelta(days=draw(st.integers(0, 330)))
    if draw(st.booleans()):
        day = date.fromisoformat(f"2026-{draw(st.sampled_from(ZONES[zone]))}")
    clock = time.fromisoformat(draw(CLOCK))
    if draw(st.booleans()):
        clock = time(draw(st.integers(0, 23)), draw(st.integers(0, 59)), draw(st.integers(0, 59)))
    local = datetime.combine(day, clock, ZoneInfo(zone)).replace(fold=draw(st.sampled_from([0, 1])))
    return local.astimezone(UTC) + timedelta(seconds=draw(st.sampled_from([0, 0, -1, 1, -16, -10, 4, 1800])))


@st.composite
def years(draw) -> Year:
    """Draw a year."""
    zone = draw(st.sampled_from(sorted(ZONES)))
    sizes = st.sampled_from([1, 1, 1, 2, 3, 4, 8, 20])
    told = st.sampled_from([(1,), (1,), (2,), (1, 2), (3,), (1, 3)])
    bursts = draw(
        st.lists(
            st.builds(
                Burst,
                moments(zone),
                sizes,
                told,
                st.sampled_from([0, 0, 0, 1, 2]),
                st.sampled_from([1, 20, 600, 3_000]).map(lambda after: timedelta(minutes=after)),
            ),
            min_size=5,
            max_size=25,
            unique_by=lambda burst: burst.at.replace(second=0),
        )
    )
    of_channel = st.one_of(
        st.fixed_dictionaries({"quiet": QUIETS}),
        st.fixed_dictionaries({"cap": CAPS}),
        st.fixed_dictionaries({"delivery": DELIVERIES}),
        st.fixed_dictionaries({"snoozed_until": moments(zone)}),
    )
    of_topic = st.one_of(
        st.fixed_dictionaries({"quiet": st.none() | QUIETS}),
        st.fixed_dictionaries({"delivery": st.none() | DELIVERIES}),
        st.fixed_dictionaries({"snoozed_until": moments(zone)}),
        st.fixed_dictionaries({"cap_per_day": st.sampled_from([None, 0, 2])}),
    )
    changes = draw(
        st.lists(
            st.one_of(
                st.builds(Changed, moments(zone), st.just(0), of_channel),
                st.builds(Changed, moments(zone), st.sampled_from([1, 2]), of_topic),
            ),
            max_size=6,
        )
    )
    mine = {
        "delivery": st.none() | DELIVERIES,
        "quiet": st.none() | QUIETS,
        "cap_per_day": st.sampled_from([None, 2]),
    }
    return Year(
        zone,
        draw(st.fixed_dictionaries({"delivery": DELIVERIES, "quiet": QUIETS, "cap": CAPS})),
        {
            1: draw(st.fixed_dictionaries(mine)),
            2: draw(st.fixed_dictionaries(mine)),
            URGENT: {"delivery": Delivery(), "urgent": True, "cap_per_day": 0},
        },
        tuple(sorted(bursts, key=lambda burst: burst.at)),
        tuple(sorted(changes, key=lambda change: change.at)),
    )


def clocks_change(zone: str, clock: str) -> Year:
    """Return a year with stories from an hour to an hour after each change of clocks, every ten minutes."""
    bursts = [
        Burst(
            datetime.combine(date.fromisoformat(f"2026-{day}"), time(0), ZoneInfo(zone)).astimezone(UTC)
            + timedelta(minutes=ten * 10, seconds=second),
            1,
            (1 + ten % 3,),
        )
        for day in ZONES[zone]
        for ten in range(27)
        for second in (0, 1)
    ]
    return Year(
        zone,
        {"delivery": Delivery(), "quiet": Quiet("03:00", "03:30"), "cap": 0},
        {
            1: {"delivery": Delivery(Cadence.DAILY, clock)},
            2: {"delivery": Delivery(Cadence.HOURLY), "quiet": Quiet("01:00", "03:00")},
            URGENT: {"delivery": Delivery(), "urgent": True, "cap_per_day": 0},
        },
        tuple(bursts),
        (),
    )


# --- What comes of it -----------------------------------------------------------------------------------


@dataclass
class Claimed:
    """A story, and when each of its topics was claimed."""

    number: int
    claims: dict[int, datetime]


@dataclass
class Lived:
    """What has happened by the end of a year."""

    room: Room = field(default_factory=lambda: Room(datetime(2026, 1, 1, tzinfo=UTC)))
    stories: dict[int, Claimed] = field(default_factory=dict)
    epochs: list[tuple[datetime, dict[int, dict[str, object]]]] = field(default_factory=list)
    """What holds from when on: of the channel, 0, and of topics."""


def lived(year: Year) -> Lived:
    """Have a year go by; then all is opened, so that nothing has to wait any more."""
    life = Lived()
    room = life.room
    set_at(life, 0, {"zone": year.zone, **year.channel})
    room.store.save_topic(topic(URGENT), ALICE, room.clock.now(), "add")
    for number, said in year.topics.items():
        set_at(life, number, said)
    deeds = [(burst.at, 0, burst) for burst in year.bursts] + [
        (change.at, 1, change) for change in year.changes
    ]
    deeds += [
        (burst.at + burst.joined_after, 2, burst)
        for burst in year.bursts
        if burst.joined_by and burst.joined_by not in burst.topics
    ]
    firsts: dict[datetime, list[int]] = {}
    for at, kind, deed in sorted(deeds, key=lambda each: each[:2]):
        room.until(max(at, room.clock.now()))
        if isinstance(deed, Changed):
            set_at(life, deed.what, deed.said)
            continue
        if kind == 0:
            firsts[deed.at] = [len(life.stories) + k for k in range(1, deed.stories + 1)]
        topics = deed.topics if kind == 0 else (deed.joined_by,)
        for number in firsts[deed.at]:
            story = life.stories.setdefault(number, Claimed(number, {}))
            story.claims |= dict.fromkeys(topics, room.clock.now())
            room.claim(number, *topics)
            room.clock.advance(microseconds=1)
    room.until(datetime(2027, 1, 1, tzinfo=UTC))
    for number in year.topics:
        set_at(life, number, {"delivery": None, "quiet": None, "snoozed_until": None, "cap_per_day": 0})
    set_at(life, 0, OPEN)
    room.wait(minutes=5)
    return life


def set_at(life: Lived, what: int, said: Mapping[str, object]) -> None:
    """Set something, which holds from then on."""
    life.room.wait(milliseconds=1)
    before = life.epochs[-1][1] if life.epochs else {}
    after = {**before, what: {**before.get(what, {}), **said}}
    life.epochs.append((life.room.clock.now(), after))
    if what:
        life.room.change(what, **said)
    else:
        life.room.set(**said)


# --- The reference --------------------------------------------------------------------------------------


class Reference:
    """What may be told when, minute by minute."""

    def __init__(self, year: Year, life: Lived) -> None:
        self.zone, self.life = ZoneInfo(year.zone), life
        self.log = [(at, told) for at, told in life.room.slack.log if told.channel == POLICY]
        self.new = [at for at, told in self.log if not getattr(told, "part", 0)]
        self.since = [at for at, _ in life.epochs]
        self.walls: dict[datetime, datetime] = {}

    def said(self, at: datetime) -> dict[int, dict[str, object]]:
        """Return what holds at a moment."""
        return self.life.epochs[bisect_right(self.since, at) - 1][1]

    def wall(self, at: datetime) -> datetime:
        """Return what the clock on the wall shows."""
        if at not in self.walls:
            self.walls[at] = at.astimezone(self.zone)
        return self.walls[at]

    def is_quiet(self, quiet: Quiet | None, at: datetime) -> bool:
        """Return whether it is quiet by the wall."""
        if not quiet or quiet == Quiet():
            return False
        wall = self.wall(at)
        clock = f"{wall.hour:02}:{wall.minute:02}"
        over_night = quiet.end < quiet.start
        in_hours = (
            (clock >= quiet.start or clock < quiet.end) if over_night else quiet.start <= clock < quiet.end
        )
        return in_hours or wall.weekday() in quiet.days

    def is_time(self, delivery: Delivery, minute: datetime) -> bool:
        """Return whether is delivered in a minute: the first time in a day; later where it is left out."""
        wall = self.wall(minute)
        if delivery.every is Cadence.HOURLY:
            return wall.minute == 0
        shown = [] if wall.fold else [wall.replace(tzinfo=None)]
        for gap in (30, 60):
            before = self.wall(minute - timedelta(minutes=gap)).utcoffset()
            if wall.utcoffset() - before == timedelta(minutes=gap):
                # So late it would be, had the clocks not been put forward.
                shown.append((minute + before).replace(tzinfo=None))
        day, _, at = delivery.at.rpartition(" ")
        return any(
            f"{clock.hour:02}:{clock.minute:02}" == at and (not day or WEEKDAYS[clock.weekday()] == day)
            for clock in shown
        )

    def topic_may(self, said, number: int, at: datetime) -> bool:
        """Return whether neither a topic nor the channel sleeps."""
        here, own = said[0], said[number]
        snoozes = [here.get("snoozed_until"), own.get("snoozed_until")]
        if any(until and at < until for until in snoozes):
            return False
        hours = own.get("quiet")
        if hours and never_awake(here["quiet"] or Quiet(), hours):
            # Together they leave nothing: then its channel's count alone.
            hours = None
        return not (self.is_quiet(here["quiet"], at) or self.is_quiet(hours, at))

    def delivery(self, said, number: int) -> Delivery:
        """Return how often a topic is delivered."""
        return said[number].get("delivery") or said[0]["delivery"]

    def is_due(self, said, number: int, claimed: datetime, by: datetime) -> bool:
        """Return whether a topic's delivery has come since a claim."""
        delivery = self.delivery(said, number)
        if delivery.every is Cadence.INSTANT:
            return True
        return any(
            self.is_time(delivery, minute) for minute in minutes(claimed + timedelta(microseconds=1), by)
        )

    def is_full(self, said, at: datetime) -> bool:
        """Return whether so many messages came in the last hour that no other may, for whatever topic."""
        cap = said[0]["cap"]
        return bool(cap) and bisect_right(self.new, at) - bisect_right(self.new, at - HOUR - SKEW) >= cap

    @cached_property
    def singly(self) -> Counter[tuple[int, str]]:
        """Return how many messages of its own a topic had on a local day."""
        found: Counter[tuple[int, str]] = Counter()
        for at, told in self.log:
            if isinstance(told, Message):
                found.update((int(topic_id, 16), str(self.wall(at).date())) for topic_id in told.topic_ids)
        return found

    def had_its_day(self, said, number: int, at: datetime) -> bool:
        """Return whether a topic has had, by the end of the day, what it may have on that day."""
        cap = said[number].get("cap_per_day")
        cap = 100 if cap is None else cap
        return bool(cap) and self.singly[number, str(self.wall(at).date())] >= cap

    def free(self, claims: Mapping[int, datetime], until: datetime) -> Iterator[datetime]:
        """Yield the whole minutes at which nothing keeps a story from being told."""
        due: set[int] = set()
        epoch = None
        for minute in minutes(min(claims.values()), until):
            said = self.said(minute)
            if said is not epoch:
                epoch, due = said, {n for n, at in claims.items() if self.is_due(said, n, at, minute)}
            due |= {
                n
                for n, at in claims.items()
                if n not in due and at < minute and self.is_time(self.delivery(said, n), minute)
            }
            if not self.is_full(said, minute) and any(
                claims[n] <= minute
                and self.topic_may(said, n, minute)
                and not (
                    self.delivery(said, n).every is Cadence.INSTANT and self.had_its_day(said, n, minute)
                )
                for n in due
            ):
                yield minute

    def latest(self, claims: Mapping[int, datetime], told: datetime) -> datetime:
        """Return by when a story should have been told: a tick after the first of three free minutes."""
        run: list[datetime] = []
        for minute in self.free(claims, min(told, max(claims.values()) + HORIZON)):
            run = [*run, minute] if run and minute - run[-1] == TICK else [minute]
            if len(run) == 3:
                n = bisect_right(self.new, minute) - bisect_left(self.new, run[0] - TICK)
                # Three messages a burst, and four seconds until the next one.
                return run[0] + TICK + timedelta(seconds=5 + 4 * (n / 3))
        return told


# --- What has to hold -----------------------------------------------------------------------------------


def number_of(title: str) -> int:
    return int(title.removeprefix("Title "))


def told_by(content) -> list[int]:
    said = titles(content)
    return [number_of(title) for title in (said if isinstance(said, list) else [said])]


def showing(at: datetime, reference: Reference) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S} UTC, {at.astimezone(reference.zone):%a %H:%M:%S} there"


@settings(
    max_examples=20,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
    phases=[Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink],
)
@given(years())
@example(clocks_change("Europe/Madrid", "02:30"))
@example(clocks_change("America/New_York", "01:30"))
@example(clocks_change("Australia/Lord_Howe", "01:45"))
def test_year_in_which_nothing_is_lost_late_or_at_the_wrong_time(year):
    life = lived(year)
    reference = Reference(year, life)
    tellings: dict[int, list[datetime]] = {number: [] for number in life.stories}
    for at, content in reference.log:
        for number in told_by(content):
            tellings[number].append(at)
    each_story_is_told_to_each_of_its_topics(life, tellings)
    for at, content in reference.log:
        note(f"{showing(at, reference)}: {type(content).__name__} {told_by(content)}")
        message_comes_in_no_quiet_hours(reference, at, content)
        message_comes_not_before_its_time(reference, at, content)
    cap_holds_in_each_hour(reference)
    nothing_is_late(reference, tellings)
    daily_is_once_a_day(year, reference)
    owners_are_told_once_a_day(reference)


def each_story_is_told_to_each_of_its_topics(life: Lived, tellings) -> None:
    for number, story in life.stories.items():
        times = tellings[number]
        assert times, f"story {number} is lost: {story.claims}"
        # What joins a message edits it; what joins a digest that is told is heard by itself.
        joined = [at for at in set(story.claims.values()) if at > times[0]]
        assert len(times) <= 1 + len(joined), f"story {number} is told {len(times)} times: {times}"
    assert life.room.left() == 0


def message_comes_in_no_quiet_hours(reference: Reference, at: datetime, content) -> None:
    said = reference.said(at)
    assert not reference.is_quiet(said[0]["quiet"], at), f"quiet at {showing(at, reference)}"
    if not getattr(content, "part", 0):
        claims = [reference.life.stories[number].claims for number in told_by(content)]
        topics = {n for each in claims for n, claimed in each.items() if claimed <= at}
        assert any(reference.topic_may(said, n, at) for n in topics), (
            f"topics {topics} are asleep at {showing(at, reference)}"
        )


def message_comes_not_before_its_time(reference: Reference, at: datetime, content) -> None:
    for number in told_by(content):
        claims = {n: c for n, c in reference.life.stories[number].claims.items() if c <= at}
        epochs = [
            said for since, said in reference.life.epochs if since <= at and since >= min(claims.values())
        ]
        epochs.append(reference.said(min(claims.values())))
        assert any(
            reference.is_due(said, n, claimed, at) for said in epochs for n, claimed in claims.items()
        ), f"story {number} comes too early at {showing(at, reference)}"


def cap_holds_in_each_hour(reference: Reference) -> None:
    """For whom a story of several topics was told, only its verdict says: it may have taken either place."""
    stories = reference.life.stories
    new = [
        (at, {n for number in told_by(content) for n in stories[number].claims})
        for at, content in reference.log
        if not getattr(content, "part", 0)
    ]
    for at, topics in new:
        cap = reference.said(at)[0]["cap"]
        hour = [of for other, of in new if at - HOUR < other <= at]
        if URGENT not in topics:
            pure = [of for of in hour if URGENT not in of]
        else:
            pure = [of for of in hour if of == topics == {URGENT}]
        told = f"in the hour before {showing(at, reference)}: {hour}"
        assert not cap or len(pure) <= cap, f"{len(pure)} {told}"
        assert not cap or len(hour) <= 2 * cap, f"{len(hour)} {told}"


def nothing_is_late(reference: Reference, tellings) -> None:
    known: dict[object, datetime] = {}
    for number, story in reference.life.stories.items():
        for number_of_topic, claimed in story.claims.items():
            told = next((at for at in tellings[number] if at >= claimed), None)
            if told is None:
                # It joined a message.
                continue
            seen = {n: c for n, c in story.claims.items() if c <= claimed}
            if tellings[number][0] < claimed:
                seen = {number_of_topic: claimed}
            key = (
                told,
                *sorted((n, c.replace(microsecond=c.microsecond // 1000 * 1000)) for n, c in seen.items()),
            )
            if key not in known:
                known[key] = reference.latest(seen, told)
            assert told <= known[key], (
                f"story {number} of {story.claims} is told at {showing(told, reference)},"
                f" could be by {showing(known[key], reference)}"
            )


def daily_is_once_a_day(year: Year, reference: Reference) -> None:
    if year.changes or year.channel["cap"]:
        return
    said = reference.said(datetime(2026, 6, 1, tzinfo=UTC))
    daily = {n for n in year.topics if reference.delivery(said, n).every in {Cadence.DAILY, Cadence.WEEKLY}}
    days: Counter[object] = Counter()
    for at, content in reference.log:
        if isinstance(content, Digest) and not content.part and at.year == 2026:
            topics = {n for number in told_by(content) for n in reference.life.stories[number].claims}
            if topics <= daily and len({reference.delivery(said, n) for n in topics}) == 1:
                days[reference.wall(at).date(), reference.delivery(said, min(topics))] += 1
    assert max(days.values(), default=1) == 1, days


def owners_are_told_once_a_day(reference: Reference) -> None:
    notices = [
        content
        for content in reference.life.room.slack.history.get(ChannelId(ALICE), [])
        if isinstance(content, HeldNotice)
    ]
    assert len({notice.post_id for notice in notices}) == len(notices)
