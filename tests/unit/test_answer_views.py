"""Answers to commands: whole lines, within Slack's limits, and what was typed or fetched is no markup."""

import re
from dataclasses import replace

import pytest
from builders import topic
from hostile import TEXTS
from slack_sdk.models.blocks import Block

from newswatch.errors import QueryError
from newswatch.model import ChannelId, State
from newswatch.query import parse
from newswatch.slack.views import answers
from newswatch.usecases.status import Status

PLACE = re.compile(r"<#[CG][A-Z0-9]+>")
UNSEEN = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
FINE = Status(sources=3, failing=(), topics=2, parked=(), waiting={"sources": 0, "articles": 4})
BUILDS = {
    "a topic's name": lambda s: answers.added(topic(name=s)),
    "a topic's handle": lambda s: answers.added(topic(handle=s)),
    "a listed query": lambda s: answers.topics([topic(1, query=s), topic(2)]),
    "a listed handle": lambda s: answers.topics([topic(1, handle=s)]),
    "a refused query": lambda s: answers.refused(QueryError(s, len(s) // 2, "No.", ("a AND b",))),
    "a refusal's message": lambda s: answers.refused(QueryError("a b", 1, s)),
    "a reading": lambda s: answers.refused(QueryError("a b", 1, "No.", (s, "a AND b"))),
    "a source's name": lambda s: answers.status(replace(FINE, failing=((s, "answered 404."),))),
    "a source's error": lambda s: answers.status(replace(FINE, failing=(("News", s),))),
    "a reason": lambda s: answers.status(replace(FINE, parked=((ChannelId("C1"), s),))),
    "a note": lambda s: answers.note(f"There is already a topic called {s}."),
    "a verb's words": lambda s: answers.unbuilt("show", s),
}


def shown(answer) -> str:
    """Return an answer's text, having checked its form."""
    assert answer["response_type"] == "ephemeral", "only who asked sees it"
    [block] = answer["blocks"]
    parsed = Block.parse(block)
    parsed.validate_json()
    assert parsed.to_dict() == block
    assert block["text"]["verbatim"] is True
    assert block["text"]["text"] == answer["text"]
    assert 0 < len(answer["text"]) <= 3_000
    answer["text"].encode()
    return answer["text"]


def outside_code(text: str) -> str:
    """Return the text without what stands in backticks, where nothing formats."""
    return re.sub(r"`[^`\n]+`", "", re.sub(r"```[^`]+```", "", text))


@pytest.mark.parametrize("typed", TEXTS, ids=lambda text: ascii(text[:24]))
@pytest.mark.parametrize("where", BUILDS)
def test_nothing_that_was_typed_or_fetched_is_markup(where, typed):
    text = shown(BUILDS[where](typed or "-"))

    assert not re.search(r"[<>]", PLACE.sub("", text)), text
    assert not re.search(r"&(?!amp;|lt;|gt;)", text)
    assert not UNSEEN.search(text), ascii(text)
    assert text.count("`") % 2 == 0, "each fence that opens is closed"
    rest = outside_code(text)
    assert "`" not in rest
    assert "~" not in rest
    # Bold is ours: the name of a new topic.
    assert rest.count("*") == (2 if "Watching" in rest else 0)


def test_a_new_topic_is_confirmed_with_its_handle_and_place():
    assert shown(answers.added(topic(name="Venezuela talks", handle="venezuela-talks"))) == (
        "✅ Watching *Venezuela talks* (`venezuela-talks`) in <#C1>. New ones from now on."
    )
    assert "in a direct message" in shown(answers.added(topic(destinations=(ChannelId("U1"),))))


def test_a_refusal_shows_the_place_and_what_would_work():
    with pytest.raises(QueryError) as refused:
        parse("pompeo OR lavrov venezuela")
    text = shown(answers.refused(refused.value))

    fence, *rest = text.removeprefix("```").split("```")
    first, second = fence.split("\n")
    assert first == "pompeo OR lavrov venezuela"
    assert second.index("^") == first.index("venezuela")
    assert "• `(pompeo OR lavrov) AND venezuela`" in rest[0]
    assert "• `pompeo OR (lavrov AND venezuela)`" in rest[0]


def test_a_refusal_without_readings_offers_none():
    assert "would work" not in shown(answers.refused(QueryError("a b", 1, "No.")))


def test_a_reading_is_offered_whole_or_not_at_all():
    long = " OR ".join(f"word{n}" for n in range(250))
    fitting = " OR ".join(f"word{n}" for n in range(40))

    assert f"`{fitting}`" in shown(answers.refused(QueryError("a", 0, "No.", (fitting,))))
    assert "word0" not in shown(answers.refused(QueryError("a", 0, "No.", ("a" + "b" * 3_000, long))))


def test_the_list_shows_queries_so_that_they_can_be_copied():
    query = 'sanction* AND ("secretary of state" OR a_b)'
    text = shown(answers.topics([topic(1, query=query, handle="sanctions")]))

    assert text == f"● `sanctions` <#C1>: `{query}`"


def test_the_list_goes_by_channel_marks_what_is_paused_and_leaves_out_what_is_removed():
    text = shown(
        answers.topics(
            [
                topic(1, destinations=(ChannelId("C2"),)),
                topic(2, state=State.PAUSED),
                topic(3, state=State.REMOVED),
                topic(4),
            ]
        )
    )
    assert [row.split(" <#")[0] for row in text.split("\n")] == ["⏸ `topic-2`", "● `topic-4`", "● `topic-1`"]


def test_a_long_list_ends_with_a_whole_line():
    short = shown(answers.topics([topic(n) for n in range(1, 101)]))
    assert short.split("\n")[-1] == "… and 70 more"

    long = shown(answers.topics([topic(n, query="&" * 150) for n in range(1, 101)]))
    *rows, last = long.split("\n")
    assert last == "…"
    assert all(row.endswith("`") for row in rows)


@pytest.mark.parametrize("found", [[], [topic(state=State.REMOVED)]])
def test_an_empty_list_says_how_to_begin(found):
    assert "/watch venezuela" in shown(answers.topics(found))


def test_a_status_in_words():
    text = shown(
        answers.status(
            Status(
                sources=1_002,
                failing=(("Mining Weekly", "answered 404 Not Found."),),
                topics=14,
                parked=((ChannelId("C1"), "The channel is archived."),),
                waiting={"sources": 1, "articles": 2},
            )
        )
    )
    assert text.split("\n") == [
        "1,002 sources: 1,001 fine, 1 failing.",
        "⚠ Mining Weekly: answered 404 Not Found.",
        "14 topics. 1 posts parked.",
        "⚠ <#C1>: The channel is archived.",
        "Waiting: 1 sources, 2 articles.",
    ]


def test_a_status_with_much_trouble_still_fits():
    trouble = tuple((f"Source {n}", "&" * 1_000) for n in range(500))
    parked = tuple((ChannelId("C1"), "<" * 1_000) for _ in range(500))

    assert "500 failing" in shown(answers.status(replace(FINE, sources=500, failing=trouble, parked=parked)))


def test_the_help_names_only_commands_that_are_there():
    verbs = set(re.findall(r"`/watch (\w+)", shown(answers.usage())))
    assert verbs <= {"venezuela", "add", "list", "status", "help"}


def test_a_command_that_is_not_there_yet_tells_how_to_watch_for_its_words():
    text = shown(answers.unbuilt("export", "export ban*"))
    assert text.split("\n") == [
        "`/watch export …` is not there yet; `/watch help` shows what is.",
        "To watch for these words: `/watch add export ban*`",
    ]
