"""What people type after a command, as Slack hands it on where the manifest says ``should_escape``.

docs.slack.dev, "Implementing slash commands": addresses come in angle brackets, channels and people
as their ids; ``&``, ``<`` and ``>`` as in any text of Slack's.
"""

import re

from infra.laptop.slack.records import Conversation, Kind
from infra.laptop.slack.workspace import SlackWorkspace

_NAMED = re.compile(
    # An address ends before punctuation that belongs to the sentence.
    r"(?P<url>\bhttps?://[^\s<>|]*[^\s<>|.,;:!?'\")\]])"
    r"|(?P<mail>\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b)"
    r"|(?<![\w#])\#(?P<channel>[\w-]+)"
    r"|(?<![\w@])@(?P<person>[\w.-]*\w)"
)


def plain(text: str) -> str:
    """Return text with the three characters replaced that Slack gives a meaning."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def escaped(text: str, workspace: SlackWorkspace, user_id: str) -> str:
    """Return typed text as it is sent: a channel only where that person can see one of that name."""
    channels = {c.name: c for c in workspace.conversations() if c.name and can_see(c, user_id)}
    people = {user.name: user for user in workspace.users() if not user.deleted}
    parts, end = [], 0
    for found in _NAMED.finditer(text):
        parts.append(plain(text[end : found.start()]))
        end = found.end()
        channel, person = channels.get(found["channel"] or ""), people.get(found["person"] or "")
        if found["url"]:
            parts.append(f"<{plain(found['url'])}>")
        elif found["mail"]:
            parts.append(f"<mailto:{found['mail']}|{found['mail']}>")
        elif channel:
            parts.append(f"<#{channel.id}|{channel.name}>")
        elif person:
            parts.append(f"<@{person.id}|{person.name}>")
        else:
            parts.append(plain(found[0]))
    return "".join([*parts, plain(text[end:])])


def can_see(conversation: Conversation, user_id: str) -> bool:
    """Return whether a conversation exists for that person."""
    return conversation.kind is Kind.PUBLIC or user_id in conversation.members
