"""Queries that use saved sets: what was typed or stored, parsed with what its sets stand for."""

from collections.abc import Iterable, Mapping

from newswatch.errors import QueryError
from newswatch.model import SavedSet, State
from newswatch.observe import logger
from newswatch.ports import Store
from newswatch.query import Query, parse
from newswatch.query.syntax import sets_of


def read_query(store: Store, text: str) -> Query:
    """Parse a query; the saved sets are read only where it uses some.

    Raises:
        QueryError: it is refused, or uses a set that is not there.
    """
    query = parse(text)
    return parse(text, parsed_sets(store.sets())) if sets_of(query.root) else query


def read_query_as_of(store: Store, text: str) -> tuple[Query, int | None]:
    """Parse a query that is to be stored; see ``read_query``.

    Returns:
        the query, and the position of the log as of which the saved sets that it uses are there: what
        is changed after it may take one of them away. None where it uses none.
    """
    query = parse(text)
    if not sets_of(query.root):
        return query, None
    # The position first: what changes while we read is then noticed when the query is written.
    seq = store.catalog_version()
    return parse(text, parsed_sets(store.sets())), seq


def parsed_sets(sets: Iterable[SavedSet]) -> Mapping[str, Query]:
    """Return the queries of saved sets by name, unresolved, without those that are removed."""
    found: dict[str, Query] = {}
    for saved in sets:
        if saved.state is State.REMOVED:
            continue
        try:
            found[saved.name] = parse(saved.query)
        except QueryError as e:
            # Stored by a newer version: what does not use it must go on.
            logger.error("stored set does not parse", set_name=saved.name, error=e.message)
    return found
