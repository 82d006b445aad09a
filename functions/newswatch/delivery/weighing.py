"""Whether something new is posted now, later, or together with others: pure decisions.

A post is delivered for the first of its topics that may be delivered. What that means:

- A topic that delivers at once waits for nothing but quiet hours, a snooze and caps. One that delivers
  hourly, daily or weekly waits for the first such time after its alert was claimed.
- What has waited is told together with all that has waited in its channel, in a digest.
- Caps are about messages that are sent singly. A digest takes the place of one message, too.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from newswatch.delivery.caps import free_at, had_today
from newswatch.delivery.rules import Manner, Rules, manner
from newswatch.delivery.windows import LONGEST_QUIET, awake, boundary, is_quiet, local_day, midnight
from newswatch.model import Cadence, Quiet, Topic, TopicId
from newswatch.posts import CAPS, Hold, Post, Tally

CLOCKS = timedelta(seconds=3)
"""After quiet hours: our clock may be ahead by two seconds (``storage.clock``)."""
UNDER_WAY = timedelta(seconds=15)
"""Before quiet hours: so long a message may take to get to Slack, with a clock that is behind."""

Quiets = Sequence[tuple[Quiet, tzinfo]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A topic that wants a story told in a channel."""

    topic: Topic
    claimed_at: datetime


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a post now."""

    until: datetime | None = None
    """Until when it is held; None where it is not."""
    why: Hold | None = None
    """Why it is held."""
    together: bool = False
    """Whether its time has come, but together with all others that have waited."""
    topics: frozenset[TopicId] = frozenset()
    """Of a message that is sent now: the topics that may be delivered, which count and are mentioned."""
    urgent: bool = False
    """Whether it takes an urgent topic's place."""
    capped: frozenset[TopicId] = frozenset()
    """The topics that a cap holds back."""


@dataclass(frozen=True, slots=True)
class _Hope:
    """What one topic would have."""

    topic: TopicId
    manner: Manner
    until: datetime | None = None
    why: Hold | None = None
    waited: bool = False
    """Whether it has waited, or would have had to."""


def weigh(post: Post, wanted: Iterable[Wanted], here: Rules, tally: Tally, now: datetime) -> Verdict:
    """Return what becomes of an alert's post that nobody has seen yet, or that a topic has joined since.

    Args:
        post: the post.
        wanted: its topics that are to be told here; at least one.
        here: what holds in the channel.
        tally: what the channel has got.
        now: the time.
    """
    hopes = [_hope(post, each, here, tally, now) for each in wanted]
    singly = [hope for hope in hopes if hope.until is None and not hope.waited]
    if singly:
        found = _singly(singly, here, tally, now)
        if found.until is None:
            return found
        hopes = [hope for hope in hopes if hope not in singly] + [
            _Hope(hope.topic, hope.manner, found.until, found.why) for hope in singly
        ]
    ready = frozenset(hope.topic for hope in hopes if hope.until is None)
    if ready:
        return Verdict(together=True, topics=ready)
    first = min(hopes, key=lambda hope: (hope.until or now, hope.topic))
    capped = frozenset(hope.topic for hope in hopes if hope.why in CAPS)
    return Verdict(first.until, first.why, capped=capped)


def outlook(topic: Topic, here: Rules, now: datetime) -> Verdict:
    """Return what becomes of a story that a topic matches now, as long as caps leave room for it."""
    how = manner(topic, here, now)
    hope = _waits(topic, how, now, now)
    return Verdict(hope.until, hope.why) if hope else Verdict(topics=frozenset({topic.id}))


def weigh_other(
    here: Rules, tally: Tally, now: datetime, topics: Sequence[Topic] = (), *, urgent: bool = False
) -> Verdict:
    """Return what becomes of a digest or a notice, or of a story that is the only one that has waited.

    Args:
        here: what holds in the channel.
        tally: what the channel has got.
        now: the time.
        topics: those that it tells of: it waits until one of them is awake. None for a notice.
        urgent: whether it takes an urgent topic's place, whatever it tells of.
    """
    manners = {topic.id: manner(topic, here, now) for topic in topics}
    urgent = urgent or any(how.urgent for how in manners.values())
    place = _place(here, tally, now, urgent=urgent)
    if not manners:
        own = (here.quiet, here.zone)
        until = _awake(max(place or now, here.snoozed_until or now), (own,))
        is_quiet_now = _awake(now, (own,)) > now
    else:
        until = min(_ready(how, place or now) for how in manners.values())
        is_quiet_now = all(_awake(now, how.quiets) > now for how in manners.values())
    if until > now:
        asleep = Hold.QUIET if is_quiet_now else Hold.SNOOZE
        return Verdict(until, Hold.HOUR if place else asleep)
    loud = frozenset(topic for topic, how in manners.items() if _ready(how, now) == now)
    return Verdict(topics=loud, urgent=urgent)


def mentions(topics: Iterable[Topic]) -> tuple[str, ...]:
    """Return whom a message mentions that is sent for these topics, each once."""
    return tuple(sorted({topic.mention for topic in topics if topic.mention}))


def _hope(post: Post, wanted: Wanted, here: Rules, tally: Tally, now: datetime) -> _Hope:
    topic = wanted.topic
    how = manner(topic, here, now)
    if waits := _waits(topic, how, wanted.claimed_at, now):
        return waits
    had_waited = topic.id in post.held
    at_once = how.delivery.every is Cadence.INSTANT
    if at_once and (opens := _next_day(topic, how, tally, here, now)):
        return _Hope(topic.id, how, _awake(opens, how.quiets), Hold.DAY)
    place = _place(here, tally, now, urgent=how.urgent) if at_once and had_waited else None
    if place:
        return _Hope(topic.id, how, _awake(place, how.quiets), Hold.HOUR)
    return _Hope(topic.id, how, waited=had_waited or not at_once)


def _waits(topic: Topic, how: Manner, claimed_at: datetime, now: datetime) -> _Hope | None:
    """Return until when a topic's story waits for its time; None where that has come."""
    at_once = how.delivery.every is Cadence.INSTANT
    # Whoever claims may have a clock that is ahead.
    due = now if at_once else boundary(claimed_at, how.delivery, how.zone)
    ready = max(due, now, how.snoozed_until or now)
    until = _awake(ready, how.quiets)
    if until <= now:
        return None
    asleep = Hold.WHEN if due == ready > now else Hold.SNOOZE
    return _Hope(topic.id, how, until, Hold.QUIET if until > ready else asleep)


def _singly(hopes: Sequence[_Hope], here: Rules, tally: Tally, now: datetime) -> Verdict:
    """Return what becomes of a message of its own that these topics want now."""
    urgent = any(hope.manner.urgent for hope in hopes)
    place = _place(here, tally, now, urgent=urgent)
    if place is None:
        return Verdict(topics=frozenset(hope.topic for hope in hopes), urgent=urgent)
    until = min(_awake(place, hope.manner.quiets) for hope in hopes)
    return Verdict(until, Hold.HOUR)


def _place(here: Rules, tally: Tally, now: datetime, *, urgent: bool) -> datetime | None:
    """Return when a message has a place within the cap an hour; None where it has one now."""
    free = free_at(tally.urgent if urgent else tally.posted, here.cap, now)
    return None if free <= now else free


def _next_day(topic: Topic, how: Manner, tally: Tally, here: Rules, now: datetime) -> datetime | None:
    """Return when a topic's next day begins, if it has had what it may have on this one.

    Days are the channel's: its tally counts them.
    """
    had = had_today(tally, topic.id, local_day(now, here.zone))
    return midnight(now, here.zone) if how.cap_per_day and had >= how.cap_per_day else None


def _ready(how: Manner, at: datetime) -> datetime:
    """Return the first moment from then on at which a topic is awake."""
    return _awake(max(at, how.snoozed_until or at), how.quiets)


def _awake(at: datetime, quiets: Quiets) -> datetime:
    """Return the first moment from then on at which a message may be on its way.

    Where there is none, who asks for so long may ask again.
    """
    latest = at + LONGEST_QUIET
    while at < latest:
        begin = awake(at - CLOCKS, quiets)
        if begin > at - CLOCKS:
            at = begin + CLOCKS
        if not any(is_quiet(at + UNDER_WAY, quiet, zone) for quiet, zone in quiets):
            return at
        at = awake(at + UNDER_WAY, quiets) + CLOCKS
    return latest
