"""What came of a day: messages against what should have been told, and found stories against true ones."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from day.news import Day
from day.newsroom import Newsroom
from day.telling import Article as Told
from day.telling import Telling
from day.topics import Watched
from day.turns import CONFLICT
from newswatch.model import Article, ArticleId, ChannelId, StoryId
from newswatch.posts import Message, post_id
from newswatch.query import parse
from newswatch.query.index import holds
from newswatch.sources.urls import article_id

WRITES = frozenset(
    {
        "save_article", "decide", "cover", "claim", "refresh_posts", "reply_later", "save_post", "drop_row",
        "lease_channel", "release_channel", "read_again", "enqueue", "park", "unpark", "fold", "move",
        "hold", "gather", "count_messages",
    }
)  # fmt: skip
"""Calls of the store that write; a claim is one transaction a topic."""
SYNDICATED, RETOLD, NEAR, DAILY, BRIEF = "syndicated", "retold", "near-miss", "daily template", "brief"
KINDS: Mapping[str, str] = {
    SYNDICATED: "copy", RETOLD: RETOLD, NEAR: "near", DAILY: "daily", BRIEF: BRIEF,
}  # fmt: skip
"""Of what was split off a story, or was put into another one's; and how the table has it."""


@dataclass(frozen=True)
class Wrong:
    """An article that was put where it does not belong, or was left out where it does."""

    kind: str
    told: Told
    found: StoryId
    other: StoryId
    """What most articles of its true story are in."""
    channel: ChannelId


@dataclass
class Score:
    """One order's figures."""

    articles: int
    true: int
    """Stories that truly are."""
    found: int
    messages: int
    pairs: Counter[str]
    """(channel, story) that have ``one``, ``none`` or ``more`` messages, or one that is ``not due``."""
    edits: int
    replies: int
    writes: int
    conflicts: int
    """Writes that came too late, for another worker was first."""
    again: int
    """Deliveries that failed and came again."""
    near: int
    """Near misses of which both were read, and how many of these were kept apart."""
    apart: int
    splits: list[Wrong] = field(default_factory=list)
    """One a message that a true story has in a channel beside its first."""
    merges: list[Wrong] = field(default_factory=list)
    """One a message and true story that it tells beside its main one."""

    @property
    def kept(self) -> bool:
        """Whether each (channel, story) that was found has exactly one message."""
        return not (self.pairs["none"] or self.pairs["more"] or self.pairs["not due"])

    def by_kind(self, wrong: Sequence[Wrong]) -> Mapping[str, int]:
        return Counter(one.kind for one in wrong)

    def merged(self) -> int:
        """Return how many messages tell more than one true story."""
        return len({(one.channel, one.found) for one in self.merges})


def scored(day: Day, room: Newsroom, watched: Sequence[Watched]) -> Score:
    """Hold what was posted against what is true."""
    told = {article_id(one.url): one for one in reversed(day.articles) if one.telling is not Telling.UPDATE}
    stored: dict[ArticleId, Article] = {}
    for one in told:
        article = room.store.article(one)
        assert article, "an article was lost"
        stored[one] = article
    found: defaultdict[StoryId, list[ArticleId]] = defaultdict(list)
    for one, article in stored.items():
        found[article.story].append(one)
    posts = Counter((one.channel, one.post_id) for one in room.slack.posts() if isinstance(one, Message))
    due, may = _due(room, watched, stored, found)
    pairs: Counter[str] = Counter()
    for channel, story in due:
        many = posts[channel, post_id(channel, story)]
        pairs["none" if not many else "one" if many == 1 else "more"] += 1
    told_at_all = {(channel, post_id(channel, story)): (channel, story) for channel, story in may}
    pairs["not due"] = sum(key not in told_at_all for key in posts)
    where = {told_at_all[key] for key in posts if key in told_at_all}
    near = [(event.near, event.id) for event in day.events.values() if event.near is not None]
    truly = {story: {told[one].story for one in members} for story, members in found.items()}
    score = Score(
        articles=len(day.articles),
        true=len({one.story for one in told.values()}),
        found=len(found),
        messages=sum(posts.values()),
        pairs=pairs,
        edits=len(room.slack.edits),
        replies=len(room.slack.replies),
        writes=sum(many for name, many in room.calls.items() if name in WRITES),
        conflicts=room.calls[CONFLICT],
        again=room.failed.total(),
        near=len(near),
        apart=sum(not any({*pair} <= stories for stories in truly.values()) for pair in near),
    )
    _judge(score, day, told, found, where)
    return score


def _due(
    room: Newsroom,
    watched: Sequence[Watched],
    stored: Mapping[ArticleId, Article],
    found: Mapping[StoryId, Sequence[ArticleId]],
) -> tuple[set[tuple[ChannelId, StoryId]], set[tuple[ChannelId, StoryId]]]:
    """Return the (channel, story) pairs that must have a message, and those that may have one.

    Must: a topic holds for one of the story's articles as it is now, and enough outlets carry it. May: it
    held for a text or a headline that is another one now.
    """
    due, may = set(), set()
    topics = {topic.id: topic for topic in room.store.topics()}
    queries = {topic.id: parse(topic.query) for topic in topics.values()}
    sources = {one.id: one for one in room.sources.values()}
    for story, members in found.items():
        outlets = len({stored[one].url.split("/")[2] for one in members})
        for one in members:
            article = stored[one]
            source = sources[article.source_id]
            for topic in topics.values():
                if topic.sources.admits(source) and holds(queries[topic.id], article, source):
                    may |= {(channel, story) for channel in topic.destinations}
                    if outlets >= topic.outlets:
                        due |= {(channel, story) for channel in topic.destinations}
        for covered in room.store.coverage(story):
            may |= {(channel, story) for held in covered.held for channel in topics[held].destinations}
    return due, may


def _judge(
    score: Score,
    day: Day,
    told: Mapping[ArticleId, Told],
    found: Mapping[StoryId, Sequence[ArticleId]],
    where: set[tuple[ChannelId, StoryId]],
) -> None:
    by_story = {story: Counter(told[one].story for one in members) for story, members in found.items()}
    homes: defaultdict[int, dict[StoryId, int]] = defaultdict(dict)
    for story, counts in by_story.items():
        for true, many in counts.items():
            homes[true][story] = many
    for channel, story in sorted(where):
        main = by_story[story].most_common(1)[0][0]
        for true in by_story[story]:
            strays = [told[one] for one in found[story] if told[one].story == true]
            home = max(homes[true], key=lambda other: (homes[true][other], other))
            if true != main:
                kind = _kind(day, strays[0], main)
                score.merges.append(Wrong(kind, strays[0], story, home, channel))
            beside = [other for other in homes[true] if (channel, other) in where]
            if len(beside) > 1 and story != max(beside, key=lambda other: (homes[true][other], other)):
                score.splits.append(Wrong(_kind(day, strays[0]), strays[0], story, home, channel))


def _kind(day: Day, told: Told, main: int | None = None) -> str:
    """Return of which kind an article is that is wrongly in, or wrongly not in, another story's message."""
    if main is not None and (day.events[told.story].near == main or day.events[main].near == told.story):
        return NEAR
    if told.telling is Telling.DAILY:
        return DAILY
    if told.telling is Telling.BRIEF:
        return BRIEF
    return RETOLD if told.telling is Telling.OWN else SYNDICATED
