"""The Web API's methods about files."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from infra.laptop.slack.content import Content
from infra.laptop.slack.refusal import Refusal
from infra.laptop.slack.uploads import file_shape
from infra.laptop.slack.workspace import SlackWorkspace

Args = Mapping[str, Any]
Answer = dict[str, Any]
MAX_BYTES = 6_000_000
"""Slack takes 1 GB; ours are lists of a few hundred kilobytes."""


class FileApi:
    """``files.*``, as the one bot of a workspace may use them."""

    def __init__(self, workspace: SlackWorkspace) -> None:
        self._ws = workspace

    def methods(self) -> dict[str, Callable[[Args], Answer]]:
        """Return the methods by their names."""
        return {
            "files.info": self._info,
            "files.getUploadURLExternal": self._announce,
            "files.completeUploadExternal": self._complete,
        }

    def _info(self, args: Args) -> Answer:
        return {"file": file_shape(self._ws.uploads.get(str(args.get("file", ""))), self._ws.url)}

    def _announce(self, args: Args) -> Answer:
        name, length = str(args.get("filename") or ""), str(args.get("length") or "")
        if not name or not length.isdecimal() or not 0 < int(length) <= MAX_BYTES:
            raise Refusal("invalid_arguments")
        file = self._ws.uploads.announce(self._ws.bot.user_id, name, int(length))
        return {"file_id": file.id, "upload_url": f"{self._ws.url}upload/{file.secret}"}

    def _complete(self, args: Args) -> Answer:
        named = args.get("files")
        named = _json(named) if isinstance(named, str) else named
        if not isinstance(named, list) or not named:
            raise Refusal("invalid_arguments")
        shapes = [file_shape(self._ws.uploads.get(str(each.get("id"))), self._ws.url) for each in named]
        if channel := str(args.get("channel_id") or ""):
            content = Content(str(args.get("initial_comment") or ""), files=tuple(shapes))
            self._ws.post(channel, self._ws.bot.user_id, content)
        return {"files": shapes}


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        raise Refusal("invalid_arguments") from None
