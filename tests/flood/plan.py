"""The flood: which channels and topics there are, and what matches when. Made of a seed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from random import Random
from typing import Any

from builders import channel_settings, topic

from newswatch.model import (
    Cadence,
    ChannelId,
    ChannelSettings,
    Delivery,
    Quiet,
    StoryId,
    Topic,
    TopicId,
    UserId,
)
from newswatch.sources.urls import article_id

BEGINS = datetime(2026, 3, 2, 20, 0, 30, tzinfo=UTC)
"""21:00:30 in Berlin, whose time the workspace has."""
ZONE = "Europe/Berlin"
QUIET = Quiet("21:02", "22:30")
"""Begins 90 seconds after the flood does: in the middle of what is sent singly."""
DAILY = Delivery(Cadence.DAILY, "22:10")
DAILY_AT = datetime(2026, 3, 2, 21, 10, tzinfo=UTC)
FLOOD_S = 60
"""In which all of it is claimed."""
GROUP, READING_S = 10, (0.2, 0.8)
"""Entries of one invocation of match, and what reading the page of one takes."""
TOPICS = 4
"""Of a channel."""
OWNERS, OUTLETS = 40, 30
TIMES = 5
"""So many times the cap an hour is what topics may have a day where that is limited: 100, as usual."""
STEEPNESS = 50
"""So many times more matches come for the first channel than for the last one."""
SHARED, TWICE = 0.05, 0.03
"""Stories that another topic of the same channel wants, and those that another channel wants, too."""
FURTHER, FURTHER_S = 0.15, (5, 2400)
"""Stories that other outlets carry later, and when."""


NAMED = 4
"""Outlets that carry a story, at most: a message leads with one, and names three others."""


class Kind(StrEnum):
    """What is special about a channel."""

    USUAL = "usual cap"
    OPEN = "no cap"
    DAY = "no cap an hour, one a day"
    QUIET = "quiet hours"


KINDS = (Kind.USUAL, Kind.DAY, Kind.QUIET, Kind.OPEN, Kind.USUAL, Kind.QUIET, Kind.USUAL, Kind.USUAL)
"""By turns, the channels with the most matches first."""


@dataclass(frozen=True)
class Channel:
    """A channel and what it gets."""

    id: ChannelId
    kind: Kind
    topics: tuple[Topic, ...]
    cap: int
    """Messages in 60 minutes; 0 for no cap."""

    @property
    def settings(self) -> ChannelSettings | None:
        """What it says of itself; None where the workspace's settings do."""
        if self.kind is Kind.QUIET:
            return channel_settings(self.id, quiet=QUIET)
        return channel_settings(self.id, cap=0) if self.cap == 0 else None


@dataclass(frozen=True)
class Entry:
    """An article of a story."""

    story: int
    outlet: int
    topics: tuple[Topic, ...] = ()
    """Those that it is claimed for."""

    @property
    def url(self) -> str:
        return f"https://paper{self.outlet}.example/story-{self.story}"

    @property
    def story_id(self) -> StoryId:
        return story_id(self.story)


@dataclass(frozen=True)
class Flood:
    """All of it."""

    channels: Mapping[ChannelId, Channel]
    groups: Sequence[tuple[float, Sequence[Entry]]]
    """What invocations of match work off, and when they begin, in seconds."""
    later: Sequence[tuple[float, Entry]]
    """Further coverage."""
    matches: int
    cap: int

    @property
    def topics(self) -> list[Topic]:
        return [each for channel in self.channels.values() for each in channel.topics]

    @property
    def entries(self) -> list[Entry]:
        return [entry for _, group in self.groups for entry in group] + [entry for _, entry in self.later]

    def wanted(self) -> dict[tuple[ChannelId, int], frozenset[TopicId]]:
        """Return which story each channel is to be told, and for which topics."""
        found: dict[tuple[ChannelId, int], frozenset[TopicId]] = {}
        for _, group in self.groups:
            for entry in group:
                for each in entry.topics:
                    for channel in each.destinations:
                        key = channel, entry.story
                        found[key] = found.get(key, frozenset()) | {each.id}
        return found


def make_flood(matches: int, channels: int, cap: int, seed: int) -> Flood:
    """Return the flood of a seed."""
    rng = Random(f"{seed} flood")
    made = [_channel(n, KINDS[n % len(KINDS)], cap) for n in range(channels)]
    entries = _entries(rng, made, matches)
    rng.shuffle(entries)
    groups = [entries[at : at + GROUP] for at in range(0, len(entries), GROUP)]
    last = max(0.0, FLOOD_S - GROUP * READING_S[1] - 1)
    return Flood(
        {channel.id: channel for channel in made},
        [(rng.uniform(0, last), group) for group in groups],
        list(_later(rng, entries)),
        sum(len(entry.topics) for entry in entries),
        cap,
    )


def story_id(story: int) -> StoryId:
    """Return a story's id, which is spread as the product's are."""
    return StoryId(article_id(f"https://flood.example/{story}"))


def _channel(n: int, kind: Kind, cap: int) -> Channel:
    channel = ChannelId(f"C{n:04d}")
    more: list[dict[str, Any]] = [{} for _ in range(TOPICS)]
    if n % 3 == 0:
        more[1] = {"delivery": DAILY}
    if n % 4 == 0:
        more[2] = {"urgent": True}
    a_day = TIMES * cap if kind is Kind.DAY else 0
    more = [{"cap_per_day": a_day, **each} for each in more]
    topics = tuple(
        topic(
            n * TOPICS + k + 1,
            owner=UserId(f"U{(n * TOPICS + k) % OWNERS:04d}"),
            destinations=(channel,),
            created_at=BEGINS,
            **each,
        )
        for k, each in enumerate(more)
    )
    return Channel(channel, kind, topics, 0 if kind in {Kind.OPEN, Kind.DAY} else cap)


def _entries(rng: Random, channels: Sequence[Channel], matches: int) -> list[Entry]:
    steps = max(1, len(channels) - 1)
    weights = [STEEPNESS ** (1 - n / steps) for n in range(len(channels))]
    found: list[Entry] = []
    story, left = 0, matches
    while left > 0:
        story += 1
        # Each channel has one at least.
        here = channels[story - 1] if story <= len(channels) else rng.choices(channels, weights)[0]
        first, *others = rng.sample(here.topics, TOPICS)
        outlets = rng.sample(range(OUTLETS), 3)
        found.append(Entry(story, outlets[0], (first,)))
        left -= 1
        if left and rng.random() < SHARED:
            found.append(Entry(story, outlets[1], (others[0],)))
            left -= 1
        if left and rng.random() < TWICE:
            elsewhere = rng.choices(channels, weights)[0]
            if elsewhere is not here:
                found.append(Entry(story, outlets[2], (rng.choice(elsewhere.topics),)))
                left -= 1
    return found


def _later(rng: Random, entries: Sequence[Entry]) -> list[tuple[float, Entry]]:
    carried: dict[int, set[int]] = {}
    for entry in entries:
        carried.setdefault(entry.story, set()).add(entry.outlet)
    found = []
    for story, outlets in carried.items():
        if rng.random() < FURTHER:
            free = sorted(set(range(OUTLETS)) - outlets)
            later = rng.sample(free, rng.randint(1, NAMED - len(outlets)))
            found += [(FLOOD_S + rng.uniform(*FURTHER_S), Entry(story, outlet)) for outlet in later]
    return sorted(found, key=lambda each: (each[0], each[1].story, each[1].outlet))
