"""What the bot token must be allowed to do: the scopes of infra/slack-manifest.yaml, held by a test."""

SCOPES = frozenset(
    {
        "commands",
        "chat:write",
        "channels:history",
        "groups:history",
        "im:history",
        "channels:read",
        "groups:read",
        "im:read",
        "channels:join",
        "im:write",
        "users:read",
        "files:read",
        "files:write",
    }
)
