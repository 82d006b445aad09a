"""What people read about an article: in which words, and how much of it."""

from datetime import timedelta

import pytest
from answered import buttons, said
from builders import article, topic
from fakes import T0

from newswatch.model import ArticleId, Bond, ChannelId, Coverage, SourceId, StoryId, TextFrom, UserId
from newswatch.posts import Hold, PostState
from newswatch.slack.views import judgements, why
from newswatch.slack.views.clauses import INDENT
from newswatch.slack.views.phrases import on
from newswatch.usecases.findings import (
    Drop,
    Fate,
    Judgement,
    Parted,
    Posting,
    Reason,
    Standing,
    Tongue,
    Why,
)

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


def test_when_it_was_seen_comes_before_when_it_was_read():
    made = why.why(found(article=article(seen_at=T0 - timedelta(minutes=1))), T0)
    assert (
        said(made)[1]
        == f"Seen {on(T0 - timedelta(minutes=1))} by Mining Weekly · read {on(T0)} · 612 words from the page"
    )


def test_the_language_is_told_with_how_it_is_known():
    assert said(why.why(found(tongue=Tongue("es", declared=True)), T0))[1].endswith(
        " · language es (declared)"
    )


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


@pytest.mark.parametrize(
    ("posting", "workspace", "expected"),
    [
        (
            Posting(EV, PostState.SENT, ts="1772442000.000100"),
            "https://acme.slack.com/",
            "posted in <#C0EV> (<https://acme.slack.com/archives/C0EV/p1772442000000100|open it>).",
        ),
        (Posting(EV, PostState.SENT, ts="1772442000.000100"), "", "posted in <#C0EV>."),
        (Posting(EV, PostState.SENT), "https://acme.slack.com/", "posted in <#C0EV>."),
        (
            Posting(ChannelId("U0ADA"), PostState.SENT, ts="1772442000.000100"),
            "https://acme.slack.com/",
            "posted in direct messages.",
        ),
        (Posting(EV, PostState.FOLDED, ts="1.1"), "https://acme.slack.com/", "told by a digest in <#C0EV>."),
    ],
)
def test_what_is_posted_can_be_opened(posting, workspace, expected):
    judgement = Judgement(LITHIUM, Fate.TOLD, LEAF, postings=(posting,), claimed=True)
    assert said(why.why(found(judgement), T0, workspace))[2].splitlines()[0].endswith(expected)


@pytest.mark.parametrize("each", Fate)
def test_every_fate_has_words(each):
    assert fate(Judgement(LITHIUM, each, LEAF)).endswith(".")


def test_a_long_query_is_cut_and_more_so_beside_others():
    long = Judgement(LITHIUM, Fate.OTHERWISE, Reason("long", False, parts=(LEAF,) + (NOT_THERE,) * 50))
    alone = lines(found(long))
    assert f"{INDENT}… and {52 - judgements.CLAUSES} more clauses" in alone
    five = lines(found(*[long] * 5))
    assert five.count(f"{INDENT}… and {52 - judgements.CLAUSES // 5} more clauses") == 5


def test_a_query_that_cannot_be_read_is_said_to_be_so():
    made = lines(found(Judgement(LITHIUM, Fate.OTHERWISE, None)))
    assert made[1] == f"{INDENT}Its query cannot be read now: maybe a saved set that it uses is gone."


def test_what_holds_in_the_channels_of_a_topic_comes_after_its_query():
    here = Standing(EV, 3, 20, 5, 100)
    made = lines(found(Judgement(LITHIUM, Fate.OTHERWISE, LEAF, (EV,), standings=(here,) * 5)))
    expected = "In <#C0EV>: cap 3 of 20 in an hour · 5 of 100 of this topic today · quiet hours: no"
    assert made[2:5] == [expected] * judgements.PLACES
    assert made[5].startswith("Story")


def test_a_clause_that_can_be_dropped_has_a_button():
    drops = (
        Drop("lang:en", "lithium", 6),
        Drop("a NEAR/3 b", "a AND b", 1_200, dropped=False, complete=False),
    )
    made = why.why(found(Judgement(LITHIUM, Fate.OTHERWISE, LEAF, drops=drops)), T0)
    assert buttons(made) == {
        "Drop lang:en: +6 in 7 days": "edit lithium:1 lithium",
        "Loosen a NEAR/3 b: +1,200 or more in 7 days": "edit lithium:1 a AND b",
    }


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
