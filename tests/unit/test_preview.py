"""What follows from adding or editing a topic, and from trying a query: what is odd about it."""

import re
from datetime import timedelta

import pytest
from answered import buttons, said
from desk import ADA, BOARD, BOB, Desk, labels

from newswatch.errors import NeedsTime
from newswatch.usecases import lint


@pytest.fixture
def desk():
    desk = Desk()
    for title, times in (("Tariffs rise", 12), ("Tariff", 2), ("Others meet", 30)):
        for _ in range(times):
            desk.reads(title)
    return desk


def odd(shown):
    return [row for row in said(shown) if row.startswith("⚠")]


def test_a_new_topic_s_preview_tells_what_its_query_misses(desk):
    desk.types("add Trade = tariff")
    assert odd(desk.shown[-1]) == ["⚠ `tariff` misses `tariffs`: +12 in 7 days."]
    assert buttons(desk.shown[-1]) == {
        "Post latest 2": desk.topic("trade").id,
        "Edit": "edit trade",
        "Use ~tariff": "edit trade:1 ~tariff",
    }


def test_the_button_edits_the_topic_and_shows_what_that_brings(desk):
    desk.types("add Trade = tariff")
    told = desk.presses("Use ~tariff")
    assert desk.topic("trade").query == "~tariff"
    assert desk.topic("trade").name == "Trade"
    assert "last 7 days: 14 stories" in told
    assert odd(desk.shown[-1]) == []


def test_the_button_overwrites_nothing_that_somebody_else_has_set_since(desk):
    desk.types("add Trade = tariff")
    shown = desk.shown[-1]
    desk.types("edit trade tariffs", who=BOB)
    desk.shown.append(shown)
    assert "was changed in between" in desk.presses("Use ~tariff")


def test_an_edit_of_the_query_has_a_preview_and_another_edit_none(desk):
    desk.types("add Trade = tariffs")
    assert "last 7 days" in desk.types("edit trade tariff AND NOT tariff")
    assert odd(desk.shown[-1])[0] == "⚠ It can match nothing: `tariff` and `NOT tariff` exclude each other."
    assert buttons(desk.shown[-1])["Leave out NOT tariff"] == "edit trade:2 tariff"
    assert "last 7 days" not in desk.types("edit trade Customs = tariff AND NOT tariff")
    assert "last 7 days" not in desk.types("pause trade")


def test_a_query_that_is_tried_is_looked_at_as_well(desk):
    desk.types("test tariff")
    assert odd(desk.shown[-1]) == ["⚠ `tariff` misses `tariffs`: +12 in 7 days."]
    assert buttons(desk.shown[-1])["Use ~tariff"] == "test ~tariff"


def test_a_topic_that_is_tried_is_not_its_own_duplicate(desk):
    desk.types("add Trade = tariffs")
    desk.types("test trade")
    assert odd(desk.shown[-1]) == []


def test_a_topic_that_watches_for_the_same_is_named_with_its_channel(desk):
    desk.types("add Trade = tariffs OR Zölle")
    desk.types("add Customs = zolle OR tariffs", who=BOB)
    assert odd(desk.shown[-1]) == ["⚠ *Trade* (`trade`) in <#C0POLICY> watches for the same."]


def test_of_a_topic_in_a_channel_that_one_is_not_in_nothing_is_told(desk):
    desk.people.rooms[2] = desk.people.rooms[2].__class__(BOARD, "board", private=True, joined=True)
    desk.types("add Trade = tariffs", where=BOARD)
    desk.types("add Customs = tariffs", who=BOB)
    assert odd(desk.shown[-1]) == []
    desk.types("add Again = tariffs", who=ADA)
    assert "*Customs*" in odd(desk.shown[-1])[0]


def test_at_most_three_lines_and_two_buttons(desk):
    for _ in range(4):
        desk.clock.advance(days=-1)
        desk.reads("Lithium and lithium")
        desk.reads("Lithium")
    desk.clock.advance(days=4)
    desk.types("add Trade = tariff OR (lithum AND NOT lithum) OR lithum OR lithum*")
    assert len(odd(desk.shown[-1])) == 3
    assert len(labels(desk.shown[-1])) == 4


def test_a_long_query_s_mend_that_fits_no_button_is_told_all_the_same(desk):
    long = " OR ".join(f"word{n:04d}" for n in range(150))
    desk.types(f"add Trade = tariff OR {long}")
    assert re.match("⚠ `tariff` misses `tariffs`", odd(desk.shown[-1])[0])


@pytest.mark.parametrize("error", [RuntimeError("a mistake"), NeedsTime(), KeyError("x")])
def test_whatever_goes_wrong_there_is_a_preview(desk, monkeypatch, error):
    logged = []
    monkeypatch.setattr(lint, "left_out", lambda: logged.append(1))

    def fail(*_args, **_more):
        raise error

    for name in ("inflectable", "findings", "sought", "key"):
        monkeypatch.setattr(lint, name, fail)
    desk.store.vocabulary = fail
    desk.types("add Other = tariffs")
    told = desk.types("add Trade = tariff")
    assert "last 7 days: 2 stories" in told
    assert odd(desk.shown[-1]) == []
    assert logged


def test_days_that_were_read_are_kept(desk):
    desk.clock.advance(days=2)
    desk.types("add Trade = tariff")
    kept = desk.store.vocabulary(desk.clock.now() - timedelta(days=2))
    assert "\ntariffs\n" in kept
