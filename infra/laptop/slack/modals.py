"""Views: what can open a modal, the stack that each person has open, and everybody's App Home."""

import secrets
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from infra.laptop.slack.content import with_ids
from infra.laptop.slack.records import Json
from infra.laptop.slack.refusal import Refusal
from infra.laptop.slack.view_check import checked

TRIGGER_LIFE = timedelta(seconds=3)
"""docs.slack.dev, "Modals": a trigger_id expires in three seconds, and can be used once."""
MAX_TRIGGERS = 500
STACK = 3
"""docs.slack.dev, "Modals": views that a modal holds at most."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A view on somebody's screen: a modal, or App Home."""

    id: str
    user: str
    view: Json
    """As the app gave it, with the ids and defaults that Slack fills in."""
    hash: str
    """Another one after each update."""
    root: str
    """Id of the view at the bottom of the stack; its own in App Home."""
    previous: str | None = None
    """Id of the view below."""
    channel: str = ""
    """Where the person was who opened it; empty if that is not known."""


@dataclass(frozen=True, slots=True)
class _Trigger:
    user: str
    until: datetime
    view: str
    channel: str
    used: bool = False


class Modals:
    """The triggers that were handed out, the modals that people have open, and what their App Home shows."""

    def __init__(self, now: Callable[[], datetime], scopes: Callable[[], frozenset[str]]) -> None:
        """Begin with none.

        Args:
            now: aware.
            scopes: what the app may do by now.
        """
        self._now, self._scopes = now, scopes
        self._lock = threading.RLock()
        self._triggers: dict[str, _Trigger] = {}
        self._stacks: dict[str, list[Shown]] = {}
        self._homes: dict[str, Shown] = {}

    def trigger(self, user: str, *, view: str = "", channel: str = "") -> str:
        """Return a new trigger of somebody's.

        Args:
            user: whose.
            view: id of the view in which something was done; on it views can be pushed.
            channel: where something was done.
        """
        now = self._now()
        made = f"{int(now.timestamp() * 1000)}.{secrets.randbelow(10**10)}.{secrets.token_hex(16)}"
        with self._lock:
            self._triggers[made] = _Trigger(user, now + TRIGGER_LIFE, view, channel)
            while len(self._triggers) > MAX_TRIGGERS:
                del self._triggers[next(iter(self._triggers))]
        return made

    # --- What the app does ------------------------------------------------------------------------

    def open(self, trigger_id: str, view: object) -> Shown:
        """Open a modal for whoever the trigger is of; one that is open gives way to it.

        Raises:
            Refusal: ``invalid_trigger_id``, ``expired_trigger_id``, ``exchanged_trigger_id``,
                ``duplicate_external_id``; as ``view_check.checked`` for a view that Slack would not take.
        """
        with self._lock:
            taken = self._taken_in(view)
            trigger = self._exchange(trigger_id)
            shown = self._new(trigger.user, taken, channel=trigger.channel)
            self._stacks[trigger.user] = [shown]
        return shown

    def push(self, trigger_id: str, view: object) -> Shown:
        """Put a view on top of the modal in which something was done.

        Raises:
            Refusal: as ``open``; ``not_found`` for a trigger from elsewhere, ``push_limit_reached``.
        """
        with self._lock:
            taken = self._taken_in(view)
            trigger = self._exchange(trigger_id)
            if trigger.view not in {shown.id for shown in self.stack(trigger.user)}:
                raise Refusal("not_found")
            return self._put_on(trigger.user, taken)

    def update(self, view: object, *, view_id: str = "", external_id: str = "", known: str = "") -> Shown:
        """Let another view take the place of one in a modal, visible or not; it keeps its id.

        Raises:
            Refusal: ``not_found``; ``hash_conflict`` where ``known`` is not the hash that it has;
                as ``open`` for a view that Slack would not take.
        """
        with self._lock:
            found = next(
                (
                    shown
                    for shown in self._every()
                    if (shown.id == view_id if view_id else shown.view.get("external_id") == external_id)
                ),
                None,
            )
            if found is None or not (view_id or external_id):
                raise Refusal("not_found")
            if known and known != found.hash:
                raise Refusal("hash_conflict")
            return self.replace(found, view)

    def publish(self, user: str, view: object, *, known: str = "") -> Shown:
        """Let somebody's App Home show this. Raises Refusal like ``update``."""
        with self._lock:
            was = self._homes.get(user)
            if known and (was is None or known != was.hash):
                raise Refusal("hash_conflict")
            taken = checked(view, "home", self._scopes())
            self._refuse_duplicate(taken, was.id if was else "")
            view_id = was.id if was else _view_id()
            shown = self._shown(view_id, user, taken, root=view_id)
            self._homes[user] = shown
        return shown

    def replace(self, was: Shown, view: object) -> Shown:
        """Let another view take the place of one; one that is not there any more is fine."""
        with self._lock:
            taken = self._taken_in(view, was.id)
            stack = self.stack(was.user)
            shown = self._shown(was.id, was.user, taken, root=was.root)
            shown = replace(shown, previous=was.previous, channel=was.channel)
            self._stacks[was.user] = [shown if each.id == was.id else each for each in stack]
        return shown

    def put_on(self, user: str, view: object) -> Shown:
        """Put a view on top of somebody's modal. Raises Refusal like ``push``."""
        with self._lock:
            return self._put_on(user, self._taken_in(view))

    # --- What people see ---------------------------------------------------------------------------

    def of(self, user: str) -> Shown | None:
        """Return the view that somebody sees of a modal."""
        stack = self.stack(user)
        return stack[-1] if stack else None

    def stack(self, user: str) -> list[Shown]:
        """Return the views of the modal that somebody has open; the last one is seen."""
        with self._lock:
            return list(self._stacks.get(user, ()))

    def home(self, user: str) -> Shown | None:
        """Return what was published last for somebody's App Home."""
        with self._lock:
            return self._homes.get(user)

    def get(self, user: str, modal_id: str) -> Shown:
        """Return the view that somebody sees of a modal. Raises Refusal ``view_not_found``."""
        found = self.of(user)
        if found is None or found.id != modal_id:
            raise Refusal("view_not_found")
        return found

    def seen(self, user: str, view_id: str) -> Shown:
        """Return a view in which somebody can do something. Raises Refusal ``view_not_found``."""
        home = self.home(user)
        return home if home and home.id == view_id else self.get(user, view_id)

    def close(self, shown: Shown) -> None:
        """Take a view off the stack, and what is on it; one that is not there any more is fine."""
        with self._lock:
            stack = self.stack(shown.user)
            ids = [each.id for each in stack]
            if shown.id in ids:
                self._stacks[shown.user] = stack[: ids.index(shown.id)]

    def clear(self, user: str) -> None:
        """Take somebody's modal off the screen."""
        with self._lock:
            self._stacks.pop(user, None)

    # --- Inside ------------------------------------------------------------------------------------

    def _exchange(self, trigger_id: str) -> _Trigger:
        found = self._triggers.get(trigger_id)
        if found is None:
            raise Refusal("invalid_trigger_id")
        if found.used:
            raise Refusal("exchanged_trigger_id")
        if self._now() > found.until:
            raise Refusal("expired_trigger_id")
        self._triggers[trigger_id] = replace(found, used=True)
        return found

    def _taken_in(self, view: object, but: str = "") -> Json:
        taken = checked(view, "modal", self._scopes())
        self._refuse_duplicate(taken, but)
        return taken

    def _refuse_duplicate(self, taken: Json, but: str) -> None:
        name = taken.get("external_id")
        if name and any(shown.view.get("external_id") == name and shown.id != but for shown in self._every()):
            raise Refusal("duplicate_external_id")

    def _every(self) -> Iterator[Shown]:
        for stack in self._stacks.values():
            yield from stack
        yield from self._homes.values()

    def _put_on(self, user: str, taken: Json) -> Shown:
        stack = self.stack(user)
        if not stack:
            raise Refusal("not_found")
        if len(stack) >= STACK:
            raise Refusal("push_limit_reached")
        below = stack[-1]
        made = self._new(user, taken, channel=below.channel)
        shown = replace(made, root=below.root, previous=below.id)
        self._stacks[user] = [*stack, shown]
        return shown

    def _new(self, user: str, taken: Json, *, channel: str) -> Shown:
        view_id = _view_id()
        return replace(self._shown(view_id, user, taken, root=view_id), channel=channel)

    def _shown(self, view_id: str, user: str, taken: Json, *, root: str) -> Shown:
        stamp = f"{int(self._now().timestamp())}.{secrets.token_hex(4)}"
        blocks = list(with_ids(taken["blocks"], f"{view_id} {stamp}"))
        return Shown(view_id, user, {**taken, "blocks": blocks}, stamp, root)


def inputs(shown: Shown) -> list[Json]:
    """Return the blocks of a view that take something."""
    return [block for block in shown.view["blocks"] if block["type"] == "input"]


def _view_id() -> str:
    return "V0" + secrets.token_hex(5).upper()
