"""What answers say about queries, and about what was not understood."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from answered import buttons, said
from builders import article
from fakes import T0

from newswatch.errors import QueryError
from newswatch.query import parse
from newswatch.slack.commands import Add, spell
from newswatch.slack.views import backtest, hints
from newswatch.usecases.findings import (
    Backtest,
)

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
    made = backtest.backtest(replace(FOUND, newest=(news, bare)), FRIDAY, "add lithium")

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


def test_a_command_that_is_not_there_yet_tells_how_to_watch_for_its_words():
    made = hints.unbuilt("export", "export ban*")
    assert said(made) == [
        "`/watch export` is not there yet; `/watch help` shows what is.",
        "Or did you mean to watch for `export ban*`?",
    ]
    assert buttons(made) == {"Watch for these words": "add export ban*"}
