"""Splitting a story in two, by one person's word, whatever crashes or comes twice."""

from dataclasses import replace
from datetime import timedelta

import pytest
from desk import ADA, BOARD, BOB, ENERGY, EVE, POLICY
from story_room import STORY, Room

from newswatch.errors import Conflict, NotAllowed
from newswatch.model import Bond, Decision, Placement, Split, State, StoryId, ThreadPolicy
from newswatch.posts import PostState
from newswatch.sources.urls import article_id
from newswatch.usecases.findings import Parted
from newswatch.usecases.sight import Sight
from newswatch.usecases.splitting import TRIES, moving, split_id, split_off
from newswatch.usecases.stories import Stories


@pytest.fixture
def room():
    room = Room(3)
    room.types("add Talks = lavrov")
    room.holds("talks", 0, 1, 2)
    return room


def split(room, n, who=ADA, where=POLICY, *, store=None, queues=None):
    sight = Sight(room.people, who, where)
    store, queues = store or room.store, queues or room.queues
    return split_off(store, queues, room.clock, sight, story_id=STORY, article_id=room.id(n))


def posts(room):
    """The story, article and channel of each alert's post."""
    return {
        (post.story_id, post.article_id, post.channel)
        for post in room.store._posts.values()
        if not post.change
    }


def decided(room):
    return [d.what for d in room.store.decisions(0) if isinstance(d.what, Split)]


# --- Which side moves ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("claimed", "moved"), [("a", "b"), ("b", "acd"), ("", "b"), ("ab", "acd"), ("acd", "b"), ("x", "b")]
)
def test_what_posts_show_stays(claimed, moved):
    assert moving("b", "abcd", claimed) == frozenset(moved)


def test_an_article_of_further_coverage_moves_alone(room):
    found = split(room, 2)

    new = split_id(STORY, room.id(2))
    assert found == Parted("Lavrov meets Pompeo 2", room.article(2).url, 0, (POLICY,))
    assert (room.members(), room.members(new)) == ([0, 1], [2])
    assert [room.article(n).story for n in range(3)] == [STORY, STORY, new]
    assert decided(room) == [Split(frozenset({room.id(2)}), new, STORY, room.clock.now(), ADA)]


def test_the_article_that_the_message_shows_stays_and_all_others_move(room):
    found = split(room, 0)

    new = split_id(STORY, room.id(0))
    assert (found.title, found.moved) == ("Lavrov meets Pompeo 0", 2)
    assert (room.members(), room.members(new)) == ([0], [1, 2])
    assert [room.article(n).story for n in range(3)] == [STORY, new, new]
    assert posts(room) == {(STORY, room.id(0), POLICY), (new, room.id(1), POLICY)}


def test_what_moves_keeps_when_it_came_and_what_it_matches_and_is_no_copy_any_more(room):
    before = room.store.coverage(STORY)[2]
    split(room, 2)

    (after,) = room.store.coverage(split_id(STORY, room.id(2)))
    assert after == replace(before, story_id=after.story_id, bond=Bond.SPLIT, likeness=0.0)


def test_whoever_places_articles_learns_of_it(room):
    """One that comes again, and one that is found anew, each tell the story of their own side."""
    split(room, 2)
    stories = Stories(room.store, room.clock)
    again = [stories.place(replace(room.article(n), story_id=StoryId(""))) for n in range(3)]
    assert again == [STORY, STORY, split_id(STORY, room.id(2))]


def test_the_new_story_s_id_is_of_the_form_of_an_article_s():
    assert split_id(StoryId("a"), article_id("b")) == article_id(f"a|{article_id('b')}")


# --- What is posted --------------------------------------------------------------------------------


def test_the_new_story_has_a_message_of_its_own_and_the_old_one_is_brought_up_to_date(room):
    old = room.store.post(POLICY, STORY)
    room.store.save_post(replace(old, state=PostState.SENT, ts="1.1", done=old.wanted), old)
    room.queues.woken.clear()
    split(room, 2)

    new = split_id(STORY, room.id(2))
    (claimed,) = room.store.alerts(new, [room.topic("talks").id])
    assert (claimed.article_id, claimed.version, claimed.channels) == (room.id(2), 0, (POLICY,))
    assert posts(room) == {(STORY, room.id(0), POLICY), (new, room.id(2), POLICY)}
    told = room.store.post(POLICY, STORY)
    assert told.wanted > told.done
    assert room.queues.woken == [(POLICY, 0)]


def test_a_topic_that_only_the_rest_matches_is_not_told_of_the_article(room):
    room.types("add <#C0ENERGY> Oil = oil")
    room.holds("oil", 1)
    split(room, 2)
    assert room.store.post(ENERGY, split_id(STORY, room.id(2))) is None


@pytest.mark.parametrize(
    "change",
    [
        {"state": State.PAUSED},
        {"state": State.REMOVED},
        # Two more have to carry it.
        {"outlets": 2},
    ],
)
def test_a_topic_that_would_not_be_told_of_a_new_story_is_not_told_of_this_one(room, change):
    topic = room.topic("talks")
    room.store.save_topic(replace(topic, version=topic.version + 1, **change), ADA, room.clock.now(), "set")
    assert split(room, 2).channels == ()
    assert posts(room) == {(STORY, room.id(0), POLICY)}


def test_outlets_of_the_new_story_count(room):
    topic = room.topic("talks")
    room.store.save_topic(replace(topic, version=2, outlets=2), ADA, room.clock.now(), "set")
    assert split(room, 0).channels == (POLICY,)


def test_a_topic_that_tells_each_article_by_itself_tells_none_again():
    room = Room(3)
    room.types("add Talks = lavrov")
    topic = room.topic("talks")
    room.store.save_topic(replace(topic, version=2, thread=ThreadPolicy.EACH), ADA, room.clock.now(), "set")
    for n in range(3):
        room.holds("talks", n)
    before = posts(room)
    split(room, 2)
    assert posts(room) == before


def test_a_story_that_no_topic_has_is_split_without_a_message():
    room = Room(2)
    assert split(room, 1, who=EVE, where=ENERGY).channels == ()
    assert posts(room) == set()
    assert room.members() == [0]


# --- Who may, and what cannot be ---------------------------------------------------------------------


@pytest.mark.parametrize(("who", "where"), [(BOB, ENERGY), (EVE, POLICY)])
def test_who_gets_the_story_in_a_channel_may_split_it(room, who, where):
    split(room, 2, who, where)
    assert room.members() == [0, 1]


@pytest.mark.parametrize("claims", [True, False])
def test_who_gets_the_story_nowhere_may_not(claims):
    room = Room(2)
    room.types("add <#C0BOARD> Secret = lavrov", where=BOARD)
    room.holds("secret", 0, claims=claims)
    with pytest.raises(NotAllowed, match="in one of their channels"):
        split(room, 1, BOB)
    assert (room.members(), decided(room)) == ([0, 1], [])


def test_a_topic_that_is_removed_and_has_posted_nothing_is_nobody_s_concern():
    room = Room(2)
    room.types("add <#C0BOARD> Secret = lavrov", where=BOARD)
    topic = room.holds("secret", 0, claims=False)
    room.store.save_topic(replace(topic, version=2, state=State.REMOVED), ADA, room.clock.now(), "remove")
    split(room, 1, BOB)
    assert room.members() == [0]


def test_where_the_new_story_is_posted_out_of_sight_is_not_told(room):
    room.types("add <#C0BOARD> Secret = lavrov", where=BOARD)
    room.holds("secret", 2, claims=False)
    assert split(room, 2, BOB).channels == (POLICY,)
    assert room.store.post(BOARD, split_id(STORY, room.id(2)))


def test_an_article_that_has_left_the_story_is_not_split_off_it(room):
    split(room, 0)
    before = state(room)
    with pytest.raises(NotAllowed, match="not in this story any more"):
        split(room, 2)
    assert state(room) == before


def test_the_only_article_of_a_story_cannot_be_split_off():
    room = Room(1)
    with pytest.raises(NotAllowed, match="the only one"):
        split(room, 0)


def test_an_article_that_is_not_known_cannot_be_split_off(room):
    with pytest.raises(NotAllowed, match="not kept any more"):
        split(room, 3)


# --- Again, at the same time, and after a crash --------------------------------------------------------


class Crash(Exception):
    pass


class Crashing:
    """A port that dies after so many calls."""

    def __init__(self, of, fuse):
        self.of, self.fuse = of, fuse

    def __getattr__(self, name):
        def call(*args, **named):
            answer = getattr(self.of, name)(*args, **named)
            self.fuse.append(name)
            if len(self.fuse) == self.fuse.limit:
                raise Crash
            return answer

        return call


class Fuse(list):
    def __init__(self, limit):
        super().__init__()
        self.limit = limit


def state(room):
    """All that a split changes; how often posts were refreshed is no part of it."""
    store = room.store
    return (
        store._decisions,
        store._coverage,
        store._articles,
        store._alerts,
        posts(room),
        {row.story_id for row in store.outbox(POLICY, 100)},
        set(room.queues.woken),
    )


def made():
    room = Room(4)
    room.types("add Talks = lavrov")
    room.types("add <#C0ENERGY> Oil = lavrov OR oil")
    room.holds("talks", 0, 1, 2)
    room.holds("oil", 2, 3)
    room.queues.woken.clear()
    return room


@pytest.mark.parametrize("n", [0, 1])
def test_a_crash_between_any_two_steps_changes_nothing_of_the_end(n):
    right = made()
    calls = Fuse(0)
    split(right, n, store=Crashing(right.store, calls), queues=Crashing(right.queues, calls))
    assert calls[-2:] == ["refresh_posts", "wake"]
    expected = state(right)
    for limit in range(1, len(calls) + 1):
        room, fuse = made(), Fuse(limit)
        with pytest.raises(Crash):
            split(room, n, store=Crashing(room.store, fuse), queues=Crashing(room.queues, fuse))
        found = split(room, n)
        assert state(room) == expected, calls[limit - 1]
        assert found.moved == (3 if n == 0 else 0)


def test_a_redelivery_minutes_later_claims_what_the_first_one_would_have(room):
    fuse = Fuse(0)
    split(room, 2, store=Crashing(room.store, fuse))
    room, late = Room(3), Fuse(fuse.index("claim"))
    room.types("add Talks = lavrov")
    room.holds("talks", 0, 1, 2)
    at = room.clock.now()
    with pytest.raises(Crash):
        split(room, 2, store=Crashing(room.store, late))
    room.clock.advance(minutes=20)
    split(room, 2)
    assert len(decided(room)) == 1
    assert room.store.post(POLICY, split_id(STORY, room.id(2))).claimed_at == at


def test_a_claim_that_came_in_between_does_not_turn_the_split_around(room):
    with pytest.raises(Crash):
        split(room, 2, store=Crashing(room.store, Fuse(7)))
    assert len(decided(room)) == 1
    room.types("add Late = pompeo")
    room.holds("late", 2)

    split(room, 2)
    assert room.members() == [0, 1]


class Crowded:
    """A store whose log others write to, each time right before us."""

    def __init__(self, of, others):
        self.of, self.others = of, others

    def __getattr__(self, name):
        return getattr(self.of, name)

    def decide(self, decision):
        if self.others:
            self.of.decide(Decision(decision.seq, self.others.pop(0)))
        self.of.decide(decision)


def test_the_log_is_added_to_after_what_others_were_first_with(room):
    placed = [
        Placement(article_id(f"https://x.example/{n}"), StoryId("a" * 16), room.clock.now(), "x", "X", b"")
        for n in range(3)
    ]
    split(room, 2, store=Crowded(room.store, placed.copy()))
    assert [decision.what for decision in room.store.decisions(3)] == [*placed, *decided(room)]
    assert room.members() == [0, 1]


def test_whoever_is_never_first_gives_up(room):
    placed = [
        Placement(article_id(f"https://x.example/{n}"), StoryId("a" * 16), room.clock.now(), "x", "X", b"")
        for n in range(TRIES)
    ]
    with pytest.raises(Conflict):
        split(room, 2, store=Crowded(room.store, placed))
    assert room.members() == [0, 1, 2]


def test_of_two_who_say_it_at_once_the_first_one_decides(room):
    new = split_id(STORY, room.id(2))
    first = Split(frozenset({room.id(2)}), new, STORY, room.clock.now() - timedelta(seconds=1), BOB)
    split(room, 2, store=Crowded(room.store, [first]))
    assert decided(room) == [first]
    assert room.members(new) == [2]
