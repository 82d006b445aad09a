"""The setup: all that people have set, as one thing to be kept and to be had again."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from newswatch.model import ChannelSettings, SavedSet, Source, SourceId, State, Subject, Topic
from newswatch.ports import Store
from newswatch.usecases.settings import is_unset

NOT_SET: Mapping[type, frozenset[str]] = {
    Source: frozenset({"interval_s", "trouble", "shard", "version"}),
    SavedSet: frozenset({"query", "version"}),
    Topic: frozenset({"query", "version"}),
    ChannelSettings: frozenset({"owner", "state", "version"}),
}
"""Fields that nobody sets: they follow from others, or from what has happened since."""


@dataclass(frozen=True, slots=True)
class Setup:
    """What people have set."""

    sources: tuple[Source, ...] = ()
    sets: tuple[SavedSet, ...] = ()
    topics: tuple[Topic, ...] = ()
    settings: tuple[ChannelSettings, ...] = ()
    bared: frozenset[SourceId] = frozenset()
    """Sources whose addresses stand here without what is secret in them."""

    @property
    def subjects(self) -> tuple[Subject, ...]:
        """All of it; nothing comes before what it needs, but for sets among each other."""
        return (*self.settings, *self.sources, *self.sets, *self.topics)


def read_setup(store: Store) -> Setup:
    """Return all that people have set, tombstones included."""
    return Setup(
        tuple(store.sources()),
        tuple(store.sets()),
        tuple(store.topics(consistent=True)),
        tuple(store.all_settings()),
    )


def as_kept(setup: Setup, now: datetime) -> Setup:
    """Return of a setup what is to be kept, in an order that depends on nothing else.

    Without what was removed, and without times that have passed, which are as none at all.
    """
    settings = (settled_settings(each, now) for each in setup.settings if each.state is not State.REMOVED)
    return Setup(
        tuple(sorted((s for s in setup.sources if _is_there(s)), key=lambda s: (s.name.casefold(), s.id))),
        tuple(sorted(filter(_is_there, setup.sets), key=lambda saved: saved.name)),
        tuple(
            sorted(
                (settled_topic(topic, now) for topic in setup.topics if _is_there(topic)),
                key=lambda topic: topic.handle,
            )
        ),
        # The workspace first, since it holds wherever else nothing is said.
        tuple(
            sorted(
                (each for each in settings if not is_unset(each)),
                key=lambda each: (each.channel[:1].isupper(), each.channel),
            )
        ),
    )


def settled_topic(topic: Topic, now: datetime) -> Topic:
    """Return a topic without times that have passed; a pause that has run out is none."""
    if topic.state is State.PAUSED and topic.is_active(now):
        topic = replace(topic, state=State.ACTIVE)
    return replace(
        topic,
        paused_until=topic.paused_until if topic.state is State.PAUSED else None,
        snoozed_until=_to_come(topic.snoozed_until, now),
        let_until=_to_come(topic.let_until, now),
    )


def settled_settings(settings: ChannelSettings, now: datetime) -> ChannelSettings:
    """Return settings without a time that has passed."""
    return replace(settings, snoozed_until=_to_come(settings.snoozed_until, now))


def _is_there(subject: Subject) -> bool:
    return subject.state is not State.REMOVED


def _to_come(until: datetime | None, now: datetime) -> datetime | None:
    return until if until and until > now else None
