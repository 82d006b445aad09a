"""For when a server's headers say to come back."""

from datetime import UTC, datetime, timedelta

import pytest

from newswatch.sources.answers import fresh_for, retry_after

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
DATE = "Mon, 23 Nov 2026 12:00:00 GMT"
MONTH = 30 * 24 * 3600


def headers(**given):
    return {name.replace("_", "-"): value for name, value in given.items()}


@pytest.mark.parametrize(
    ("cache_control", "seconds"),
    [
        ("max-age=43200", 43_200),
        ("public, max-age=600", 600),
        ("Max-Age=600", 600),
        ("max-age = 600", 600),
        ('max-age="600"', 600),
        ("max-age=600;public", 600),
        ("public,,max-age=600,", 600),
        ("max-age=600.5", 600),
        ("max-age=600, must-revalidate", 600),
        ("max-age=600, stale-while-revalidate=86400", 600),
        ("s-maxage=86400, max-age=600", 600),
        ("s-maxage=86400", 0),
        ("max-age=600, max-age=60", 600),
        ('private="x, max-age=5", max-age=600', 600),
        ('no-cache="set-cookie", max-age=600', 600),
        ("no-cache, max-age=600", 0),
        ("max-age=600, no-store", 0),
        ("max-age=0", 0),
        ("max-age=-1", 0),
        ("max-age=ten", 0),
        ("max-age=", 0),
        ("max-age", 0),
        ("max-age=99999999999999999999999999", MONTH),
        ("max-age=31536000", MONTH),
        ("x-max-age=600", 0),
        ("must-revalidate", 0),
        ("", 0),
        ('"', 0),
        ("=,=;", 0),
    ],
)
def test_an_answer_is_fresh_for_as_long_as_cache_control_says(cache_control, seconds):
    assert fresh_for(headers(cache_control=cache_control), NOW) == seconds


@pytest.mark.parametrize(
    ("given", "seconds"),
    [
        ({"expires": "Mon, 23 Nov 2026 13:00:00 GMT", "date": DATE}, 3600),
        ({"expires": "Mon, 23 Nov 2026 13:00:00 GMT"}, 3600),
        # This server's clock is a year behind.
        ({"expires": "Sun, 23 Nov 2025 13:00:00 GMT", "date": "Sun, 23 Nov 2025 12:00:00 GMT"}, 3600),
        ({"expires": "Mon, 23 Nov 2026 13:00:00 GMT", "date": "nonsense"}, 3600),
        ({"expires": "Monday, 23-Nov-26 13:00:00 GMT", "date": DATE}, 3600),
        ({"expires": "Mon Nov 23 13:00:00 2026", "date": DATE}, 3600),
        ({"expires": DATE, "date": DATE}, 0),
        ({"expires": "Thu, 19 Nov 1981 08:52:00 GMT", "date": DATE}, 0),
        ({"expires": "0"}, 0),
        ({"expires": "-1"}, 0),
        ({"expires": "Fri, 31 Dec 9999 23:59:59 GMT", "date": DATE}, MONTH),
        ({"expires": "Fri, 31 Dec 9999 23:59:59 -2300", "date": DATE}, 0),
        ({"expires": "Mon, 23 Nov 2026 13:00:00 GMT", "cache_control": "max-age=60"}, 60),
        ({"expires": "Mon, 23 Nov 2026 13:00:00 GMT", "cache_control": "max-age=x"}, 0),
        ({"expires": "Mon, 23 Nov 2026 13:00:00 GMT", "cache_control": "no-cache"}, 0),
        ({"expires": "Mon, 23 Nov 2026 13:00:00 GMT", "cache_control": "public"}, 3600),
        ({"age": "100", "cache_control": "max-age=600"}, 500),
        ({"age": "1000", "cache_control": "max-age=600"}, 0),
        ({"age": "old", "cache_control": "max-age=600"}, 600),
        ({}, 0),
    ],
)
def test_an_answer_is_fresh_until_it_expires_by_the_servers_own_clock(given, seconds):
    assert fresh_for(headers(**given), NOW) == seconds


@pytest.mark.parametrize(
    ("given", "wait"),
    [
        ({"retry_after": "120"}, timedelta(seconds=120)),
        ({"retry_after": " 120 "}, timedelta(seconds=120)),
        ({"retry_after": "120, 120"}, timedelta(seconds=120)),
        ({"retry_after": "1.9"}, timedelta(seconds=1)),
        ({"retry_after": "9" * 400}, timedelta(days=366)),
        ({"retry_after": "Mon, 23 Nov 2026 13:00:00 GMT", "date": DATE}, timedelta(hours=1)),
        ({"retry_after": "Mon Nov 23 13:00:00 2026", "date": DATE}, timedelta(hours=1)),
        (
            {"retry_after": "Sun, 23 Nov 2025 13:00:00 GMT", "date": "Sun, 23 Nov 2025 12:00:00 GMT"},
            timedelta(hours=1),
        ),
        ({"retry_after": "Mon, 23 Nov 2020 13:00:00 GMT", "date": DATE}, timedelta(0)),
        ({"retry_after": "Fri, 31 Dec 9999 23:59:59 -2300"}, None),
        (
            {"retry_after": "Mon, 23 Nov 2026 13:00:00 GMT", "date": "Fri, 31 Dec 9999 23:59:59 -2300"},
            timedelta(hours=1),
        ),
        ({"retry_after": "-5"}, None),
        ({"retry_after": "soon"}, None),
        ({"retry_after": "٣"}, None),
        ({"retry_after": ""}, None),
        ({}, None),
    ],
)
def test_retry_after_is_seconds_or_a_date_by_the_servers_own_clock(given, wait):
    assert retry_after(headers(**given), NOW) == (None if wait is None else NOW + wait)
