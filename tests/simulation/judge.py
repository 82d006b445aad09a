"""What must hold once a run has come to rest: the invariants I1 to I7, by Slack's own history."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Any

from builders import ALICE

from newswatch.model import ChannelId, StoryId
from newswatch.posts import Post, PostState
from newswatch.usecases.polls import PUSHED_S
from simulation.facts import Alarm
from simulation.grouping import TITLE_SHOWN, Grouping
from simulation.manners import Manners, post_id_of
from simulation.newsrooms import ANEW
from simulation.people import INTERVAL_S
from simulation.timing import Telling, Timing, is_digest, lines
from simulation.upkeep import Upkeep
from simulation.web import HEADER_SECRET
from simulation.world import TOKEN, World

SECRETS = ("planted-password", "planted-key", HEADER_SECRET, TOKEN)
SUMMARY = "From the feed’s summary."
LEASES = {
    "CHANNELS": ("until", timedelta()),
    "CURSOR": ("lease", timedelta()),
    "HOST": ("free", timedelta(minutes=1)),
}
"""What says until when something is somebody's, by what it is; and how long it may be after all is done."""
PARTS = 20
"""More than any digest here has in its thread."""
VOTES = re.compile(r'"(👍 Relevant|👎 Not relevant) · (\d+)"')
KEPT = timedelta(days=30)
"""Articles are."""


class Judge:
    """Looks at a world that has come to rest."""

    def __init__(self, world: World, *, strict: bool = True) -> None:
        """``strict`` where so little went wrong that nothing may have become a dead letter."""
        self.world, self.facts, self.strict = world, world.facts, strict
        self.said: dict[str, list[tuple[str, Any, str]]] = {}
        self.told: dict[tuple[str, str], list[tuple[str, Any, str]]] = {}
        """What is said of stories, by channel and story."""
        self.tellings: dict[tuple[str, str], list[Telling]] = {}
        """The same, with those in lines of digests."""
        self.bare = 0
        replies = []
        known = self.facts.stories()
        addresses = {news.piece.url: self.facts.story(news) for news in self.facts.news}
        for room in world.workspace.conversations():
            for message in world.workspace.messages(room.id):
                payload = (message.metadata or {}).get("event_payload") or {}
                text = _said(message.text, message.blocks)
                found, post_id = (room.id, message, text), payload.get("post_id")
                if message.is_reply and post_id is None:
                    replies.append(found)
                    continue
                self.bare += post_id is None
                self.said.setdefault(str(post_id), []).append(found)
                channel, _, story = str(post_id).partition(".")
                if story in known:
                    self.told.setdefault((channel, known[story]), []).append(found)
                    told = Telling(str(post_id), message, text)
                    self.tellings.setdefault((channel, known[story]), []).append(told)
                if is_digest(str(post_id)):
                    for url, said in lines(message.text, message.blocks):
                        told = Telling(str(post_id), message, said)
                        self.tellings.setdefault((channel, addresses.get(url, url)), []).append(told)
        self.alarms = self.facts.alarms()
        self.upkeep = Upkeep(world, self.said, strict=strict)
        self.grouping = Grouping(world, self.told, replies)
        self.timing = Timing(world, self.said, self.tellings, self.alarms.values(), strict=strict)

    def violations(self) -> list[str]:
        """Return everything that does not hold, each with the invariant's name."""
        checks = (
            self._delivered,
            self._once,
            self._current,
            self._justified,
            self._heard,
            self._kept,
            self._dead,
            self._rest,
            self._secrets,
        )
        found = [violation for check in checks for violation in check()]
        found += self.upkeep.violations()
        found += self.grouping.violations()
        found += self.timing.violations()
        return found + list(Manners(self.world, strict=self.strict).violations())

    # --- I1: no match is lost ---------------------------------------------------------------

    def _delivered(self) -> Iterator[str]:
        for alarm in self.alarms.values():
            if alarm.must:
                yield from self._told(alarm)

    def _told(self, alarm: Alarm) -> Iterator[str]:
        if self.facts.idle_since(alarm.topic, alarm.at):
            return
        names, wanted = self.facts.names(alarm.topic), alarm.channels
        found = {where for where in self.facts.places(alarm.topic) if self._shown(where, alarm, names)}
        wanted = wanted - {where for where in wanted if self._is_muted(where, alarm)}
        waits = {where for where in wanted if self._accounted(self.world.post(where, alarm.story))}
        # Where a topic was taken away it need not be told, if it is told where it went or was already.
        taken = {
            where
            for where in wanted
            if self.facts.has_left(alarm.topic, where, alarm.at)
            and (found or waits or self._was_told(where, alarm, names))
        }
        for where in sorted(wanted - found - taken):
            post = self.world.post(where, alarm.story)
            if where not in waits:
                state = f"{post.state} {post.reason}".strip() if post else "no post"
                yield f"I1 {min(names)} was not told of {self._title(alarm.story)} in {where}: {state}"

    def _is_muted(self, where: ChannelId, alarm: Alarm) -> bool:
        """Return whether only outlets carry it that are muted there until the end."""
        now = self.world.clock.now()
        muted = self.facts.habits.muted(where, now, now)[-1]
        return self.facts.carriers(alarm.topic, alarm.story, now) <= muted

    def _shown(self, where: ChannelId, alarm: Alarm, names: frozenset[str]) -> bool:
        for _, _, text in self.told.get((where, alarm.story), ()):
            if any(name in text for name in names) and self.grouping.leading(alarm.story, text):
                return True
        # A digest tells what was news when it was sent: a headline that changes later leaves it as it is.
        return any(
            telling.is_listed and any(name in telling.text for name in names)
            for telling in self.tellings.get((where, alarm.story), ())
        )

    def _was_told(self, where: ChannelId, alarm: Alarm, names: frozenset[str]) -> bool:
        """Return whether a message showed a topic before that was taken away.

        One that is edited later, for another topic or outlet, names those who want it there by then.
        """
        ids = {f"{where}.{id_}" for id_, told in self.facts.stories().items() if told == alarm.story}
        return any(
            call.answer == "ok"
            and post_id_of(call.args) in ids
            and any(name in _said(call.args.get("text", ""), call.args.get("blocks")) for name in names)
            and self.facts.has_left(alarm.topic, where, datetime.fromtimestamp(call.at, UTC))
            for method in ("chat.postMessage", "chat.update")
            for call in self.world.workspace.calls.all(method)
        )

    def _accounted(self, post: Post | None) -> bool:
        """Return whether a post, or the digest that tells it, waits for a person who has been told."""
        waiting = [post] if post else []
        if post and post.state is PostState.FOLDED:
            waiting = list(self._digest_of(post))
        parked = {other.id for other in self.world.store.parked()}
        return any(
            one.state is PostState.PARKED
            and one.channel in self.facts.broken
            and one.id in parked
            and bool(one.reason)
            and self._warned(one.channel)
            for one in waiting
        )

    def _digest_of(self, post: Post) -> Iterator[Post]:
        """Yield the digest that tells a post, and its parts."""
        story = post.reason.partition(".")[2]
        for part in ("", *(f"-part{n}" for n in range(1, PARTS))):
            if found := self.world.store.post(post.channel, StoryId(f"{story}{part}")):
                yield found

    def _warned(self, about: ChannelId) -> bool:
        """Return whether the owner has got a message that names a channel."""
        rooms = {room for room, _, text in self._everything() if f"<#{about}" in text or about in text}
        return f"D{ALICE[1:]}" in rooms

    # --- I2: one message a post ------------------------------------------------------------------

    def _once(self) -> Iterator[str]:
        if self.bare:
            yield f"I2 {self.bare} messages without a post id"
        for post_id, said in self.said.items():
            if len(said) > 1:
                yield f"I2 {post_id} is there {len(said)} times"
        for (channel, story), told in self.told.items():
            if len(told) > 1:
                yield f"I2 {self._title(story)} is told in {channel} {len(told)} times"

    def _current(self) -> Iterator[str]:
        """A message shows what the page says, once that can be read."""
        late = self.world.web.late
        stories = {self.facts.story(news) for news in self.facts.news if news.piece.url in late}
        for (channel, story), told in self.told.items():
            if self.strict and story in stories:
                yield from (
                    f"{self._title(story)} still shows the summary in {channel}"
                    for _, _, text in told
                    if SUMMARY in text
                )

    # --- I3: nothing that nobody asked for ---------------------------------------------------------

    def _justified(self) -> Iterator[str]:
        stories: dict[str, list[Alarm]] = {}
        for alarm in self.alarms.values():
            stories.setdefault(alarm.story, []).append(alarm)
        changes = {f"change-{seq}" for seq in self.facts.changes}
        for (channel, story), tellings in self.tellings.items():
            for telling in tellings:
                yield from self._wanted(channel, story, telling, stories.get(story, []))
        for post_id, told in self.said.items():
            _, _, story = post_id.partition(".")
            if story in self.facts.echoes:
                yield f"I3 {post_id} tells again of what has another address now"
            if story.startswith("change-") and story not in changes and post_id not in self.upkeep.posts:
                yield f"I3 {post_id} tells of a change that nobody made, {len(told)} times"

    def _wanted(self, channel: str, story: str, telling: Telling, alarms: list[Alarm]) -> Iterator[str]:
        alarms = [alarm for alarm in alarms if channel in self.facts.places(alarm.topic)]
        if not alarms:
            yield f"I3 nobody wanted {self._title(story)} in {channel}"
            return
        if float(telling.message.ts) < min(alarm.at for alarm in alarms).timestamp():
            yield f"I3 {self._title(story)} was told before its time"
        at = datetime.fromtimestamp(float(telling.message.ts), UTC)
        # News that comes as soon as something is surely muted comes after that.
        since = min(alarm.at for alarm in alarms) + timedelta(microseconds=1)
        muted = self.facts.habits.muted(ChannelId(channel), since, max(since, at))
        carried = [self.facts.carriers(alarm.topic, story, at) for alarm in alarms]
        if all(outlets <= sites for outlets in carried for sites in muted):
            yield f"I3 {self._title(story)} was told in {channel} though only muted outlets carry it"
        wanted = {alarm.topic for alarm in alarms}
        for topic_id in self.facts.topics:
            if topic_id not in wanted and any(name in telling.text for name in self.facts.names(topic_id)):
                yield f"I3 {channel} says that {min(self.facts.names(topic_id))} wanted {self._title(story)}"

    def _heard(self) -> Iterator[str]:
        """What people said of a message is on its buttons, and in the table for its topics."""
        for (channel, story), said in self.facts.votes.items():
            counts = Counter(said.values())
            for _, message, _ in self.told.get((channel, story), ()):
                shown = VOTES.findall(json.dumps(message.blocks, ensure_ascii=False))
                found = {label == "👍 Relevant": int(count) for label, count in shown}
                if self.strict and found != counts:
                    yield f"I1 {self._title(story)} shows {found} in {channel}, not {dict(counts)}"
            for alarm in self.alarms.values():
                if alarm.story == story and channel in alarm.channels:
                    kept = {v.who: v.relevant for v in self.world.store.votes(alarm.topic, alarm.at)}
                    if self.strict and kept != said:
                        yield f"I1 of {self._title(story)} {kept} is kept, not {said}"

    # --- I4: nothing is remembered that was not handed on -------------------------------------------

    def _kept(self) -> Iterator[str]:
        now = self.world.clock.now()
        for news in self.facts.news:
            if news.piece.poison or now - news.at > KEPT:
                continue
            if self.world.store.article_at([news.piece.url]) is None:
                yield f"I4 {news.piece.title[:TITLE_SHOWN]} of {news.piece.url} was never read"

    # --- I5: poison stops only itself ------------------------------------------------------------------

    def _dead(self) -> Iterator[str]:
        letters = self.world.dead_letters()
        poison = [body for _, body in letters if any(f'"{guid}"' in body for guid in self.world.poisoned)]
        # One that gets a new id meanwhile may be there by either.
        found = {_first(guid) for guid in self.world.poisoned for body in poison if f'"{guid}"' in body}
        if {*map(_first, self.world.poisoned)} - found:
            yield "I5 the poisonous entry is not among the dead letters"
        if self.strict and len(letters) > len(poison):
            others = Counter(name for name, _ in letters)
            yield f"I5 dead letters: {dict(others)}"
        lost = {url for url, n in self.world.sqs.expired.items() if n and url == self.world.urls["articles"]}
        if lost:
            yield "I5 articles expired in their queue"

    # --- I6: nothing is stuck -----------------------------------------------------------------------------

    def _rest(self) -> Iterator[str]:
        now = self.world.clock.now()
        for item in self.world.dynamo.items():
            pk = item["pk"]["S"].split("#")[1]
            name, by_itself = LEASES.get(pk, ("", timedelta()))
            until = item.get(name, {}).get("S", "")
            if until and datetime.fromisoformat(until) > now + by_itself:
                yield f"I6 a lease is held until {until}: {pk} {item['sk']['S']}"
        for what in self.world.unquiet():
            yield f"I6 not at rest: {what}"
        for url, site in self.world.web.sites.items():
            interval_s = PUSHED_S if site.hub else INTERVAL_S
            late = not site.asked or now - site.asked[-1] > timedelta(seconds=3 * interval_s)
            if site.status == HTTPStatus.OK and late:
                yield f"I6 not polled any more: {url.rpartition('@')[2]}"

    # --- I7: no secret anywhere ----------------------------------------------------------------------

    def _secrets(self) -> Iterator[str]:
        texts = {
            "log": " ".join(self.world.logbook.texts()),
            "error": " ".join(self.world.exceptions),
            "dead letter": " ".join(body for _, body in self.world.dead_letters()),
            "message": " ".join(text for _, _, text in self._everything()),
        }
        for where, text in texts.items():
            for secret in SECRETS:
                if secret in text:
                    yield f"I7 {secret} in a {where}"

    def _everything(self) -> Iterator[tuple[str, Any, str]]:
        for told in self.said.values():
            yield from told

    def _title(self, story: str) -> str:
        return next((news.piece.title[:TITLE_SHOWN] for news in self.facts.carried(story)), story)


def _said(text: str, blocks: Any) -> str:
    return text + json.dumps(blocks, ensure_ascii=False)


def _first(guid: str) -> str:
    return guid.partition(ANEW)[0]
