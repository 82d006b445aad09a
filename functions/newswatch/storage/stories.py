"""Stories: the log of which article tells which, and what posts show of a story's articles."""

from collections.abc import Sequence
from datetime import datetime

from newswatch.model import ArticleId, Coverage, Decision, StoryId
from newswatch.observe import logger
from newswatch.storage import codec, story_items
from newswatch.storage.keys import Keys
from newswatch.storage.post_parts import ALERT_RETENTION_DAYS
from newswatch.storage.table import Table, readable

LOG_DAYS = 9
"""A story lives 7 days at the most after its last article, and who has read nothing of the log for 8 begins
anew: nobody looks for an entry that has expired."""


class Stories:
    """One partition holds the log; a story's articles are beside its alerts and posts."""

    def __init__(self, table: Table, keys: Keys) -> None:
        self._table, self._keys = table, keys

    def decisions(self, after: int) -> Sequence[Decision]:
        """Implement ``Store``."""
        first = self._keys.decision(after)
        found = self._table.query(first.pk, after=first.sk, consistent=True)
        return [_heard(decision) for decision in readable(story_items.to_decision, found)]

    def decisions_since(self, since: datetime) -> Sequence[Decision]:
        """Implement ``Store``. From the newest on: what is older is not read, but the rest of its page."""
        found: list[Decision] = []
        newest_first = self._table.query(self._keys.story_log(), backwards=True)
        for decision in readable(story_items.to_decision, newest_first):
            if found and decision.what and decision.what.at < since:
                break
            found.append(_heard(decision))
        return found[::-1]

    def decide(self, decision: Decision) -> None:
        """Implement ``Store``. Conflict also where the reply to our own first try was lost."""
        item = story_items.from_decision(decision)
        if decision.what:
            item["ttl"] = codec.ttl(decision.what.at, LOG_DAYS)
        self._table.put(self._keys.decision(decision.seq), item, "attribute_not_exists(pk)")

    def cover(self, coverage: Coverage) -> None:
        """Implement ``Store``. Two sources that bring the same article match it each."""
        values = story_items.from_coverage(coverage) | {"ttl": codec.ttl(coverage.at, ALERT_RETENTION_DAYS)}
        change = "SET " + ", ".join(f"#{name} = if_not_exists(#{name}, :{name})" for name in values)
        if held := story_items.from_held(coverage.held):
            change += " ADD #held :held"
            values["held"] = held
        self._table.update(self._keys.coverage(coverage.story_id, coverage.article_id), change, **values)

    def uncover(self, story_id: StoryId, article_id: ArticleId) -> None:
        """Implement ``Store``."""
        self._table.delete(self._keys.coverage(story_id, article_id))

    def coverage(self, story_id: StoryId) -> Sequence[Coverage]:
        """Implement ``Store``."""
        found = self._table.query(self._keys.story(story_id), begins=self._keys.covered(), consistent=True)
        return sorted(
            readable(story_items.to_coverage, found), key=lambda covered: (covered.at, covered.article_id)
        )


def _heard(decision: Decision) -> Decision:
    """Return a decision; that it could not be read is logged."""
    if decision.what is None:
        logger.error("decision not readable", seq=decision.seq)
    return decision
