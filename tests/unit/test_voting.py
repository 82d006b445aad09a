"""Voting: what people say of a message is kept for each of its topics, and shown in it within seconds."""

from datetime import timedelta

import pytest
from builders import ALICE, POLICY, article, topic
from delivery_room import Room
from fakes import T0, FakePeople

from newswatch.errors import NeedsTime
from newswatch.model import Channel, ChannelId, State, StoryId, UserId
from newswatch.posts import PostState
from newswatch.slack.absent import NoPeople
from newswatch.usecases.sight import Sight
from newswatch.usecases.voting import disliked, say, take_back

BOB, EVE = UserId("U2"), UserId("U3")
ENERGY, BOARD = ChannelId("C2"), ChannelId("C3")


def story(number=1):
    return StoryId(article(f"https://news.example/{number}").id)


class House(Room):
    """A channel in which people press buttons."""

    def __init__(self):
        super().__init__()
        self.people = FakePeople([Channel(BOARD, "board", private=True)], {BOARD: {BOB}})

    def sight(self, who, channel=POLICY, people=None):
        return Sight(people or NoPeople(), who, channel)

    def says(self, relevant, who=ALICE, number=1, channel=POLICY, people=None):
        where = self.sight(who, channel, people)
        return say(
            self.store,
            self.queues,
            self.clock,
            where,
            channel=channel,
            story_id=story(number),
            relevant=relevant,
            at=self.clock.now(),
        )

    def takes_back(self, who=ALICE, number=1):
        where, now = self.sight(who), self.clock.now()
        return take_back(
            self.store, self.queues, self.clock, where, channel=POLICY, story_id=story(number), at=now
        )

    def tells(self, number=1, *topic_numbers):
        self.claim(number, *topic_numbers)
        self.wait(minutes=2)

    def shows(self):
        """What the newest edit shows that people said, and how many edits there were."""
        edits = self.slack.edits
        return ((edits[-1].relevant, edits[-1].irrelevant) if edits else None, len(edits))


def test_a_word_is_kept_for_each_topic_of_the_message():
    house = House()
    house.tells(1, 1, 2)
    said = house.says(relevant=False)
    assert [each.name for each in said.topics] == ["Topic 1", "Topic 2"]
    assert (said.relevant, [each.id for each in said.topics]) == (False, [topic(1).id, topic(2).id])
    for number in (1, 2):
        (vote,) = house.store.votes(topic(number).id, house.clock.now())
        assert (vote.who, vote.relevant, vote.channel, vote.story_id) == (ALICE, False, POLICY, story())
        assert vote.article_id == article("https://news.example/1").id


def test_the_message_shows_it_within_seconds():
    house = House()
    house.tells()
    house.says(relevant=True)
    house.wait(seconds=5)
    assert house.shows() == ((1, 0), 1)
    assert house.left() == 0


def test_people_who_press_at_once_are_in_one_edit():
    house = House()
    house.tells()
    house.says(relevant=True, who=ALICE)
    house.clock.advance(seconds=1)
    house.says(relevant=False, who=BOB)
    house.wait(minutes=5)
    assert house.shows() == ((1, 1), 1)
    assert house.left() == 0


def test_who_presses_while_an_edit_is_made_is_shown_too():
    house = House()
    house.tells()
    house.says(relevant=True, who=ALICE)
    update = house.slack.update

    def meanwhile(sent, message):
        house.slack.update = update
        house.says(relevant=True, who=BOB)
        return update(sent, message)

    house.slack.update = meanwhile
    house.wait(minutes=5)
    assert house.shows() == ((2, 0), 2)
    assert house.left() == 0


def test_however_many_press_a_message_is_edited_once_in_three_seconds():
    house = House()
    house.tells()
    for n in range(60):
        house.says(relevant=True, who=UserId(f"U{n}"))
        house.wait(milliseconds=500)
    house.wait(minutes=5)
    (shown, edits) = house.shows()
    assert shown == (60, 0)
    assert 2 <= edits <= 11


def test_the_same_again_changes_nothing():
    house = House()
    house.tells()
    house.says(relevant=True)
    house.wait(minutes=1)
    house.says(relevant=True)
    house.wait(minutes=1)
    assert house.shows() == ((1, 0), 1)


def test_the_opposite_takes_its_place():
    house = House()
    house.tells()
    house.says(relevant=True)
    house.says(relevant=False)
    house.wait(minutes=1)
    assert house.shows() == ((0, 1), 1)


def test_a_word_is_taken_back_and_only_ones_own():
    house = House()
    house.tells()
    house.says(relevant=True)
    house.says(relevant=True, who=BOB)
    house.wait(minutes=1)
    assert house.takes_back().relevant is None
    house.wait(minutes=1)
    assert house.shows() == ((1, 0), 2)
    assert [vote.who for vote in house.store.votes(topic().id, house.clock.now() - timedelta(days=1))] == [
        BOB
    ]


def test_stories_are_counted_of_which_somebody_said_that_they_are_not_relevant():
    house = House()
    for number in (1, 2, 3):
        house.tells(number)
    house.says(relevant=False, number=1)
    house.says(relevant=False, number=1, who=BOB)
    house.says(relevant=True, number=2)
    house.says(relevant=False, number=3, who=EVE)
    assert disliked(house.store.votes(topic().id, T0)) == 2


def test_of_what_nobody_has_been_told_nothing_is_said():
    house = House()
    assert house.says(relevant=True).topics == ()
    house.claim(1)
    assert house.says(relevant=True).topics == ()
    assert house.takes_back().topics == ()
    assert list(house.store.votes(topic().id, house.clock.now())) == []
    assert house.post().wanted == 1


def test_a_topic_that_was_moved_is_heard_only_by_those_who_may_know_of_it():
    house = House()
    house.tells(1, 1, 2)
    house.change(2, destinations=(BOARD,), owner=BOB)
    assert [each.name for each in house.says(relevant=True, people=house.people).topics] == ["Topic 1"]
    named = house.says(relevant=True, who=BOB, people=house.people).topics
    assert [each.name for each in named] == ["Topic 1", "Topic 2"]
    with pytest.raises(NeedsTime):
        house.says(relevant=True, who=EVE)
    assert EVE not in house.store.said_of(POLICY, story())


def test_a_topic_that_was_removed_hears_nothing():
    house = House()
    house.tells(1, 1, 2)
    house.change(1, state=State.REMOVED)
    assert [each.name for each in house.says(relevant=True).topics] == ["Topic 2"]


def test_a_line_of_a_digest_is_not_voted_on():
    house = House()
    house.set(cap=1)
    house.rush(1, 2, 3)
    house.wait(hours=2)
    assert house.post(3).state is PostState.FOLDED
    assert house.says(relevant=True, number=3).topics == ()
