"""Notify: what joins a story is shown by edits, now and then, and told in the thread where that is wanted."""

from dataclasses import replace
from datetime import timedelta

import pytest
from builders import ALICE, POLICY, article, topic
from fakes import T0
from outbox_house import House

from newswatch.errors import SlackAmbiguous, SlackNotSent, SlackParked, SlackRateLimited
from newswatch.model import ThreadPolicy
from newswatch.posts import PostState

MATCHES = {topic(1).id: frozenset({"lavrov"})}
EVERY = timedelta(minutes=30)


@pytest.fixture
def house():
    return House()


def also(message):
    return [outlet.name for outlet in message.also]


def test_further_coverage_is_an_edit_of_the_message(house):
    house.claim()
    house.run()
    house.cover(1, 2)
    house.run()
    assert len(house.titles()) == 1
    assert [also(message) for message in house.slack.edits] == [["Outlet 2"]]


def test_coverage_that_joins_before_the_post_needs_no_edit(house):
    house.claim()
    house.cover(1, 2)
    house.run()
    assert [also(message) for message in house.slack.posts()] == [["Outlet 2"]]
    assert house.slack.edits == []
    assert house.left() == 0


def test_coverage_that_joins_while_the_message_is_posted_is_shown(house):
    house.claim()
    real = house.slack.post

    def post(message):
        house.cover(1, 2)
        return real(message)

    house.slack.post = post
    house.run()
    assert [also(message) for message in house.slack.edits] == [["Outlet 2"]]
    assert house.left() == 0


def test_what_joins_within_five_minutes_is_shown_together(house):
    house.claim()
    house.run()
    for number in range(2, 12):
        house.cover(1, number)
        house.run()
    assert [also(message) for message in house.slack.edits] == [["Outlet 2"]]
    house.clock.advance(minutes=5)
    house.run()
    assert [len(also(message)) for message in house.slack.edits] == [1, 10]
    house.clock.advance(minutes=20)
    house.run()
    assert (len(house.slack.edits), house.left()) == (2, 0)


def test_what_is_to_be_done_later_keeps_nobody_awake(house):
    house.claim()
    house.run()
    house.cover(1, 2)
    house.run()
    house.cover(1, 3)
    house.queues.woken.clear()
    house.run()
    assert house.queues.woken == []
    assert house.store.channels_with_outbox(house.clock.now()) == []
    house.clock.advance(minutes=5)
    assert house.store.channels_with_outbox(house.clock.now()) == [POLICY]


def test_what_waits_does_not_hold_up_another_story(house):
    house.claim(1)
    house.run()
    house.cover(1, 2)
    house.run()
    house.cover(1, 3)
    house.claim(2)
    house.run()
    assert house.titles() == ["Title 1", "Title 2"]


def test_edit_that_would_change_nothing_is_not_sent(house):
    house.claim()
    house.run()
    house.cover(1, 2)
    house.run()
    house.clock.advance(minutes=6)
    house.cover(1, 2)
    house.run()
    assert len(house.slack.edits) == 1
    assert (house.post().wanted, house.left()) == (house.post().done, 0)


def test_edit_that_failed_is_sent_again_though_nothing_has_changed_since(house):
    house.claim()
    house.run()
    house.cover(1, 2)
    house.slack.script = [SlackAmbiguous("connection")]
    house.run()
    house.clock.advance(minutes=1)
    house.run()
    assert [also(message) for message in house.slack.edits] == [["Outlet 2"]]


def test_post_that_was_found_in_history_is_edited_whatever_it_may_show(house):
    house.claim()
    house.slack.script = [(SlackAmbiguous("connection"),)]
    house.run()
    house.clock.advance(minutes=3)
    house.run()
    assert len(house.slack.posts()) == 1
    assert len(house.slack.edits) == 1
    assert house.post().state is PostState.SENT


# --- Replies ------------------------------------------------------------------------------------------


@pytest.fixture
def talking():
    house = House()
    wanting = topic(1, version=2, thread=ThreadPolicy.REPLY)
    house.store.save_topic(wanting, ALICE, T0, "set")
    house.claim()
    house.cover(1, 1, held=MATCHES)
    house.run()
    return house


def replies(house):
    return [[line.title for line in reply.lines] for reply in house.slack.replies]


def test_matching_coverage_is_told_in_the_thread(talking):
    talking.cover(1, 2, held=MATCHES)
    talking.run()
    assert replies(talking) == [["Title 1 of 2"]]
    (reply,) = talking.slack.replies
    assert (reply.thread, reply.conversation) == (talking.post().ts, POLICY)
    assert len(talking.slack.edits) == 1


def test_coverage_that_matches_nothing_is_not(talking):
    talking.cover(1, 2)
    talking.run()
    assert (replies(talking), len(talking.slack.edits)) == ([], 1)


def test_nobody_who_did_not_ask_gets_replies(house):
    house.claim()
    house.cover(1, 1, held=MATCHES)
    house.run()
    house.cover(1, 2, held=MATCHES)
    house.run()
    assert house.slack.replies == []


def test_replies_are_half_an_hour_apart_and_tell_all_that_came_meanwhile(talking):
    for number in range(2, 6):
        talking.cover(1, number, held=MATCHES)
        talking.run()
    assert replies(talking) == [["Title 1 of 2"]]
    for _ in range(29):
        talking.clock.advance(minutes=1)
        talking.run()
    assert len(replies(talking)) == 1
    talking.clock.advance(minutes=2)
    talking.run()
    assert replies(talking)[1:] == [["Title 1 of 3", "Title 1 of 4", "Title 1 of 5"]]
    talking.clock.advance(hours=2)
    talking.run()
    assert (len(replies(talking)), talking.left()) == (2, 0)


@pytest.mark.parametrize(
    "failure", [SlackAmbiguous("connection"), (SlackAmbiguous("connection"),), SlackParked("no", "x", POLICY)]
)
def test_reply_is_tried_once(talking, failure):
    talking.cover(1, 2, held=MATCHES)
    talking.slack.script = [None, failure]
    talking.run()
    for _ in range(60):
        talking.clock.advance(minutes=1)
        talking.run()
    assert len(talking.slack.replies) == (1 if isinstance(failure, tuple) else 0)
    assert (talking.post().state, talking.left()) == (PostState.SENT, 0)


@pytest.mark.parametrize("failure", [SlackRateLimited(30), SlackNotSent("refused", "No.")])
def test_reply_that_surely_was_not_posted_comes_later(talking, failure):
    talking.cover(1, 2, held=MATCHES)
    talking.slack.script = [None, failure]
    talking.run()
    assert talking.slack.replies == []
    talking.clock.advance(minutes=1)
    talking.run()
    assert replies(talking) == [["Title 1 of 2"]]
    assert talking.left() == 0


def test_process_that_dies_before_a_reply_sends_none_later(talking):
    talking.cover(1, 2, held=MATCHES)

    def die(_reply):
        raise KeyboardInterrupt

    real, talking.slack.reply = talking.slack.reply, die
    with pytest.raises(KeyboardInterrupt):
        talking.run()
    talking.slack.reply = real
    talking.clock.advance(minutes=2)
    talking.run()
    assert talking.slack.replies == []
    talking.cover(1, 3, held=MATCHES)
    talking.clock.advance(hours=1)
    talking.run()
    assert replies(talking) == [["Title 1 of 3"]]


@pytest.fixture
def waiting(talking):
    """A thread in which one reply was sent, and another one waits."""
    for number in (2, 3):
        talking.cover(1, number, held=MATCHES)
        talking.run()
    assert replies(talking) == [["Title 1 of 2"]]
    return talking


def change(house, **fields):
    was = house.store.topic(topic(1).id)
    house.store.save_topic(replace(was, version=was.version + 1, **fields), ALICE, T0, "set")


def test_reply_that_nobody_wants_any_more_holds_up_nobody(waiting):
    change(waiting, thread=ThreadPolicy.EDIT)
    waiting.clock.advance(minutes=31)
    waiting.claim(2)
    waiting.run()
    assert waiting.titles() == ["Title 1", "Title 2"]
    assert (replies(waiting)[1:], waiting.left()) == ([], 0)


def test_reply_about_what_was_split_off_holds_up_nobody(waiting):
    waiting.store.uncover(waiting.post().story_id, article("https://outlet3.example/1").id)
    waiting.clock.advance(minutes=31)
    waiting.claim(2)
    waiting.run()
    assert waiting.titles() == ["Title 1", "Title 2"]
    assert (replies(waiting)[1:], waiting.left()) == ([], 0)


def test_who_wants_replies_from_now_on_gets_none_about_what_is_shown(house):
    house.claim()
    house.cover(1, 1, held=MATCHES)
    house.run()
    house.cover(1, 2, held=MATCHES)
    house.run()
    change(house, thread=ThreadPolicy.REPLY)
    house.clock.advance(minutes=10)
    house.cover(1, 3)
    house.run()
    assert house.slack.replies == []
    house.clock.advance(minutes=10)
    house.cover(1, 4, held=MATCHES)
    house.run()
    assert replies(house) == [["Title 1 of 4"]]


def test_post_that_was_found_in_history_is_not_told_again_in_its_own_thread(house):
    change(house, thread=ThreadPolicy.REPLY)
    house.claim()
    house.cover(1, 1, held=MATCHES)
    house.slack.script = [(SlackAmbiguous("connection"),)]
    house.run()
    house.clock.advance(minutes=3)
    house.run()
    house.clock.advance(minutes=31)
    house.run()
    assert house.slack.replies == []


def test_message_stays_as_it_is_once_its_article_is_not_kept_any_more(house):
    house.claim()
    house.run()
    house.store._articles.clear()
    house.cover(1, 2)
    house.run()
    assert house.slack.edits == []
    assert (house.post().state, house.post().done, house.left()) == (PostState.SENT, house.post().wanted, 0)
