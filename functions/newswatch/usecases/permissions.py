"""Permissions: who may change what belongs to the workspace: sources, saved sets, and its settings.

Everybody but guests, until somebody has named managers; from then on these alone, and the workspace's admins
always.
"""

from collections.abc import Collection

from newswatch.errors import NotAllowed, NotManager
from newswatch.model import WORKSPACE, State, UserId
from newswatch.ports import Store
from newswatch.usecases.sight import Sight


def managers_of(store: Store) -> frozenset[UserId]:
    """Return who manages the workspace's sources, sets and settings; empty for everybody."""
    settings = store.settings([WORKSPACE]).get(WORKSPACE)
    return settings.managers if settings and settings.state is not State.REMOVED else frozenset()


def require_manager(store: Store, sight: Sight) -> None:
    """Do nothing for who may change what belongs to the workspace.

    Slack is asked about the person where they are none of the managers.

    Raises:
        NotManager: there are managers, and they are none.
        NotAllowed: they are a guest: these see few channels, and say nothing of all of them.
        NeedsTime, SlackError: as with ``Sight``.
    """
    managers = managers_of(store)
    if sight.who in managers:
        return
    if managers and not sight.is_admin:
        raise NotManager(tuple(sorted(managers)))
    if not managers and sight.is_guest:
        raise NotAllowed(
            "Guests change no sources, saved sets or settings of the workspace. Please ask a colleague."
        )


def may_manage(store: Store, sight: Sight) -> bool:
    """Return whether a person may change what belongs to the workspace.

    Raises:
        NeedsTime, SlackError: as with ``Sight``.
    """
    try:
        require_manager(store, sight)
    except NotAllowed:
        return False
    return True


def require_place_among(sight: Sight, managers: Collection[UserId]) -> None:
    """Do nothing where who has these managers named can go on: as one of them, or as an admin.

    Raises:
        NotAllowed: they would lock themselves out.
        NeedsTime, SlackError: as with ``Sight``.
    """
    if managers and sight.who not in managers and not sight.is_admin:
        raise NotAllowed(
            "Then you could change nothing of it any more: name yourself as well, as in "
            "/watch set workspace managers me @ann"
        )
