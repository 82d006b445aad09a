"""What the page shows, as JSON: all channels, and the messages that changed since it last asked."""

from dataclasses import asdict, dataclass
from typing import Any

from infra.laptop.slack.elements import elements_of
from infra.laptop.slack.installed import Shortcut
from infra.laptop.slack.records import Conversation, Json, Kind, Message
from infra.laptop.slack.shapes import message_shape
from infra.laptop.slack.workspace import SlackWorkspace

# A page that opens late is given the end of a long history, not all of it.
NEWEST_PER_CHANNEL = 300


@dataclass(frozen=True, slots=True)
class Viewer:
    """Whose screen the page is, and what can be typed on it."""

    id: str
    command: str
    usage_hint: str
    description: str
    shortcuts: tuple[Shortcut, ...] = ()


def page_state(workspace: SlackWorkspace, since: int, run: str, viewer: Viewer | None) -> dict[str, Any]:
    """Return what is new for a page that knows everything up to revision ``since``.

    Args:
        workspace: to show.
        since: 0 for a page that knows nothing.
        run: names this run of the server; a page that knows another one starts over.
        viewer: who looks and can do something; None where the page only shows.
    """
    changes = workspace.changes(since)
    messages = _newest(changes.messages) if since == 0 else changes.messages
    return {
        "run": run,
        "revision": changes.revision,
        "now": workspace.now().timestamp(),
        "team": workspace.team,
        "users": {
            user.id: {"name": user.real_name or user.name, "bot": user.is_bot} for user in workspace.users()
        },
        "me": viewer
        and {
            "id": viewer.id,
            "command": viewer.command,
            "usage_hint": viewer.usage_hint,
            "description": viewer.description,
        },
        "shortcuts": [asdict(shortcut) for shortcut in viewer.shortcuts] if viewer else [],
        "people": [
            {"id": user.id, "name": user.real_name or user.name}
            for user in workspace.users()
            if not (user.is_bot or user.deleted)
        ],
        "channels": [_channel(workspace, c, viewer) for c in workspace.conversations()],
        "messages": [_message(workspace, channel, m) for channel, m in messages],
        "modal": _modal(workspace, viewer),
        "home": _home(workspace, viewer),
        "gone": [{"channel": channel, "ts": ts} for channel, ts in changes.gone],
    }


def names_of(workspace: SlackWorkspace) -> dict[str, str]:
    """Return what people and channels are called, by id: what stands for a mention of them."""
    people = {user.id: user.real_name or user.name for user in workspace.users()}
    return people | {c.id: c.name for c in workspace.conversations() if c.name}


def _newest(messages: tuple[tuple[str, Message], ...]) -> list[tuple[str, Message]]:
    left: dict[str, int] = {}
    kept = []
    for channel, message in reversed(messages):
        left[channel] = left.get(channel, NEWEST_PER_CHANNEL) - 1
        if left[channel] >= 0:
            kept.append((channel, message))
    return kept[::-1]


def _channel(workspace: SlackWorkspace, conversation: Conversation, viewer: Viewer | None) -> dict[str, Any]:
    name = conversation.name
    if conversation.kind is Kind.DIRECT:
        # As everybody sees it: named for the other one.
        me = viewer.id if viewer and viewer.id in conversation.members else workspace.bot.user_id
        user = workspace.user(next(m for m in conversation.members if m != me))
        name = user.real_name or user.name
    return {
        "id": conversation.id,
        "name": name,
        "kind": conversation.kind,
        "archived": conversation.archived,
        "bot": workspace.bot.user_id in conversation.members,
        "mine": viewer is not None and viewer.id in conversation.members,
    }


def _modal(workspace: SlackWorkspace, viewer: Viewer | None) -> dict[str, Any] | None:
    stack = workspace.modals.stack(viewer.id) if viewer else []
    if not stack:
        return None
    top = stack[-1]
    frame = {"id": top.id, "hash": top.hash, "depth": len(stack)}
    return {**frame, **top.view, "blocks": [_begun(block, top.channel) for block in top.view["blocks"]]}


def _home(workspace: SlackWorkspace, viewer: Viewer | None) -> dict[str, Any] | None:
    home = workspace.modals.home(viewer.id) if viewer else None
    if home is None:
        return None
    return {"id": home.id, "hash": home.hash, "type": "home", "blocks": home.view["blocks"]}


def _begun(block: Json, channel: str) -> Json:
    """Let the menus of a modal begin with the conversation in which it was opened, where they are to."""
    if not channel or not any(e.get("default_to_current_conversation") for e in elements_of(block)):
        return block

    def begun(element: Json) -> Json:
        if not element.get("default_to_current_conversation"):
            return element
        many = element["type"].startswith("multi_")
        first = {"initial_conversations": [channel]} if many else {"initial_conversation": channel}
        return {**first, **element}

    begin: dict[str, Any] = {
        place: begun(block[place]) for place in ("accessory", "element") if block.get(place)
    }
    if block["type"] == "actions":
        begin["elements"] = [begun(element) for element in block["elements"]]
    return {**block, **begin}


def _message(workspace: SlackWorkspace, channel: str, message: Message) -> dict[str, Any]:
    shape = message_shape(workspace, message, metadata=False)
    shape |= {"channel": channel, "only_for": message.only_for, "mrkdwn": message.mrkdwn}
    return shape
