"""What a person does in Slack: type a command, press a button, dismiss a private message.

Slack then sends a signed request to the app, waits, and shows what comes back.
"""

import json
import logging
from collections.abc import Callable, Mapping
from typing import Any

from infra.laptop.slack import payloads
from infra.laptop.slack.answers import Answer, read_answer
from infra.laptop.slack.content import Content
from infra.laptop.slack.delivery import PATIENCE_S, Answered, NotDelivered, deliver
from infra.laptop.slack.installed import InstalledApp
from infra.laptop.slack.modals import inputs
from infra.laptop.slack.records import Conversation, Json, Message, User
from infra.laptop.slack.refusal import Refusal
from infra.laptop.slack.typed import plain
from infra.laptop.slack.workspace import SlackWorkspace

SLACKBOT = User("USLACKBOT", "slackbot", "Slackbot", is_bot=True)
"""Who tells people, and only them, what went wrong."""

logger = logging.getLogger(__name__)


class ClientSide:
    """Slack's clients, for everybody in a workspace where an app is installed."""

    def __init__(
        self,
        workspace: SlackWorkspace,
        app: InstalledApp,
        response_url: Callable[[str, str, str], str],
        *,
        patience_s: float = PATIENCE_S,
    ) -> None:
        """Install an app.

        Args:
            workspace: where people are.
            app: whom to tell what they do.
            response_url: makes one of channel, person, and the message of a button or nothing.
            patience_s: how long to wait for the app.
        """
        self._ws, self.app, self._response_url, self._patience_s = workspace, app, response_url, patience_s
        workspace.add_user(SLACKBOT)

    def form(self, user_id: str, channel_id: str, text: str) -> dict[str, str]:
        """Return the form that Slack would send for the app's command with this text, ready to be signed.

        Raises:
            Refusal: as ``type_command``.
        """
        channel = self._entered(user_id, channel_id)
        return payloads.command_form(
            self._ws,
            command=self.app.command,
            text=text,
            user_id=user_id,
            channel=channel,
            response_url=self._response_url(channel.id, user_id, ""),
        )

    def type_command(self, user_id: str, channel_id: str, line: str) -> None:
        """Type a line that begins with a slash. What goes wrong with the app, Slackbot says.

        Raises:
            Refusal: ``channel_not_found``, ``not_in_channel`` or ``is_archived``, where one cannot type;
                ``not_a_command`` for a line without a slash.
        """
        channel = self._entered(user_id, channel_id)
        if not line.lstrip().startswith("/"):
            raise Refusal("not_a_command")
        command, text = [*line.split(maxsplit=1), ""][:2]
        if command != self.app.command:
            self._explain(channel, user_id, f"`{plain(command)}` is not a valid command.")
            return
        body = payloads.body(self.form(user_id, channel_id, text.rstrip()))
        try:
            answered = self._send(self.app.command_url, body)
        except NotDelivered as no:
            self._explain(channel, user_id, _failed(command, no.code))
            return
        try:
            answer = read_answer(answered)
            if answer:
                self._show(channel, user_id, line.strip(), answer)
        except Refusal as no:
            # Slack tells the person no more than this.
            logger.warning("the app's answer is refused: %s %s", no.code, no.extra)
            self._explain(channel, user_id, _failed(command, "invalid_command_response"))

    def press(self, user_id: str, channel_id: str, ts: str, block_id: str, action_id: str) -> None:
        """Press a button. What it carries is taken from the message.

        Raises:
            Refusal: as ``type_command``; ``message_not_found`` for what that person does not see,
                ``action_not_found``, and the code of what went wrong with the app.
        """
        channel = self._entered(user_id, channel_id)
        message = self._seen(user_id, channel_id, ts)
        payload = payloads.press_payload(
            self._ws,
            user_id=user_id,
            channel=channel,
            message=message,
            block_id=block_id,
            element=_button(message, block_id, action_id),
            response_url=self._response_url(channel.id, user_id, ts),
        )
        try:
            # What is answered to a press beside the status is looked at by nobody.
            self._send(self.app.interactivity_url, payloads.press_body(payload))
        except NotDelivered as no:
            raise Refusal(no.code) from no

    def dismiss(self, user_id: str, channel_id: str, ts: str) -> None:
        """Take a private message off one's screen. Raises Refusal ``message_not_found``."""
        message = self._seen(user_id, channel_id, ts)
        if message.only_for != user_id:
            raise Refusal("message_not_found")
        self._ws.delete(channel_id, ts, message.user, uninvited=True)

    def submit(
        self, user_id: str, modal_id: str, values: Mapping[str, Mapping[str, Any]]
    ) -> Mapping[str, str]:
        """Send a modal, and close it if the app takes it.

        Args:
            user_id: who does.
            modal_id: the one that is open.
            values: by block and element, as ``view.state.values`` has them.

        Returns:
            What is wrong, by block; then it stays open.

        Raises:
            Refusal: ``view_not_found``; ``invalid_view_response``, or what went wrong with the app.
        """
        modal = self._ws.modals.get(user_id, modal_id)
        payload = payloads.submission_payload(self._ws, modal=modal, values=values)
        try:
            answered = self._send(self.app.interactivity_url, payloads.press_body(payload))
        except NotDelivered as no:
            raise Refusal(no.code) from no
        errors = _errors(answered, {block["block_id"] for block in inputs(modal)})
        if not errors:
            self._ws.modals.close(modal)
        return errors

    # --- Inside --------------------------------------------------------------------------

    def _entered(self, user_id: str, channel_id: str) -> Conversation:
        """Return a conversation where that person can type and press."""
        self._ws.user(user_id)
        channel = self._ws.conversation(channel_id)
        self._ws.admit(channel, user_id)
        if channel.archived:
            raise Refusal("is_archived")
        return channel

    def _seen(self, user_id: str, channel_id: str, ts: str) -> Message:
        message = self._ws.message(channel_id, ts, ephemeral=True)
        if message.only_for not in {"", user_id}:
            raise Refusal("message_not_found")
        return message

    def _send(self, url: str, body: bytes) -> Answered:
        return deliver(url, body, self.app.signing_secret, self._ws.now(), patience_s=self._patience_s)

    def _show(self, channel: Conversation, user_id: str, line: str, answer: Answer) -> None:
        if answer.in_channel:
            # Then everybody sees what was typed, too.
            self._ws.post(channel.id, user_id, Content(plain(line)))
        only_for = "" if answer.in_channel else user_id
        bot = self._ws.bot.user_id
        self._ws.post(channel.id, bot, answer.content, only_for=only_for, uninvited=True)

    def _explain(self, channel: Conversation, user_id: str, text: str) -> None:
        self._ws.post(channel.id, SLACKBOT.id, Content(text), only_for=user_id, uninvited=True)


def _errors(answered: Answered, blocks: set[str]) -> Mapping[str, str]:
    """Return what an app finds wrong with a modal. Raises Refusal for an answer that Slack would not take."""
    if not answered.body.strip():
        return {}
    try:
        said = json.loads(answered.body)
        if said.get("response_action", "clear") == "clear":
            return {}
        errors: Mapping[str, str] = said["errors"]
        if said["response_action"] == "errors" and errors and set(errors) <= blocks:
            return errors
    except (ValueError, KeyError, TypeError, AttributeError):
        pass
    logger.warning("the app's answer to a modal is refused")
    raise Refusal("invalid_view_response")


def _failed(command: str, code: str) -> str:
    if code == "operation_timeout":
        return f"{command} failed because the app did not respond (`{code}`)."
    return f"{command} failed with the error `{code}`"


def _button(message: Message, block_id: str, action_id: str) -> Json:
    for block in message.blocks:
        if block.get("block_id") != block_id:
            continue
        for element in (*block.get("elements", ()), block.get("accessory")):
            if element and element.get("type") == "button" and element.get("action_id") == action_id:
                found: Json = element
                return found
    raise Refusal("action_not_found")
