"""What commands and buttons do that ask why: of an article, and of what a topic did not tell."""

import re
from dataclasses import replace
from typing import TypeVar

from newswatch.errors import BadMessage, SecretError, SlackError
from newswatch.model import ArticleId, Source
from newswatch.observe import logger
from newswatch.slack import commands
from newswatch.slack.asked import Asked
from newswatch.slack.commander import Commander, Reply
from newswatch.slack.meant import topic_meant
from newswatch.slack.views import hints
from newswatch.slack.views import misses as miss_views
from newswatch.slack.views import unseen as unseen_views
from newswatch.slack.views import why as why_views
from newswatch.usecases.dropping import with_drops
from newswatch.usecases.findings import Glance, Unseen, Why
from newswatch.usecases.near_misses import misses_of
from newswatch.usecases.unread import Reader, read_now
from newswatch.usecases.why import explain, explain_article

ARTICLE = re.compile(r"(?:[0-9a-f]{16} )?([0-9a-f]{16})")
"""An article, alone or after the story in which it is."""
GONE = "That article is not kept any more."

Found = TypeVar("Found", Glance, Why)


def why(c: Commander, asked: Asked, command: commands.Why) -> Reply:
    """Say what became of an article; one that nobody has brought is read now."""
    deadline = c.time()  # all topics are read, and a page may be
    sight = c.sight(asked)
    topic = topic_meant(c, asked, command.topic) if command.topic else None
    found = explain_article(c.store, sight, c.clock, command.url, topic)
    if isinstance(found, Unseen) and c.collector:
        fetcher, robots, wait = c.collector.fetcher, c.collector.robots, c.collector.wait
        found = read_now(Reader(c.store, fetcher, robots, c.clock, wait, deadline), sight, found, topic)
    if isinstance(found, Unseen):
        if found.glance:
            found = replace(found, glance=_with_drops(c, asked, found.glance, found.glance.source))
        return Reply(unseen_views.unseen(found, c.clock.now(), topic.handle if topic else ""))
    return _told(c, asked, found)


def why_of(c: Commander, asked: Asked) -> Reply:
    """Say what became of an article, by its id in the request's text, for whoever has it before them.

    Raises:
        BadMessage: the text is no article's id, alone or after a story's.
    """
    c.time()  # a story can have thousands of articles
    named = ARTICLE.fullmatch(asked.text)
    if named is None:
        raise BadMessage("not an article")
    article = c.store.article(ArticleId(named[1]))
    if article is None:
        return Reply(hints.note(GONE))
    return _told(c, asked, explain(c.store, c.sight(asked), c.clock, article))


def misses(c: Commander, asked: Asked, command: commands.Misses) -> Reply:
    """Show what a topic came nearest to telling."""
    deadline = c.time()  # the articles of two weeks are read
    topic = topic_meant(c, asked, command.topic)
    now = c.clock.now()
    found = misses_of(c.reading(), c.sight(asked), topic, now, deadline)
    return Reply(miss_views.misses(found, now))


def _told(c: Commander, asked: Asked, found: Why) -> Reply:
    source = c.store.sources_by_id([found.article.source_id]).get(found.article.source_id)
    return Reply(why_views.why(_with_drops(c, asked, found, source), c.clock.now(), _workspace(c)))


def _workspace(c: Commander) -> str:
    """Return where messages of the workspace are to be seen; empty where Slack does not say."""
    try:
        return c.identity().url if c.identity else ""
    except (SecretError, SlackError) as e:
        logger.info("no links to messages", error=str(e))
        return ""


def _with_drops(c: Commander, asked: Asked, found: Found, source: Source | None) -> Found:
    """Return what was found with what could be dropped of a topic, for who may change it."""
    judged = with_drops(
        c.reading(),
        c.sight(asked),
        found.judged,
        article=found.article,
        source=source,
        now=c.clock.now(),
        deadline=c.time(),
    )
    return replace(found, judged=judged)
