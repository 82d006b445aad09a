"""What a person does on the page, and what scripts on this machine ask: JSON in, JSON out.

A browser is let in from this very page alone: no other site may press our buttons (CSRF), and
none may call itself by our address (DNS rebinding). Scripts show the token instead.
"""

import json
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from infra.laptop.slack.client_side import PRESSED, ClientSide
from infra.laptop.slack.exchange import Reply, json_object
from infra.laptop.slack.given import Values
from infra.laptop.slack.page_state import names_of
from infra.laptop.slack.refusal import Refusal
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
    "shortcut_not_found": "The app has no such shortcut.",
    "invalid_options": "The options could not be loaded.",
    "invalid_view_response": "We had some trouble connecting. Try again?",
    "invalid_file": "That file cannot be given here.",
}

_Said = Mapping[str, Any]
_ELEMENT = "block_id", "action_id"


class PageActions:
    """The endpoints below ``/page/`` and ``/local/``.

    Attributes:
        person: whose page it is, an id.
    """

    def __init__(self, workspace: SlackWorkspace, clients: ClientSide, person: str) -> None:
        self._ws, self._clients, self.person = workspace, clients, person
        self._deeds: Mapping[str, Callable[[_Said], _Said | None]] = {
            "/page/type": self._type,
            "/page/press": self._press,
            "/page/dismiss": self._dismiss,
            "/page/shortcut": self._shortcut,
            "/page/act": self._act,
            "/page/submit": self._submit,
            "/page/cancel": self._cancel,
            "/page/suggest": self._suggest,
            "/page/home": self._home,
        }

    def answer(self, path: str, headers: Mapping[str, str], body: bytes) -> Reply:
        """Do what was posted to a path.

        Args:
            path: ``/page/…`` or ``/local/form``.
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
        doing = self._deeds.get(path)
        if doing is None:
            return _no(HTTPStatus.NOT_FOUND, "unknown_method")
        return _json(HTTPStatus.OK, {"ok": True, **(doing(said) or {})})

    def _press(self, said: _Said) -> None:
        channel, ts, block_id, action_id = _texts(said, "channel", "ts", *_ELEMENT)
        given = said.get("given", PRESSED)
        self._clients.press(self.person, channel, ts, block_id, action_id, given=given)

    def _dismiss(self, said: _Said) -> None:
        channel, ts = _texts(said, "channel", "ts")
        self._clients.dismiss(self.person, channel, ts)

    def _shortcut(self, said: _Said) -> None:
        channel, ts, callback_id = _texts(said, "channel", "ts", "callback_id")
        self._clients.take_shortcut(self.person, channel, ts, callback_id)

    def _act(self, said: _Said) -> None:
        view, block_id, action_id = _texts(said, "view", *_ELEMENT)
        values, given = _values(said), said.get("given")
        self._clients.views.act(self.person, view, block_id, action_id, values=values, given=given)

    def _submit(self, said: _Said) -> _Said:
        return {"errors": self._clients.views.submit(self.person, _text(said, "modal"), _values(said))}

    def _cancel(self, said: _Said) -> None:
        self._clients.views.cancel(self.person, _text(said, "modal"), _values(said))

    def _suggest(self, said: _Said) -> _Said:
        block_id, action_id, text = _texts(said, *_ELEMENT, "text")
        if "view" in said:
            view = _text(said, "view")
            found = self._clients.views.suggest(self.person, view, block_id, action_id, text=text)
        else:
            channel, ts = _texts(said, "channel", "ts")
            found = self._clients.suggest(self.person, channel, ts, block_id, action_id, text=text)
        return {"options": [], **found}

    def _home(self, _said: _Said) -> None:
        self._clients.open_home(self.person)

    def _type(self, said: _Said) -> None:
        channel, text = _texts(said, "channel", "text")
        if text.lstrip().startswith("/"):
            self._clients.type_command(self.person, channel, text)
        else:
            self._clients.say(self.person, channel, text)

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


def _texts(said: Mapping[str, Any], *names: str) -> list[str]:
    return [_text(said, name) for name in names]


def _values(said: Mapping[str, Any]) -> Values:
    """Return what the inputs hold, by block and element; nothing where that is not told."""
    values = said.get("values", {})
    if not isinstance(values, dict) or not all(isinstance(held, dict) for held in values.values()):
        raise Refusal("invalid_arguments")
    return values


def _no(status: HTTPStatus, code: str) -> Reply:
    return _json(status, {"ok": False, "error": code, "message": _WORDS.get(code, code)})


def _json(status: HTTPStatus, value: Mapping[str, Any]) -> Reply:
    return Reply(status, json.dumps(value).encode())
