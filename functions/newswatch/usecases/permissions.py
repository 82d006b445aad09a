"""Permissions: who may change what belongs to the workspace: sources, saved sets, and its settings.

Everybody, until somebody has named managers; from then on these alone, and the workspace's admins always.
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

    Slack is asked about the person only where there are managers and they are none of them.

    Raises:
        NotManager: they may not.
        NeedsTime, SlackError: as with ``Sight``.
    """
    managers = managers_of(store)
    if managers and sight.who not in managers and not sight.is_admin:
        raise NotManager(tuple(sorted(managers)))


def may_manage(store: Store, sight: Sight) -> bool:
    """Return whether a person may change what belongs to the workspace.

    Raises:
        NeedsTime, SlackError: as with ``Sight``.
    """
    try:
        require_manager(store, sight)
    except NotManager:
        return False
    return True


def require_no_guest(sight: Sight) -> None:
    """Do nothing for who is no guest: these see few channels, and say nothing of all of them.

    Raises:
        NotAllowed: they are.
        NeedsTime, SlackError: as with ``Sight``.
    """
    if sight.is_guest:
        raise NotAllowed("Guests do not set what holds in the whole workspace.")


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
