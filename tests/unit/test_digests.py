"""Digests: which story comes first, what of it is in the message, and what it is called."""

from dataclasses import replace
from datetime import timedelta

import pytest
from builders import POLICY, post
from fakes import T0
from hypothesis import given
from hypothesis import strategies as st

from newswatch.delivery.digests import (
    LINES,
    Ranked,
    arranged,
    digest_of,
    joined_by,
    lines_of,
    most_common,
    part_of,
    parts,
)
from newswatch.model import StoryId, TopicId
from newswatch.posts import Hold

FIRST, SECOND = TopicId("1" * 16), TopicId("2" * 16)


def ranked(name, topic="A", outlets=1, minute=0):
    return Ranked(StoryId(name), topic, outlets, T0 + timedelta(minutes=minute))


def many(topic, number, outlets=1):
    return [ranked(f"{topic}{at:03}", topic, outlets, at) for at in range(number)]


def held(name, hold=Hold.WHEN, *topics):
    return post(story_id=StoryId(name), hold=hold, topic_ids=frozenset(topics or (FIRST,)))


@pytest.mark.parametrize(
    ("stories", "order"),
    [
        ([], ()),
        ([ranked("a")], ("a",)),
        # Most widely covered first; then the oldest; then whichever, but always the same.
        ([ranked("a", outlets=1), ranked("b", outlets=3), ranked("c", outlets=2)], ("b", "c", "a")),
        ([ranked("a", minute=2), ranked("b", minute=1)], ("b", "a")),
        ([ranked("b"), ranked("a")], ("a", "b")),
        # In groups by topic: the one that has the widest story first.
        (
            [ranked("a", "A", 2), ranked("b", "B", 5), ranked("c", "A", 3), ranked("d", "B", 1)],
            ("b", "d", "c", "a"),
        ),
        ([ranked("a", "A", 5), ranked("b", "B", 4), ranked("c", "A", 1)], ("a", "c", "b")),
    ],
)
def test_stories_are_in_groups_and_within_by_how_widely_they_are_covered(stories, order):
    assert arranged(stories) == order
    assert arranged(stories[::-1]) == order


def test_topic_that_brings_hundreds_leaves_room_for_the_others():
    """Although each of its stories is carried by more outlets."""
    order = arranged([*many("A", 300, outlets=9), *many("B", 3), ranked("c", "C")])
    head = order[:LINES]
    assert [name[0] for name in head] == ["A"] * 36 + ["B"] * 3 + ["c"]
    assert order[LINES:] == tuple(f"A{at:03}" for at in range(36, 300))


def test_topics_take_turns_until_the_message_is_full():
    order = arranged([*many("A", 50), *many("B", 50), *many("C", 10)])
    counts = [sum(name[0] == letter for name in order[:LINES]) for letter in "ABC"]
    assert counts == [15, 15, 10]
    assert [name[0] for name in order[LINES:]] == ["A"] * 35 + ["B"] * 35


def test_what_did_not_find_room_is_in_groups_too():
    order = arranged([*many("A", 30, 2), *many("B", 30, 1)])
    assert [name[0] for name in order] == ["A"] * 20 + ["B"] * 20 + ["A"] * 10 + ["B"] * 10


STORIES = st.lists(
    st.tuples(st.sampled_from("ABCDEFG"), st.integers(1, 30), st.integers(0, 2_000)), max_size=150
).map(lambda found: [ranked(f"s{at}", *each) for at, each in enumerate(found)])


@given(STORIES, st.randoms(use_true_random=False))
def test_each_story_is_told_once_in_an_order_that_depends_on_the_stories_alone(stories, chance):
    order = arranged(stories)
    assert sorted(order) == sorted(story.story_id for story in stories)
    shuffled = stories[:]
    chance.shuffle(shuffled)
    assert arranged(shuffled) == order
    told = [name for part in range(parts(len(order)) + 1) for name in lines_of(order, part)]
    assert tuple(told) == order
    assert not lines_of(order, parts(len(order)) + 1)


@given(STORIES)
def test_message_is_fair_to_each_topic(stories):
    """No topic has two stories more than another one of which something is left out."""
    by_id = {story.story_id: story for story in stories}
    order = [by_id[name] for name in arranged(stories)]
    head, tail = order[:LINES], order[LINES:]
    in_head = {topic: sum(story.topic == topic for story in head) for topic in "ABCDEFG"}
    for left in {story.topic for story in tail}:
        assert max(in_head.values()) <= in_head[left] + 1, (left, in_head)
    for part in (head, tail):
        groups = [story.topic for story in part]
        assert len(set(groups)) == sum(
            at == 0 or groups[at - 1] != group for at, group in enumerate(groups)
        ), groups
        widest = [max(s.outlets for s in part if s.topic == topic) for topic in dict.fromkeys(groups)]
        assert widest == sorted(widest, reverse=True)
    for topic in "ABCDEFG":
        outlets = [story.outlets for story in order if story.topic == topic]
        assert outlets == sorted(outlets, reverse=True)


@pytest.mark.parametrize(
    ("stories", "further"), [(0, 0), (1, 0), (LINES, 0), (LINES + 1, 1), (2 * LINES, 1), (2 * LINES + 1, 2)]
)
def test_parts_are_what_does_not_fit_into_the_message(stories, further):
    assert parts(stories) == further


def test_digest_of_a_channel_and_window_is_always_the_same_one():
    one = digest_of(T0, [held("a"), held("b")])
    other = digest_of(T0, [held("c")])
    assert (one.id, one.story_id) == (other.id, other.story_id)
    assert (
        len({one.id, digest_of(T0, [held("a")], 2).id, digest_of(T0 + timedelta(seconds=1), [held("a")]).id})
        == 3
    )
    assert one.claimed_at == T0 - timedelta(microseconds=1)
    assert (one.channel, one.members, one.is_alert) == (POLICY, ("a", "b"), False)


def test_digest_is_of_all_topics_of_its_members_and_waited_for_what_most_did():
    digest = digest_of(
        T0, [held("a", Hold.QUIET, FIRST), held("b", Hold.HOUR, SECOND), held("c", Hold.QUIET, SECOND)]
    )
    assert (digest.topic_ids, digest.hold) == ({FIRST, SECOND}, Hold.QUIET)


def test_digest_that_takes_in_others_stays_itself():
    digest = digest_of(T0, [held("a", Hold.QUIET)])
    joined = joined_by(digest, [held("b", Hold.HOUR, SECOND)])
    assert joined == replace(digest, members=("b",), topic_ids=frozenset({FIRST, SECOND}))


def test_parts_are_posts_of_their_own_from_now_on():
    digest = digest_of(T0, [held("a")])
    now = T0 + timedelta(minutes=5)
    first, second = part_of(digest, 1, now), part_of(digest, 2, now)
    assert (first.part_of, first.part, second.part) == (digest.story_id, 1, 2)
    assert len({digest.id, first.id, second.id}) == 3
    assert {first.claimed_at, second.claimed_at} == {now}
    assert not first.is_alert


@pytest.mark.parametrize(
    ("whys", "most"),
    [
        ([], None),
        ([Hold.DAY], Hold.DAY),
        ([Hold.DAY, Hold.WHEN, Hold.WHEN], Hold.WHEN),
        ([Hold.WHEN, Hold.DAY], Hold.DAY),  # of equals always the same one
        ([Hold.DAY, Hold.WHEN], Hold.DAY),
    ],
)
def test_what_most_of_them_waited_for(whys, most):
    assert most_common(whys) == most
