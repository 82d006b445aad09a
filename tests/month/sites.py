"""Which sites there are: by class, drawn from a seed."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from month.scripts import DAY, HOUR, WEEK, Act, Asks, Form, Item, Move, Script, Trouble, Validating

T0 = datetime(2026, 3, 2, tzinfo=UTC)
"""A Monday."""
BEFORE = timedelta(days=400)
MAINTENANCE = b"<!doctype html><html><head><title>Back soon</title></head><body><p>Back soon.</body></html>"
Hours = Callable[[datetime], float]


def always(_: datetime) -> float:
    """Return 1: published evenly."""
    return 1.0


def by_day(at: datetime) -> float:
    """Return how busy a newsroom is at an hour, where 1 is the most."""
    return 1.0 if 7 <= at.hour < 21 else 0.03


@dataclass(frozen=True)
class Kind:
    """A class of sources."""

    name: str
    count: int
    """Of 200 sources."""
    per_day: float
    """Items, at its busiest."""
    make: Callable[["Maker"], dict[str, Any]] = lambda _: {}
    hours: Hours = always
    together: bool = False
    """Whether all are on one host."""


@dataclass(frozen=True)
class Maker:
    """What a class makes a script from."""

    rng: random.Random
    n: int
    """Which of its class."""
    name: str
    url: str
    ends: datetime

    def day(self, first: float, last: float) -> datetime:
        """Return a time from a day of the month to another, in a month that may be shorter."""
        share = (self.ends - T0) / timedelta(days=30)
        return T0 + timedelta(days=self.rng.uniform(first, last) * share)

    def times(self, per_day: float, hours: Hours, window: int) -> list[datetime]:
        """Return when items are published: by chance, with a window of them from before the month."""
        gap = 86_400 / per_day
        found: list[datetime] = []
        at = T0
        while len(found) < window and at > T0 - BEFORE:
            at -= timedelta(seconds=self.rng.expovariate(1 / gap))
            if self.rng.random() < hours(at):
                found.insert(0, at)
        at = T0
        while (at := at + timedelta(seconds=self.rng.expovariate(1 / gap))) < self.ends:
            if self.rng.random() < hours(at):
                found.append(at)
        return [moment.replace(microsecond=0) for moment in found]


def _bursts(m: Maker) -> dict[str, Any]:
    """Twelve items within ten minutes each morning."""
    morning, days = m.rng.uniform(5, 9), int((m.ends - T0) / DAY) + 1
    times = [
        T0 + day * DAY + morning * HOUR + timedelta(seconds=50 * n)
        for day in range(-2, days)
        for n in range(12)
    ]
    items = _items([at.replace(microsecond=0) for at in times if at < m.ends])
    return {"items": items, "validating": Validating.MODIFIED}


def _items(
    times: Sequence[datetime], dated: Callable[[datetime], datetime | None] = lambda at: at
) -> list[Item]:
    return [Item(number, at, dated(at)) for number, at in enumerate(times)]


def _weekly(m: Maker) -> dict[str, Any]:
    return {"validating": (Validating.BOTH, Validating.WEAK, Validating.ETAG)[m.n % 3], "form": _feed(m)}


def _feed(m: Maker) -> Form:
    return (Form.RSS, Form.ATOM)[m.n % 2]


def _dead(m: Maker) -> dict[str, Any]:
    times = [T0 - timedelta(days=300 + 10 * n) for n in range(8, 0, -1)]
    return {"items": _items(times), "validating": (Validating.BOTH, Validating.NONE)[m.n % 2]}


def _moved(status: int, every: int = 1) -> Callable[[Maker], dict[str, Any]]:
    def make(m: Maker) -> dict[str, Any]:
        to = f"https://new-{m.name}.example/feed"
        return {"moves": [Move(m.day(3, 8), to, status, every)]}

    return make


def _failing(first: float, days: float, **how: Any) -> Callable[[Maker], dict[str, Any]]:
    """Return what makes a source fail once, from about a day of the month on."""

    def make(m: Maker) -> dict[str, Any]:
        since = m.day(first, first + 4)
        more = dict(how)
        off = more.pop("clock_off", timedelta(0))
        share = min(1.0, (m.ends - T0) / timedelta(days=30))
        until = since + max(timedelta(days=days * share), timedelta(minutes=90))
        return {"troubles": [Trouble(since, until, **more)], "clock_off": off}

    return make


def _often(count: int, minutes: tuple[int, int], **how: Any) -> Callable[[Maker], dict[str, Any]]:
    """Return what makes a source fail again and again, for minutes."""

    def make(m: Maker) -> dict[str, Any]:
        more = dict(how)
        off = more.pop("clock_off", timedelta(0))
        starts = [m.day(1, 29) for _ in range(count)]
        found = [
            Trouble(at, at + timedelta(minutes=m.rng.uniform(*minutes)), **more) for at in sorted(starts)
        ]
        return {"troubles": found, "clock_off": off}

    return make


def _asks(asks: Asks) -> Callable[[Maker], dict[str, Any]]:
    return lambda _: {"asks": asks}


def _validates(kind: Validating, **more: Any) -> Callable[[Maker], dict[str, Any]]:
    return lambda m: {"validating": kind, "form": _feed(m), **more}


def _undated(m: Maker) -> dict[str, Any]:
    times = m.times(4, always, 15)
    return {"items": _items(times, lambda _: None)}


def _from_the_future(m: Maker) -> dict[str, Any]:
    times = m.times(4, always, 15)
    return {"items": _items(times, lambda at: at + timedelta(hours=7))}


FOREVER = 1000
# fmt: off
KINDS: tuple[Kind, ...] = (
    Kind("wire, 15 an hour", 3, 360, lambda m: {"window": 30, "form": _feed(m)}),
    Kind("newsroom, by day", 8, 90, lambda m: {"window": 20}, by_day),
    Kind("two an hour", 5, 48, _validates(Validating.ETAG, window=20)),
    Kind("news sitemap", 3, 60, lambda _: {"form": Form.SITEMAP, "window": 30}),
    Kind("JSON Feed", 4, 5, lambda _: {"form": Form.JSON}),
    Kind("page", 3, 6, lambda _: {"form": Form.PAGE, "window": 20}),
    Kind("burst each morning", 8, 12, _bursts),
    Kind("daily blog", 13, 1.5, _weekly),
    Kind("weekly blog", 16, 1 / 4, _weekly),
    Kind("monthly", 6, 1 / 20, _weekly),
    Kind("dead", 6, 1, _dead),
    Kind("no validators", 4, 3, _validates(Validating.NONE)),
    Kind("ignores conditions", 3, 3, _validates(Validating.IGNORES)),
    Kind("ETag of each answer", 3, 3, _validates(Validating.FRESH)),
    Kind("one ETag for all", 2, 3, _validates(Validating.SAME)),
    Kind("other bytes each time", 3, 3, _validates(Validating.BOTH, noisy=True)),
    Kind("max-age 43200", 3, 4, _asks(Asks(max_age_s=43_200))),
    Kind("Expires", 2, 4, _asks(Asks(expires_s=4 * 3600))),
    Kind("ttl", 2, 30, _asks(Asks(ttl_min=180))),
    Kind("sy:update*", 2, 48, _asks(Asks(sy=("daily", 12)))),
    Kind("skipHours", 2, 48, _asks(Asks(skip_hours=(0, 1, 2, 3, 4, 5, 22, 23)))),
    Kind("skipDays", 1, 6, _asks(Asks(skip_days=("Saturday", "Sunday")))),
    Kind("301 for ever", 2, 3, _moved(301)),
    Kind("308 for ever", 1, 3, _moved(308)),
    Kind("301 now and then", 2, 3, _moved(301, every=3)),
    Kind("302 for ever", 2, 3, _moved(302)),
    Kind("410", 2, 3, _failing(4, FOREVER, status=410)),
    Kind("404 for days", 3, 3, _failing(4, 4, status=404)),
    Kind("404 for ever", 1, 3, _failing(2, FOREVER, status=404)),
    Kind("401 or 403", 2, 3, lambda m: _failing(4, 6, status=(401, 403)[m.n % 2])(m)),
    Kind("429, seconds", 3, 5, _often(3, (60, 200), status=429, retry_after_s=7200)),
    Kind("429, date, clock off", 2, 30,
         _often(3, (60, 200), status=429, retry_after_s=10_800, as_date=True, clock_off=timedelta(hours=-5))),
    Kind("429, silent", 1, 60, _often(4, (30, 90), status=429)),
    Kind("503 in bursts", 3, 6, _often(8, (10, 60), status=503)),
    Kind("timeouts", 3, 5, _often(4, (60, 600), raises="timeout")),
    Kind("TLS errors", 2, 5, _failing(6, 2, raises="tls")),
    Kind("refused", 1, 5, _failing(6, 0.4, raises="refused")),
    Kind("page in its place", 2, 5, _often(3, (90, 400), status=200, body=MAINTENANCE)),
    Kind("ids that change", 2, 4, lambda m: {"rewrites": [m.day(5, 12), m.day(15, 25)]}),
    Kind("ids of each answer", 1, 2, lambda _: {"rewrites_always": True}),
    Kind("archive again", 2, 6, lambda m: {"republishes": [(at := m.day(12, 20), at + 2 * DAY)]}),
    Kind("undated", 2, 4, _undated),
    Kind("from the future", 2, 4, _from_the_future),
    Kind("urgent", 3, 20, lambda _: {"urgent": True}),
    Kind("slow server", 1, 5, lambda _: {"took_s": 8.0}),
    Kind("hub", 1, 10, lambda _: {"form": Form.ATOM, "hub": "https://hub.example/"}),
    Kind("Crawl-delay 30", 4, 4, lambda _: {"crawl_delay_s": 30}, together=True),
    Kind("host of 18 blogs", 18, 1 / 3, _weekly, together=True),
    Kind("host of 30 sections", 30, 6, lambda _: {"took_s": 0.5}, by_day, together=True),
)
# fmt: on


def scripts(count: int, days: float, seed: int) -> list[Script]:
    """Return about so many sites, at least one of each class, for a month of so many days."""
    ends = T0 + timedelta(days=days)
    found = []
    for kind in KINDS:
        of_kind = max(1, round(kind.count * count / 200))
        found += [_script(kind, n, ends, seed) for n in range(of_kind)]
    return found


def _script(kind: Kind, n: int, ends: datetime, seed: int) -> Script:
    name = "".join(c if c.isalnum() else "-" for c in kind.name.lower()).strip("-") + f"-{n}"
    host = name.rpartition("-")[0] if kind.together else name
    url = f"https://{host}.example/{name}/feed?format=xml"
    maker = Maker(random.Random(f"{seed} {name}"), n, name, url, ends)
    values: dict[str, Any] = kind.make(maker)
    values = {"window": 15, **values}
    if "items" not in values:
        values["items"] = _items(maker.times(kind.per_day, kind.hours, values["window"]))
    before = sum(item.at < T0 for item in values["items"])
    values["first_shown"] = max(0, before - values["window"])
    return Script(name=name, kind=kind.name, url=url, **values)


def acts(found: Sequence[Script], days: float, seed: int) -> list[Act]:
    """Return what people do: most sources are added at once, the others over a week; some come and go."""
    rng = random.Random(f"{seed} people")
    share = days / 30
    rows = []
    for n, script in enumerate(found):
        late = n % 5 == 0 and script.kind not in {"410", "404 for ever", "archive again"}
        added = T0 + (WEEK * share * rng.random() if late else timedelta(seconds=30 + 5 * n))
        rows.append(Act(added, script.name, "add"))
        if script.urgent:
            rows.append(Act(added + timedelta(hours=2), script.name, "urgent"))
    plain = [s.name for s in found if s.kind in {"newsroom, by day", "weekly blog", "burst each morning"}]
    pairs = 3 * [("pause", "resume"), ("remove", "add")]
    for name, verbs in zip(rng.sample(plain, min(6, len(plain))), pairs, strict=False):
        first = T0 + timedelta(days=rng.uniform(9, 14) * share)
        rows.append(Act(first, name, verbs[0]))
        rows.append(Act(first + timedelta(days=rng.uniform(0.5, 6) * share), name, verbs[1]))
    # Somebody else adds what is watched already, soon after a poll or not.
    again = rng.sample(plain, min(6, len(plain)))
    rows += [Act(T0 + timedelta(days=rng.uniform(16, 25) * share), name, "add") for name in again]
    # Nobody may ask twice what is asked for the first time: a double click.
    rows += [replace(act, at=act.at + timedelta(seconds=2)) for act in rows[:3]]
    return sorted(rows, key=lambda act: act.at)
