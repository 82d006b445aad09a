"""Match: a page that could not be read is read again later, and the alert is edited."""

from dataclasses import replace
from datetime import timedelta

import pytest
from builders import ALICE, POLICY, entry, source, topic
from fakes import T0
from match_house import House, page

from newswatch.errors import Conflict, FetchError, StorageError
from newswatch.model import ChannelId, SourceFilter, State, TextFrom
from newswatch.usecases.contents import content
from newswatch.usecases.dispatch import dispatch
from newswatch.usecases.reading import SOON_S

ENERGY = ChannelId("C2")
SUMMARY = "Lavrov met his counterpart, the feed says."
DOWN = FetchError("u", "did not answer.")
SOON = timedelta(seconds=SOON_S[0])


class Later(House):
    """A matcher with an entry whose page could not be read, and what brings it again."""

    def __init__(self, *topics, **group):
        super().__init__(*topics)
        self.fetcher.pages["https://news.example/1"] = DOWN
        self.run(entry(1, summary=SUMMARY), **group)
        self.queues.woken.clear()

    def tick(self, after=SOON):
        """Pass time; have dispatch send what is due, and match work it off. Return how much that was."""
        self.clock.at += after
        self.queues.entries.clear()
        dispatch(self.store, self.queues, self.clock, self)
        groups = list(self.queues.entries)
        for group in groups:
            self.again(group)
        return len(groups)

    def token(self):
        return "0" * 16

    def again(self, group):
        number = next(i for i, s in enumerate(self.sources) if s.id == group.source_id)
        self.run(
            *group.entries, source=number, baseline=group.baseline, found_at=group.found_at, again=group.again
        )

    def article(self):
        (article,) = self.articles()
        return article

    def shown(self, channel=POLICY):
        (post,) = self.posts(channel)
        return content(self.store, post, self.clock.now())


def test_page_that_is_there_later_becomes_the_text_and_the_post_is_edited():
    house = Later()
    assert "did not answer" in house.shown().label
    house.serve(body=page("Then Lavrov went home."))
    assert house.tick() == 1
    article = house.article()
    assert (article.text_from, article.note, article.version) == (TextFrom.PAGE, "", 2)
    assert article.title == "Headline 1"
    (post,) = house.posts()
    assert post.wanted > 1
    assert set(house.queues.woken) == {(POLICY, 0)}
    assert house.shown().label == ""


def test_places_are_those_of_the_text_that_is_shown():
    house = Later()
    house.serve(body=page("Then, at the end of a long day, Lavrov went home."))
    house.tick()
    excerpt = house.shown().excerpt
    assert [excerpt.text[start:end] for start, end in excerpt.highlights] == ["Lavrov"]
    assert excerpt.text.startswith("Then, at the end")


def test_post_whose_words_stood_only_in_the_summary_stays_and_shows_the_beginning():
    house = Later()
    house.serve(body=page("Nobody is named here."))
    house.tick()
    message = house.shown()
    assert message.excerpt.text.startswith("Nobody is named here.")
    assert message.excerpt.highlights == ()
    assert message.topics == (topic().name,)


def test_topic_that_holds_for_the_page_alone_is_claimed():
    house = Later(topic(1), topic(2, query="venezuela", destinations=(ENERGY,)))
    assert house.posts(ENERGY) == []
    house.serve(body=page("Lavrov spoke of Venezuela."))
    house.tick()
    assert {topic(2).id} == house.posts(ENERGY)[0].topic_ids
    assert set(house.queues.woken) == {(POLICY, 0), (ENERGY, 0)}


def test_topic_that_is_younger_than_the_article_is_not_told():
    house = Later()
    house.store.save_topic(
        topic(2, query="venezuela", destinations=(ENERGY,), created_at=T0 + timedelta(minutes=1)),
        ALICE,
        T0,
        "add",
    )
    house.serve(body=page("Lavrov spoke of Venezuela."))
    house.tick()
    assert house.posts(ENERGY) == []


def test_topic_limited_to_another_source_that_brought_the_article_is_claimed_too():
    house = Later()
    house.add(
        topic(
            2,
            query="venezuela",
            destinations=(ENERGY,),
            sources=SourceFilter(ids=frozenset({house.sources[1].id})),
        )
    )
    house.run(entry(1, summary=SUMMARY), source=1)
    house.serve(body=page("Lavrov spoke of Venezuela."))
    assert house.tick() == 2
    assert {topic(2).id} == house.posts(ENERGY)[0].topic_ids
    assert len(house.fetcher.asked) == 2


def test_page_that_stays_away_is_tried_a_few_times_and_then_given_up():
    house = Later()
    times, waited = [], timedelta()
    while waited < timedelta(days=3):
        waited += timedelta(minutes=5)
        if house.tick(timedelta(minutes=5)):
            times.append(int(waited.total_seconds()))
    assert tuple(times) == SOON_S
    assert house.article().text_from is TextFrom.SUMMARY
    assert list(house.store.rereads(house.clock.now() + timedelta(days=99), 10)) == []


def test_page_that_is_read_is_not_tried_again():
    house = Later()
    house.serve()
    house.tick()
    assert house.tick(timedelta(days=2)) == 0


def test_baseline_is_read_again_and_alerts_nothing():
    """Invariant I3: a new source posts nothing."""
    house = Later(baseline=True)
    house.serve()
    assert house.tick() == 1
    assert house.article().text_from is TextFrom.PAGE
    assert house.posts() == []
    assert house.queues.woken == []


def test_redelivery_at_any_moment_ends_the_same(monkeypatch):
    for call in ("claim", "save_article", "refresh_posts"):
        house = Later(topic(1), topic(2, query="venezuela", destinations=(ENERGY,)))
        house.serve(body=page("Lavrov spoke of Venezuela."))
        for after in (False, True):
            real = getattr(house.store, call)

            def dies(*args, real=real, after=after):
                if after:
                    real(*args)
                raise StorageError("DynamoDB: InternalServerError")

            with monkeypatch.context() as patch:
                patch.setattr(house.store, call, dies)
                house.clock.at = T0 + SOON
                house.queues.entries.clear()
                if not after:
                    dispatch(house.store, house.queues, house.clock, house)
                    (group,) = house.queues.entries
                with pytest.raises(StorageError):
                    house.again(group)
        house.again(group)
        assert house.article().version == 2
        assert [post.wanted > 1 for post in house.posts()] == [True]
        assert {topic(2).id} == house.posts(ENERGY)[0].topic_ids


def test_title_that_changes_at_the_same_time_is_kept():
    house = Later()
    house.serve(body=page("Then Lavrov went home."))
    save = house.store.save_article

    def first_the_title(article, aliases):
        house.store.save_article = save
        house.run(entry(1, title="Ministers part"), changed_at=T0 + timedelta(minutes=1))
        return save(article, aliases)

    house.store.save_article = first_the_title
    house.tick()
    article = house.article()
    assert (article.title, article.text_from, article.version) == ("Ministers part", TextFrom.PAGE, 3)
    assert house.shown().title == "Ministers part"
    assert house.posts()[0].wanted > 1


def test_article_that_changes_all_the_time_comes_again(monkeypatch):
    house = Later()
    house.serve()
    monkeypatch.setattr(house.store, "save_article", lambda *_: house.article())
    with pytest.raises(Conflict):
        house.tick()


def test_page_that_has_become_another_one_is_not_taken_for_the_article():
    house = Later()
    house.serve(body=page(title="Win a car today"))
    house.run(entry(1, summary=SUMMARY))
    house.tick()
    assert house.article().text_from is TextFrom.PAGE  # same address: sites change their titles


def test_removed_source_s_pages_and_forgotten_articles_are_left_alone():
    house = Later()
    house.serve()
    removed = house.sources[0]
    house.store.save_source(
        replace(removed, state=State.REMOVED, version=removed.version + 1), ALICE, T0, "remove"
    )
    house.tick()
    assert house.article().text_from is TextFrom.SUMMARY


def test_newsroom_s_own_feed_completes_what_another_source_could_not_show():
    house = Later(topic(1), topic(2, query="venezuela", destinations=(ENERGY,)))
    filler = " ".join(f"Sentence number {n} says what nobody waits for." for n in range(30))
    own = source(3, url="https://news.example/feed")
    house.sources.append(house.store.save_source(own, ALICE, T0, "add").snapshot)
    for _ in range(2):
        house.run(entry(1, content_html=f"<p>Lavrov spoke of Venezuela.</p><p>{filler}</p>"), source=2)
    article = house.article()
    assert (article.text_from, article.version, article.note) == (TextFrom.FEED, 2, "")
    assert {topic(2).id} == house.posts(ENERGY)[0].topic_ids
    assert [post.wanted > 1 for post in house.posts()] == [True]


def test_each_newsroom_s_own_headline_is_matched():
    house = House(topic(1, query="resigns"))
    house.serve()
    house.run(entry(1, title="You will not believe this"))
    assert house.posts() == []
    house.run(entry(1, title="Minister resigns"), source=1)
    assert len(house.posts()) == 1


def test_page_that_turns_out_to_be_known_under_another_address_is_not_told_twice():
    house = Later()
    house.fetcher.pages["https://news.example/2"] = page(title="Headline 1")
    house.run(entry(2, title="Headline 1"), source=1)
    assert len(house.posts()) == 2  # nobody could know
    house.serve(body=page(head='<link rel=canonical href="https://news.example/2">', title="Headline 1"))
    before = house.posts()
    house.tick()
    assert [post.wanted for post in before] == [post.wanted for post in house.posts()]
    assert house.store.article_at(["https://news.example/1"]).text_from is TextFrom.SUMMARY


def test_teaser_before_a_wall_does_not_take_the_place_of_what_the_feed_has():
    long = " ".join(f"The feed says a lot about Lavrov, part {n}." for n in range(40))
    house = House()
    house.fetcher.pages["https://news.example/1"] = DOWN
    house.run(entry(1, summary=long))
    wall = page(head='<meta property="article:content_tier" content="locked">').replace(
        b"</article>", b"</article>"
    )
    house.fetcher.pages["https://news.example/1"] = (
        wall[: wall.index(b"Sentence number 5")] + b"</p></article>"
    )
    house.clock.at += SOON
    dispatch(house.store, house.queues, house.clock, Later.__new__(Later))
    for group in house.queues.entries:
        house.run(*group.entries, found_at=group.found_at, again=True)
    (article,) = house.articles()
    assert article.text == long


def test_pages_of_a_source_are_read_again_together():
    house = House()
    for number in range(1, 9):
        house.clock.at += timedelta(seconds=3, microseconds=number)
        house.run(entry(number, summary=SUMMARY))
    house.clock.at = T0 + SOON + timedelta(minutes=9)
    dispatch(house.store, house.queues, house.clock, Later.__new__(Later))
    assert len(house.queues.entries) <= 2
    assert sum(len(group.entries) for group in house.queues.entries) == 8
