"""What Slack's side remembers as items, and back."""

from typing import Any

from newswatch.model import Identity
from newswatch.storage.codec import Item, codec


def from_identity(identity: Identity) -> dict[str, Any]:
    """Return an identity as an item."""
    return {
        "team": identity.team,
        "app": identity.app,
        "scopes": sorted(identity.scopes),
        "url": identity.url,
    }


@codec("identity")
def to_identity(item: Item) -> Identity:
    """Return the identity of an item."""
    return Identity(
        team=str(item["team"]),
        app=str(item["app"]),
        scopes=frozenset(map(str, item.get("scopes", ()))),
        url=str(item.get("url", "")),
    )
