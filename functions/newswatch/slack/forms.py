"""Modals: which one a command wants, and what one that is sent asks for."""

import hashlib
from collections.abc import Mapping
from typing import Any

from newswatch.errors import BadRequest
from newswatch.model import ChannelId
from newswatch.slack import bringing, commands
from newswatch.slack.asked import Action, Asked
from newswatch.slack.bringing import Bringing
from newswatch.slack.commands.sources import address
from newswatch.slack.requests import ID_DIGITS, Interaction, Press, Request, SlashCommand, asked
from newswatch.slack.views import imports
from newswatch.slack.views.ids import IMPORT, IMPORT_FILE, IMPORT_URL

Errors = dict[str, str]
"""A sentence for each block that has something wrong with it."""


def understood(request: Request) -> Asked | Errors | None:
    """Return what a request asks for, or what is wrong with a modal that is sent; None for nothing.

    Raises:
        BadRequest: it is not as Slack sends it.
    """
    if isinstance(request, SlashCommand | Press):
        return asked(request)
    return _submitted(request) if isinstance(request, Interaction) else None


def form(wanted: Asked) -> dict[str, Any] | None:
    """Return the modal that a request wants; None for none."""
    is_import = wanted.action is Action.RUN and commands.parse_command(wanted.text) == commands.Import()
    return imports.MODAL if is_import else None


def trigger(request: Request) -> str:
    """Return what a modal can be opened with, for three seconds; empty for nothing."""
    return request.trigger_id if isinstance(request, SlashCommand | Press) else ""


def _submitted(request: Interaction) -> Asked | Errors | None:
    view = request.payload.get("view")
    if request.kind != "view_submission" or not isinstance(view, dict) or view.get("callback_id") != IMPORT:
        return None
    try:
        wanted = _import(view["state"]["values"])
        if not isinstance(wanted, Bringing):
            return wanted
        return Asked(
            text=bringing.spell(wanted),
            user=request.user,
            # Modals have no channel: who sends one is answered by direct message.
            channel=ChannelId(request.user),
            response_url="",
            id=hashlib.sha256(f"view {view['id']}".encode()).hexdigest()[:ID_DIGITS],
            action=Action.IMPORT,
        )
    except (KeyError, IndexError, TypeError, AttributeError) as e:
        raise BadRequest("This modal is not one of Newswatch's.") from e


def _import(values: Mapping[str, Any]) -> Bringing | Errors:
    files = values[IMPORT_FILE][IMPORT_FILE].get("files") or []
    typed = (values[IMPORT_URL][IMPORT_URL].get("value") or "").strip()
    if files and typed:
        return {IMPORT_URL: "A file or an address, not both."}
    if files:
        file_id = str(files[0]["id"])
        return (
            Bringing(file=file_id) if bringing.is_file(file_id) else {IMPORT_FILE: "Slack has no such file."}
        )
    if not typed:
        return {IMPORT_FILE: "Choose a file, or give an address below."}
    url = address(typed)
    return Bringing(url=url) if url else {IMPORT_URL: "That is no address on the web."}
