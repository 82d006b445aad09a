"""What whoever sets a query is told of it, by what was read and what else is watched for."""

from datetime import timedelta

import pytest
from builders import ALICE, POLICY, article, saved_set, topic
from fakes import T0, FakePeople, FakeStore, FixedDeadline

from newswatch.errors import StorageError
from newswatch.model import Channel, ChannelId, SourceFilter, State, UserId
from newswatch.query import parse
from newswatch.query.lint import Rank
from newswatch.usecases import lint
from newswatch.usecases.backtest import Wanted
from newswatch.usecases.lint import examine
from newswatch.usecases.queries import read_query
from newswatch.usecases.sight import Sight

NOW = T0
BOARD = ChannelId("C0BOARD")


class House:
    def __init__(self):
        self.store = FakeStore()
        self.people = FakePeople(rooms=[Channel(POLICY, "policy", joined=True)], members={POLICY: {ALICE}})
        self.count = 0
        self.read = []
        kept = self.store.articles_of
        self.store.articles_of = lambda day: self.read.append(f"{day:%m-%d}") or kept(day)

    def article(self, title, *, days=0.0, times=1, **more):
        for _ in range(times):
            self.count += 1
            at = NOW - timedelta(days=days)
            one = article(f"https://news.example/{self.count}", title=title, text="", read_at=at, **more)
            self.store.save_article(one, [])

    def month(self, title="Ministers meet", days=30):
        for n in range(days):
            self.article(title, days=n)

    def topic(self, number=1, **more):
        made = topic(number, **more)
        self.store.save_topic(made, ALICE, NOW, "add")
        return made

    def examine(self, query, deadline=600.0, topic=None, who=ALICE, sources=None):
        found, findings = examine(
            self.store, read_query(self.store, query), NOW, FixedDeadline(deadline),
            sources=sources or SourceFilter(), sight=Sight(self.people, who, ChannelId("D0")), topic=topic,
        )  # fmt: skip
        assert found.query == read_query(self.store, query).canonical
        return findings

    def told(self, query, **more):
        return [each.sentence for each in self.examine(query, **more)]


@pytest.fixture
def house():
    return House()


# --- An edit --------------------------------------------------------------------------------------------


def test_an_edit_is_compared_and_looked_at_in_one_reading(house):
    house.article("Tariffs", times=9)
    house.article("Tariff", times=2)
    house.article("Customs", times=3)
    sight = Sight(house.people, ALICE, ChannelId("D0"))
    wires = SourceFilter(tags=frozenset({"wires"}))
    for old, gained, lost in (
        (Wanted(parse("tariff OR customs")), 0, 3),
        (Wanted(parse("tariff"), wires), 2, 0),
    ):
        house.read.clear()
        found, findings = examine(
            house.store, parse("tariff"), NOW, FixedDeadline(), sources=SourceFilter(), sight=sight, old=old
        )
        assert (found.new.query, found.new.stories) == ("tariff", 2)
        assert (found.old.query, found.gained, found.lost) == (old.query.canonical, gained, lost)
        assert [each.sentence for each in findings] == ["`tariff` misses `tariffs`: +9 in 7 days."]
        assert len(house.read) == len(set(house.read))


# --- Words that no article has -------------------------------------------------------------------------


def test_a_word_that_no_article_has_is_told_with_the_nearest_that_one_has(house):
    house.month()
    house.article("Lithium mine", times=2)
    [found] = house.examine("lithum AND mine")
    assert found.sentence == "`lithum` is in no article of the last 30 days, `lithium` is."
    assert (found.mend.label, found.mend.query) == ("Use lithium", "lithium AND mine")


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("xerox", "`xerox` is in no article of the last 30 days."),
        ("xerox OR pepsi", "`xerox` and `pepsi` are in no article of the last 30 days."),
        ('"ministers xerox" NEAR/3 pepsi', "`xerox` and `pepsi` are in no article of the last 30 days."),
        ("xerox* AND NOT ~pepsis", "`xerox*` and `~pepsis` are in no article of the last 30 days."),
        ("aaaa bbbb cccc dddd eeee",
         "`aaaa`, `bbbb`, `cccc` and 2 more are in no article of the last 30 days."),
        ("ministers AND (meets* OR ~meeting) AND minist*", "`meets*` is in no article of the last 30 days."),
        ("ministers AND covid-19 AND 2031", "`covid` is in no article of the last 30 days."),
    ],
)  # fmt: skip
def test_words_that_no_article_has(house, query, sentence):
    house.month()
    assert [told for told in house.told(query) if "no article" in told] == [sentence]


def test_words_of_a_saved_set_are_somebody_else_s(house):
    house.month()
    house.store.save_set(saved_set("firms", query="xerox OR pepsi"), ALICE, NOW, "add")
    assert house.told("ministers AND set:firms") == []


def test_a_similar_word_that_is_asked_for_anyway_is_no_suggestion(house):
    house.month()
    house.article("Lithium", times=2)
    [found] = house.examine("lithium OR lithum")
    assert (found.sentence, found.mend) == ("`lithum` is in no article of the last 30 days.", None)


def test_an_old_word_is_none_that_was_never_seen(house):
    house.month()
    house.article("Xerox", days=29)
    assert house.told("xerox") == []


def test_fewer_days_are_told(house):
    house.month(days=5)
    assert house.told("xerox") == ["`xerox` is in no article of the 5 days that were looked at."]


def test_of_less_than_three_days_nothing_is_told(house):
    house.month(days=2)
    assert house.told("xerox") == []


def test_days_that_are_over_are_read_once(house):
    house.month()
    house.told("xerox")
    assert len(house.read) == len(set(house.read)) == 30
    assert len(house.store._vocabularies) == 29, "all but today's"
    del house.read[:]
    house.told("xerox")
    assert len(house.read) == 8, "the backtest's"


def test_an_old_day_is_not_read_where_newer_ones_have_all_words(house):
    house.month()
    house.told("ministers")
    assert len(house.read) == 8


def test_yesterday_is_not_over_before_all_that_was_on_its_way_is_there(house):
    house.month(days=3)
    night = NOW.replace(hour=0, minute=30)
    examine(
        house.store, read_query(house.store, "xerox"), night, FixedDeadline(),
        sources=SourceFilter(), sight=Sight(house.people, ALICE, POLICY),
    )  # fmt: skip
    assert "2026-03-01" not in house.store._vocabularies
    assert "2026-02-28" in house.store._vocabularies


def test_old_days_are_left_for_another_time_where_there_is_none(house):
    house.month()
    assert house.told("xerox", deadline=15.0) == [
        "`xerox` is in no article of the 8 days that were looked at."
    ]
    assert len(house.store._vocabularies) == 7


def test_an_error_while_a_day_is_noted_does_not_end_the_backtest(house, monkeypatch):
    logged = []
    monkeypatch.setattr(lint, "left_out", lambda: logged.append(1))
    house.month()

    def refuse(*_):
        raise StorageError("busy")

    house.store.vocabulary = refuse
    found, findings = examine(
        house.store, read_query(house.store, "ministers AND xerox AND NOT xerox"), NOW, FixedDeadline(),
        sources=SourceFilter(), sight=Sight(house.people, ALICE, POLICY),
    )  # fmt: skip
    assert found.read == 7
    assert [each.rank for each in findings] == [Rank.NEVER]
    assert logged


def test_a_mistake_in_lint_leaves_the_rest(house, monkeypatch):
    monkeypatch.setattr(lint, "left_out", lambda: None)
    monkeypatch.setattr(lint, "findings", lambda _: 1 / 0)
    house.month()
    assert house.told("xerox") == ["`xerox` is in no article of the last 30 days."]


# --- Inflections -----------------------------------------------------------------------------------------


def test_a_plural_that_is_missed(house):
    house.article("Tariff", times=3)
    house.article("Tariffs rise", times=31)
    house.article("Tariffed", times=2)
    house.article("Steel", times=100)
    [found] = house.examine("tariff AND NOT steel")
    assert found.sentence == "`tariff` misses `tariffs`: +31 in 7 days."
    assert (found.mend.label, found.mend.query) == ("Use ~tariff", "~tariff AND NOT steel")


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("tariff AND steel", ["`tariff` misses `tariffs`: +4 in 7 days."]),
        ("tariff OR tariffs", []),
        ("=tariff", []),
        ('"tariff"', []),
        ("tariff* OR tariffed", []),
        ("steel AND NOT tariff", []),
        ("lang:en AND tariff", ["`tariff` misses `tariffs`: +4 in 7 days."]),
        ("zoll", ["`zoll` misses `zolle`: +3 in 7 days."]),
        ("mine", []),
    ],
)
def test_words_whose_inflections_are_missed(house, query, told):
    house.article("Steel tariffs", times=4, language="en")
    house.article("Steel tariff", language="en")
    house.article("Stahl: Zölle", times=3, language="de")
    house.article("Mines", times=2)
    house.article("Ministers meet", times=40)
    house.article("mine", times=1)
    assert [each for each in house.told(query) if "misses" in each] == told


def test_a_few_more_of_many_are_no_news(house):
    house.article("Steel", times=100)
    house.article("Steels", times=4)
    house.article("Ministers meet", times=400)
    assert house.told("steel") == []


def test_at_most_five_words_are_tried(house, monkeypatch):
    tried = []
    kept = lint.backtest
    monkeypatch.setattr(
        lint, "backtest", lambda store, queries, *more: tried.append(queries) or kept(store, queries, *more)
    )
    house.told("steel AND tariff AND mine AND lithium AND cobalt AND nickel")
    assert [len(queries) for queries in tried] == [6]


# --- Too much ----------------------------------------------------------------------------------------------


def test_what_matches_almost_everything(house):
    house.article("Ministers meet", times=20)
    house.article("Others", times=29)
    assert house.told("ministers") == []
    house.article("Others")
    assert house.told("ministers") == ["It matches 40 % of all that was read."]
    house.article("Others", times=17)
    assert house.told("ministers") == []


# --- The same --------------------------------------------------------------------------------------------


def test_a_topic_that_watches_for_the_same(house):
    other = house.topic(1, query="lavrov OR pompeo")
    mine = house.topic(2, query="Pompeo OR lavrov")
    [found] = house.examine("Pompeo OR lavrov", topic=mine)
    assert (found.rank, found.about, found.mend) == (Rank.SAME, (other,), None)
    assert house.examine("pompeo AND lavrov", topic=mine) == ()


@pytest.mark.parametrize(
    "more",
    [
        {"state": State.PAUSED},
        {"state": State.REMOVED},
        {"sources": SourceFilter(tags=frozenset({"wires"}))},
        {"query": "pompeo OR"},
        {"destinations": (BOARD,), "owner": UserId("U2")},
    ],
)
def test_a_topic_that_is_not_the_same(house, more):
    house.topic(1, **({"query": "lavrov OR pompeo"} | more))
    assert house.examine("pompeo OR lavrov") == ()


def test_who_may_see_it_is_told(house):
    there = house.topic(1, query="lavrov", destinations=(POLICY,), owner=UserId("U2"))
    assert [each.about for each in house.examine("lavrov")] == [(there,)]
    assert "channels_of" in house.people.calls


def test_nobody_is_asked_where_nothing_is_the_same(house):
    house.topic(1, query="lavrov", owner=UserId("U2"))
    house.examine("pompeo")
    assert house.people.calls == []


def test_the_same_in_the_same_channel_comes_first(house):
    house.topic(1, query="lavrov", destinations=(BOARD,))
    here = house.topic(2, query="lavrov", destinations=(POLICY,))
    mine = house.topic(3, query="lavrov", destinations=(POLICY,))
    assert [each.about for each in house.examine("lavrov", topic=mine)] == [(here,)]


# --- All of it -------------------------------------------------------------------------------------------


def test_at_most_three_are_told_the_most_useful_first(house):
    house.month()
    house.topic(1, query="xerox AND (aa OR aa*) AND NOT xerox".replace("aa", "aaa"))
    found = house.examine("xerox AND (aaa OR aaa*) AND NOT xerox")
    assert [each.rank for each in found] == [Rank.NEVER, Rank.SAME, Rank.UNSEEN]


def test_nothing_read_yet(house):
    assert house.told("xerox") == []
    assert house.told("xerox AND NOT xerox")[0].startswith("It can match nothing")
