"""Which of a story's articles a message leads with, and what the others bring. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from newswatch.model import ArticleId, Coverage, Source, SourceId, Topic
from newswatch.posts import Addition, Alert, Outlet, Post

UNRANKED = 1_000
"""Behind every place in an order of sources."""
TAG = "tag:"


def lead(
    post: Post,
    topics: Sequence[Topic],
    coverage: Sequence[Coverage],
    sources: Mapping[SourceId, Source],
    muted: Collection[str] = (),
) -> ArticleId:
    """Return the article that a post leads with.

    The one that it began with, as long as it is of the story, unless another one that
    matches one of the topics is by a better source: by the order of the first topic
    that has one, then by the workspace's. One by an outlet that is muted is the last choice.

    Args:
        post: the post.
        topics: those that it shows, in the order of their alerts.
        coverage: the story's articles, in the order in which they joined.
        sources: at least those of the articles that match.
        muted: sites that are muted in the channel.
    """
    found = candidates(topics, coverage)
    if not found:
        return post.article_id
    order: Sequence[str] = next((topic.prefer for topic in topics if topic.prefer), ())

    def place(covered: Coverage) -> tuple[bool, int, int, bool]:
        source = sources.get(covered.source_id)
        rank = source.rank if source and source.rank else UNRANKED
        by_order = _place(covered, source, order)
        return are_muted({covered.outlet}, muted), by_order, rank, covered.article_id != post.article_id

    return min(found, key=place).article_id


def candidates(topics: Sequence[Topic], coverage: Sequence[Coverage]) -> list[Coverage]:
    """Return the articles that match one of these topics, in the order in which they joined."""
    ids = {topic.id for topic in topics}
    return [covered for covered in coverage if not ids.isdisjoint(covered.held)]


def _place(covered: Coverage, source: Source | None, order: Sequence[str]) -> int:
    """Return the place of an article in an order of sites and tags; the first that fits counts."""
    tags = source.tags if source else ()
    for place, wanted in enumerate(order):
        if wanted.removeprefix(TAG) in tags if wanted.startswith(TAG) else _is_of(covered.outlet, wanted):
            return place
    return UNRANKED


def are_muted(outlets: Collection[str], muted: Collection[str]) -> bool:
    """Return whether all of these outlets, of which there is one at least, are of sites that are muted."""
    return bool(outlets and muted) and all(any(_is_of(each, site) for site in muted) for each in outlets)


def _is_of(outlet: str, site: str) -> bool:
    return outlet == site or outlet.endswith(f".{site}")


def is_borne(alert: Alert, coverage: Iterable[Coverage]) -> bool:
    """Return whether an alert is by one of these articles, or its topic matches one of them."""
    return any(row.article_id == alert.article_id or alert.topic_id in row.held for row in coverage)


def others(leading: ArticleId, coverage: Sequence[Coverage]) -> tuple[Outlet, ...]:
    """Return the outlets that carry a story beside the one that a message leads with, first ones first."""
    of_lead = {covered.outlet for covered in coverage if covered.article_id == leading}
    first: dict[str, Coverage] = {}
    for covered in coverage:
        if covered.outlet not in of_lead:
            first.setdefault(covered.outlet, covered)
    return tuple(map(outlet_of, first.values()))


def outlet_of(covered: Coverage) -> Outlet:
    """Return an article's outlet as it is shown."""
    return Outlet(covered.name or covered.outlet, covered.url)


def additions(
    leading: ArticleId, topics: Sequence[Topic], coverage: Sequence[Coverage]
) -> tuple[Addition, ...]:
    """Return what articles bring that neither the leading one has nor one that joined before them.

    Args:
        leading: the article that the message leads with.
        topics: those that the message shows.
        coverage: the story's articles, in the order in which they joined.
    """
    known = {covered.article_id: covered.held for covered in coverage}.get(leading, {})
    found = []
    told = {topic.id: set(known[topic.id]) for topic in topics if topic.id in known}
    for covered in coverage:
        for topic in topics:
            if topic.id not in covered.held:
                continue
            held = covered.held[topic.id]
            if topic.id not in told:
                told[topic.id] = set(held)
                found.append(Addition(outlet_of(covered), topic.name))
            elif new := held - told[topic.id]:
                found.append(Addition(outlet_of(covered), topic.name, tuple(sorted(new))))
                told[topic.id] |= new
    return tuple(found)
