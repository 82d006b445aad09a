"""What newer code, or a hand, wrote into the table stops nobody but itself."""

from datetime import timedelta

import pytest
from builders import ALICE, POLICY, alert, saved_set, source, topic
from fakes import T0
from stores import dynamo_store

from newswatch.errors import BadMessage, Conflict
from newswatch.model import ArticleId, ChannelId, Coverage, Decision, Placement, SourceId, StoryId
from newswatch.storage.keys import Keys

STORY = StoryId("a" * 16)


@pytest.fixture
def table(engine, engine_table):
    """Return a store and a way to change its raw items."""
    store = dynamo_store(engine.url, engine_table, "unreadable")
    client = engine.client("dynamodb")

    def change(key, expression, names, values):
        client.update_item(
            TableName=engine_table,
            Key={"pk": {"S": key.pk}, "sk": {"S": key.sk}},
            UpdateExpression=expression,
            ExpressionAttributeNames=names,
            ExpressionAttributeValues=values,
        )

    for number in (1, 2):
        store.save_topic(topic(number), ALICE, T0, "add")
        store.save_source(source(number), ALICE, T0, "add")
    yield store, change
    for item in client.scan(TableName=engine_table)["Items"]:
        if item["pk"]["S"].startswith("unreadable#"):
            client.delete_item(TableName=engine_table, Key={"pk": item["pk"], "sk": item["sk"]})


def newest(store):
    """Return the position of the newest decision, and 0 where there is none."""
    return max((decision.seq for decision in store.decisions(0)), default=0)


def test_topic_with_a_value_from_newer_code_is_left_out_of_the_list(table):
    store, change = table
    key = Keys("unreadable").topic(topic(1).id)
    change(key, "SET #t = :t", {"#t": "thread"}, {":t": {"S": "digest"}})
    assert [found.id for found in store.topics()] == [topic(2).id]
    with pytest.raises(BadMessage):
        store.topic(topic(1).id)


def test_unknown_kind_of_change_keeps_its_place_in_the_log(table):
    store, change = table
    change(Keys("unreadable").change(2), "SET #k = :k", {"#k": "kind"}, {":k": {"S": "pack"}})
    found = store.changes(0)
    assert [entry.seq for entry in found] == [1, 2, 3, 4]
    assert found[1].snapshot is None


def test_saved_set_with_a_value_from_newer_code_is_left_out_of_the_list(table):
    store, change = table
    for name in ("chips", "evs"):
        store.save_set(saved_set(name), ALICE, T0, "add")
    change(Keys("unreadable").saved_set("chips"), "SET #s = :s", {"#s": "state"}, {":s": {"S": "shared"}})
    assert [found.name for found in store.sets()] == ["evs"]


def test_snapshot_of_another_kind_than_it_says_is_none(table):
    store, change = table
    change(Keys("unreadable").change(2), "SET #k = :k", {"#k": "kind"}, {":k": {"S": "set"}})
    assert store.changes(0)[1].snapshot is None


def test_broken_entry_of_the_roster_stops_only_its_source(table):
    store, change = table
    one = store.sources_by_id([source(1).id])[source(1).id]
    key = Keys("unreadable").roster_shard(one.shard)
    change(key, "SET #s.#i = :i", {"#s": one.id, "#i": "i"}, {":i": {"S": "soon"}})
    assert [entry.source_id for entry in store.roster()] == [source(2).id]


def test_change_that_this_version_cannot_read_is_none_and_hides_no_other(table):
    store, change = table
    change(Keys("unreadable").change(1), "SET #w = :w", {"#w": "when"}, {":w": {"S": "soon"}})
    assert store.change(1) is None
    assert [entry.seq for entry in store.recent_changes(10)] == [4, 3, 2]
    assert list(store.history(topic(1).id)) == []


def place(store, *numbers):
    for number in numbers:
        article_id = ArticleId(f"{number:016x}")
        store.decide(Decision(number, Placement(article_id, STORY, T0, "news.example", "Title", b"\0")))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("k", {"S": "merge"}),
        ("b", {"S": "translation"}),
        ("at", {"S": "soon"}),
        ("x", {"N": "1"}),
    ],
)
def test_decision_that_this_version_cannot_read_keeps_its_place_in_the_log(table, name, value):
    store, change = table
    place(store, 1, 2)
    change(Keys("unreadable").decision(1), "SET #n = :v", {"#n": name}, {":v": value})
    found = store.decisions(0)
    assert [entry.seq for entry in found] == [1, 2]
    assert found[0].what is None
    assert found[1].what is not None
    assert list(found) == list(store.decisions_since(T0))


def test_position_of_a_newest_decision_that_cannot_be_read_is_taken(table):
    store, change = table
    place(store, 1, 2)
    change(Keys("unreadable").decision(2), "SET #k = :v", {"#k": "k"}, {":v": {"S": "merge"}})
    assert [entry.seq for entry in store.decisions(1)] == [2]
    assert [entry.seq for entry in store.decisions_since(T0 + timedelta(days=1))] == [2]
    assert newest(store) == 2
    with pytest.raises(Conflict):
        place(store, 2)
    place(store, 3)
    assert newest(store) == 3


def test_article_of_a_story_that_cannot_be_read_is_left_out(table):
    store, change = table
    one, two = (
        Coverage(
            STORY, ArticleId(f"{n:016x}"), SourceId("5" * 16), f"https://a.example/{n}", "T", "a", "A", T0
        )
        for n in (1, 2)
    )
    store.cover(one)
    store.cover(two)
    change(
        Keys("unreadable").coverage(STORY, one.article_id), "SET #b = :v", {"#b": "bond"}, {":v": {"S": "x"}}
    )
    assert [two] == list(store.coverage(STORY))


def test_post_that_cannot_be_read_keeps_no_other_from_its_story(table):
    store, change = table
    energy = ChannelId("C10")
    store.claim([alert(channels=(POLICY, energy))])
    change(Keys("unreadable").post(STORY, POLICY), "SET #s = :v", {"#s": "state"}, {":v": {"S": "held"}})
    assert list(store.refresh_posts(STORY, T0)) == [energy]
    assert store.post(energy, STORY).wanted == 2


def test_row_without_a_time_is_left_out_of_its_outbox(table):
    store, change = table
    store.claim([alert()])
    row = Keys("unreadable").outbox_row(POLICY, "soon#x#y")
    change(row, "SET #s = :v", {"#s": "story_id"}, {":v": {"S": STORY}})
    assert [found.due for found in store.outbox(POLICY, 10)] == [T0]
    assert list(store.channels_with_outbox(T0)) == [POLICY]
