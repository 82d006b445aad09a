"""Every check is shown to find what breaks its rule, and to let pass what keeps it."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import pytest

from month.log import Asked, Handed, Mishap, Month, Saved, Told, Write
from month.rules import CHECKS
from month.scripts import HOUR, Act, Asks, Form, Item, Script, Validating
from month.sites import T0
from newswatch.model import SourceId, SourceNews
from newswatch.model import Told as What

AGENT = "Newswatch/1.0 (+https://newswatch.example/about)"
ACCEPT = "application/rss+xml, application/atom+xml;q=0.9"
URL = "https://blog.example/feed"
NEW = "https://new.example/feed"
SECONDS = timedelta(seconds=1)
DATE = "Mon, 02 Mar 2026 00:00:00 GMT"
LATER = "Mon, 02 Mar 2026 09:00:00 GMT"


def at(hours: float) -> datetime:
    return T0 + timedelta(hours=hours)


def script(**more: Any) -> Script:
    items = [Item(n, T0 - timedelta(days=7 * (10 - n)), None) for n in range(10)]
    values: dict[str, Any] = {"name": "blog", "kind": "weekly blog", "url": URL, "items": items}
    return Script(**(values | more))


def asked(hours: float, status: int = 200, **more: Any) -> Asked:
    """Return a request as a polite reader would make it, the second and later ones with an ETag."""
    sent = {"user-agent": AGENT, "accept": ACCEPT, "accept-encoding": "gzip", **more.pop("sent", {})}
    told = more.pop("told", {"etag": '"a"'} if status in {200, 304} else {})
    took = more.pop("took", 0.5)
    values: dict[str, Any] = {
        "at": at(hours), "until": at(hours) + took * SECONDS, "url": URL, "headers": sent, "feed": "blog",
        "status": status, "answer": told, "body": "one" if status == 200 else "",
    }  # fmt: skip
    return Asked(**(values | more))


def again(hours: float, status: int = 304, **more: Any) -> Asked:
    sent = {"if-none-match": '"a"', **more.pop("sent", {})}
    return asked(hours, status, sent=sent, **more)


def month(*requests: Asked, scripts: tuple[Script, ...] = (), **more: Any) -> Month:
    found = {one.name: one for one in scripts or (script(),)}
    values: dict[str, Any] = {
        "scripts": found, "begins": T0, "ends": T0 + timedelta(days=30), "asked": requests,
        "bodies": {"one": frozenset({8, 9})},
        "saved": [Saved(T0, name, one.url, active=True) for name, one in found.items()],
    }  # fmt: skip
    return Month(**(values | more))


def offences(check_id: str, found: Month) -> list[str]:
    check = next(check for check in CHECKS if check.id == check_id)
    return list(check.find(found))


def news(hours: float, what: What) -> Told:
    return Told(at(hours), "blog", SourceNews(SourceId("b"), what, at(hours)))


def new(hours: float, number: int, **more: Any) -> Handed:
    return Handed(at(hours), "blog", number, **more)


def redirected(hours: float, status: int, **more: Any) -> tuple[Asked, Asked]:
    first = again(hours, status, told={"location": NEW}, **more)
    return first, again(hours + 0.001, url=NEW)


BOTH = {"etag": '"a"', "last-modified": DATE}
BOTH_SENT = {"if-none-match": '"a"', "if-modified-since": DATE}
FAST = script(items=[Item(n, T0 - timedelta(minutes=10 * (300 - n)), None) for n in range(300)])
SLEEPY = script(asks=Asks(max_age_s=43_200))
NIGHTLY = script(asks=Asks(skip_hours=(3,)))
SUNDAYS = script(asks=Asks(skip_days=("Monday",)))
NEWSY = script(items=[*(Item(n, T0 - (10 - n) * HOUR, None) for n in range(9)), Item(9, at(1), None)])
MOVED = Saved(at(5), "blog", NEW, active=True)
WAIT = {"retry-after": "7200", "date": DATE}
UNTIL = {"retry-after": LATER, "date": "Mon, 02 Mar 2026 04:00:00 GMT"}
FAILED = [again(hour, 503) for hour in (2, 3.1, 6, 14, 26.05, 40)]
URGENT = script(urgent=True, items=[Item(n, at(n / 4), None) for n in range(60)])
CRAWLED = script(crawl_delay_s=30)
TWO = {"one": frozenset({8}), "two": frozenset({8, 9})}
SHARED = script(name="other", url="https://blog.example/other")
OTHER = {"url": "https://blog.example/other", "feed": "other"}

BAD: Mapping[str, list[Month]] = {
    "R1": [
        month(asked(0), asked(2)),
        month(asked(0), again(2), asked(4)),
        month(asked(0), asked(4, by_person=True)),
    ],
    "R2": [month(asked(0, 503), asked(0.01)), month(asked(0), asked(0.001, by_person=True))],
    "R3": [
        # Bogus: the local clock. Out of sequence: the one before the last.
        month(asked(0, told=BOTH), again(2, sent={"if-modified-since": LATER})),
        month(
            asked(0, told=BOTH),
            again(2, 200, told={"etag": '"a"', "last-modified": LATER}, sent=BOTH_SENT),
            again(4, sent=BOTH_SENT),
        ),
    ],
    "R4": [
        month(asked(0), again(2, sent={"if-none-match": "a"})),
        month(asked(0, told={"etag": 'W/"a"'}), again(2, sent={"if-none-match": '"a"'})),
        month(asked(0), again(2, 200, told={"etag": '"b"'}), again(4)),
        month(asked(0), again(2, 304, told={"etag": '"b"'}), again(4)),
        # The ETag of a page that stood in the feed's place.
        month(
            asked(0), again(2, 200, told={"etag": '"b"'}, usable=False),
            again(4, sent={"if-none-match": '"b"'}),
        ),
    ],
    "R5": [
        month(asked(0, told=BOTH), again(2)),
        month(asked(0, told=BOTH), asked(2, 304, sent={"if-modified-since": DATE})),
    ],
    "R6": [month(asked(0), again(59 / 60))],
    "R6a": [
        month(asked(0), again(0.12), scripts=(FAST,)),
        month(asked(0), again(0.05), scripts=(URGENT,)),
    ],
    "R6b": [month(asked(0), again(61 / 60))],
    "R7": [
        month(asked(0), again(11.9), scripts=(SLEEPY,)),
        month(asked(0), again(1.9), scripts=(script(asks=Asks(sy=("daily", 12))),)),
        month(asked(0), again(2.9), scripts=(script(asks=Asks(ttl_min=180)),)),
        month(asked(0), again(2.9), scripts=(script(asks=Asks(expires_s=3 * 3600)),)),
    ],
    "R8": [month(asked(0, sent={"cookie": "visitor=17"}))],
    "R9": [month(asked(0, sent={"referer": URL}))],
    "R10": [month(asked(0, url=f"{URL}?t=1"))],
    "R11": [month(asked(0, url="https://blog.example/favicon.ico", feed=""))],
    "R11b": [
        month(
            asked(0, url="https://blog.example/robots.txt", feed=""),
            asked(2, url="https://blog.example/robots.txt", feed=""),
        )
    ],
    "R12": [
        month(asked(0), again(2, 429, told=WAIT), again(3.9)),
        # Five hours from the server's own Date, whatever our clock says.
        month(asked(0), again(2, 429, told=UNTIL), again(6.9)),
        month(asked(0), again(2, 503, told=WAIT), again(3.9)),
    ],
    "R12b": [month(asked(0), again(0.2), again(0.4, 429), again(0.5), scripts=(FAST,))],
    "R13": [
        month(asked(0, sent={"user-agent": "python-requests/2.32.3"})),
        month(asked(0, sent={"user-agent": "Newswatch/1.0"})),
    ],
    "R15": [month(asked(0, took=8), again(0.001))],
    "M1": [
        # Taken over at once; of a redirect that is none for ever; never.
        month(asked(0), *redirected(2, 301), saved=[Saved(T0, "blog", URL, active=True), MOVED]),
        month(
            asked(0), *redirected(2, 302), *redirected(4, 302),
            saved=[Saved(T0, "blog", URL, active=True), MOVED],
        ),
        month(asked(0), *(hop for n in range(1, 6) for hop in redirected(2 * n, 308))),
        # The redirect came and went.
        month(
            asked(0), *redirected(2, 301), again(3.2), *redirected(4.4, 301),
            saved=[Saved(T0, "blog", URL, active=True), MOVED],
        ),
        month(
            asked(0), *redirected(2, 301), *redirected(4, 301), *redirected(6, 301),
            saved=[Saved(T0, "blog", URL, active=True), MOVED],
        ),
    ],
    "M2": [
        month(asked(0), again(2, 410), again(4, 410), told=[news(2, What.GONE)]),
        month(asked(0), again(2, 410)),
        month(asked(0), again(2, 410), told=[news(2, What.GONE), news(3, What.GONE)]),
    ],
    "M3": [month(asked(0), *(again(1 + n / 4, 503) for n in range(80)))],
    "M3b": [month(asked(0), again(2, 429, told=WAIT), asked(2.5, **OTHER), scripts=(script(), SHARED))],
    "M4": [
        month(asked(0, took=5), asked(0.001, **OTHER), scripts=(script(), SHARED)),
        month(asked(0), asked(0.0002, **OTHER), scripts=(script(), SHARED)),
        month(asked(0), asked(0.005, **OTHER), scripts=(CRAWLED, SHARED)),
    ],
    "M4b": [
        month(
            *(asked(0, feed=name, url=f"https://blog.example/{name}", took=0) for name in "abc"),
            scripts=tuple(script(name=name, url=f"https://blog.example/{name}") for name in "abc"),
        )
    ],
    "M7": [
        month(asked(0, sent={"accept-encoding": "gzip, deflate, br"})),
        month(asked(0, sent={"accept": "*/*"})),
        month(asked(0, sent={"a-im": "feed"})),
    ],
    "M8": [
        month(asked(0), again(3.5), scripts=(NIGHTLY,)),
        month(asked(0), again(3.5), scripts=(SUNDAYS,)),
    ],
    "M9": [
        month(
            asked(0), again(4),
            saved=[Saved(T0, "blog", URL, active=True), Saved(at(2), "blog", URL, active=False)],
        )
    ],
    "S1": [month(asked(0), again(2, 200, body="two"), scripts=(NEWSY,), bodies=TWO)],
    "S2": [month(asked(0), again(2), scripts=(NEWSY,), bodies={"one": frozenset({8})})],
    "S3": [
        month(asked(0), handed=[new(1, 9), new(9, 9)], bodies={"one": frozenset({8})}),
        month(asked(0), handed=[new(1, 8)], bodies={"one": frozenset({8})}),
    ],
    "S4": [month(asked(0), handed=[new(0, 9)])],
    "S5": [
        month(asked(0), again(2), again(4), writes=[Write(at(4), "remember_fetch", "blog")]),
        month(asked(0), again(2), again(4, 200), writes=[Write(at(4), "remember_seen", "blog")]),
    ],
    "S5b": [
        month(
            asked(0), *(again(2 * n) for n in range(1, 41)),
            writes=[Write(at(2 * n), "postpone", "blog") for n in range(1, 41)],
        )
    ],
    "S6": [
        # Never told; told twice; told for half a day; not told that it is well.
        month(asked(0), *FAILED, again(50)),
        month(asked(0), *FAILED, told=[news(26.05, What.UNREADABLE), news(40, What.UNREADABLE)]),
        month(asked(0), *FAILED[:4], again(20), told=[news(14, What.UNREADABLE), news(20, What.WELL)]),
        month(asked(0), *FAILED, again(50), told=[news(26.05, What.UNREADABLE)]),
    ],
    "S7": [month(asked(0), again(2), again(60)), month(asked(0), again(2))],
    "S8": [
        month(asked(0), handed=[new(60, 9)], scripts=(NEWSY,)),
        month(asked(0), handed=[new(n / 4 + 1, n) for n in range(60)], scripts=(URGENT,)),
    ],
    "S9": [month(asked(0), errors=["StorageError: no"])],
}  # fmt: skip

GOOD: Mapping[str, list[Month]] = {
    "R1": [
        month(asked(0, 503), asked(2), again(4)),
        month(asked(0, told={}), asked(2, told={}), scripts=(script(validating=Validating.NONE),)),
        # It died before it could remember what it was given.
        month(asked(0), asked(0.2), mishaps=[Mishap(at(0), "blog", "crash")]),
    ],
    "R2": [month(asked(0, 503), asked(2))],
    "R3": [month(asked(0, told=BOTH), again(2, sent=BOTH_SENT))],
    "R4": [
        month(asked(0, told={"etag": 'W/"a"'}), again(2, sent={"if-none-match": 'W/"a"'})),
        month(asked(0), again(2, 304, told={"etag": '"b"'}), again(4, sent={"if-none-match": '"b"'})),
        month(asked(0), again(2, 200, told={"etag": '"b"'}, usable=False), again(4)),
    ],
    "R5": [month(asked(0, told=BOTH), again(2, sent=BOTH_SENT)), month(asked(0), again(2))],
    "R6": [
        month(asked(0), again(61 / 60)),
        month(asked(0), again(0.01), mishaps=[Mishap(at(0.01), "blog", "twice")]),
        month(asked(0), asked(0.5, by_person=True)),
    ],
    "R6a": [
        month(asked(0), again(0.16), scripts=(FAST,)),
        month(asked(0), again(0.05), scripts=(FAST,), mishaps=[Mishap(at(0), "blog", "late")]),
    ],
    "R7": [month(asked(0), again(12.001), scripts=(SLEEPY,))],
    "R10": [month(asked(0))],
    "R11": [month(asked(0), *redirected(2, 302), asked(3, url="https://blog.example/robots.txt", feed=""))],
    "R12": [
        month(asked(0), again(2, 429, told=WAIT), again(4.001)),
        month(asked(0), again(2, 429, told=UNTIL), again(7.001)),
    ],
    "M1": [
        month(
            asked(0), *redirected(2, 301), *redirected(4, 308), again(6, url=NEW),
            saved=[Saved(T0, "blog", URL, active=True), MOVED],
        ),
        month(asked(0), *(hop for n in range(1, 6) for hop in redirected(2 * n, 302))),
    ],
    "M2": [month(asked(0), again(2, 410), told=[news(2, What.GONE)])],
    "M4": [month(asked(0), asked(0.0005, **OTHER), scripts=(script(), SHARED))],
    "M7": [month(asked(0, sent={"accept": "text/html"}), scripts=(script(form=Form.PAGE),))],
    "S1": [
        month(asked(0), again(2, 200, body="two"), scripts=(NEWSY,), handed=[new(2, 9)], bodies=TWO)
    ],
    "S3": [month(asked(0), handed=[new(1, 9), new(9, 9, changed=True)], bodies={"one": frozenset({8})})],
    "S5": [month(asked(0), again(2), again(4), writes=[Write(at(4), "postpone", "blog")])],
    "S6": [
        month(asked(0), *FAILED, again(50), told=[news(26.05, What.UNREADABLE), news(50, What.WELL)]),
        month(asked(0), *FAILED[:4], again(20)),
    ],
    "S7": [
        month(*(again(20 * n) for n in range(36))),
        month(asked(0), again(2), acts=[Act(at(3), "blog", "pause")]),
    ],
}  # fmt: skip


def test_every_check_has_a_month_that_breaks_it() -> None:
    assert sorted(BAD) == sorted(check.id for check in CHECKS)


@pytest.mark.parametrize(
    ("check_id", "n"), [(check_id, n) for check_id, months in BAD.items() for n in range(len(months))]
)
def test_a_check_finds_what_breaks_its_rule(check_id: str, n: int) -> None:
    assert offences(check_id, BAD[check_id][n])


@pytest.mark.parametrize(
    ("check_id", "n"), [(check_id, n) for check_id, months in GOOD.items() for n in range(len(months))]
)
def test_a_check_lets_pass_what_keeps_its_rule(check_id: str, n: int) -> None:
    assert offences(check_id, GOOD[check_id][n]) == []
