"""Match: an entry that its newsroom has updated gives its article, and its posts, the new text."""

from dataclasses import replace
from datetime import timedelta

import pytest
from builders import ALICE, POLICY, entry, topic
from fakes import T0
from match_house import FILLER, House, page

from newswatch.errors import FetchError, StorageError
from newswatch.model import ChannelId, TextFrom
from newswatch.usecases.contents import content
from newswatch.usecases.versions import MAX_VERSION

ENERGY = ChannelId("C2")
URL = "https://news.example/1"
DOWN = FetchError("u", "did not answer.")
VENEZUELA = topic(2, query="venezuela", destinations=(ENERGY,))


def at(hours):
    return T0 + timedelta(hours=hours)


class Newsroom(House):
    """A matcher that has read one entry, as of a feed that tells of updates."""

    def __init__(self, *topics, baseline=False, body=None, **said):
        super().__init__(*topics)
        self.serve(1, body)
        self.run(entry(1, **said), baseline=baseline)
        self.queues.woken.clear()

    def update(self, hours=1, *, source=0, **said):
        self.clock.at = at(hours)
        said = {"updated": at(hours)} | said
        self.run(entry(1, **said), source=source, changed_at=at(hours))

    def article(self):
        (article,) = self.articles()
        return article

    def shown(self, channel=POLICY):
        (post,) = self.posts(channel)
        return content(self.store, post, self.clock.now())


def test_updated_page_is_read_again_and_its_text_is_a_new_version():
    house = Newsroom()
    house.serve(1, page("Lavrov has left, and said nothing."))
    house.update()
    article = house.article()
    assert article.text.startswith("Lavrov has left")
    assert (article.version, article.text_version, article.titled_at) == (2, 2, at(1))
    assert (article.title, article.text_from, article.updated) == ("Headline 1", TextFrom.PAGE, at(1))
    assert [post.wanted > 1 for post in house.posts()] == [True]
    assert house.queues.woken == [(POLICY, 0)]


def test_title_and_text_that_change_together_are_one_version():
    house = Newsroom()
    house.serve(1, page("Lavrov has left, and said nothing."))
    house.update(title="Ministers part")
    article = house.article()
    assert (article.title, article.version, article.text_version) == ("Ministers part", 2, 2)
    assert article.text.startswith("Lavrov has left")


def test_post_shows_the_places_of_the_new_text():
    house = Newsroom()
    house.serve(1, page("At the end of a very long day, Lavrov has left."))
    house.update()
    excerpt = house.shown().excerpt
    assert [excerpt.text[start:end] for start, end in excerpt.highlights] == ["Lavrov"]


def test_update_that_leaves_title_and_text_as_they_are_is_no_version():
    house = Newsroom()
    before = house.article()
    house.update()
    assert house.article() == before
    assert (len(house.fetcher.asked), house.queues.woken) == (2, [])


def test_white_space_is_no_change_of_text():
    house = Newsroom()
    before = house.article()
    house.serve(1, page().replace(b". Sentence", b".\n  Sentence"))
    house.update()
    assert house.article() == before


def test_entry_that_is_back_in_its_feed_is_not_read_again():
    house = Newsroom(updated=T0)
    house.update(updated=T0)
    house.update(2, updated=None)
    assert len(house.fetcher.asked) == 1


def test_entry_that_was_not_updated_since_its_page_was_is_not_read_again():
    head = '<meta property="article:modified_time" content="2026-03-02T09:30:00Z">'
    house = Newsroom(body=page(head=head))
    house.clock.at = at(1)
    house.run(entry(1, updated=T0 + timedelta(minutes=20)), changed_at=at(1))
    assert len(house.fetcher.asked) == 1


def test_topic_that_holds_for_the_new_text_only_is_claimed():
    house = Newsroom(topic(1), VENEZUELA)
    house.serve(1, page("Lavrov spoke of Venezuela."))
    house.update()
    assert {VENEZUELA.id} == house.posts(ENERGY)[0].topic_ids
    assert {channel for channel, _ in house.queues.woken} == {POLICY, ENERGY}


def test_updated_article_of_a_baseline_alerts_only_what_the_update_is_about():
    """Invariant I3: a new source posts nothing."""
    house = Newsroom(topic(1), VENEZUELA, baseline=True)
    house.serve(1, page("Lavrov spoke of Venezuela."))
    house.update()
    assert (house.posts(), len(house.posts(ENERGY))) == ([], 1)


def test_redelivered_update_counts_once_and_wakes_again():
    house = Newsroom()
    house.serve(1, page("Lavrov has left, and said nothing."))
    house.update()
    house.update()
    assert house.article().version == 2
    assert len(house.fetcher.asked) == 2
    assert house.queues.woken == [(POLICY, 0), (POLICY, 0)]


@pytest.mark.parametrize("call", ["claim", "save_article", "refresh_posts"])
@pytest.mark.parametrize("done", [False, True], ids=["before", "after"])
def test_update_that_dies_anywhere_is_made_up_for_by_its_redelivery(call, done):
    house = Newsroom(topic(1), VENEZUELA)
    house.serve(1, page("Lavrov spoke of Venezuela."))
    kept = getattr(house.store, call)

    def dying(*args):
        if done:
            kept(*args)
        raise StorageError("DynamoDB: InternalServerError")

    setattr(house.store, call, dying)
    with pytest.raises(StorageError):
        house.update()
    setattr(house.store, call, kept)
    house.update()
    assert house.article().version == 2
    assert [post.wanted > 1 for post in house.posts()] == [True]
    assert {VENEZUELA.id} == house.posts(ENERGY)[0].topic_ids
    assert {channel for channel, _ in house.queues.woken} == {POLICY, ENERGY}


def test_page_that_cannot_be_read_again_leaves_the_text_and_takes_the_title():
    house = Newsroom()
    text = house.article().text
    house.serve(1, DOWN)
    house.update(title="Ministers part")
    article = house.article()
    assert (article.title, article.text, article.text_version) == ("Ministers part", text, 1)
    assert article.text_from is TextFrom.PAGE


def test_page_that_its_site_keeps_from_programs_by_now_leaves_the_text():
    house = Newsroom()
    house.robots.disallowed.add(URL)
    house.update(title="Ministers part")
    assert (house.article().title, house.article().text_version) == ("Ministers part", 1)
    assert len(house.fetcher.asked) == 1


def test_teaser_does_not_take_the_place_of_the_article_that_it_was():
    house = Newsroom()
    wall = page(head='<meta property="article:content_tier" content="locked">')
    house.serve(1, wall[: wall.index(b"Sentence number 9")] + b"</p></article>")
    text = house.article().text
    house.update()
    assert house.article().text == text


def test_another_source_has_no_say_in_an_update():
    house = Newsroom()
    house.serve(1, page("Lavrov has left, and said nothing."))
    house.update(source=1)
    assert (house.article().version, len(house.fetcher.asked)) == (1, 1)


def test_updates_stop_at_the_cap():
    house = Newsroom()
    for hours in range(1, 30):
        house.serve(1, page(f"Lavrov has spoken {hours} times."))
        house.update(hours)
    assert house.article().version == MAX_VERSION
    assert len(house.fetcher.asked) == MAX_VERSION


def test_update_of_an_unknown_entry_is_read_once_and_alerts_nothing():
    house = House()
    house.serve()
    house.run(entry(1, updated=at(1)), changed_at=at(1))
    (article,) = house.articles()
    assert (article.version, len(house.fetcher.asked), house.posts()) == (1, 1, [])


def test_article_that_its_feed_carries_is_updated_from_there():
    house = House()
    own = replace(house.sources[0], id="f" * 16, url="https://news.example/feed", version=1)
    house.sources.append(house.store.save_source(own, ALICE, T0, "add").snapshot)
    house.run(entry(1, content_html=f"<p>Lavrov came.</p><p>{FILLER}</p>"), source=2)
    again = entry(1, content_html=f"<p>Lavrov went.</p><p>{FILLER}</p>")
    house.run(again, source=2, changed_at=at(1))
    (article,) = house.articles()
    assert article.text.startswith("Lavrov went.")
    assert (article.text_from, article.version, house.fetcher.asked) == (TextFrom.FEED, 2, [])


def test_summary_is_updated_from_the_feed_and_its_page_still_tried_again():
    house = Newsroom(body=DOWN, summary="Lavrov came.")
    before = house.article()
    house.update(summary="Lavrov went.")
    article = house.article()
    assert (article.text, article.text_from, article.version) == ("Lavrov went.", TextFrom.SUMMARY, 2)
    assert (article.note, article.again_s) == (before.note, before.again_s)
    assert len(house.fetcher.asked) == 1


def test_page_that_is_read_at_the_same_time_is_not_replaced_by_a_summary():
    house = Newsroom(body=DOWN, summary="Lavrov came.")
    article_id = house.article().id
    save = house.store.save_article

    def first_the_page(article, aliases):
        house.store.save_article = save
        house.serve(1)
        house.run(entry(1, id=article_id), found_at=T0, again=True)
        return save(article, aliases)

    house.store.save_article = first_the_page
    house.update(title="Ministers part", summary="Lavrov went.")
    article = house.article()
    assert (article.title, article.text_from, article.version) == ("Ministers part", TextFrom.PAGE, 3)
    assert article.text.startswith("Lavrov met his counterpart.")


def test_when_an_article_was_published_is_not_changed_by_an_update():
    house = Newsroom(published=T0 - timedelta(hours=1))
    head = '<meta property="article:published_time" content="2026-03-02T09:30:00Z">'
    house.serve(1, page("Lavrov has left, and said nothing.", head=head))
    house.update(published=at(1))
    assert house.article().published == T0 - timedelta(hours=1)
    assert house.article().updated == at(1)


def test_update_in_the_future_is_no_time():
    house = Newsroom()
    house.serve(1, page("Lavrov has left, and said nothing."))
    house.update(updated=at(200))
    assert (house.article().version, house.article().updated) == (2, None)
