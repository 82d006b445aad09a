"""At the right time, and never a flood: the judge's part about when messages come, and how many."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from newswatch.model import Cadence, ChannelId, Topic, TopicId
from simulation.chat import LATE_S
from simulation.facts import Alarm
from simulation.faults import OLD, VERSIONS
from simulation.habits import CAP, CAP_A_DAY, HOUR, UNDER_WAY, Habit, delivered, is_quiet, local_day
from simulation.world import World

ROW = re.compile(r"<(https?://[^|>]*)\|")
MOST_HELD = timedelta(minutes=5)
"""How long after its time something may still be held."""
ABOUT_MIDNIGHT = timedelta(minutes=5)
"""After midnight a message may still count for the day before."""
TOO_MUCH = "More than fits into"
"""What digests say of what a cap held back."""
TAKEN = timedelta(seconds=2)
Said = tuple[str, Any, str]
"""A conversation, a message, and all of its text."""


@dataclass(frozen=True)
class Telling:
    """A story told in a channel: by a message of its own, or in a line of a digest."""

    post_id: str
    message: Any
    text: str
    """What is said of the story, its topics among it."""

    @property
    def is_listed(self) -> bool:
        """Whether a digest tells it."""
        return is_digest(self.post_id)


@dataclass(frozen=True)
class New:
    """A new message of a channel: no edit, and nothing in a thread."""

    post_id: str
    at: datetime
    """When Slack had it."""
    tried: datetime
    """When it was sent."""
    story: str
    """The story that it tells; empty where it tells none."""

    @property
    def what(self) -> str:
        """What it tells."""
        return self.post_id.partition(".")[2]


def is_digest(post_id: str) -> bool:
    """Return whether a post is a digest, or a part of one in its thread."""
    return post_id.partition(".")[2].startswith("digest-")


def lines(text: str, blocks: Sequence[Any]) -> Iterator[tuple[str, str]]:
    """Yield the address of each story of a digest, and what is said of it and above it."""
    sections = [str(block.get("text", {}).get("text", "")) for block in blocks] or [text]
    heading = ""
    for row in "\n".join(sections).split("\n"):
        heading = row if row.startswith("*") else heading
        if found := ROW.search(row):
            yield found[1], f"{heading}\n{row}"


class Timing:
    """Looks at a world that has come to rest."""

    def __init__(
        self,
        world: World,
        said: Mapping[str, Sequence[Said]],
        tellings: Mapping[tuple[str, str], Sequence[Telling]],
        alarms: Collection[Alarm],
        *,
        strict: bool,
    ) -> None:
        """``said`` is every message by its post's id; ``strict`` where at most one thing went wrong."""
        self._world, self._facts, self._said, self._tellings = world, world.facts, said, tellings
        self._habits = world.facts.habits
        self._calm = strict and not world.struck and not world.pair and not world.plan.world
        self._alarms: defaultdict[tuple[str, str], list[Alarm]] = defaultdict(list)
        for alarm in alarms:
            for channel in self._facts.places(alarm.topic):
                self._alarms[channel, alarm.story].append(alarm)
        self._new: defaultdict[ChannelId, list[New]] = defaultdict(list)
        known = self._facts.stories()
        for post_id, told in said.items():
            channel, _, what = post_id.partition(".")
            for _, message, _ in told:
                if not message.is_reply:
                    at = datetime.fromtimestamp(float(message.ts), UTC)
                    new = New(post_id, at, self._tried(at), known.get(what, ""))
                    self._new[ChannelId(channel)].append(new)
        for messages in self._new.values():
            messages.sort(key=lambda new: new.at)

    def violations(self) -> Iterator[str]:
        """Yield where something came too often, too early, too late, or too much at once."""
        yield from self._twice()
        yield from self._late()
        yield from self._owners()
        struck = " ".join(self._world.struck)
        if VERSIONS.isdisjoint(self._world.plan.world) and f"{OLD}@" not in struck:
            # The deployed version knows no caps, and no time but now.
            for channel, messages in self._new.items():
                yield from self._flood(channel, messages)
                yield from self._a_day(channel, messages)
                for new in messages:
                    yield from self._hushed(channel, new)
            for (channel, story), tellings in self._tellings.items():
                for telling in tellings:
                    yield from self._early(ChannelId(channel), story, telling)

    # --- Each story once ----------------------------------------------------------------------------

    def _twice(self) -> Iterator[str]:
        """Whoever tells a story again does so for a topic that has joined since."""
        for (channel, story), tellings in self._tellings.items():
            alarms = self._alarms[channel, story]
            if len(tellings) > max(1, len(alarms)):
                yield f"I3 {story} is told in {channel} {len(tellings)} times, for {len(alarms)} topics"
            is_settled = len({alarm.at for alarm in alarms}) == 1 and not self._changed(channel, story)
            known: set[TopicId] = set()
            for telling in sorted(tellings, key=lambda telling: float(telling.message.ts)):
                named = {topic for topic in self._facts.topics if self._names(topic, telling.text)}
                if is_settled and known and (self._calm or named <= known):
                    yield f"I3 {story} is told in {channel} again, by {telling.post_id}"
                known |= named

    def _names(self, topic: TopicId, text: str) -> bool:
        return any(name in text for name in self._facts.names(topic))

    def _changed(self, channel: str, story: str) -> bool:
        return any(self._facts.changed_since(alarm.topic, alarm.at) for alarm in self._alarms[channel, story])

    # --- Not too late -------------------------------------------------------------------------------

    def _late(self) -> Iterator[str]:
        now = self._world.clock.now()
        for channel, (count, first) in self._world.store.held().items():
            what = "late" if first + MOST_HELD < now else "for ever"
            yield f"I6 {count} posts are held in {channel} {what}: the first one until {first}"
        if not self._calm:
            return
        for channel, news_until, by in self._habits.due:
            for (where, story), alarms in self._alarms.items():
                if where != channel or not any(alarm.must and alarm.at < news_until for alarm in alarms):
                    continue
                told = [float(telling.message.ts) for telling in self._tellings.get((where, story), ())]
                if not told or min(told) > by.timestamp():
                    yield f"I6 {story} was not told in {channel} by {by:%d %H:%M}"

    def _owners(self) -> Iterator[str]:
        """Who owns a topic whose stories a cap held back has been told so."""
        if not self._calm:
            return
        for post_id, told in self._said.items():
            channel = post_id.partition(".")[0]
            if is_digest(post_id) and any(TOO_MUCH in text for _, _, text in told):
                warnings = [one for id_, said in self._said.items() if ".held-" in id_ for one in said]
                if not any(channel in text for _, _, text in warnings):
                    yield f"I1 nobody was told that a cap held back what {post_id} tells"

    # --- Not too early --------------------------------------------------------------------------------

    def _hushed(self, channel: ChannelId, new: New) -> Iterator[str]:
        """Nothing new comes in quiet hours, or while a channel is snoozed, or all topics that want it are.

        That somebody has changed something is told to a channel that is snoozed, too.
        """
        habits = self._during(channel, new)
        silent = Habit.is_quiet if new.what.startswith("change-") else Habit.is_silent
        if all(silent(habit, new.tried) for habit in habits):
            yield f"I3 {new.post_id} came at {new.tried:%d %H:%M:%S}, when {channel} was to be quiet"
        told = self._told_for(channel, new)
        topics = [topic for topic_id in told for topic in self._topics(topic_id, new)]
        if topics and all(self._rests(topic, habits, new) for topic in topics):
            yield f"I3 {new.post_id} came at {new.tried:%d %H:%M:%S}, when its topics were to be quiet"

    def _told_for(self, channel: ChannelId, new: New) -> set[TopicId]:
        """Return the topics for which a message can have come; none of one that tells no story."""
        if not is_digest(new.post_id):
            return {alarm.topic for alarm in self._alarms.get((channel, new.story), ())}
        return {
            alarm.topic
            for (where, story), tellings in self._tellings.items()
            for alarm in self._alarms[where, story]
            if where == channel
            and any(telling.post_id.partition("-part")[0] == new.post_id for telling in tellings)
        }

    def _rests(self, topic: Topic, habits: Sequence[Habit], new: New) -> bool:
        if topic.snoozed_until and new.tried < topic.snoozed_until:
            return True
        quiet = topic.quiet
        return quiet is not None and all(
            is_quiet(new.tried, quiet, topic.zone or habit.zone) for habit in habits
        )

    def _early(self, channel: ChannelId, story: str, telling: Telling) -> Iterator[str]:
        """What is delivered at certain times is not told before them."""
        at = datetime.fromtimestamp(float(telling.message.ts), UTC)
        times = []
        for alarm in self._alarms[channel, story]:
            habits = self._habits.during(channel, alarm.at - UNDER_WAY, at)
            for topic in self._facts.versions(alarm.topic, alarm.at - UNDER_WAY, at):
                for habit in habits:
                    delivery = topic.delivery or habit.delivery
                    # A topic's zone is that of its own times.
                    zone = topic.zone if topic.delivery and topic.zone else habit.zone
                    times.append(delivered(alarm.at, delivery, zone))
        if times and at < min(times):
            yield f"I3 {story} was told in {channel} at {at:%d %H:%M:%S}, before {min(times):%d %H:%M}"

    # --- Not too much -----------------------------------------------------------------------------------

    def _flood(self, channel: ChannelId, messages: Sequence[New]) -> Iterator[str]:
        """A channel gets no more news in any hour than its cap; urgent ones have room of their own."""
        messages = [new for new in messages if new.story or is_digest(new.post_id)]
        kinds = {new: self._urgency(channel, new) for new in messages}
        for n, new in enumerate(messages, start=1):
            caps = [habit.cap for habit in self._during(channel, new)]
            if 0 in caps:
                continue
            cap, hour = max(caps), [each for each in messages[:n] if new.at - each.at < HOUR]
            surely = Counter(next(iter(kinds[each])) for each in hour if len(kinds[each]) == 1)
            for urgent, count in surely.items():
                if count > cap and kinds[new] == {urgent}:
                    what = "urgent messages" if urgent else "messages"
                    yield f"I3 {channel} got {count} {what} in the hour until {new.at:%d %H:%M:%S}, not {cap}"
            if len(hour) > 2 * cap:
                yield f"I3 {channel} got {len(hour)} messages in the hour until {new.at:%d %H:%M:%S}"

    def _a_day(self, channel: ChannelId, messages: Sequence[New]) -> Iterator[str]:
        """A topic gets no more messages on a day than it is to get, where nothing has waited but for that."""
        counts: Counter[tuple[TopicId, str]] = Counter()
        for new in messages:
            alarms = self._alarms.get((channel, new.story), ())
            if len(alarms) != 1:
                continue
            topics, habits = self._topics(alarms[0].topic, new), self._during(channel, new)
            caps = [CAP_A_DAY if topic.cap_per_day is None else topic.cap_per_day for topic in topics]
            if 0 in caps or not self._is_plain(channel, alarms[0].topic) or _urgent(topics, new) != {False}:
                continue
            days = {local_day(at, habit.zone) for habit in habits for at in (new.at - ABOUT_MIDNIGHT, new.at)}
            if len(days) == 1:
                topic, day = alarms[0].topic, days.pop()
                counts[topic, day] += 1
                if counts[topic, day] > max(caps):
                    yield f"I3 {topic} got {counts[topic, day]} messages in {channel} on {day}"

    def _is_plain(self, channel: ChannelId, topic: TopicId) -> bool:
        """Return whether what waits there can only wait for the topic's next day."""
        versions = [told.topic for told in self._facts.topics[topic]]
        return self._habits.is_plain(channel) and all(
            (each.delivery is None or each.delivery.every is Cadence.INSTANT)
            and each.quiet is None
            and each.snoozed_until is None
            for each in versions
        ) and len(self._new[channel]) < CAP  # fmt: skip

    def _urgency(self, channel: ChannelId, new: New) -> set[bool]:
        """Return whether a message counts as urgent: both where that cannot be known."""
        kinds = [_urgent(self._topics(topic, new), new) for topic in self._told_for(channel, new)]
        return set[bool]().union(*kinds) or {False}

    # --- Then -----------------------------------------------------------------------------------------------

    def _during(self, channel: ChannelId, new: New) -> Sequence[Habit]:
        return self._habits.during(channel, new.tried - UNDER_WAY, new.tried)

    def _topics(self, topic: TopicId, new: New) -> Sequence[Topic]:
        return self._facts.versions(topic, new.tried - UNDER_WAY, new.tried)

    def _tried(self, at: datetime) -> datetime:
        """Return when what Slack had at a time was sent."""
        late = timedelta(seconds=LATE_S)
        return next((tried for tried in self._world.late_calls if abs(at - tried - late) < TAKEN), at)


def _urgent(topics: Sequence[Topic], new: New) -> set[bool]:
    return {topic.urgent or (topic.let_until is not None and new.tried < topic.let_until) for topic in topics}
