"""Notify: each post once, whatever Slack answers and wherever the work stops."""

from dataclasses import replace
from datetime import timedelta

import pytest
from builders import ALICE, POLICY, topic
from fakes import T0, FakeMessenger, FakePeople, FixedDeadline
from outbox_house import House

from newswatch.errors import (
    BadMessage,
    Conflict,
    SlackAmbiguous,
    SlackMessageGone,
    SlackNotSent,
    SlackParked,
    SlackRateLimited,
    SlackRejected,
    SlackUnshowable,
    SlackUnusable,
)
from newswatch.model import ChannelId, State
from newswatch.posts import PostState
from newswatch.usecases.notify import notify
from newswatch.usecases.status import status


@pytest.fixture
def house():
    return House()


def held_up(house):
    people, now = FakePeople(), house.clock.now()
    return status(
        house.store, house.queues, people, now, required_scopes=frozenset(), token_parameter="token"
    ).held_up


def test_post_says_what_matched_and_where(house):
    house.claim()
    house.run()
    (message,) = house.slack.posts()
    assert (
        message.title,
        message.url,
        message.source,
        message.topics,
    ) == ("Title 1", "https://news.example/1", "News 1", ("Topic 1",))
    start, end = message.excerpt.highlights[0]
    assert message.excerpt.text[start:end] == "Lavrov"
    assert (house.post().state, house.post().done, house.post().ts) == (PostState.SENT, 1, "1.0001")
    assert house.left() == 0


def test_it_is_kept_how_fast_an_alert_was_that_nobody_wanted_to_wait(house):
    house.claim(published=T0 - timedelta(minutes=4))
    house.run()
    (fresh,) = house.store.tally(POLICY).fresh
    assert fresh.took == fresh.at - T0 + timedelta(minutes=4)
    house.claim(2)
    house.run()
    assert len(house.store.tally(POLICY).fresh) == 1, "an article without a date says nothing"


def test_outbox_is_worked_off_in_order(house):
    for number in (1, 2, 3):
        house.claim(number)
    house.run()
    assert house.titles() == ["Title 1", "Title 2", "Title 3"]


def test_second_wake_up_posts_nothing(house):
    house.claim()
    house.run()
    house.run()
    assert house.titles() == ["Title 1"]


def test_topic_that_joins_before_the_post_is_on_it_and_needs_no_edit(house):
    house.claim(1, 1)
    house.claim(1, 2)
    house.run()
    assert [message.topics for message in house.slack.posts()] == [("Topic 1", "Topic 2")]
    assert house.slack.edits == []
    assert house.left() == 0


def test_topic_that_joins_later_edits_the_message(house):
    house.claim(1, 1)
    house.run()
    house.claim(1, 2)
    house.run()
    assert len(house.titles()) == 1
    assert [message.topics for message in house.slack.edits] == [("Topic 1", "Topic 2")]
    assert (house.post().wanted, house.post().done) == (2, 2)


def test_long_outbox_is_worked_off_in_turns_at_slack_s_rate(house):
    for number in range(7):
        house.claim(number)
    house.run()
    assert len(house.titles()) == 3
    assert house.queues.woken == [(POLICY, 4)]
    house.clock.advance(seconds=4)
    house.run()
    house.clock.advance(seconds=4)
    house.run()
    assert [f"Title {number}" for number in range(7)] == house.titles()


def test_second_wake_up_does_not_begin_another_burst_at_once(house):
    for number in range(7):
        house.claim(number)
    house.run()
    house.clock.advance(seconds=1)
    house.run()
    assert len(house.titles()) == 3


def test_channel_that_somebody_else_works_on_is_left_alone(house):
    house.claim()
    house.store.lease_channel(POLICY, "other", house.clock.now(), house.clock.now() + timedelta(seconds=90))
    house.run()
    assert house.titles() == []
    house.clock.advance(seconds=91)
    house.run()
    assert house.titles() == ["Title 1"]


def test_claim_that_comes_while_the_lease_is_held_is_woken_for(house):
    class Busy(FakeMessenger):
        def post(self, message):
            house.claim(2)
            self.post = super().post
            return super().post(message)

    house.claim(1)
    notify(replace(house.notifier, messenger=Busy()), POLICY, FixedDeadline())
    assert [channel for channel, _ in house.queues.woken] == [POLICY]


def test_rate_limit_pauses_the_channel_and_loses_nothing(house):
    house.claim()
    house.slack.script = [SlackRateLimited(120)]
    house.run()
    assert (house.post().state, house.titles()) == (PostState.PENDING, [])
    assert house.queues.woken == [(POLICY, 121)]
    house.run()
    assert house.titles() == []
    house.clock.advance(seconds=121)
    house.run()
    assert house.titles() == ["Title 1"]


@pytest.mark.parametrize(
    ("error", "rest"), [(SlackNotSent("service_unavailable"), 30), (SlackUnusable("token_revoked"), 300)]
)
def test_what_was_surely_not_sent_is_sent_after_a_rest(house, error, rest):
    house.claim()
    house.slack.script = [error]
    house.run()
    assert house.post().state == PostState.PENDING
    house.clock.advance(seconds=rest)
    house.run()
    assert house.titles() == ["Title 1"]


def test_unknown_channel_parks_the_post_with_what_to_do(house):
    house.claim(1)
    house.claim(2)
    house.slack.script = [SlackParked("channel_not_found", "Invite the bot.", POLICY)]
    house.run()
    assert (house.post(1).state, house.post(1).reason) == (PostState.PARKED, "Invite the bot.")
    assert house.titles() == ["Title 2"]
    assert [house.post(1)] == list(house.store.parked())
    assert house.left() == 0


def test_message_that_slack_does_not_take_is_sent_plainer_once(house):
    house.claim()
    house.slack.script = [SlackUnshowable("invalid_blocks")]
    house.run()
    assert [message.plain for message in house.slack.posts()] == [True]
    assert house.post().state == PostState.SENT


@pytest.mark.parametrize("errors", [[SlackRejected("invalid_arguments")], [SlackUnshowable("no_text")] * 2])
def test_message_that_slack_never_takes_is_parked_and_stops_nobody(house, errors):
    """Invariant I5."""
    house.claim(1)
    house.claim(2)
    house.slack.script = list(errors)
    house.run()
    assert house.post(1).state == PostState.PARKED
    assert house.titles() == ["Title 2"]


def test_post_whose_topics_were_paused_before_it_was_sent_is_cancelled(house):
    house.claim()
    house.store.save_topic(topic(1, version=2, state=State.PAUSED), ALICE, T0, "pause")
    house.run()
    assert (house.post().state, house.titles(), house.left()) == (PostState.CANCELLED, [], 0)


def test_cancelled_post_comes_back_when_another_topic_joins(house):
    """Invariant I1: no match is lost."""
    house.claim(1, 1)
    house.store.save_topic(topic(1, version=2, state=State.REMOVED), ALICE, T0, "remove")
    house.run()
    house.claim(1, 2)
    house.run()
    assert [message.topics for message in house.slack.posts()] == [("Topic 2",)]


@pytest.mark.parametrize(
    ("code", "shown"),
    [("message_not_found", [("Topic 1",), ("Topic 1", "Topic 2")]), ("edit_window_closed", [("Topic 1",)])],
)
def test_topic_that_joins_a_deleted_message_is_told_by_another_one(house, code, shown):
    """Invariant I2: where the first one is there still, though it cannot be edited, there is no second."""
    house.claim(1, 1)
    house.run()
    house.claim(1, 2)
    house.slack.script = [SlackMessageGone(code)]
    house.run()
    assert [message.topics for message in house.slack.posts()] == shown
    assert (house.post().state, house.post().done, house.left()) == (PostState.SENT, 2, 0)


def test_headline_of_a_deleted_message_is_let_be(house):
    house.claim(1, 1)
    house.run()
    house.cover(1, 2)
    house.slack.script = [SlackMessageGone("message_not_found")]
    house.run()
    assert (len(house.slack.posts()), house.post().done, house.left()) == (1, 2, 0)


def test_edit_that_fails_is_made_again(house):
    house.claim(1, 1)
    house.run()
    house.claim(1, 2)
    house.slack.script = [SlackAmbiguous("connection")]
    house.run()
    assert (house.post().wanted, house.post().done) == (2, 1)
    house.clock.advance(seconds=31)
    house.run()
    assert (len(house.titles()), house.post().done) == (1, 2)


def test_post_whose_alerts_are_not_visible_yet_is_not_sent_short(house):
    house.claim(1, 1)
    house.claim(1, 2)
    kept, house.store.alerts = house.store.alerts, lambda *_: []
    with pytest.raises(Conflict):
        house.run()
    assert house.titles() == []
    house.store.alerts = kept
    house.run()
    assert [message.topics for message in house.slack.posts()] == [("Topic 1", "Topic 2")]


def test_without_time_left_nothing_is_begun(house):
    house.claim()
    house.run(deadline=5.0)
    assert (house.titles(), house.post().state) == ([], PostState.PENDING)
    assert house.queues.woken == [(POLICY, 0)]


def test_row_without_a_post_is_dropped(house):
    house.claim()
    house.store._posts.clear()
    house.run()
    assert house.left() == 0


def test_article_that_is_no_longer_kept_is_told_as_such(house):
    house.claim()
    house.store._articles.clear()
    house.run()
    (message,) = house.slack.posts()
    assert (message.url, message.topics) == ("", ("Topic 1",))
    assert "longer" in message.label


def test_renamed_topic_is_shown_by_its_name_now(house):
    house.claim()
    house.store.save_topic(topic(1, version=2, name="New name"), ALICE, T0, "edit")
    house.run()
    assert [message.topics for message in house.slack.posts()] == [("New name",)]


def test_empty_outbox_gives_the_lease_back(house):
    house.run()
    assert house.store.lease_channel(ChannelId("C1"), "next", house.clock.now(), house.clock.now())


def test_token_that_does_not_work_is_what_status_shows(house):
    house.claim()
    house.slack.script = [SlackUnusable("invalid_auth")]
    house.run()
    assert held_up(house) == ((POLICY, "Slack answered invalid_auth."),)
    house.clock.advance(seconds=301)
    house.run()
    assert house.post().reason == ""
    assert held_up(house) == ()


def test_row_that_breaks_us_stops_only_itself_and_is_heard_of(house):
    """Invariant I5."""
    house.claim(1)
    house.claim(2)
    kept = house.store.topics_by_id

    def unreadable_once(ids):
        house.store.topics_by_id = kept
        raise BadMessage("stored topic cannot be read")

    house.store.topics_by_id = unreadable_once
    with pytest.raises(BadMessage):
        house.run()
    assert house.titles() == ["Title 2"]
    assert house.left() == 1
    house.run()
    assert house.titles() == ["Title 2", "Title 1"]
