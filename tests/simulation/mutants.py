"""The product with a mistake in it, each one that somebody might make: the simulation must see it.

A mutant breaks one process when that process is made.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from slack_sdk.http_retry.builtin_handlers import ConnectionErrorRetryHandler
from slack_sdk.http_retry.builtin_interval_calculators import FixedValueRetryIntervalCalculator

from newswatch.errors import Conflict
from newswatch.model import Coverage, Decision, FetchMemory, Source, SourceId, SourceNews, State
from newswatch.posts import Content, Message, Post, PostState
from newswatch.sources.websub import Poll
from simulation import delivery_mutants as delivery
from simulation import stages
from simulation.explore import Mutant, at_calls, meetings, versions
from simulation.process import Process
from simulation.scheduling import Beside


def validators_first(process: Process) -> None:
    """Collect remembers what the feed was before its entries are handed on."""
    store, queues = stages.store(process), stages.queues(process)
    send = queues.send_entries
    waiting: list[Any] = []
    remember_seen, remember_fetch = store.remember_seen, store.remember_fetch

    def hold(groups: Any, _delay_s: int = 0) -> None:
        waiting.extend(groups)

    def seen(*args: Any) -> None:
        remember_seen(*args)

    def fetched(*args: Any) -> None:
        remember_fetch(*args)
        held, waiting[:] = list(waiting), []
        if held:
            send(held)

    if process.stage == "collect":
        queues.send_entries = hold  # type: ignore[method-assign]
        store.remember_seen, store.remember_fetch = seen, fetched  # type: ignore[method-assign]


def posted_before_claimed(process: Process) -> None:
    """Notify writes that it tries only when it has tried."""
    _posting(process, mark=False)


def done_mark(process: Process) -> None:
    """Notify keeps no state but a mark, saved after posting, as generic idempotency does."""
    store = _posting(process, mark=False)
    if store is None:
        return
    post = store.post

    def undoubted(*args: Any) -> Post | None:
        found = post(*args)
        if found and found.state is PostState.SENDING:
            return replace(found, state=PostState.PENDING, owner="", lease_until=None, absent_at=None)
        return found

    store.post = undoubted


def _posting(process: Process, *, mark: bool) -> Any:
    """Leave out the write that says a post is being tried; what comes of it is written all the same."""
    if process.stage != "notify":
        return None
    store = stages.store(process)
    save, skipped = store.save_post, {}

    def saved(post: Post, expected: Post) -> None:
        if post.state is PostState.SENDING and expected.state is not PostState.SENDING:
            skipped[post.id] = expected
            if mark:
                save(post, expected)
            return
        save(post, skipped.pop(post.id, expected))

    store.save_post = saved  # type: ignore[method-assign]
    return store


def random_owner(process: Process) -> None:
    """Match claims an alert under a name of its own, and then makes its post and its place.

    Whoever comes back to such a claim finds it somebody else's, as ``Outbox.claim`` does here: the first
    part is refused, because it is there.
    """
    if process.stage != "match":
        return
    table = stages.store(process)._table
    transact = table.transact

    def one_by_one(parts: Any) -> None:
        for part in parts:
            transact([part])

    table.transact = one_by_one  # type: ignore[method-assign]


def next_version(process: Process) -> None:
    """Wake-ups change so that only the new code can read them, and it sends them from the first minute on."""
    queues, work = stages.queues(process), process.work
    send = queues._send

    def sent(url: str, bodies: Sequence[str], delay_s: int = 0) -> None:
        send(url, [body.replace('"channel": ', '"place": ') for body in bodies], delay_s)

    def understood(process: Process, body: str, received: int) -> None:
        assert work
        work(process, body.replace('"place": ', '"channel": '), received)

    if work:
        queues._send, process.work = sent, understood  # type: ignore[method-assign]


def one_absent_read(process: Process) -> None:
    """Notify believes the first look into history."""
    if process.stage != "notify":
        return
    store = stages.store(process)
    save = store.save_post

    def saved(post: Post, expected: Post) -> None:
        if post.state is PostState.SENDING and post.absent_at and not expected.absent_at:
            post = replace(post, state=PostState.PENDING, owner="", lease_until=None, absent_at=None)
        save(post, expected)

    store.save_post = saved  # type: ignore[method-assign]


def no_sweep(process: Process) -> None:
    """Dispatch wakes nobody: a wake-up that is lost stays lost."""
    if process.stage == "dispatch":
        stages.store(process).channels_with_outbox = list  # type: ignore[method-assign, assignment]


def sdk_retries(process: Process) -> None:
    """Slack's client tries again by itself, as it does unless told otherwise."""
    handler = ConnectionErrorRetryHandler(interval_calculator=FixedValueRetryIntervalCalculator(0))
    stages.chat(process).retry_handlers = [handler]


def own_clock(process: Process) -> None:
    """Leases go by the function's own clock, which may be off."""
    if process.stage == "notify":
        clock = stages.clock(process)
        clock.heard = lambda _metadata: None  # type: ignore[method-assign]


def edits_bare(process: Process) -> None:
    """Edits carry no metadata, and Slack drops what the message had."""
    chat = stages.chat(process)
    update = chat.chat_update

    def bare(**arguments: Any) -> Any:
        return update(**{**arguments, "metadata": {}})

    chat.chat_update = bare  # type: ignore[method-assign]


def immovable(process: Process) -> None:
    """What waits for a topic stays where it is when the topic is moved."""
    if process.stage == "notify":
        stages.store(process).move = lambda *_args: None  # type: ignore[method-assign]


def warns_always(process: Process) -> None:
    """Each refusal begins a trouble of its own, of which owners are told."""
    if process.stage == "notify":
        stages.store(process).trouble_since = lambda _channel, now, _retry_at: now  # type: ignore[method-assign]


def told_forgotten(process: Process) -> None:
    """Collect does not remember that it has told somebody of an outage."""
    if process.stage != "collect":
        return
    store = stages.store(process)
    remember = store.remember_fetch

    def remembered(source_id: SourceId, memory: FetchMemory) -> None:
        remember(source_id, replace(memory, told=False))

    store.remember_fetch = remembered  # type: ignore[method-assign]


def host_unreserved(process: Process) -> None:
    """Everybody has each host to himself."""
    if process.stage == "collect":
        stages.store(process).reserve_host = lambda _host, _until, now: now  # type: ignore[method-assign]


def always_first(process: Process) -> None:
    """Match decides about stories by what it knows, and does not mind that others have decided meanwhile."""
    if process.stage != "match":
        return
    store = stages.store(process)
    decide = store.decide

    def decided(decision: Decision) -> None:
        with suppress(Conflict):
            decide(decision)

    store.decide = decided  # type: ignore[method-assign]


def covered_last(process: Process) -> None:
    """Match writes down which topics hold for an article when it has claimed all that is due."""
    if process.stage != "match":
        return
    store, queues = stages.store(process), stages.queues(process)
    cover, wake = store.cover, queues.wake
    waiting: list[Coverage] = []

    def hold(coverage: Coverage) -> None:
        if coverage.held:
            waiting.append(coverage)
            coverage = replace(coverage, held={})
        cover(coverage)

    def woken(*args: Any, **more: Any) -> None:
        while waiting:
            cover(waiting.pop(0))
        wake(*args, **more)

    store.cover, queues.wake = hold, woken  # type: ignore[method-assign]


def unrefreshed(process: Process) -> None:
    """Match has no post show that another outlet carries its story."""
    if process.stage == "match":
        stages.store(process).refresh_posts = lambda *_args: ()  # type: ignore[method-assign]


def sending_unrefreshed(process: Process) -> None:
    """A post that is being sent is taken to show what its story gains meanwhile."""
    if process.stage != "match":
        return
    store = stages.store(process)
    refresh = store._refresh

    def refreshed(post: Post, when: datetime) -> bool:
        return post.state is PostState.SENDING or refresh(post, when)

    store._refresh = refreshed  # type: ignore[method-assign]


def _shown_without_others(said: Content) -> str:
    """Return what ``notify`` goes by, where who else carries a story is no reason for an edit."""
    return f"{said.title} {sorted(said.topics)}" if isinstance(said, Message) else ""


def _trouble_anew(source: Source, news: SourceNews) -> Source:
    """Return what ``source_news`` makes of a source where each failure counts as another one."""
    return source if source.state is not State.ACTIVE else replace(source, trouble=news.when.isoformat())


def sound(_process: Process) -> None:
    """Nothing is wrong with the process: what is wrong is a constant."""


@dataclass(frozen=True)
class Hunt:
    """A mistake, and where it is looked for."""

    mutant: Mutant = sound
    scenario: str = "small"
    where: str = "chat.postMessage"
    """Part of the name of the calls at which something goes wrong."""
    besides: str = ""
    """What else is wrong in each run."""
    constants: Mapping[str, object] = field(default_factory=dict)
    """What is set otherwise, by where it stands."""
    versions: bool = False
    """Whether it shows where the deployed version works beside this one."""
    beside: Beside | None = None
    """What the message of an article meets where it shows, if it shows where two workers meet."""

    def runs(self) -> Iterator[str]:
        """Yield the names of the runs that must show the mistake, one of them at least."""
        if self.versions:
            yield from versions(self.scenario)
            return
        if self.beside:
            yield from meetings(self.scenario, kinds=[self.beside])
            return
        yield self.scenario
        for name in at_calls(self.scenario, self.mutant, self.where):
            yield f"{name}{self.besides}"


HUNTS = {
    "validators before entries": Hunt(validators_first, where="collect dynamodb.put_item"),
    "post before claim": Hunt(posted_before_claimed),
    "idempotency by a mark afterwards": Hunt(done_mark),
    "a claim with a random owner": Hunt(random_owner, where="match dynamodb.transact_write_items"),
    "no second look into history": Hunt(one_absent_read, besides=",history-lag@w,slow-queues@w"),
    "no sweep": Hunt(no_sweep),
    "retries of Slack's SDK": Hunt(sdk_retries),
    "leases by the function's own clock": Hunt(
        own_clock, besides=",clock+600@p6,history-lag@w,slow-queues@w"
    ),
    "edits without metadata": Hunt(edits_bare, scenario="edition"),
    "pauses cut short": Hunt(constants={"newswatch.slack.codes.MAX_PAUSE_S": 1.0}),
    "no rest after a burst": Hunt(constants={"newswatch.usecases.notify.BURST": 99}, scenario="rush"),
    "old news one by one": Hunt(
        constants={"newswatch.delivery.revival.SINGLY_FOR": timedelta(days=99)}, scenario="digest"
    ),
    "fresh news in a digest": Hunt(
        constants={"newswatch.delivery.revival.SINGLY_FOR": timedelta(0)}, scenario="removed"
    ),
    "a warning for each refusal": Hunt(warns_always, scenario="digest"),
    "posts that do not follow their topics": Hunt(immovable, scenario="moved"),
    "links that are no identity": Hunt(
        constants={"newswatch.sources.seen._Identities.link": lambda _self, _entry: None},
        scenario="rewritten",
        where="dispatch dynamodb.query",
        besides=",ttl-now@w",
    ),
    "titles and dates that are no identity": Hunt(
        constants={"newswatch.sources.seen._Identities.named": lambda _self, _entry: None},
        scenario="relocated",
    ),
    "archives that are news": Hunt(
        constants={"newswatch.sources.seen._old": lambda *_args: {}}, scenario="relocated"
    ),
    "outages of which nobody hears the end": Hunt(told_forgotten, scenario="failing"),
    "a notice at each poll": Hunt(
        told_forgotten,
        constants={"newswatch.usecases.source_news._after": _trouble_anew},
        scenario="forsaken",
    ),
    "gone sources that are read on": Hunt(
        constants={"newswatch.usecases.source_news.STOPS": frozenset()}, scenario="gone"
    ),
    "redirects that are never believed": Hunt(
        constants={"newswatch.usecases.polls.Poll._moved": lambda _self, after, _fetched: after},
        scenario="redirected",
    ),
    "hosts asked by everybody at once": Hunt(host_unreserved, scenario="shared"),
    "pings that nobody answers": Hunt(
        constants={"newswatch.usecases.hook._hand_on": lambda *_args: None}, scenario="pushed"
    ),
    "pings that are polls each": Hunt(
        constants={"newswatch.sources.websub.poll_for": lambda _pinged_at, now: Poll(0, now)},
        scenario="pushed",
    ),
    "pings of anybody": Hunt(
        constants={"newswatch.sources.websub.is_signed": lambda *_args: True}, scenario="pushed"
    ),
    "robots.txt that is not read": Hunt(
        constants={"newswatch.usecases.robots.CachedRobots.allows": lambda *_args: True}, scenario="closed"
    ),
    "old articles that wait for outlets": Hunt(
        constants={"newswatch.usecases.joining._held": lambda m, _article: m.catalog.topics()},
        scenario="revised",
    ),
    "stories placed without their log": Hunt(always_first, scenario="syndicated", beside=Beside.NEXT),
    "claims before what they go by is written": Hunt(covered_last, scenario="syndicated", beside=Beside.NEXT),
    "posts that do not hear of copies": Hunt(unrefreshed, scenario="followed"),
    "posts that do not hear of copies while they are sent": Hunt(
        sending_unrefreshed, scenario="syndicated", beside=Beside.WAKE
    ),
    "copies that are no reason for an edit": Hunt(
        constants={
            "newswatch.usecases.notify.shown": _shown_without_others,
            "newswatch.usecases.sending.shown": _shown_without_others,
        },
        scenario="followed",
    ),
    "messages that take no place": Hunt(
        constants={"newswatch.usecases.sending._counted": delivery.uncounted}, scenario="capped"
    ),
    "messages that take their place once they are sent": Hunt(
        constants={"newswatch.usecases.sending._count": delivery.counted_late}, scenario="capped"
    ),
    "hours of 59 minutes": Hunt(
        constants={"newswatch.delivery.caps.HOUR": timedelta(minutes=59)}, scenario="capped"
    ),
    "messages on their way that count as there": Hunt(
        constants={"newswatch.usecases.sending.LATE": timedelta(0)}, scenario="capped"
    ),
    "urgent messages without end": Hunt(
        constants={"newswatch.delivery.weighing._place": delivery.urgent_without_end}, scenario="urgent"
    ),
    "days without a cap": Hunt(
        constants={"newswatch.delivery.weighing._next_day": lambda *_args: None}, scenario="let-through"
    ),
    "owners who do not hear of caps": Hunt(
        constants={"newswatch.usecases.holding._warn": lambda *_args: None}, scenario="capped"
    ),
    "digests in quiet hours": Hunt(
        constants={
            "newswatch.usecases.gathering.weigh_other": delivery.digests_at_night,
            "newswatch.usecases.holding.weigh_other": delivery.digests_at_night,
        },
        scenario="outage-capped",
    ),
    "notices in quiet hours": Hunt(
        constants={"newswatch.usecases.notify.verdict_on": delivery.notices_at_once}, scenario="quiet"
    ),
    "quiet hours of channels alone": Hunt(
        constants={"newswatch.delivery.weighing.manner": delivery.manner_of_channel}, scenario="urgent"
    ),
    "daily topics that post at once": Hunt(
        constants={"newswatch.delivery.weighing.boundary": lambda after, *_args: after}, scenario="cadences"
    ),
    "digests of all that is held": Hunt(
        constants={"newswatch.usecases.gathering.all_rows": delivery.all_that_is_held}, scenario="joined"
    ),
    "what is held and never weighed anew": Hunt(
        constants={"newswatch.usecases.notify.weigh_again": lambda *_args: True}, scenario="freed"
    ),
    "tails that are forgotten": Hunt(
        constants={"newswatch.usecases.notify._dropped": delivery.tail_forgotten}, scenario="tail"
    ),
    "digests that are given up with their threads": Hunt(
        constants={"newswatch.usecases.notify.is_fixed_anew": lambda *_args: False}, scenario="overtaken"
    ),
    "digests that do not name who has joined": Hunt(
        constants={"newswatch.usecases.contents._told": delivery.those_who_waited},
        scenario="overtaken",
        where="notify dynamodb.transact_write_items",
    ),
    "parts that are looked for in the channel": Hunt(
        constants={"newswatch.slack.client.SlackMessenger.find": delivery.not_in_threads}, scenario="tail"
    ),
    "muted outlets that are told": Hunt(
        constants={
            "newswatch.usecases.gathering.is_muted": lambda *_args: False,
            "newswatch.usecases.holding.is_muted": lambda *_args: False,
            "newswatch.usecases.contents.is_muted": lambda *_args: False,
        },
        scenario="disliked",
    ),
    "muted outlets that wait for nobody": Hunt(
        constants={"newswatch.storage.outbox.Outbox._look": lambda *_args, **_values: True}, scenario="muted"
    ),
    "votes in each other's place": Hunt(
        constants={"newswatch.storage.keys.Keys.said": delivery.one_voice}, scenario="muted"
    ),
    "messages that the deployed version cannot read": Hunt(next_version, versions=True),
}
