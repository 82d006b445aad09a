"""A dead group of entries that is sent back: what it would have told is told, once, however late."""

from dataclasses import replace
from datetime import timedelta

import pytest
from builders import ALICE, entry
from fakes import T0
from match_house import House, page

from newswatch.errors import QueueError
from newswatch.model import State
from newswatch.stories.grouper import LIVES

LATEST = timedelta(days=13)
"""SQS keeps a message for 14 days, as a dead letter or not."""


class StoryHouse(House):
    lives = LIVES


@pytest.fixture
def house():
    return StoryHouse()


def later(house, after):
    house.clock.at = T0 + after


def told(house):
    return [(post.article_id, post.topic_ids) for post in house.posts()]


@pytest.mark.parametrize("after", [timedelta(hours=1), timedelta(days=2), LATEST])
def test_what_was_never_worked_off_is_told_once_however_often_it_comes(house, after):
    house.serve()
    later(house, after)
    for _ in range(2):
        house.run(entry(published=T0), found_at=T0)
        later(house, after + timedelta(minutes=1))
    (post,) = house.posts()
    # Not as if it were of today.
    assert house.store.article(post.article_id).published == T0


@pytest.mark.parametrize("after", [timedelta(hours=2), LATEST])
def test_what_was_told_before_its_group_died_is_told_no_second_time(house, after):
    house.serve()
    wake = house.queues.wake

    def refuses(*_, **__):
        raise QueueError("SQS does not answer.")

    house.queues.wake = refuses
    with pytest.raises(QueueError):
        house.run(found_at=T0)
    house.queues.wake = wake
    before = told(house)
    assert len(before) == 1

    later(house, after)
    for _ in range(2):
        house.run(found_at=T0)
    assert told(house) == before


def test_story_that_others_tell_still_takes_it_in(house):
    house.serve(1)
    house.serve(2, page(title="Ministers meet again"))
    house.run(entry(2), source=1, found_at=T0)
    later(house, timedelta(hours=70))
    house.run(entry(1), found_at=T0)
    assert len(house.posts()) == 1


def test_story_that_is_over_is_not_known_any_more_and_the_late_article_is_told_by_itself(house):
    house.serve(1)
    house.serve(2, page(title="Ministers meet again"))
    house.run(entry(2), source=1, found_at=T0)
    later(house, LATEST)
    for _ in range(2):
        house.run(entry(1), found_at=T0)
    assert len(house.posts()) == 2


def test_baseline_that_is_replayed_tells_nothing(house):
    house.serve()
    later(house, LATEST)
    house.run(baseline=True, found_at=T0)
    assert house.posts() == []


def test_changed_headline_of_what_was_never_worked_off_tells_nothing_before_it(house):
    house.serve()
    later(house, LATEST)
    house.run(entry(title="A new headline"), changed_at=T0)
    assert house.posts() == []


def test_topic_that_is_gone_by_then_is_told_nothing(house):
    house.serve()
    (topic,) = house.store.topics()
    gone = replace(topic, state=State.REMOVED, version=topic.version + 1)
    house.store.save_topic(gone, ALICE, T0, "remove")
    later(house, LATEST)
    house.run(found_at=T0)
    assert house.posts() == []
