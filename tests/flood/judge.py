"""Holds what Slack shows against what was to be told.

What was told is taken from the stand-in's history, what was to be told from the plan and the claims as they
were made. The table is asked for two things: which posts were held, so that one that waited and is told
singly counts for no order; and whether all of them are done with.
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from flood.house import Claimed
from flood.plan import DAILY, DAILY_AT, QUIET, ZONE, Channel, Flood, Kind, story_id
from infra.laptop.slack.records import Message
from infra.laptop.slack.workspace import SlackWorkspace
from newswatch.model import ChannelId, TopicId
from newswatch.posts import Post, PostState

STORY = re.compile(r"https://paper(\d+)\.example/story-(\d+)")
HOUR = timedelta(minutes=60)
UNDER_WAY = timedelta(seconds=1)
"""From the moment when notify reads what is to be told until Slack has it, at most."""
BURST = 3
"""Messages above one a second: Slack allows short bursts, and the stand-in so many."""


@dataclass(frozen=True)
class Told:
    """A message of a channel."""

    at: datetime
    channel: ChannelId
    post_id: str
    stories: frozenset[int]
    links: frozenset[tuple[int, int]]
    """(outlet, story)"""
    thread: str

    @property
    def kind(self) -> str:
        """Return single, digest, part or notice."""
        name = self.post_id.partition(".")[2]
        if name.startswith("digest-"):
            return "part" if self.thread else "digest"
        return "notice" if name.startswith("held-") else "single"


@dataclass(frozen=True)
class Seen:
    """What there was to judge."""

    flood: Flood
    claims: Sequence[Claimed]
    posts: Sequence[Post]
    told: Sequence[Told]
    """In order, channel by channel; what people were told directly is there too."""
    left: Sequence[str]


def told(workspace: SlackWorkspace) -> list[Told]:
    """Return all messages of a workspace."""
    return [
        _told(conversation.id, message)
        for conversation in workspace.conversations()
        for message in workspace.messages(conversation.id)
    ]


def violations(seen: Seen) -> dict[str, list[str]]:
    """Return what was not kept, by rule; a rule that was has none."""
    by_channel: defaultdict[ChannelId, list[Told]] = defaultdict(list)
    for one in seen.told:
        by_channel[one.channel].append(one)
    channels = [(channel, by_channel[channel.id]) for channel in seen.flood.channels.values()]
    rules = {
        "each story once, none lost": _once(seen),
        "no message twice": _twice(seen),
        "caps in any 60 minutes": _each(_cap, seen, channels),
        "caps a topic and day": _each(_day, seen, channels),
        "single messages in the order of claims": _each(_order, seen, channels),
        "a message a second and channel": [found for _, here in by_channel.items() for found in _rate(here)],
        "nothing in quiet hours": _each(_quiet, seen, channels),
        "nothing before its time": _each(_early, seen, channels),
        "further coverage is shown": _further(seen, by_channel),
        "all is settled": [*_unsettled(seen.posts), *seen.left],
    }
    return {rule: list(found) for rule, found in rules.items()}


def _once(seen: Seen) -> Iterable[str]:
    times = Counter(
        (one.channel, story) for one in seen.told for story in one.stories if one.kind != "notice"
    )
    wanted = seen.flood.wanted()
    for (channel, story), topics in wanted.items():
        if times[channel, story] != 1:
            yield f"{channel} was told story {story} {times[channel, story]} times ({len(topics)} topics)"
    for channel, story in times.keys() - wanted.keys():
        yield f"{channel} was told story {story}, which it had not asked for"


def _twice(seen: Seen) -> Iterable[str]:
    times = Counter(one.post_id for one in seen.told)
    return [f"{post_id} is there {n} times" for post_id, n in times.items() if n > 1]


def _cap(seen: Seen, channel: Channel, here: Sequence[Told]) -> Iterable[str]:
    """Urgent topics' messages have a cap of their own; a digest is urgent if one of its stories is."""
    parts: defaultdict[str, set[int]] = defaultdict(set)
    for one in here:
        parts[one.post_id.partition("-part")[0]] |= one.stories
    new: defaultdict[str, list[datetime]] = defaultdict(list)
    urgent = [claim for claim in seen.claims if claim.channel == channel.id and claim.topic.urgent]
    for one in here:
        claims = [claim for claim in urgent if claim.story in parts[one.post_id]]
        if not one.thread and (what := _place(one, claims)):
            new[what].append(one.at)
    for what, times in new.items() if channel.cap else ():
        for first, last in zip(times, times[channel.cap :], strict=False):
            if last - first < HOUR:
                when = f"from {first:%H:%M:%S} to {last:%H:%M:%S}"
                yield f"{channel.id}: {channel.cap + 1} {what} messages {when}"


def _place(one: Told, urgent: Sequence[Claimed]) -> str:
    """Return what a message counts as; nothing where one cannot know whether it saw a claim."""
    if any(claim.done_at < one.at - UNDER_WAY for claim in urgent):
        return "urgent"
    return "" if any(claim.at < one.at for claim in urgent) else "usual"


def _day(seen: Seen, channel: Channel, here: Sequence[Told]) -> Iterable[str]:
    wanted, counts = seen.flood.wanted(), Counter[tuple[TopicId, str]]()
    for one in here:
        if one.kind == "single":
            day = one.at.astimezone(ZoneInfo(ZONE)).date().isoformat()
            # Of several topics one alone may have had room left.
            topics = frozenset[TopicId]().union(
                *(wanted.get((channel.id, n), frozenset()) for n in one.stories)
            )
            counts.update((topic, day) for topic in topics if len(topics) == 1)
    for topic in channel.topics:
        for (topic_id, day), n in counts.items():
            if topic_id == topic.id and topic.cap_per_day and n > topic.cap_per_day:
                yield f"{channel.id}: {n} messages of {topic.name} on {day}"


def _order(seen: Seen, channel: Channel, here: Sequence[Told]) -> Iterable[str]:
    """A later message must not tell what everybody could see before the earlier one's was claimed.

    What has waited and is told singly all the same, as the only one of its kind, stands for a digest.
    """
    waited = {post.story_id for post in seen.posts if post.channel == channel.id and post.hold}
    claims: dict[int, Claimed] = {}
    for claim in seen.claims:
        if claim.channel == channel.id and (claim.story not in claims or claim.at < claims[claim.story].at):
            claims[claim.story] = claim
    singles = [
        claims[story]
        for one in here
        if one.kind == "single"
        for story in one.stories
        if story_id(story) not in waited
    ]
    latest: Claimed | None = None
    for claim in singles:
        if latest and claim.done_at < latest.at:
            yield f"{channel.id}: story {claim.story} after story {latest.story}, though claimed before"
        latest = claim if latest is None or claim.at > latest.at else latest


def _rate(here: Sequence[Told]) -> Iterable[str]:
    level = 0.0
    for before, one in pairwise([None, *here]):
        assert one
        level = max(0.0, level - (one.at - before.at).total_seconds()) if before else 0.0
        level += 1
        if level > BURST + 0.01:
            yield f"{one.channel}: {level:.1f} messages above one a second at {one.at:%H:%M:%S}"


def _quiet(_seen: Seen, channel: Channel, here: Sequence[Told]) -> Iterable[str]:
    if channel.kind is Kind.QUIET:
        start, end = time.fromisoformat(QUIET.start), time.fromisoformat(QUIET.end)
        for one in here:
            # Answers in threads and edits disturb nobody.
            if not one.thread and start <= one.at.astimezone(ZoneInfo(ZONE)).time() < end:
                yield f"{channel.id}: {one.post_id} at {one.at:%H:%M:%S}"


def _early(seen: Seen, channel: Channel, here: Sequence[Told]) -> Iterable[str]:
    daily = {topic.id for topic in channel.topics if topic.delivery == DAILY}
    wanted = seen.flood.wanted()
    for one in here:
        for story in one.stories:
            if one.at < DAILY_AT and wanted.get((channel.id, story), {""}) <= daily:
                yield f"{channel.id}: story {story} at {one.at:%H:%M:%S}"


def _further(seen: Seen, by_channel: Mapping[ChannelId, Sequence[Told]]) -> Iterable[str]:
    later = {(entry.outlet, entry.story) for _, entry in seen.flood.later}
    of_story: defaultdict[int, set[tuple[int, int]]] = defaultdict(set)
    for link in later:
        of_story[link[1]].add(link)
    for channel, here in by_channel.items():
        for one in here:
            if one.kind == "single":
                for story in one.stories:
                    if missing := of_story[story] - one.links:
                        yield f"{channel}: {one.post_id} does not show {sorted(missing)}"


def _unsettled(posts: Sequence[Post]) -> Iterable[str]:
    for post in posts:
        if post.state not in {PostState.SENT, PostState.FOLDED} or post.done != post.wanted:
            yield f"{post.id} is {post.state}, {post.done} of {post.wanted} done: {post.reason}"


Rule = Callable[[Seen, Channel, Sequence[Told]], Iterable[str]]


def _each(rule: Rule, seen: Seen, channels: Sequence[tuple[Channel, Sequence[Told]]]) -> Iterable[str]:
    return [found for channel, here in channels for found in rule(seen, channel, here)]


def _told(channel: str, message: Message) -> Told:
    post_id = str((message.metadata or {"event_payload": {}})["event_payload"].get("post_id", ""))
    links = frozenset((int(k), int(n)) for k, n in STORY.findall(json.dumps(list(message.blocks))))
    return Told(
        datetime.fromtimestamp(float(message.ts), UTC),
        ChannelId(channel),
        post_id,
        frozenset(story for _, story in links),
        links,
        message.thread_ts if message.is_reply else "",
    )
