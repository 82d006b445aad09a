"""Of how is delivered."""

from dataclasses import dataclass

from newswatch.model import ChannelId, ChannelSettings


@dataclass(frozen=True, slots=True)
class SettingsChanged:
    """How is delivered in a channel, to a person or in the workspace, after somebody wanted it changed."""

    settings: ChannelSettings
    what: str
    """The verb, as in the change."""
    seq: int = 0
    """Position of the change; 0 when it was so already and nothing was changed."""
    before: ChannelSettings | None = None
    """As they were; None for the first ones."""


@dataclass(frozen=True, slots=True)
class HowTold:
    """What holds in a channel, for a person or in the workspace, and who says so."""

    place: ChannelId
    own: ChannelSettings | None
    """What is set there; None where nothing is."""
    workspace: ChannelSettings | None
    """What is set for the workspace; None where nothing is, and of the workspace itself."""
    usual_cap: int
    """Messages in any 60 minutes where neither says anything."""
