"""Near misses: what one topic came nearest to telling, for who asks, and what could be dropped for it."""

from collections import Counter
from datetime import datetime
from itertools import islice

from newswatch.model import Topic
from newswatch.ports import Deadline, Store
from newswatch.posts import Lack
from newswatch.query import Query
from newswatch.query.printing import canonical
from newswatch.query.relaxing import Edit, edits
from newswatch.usecases.findings import Lacking, TopicMisses
from newswatch.usecases.misses import CLAUSES, DAYS, nearest_misses
from newswatch.usecases.queries import read_query
from newswatch.usecases.sight import Sight


def misses_of(store: Store, sight: Sight, topic: Topic, now: datetime, deadline: Deadline) -> TopicMisses:
    """Return what a topic that the person may see came nearest to telling in the last 14 days.

    Args:
        store: the store.
        sight: of who asks.
        topic: the topic.
        now: the end of these days.
        deadline: how long it may take; what is found until then is returned.

    Raises:
        QueryError: its query cannot be read now.
        NeedsTime, SlackError: as with ``Sight``.
    """
    query = read_query(store, topic.query)
    found = nearest_misses(store, [(topic, query)], now, deadline)
    by_clause = _by_clause(query)
    groups = []
    for missed in found.of[topic.id]:
        edit = by_clause.get(missed.clause) if missed.lack is Lack.CLAUSE else None
        groups.append(
            Lacking(
                lack=missed.lack,
                clause=missed.clause,
                articles=missed.articles,
                newest=missed.newest,
                query=canonical(edit.whole) if edit else "",
                dropped=edit.dropped if edit else True,
            )
        )
    return TopicMisses(topic, tuple(groups), found.read, DAYS, found.complete, sight.may_change(topic))


def _by_clause(query: Query) -> dict[str, Edit]:
    """Return the edits of a query by their clause, but for those whose clause stands there twice."""
    known = [(canonical(edit.clause), edit) for edit in islice(edits(query.root), CLAUSES)]
    times = Counter(clause for clause, _ in known)
    return {clause: edit for clause, edit in known if times[clause] == 1}
