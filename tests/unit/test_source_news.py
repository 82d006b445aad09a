"""News of a source: what becomes of it, and who is told."""

from dataclasses import replace
from datetime import timedelta

import pytest
from builders import ALICE, source
from fakes import T0, FakeQueues, FakeStore, FrozenClock

from newswatch.model import FetchMemory, SourceNews, State, Told, UserId
from newswatch.queues import decode_news, encode_news
from newswatch.usecases.source_news import hear

NEW = "https://new.example/feed"


class House:
    def __init__(self, **more):
        self.store, self.queues, self.clock = FakeStore(), FakeQueues(), FrozenClock()
        self.source = self.store.save_source(source(1, **more), ALICE, T0, "add").snapshot

    def hear(self, what, detail="news1.example answered 410 Gone.", when=T0):
        hear(self.store, self.queues, self.clock, SourceNews(self.source.id, what, when, detail))

    def now(self):
        return self.store.sources_by_id([self.source.id])[self.source.id]

    def posts(self):
        return list(self.store.outbox(self.source.owner, 10))


def test_source_that_is_gone_is_stopped_and_its_owner_told_once():
    house = House()
    for _ in range(3):
        house.hear(Told.GONE)
    house.hear(Told.GONE, when=T0 + timedelta(days=1))
    now = house.now()
    assert (now.state, now.is_gone) == (State.PAUSED, True)
    assert now.trouble == "news1.example answered 410 Gone. It is not read any more."
    assert len(house.posts()) == 1
    assert (house.source.owner, 0) in house.queues.woken
    assert house.store.roster() == []
    assert house.store.recent_changes(1)[0].who == "newswatch"


def test_notice_that_got_lost_is_made_up_for():
    house = House()
    enqueue, house.store.enqueue = house.store.enqueue, None
    with pytest.raises(TypeError):
        house.hear(Told.GONE)
    house.store.enqueue = enqueue
    house.hear(Told.GONE)
    assert len(house.posts()) == 1


def test_unreadable_source_goes_on_and_is_told_of_when_it_is_well():
    house = House()
    house.hear(Told.UNREADABLE, "news1.example answered 503.")
    assert (house.now().state, "could not be read for a day" in house.now().trouble) == (State.ACTIVE, True)
    assert not house.now().is_gone
    house.hear(Told.WELL, when=T0 + timedelta(days=2))
    assert house.now().trouble == ""
    assert len(house.posts()) == 2


def test_source_that_nobody_was_told_about_gets_well_in_silence():
    house = House()
    house.hear(Told.WELL)
    assert (house.posts(), house.store.catalog_version()) == ([], 1)


def test_source_that_was_given_up_is_stopped():
    house = House()
    house.hear(Told.FORSAKEN, "news1.example answered 404.")
    assert (house.now().state, "30 days" in house.now().trouble) == (State.PAUSED, True)


def test_source_that_has_moved_is_polled_there_and_nobody_is_bothered():
    house = House()
    house.store.remember_fetch(house.source.id, FetchMemory(baseline_at=T0, interval_s=600))
    house.store.postpone(house.source, T0 + timedelta(minutes=7), 600)
    for _ in range(2):
        house.hear(Told.MOVED, NEW)
    assert (house.now().url, house.now().id) == (NEW, house.source.id)
    [entry] = house.store.roster()
    assert (entry.host, entry.interval_s, entry.not_before) == ("new.example", 600, T0 + timedelta(minutes=7))
    assert house.posts() == []


def test_place_in_the_roster_is_put_right_should_that_have_got_lost():
    house = House()
    moved = replace(house.source, url=NEW, version=2)
    house.store.save_source(moved, UserId("newswatch"), T0, "moved")
    house.hear(Told.MOVED, NEW)
    assert [entry.host for entry in house.store.roster()] == ["new.example"]


def test_source_moves_to_no_address_that_is_none():
    house = House()
    house.hear(Told.MOVED, "file:///etc/passwd")
    assert house.now() == house.source


@pytest.mark.parametrize("state", [State.PAUSED, State.REMOVED])
def test_source_that_somebody_has_stopped_stays_as_it_is(state):
    house = House()
    stopped = replace(house.source, state=state, version=2)
    house.store.save_source(stopped, ALICE, T0, "pause")
    for what in Told:
        house.hear(what, NEW)
    assert (house.now(), house.posts()) == (stopped, [])


def test_owner_who_is_nobody_in_slack_is_told_nothing():
    house = House(owner=UserId("operator"))
    house.hear(Told.GONE)
    assert (house.now().is_gone, house.posts()) == (True, [])


def test_news_of_a_source_that_does_not_exist_is_passed_over():
    house = House()
    house.source = source(9)
    house.hear(Told.GONE)
    assert house.store.catalog_version() == 1


@pytest.mark.parametrize("what", Told)
def test_news_travels(what):
    news = SourceNews(source(1).id, what, T0, "news1.example answered 410.")
    assert decode_news(encode_news(news)) == news


def test_message_of_another_kind_is_no_news():
    assert decode_news('{"v": 2, "text": "list"}') is None


def test_trouble_that_is_heard_after_it_is_over_is_none():
    house = House()
    house.store.remember_fetch(house.source.id, FetchMemory(baseline_at=T0))
    for what in (Told.UNREADABLE, Told.FORSAKEN, Told.GONE):
        house.hear(what)
    assert (house.now(), house.posts()) == (house.source, [])


def test_source_that_moves_to_where_another_one_is_read_is_stopped():
    house = House()
    other = house.store.save_source(source(2, url=NEW), ALICE, T0, "add").snapshot
    house.hear(Told.MOVED, NEW)
    assert (house.now().is_gone, house.now().url) == (True, house.source.url)
    assert f"It has moved to the address of {other.name}, which is read already." in house.now().trouble
    assert [entry.source_id for entry in house.store.roster()] == [other.id]
    assert len(house.posts()) == 1
