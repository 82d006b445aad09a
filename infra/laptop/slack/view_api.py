"""The Web API's methods about views: modals and App Home."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from infra.laptop.slack.refusal import Refusal
from infra.laptop.slack.shapes import view_shape
from infra.laptop.slack.workspace import SlackWorkspace

Args = Mapping[str, Any]
Answer = dict[str, Any]


class ViewApi:
    """``views.*``, as the one bot of a workspace may use them. They need no scope."""

    def __init__(self, workspace: SlackWorkspace) -> None:
        self._ws = workspace

    def methods(self) -> dict[str, Callable[[Args], Answer]]:
        """Return the methods by their names."""
        return {
            "views.open": self._open,
            "views.push": self._push,
            "views.update": self._update,
            "views.publish": self._publish,
        }

    def _open(self, args: Args) -> Answer:
        shown = self._ws.modals.open(_text(args, "trigger_id"), _view(args))
        return {"view": view_shape(self._ws, shown)}

    def _push(self, args: Args) -> Answer:
        shown = self._ws.modals.push(_text(args, "trigger_id"), _view(args))
        return {"view": view_shape(self._ws, shown)}

    def _update(self, args: Args) -> Answer:
        view_id, external_id = _text(args, "view_id"), _text(args, "external_id")
        if bool(view_id) == bool(external_id):
            raise _invalid("either `view_id` or `external_id` is required")
        shown = self._ws.modals.update(
            _view(args), view_id=view_id, external_id=external_id, known=_text(args, "hash")
        )
        return {"view": view_shape(self._ws, shown)}

    def _publish(self, args: Args) -> Answer:
        try:
            user = self._ws.user(_text(args, "user_id"))
        except Refusal:
            raise _invalid("invalid `user_id`") from None
        shown = self._ws.modals.publish(user.id, _view(args), known=_text(args, "hash"))
        return {"view": view_shape(self._ws, shown)}


def _view(args: Args) -> object:
    view = args.get("view")
    if not isinstance(view, str):
        return view
    try:
        return json.loads(view)
    except ValueError:
        raise _invalid("`view` is no JSON") from None


def _text(args: Args, name: str) -> str:
    return str(args.get(name) or "")


def _invalid(what: str) -> Refusal:
    return Refusal("invalid_arguments", response_metadata={"messages": [f"[ERROR] {what}"]})
