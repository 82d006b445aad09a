"""Status: what works, what does not, and which step of the set-up is missing."""

import pytest
from builders import ALICE, source, topic
from fakes import T0, FakePeople, FakeQueues, FakeStore

from newswatch.errors import NeedsTime, SecretError, SecretMissing, SlackNotSent, SlackUnusable
from newswatch.model import FetchMemory, Identity, State
from newswatch.usecases.findings import Setup
from newswatch.usecases.status import status

SCOPES = frozenset({"commands", "chat:write", "channels:join"})
PARAMETER = "/newswatch/slack/bot-token"


@pytest.fixture
def store():
    store = FakeStore()
    for number, state in ((1, State.ACTIVE), (2, State.PAUSED), (3, State.REMOVED), (4, State.ACTIVE)):
        store.save_topic(topic(number, state=state), ALICE, T0, "add")
        store.save_source(source(number, state=state), ALICE, T0, "add")
    store.remember_fetch(source(1).id, FetchMemory(error="answered 500."))
    store.remember_fetch(source(2).id, FetchMemory(error="answered 404."))
    return store


def look(store, people=None):
    fine = FakePeople(whose=Identity("T1", "A1", SCOPES))
    return status(store, FakeQueues(), people or fine, required_scopes=SCOPES, token_parameter=PARAMETER)


def test_status_counts_what_is_watched_and_names_what_fails(store):
    now = look(store)
    assert (now.sources, now.topics) == (2, 3)
    assert now.failing == (("News 1", "answered 500."),)
    assert now.waiting == {"sources": 0, "articles": 0, "channels": 0}
    assert now.setup == Setup()


def test_first_source_is_what_is_missing():
    assert "/watch source add" in look(FakeStore()).setup.sources


def test_scopes_that_the_token_lacks_are_named(store):
    people = FakePeople(whose=Identity("T1", "A1", frozenset({"chat:write", "users:read"})))
    assert look(store, people).setup.scopes == ("channels:join", "commands")


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (SecretMissing(PARAMETER), "is missing"),
        (SecretError("SSM does not answer."), "SSM does not answer."),
        (SlackUnusable("invalid_auth"), "invalid_auth"),
    ],
)
def test_token_that_is_missing_or_wrong_is_said(store, error, says):
    setup = look(store, FakePeople(refuses={"identity": error})).setup
    assert says in setup.token
    assert setup.scopes == ()
    if not isinstance(error, SecretError) or not error.transient:
        assert PARAMETER in setup.token


def test_slack_that_does_not_answer_says_nothing_about_the_token(store):
    people = FakePeople(refuses={"identity": SlackNotSent("service_unavailable")})
    assert look(store, people).setup == Setup()


def test_status_takes_longer_than_slack_waits(store):
    with pytest.raises(NeedsTime):
        look(store, FakePeople(refuses={"identity": NeedsTime()}))
