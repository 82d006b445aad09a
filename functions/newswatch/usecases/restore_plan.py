"""The plan of a restore: what it takes to have a setup where another one is, compared and checked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from newswatch.errors import QueryError
from newswatch.model import (
    ChannelSettings,
    SavedSet,
    Source,
    SourceId,
    State,
    Subject,
    Topic,
    TopicId,
    UserId,
)
from newswatch.ports import Entropy
from newswatch.query import Query, parse
from newswatch.query.sets import parse_set
from newswatch.sources import urls
from newswatch.usecases.importing import MAX_SOURCES
from newswatch.usecases.queries import parsed_sets
from newswatch.usecases.setup import NOT_SET, Setup, settled_settings, settled_topic

_KEPT_AS_IT_IS = frozenset({"id", "created_at"})
"""Of what is there, whatever a setup says: others know it by that."""
_ORDERLESS = frozenset({"destinations", "tags"})


class Fate(StrEnum):
    """What a setup means for one thing of it."""

    NEW = "new"
    BACK = "back"
    """It was removed, and comes back."""
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that is not there as a setup has it."""

    fate: Fate
    wanted: Subject
    """As it stands in the setup."""
    becomes: Subject
    """As it is to be written, with the version that follows."""
    was: Subject | None
    """As it is there, the tombstone where it was removed; None for a new one."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Why something of a setup cannot be had."""

    subject: Subject
    why: str
    """A sentence."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What restoring a setup takes."""

    steps: tuple[Step, ...]
    same: int
    """How many things are there as they are in the setup."""
    problems: tuple[Problem, ...]
    """Where there are any, nothing is to be written."""
    left_out: tuple[Source, ...]
    """Sources that are not there, and cannot be read by what the setup says of their addresses."""


def plan(
    setup: Setup, there: Setup, now: datetime, *, who: UserId, entropy: Entropy, replacing: bool
) -> Plan:
    """Return what it takes to have a setup where another one is, having checked that it can be had.

    A topic is known by its id, else by its handle; a source by its id, which derives from its first
    address, else by the address that it has. A tombstone counts only where nothing else is meant.

    Args:
        setup: what is to be had. A topic without an id gets one; what has no owner becomes that of ``who``.
        there: what is there, tombstones included.
        now: now.
        who: who wants it.
        entropy: makes ids.
        replacing: whether what differs is to be as in the setup.
    """
    doing = _Planning(setup, there, now, who, entropy)
    doing.match_all()
    steps = tuple(step for step in doing.steps if replacing or step.fate is not Fate.DIFFERENT)
    problems = (*doing.problems, *_room(there, steps), *_queries(there, steps), *_taken(there, steps))
    return Plan(tuple(doing.steps), doing.same, problems, tuple(doing.left_out))


def differing(was: Subject, wanted: Subject, now: datetime) -> tuple[str, ...]:
    """Return the fields that people have set otherwise; a query is the same however it is spelled."""
    was, wanted = _settled(was, now), _settled(wanted, now)
    ignored = {*NOT_SET[type(wanted)], *_KEPT_AS_IT_IS, "query_typed"} - {"query"}
    return tuple(
        field.name
        for field in fields(wanted)
        if field.name not in ignored
        and not (field.name == "owner" and not wanted.owner)
        and _comparable(was, field.name) != _comparable(wanted, field.name)
    )


class _Planning:
    """A plan in the making."""

    def __init__(self, setup: Setup, there: Setup, now: datetime, who: UserId, entropy: Entropy) -> None:
        self._setup, self._there, self._now, self._who, self._entropy = setup, there, now, who, entropy
        self._source_ids: dict[SourceId, SourceId] = {}
        """By the id that a source has in the setup, the one that it has there."""
        self.steps: list[Step] = []
        self.problems: list[Problem] = []
        self.left_out: list[Source] = []
        self.same = 0

    def match_all(self) -> None:
        """Find what all of it means."""
        settings = {each.channel: each for each in self._there.settings}
        for each in self._setup.settings:
            self._match(each, settings.get(each.channel))
        self._match_sources()
        sets = {saved.name: saved for saved in self._there.sets}
        for saved in self._setup.sets:
            self._match(saved, sets.get(saved.name))
        self._match_topics()

    def _match_sources(self) -> None:
        by_id = {source.id: source for source in self._there.sources}
        active = [source for source in self._there.sources if source.state is not State.REMOVED]
        by_address = {urls.source_id(source.url): source for source in active}
        meant = {source.id for source in self._setup.sources}
        for wanted in self._setup.sources:
            known = by_id.get(wanted.id)
            if known is None or known.state is State.REMOVED:
                known = by_address.get(urls.source_id(wanted.url), known)
            bared = wanted.id in self._setup.bared
            if known is None and bared:
                self.left_out.append(wanted)
                continue
            self._source_ids[wanted.id] = known.id if known else wanted.id
            if known and known.id != wanted.id and known.id in meant:
                self.same += 1  # it has moved to where another one is read
                continue
            self._match(replace(wanted, url=known.url) if bared and known else wanted, known)

    def _match_topics(self) -> None:
        by_id = {topic.id: topic for topic in self._there.topics}
        by_handle = {t.handle: t for t in self._there.topics if t.state is not State.REMOVED}
        meant: dict[TopicId, Topic] = {}
        for topic in self._setup.topics:
            known = by_id.get(topic.id)
            if known is None or known.state is State.REMOVED:
                known = by_handle.get(topic.handle, known)
            if known and known.id in meant:
                other = meant[known.id].handle
                why = f"It is the same topic as {other}, which has its id. Take the id out of one of them."
                self.problems.append(Problem(topic, why))
                continue
            if known:
                meant[known.id] = topic
            ids = frozenset(self._source_ids.get(each, each) for each in topic.sources.ids)
            wanted = replace(topic, sources=replace(topic.sources, ids=ids))
            if not wanted.id:
                wanted = replace(wanted, id=known.id if known else TopicId(self._entropy.token()))
            self._match(wanted, known)

    def _match(self, given: Subject, known: Subject | None) -> None:
        wanted = _settled(given, self._now)
        owned = replace(wanted, owner=wanted.owner or self._who)
        if known is None or known.state is State.REMOVED:
            version = known.version + 1 if known else 1
            becomes: Subject = replace(owned, version=version)
            match becomes, known:
                case Topic(), Topic():
                    becomes = replace(becomes, id=known.id)
                case Source(), Source():
                    becomes = replace(becomes, id=known.id)
            self.steps.append(Step(Fate.BACK if known else Fate.NEW, wanted, becomes, known))
            return
        found = differing(known, wanted, self._now)
        if not found:
            self.same += 1
            return
        values: dict[str, Any] = {name: getattr(wanted, name) for name in found}
        if "query" in values and isinstance(wanted, Topic | SavedSet):
            values["query_typed"] = wanted.query_typed
        if "state" in values:
            values |= {"paused_until": wanted.paused_until} if isinstance(wanted, Topic) else {}
            values |= {"trouble": ""} if isinstance(wanted, Source) else {}
        if isinstance(wanted, ChannelSettings):
            values["owner"] = self._who
        self.steps.append(
            Step(Fate.DIFFERENT, wanted, replace(known, **values, version=known.version + 1), known)
        )


def _settled(subject: Subject, now: datetime) -> Subject:
    match subject:
        case Topic():
            return settled_topic(subject, now)
        case ChannelSettings():
            return settled_settings(subject, now)
    return subject


def _comparable(subject: Subject, field: str) -> Any:
    value = getattr(subject, field)
    return frozenset(value) if field in _ORDERLESS else value


# --- Checks ----------------------------------------------------------------


def _room(there: Setup, steps: Sequence[Step]) -> Iterator[Problem]:
    """Yield a problem where a workspace would have too many sources."""
    active = sum(source.state is not State.REMOVED for source in there.sources)
    new = [s.wanted for s in steps if isinstance(s.becomes, Source) and s.fate is not Fate.DIFFERENT]
    if active + len(new) > MAX_SOURCES:
        why = f"Sources would be {active + len(new):,}; a workspace has at most {MAX_SOURCES:,}. Remove some."
        yield Problem(new[-1], why)


def _queries(there: Setup, steps: Sequence[Step]) -> Iterator[Problem]:
    """Yield the queries that would be refused, with the saved sets as they are to be."""
    becoming = {step.becomes.name: step for step in steps if isinstance(step.becomes, SavedSet)}
    saved = {each.name: each for each in there.sets}
    saved |= {name: step.becomes for name, step in becoming.items() if isinstance(step.becomes, SavedSet)}
    sets: Mapping[str, Query] = parsed_sets(saved.values())
    for name, step in becoming.items():
        try:
            parse_set(name, saved[name].query, sets)
        except QueryError as e:
            yield Problem(step.wanted, f"Its query is refused: {e}")
    for step in steps:
        if not isinstance(step.becomes, Topic):
            continue
        try:
            parse(step.becomes.query, sets)
        except QueryError as e:
            yield Problem(step.wanted, f"Its query is refused: {e}")


def _taken(there: Setup, steps: Sequence[Step]) -> Iterator[Problem]:
    """Yield what would have the handle, or the address, of something else."""
    handles = {topic.handle: topic.id for topic in there.topics if topic.state is not State.REMOVED}
    read = [source for source in there.sources if source.state is State.ACTIVE]
    addresses = {urls.source_id(source.url): source for source in read}
    for step in steps:
        match step.becomes:
            case Topic() as topic if handles.get(topic.handle, topic.id) != topic.id:
                yield Problem(step.wanted, f"The handle {topic.handle} is that of another topic there.")
            case Source() as source if step.fate is Fate.DIFFERENT:
                other = addresses.get(urls.source_id(source.url), source)
                if other.id != source.id and source.state is State.ACTIVE:
                    why = f"Its address is that of {other.name} there, and no address is read twice."
                    yield Problem(step.wanted, why)
