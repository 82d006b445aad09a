"""The store's contract: what people say of what was told to them, and the edits that show it."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from builders import ALICE, POLICY, alert
from fakes import T0
from stores import dynamo_store

from newswatch.model import ArticleId, ChannelId, StoryId, TopicId, UserId, Vote
from newswatch.posts import Hold, PostState
from newswatch.storage.post_parts import POST_RETENTION_DAYS

BOB = UserId("U2")
ENERGY = ChannelId("C10")
STORY, OTHER = StoryId("a" * 16), StoryId("b" * 16)
TOPIC, SECOND = TopicId(f"{1:016x}"), TopicId(f"{2:016x}")
MINUTE = timedelta(minutes=1)


def vote(**more):
    values = {
        "topic_id": TOPIC,
        "story_id": STORY,
        "article_id": ArticleId("c" * 16),
        "channel": POLICY,
        "who": ALICE,
        "relevant": False,
        "at": T0,
    }
    return Vote(**(values | more))


def test_a_vote_comes_back_as_it_was_given(store):
    store.vote([vote()])
    assert list(store.votes(TOPIC, T0)) == [vote()]
    assert dict(store.said_of(POLICY, STORY)) == {ALICE: False}


def test_where_nobody_has_said_anything_there_is_nothing(store):
    assert list(store.votes(TOPIC, T0)) == []
    assert dict(store.said_of(POLICY, STORY)) == {}
    store.unvote([vote()])


def test_the_same_vote_again_changes_nothing(store):
    store.vote([vote()])
    store.vote([vote()])
    assert list(store.votes(TOPIC, T0)) == [vote()]


def test_the_opposite_takes_the_place_of_what_was_said(store):
    store.vote([vote()])
    store.vote([vote(relevant=True, at=T0 + MINUTE)])
    assert list(store.votes(TOPIC, T0)) == [vote(relevant=True, at=T0 + MINUTE)]
    assert dict(store.said_of(POLICY, STORY)) == {ALICE: True}


def test_each_topic_story_and_person_has_a_vote_and_the_newest_comes_first(store):
    votes = [
        vote(at=T0 + MINUTE),
        vote(topic_id=SECOND, at=T0 + MINUTE),
        vote(story_id=OTHER, at=T0 + 2 * MINUTE),
        vote(who=BOB, relevant=True),
    ]
    store.vote(votes)
    assert list(store.votes(TOPIC, T0)) == [votes[2], votes[0], votes[3]]
    assert list(store.votes(SECOND, T0)) == [votes[1]]
    assert dict(store.said_of(POLICY, STORY)) == {ALICE: False, BOB: True}
    assert dict(store.said_of(POLICY, OTHER)) == {ALICE: False}


def test_votes_are_asked_for_from_a_time_on(store):
    store.vote([vote(), vote(who=BOB, at=T0 + MINUTE)])
    assert [each.who for each in store.votes(TOPIC, T0 + MINUTE)] == [BOB]


def test_a_message_in_another_channel_has_a_tally_of_its_own(store):
    store.vote([vote()])
    store.vote([vote(channel=ENERGY, relevant=True, at=T0 + MINUTE)])
    assert dict(store.said_of(POLICY, STORY)) == {ALICE: False}
    assert dict(store.said_of(ENERGY, STORY)) == {ALICE: True}
    # Of the topic there is one word of a person on a story: the last one.
    assert [each.relevant for each in store.votes(TOPIC, T0)] == [True]
    store.unvote([vote(channel=ENERGY, at=T0 + MINUTE)])
    assert [each.channel for each in store.votes(TOPIC, T0)] == [POLICY]


def test_a_channel_whose_id_begins_alike_is_another_one(store):
    store.vote([vote(channel=ENERGY)])
    assert dict(store.said_of(POLICY, STORY)) == {}


def test_who_said_both_for_several_topics_is_counted_by_the_last_word(store):
    store.vote([vote(topic_id=SECOND, relevant=True, at=T0 + MINUTE)])
    store.vote([vote()])
    assert dict(store.said_of(POLICY, STORY)) == {ALICE: True}


def test_what_is_taken_back_is_gone_and_nothing_else(store):
    store.vote([vote(), vote(topic_id=SECOND), vote(who=BOB)])
    store.unvote([vote(at=T0 + MINUTE, relevant=True)])
    assert [each.who for each in store.votes(TOPIC, T0)] == [BOB]
    assert dict(store.said_of(POLICY, STORY)) == {ALICE: False, BOB: False}
    store.unvote([vote(topic_id=SECOND)])
    assert dict(store.said_of(POLICY, STORY)) == {BOB: False}


def test_an_older_word_that_comes_late_does_not_count(store):
    store.vote([vote(relevant=True, at=T0 + MINUTE)])
    assert store.vote([vote(), vote(topic_id=SECOND)])
    assert not store.vote([vote()])
    assert not store.unvote([vote()])
    assert store.unvote([vote(), vote(who=BOB, at=T0 + MINUTE)])
    assert not store.vote([vote(who=BOB)])
    assert list(store.votes(TOPIC, T0)) == [vote(relevant=True, at=T0 + MINUTE)]
    assert list(store.votes(SECOND, T0)) == [vote(topic_id=SECOND)]
    store.vote([vote(who=BOB, at=T0 + 2 * MINUTE)])
    assert dict(store.said_of(POLICY, STORY)) == {ALICE: True, BOB: False}


def test_what_was_taken_back_is_passed_over_without_a_word(store, caplog):
    store.vote([vote()])
    store.unvote([vote(at=T0 + MINUTE)])
    assert (list(store.votes(TOPIC, T0)), dict(store.said_of(POLICY, STORY))) == ([], {})
    assert caplog.messages == []


@pytest.mark.parametrize("deed", ["vote", "unvote"])
def test_words_and_what_is_left_of_them_go_by_themselves(engine, engine_table, deed):
    """What DynamoDB deletes by is when the story's posts go, in epoch seconds."""
    getattr(dynamo_store(engine.url, engine_table, f"ttl-{deed}"), deed)([vote()])
    found = engine.client("dynamodb").scan(TableName=engine_table)["Items"]
    ttls = [item["ttl"] for item in found if item["pk"]["S"].startswith(f"ttl-{deed}#")]
    gone = int((T0 + timedelta(days=POST_RETENTION_DAYS)).timestamp())
    assert ttls == [{"N": str(gone)}] * 2


def test_more_topics_than_one_transaction_takes(store):
    votes = [vote(topic_id=TopicId(f"{n:016x}")) for n in range(1, 121)]
    store.vote(votes)
    assert all(list(store.votes(each.topic_id, T0)) == [each] for each in votes)
    store.unvote(votes)
    assert not any(store.votes(each.topic_id, T0) for each in votes)


def test_two_people_at_once_are_both_kept(store):
    with ThreadPoolExecutor(8) as pool:
        people = [UserId(f"U{n}") for n in range(16)]
        list(pool.map(lambda who: store.vote([vote(who=who), vote(topic_id=SECOND, who=who)]), people))
    assert dict(store.said_of(POLICY, STORY)) == dict.fromkeys(people, False)
    assert {each.who for each in store.votes(SECOND, T0)} == set(people)


# Edits that show them


def sent(store, state=PostState.SENT):
    """Claim an alert, have its post in that state, and its row gone; return it."""
    store.claim([alert(story_id=STORY)])
    post = store.post(POLICY, STORY)
    done = replace(post, state=state, ts="1.1", done=post.wanted)
    store.save_post(done, post)
    for row in store.outbox(POLICY, 10):
        store.drop_row(row)
    return done


def test_each_wish_for_an_edit_has_a_row_of_its_own(store):
    post = sent(store)
    store.show_votes(post, ALICE, T0, T0 + MINUTE)
    store.show_votes(post, BOB, T0, T0 + MINUTE)
    store.show_votes(post, ALICE, T0 + MINUTE / 2, T0 + MINUTE)
    rows = store.outbox(POLICY, 10)
    assert [(row.story_id, row.due, row.held, row.patient) for row in rows] == [
        (STORY, T0 + MINUTE, False, True)
    ] * 3
    assert store.post(POLICY, STORY).wanted == post.wanted + 3


def test_what_is_being_sent_shows_what_is_said_meanwhile(store):
    post = sent(store, PostState.SENDING)
    store.show_votes(post, ALICE, T0, T0 + MINUTE)
    assert store.post(POLICY, STORY).wanted == post.wanted + 1
    assert len(store.outbox(POLICY, 10)) == 1


@pytest.mark.parametrize(
    "state", [PostState.PENDING, PostState.CANCELLED, PostState.FOLDED, PostState.PARKED]
)
def test_what_slack_does_not_show_is_not_edited(store, state):
    post = sent(store, state)
    store.show_votes(post, ALICE, T0, T0 + MINUTE)
    assert store.post(POLICY, STORY).wanted == post.wanted
    assert list(store.outbox(POLICY, 10)) == []


def test_a_post_that_is_not_there_gets_no_row(store):
    post = sent(store)
    store.show_votes(replace(post, story_id=OTHER), ALICE, T0, T0 + MINUTE)
    assert store.post(POLICY, OTHER) is None
    assert list(store.outbox(POLICY, 10)) == []


# What only muted outlets tell


def muted(store, until=T0 + 72 * 60 * MINUTE):
    """Claim an alert, and hold its post as muted; return it."""
    store.claim([alert(story_id=STORY)])
    (row,) = store.outbox(POLICY, 10)
    post = store.post(POLICY, STORY)
    held = replace(post, hold=Hold.MUTED, held_until=until)
    store.hold(held, post, row)
    return held


def test_what_is_muted_is_held_but_not_counted(store):
    held = muted(store)
    assert store.post(POLICY, STORY) == held
    assert [(row.due, row.held) for row in store.outbox(POLICY, 10)] == [(held.held_until, True)]
    assert dict(store.held()) == {}


def test_what_is_muted_is_looked_at_as_soon_as_something_joins(store):
    held = muted(store)
    assert list(store.refresh_posts(STORY, T0 + MINUTE)) == [POLICY]
    first, last = store.outbox(POLICY, 10)
    assert (first.due, first.held, first.patient) == (T0 + MINUTE, False, False)
    assert (last.due, last.held) == (held.held_until, True)
    assert store.post(POLICY, STORY).wanted == held.wanted + 1


def test_what_is_muted_no_more_has_the_row_of_any_that_waits(store):
    held = muted(store)
    (row,) = store.outbox(POLICY, 10)
    store.hold(replace(held, hold=Hold.WHEN, held_until=T0 + MINUTE), held, row)
    assert [(row.due, row.held) for row in store.outbox(POLICY, 10)] == [(T0 + MINUTE, True)]
    assert dict(store.held()) == {POLICY: (1, T0 + MINUTE)}


def test_what_waits_for_another_reason_is_not_looked_at_before_its_time(store):
    held = muted(store)
    (row,) = store.outbox(POLICY, 10)
    store.hold(replace(held, hold=Hold.QUIET), held, row)
    store.refresh_posts(STORY, T0 + MINUTE)
    assert [row.held for row in store.outbox(POLICY, 10)] == [True]
    assert store.post(POLICY, STORY).wanted == held.wanted + 1
