"""Topics: what people set."""

import re
import unicodedata
from collections.abc import Sequence

from newswatch.errors import UnknownTopic
from newswatch.model import ChannelId, Topic, TopicId, UserId
from newswatch.ports import Clock, Entropy, Store
from newswatch.query import parse

HANDLE_CHARS = 40
NAME_CHARS = 80
SAME_HANDLES = 50
"""How many topics may want one handle before the last digits become random."""


def add_topic(
    store: Store,
    clock: Clock,
    entropy: Entropy,
    *,
    who: UserId,
    query: str,
    destinations: Sequence[ChannelId],
    name: str = "",
    handle: str = "",
) -> Topic:
    """Store a new topic; its handle is made from its name, its name from its query, unless given.

    Raises:
        QueryError: the query is refused.
        HandleTaken: the handle was given and another topic has it.
    """
    parsed = parse(query)
    name = " ".join(name.split())[:NAME_CHARS] or parsed.canonical[:NAME_CHARS]
    topic = Topic(
        id=TopicId(entropy.token()),
        handle=handle or _free_handle(store, entropy, name),
        name=name,
        owner=who,
        query_typed=query,
        query=parsed.canonical,
        destinations=tuple(destinations),
        created_at=clock.now(),
    )
    store.save_topic(topic, who, clock.now(), "add")
    return topic


def slug(name: str) -> str:
    """Return a handle for a name: lower-case letters and digits of any script, joined by hyphens."""
    folded = unicodedata.normalize("NFKD", name.casefold())
    words = re.findall(r"[^\W_]+", "".join(c for c in folded if not unicodedata.combining(c)))
    return "-".join(words)[:HANDLE_CHARS].strip("-") or "topic"


def _free_handle(store: Store, entropy: Entropy, name: str) -> str:
    wanted = slug(name)
    for n in range(1, SAME_HANDLES):
        handle = wanted if n == 1 else f"{wanted}-{n}"
        try:
            store.topic_by_handle(handle)
        except UnknownTopic:
            return handle
    return f"{wanted}-{entropy.token()}"
