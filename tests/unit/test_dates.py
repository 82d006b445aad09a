"""Dates in the forms in which publishers write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newswatch.sources.claims import dates


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("2026-11-23T13:00:00+01:00", "2026-11-23T12:00:00"),
        ("2026-11-23T13:00:00+0100", "2026-11-23T12:00:00"),
        ("2026-11-23T13:00:00+01", "2026-11-23T12:00:00"),
        ("2026-11-23T13:00+01:00[Europe/Berlin]", "2026-11-23T12:00:00"),
        ("2026-11-23T07:00:00−05:00", "2026-11-23T12:00:00"),
        ("2026-11-23T12:00:00Z", "2026-11-23T12:00:00"),
        ("2026-11-23T12:00:00.5Z", "2026-11-23T12:00:00.500000"),
        ("2026-11-23T12:00:00.123456789Z", "2026-11-23T12:00:00.123456"),
        ("2026-11-23 12:00:00 UTC", "2026-11-23T12:00:00"),
        ("2026-11-23 13:00 CET", "2026-11-23T12:00:00"),
        ("2026-06-23 14:00 CEST", "2026-06-23T12:00:00"),
        ("2026-06-23 13:00 BST", "2026-06-23T12:00:00"),
        ("20261123T120000Z", "2026-11-23T12:00:00"),
        ("Mon, 23 Nov 2026 13:00:00 +0100", "2026-11-23T12:00:00"),
        ("Mon, 23 Nov 2026 12:00:00 GMT", "2026-11-23T12:00:00"),
        ("23 Nov 2026 07:00 EST", "2026-11-23T12:00:00"),
        ("Mon Nov 23 2026 13:00:00 GMT+0100 (CET)", "2026-11-23T12:00:00"),
        ("Mon Nov 23 13:00:00 CET 2026", "2026-11-23T12:00:00"),
        ("Nov. 23, 2026 at 7:00 a.m. EST", "2026-11-23T12:00:00"),
        ("November 23, 2026 12:00 PM GMT", "2026-11-23T12:00:00"),
        ("1795435200", "2026-11-23T12:00:00"),
        ("1795435200000", "2026-11-23T12:00:00"),
        ("1795435200.25", "2026-11-23T12:00:00.250000"),
    ],
)
def test_a_time_with_its_zone_is_an_instant(text, when):
    stamp = dates.parse(text)
    assert stamp.when.isoformat() == f"{when}+00:00"
    assert stamp.timed
    assert stamp.offset is not None
    assert stamp.when.tzinfo is not dates.ASSUMED


@pytest.mark.parametrize(
    ("text", "local"),
    [
        ("2026-11-23T13:00:00", "2026-11-23T13:00:00"),
        ("2026-11-23 13:00", "2026-11-23T13:00:00"),
        ("2026/11/23 13:00", "2026-11-23T13:00:00"),
        ("202611231300", "2026-11-23T13:00:00"),
        ("20261123130000", "2026-11-23T13:00:00"),
        ("23.11.2026, 13:00 Uhr", "2026-11-23T13:00:00"),
        ("23/11/2026 13:00", "2026-11-23T13:00:00"),
        ("23 novembre 2026 à 13h00", "2026-11-23T13:00:00"),
        ("2026年11月23日 13時00分", "2026-11-23T13:00:00"),
        ("2026. 11. 23. 오후 1:00", "2026-11-23T13:00:00"),
        ("2026-11-23 13:00 IST", "2026-11-23T13:00:00"),
        ("2026-11-23 13:00 ET", "2026-11-23T13:00:00"),
        ("2026-11-23T13:00:60", "2026-11-23T13:00:59"),
    ],
)
def test_a_time_without_a_zone_is_taken_for_utc_and_says_so(text, local):
    stamp = dates.parse(text)
    assert stamp.when.isoformat() == f"{local}+00:00"
    assert stamp.when.tzinfo is dates.ASSUMED


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-23",
        "20261123",
        "2026/11/23",
        "2026.11.23.",
        "2026年11月23日",
        "2026년 11월 23일",
        "23.11.2026",
        "11/23/2026",
        "23-11-2026",
        "November 23, 2026",
        "Nov. 23rd, 2026",
        "23 November 2026",
        "Monday, 23rd of November 2026",
        "23. November 2026",
        "23 de noviembre de 2026",
        "23 novembre 2026",
        "23 ноября 2026 г.",
        "23 Kasım 2026",
        "23 listopada 2026",
        "2026-11-23T00:00:00Z",
        "2026-11-23T00:00:00+01:00",
        "2026-11-23T25:61:00",
        "2026-11-23 (updated)",
    ],
)
def test_a_day_is_a_day(text):
    stamp = dates.parse(text)
    assert not stamp.timed
    assert stamp.local.isoformat() == "2026-11-23T00:00:00"


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "yesterday",
            "2026",
            "2026-11",
            "2026-13-45",
            "2026-02-30",
            "03/04/2026",
            "3 Foo 2026",
            "0",
            "12",
        ),
        *(
            "0001-01-01T00:00:00Z",
            "1970-01-01",
            "0",
            "9999-12-31T23:59:59-23:00",
            "1405/09/02",
            "99999999999999",
        ),
        *("1e999", "nan", "-1", "9" * 5_000, "2026-11-23" * 50, "\ud800", "\0"),
    ],
)
def test_what_is_no_date_or_no_articles_is_none(text):
    assert dates.parse(text) is None


@given(st.one_of(st.text(max_size=60), st.from_regex(r"[0-9TZ:+. /-]{0,30}", fullmatch=True)))
def test_any_text_is_a_date_in_range_or_none(text):
    stamp = dates.parse(text)
    assert stamp is None or stamp.when.year in range(1989, 2101)
