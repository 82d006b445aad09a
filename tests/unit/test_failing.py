"""Why a message has become a dead letter: in words, and without what opens anything."""

import pytest
from builders import POLICY, post
from fakes import T0, FakeStore, FrozenClock

from newswatch.errors import BadMessage, StorageError
from newswatch.usecases.failing import note_buried, note_failure

LOGS = "MatchFunction, request 1-2"


def noted(store, error, *, body="{}", about=""):
    note_failure(store, FrozenClock(), error, queue="articles", body=body, about=about, logs=LOGS)
    return [failure.why for failure in store.failures()]


@pytest.mark.parametrize(
    ("error", "about", "why"),
    [
        (StorageError("DynamoDB: ThrottlingException"), "", "DynamoDB: ThrottlingException"),
        (BadMessage("a message of another version"), "source 5", "source 5: a message of another version"),
        (KeyError("xoxb-1"), "", "KeyError, a bug: see the logs of MatchFunction, request 1-2."),
        (
            StorageError("No answer from https://ada:pw@x.example/secret?key=1, again"), "",
            "No answer from x.example again",
        ),
        (StorageError("No answer from redis://ada:pw@[::1/"), "", "No answer from an address"),
    ],
)  # fmt: skip
def test_reason_is_a_sentence_without_secrets(error, about, why):
    assert noted(FakeStore(), error, about=about) == [why]


def test_same_message_is_one_failure_and_its_body_is_not_kept():
    store = FakeStore()
    body = '{"response_url":"https://hooks.slack.com/commands/1/secret"}'
    noted(store, StorageError("first"), body=body)
    assert noted(store, StorageError("second"), body=body) == ["second"]
    assert "secret" not in repr(store.failures())
    assert len(noted(store, StorageError("third"), body="another")) == 2


def test_text_is_not_endless():
    (why,) = noted(FakeStore(), StorageError("word " * 1_000))
    assert len(why) == 300


def test_wake_up_that_is_buried_says_what_slack_did_not_take():
    store = FakeStore()
    for _ in range(2):
        note_buried(store, post(), "Slack answered invalid_arguments.", T0)
    (failure,) = store.failures()
    assert (failure.queue, failure.at) == ("channels", T0)
    assert failure.why == f"channel {POLICY}: Slack answered invalid_arguments."
