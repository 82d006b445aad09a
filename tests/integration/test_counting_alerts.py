"""A figure in a list never costs an alert."""

from builders import POLICY, alert
from fakes import T0
from stores import dynamo_store

from newswatch.errors import StorageError
from newswatch.model import StoryId


def test_claim_stands_where_it_could_not_be_counted(engine, engine_table, monkeypatch):
    store = dynamo_store(engine.url, engine_table, "uncounted")

    def fails(*_, **__):
        raise StorageError("DynamoDB: ThrottlingException")

    monkeypatch.setattr(store._table, "update", fails)
    assert list(store.claim([alert()])) == [POLICY]
    monkeypatch.undo()
    assert store.post(POLICY, StoryId("a" * 16)).wanted == 1
    assert store.activity(T0) == {}
