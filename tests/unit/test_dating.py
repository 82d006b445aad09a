"""When an article was published, and what was assumed of that."""

from datetime import timedelta

import pytest
from builders import entry
from fakes import T0
from match_house import House
from match_house import page as served

from newswatch.model import Page
from newswatch.sources.dating import dated

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FOUND = T0 - timedelta(minutes=10)
MIDNIGHT = T0.replace(hour=0)
ZONE = "no zone was given: UTC is taken"


@pytest.mark.parametrize(
    ("page", "said", "assumed", "expected"),
    [
        (None, None, "", (None, "")),
        (None, None, "no date", (None, "no date")),
        (None, T0 - HOUR, "", (T0 - HOUR, "")),
        (None, T0 - HOUR, ZONE, (T0 - HOUR, ZONE)),
        (T0 - HOUR, None, "no date", (T0 - HOUR, "")),
        (T0 - HOUR, T0 - 2 * HOUR, ZONE, (T0 - HOUR, "")),
        (T0 - HOUR, T0 - 9 * DAY, ZONE, (T0 - HOUR, "")),
        (MIDNIGHT, T0 - HOUR, ZONE, (T0 - HOUR, ZONE)),
        (MIDNIGHT, None, "no date", (MIDNIGHT, "")),
        (None, T0 + HOUR, "", (T0 + HOUR, "")),
        (T0 + 2 * HOUR, T0 - HOUR, "", (T0 - HOUR, "")),
        (T0 + 2 * HOUR, T0 - HOUR, ZONE, (T0 - HOUR, ZONE)),
        (T0 - HOUR, T0 + 9 * DAY, "", (T0 - HOUR, "")),
    ],
)
def test_page_and_entry_tell_together_when_it_was(page, said, assumed, expected):
    found, assumed = dated(Page("u", published=page), entry(published=said, assumed=assumed), FOUND, T0)
    assert (found.published, assumed) == expected


@pytest.mark.parametrize(
    ("page", "said"), [(T0 + 2 * HOUR, None), (None, T0 + 2 * HOUR), (T0 + 2 * HOUR, T0 + 3 * DAY)]
)
def test_what_is_dated_in_the_future_only_was_published_when_it_was_found(page, said):
    found, assumed = dated(Page("u", published=page), entry(published=said), FOUND, T0)
    assert found.published == FOUND
    assert assumed == "dated in the future (2026-03-02 11:00 UTC): the time it was found is taken"


@pytest.mark.parametrize(
    ("page", "said", "expected"),
    [
        (None, T0, T0), (T0 - HOUR, T0, T0 - HOUR), (None, None, None),
        (None, T0 + DAY, None), (T0 + DAY, T0 - DAY, None),
    ],
)  # fmt: skip
def test_page_is_asked_first_when_it_was_updated(page, said, expected):
    assert dated(Page("u", updated=page), entry(updated=said), FOUND, T0)[0].updated == expected


# --- As match keeps it ----------------------------------------------------------------------------


def test_what_was_assumed_is_kept_with_the_article():
    house = House()
    house.serve()
    house.run(entry(1, published=T0 - HOUR, assumed=ZONE))
    (article,) = house.articles()
    assert (article.published, article.assumed) == (T0 - HOUR, ZONE)


def test_page_that_says_when_it_was_published_leaves_nothing_to_assume():
    house = House()
    head = '<meta property="article:published_time" content="2026-03-02T08:30:00Z">'
    house.serve(1, served(head=head))
    house.run(entry(1, published=T0 - 2 * HOUR, assumed=ZONE))
    (article,) = house.articles()
    assert (article.published, article.assumed) == (T0 - HOUR / 2, "")


def test_assumption_falls_away_with_the_page_that_is_read_later():
    house = House()
    house.run(entry(1, assumed="no date", summary="Lavrov met his counterpart."))
    (article,) = house.articles()
    assert (article.published, article.assumed) == (None, "no date")
    head = '<meta property="article:published_time" content="2026-03-02T08:30:00Z">'
    house.serve(1, served(head=head))
    house.run(entry(1, id=article.id), found_at=T0, again=True)
    (article,) = house.articles()
    assert (article.published, article.assumed) == (T0 - HOUR / 2, "")


def test_entry_of_the_future_was_published_when_it_was_found():
    house = House()
    house.serve()
    house.run(entry(1, published=T0 + DAY), found_at=FOUND)
    (article,) = house.articles()
    assert article.published == FOUND
    assert article.assumed.startswith("dated in the future (2026-03-03 09:00 UTC)")
    assert len(house.posts()) == 1
