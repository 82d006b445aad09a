"""Muting: what only muted outlets carry is not told; what others carry too is, and leads with one of them."""

from datetime import timedelta

import pytest
from builders import ALICE, POLICY, article, topic
from delivery_room import Room, numbered
from fakes import FakePeople, FakeStore, FrozenClock

from newswatch.errors import NotAllowed, SettingRefused
from newswatch.model import WORKSPACE, Cadence, ChannelId, Delivery, State, ThreadPolicy, UserId
from newswatch.posts import Hold, Message, PostState
from newswatch.slack.absent import NoPeople
from newswatch.usecases.muting import MOST, mute, unmute
from newswatch.usecases.sight import Sight
from newswatch.usecases.undoing import undo
from newswatch.usecases.why import explain_article

BOB = UserId("U2")
OWN = "news.example"
DAYS_3 = timedelta(hours=72)
HELD = frozenset({"lavrov"})


class House(Room):
    """A channel, and stories that several outlets may carry."""

    def joins(self, outlet_number, number=1, *topic_numbers):
        """Have an outlet join a story, matching these topics; 1 is that of the story's first article."""
        held = {topic(each).id: HELD for each in topic_numbers}
        if outlet_number != 1:
            first = {topic(1).id: HELD}
            self.cover(number, 1, refresh=False, held=first, outlet=OWN)
            url = f"https://outlet{outlet_number}.example/{number}"
            self.store.save_article(article(url, title=f"Title {number} of {outlet_number}"), [])
        self.cover(number, outlet_number, held=held)
        self.queues.wake([POLICY])

    def mutes(self, *sites):
        self.set(muted=frozenset(sites))


def test_what_only_a_muted_outlet_carries_is_not_told():
    house = House()
    house.mutes(OWN)
    house.claim(1)
    house.wait(hours=71)
    assert house.told() == []
    post = house.post()
    assert (post.state, post.hold, post.held_until - post.claimed_at) == (
        PostState.PENDING,
        Hold.MUTED,
        DAYS_3,
    )
    assert dict(house.store.held()) == {}


def test_once_its_time_is_over_it_is_told_to_nobody_and_nothing_is_left():
    house = House()
    house.mutes(OWN)
    house.claim(1)
    house.wait(hours=73)
    assert house.told() == []
    assert (house.post().state, house.post().reason) == (PostState.CANCELLED, "muted")
    assert house.left() == 0
    assert house.slack.edits == []


def test_another_outlet_that_joins_has_it_told_at_once_and_leads():
    house = House()
    house.mutes(OWN)
    house.claim(1)
    house.wait(hours=5)
    house.joins(2, 1, 1)
    house.wait(seconds=2)
    assert house.told() == ["Title 1 of 2"]
    (message,) = house.slack.posts()
    assert isinstance(message, Message)
    assert message.outlet == "outlet2.example"
    assert [each.name for each in message.also] == ["Outlet 1"]
    house.wait(hours=80)
    assert house.told() == ["Title 1 of 2"]
    assert house.left() == 0


def test_an_outlet_that_matches_no_topic_does_not_have_it_told():
    house = House()
    house.mutes(OWN)
    house.claim(1)
    house.wait(hours=1)
    house.joins(2, 1)
    house.wait(hours=1)
    assert house.told() == []
    assert house.post().hold is Hold.MUTED


def test_another_muted_outlet_does_not_have_it_told():
    house = House()
    house.mutes(OWN, "outlet2.example")
    house.claim(1)
    house.wait(minutes=1)
    house.joins(2, 1, 1)
    house.wait(hours=1)
    assert house.told() == []
    house.joins(3, 1, 1)
    house.wait(minutes=1)
    assert house.told() == ["Title 1 of 3"]


def test_what_others_carry_from_the_beginning_is_told_at_once():
    house = House()
    house.mutes(OWN)
    house.joins(2, 1, 1)
    house.claim(1)
    house.wait(minutes=1)
    assert house.told() == ["Title 1 of 2"]


def test_other_news_goes_on():
    house = House()
    house.mutes("voanews.com", "example.org")
    house.claim(1)
    house.wait(minutes=1)
    assert house.told() == numbered(1)


def test_the_sites_below_a_muted_one_are_muted_and_others_that_end_alike_are_not():
    house = House()
    house.mutes("example")
    house.claim(1)
    house.wait(minutes=1)
    assert house.told() == []
    house.mutes("s.example")
    house.wait(minutes=1)
    assert house.told() == numbered(1)


def test_what_was_muted_comes_together_once_it_is_muted_no_more():
    house = House()
    house.mutes(OWN)
    house.rush(1, 2, 3)
    house.wait(hours=1)
    house.mutes()
    house.wait(minutes=1)
    (told,) = house.told()
    assert sorted(told) == numbered(1, 2, 3)
    (digest,) = house.digests()
    assert digest.why is Hold.WHEN
    house.wait(hours=80)
    assert len(house.told()) == 1
    assert house.left() == 0


def test_what_waits_is_not_in_a_digest_when_its_outlet_is_muted_meanwhile():
    house = House()
    house.set(delivery=Delivery(Cadence.DAILY, "14:00"))
    house.rush(1, 2, 3)
    house.wait(hours=1)
    house.joins(2, 2, 1)
    house.joins(2, 3, 1)
    house.mutes(OWN)
    house.wait(hours=30)
    (told,) = house.told()
    assert sorted(told) == ["Title 2 of 2", "Title 3 of 2"]
    assert house.post(1).hold is Hold.MUTED
    house.wait(hours=48)
    assert house.post(1).state is PostState.CANCELLED
    assert house.left() == 0


def test_a_topic_that_joins_what_is_muted_waits_with_it():
    house = House()
    house.mutes(OWN)
    house.claim(1, 1)
    house.wait(minutes=1)
    house.claim(1, 2)
    house.wait(minutes=1)
    assert house.told() == []
    house.joins(2, 1, 2)
    house.wait(minutes=1)
    assert house.told() == ["Title 1 of 2"]
    assert house.left() == 1, "the row of the time until which it would have waited"


def test_what_is_told_stays_and_its_edits_lead_with_others():
    house = House()
    house.claim(1)
    house.wait(minutes=1)
    house.mutes(OWN)
    house.wait(minutes=1)
    house.joins(2, 1, 1)
    house.wait(minutes=10)
    assert house.slack.edits[-1].title == "Title 1 of 2"
    assert house.post().state is PostState.SENT


def test_a_topic_that_tells_each_article_by_itself_tells_those_of_others():
    house = House()
    house.change(1, thread=ThreadPolicy.EACH)
    house.mutes(OWN)
    house.claim(1)
    house.joins(2, 1, 1)
    house.wait(minutes=5)
    # The other article is an alert of its own; this one is by the muted outlet, whoever else carries it.
    assert house.told() == []


def test_replies_tell_nothing_of_a_muted_outlet():
    house = House()
    house.change(1, thread=ThreadPolicy.REPLY)
    house.mutes("outlet2.example")
    house.claim(1)
    house.wait(minutes=1)
    house.joins(2, 1, 1)
    house.wait(hours=2)
    assert house.slack.replies == []
    house.joins(3, 1, 1)
    house.wait(hours=2)
    assert [line.title for reply in house.slack.replies for line in reply.lines] == ["Title 1 of 3"]


def test_what_joins_while_it_is_looked_at_is_not_missed():
    house = House()
    house.mutes(OWN)
    house.claim(1)
    hold = house.store.hold

    def meanwhile(post, expected, row):
        house.store.hold = hold
        house.joins(2, 1, 1)
        return hold(post, expected, row)

    house.store.hold = meanwhile
    house.wait(minutes=2)
    assert house.told() == ["Title 1 of 2"]


# The setting


class Settings:
    def __init__(self):
        self.store, self.clock = FakeStore(), FrozenClock()
        self.people = FakePeople([], {})

    def sight(self, who=ALICE, where=POLICY):
        return Sight(NoPeople() if where == POLICY else self.people, who, where)

    def mute(self, site, place=POLICY, **more):
        return mute(self.store, self.clock, self.sight(**more), place, site)

    def unmute(self, site):
        return unmute(self.store, self.clock, self.sight(), POLICY, site)

    def muted(self, place=POLICY):
        return self.store.settings([place])[place].muted


def test_outlets_are_muted_one_upon_another_and_taken_back():
    house = Settings()
    assert house.mute("voanews.com").seq == 1
    assert house.mute("bbc.co.uk").settings.muted == {"voanews.com", "bbc.co.uk"}
    assert house.mute("bbc.co.uk").seq == 0
    assert house.unmute("voanews.com").settings.muted == {"bbc.co.uk"}
    assert house.unmute("voanews.com").seq == 0
    assert house.unmute("bbc.co.uk").settings.state is State.REMOVED


def test_what_somebody_else_mutes_at_the_same_moment_is_kept():
    house = Settings()
    save = house.store.save_settings

    def meanwhile(*args, **more):
        house.store.save_settings = save
        house.mute("bbc.co.uk", who=BOB)
        return save(*args, **more)

    house.store.save_settings = meanwhile
    house.mute("voanews.com")
    assert house.muted() == {"voanews.com", "bbc.co.uk"}


def test_a_mute_can_be_undone():
    house = Settings()
    house.mute("voanews.com")
    house.clock.advance(seconds=1)
    house.mute("bbc.co.uk")
    house.clock.advance(seconds=1)
    done = undo(house.store, house.clock, house.sight(), who=ALICE)
    assert done.settings.muted == {"voanews.com"}


def test_people_mute_for_themselves_and_for_channels_that_they_are_in():
    house = Settings()
    me = ChannelId(ALICE)
    house.mute("voanews.com", me)
    assert house.muted(me) == {"voanews.com"}
    with pytest.raises(NotAllowed):
        house.mute("voanews.com", POLICY, where=ChannelId("D9"))


def test_the_workspace_mutes_nothing():
    house = Settings()
    with pytest.raises(SettingRefused):
        house.mute("voanews.com", WORKSPACE)


def test_a_channel_mutes_so_many_outlets_and_no_more():
    house = Settings()
    for n in range(MOST):
        house.mute(f"site{n}.example")
    with pytest.raises(SettingRefused):
        house.mute("voanews.com")
    assert house.mute("site1.example").seq == 0


# Why


def test_why_says_that_only_muted_outlets_carry_it():
    house = House()
    house.mutes(OWN)
    house.claim(1)
    house.cover(1, 1, refresh=False, held={topic(1).id: HELD}, outlet=OWN)
    house.wait(hours=1)

    def posting():
        sight = Sight(NoPeople(), ALICE, POLICY)
        told, url = house.store.topic(topic(1).id), "https://news.example/1"
        found = explain_article(house.store, sight, house.clock, url, told)
        (judged,) = found.judged
        return judged.postings[0]

    assert (posting().hold, posting().until) == (Hold.MUTED, house.post().held_until)
    house.wait(hours=73)
    assert (posting().hold, posting().reason) == (None, "only outlets that are muted there carried it")
