"""Modals and App Home on the Web API: what comes of each answer of Slack's."""

from http.client import RemoteDisconnected
from types import SimpleNamespace
from urllib.error import URLError

import pytest
from slack_sdk.errors import SlackApiError

from newswatch.errors import (
    SecretMissing,
    SlackAmbiguous,
    SlackError,
    SlackNotSent,
    SlackRateLimited,
    SlackRejected,
    SlackUnusable,
)
from newswatch.model import UserId
from newswatch.slack.modals import Modals

VIEW = {"type": "modal"}
SHOWN = {"ok": True, "view": {"id": "V1", "hash": "h1"}}
ADA = UserId("U0ADA")


class Client:
    """A client whose every call has the same outcome."""

    def __init__(self, outcome):
        self.outcome, self.calls = outcome, []

    def __getattr__(self, method):
        def called(**arguments):
            self.calls.append((method, arguments))
            if isinstance(self.outcome, Exception):
                raise self.outcome
            return self.outcome

        return called


def refusal(code, status=200, **headers):
    return SlackApiError("no", SimpleNamespace(data={"error": code}, headers=headers, status_code=status))


def over(outcome):
    client = Client(outcome)
    return Modals(lambda: client), client


def test_a_modal_that_is_shown_has_an_id_and_a_hash():
    modals, client = over(SHOWN)
    assert modals.open("1.2.t", VIEW) == ("V1", "h1")
    assert modals.update("V1", VIEW) == "h1"
    assert client.calls == [
        ("views_open", {"trigger_id": "1.2.t", "view": VIEW}),
        ("views_update", {"view_id": "V1", "view": VIEW}),
    ]


def test_the_hash_that_it_must_still_have_is_said_to_slack():
    modals, client = over(SHOWN)
    modals.update("V1", VIEW, "h0")
    assert client.calls == [("views_update", {"view_id": "V1", "view": VIEW, "hash": "h0"})]


def test_home_is_shown_to_one_person():
    modals, client = over(SHOWN)
    modals.publish(ADA, {"type": "home"})
    assert client.calls == [("views_publish", {"user_id": ADA, "view": {"type": "home"}})]


ODD = [
    {"ok": True}, {"ok": True, "view": None}, {"ok": True, "view": {"id": "V1"}}, {"ok": True, "view": []},
    [], None,
]  # fmt: skip


@pytest.mark.parametrize(
    "outcome",
    [
        refusal("expired_trigger_id"),
        refusal("exchanged_trigger_id"),
        refusal("invalid_arguments"),
        refusal("invalid_auth"),
        refusal("ratelimited", 429),
        URLError(ConnectionRefusedError()),
    ],
    ids=repr,
)
def test_a_modal_that_cannot_be_opened_is_not_there_and_raises_nothing(outcome):
    assert over(outcome)[0].open("1.2.t", VIEW) == ("", "")


@pytest.mark.parametrize(
    "outcome",
    [refusal("", 503), refusal("internal_error"), RemoteDisconnected(), TimeoutError(), *ODD],
    ids=repr,
)
def test_a_modal_that_may_be_there_or_not_is_said_to_be_so(outcome):
    with pytest.raises(SlackAmbiguous):
        over(outcome)[0].open("1.2.t", VIEW)


def test_without_a_token_no_modal_is_opened():
    def connect():
        raise SecretMissing("/token")

    assert Modals(connect).open("1.2.t", VIEW) == ("", "")


@pytest.mark.parametrize("code", ["not_found", "view_not_found", "hash_conflict", "expired_trigger_id"])
def test_a_modal_that_is_closed_or_shows_something_newer_is_left_alone(code):
    assert over(refusal(code))[0].update("V1", VIEW, "h0") == ""


FAILURES = [
    (refusal("invalid_arguments"), SlackRejected, False),
    (refusal("view_too_large"), SlackRejected, False),
    (refusal("token_revoked"), SlackUnusable, False),
    (refusal("ratelimited", 429, **{"Retry-After": "7"}), SlackRateLimited, True),
    (refusal("internal_error"), SlackAmbiguous, True),
    (refusal("", 502), SlackAmbiguous, True),
    (URLError(ConnectionRefusedError()), SlackNotSent, True),
    (TimeoutError(), SlackAmbiguous, True),
]


@pytest.mark.parametrize(("outcome", "kind", "transient"), FAILURES, ids=lambda value: repr(value)[:60])
@pytest.mark.parametrize(
    "deed",
    [lambda modals: modals.update("V1", VIEW), lambda modals: modals.publish(ADA, VIEW)],
    ids=["update", "publish"],
)
def test_what_went_wrong_tells_whether_a_later_try_can_do_it(outcome, kind, transient, deed):
    with pytest.raises(SlackError) as found:
        deed(over(outcome)[0])
    assert type(found.value) is kind
    assert found.value.transient is transient


@pytest.mark.parametrize("outcome", ODD, ids=repr)
def test_an_odd_answer_to_an_update_may_be_tried_again(outcome):
    with pytest.raises(SlackAmbiguous):
        over(outcome)[0].update("V1", VIEW)


def test_a_client_is_made_when_it_is_needed_with_the_token_of_then():
    clients = iter([Client(refusal("token_revoked")), Client(SHOWN)])
    modals = Modals(lambda: next(clients))
    assert modals.open("1.2.t", VIEW) == ("", "")
    assert modals.open("1.2.u", VIEW) == ("V1", "h1")
