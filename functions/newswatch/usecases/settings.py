"""Settings: how is delivered in a channel, to a person, or in the workspace."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import datetime

from newswatch.delivery.rules import USUAL_CAP, rules
from newswatch.delivery.windows import midnight, never_awake
from newswatch.errors import Conflict, NotAllowed, SettingRefused
from newswatch.model import WORKSPACE, Change, ChannelId, ChannelSettings, Quiet, State, Topic, UserId
from newswatch.ports import Clock, People, Store
from newswatch.usecases.changes import TRIES, earlier, made_by
from newswatch.usecases.findings import HowTold, SettingsChanged
from newswatch.usecases.permissions import require_manager, require_place_among
from newswatch.usecases.sight import Sight
from newswatch.usecases.topics import Fields

SETTABLE = frozenset({"delivery", "quiet", "cap", "zone", "snoozed_until", "managers", "muted"})
"""Fields that people set."""


def change_settings(
    store: Store,
    clock: Clock,
    sight: Sight,
    place: ChannelId,
    *,
    who: UserId,
    fields: Fields | Callable[[ChannelSettings], Fields],
    zone: str = "",
    request: str = "",
) -> SettingsChanged:
    """Set how is delivered in a place, upon what holds there now.

    The same request again makes no second change: it is answered with the one that it made. Where
    nothing would be different, nothing is written and ``seq`` is 0. Settings that are all as in the
    beginning are removed ones.

    Args:
        store: the store.
        clock: the clock.
        sight: that of ``who``.
        place: a channel, a person, or ``WORKSPACE``.
        who: who wants it.
        fields: some of ``SETTABLE``, or what makes them of the settings as they are: of what people add to
            at the same time nothing is lost then. A time that has passed and none at all are the same.
        zone: IANA name of the time zone of the times among them, where the place has none of its own.
        request: see ``Change``.

    Raises:
        ValueError: these are other fields.
        NotAllowed: the person may not, or would lock themselves out.
        NeedsTime, SlackError: as with ``Sight``; before anything was written.
        Conflict: too many change it at once; trying again can help.
    """
    require_setting(store, sight, place)
    if not callable(fields):
        require_place_among(sight, fields.get("managers", ()))
    for left in reversed(range(TRIES)):
        history = store.history(place)
        if done := made_before(request, history):
            return done
        stored = store.settings([place]).get(place)
        current = _beginning(stored, place, who)
        set_now = fields(current) if callable(fields) else fields
        if not SETTABLE.issuperset(set_now):
            raise ValueError("fields that nobody sets")
        wanted = _with(current, set_now, zone, clock.now())
        what = "set" if stored else "add"
        if wanted == current:
            return SettingsChanged(current, what)
        wanted = replace(wanted, owner=who, version=current.version + 1)
        if is_unset(wanted):
            wanted = replace(wanted, state=State.REMOVED)
        try:
            change = store.save_settings(wanted, who, clock.now(), what, request=request)
        except Conflict:
            if not left:
                raise
        else:
            return SettingsChanged(wanted, what, change.seq, stored)
    raise AssertionError("the last try returns or raises")


def made_before(request: str, history: Sequence[Change]) -> SettingsChanged | None:
    """Return what an earlier delivery of a request did; None for the first one.

    Args:
        request: see ``Change``.
        history: of the place, newest first.
    """
    made = made_by(request, history)
    if made is None or not isinstance(made.snapshot, ChannelSettings):
        return None
    return SettingsChanged(made.snapshot, made.what, made.seq, earlier(made.seq, history, ChannelSettings))


def is_unset(settings: ChannelSettings) -> bool:
    """Return whether settings are all as in the beginning."""
    empty = ChannelSettings(settings.channel, settings.owner)
    return all(getattr(settings, name) == getattr(empty, name) for name in SETTABLE)


def how_told(store: Store, sight: Sight, place: ChannelId) -> HowTold:
    """Return what holds in a place.

    Raises:
        NotAllowed: the person may not know.
        NeedsTime, SlackError: as with ``Sight``.
    """
    return how_all_told(store, sight, [place])[0]


def how_all_told(store: Store, sight: Sight, places: Sequence[ChannelId]) -> Sequence[HowTold]:
    """Return what holds in each of these places, by one read. Raises as ``how_told``."""
    for place in places:
        _require_sight(sight, place)
    found = store.settings({*places, WORKSPACE})
    workspace = _in_force(found.get(WORKSPACE))
    return [
        HowTold(place, _in_force(found.get(place)), None if place == WORKSPACE else workspace, USUAL_CAP)
        for place in places
    ]


def settings_history(store: Store, sight: Sight, place: ChannelId) -> Sequence[Change]:
    """Return the changes of how is delivered in a place, newest first. Raises as ``how_told``."""
    _require_sight(sight, place)
    return store.history(place)


def may_see(sight: Sight, place: ChannelId) -> bool:
    """Return whether a person may know how is delivered in a place. Raises as ``Sight.sees_channel``."""
    return place == WORKSPACE or sight.sees_channel(place)


def require_setting(store: Store, sight: Sight, place: ChannelId) -> None:
    """Do nothing for who may set how is delivered in a place.

    Raises:
        NotAllowed: they may not; NotManager of the workspace.
        NeedsTime, SlackError: as with ``Sight``.
    """
    if place == WORKSPACE:
        require_manager(store, sight)
    elif not sight.may_set(place):
        raise NotAllowed("You are not in that channel. How a channel is told is set by those who are in it.")


def zone_to_add(
    store: Store, people: People, who: UserId, places: Collection[ChannelId], own: str = ""
) -> str:
    """Return the time zone that a time needs to be set with: that of who sets it.

    Args:
        store: the store.
        people: asked only where it is needed.
        who: who sets the time.
        places: where it is to hold.
        own: the zone of what it is set for, if it has one.

    Returns:
        IANA name; empty where the times have a zone already, in each of these places.

    Raises:
        NeedsTime, SlackError: as with ``People``.
    """
    if own:
        return ""
    found = store.settings({*places, WORKSPACE})
    zoned = {of for of, settings in found.items() if settings.state is not State.REMOVED and settings.zone}
    return "" if WORKSPACE in zoned or zoned.issuperset(places) else people.timezone(who)


def require_awake(store: Store, topic: Topic, quiet: Quiet) -> None:
    """Do nothing where a topic with these quiet hours can be told in each of its channels some time.

    Raises:
        SettingRefused: with those of a channel nothing of a week is left, by the same clock.
    """
    found = store.settings({*topic.destinations, WORKSPACE})
    for place in topic.destinations:
        if never_awake(quiet, rules(found.get(place), found.get(WORKSPACE)).quiet):
            raise SettingRefused(
                "With the quiet hours of its channel, the topic would be quiet always, and never delivered."
            )


def day_ends(store: Store, topic: Topic, now: datetime) -> datetime:
    """Return when the local day ends in the first channel of a topic: caps a day begin anew then."""
    first = topic.destinations[0]
    found = store.settings({first, WORKSPACE})
    return midnight(now, rules(found.get(first), found.get(WORKSPACE)).zone)


def _require_sight(sight: Sight, place: ChannelId) -> None:
    if not may_see(sight, place):
        raise NotAllowed("You are not in that channel.")


def _in_force(settings: ChannelSettings | None) -> ChannelSettings | None:
    return settings if settings and settings.state is not State.REMOVED else None


def _beginning(stored: ChannelSettings | None, place: ChannelId, who: UserId) -> ChannelSettings:
    """Return what is to be changed: of removed settings nothing but the version is left."""
    if there := _in_force(stored):
        return there
    return ChannelSettings(place, who, version=stored.version if stored else 0)


def _with(current: ChannelSettings, fields: Fields, zone: str, now: datetime) -> ChannelSettings:
    """Return settings with these fields. A snooze that has ended by itself need not be ended."""
    awake = current.snoozed_until is None or current.snoozed_until <= now
    kept = {
        field: value
        for field, value in fields.items()
        if not (field == "snoozed_until" and value is None and awake)
    }
    changed: ChannelSettings = replace(current, **kept)
    return replace(changed, zone=zone) if zone and not changed.zone else changed
