"""What a warm invocation knows of topics, sets and sources: all that was set, read as seldom as can be."""

from dataclasses import replace

import pytest
from builders import ALICE, article, source, topic
from fake_store import FakeStore
from fakes import T0, FrozenClock

from newswatch.errors import BadMessage, QueryError, StorageError
from newswatch.model import SavedSet, State
from newswatch.query import parse
from newswatch.usecases import catalog as module
from newswatch.usecases.catalog import Catalog

SOURCE = source(1, name="Wire", tags=("wires",))


class Counting(FakeStore):
    """Counts what is read."""

    def __init__(self):
        super().__init__()
        self.read = []
        self.fail = None

    def topics(self, *, consistent=False):
        self.read.append("topics")
        return super().topics(consistent=consistent)

    def snapshot(self, form):
        self.read.append("snapshot")
        if self.fail:
            raise self.fail
        return super().snapshot(form)

    def save_snapshot(self, *args):
        self.read.append("save")
        super().save_snapshot(*args)


@pytest.fixture
def store():
    made = Counting()
    made.save_source(SOURCE, ALICE, T0, "add")
    return made


@pytest.fixture
def clock():
    return FrozenClock()


@pytest.fixture
def few(monkeypatch):
    """A snapshot is worth it for three topics, and renewed after three changes."""
    monkeypatch.setattr(module, "SNAPSHOT_FROM", 3)
    monkeypatch.setattr(module, "SNAPSHOT_CHANGES", 3)


def add(store, number, query, **more):
    made = topic(number, query=query, **more)
    store.save_topic(made, ALICE, T0, "add")
    return made


def saved(name, query, version=1, **more):
    return SavedSet(
        name=name, query=query, query_typed=query, owner=ALICE, created_at=T0, version=version, **more
    )


def fresh(store, clock):
    catalog = Catalog(store, clock)
    catalog.refresh()
    return catalog


def handles(catalog, text, title=""):
    return [t.handle for t, _ in catalog.matches(article(title=title, text=text), SOURCE, T0)]


def test_changes_reach_a_warm_catalog_without_reading_topics_again(store, clock):
    first = add(store, 1, "oil")
    catalog = fresh(store, clock)
    assert handles(catalog, "Oil and gas") == ["topic-1"]

    add(store, 2, "gas")
    store.save_topic(replace(first, query="coal", version=2), ALICE, T0, "edit")
    catalog.refresh()

    assert handles(catalog, "Oil and gas") == ["topic-2"]
    assert store.read.count("topics") == 1


def test_filters_see_the_source_that_brings_an_article(store, clock):
    add(store, 1, "oil AND tag:wires")
    add(store, 2, "oil AND source:other")
    assert handles(fresh(store, clock), "oil") == ["topic-1"]


@pytest.mark.parametrize("state", [State.REMOVED, State.PAUSED])
def test_removed_and_paused_topics_do_not_match(store, clock, state):
    first = add(store, 1, "oil")
    catalog = fresh(store, clock)
    store.save_topic(replace(first, state=state, version=2), ALICE, T0, "pause")
    catalog.refresh()
    assert handles(catalog, "oil") == []


def test_topic_that_does_not_parse_leaves_the_others_be(store, clock):
    add(store, 1, "oil AND")
    add(store, 2, "oil AND set:nothing")
    add(store, 3, "oil")
    assert handles(fresh(store, clock), "oil") == ["topic-3"]


def test_changed_set_changes_every_topic_that_uses_it(store, clock):
    store.save_set(saved("rivals", "acme OR globex"), ALICE, T0, "add")
    store.save_set(saved("all", "set:rivals OR initech"), ALICE, T0, "add")
    add(store, 1, "merger AND set:rivals")
    add(store, 2, "set:all")
    add(store, 3, "merger")
    catalog = fresh(store, clock)
    assert handles(catalog, "Acme merger") == ["topic-1", "topic-2", "topic-3"]

    store.save_set(saved("rivals", "hooli", version=2), ALICE, T0, "edit")
    catalog.refresh()

    assert handles(catalog, "Acme merger") == ["topic-3"]
    assert handles(catalog, "Hooli merger") == ["topic-1", "topic-2", "topic-3"]
    assert handles(fresh(store, clock), "Hooli merger") == ["topic-1", "topic-2", "topic-3"]


def test_evidence_is_that_of_the_set(store, clock):
    store.save_set(saved("rivals", "acme OR globex"), ALICE, T0, "add")
    add(store, 1, "merger AND set:rivals")
    found = article(title="", text="A merger of Globex")
    [(_, match)] = fresh(store, clock).matches(found, SOURCE, T0)
    assert [found.text[p.start : p.end] for p in match.evidence] == ["merger", "Globex"]


@pytest.mark.usefixtures("few")
def test_cold_catalog_reads_the_snapshot_and_what_came_after(store, clock):
    store.save_set(saved("rivals", "acme"), ALICE, T0, "add")
    add(store, 1, "set:rivals")
    second = add(store, 2, "oil")
    add(store, 3, "gas")
    fresh(store, clock)
    assert store.read == ["snapshot", "topics", "save"]
    store.save_topic(replace(second, query="coal", version=2), ALICE, T0, "edit")
    store.save_set(saved("rivals", "hooli", version=2), ALICE, T0, "edit")
    store.read.clear()

    cold = fresh(store, clock)

    assert handles(cold, "Acme, oil, gas") == ["topic-3"]
    assert handles(cold, "Hooli, coal, gas") == ["topic-1", "topic-2", "topic-3"]
    assert store.read == ["snapshot"]


@pytest.mark.usefixtures("few")
def test_snapshot_is_renewed_after_many_changes_and_before_it_expires(store, clock):
    for number in range(1, 5):
        add(store, number, f"word{number}")
    fresh(store, clock)
    for number in range(5, 8):
        add(store, number, f"word{number}")
    store.read.clear()
    assert handles(fresh(store, clock), "word1 word7") == ["topic-1", "topic-7"]
    assert store.read == ["snapshot", "save"]

    store.read.clear()
    fresh(store, clock)
    assert store.read == ["snapshot"]

    clock.advance(days=21)
    store.read.clear()
    fresh(store, clock)
    assert store.read == ["snapshot", "save"]


@pytest.mark.usefixtures("few")
def test_snapshot_whose_log_has_a_gap_is_not_believed(store, clock):
    for number in range(1, 4):
        add(store, number, "oil")
    fresh(store, clock)
    add(store, 4, "oil")
    add(store, 5, "oil")
    lost = store.changes
    store.changes = lambda after: [change for change in lost(after) if change.seq != 5]

    assert handles(fresh(store, clock), "oil") == [f"topic-{n}" for n in range(1, 6)]


@pytest.mark.usefixtures("few")
def test_snapshot_that_cannot_be_read_costs_time_and_nothing_else(store, clock):
    for number in range(1, 4):
        add(store, number, "oil")
    store.fail = StorageError("broken")
    store.fail.transient = False
    assert len(handles(fresh(store, clock), "oil")) == 3


@pytest.mark.usefixtures("few")
def test_topics_of_the_snapshot_can_be_paused_and_removed(store, clock):
    made = [add(store, number, "oil") for number in range(1, 5)]
    fresh(store, clock)
    cold = fresh(store, clock)
    store.save_topic(replace(made[0], state=State.REMOVED, version=2), ALICE, T0, "remove")
    cold.refresh()
    assert handles(cold, "oil") == ["topic-2", "topic-3", "topic-4"]


@pytest.mark.usefixtures("few")
def test_topic_that_older_code_could_not_read_is_there_for_newer_code(store, clock, monkeypatch):
    for number in range(1, 5):
        add(store, number, "oil")
    add(store, 5, "oil AND gas")

    def older(text):
        if " AND " in text:
            raise QueryError(text, 0, "not known yet")
        return parse(text)

    with monkeypatch.context() as patch:
        patch.setattr(module, "parse", older)
        assert len(handles(fresh(store, clock), "oil gas")) == 4
    store.read.clear()

    assert len(handles(fresh(store, clock), "oil gas")) == 5
    assert store.read == ["snapshot"]


@pytest.mark.usefixtures("few")
def test_topic_whose_set_was_not_there_matches_once_it_is(store, clock):
    for number in range(1, 5):
        add(store, number, "oil")
    add(store, 5, "oil AND set:rivals")
    fresh(store, clock)

    store.save_set(saved("rivals", "acme"), ALICE, T0, "add")

    assert len(handles(fresh(store, clock), "oil acme")) == 5


def test_topics_are_filed_once_however_often_their_set_was_edited(store, clock, monkeypatch):
    store.save_set(saved("rivals", "acme"), ALICE, T0, "add")
    for number in range(1, 4):
        add(store, number, "set:rivals")
    catalog = fresh(store, clock)
    for version in range(2, 9):
        store.save_set(saved("rivals", f"acme{version}", version=version), ALICE, T0, "edit")
    parsed = []
    monkeypatch.setattr(module, "parse", lambda text: parsed.append(text) or parse(text))

    catalog.refresh()

    assert len(parsed) == 3
    assert len(handles(catalog, "acme8")) == 3


@pytest.mark.usefixtures("few")
def test_topic_of_the_snapshot_that_can_not_be_read_leaves_the_others_be(store, clock):
    for number in range(1, 5):
        add(store, number, "oil")
    fresh(store, clock)

    class Newer(dict):
        def get(self, topic_id):
            if topic_id == topic(2).id:
                raise BadMessage("newer")
            return super().get(topic_id)

    form, found = store._snapshot
    store._snapshot = form, replace(found, topics=Newer(found.topics))

    assert handles(fresh(store, clock), "oil") == ["topic-1", "topic-3", "topic-4"]
