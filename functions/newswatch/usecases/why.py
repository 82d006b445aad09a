"""Why: what became of an article for the topics of a person, clause by clause, and which story it tells."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlsplit

from newswatch.delivery.lead import is_borne
from newswatch.model import (
    Article,
    Bond,
    ChannelId,
    Coverage,
    Source,
    SourceId,
    Split,
    State,
    StoryId,
    Topic,
    TopicId,
)
from newswatch.ports import Clock, Store
from newswatch.posts import Alert, Hold, Post, PostState
from newswatch.sources import redirectors, urls
from newswatch.usecases.clauses import counted_words, reason, tongue_of
from newswatch.usecases.contents import nothing
from newswatch.usecases.findings import Fate, Judgement, Posting, Reason, Tongue, Unseen, Why
from newswatch.usecases.muted import REASON
from newswatch.usecases.sight import Sight
from newswatch.usecases.splitting import outlets_of, splits_of
from newswatch.usecases.standing import standings

TOPICS = 5
"""More of them are counted: each takes the lines of its query."""
SITES_SOURCES = 3
UNWANTED = "the topic was paused, moved or removed before it was due"
MUTED = "only outlets that are muted there carried it"


def explain_article(
    store: Store,
    sight: Sight,
    clock: Clock,
    url: str,
    topic: Topic | None = None,
) -> Why | Unseen:
    """Return why the article at an address was told or was not; see ``explain``.

    Args:
        store: the store.
        sight: what the person may see.
        clock: the time.
        url: an address of the article.
        topic: one that the person may see; None for those that have its story.

    Raises:
        NeedsTime, SlackError: as with ``Sight``.
    """
    spelled = spellings(url)
    article = store.article_at(spelled)
    if article is None:
        return _unseen(store, url, spelled[0])
    return explain(store, sight, clock, article, topic)


def explain(
    store: Store,
    sight: Sight,
    clock: Clock,
    article: Article,
    topic: Topic | None = None,
) -> Why:
    """Return why an article was told or was not: for a topic, or for all that have its story.

    What the person may not see does not exist for them, neither by name nor by number.

    Args:
        store: the store.
        sight: what the person may see.
        clock: the time.
        article: one that is stored.
        topic: as with ``explain_article``.

    Raises:
        NeedsTime, SlackError: as with ``Sight``.
    """
    written = store.coverage(article.story)
    source = store.sources_by_id([article.source_id]).get(article.source_id)
    story = _story(article, source, written)
    splits = splits_of(store, story)
    alerts = _alerts(store, story, written, splits)
    having = [topic] if topic else _having(store, sight, alerts, written)
    tongue, now = tongue_of(article), clock.now()
    judge = _Judge(store, sight, now, article, tongue, story, alerts)
    return Why(
        article=article,
        source=source.name if source else "",
        words=counted_words(article),
        judged=tuple(map(judge.judgement, having[:TOPICS])),
        more=len(having[TOPICS:]),
        story_id=article.story,
        story=tuple(map(_bare, story)),
        outlets=outlets_of(story),
        split_by={article_id: split.by for split in splits for article_id in split.articles},
        tongue=tongue,
    )


def spellings(url: str) -> tuple[str, ...]:
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
    sources = tuple(sources_of_site(store, canonical)[:SITES_SOURCES])
    return Unseen(canonical, near, sources, redirectors.hides_target(canonical))


def sources_of_site(store: Store, url: str) -> list[Source]:
    """Return the sources of an address's site that are not removed: those that are read first, by name."""
    sources = [
        source
        for source in store.sources()
        if source.state is not State.REMOVED and urls.same_site(source.url, url)
    ]
    return sorted(sources, key=lambda source: (source.state is not State.ACTIVE, source.name))


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


# --- The topics -------------------------------------------------------------------------------------


def _alerts(
    store: Store, story: Sequence[Coverage], written: Sequence[Coverage], splits: Sequence[Split]
) -> Mapping[TopicId, Sequence[Alert]]:
    """Return the alerts of a story by topic, its own first.

    Behind them those by which its articles are told elsewhere: topics can take each article
    for a story of its own, and a message goes on telling what was split off its story.
    """
    here = story[0].story_id
    # An alert of something that was split off is no word on what is left.
    own = [alert for alert in store.alerts(here) if not written or is_borne(alert, story)]
    elsewhere = dict.fromkeys((StoryId(story[0].article_id), *(split.was for split in splits)))
    ids = {covered.article_id for covered in story}
    others = (alert for there in elsewhere if there != here for alert in store.alerts(there))
    found: dict[TopicId, list[Alert]] = {}
    for alert in (*own, *(alert for alert in others if alert.article_id in ids)):
        found.setdefault(alert.topic_id, []).append(alert)
    return found


def _having(
    store: Store, sight: Sight, alerts: Collection[TopicId], written: Sequence[Coverage]
) -> list[Topic]:
    """Return the topics that have a story, as far as the person may see them; those that told it first."""
    held = {topic_id for covered in written for topic_id in covered.held}
    having = store.topics_by_id(held.union(alerts)).values()
    there = [topic for topic in having if topic.state is not State.REMOVED and sight.sees(topic)]
    return sorted(there, key=lambda topic: (topic.id not in alerts, topic.handle))


@dataclass(frozen=True, slots=True)
class _Judge:
    """Says of each topic what became of one article."""

    store: Store
    sight: Sight
    now: datetime
    article: Article
    tongue: Tongue
    story: Sequence[Coverage]
    """Begins with the article."""
    alerts: Mapping[TopicId, Sequence[Alert]]

    def judgement(self, topic: Topic) -> Judgement:
        """Return a topic's word on the article."""
        alerts = self.alerts.get(topic.id, ())
        alert = next(iter(alerts), None)
        found, admitted = self._reason(topic, alert.source_id if alert else self.article.source_id)
        if alert:
            fate = Fate.TOLD
        elif found is None or not found.holds:
            fate = Fate.OTHERWISE
        else:
            fate = self._untold(topic, admitted=admitted)
        by = alert.article_id if alert else self.article.id
        places = tuple(place for place in topic.destinations if self.sight.sees_channel(place))
        return Judgement(
            topic=topic,
            fate=fate,
            reason=found,
            places=places,
            postings=self._postings(topic, alerts),
            claimed=alert is not None and by == self.article.id,
            earlier=next((_bare(c) for c in self.story[1:] if c.article_id == by), None),
            standings=standings(self.store, topic, places, self.article, self.now),
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
        return reason(self.store, topic, self.article, [source], self.tongue), admitted

    def _postings(self, topic: Topic, alerts: Sequence[Alert]) -> tuple[Posting, ...]:
        """Return the posts that tell a topic's alerts, one for each channel that the person may see."""
        found: dict[ChannelId, Posting] = {}
        for alert in alerts:
            for place in (*topic.destinations, *alert.channels):
                if place in found or not self.sight.sees_channel(place):
                    continue
                post = self.store.post(place, alert.story_id)
                if post and topic.id in post.topic_ids:
                    found[place] = _posting(post, self.now)
        return tuple(found.values())


def _posting(post: Post, now: datetime) -> Posting:
    if post.state is PostState.PENDING and post.held_until and post.held_until > now:
        return Posting(post.channel, post.state, hold=post.hold, until=post.held_until)
    return Posting(post.channel, post.state, _reason_of(post), ts=post.ts)


def _reason_of(post: Post) -> str:
    """Return why a post waits, is parked or cancelled, in words for people."""
    if post.state is PostState.FOLDED:
        return ""
    if post.hold is Hold.MUTED and post.reason == REASON:
        return MUTED
    return UNWANTED if post.reason == nothing(post) else post.reason
