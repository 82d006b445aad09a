"""Histories: however long they are, all of it can be seen, and each change can be gone back to."""

import re

import pytest
from builders import source, topic
from desk import ADA, POLICY, Desk, buttons

from infra.laptop.slack.validate import check_blocks
from newswatch.model import TAKEN
from newswatch.slack.views.blocks import TEXT_CHARS

LONG = " OR ".join(f"word{n:02}" for n in range(60))
ROW = re.compile(r"^• ([0-9]+), ", re.MULTILINE)


@pytest.fixture
def desk():
    return Desk()


def rows(made):
    """Return the numbers of the changes that an answer's blocks show, and those that its text shows."""
    blocks = "\n".join(block["text"]["text"] for block in made["blocks"] if block["type"] == "section")
    return [int(n) for n in ROW.findall(blocks)], [int(n) for n in ROW.findall(made["text"])]


def back(made):
    return [each for each in buttons(made) if each["text"]["text"] == "Back to this"]


def labels(made):
    return [each["text"]["text"] for each in buttons(made)]


MANY = {
    "topic": ("add Talks = oil", "edit talks oil AND ({})", "history talks", "revert talks"),
    "set": ("sets evs = oil", "sets evs = oil AND ({})", "sets history evs", "sets revert evs"),
}


@pytest.mark.parametrize("kind", MANY)
@pytest.mark.parametrize("words", [LONG, "gas"], ids=["long", "short"])
def test_a_long_history_is_shown_page_by_page_to_its_beginning(desk, kind, words):
    first, change, history, revert = MANY[kind]
    desk.types(first)
    for n in range(44):
        desk.types(change.format(f"{words} OR x{n}"))
    desk.types(history)
    seen = []
    for _ in range(40):
        made = desk.shown[-1]
        check_blocks(made["blocks"])
        assert len(made["text"]) <= TEXT_CHARS
        shown, in_text = rows(made)
        assert shown == in_text
        assert f"`/watch {revert} &lt;number&gt;`" in made["text"]
        seen += shown
        if "Older changes" not in labels(made):
            break
        assert f"… and {45 - len(seen)} older change" in made["text"]
        assert f"/watch {history} before {shown[-1]}`" in made["text"]
        desk.presses("Older changes")
    assert seen == list(range(45, 0, -1))
    assert "older change" not in made["text"]
    desk.presses("Newest changes")
    assert rows(desk.shown[-1])[0][0] == 45


def test_what_is_older_can_be_typed_and_gone_back_to(desk):
    desk.types("add Talks = oil")
    for n in range(30):
        desk.types(f"edit talks oil AND x{n}")
    said = desk.types("history talks before 4")
    assert [int(n) for n in ROW.findall(said)] == [3, 2, 1]
    assert "Undo" not in said
    assert [each["value"] for each in back(desk.shown[-1])] == [f"revert talks:31 {n}" for n in (3, 2, 1)]
    desk.types("revert talks 2")
    assert desk.topic("talks").query == "oil AND x0"
    assert "Nothing older is kept." in desk.types("history talks before 1")


def test_each_way_back_says_aloud_which_change_it_means(desk):
    for n in range(5):
        desk.types(f"sets evs = tesla OR x{n}")
    desk.types("sets history evs")
    aloud = [each["accessibility_label"] for each in back(desk.shown[-1])]
    assert aloud == [f"Back to change {n}" for n in (4, 3, 2, 1)]


def test_of_two_long_queries_the_part_that_differs_is_shown(desk):
    desk.types(f"sets evs = ({LONG} OR last) AND recall")
    said = desk.types(f"sets evs = ({LONG} OR least) AND recall")
    assert "last" in said
    assert "least" in said
    (line,) = [line for line in desk.types("sets history evs").split("\n") if line.startswith("• 2")]
    was, is_now = re.findall("`([^`]+)`", line)
    assert was.startswith("…")
    assert was.endswith("last) AND recall")
    assert is_now.startswith("…")
    assert is_now.endswith("least) AND recall")
    assert len(is_now) < 80


def test_of_two_queries_that_differ_in_all_both_ends_are_shown(desk):
    desk.types(f"sets evs = alpha OR {LONG} OR omega")
    desk.types(f"sets evs = first OR {LONG.replace('word', 'term')} OR final")
    (line,) = [line for line in desk.types("sets history evs").split("\n") if line.startswith("• 2")]
    was, is_now = re.findall("`([^`]+)`", line)
    assert was.startswith("alpha OR ")
    assert was.endswith(" OR omega")
    assert is_now.startswith("first OR ")
    assert is_now.endswith(" OR final")
    assert " … " in was
    assert " … " in is_now


@pytest.mark.parametrize(
    ("name", "others", "typed"),
    [
        ("Mining Courier", (), "mining"),
        ("Mining Courier", ("Mining Week",), "courier"),
        ("BBC News", ("BBC Newsround", "Sky News"), "BBC News"),
        ("Courier", ("Courier",), None),
        ("24", (), "24"),
    ],
)
def test_the_history_of_a_source_says_what_one_can_type(desk, name, others, typed):
    made = source(1, url="https://one.example/rss", name=name)
    for n, other in enumerate(others, 2):
        desk.store.save_source(
            source(n, url=f"https://host{n}.example/", name=other), ADA, desk.clock.now(), "add"
        )
    desk.store.save_source(made, ADA, desk.clock.now(), "add")
    seq = desk.store.history(made.id)[0].seq
    desk.types(f"source set {made.id} tags tag:uk")
    said = desk.types(f"source history {made.id}")
    typed = typed or made.id
    assert f"`/watch source revert {typed} &lt;number&gt;`" in said
    assert "again as it was" in desk.types(f"source revert {typed} {seq}")
    assert desk.store.sources_by_id([made.id])[made.id].tags == made.tags


# --- Words that are places -------------------------------------------------------------------------------


@pytest.mark.parametrize("word", sorted(TAKEN))
def test_no_new_topic_is_called_like_a_place(desk, word):
    desk.types(f"add {word.capitalize()} = oil")
    assert desk.topic(f"{word}-2").name == word.capitalize()


@pytest.mark.parametrize("word", sorted(TAKEN))
def test_a_topic_that_is_called_like_a_place_is_reached_by_its_buttons(desk, word):
    at = desk.clock.now()
    made = topic(
        1, handle=word, name="Of old", query="oil", query_typed="oil", destinations=(POLICY,), owner=ADA
    )
    desk.store.save_topic(made, ADA, at, "add")
    desk.types(f"edit {word} gas")
    for look in (f"show {word}", f"show topic:{word}"):
        assert "Of old" in desk.types(look)
        assert "*Of old*" in desk.presses("History")
        assert f"revert topic:{word} &lt;number&gt;" in desk.shown[-1]["text"]
    desk.presses("Back to this")
    assert desk.topic(word).query == "oil"
    desk.types(f"set topic:{word} cap off today")
    assert desk.topic(word).let_until
    assert not desk.store.settings([POLICY]).get(POLICY)


# --- Whose history is meant ------------------------------------------------------------------------------


def test_who_reverts_their_own_settings_is_told_of_their_own(desk):
    desk.types("set me cap 5/h")
    assert "How you are told has no change number 9" in desk.types("revert me 9")
    desk.types("set here cap 5/h")
    assert "How the channel is told has no change number 9" in desk.types("revert here 9")


@pytest.mark.parametrize("text", ["history #nope", "revert #nope 3", "history #nope before 3"])
def test_a_channel_that_nobody_knows_is_no_topic(desk, text):
    assert "There is no channel #nope" in desk.types(text)


def test_a_topic_that_is_written_like_a_channel_is_offered(desk):
    desk.types("add Talks = oil")
    desk.types("history #talks")
    assert "*Talks*" in desk.presses("The topic talks")
    desk.types("history #polici")
    assert "How <#C0POLICY> is told" in desk.presses("#policy")


@pytest.mark.parametrize("text", ["sets history", "sets revert"])
def test_which_set_is_asked(desk, text):
    desk.types("sets evs = tesla")
    assert "Which saved set? /watch sets history" in desk.types(text)
    assert "The set `evs`" in desk.presses("sets history evs")
