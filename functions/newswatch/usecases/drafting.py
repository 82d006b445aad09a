"""Drafting: a topic as a form has it, with all that can be set of it at once."""

from collections.abc import Sequence

from newswatch.errors import QueryError
from newswatch.model import (
    USUAL_TIME,
    Cadence,
    ChannelId,
    Delivery,
    Topic,
    UserId,
    is_person,
)
from newswatch.ports import Clock, People, Store
from newswatch.query import tongue
from newswatch.usecases.changes import edit_topic
from newswatch.usecases.destinations import destination
from newswatch.usecases.findings import Changed
from newswatch.usecases.queries import read_query
from newswatch.usecases.settings import zone_to_add
from newswatch.usecases.sight import Sight
from newswatch.usecases.topics import NAME_CHARS, Fields
from newswatch.wall_clock import WEEKDAYS


def in_parts(store: Store, topic: Topic) -> tuple[str, str]:
    """Return a topic's query without the language that it demands, and that language: ``tongue.parted``."""
    try:
        return tongue.parted(read_query(store, topic.query))
    except QueryError:
        # Stored by a newer version, or a set that it uses is gone: who edits it is told.
        return topic.query, ""


def delivered(delivery: Delivery | None) -> tuple[str, str]:
    """Return when is delivered as a form has it: ``daily`` and ``08:00``; the day for weekly."""
    if delivery is None:
        return "", USUAL_TIME
    if delivery.every is Cadence.WEEKLY:
        day, _, at = delivery.at.partition(" ")
        return day, at
    return delivery.every, delivery.at or USUAL_TIME


def delivery_of(when: str, at: str) -> Delivery | None:
    """Return what ``delivered`` was of. Raises ValueError for what a form cannot have."""
    if not when:
        return None
    if when in WEEKDAYS:
        return Delivery(Cadence.WEEKLY, f"{when} {at}")
    every = Cadence(when)
    return Delivery(every, at if every is Cadence.DAILY else "")


def save_changed(
    store: Store,
    clock: Clock,
    topic: Topic,
    *,
    who: UserId,
    query: str,
    name: str,
    fields: Fields,
    request: str,
) -> Changed:
    """Store what somebody has changed of a topic in a form. Raises as ``edit_topic``.

    What is as they saw it stays as it is by now. Without a name it is called as what it asks for, also
    where it was called so and that is changed now.
    """
    others = {field: value for field, value in fields.items() if value != getattr(topic, field)}
    if not name or (name == topic.name == topic.query[:NAME_CHARS]):
        name = read_query(store, query).canonical[:NAME_CHARS]
    return edit_topic(store, clock, topic, who=who, query=query, name=name, others=others, request=request)


def places(
    people: People, sight: Sight, channels: Sequence[ChannelId], *, me: bool, topic: Topic | None
) -> list[ChannelId]:
    """Return where a topic is to post.

    Where it posts already it may go on, also where who changes it is not. What is not shown to them, a
    private channel say, is not in the form, and stays; so do the direct messages of others.

    Raises:
        UnknownChannel, NotAllowed, NeedsTime, SlackError: as ``destination``.
    """
    known, who = (topic.destinations if topic else ()), sight.who
    found = [each if each in known else destination(people, who, sight.where, each) for each in channels]
    hidden = sight.hidden(topic) if topic else ()
    others = [each for each in known if each in hidden or (is_person(each) and each != ChannelId(who))]
    # What is hidden from them because we are not there can be chosen all the same, and is one place then.
    return list(dict.fromkeys((*found, *others, *([ChannelId(who)] if me else []))))


def with_zone(
    store: Store,
    people: People,
    who: UserId,
    destinations: Sequence[ChannelId],
    *,
    topic: Topic | None,
    fields: Fields,
) -> Fields:
    """Return fields with the time zone that a time of day among them needs to be set with."""
    delivery = fields.get("delivery")
    if not delivery or not delivery.at or (topic and delivery == topic.delivery):
        return fields
    zone = zone_to_add(store, people, who, destinations, topic.zone if topic else "")
    return {**fields, "zone": zone} if zone else fields
