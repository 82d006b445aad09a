"""What a post says: from its alerts, its article and its source to a message."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from newswatch.delivery.excerpt import excerpt
from newswatch.delivery.lead import additions, candidates, others, outlet_of
from newswatch.model import Article, Coverage, Source, TextFrom, ThreadPolicy, Topic, TopicId
from newswatch.posts import Alert, Excerpt, Line, Message, Post

PAYWALL = "Behind a paywall."
GONE = "An article that is no longer kept"


def compose(
    post: Post,
    alerts: Sequence[Alert],
    article: Article | None,
    source: Source | None,
    names: Mapping[TopicId, str],
    *,
    topics_now: Sequence[Topic] = (),
    coverage: Sequence[Coverage] = (),
) -> Message:
    """Return the message of a post.

    Args:
        post: the post.
        alerts: those that it shows, oldest first; at least one.
        article: the article that it leads with, unless that has expired while the post waited.
        source: the source it came through, unless that is gone.
        names: the topics' names now; an alert's own stands in for one that is gone.
        topics_now: the topics that it shows, as they are now.
        coverage: the story's articles, in the order in which they joined.
    """
    topics = _topics(alerts, names)
    if article is None:
        return Message(
            post_id=post.id,
            channel=post.channel,
            title=GONE,
            url="",
            source=source.name if source else "",
            excerpt=Excerpt(""),
            topics=topics,
            topic_ids=frozenset(alert.topic_id for alert in alerts),
            label="It waited here longer than articles are kept.",
        )
    places = sorted({place for alert in alerts if alert.article_id == article.id for place in alert.evidence})
    return Message(
        post_id=post.id,
        channel=post.channel,
        title=article.title,
        url=article.url,
        source=_source(article, source),
        excerpt=excerpt(article, places),
        topics=topics,
        authors=article.authors,
        published=article.published,
        image_url=article.image_url,
        label=_label(article),
        topic_ids=frozenset(alert.topic_id for alert in alerts),
        also=others(article.id, coverage),
        articles=len(coverage) if len(coverage) > 1 else 0,
        adds=additions(article.id, topics_now, coverage),
        further=_further(topics_now, coverage),
        latest=max((covered.at for covered in candidates(topics_now, coverage)), default=None),
        story_id=post.story_id,
        article_id=article.id,
        handle=topics_now[0].handle if topics_now else "",
    )


def _further(topics: Sequence[Topic], coverage: Sequence[Coverage]) -> tuple[tuple[datetime, Line], ...]:
    """Return the articles that match a topic that wants replies."""
    wanting = [topic for topic in topics if topic.thread is ThreadPolicy.REPLY]
    return tuple((covered.at, _covered(covered, wanting)) for covered in candidates(wanting, coverage))


def _covered(covered: Coverage, topics: Sequence[Topic]) -> Line:
    names = tuple(topic.name for topic in topics if topic.id in covered.held)
    return Line(covered.title, covered.url, outlet_of(covered).name, names, covered.published)


def line(
    alerts: Sequence[Alert], article: Article | None, source: Source | None, names: Mapping[TopicId, str]
) -> Line:
    """Return what a digest says of a story. Arguments as in ``compose``."""
    return Line(
        title=article.title if article else GONE,
        url=article.url if article else "",
        source=_source(article, source),
        topics=_topics(alerts, names),
        published=article.published if article else None,
    )


def _topics(alerts: Sequence[Alert], names: Mapping[TopicId, str]) -> tuple[str, ...]:
    return tuple(names.get(alert.topic_id, alert.topic_name) for alert in alerts)


def _source(article: Article | None, source: Source | None) -> str:
    return (article.site_name if article else "") or (source.name if source else "")


def _label(article: Article) -> str:
    said = [PAYWALL] if article.paywalled else []
    if article.text_from is TextFrom.SUMMARY:
        said += ["From the feed’s summary.", article.note]
    return " ".join(filter(None, said))
