"""What the page shows, as JSON: all channels, and the messages that changed since it last asked."""

from dataclasses import asdict, dataclass
from typing import Any

from infra.laptop.slack.records import Conversation, Kind, Message
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
        "me": viewer and asdict(viewer),
        "channels": [_channel(workspace, c, viewer) for c in workspace.conversations()],
        "messages": [_message(workspace, channel, m) for channel, m in messages],
        "modal": _modal(workspace, viewer),
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
    modal = workspace.modals.of(viewer.id) if viewer else None
    return {"id": modal.id, **modal.view} if modal else None


def _message(workspace: SlackWorkspace, channel: str, message: Message) -> dict[str, Any]:
    shape = message_shape(workspace, message, metadata=False)
    shape |= {"channel": channel, "only_for": message.only_for, "mrkdwn": message.mrkdwn}
    return shape
