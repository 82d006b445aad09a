"""What holds in a channel and for a topic there: settings, each from whoever says something. Pure."""

from dataclasses import dataclass
from datetime import datetime, tzinfo

from newswatch.delivery.windows import never_awake
from newswatch.model import ChannelSettings, Delivery, Quiet, State, Topic
from newswatch.wall_clock import zone_of

USUAL_CAP = 20
"""Messages of a channel in any 60 minutes: one in three minutes is as many as people look up for."""
USUAL_DAY = 100
"""Messages of a topic in a channel and day. More of them are a feed, which nobody reads as it comes."""


@dataclass(frozen=True, slots=True)
class Rules:
    """How is delivered in a channel."""

    delivery: Delivery
    quiet: Quiet
    cap: int
    """0 for no cap."""
    zone: tzinfo
    snoozed_until: datetime | None
    muted: frozenset[str] = frozenset()
    """Sites that are told only where others carry the story."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How a topic is delivered in a channel."""

    delivery: Delivery
    zone: tzinfo
    quiets: tuple[tuple[Quiet, tzinfo], ...]
    cap_per_day: int
    """0 for no cap."""
    snoozed_until: datetime | None
    urgent: bool


def rules(channel: ChannelSettings | None, workspace: ChannelSettings | None) -> Rules:
    """Return what holds in a channel: what it says itself, else what the workspace says, else the usual."""
    said = [each for each in (channel, workspace) if each and each.state is not State.REMOVED]
    snoozes = [each.snoozed_until for each in said if each.snoozed_until]
    return Rules(
        delivery=next((each.delivery for each in said if each.delivery), Delivery()),
        quiet=next((each.quiet for each in said if each.quiet is not None), Quiet()),
        cap=next((each.cap for each in said if each.cap is not None), USUAL_CAP),
        zone=zone_of(next((each.zone for each in said if each.zone), "")),
        snoozed_until=max(snoozes, default=None),
        muted=channel.muted if channel in said and channel else frozenset(),
    )


def manner(topic: Topic, here: Rules, now: datetime) -> Manner:
    """Return how a topic is delivered where these rules hold."""
    zone = zone_of(topic.zone) if topic.zone else here.zone
    # Quiet hours that leave nothing together with the channel's would never end: then its own go.
    is_bearable = topic.quiet and not never_awake(here.quiet, topic.quiet)
    own = ((topic.quiet, zone),) if topic.quiet and is_bearable else ()
    snoozes = [until for until in (topic.snoozed_until, here.snoozed_until) if until]
    is_let = topic.let_until is not None and now < topic.let_until
    cap = USUAL_DAY if topic.cap_per_day is None else topic.cap_per_day
    return Manner(
        delivery=topic.delivery or here.delivery,
        # The zone of a topic is that of its own times.
        zone=zone if topic.delivery else here.zone,
        quiets=((here.quiet, here.zone), *own),
        cap_per_day=0 if is_let else cap,
        snoozed_until=max(snoozes, default=None),
        urgent=topic.urgent or is_let,
    )


USUAL = rules(None, None)
"""What holds where nobody says anything."""
