"""What happened on the day: events with their facts, and neighbours that are easily mistaken for them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from day.wording import Fact, Kind, chosen, kinds, worded
from day.world import Scene, World

NEIGHBOURS: Sequence[tuple[str, str, str]] = (
    ("visit", "resignation", "same person"),
    ("visit", "talks", "same country"),
    ("budget", "election", "same person"),
    ("earnings", "recall", "same company"),
    ("earnings", "layoffs", "same company"),
    ("launch", "breach", "same company"),
    ("outage", "earnings", "same company"),
    ("merger", "lawsuit", "same company"),
    ("match", "transfer", "same club"),
    ("match", "sacked", "same club"),
    ("protest", "strike", "same city"),
    ("zoo", "protest", "same city"),
    ("match", "match", "same league"),
    ("match", "match", "same league"),
    ("quake", "quake", "same country"),
    ("storm", "storm", "same country"),
    ("crash", "crash", "same country"),
    ("arrest", "arrest", "same country"),
    ("outbreak", "outbreak", "same country"),
    ("rates", "budget", "same country"),
)
"""Kinds of two events of one day, and what they have in common."""
DAILIES = ("weather", "markets", "horoscope", "briefing")
RARE = {"election": 2, "rates": 4, "talks": 4, "budget": 5}
"""What happens no more often than that in a day."""
LONG_TAIL = {"odds": 25, "works": 8, "plan": 8, "people": 8, "notes": 8}
"""Kinds that stand for many, as varied as the small news of a day. With this weight pairs of headlines of
different stories share telling words about as often as in the corpus."""
MONEY = frozenset({"profit", "sales", "price", "savings", "save", "cuts", "cost", "fee", "sum"})
FIGURES = frozenset({"x", "y", "minute", "place", "rate", "index", "lucky", "hour", "share", "turnout"})
"""Never spelled out."""
SMALL = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip
SETTLED = timedelta(hours=3)
"""After that long the later numbers are known."""


@dataclass(frozen=True)
class Event:
    """Something that happened: a true story."""

    id: int
    kind: Kind
    scene: Scene
    at: datetime
    facts: Mapping[str, str]
    """As the first reports have them."""
    later: Mapping[str, str]
    near: int | None = None
    """An event that is easily mistaken for this one."""
    shared: str = ""
    """What it has in common with that."""

    def known(self, at: datetime) -> Mapping[str, str]:
        """Return the facts as they are known at a time."""
        return self.later if at - self.at > SETTLED else self.facts


def events(count: int, world: World, begins: datetime, seed: int) -> list[Event]:
    """Return so many events, about a quarter of them in pairs that look alike."""
    rng = Random(f"{seed} events")
    found: list[Event] = []
    for first, second, shared in [*NEIGHBOURS] * max(1, count // 160):
        if len(found) + 2 > count // 3:
            break
        one = _event(len(found), first, world, world.scene(rng), begins=begins, seed=seed)
        scene = world.elsewhere(one.scene, rng) if first == second else one.scene
        near = (one.id, shared)
        found += [
            one,
            _event(one.id + 1, second, world, scene, begins=begins, seed=seed, near=near, beside=one),
        ]
    usual = [name for name, kind in kinds().items() if kind.section != "daily"]
    left = {name: RARE.get(name, count) for name in usual}
    while len(found) < count:
        name = rng.choices(usual, [LONG_TAIL.get(name, 1) * (left[name] > 0) for name in usual])[0]
        left[name] -= 1
        found.append(_event(len(found), name, world, world.scene(rng), begins=begins, seed=seed))
    return found


def daily(
    number: int, name: str, world: World, scene: Scene, *, begins: datetime, at: datetime, seed: int
) -> Event:
    """Return what an outlet publishes day by day."""
    return _event(number, name, world, scene, begins=begins, at=at, seed=seed)


def _event(
    number: int,
    name: str,
    world: World,
    scene: Scene,
    *,
    begins: datetime,
    seed: int,
    at: datetime | None = None,
    near: tuple[int | None, str] = (None, ""),
    beside: Event | None = None,
) -> Event:
    kind, rng = kinds()[name], Random(f"{seed} event {number}")
    facts = (
        world.facts(scene)
        | world.passing(rng)
        | {"tag": kind.tag, "day": f"[on {begins:%A}|{begins:%A}|on {begins:%A}|{begins:%A} {'{part}'}]"}
    )
    if kind.section == "daily":
        facts["day"] = f"{begins:%A}"
    at = at or begins + timedelta(minutes=rng.randint(0, 19 * 60))
    facts["part"] = "morning" if at.hour < 11 else "afternoon" if at.hour < 17 else "evening"
    for letter, role in zip("ab", kind.roles, strict=True):
        facts[letter], facts[f"{letter}l"], facts[f"{letter}t"] = world.person(role, scene, rng)
    later: dict[str, str] = {}
    for fact in kind.facts:
        facts[fact.name], later[fact.name] = _values(fact, rng)
    # "Foreign minister, a same day": what is chosen once for all tellings is chosen here.
    for open_choice in ("product",):
        facts[open_choice] = worded(facts[open_choice], {}, rng).lower()
    if beside and kind is beside.kind and at == beside.at:
        at += timedelta(minutes=7)
    return Event(number, kind, scene, at, facts, facts | later, *near)


def _values(fact: Fact, rng: Random) -> tuple[str, str]:
    if fact.spec.startswith("["):
        value = " ".join(chosen(fact.spec, rng).split())
        return value, value
    numbers, _, unit = fact.spec.partition(" ")
    low, high = numbers.split("..")
    if "." in low:
        value = f"{rng.uniform(float(low), float(high)):.{len(low.split('.')[1])}f}"
        return (_shown(fact.name, value, unit),) * 2
    number = _skewed(int(low), int(high), rng)
    early = max(int(low), round(number * rng.uniform(0.4, 0.9))) if fact.grows else number
    return _shown(fact.name, str(early), unit), _shown(fact.name, str(number), unit)


def _skewed(low: int, high: int, rng: Random) -> int:
    """Return a number; where the range is wide, small ones are more frequent."""
    if low and high / low > 10:
        return round(low * (high / low) ** rng.random())
    return rng.randint(low, high)


def _shown(name: str, value: str, unit: str) -> str:
    sign = "$" if name in MONEY and unit in {"million", "billion"} else ""
    if unit in {"million", "billion"}:
        return (
            f"[{sign}{value} {unit}|{sign}{value} {unit}|{sign}{value}{unit[0]}{'n' * (unit == 'billion')}]"
        )
    if unit == "thousand":
        return f"{int(value) * 1000:,}"
    if value.isdigit() and name not in FIGURES and 1 < int(value) < len(SMALL):
        return f"[{value}|{SMALL[int(value)]}]"
    return f"{int(value):,}" if value.isdigit() and name not in FIGURES else value
