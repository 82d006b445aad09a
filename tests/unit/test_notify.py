"""Notify: each post once, whatever Slack answers and wherever the work stops."""

from dataclasses import replace
from datetime import timedelta

import pytest
from builders import ALICE, POLICY, alert, article, source, topic
from fakes import T0, CountingEntropy, FakeMessenger, FakeQueues, FakeStore, FixedDeadline, FrozenClock

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
    StorageError,
)
from newswatch.model import ChannelId, PostState, State, StoryId
from newswatch.usecases.notify import Notifier, notify
from newswatch.usecases.status import status


class House:
    """A channel with an outbox, and a Slack to post to."""

    def __init__(self) -> None:
        self.store, self.queues, self.clock = FakeStore(), FakeQueues(), FrozenClock()
        self.slack = FakeMessenger()
        self.notifier = Notifier(self.store, self.queues, self.slack, self.clock, CountingEntropy())
        self.source = self.store.save_source(source(), ALICE, T0, "add").snapshot
        for number in (1, 2):
            self.store.save_topic(topic(number), ALICE, T0, "add")

    def claim(self, number=1, topic_number=1):
        one = article(f"https://news.example/{number}", title=f"Title {number}")
        self.store.save_article(one, [])
        claimed = alert(
            topic_number,
            story_id=StoryId(one.id),
            article_id=one.id,
            source_id=self.source.id,
            claimed_at=self.clock.now(),
        )
        self.store.claim([claimed])
        self.clock.advance(seconds=1)

    def run(self, deadline=60.0):
        notify(self.notifier, POLICY, FixedDeadline(deadline))

    def titles(self):
        return [message.title for message in self.slack.posts()]

    def post(self, number=1):
        return self.store.post(POLICY, StoryId(article(f"https://news.example/{number}").id))

    def left(self):
        return len(self.store.outbox(POLICY, 100))


@pytest.fixture
def house():
    return House()


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
    for number in range(12):
        house.claim(number)
    house.run()
    assert len(house.titles()) == 5
    assert house.queues.woken == [(POLICY, 5)]
    house.run()
    house.run()
    assert [f"Title {number}" for number in range(12)] == house.titles()


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


def test_edit_of_a_deleted_message_is_let_be(house):
    house.claim(1, 1)
    house.run()
    house.claim(1, 2)
    house.slack.script = [SlackMessageGone("message_not_found")]
    house.run()
    assert (house.post().state, house.post().done, house.left()) == (PostState.SENT, 2, 0)


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


def test_token_that_does_not_work_is_what_status_shows(house):
    house.claim()
    house.slack.script = [SlackUnusable("invalid_auth")]
    house.run()
    assert status(house.store, house.queues).held_up == ((POLICY, "Slack answered invalid_auth."),)
    house.clock.advance(seconds=301)
    house.run()
    assert house.post().reason == ""
    assert status(house.store, house.queues).held_up == ()


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
