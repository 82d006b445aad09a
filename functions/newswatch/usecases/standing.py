"""Standing: what a topic's next story would meet in its channels, by what holds there and has come there."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from newswatch.delivery.caps import HOUR, SKEW, had_today
from newswatch.delivery.rules import Rules, manner, rules
from newswatch.delivery.weighing import Wanted, weigh
from newswatch.delivery.windows import is_quiet, local_day
from newswatch.model import (
    WORKSPACE,
    Article,
    ArticleId,
    ChannelId,
    ChannelSettings,
    SourceId,
    State,
    StoryId,
    Topic,
)
from newswatch.ports import Store
from newswatch.posts import Post, Tally, post_id
from newswatch.sources import urls
from newswatch.usecases.findings import Standing

NEW = StoryId("0" * 16)
"""Of a story that nobody knows: what is weighed is told apart by its topics alone."""


def standings(
    store: Store, topic: Topic, places: Sequence[ChannelId], article: Article, now: datetime
) -> tuple[Standing, ...]:
    """Return what a story that a topic matches now would meet, for each of these channels.

    Args:
        store: the store.
        topic: the topic, as if it were active.
        places: some of its channels.
        article: what the story is told by.
        now: the time.
    """
    told = store.settings([*places, WORKSPACE])
    found = []
    for place in places:
        own, here = told.get(place), rules(told.get(place), told.get(WORKSPACE))
        found.append(
            replace(_standing(topic, place, here, store.tally(place), now), muted=_muted(own, article))
        )
    return tuple(found)


def _standing(topic: Topic, place: ChannelId, here: Rules, tally: Tally, now: datetime) -> Standing:
    how = manner(topic, here, now)
    post = Post(
        id=post_id(place, NEW),
        channel=place,
        story_id=NEW,
        article_id=ArticleId(""),
        source_id=SourceId(""),
        claimed_at=now,
        topic_ids=frozenset({topic.id}),
    )
    verdict = weigh(post, [Wanted(topic, now)], here, tally, now)
    sent = tally.urgent if how.urgent else tally.posted
    return Standing(
        channel=place,
        posted=sum(at + HOUR + SKEW > now for at in sent),
        cap=here.cap,
        today=had_today(tally, topic.id, local_day(now, here.zone)),
        cap_per_day=how.cap_per_day,
        quiet=any(is_quiet(now, quiet, zone) for quiet, zone in how.quiets),
        until=verdict.until,
        why=verdict.why,
    )


def _muted(own: ChannelSettings | None, article: Article) -> str:
    """Return the outlet of an article, if it is muted where these settings are."""
    outlet = urls.outlet(article.url)
    return outlet if own and own.state is not State.REMOVED and outlet in own.muted else ""
