"""What a person does on the page, and what scripts on this machine ask: JSON in, JSON out.

A browser is let in from this very page alone: no other site may press our buttons (CSRF), and
none may call itself by our address (DNS rebinding). Scripts show the token instead.
"""

import base64
import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from infra.laptop.slack.client_side import ClientSide
from infra.laptop.slack.exchange import Reply, json_object
from infra.laptop.slack.modals import inputs
from infra.laptop.slack.page_state import names_of
from infra.laptop.slack.records import Json
from infra.laptop.slack.refusal import Refusal
from infra.laptop.slack.uploads import file_shape
from infra.laptop.slack.workspace import SlackWorkspace

_WORDS = {
    "not_a_command": "Only commands can be typed here: begin with a slash.",
    "is_archived": "This channel is archived.",
    "not_in_channel": "You are not in this channel.",
    "channel_not_found": "There is no such conversation.",
    "message_not_found": "That message is gone.",
    "action_not_found": "That button is gone.",
    "operation_timeout": "The app did not respond within three seconds.",
    "dispatch_failed": "The app could not be reached.",
    "http_client_error": "The app refused.",
    "http_service_error": "The app failed.",
    "user_not_found": "There is no such person.",
    "view_not_found": "This window is gone.",
    "invalid_view_response": "We had some trouble connecting. Try again?",
    "invalid_file": "That file cannot be given here.",
}


class PageActions:
    """The endpoints below ``/page/`` and ``/local/``.

    Attributes:
        person: whose page it is, an id.
    """

    def __init__(self, workspace: SlackWorkspace, clients: ClientSide, person: str) -> None:
        self._ws, self._clients, self.person = workspace, clients, person

    def answer(self, path: str, headers: Mapping[str, str], body: bytes) -> Reply:
        """Do what was posted to a path.

        Args:
            path: ``/page/type``, ``/page/press``, ``/page/dismiss``, ``/page/submit``, ``/page/cancel`` or
                ``/local/form``.
            headers: names in lower case; that Host is ours has been checked.
            body: JSON, an object.
        """
        try:
            if headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
                return _no(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "invalid_post_type")
            if path == "/local/form":
                return self._form(headers, json_object(body))
            # Browsers send it with every POST, and no page can set it.
            if headers.get("origin") != f"http://{headers.get('host')}":
                return _no(HTTPStatus.FORBIDDEN, "not_from_this_page")
            return self._do(path, json_object(body))
        except Refusal as no:
            return _no(HTTPStatus.OK, no.code)
        except ValueError:
            return _no(HTTPStatus.OK, "invalid_arguments")  # not base64

    def _do(self, path: str, said: Mapping[str, Any]) -> Reply:
        match path:
            case "/page/type":
                channel = _text(said, "channel")
                self._clients.type_command(self.person, channel, _text(said, "text"))
            case "/page/press":
                channel = _text(said, "channel")
                block_id, action_id = _text(said, "block_id"), _text(said, "action_id")
                self._clients.press(self.person, channel, _text(said, "ts"), block_id, action_id)
            case "/page/submit":
                errors = self._submit(_text(said, "modal"), said.get("values"))
                return _json(HTTPStatus.OK, {"ok": True, "errors": errors})
            case "/page/cancel":
                self._ws.modals.close(self._ws.modals.get(self.person, _text(said, "modal")))
                return _json(HTTPStatus.OK, {"ok": True})
            case "/page/dismiss":
                self._clients.dismiss(self.person, _text(said, "channel"), _text(said, "ts"))
            case _:
                return _no(HTTPStatus.NOT_FOUND, "unknown_method")
        return _json(HTTPStatus.OK, {"ok": True})

    def _submit(self, modal_id: str, given: object) -> Mapping[str, str]:
        """Send a modal with what was typed and given: texts, and files as name and base64."""
        modal = self._ws.modals.get(self.person, modal_id)
        if not isinstance(given, dict):
            raise Refusal("invalid_arguments")
        values = {}
        for block in inputs(modal):
            element = block["element"]
            one = given.get(block["block_id"])
            value = self._files(element, one) if element["type"] == "file_input" else {"value": one or None}
            values[block["block_id"]] = {element["action_id"]: {"type": element["type"], **value}}
        return self._clients.submit(self.person, modal_id, values)

    def _files(self, element: Json, given: object) -> dict[str, Any]:
        """Take in files as Slack does when they are chosen: before the modal is sent."""
        chosen = given if isinstance(given, list) else []
        if len(chosen) > element.get("max_files", 10):
            raise Refusal("invalid_file")
        files = []
        for one in chosen:
            name, wanted = _text(one, "name"), element.get("filetypes")
            if wanted and name.rpartition(".")[2].lower() not in wanted:
                raise Refusal("invalid_file")
            data = base64.b64decode(_text(one, "base64"))
            files.append(file_shape(self._ws.uploads.add(self.person, name, data), self._ws.url))
        return {"files": files}

    def _form(self, headers: Mapping[str, str], said: Mapping[str, Any]) -> Reply:
        """Return the form of a command: for a script that signs it and sends it elsewhere."""
        if headers.get("authorization") != f"Bearer {self._ws.token}":
            return _no(HTTPStatus.FORBIDDEN, "invalid_auth")
        user, channel = _text(said, "user"), _text(said, "channel")
        people = {u.name: u.id for u in self._ws.users()}
        user = people.get(user.removeprefix("@"), user)
        channels = {c.name: c.id for c in self._ws.conversations() if c.name}
        channel = channels.get(channel.removeprefix("#"), channel)
        form = self._clients.form(user or self.person, channel, _text(said, "text"))
        told = {"form": form, "url": self._clients.app.command_url, "names": names_of(self._ws)}
        return _json(HTTPStatus.OK, {"ok": True, **told})


def _text(said: Mapping[str, Any], name: str) -> str:
    value = said.get(name)
    if not isinstance(value, str):
        raise Refusal("invalid_arguments")
    return value


def _no(status: HTTPStatus, code: str) -> Reply:
    return _json(status, {"ok": False, "error": code, "message": _WORDS.get(code, code)})


def _json(status: HTTPStatus, value: Mapping[str, Any]) -> Reply:
    return Reply(status, json.dumps(value).encode())
