"""Saved sets: queries that others use by name. They belong to the workspace; everybody may change them.

A topic's query names its sets. What a set stands for is looked up when the query is read, so that a
change of a set is one of every topic that uses it, at once.
"""

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import replace

from newswatch.errors import ChangedMeanwhile, Conflict, SetInUse, UnknownSet
from newswatch.model import Change, SavedSet, State, UserId
from newswatch.ports import Clock, Store
from newswatch.query.sets import parse_set
from newswatch.usecases.changes import TRIES, earlier, made_by, set_since
from newswatch.usecases.findings import SetChanged, SetLine, SetStory
from newswatch.usecases.queries import parsed_sets
from newswatch.usecases.set_uses import SetUses, read_uses
from newswatch.usecases.sight import Sight

NEAREST = 5
"""Buttons that a row of an answer has."""
NAMED = 5
"""Topics or sets that a sentence names."""


def save_set(
    store: Store, clock: Clock, *, who: UserId, name: str, query: str, seen: int = 0, request: str = ""
) -> SetChanged:
    """Have a saved set stand for a query, whether it is there already or not.

    The same request again is answered with what it did. Where nothing would be different, nothing
    is written.

    Args:
        store: the store.
        clock: the clock.
        who: who wants it.
        name: of the set, as ``query.sets.name_of`` returns it.
        query: as it was typed.
        seen: the version that the person had before them; 0 where that is not known.
        request: see ``Change``.

    Raises:
        QueryError: the query is refused, or another set that uses it would be.
        ChangedMeanwhile: somebody else has changed it since ``seen``; nothing was written.
        Conflict: too many change things at once; trying again can help.
    """
    for left in reversed(range(TRIES)):
        uses = read_uses(store)
        current, history = uses.saved.get(name), store.set_history(name)
        if done := _done(history, uses, name, request):
            return done
        there = current is not None and current.state is not State.REMOVED
        parsed = parse_set(name, query, uses.sets)
        topics = len(uses.topics_of(name))
        if there and current and current.query == parsed.canonical:
            return SetChanged(current, "edit", topics=topics)
        if seen and current and (other := set_since(seen, current, history, who, _is_same)):
            raise ChangedMeanwhile(
                other, f"{name} was changed in between, so nothing was overwritten. Please look again."
            )
        now = clock.now()
        if there and current:
            wanted = replace(current, query=parsed.canonical, query_typed=query, version=current.version + 1)
        else:
            version = current.version + 1 if current else 1
            wanted = SavedSet(name, parsed.canonical, query, who, now, version=version)
        what = "edit" if there else "add"
        try:
            change = store.save_set(wanted, who, now, what, request=request, after=uses.seq)
        except Conflict:
            if not left:
                raise
        else:
            return SetChanged(wanted, what, change.seq, current if there else None, topics)
    raise AssertionError("the last try returns or raises")


def check_set(store: Store, name: str, query: str) -> None:
    """Do nothing for what a set may stand for. Quick, since it looks at no topic. Raises QueryError."""
    parse_set(name, query, parsed_sets(store.sets()))


def remove_set(
    store: Store, clock: Clock, sight: Sight, name: str, *, who: UserId, request: str = ""
) -> SetChanged:
    """Make a saved set a tombstone, which can be undone.

    Raises:
        UnknownSet: there is none.
        SetInUse: something uses it.
        NeedsTime, SlackError: as with ``Sight``; before anything was written.
        Conflict: too many change things at once; trying again can help.
    """
    for left in reversed(range(TRIES)):
        uses = read_uses(store)
        if done := _done(store.set_history(name), uses, name, request):
            return done
        current = _there(uses.saved.values(), name)
        require_unused(uses, sight, name)
        wanted = replace(current, state=State.REMOVED, version=current.version + 1)
        try:
            change = store.save_set(wanted, who, clock.now(), "remove", request=request, after=uses.seq)
        except Conflict:
            if not left:
                raise
        else:
            return SetChanged(wanted, "remove", change.seq, current)
    raise AssertionError("the last try returns or raises")


def require_unused(uses: SetUses, sight: Sight, name: str) -> None:
    """Do nothing where nothing uses a set by itself.

    Raises:
        SetInUse: something does; of topics only those are named that the person may see.
        NeedsTime, SlackError: as with ``Sight``.
    """
    topics, sets = uses.direct_topics_of(name), uses.direct_sets_of(name)
    if not topics and not sets:
        return
    seen = [topic.handle for topic in topics if sight.sees(topic)]
    unseen = len(topics) - len(seen)
    users = [
        *([f"the {'topic' if len(seen) == 1 else 'topics'} {_named(seen)}"] if seen else []),
        *([f"{unseen} {'topic' if unseen == 1 else 'topics'} that you cannot see"] if unseen else []),
        *([f"the {'set' if len(sets) == 1 else 'sets'} {_named(sets)}"] if sets else []),
    ]
    raise SetInUse(f"{name} is used by {_listed(users)}. It can be removed when nothing uses it any more.")


def find_set(store: Store, name: str) -> SavedSet:
    """Return the saved set of a name. Raises UnknownSet, with the names that are nearest."""
    try:
        saved = store.set_by_name(name)
    except UnknownSet:
        saved = None
    return saved if saved and saved.state is not State.REMOVED else _there(store.sets(), name)


def names_of_sets(store: Store) -> list[str]:
    """Return the names of all saved sets, in order."""
    return sorted(saved.name for saved in store.sets() if saved.state is not State.REMOVED)


def list_sets(store: Store) -> tuple[SetLine, ...]:
    """Return all saved sets, by name."""
    uses = read_uses(store)
    there = (uses.saved[name] for name in sorted(uses.saved))
    return tuple(
        SetLine(saved, len(uses.topics_of(saved.name))) for saved in there if saved.state is not State.REMOVED
    )


def show_set(store: Store, sight: Sight, name: str) -> SetStory:
    """Return everything about one saved set.

    Raises:
        UnknownSet: there is none.
        NeedsTime, SlackError: as with ``Sight``.
    """
    uses = read_uses(store)
    saved = _there(uses.saved.values(), name)
    topics = uses.topics_of(name)
    seen = tuple(filter(sight.sees, topics))
    last = next(iter(store.set_history(name)), None)
    return SetStory(saved, seen, len(topics) - len(seen), uses.direct_sets_of(name), last)


def _there(sets: Iterable[SavedSet], name: str) -> SavedSet:
    by_name = {saved.name: saved for saved in sets if saved.state is not State.REMOVED}
    if name in by_name:
        return by_name[name]
    beginning = [other for other in sorted(by_name) if other.startswith(name)]
    near = difflib.get_close_matches(name, by_name, n=NEAREST)
    raise UnknownSet(name, tuple(dict.fromkeys((*beginning, *near)))[:NEAREST])


def _done(history: Sequence[Change], uses: SetUses, name: str, request: str) -> SetChanged | None:
    """Return what an earlier delivery of the request did; None for the first."""
    made = made_by(request, history)
    if made is None or not isinstance(made.snapshot, SavedSet):
        return None
    was = earlier(made.seq, history, SavedSet)
    known = was if was and was.state is not State.REMOVED else None
    return SetChanged(made.snapshot, made.what, made.seq, known, len(uses.topics_of(name)))


def _is_same(one: SavedSet, other: SavedSet) -> bool:
    """Return whether a set stands for the same."""
    return (one.state, one.query) == (other.state, other.query)


def _named(names: Sequence[str]) -> str:
    more = len(names) - NAMED
    return _listed([*names[:NAMED], *([f"{more} more"] if more > 0 else [])])


def _listed(items: Sequence[str]) -> str:
    *first, last = items
    return f"{', '.join(first)} and {last}" if first else last
