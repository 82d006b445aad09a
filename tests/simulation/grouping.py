"""How articles are grouped into stories, and what messages show of that: the judge's part about stories."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from newswatch.model import ChannelId, Placement, Split, ThreadPolicy, Topic
from newswatch.posts import PostState
from newswatch.slack.views.alert import OUTLETS
from simulation.facts import News
from simulation.world import World

ALSO = re.compile(r"Also in: ([^.\n]*)")
TITLE_SHOWN = 60
"""Characters of a title that every message shows, however long it is."""
Said = tuple[str, Any, str]
"""A conversation, a message, and all of its text."""


class Grouping:
    """Looks at a world that has come to rest."""

    def __init__(
        self, world: World, told: Mapping[tuple[str, str], Sequence[Said]], replies: Sequence[Said]
    ) -> None:
        """``told`` is what is said of stories, by channel and story."""
        self._world, self._facts, self._told, self._replies = world, world.facts, told, replies
        self._stories: dict[str, dict[str, News]] = defaultdict(dict)
        """By story and article the first news of it."""
        for news in self._facts.news:
            if not news.piece.poison:
                self._stories[self._facts.story(news)].setdefault(news.article, news)

    def violations(self) -> Iterator[str]:
        """Yield where the same news counts as another one, or is not said to be the same."""
        yield from self._grouped()
        yield from self._logged()
        for (channel, story), told in self._told.items():
            for _, message, text in told:
                yield from self._shown(channel, story, message.text, text)
        yield from self._replied()

    def leading(self, story: str, text: str) -> News | None:
        """Return the article of a story that a message leads with, under a title that it may have now."""
        return next(
            (
                news
                for article, news in self._stories[story].items()
                if any(title[:TITLE_SHOWN] in text for title in self._facts.headlines(article))
            ),
            None,
        )

    # --- In the table --------------------------------------------------------------------------------

    def _grouped(self) -> Iterator[str]:
        """All articles of a story have one id there, no others have it, and it says so."""
        store, owners = self._world.store, defaultdict[str, set[str]](set)
        for story, articles in self._stories.items():
            placed = [
                article for news in articles.values() if (article := store.article_at([news.piece.url]))
            ]
            ids = {article.story for article in placed}
            for id_ in ids:
                owners[id_].add(story)
            if len(ids) > 1:
                yield f"I2 {story} is {len(ids)} stories in the table"
            elif len(placed) > 1:
                covered = {row.article_id for row in store.coverage(placed[0].story)}
                if missing := [article.url for article in placed if article.id not in covered]:
                    yield f"I1 {story} does not show {', '.join(missing)}"
        yield from (
            f"I1 {', '.join(sorted(told))} are one story in the table"
            for told in owners.values()
            if len(told) > 1
        )

    def _logged(self) -> Iterator[str]:
        """No article was decided about twice."""
        placed, parted = defaultdict[str, set[str]](set), set[str]()
        for decision in self._world.store.decisions(0):
            match decision.what:
                case Placement(article_id=article_id, story_id=story_id):
                    placed[article_id].add(story_id)
                case Split(articles=articles):
                    parted |= articles
        for article, stories in placed.items():
            if len(stories) > 1 and article not in parted:
                yield f"I2 {article} was placed in {len(stories)} stories"

    # --- In Slack --------------------------------------------------------------------------------------

    def _shown(self, channel: str, story: str, said: str, text: str) -> Iterator[str]:
        """A message names the other outlets, and leads with the one that is preferred."""
        post, lead = self._world.post(ChannelId(channel), story), self.leading(story, text)
        if post is None or post.state is not PostState.SENT or lead is None or channel in self._facts.broken:
            return
        also = ALSO.search(said)
        named = also[1].split(", ") if also else []
        papers: dict[str, set[str]] = defaultdict(set)
        for news in self._facts.carried(story):
            if news.outlet != lead.outlet:
                papers[news.outlet].add(self._facts.papers[news.source])
        wanted = len(papers) if len(papers) <= OUTLETS else OUTLETS + 1
        known = sum(any(name in named for name in names) for names in papers.values())
        if len(named) != wanted or known < min(len(papers), OUTLETS):
            carry = " and ".join("/".join(sorted(names)) for names in papers.values()) or "nobody"
            yield f"I1 {lead.piece.title} is told in {channel} as also in {named}, not in {carry}"
        for topic in self._topics():
            if topic.name in text and (best := self._preferred(topic, story)) and lead.outlet != best:
                yield f"I1 {lead.piece.title} of {lead.outlet} is told in {channel}, not that of {best}"

    def _preferred(self, topic: Topic, story: str) -> str:
        """Return the outlet that a topic wants to read a story in, of those that it surely has it from."""
        fresh = [news for news in self._facts.carried(story) if not news.baseline and not news.again]
        alarms = {news.outlet: self._facts.alarm(topic.id, news) for news in fresh}
        held = {outlet for outlet, alarm in alarms.items() if alarm and alarm.must}
        return next((outlet for outlet in topic.prefer if outlet in held), "")

    def _replied(self) -> Iterator[str]:
        """Replies tell each article once, to those who want replies, below its story."""
        rooms = {
            (room, message.ts): (channel, story)
            for (channel, story), told in self._told.items()
            for room, message, _ in told
        }
        counts: Counter[tuple[str, str, str]] = Counter()
        for room, message, text in self._replies:
            channel, below = rooms.get((room, message.thread_ts), ("", ""))
            for story, articles in self._stories.items():
                for article, news in articles.items():
                    if not any(title in text for title in self._facts.titles(article)):
                        continue
                    counts[room, message.thread_ts, article] += 1
                    if below and story != below:
                        yield f"I3 {news.piece.title} is told below another story in {channel}"
                    if below and not self._wants_replies(channel, news):
                        yield f"I3 nobody wanted a reply about {news.piece.title} in {channel}"
        for (room, _, article), count in counts.items():
            if count > 1:
                yield f"I2 {article} is told by {count} replies in {room}"

    def _wants_replies(self, channel: str, news: News) -> bool:
        return any(
            topic.thread is ThreadPolicy.REPLY
            and channel in self._facts.places(topic.id)
            and self._holds(topic, news)
            for topic in self._topics()
        )

    def _holds(self, topic: Topic, news: News) -> bool:
        words = frozenset(news.piece.words)
        return not news.baseline and any(told.query.holds(words) for told in self._facts.topics[topic.id])

    def _topics(self) -> list[Topic]:
        return [history[-1].topic for history in self._facts.topics.values()]
