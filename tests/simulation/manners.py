"""How the product behaves towards Slack and the people in it, beside that nothing is lost or doubled."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from newswatch.posts import Hold, Post, PostState
from simulation.faults import VERSIONS
from simulation.world import World

OF_POSTS = ("chat.postMessage", "chat.update", "conversations.history")
DIGEST_AFTER = timedelta(hours=1)
SLACK = timedelta(minutes=10)
"""Between the moment when something may happen and the one when it does."""


class Manners:
    """Looks at a world that has come to rest."""

    def __init__(self, world: World, *, strict: bool) -> None:
        """``strict`` where at most one thing went wrong."""
        self._world, self._strict = world, strict

    def violations(self) -> Iterator[str]:
        """Yield what Slack or people would object to."""
        if self._strict:
            yield from self._pauses()
        # Two versions that count warnings in different ways may tell somebody once each.
        is_mixed = not self._world.plan.world.isdisjoint(VERSIONS)
        is_disturbed = bool(self._world.struck or self._world.pair)
        if self._strict and not is_disturbed and not is_mixed:
            yield from self._warnings()
            yield from self._digests()
            yield from self._rate()

    def _pauses(self) -> Iterator[str]:
        """Who is asked to wait with posts waits."""
        for began, method, channel, seconds in self._world.pauses:
            if method not in OF_POSTS:
                continue
            for call in self._world.workspace.calls.all(method):
                waited = call.at - began.timestamp()
                if call.channel == channel and 0 < waited < seconds:
                    yield f"I3 {method} in {channel} {waited:.1f} s after Slack asked for {seconds} s"

    def _warnings(self) -> Iterator[str]:
        """An owner is told once of each time that the bot is out of a channel."""
        told: Counter[str] = Counter()
        for call in self._world.workspace.calls.all("chat.postMessage"):
            _, _, story = post_id_of(call.args).partition(".")
            if call.answer == "ok" and story.startswith("trouble-"):
                told[story.split("-")[1]] += 1
        outages = Counter(outage.channel for outage in self._world.facts.outages)
        for channel, count in told.items():
            if count > outages[channel]:
                yield f"I3 {count} warnings about {channel}, which lost the bot {outages[channel]} times"

    def _digests(self) -> Iterator[str]:
        """What has waited for more than an hour comes in one message, what has not comes by itself."""
        facts = self._world.facts
        waited: defaultdict[str, list[tuple[Post, timedelta]]] = defaultdict(list)
        for alarm in facts.alarms().values():
            for outage in facts.outages:
                post = self._world.post(outage.channel, alarm.story)
                if post and outage.holds(post.claimed_at) and len(facts.places(alarm.topic)) == 1:
                    waited[outage.channel].append((post, outage.length_after(post.claimed_at)))
        for channel, posts in waited.items():
            old = {post.id for post, length in posts if length > DIGEST_AFTER + SLACK}
            for post, length in posts:
                # What a cap or quiet hours held after that is in a digest for that reason.
                is_held = post.hold not in {None, Hold.PARKED}
                if post.state is PostState.FOLDED and length < DIGEST_AFTER and not is_held:
                    yield f"I3 {post.id} waited in {channel} for {length} and was told by a digest"
                if post.state is PostState.SENT and post.id in old and len(old) > 1:
                    yield f"I3 {post.id} waited in {channel} for {length} and was told by itself"

    def _rate(self) -> Iterator[str]:
        """Slack need not ask for a pause."""
        if refused := [call for call in self._world.workspace.calls.all() if call.answer == "429"]:
            yield f"I3 Slack had to ask for a pause {len(refused)} times"


def post_id_of(args: Any) -> str:
    """Return the id of the post that a call to Slack is about; empty for none."""
    return str(((args.get("metadata") or {}).get("event_payload") or {}).get("post_id", ""))
