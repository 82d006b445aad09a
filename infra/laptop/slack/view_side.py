"""What a person does in modals and in App Home: press, choose, send, leave."""

import json
import logging
from collections.abc import Callable, Mapping
from typing import Any, NoReturn

from infra.laptop.slack import payloads
from infra.laptop.slack.delivery import Answered
from infra.laptop.slack.elements import find
from infra.laptop.slack.given import Inputs, Values, selected_conversations
from infra.laptop.slack.modals import Shown, inputs
from infra.laptop.slack.offers import MIN_QUERY, Offers, read_choices
from infra.laptop.slack.records import Json
from infra.laptop.slack.refusal import Refusal
from infra.laptop.slack.required import problems
from infra.laptop.slack.sender import Sender
from infra.laptop.slack.workspace import SlackWorkspace

logger = logging.getLogger(__name__)
_SILENT = {"file_input"}
"""Elements that send nothing when they change."""


class ViewSide:
    """Slack's clients where they show views."""

    def __init__(
        self,
        workspace: SlackWorkspace,
        sender: Sender,
        offers: Offers,
        response_url: Callable[[str, str, str], str],
    ) -> None:
        self._ws, self._sender, self._offers, self._response_url = workspace, sender, offers, response_url

    def act(
        self, user_id: str, view_id: str, block_id: str, action_id: str, *, values: Values, given: Any = None
    ) -> None:
        """Press a button, or choose something, in the modal that is seen or in App Home.

        Args:
            user_id: who does.
            view_id: where.
            block_id: of the element's block.
            action_id: of the element.
            values: what all inputs hold by then, by block and element, as it is given.
            given: what is chosen, where it is no button.

        Raises:
            Refusal: ``view_not_found``, ``action_not_found``; ``invalid_arguments`` for what cannot be
                chosen; what went wrong with the app.
        """
        shown = self._ws.modals.seen(user_id, view_id)
        element = _acting(shown, block_id, action_id)
        reader = self._inputs(shown)
        button = element["type"] in {"button", "workflow_button"}
        held = {} if button else {block_id: {**values.get(block_id, {}), action_id: given}}
        payload = payloads.act_payload(
            self._ws,
            shown=shown,
            block_id=block_id,
            element=element,
            chosen={} if button else reader.value(block_id, element, given),
            state=reader.state(shown.view["blocks"], {**values, **held}),
        )
        # What is answered beside the status is looked at by nobody.
        self._sender.payload(payload)

    def submit(self, user_id: str, view_id: str, values: Values) -> Mapping[str, str]:
        """Send a modal, and do with it what the app answers.

        Args:
            user_id: who does.
            view_id: the one that is seen.
            values: what the inputs hold, by block and element, as it is given.

        Returns:
            What is wrong, by block; then it stays as it is. What is not filled in is told before it is sent.

        Raises:
            Refusal: ``view_not_found``; ``invalid_view_response``, or what went wrong with the app.
        """
        shown = self._ws.modals.get(user_id, view_id)
        blocks = shown.view["blocks"]
        state = self._inputs(shown).state(blocks, values)
        if wrong := problems(blocks, state):
            return wrong
        urls = [
            {
                "block_id": block_id,
                "action_id": action_id,
                "channel_id": channel,
                "response_url": self._response_url(channel, user_id, ""),
            }
            for block_id, action_id, channel in selected_conversations(blocks, state)
        ]
        payload = payloads.submission_payload(self._ws, modal=shown, values=state, response_urls=urls)
        return self._carry_out(shown, self._sender.payload(payload))

    def cancel(self, user_id: str, view_id: str, values: Values, *, whole: bool = False) -> None:
        """Leave a modal, or the view of it that is seen; the app hears of it where it wants to.

        docs.slack.dev, "Modals": the close button takes one view away, or all with ``clear_on_close``; the
        cross beside the title all.

        Raises:
            Refusal: ``view_not_found``.
        """
        shown = self._ws.modals.get(user_id, view_id)
        cleared = whole or bool(shown.view.get("clear_on_close"))
        left = self._ws.modals.stack(user_id)[::-1] if cleared else [shown]
        self._ws.modals.close(left[-1])
        for each in left:
            if each.view.get("notify_on_close"):
                held = values if each.id == shown.id else {}
                state = self._inputs(each).state(each.view["blocks"], held)
                payload = payloads.closed_payload(self._ws, shown=each, values=state, cleared=cleared)
                try:
                    self._sender.payload(payload)
                except Refusal as no:
                    # It is closed whatever the app says to it.
                    logger.warning("the app did not take that a modal was closed: %s", no.code)

    def suggest(self, user_id: str, view_id: str, block_id: str, action_id: str, *, text: str) -> Json:
        """Ask the app what an external menu offers for a text: ``options`` or ``option_groups``.

        Raises:
            Refusal: as ``act``; ``invalid_options`` for what Slack would not show.
        """
        shown = self._ws.modals.seen(user_id, view_id)
        found = find(shown.view["blocks"], block_id, action_id)
        if not found or not found[1]["type"].endswith("external_select"):
            raise Refusal("action_not_found")
        if len(text) < found[1].get("min_query_length", MIN_QUERY):
            return {"options": []}
        payload = payloads.suggestion_payload(
            self._ws,
            user_id=user_id,
            where=shown,
            block_id=block_id,
            action_id=action_id,
            text=text,
            state=self._inputs(shown).state(shown.view["blocks"], {}),
        )
        choices = read_choices(self._sender.payload(payload, self._sender.app.options_url))
        self._offers.remember(shown.id, block_id, action_id, choices)
        return choices

    def _inputs(self, shown: Shown) -> Inputs:
        return Inputs(self._ws, shown.user, channel=shown.channel, offered=self._offers.at(shown.id))

    def _carry_out(self, shown: Shown, answered: Answered) -> Mapping[str, str]:
        """Do what the app answers to a modal (docs.slack.dev, "Modals": ``response_action``)."""
        try:
            said = json.loads(answered.body) if answered.body.strip() else {}
            match said.get("response_action", ""):
                case "":
                    self._ws.modals.close(shown)
                case "clear":
                    self._ws.modals.clear(shown.user)
                case "update":
                    self._ws.modals.replace(shown, said["view"])
                case "push":
                    self._ws.modals.put_on(shown.user, said["view"])
                case "errors":
                    return _errors(said["errors"], {block["block_id"] for block in inputs(shown)})
                case unknown:
                    _refuse(f"unknown response_action: {unknown}")
        except (Refusal, ValueError, KeyError, TypeError, AttributeError) as e:
            # Slack tells the person no more than that something is wrong.
            logger.warning("the app's answer to a modal is refused: %r %s", e, getattr(e, "extra", ""))
            raise Refusal("invalid_view_response") from e
        return {}


def _acting(shown: Shown, block_id: str, action_id: str) -> Json:
    found = find(shown.view["blocks"], block_id, action_id)
    if found is None or found[1]["type"] in {"image", *_SILENT}:
        raise Refusal("action_not_found")
    # docs.slack.dev, "Input block": without dispatch_action what is in it is sent with the modal alone.
    if found[0]["type"] == "input" and not found[0].get("dispatch_action"):
        raise Refusal("action_not_found")
    return found[1]


def _errors(errors: dict[str, str], blocks: set[str]) -> Mapping[str, str]:
    if not isinstance(errors, dict) or not errors or not set(errors) <= blocks:
        _refuse("errors name blocks that are no inputs")
    if not all(isinstance(said, str) and said for said in errors.values()):
        _refuse("errors are not texts")
    return errors


def _refuse(why: str) -> NoReturn:
    raise ValueError(why)
