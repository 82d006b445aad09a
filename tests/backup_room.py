"""Setups for tests of backup and restore: a full one, and what brings them to a file and back."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from builders import ALICE, POLICY, channel_settings, saved_set, source, topic
from fake_store import FakeStore
from fakes import T0, CountingEntropy, FrozenClock

from infra.laptop.backup_file import Head, write
from infra.laptop.backup_read import Read, read
from newswatch.model import (
    WORKSPACE,
    Cadence,
    ChannelId,
    Delivery,
    Kind,
    Quiet,
    SourceFilter,
    State,
    ThreadPolicy,
    UserId,
)
from newswatch.ports import Store
from newswatch.usecases.restore_plan import Fate, Plan, plan
from newswatch.usecases.restoring import Restored, restore
from newswatch.usecases.setup import Setup, as_kept, read_setup

BOB = UserId("U2")
NOW = T0 + timedelta(days=1)
LATER = NOW + timedelta(days=2, microseconds=5)
HEAD = Head(datetime(2026, 3, 3, 9, 0, tzinfo=UTC), "the stack newswatch", "0.1.0")

FULL_SOURCE = source(
    2,
    name="Übersee 海外 🗞",
    owner=BOB,
    tags=("wires", "asia"),
    state=State.PAUSED,
    kind=Kind.PAGE,
    selector="a.story[href]",
    full_text=False,
    urgent=True,
    least_s=300,
    most_s=900,
    rank=3,
    header="X-Api-Key",
)
FULL_TOPIC = topic(
    2,
    handle="evs-海",
    name='Cars "and" more',
    owner=BOB,
    query_typed='tesla OR\n"model y"',
    query='tesla OR "model y"',
    destinations=(ChannelId("C2"), ChannelId("U2")),
    delivery=Delivery(Cadence.WEEKLY, "mon 08:00"),
    sources=SourceFilter(frozenset({FULL_SOURCE.id}), frozenset({"wires"})),
    cap_per_day=0,
    mention="S012ABC",
    urgent=True,
    quiet=Quiet("22:00", "07:00", frozenset({5, 6})),
    zone="Europe/Madrid",
    snoozed_until=LATER,
    let_until=LATER,
    thread=ThreadPolicy.EACH,
    outlets=3,
    prefer=("reuters.com", "tag:wires"),
    state=State.PAUSED,
    paused_until=LATER,
    adopted=True,
)
FULL_SETTINGS = channel_settings(
    WORKSPACE,
    delivery=Delivery(Cadence.DAILY, "08:00"),
    quiet=Quiet(),
    cap=0,
    zone="Asia/Tokyo",
    snoozed_until=LATER,
    muted=frozenset({"voanews.com", "bbc.co.uk"}),
    managers=frozenset({ALICE, BOB}),
)
FULL = Setup(
    sources=(source(1), FULL_SOURCE),
    sets=(
        saved_set("evs", query_typed="tesla OR  byd"),
        saved_set("cars", query_typed="@evs OR bmw", query="set:evs OR bmw"),
    ),
    topics=(topic(1, query_typed="set:cars AND recall", query="set:cars AND recall"), FULL_TOPIC),
    settings=(FULL_SETTINGS, channel_settings(POLICY, cap=7)),
)


def stored(setup: Setup) -> FakeStore:
    """Return a store that holds a setup."""
    store = FakeStore()
    for settings in setup.settings:
        store.save_settings(settings, ALICE, T0, "set")
    for each in setup.sources:
        store.save_source(each, ALICE, T0, "add")
    for saved in setup.sets:
        store.save_set(saved, ALICE, T0, "add")
    for each in setup.topics:
        store.save_topic(each, ALICE, T0, "add")
    return store


def text_of(store: Store, **how: bool) -> str:
    """Return the backup of a store."""
    return write(as_kept(read_setup(store), NOW), HEAD, **how)


def planned(store: Store, found: Read | Setup, *, replacing: bool = False, who: UserId = BOB) -> Plan:
    """Return what restoring a file or a setup takes."""
    setup = found.setup if isinstance(found, Read) else found
    entropy = CountingEntropy()
    entropy.count = 100  # none of those that topics here have
    return plan(setup, read_setup(store), NOW, who=who, entropy=entropy, replacing=replacing)


def restored(store: Store, text: str, *, replacing: bool = False, who: UserId = BOB) -> Restored:
    """Restore a file that has no problems."""
    doing = planned(store, read(text, "b.toml", NOW), replacing=replacing, who=who)
    assert doing.problems == ()
    steps = [step for step in doing.steps if replacing or step.fate is not Fate.DIFFERENT]
    return restore(store, FrozenClock(NOW), steps, who=who)


def without_versions(setup: Setup) -> Setup:
    """Return a setup without what restoring it changes."""
    return replace(
        setup,
        sources=tuple(replace(each, shard=0, version=0) for each in setup.sources),
        sets=tuple(replace(each, version=0) for each in setup.sets),
        topics=tuple(replace(each, version=0) for each in setup.topics),
        settings=tuple(replace(each, version=0, owner=ALICE) for each in setup.settings),
    )
