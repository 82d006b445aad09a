"""The store's contract: signatures that were used, and whose token we have."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from fakes import T0
from stores import dynamo_store

from newswatch.model import Identity

UNTIL = T0 + timedelta(minutes=10)


def test_a_token_is_used_for_the_first_time_once(store):
    assert [store.first_use("a", UNTIL) for _ in range(3)] == [True, False, False]


def test_each_token_has_its_own_first_time(store):
    assert store.first_use("a", UNTIL)
    assert store.first_use("b", UNTIL)


def test_of_many_at_once_one_is_the_first(store):
    with ThreadPoolExecutor(8) as threads:
        first = list(threads.map(lambda _: store.first_use("a", UNTIL), range(16)))
    assert first.count(True) == 1


def test_an_identity_that_nobody_saved_is_not_known(store):
    assert store.identity("k") is None


def test_an_identity_is_kept_under_its_key(store):
    full = Identity("T1", "A1", frozenset({"chat:write", "commands"}), "https://acme.slack.com/")
    store.save_identity("k", full)
    store.save_identity("l", Identity("T2", "A2"))

    assert store.identity("k") == full
    assert store.identity("l") == Identity("T2", "A2")


def test_an_identity_is_replaced_as_a_whole(store):
    store.save_identity("k", Identity("T1", "A1", frozenset({"chat:write"})))
    store.save_identity("k", Identity("T2", "A2"))
    assert store.identity("k") == Identity("T2", "A2")


def test_a_used_signature_is_forgotten_by_the_table_itself(engine, engine_table):
    """What DynamoDB deletes by is when the signature can hold no more, in epoch seconds."""
    dynamo_store(engine.url, engine_table, "ttl").first_use("a", UNTIL)
    asked = engine.client("dynamodb").get_item(
        TableName=engine_table, Key={"pk": {"S": "ttl#USED#a"}, "sk": {"S": "USED"}}
    )
    assert asked["Item"]["ttl"] == {"N": str(int(UNTIL.timestamp()))}
