"""Match: an entry whose title has changed gives its article, and its posts, the new headline."""

from dataclasses import replace
from datetime import timedelta

import pytest
from builders import ALICE, POLICY, entry, topic
from fakes import T0
from match_house import House, page

from newswatch.delivery.message import compose
from newswatch.errors import Conflict, StorageError
from newswatch.model import ChannelId, Field
from newswatch.usecases.versions import MAX_VERSION

ENERGY = ChannelId("C2")
FIRST = "Headline 1"


def at(hours):
    return T0 + timedelta(hours=hours)


class Newsroom(House):
    """A matcher that has read one entry."""

    def __init__(self, *topics, baseline=False):
        super().__init__(*topics)
        self.serve()
        self.run(baseline=baseline)
        self.queues.woken.clear()

    def retitle(self, title, hours=1, source=0, **more):
        self.clock.at = at(hours)
        self.run(entry(1, title=title, **more), source=source, changed_at=at(hours))

    def article(self):
        (article,) = self.articles()
        return article

    def shown(self):
        """Return the title and version of the article, and whether its posts are to be brought up to date."""
        posts = [post.wanted > 1 for post in self.posts()]
        return self.article().title, self.article().version, posts


def dies(*_):
    raise StorageError("DynamoDB: InternalServerError")


def test_changed_title_is_a_new_version_that_its_posts_show():
    house = Newsroom()
    before = house.article()
    house.retitle("Ministers part")
    assert house.shown() == ("Ministers part", 2, [True])
    assert house.queues.woken == [(POLICY, 0)]
    assert replace(before, title="Ministers part", version=2, titled_at=at(1)) == house.article()


@pytest.mark.parametrize(
    ("title", "source"),
    [("Headline 1", 0), (" headline\n 1", 0), ("HEADLINE 1", 0), ("Another one", 1)],
    ids=["the same", "white space", "case", "of another source"],
)
def test_what_is_no_change_of_title_changes_nothing(title, source):
    house = Newsroom()
    before = house.shown()
    house.retitle(title, source=source)
    assert before == house.shown()
    assert house.queues.woken == []


def test_new_entry_at_the_same_address_does_not_change_the_title():
    house = Newsroom()
    house.run(entry(2, url="https://news.example/1", title="Live: ministers meet"))
    assert house.shown() == (FIRST, 1, [False])


def test_redelivered_change_counts_once_and_wakes_again():
    house = Newsroom()
    house.retitle("Ministers part")
    house.retitle("Ministers part")
    assert house.shown() == ("Ministers part", 2, [True])
    assert house.queues.woken == [(POLICY, 0), (POLICY, 0)]


def test_another_source_has_no_say_in_a_title_that_has_changed():
    house = Newsroom()
    house.retitle("Ministers part")
    house.queues.woken.clear()
    house.retitle("Another one", 2, source=1)
    assert house.shown() == ("Ministers part", 2, [True])
    assert house.queues.woken == []


def test_entries_of_one_address_that_change_together_do_not_take_turns():
    house = Newsroom()
    for _ in range(3):
        house.retitle("Ministers part")
        house.retitle("Live: ministers part")
    assert house.shown() == ("Ministers part", 2, [True])


@pytest.mark.parametrize("order", [(1, 2, 3), (3, 2, 1), (2, 1, 3, 2, 1), (1, 3, 3, 1, 2)])
def test_changes_in_any_order_and_number_end_with_the_last_title(order):
    house = Newsroom()
    for hours in order:
        house.retitle(f"Title of hour {hours}", hours)
    assert house.article().title == "Title of hour 3"
    assert [post.wanted > 1 for post in house.posts()] == [True]


def test_titles_in_turn_stop_at_the_cap():
    house = Newsroom()
    for hours in range(1, 40):
        house.retitle(("Ministers part", FIRST)[hours % 2], hours)
    assert house.article().version == MAX_VERSION
    assert len(house.fetcher.asked) == MAX_VERSION


def test_topic_that_holds_for_the_new_title_only_is_claimed():
    house = Newsroom(topic(1), topic(2, query="resigns"), topic(3, query="resigns", destinations=(ENERGY,)))
    house.retitle("Minister resigns")
    (post,) = house.posts()
    assert {topic(1).id, topic(2).id} == post.topic_ids
    assert {topic(3).id} == house.posts(ENERGY)[0].topic_ids
    assert {channel for channel, _ in house.queues.woken} == {POLICY, ENERGY}
    (claimed,) = house.store.alerts(post.story_id, [topic(2).id])
    (place,) = claimed.evidence
    assert (place.field, house.article().title[place.start : place.end]) == (Field.TITLE, "resigns")


def test_changed_title_in_a_baseline_alerts_only_what_the_change_is_about():
    """Invariant I3: a new source posts nothing, whatever it counts in its titles."""
    house = Newsroom(topic(1), topic(2, query="resigns", destinations=(ENERGY,)), baseline=True)
    house.retitle("Headline 1 (3 comments)", 1)
    assert (house.posts(), house.posts(ENERGY), house.queues.woken) == ([], [], [])
    house.retitle("Minister resigns", 2)
    assert (house.posts(), len(house.posts(ENERGY))) == ([], 1)


def test_topic_that_was_added_since_is_not_told_old_news():
    house = Newsroom()
    house.add(topic(2, query="counterpart"))
    house.retitle("Ministers part")
    assert {topic(1).id} == house.posts()[0].topic_ids


def test_change_of_an_unknown_entry_is_stored_and_alerts_nothing():
    """What a baseline passed over is old, whatever its title."""
    house = House()
    house.serve()
    house.run(entry(1, title="Lavrov resigns"), changed_at=at(1))
    (article,) = house.articles()
    assert (article.title, article.version, article.titled_at) == ("Lavrov resigns", 1, at(1))
    assert (house.posts(), house.queues.woken) == ([], [])


def test_change_that_overtakes_its_own_entry_loses_neither():
    house = House(topic(1), topic(2, query="headline"))
    house.serve()
    house.run(entry(1, title="Ministers part"), changed_at=at(1))
    house.run(entry(1))
    (post,) = house.posts()
    assert {topic(1).id, topic(2).id} == post.topic_ids
    assert [article.title for article in house.articles()] == ["Ministers part"]


def test_entry_that_died_before_its_claims_is_claimed_for_the_title_it_came_with():
    """Invariant I1: no match is lost."""
    house = House(topic(1, query="meeting"), topic(2), topic(3, query="part"))
    house.serve(1, page(title="Talks"))
    kept, house.store.claim = house.store.claim, dies
    with pytest.raises(StorageError):
        house.run(entry(1, title="Ministers meeting"))
    house.store.claim = kept
    house.run(entry(1, title="Ministers part"), changed_at=at(1))
    house.run(entry(1, title="Ministers meeting"))
    assert {topic(1).id, topic(2).id, topic(3).id} == house.posts()[0].topic_ids


@pytest.mark.parametrize("call", ["claim", "save_article", "refresh_posts"])
@pytest.mark.parametrize("done", [False, True], ids=["before", "after"])
def test_change_that_dies_anywhere_is_made_up_for_by_its_redelivery(call, done):
    house = Newsroom(topic(1), topic(2, query="resigns", destinations=(ENERGY,)))
    kept = getattr(house.store, call)

    def dying(*args):
        if done:
            kept(*args)
        dies()

    setattr(house.store, call, dying)
    with pytest.raises(StorageError):
        house.retitle("Minister resigns")
    setattr(house.store, call, kept)
    house.retitle("Minister resigns")
    assert house.shown() == ("Minister resigns", 2, [True])
    assert len(house.posts(ENERGY)) == 1
    assert {channel for channel, _ in house.queues.woken} == {POLICY, ENERGY}


@pytest.mark.parametrize("hours", [0.5, 2], ids=["an older one", "a newer one"])
def test_two_changes_that_meet_end_with_the_later_title(hours):
    house = Newsroom()
    save = house.store.save_article

    def overtaken(article, aliases):
        house.store.save_article = save
        save(replace(article, title="The other one's", titled_at=at(hours)), aliases)
        return save(article, aliases)

    house.store.save_article = overtaken
    house.retitle("Ministers part")
    title, version, posts = house.shown()
    assert (title, version) == (("Ministers part", 3) if hours < 1 else ("The other one's", 2))
    assert posts == [True]


def test_change_that_is_overtaken_again_and_again_comes_again():
    house = Newsroom()
    save = house.store.save_article

    def overtaken(article, aliases):
        save(replace(article, title=f"Title {article.version}", titled_at=T0), aliases)
        return save(article, aliases)

    house.store.save_article = overtaken
    with pytest.raises(Conflict):
        house.retitle("Ministers part")
    house.store.save_article = save
    house.retitle("Ministers part")
    assert house.article().title == "Ministers part"


def test_alert_that_was_claimed_before_shows_the_new_title_and_the_old_passage():
    house = Newsroom(topic(query="headline AND lavrov"))

    def message():
        (post,) = house.posts()
        alerts = house.store.alerts(post.story_id, post.topic_ids)
        return compose(post, alerts, house.article(), house.sources[0], {})

    before = message()
    house.retitle("X")
    assert message() == replace(before, title="X")
    assert before.excerpt.highlights


def test_split_group_of_changes_is_still_one_of_changes():
    house = House()
    house.run(entry(1), entry(2), changed_at=at(1), received=2)
    assert [group.changed_at for group in house.queues.entries] == [at(1), at(1)]


def test_change_without_time_left_is_put_back_as_a_change():
    house = Newsroom()
    house.run(entry(1, title="Ministers part"), changed_at=at(1), deadline=1.0)
    assert [group.changed_at for group in house.queues.entries] == [at(1)]


def test_topic_of_the_other_channel_hears_of_the_change_by_its_post():
    house = Newsroom(topic(1), topic(2, destinations=(ENERGY,)))
    house.store.save_topic(topic(2, version=2, query="football", destinations=(ENERGY,)), ALICE, T0, "set")
    house.retitle("Ministers part")
    assert [post.wanted for post in house.posts() + house.posts(ENERGY)] == [2, 2]
