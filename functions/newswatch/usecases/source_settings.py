"""Settings of a source: each set once, whoever asks for it how often."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from newswatch.errors import NeedsTime, SettingRefused
from newswatch.model import Kind, Source, State, UserId, Validators
from newswatch.ports import Clock, Queues, Store
from newswatch.sources import urls
from newswatch.sources.pace import FREQUENT_S, LONGEST_S, URGENT_S
from newswatch.usecases.changes import tidy_tags
from newswatch.usecases.findings import SourceChanged
from newswatch.usecases.sources import NAME_CHARS, alter_source, begin, replan

MINUTE_S = 60
_PACE = ("urgent", "least_s", "most_s")
"""Fields that decide how often a source is read."""
_LINKS = ("selector", "kind")
"""Fields that decide which links of a page are its entries."""


def set_source(
    store: Store,
    clock: Clock,
    source: Source,
    *,
    who: UserId,
    name: str | None = None,
    tags: Sequence[str] | None = None,
    every: tuple[int, int] | None = None,
    urgent: bool | None = None,
    full_text: bool | None = None,
    rank: int | None = None,
    selector: str | None = None,
    request: str = "",
) -> SourceChanged:
    """Give a source other settings. What is None stays.

    The same request again makes no second change; where nothing would be different, nothing is
    written and ``seq`` is 0.

    Args:
        store: the store.
        clock: the clock.
        source: as it was found.
        who: who wants it.
        name: what people call it.
        tags: all that it is to have.
        every: the shortest and the longest interval in seconds; zeros for the usual ones.
        urgent: whether to read it as often as politeness allows at all.
        full_text: whether the pages of its entries are read.
        rank: its place among what messages lead with, from 1; 0 for none.
        selector: CSS selector of the links of a page; empty to have them found.
        request: see ``Change``.

    Raises:
        SettingRefused: it cannot be set so.
        UnknownSource: it was removed in between.
        Conflict: too many change it at once; trying again can help.
    """
    given: dict[str, Any] = {"urgent": urgent, "full_text": full_text, "rank": rank, "selector": selector}
    given |= {"name": None if name is None else _tidy(name)}
    given |= {"tags": None if tags is None else tidy_tags(tags)}

    def change(current: Source) -> Source:
        if selector and current.kind is not Kind.PAGE:
            raise SettingRefused(
                f"{current.name} is a feed, which says by itself what its entries are. "
                "A selector is for a page that lists articles."
            )
        changed = replace(current, **{field: value for field, value in given.items() if value is not None})
        if every is not None:
            require_polite(every, urgent=changed.urgent)
            return replace(changed, least_s=every[0], most_s=every[1])
        return changed if changed.urgent or not current.urgent else _calm(changed)

    done = alter_source(store, clock, source, "set", change, who=who, request=request)
    reschedule(store, clock, done)
    return done


def reschedule(store: Store, clock: Clock, done: SourceChanged) -> None:
    """Have a source read as often, and for what, a change of its settings wants.

    Doing it again does no harm: what was set otherwise since, and what was read since, stays.
    """
    was, set_so = done.before, done.source
    there = _there(store, done)
    if was is None or there is None:
        return
    if _has_set(was, set_so, there, _PACE):
        replan(store, clock, there)
    if not _has_set(was, set_so, there, _LINKS):
        return
    memory = store.fetch_memories([there.id]).get(there.id)
    change = store.change(done.seq)
    if memory and memory.baseline_at and change and memory.baseline_at <= change.when:
        # Other links are no news: what is there the next time is a baseline again.
        store.remember_fetch(there.id, replace(memory, baseline_at=None, validators=Validators()))


def see_to(store: Store, queues: Queues | None, clock: Clock, done: SourceChanged) -> SourceChanged:
    """See to what follows from a change of anything in a source; return with when it is read next.

    Doing it again does no harm, as with ``reschedule``: of one that has moved, all is asked for once more.

    Args:
        store: the store.
        queues: where what comes back is polled through; None where that is not known.
        clock: the clock.
        done: the change.

    Raises:
        NeedsTime: it comes back, and there are no queues.
    """
    reschedule(store, clock, done)
    was, set_so = done.before, done.source
    there = _there(store, done)
    if was is None or there is None:
        return done
    if _has_set(was, set_so, there, ("url",)):
        rehouse(store, clock, there)
        if memory := store.fetch_memories([there.id]).get(there.id):
            # What one address says of what has changed since, is nothing that another one knows. That holds
            # for one that is not read now as well: some day it may be.
            store.remember_fetch(there.id, replace(memory, validators=Validators()))
    if there.state is not State.ACTIVE or not _has_set(was, set_so, there, ("state",)):
        return done
    if queues is None:
        raise NeedsTime
    return replace(done, next_at=begin(store, queues, clock, there, was))


def _there(store: Store, done: SourceChanged) -> Source | None:
    """Return a source as it is by now; None where nothing was changed."""
    return store.sources_by_id([done.source.id]).get(done.source.id) if done.seq else None


def _has_set(was: Source, set_so: Source, there: Source, fields: Sequence[str]) -> bool:
    """Return whether a change has set one of these fields, and all of them are still as it left them."""
    is_new = any(getattr(was, field) != getattr(set_so, field) for field in fields)
    return is_new and all(getattr(there, field) == getattr(set_so, field) for field in fields)


def rehouse(store: Store, clock: Clock, source: Source) -> None:
    """Have the roster know the host of a source that has moved."""
    entry = next((entry for entry in store.roster() if entry.source_id == source.id), None)
    if entry is None or entry.host == urls.host(source.url):
        return
    now = clock.now()
    at = entry.not_before
    if at is None or at < now:
        at = now + timedelta(seconds=entry.interval_s)
    store.postpone(source, at, entry.interval_s)


def _tidy(name: str) -> str:
    tidy = " ".join(name.split())[:NAME_CHARS]
    if not tidy:
        raise SettingRefused("A source needs a name.")
    return tidy


def require_polite(every: tuple[int, int], *, urgent: bool) -> None:
    """Do nothing where a source may be read so often and so seldom. Raises SettingRefused."""
    floor_s = URGENT_S if urgent else FREQUENT_S
    if 0 < min(every) < floor_s:
        often = f"Newswatch reads a source every {floor_s // MINUTE_S} minutes at most"
        rather = "." if urgent else f"; every {URGENT_S // MINUTE_S} once it is set to urgent."
        raise SettingRefused(often + rather)
    if max(every) > LONGEST_S:
        raise SettingRefused("Newswatch reads a source once a day at least.")


def _calm(source: Source) -> Source:
    """Return a source without bounds that it could have only as long as it was urgent."""
    bounds = {bound: value for bound in ("least_s", "most_s") if (value := getattr(source, bound))}
    return replace(source, **{bound: max(value, FREQUENT_S) for bound, value in bounds.items()})
