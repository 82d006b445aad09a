"""What answers say about sources, about how Newswatch is, and what can be typed."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from answered import buttons, said
from builders import source
from fakes import T0

from newswatch.model import (
    ChannelId,
    FetchMemory,
    State,
)
from newswatch.slack.commands import Order, parse_command
from newswatch.slack.views import help as helps
from newswatch.slack.views import hints, sources, status
from newswatch.usecases.findings import (
    Setup,
    SourceChanged,
    SourceLine,
    SourceListing,
    Status,
)
from newswatch.usecases.status import NO_SOURCES

FRIDAY = datetime(2026, 3, 6, 6, 0, tzinfo=UTC)
UNTIL = "<!date^1772776800^{date_short_pretty} {time}|2026-03-06 06:00 UTC>"


def test_an_address_is_shown_without_what_may_be_secret():
    secret = source(1, url="https://ada:pass@news.example/feed?key=hush#x")
    shown = [
        sources.shown(SourceLine(secret), T0),
        sources.listing(SourceListing((SourceLine(secret),), ""), T0),
        sources.added(SourceChanged(secret, "add", 1), T0),
        sources.changed(SourceChanged(secret, "pause", 1), T0),
    ]
    assert "`https://news.example/feed`" in shown[0]["text"]
    for made in shown:
        assert not re.search(r"ada|pass|key|hush", str(made).replace("paused", ""))


def test_a_source_in_trouble():
    memory = FetchMemory(failures=3, failing_since=FRIDAY, error="The site answered 404.")
    made = sources.shown(SourceLine(source(1, tags=("wires",)), memory), FRIDAY)
    assert said(made) == [
        "*News 1* · read",
        "`https://news1.example/feed`",
        "Read about every 63 minutes. Tags: `tag:wires`. Owner: <@U1>.",
        "It has not been read yet.",
        f"⚠ The site answered 404; failing since {UNTIL}, 3 times in a row.",
    ]
    assert list(buttons(made)) == ["Pause", "Remove", "All sources"]
    assert buttons(made)["Pause"] == f"source pause {source(1).id}"


def test_the_list_of_sources():
    lines = (
        SourceLine(source(1), FetchMemory(error="No.")),
        SourceLine(source(2, state=State.PAUSED)),
        SourceLine(source(3), FetchMemory(baseline_at=T0)),
    )
    made = sources.listing(SourceListing(lines, ""), T0)
    assert said(made) == [
        "3 sources: 1 fine, 1 failing, 1 paused.",
        "⚠ *News 1*  No.",
        "⏸ *News 2*  paused",
        "● *News 3*  `https://news3.example/feed`",
    ]
    assert buttons(made) == {"Failing": "source list failing", "Paused": "source list paused"}


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (SourceChanged(source(1), "resume", 4), "is read again"),
        (SourceChanged(source(1, state=State.PAUSED), "pause", 4), "is paused:"),
        (SourceChanged(source(1, state=State.REMOVED), "remove", 4), "is removed:"),
        (SourceChanged(source(1), "undo", 4), "Taken back: *News 1* is read."),
        (SourceChanged(source(1), "resume"), "is read already."),
    ],
)
def test_a_changed_source(found, expected):
    made = sources.changed(found, T0)
    assert expected in said(made)[0]
    assert ("undo 4" in buttons(made).values()) == bool(found.seq)


def test_a_new_source():
    made = sources.added(SourceChanged(source(1), "add", 4, entries=20), T0)
    assert "✅ Reading *News 1*. Its feed has 20 entries" in made["text"]
    assert "is read already" in sources.added(SourceChanged(source(1), "add"), T0)["text"]


FINE = Status(sources=3, failing=(), topics=2, parked=(), waiting={"sources": 0, "articles": 4})


def test_a_status_says_first_which_step_is_missing():
    setup = Setup("It is not stored yet.", ("chat:write", "users:read"), "No source is there yet.")
    made = status.status(replace(FINE, setup=setup))
    assert [row.split(":")[0] for row in said(made)[:3]] == [
        "⚠ Step 1, the bot token",
        "⚠ Step 2, the app’s scopes",
        "⚠ Step 3, sources",
    ]
    assert "Missing: `chat:write`, `users:read`" in said(made)[1]
    assert "Step" not in status.status(FINE)["text"]


@pytest.mark.parametrize(("scope", "expected"), [("groups:history", True), ("users:read", False)])
def test_a_status_says_what_cannot_be_known_without_history(scope, expected):
    made = status.status(replace(FINE, setup=Setup(scopes=("chat:write", scope))))
    assert ("cannot look up whether Slack took a post" in made["text"]) is expected
    assert ("`WhenInDoubt`" in made["text"]) is expected


def test_a_status_names_a_command_once():
    made = status.status(replace(FINE, setup=Setup(sources=NO_SOURCES)))
    assert said(made)[0].count("/watch source add") == 1


def test_a_status_counts_what_waits_where_one_cannot_look():
    made = status.status(replace(FINE, parked_unseen=2, held_up_unseen=1))
    assert said(made)[1:3] == [
        "2 topics. 2 posts parked; Newswatch tries them again by itself.",
        "⚠ In channels that you cannot see: 2 posts parked, 1 post held up.",
    ]
    assert "Topics in trouble" not in buttons(made)


def test_a_status_in_words():
    trouble = tuple((f"Source {n}", "answered 404.") for n in range(7))
    made = status.status(
        replace(
            FINE,
            sources=1_002,
            failing=trouble,
            parked=((ChannelId("C1"), "The channel is archived."),),
            held_up=((ChannelId("C2"), "Slack is busy."),),
        )
    )
    assert said(made) == [
        "1,002 sources: 995 fine, 7 failing.",
        *(f"⚠ Source {n}: answered 404." for n in range(5)),
        "… and 2 more",
        "2 topics. 1 post parked; Newswatch tries it again by itself.",
        "⚠ <#C2>: Slack is busy.",
        "⚠ <#C1>: The channel is archived.",
        "Waiting in queues: 4 articles.",
    ]
    assert buttons(made) == {"Failing sources": "source list failing", "Topics in trouble": "list broken"}


@pytest.mark.parametrize("word", ["", *helps.VERBS])
def test_every_example_of_the_help_is_a_command(word):
    examples = re.findall(r"`/watch ([^`]+)`", helps.usage(word)["text"])
    assert examples
    for example in examples:
        assert isinstance(parse_command(example), Order), example


def test_the_help_knows_every_verb_and_the_nearest_of_a_wrong_one():
    from newswatch.slack.commands.grammar import VERBS  # noqa: PLC0415 - no part of the package's face

    assert set(helps.VERBS) == set(VERBS)
    assert "`/watch help pause`" in helps.usage("puase")["text"]
    assert "Did you mean" not in helps.usage("zzz")["text"]


def test_a_source_that_was_added_before_tells_no_number_of_entries():
    made = sources.added(SourceChanged(source(1), "add", 4), T0)
    assert "0 entries" not in made["text"]
    assert "✅ Reading *News 1*. What its feed has as of" in made["text"]


def test_a_command_that_cannot_be_typed_is_not_in_the_text():
    made = hints.hint("No such channel.", [("Post to #ev", "add <#C0EV> lithium"), ("List", "list")])
    assert buttons(made)["Post to #ev"] == "add <#C0EV> lithium"
    assert made["text"].split("\n") == ["No such channel.", "Post to #ev", "List: `/watch list`"]
