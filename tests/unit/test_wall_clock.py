"""Names of time zones, and when it is so late somewhere."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newswatch.wall_clock import NEAREST, instants, is_zone, nearest_zones, zone_of

NOT_PLACES = {"localtime", "Factory"}

NO_ZONES = [
    "",
    " ",
    "Mars/Olympus",
    "America",
    "America/Argentina",
    "europe/madrid",
    "Europe/Madrid ",
    "Europe/Madrid\n",
    "Europe//Madrid",
    "Europe/../Europe/Madrid",
    "../../etc/passwd",
    "/etc/passwd",
    "/usr/share/zoneinfo/UTC",
    "\x00",
    "Europe/Madrid\x00",
    "\ud800",
    "Europe/Mádrid",
    "a" * 10_000,
    "Europe/" * 2_000,
    "posixrules",
    "posix/Europe/Madrid",
    "right/UTC",
    "right",
    "localtime",
    "Factory",
    "zone.tab",
    "zones",
    "leapseconds",
    "__init__.py",
]


@pytest.mark.parametrize("name", NO_ZONES, ids=lambda name: ascii(name)[:30])
def test_what_is_no_zone_is_utc(name):
    assert not is_zone(name)
    assert zone_of(name) is UTC


def test_every_name_that_there_is_is_a_zone():
    names = available_timezones() - NOT_PLACES
    assert len(names) > 400
    assert [name for name in names if not is_zone(name)] == []
    assert str(zone_of("America/Argentina/ComodRivadavia")) == "America/Argentina/ComodRivadavia"


@given(st.text(max_size=40) | st.text("./Europe_Madrid\x00", max_size=12))
def test_any_text_is_a_zone_or_none(text):
    assert is_zone(text) == (text in available_timezones() - NOT_PLACES)


NEAREST_TABLE = {
    "madrid": ("Europe/Madrid",),
    "Madrid ": ("Europe/Madrid",),
    "europe/madrid": ("Europe/Madrid",),
    "EUROPE/MADRID": ("Europe/Madrid",),
    "europe madrid": ("Europe/Madrid",),
    "new york": ("America/New_York",),
    "New_York": ("America/New_York",),
    "america/new york": ("America/New_York",),
    "são paulo": ("America/Sao_Paulo",),
    "buenos aires": ("America/Argentina/Buenos_Aires", "America/Buenos_Aires"),
    "port-au-prince": ("America/Port-au-Prince",),
    "port au prince": ("America/Port-au-Prince",),
    "madird": ("Europe/Madrid", "Atlantic/Madeira"),
    "berln": ("Europe/Berlin",),
    "paris, france": ("Europe/Paris",),
    "london time": ("Europe/London",),
    "eastern": ("Canada/Eastern", "US/Eastern"),
    "us eastern": ("US/Eastern",),
    "argentina": (
        "America/Argentina/Buenos_Aires",
        "America/Argentina/Catamarca",
        "America/Argentina/ComodRivadavia",
    ),
    "utc": ("UTC",),
    "japan": ("Japan",),
    # Which of these is meant, nobody knows; Etc/GMT+2 would be the contrary.
    "gmt+2": (),
    "spain": (),  # not America/Port_of_Spain
    "x": (),
    "": (),
    " / ": (),
    "\x00": (),
    "\ud800": (),
    "../../etc/passwd": (),
    "a" * 10_000: (),
}


@pytest.mark.parametrize(
    ("said", "expected"), NEAREST_TABLE.items(), ids=[ascii(said)[:30] for said in NEAREST_TABLE]
)
def test_which_zones_are_near_to_what_was_typed(said, expected):
    assert nearest_zones(said) == expected


@given(st.text(max_size=100) | st.text("aeiourstn /", max_size=20))
def test_only_a_few_zones_are_suggested_and_each_is_one(text):
    found = nearest_zones(text)
    assert len(found) == len(set(found)) <= NEAREST
    assert all(map(is_zone, found))


@given(st.sampled_from(sorted(available_timezones() - NOT_PLACES)))
def test_whoever_types_a_zone_is_told_that_one(name):
    assert nearest_zones(name.swapcase()) == (name,)


# A local day and time, the zone, and the moments (UTC).
INSTANTS = [
    ("2019-05-06", "16:00", "UTC", ["2019-05-06 16:00"]),
    ("2019-05-06", "16:00", "Europe/Madrid", ["2019-05-06 14:00"]),
    ("2019-05-06", "16:00", "Asia/Kathmandu", ["2019-05-06 10:15"]),
    # Madrid on 31 March 2019: from 02:00 (+1) to 03:00 (+2), at 01:00 UTC.
    ("2019-03-31", "01:59", "Europe/Madrid", ["2019-03-31 00:59"]),
    ("2019-03-31", "02:00", "Europe/Madrid", ["2019-03-31 01:00"]),  # shown as 03:00
    ("2019-03-31", "02:30", "Europe/Madrid", ["2019-03-31 01:30"]),  # shown as 03:30
    ("2019-03-31", "03:00", "Europe/Madrid", ["2019-03-31 01:00"]),
    # And on 27 October: from 03:00 (+2) back to 02:00 (+1), at 01:00 UTC.
    ("2019-10-27", "01:59", "Europe/Madrid", ["2019-10-26 23:59"]),
    ("2019-10-27", "02:00", "Europe/Madrid", ["2019-10-27 00:00", "2019-10-27 01:00"]),
    ("2019-10-27", "02:59", "Europe/Madrid", ["2019-10-27 00:59", "2019-10-27 01:59"]),
    ("2019-10-27", "03:00", "Europe/Madrid", ["2019-10-27 02:00"]),
    # Lord Howe moves its clocks by half an hour, between +10:30 and +11.
    ("2019-04-07", "01:45", "Australia/Lord_Howe", ["2019-04-06 14:45", "2019-04-06 15:15"]),
    ("2019-10-06", "02:15", "Australia/Lord_Howe", ["2019-10-05 15:45"]),  # shown as 02:45
    # Apia left out 30 December 2011, going from -10 to +14.
    ("2011-12-30", "08:00", "Pacific/Apia", ["2011-12-30 18:00"]),  # shown as 08:00 on the 31st
    ("2011-12-31", "08:00", "Pacific/Apia", ["2011-12-30 18:00"]),
]


@pytest.mark.parametrize(("day", "clock", "zone", "expected"), INSTANTS)
def test_when_it_is_so_late(day, clock, zone, expected):
    found = instants(date.fromisoformat(day), time.fromisoformat(clock), ZoneInfo(zone))
    assert found == tuple(datetime.fromisoformat(f"{text}+00:00") for text in expected)
    assert all(moment.tzinfo is UTC for moment in found)
