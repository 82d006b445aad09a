"""What objects look like in Slack's answers."""

from collections.abc import Mapping
from typing import Any

from infra.laptop.slack.modals import Shown
from infra.laptop.slack.records import Conversation, Json, Kind, Message, User
from infra.laptop.slack.workspace import SlackWorkspace


def message_shape(
    workspace: SlackWorkspace, message: Message, *, metadata: bool, thread: list[Message] | None = None
) -> dict[str, Any]:
    """Return a message; with the count of its replies when its thread is given."""
    shape: dict[str, Any] = {
        "user": message.user,
        "type": "message",
        "ts": message.ts,
        "text": message.text,
        "team": workspace.team_id,
    }
    if message.bot_id:
        bot = workspace.bot
        shape |= {
            "bot_id": bot.bot_id,
            "app_id": bot.app_id,
            "bot_profile": {
                "id": bot.bot_id,
                "app_id": bot.app_id,
                "user_id": bot.user_id,
                "name": bot.name,
                "deleted": False,
                "team_id": workspace.team_id,
            },
        }
    if message.blocks:
        shape["blocks"] = list(message.blocks)
    if message.files:
        shape["files"] = list(message.files)
    if message.edited_ts:
        shape["edited"] = {"user": message.edited_by, "ts": message.edited_ts}
    if message.thread_ts:
        shape["thread_ts"] = message.thread_ts
    if message.is_reply and message.broadcast:
        shape["subtype"] = "thread_broadcast"
    if metadata and message.metadata:
        shape["metadata"] = message.metadata
    if thread:
        shape |= {
            "thread_ts": message.ts,
            "reply_count": len(thread),
            "reply_users": list(dict.fromkeys(reply.user for reply in thread)),
            "reply_users_count": len({reply.user for reply in thread}),
            "latest_reply": thread[-1].ts,
        }
    return shape


def conversation_shape(workspace: SlackWorkspace, conversation: Conversation) -> dict[str, Any]:
    """Return a conversation as the bot sees it."""
    if conversation.kind is Kind.DIRECT:
        other = next(m for m in conversation.members if m != workspace.bot.user_id)
        return {
            "id": conversation.id,
            "created": conversation.created,
            "is_im": True,
            "is_archived": conversation.archived,
            "is_org_shared": False,
            "is_user_deleted": workspace.user(other).deleted,
            "user": other,
        }
    private = conversation.kind is Kind.PRIVATE
    return {
        "id": conversation.id,
        "name": conversation.name,
        "name_normalized": conversation.name,
        "created": conversation.created,
        "is_channel": True,
        "is_group": False,
        "is_im": False,
        "is_mpim": False,
        "is_private": private,
        "is_archived": conversation.archived,
        "is_member": workspace.bot.user_id in conversation.members,
        "is_general": False,
        "is_shared": False,
        "topic": {"value": conversation.topic, "creator": "", "last_set": 0},
        "purpose": {"value": "", "creator": "", "last_set": 0},
        "num_members": len(conversation.members),
    }


def user_shape(workspace: SlackWorkspace, user: User) -> dict[str, Any]:
    """Return a person."""
    real = user.real_name or user.name
    shape = {
        "id": user.id,
        "team_id": workspace.team_id,
        "name": user.name,
        "deleted": user.deleted,
        "is_bot": user.is_bot,
        "is_app_user": False,
        "profile": {"real_name": real, "display_name": user.name, "team": workspace.team_id},
    }
    if user.deleted:
        # Reported in slackhq/slack-api-docs#15: of who is gone no more is told.
        return shape
    return {
        **shape,
        "real_name": real,
        "tz": user.tz,
        "is_admin": user.is_admin or user.is_owner,
        "is_owner": user.is_owner,
        "is_primary_owner": False,
        "is_restricted": user.is_restricted or user.is_ultra_restricted,
        "is_ultra_restricted": user.is_ultra_restricted,
    }


def view_shape(
    workspace: SlackWorkspace, shown: Shown, values: Mapping[str, Mapping[str, Json]] | None = None
) -> dict[str, Any]:
    """Return a modal or an App Home (docs.slack.dev, "View object"), with the state of its inputs."""
    view = shown.view
    return {
        "id": shown.id,
        "team_id": workspace.team_id,
        "type": view["type"],
        "blocks": view["blocks"],
        "private_metadata": view.get("private_metadata", ""),
        "callback_id": view.get("callback_id", ""),
        "state": {"values": values or {}},
        "hash": shown.hash,
        "title": view.get("title"),
        "clear_on_close": view.get("clear_on_close", False),
        "notify_on_close": view.get("notify_on_close", False),
        "close": view.get("close"),
        "submit": view.get("submit"),
        "previous_view_id": shown.previous,
        "root_view_id": shown.root,
        "app_id": workspace.bot.app_id,
        "external_id": view.get("external_id", ""),
        "app_installed_team_id": workspace.team_id,
        "bot_id": workspace.bot.bot_id,
    }
