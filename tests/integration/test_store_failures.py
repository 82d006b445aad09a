"""The store's contract: why there are dead letters."""

from dataclasses import replace
from datetime import timedelta

from fakes import T0

from newswatch.model import Failure

FIRST = Failure("articles", "a#1", "The table was too busy.", T0)
SECOND = Failure("channels", "C1", "Slack said “no”: \ud83d.", T0 + timedelta(microseconds=1))


def test_failures_are_listed_newest_first(store):
    store.note_failure(FIRST)
    store.note_failure(SECOND)
    second, first = store.failures()
    assert first == FIRST
    # Half a surrogate pair is no text that can be stored.
    assert second == replace(SECOND, why="Slack said “no”: ?.")


def test_nothing_has_failed_at_first(store):
    assert list(store.failures()) == []
    store.forget_failures("articles")


def test_same_message_is_one_failure_and_the_newest_reason_stays(store):
    again = replace(FIRST, why="A bug.", at=T0 + timedelta(hours=1))
    for failure in (FIRST, FIRST, again):
        store.note_failure(failure)
    store.note_failure(replace(FIRST, queue="sources"))
    assert [again, replace(FIRST, queue="sources")] == list(store.failures())


def test_reason_that_is_endless_is_cut(store):
    store.note_failure(replace(FIRST, why="x" * 500_000))
    (failure,) = store.failures()
    assert len(failure.why) == 1_000


def test_queue_is_forgotten_alone_and_wholly(store):
    for number in range(30):
        store.note_failure(replace(FIRST, key=f"a#{number}"))
    store.note_failure(SECOND)
    store.note_failure(replace(FIRST, queue="articles-2"))
    store.forget_failures("articles")
    assert sorted(failure.queue for failure in store.failures()) == ["articles-2", "channels"]
