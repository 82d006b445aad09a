"""AWS did what it was asked for, and its answer was lost: what botocore makes of it, and what we do."""

from dataclasses import replace

import pytest
import requests
from botocore.exceptions import ConnectionClosedError
from builders import POLICY, alert
from deployment import deployment

from newswatch import wiring
from newswatch.errors import Conflict, StorageError
from newswatch.posts import PostState


@pytest.fixture
def store(monkeypatch):
    with deployment(monkeypatch):
        yield wiring.store()


def lose_next_reply(client, operation):
    """Have the next call of an operation take effect, and its connection break then."""
    left = [operation]

    def lost(request, **_more):
        if left:
            left.clear()
            requests.post(request.url, data=request.body, headers=dict(request.headers), timeout=5)
            raise ConnectionClosedError(endpoint_url=request.url)

    client.meta.events.register(f"before-send.dynamodb.{operation}", lost)


@pytest.fixture
def claimed(store):
    store.claim([alert()])
    return store.post(POLICY, alert().story_id)


def test_conditional_write_is_made_once_and_its_outcome_is_read_again(store, claimed):
    lose_next_reply(store._table._once, "UpdateItem")
    sending = replace(claimed, state=PostState.SENDING, owner="me")
    with pytest.raises(StorageError) as caught:
        store.save_post(sending, claimed)
    assert not isinstance(caught.value, Conflict)
    assert store.post(POLICY, alert().story_id) == sending


def test_client_that_retries_takes_its_own_conditional_write_for_somebody_else_s(store, claimed):
    """Why there are two clients."""
    store._table._once = store._table._retrying
    lose_next_reply(store._table._once, "UpdateItem")
    with pytest.raises(Conflict):
        store.save_post(replace(claimed, state=PostState.SENDING, owner="me"), claimed)
    assert store.post(POLICY, alert().story_id).owner == "me"


def test_transaction_whose_answer_is_lost_is_made_once(store):
    """Its client tries again: by the request token or by the condition, the claim is there once."""
    lose_next_reply(store._table._retrying, "TransactWriteItems")
    assert store.claim([alert()]) == [POLICY]
    assert len(store.outbox(POLICY, 10)) == 1
