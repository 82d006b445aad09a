"""What people read about an edit that their votes suggest."""

import json
from dataclasses import replace

import pytest
from answered import buttons, said
from builders import article, topic
from fakes import T0
from hostile import TEXTS

from newswatch.slack.commands import Edit, parse_command
from newswatch.slack.views import proposals
from newswatch.usecases.findings import Example, Proposal

LITHIUM = topic(handle="lithium", name="Lithium", version=7)


def example(number, relevant=None, **more):
    url = more.pop("url", f"https://n{number}.example/a")
    return Example(article(url, **({"title": f"Title {number}", "published": T0} | more)), relevant)


FOUND = Proposal(
    topic=LITHIUM, query="lithium AND NOT football", says="It leaves out what has {} in it.",
    about=("football",), irrelevant=(4, 5), relevant=(0, 2), others=(1, 31),
    gone=(example(1, False, site_name="VOA"), example(2)), kept=(example(3, True),), tried=84, days=14,
)  # fmt: skip


EFFECT = (
    "Of 5 stories found not relevant it would have left out 4; of 2 stories found relevant, none; "
    "of 31 stories of the last 14 days that nobody judged, 1."
)


def test_an_edit_is_told_with_all_that_it_does():
    assert said(proposals.proposal(FOUND)) == [
        "An edit for *Lithium* (`lithium`), by what people said of its stories:",
        "*It leaves out what has `football` in it.*",
        "lithium AND NOT football",
        EFFECT,
        "It would have left out:",
        "• 👎 <https://n1.example/a|Title 1> · VOA",
        "• <https://n2.example/a|Title 2> · n2.example",
        "It would have kept:",
        "• 👍 <https://n3.example/a|Title 3> · n3.example",
        f"Chosen of 84 edits that were tried: {proposals.RULE}.",
    ]


def test_what_nobody_said_anything_of_is_left_out_of_the_figures():
    made = proposals.proposal(replace(FOUND, relevant=(0, 0), others=(0, 0), kept=()))
    assert "Of 5 stories found not relevant it would have left out 4." in said(made)
    assert "It would have kept:" not in said(made)


def test_one_click_sets_the_query_of_the_version_that_was_shown():
    made = buttons(proposals.proposal(FOUND))
    assert made == {
        "Apply": "edit lithium:7 lithium AND NOT football",
        "Edit it myself": "edit lithium",
        "Not now": "show lithium",
    }
    assert parse_command(made["Apply"]) == Edit("lithium:7", "lithium AND NOT football", "")


def test_query_too_long_for_a_button_can_be_copied():
    long = " OR ".join(f"word{n}" for n in range(210))
    made = proposals.proposal(replace(FOUND, query=long))
    assert "Apply" not in buttons(made)
    assert f"/watch edit lithium:7 {long}" in said(made)


def test_it_says_when_not_everything_was_looked_at():
    assert "oldest days" in proposals.proposal(replace(FOUND, complete=False))["text"]
    assert "oldest days" not in proposals.proposal(FOUND)["text"]


def test_none_says_what_it_takes():
    made = proposals.no_proposal(LITHIUM, 3)
    assert said(made)[0] == "There is no edit to propose for *Lithium* (`lithium`)."
    assert "3 stories found not relevant" in said(made)[1]


@pytest.mark.parametrize("text", TEXTS)
def test_nothing_from_outside_is_live_or_too_long(text):
    examples = tuple(
        example(n, relevant, title=text, url=text or "https://n.example/", site_name=text)
        for n, relevant in enumerate((False, False, False, None, None))
    )
    strange = topic(handle="lithium", name=text)
    made = proposals.proposal(
        replace(FOUND, topic=strange, query=text, about=(text, text), gone=examples, kept=examples)
    )
    shown = json.dumps([block for block in made["blocks"] if block["type"] == "section"], ensure_ascii=False)
    for live in ("<!", "<@", "<#", "<mailto", "<javascript", "<https://evil.example|"):
        assert live not in shown
    assert len(made["blocks"]) <= 50
    assert len(made["text"]) <= 4_000
    for block in made["blocks"]:
        if block["type"] == "section":
            assert 0 < len(block["text"]["text"]) <= 3_000
        for button in block.get("elements", ()) if block["type"] == "actions" else ():
            assert 0 < len(button["text"]["text"]) <= 75
            assert 0 < len(button["value"]) <= 2_000
    made["text"].encode()
