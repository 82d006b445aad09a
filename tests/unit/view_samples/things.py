"""What several views show: topics, sources, settings, changes."""

import dataclasses
from datetime import timedelta

from builders import article, saved_set, source, topic
from fakes import T0

from newswatch.errors import QueryError
from newswatch.model import (
    WORKSPACE,
    Activity,
    Cadence,
    Change,
    ChannelId,
    ChannelSettings,
    Delivery,
    FetchMemory,
    Kind,
    Quiet,
    SourceFilter,
    State,
    TextFrom,
    UserId,
)
from newswatch.usecases.findings import SettingsChanged, TopicLine

ADA, POLICY = UserId("U0ADA"), ChannelId("C0POLICY")
NEWS = source(1, owner=ADA, tags=("wires",))
TOPIC = topic(
    1,
    name="Venezuela talks",
    handle="venezuela-talks",
    owner=ADA,
    destinations=(POLICY, ChannelId("U0ADA"), ChannelId("D0X")),
    sources=SourceFilter(frozenset({NEWS.id}), frozenset({"wires"})),
    outlets=3,
    prefer=("reuters.com", "tag:wires"),
)
BEFORE = topic(1, name="Talks", query="lavrov", destinations=(ChannelId("C0OTHER"),))
SAVED = saved_set(owner=ADA)
WAS = saved_set(owner=ADA, query="tesla")
PAUSED = dataclasses.replace(TOPIC, state=State.PAUSED, paused_until=T0 + timedelta(days=3))
STOPPED = dataclasses.replace(TOPIC, state=State.PAUSED)
GONE = dataclasses.replace(TOPIC, state=State.REMOVED)
AHEAD = T0 + timedelta(hours=3)
TIMED = dataclasses.replace(
    TOPIC, delivery=Delivery(Cadence.WEEKLY, "mon 08:00"), quiet=Quiet("22:00", "07:00", frozenset({5, 6})),
    zone="America/New_York", cap_per_day=50, urgent=True, mention="S0EDITORS", snoozed_until=AHEAD,
    let_until=AHEAD,
)  # fmt: skip
LOUD = dataclasses.replace(
    TOPIC, delivery=Delivery(), quiet=Quiet(days=frozenset(range(5))), zone="UTC", cap_per_day=0,
    mention="here",
)  # fmt: skip
HERE = ChannelSettings(
    POLICY, ADA, Delivery(Cadence.DAILY, "08:00"), Quiet("22:00", "07:00"), 1, "Europe/Madrid", AHEAD
)
WORKSPACES = ChannelSettings(WORKSPACE, ADA, Delivery(Cadence.HOURLY), Quiet(), 0, "America/New_York")
UNSET = dataclasses.replace(HERE, state=State.REMOVED)
MANAGED = dataclasses.replace(WORKSPACES, managers=frozenset({ADA}))
ELSEWHERE = dataclasses.replace(WORKSPACES, channel=ADA)
LINE = TopicLine(TOPIC, Activity(12, T0 - timedelta(hours=2)), "The channel is archived.")
CHANGES = tuple(
    Change(seq, ADA, T0, what, snapshot, undoes=undoes)
    for seq, what, snapshot, undoes in (
        (5, "undo", TOPIC, 4),
        (4, "pause", PAUSED, 0),
        (3, "edit", None, 0),
        (2, "set", TOPIC, 0),
        (1, "add", BEFORE, 0),
    )
)
NEWSWATCH = UserId("newswatch")
QUIET = source(2, state=State.PAUSED)
MINUTES = tuple(int(T0.timestamp() // 60) - 120 * n for n in range(30))
READ = FetchMemory(
    baseline_at=T0,
    interval_s=7200,
    times=MINUTES,
    moved_to="https://news1.example/new?key=hush",
    noticed="Its ids changed all at once.",
)
PAGE = dataclasses.replace(
    NEWS, kind=Kind.PAGE, selector="main h2 > a", full_text=False, header="X-Key", least_s=1800, most_s=21_600
)
ALTERED = dataclasses.replace(
    PAGE, name="The News", tags=("eu",), urgent=True, url="https://news1.example/new", selector="", least_s=0
)
LOST = dataclasses.replace(NEWS, state=State.PAUSED, trouble="It is gone. It is not read any more.")
FAILING = FetchMemory(failures=3, failing_since=T0 - timedelta(days=1), error="The site answered 404.")
CAME = article(published=T0, text_from=TextFrom.SUMMARY, note="The site answered 403.", paywalled=True)


def settings_changed():
    for before, after in (
        (None, HERE), (HERE, UNSET), (UNSET, HERE),
        (WORKSPACES, dataclasses.replace(HERE, channel=WORKSPACE)),
        (HERE, dataclasses.replace(WORKSPACES, channel=POLICY)), (None, ELSEWHERE), (HERE, HERE),
    ):  # fmt: skip
        for what, seq in (("set", 3), ("undo", 4), ("set", 0)):
            yield SettingsChanged(after, what, seq, before)


def each(*found):
    return [(one, T0) for one in found]


REFUSAL = ("a OR b c", "Parentheses?", ("(a OR b) AND c", "a OR (b AND c)"))


def refusal_of(args):
    query, message, readings = args
    return QueryError(query, len(query) // 2, message, readings)
