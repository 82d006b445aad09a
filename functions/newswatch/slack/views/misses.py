"""What a topic came nearest to telling, by what was lacking; and what could be changed for it."""

from collections.abc import Iterator
from datetime import datetime

from newswatch.model import Article, Topic
from newswatch.posts import Lack
from newswatch.slack.views import clauses
from newswatch.slack.views.blocks import Answer, answer, run_button
from newswatch.slack.views.kit import Block
from newswatch.slack.views.mrkdwn import code
from newswatch.slack.views.phrases import ago, called, counted, plain_query
from newswatch.slack.views.readings import outlet, titled
from newswatch.usecases.findings import Lacking, TopicMisses

GROUPS = 6
"""Of more of them, the last ones have the most in common with everything."""
NEWEST = 3
CLAUSE_CHARS = 120
LACKED = {
    Lack.SOURCE: "the source: the topic does not listen to it",
    Lack.OUTLETS: "outlets: too few carried it",
}


def misses(found: TopicMisses, now: datetime) -> Answer:
    """Return what a topic came nearest to telling."""
    topic, groups = found.topic, found.groups[:GROUPS]
    rows = [_summary(found)]
    if not found.complete:
        rows.append("⚠ Time ran out: the oldest days were not looked at.")
    rows += [row for group in groups for row in _group(group, now)]
    if left := len(found.groups) - len(groups):
        rows.append(f"… and {counted(left, 'more clause')} that articles lacked.")
    changes = [_change(topic, group, found) for group in groups] if found.may_change else []
    return answer(*rows, [*changes, run_button("Show the topic", f"show {topic.handle}")])


def _summary(found: TopicMisses) -> str:
    if not found.read:
        return f"{called(found.topic)}: nothing was read in the last {found.days} days."
    looked = f"{counted(found.read, 'article')} of the last {found.days} days"
    if not found.groups:
        return f"{called(found.topic)} came near to nothing else: of {looked}, none lacked just one thing."
    return f"What {called(found.topic)} came nearest to telling, in {looked}. What they lacked:"


def _group(group: Lacking, now: datetime) -> Iterator[str]:
    lacked = LACKED.get(group.lack) or code(plain_query(group.clause), CLAUSE_CHARS)
    yield f"✗ {lacked} · {counted(group.articles, 'article')}"
    for at, article in group.newest[:NEWEST]:
        yield f"{clauses.INDENT}• {_article(article, at, now)}"


def _article(article: Article, at: datetime, now: datetime) -> str:
    parts = (titled(article.url, article.title), outlet(article), ago(min(at, now)))
    return " · ".join(filter(None, parts))


def _change(topic: Topic, group: Lacking, found: TopicMisses) -> Block | None:
    """Return a button that has a topic not ask for what was lacking."""
    or_more = "" if found.complete else " or more"
    brings = f"+{counted(group.articles, 'article')}{or_more} in {found.days} days"
    seen = f"{topic.handle}:{topic.version}"
    match group.lack:
        case Lack.SOURCE:
            return run_button(f"Listen to all sources: {brings}", f"set {seen} sources all")
        case Lack.OUTLETS:
            return run_button(f"Tell it at once: {brings}", f"set {seen} outlets off")
    if not group.query:
        return None
    label = f"{clauses.dropping(group.clause, dropped=group.dropped)}: {brings}"
    return clauses.edit_button(topic, label, group.query)
