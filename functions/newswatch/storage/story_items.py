"""What stories keep as table items and back, as ``items`` does for the rest."""

from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any

from newswatch.errors import BadMessage
from newswatch.model import (
    ArticleId,
    Bond,
    Coverage,
    Decision,
    Placement,
    SourceId,
    Split,
    StoryId,
    TopicId,
    UserId,
)
from newswatch.storage.codec import Item, codec, from_time, known_time, storable, to_time

Held = Mapping[TopicId, frozenset[str]]
ALTERNATIVE_CHARS = 100
"""Of an alternative's text: enough to tell it from others and to show it."""
ALTERNATIVES = 40
"""Of a topic."""
ALTERNATIVES_BYTES = 40_000
"""Of all topics: an item holds 400 kB, and what later versions of an article match joins."""

# --- The log of live stories -------------------------------------------------------


def from_decision(decision: Decision) -> dict[str, Any]:
    """Return an entry of the log as an item. Read by the ten thousand, so names are short.

    Raises:
        ValueError: nobody knows what was decided.
    """
    match decision.what:
        case Placement() as placed:
            return _from_placement(placed)
        case Split() as split:
            return {
                "k": "s",
                "a": sorted(split.articles),
                "s": split.story_id,
                "w": split.was,
                "at": from_time(split.at),
                "by": split.by,
            }
        case None:
            raise ValueError("a decision that was not understood cannot be written")


def _from_placement(placed: Placement) -> dict[str, Any]:
    some = {
        "b": "" if placed.bond is Bond.FIRST else placed.bond.value,
        "l": placed.like,
        "n": Decimal(repr(placed.likeness)),
        "w": placed.words,
    }
    return {
        "k": "p",
        "a": placed.article_id,
        "s": placed.story_id,
        "at": from_time(placed.at),
        "o": placed.outlet,
        "t": storable(placed.title),
        "x": placed.sample,
        **{name: value for name, value in some.items() if value},
    }


@codec("decision")
def to_decision(item: Item) -> Decision:
    """Return the entry of an item, its position being the sort key.

    What this version cannot read has its place in the log all the same: an entry that
    seems not to be there would be looked for again and again.
    """
    seq = int(item["sk"])
    try:
        return Decision(seq, _to_what(item))
    except BadMessage:
        return Decision(seq, None)


@codec("placement or split")
def _to_what(item: Item) -> Placement | Split | None:
    match item["k"]:
        case "p":
            return Placement(
                article_id=ArticleId(item["a"]),
                story_id=StoryId(item["s"]),
                at=known_time(item["at"]),
                outlet=item["o"],
                title=item["t"],
                sample=bytes(item["x"]),
                words=bytes(item.get("w", b"")),
                bond=Bond(item.get("b", Bond.FIRST)),
                like=ArticleId(item.get("l", "")),
                likeness=float(item.get("n", 0)),
            )
        case "s":
            return Split(
                articles=frozenset(map(ArticleId, item["a"])),
                story_id=StoryId(item["s"]),
                was=StoryId(item["w"]),
                at=known_time(item["at"]),
                by=UserId(item["by"]),
            )
        case _:
            return None


# --- A story's articles ------------------------------------------------------------


def from_coverage(coverage: Coverage) -> dict[str, Any]:
    """Return an article of a story as an item, without the topics that it matches: those join.

    Empty values are in it: who comes second must not fill in what the first one left out.
    """
    return {
        "story_id": coverage.story_id,
        "article_id": coverage.article_id,
        "source_id": coverage.source_id,
        "url": coverage.url,
        "title": storable(coverage.title),
        "outlet": coverage.outlet,
        "name": storable(coverage.name),
        "at": from_time(coverage.at),
        "published": from_time(coverage.published),
        "bond": coverage.bond.value,
        "like": coverage.like,
        "likeness": Decimal(repr(coverage.likeness)),
    }


@codec("coverage")
def to_coverage(item: Item) -> Coverage:
    """Return the article of a story of an item."""
    return Coverage(
        story_id=StoryId(item["story_id"]),
        article_id=ArticleId(item["article_id"]),
        source_id=SourceId(item["source_id"]),
        url=item["url"],
        title=item["title"],
        outlet=item["outlet"],
        name=item["name"],
        at=known_time(item["at"]),
        published=to_time(item["published"]),
        bond=Bond(item["bond"]),
        like=ArticleId(item["like"]),
        likeness=float(item["likeness"]),
        held=to_held(item.get("held", ())),
    )


def from_held(held: Held) -> set[str]:
    """Return topics and their alternatives as strings that can join others: ``topic``, ``topic#alternative``.

    Of an alternative the first 100 characters, of a topic's the first 40, and of all as many as fit.
    """
    found: set[str] = set(held)
    room = ALTERNATIVES_BYTES
    for topic_id, alternatives in sorted(held.items()):
        kept = sorted({alternative[:ALTERNATIVE_CHARS] for alternative in alternatives})[:ALTERNATIVES]
        for joined in (f"{topic_id}#{storable(alternative)}" for alternative in kept):
            room -= len(joined.encode())
            if room < 0:
                return found
            found.add(joined)
    return found


def to_held(joined: Collection[str]) -> Held:
    """Return topics and their alternatives as ``from_held`` wrote them."""
    held: dict[TopicId, set[str]] = {}
    for each in joined:
        topic_id, mark, alternative = each.partition("#")
        alternatives = held.setdefault(TopicId(topic_id), set())
        if mark:
            alternatives.add(alternative)
    return {topic_id: frozenset(alternatives) for topic_id, alternatives in held.items()}
