"""Latest: have a topic post the newest stories that it would have brought, had it been there before."""

from datetime import datetime, timedelta

from newswatch.delivery.rules import rules
from newswatch.delivery.weighing import Verdict, outlook
from newswatch.errors import NotAllowed
from newswatch.model import WORKSPACE, Article, Evidence, State, StoryId, Topic
from newswatch.ports import Clock, Deadline, Queues, Store
from newswatch.query import TopicIndex
from newswatch.query.syntax import looks_at_source
from newswatch.usecases.alerts import alert_of
from newswatch.usecases.day import Sieve
from newswatch.usecases.findings import Posted
from newswatch.usecases.queries import read_query
from newswatch.usecases.week import Week

KEPT = 100
"""Stories whose articles are held at a time, so that a query that holds for all does not fill memory."""


def post_latest(
    store: Store, queues: Queues, clock: Clock, topic: Topic, deadline: Deadline, *, count: int = 3
) -> Posted:
    """Claim alerts for the newest stories of the last 7 days that a topic holds for, oldest first.

    A story that the topic has posted stays as it is, so that asking twice posts once.

    Returns:
        How many of these stories, at most ``count``, are new, and how many were posted before.

    Raises:
        NotAllowed: the topic is paused or removed.
        QueryError: the stored query is refused.
    """
    now = clock.now()
    if not topic.is_active(now):
        if topic.state is State.REMOVED:
            raise NotAllowed(f"{topic.name} is removed, so it posts nothing.")
        raise NotAllowed(f"{topic.name} is paused, so it posts nothing. Resume it first.")
    found = reversed(_newest(_stories(store, topic, now, deadline, count), count).values())
    # A microsecond apart, since an outbox is worked off in the order of claims.
    alerts = [
        alert_of(topic, article, article.source_id, places, now + timedelta(microseconds=n))
        for n, (_, article, places) in enumerate(found)
    ]
    old = sum(bool(store.alerts(alert.story_id, [topic.id])) for alert in alerts)
    queues.wake(store.claim(alerts))
    verdict = _outlook(store, topic, now)
    return Posted(len(alerts) - old, old, verdict.until, verdict.why)


def _outlook(store: Store, topic: Topic, now: datetime) -> Verdict:
    """Return when the first of a topic's destinations is told what it matches now."""
    said = store.settings([*topic.destinations, WORKSPACE])
    found = [outlook(topic, rules(said.get(where), said.get(WORKSPACE)), now) for where in topic.destinations]
    return min(found, key=lambda verdict: verdict.until or now)


_Stories = dict[StoryId, tuple[datetime, Article, tuple[Evidence, ...]]]


def _stories(store: Store, topic: Topic, now: datetime, deadline: Deadline, count: int) -> _Stories:
    """Return the newest article of each story that the topic holds for, when it was, and what matched."""
    query = read_query(store, topic.query)
    sieve, asks_for_source = Sieve(query), looks_at_source(query.root)
    week = Week(store, now, deadline, topic.sources)
    index = TopicIndex()
    index.put(topic.id, query)
    newest: _Stories = {}
    for at, day, n in week.places():
        if not sieve.lets(day, n):
            continue
        article = day[n]
        story = article.story
        if story in newest and newest[story][0] >= at:
            continue
        source = week.source(article) if asks_for_source else None
        for match in index.match(article, source):
            newest[story] = at, article, match.evidence
        if len(newest) > KEPT:
            newest = _newest(newest, count)
    return newest


def _newest(stories: _Stories, count: int) -> _Stories:
    """Return the newest of these stories, newest first."""
    ordered = sorted(stories.items(), key=lambda story: (story[1][0], story[0]), reverse=True)
    return dict(ordered[:count])
