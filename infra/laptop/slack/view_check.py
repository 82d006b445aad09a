"""What a view may be (docs.slack.dev, "Modal view" and "Home tab view")."""

import json
from typing import Any

from infra.laptop.slack.content import filled
from infra.laptop.slack.elements import elements_of
from infra.laptop.slack.records import Json
from infra.laptop.slack.refusal import Refusal
from infra.laptop.slack.validate import check_view_blocks

TITLE_CHARS, METADATA_CHARS, ID_CHARS = 24, 3_000, 255
MOST_BYTES = 250_000
"""docs.slack.dev, views.open: ``view_too_large``."""
_BOTH = {"type", "blocks", "callback_id", "private_metadata", "external_id"}
_MODAL = _BOTH | {"title", "submit", "close", "clear_on_close", "notify_on_close"}
_ONLY_IN_MODALS = {"file_input", "rich_text_input"}


def checked(view: object, kind: str, scopes: frozenset[str]) -> Json:
    """Return a view as Slack takes it in: without what is null, texts with their defaults.

    Args:
        view: as the app gave it.
        kind: ``modal`` or ``home``.
        scopes: of the app.

    Raises:
        Refusal: ``invalid_arguments``, ``view_too_large``; ``missing_scope`` where it takes files.
    """
    if not isinstance(view, dict) or view.get("type") != kind:
        raise _invalid("/view/type", f"must be {kind}")
    view = {name: value for name, value in view.items() if value is not None}
    if unknown := sorted(set(view) - (_MODAL if kind == "modal" else _BOTH)):
        raise _invalid(f"/view/{unknown[0]}", "no additional properties allowed")
    blocks = view.get("blocks")
    if not isinstance(blocks, list) or (kind == "modal" and not blocks):
        raise _invalid("/view/blocks", "must be blocks")
    if complaints := check_view_blocks(blocks):
        raise Refusal("invalid_arguments", response_metadata={"messages": complaints})
    _check_frame(view, kind)
    kinds = {element.get("type") for block in blocks for element in elements_of(block)}
    if kind == "home" and kinds & _ONLY_IN_MODALS:
        raise _invalid("/view/blocks", f"unsupported types: {_ONLY_IN_MODALS & kinds}")
    # docs.slack.dev, "File input element": the app must have the scope.
    if "file_input" in kinds and "files:read" not in scopes:
        raise Refusal("missing_scope", needed="files:read", provided=",".join(sorted(scopes)))
    if len(json.dumps(view, ensure_ascii=False).encode("utf-8", "replace")) > MOST_BYTES:
        raise Refusal("view_too_large")
    return filled(view)


def _check_frame(view: dict[str, Any], kind: str) -> None:
    asks = any(block["type"] == "input" for block in view["blocks"])
    if kind == "modal":
        for name, needed in (("title", True), ("submit", asks), ("close", False)):
            _check_text(view.get(name), f"/view/{name}", needed=needed)
    longest = {"private_metadata": METADATA_CHARS, "callback_id": ID_CHARS, "external_id": ID_CHARS}
    for name, most in longest.items():
        value = view.get(name, "")
        if not isinstance(value, str) or len(value) > most:
            raise _invalid(f"/view/{name}", f"must be less than {most + 1} characters")
    for name in ("clear_on_close", "notify_on_close"):
        if not isinstance(view.get(name, False), bool):
            raise _invalid(f"/view/{name}", "must be a boolean")


def _check_text(text: object, where: str, *, needed: bool) -> None:
    if text is None and not needed:
        return
    said = text.get("text") if isinstance(text, dict) and text.get("type") == "plain_text" else None
    if not isinstance(said, str) or not 0 < len(said) <= TITLE_CHARS:
        raise _invalid(where, f"must be plain_text of 1 to {TITLE_CHARS} characters")


def _invalid(where: str, what: str) -> Refusal:
    message = f"[ERROR] {what} [json-pointer:{where}]"
    return Refusal("invalid_arguments", response_metadata={"messages": [message]})
