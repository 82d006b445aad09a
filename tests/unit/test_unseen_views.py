"""What people read about an article that nobody has brought."""

from dataclasses import replace

import pytest
from answered import buttons, said
from builders import POLICY, article, source, topic
from fakes import T0

from newswatch.model import State
from newswatch.posts import Hold
from newswatch.slack.views.judgements import ONE_TOPIC
from newswatch.slack.views.phrases import on
from newswatch.slack.views.unseen import UNREAD, unseen
from newswatch.usecases.findings import (
    Drop,
    Fate,
    Glance,
    Judgement,
    Reason,
    Standing,
    Tongue,
    Unseen,
)

LITHIUM = topic(handle="lithium", name="Lithium", outlets=3)
LEAF = Reason("lithium", True, (("lithium", 4),))
READ = article("https://n.example/a", title="Lithium slides")
HERE = Standing(POLICY, 0, 20, 0, 100)


def glanced(*judged, more=0, **named):
    glance = Glance(READ, source(), 612, Tongue("en"), judged, more)
    return unseen(Unseen("https://n.example/a", None, glance=glance, **named), T0)


def fate(judgement):
    return said(glanced(judgement))[2].removeprefix("*Lithium* (`lithium`): ")


def test_what_can_be_done_about_an_address_that_is_not_known():
    made = unseen(Unseen("https://n.example/a?key=hush", article(title="Near"), ()), T0, "lithium")
    assert said(made) == [
        "Nothing was read at `https://n.example/a`.",
        "Nearly the same address: <https://news.example/a|Near>",
        "None of its site’s feeds is watched.",
    ]
    assert buttons(made) == {
        "Why that one": "why https://news.example/a lithium",
        "Watch its site": "source add https://n.example",
    }


def test_a_site_that_is_watched_is_named_with_how_it_is():
    sources = (source(1), replace(source(2), state=State.PAUSED))
    made = unseen(Unseen("https://n.example/a", None, sources), T0)
    assert said(made)[1] == (
        "Its site is watched: News 1, News 2 (paused). There, this article has not been seen."
    )
    assert buttons(made) == {"Show News 1": "source show News 1", "Show News 2": "source show News 2"}


def test_a_link_that_hides_its_target_is_to_be_opened():
    made = unseen(Unseen("https://t.co/a", None, (), "t.co"), T0)
    assert said(made)[1] == (
        "t.co tells only browsers where its links lead: open it, and copy the address there."
    )
    assert buttons(made) == {}


def test_why_a_page_cannot_be_read_is_told_with_what_there_is_to_do():
    gone = unseen(Unseen("https://n.example/a", None, refusal="n.example answered 404 Not Found."), T0)
    assert said(gone)[1:3] == [
        "It cannot be read now: n.example answered 404 Not Found.",
        "Is the address right? Where a feed brings it, what the feed says is matched all the same.",
    ]
    assert "Try again" not in buttons(gone)
    busy = Unseen("https://n.example/a", None, refusal="n.example did not answer.", transient=True)
    assert said(unseen(busy, T0))[1] == "It cannot be read now: n.example did not answer."
    assert buttons(unseen(busy, T0, "lithium"))["Try again"] == "why https://n.example/a lithium"


def test_what_was_read_is_told_first():
    made = glanced()
    assert said(made) == [
        "*<https://n.example/a|Lithium slides>*",
        f"{UNREAD} · 612 words from the page · language en (by its text)",
        f"No topic that you can see would match. {ONE_TOPIC}",
        "None of its site’s feeds is watched.",
    ]


@pytest.mark.parametrize(
    ("judgement", "expected"),
    [
        (
            Judgement(LITHIUM, Fate.OTHERWISE, Reason("a AND b", False, parts=(LEAF, Reason("b", False)))),
            "would not match: one clause failed.",
        ),
        (Judgement(LITHIUM, Fate.RESTS, LEAF), "would match, but the topic is paused."),
        (
            Judgement(LITHIUM, Fate.UNHEARD, LEAF),
            "would match, but it does not listen to the sources of this site.",
        ),
        (
            Judgement(LITHIUM, Fate.WAITS, LEAF),
            "would match. Had a source brought it now, it would wait for 2 more outlets.",
        ),
        (
            Judgement(LITHIUM, Fate.DUE, LEAF, standings=(HERE, replace(HERE, until=T0, why=Hold.QUIET))),
            (
                "would match. Had a source brought it now, it would be posted in <#C1> at once; "
                f"held in <#C1> until {on(T0)}: quiet hours."
            ),
        ),
        (
            Judgement(LITHIUM, Fate.DUE, LEAF),
            "would match. Had a source brought it now, it would be posted where you cannot look.",
        ),
    ],
)
def test_what_would_happen(judgement, expected):
    assert fate(judgement) == expected


def test_its_clauses_are_told_and_can_be_dropped():
    drop = Drop("lang:en", "lithium", 6)
    made = glanced(Judgement(LITHIUM, Fate.OTHERWISE, LEAF, drops=(drop,)), more=2)
    assert said(made)[3:5] == [
        "✓ `lithium`  *lithium*, 4 times",
        f"… and 2 more topics would match. {ONE_TOPIC}",
    ]
    assert buttons(made)["Drop lang:en: +6 in 7 days"] == "edit lithium:1 lithium"


def test_the_site_that_can_be_watched_is_the_one_where_it_was_found():
    glance = Glance(READ, source(), 612, Tongue(""), (), 0)
    made = unseen(Unseen("https://short.example/x", None, glance=glance), T0)
    assert buttons(made) == {"Watch its site": "source add https://n.example"}
