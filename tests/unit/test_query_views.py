"""What answers say about queries, and about what was not understood."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from answered import buttons, said
from builders import article
from fakes import T0

from newswatch.errors import QueryError
from newswatch.model import Evidence, Field
from newswatch.posts import Excerpt
from newswatch.query import parse
from newswatch.slack.commands import Add, spell
from newswatch.slack.views import backtest, hints
from newswatch.slack.views.phrases import ago
from newswatch.usecases.findings import Backtest, Caught, Comparison

FRIDAY = datetime(2026, 3, 6, 6, 0, tzinfo=UTC)
FOUND = Backtest(
    "lithium AND (mine OR mining)", T0, (1, 2, 1, 5, 1, 3, 2), 15, 19, 400, noisiest=("mine", 6)
)  # fmt: skip


def test_a_query_on_the_last_days():
    news = article("https://news.example/a?b&c", title="Lithium slides", site_name="VOA", published=FRIDAY)
    newer, older = (
        f"<!date^{int(when.timestamp())}^{{ago}}|{when:%Y-%m-%d %H:%M} UTC>" for when in (FRIDAY, T0)
    )
    bare = article("https://other.example/b", title="Ministers meet")
    newest = (Caught(news, FRIDAY), Caught(bare, T0))
    made = backtest.backtest(replace(FOUND, newest=newest), FRIDAY, "add lithium")

    assert said(made) == [
        "7 days: 15 stories  ▃▄▃█▃▆▄  noisiest word: `mine` (6 of 15)",
        "The newest 2:",
        f"• <https://news.example/a?b&amp;c|Lithium slides> · VOA · {newer}",
        f"• <https://other.example/b|Ministers meet> · other.example · {older}",
        "To change it, copy and send:",
        "/watch test lithium AND (mine OR mining)",
    ]
    assert buttons(made) == {"Watch this": "add lithium"}
    assert buttons(backtest.backtest(FOUND, T0, "")) == {}
    assert "Time ran out" in backtest.backtest(replace(FOUND, complete=False), T0, "")["text"]


@pytest.mark.parametrize(
    ("days", "bars"),
    [((0, 0), "▁▁"), ((), ""), ((1,), "█"), ((0, 1, 2, 4, 8), "▁▂▃▅█"), ((0, 1, 1_000), "▁▂█")],
)
def test_a_bar_a_day(days, bars):
    assert backtest.sparkline(days) == bars


def caught(title="Lithium slides", *, spans=((0, 7),), excerpt=None, **more):
    evidence = tuple(Evidence(Field.TITLE, *span) for span in spans)
    return Caught(article(title=title, site_name="VOA", **more), T0, evidence, excerpt)


AT = "<!date^1772442000^{ago}|2026-03-02 09:00 UTC>"


def test_what_matched_is_bold_in_the_title_or_else_in_the_passage():
    passage = Excerpt("… a mine & more …", ((4, 8),))
    newest = (caught("Lithium: a <slide>"), caught("Prices", spans=(), excerpt=passage))
    assert said(backtest.backtest(replace(FOUND, newest=newest), T0, ""))[2:5] == [
        f"• <https://news.example/a|*Lithium*: a &lt;slide&gt;> · VOA · {AT}",
        f"• <https://news.example/a|Prices> · VOA · {AT}",
        "\u2003… a *mine* &amp; more …",
    ]


@pytest.mark.parametrize(("age", "told"), [(0, False), (59, False), (60, True)])
def test_articles_that_were_read_before_are_told_with_their_age(age, told):
    found = replace(FOUND, as_of=T0 - timedelta(seconds=age))
    rows = said(backtest.backtest(found, T0, ""))
    assert (f"As of {ago(found.as_of)}: what has come since then is not counted yet." in rows) is told


EDITED = Comparison(FOUND, FOUND, 7, 1, (caught("Cobalt", spans=()),), (caught("Tin", spans=((0, 3),)),))


def test_an_edit_is_told_in_a_line_and_by_the_newest_stories_that_it_concerns():
    rows = said(backtest.backtest(EDITED, T0, ""))
    begin = rows.index("Your edit:  + 7 newly caught   − 1 no longer caught")
    assert rows[begin + 1 : begin + 5] == [
        "*Newly caught*, the newest 1:",
        f"• <https://news.example/a|Cobalt> · VOA · {AT}",
        "*No longer caught*:",
        f"• <https://news.example/a|*Tin*> · VOA · {AT}",
    ]


def test_an_edit_that_makes_no_difference_says_so():
    same = Comparison(FOUND, FOUND, 0, 0)
    assert list(backtest.comparison_lines(same, T0)) == ["Your edit: the same stories are caught."]


def test_a_form_is_told_the_figures_with_days_of_the_week_and_no_command():
    found = replace(FOUND, newest=(caught(),))
    assert list(backtest.rows(found, T0)) == [
        "*Last 7 days*   15 stories (19 articles)   T▃ W▄ T▃ F█ S▃ S▆ M▄  noisiest word: `mine` (6 of 15)",
        "The newest 1:",
        f"• <https://news.example/a|*Lithium* slides> · VOA · {AT}",
    ]
    assert list(backtest.rows(EDITED, T0))[1] == backtest.edit_line(EDITED)
    assert list(backtest.rows(replace(FOUND, read=0), T0)) == [backtest.NOTHING_READ]


def test_days_of_the_week_are_those_of_a_zone():
    assert backtest.day_bars(FOUND).startswith("T▃ W▄")
    assert backtest.day_bars(FOUND, timezone(timedelta(hours=-10))).startswith("M▃ T▄")


def refusal(query):
    with pytest.raises(QueryError) as refused:
        parse(query)
    return refused.value


def test_a_refusal_shows_the_place_and_offers_what_would_work():
    made = hints.refused(
        refusal("pompeo OR lavrov venezuela"), lambda reading: spell(Add(reading, name="Talks"))
    )
    pointed, works = said(made)
    first, second = pointed.split("\n")

    assert first == "pompeo OR lavrov venezuela"
    assert second.index("^") == first.index("venezuela")
    assert works == "What would work:"
    assert buttons(made) == {
        "(pompeo OR lavrov) AND venezuela": "add Talks = (pompeo OR lavrov) AND venezuela",
        "pompeo OR (lavrov AND venezuela)": "add Talks = pompeo OR (lavrov AND venezuela)",
    }


def test_a_reading_that_fits_no_button_is_told_whole_or_not_at_all():
    long = " OR ".join(f"word{n}" for n in range(40))
    made = hints.refused(QueryError("a", 0, "No.", (long,)), lambda reading: f"add {reading}")
    assert f"• `{long}`" in made["text"]
    assert list(buttons(made).values()) == [f"add {long}"]
    assert "word0" not in hints.refused(QueryError("a", 0, "No.", ("word0" * 800,)), str)["text"]
    assert "would work" not in hints.refused(QueryError("a", 0, "No."), str)["text"]


def test_a_hint_offers_commands():
    made = hints.hint(
        "There is no topic called lithum.", [("show lithium", "show lithium"), ("All", "list all")]
    )
    assert said(made) == ["There is no topic called lithum."]
    assert made["text"].split("\n")[1:] == ["`/watch show lithium`", "All: `/watch list all`"]
