"""What people put into inputs, as Slack hands it on (docs.slack.dev, "view.state.values")."""

import base64
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from infra.laptop.slack.elements import elements_of, options_of
from infra.laptop.slack.records import Conversation, Json, Kind
from infra.laptop.slack.refusal import Refusal
from infra.laptop.slack.typed import can_see
from infra.laptop.slack.uploads import file_shape
from infra.laptop.slack.workspace import SlackWorkspace

Values = Mapping[str, Mapping[str, Any]]
"""By block and element."""

TEXTS = {"plain_text_input", "number_input", "email_text_input", "url_text_input"}
ONE_OPTION = {"static_select", "external_select", "radio_buttons", "overflow"}
MANY_OPTIONS = {"multi_static_select", "multi_external_select", "checkboxes"}
_IDS = {
    name: what
    for what in ("user", "conversation", "channel")
    for name in (f"{what}s_select", f"multi_{what}s_select")
}
_PICKED = {"datepicker": "date", "timepicker": "time", "datetimepicker": "date_time"}
_STATEFUL = {*TEXTS, *ONE_OPTION, *MANY_OPTIONS, *_IDS, *_PICKED, "file_input", "rich_text_input"}
_STATEFUL -= {"overflow"}
_INCLUDED = {Kind.PUBLIC: "public", Kind.PRIVATE: "private", Kind.DIRECT: "im"}


class Inputs:
    """Reads what one person gives."""

    def __init__(
        self,
        workspace: SlackWorkspace,
        user: str,
        *,
        channel: str = "",
        offered: Callable[[str, str], Mapping[str, Json]] = lambda _block, _action: {},
    ) -> None:
        """Read for somebody.

        Args:
            workspace: where.
            user: whose it is, an id.
            channel: the current conversation, as menus take it that begin with it.
            offered: what the app has offered in an external menu, by block and element: options by value.
        """
        self._ws, self._user, self._channel, self._offered = workspace, user, channel, offered

    def state(self, blocks: list[Json], values: Values) -> dict[str, dict[str, Json]]:
        """Return the state of all that holds something; what is not among ``values`` holds its initial one.

        Raises:
            Refusal: ``invalid_arguments`` or ``invalid_file`` for what cannot be given there.
        """
        state: dict[str, dict[str, Json]] = {}
        for block in blocks:
            for element in elements_of(block):
                if element["type"] in _STATEFUL:
                    name, block_id = element["action_id"], block["block_id"]
                    given = values.get(block_id, {}).get(name, self.initial(element))
                    told = {"type": element["type"], **self.value(block_id, element, given)}
                    state.setdefault(block_id, {})[name] = told
        return state

    def initial(self, element: Json) -> Any:
        """Return what an element holds at first, in the form in which it is given."""
        kind = element["type"]
        if kind in ONE_OPTION:
            return (element.get("initial_option") or {}).get("value")
        if kind in MANY_OPTIONS:
            return [option["value"] for option in element.get("initial_options") or ()]
        if kind in _IDS:
            many = kind.startswith("multi_")
            current = self._channel if element.get("default_to_current_conversation") else ""
            first = element.get(f"initial_{_IDS[kind]}{'s' if many else ''}")
            return first or (([current] if current else []) if many else current or None)
        if kind in _PICKED:
            return element.get(f"initial_{_PICKED[kind]}")
        return [] if kind == "file_input" else element.get("initial_value")

    def value(self, block_id: str, element: Json, given: Any) -> dict[str, Any]:
        """Return what Slack says of an element that holds what is given. Raises Refusal like ``state``."""
        kind = element["type"]
        if kind in ONE_OPTION | MANY_OPTIONS:
            return self._options(block_id, element, given)
        if kind in _IDS:
            return self._ids(element, given)
        if kind in _PICKED:
            return {f"selected_{_PICKED[kind]}": given or None}
        if kind == "file_input":
            return {"files": self._files(element, given)}
        return {"value": _text(given) or None} if kind in TEXTS else {"rich_text_value": _rich(given)}

    def _options(self, block_id: str, element: Json, given: Any) -> dict[str, Any]:
        if element["type"] in MANY_OPTIONS:
            return {"selected_options": [self._option(block_id, element, each) for each in _list(given)]}
        return {"selected_option": self._option(block_id, element, given) if _text(given) else None}

    def _option(self, block_id: str, element: Json, given: Any) -> Json:
        initial = [*(element.get("initial_options") or ()), element.get("initial_option")]
        known = {option["value"]: option for option in initial if option}
        known |= {option["value"]: option for option in options_of(element)}
        known |= self._offered(block_id, element["action_id"])
        if given not in known:
            raise Refusal("invalid_arguments")
        option: Json = known[given]
        return option

    def _ids(self, element: Json, given: Any) -> dict[str, Any]:
        kind, what = element["type"], _IDS[element["type"]]
        if kind.startswith("multi_"):
            chosen = _list(given)
            for each in chosen:
                self._admit(element, what, each)
            return {f"selected_{what}s": chosen}
        if _text(given):
            self._admit(element, what, given)
        return {f"selected_{what}": given or None}

    def _admit(self, element: Json, what: str, given: Any) -> None:
        if what == "user":
            self._ws.user(_text(given))
            return
        conversation = self._ws.conversation(_text(given))
        if not can_see(conversation, self._user) or not _fits(element, what, conversation):
            raise Refusal("channel_not_found")

    def _files(self, element: Json, given: Any) -> list[dict[str, Any]]:
        """Take in files as Slack does when they are chosen: before anything is sent."""
        chosen = _list(given)
        if len(chosen) > element.get("max_files", 10):
            raise Refusal("invalid_file")
        files = []
        for one in chosen:
            name, data, wanted = one.get("name"), one.get("base64"), element.get("filetypes")
            if not isinstance(name, str) or not isinstance(data, str):
                raise Refusal("invalid_arguments")
            if wanted and name.rpartition(".")[2].lower() not in wanted:
                raise Refusal("invalid_file")
            file = self._ws.uploads.add(self._user, name, base64.b64decode(data))
            files.append(file_shape(file, self._ws.url))
        return files


def selected_conversations(blocks: list[Json], state: Values) -> Iterator[tuple[str, str, str]]:
    """Yield block, element and conversation where the app asks for a ``response_url`` to what is chosen."""
    for block in blocks:
        for element in elements_of(block) if block["type"] == "input" else ():
            if element.get("response_url_enabled"):
                held = state[block["block_id"]][element["action_id"]]
                chosen = held.get("selected_conversation") or held.get("selected_channel")
                if chosen:
                    yield block["block_id"], element["action_id"], chosen


def _fits(element: Json, what: str, conversation: Conversation) -> bool:
    if what == "channel":
        return conversation.kind is Kind.PUBLIC
    included = (element.get("filter") or {}).get("include")
    return not included or _INCLUDED[conversation.kind] in included


def _text(given: Any) -> str:
    if given is not None and not isinstance(given, str):
        raise Refusal("invalid_arguments")
    return given or ""


def _list(given: Any) -> list[Any]:
    if given is not None and not isinstance(given, list):
        raise Refusal("invalid_arguments")
    return given or []


def _rich(given: Any) -> Json | None:
    """Return typed text as rich text; what is that already stays."""
    if isinstance(given, Mapping):
        return given
    if not _text(given):
        return None
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": given}]}
    return {"type": "rich_text", "elements": [section]}
