"""What the bot's token may do: the scopes of the manifest, as Slack grants them."""

from functools import cache
from pathlib import Path

import yaml

from infra.laptop.slack.records import Kind

MANIFEST = Path(__file__).resolve().parents[2] / "slack-manifest.yaml"

# Of methods for which one scope is enough, whatever they are called about (docs.slack.dev, each method).
NEEDED = {
    "bots.info": "users:read",
    "chat.delete": "chat:write",
    "chat.postEphemeral": "chat:write",
    "chat.postMessage": "chat:write",
    "chat.update": "chat:write",
    "conversations.join": "channels:join",
    "conversations.open": "im:write",
    "files.completeUploadExternal": "files:write",
    "files.getUploadURLExternal": "files:write",
    "files.info": "files:read",
    "users.info": "users:read",
}

# conversations.history and conversations.replies ask for one by the kind of conversation.
HISTORY = {
    Kind.PUBLIC: "channels:history",
    Kind.PRIVATE: "groups:history",
    Kind.DIRECT: "im:history",
}


@cache
def granted() -> frozenset[str]:
    """Return the bot's scopes in the manifest."""
    manifest = yaml.safe_load(MANIFEST.read_text())
    return frozenset(map(str, manifest["oauth_config"]["scopes"]["bot"]))
