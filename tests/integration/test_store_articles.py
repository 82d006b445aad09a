"""The store's contract: articles, their URLs, and the days they are filed under."""

from datetime import timedelta

from builders import article
from fakes import T0

from newswatch.model import ArticleId, StoryId, TextFrom

OTHER = "https://news.example/b"
ALIAS = "https://amp.news.example/a"


def test_article_comes_back_as_it_was_saved(store):
    full = article(
        title="«Ministers» & 部長",
        text="One.\n\nTwo " + "long " * 5000,
        text_from=TextFrom.SUMMARY,
        note="The page did not answer.",
        authors=("N. Reporter", "M. Writer"),
        published=T0,
        language="en",
        section="World",
        image_url="https://news.example/a.jpg",
        site_name="News",
        titled_at=T0,
        updated=T0 + timedelta(minutes=5),
        paywalled=True,
        text_version=3,
        version=3,
        again_s=(900, 3600),
        assumed="dated without a zone",
        story_id=StoryId("b" * 16),
        seen_at=T0 - timedelta(minutes=1),
    )
    assert full == store.save_article(full, [])
    assert full == store.article(full.id)
    assert full == store.article_at([full.url])


def test_article_is_found_by_its_aliases(store):
    store.save_article(article(), [ALIAS])
    assert article() == store.article_at([ALIAS])
    assert article() == store.article_at([OTHER, ALIAS])


def test_unknown_urls_and_ids_find_nothing(store):
    assert store.article_at([OTHER]) is None
    assert store.article_at([]) is None
    assert store.article(ArticleId("0" * 16)) is None


def test_first_version_stays_when_it_is_saved_again(store):
    store.save_article(article(), [])
    again = store.save_article(article(title="Read again"), [ALIAS])
    assert again.title == "Ministers meet"
    assert store.article_at([ALIAS]).title == "Ministers meet"


def test_higher_version_replaces_under_the_day_of_the_first(store):
    store.save_article(article(), [])
    updated = article(version=2, title="Ministers part", read_at=T0 + timedelta(days=2))
    assert updated == store.save_article(updated, [])
    assert updated == store.article(updated.id)
    assert [updated] == list(store.articles_of(T0))
    assert list(store.articles_of(T0 + timedelta(days=2))) == []


def test_url_that_stands_for_another_article_leads_to_that_one(store):
    store.save_article(article(), [OTHER])
    assert article() == store.save_article(article(OTHER, title="The same elsewhere"), [])
    assert article() == store.article_at([OTHER])
    assert [article()] == list(store.articles_of(T0))


def test_alias_of_one_article_is_not_taken_over_by_another(store):
    store.save_article(article(), [ALIAS])
    store.save_article(article(OTHER), [ALIAS])
    assert article() == store.article_at([ALIAS])
    assert article(OTHER) == store.article_at([OTHER])


def test_articles_of_a_day_are_those_first_read_on_it(store):
    today = [article(f"https://news.example/{n}") for n in range(20)]
    for one in today:
        store.save_article(one, [])
    store.save_article(article(OTHER, read_at=T0 - timedelta(days=1)), [])
    assert {one.id for one in today} == {one.id for one in store.articles_of(T0)}
