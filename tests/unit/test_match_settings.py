"""Match: sources whose pages are not read, and sources that are pages which list articles."""

from dataclasses import replace
from datetime import timedelta

import pytest
from builders import ALICE, POLICY, entry, topic
from fakes import T0
from match_house import House, page

from newswatch.errors import FetchError
from newswatch.model import Kind, TextFrom
from newswatch.usecases.contents import content
from newswatch.usecases.reading import SOON_S, UNREAD

SUMMARY = "Lavrov met his counterpart, the feed says."
DOWN = FetchError("u", "did not answer.")


class Quiet(House):
    """A matcher whose first source is set so that its pages are not read; another one's are."""

    def __init__(self, *topics):
        super().__init__(*topics)
        self.set(full_text=False)
        self.serve()

    def set(self, number=0, **settings):
        before = self.sources[number]
        self.sources[number] = replace(before, version=before.version + 1, **settings)
        self.store.save_source(self.sources[number], ALICE, T0, "set")

    def article(self):
        (article,) = self.articles()
        return article

    def rereads(self):
        return list(self.store.rereads(T0 + timedelta(days=99), 10))


def test_feed_is_what_is_matched():
    house = Quiet(topic(1), topic(2, query="counterpart AND sentence"))
    house.run(entry(1, summary=SUMMARY))
    assert {topic(1).id} == house.posts()[0].topic_ids
    assert (house.article().text, house.article().text_from) == (SUMMARY, TextFrom.SUMMARY)
    assert (house.fetcher.asked, house.rereads()) == ([], [])


def test_alert_says_that_pages_are_not_read():
    house = Quiet()
    house.run(entry(1, summary=SUMMARY))
    (post,) = house.posts()
    assert content(house.store, post, T0).label == f"From the feed’s summary. {UNREAD}"


def test_other_source_s_setting_reads_the_page_that_was_left_unread():
    house = Quiet(topic(1), topic(2, query="sentence"))
    house.run(entry(1, summary=SUMMARY))
    house.run(entry(1), source=1)
    article = house.article()
    assert (article.text_from, article.version, article.note) == (TextFrom.PAGE, 2, "")
    (post,) = house.posts()
    assert {topic(1).id, topic(2).id} == post.topic_ids
    assert post.wanted > 2


def test_page_that_was_left_unread_and_cannot_be_read_is_tried_again_for_the_other_source():
    house = Quiet()
    house.run(entry(1, summary=SUMMARY))
    house.serve(1, DOWN)
    house.clock.advance(hours=5)
    house.run(entry(1), source=1)
    article = house.article()
    assert (article.text, article.note) == (SUMMARY, str(DOWN))
    (due,) = house.rereads()
    assert (due.source_id, due.due) == (
        house.sources[1].id,
        house.clock.now() + timedelta(seconds=SOON_S[0]),
    )
    house.run(entry(1), source=1)
    assert len(house.fetcher.asked) == 1


def test_page_that_was_left_unread_may_be_known_under_its_real_address():
    house = Quiet()
    head = '<link rel=canonical href="https://news.example/real">'
    house.serve(2, page(head=head))
    house.run(entry(2), source=1)
    house.serve(1, page(head=head))
    house.run(entry(1, summary=SUMMARY))
    house.run(entry(1), source=1)
    assert len(house.fetcher.asked) == 2
    assert [article.version for article in house.articles()] == [1, 1]


def test_page_that_another_source_could_not_read_is_not_read_for_one_that_is_set_so():
    house = Quiet()
    house.serve(1, DOWN)
    house.run(entry(1, summary=SUMMARY), source=1)
    house.run(entry(1, summary=SUMMARY))
    assert [reread.source_id for reread in house.rereads()] == [house.sources[1].id]


def test_page_to_be_read_again_is_left_alone_once_its_source_is_set_so():
    house = Quiet()
    house.serve(1, DOWN)
    house.run(entry(1, summary=SUMMARY), source=1)
    house.set(1, full_text=False)
    house.serve()
    house.clock.advance(minutes=15)
    house.run(entry(1, id=house.article().id), source=1, found_at=T0, again=True)
    assert house.article().text_from is TextFrom.SUMMARY
    assert len(house.fetcher.asked) == 1


def test_updated_entry_gives_its_article_what_the_feed_says_now():
    house = Quiet()
    house.run(entry(1, summary=SUMMARY))
    changed_at = T0 + timedelta(hours=1)
    house.run(entry(1, title="Ministers part", summary="Lavrov left."), changed_at=changed_at)
    assert (house.article().title, house.article().text) == ("Ministers part", "Lavrov left.")
    assert (house.fetcher.asked, house.article().note) == ([], UNREAD)


# --- Pages that list articles -------------------------------------------------------------------


class Listed(House):
    """A matcher whose first source is a page that lists articles: links and their words, nothing else."""

    def __init__(self):
        super().__init__()
        before = self.sources[0]
        self.sources[0] = replace(before, kind=Kind.PAGE, version=before.version + 1)
        self.store.save_source(self.sources[0], ALICE, T0, "set")

    def brings(self, title="Ministers meet", **group):
        url = "https://news.example/1"
        self.run(entry(1, id=url, url=url, title=title), **group)


def test_article_of_a_page_that_lists_it_is_read_and_matched():
    house = Listed()
    head = '<meta property="article:published_time" content="2026-03-02T08:30:00Z">'
    house.serve(1, page(head=head))
    house.brings(found_at=T0)
    (article,) = house.articles()
    assert (article.title, article.text_from) == ("Ministers meet", TextFrom.PAGE)
    assert article.published == T0 - timedelta(minutes=30)
    assert [post.channel for post in house.posts()] == [POLICY]


def test_article_of_a_page_that_lists_it_is_matched_on_its_title_where_it_cannot_be_read():
    house = Listed()
    house.serve(1, DOWN)
    house.brings("Lavrov meets his counterpart", found_at=T0)
    (article,) = house.articles()
    assert (article.text, article.text_from) == ("", TextFrom.SUMMARY)
    assert len(house.posts()) == 1
    assert len(list(house.store.rereads(T0 + timedelta(days=99), 10))) == 1


@pytest.mark.parametrize("body", [None, DOWN], ids=["read", "not read"])
def test_other_words_of_a_link_are_the_article_s_new_title(body):
    house = Listed()
    house.serve(1, body)
    house.brings("Lavrov meets his counterpart", found_at=T0)
    house.brings("Lavrov leaves", changed_at=T0 + timedelta(hours=1))
    (article,) = house.articles()
    assert (article.title, article.version) == ("Lavrov leaves", 2)
    assert [post.wanted > 1 for post in house.posts()] == [True]
