"""Status: how Newswatch is, for the people who can do something about it."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from newswatch.delivery.freshness import usual
from newswatch.errors import SecretError, SecretMissing, SlackError, SlackUnusable
from newswatch.model import ChannelId, State, Topic
from newswatch.ports import People, Queues, Store
from newswatch.usecases.findings import DeadLetters, Setup, Status
from newswatch.usecases.sight import Sight
from newswatch.usecases.spending import bill_now

NO_TOKEN = "The bot token is missing: store it in the SSM parameter {parameter}."  # noqa: S105 - a sentence
BAD_TOKEN = (
    "Slack does not accept the bot token ({code}): store the right one in the SSM parameter {parameter}."  # noqa: S105 - a sentence
)
_ABOUT = re.compile(r"channel (\S+): ")
"""How the reason begins for which a channel's wake-up has failed (``usecases.failing``)."""
NO_SOURCES = "Nothing is read yet."
ASKED = 100
"""Channels whose alerts are looked at: a read each."""


def status(
    store: Store,
    queues: Queues,
    people: People,
    now: datetime,
    *,
    required_scopes: frozenset[str],
    token_parameter: str,
    sight: Sight | None = None,
    monthly_limit: float = 0,
) -> Status:
    """Return how things are now.

    Args:
        store: the store.
        queues: the queues.
        people: asked whether the bot token works, and for what.
        now: the time.
        required_scopes: those of the app's manifest.
        token_parameter: name of the SSM parameter that holds the token.
        sight: what the person who asks may see: what waits in other channels is only counted. None
            for who runs Newswatch.
        monthly_limit: what a month may cost, in US dollars; 0 for whatever it costs.

    Raises:
        NeedsTime: as with ``People``.
    """
    known = store.sources()
    sources = [source for source in known if source.state is State.ACTIVE]
    memories = store.fetch_memories([source.id for source in sources], consistent=False)
    failing = ((s.name, memories[s.id].error) for s in sources if s.id in memories and memories[s.id].error)
    parked = [(post.channel, post.reason) for post in store.parked()]
    held_up = list(_held_up(store, now))
    held = sorted(((channel, *each) for channel, each in store.held().items()), key=lambda each: each[2])
    waits = {channel for channel, _ in (*parked, *held_up)} | {channel for channel, _, _ in held}
    seen = {channel for channel in waits if sight is None or _sees(sight, channel)}
    shown_parked = tuple(each for each in parked if each[0] in seen)
    shown_held_up = tuple(each for each in held_up if each[0] in seen)
    token, scopes = _token(people, required_scopes, token_parameter)
    topics = [topic for topic in store.topics() if topic.state is not State.REMOVED]
    took, alerts = _usual(store, topics, now) or (None, 0)
    return Status(
        sources=len(sources),
        failing=tuple(sorted(failing)),
        gone=tuple(sorted((source.name, source.trouble) for source in known if source.is_gone)),
        topics=len(topics),
        parked=shown_parked,
        held_up=shown_held_up,
        parked_unseen=len(parked) - len(shown_parked),
        held_up_unseen=len(held_up) - len(shown_held_up),
        waiting=queues.waiting(),
        setup=Setup(token=token, scopes=scopes, sources="" if sources else NO_SOURCES),
        dead=tuple(_dead(store, queues, sight)),
        held=tuple(each for each in held if each[0] in seen),
        held_unseen=sum(count for channel, count, _ in held if channel not in seen),
        paused=sum(source.state is State.PAUSED and not source.is_gone for source in known),
        took=took,
        alerts=alerts,
        bill=None if sight and _is_guest(sight) else bill_now(store, now, monthly_limit),
    )


def _usual(store: Store, topics: Sequence[Topic], now: datetime) -> tuple[timedelta, int] | None:
    channels = dict.fromkeys(place for topic in topics for place in topic.destinations)
    return usual(map(store.tally, list(channels)[:ASKED]), now)


def _is_guest(sight: Sight) -> bool:
    """Return whether a person is here as a guest, whom it does not concern what all of it costs."""
    try:
        return sight.is_guest
    except (SecretError, SlackError):
        # The answer says what is wrong with the token, which who runs it has to mend.
        return False


def _sees(sight: Sight, channel: ChannelId) -> bool:
    """Return whether a person sees a channel; where Slack does not tell, they do not."""
    try:
        return sight.sees_channel(channel)
    except (SecretError, SlackError):
        return False


def _dead(store: Store, queues: Queues, sight: Sight | None) -> Iterator[DeadLetters]:
    """Yield what is known of the dead letters, by queue, as far as the person may know of a channel."""
    counts = {queue: count for queue, count in queues.dead().items() if count}
    noted = store.failures() if counts else ()
    for queue, count in counts.items():
        # What is older is of messages that have been sent back, or deleted, in some other way.
        newest = [failure for failure in noted if failure.queue == queue][:count]
        reasons: dict[str, datetime] = {}
        for failure in newest:
            about = _ABOUT.match(failure.why)
            if about and sight and not _sees(sight, ChannelId(about[1])):
                continue
            reasons.setdefault(failure.why, failure.at)
        yield DeadLetters(queue, count, tuple(reasons.items()))


def _token(people: People, required: frozenset[str], parameter: str) -> tuple[str, tuple[str, ...]]:
    """Return what is wrong with the bot token, and the scopes that it lacks."""
    try:
        identity = people.identity()
    except SecretMissing:
        return NO_TOKEN.format(parameter=parameter), ()
    except SecretError as e:
        return str(e), ()
    except SlackUnusable as e:
        return BAD_TOKEN.format(code=e.code, parameter=parameter), ()
    except SlackError as e:
        # It is Slack that does not work: that says nothing about the token.
        return ("" if e.transient else BAD_TOKEN.format(code=e.code, parameter=parameter)), ()
    return "", tuple(sorted(required - identity.scopes))


def _held_up(store: Store, now: datetime) -> Iterator[tuple[ChannelId, str]]:
    for channel in store.channels_with_outbox(now):
        for row in store.outbox(channel, limit=1):
            post = store.post(channel, row.story_id)
            if post and post.reason:
                yield channel, post.reason
