"""What a post says: from its alerts, its article and its source to a message."""

from collections.abc import Mapping, Sequence

from newswatch.delivery.excerpt import excerpt
from newswatch.model import Alert, Article, Excerpt, Message, Post, Source, TextFrom, TopicId


def compose(
    post: Post,
    alerts: Sequence[Alert],
    article: Article | None,
    source: Source | None,
    names: Mapping[TopicId, str],
) -> Message:
    """Return the message of a post.

    Args:
        post: the post.
        alerts: those that it shows, oldest first; at least one.
        article: the article, unless it has expired while the post waited.
        source: the source it came through, unless that is gone.
        names: the topics' names now; an alert's own stands in for one that is gone.
    """
    topics = tuple(names.get(alert.topic_id, alert.topic_name) for alert in alerts)
    if article is None:
        return Message(
            post_id=post.id,
            channel=post.channel,
            title="An article that is no longer kept",
            url="",
            source=source.name if source else "",
            excerpt=Excerpt(""),
            topics=topics,
            label="It waited here longer than articles are kept.",
        )
    places = sorted({place for alert in alerts for place in alert.evidence})
    return Message(
        post_id=post.id,
        channel=post.channel,
        title=article.title,
        url=article.url,
        source=article.site_name or (source.name if source else ""),
        excerpt=excerpt(article, places),
        topics=topics,
        authors=article.authors,
        published=article.published,
        image_url=article.image_url,
        label=_label(article),
    )


def _label(article: Article) -> str:
    if article.text_from is TextFrom.SUMMARY:
        return f"From the feed’s summary. {article.note}".strip()
    return ""
