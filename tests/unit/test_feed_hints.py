"""What publishers ask of those who poll, and what of it makes sense."""

import pytest

from newswatch.model import Hints
from newswatch.sources.feed_hints import LONGEST_S, hints


@pytest.mark.parametrize(
    ("said", "least_s"),
    [
        ({}, 0),
        ({"ttl": "60"}, 3_600),
        ({"ttl": " 60\n"}, 3_600),
        ({"ttl": "0"}, 0),
        ({"ttl": "-5"}, 0),
        ({"ttl": "1.5"}, 0),
        ({"ttl": "soon"}, 0),
        ({"ttl": "9" * 400}, 0),
        ({"ttl": "99999999"}, LONGEST_S),
        ({"period": "hourly"}, 3_600),
        ({"period": "Weekly", "frequency": "7"}, 86_400),
        ({"period": "yearly"}, LONGEST_S),
        ({"period": "hourly", "frequency": "0"}, 0),
        ({"period": "hourly", "frequency": "often"}, 0),
        ({"period": "now and then", "frequency": "2"}, 0),
        ({"frequency": "2"}, 0),
        ({"ttl": "30", "period": "hourly", "frequency": "1"}, 3_600),
        ({"ttl": "120", "period": "hourly", "frequency": "1"}, 7_200),
    ],
)
def test_longest_of_what_is_asked_for_counts(said, least_s):
    assert hints(**said) == Hints(least_s)


@pytest.mark.parametrize(
    ("hours", "skipped"),
    [
        (["0", " 7 ", "23"], {0, 7, 23}),
        (["24"], {0}),
        (["25", "-1", "noon", ""], set()),
        ([str(hour) for hour in range(24)], set()),
        ([str(hour) for hour in range(1, 25)], set()),
    ],
)
def test_hours_are_those_of_a_day_and_never_all(hours, skipped):
    assert hints(skip_hours=hours).skip_hours == skipped


def test_days_are_those_of_a_week_and_never_all():
    days = ["Monday", " sunday ", "Funday", ""]
    assert hints(skip_days=days).skip_days == {0, 6}
    days += ["Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]
    assert hints(skip_days=days).skip_days == frozenset()
