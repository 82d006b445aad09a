"""Improving: an edit of a query, chosen by what it would have done to the stories that people judged."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction

from newswatch.model import Article, ArticleId, Source, StoryId, Topic, TopicId, UserId, Vote
from newswatch.ports import Deadline, Store
from newswatch.query import Query, TopicIndex
from newswatch.query.amending import accepted
from newswatch.query.narrowing import Narrowing, narrowings
from newswatch.query.prefilter import Prefilter, fold
from newswatch.query.syntax import Node
from newswatch.usecases.findings import Example, Proposal
from newswatch.usecases.queries import read_query
from newswatch.usecases.week import Week

DAYS = 14
VOTES = 3
"""Stories found not relevant, that the query still brings: two have a word in common by chance."""
WORTH = Fraction(1, 2)
"""By how much its share of what was found not relevant is larger than that of what nobody judged.

So it leaves out half of the former at least, and never more than half of the latter.
"""
JUDGED = 100
"""Articles by which stories were judged, the last ones: each is read by itself."""
KEPT = 600
"""Articles that are held at a time, about 10 kB each."""
PARTS = 20
"""Parts of a query that are made stricter: those that hold for most of what was found not relevant."""
JUDGED_SHOWN, OTHERS_SHOWN = 3, 2
"""Examples of what people judged, and of what nobody did."""


def propose_edit(
    store: Store, topic: Topic, votes: Iterable[Vote], now: datetime, deadline: Deadline
) -> Proposal | None:
    """Return the edit that would have left out most of what people found not relevant; None if none is good.

    It must keep every story that was found relevant, and leave out at least half of the others that were
    judged. Of all such edits, it is the one whose share of these exceeds its share of what nobody judged by
    most; of equals, the one that is easiest to understand.

    Args:
        store: the store.
        topic: the topic.
        votes: what people said of its stories, in any order.
        now: the time.
        deadline: how long it may take.

    Raises:
        QueryError: the stored query is refused.
    """
    judged = _judged(topic, votes)
    if list(judged.said.values()).count(False) < VOTES:
        return None
    query = read_query(store, topic.query)
    week = Week(store, now, deadline, topic.sources, days=DAYS)
    stories, is_complete = _brought(store, topic, query, judged, week)
    irrelevant = [story for story in stories if story.relevant is False]
    if len(irrelevant) < VOTES:
        return None
    edits = list(_edits(query, irrelevant))
    trials = (trial for trial in _trials(edits, stories, week) if trial.is_good)
    for trial in sorted(trials, key=lambda trial: trial.order):
        # Of few edits is asked whether they would be accepted: it takes longer than all else.
        if then := accepted(trial.edit.root):
            return Proposal(
                topic=topic,
                query=then.canonical,
                says=trial.edit.says,
                about=trial.edit.about,
                irrelevant=trial.counts[False],
                relevant=trial.counts[True],
                others=trial.counts[None],
                gone=_examples([each for each in stories if each.id in trial.gone], judged=False),
                kept=_examples([each for each in stories if each.id not in trial.gone], judged=True),
                tried=len(edits),
                days=DAYS,
                complete=is_complete,
            )
    return None


# --- What was judged ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Judged:
    said: Mapping[StoryId, bool]
    """Whether a story was found relevant: by as many people as said that it is not, or more."""
    stories: Mapping[ArticleId, StoryId]
    """Of the articles by which they were told: which story people judged. It may be in another one since."""


def _judged(topic: Topic, votes: Iterable[Vote]) -> _Judged:
    last: dict[tuple[StoryId, UserId], Vote] = {}
    for vote in sorted(votes, key=lambda vote: (vote.at, vote.channel, vote.article_id)):
        if vote.topic_id == topic.id:
            last[vote.story_id, vote.who] = vote
    balance: Counter[StoryId] = Counter()
    for vote in last.values():
        balance[vote.story_id] += 1 if vote.relevant else -1
    newest = sorted(last.values(), key=lambda vote: (vote.at, vote.article_id), reverse=True)
    return _Judged(
        {story_id: more >= 0 for story_id, more in balance.items()},
        {vote.article_id: vote.story_id for vote in newest[:JUDGED]},
    )


@dataclass(frozen=True, slots=True)
class _Story:
    """A story that the query brings."""

    id: StoryId
    relevant: bool | None
    """What was said of it; None where nothing was."""
    articles: list[tuple[datetime, Article]] = field(default_factory=list)
    """Those for which the query holds, each with its time."""

    @property
    def newest(self) -> tuple[datetime, Article]:
        """Return its newest article, and when that was."""
        return max(self.articles, key=lambda one: (one[0], one[1].id))


class _Brought:
    """The stories that a query brings, as far as they were looked for."""

    def __init__(self, query: Query, judged: _Judged) -> None:
        self._judged, self._prefilter = judged, Prefilter(query)
        self._index = TopicIndex()
        self._index.put(TopicId(""), query)
        self._seen: set[ArticleId] = set()
        self.stories: dict[StoryId, _Story] = {}

    def add(self, at: datetime, article: Article, source: Source | None) -> None:
        """Take in an article, if the query holds for it."""
        if article.id in self._seen or not self._prefilter.may_hold(fold(article.title, article.text)):
            return
        self._seen.add(article.id)
        if self._index.match(article, source):
            story_id = self._judged.stories.get(article.id, article.story)
            told = self.stories.setdefault(story_id, _Story(story_id, self._judged.said.get(story_id)))
            told.articles.append((at, article))

    @property
    def is_full(self) -> bool:
        """Return whether no more may be held."""
        return len(self._seen) >= KEPT


def _brought(
    store: Store, topic: Topic, query: Query, judged: _Judged, week: Week
) -> tuple[Sequence[_Story], bool]:
    """Return the stories that a query brings, newest first: judged ones, and those of the last days."""
    found = _Brought(query, judged)
    for article_id in judged.stories:
        article = store.article(article_id)
        source = week.source(article) if article else None
        if article and (source is None or topic.sources.admits(source)):
            found.add(article.published or article.read_at, article, source)
    is_complete = True
    for at, article in week.articles():
        if found.is_full:
            is_complete = False
            break
        found.add(at, article, week.source(article))
    stories = sorted(found.stories.values(), key=lambda story: (story.newest[0], story.id), reverse=True)
    return stories, is_complete and week.complete


# --- What is tried -------------------------------------------------------------------------------


def _edits(query: Query, irrelevant: Sequence[_Story]) -> Iterator[Narrowing]:
    # The function that answers Slack knows this module, and has no time to load what it never does.
    from newswatch.usecases.exclusions import exclusions  # noqa: PLC0415 - see above

    articles = [[article for _, article in story.articles] for story in irrelevant]
    yield from exclusions(query.root, articles)
    stricter = list(narrowings(query.root))
    parts = {id(edit.part): edit.part for edit in stricter}
    index = _index(parts.values())
    held = Counter(
        number
        for story in irrelevant
        for number in {n for _, one in story.articles for n in _held(index, one)}
    )
    noisy = sorted(range(len(parts)), key=lambda number: (-held[number], number))[:PARTS]
    wanted = {list(parts)[number] for number in noisy}
    yield from (edit for edit in stricter if id(edit.part) in wanted)


def _index(nodes: Iterable[Node]) -> TopicIndex:
    """Return trees in an index, by their numbers."""
    index = TopicIndex()
    for number, node in enumerate(nodes):
        index.put(TopicId(str(number)), Query("", node, ""))
    return index


def _held(index: TopicIndex, article: Article, source: Source | None = None) -> set[int]:
    """Return the numbers of the trees that hold for an article."""
    return {int(match.topic_id) for match in index.match(article, source)}


@dataclass(frozen=True, slots=True)
class _Trial:
    """What an edit would have done to the stories."""

    edit: Narrowing
    number: int
    gone: AbstractSet[StoryId]
    counts: Mapping[bool | None, tuple[int, int]]
    """By what was said of stories: how many it leaves out, and of how many."""

    @property
    def is_good(self) -> bool:
        """Return whether it is worth to be proposed; what leaves nothing is no edit."""
        is_all = sum(gone for gone, _ in self.counts.values()) == sum(of for _, of in self.counts.values())
        return self.counts[True][0] == 0 and self.gain >= WORTH and not is_all

    @property
    def gain(self) -> Fraction:
        """Return by how much its share of what was found not relevant exceeds that of what nobody judged."""
        (bad, of_bad), (others, of_others) = self.counts[False], self.counts[None]
        return Fraction(bad, of_bad) - Fraction(others, max(1, of_others))

    @property
    def order(self) -> tuple[Fraction, int, int]:
        """Return what sorts the best first; edits of one kind are in order already."""
        return -self.gain, self.edit.effort, self.number


def _trials(edits: Sequence[Narrowing], stories: Sequence[_Story], week: Week) -> Iterator[_Trial]:
    """Yield what each edit does, looking at each article once for all of them."""
    index = _index(edit.part if edit.excludes else edit.root for edit in edits)
    excluding = {number for number, edit in enumerate(edits) if edit.excludes}
    gone: dict[int, set[StoryId]] = {number: set() for number in range(len(edits))}
    for story in stories:
        # Some article of it is enough for a story to be told.
        left_out = set(gone)
        for _, article in story.articles:
            # An exclusion leaves out what its part holds for, other edits what they hold for no more.
            left_out &= (gone.keys() - excluding) ^ _held(index, article, week.source(article))
        for number in left_out:
            gone[number].add(story.id)
    for number, edit in enumerate(edits):
        counts = {
            said: (sum(story.id in gone[number] for story in alike), len(alike))
            for said in (True, False, None)
            for alike in [[story for story in stories if story.relevant is said]]
        }
        yield _Trial(edit, number, gone[number], counts)


def _examples(stories: Sequence[_Story], *, judged: bool) -> tuple[Example, ...]:
    """Return some of these stories: first those of which that was said, then those that nobody judged."""
    told = [story for story in stories if story.relevant is judged][:JUDGED_SHOWN]
    others = [story for story in stories if story.relevant is None][:OTHERS_SHOWN]
    return tuple(Example(story.newest[1], story.relevant) for story in (*told, *others))
