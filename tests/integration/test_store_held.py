"""The store's contract: posts that are held until a time, and digests that tell many at once."""

from dataclasses import replace
from datetime import timedelta

import pytest
from builders import POLICY, alert, post
from fakes import T0

from newswatch.errors import Conflict
from newswatch.model import ArticleId, ChannelId, SourceId, StoryId, TopicId
from newswatch.posts import Hold, PostState

ENERGY = ChannelId("C10")
STORIES = [StoryId(letter * 16) for letter in "abc"]
NOON, EVENING = T0 + timedelta(hours=3), T0 + timedelta(hours=9)


def claim(store, story_id=STORIES[0], channel=POLICY):
    """Claim an alert; return its post and row."""
    store.claim([alert(story_id=story_id, channels=(channel,))])
    (row,) = [row for row in store.outbox(channel, 100) if row.story_id == story_id]
    return store.post(channel, story_id), row


def hold(store, story_id=STORIES[0], until=NOON, channel=POLICY):
    """Claim an alert, and hold its post; return it."""
    claimed, row = claim(store, story_id, channel)
    held = replace(claimed, hold=Hold.WHEN, held_until=until, held=claimed.topic_ids, reason="Told at noon.")
    store.hold(held, claimed, row)
    return held


def park(store, story_id=STORIES[0]):
    """Claim an alert, and park its post; return it."""
    claimed, row = claim(store, story_id)
    parked = replace(claimed, state=PostState.PARKED, parked_at=T0)
    store.park(parked, claimed, row, NOON)
    return parked


def digest(*members, **more):
    """Return a digest that is due before its members."""
    values = {
        "story_id": StoryId("digest-1"),
        "article_id": ArticleId(""),
        "source_id": SourceId(""),
        "claimed_at": T0 - timedelta(microseconds=1),
        "topic_ids": frozenset(topic_id for member in members for topic_id in member.topic_ids),
        "members": tuple(member.story_id for member in members),
    }
    return post(**(values | more))


def places(store, channel=POLICY):
    return [(row.story_id, row.due, row.held) for row in store.outbox(channel, 100)]


# Held


def test_held_post_has_one_row_which_is_due_when_it_is(store):
    held = hold(store)
    assert held == store.post(POLICY, STORIES[0])
    assert places(store) == [(STORIES[0], NOON, True)]
    assert list(store.channels_with_outbox(NOON - timedelta(minutes=2))) == []
    assert list(store.channels_with_outbox(NOON - timedelta(minutes=1))) == [POLICY]


@pytest.mark.parametrize("until", [NOON, EVENING, NOON - timedelta(hours=1)])
def test_held_post_can_be_held_longer_or_shorter_and_has_one_row(store, until):
    held = hold(store)
    (row,) = store.outbox(POLICY, 10)
    longer = replace(held, held_until=until, hold=Hold.QUIET)
    store.hold(longer, held, row)
    assert longer == store.post(POLICY, STORIES[0])
    assert places(store) == [(STORIES[0], until, True)]


@pytest.mark.parametrize("until", [NOON, EVENING])
def test_held_post_that_another_topic_joins_is_weighed_by_its_row_and_has_one(store, until):
    held = hold(store)
    store.claim([alert(2, claimed_at=T0 + timedelta(minutes=1))])
    joins, _ = store.outbox(POLICY, 10)
    assert not joins.held
    now = store.post(POLICY, STORIES[0])
    store.hold(replace(now, held_until=until, held=now.topic_ids), now, joins)
    assert places(store) == [(STORIES[0], until, True)]
    assert store.post(POLICY, STORIES[0]).held == {alert(1).topic_id, alert(2).topic_id}
    assert held.held == {alert(1).topic_id}


def test_holding_what_somebody_else_decided_about_changes_nothing(store):
    claimed, row = claim(store)
    store.save_post(replace(claimed, state=PostState.CANCELLED), claimed)
    with pytest.raises(Conflict):
        store.hold(replace(claimed, held_until=NOON, hold=Hold.HOUR), claimed, row)
    assert [row] == list(store.outbox(POLICY, 10))
    assert store.post(POLICY, STORIES[0]).held_until is None


def test_post_is_held_until_a_time(store):
    claimed, row = claim(store)
    with pytest.raises(ValueError, match="until a time"):
        store.hold(replace(claimed, hold=Hold.HOUR), claimed, row)


def test_what_is_held_is_counted_by_channel_with_the_first_time(store):
    assert store.held() == {}
    claim(store, STORIES[2])
    hold(store, STORIES[0], EVENING)
    hold(store, STORIES[1], NOON)
    hold(store, StoryId("d" * 16), EVENING, ENERGY)
    assert store.held() == {POLICY: (2, NOON), ENERGY: (1, EVENING)}


def test_stories_of_a_digest_that_waits_are_held_and_notices_are_not(store):
    hold(store, STORIES[2], EVENING)
    members = [hold(store, story_id, T0, ENERGY) for story_id in STORIES[:2]]
    store.gather(digest(*members, channel=ENERGY))
    row, *rows = store.outbox(ENERGY, 10)
    there = store.post(ENERGY, row.story_id)
    store.hold(replace(there, lines=there.members, hold=Hold.WHEN, held_until=NOON), there, row)
    for each in rows:
        store.drop_row(each)
    notice = post(channel=ENERGY, story_id=StoryId("change-1"), change=1)
    store.enqueue([notice])
    (row,) = [row for row in store.outbox(ENERGY, 10) if row.story_id == notice.story_id]
    store.hold(replace(notice, hold=Hold.QUIET, held_until=T0), notice, row)
    assert store.held() == {POLICY: (1, EVENING), ENERGY: (2, NOON)}


@pytest.mark.parametrize("joined", [False, True])
def test_held_post_that_is_parked_is_held_no_more(store, joined):
    held = hold(store)
    if joined:
        store.claim([alert(2)])
    row, *_ = store.outbox(POLICY, 10)
    now = store.post(POLICY, STORIES[0])
    store.park(replace(now, state=PostState.PARKED, parked_at=T0), now, row, NOON)
    assert places(store) == []
    assert store.held() == {}
    assert [post.held_until for post in store.parked(POLICY)] == [held.held_until]


def test_parked_post_can_come_back_as_a_held_one(store):
    parked = park(store)
    held = replace(parked, state=PostState.PENDING, hold=Hold.PARKED, held_until=EVENING)
    store.unpark(held, parked)
    assert held == store.post(POLICY, STORIES[0])
    assert places(store) == [(STORIES[0], EVENING, True)]
    assert list(store.parked()) == []


# Digests


def test_digest_is_due_before_what_it_is_made_of(store):
    members = [hold(store, story_id, T0) for story_id in STORIES[:2]]
    assert store.gather(digest(*members))
    assert digest(*members) == store.post(POLICY, StoryId("digest-1"))
    assert [story_id for story_id, _, _ in places(store)] == [StoryId("digest-1"), *STORIES[:2]]
    assert not store.outbox(POLICY, 1)[0].held


def test_digest_that_is_there_takes_in_members_and_stays_as_it_is_otherwise(store):
    first, second, third = (hold(store, story_id) for story_id in STORIES)
    store.gather(digest(second, third))
    other = TopicId("f" * 16)
    more = digest(first, second, topic_ids=frozenset({other}), hold=Hold.QUIET, claimed_at=NOON)
    assert store.gather(more)
    both = digest(first, second, third, wanted=2, topic_ids=second.topic_ids | {other})
    assert both == store.post(POLICY, both.story_id)


@pytest.mark.parametrize(
    ("changes", "takes"),
    [
        ({"state": PostState.SENDING}, False),
        ({"state": PostState.SENT, "ts": "1.1"}, False),
        ({"state": PostState.CANCELLED}, False),
        ({"state": PostState.FOLDED}, False),
        ({"state": PostState.PARKED}, False),
        ({"lines": (STORIES[0],)}, False),
        ({"reason": "waits"}, True),
    ],
)
def test_digest_takes_in_members_until_it_is_fixed_what_it_tells(store, changes, takes):
    first, second = hold(store), hold(store, STORIES[1])
    store.gather(digest(first))
    (row, *_) = store.outbox(POLICY, 10)
    there = store.post(POLICY, digest().story_id)
    store.save_post(replace(there, **changes), there)
    store.drop_row(row)
    before = places(store)
    assert store.gather(digest(second)) is takes
    assert len(store.post(POLICY, digest().story_id).members) == (2 if takes else 1)
    if not takes:
        assert places(store) == before


def test_digest_keeps_its_members_when_it_is_saved(store):
    first, second = hold(store), hold(store, STORIES[1])
    store.gather(digest(first))
    there = store.post(POLICY, digest().story_id)
    store.gather(digest(second))
    store.save_post(replace(there, state=PostState.SENDING, lines=(STORIES[0],)), there)
    saved = store.post(POLICY, digest().story_id)
    assert (saved.members, saved.lines) == (tuple(STORIES[:2]), (STORIES[0],))


def test_digest_can_be_of_thousands(store):
    """DynamoDB holds 400 kB in an item."""
    stories = tuple(StoryId(f"{number:016x}") for number in range(5_000))
    assert store.gather(digest(members=stories))
    there = store.post(POLICY, digest().story_id)
    store.save_post(replace(there, state=PostState.SENDING, lines=stories[::-1]), there)
    saved = store.post(POLICY, digest().story_id)
    assert (saved.members, saved.lines) == (stories, stories[::-1])


def test_held_post_is_folded_and_its_row_stays_until_that_is_sure(store):
    held = hold(store)
    store.claim([alert(2)])
    assert store.fold(held, digest().id)
    member = store.post(POLICY, STORIES[0])
    assert (member.state, member.reason, member.wanted, member.done) == (
        PostState.FOLDED, digest().id, 2, 2,
    )  # fmt: skip
    assert store.held() == {POLICY: (1, NOON)}
    assert not store.fold(held, digest().id)


def test_post_that_is_not_held_is_not_folded(store):
    claimed, row = claim(store)
    assert not store.fold(claimed, digest().id)
    sent = replace(claimed, state=PostState.SENT, ts="1.1", done=1)
    store.save_post(sent, claimed)
    assert not store.fold(sent, digest().id)
    assert sent == store.post(POLICY, STORIES[0])
    assert [row] == list(store.outbox(POLICY, 10))


def test_post_that_was_weighed_anew_meanwhile_is_not_folded(store):
    held = hold(store)
    (row,) = store.outbox(POLICY, 10)
    longer = replace(held, held_until=EVENING)
    store.hold(longer, held, row)
    assert not store.fold(held, digest().id)
    assert longer == store.post(POLICY, STORIES[0])
    free = replace(longer, hold=None, held_until=None)
    store.save_post(free, longer)
    assert not store.fold(longer, digest().id)
    assert free == store.post(POLICY, STORIES[0])
    assert places(store) == [(STORIES[0], EVENING, True)]


def test_parked_post_is_not_folded(store):
    parked = park(store)
    assert not store.fold(parked, digest().id)
    assert parked == store.post(POLICY, STORIES[0])


def test_folded_post_that_another_topic_joins_is_in_the_outbox_again(store):
    store.fold(hold(store), digest().id)
    store.claim([alert(2)])
    member = store.post(POLICY, STORIES[0])
    assert (member.state, member.wanted, member.done) == (PostState.FOLDED, 2, 1)
    assert places(store) == [(STORIES[0], T0, False), (STORIES[0], NOON, True)]
