"""The store's contract: what topics brought on single days, and the news that are made of it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from builders import POLICY, alert, topic
from fakes import T0

from newswatch.model import StoryId
from newswatch.posts import Lack, Miss, PostState, Silence, Spike
from newswatch.usecases.rates import rate_post

TODAY = T0.date()
DAY = timedelta(days=1)
MISS = Miss("Una mina", "https://news.example/a?b=c", "News 1", T0, Lack.CLAUSE, "lang:en")
STORY = StoryId(f"spike-{topic().id}-{TODAY}")


def had(store, stories, days_ago, number=1):
    for n in range(stories):
        story = StoryId(f"{number}{days_ago}{n}".ljust(16, "0"))
        store.claim([alert(number, story_id=story, claimed_at=T0 - days_ago * DAY)])


def test_days_are_counted_by_themselves_and_topics_too(store):
    had(store, 3, 0)
    had(store, 1, 1)
    had(store, 2, 5)
    had(store, 4, 1, number=2)
    days = [TODAY - n * DAY for n in range(4)]
    assert dict(store.daily_alerts(topic(1).id, days)) == {TODAY: 3, TODAY - DAY: 1}
    assert dict(store.daily_alerts(topic(2).id, days)) == {TODAY - DAY: 4}
    assert dict(store.daily_alerts(topic(3).id, days)) == {}
    assert dict(store.daily_alerts(topic(1).id, [])) == {}


def test_more_days_than_one_request_takes(store):
    had(store, 1, 0)
    had(store, 1, 119)
    found = store.daily_alerts(topic().id, [TODAY - n * DAY for n in range(120)])
    assert dict(found) == {TODAY: 1, TODAY - 119 * DAY: 1}


@pytest.mark.parametrize(
    "news",
    [
        Spike(31, 4.0),
        Spike(8, 0.1),
        Silence(14, 11 / 26),
        Silence(20, 3.0, MISS),
        Silence(20, 3.0, replace(MISS, lack=Lack.OUTLETS, clause="", title="", url="", outlet="")),
    ],
)
def test_news_come_back_as_they_were_put(store, news):
    post = rate_post(topic(), POLICY, STORY, news, T0)
    store.enqueue([post])
    store.enqueue([replace(post, rate=Spike(99, 1.0))])
    assert store.post(POLICY, STORY) == post
    assert [row.story_id for row in store.outbox(POLICY, 10)] == [STORY]


def test_news_stay_what_they_are_when_they_are_sent(store):
    post = rate_post(topic(), POLICY, STORY, Spike(31, 4.0), T0)
    store.enqueue([post])
    store.save_post(replace(post, state=PostState.SENT, ts="1.1", done=1), post)
    assert store.post(POLICY, STORY).rate == Spike(31, 4.0)


def test_news_are_no_alert(store):
    store.enqueue([rate_post(topic(), POLICY, STORY, Spike(31, 4.0), T0)])
    assert dict(store.daily_alerts(topic().id, [TODAY])) == {}
    assert store.activity(T0) == {}
    assert list(store.alerts(STORY, [topic().id])) == []


def test_what_no_table_takes_is_cut_or_left_out(store):
    url = "https://x.example/" + "a" * 9_000
    miss = replace(MISS, title="\ud800" + "x" * 9_000, url=url, clause="y" * 9_000)
    store.enqueue([rate_post(topic(), POLICY, STORY, Silence(14, 1.0, miss), T0)])
    found = store.post(POLICY, STORY).rate.miss
    assert found is not None
    assert found.at == T0
