"""The parts of Block Kit: Slack takes them with the longest texts, and whatever stands in these."""

import ast
import json
from pathlib import Path

import pytest
from hostile import TEXTS

from infra.laptop.slack.validate import check_blocks
from infra.laptop.slack.view_check import checked
from newswatch.slack import views
from newswatch.slack.views import fields, kit
from newswatch.slack.views.ids import RUN

MANY = {f"value {n}": f"label {n}" for n in range(150)}
LONG = "word " * 2_000

VIEWS = sorted(Path(views.__path__[0]).glob("[a-z]*.py"))


def in_modal(*blocks):
    """Return a modal with these blocks, as Slack takes it."""
    return checked(
        kit.modal("it", "Title", blocks, submit="Save", close="Cancel"), "modal", frozenset({"files:read"})
    )


def values(options):
    return [option["value"] for option in options]


# --- Texts ---------------------------------------------------------------------------------------------


def test_a_label_is_on_one_line_and_cut_at_a_word():
    assert kit.plain("a\n b")["text"] == "a b"
    assert kit.plain("word " * 30)["text"] == "word " * 13 + "word…"
    assert len(kit.plain("x" * 200)["text"]) == kit.LABEL_CHARS
    assert len(kit.plain("x" * 200, 100)["text"]) == 100


def test_a_text_is_never_empty():
    assert [
        kit.plain("\x00")["text"],
        kit.markup("")["text"],
        kit.image("https://a.example/", "")["alt_text"],
    ] == ["…"] * 3


def test_markup_of_the_longest_is_whole():
    text = "x" * 1_499 + "\n" + "y" * 1_500
    assert kit.markup(text)["text"] == text


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("x" * 2_990 + "\n" + "<https://a.example/|link>", "x" * 2_990 + "\n…"),
        ("x" * 3_000 + "\n" + "y", "x" * 2_998 + "…"),
        ("said " * 700, ("said " * 700)[:2_998] + "…"),
        ("said <https://a.example/|" + "x" * 3_000 + "> y", "said …"),
        ("x" * 2_990 + " <https://a.example/|link>", "x" * 2_990 + " …"),
        ("x" * 2_995 + "&amp;" + "x" * 9, "x" * 2_995 + "…"),
        ("`" + "x" * 3_000 + "`", "`" + "x" * 2_997 + "`…"),
        ("<https://a.example/|" + "x" * 3_000 + ">", "…"),
        ("\n".join(["x" * 999] * 4), "\n".join(["x" * 999] * 2) + "\n…"),
    ],
    ids=[
        "link", "full line", "words", "link in a line", "link at its end", "entity", "code", "long line",
        "lines",
    ],
)  # fmt: skip
def test_markup_that_is_too_long_loses_whole_lines_or_the_end_of_its_only_one(text, kept):
    assert kit.markup(text)["text"] == kept
    assert len(kept) <= kit.SECTION_CHARS


# --- Buttons -------------------------------------------------------------------------------------------


def test_a_button_whose_value_does_not_fit_is_none():
    assert kit.button("it", "Long", "x" * 2_000)["value"] == "x" * 2_000
    assert kit.button("it", "Long", "x" * 2_001) is None
    assert kit.button("it", "Broken", "a\ud800") is None
    assert kit.button("it", "Nothing", "") is None


def test_a_button_without_a_value_has_none():
    assert kit.button("it", "Go") == {"type": "button", "action_id": "it", "text": kit.plain("Go")}


def test_what_is_said_aloud_is_cut_as_the_label_is():
    made = kit.button("it", LONG, "v", style="danger", aloud=LONG)
    assert made["accessibility_label"] == made["text"]["text"] == "word " * 13 + "word…"
    assert check_blocks(kit.actions([made])) == []


def test_buttons_stand_in_rows_of_five_and_are_no_more_than_25():
    made = kit.actions([None, *(kit.button("it", f"{n}") for n in range(40))])

    assert [len(block["elements"]) for block in made] == [5] * 5
    ids = [each["action_id"] for block in made for each in block["elements"]]
    assert ids == [f"it.{n}" for n in range(25)]
    assert check_blocks(made) == []


def test_there_is_no_row_without_buttons():
    assert kit.actions([None, None]) == kit.row([None]) == kit.actions([]) == []


def test_a_row_leaves_ids_as_they_are():
    made = kit.row([kit.button("a", "A"), None, kit.button("b", "B")], "name")
    assert [each["action_id"] for each in made[0]["elements"]] == ["a", "b"]
    assert made[0]["block_id"] == "name"


# --- Menus ---------------------------------------------------------------------------------------------


def test_a_menu_has_no_more_options_than_slack_takes():
    made = kit.select(RUN, "Choose", MANY, "value 99")
    assert len(made["options"]) == 100
    assert made["initial_option"]["value"] == "value 99"
    in_modal(kit.section("x", made))


def test_what_is_chosen_and_not_offered_is_not_chosen():
    assert "initial_option" not in kit.select(RUN, "Choose", MANY, "value 100")
    assert "initial_option" not in kit.select(RUN, "Choose", MANY, "")


@pytest.mark.parametrize("value", ["", "x" * 151, "a\ud800", "a\x00b", "a\u202eb", "a\nb"])
def test_what_would_come_back_as_another_value_is_not_offered(value):
    assert not kit.can_choose(value)
    assert kit.select(RUN, "Choose", {value: "label"}, value) is None
    assert kit.grouped(RUN, "Choose", {"Group": {value: "label"}}) is None
    assert kit.menu({value: "label"}) is None
    assert values(kit.select(RUN, "Choose", {value: "one", "b": "two"}, "b")["options"]) == ["b"]


def test_the_longest_option_is_offered():
    made = kit.select(RUN, LONG, {"x" * 150: LONG}, "x" * 150)
    assert values(made["options"]) == ["x" * 150]
    in_modal(kit.section("x", made))


def test_groups_without_options_are_left_out_and_long_ones_cut():
    made = kit.grouped(RUN, "Choose", {"None": {}, "Many": MANY, LONG: {"a": LONG}})
    assert [len(group["options"]) for group in made["option_groups"]] == [100, 1]
    in_modal(kit.section("x", made))


def test_a_small_menu_has_five_options():
    made = kit.menu(MANY)
    assert len(made["options"]) == 5
    assert check_blocks([kit.section("x", made)]) == []


# --- Blocks, modals, inputs ----------------------------------------------------------------------------


@pytest.mark.parametrize("text", [*TEXTS, LONG, "x" * 5_000, ""])
def test_slack_takes_every_part_with_any_text(text):
    blocks = [
        kit.section(kit.plain(text, kit.SECTION_CHARS), kit.button("a", text, text[:2_000], aloud=text)),
        kit.section("x", kit.image("https://a.example/1.png", text), block_id="b" * 300, expand=True),
        kit.context("x", kit.plain(text, kit.SECTION_CHARS)),
        kit.divider(),
        *kit.row([kit.select("c", text, {"v": text}, "v"), kit.menu({"v": text}), kit.button("d", text)]),
    ]
    assert check_blocks(blocks) == []
    in_modal(*blocks)
    json.dumps(blocks, ensure_ascii=False).encode()


@pytest.mark.parametrize("text", [*TEXTS, LONG, "x" * 5_000, ""])
def test_slack_takes_every_input_with_any_text(text):
    option = kit.option("v", text)
    elements = [
        fields.text("a", 3_000, text, text, is_long=True),
        fields.text("b", 10, text, text, on_enter=True),
        fields.channels("c", text, [f"C{n}" for n in range(150)]),
        fields.asked_for("d", text, [{**option, "value": f"{n}"} for n in range(150)]),
        fields.checkbox("e", "v", text, checked=True),
        fields.time("f", text, "08:00"),
        fields.file("g", ["opml"]),
    ]
    blocks = [fields.field(f"{n}", text, each, hint=text) for n, each in enumerate(elements)]
    in_modal(*blocks)
    json.dumps(blocks, ensure_ascii=False).encode()


def test_an_input_shows_no_more_than_it_takes():
    made = fields.text("a", 10, "example", "x" * 11)
    assert made["initial_value"] == "x" * made["max_length"]
    assert "initial_value" not in fields.text("a", 10, "example", "\ud800")


def test_no_more_is_chosen_than_slack_takes():
    assert len(fields.channels("a", "Channels", ["C1"] * 150)["initial_conversations"]) == 100
    assert len(fields.asked_for("a", "Sources", [kit.option("v", "l")] * 150)["initial_options"]) == 100


@pytest.mark.parametrize(
    ("at", "shown"),
    [("23:59", "23:59"), ("24:00", "08:00"), ("8:00", "08:00"), ("", "08:00"), ("08:00\n", "08:00")],
)
def test_a_clock_shows_a_time_of_the_day(at, shown):
    assert fields.time("a", at, "08:00")["initial_time"] == shown


def test_the_title_of_a_modal_and_its_buttons_are_cut():
    made = kit.modal("it", "x" * 30, [kit.section("x")], submit="y" * 30, close="z" * 30, carried="c")
    assert [len(made[name]["text"]) for name in ("title", "submit", "close")] == [24] * 3
    assert checked(made, "modal", frozenset())["private_metadata"] == "c"


def test_a_modal_that_is_only_closed_has_no_button_to_send_it():
    assert "submit" not in kit.modal("it", "Title", [kit.section("x")], close="Close")


# --- One hand ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", VIEWS, ids=lambda path: path.stem)
def test_nothing_else_spells_elements_and_blocks(path):
    keys = [
        key.value
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Dict)
        for key in node.keys
        if isinstance(key, ast.Constant)
    ]
    assert ("type" in keys) is (path.stem in {"kit", "fields"})


# --- What holds others ---------------------------------------------------------------------------------


def test_rows_and_remarks_have_as_many_parts_as_slack_takes():
    (row,) = kit.row(kit.button(f"it.{n}", "It") for n in range(40))
    assert len(row["elements"]) == 25
    remarks = kit.context(*(f"remark {n}" for n in range(40)))["elements"]
    assert [each["text"] for each in remarks] == [f"remark {n}" for n in range(10)]
    in_modal(row, kit.context(*(["x"] * 40)))


def test_a_view_has_as_many_blocks_as_slack_takes_and_carries_what_fits_whole():
    many = [kit.section(str(n)) for n in range(150)]
    made = in_modal(*many)
    assert [block["text"]["text"] for block in made["blocks"]] == [str(n) for n in range(100)]
    assert len(kit.home(many, "{}")["blocks"]) == 100
    for carried, kept in (("x" * 3_000, "x" * 3_000), ("x" * 3_001, ""), ("", "")):
        assert kit.home([], carried)["private_metadata"] == kept
        assert kit.modal("it", "T", [], close="C", carried=carried)["private_metadata"] == kept
