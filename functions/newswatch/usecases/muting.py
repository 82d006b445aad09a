"""Muting: an outlet is told in a channel, or to a person, only where others carry the story."""

from newswatch.errors import SettingRefused
from newswatch.model import WORKSPACE, ChannelId, ChannelSettings
from newswatch.ports import Clock, Store
from newswatch.usecases.findings import SettingsChanged
from newswatch.usecases.settings import change_settings
from newswatch.usecases.sight import Sight
from newswatch.usecases.topics import Fields

MOST = 100
"""Outlets of a channel: who wants to mute more wants to choose sources instead."""


def mute(
    store: Store, clock: Clock, sight: Sight, place: ChannelId, site: str, *, request: str = ""
) -> SettingsChanged:
    """Mute an outlet in a channel or for a person, upon what is muted there by now.

    Args:
        store: the store.
        clock: the clock.
        sight: that of who wants it.
        place: a channel or a person.
        site: the outlet, as stories have it: ``voanews.com``.
        request: see ``Change``.

    Raises:
        SettingRefused: it is the workspace, or too much is muted there.
        NotAllowed, NeedsTime, SlackError, Conflict: as with ``change_settings``.
    """

    def more(there: ChannelSettings) -> Fields:
        if len(there.muted | {site}) > MOST:
            raise SettingRefused(
                f"{MOST} outlets are muted there already. Topics can choose their sources, too: "
                "set <topic> sources."
            )
        return {"muted": there.muted | {site}}

    if place == WORKSPACE:
        raise SettingRefused(
            "Outlets are muted in a channel, or for oneself. The source of what nobody wants can be removed."
        )
    return change_settings(store, clock, sight, place, who=sight.who, fields=more, request=request)


def unmute(
    store: Store, clock: Clock, sight: Sight, place: ChannelId, site: str, *, request: str = ""
) -> SettingsChanged:
    """Take back that an outlet is muted. As with ``mute``."""

    def less(there: ChannelSettings) -> Fields:
        return {"muted": there.muted - {site}}

    return change_settings(store, clock, sight, place, who=sight.who, fields=less, request=request)
