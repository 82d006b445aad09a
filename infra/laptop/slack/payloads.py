"""What Slack sends to an app when people do something, field by field as it sends it."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from infra.laptop.slack.modals import Modal
from infra.laptop.slack.records import Conversation, Json, Kind, Message
from infra.laptop.slack.shapes import message_shape
from infra.laptop.slack.stamps import after, to_ts
from infra.laptop.slack.typed import escaped
from infra.laptop.slack.workspace import SlackWorkspace

DOMAIN = "laptop"
VERIFICATION_TOKEN = "laptop-verification-token"  # noqa: S105 - Slack's deprecated one; nobody may rely on it


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
        "trigger_id": workspace.modals.trigger(user_id),
    }


def press_payload(
    workspace: SlackWorkspace,
    *,
    user_id: str,
    channel: Conversation,
    message: Message,
    block_id: str,
    element: Json,
    response_url: str,
) -> dict[str, Any]:
    """Return the payload of a button (docs.slack.dev, "block_actions payload").

    Of an ephemeral message it carries no more than the ``ts``.
    """
    user = workspace.user(user_id)
    action = {key: element[key] for key in ("action_id", "text", "value", "style", "type") if key in element}
    action |= {"block_id": block_id, "action_ts": to_ts(after(workspace.now()))}
    shown = {} if message.only_for else {"message": message_shape(workspace, message, metadata=False)}
    return {
        "type": "block_actions",
        "user": {"id": user.id, "username": user.name, "name": user.name, "team_id": workspace.team_id},
        "api_app_id": workspace.bot.app_id,
        "token": VERIFICATION_TOKEN,
        "container": {
            "type": "message",
            "message_ts": message.ts,
            "channel_id": channel.id,
            "is_ephemeral": bool(message.only_for),
            **({"thread_ts": message.thread_ts} if message.thread_ts else {}),
        },
        "trigger_id": workspace.modals.trigger(user_id),
        "team": {"id": workspace.team_id, "domain": DOMAIN},
        "enterprise": None,
        "is_enterprise_install": False,
        "channel": {"id": channel.id, "name": _name(channel)},
        **shown,
        "state": {"values": {}},
        "response_url": response_url,
        "actions": [action],
    }


def submission_payload(
    workspace: SlackWorkspace, *, modal: Modal, values: Mapping[str, Mapping[str, Any]]
) -> dict[str, Any]:
    """Return the payload of a modal that is sent (docs.slack.dev, "view_submission payload").

    ``values`` hold what was typed and given, by block and element.
    """
    user = workspace.user(modal.user)
    view = modal.view
    return {
        "type": "view_submission",
        "team": {"id": workspace.team_id, "domain": DOMAIN},
        "user": {"id": user.id, "username": user.name, "name": user.name, "team_id": workspace.team_id},
        "api_app_id": workspace.bot.app_id,
        "token": VERIFICATION_TOKEN,
        "trigger_id": workspace.modals.trigger(user.id),
        "view": {
            "id": modal.id,
            "team_id": workspace.team_id,
            "type": "modal",
            "blocks": view["blocks"],
            "private_metadata": view.get("private_metadata", ""),
            "callback_id": view.get("callback_id", ""),
            "state": {"values": values},
            "hash": f"{int(workspace.now().timestamp())}.laptop",
            "title": view["title"],
            "clear_on_close": False,
            "notify_on_close": False,
            "close": view.get("close"),
            "submit": view.get("submit"),
            "previous_view_id": None,
            "root_view_id": modal.id,
            "app_id": workspace.bot.app_id,
            "external_id": "",
            "app_installed_team_id": workspace.team_id,
            "bot_id": workspace.bot.bot_id,
        },
        "response_urls": [],
        "is_enterprise_install": False,
        "enterprise": None,
    }


def body(form: dict[str, str]) -> bytes:
    """Return a form as it is sent."""
    return urlencode(form).encode()


def press_body(payload: dict[str, Any]) -> bytes:
    """Return a payload as it is sent: JSON in a form's field."""
    return body({"payload": json.dumps(payload, ensure_ascii=False, separators=(",", ":"))})


def _name(channel: Conversation) -> str:
    match channel.kind:
        case Kind.DIRECT:
            return "directmessage"
        case Kind.PRIVATE:
            return "privategroup"
    return channel.name
