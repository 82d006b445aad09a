"""Whose token we have is asked of Slack once."""

import re
from dataclasses import replace

import pytest
from fakes import FakeStore

from newswatch.errors import SlackUnusable
from newswatch.model import Identity
from newswatch.usecases.identity import identity_key, known_identity

OURS = Identity("T1", "A1", frozenset({"chat:write"}), "https://acme.slack.com/")


class Slack:
    """A ``People`` that only knows who it is, and counts how often it is asked."""

    def __init__(self, *answers):
        self.answers, self.asked = list(answers), 0

    def __call__(self):
        return self

    def identity(self):
        self.asked += 1
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


def test_it_is_asked_for_once_and_kept():
    store, slack = FakeStore(), Slack(OURS)
    assert [known_identity(store, slack, "k") for _ in range(3)] == [OURS, OURS, OURS]
    assert slack.asked == 1


def test_nobody_is_built_to_ask_where_the_table_knows():
    store = FakeStore()
    store.save_identity("k", OURS)

    def refuse():
        raise AssertionError("was built")

    assert known_identity(store, refuse, "k") == OURS


def test_another_token_is_asked_for_again():
    store, other = FakeStore(), Identity("T2", "A2", url="https://acme.slack.com/")
    slack = Slack(OURS, other)
    assert [known_identity(store, slack, key) for key in "kl"] == [OURS, other]


def test_what_an_earlier_version_has_kept_is_asked_for_again():
    store, slack = FakeStore(), Slack(OURS)
    store.save_identity("k", replace(OURS, url=""))
    assert [known_identity(store, slack, "k") for _ in range(2)] == [OURS, OURS]
    assert slack.asked == 1


def test_what_is_known_by_half_is_asked_for_again():
    store, slack = FakeStore(), Slack(Identity("T1", ""), OURS)
    assert known_identity(store, slack, "k") == Identity("T1", "")
    assert known_identity(store, slack, "k") == OURS


def test_a_refusal_is_told_and_not_kept():
    store, slack = FakeStore(), Slack(SlackUnusable("invalid_auth"), OURS)
    with pytest.raises(SlackUnusable):
        known_identity(store, slack, "k")
    assert known_identity(store, slack, "k") == OURS


def test_the_key_names_a_token_without_telling_it():
    key = identity_key("xoxb-1")
    assert re.fullmatch(r"[0-9a-f]{16}", key)
    assert identity_key("xoxb-2") != key
