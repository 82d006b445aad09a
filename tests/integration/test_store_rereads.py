"""The store's contract: pages that are to be read again."""

from dataclasses import replace
from datetime import timedelta

from builders import source
from fakes import T0

from newswatch.model import ArticleId, Reread

NOTE = Reread(ArticleId("a" * 16), source(1).id, "https://news.example/a?key=1", T0)


def later(**by):
    return replace(NOTE, due=T0 + timedelta(**by))


def test_note_comes_back_as_it_was_made_when_it_is_due(store):
    store.read_again(NOTE)
    store.read_again(replace(later(minutes=1), baseline=True))
    assert list(store.rereads(T0 - timedelta(seconds=1), 10)) == []
    assert list(store.rereads(T0, 10)) == [NOTE]
    second = replace(later(minutes=1), baseline=True)
    assert list(store.rereads(T0 + timedelta(hours=1), 10)) == [NOTE, second]


def test_what_is_due_first_comes_first_and_no_more_than_was_asked_for(store):
    notes = [later(minutes=minute) for minute in (30, 10, 20)]
    for note in notes:
        store.read_again(note)
    assert sorted(notes, key=lambda note: note.due)[:2] == list(store.rereads(T0 + timedelta(days=1), 2))


def test_note_made_twice_is_one_and_each_source_has_its_own(store):
    other = replace(NOTE, source_id=source(2).id)
    for note in (NOTE, other, NOTE):
        store.read_again(note)
    assert {NOTE, other} == set(store.rereads(T0, 10))
    store.drop_reread(NOTE)
    store.drop_reread(NOTE)
    assert [other] == list(store.rereads(T0, 10))


def test_note_that_alerts_does_not_give_way_to_one_that_does_not(store):
    store.read_again(NOTE)
    store.read_again(replace(NOTE, baseline=True))
    assert NOTE in store.rereads(T0, 10)
