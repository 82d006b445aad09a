"""What answers say about saved sets, and about what a query can say."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from answered import buttons, said
from builders import saved_set, topic

from newswatch.model import Change, State, UserId
from newswatch.query import parse
from newswatch.slack.commands import Order, parse_command
from newswatch.slack.views import help as helps
from newswatch.slack.views import sets
from newswatch.usecases.findings import SetChanged, SetLine, SetStory

FRIDAY = datetime(2026, 3, 6, 6, 0, tzinfo=UTC)
WHEN = "<!date^1772776800^{date_short_pretty} {time}|2026-03-06 06:00 UTC>"
EVS = saved_set(version=3)
WAS = replace(EVS, query="tesla", version=2)
GONE = replace(EVS, state=State.REMOVED)


@pytest.mark.parametrize(
    ("found", "rows", "pressed"),
    [
        (
            SetChanged(EVS, "add", 7),
            [
                "✅ The set `evs` is saved: `tesla OR byd`",
                "No topic uses it yet: in a query it is written `set:evs`.",
            ],
            {"Show": "sets show evs", "Undo": "undo 7"},
        ),
        (
            SetChanged(EVS, "edit", 7, WAS, topics=3),
            [
                "The set `evs` is changed.",
                "• `tesla` → `tesla OR byd`",
                "3 topics use it, and what it stands for from now on.",
            ],
            {"Show": "sets show evs", "Undo": "undo 7"},
        ),
        (
            SetChanged(EVS, "edit", topics=3),
            ["The set `evs` was so already: `tesla OR byd`"],
            {"Show": "sets show evs"},
        ),
        (
            SetChanged(GONE, "remove", 7, EVS),
            ["The set `evs` is removed. It stood for `tesla OR byd`"],
            {"All sets": "sets", "Undo": "undo 7"},
        ),
        (
            SetChanged(WAS, "undo", 8, EVS, topics=1),
            [
                "Taken back: the set `evs` is as it was before.",
                "• `tesla OR byd` → `tesla`",
                "1 topic uses it, and what it stands for from now on.",
            ],
            {"Show": "sets show evs", "Undo": "undo 8"},
        ),
        (
            SetChanged(EVS, "undo", 8, GONE),
            [
                "Taken back: the set `evs` is there again: `tesla OR byd`",
                "No topic uses it yet: in a query it is written `set:evs`.",
            ],
            {"Show": "sets show evs", "Undo": "undo 8"},
        ),
    ],
    ids=["add", "edit", "nothing", "remove", "undo", "back"],
)
def test_a_changed_set(found, rows, pressed):
    made = sets.changed(found)
    assert said(made) == rows
    assert buttons(made) == pressed


def test_the_list_of_sets():
    lines = (SetLine(saved_set("chips", query="tsmc OR asml " * 9), 1), SetLine(EVS))
    made = sets.listing(lines)
    head, chips, evs = said(made)
    assert head == "2 saved sets:"
    assert chips.startswith("• `chips`  `tsmc OR asml tsmc")
    assert chips.endswith("…`  1 topic")
    assert evs == "• `evs`  `tesla OR byd`  no topic"
    assert buttons(made) == {"chips": "sets show chips", "evs": "sets show evs"}


def test_no_sets_at_all():
    made = sets.listing(())
    assert said(made) == [
        "There are no saved sets yet.",
        "To save a query that topics use by its name: `/watch sets competitors = tesla OR byd`",
    ]


def test_everything_about_a_set():
    last = Change(7, UserId("U2"), FRIDAY, "edit", EVS)
    topics = tuple(topic(n) for n in range(8))
    unseen = "2 topics that you cannot see"
    six = ", ".join(f"`topic-{n}`" for n in range(6))
    made = sets.shown(SetStory(EVS, topics, 2, ("cars", "e-cars"), last))
    assert said(made) == [
        "The set `evs` stands for:",
        "tesla OR byd",
        f"In a query it is written `set:evs`. Topics that use it: {six} and 2 more; {unseen}.",
        "Sets that use it: `cars`, `e-cars`.",
        "Owner: <@U1>.",
        f"Last change: 7, {WHEN}, <@U2>: edit",
        "To change it, copy this, change it and send it:",
        "/watch sets evs:3 = tesla OR byd",
    ]
    assert buttons(made) == {"Remove": "sets remove evs", "Undo": "undo 7", "All sets": "sets"}


def test_set_that_nothing_uses():
    made = sets.shown(SetStory(EVS, (), 0, (), None))
    assert "Topics that use it: none." in made["text"]
    assert list(buttons(made)) == ["Remove", "All sets"]


def test_the_line_to_copy_asks_for_the_same_set():
    odd = replace(EVS, query='"AT&T" OR ($TSLA AND NOT "a = b")')
    line = said(sets.shown(SetStory(odd, (), 0, (), None)))[-1]
    # As Slack sends it.
    command = parse_command(line.replace("&", "&amp;"))
    assert (command.name, command.seen) == ("evs", 3)
    assert parse(command.query).canonical == odd.query


@pytest.mark.parametrize("word", ["query", "queries", "language", "syntax"])
def test_what_a_query_can_say_fits_on_a_screen_and_is_true(word):
    made = helps.usage(word)
    rows = said(made)
    assert len(rows) < 18
    assert all(len(row) < 110 for row in rows)
    for query, _ in helps.LANGUAGE:
        if query not in {"NOT football", "lang:en"}:  # which need something beside them
            parse(query)
    told = " ".join(rows)
    for what in ("OR", "NEAR/8", "~merge", "sanction∗", "title:", "site:", "lang:", "set:", "NOT"):
        assert what in told or what.replace("∗", "*") in told


@pytest.mark.parametrize("word", ["", "sets", "help"])
def test_help_leads_to_sets_and_to_the_language(word):
    typed = helps.usage(word)["text"]
    assert "/watch sets" in typed or "help query" in typed
    assert all(isinstance(parse_command(value), Order) for value in buttons(helps.usage(word)).values())
