"""Modals: what can open one, which are open, and what they may hold."""

import secrets
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from infra.laptop.slack.records import Json
from infra.laptop.slack.refusal import Refusal
from infra.laptop.slack.validate import check_blocks

TRIGGER_LIFE = timedelta(seconds=3)
"""docs.slack.dev, "Modals": a trigger_id expires in three seconds, and can be used once."""
MAX_TRIGGERS = 500
TITLE_CHARS, BLOCKS, METADATA_CHARS = 24, 100, 3_000
"""docs.slack.dev, "Modal view"."""
LABEL_CHARS = 2_000
_VIEW = {"type", "title", "blocks", "submit", "close", "callback_id", "private_metadata", "clear_on_close"}
_INPUT = {"type", "block_id", "label", "element", "hint", "optional"}
_ELEMENTS = {
    "file_input": {"type", "action_id", "filetypes", "max_files"},
    "plain_text_input": {
        "type", "action_id", "initial_value", "multiline", "min_length", "max_length", "placeholder",
    },
}  # fmt: skip
"""What this page shows; Slack has more."""


@dataclass(frozen=True, slots=True)
class Modal:
    """A modal on somebody's screen."""

    id: str
    user: str
    view: Json


@dataclass(frozen=True, slots=True)
class _Trigger:
    user: str
    until: datetime
    used: bool = False


class Modals:
    """The triggers that were handed out, and the modal that each person has open."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._lock = threading.Lock()
        self._triggers: dict[str, _Trigger] = {}
        self._open: dict[str, Modal] = {}

    def trigger(self, user: str) -> str:
        """Return a new trigger of somebody's."""
        now = self._now()
        made = f"{int(now.timestamp() * 1000)}.{secrets.randbelow(10**10)}.{secrets.token_hex(16)}"
        with self._lock:
            self._triggers[made] = _Trigger(user, now + TRIGGER_LIFE)
            while len(self._triggers) > MAX_TRIGGERS:
                del self._triggers[next(iter(self._triggers))]
        return made

    def open(self, trigger_id: str, view: object) -> Modal:
        """Open a modal for whoever the trigger is of.

        Raises:
            Refusal: ``invalid_trigger_id``, ``expired_trigger_id``, ``exchanged_trigger_id``,
                ``invalid_arguments`` for a view that Slack would not take.
        """
        checked = _checked(view)
        with self._lock:
            found = self._triggers.get(trigger_id)
            if found is None:
                raise Refusal("invalid_trigger_id")
            if found.used:
                raise Refusal("exchanged_trigger_id")
            if self._now() > found.until:
                raise Refusal("expired_trigger_id")
            self._triggers[trigger_id] = _Trigger(found.user, found.until, used=True)
            modal = Modal("V0" + secrets.token_hex(5).upper(), found.user, checked)
            self._open[found.user] = modal
        return modal

    def of(self, user: str) -> Modal | None:
        """Return the modal that somebody has open."""
        with self._lock:
            return self._open.get(user)

    def get(self, user: str, modal_id: str) -> Modal:
        """Return an open modal. Raises Refusal ``view_not_found``."""
        found = self.of(user)
        if found is None or found.id != modal_id:
            raise Refusal("view_not_found")
        return found

    def close(self, modal: Modal) -> None:
        """Take a modal off the screen; one that is not there any more is fine."""
        with self._lock:
            if self._open.get(modal.user) == modal:
                del self._open[modal.user]


def inputs(modal: Modal) -> list[Json]:
    """Return the blocks of a modal that take something."""
    return [block for block in modal.view["blocks"] if block["type"] == "input"]


def _checked(view: object) -> Json:
    if not isinstance(view, dict) or view.get("type") != "modal":
        raise _invalid("/view", "must be a modal")
    if unknown := sorted(set(view) - _VIEW):
        raise _invalid(f"/view/{unknown[0]}", "is not known")
    for name, needed in (("title", True), ("submit", True), ("close", False)):
        _check_text(view.get(name), f"/view/{name}", TITLE_CHARS, needed=needed)
    blocks = view.get("blocks")
    if not isinstance(blocks, list) or not 0 < len(blocks) <= BLOCKS:
        raise _invalid("/view/blocks", f"must have 1 to {BLOCKS} blocks")
    if len(str(view.get("private_metadata", ""))) > METADATA_CHARS:
        raise _invalid("/view/private_metadata", "is too long")
    for n, block in enumerate(blocks):
        if isinstance(block, dict) and block.get("type") == "input":
            _check_input(block, f"/view/blocks/{n}")
    if complaints := check_blocks(
        [b for b in blocks if not (isinstance(b, dict) and b.get("type") == "input")]
    ):
        raise Refusal("invalid_arguments", response_metadata={"messages": complaints})
    names = [(block.get("block_id"), block["element"]["action_id"]) for block in blocks if "element" in block]
    if len(set(names)) < len(names) or not all(block_id and action_id for block_id, action_id in names):
        raise _invalid("/view/blocks", "block_id and action_id must be there, and unique")
    return view


def _check_input(block: Mapping[str, Any], where: str) -> None:
    element = block.get("element")
    kind = element.get("type") if isinstance(element, dict) else None
    if set(block) - _INPUT or kind not in _ELEMENTS or set(element or ()) - _ELEMENTS[kind]:
        raise _invalid(where, "is no input that is known here")
    _check_text(block.get("label"), f"{where}/label", LABEL_CHARS, needed=True)
    _check_text(block.get("hint"), f"{where}/hint", LABEL_CHARS, needed=False)


def _check_text(text: object, where: str, most: int, *, needed: bool) -> None:
    if text is None and not needed:
        return
    said = text.get("text") if isinstance(text, dict) and text.get("type") == "plain_text" else None
    if not isinstance(said, str) or not 0 < len(said) <= most:
        raise _invalid(where, f"must be plain_text of 1 to {most} characters")


def _invalid(where: str, what: str) -> Refusal:
    message = f"[ERROR] {what} [json-pointer:{where}]"
    return Refusal("invalid_arguments", response_metadata={"messages": [message]})
