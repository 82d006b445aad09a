"""Notify: an attempt whose outcome is not known is settled by Slack's history, never by trying again."""

from dataclasses import replace

import pytest
from builders import ALICE, topic
from fakes import T0, FakeMessenger
from outbox_house import House

from newswatch.errors import SlackAmbiguous, SlackRateLimited, SlackUnusable, StorageError
from newswatch.posts import PostState
from newswatch.usecases.sending import CLOCK_SKEW


@pytest.fixture
def house():
    return House()


def test_lost_reply_is_found_in_the_history_and_not_posted_again(house):
    """Invariant I2: at most one message per post id."""
    house.claim()
    house.slack.script = [(SlackAmbiguous("connection"),)]
    house.run()
    assert house.post().state == PostState.SENDING
    for _ in range(4):
        house.clock.advance(seconds=50)
        house.run()
    assert house.titles() == ["Title 1"]
    assert (house.post().state, house.post().done) == (PostState.SENT, 1)
    assert house.left() == 0


def test_attempt_that_never_arrived_is_made_again_after_two_absent_reads(house):
    house.claim()
    house.slack.script = [SlackAmbiguous("connection")]
    house.run()
    house.clock.advance(seconds=91)
    house.run()
    assert (house.post().state, house.titles()) == (PostState.SENDING, [])
    house.clock.advance(seconds=59)
    house.run()
    assert house.titles() == []
    house.clock.advance(seconds=1)
    house.run()
    assert house.titles() == ["Title 1"]


def test_history_that_lags_does_not_lead_to_a_second_message(house):
    house.claim()
    house.slack.script = [(SlackAmbiguous("connection"),)]
    house.slack.lagging = True
    house.run()
    house.clock.advance(seconds=91)
    house.run()
    house.slack.lagging = False
    house.clock.advance(seconds=61)
    house.run()
    assert house.titles() == ["Title 1"]
    assert house.post().state == PostState.SENT


def test_attempt_is_not_judged_while_its_lease_runs(house):
    house.claim()
    house.slack.script = [(SlackAmbiguous("connection"),)]
    house.run()
    house.clock.advance(seconds=45)
    house.run()
    assert (house.post().state, house.post().absent_at) == (PostState.SENDING, None)


def test_others_go_on_while_one_attempt_is_in_doubt(house):
    house.claim(1)
    house.claim(2)
    house.slack.script = [(SlackAmbiguous("connection"),)]
    house.run()
    house.clock.advance(seconds=31)
    house.run()
    assert house.titles() == ["Title 1", "Title 2"]


def test_crash_between_posting_and_saving_posts_once(house):
    house.claim()
    kept = house.store.save_post

    def dies_when_sent(post, expected):
        if post.state is PostState.SENT:
            raise StorageError("DynamoDB: ConnectionError")
        kept(post, expected)

    house.store.save_post = dies_when_sent
    with pytest.raises(StorageError):
        house.run()
    house.store.save_post = kept
    house.clock.advance(seconds=91)
    house.run()
    assert house.titles() == ["Title 1"]
    assert house.post().state == PostState.SENT


def test_doubt_that_history_cannot_settle_is_parked_and_the_others_go_on(house):
    """Invariant I1: what cannot be known is known to somebody."""
    house.claim(1)
    house.claim(2)
    house.slack.script = [SlackAmbiguous("connection")]
    house.run()
    house.clock.advance(seconds=91)
    house.slack.script = [SlackUnusable("missing_scope")]
    house.run()
    assert house.post(1).state is PostState.PARKED
    assert "missing_scope" in house.post(1).reason
    assert house.titles() == ["Title 2"]


def test_post_of_many_topics_in_doubt_holds_up_nobody_and_wakes_nobody(house):
    """It has a row for each of them, more than are read at a time."""
    for number in range(3, 26):
        house.store.save_topic(topic(number), ALICE, T0, "add")
    for number in range(1, 26):
        house.claim(1, number)
    house.slack.script = [(SlackAmbiguous("connection"),)]
    house.run()
    house.clock.advance(seconds=31)
    house.queues.woken.clear()
    house.run()
    assert house.queues.woken == []
    house.claim(2)
    house.run()
    assert house.titles() == ["Title 1", "Title 2"]


def test_history_is_read_from_the_first_attempt_in_doubt_and_not_from_the_claim(house):
    """A busy channel says more in the days that a post is parked than can be read."""
    since = []

    class Reading(FakeMessenger):
        def find(self, conversation, post_id, moment, thread=""):
            since.append(moment)
            return super().find(conversation, post_id, moment)

    slack = Reading(
        script=[SlackRateLimited(60), SlackAmbiguous("connection"), None, SlackAmbiguous("connection")]
    )
    house.slack, house.notifier = slack, replace(house.notifier, messenger=slack)
    house.claim()
    house.run()
    house.clock.advance(days=3)
    first = house.clock.now()
    house.run()
    for _ in range(6):
        house.clock.advance(seconds=91)
        house.run()
    assert since
    assert {first - CLOCK_SKEW} == set(since)
    house.clock.advance(minutes=10)
    house.run()
    assert (house.post().state, house.post().attempted_at) == (PostState.SENT, None)


def test_token_that_is_refused_while_the_history_is_read_says_which_word_slack_has_for_it(house, caplog):
    house.claim()
    house.slack.script = [(SlackAmbiguous("connection"),)]
    house.run()
    house.clock.advance(seconds=91)
    house.slack.script = [SlackUnusable("token_revoked")]
    house.run()
    assert (house.post().state, house.titles()) == (PostState.SENDING, ["Title 1"])
    assert [record.code for record in caplog.records if record.message == "slack"][-1] == "token_revoked"
