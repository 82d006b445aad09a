"""What commands do that set how is delivered: of a topic, in a channel, to a person, in the workspace."""

from collections.abc import Mapping, Sequence
from typing import Any

from newswatch.errors import BadMessage
from newswatch.model import WORKSPACE, ChannelId, Quiet, Topic, told_apart
from newswatch.slack import commands, history_deeds
from newswatch.slack.asked import Asked
from newswatch.slack.commander import Commander, Reply
from newswatch.slack.commands import Place, Setting, parse_command, spell
from newswatch.slack.views import hints
from newswatch.slack.views import settings as setting_views
from newswatch.slack.views import topics as topic_views
from newswatch.usecases import changes, muting, settings
from newswatch.usecases.destinations import here
from newswatch.usecases.listing import shown_change
from newswatch.usecases.reverting import revert_settings


def deliver(c: Commander, asked: Asked, topic: Topic, command: commands.Deliver) -> Reply:
    """Set how a topic is delivered; it is as the person saw it."""
    setting, now = command.setting, c.clock.now()
    try:
        fields = _of_topic(c, asked, topic, setting)
    except ValueError as e:
        return _no_time(f"set {told_apart(topic.handle)}", str(e))
    zone = _zone(c, asked, setting, topic.destinations, topic.zone)
    done = changes.deliver_topic(
        c.store, c.clock, topic, who=asked.user, fields=fields, zone=zone, request=asked.id
    )
    return Reply(topic_views.changed(shown_change(c.sight(asked), done), now), done.seq)


def show_place(c: Commander, asked: Asked, command: commands.PlaceShow) -> Reply:
    """Show what holds in a place."""
    found = settings.how_told(c.store, c.sight(asked), _channel(asked, command.place))
    return Reply(setting_views.shown(found, c.clock.now()))


def place_history(c: Commander, asked: Asked, command: commands.PlaceHistory) -> Reply:
    """Show who changed what holds in a place."""
    return history_deeds.of_place(c, asked, _channel(asked, command.place), command)


def revert_place(c: Commander, asked: Asked, command: commands.PlaceRevert) -> Reply:
    """Have what holds in a place as one of its changes left it."""
    done = revert_settings(
        c.store,
        c.clock,
        c.sight(asked),
        _channel(asked, command.place),
        command.seq,
        seen=command.seen,
        request=asked.id,
    )
    return Reply(setting_views.changed(done, c.clock.now()), done.seq)


def set_place(c: Commander, asked: Asked, command: commands.PlaceSet) -> Reply:
    """Set how is delivered in a place."""
    setting, where, sight = command.setting, _channel(asked, command.place), c.sight(asked)
    settings.require_setting(c.store, sight, where)
    if isinstance(setting, commands.Mute):
        change = muting.mute if setting.on else muting.unmute
        muted = change(c.store, c.clock, sight, where, setting.site, request=asked.id)
        return Reply(setting_views.changed(muted, c.clock.now()), muted.seq)
    try:
        fields = _of_place(c, asked, setting)
    except ValueError as e:
        return _no_time(spell(commands.PlaceShow(command.place)), str(e))
    there = c.store.settings([where]).get(where)
    zone = _zone(c, asked, setting, [where], there.zone if there else "")
    done = settings.change_settings(
        c.store, c.clock, sight, where, who=asked.user, fields=fields, zone=zone, request=asked.id
    )
    return Reply(setting_views.changed(done, c.clock.now()), done.seq)


def _channel(asked: Asked, place: Place) -> ChannelId:
    """Return what a place is called in the store."""
    if place.workspace:
        return WORKSPACE
    return ChannelId(asked.user) if place.me else place.channel or here(asked.user, asked.channel)


def _of_topic(c: Commander, asked: Asked, topic: Topic, setting: Setting) -> Mapping[str, Any]:
    """Return the fields that a setting of a topic is. Raises ValueError: a time that cannot be meant."""
    match setting:
        case commands.Hush(quiet):
            if quiet:
                settings.require_awake(c.store, topic, quiet)
            # It is in addition to the channel's: to have none is all that it can be.
            return {"quiet": None if quiet == Quiet() else quiet}
        case commands.Cap(most):
            return {"cap_per_day": most, "let_until": None}
        case commands.LetThrough():
            return {"let_until": settings.day_ends(c.store, topic, c.clock.now())}
        case commands.Urgent(on):
            return {"urgent": on}
        case commands.Mention(whom):
            return {"mention": whom}
    return _of_both(c, asked, setting)


def _of_place(c: Commander, asked: Asked, setting: Setting) -> Mapping[str, Any]:
    """Return the fields that a setting of a place is. Raises ValueError: a time that cannot be meant."""
    match setting:
        case commands.Hush(quiet):
            return {"quiet": quiet}
        case commands.Cap(most):
            return {"cap": most}
        case commands.Managers(people, me):
            return {"managers": frozenset({*people, *([asked.user] if me else [])})}
    return _of_both(c, asked, setting)


def _of_both(c: Commander, asked: Asked, setting: Setting) -> Mapping[str, Any]:
    match setting:
        case commands.When(delivery):
            return {"delivery": delivery}
        case commands.Zone(name):
            return {"zone": name}
        case commands.Snooze(moment):
            if moment is None:
                return {"snoozed_until": None}
            zone = c.people.timezone(asked.user) if moment.needs_zone else "UTC"
            return {"snoozed_until": moment.resolve(c.clock.now(), zone)}
    raise BadMessage("not a setting of a topic or a place")


def _zone(c: Commander, asked: Asked, setting: Setting, places: Sequence[ChannelId], own: str) -> str:
    """Return the time zone that is to be set with a setting; empty where it needs none, or has one."""
    match setting:
        case commands.When(delivery):
            is_local = bool(delivery and delivery.at)
        case commands.Hush(quiet):
            is_local = quiet not in {None, Quiet()}
        case _:
            is_local = False
    return settings.zone_to_add(c.store, c.people, asked.user, places, own) if is_local else ""


def _no_time(before: str, problem: str) -> Reply:
    ideas = [f"{before} snooze 1d", f"{before} snooze off"]
    return Reply(hints.hint(problem, [(text, text) for text in map(spell, map(parse_command, ideas))]))
