"""What a person does in Slack: type, press and choose in messages, dismiss a private one.

Slack then sends a signed request to the app, waits, and shows what comes back. What is done in modals and
in App Home, ``view_side`` has.
"""

import logging
from collections.abc import Callable, Sequence
from typing import Any

from infra.laptop.slack import payloads
from infra.laptop.slack.answers import Answer, read_answer
from infra.laptop.slack.content import Content
from infra.laptop.slack.delivery import PATIENCE_S, NotDelivered
from infra.laptop.slack.elements import find
from infra.laptop.slack.events import EventFeed
from infra.laptop.slack.given import Inputs
from infra.laptop.slack.happenings import Happenings
from infra.laptop.slack.installed import InstalledApp
from infra.laptop.slack.offers import MIN_QUERY, Offers, read_choices
from infra.laptop.slack.records import Conversation, Json, Kind, Message, User
from infra.laptop.slack.refusal import Refusal
from infra.laptop.slack.sender import Sender
from infra.laptop.slack.typed import escaped, plain
from infra.laptop.slack.view_side import ViewSide
from infra.laptop.slack.workspace import SlackWorkspace

SLACKBOT = User("USLACKBOT", "slackbot", "Slackbot", is_bot=True)
"""Who tells people, and only them, what went wrong."""
PRESSED = object()
"""In place of what is chosen: nothing is, a button is pressed."""

logger = logging.getLogger(__name__)


class ClientSide:
    """Slack's clients, for everybody in a workspace where an app is installed.

    Attributes:
        views: what people do in modals and in App Home.
        events: what the app is told of by itself.
    """

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
        self._ws, self.app, self._response_url = workspace, app, response_url
        self._sender, self._offers = Sender(workspace, app, patience_s=patience_s), Offers()
        self._chosen: dict[tuple[str, str, str], tuple[Sequence[Json], dict[str, dict[str, Any]]]] = {}
        self.views = ViewSide(workspace, self._sender, self._offers, response_url)
        self.events = EventFeed(workspace, app, patience_s=patience_s)
        self._happenings = Happenings(workspace, self.events)
        self._happenings.listen()
        workspace.add_user(SLACKBOT)

    def close(self) -> None:
        """Let the app hear of nothing more."""
        self.events.close()

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
            answered = self._sender.form(self.app.command_url, body)
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

    def say(self, user_id: str, channel_id: str, text: str) -> None:
        """Say something in the direct messages with the app.

        Raises:
            Refusal: as ``type_command``, and in every other conversation.
        """
        channel = self._entered(user_id, channel_id)
        if channel.kind is not Kind.DIRECT or not text.strip():
            raise Refusal("not_a_command")
        self._ws.post(channel.id, user_id, Content(escaped(text, self._ws, user_id)))

    def open_home(self, user_id: str) -> None:
        """Open the Home tab of the app. Raises Refusal ``user_not_found``."""
        self._happenings.home_opened(self._ws.user(user_id).id)

    def press(
        self, user_id: str, channel_id: str, ts: str, block_id: str, action_id: str, *, given: Any = PRESSED
    ) -> None:
        """Press a button of a message, or choose something of a menu. What a button carries is its own.

        Args:
            user_id: who does.
            channel_id: where.
            ts: of the message.
            block_id: of the element's block.
            action_id: of the element.
            given: what is chosen of a menu: the value of an option, an id, or a list of them.

        Raises:
            Refusal: as ``type_command``; ``message_not_found`` for what that person does not see,
                ``action_not_found``, ``invalid_arguments`` for what cannot be chosen, and the code of what
                went wrong with the app.
        """
        channel = self._entered(user_id, channel_id)
        message = self._seen(user_id, channel_id, ts)
        element = _element(message, block_id, action_id, button=given is PRESSED)
        place = f"{channel_id} {ts}"
        reader = Inputs(self._ws, user_id, channel=channel_id, offered=self._offers.at(place))
        chosen: Json = {}
        held = self._held(user_id, channel_id, message)
        if element["type"] != "button":
            chosen = reader.value(block_id, element, given)
            held = {**held, block_id: {**held.get(block_id, {}), action_id: given}}
            self._chosen[user_id, channel_id, ts] = message.blocks, held
        payload = payloads.press_payload(
            self._ws,
            user_id=user_id,
            channel=channel,
            message=message,
            block_id=block_id,
            element=element,
            chosen=chosen,
            state=reader.state(list(message.blocks), held),
            response_url=self._response_url(channel.id, user_id, ts),
        )
        # What is answered to a press beside the status is looked at by nobody.
        self._sender.payload(payload)

    def suggest(
        self, user_id: str, channel_id: str, ts: str, block_id: str, action_id: str, *, text: str
    ) -> Json:
        """Ask the app what an external menu of a message offers for a text.

        Raises:
            Refusal: as ``press``; ``invalid_options`` for what Slack would not show.
        """
        channel = self._entered(user_id, channel_id)
        message = self._seen(user_id, channel_id, ts)
        element = _element(message, block_id, action_id, button=False)
        if not element["type"].endswith("external_select"):
            raise Refusal("action_not_found")
        if len(text) < element.get("min_query_length", MIN_QUERY):
            return {"options": []}
        payload = payloads.suggestion_payload(
            self._ws,
            user_id=user_id,
            where=(channel, message),
            block_id=block_id,
            action_id=action_id,
            text=text,
            state={},
        )
        choices = read_choices(self._sender.payload(payload, self.app.options_url))
        self._offers.remember(f"{channel_id} {ts}", block_id, action_id, choices)
        return choices

    def take_shortcut(self, user_id: str, channel_id: str, ts: str, callback_id: str) -> None:
        """Choose a shortcut of the app in the menu of a message; private messages have none.

        Raises:
            Refusal: as ``press``; ``shortcut_not_found``.
        """
        channel = self._entered(user_id, channel_id)
        message = self._ws.message(channel_id, ts)
        if callback_id not in {shortcut.callback_id for shortcut in self.app.shortcuts}:
            raise Refusal("shortcut_not_found")
        payload = payloads.shortcut_payload(
            self._ws,
            user_id=user_id,
            channel=channel,
            message=message,
            callback_id=callback_id,
            response_url=self._response_url(channel.id, user_id, ""),
        )
        self._sender.payload(payload)

    def dismiss(self, user_id: str, channel_id: str, ts: str) -> None:
        """Take a private message off one's screen. Raises Refusal ``message_not_found``."""
        message = self._seen(user_id, channel_id, ts)
        if message.only_for != user_id:
            raise Refusal("message_not_found")
        self._ws.delete(channel_id, ts, message.user, uninvited=True)

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

    def _held(self, user_id: str, channel_id: str, message: Message) -> dict[str, dict[str, Any]]:
        """Return what that person has chosen in a message, as long as it says the same."""
        blocks, held = self._chosen.get((user_id, channel_id, message.ts), ((), {}))
        return held if blocks == message.blocks else {}

    def _show(self, channel: Conversation, user_id: str, line: str, answer: Answer) -> None:
        if answer.in_channel:
            # Then everybody sees what was typed, too.
            self._ws.post(channel.id, user_id, Content(plain(line)))
        only_for = "" if answer.in_channel else user_id
        bot = self._ws.bot.user_id
        self._ws.post(channel.id, bot, answer.content, only_for=only_for, uninvited=True)

    def _explain(self, channel: Conversation, user_id: str, text: str) -> None:
        self._ws.post(channel.id, SLACKBOT.id, Content(text), only_for=user_id, uninvited=True)


def _failed(command: str, code: str) -> str:
    if code == "operation_timeout":
        return f"{command} failed because the app did not respond (`{code}`)."
    return f"{command} failed with the error `{code}`"


def _element(message: Message, block_id: str, action_id: str, *, button: bool) -> Json:
    found = find(list(message.blocks), block_id, action_id)
    if found is None or found[1]["type"] == "image":
        raise Refusal("action_not_found")
    if button and found[1]["type"] != "button":
        raise Refusal("action_not_found")
    return found[1]
