"""Times as people say them, where they are."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newswatch.slack.moments import LONGEST, Moment, parse_moment, spell_moment

MADRID = "Europe/Madrid"
NEW_YORK = "America/New_York"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


# What is said, now (UTC), the time zone, and the moment (UTC). Clocks change in Madrid on 31 March
# and 27 October 2019 at 01:00 UTC, in New York on 10 March at 07:00 and 3 November at 06:00 UTC.
TABLE = [
    ("for 3d", "2019-05-06 16:00", MADRID, "2019-05-09 16:00"),
    ("for 3d", "2019-03-30 16:00", MADRID, "2019-04-02 16:00"),  # a span is hours, not a wall clock's
    ("for 90m", "2019-05-06 16:00", MADRID, "2019-05-06 17:30"),
    ("for a week", "2019-05-06 16:00", MADRID, "2019-05-13 16:00"),
    ("tomorrow", "2019-05-06 16:00", MADRID, "2019-05-06 22:00"),
    ("tomorrow", "2019-05-06 23:00", MADRID, "2019-05-07 22:00"),  # in Madrid it is the 7th already
    ("tomorrow", "2019-05-07 02:00", NEW_YORK, "2019-05-07 04:00"),  # in New York it is still the 6th
    ("until tomorrow 08:00", "2019-05-06 16:00", MADRID, "2019-05-07 06:00"),
    ("until wed", "2019-05-06 16:00", "UTC", "2019-05-08 00:00"),
    ("until monday", "2019-05-06 16:00", "UTC", "2019-05-13 00:00"),  # it is Monday
    ("until mon 18:00", "2019-05-06 16:00", "UTC", "2019-05-13 18:00"),
    ("until sun", "2019-05-06 16:00", "UTC", "2019-05-12 00:00"),
    ("until 2019-12-01", "2019-05-06 16:00", MADRID, "2019-11-30 23:00"),
    ("until 2019-05-06 20:00", "2019-05-06 16:00", MADRID, "2019-05-06 18:00"),
    ("until 20:00", "2019-05-06 16:00", MADRID, "2019-05-06 18:00"),
    ("until 18:00", "2019-05-06 16:00", MADRID, "2019-05-07 16:00"),  # it is so late right now
    ("until 00:00", "2019-05-06 16:00", MADRID, "2019-05-06 22:00"),
    # Over a change of clocks.
    ("until mon", "2019-03-30 16:00", MADRID, "2019-03-31 22:00"),
    ("until sun", "2019-03-30 16:00", MADRID, "2019-03-30 23:00"),
    ("until mon", "2019-10-26 16:00", MADRID, "2019-10-27 23:00"),
    ("until sun 02:30", "2019-03-30 16:00", MADRID, "2019-03-31 01:30"),  # left out: 03:30 in summer time
    ("until 02:30", "2019-03-31 00:30", MADRID, "2019-03-31 01:30"),
    ("until sun 02:30", "2019-10-26 16:00", MADRID, "2019-10-27 00:30"),  # twice: the first one
    ("until 02:30", "2019-10-27 00:45", MADRID, "2019-10-27 01:30"),  # twice: the one still to come
    ("until 02:30", "2019-10-27 01:45", MADRID, "2019-10-28 01:30"),
    ("until 02:30", "2019-03-10 05:00", NEW_YORK, "2019-03-10 07:30"),
    # Clocks that change at midnight: the day begins at one.
    ("until sun", "2018-11-03 16:00", "America/Sao_Paulo", "2018-11-04 03:00"),
    # A zone that is not known.
    *(
        ("until tomorrow", "2019-05-06 16:00", zone, "2019-05-07 00:00")
        for zone in (
            "",
            "Mars/Olympus",
            "America",
            "../../etc/passwd",
            "/etc/passwd",
            "\x00",
            "\ud800",
            "a" * 999,
        )
    ),
]


@pytest.mark.parametrize(("said", "now", "zone", "expected"), TABLE, ids=lambda value: ascii(value)[:30])
def test_when_it_is(said, now, zone, expected):
    moment = parse_moment(said.split())
    assert moment is not None
    assert moment.resolve(at(now), zone) == at(expected)


def test_it_is_told_in_utc_wherever_now_was_read():
    now = at("2019-05-06 16:00").astimezone(datetime.fromisoformat("2019-05-06T00:00+05:30").tzinfo)
    for moment in (Moment(timedelta(days=1)), Moment(day="tomorrow")):
        assert moment.resolve(now, MADRID).tzinfo is UTC


@pytest.mark.parametrize(
    "moment",
    [
        Moment(day="2019-05-06"),
        Moment(day="2019-05-05", time="23:59"),
        Moment(day="2019-05-06", time="04:00"),
        Moment(day="0001-01-01"),
        Moment(day="9999-12-31", time="23:59"),
        Moment(day="2020-05-08"),
        Moment(timedelta()),
        Moment(timedelta(days=-1)),
        Moment(LONGEST + timedelta(minutes=1)),
        Moment(timedelta.max),
        Moment(day="someday"),
        Moment(time="25:00"),
    ],
    ids=str,
)
@pytest.mark.parametrize("zone", ["UTC", "Pacific/Kiritimati", "Pacific/Niue"])
def test_what_is_over_or_more_than_a_year_away_is_refused(moment, zone):
    with pytest.raises(ValueError, match=r"\w"):
        moment.resolve(at("2019-05-06 16:00"), zone)


def test_now_has_a_time_zone():
    with pytest.raises(ValueError, match="naive"):
        Moment(day="tomorrow").resolve(datetime(2019, 5, 6, 16, 0), "UTC")  # noqa: DTZ001 - what is tested


@given(
    st.sampled_from(["", "tomorrow", "mon", "fri"]),
    st.times().map(lambda clock: clock.isoformat("minutes")),
    st.integers(946_684_800, 1_893_456_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC)),
    st.sampled_from([MADRID, NEW_YORK, "Pacific/Apia", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC"]),
)
def test_every_day_and_time_comes_within_eight_days(day, clock, now, zone):
    # Apia left out a whole day once.
    assert now < Moment(day=day, time=clock).resolve(now, zone) <= now + timedelta(days=9)


SAID = {
    "3d": Moment(timedelta(days=3)),
    "for 3d": Moment(timedelta(days=3)),
    "for 1 hour": Moment(timedelta(hours=1)),
    "for an hour": Moment(timedelta(hours=1)),
    "for 366 days": Moment(timedelta(days=366)),
    "until fri": Moment(day="fri"),
    "till thurs": Moment(day="thu"),
    "until Wednesday at 8:00": Moment(day="wed", time="08:00"),
    "until 6pm": Moment(time="18:00"),
    "until 6 pm": Moment(time="18:00"),
    "until fri 8:30am": Moment(day="fri", time="08:30"),
    "until 12am": Moment(time="00:00"),
    "until 12pm": Moment(time="12:00"),
    "until 2026-12-01 18:00": Moment(day="2026-12-01", time="18:00"),
    **dict.fromkeys(
        [
            "for",
            "until",
            "for ever",
            "for fri",
            "until 3d",
            "for 0d",
            "for 367d",
            "for 53w",
            "for 999999w",
            "for 9999999d",
            "for 1.5d",
            "for -1d",
            "until fr",
            "until 2026-13-01",
            "until 2026-02-30",
            "until 24:00",
            "until 8",
            "until 13pm",
            "until 0am",
            "until 8:60",
            "until fri sat",
            "until fri 08:00 UTC",
            "for 3 days and nights",
            "fridays",
            "for ٣d",
            "for 3 fortnights",
            "at",
        ]
    ),
    "": None,
}


@pytest.mark.parametrize(("said", "expected"), SAID.items(), ids=map(ascii, SAID))
def test_what_is_said(said, expected):
    assert parse_moment(said.split()) == expected


WORDS = ["for", "until", "3d", "fri", "08:00", "at", "2026-12-01"]


@given(st.lists(st.text(max_size=12) | st.sampled_from(WORDS), max_size=6))
def test_any_words_are_a_moment_that_can_be_said_again_or_none(words):
    moment = parse_moment(words)
    assert moment is None or parse_moment(spell_moment(moment).split()) == moment


def test_only_days_depend_on_where_somebody_is():
    assert Moment(day="fri").needs_zone
    assert Moment(time="18:00").needs_zone
    assert not Moment(timedelta(days=1)).needs_zone
