"""The store's contract: the snapshot of topics."""

from datetime import timedelta

from builders import topic
from fakes import T0

from newswatch.ports import Filed


def filed(n, *sets, **fields):
    # What is hard to compress, so that several parts are needed for few topics.
    tree = "".join(chr(0x4E00 + (n * 7919 + at * at * 31) % 20_000) for at in range(2_000))
    row = [topic(n).id, tree, ["oil", "a b"], [["gas"]], [], True, []]
    return Filed(topic(n, **fields), row, frozenset(sets))


def test_snapshot_comes_back_as_it_was_saved(store):
    one, two = filed(1, name="Öl\u2028\x85 & “gas”"), filed(2, "rivals")
    store.save_snapshot(7, "1", T0, [one, two])

    found = store.snapshot("1")

    assert (found.seq, found.when) == (7, T0)
    assert [list(row) for row in found.rows] == [list(one.row), list(two.row)]
    assert dict(found.topics) == {one.topic.id: one.topic, two.topic.id: two.topic}
    assert dict(found.sets) == {two.topic.id: frozenset({"rivals"})}


def test_snapshot_larger_than_an_item_comes_back_whole(store):
    many = [filed(n) for n in range(150)]
    store.save_snapshot(7, "1", T0, many)

    found = store.snapshot("1")

    assert len(found.rows) == len(found.topics) == 150
    assert found.topics[many[149].topic.id] == many[149].topic


def test_there_is_no_snapshot_of_another_form_or_before_the_first(store):
    assert store.snapshot("1") is None
    store.save_snapshot(7, "1", T0, [filed(1)])
    assert store.snapshot("2") is None


def test_newer_snapshot_stays(store):
    store.save_snapshot(7, "1", T0, [filed(1)])
    store.save_snapshot(6, "1", T0 - timedelta(minutes=1), [filed(2)])
    assert list(store.snapshot("1").topics) == [topic(1).id]

    store.save_snapshot(8, "1", T0 + timedelta(minutes=1), [filed(3)])
    assert list(store.snapshot("1").topics) == [topic(3).id]
    store.save_snapshot(8, "2", T0 + timedelta(minutes=1), [filed(4)])
    assert list(store.snapshot("2").topics) == [topic(4).id]


def test_topics_that_could_not_be_filed_are_in_the_snapshot_too(store):
    broken = Filed(topic(2), (), frozenset({"rivals"}))
    store.save_snapshot(7, "1", T0, [filed(1), broken])

    found = store.snapshot("1")

    assert [row[0] for row in found.rows] == [topic(1).id]
    assert list(found.unfiled) == [topic(2).id]
    assert found.topics[topic(2).id] == broken.topic
    assert found.sets == {topic(2).id: frozenset({"rivals"})}
