"""Answers in blocks and as text: whole lines, buttons, limits."""

from answered import said

from infra.laptop.slack.validate import check_blocks, texts_length
from newswatch.model import (
    TopicId,
)
from newswatch.slack.views.blocks import Code, answer, latest_button, run_button


def test_an_answer_in_blocks_and_as_text():
    made = answer("One *line*.", Code("a < b"), "Another.", [run_button("Undo", "undo 3"), None])

    assert made["blocks"] == [
        {"type": "section", "text": {"type": "mrkdwn", "text": "One *line*.", "verbatim": True}},
        {
            "type": "rich_text",
            "elements": [{"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "a < b"}]}],
        },
        {"type": "section", "text": {"type": "mrkdwn", "text": "Another.", "verbatim": True}},
        {
            "type": "actions",
            "elements": [
                {
                    "type": "button",
                    "action_id": "run.0",
                    "text": {"type": "plain_text", "text": "Undo", "emoji": False},
                    "value": "undo 3",
                }
            ],
        },
    ]
    assert made["text"] == "One *line*.\n```\na &lt; b\n```\nAnother.\nUndo: `/watch undo 3`"


def test_a_button_that_cannot_be_pressed_is_left_out():
    assert run_button("Long", "x" * 2_001) is None
    assert run_button("Long", "x" * 2_000)
    assert run_button("None", "") is None
    assert run_button("Broken", "a\ud800") is None


def test_a_label_is_cut_at_a_word():
    button = run_button("word " * 30, "list", "danger")
    assert button["text"]["text"] == "word " * 13 + "word…"
    assert button["style"] == "danger"


def test_a_button_for_the_newest_is_no_command():
    made = answer("Found.", [latest_button(TopicId("t1")), run_button("Edit", "edit t")])
    assert [b["action_id"] for b in made["blocks"][1]["elements"]] == ["latest.0", "run.1"]
    assert made["text"] == "Found.\nEdit: `/watch edit t`"


def test_many_buttons_stand_in_rows_of_five_and_are_no_more_than_25():
    made = answer("Choose.", [run_button(str(n), f"show t{n}") for n in range(40)])
    assert [len(block["elements"]) for block in made["blocks"][1:]] == [5, 5, 5, 5, 5]


def test_whole_lines_are_left_out_and_counted():
    made = answer(*(f"`{n}` " + "&amp;" * 100 for n in range(60)))
    rows = said(made)

    assert all(row.endswith("&amp;") for row in rows[:-1])
    assert rows[-1] == f"… and {60 - (len(rows) - 1)} more"
    *kept, last = made["text"].split("\n")
    assert last == f"… and {len(rows) - len(kept)} more"


def test_the_commands_are_told_even_where_lines_are_left_out():
    made = answer(*("x" * 1_000 for _ in range(10)), [run_button("Undo", "undo 3")])
    assert made["text"].endswith("Undo: `/watch undo 3`")


def test_the_most_that_an_answer_can_hold_is_taken_by_slack():
    rows = ["x" * 990, Code("y" * 990)] * 10
    made = answer(*rows, [run_button(f"{n} {'z' * 100}", f"show {'z' * 1_900}{n}") for n in range(40)])

    assert check_blocks(made["blocks"]) == []
    assert 10_000 < texts_length(made["blocks"]) < 13_000
    assert len(made["text"]) <= 4_000
