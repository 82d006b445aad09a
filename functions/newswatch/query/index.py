"""Many queries at once: all topics that hold for an article, without trying each.

Each query is filed under words (its anchors) of which at least one must occur
wherever it holds. An article's words, intersected with all anchors, leave few
candidates, and only these are evaluated.
"""

from newswatch.model import Match, TopicId
from newswatch.query.evaluation import Readable, Words, evidence
from newswatch.query.syntax import Node, Query, anchors


class TopicIndex:
    """Queries by topic; changes take effect at once."""

    def __init__(self) -> None:
        self._roots: dict[TopicId, Node] = {}
        self._by_anchor: dict[str, set[TopicId]] = {}

    def __len__(self) -> int:
        return len(self._roots)

    def put(self, topic_id: TopicId, query: Query) -> None:
        """File a topic's query, in place of the one that it had."""
        self.remove(topic_id)
        self._roots[topic_id] = query.root
        for anchor in anchors(query.root) or ():
            self._by_anchor.setdefault(anchor, set()).add(topic_id)

    def remove(self, topic_id: TopicId) -> None:
        """Forget a topic; does nothing when it is not there."""
        root = self._roots.pop(topic_id, None)
        for anchor in (anchors(root) or ()) if root else ():
            filed = self._by_anchor[anchor]
            filed.remove(topic_id)
            if not filed:
                del self._by_anchor[anchor]

    def match(self, article: Readable) -> list[Match]:
        """Return a match per topic whose query holds, by topic id."""
        words = Words(article)
        candidates: set[TopicId] = set()
        for anchor in self._by_anchor.keys() & words.terms:
            candidates |= self._by_anchor[anchor]
        matches: list[Match] = []
        for topic_id in sorted(candidates):
            held = evidence(self._roots[topic_id], words)
            if held is not None:
                matches.append(Match(topic_id, held))
        return matches
