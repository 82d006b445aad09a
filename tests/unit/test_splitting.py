"""Splitting a story in two, by one person's word, whatever crashes or comes twice."""

from dataclasses import replace
from datetime import timedelta

import pytest
from desk import ADA, BOARD, BOB, ENERGY, EVE, POLICY
from story_room import NAMES, STORY, URLS, Room

from newswatch.errors import Conflict, NotAllowed
from newswatch.model import Bond, Decision, Placement, Split, State, StoryId, ThreadPolicy
from newswatch.posts import PostState
from newswatch.sources.urls import article_id
from newswatch.usecases.contents import content
from newswatch.usecases.findings import Parted
from newswatch.usecases.sight import Sight
from newswatch.usecases.splitting import TRIES, moving, split_id, split_off
from newswatch.usecases.stories import Stories


def fresh():
    room = Room(3)
    room.types("add Talks = lavrov")
    room.holds("talks", 0, 1, 2)
    return room


@pytest.fixture
def room():
    return fresh()


def split(room, n, who=ADA, where=POLICY, *, story=STORY, store=None, queues=None):
    sight = Sight(room.people, who, where)
    store, queues = store or room.store, queues or room.queues
    return split_off(store, queues, room.clock, sight, story_id=story, article_id=room.id(n))


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
    ("claimed", "moved"), [("a", "b"), ("b", "acd"), ("bb", "acd"), ("", "b"), ("ab", "b"), ("acd", "b")]
)
def test_the_others_move_only_where_all_alerts_are_by_the_article(claimed, moved):
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

    new = split_id(STORY, room.id(1), room.id(2))
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


def test_an_alert_of_what_was_split_off_before_does_not_count():
    room = Room(3)
    room.types("add Talks = lavrov")
    room.types("add <#C0ENERGY> Oil = oil")
    room.holds("talks", 0)
    room.holds("oil", 1)
    split(room, 1)
    assert split(room, 0).moved == 1
    assert (room.members(), room.members(split_id(STORY, room.id(2)))) == ([0], [2])


def test_the_new_story_s_id_is_of_the_form_of_an_article_s_and_of_all_that_moves():
    first, second = article_id("b"), article_id("c")
    assert split_id(StoryId("a"), first) == article_id(f"a|{first}")
    assert split_id(StoryId("a"), first, second) == split_id(StoryId("a"), second, first)
    assert len({split_id(StoryId("a"), *moved) for moved in ([first], [second], [first, second])}) == 3


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
    # For what is claimed at once, and when all has moved.
    assert room.queues.woken == [(POLICY, 0), (POLICY, 0)]


def shown(room, channel, story=STORY):
    """The numbers of the article that a message leads with and of those that it names."""
    message = content(room.store, room.store.post(channel, story), room.clock.now())
    return URLS.index(message.url), [NAMES.index(outlet.name) for outlet in message.also]


@pytest.fixture
def two():
    """A story that one channel has by its first article, another one by its second."""
    room = Room(3)
    room.types("add Talks = lavrov")
    room.types("add <#C0ENERGY> Oil = lavrov OR oil")
    room.holds("talks", 0)
    room.holds("oil", 1)
    return room


def test_where_both_sides_are_told_each_channel_has_one_message_about_what_it_was_told(two):
    before = posts(two)
    assert split(two, 1).channels == ()
    assert (two.members(), two.members(split_id(STORY, two.id(1)))) == ([0, 2], [1])
    assert posts(two) == before
    assert shown(two, POLICY) == (0, [2])
    assert shown(two, ENERGY) == (1, [])


def test_a_message_that_goes_on_with_what_is_left_tells_the_article_no_more_so_another_one_does(two):
    two.holds("oil", 0, claims=False)
    assert split(two, 1).channels == (ENERGY,)
    assert shown(two, ENERGY) == (0, [2])
    assert shown(two, ENERGY, split_id(STORY, two.id(1))) == (1, [])


def test_a_message_that_another_topic_keeps_tells_the_article_no_more():
    room = Room(3)
    room.types("add <#C0ENERGY> Oil = lavrov OR oil")
    room.types("add <#C0ENERGY> Talks = lavrov")
    room.holds("oil", 1)
    room.holds("talks", 0)
    assert split(room, 1).channels == (ENERGY,)
    assert shown(room, ENERGY) == (0, [2])


def test_of_a_topic_s_channels_only_those_are_told_that_were_not():
    room = Room(3)
    room.types("add Talks = lavrov")
    room.types("add Oil = lavrov OR oil")
    room.types("set oil channel <#C0POLICY> <#C0ENERGY>")
    room.holds("talks", 0)
    room.holds("oil", 1)
    split(room, 1)
    new = split_id(STORY, room.id(1))
    (claimed,) = room.store.alerts(new)
    assert claimed.channels == (POLICY,)
    assert posts(room) == {
        (STORY, room.id(0), POLICY),
        (STORY, room.id(1), ENERGY),
        (new, room.id(1), POLICY),
    }


def test_a_message_that_was_given_up_tells_nothing(two):
    old = two.store.post(ENERGY, STORY)
    two.store.save_post(replace(old, state=PostState.CANCELLED, done=old.wanted), old)
    assert split(two, 1).channels == (ENERGY,)


def test_a_topic_that_rests_keeps_no_message_for_what_is_left(two):
    two.types("add <#C0ENERGY> Gas = lavrov AND gas")
    topic = two.holds("gas", 0)
    two.store.save_topic(replace(topic, version=2, state=State.PAUSED), ADA, two.clock.now(), "pause")
    assert split(two, 1).channels == ()
    assert shown(two, ENERGY) == (1, [])


def test_a_message_that_began_with_what_is_left_tells_the_article_no_more():
    room = Room(3)
    room.types("add <#C0ENERGY> Gas = lavrov AND gas")
    room.types("add <#C0ENERGY> Oil = lavrov OR oil")
    topic = room.holds("gas", 0)
    room.holds("oil", 1)
    room.store.save_topic(replace(topic, version=2, state=State.PAUSED), ADA, room.clock.now(), "pause")
    assert split(room, 1).channels == (ENERGY,)


def test_a_message_that_nobody_wants_any_more_stays_and_counts_as_it_is(two):
    topic = two.holds("oil", 0, claims=False)
    two.store.save_topic(replace(topic, version=2, state=State.PAUSED), ADA, two.clock.now(), "pause")
    two.types("add <#C0ENERGY> Gas = lavrov AND gas")
    two.holds("gas", 1, claims=False)
    assert split(two, 1).channels == (ENERGY,)


def test_what_is_split_off_twice_is_told_once(two):
    split(two, 1)
    new = split_id(STORY, two.id(1))
    two.clock.advance(minutes=5)
    two.joins(3, story=new, title="Oil", text="Oil.")
    split(two, 1, story=new)
    assert two.members(split_id(new, two.id(1))) == [1]
    assert [post for post in posts(two) if post[1] == two.id(1)] == [(STORY, two.id(1), ENERGY)]


def test_later_coverage_of_what_a_channel_was_told_is_told_by_a_message_of_its_own(two):
    split(two, 1)
    new = split_id(STORY, two.id(1))
    two.joins(3, story=new, title="Oil", text="Oil.")
    two.holds("oil", 3)
    assert (new, two.id(3), ENERGY) in posts(two)


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


def test_a_channel_whose_message_is_about_what_was_split_off_has_the_story_no_more(two):
    split(two, 1)
    two.people.members[ENERGY] = {BOB}
    two.people.members[POLICY] = {ADA}
    with pytest.raises(NotAllowed, match="in one of their channels"):
        split(two, 2, BOB, ENERGY)


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


def calls_of(room, n):
    """The calls on the store by which an article is split off."""
    calls = Fuse(0)
    split(room, n, store=Crashing(room.store, calls))
    return calls


def made(**holds):
    room = Room(4)
    room.types("add Talks = lavrov")
    room.types("add <#C0ENERGY> Oil = lavrov OR oil")
    for handle, numbers in holds.items():
        room.holds(handle, *numbers)
    room.queues.woken.clear()
    return room


@pytest.mark.parametrize(
    ("holds", "n", "moved", "told"),
    [
        # One of further coverage; the one that all messages are about; one of two that are told.
        ({"talks": (0, 1, 2), "oil": (2, 3)}, 1, [1], [(0, POLICY), (2, ENERGY), (1, POLICY)]),
        (
            {"talks": (0, 1, 2), "oil": (0, 3)}, 0, [1, 2, 3],
            [(0, POLICY), (0, ENERGY), (1, POLICY), (3, ENERGY)],
        ),
        ({"talks": (0, 1, 2), "oil": (2,)}, 2, [2], [(0, POLICY), (2, ENERGY), (2, POLICY)]),
    ],
)  # fmt: skip
def test_a_crash_between_any_two_steps_changes_nothing_of_the_end(holds, n, moved, told):
    right = made(**holds)
    calls = Fuse(0)
    found = split(right, n, store=Crashing(right.store, calls), queues=Crashing(right.queues, calls))
    assert calls[-2:] == ["refresh_posts", "wake"]
    new = split_id(STORY, *map(right.id, moved))
    assert right.members(new) == moved
    assert right.members() == [each for each in range(4) if each not in moved]
    assert [right.article(each).story for each in range(4)] == [
        new if each in moved else STORY for each in range(4)
    ]
    assert posts(right) == {
        (STORY if place < 2 else new, right.id(each), channel) for place, (each, channel) in enumerate(told)
    }
    expected = state(right)
    for limit in range(1, len(calls) + 1):
        room, fuse = made(**holds), Fuse(limit)
        with pytest.raises(Crash):
            split(room, n, store=Crashing(room.store, fuse), queues=Crashing(room.queues, fuse))
        assert split(room, n) == found
        assert state(room) == expected, calls[limit - 1]


def test_what_matters_comes_first_and_what_has_moved_is_not_moved_again(room):
    calls = Fuse(0)
    split(room, 0, store=Crashing(room.store, calls), queues=Crashing(room.queues, calls))
    first = calls.index("claim")
    assert calls[first:] == [
        "claim", "wake", *["cover", "place_article", "uncover"] * 2, "refresh_posts", "refresh_posts", "wake",
    ]  # fmt: skip

    room, late = fresh(), Fuse(calls.index("uncover") + 1)
    with pytest.raises(Crash):
        split(room, 0, store=Crashing(room.store, late), queues=Crashing(room.queues, late))
    again = calls_of(room, 0)
    assert [again.count(name) for name in ("cover", "place_article", "uncover")] == [1, 1, 1]
    assert room.members(split_id(STORY, room.id(1), room.id(2))) == [1, 2]


def test_only_topics_that_the_story_has_are_read(room):
    for n in range(5):
        room.types(f"add Other{n} = oil{n}")
    assert "topics" not in calls_of(room, 2)


# --- Once more ---------------------------------------------------------------------------------------


def test_the_article_has_new_company_which_moves_to_a_story_of_its_own(room):
    split(room, 0)
    room.clock.advance(minutes=5)
    room.joins(3, title="Oil", text="Oil.")
    assert split(room, 0).moved == 1
    assert (room.members(), room.members(split_id(STORY, room.id(3)))) == ([0], [3])
    assert room.members(split_id(STORY, room.id(1), room.id(2))) == [1, 2]
    assert len(decided(room)) == 2


def test_hours_later_new_company_does_not_join_what_moved_before(room):
    split(room, 0)
    room.clock.advance(hours=5)
    room.joins(3, title="Oil", text="Oil.")
    split(room, 0)
    assert room.members(split_id(STORY, room.id(1), room.id(2))) == [1, 2]


def test_a_redelivery_does_its_own_split_to_the_end_whatever_has_joined_meanwhile(room):
    fuse = Fuse(calls_of(fresh(), 0).index("place_article"))
    with pytest.raises(Crash):
        split(room, 0, store=Crashing(room.store, fuse))
    room.clock.advance(minutes=12)
    room.joins(3, title="Oil", text="Oil.")
    assert split(room, 0).moved == 2
    assert (room.members(), len(decided(room))) == ([0, 3], 1)


@pytest.mark.parametrize("again", [0, 1])
def test_pressed_again_it_is_the_same_split(again):
    room = Room(2)
    room.types("add Talks = lavrov")
    room.holds("talks", 0, 1)
    split(room, 0)
    before = state(room)
    split(room, again)
    assert state(room) == before


def test_two_articles_that_are_split_off_at_once_become_two_stories(room):
    other = Split(frozenset({room.id(1)}), split_id(STORY, room.id(1)), STORY, room.clock.now(), ADA)
    split(room, 2, store=Crowded(room.store, [other]))
    assert [one.articles for one in decided(room)] == [{room.id(1)}, {room.id(2)}]
    split(room, 1)
    assert (room.members(), len(decided(room))) == ([0], 2)


def test_a_redelivery_minutes_later_claims_what_the_first_one_would_have(room):
    late = Fuse(calls_of(fresh(), 2).index("claim"))
    at = room.clock.now()
    with pytest.raises(Crash):
        split(room, 2, store=Crashing(room.store, late))
    room.clock.advance(minutes=20)
    split(room, 2)
    assert len(decided(room)) == 1
    assert room.store.post(POLICY, split_id(STORY, room.id(2))).claimed_at == at


def test_a_claim_that_came_in_between_does_not_turn_the_split_around(room):
    fuse = Fuse(calls_of(fresh(), 2).index("decide") + 1)
    with pytest.raises(Crash):
        split(room, 2, store=Crashing(room.store, fuse))
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
