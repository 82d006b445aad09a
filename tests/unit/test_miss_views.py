"""What people read about what a topic came nearest to telling."""

from datetime import timedelta

from answered import buttons, said
from builders import article, topic
from fakes import T0

from newswatch.posts import Lack
from newswatch.slack.views import misses
from newswatch.slack.views.clauses import INDENT
from newswatch.slack.views.phrases import ago
from newswatch.usecases.findings import Lacking, TopicMisses

LITHIUM = topic(handle="lithium", name="Lithium", version=3)
AT = T0 - timedelta(hours=2)
ONE = ((AT, article("https://n.example/1", title="Una mina", site_name="El País")),)
CLAUSE = Lacking(Lack.CLAUSE, "lang:en", 6, ONE, "lithium AND mine")


def found(*groups, **more):
    values = {"read": 1_200, "days": 14, "complete": True, "may_change": True} | more
    return TopicMisses(LITHIUM, groups, **values)


def test_what_was_lacking_is_named_with_the_newest_articles():
    made = misses.misses(found(CLAUSE), T0)
    assert said(made) == [
        (
            "What *Lithium* (`lithium`) came nearest to telling, in 1,200 articles of the last 14 days. "
            "What they lacked:"
        ),
        "✗ `lang:en` · 6 articles",
        f"{INDENT}• <https://n.example/1|Una mina> · El País · {ago(AT)}",
    ]
    assert buttons(made) == {
        "Drop lang:en: +6 articles in 14 days": "edit lithium:3 lithium AND mine",
        "Show the topic": "show lithium",
    }


def test_sources_and_outlets_have_words_and_buttons_of_their_own():
    made = misses.misses(found(Lacking(Lack.SOURCE, "", 1, ONE), Lacking(Lack.OUTLETS, "", 2, ONE)), T0)
    assert said(made)[1::2] == [
        "✗ the source: the topic does not listen to it · 1 article",
        "✗ outlets: too few carried it · 2 articles",
    ]
    assert list(buttons(made).items())[:2] == [
        ("Listen to all sources: +1 article in 14 days", "set lithium:3 sources all"),
        ("Tell it at once: +2 articles in 14 days", "set lithium:3 outlets off"),
    ]


def test_a_clause_without_a_query_that_is_left_has_no_button():
    made = misses.misses(found(Lacking(Lack.CLAUSE, "mine", 2, ONE)), T0)
    assert list(buttons(made)) == ["Show the topic"]


def test_who_may_not_change_the_topic_is_offered_no_change():
    assert list(buttons(misses.misses(found(CLAUSE, may_change=False), T0))) == ["Show the topic"]


def test_figures_of_some_days_are_said_to_be_so():
    made = misses.misses(found(CLAUSE, complete=False), T0)
    assert said(made)[1] == "⚠ Time ran out: the oldest days were not looked at."
    assert "Drop lang:en: +6 articles or more in 14 days" in buttons(made)


def test_what_is_not_shown_is_counted():
    made = misses.misses(found(*[CLAUSE] * (misses.GROUPS + 2)), T0)
    assert said(made)[-1] == "… and 2 more clauses that articles lacked."
    many = Lacking(Lack.CLAUSE, "lang:en", 6, ONE * 5, "lithium")
    assert len(said(misses.misses(found(many), T0))) == 2 + misses.NEWEST


def test_nothing_near_is_said_with_how_much_was_looked_at():
    assert said(misses.misses(found(), T0)) == [
        (
            "*Lithium* (`lithium`) came near to nothing else: of 1,200 articles of the last 14 days, "
            "none lacked just one thing."
        )
    ]
    assert said(misses.misses(found(read=0), T0)) == [
        "*Lithium* (`lithium`): nothing was read in the last 14 days."
    ]
