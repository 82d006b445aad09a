"""Topics: what people set."""

import hashlib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from newswatch.errors import Conflict, HandleTaken, UnknownTopic
from newswatch.model import TAKEN, ChannelId, Topic, TopicId, UserId
from newswatch.ports import Clock, Entropy, Store
from newswatch.usecases.findings import Changed
from newswatch.usecases.queries import read_query_as_of

HANDLE_CHARS = 40
NAME_CHARS = 80
SAME_HANDLES = 50
"""How many topics may want one handle before the last digits become random."""
Fields = Mapping[str, Any]
"""Fields of a topic, or of a channel's settings, by name, with the values that they are to have."""
NOTHING_ELSE: Fields = MappingProxyType({})
TRIES = 5
"""Between looking for a free handle and taking it somebody else may take it; hardly twice in a row."""


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
    fields: Fields = NOTHING_ELSE,
    request: str = "",
) -> Changed:
    """Store a new topic; its handle is made from its name, its name from its query, unless given.

    The same request again makes no second topic: it is answered with the one that it made. ``fields`` are
    others of its fields, such as how it is delivered.

    Raises:
        QueryError: the query is refused.
        HandleTaken: the handle was given and another topic has it.
        ValueError: there is no destination.
    """
    where = tuple(dict.fromkeys(destinations))
    if not where:
        raise ValueError("a topic without a destination")
    topic_id = _id_of(request) if request else TopicId(entropy.token())
    given = " ".join(name.split())[:NAME_CHARS]
    now = clock.now()
    for left in reversed(range(TRIES)):
        parsed, after = read_query_as_of(store, query)
        named = given or parsed.canonical[:NAME_CHARS]
        topic = Topic(
            id=topic_id,
            handle=handle or _free_handle(store, entropy, named),
            name=named,
            owner=who,
            query_typed=query,
            query=parsed.canonical,
            destinations=where,
            created_at=now,
        )
        topic = replace(topic, **fields)
        try:
            change = store.save_topic(topic, who, now, "add", request=request, after=after)
        except HandleTaken as e:
            if handle:
                raise
            taken = e
        except Conflict:
            # Done before, or by the same request at the same time.
            if request and (made := _made(store, topic_id)):
                return made
            # Or the sets that it uses may not be there any more.
            if after is None or not left:
                raise
        else:
            return Changed(topic, "add", change.seq)
    raise taken


def slug(name: str) -> str:
    """Return a handle for a name: lower-case letters and digits of any script, joined by hyphens.

    Of a handle it returns the same again.
    """
    # Twice: what stands for several letters (™) is decomposed to capitals.
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    bare = "".join(c for c in folded if not unicodedata.combining(c))
    # Composed, as keyboards have it: Hangul is decomposed, too.
    words = re.findall(r"[^\W_]+", unicodedata.normalize("NFC", bare))
    return "-".join(words)[:HANDLE_CHARS].strip("-") or "topic"


def _id_of(request: str) -> TopicId:
    """Return the id of the topic that a request makes: whoever carries it out arrives at the same one."""
    return TopicId(hashlib.sha256(f"topic {request}".encode()).hexdigest()[:16])


def _made(store: Store, topic_id: TopicId) -> Changed | None:
    """Return what an earlier delivery of the request did; None for the first."""
    try:
        topic = store.topic(topic_id)
    except UnknownTopic:
        return None
    added = (change.seq for change in store.history(topic_id) if change.what == "add")
    return Changed(topic, "add", next(added, 0))


def _free_handle(store: Store, entropy: Entropy, name: str) -> str:
    wanted = slug(name)
    for n in range(2 if wanted in TAKEN else 1, SAME_HANDLES):
        handle = wanted if n == 1 else f"{wanted}-{n}"
        try:
            store.topic_by_handle(handle)
        except UnknownTopic:
            return handle
    return f"{wanted}-{entropy.token()}"
