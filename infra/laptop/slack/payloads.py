"""What Slack sends to an app when people do something, field by field as it sends it."""

import json
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from infra.laptop.slack.modals import Shown
from infra.laptop.slack.records import Conversation, Json, Kind, Message
from infra.laptop.slack.shapes import message_shape, view_shape
from infra.laptop.slack.stamps import after, to_ts
from infra.laptop.slack.typed import escaped
from infra.laptop.slack.workspace import SlackWorkspace

DOMAIN = "laptop"
VERIFICATION_TOKEN = "laptop-verification-token"  # noqa: S105 - Slack's deprecated one; nobody may rely on it
_OF_ELEMENT = (
    "type", "action_id", "text", "value", "style", "confirm", "placeholder",
    *(f"initial_{name}" for name in ("option", "options", "user", "users", "conversation", "conversations",
                                     "channel", "channels", "date", "time", "date_time")),
)  # fmt: skip
"""What an action repeats of its element."""


def command_form(
    workspace: SlackWorkspace,
    *,
    command: str,
    text: str,
    user_id: str,
    channel: Conversation,
    response_url: str,
) -> dict[str, str]:
    """Return the form of a slash command (docs.slack.dev, "Implementing slash commands")."""
    return {
        "token": VERIFICATION_TOKEN,
        "team_id": workspace.team_id,
        "team_domain": DOMAIN,
        "channel_id": channel.id,
        "channel_name": _name(channel),
        "user_id": user_id,
        "user_name": workspace.user(user_id).name,
        "command": command,
        "text": escaped(text, workspace, user_id),
        "api_app_id": workspace.bot.app_id,
        "is_enterprise_install": "false",
        "response_url": response_url,
        "trigger_id": workspace.modals.trigger(user_id, channel=channel.id),
    }


def press_payload(
    workspace: SlackWorkspace,
    *,
    user_id: str,
    channel: Conversation,
    message: Message,
    block_id: str,
    element: Json,
    chosen: Json,
    state: Mapping[str, Mapping[str, Json]],
    response_url: str,
) -> dict[str, Any]:
    """Return the payload of a button or a menu of a message (docs.slack.dev, "block_actions payload").

    Of an ephemeral message it carries no more than the ``ts``.

    Args:
        workspace: where.
        user_id: who presses.
        channel: where the message is.
        message: in which.
        block_id: of the element's block.
        element: what is pressed.
        chosen: what is chosen of a menu, as ``Inputs.value`` has it; nothing for a button.
        state: of all menus of the message.
        response_url: for the app's answers.
    """
    return {
        "type": "block_actions",
        **_who(workspace, user_id),
        "container": _in_message(channel, message),
        "trigger_id": workspace.modals.trigger(user_id, channel=channel.id),
        "channel": {"id": channel.id, "name": _name(channel)},
        **_shown(workspace, message),
        "state": {"values": state},
        "response_url": response_url,
        "actions": [_action(workspace, block_id, element, chosen)],
    }


def act_payload(
    workspace: SlackWorkspace,
    *,
    shown: Shown,
    block_id: str,
    element: Json,
    chosen: Json,
    state: Mapping[str, Mapping[str, Json]],
) -> dict[str, Any]:
    """Return the payload of what is done in a modal or in App Home; there it has no ``response_url``."""
    return {
        "type": "block_actions",
        **_who(workspace, shown.user),
        "container": {"type": "view", "view_id": shown.id},
        "trigger_id": workspace.modals.trigger(shown.user, view=shown.id, channel=shown.channel),
        "view": view_shape(workspace, shown, state),
        "actions": [_action(workspace, block_id, element, chosen)],
    }


def submission_payload(
    workspace: SlackWorkspace,
    *,
    modal: Shown,
    values: Mapping[str, Mapping[str, Any]],
    response_urls: Sequence[Json] = (),
) -> dict[str, Any]:
    """Return the payload of a modal that is sent (docs.slack.dev, "view_submission payload").

    ``values`` hold what was typed and given, by block and element; ``response_urls`` those of the menus that
    ask for one.
    """
    return {
        "type": "view_submission",
        **_who(workspace, modal.user),
        "trigger_id": workspace.modals.trigger(modal.user, view=modal.id, channel=modal.channel),
        "view": view_shape(workspace, modal, values),
        "response_urls": list(response_urls),
    }


def closed_payload(
    workspace: SlackWorkspace, *, shown: Shown, values: Mapping[str, Mapping[str, Any]], cleared: bool
) -> dict[str, Any]:
    """Return the payload of a modal that is left (docs.slack.dev, "view_closed payload")."""
    return {
        "type": "view_closed",
        **_who(workspace, shown.user),
        "view": view_shape(workspace, shown, values),
        "is_cleared": cleared,
    }


def suggestion_payload(
    workspace: SlackWorkspace,
    *,
    user_id: str,
    where: Shown | tuple[Conversation, Message],
    block_id: str,
    action_id: str,
    text: str,
    state: Mapping[str, Mapping[str, Json]],
) -> dict[str, Any]:
    """Return what an external menu asks with (docs.slack.dev, "block_suggestion payload")."""
    if isinstance(where, Shown):
        place: dict[str, Any] = {
            "container": {"type": "view", "view_id": where.id},
            "view": view_shape(workspace, where, state),
        }
    else:
        channel, message = where
        place = {
            "container": _in_message(channel, message),
            "channel": {"id": channel.id, "name": _name(channel)},
            **_shown(workspace, message),
        }
    asked = {"block_id": block_id, "action_id": action_id, "value": text}
    return {"type": "block_suggestion", **_who(workspace, user_id), **place, **asked}


def shortcut_payload(
    workspace: SlackWorkspace,
    *,
    user_id: str,
    channel: Conversation,
    message: Message,
    callback_id: str,
    response_url: str,
) -> dict[str, Any]:
    """Return the payload of a message shortcut (docs.slack.dev, "Shortcuts interaction payloads")."""
    return {
        "type": "message_action",
        **_who(workspace, user_id),
        "callback_id": callback_id,
        "trigger_id": workspace.modals.trigger(user_id, channel=channel.id),
        "action_ts": to_ts(after(workspace.now())),
        "message_ts": message.ts,
        "channel": {"id": channel.id, "name": _name(channel)},
        "message": message_shape(workspace, message, metadata=False),
        "response_url": response_url,
    }


def body(form: dict[str, str]) -> bytes:
    """Return a form as it is sent."""
    return urlencode(form).encode()


def press_body(payload: dict[str, Any]) -> bytes:
    """Return a payload as it is sent: JSON in a form's field."""
    return body({"payload": json.dumps(payload, ensure_ascii=False, separators=(",", ":"))})


def _who(workspace: SlackWorkspace, user_id: str) -> dict[str, Any]:
    user = workspace.user(user_id)
    return {
        "user": {"id": user.id, "username": user.name, "name": user.name, "team_id": workspace.team_id},
        "team": {"id": workspace.team_id, "domain": DOMAIN},
        "api_app_id": workspace.bot.app_id,
        "token": VERIFICATION_TOKEN,
        "enterprise": None,
        "is_enterprise_install": False,
    }


def _action(workspace: SlackWorkspace, block_id: str, element: Json, chosen: Json) -> dict[str, Any]:
    action = {key: element[key] for key in _OF_ELEMENT if key in element}
    return {**action, **chosen, "block_id": block_id, "action_ts": to_ts(after(workspace.now()))}


def _in_message(channel: Conversation, message: Message) -> dict[str, Any]:
    return {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": channel.id,
        "is_ephemeral": bool(message.only_for),
        **({"thread_ts": message.thread_ts} if message.thread_ts else {}),
    }


def _shown(workspace: SlackWorkspace, message: Message) -> dict[str, Any]:
    return {} if message.only_for else {"message": message_shape(workspace, message, metadata=False)}


def _name(channel: Conversation) -> str:
    match channel.kind:
        case Kind.DIRECT:
            return "directmessage"
        case Kind.PRIVATE:
            return "privategroup"
    return channel.name
