"""What people read about an article: in which words, and how much of it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from answered import buttons, said
from builders import article, source, topic
from fakes import T0

from newswatch.model import ArticleId, Bond, ChannelId, Coverage, SourceId, State, StoryId, TextFrom, UserId
from newswatch.posts import Hold, PostState
from newswatch.slack.views import why
from newswatch.slack.views.phrases import on
from newswatch.usecases.findings import Fate, Judgement, Parted, Posting, Reason, Unseen, Why

EV = ChannelId("C0EV")
LITHIUM = topic(handle="lithium", name="Lithium", destinations=(EV,), outlets=3)
LEAF = Reason("lithium", True, (("lithium", 4),))
NOT_THERE = Reason("cobalt", False)
CHANGED = (
    "It held then; since then the article or the query has changed, or another source had another headline."
)
SECOND = "<https://n2.example/a|Title 2>"


def covered(n, bond=Bond.FIRST, **more):
    values = {
        "story_id": StoryId("5" * 16), "article_id": ArticleId(f"{n:016x}"), "source_id": SourceId("5" * 16),
        "url": f"https://n{n}.example/a", "title": f"Title {n}", "outlet": f"n{n}.example",
        "name": f"Outlet {n}", "at": T0, "bond": bond,
    }  # fmt: skip
    return Coverage(**(values | more))


FIRST = (covered(1),)


def found(*judged, story=FIRST, by=None, **more):
    values = {
        "article": article(title="Lithium slides"), "source": "Mining Weekly", "words": 612, "judged": judged,
        "more": 0, "story_id": StoryId("5" * 16), "story": story, "outlets": len(story), "split_by": by or {},
    }  # fmt: skip
    return Why(**(values | more))


def lines(made):
    """Return the lines without what comes first of every article: its headline, and how it was read."""
    return said(why.why(made, T0))[2:]


def fate(judgement, **more):
    return lines(found(judgement, **more))[0].removeprefix("*Lithium* (`lithium`): ")


@pytest.mark.parametrize(
    ("of", "ends"),
    [
        ({}, "612 words from the page"),
        ({"text_from": TextFrom.FEED}, "612 words from the feed"),
        (
            {"text_from": TextFrom.SUMMARY, "note": "The site answered 403."},
            "612 words from the feed’s summary: The site answered 403.",
        ),
        ({"paywalled": True}, "612 words from the page, behind a paywall"),
    ],
)
def test_how_an_article_was_read(of, ends):
    headline, read = said(why.why(found(article=article(title="Lithium slides", **of)), T0))[:2]
    assert headline == "*<https://news.example/a|Lithium slides>*"
    assert read.startswith("Read <!date^")
    assert read.endswith(f">, brought by Mining Weekly · {ends}")


def test_when_it_was_published_comes_first():
    made = why.why(found(article=article(published=T0 - timedelta(hours=1)), source=""), T0)
    assert said(made)[1].startswith("Published <!date^1772438400^")
    assert " · read <!date^1772442000^" in said(made)[1]


@pytest.mark.parametrize(
    ("judgement", "expected"),
    [
        (Judgement(LITHIUM, Fate.WAITS, LEAF, (EV,)), "held until 3 outlets carry it (2 so far)."),
        (
            Judgement(LITHIUM, Fate.UNHEARD, LEAF, (EV,)),
            "not posted in <#C0EV>: it does not listen to this source.",
        ),
        (Judgement(LITHIUM, Fate.RESTS, LEAF), "not posted: the topic is paused."),
        (Judgement(LITHIUM, Fate.OTHERWISE, NOT_THERE, (EV,)), "not posted in <#C0EV>: it does not match."),
        (
            Judgement(LITHIUM, Fate.OTHERWISE, Reason("a AND b", False, parts=(LEAF, NOT_THERE)), (EV,)),
            "not posted in <#C0EV>: one clause failed.",
        ),
        (
            Judgement(LITHIUM, Fate.OTHERWISE, Reason("a", False, parts=(LEAF, NOT_THERE, NOT_THERE)), (EV,)),
            "not posted in <#C0EV>: 2 clauses failed.",
        ),
        (
            Judgement(LITHIUM, Fate.TOLD, LEAF, postings=(Posting(EV, PostState.SENT),), claimed=True),
            "posted in <#C0EV>.",
        ),
        (
            Judgement(
                LITHIUM,
                Fate.TOLD,
                LEAF,
                postings=(
                    Posting(EV, PostState.PARKED, "The channel is archived."),
                    Posting(ChannelId("U0ADA"), PostState.FOLDED),
                ),
                claimed=True,
            ),
            "parked in <#C0EV>: The channel is archived; told by a digest in direct messages.",
        ),
        (
            Judgement(
                LITHIUM,
                Fate.TOLD,
                LEAF,
                postings=(Posting(EV, PostState.PENDING, hold=Hold.QUIET, until=T0),),
                claimed=True,
            ),
            f"held in <#C0EV> until {on(T0)}: quiet hours.",
        ),
        (Judgement(LITHIUM, Fate.TOLD, LEAF, claimed=True), "nothing of it is posted where you can look."),
        (
            Judgement(LITHIUM, Fate.TOLD, NOT_THERE, postings=(Posting(EV, PostState.SENT),), claimed=True),
            f"posted in <#C0EV>. {CHANGED}",
        ),
        (
            Judgement(
                LITHIUM, Fate.TOLD, NOT_THERE, postings=(Posting(EV, PostState.SENT),), earlier=covered(2)
            ),
            f"posted in <#C0EV>. Outlet 2 told it first: {SECOND}, and this one does not match by itself.",
        ),
    ],
)
def test_what_became_of_it(judgement, expected):
    assert fate(judgement, story=(covered(1), covered(2))) == expected


@pytest.mark.parametrize("each", Fate)
def test_every_fate_has_words(each):
    assert fate(Judgement(LITHIUM, each, LEAF)).endswith(".")


def clauses(reason):
    rows = lines(found(Judgement(LITHIUM, Fate.OTHERWISE, reason)))[1:]
    return [row.replace(why.INDENT, "  ") for row in rows if not row.startswith("Story")]


def test_a_query_is_told_clause_by_clause():
    either = Reason("mine OR mining", True, (("mining", 2),), parts=(NOT_THERE, LEAF))
    language = Reason("lang:en", False, note="the language is es")
    whole = Reason("lithium AND (mine OR mining) AND lang:en", False, parts=(LEAF, either, language))
    assert clauses(whole) == [
        "✗ `lithium AND (mine OR mining) AND lang:en`",
        "  ✓ `lithium`  *lithium* ×4",
        "  ✓ `mine OR mining`  *mining* ×2",
        "  ✗ `lang:en`  the language is es",
    ]


def test_where_one_is_enough_those_that_hold_are_told_and_the_others_counted():
    assert clauses(Reason("a OR b OR c", True, parts=(NOT_THERE, LEAF, NOT_THERE))) == [
        "✓ `a OR b OR c`",
        "  ✓ `lithium`  *lithium* ×4",
        "  ✗ 2 others",
    ]


def test_a_part_is_opened_as_far_as_it_tells_why():
    inner = Reason("x AND y", False, parts=(LEAF, NOT_THERE))
    dead = Reason("p OR q", False, parts=(NOT_THERE, NOT_THERE))
    assert clauses(Reason("all", False, parts=(inner, dead))) == [
        "✗ `all`",
        "  ✗ `x AND y`",
        "    ✓ `lithium`  *lithium* ×4",
        "    ✗ `cobalt`",
        "  ✗ `p OR q`",
    ]


def test_what_is_nested_deeper_is_told_by_what_it_is_in():
    reason = Reason("deep", False, parts=(LEAF, NOT_THERE))
    for _ in range(6):
        reason = Reason("nested", False, parts=(LEAF, reason))
    assert max(row.count("  ") - row.count("`  ") for row in clauses(reason)) == why.DEPTH


def test_a_long_query_is_cut_and_more_so_beside_others():
    long = Judgement(LITHIUM, Fate.OTHERWISE, Reason("long", False, parts=(LEAF,) + (NOT_THERE,) * 50))
    alone = lines(found(long))
    assert f"{why.INDENT}… and {52 - why.CLAUSES} more clauses" in alone
    five = lines(found(*[long] * 5))
    assert five.count(f"{why.INDENT}… and {52 - why.CLAUSES // 5} more clauses") == 5


def test_a_query_that_cannot_be_read_is_said_to_be_so():
    assert clauses(None) == ["  Its query cannot be read now: maybe a saved set that it uses is gone."]


def test_without_topics_it_is_said_how_to_ask_for_one():
    assert lines(found())[0] == f"No topic that you can see has it. {why.ONE_TOPIC}"
    assert lines(found(Judgement(LITHIUM, Fate.RESTS, LEAF), more=2))[2] == (
        f"… and 2 more topics. {why.ONE_TOPIC}"
    )


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (covered(2), "the story’s first"),
        (
            covered(2, Bond.COPY, like=ArticleId(f"{1:016x}"), likeness=0.918),
            "a copy of Reuters’ (about 92 % of its text)",
        ),
        (
            covered(2, Bond.COPY, like=ArticleId(f"{3:016x}"), likeness=1.0),
            "a copy of BBC’s (about 100 % of its text)",
        ),
        (
            covered(2, Bond.COPY, like=ArticleId("f" * 16), likeness=0.5),
            "a copy of another article (about 50 % of its text)",
        ),
        (covered(2, Bond.RETELLING, likeness=0.712), "tells the same news (0.71)"),
        (covered(2, Bond.RETELLING), "tells the same news"),
        (covered(2, Bond.SPLIT), "split off by <@U0ADA>"),
        (covered(4, Bond.SPLIT), "split off by somebody"),
    ],
)
def test_why_an_article_is_in_its_story(one, words):
    others = (covered(1, name="Reuters"), covered(3, name="BBC"))
    made = found(story=(one, *others), by={ArticleId(f"{2:016x}"): UserId("U0ADA")})
    line = lines(made)[2]
    assert line.startswith(f"• <https://n{one.article_id[-1]}.example/a|Title")
    assert line.endswith(f" · {words}")


def test_a_long_story_is_counted_and_each_line_that_is_shown_has_its_button():
    made = why.why(found(story=tuple(covered(n) for n in range(1, 10))), T0)
    assert "Story: 9 articles by 9 outlets" in said(made)
    assert said(made)[-1] == "+3 more"
    beside = [block["accessory"] for block in made["blocks"] if "accessory" in block]
    assert [button["value"] for button in beside] == [f"{'5' * 16} {n:016x}" for n in range(1, 7)]
    assert {button["text"]["text"] for button in beside} == {"Not the same story"}


def test_a_story_of_one_has_nothing_to_split():
    made = why.why(found(), T0)
    assert said(made)[-1] == "Story: this article alone."
    assert not any("accessory" in block for block in made["blocks"])


@pytest.mark.parametrize(
    ("moved", "channels", "expected"),
    [
        (0, (EV,), "“{}” is a story of its own now, posted in <#C0EV>."),
        (0, (), "“{}” is a story of its own now."),
        (1, (), "“{}” keeps its messages; the other article of its story is a story of its own now."),
        (2, (), "“{}” keeps its messages; the other 2 articles are a story of their own now."),
    ],
)
def test_what_a_split_has_done(moved, channels, expected):
    made = why.parted(Parted("A", "https://n.example/a", moved, channels))
    assert said(made) == [expected.format("<https://n.example/a|A>"), "The two stay apart."]
    assert buttons(made) == {"Why": "why https://n.example/a"}


def test_what_can_be_done_about_an_address_that_is_not_known():
    read = Unseen("https://n.example/a?key=hush", article(title="Near"), ())
    assert said(why.unseen(read)) == [
        "Nothing was read at `https://n.example/a`.",
        "Nearly the same address: <https://news.example/a|Near>",
        "None of its site’s feeds is watched.",
    ]
    assert buttons(why.unseen(read)) == {
        "Why that one": "why https://news.example/a",
        "Watch its site": "source add https://n.example",
    }


def test_a_site_that_is_watched_is_named_with_how_it_is():

    sources = (source(1), replace(source(2), state=State.PAUSED))
    made = why.unseen(Unseen("https://n.example/a", None, sources))
    assert said(made)[1] == (
        "Its site is watched: News 1, News 2 (paused). There, this article has not been seen."
    )
    assert buttons(made) == {"Show News 1": "source show News 1", "Show News 2": "source show News 2"}


def test_a_link_that_hides_its_target_is_to_be_opened():
    made = why.unseen(Unseen("https://t.co/a", None, (), "t.co"))
    assert said(made)[1] == (
        "t.co tells only browsers where its links lead: open it, and copy the address there."
    )
    assert buttons(made) == {}
