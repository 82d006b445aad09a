"""Leavers: a topic whose owner has left the workspace is offered to those who get it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from newswatch.errors import Conflict, NotAllowed, SecretError, SlackError, SlackParked
from newswatch.model import (
    Change,
    ChannelId,
    State,
    Topic,
    UserId,
    is_person,
)
from newswatch.observe import logger
from newswatch.ports import Clock, Deadline, People, Queues, Store
from newswatch.usecases.changes import LEFT, set_fields
from newswatch.usecases.findings import Changed

RESERVE_S = 60
"""What is left to whatever else is looked for on this day: half of an invocation."""
A_DAY = 100
"""Owners of whom each day begins further on, so that all have their turn where there are more than are asked
after in a day: Slack takes that many questions in a minute (users.info, tier 4)."""


def look_for_leavers(  # noqa: PLR0917 - what an errand has
    store: Store, queues: Queues, people: People, clock: Clock, deadline: Deadline, day: date
) -> int:
    """Ask after the owner of each topic, paused ones too, and have those told whose owner has left.

    That is a change of the topic, which is announced where it posts, with the offer to take it over. A topic
    that only its owner got is paused by it. Doing it again tells nobody twice. Never raises because of Slack:
    who could not be asked after is so tomorrow.

    Args:
        store: the store.
        queues: the queues.
        people: who is asked.
        clock: the time.
        deadline: how long it may take.
        day: today.

    Returns:
        How many topics have been found that were not known to have no owner.
    """
    owned: dict[UserId, list[Topic]] = {}
    for topic in store.topics():
        if topic.state is not State.REMOVED and is_person(topic.owner):
            owned.setdefault(topic.owner, []).append(topic)
    seqs = [
        seq
        for owner in _leavers(people, deadline, _in_turn(sorted(owned), day))
        for topic in owned[owner]
        if (seq := _note(store, clock, topic))
    ]
    queues.follow_up(seqs)
    return len(seqs)


def own_topic(
    store: Store, people: People, clock: Clock, topic: Topic, *, who: UserId, request: str = ""
) -> Changed:
    """Make somebody who may change a topic its owner, whose owner has left. See ``changes.edit_topic``.

    What posted to the former owner directly posts there no more, if there is another place.

    Raises:
        NotAllowed: its owner is there.
        NeedsTime, SlackError: as with ``People``.
    """
    if topic.owner == who:
        return set_fields(store, clock, topic, "own", {}, who=who, request=request)
    if not people.person(topic.owner).has_left:
        raise NotAllowed("Its owner is still there: only a topic whose owner has left can be taken over.")
    others = tuple(place for place in topic.destinations if place != ChannelId(topic.owner))
    fields = {"owner": who, "destinations": others or topic.destinations, "adopted": True}
    return set_fields(store, clock, topic, "own", fields, who=who, request=request)


def _leavers(people: People, deadline: Deadline, owners: Sequence[UserId]) -> list[UserId]:
    """Return which of these people have left, as far as Slack says."""
    found = []
    for asked, owner in enumerate(owners):
        if deadline.remaining_s() < RESERVE_S:
            logger.warning("owners not all asked after", asked=asked, owners=len(owners))
            break
        try:
            if people.person(owner).has_left:
                found.append(owner)
        except SlackParked as e:
            logger.warning("owner not asked after", user=owner, code=e.code)
        except (SlackError, SecretError) as e:
            # With the next one it would be no better.
            logger.warning("owners not all asked after", asked=asked, owners=len(owners), error=str(e))
            break
    return found


def _in_turn(owners: Sequence[UserId], day: date) -> Sequence[UserId]:
    first = day.toordinal() * A_DAY % len(owners) if len(owners) > A_DAY else 0
    return (*owners[first:], *owners[:first])


def _note(store: Store, clock: Clock, topic: Topic) -> int:
    """Write down that a topic's owner has left; return the position of that change, 0 where it is known."""
    if _is_noted(topic, store.history(topic.id)):
        return 0
    is_alone = set(topic.destinations) == {ChannelId(topic.owner)}
    state = {"state": State.PAUSED, "paused_until": None} if is_alone else {}
    left = replace(topic, version=topic.version + 1, **state)  # type: ignore[arg-type]
    # With a request it is announced by dispatch, should we die here.
    request = f"{LEFT}-{topic.id}-{left.version}"
    try:
        change = store.save_topic(left, topic.owner, clock.now(), LEFT, request=request)
    except Conflict:
        # Somebody is at it: tomorrow there may be another owner.
        return 0
    logger.info("owner has left", topic_id=topic.id, paused=is_alone)
    return change.seq


def _is_noted(topic: Topic, history: Sequence[Change]) -> bool:
    """Return whether it is written down that this owner has left, since the topic is theirs."""
    for change in history:
        if not isinstance(change.snapshot, Topic) or change.snapshot.owner != topic.owner:
            return False
        if change.what == LEFT:
            return True
    return False
