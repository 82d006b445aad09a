"""What answers say about how Newswatch is, and what can be typed."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from answered import buttons, said
from fakes import T0

from newswatch import __version__
from newswatch.model import ChannelId
from newswatch.slack.commands import Order, parse_command
from newswatch.slack.views import help as helps
from newswatch.slack.views import hints, status
from newswatch.usecases.findings import Bill, DeadLetters, Setup, Status
from newswatch.usecases.status import NO_SOURCES

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


def test_a_status_says_how_fast_alerts_were_and_which_sources_are_paused():
    made = status.status(replace(FINE, paused=2, took=timedelta(seconds=250), alerts=31))
    assert said(made)[0] == "5 sources: 3 fine, 0 failing, 2 paused."
    assert "From publication to post: 4 minutes, the median of the last 31 alerts in 24 hours." in said(made)
    made = status.status(replace(FINE, took=timedelta(hours=2), alerts=1))
    assert "From publication to post: 2 hours, that of the last alert in 24 hours." in said(made)


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
        f"Newswatch {__version__}.",
    ]
    assert buttons(made) == {"Failing sources": "source list failing", "Topics in trouble": "list broken"}


def test_a_status_names_what_is_gone_after_what_fails():
    made = status.status(
        replace(
            FINE, sources=2, failing=(("A", "answered 404."),), gone=(("B", "It is gone."), ("C", "Gone."))
        )
    )
    assert said(made)[:4] == [
        "4 sources: 1 fine, 1 failing, 2 gone.",
        "⚠ A: answered 404.",
        "✕ B: It is gone.",
        "✕ C: Gone.",
    ]
    assert buttons(made) == {"Failing sources": "source list failing", "Gone sources": "source list gone"}


def test_a_status_says_what_is_dead_why_and_what_to_do():
    reasons = (("source 5: DynamoDB: ThrottlingException", T0), ("KeyError, a bug.", T0))
    made = status.status(replace(FINE, dead=(DeadLetters("articles", 3, reasons),)))
    ago = f"(<!date^{int(T0.timestamp())}^{{ago}}|2026-03-02 09:00 UTC>)"
    lost = "Their alerts are missing; after 14 days they are lost."
    replay = "`make replay QUEUE=articles` (deployed: with `STACK=…`)"
    assert said(made)[2:6] == [
        f"⛔ 3 batches of new articles failed for good. {lost}",
        f"• source 5: DynamoDB: ThrottlingException {ago}",
        f"• KeyError, a bug. {ago}",
        f"Once it is mended, who runs Newswatch sends them back: {replay}.",
    ]


def test_a_status_says_where_to_look_when_a_function_left_no_reason():
    made = status.status(replace(FINE, dead=tuple(map(dead, status.READERS))))
    lines = said(made)[2:-2]
    assert [line.split(" failed")[0] for line in lines[:-1:2]] == [
        "⛔ 1 poll", "⛔ 1 batch of new articles", "⛔ 1 turn at a channel’s outbox",
        "⛔ 1 request or announcement",
    ]  # fmt: skip
    assert [re.findall("`(.+)`", line) for line in lines[1:-1:2]] == [
        ["collect"], ["match"], ["notify"], ["command"],
    ]  # fmt: skip
    assert "`make replay QUEUE=all`" in lines[-1]


def dead(queue):
    return DeadLetters(queue, 1)


def test_a_status_shows_a_few_reasons_and_counts_the_others():
    reasons = tuple((f"reason {n}", T0) for n in range(9))
    made = status.status(replace(FINE, dead=(DeadLetters("commands", 9, reasons),)))
    assert "reason 2" in made["text"]
    assert "reason 3" not in made["text"]
    assert "… and 6 other reasons" in made["text"]


def test_a_reason_is_shown_as_it_is():
    made = status.status(replace(FINE, dead=(DeadLetters("articles", 1, (("<!here> *x*", T0),)),)))
    assert "• &lt;!here&gt; ∗x∗ (" in made["text"]


def test_a_status_says_what_waits_for_its_time():
    held = ((ChannelId("C1"), 12, T0), (ChannelId("C2"), 1, T0))
    made = status.status(replace(FINE, held=held, held_unseen=3))
    at = f"<!date^{int(T0.timestamp())}^{{date_short_pretty}} {{time}}|2026-03-02 09:00 UTC>"
    assert said(made)[2:5] == [
        f"⏳ 12 stories wait for their time in <#C1> until {at}.",
        f"⏳ 1 story waits for its time in <#C2> until {at}.",
        "⏳ 3 stories wait for their time in channels that you cannot see.",
    ]
    assert not {"⏳", "⛔"} & set(status.status(FINE)["text"])


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


def test_the_help_of_own_says_whose_topics_can_be_had():
    assert "a topic whose owner has left the workspace" in helps.usage("own")["text"]


def test_a_command_that_cannot_be_typed_is_not_in_the_text():
    made = hints.hint("No such channel.", [("Post to #ev", "add <#C0EV> lithium"), ("List", "list")])
    assert buttons(made)["Post to #ev"] == "add <#C0EV> lithium"
    assert made["text"].split("\n") == ["No such channel.", "Post to #ev", "List: `/watch list`"]


BILL = Bill("2026-03", 1.32, 20, 3.1, T0, "us-east-1")


@pytest.mark.parametrize(
    ("bill", "line"),
    [
        (BILL, "This month: about US$ 1.32 of 20, some 3.10 at this rate (list prices of us-east-1)."),
        (replace(BILL, projected=None), "This month: about US$ 1.32 of 20 (list prices of us-east-1)."),
        (
            replace(BILL, limit=0, projected=None),
            "This month: about US$ 1.32 (list prices of us-east-1). There is no limit.",
        ),
        (
            replace(BILL, spent=1234.5, limit=7.5),
            "This month: about US$ 1,234.50 of 7.50, some 3.10 at this rate (list prices of us-east-1).",
        ),
    ],
)
def test_a_status_says_what_the_month_costs(bill, line):
    assert line in said(status.status(replace(FINE, bill=bill)))


def test_a_status_without_a_counter_says_nothing_of_money():
    assert "US$" not in status.status(FINE)["text"]


def test_a_status_says_first_of_all_that_the_limit_is_reached_and_what_to_do():
    setup = Setup(sources=NO_SOURCES)
    first, step, *_ = said(status.status(replace(FINE, setup=setup, bill=replace(BILL, spent=20.0))))
    assert first.startswith("⛔ The monthly limit of US$ 20 is reached: no source is read until ")
    assert "`MonthlyLimit`" in first
    assert "`make deploy`" in first
    assert step.startswith("⚠ Step 3")
    below = said(status.status(replace(FINE, bill=replace(BILL, spent=19.99))))
    assert not below[0].startswith("⛔")
