"""Why: what became of an article for the topics of a person, clause by clause, and which story it tells."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlsplit

from newswatch.errors import QueryError
from newswatch.model import (
    Article,
    ArticleId,
    Bond,
    Coverage,
    Evidence,
    Field,
    Source,
    SourceId,
    Split,
    State,
    StoryId,
    ThreadPolicy,
    Topic,
    TopicId,
    UserId,
)
from newswatch.observe import logger
from newswatch.ports import Clock, Store
from newswatch.posts import Alert, Post, PostState
from newswatch.query import Clause, explain
from newswatch.sources import redirectors, urls
from newswatch.text import GAP, words
from newswatch.usecases.contents import nothing
from newswatch.usecases.findings import Fate, Judgement, Posting, Reason, Unseen, Why
from newswatch.usecases.queries import read_query
from newswatch.usecases.sight import Sight
from newswatch.usecases.splitting import claimed_for, outlets_of

TOPICS = 5
"""More of them are counted: each takes the lines of its query."""
FOUND_WORDS = 4
"""Of a clause, the most frequent ones: a prefix or a stem can stand for dozens."""
SITES_SOURCES = 3
UNWANTED = "the topic was paused, moved or removed before it was due"


def explain_article(
    store: Store, sight: Sight, clock: Clock, url: str, topic: Topic | None = None
) -> Why | Unseen:
    """Return why an article was told or was not: for a topic, or for all that have its story.

    What the person may not see does not exist for them, neither by name nor by number.

    Args:
        store: the store.
        sight: what the person may see.
        clock: the time.
        url: an address of the article.
        topic: one that the person may see; None for those that have its story.

    Raises:
        NeedsTime, SlackError: as with ``Sight``.
    """
    spelled = _spelled(url)
    article = store.article_at(spelled)
    if article is None:
        return _unseen(store, url, spelled[0])
    alerts, topics = claimed_for(store, article.story)
    written = store.coverage(article.story)
    source = store.sources_by_id([article.source_id]).get(article.source_id)
    story = _story(article, source, written)
    by_topic = {alert.topic_id: alert for alert in (*alerts, *_told_alone(store, article, topics))}
    having = [topic] if topic else _having(sight, topics, by_topic, written)
    judge = _Judge(store, sight, clock.now(), article, story, by_topic)
    return Why(
        article=article,
        source=source.name if source else "",
        words=sum(word != GAP for word in words(article.text)),
        judged=tuple(map(judge.judgement, having[:TOPICS])),
        more=len(having[TOPICS:]),
        story_id=article.story,
        story=tuple(map(_bare, story)),
        outlets=outlets_of(story),
        split_by=_split_by(store, story),
    )


def _spelled(url: str) -> tuple[str, ...]:
    """Return an address as an identity: of what it leads to, and its own."""
    try:
        return tuple(dict.fromkeys((urls.canonical(redirectors.target(url)), urls.canonical(url))))
    except ValueError:
        return (url,)


# --- What is not known ---------------------------------------------------------------------------


def _unseen(store: Store, url: str, canonical: str) -> Unseen:
    if not urls.is_web_address(canonical):
        return Unseen(url, None)
    near = store.article_at(_variants(canonical))
    sources = [
        source
        for source in store.sources()
        if source.state is not State.REMOVED and urls.same_site(source.url, canonical)
    ]
    sources.sort(key=lambda source: (source.state is not State.ACTIVE, source.name))
    return Unseen(canonical, near, tuple(sources[:SITES_SOURCES]), redirectors.hides_target(canonical))


def _variants(canonical: str) -> list[str]:
    """Return an address with another scheme, ``www.`` or slash at the end, and without its parameters."""
    parts = urlsplit(canonical)
    host = parts.netloc.removeprefix("www.")
    paths = dict.fromkeys((parts.path, parts.path.rstrip("/") or "/", f"{parts.path.rstrip('/')}/"))
    queries = dict.fromkeys((parts.query, ""))
    found = [
        parts._replace(scheme=scheme, netloc=netloc, path=path, query=query).geturl()
        for query in queries
        for scheme in ("https", "http")
        for netloc in (host, f"www.{host}")
        for path in paths
        # Without its parameters the front page of a site is another page.
        if query == parts.query or path != "/"
    ]
    return [each for each in found if each != canonical]


# --- The story --------------------------------------------------------------------------------------


def _story(article: Article, source: Source | None, written: Sequence[Coverage]) -> tuple[Coverage, ...]:
    """Return the articles of a story, the one asked about first, be it written or not."""
    own = next((covered for covered in written if covered.article_id == article.id), None)
    if own is None:
        outlet = urls.outlet(article.url)
        own = Coverage(
            story_id=article.story,
            article_id=article.id,
            source_id=article.source_id,
            url=article.url,
            title=article.title,
            outlet=outlet,
            name=article.site_name or (source.name if source else "") or outlet,
            at=article.read_at,
            published=article.published,
            bond=Bond.RETELLING if any(covered.bond is Bond.FIRST for covered in written) else Bond.FIRST,
        )
    # Its headline may have changed since it joined.
    own = replace(own, title=article.title)
    return (own, *(covered for covered in written if covered.article_id != article.id))


def _bare(covered: Coverage) -> Coverage:
    """Return a part of a story without the topics that it matches: not everybody may know of them."""
    return replace(covered, held={})


def _split_by(store: Store, story: Sequence[Coverage]) -> Mapping[ArticleId, UserId]:
    """Return who split off the articles of a story, as far as the log of live stories has it."""
    split = [covered for covered in story if covered.bond is Bond.SPLIT]
    if not split:
        return {}
    decisions = store.decisions_since(min(covered.at for covered in split))
    splits = [decision.what for decision in decisions if isinstance(decision.what, Split)]
    return {
        article_id: each.by
        for each in splits
        if each.story_id == story[0].story_id
        for article_id in each.articles
    }


# --- The topics -------------------------------------------------------------------------------------


def _told_alone(store: Store, article: Article, topics: Sequence[Topic]) -> Sequence[Alert]:
    """Return the alerts of topics that take each article for a story of its own."""
    each = [topic.id for topic in topics if topic.thread is ThreadPolicy.EACH]
    alone = StoryId(article.id)
    if not each or alone == article.story:
        return ()
    return store.alerts(alone, each)


def _having(
    sight: Sight, topics: Sequence[Topic], alerts: Mapping[TopicId, Alert], written: Sequence[Coverage]
) -> list[Topic]:
    """Return the topics that have a story, as far as the person may see them; those that told it first."""
    held = {topic_id for covered in written for topic_id in covered.held}
    having = [topic for topic in topics if topic.id in alerts or topic.id in held]
    there = [topic for topic in having if topic.state is not State.REMOVED and sight.sees(topic)]
    return sorted(there, key=lambda topic: (topic.id not in alerts, topic.handle))


@dataclass(frozen=True, slots=True)
class _Judge:
    """Says of each topic what became of one article."""

    store: Store
    sight: Sight
    now: datetime
    article: Article
    story: Sequence[Coverage]
    """Begins with the article."""
    alerts: Mapping[TopicId, Alert]

    def judgement(self, topic: Topic) -> Judgement:
        """Return a topic's word on the article."""
        alert = self.alerts.get(topic.id)
        reason, admitted = self._reason(topic, alert.source_id if alert else self.article.source_id)
        if alert:
            fate = Fate.TOLD
        elif reason is None or not reason.holds:
            fate = Fate.OTHERWISE
        else:
            fate = self._untold(topic, admitted=admitted)
        by = alert.article_id if alert else self.article.id
        return Judgement(
            topic=topic,
            fate=fate,
            reason=reason,
            places=tuple(place for place in topic.destinations if self.sight.sees_channel(place)),
            postings=self._postings(topic, alert) if alert else (),
            claimed=alert is not None and by == self.article.id,
            earlier=next((_bare(c) for c in self.story[1:] if c.article_id == by), None),
        )

    def _untold(self, topic: Topic, *, admitted: bool) -> Fate:
        """Return why a topic that the article matches has not told it."""
        is_held = any(topic.id in covered.held for covered in self.story)
        if not topic.is_active(self.now):
            return Fate.RESTS
        if is_held and topic.outlets > outlets_of(self.story):
            return Fate.WAITS
        if not admitted:
            return Fate.UNHEARD
        return Fate.OLDER if self.article.read_at < topic.created_at else Fate.KEPT

    def _reason(self, topic: Topic, source_id: SourceId) -> tuple[Reason | None, bool]:
        """Return a topic's query with what became of it, and whether the topic listens to a source."""
        source = self.store.sources_by_id([source_id]).get(source_id)
        admitted = source is None or topic.sources.admits(source)
        try:
            clause = explain(read_query(self.store, topic.query), self.article, source)
        except QueryError as e:
            # Stored by a newer version, or a saved set that it uses is gone.
            logger.warning("topic not explained", topic_id=topic.id, error=e.message)
            return None, admitted
        return _told(clause, self.article), admitted

    def _postings(self, topic: Topic, alert: Alert) -> tuple[Posting, ...]:
        """Return the posts that tell an alert, as far as the person may see them."""
        places = dict.fromkeys((*topic.destinations, *alert.channels))
        posts = [self.store.post(place, alert.story_id) for place in places if self.sight.sees_channel(place)]
        return tuple(
            Posting(post.channel, post.state, _reason_of(post))
            for post in posts
            if post and topic.id in post.topic_ids
        )


def _reason_of(post: Post) -> str:
    """Return why a post waits, is parked or cancelled, in words for people."""
    if post.state is PostState.FOLDED:
        return ""
    return UNWANTED if post.reason == nothing(post) else post.reason


def _told(clause: Clause, article: Article) -> Reason:
    return Reason(
        text=clause.text,
        holds=clause.holds,
        words=_words(clause.evidence, article),
        note=clause.note,
        parts=tuple(_told(part, article) for part in clause.parts),
    )


def _words(evidence: Sequence[Evidence], article: Article) -> tuple[tuple[str, int], ...]:
    """Return what stands at these places, the most frequent first, each as it is spelled first."""
    texts = {Field.TITLE: article.title, Field.BODY: article.text}
    spelled: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for place in evidence:
        word = " ".join(texts[place.field][place.start : place.end].split())
        counts[word.casefold()] += 1
        spelled.setdefault(word.casefold(), word)
    return tuple((spelled[word], count) for word, count in counts.most_common(FOUND_WORDS))
