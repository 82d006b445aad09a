"""Whatever stands in any field of anything that is shown: no markup comes of it, and Slack takes it.

Every string in the arguments of every view is replaced by hostile ones, found by
looking through the arguments; a view that is not in the registry fails a test.
"""

import dataclasses
import importlib
import inspect
import json
import pkgutil
import re
from collections.abc import Mapping
from datetime import timedelta
from enum import Enum

import pytest
from builders import article, saved_set, source, topic
from fakes import T0
from hostile import TEXTS
from hypothesis import given, settings
from hypothesis import strategies as st

from infra.laptop.slack.validate import check_blocks, texts_length
from infra.laptop.slack.view_check import checked
from newswatch.errors import QueryError
from newswatch.model import (
    WORKSPACE,
    Activity,
    ArticleId,
    Bond,
    Cadence,
    Change,
    ChannelId,
    ChannelSettings,
    Coverage,
    Delivery,
    Entry,
    Evidence,
    Feed,
    FetchMemory,
    Field,
    Hints,
    Kind,
    PostId,
    Quiet,
    SourceFilter,
    SourceId,
    State,
    StoryId,
    TextFrom,
    UserId,
)
from newswatch.posts import (
    Addition,
    Digest,
    Excerpt,
    HeldBack,
    HeldNotice,
    Hold,
    Lack,
    Line,
    Message,
    Miss,
    Notice,
    Outlet,
    PostState,
    RateNotice,
    Reply,
    SettingsNotice,
    Silence,
    SourceNotice,
    Spike,
    Trouble,
)
from newswatch.query.lint import Finding, Mend, Rank
from newswatch.query.syntax import Attribute, Filter
from newswatch.slack import home_state, views
from newswatch.slack.draft import Draft
from newswatch.slack.views import (
    alert,
    backtest,
    blocks,
    digest,
    found,
    held_notice,
    hints,
    history,
    home,
    imports,
    likeness,
    listing,
    misses,
    modal,
    notice,
    proposals,
    rate_notice,
    sets,
    source_notice,
    sources,
    status,
    thread,
    topic_form,
    topics,
    trouble,
    unseen,
    votes,
    why,
)
from newswatch.slack.views import help as helps
from newswatch.slack.views import settings as setting_views
from newswatch.sources.outline import BadLine
from newswatch.usecases.findings import (
    Backtest,
    Caught,
    Changed,
    Comparison,
    Drop,
    Example,
    Exported,
    Fate,
    FirstSteps,
    Glance,
    HomeSettings,
    HomeSources,
    HomeTopics,
    HowTold,
    Imported,
    Judgement,
    Lacking,
    Listing,
    Pages,
    Parted,
    Posted,
    Posting,
    Proposal,
    Quote,
    Reason,
    Said,
    SetChanged,
    SetLine,
    SetStory,
    SettingsChanged,
    Setup,
    SourceChanged,
    SourceLine,
    SourceListing,
    Standing,
    Status,
    Tongue,
    TopicLine,
    TopicMisses,
    TopicStory,
    Unseen,
    Why,
)

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
STORY = TopicStory(LINE, CHANGES, {NEWS.id: NEWS})
NEWSWATCH = UserId("newswatch")
GIVEN = tuple(
    Change(seq, ADA, T0, what, dataclasses.replace(LOUD, version=seq, owner=owner))
    for seq, what, owner in ((3, "own", ADA), (2, "left", NEWSWATCH), (1, "add", NEWSWATCH))
)
WIRES = Filter(Attribute.TAG, "wires")
QUIET = source(2, state=State.PAUSED)
FOUND = Backtest(
    "lithium AND (mine OR mining)", T0, (1, 2, 0, 4, 1, 3, 2), 13, 19, 400,
    (
        Caught(
            article(site_name="Voice of America"), T0, (Evidence(Field.BODY, 0, 6),),
            Excerpt("Lavrov met his counterpart", ((0, 6),)),
        ),
        Caught(article("https://other.example/b", published=T0), T0, (Evidence(Field.TITLE, 0, 9),)),
    ),
    ("mine", 6), complete=False, as_of=T0 - timedelta(minutes=3),
)  # fmt: skip
EDITED = Comparison(FOUND, FOUND, 7, 2, FOUND.newest, FOUND.newest)
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
ENTRIES = (
    Entry("1", "https://news.example/1", "Ministers meet", published=T0 - timedelta(hours=2)),
    Entry("2", "https://news.example/2", "A mine opens", published=T0 + timedelta(days=2)),
    Entry("3", "", ""),
)
FEED = Feed("News", ENTRIES, form="RSS 2.0")
UNDATED = Feed("", (Entry("1", "https://news.example/1", "One"),))
FAILING = FetchMemory(failures=3, failing_since=T0 - timedelta(days=1), error="The site answered 404.")
ODD = (
    Finding(Rank.SAME, "{} watches for the same.", (TOPIC,)),
    Finding(Rank.MISSED, "{} misses {}: +31 in 7 days.", ("tariff", "tariffs"), Mend("Use ~tariff", WIRES)),
    Finding(Rank.REDUNDANT, "{} is in {} already.", ("a" * 90, "a* OR b"), Mend("Leave out a", WIRES)),
)
STATUS = Status(
    3, (("News 1", "answered 404."),), 2, ((POLICY, "The channel is archived."),), {"articles": 4},
    ((POLICY, "Slack is busy."),), Setup("It is not stored yet.", ("chat:write",), "Nothing is read yet."),
)  # fmt: skip
MESSAGE = Message(
    PostId("p"),
    POLICY,
    "Ministers meet",
    "https://news.example/a",
    "VOA",
    Excerpt("They met."),
    ("Talks",),
    ("Ada",),
)
TOLD = Line("Ministers meet", "https://news.example/a", "VOA", ("Talks", "Russia"), T0)
DIGEST = Digest(PostId("p"), POLICY, (TOLD, Line("A mine opens", "", "", ("Lithium",))), T0)
TROUBLE = Trouble(PostId("p"), ADA, POLICY, ("Talks", "Russia"), "The channel is archived: unarchive it.")

FAILED = Reason(
    "lithium AND (mine OR mining) AND NOT (football AND goal) AND lang:en",
    holds=False,
    parts=(
        Reason(
            "lithium", True, (("lithium", 4), ("Lithium", 1)), quote=Quote("… of ", "lithium", " in …", 4)
        ),
        Reason(
            "mine OR mining", True, (("mining", 2),), parts=(Reason("mine", False), Reason("mining", True))
        ),
        Reason(
            "NOT (football AND goal)",
            False,
            parts=(Reason("football AND goal", True, (("football", 1),), parts=(Reason("football", True),)),),
        ),
        Reason(
            "lang:en", False, note="the language is es", tongue=Tongue("es", declared=True, reads_as="en")
        ),
    ),
)
LONG_QUOTE = Reason(
    "& " * 200,
    True,
    (("&" * 99, 10**6),) * 4,
    quote=Quote("… " + "&" * 24, "&" * 400, "&" * 24 + " …", 10**6),
)
HELD = Reason(
    "lithium OR cobalt OR tin",
    True,
    (("lithium", 1),),
    parts=(Reason("lithium", True, (("lithium", 1),)), Reason("cobalt", False), Reason("tin", False)),
)


def covered(number, bond=Bond.FIRST, **more):
    return Coverage(
        StoryId("s" * 16), ArticleId(f"{number:016x}"), SourceId("5" * 16), f"https://news{number}.example/a",
        f"Ministers meet {number}", f"news{number}.example", f"News {number}", T0, bond=bond, **more,
    )  # fmt: skip


STORY_OF = (
    covered(2, Bond.COPY, like=covered(1).article_id, likeness=0.92, published=T0 + timedelta(days=2)),
    covered(1),
    covered(3, Bond.COPY, like=ArticleId("9" * 16), likeness=0.8),
    covered(4, Bond.RETELLING, likeness=0.71),
    covered(5, Bond.SPLIT),
    covered(6, Bond.SPLIT),
    covered(7, Bond.RETELLING),
)
POSTINGS = tuple(
    Posting(channel, state, "Slack is busy.")
    for state in PostState
    for channel in (POLICY, ChannelId("U0ADA"))
)
STANDINGS = (
    Standing(POLICY, 3, 20, 5, 100),
    Standing(ChannelId("U0ADA"), 3, 0, 5, 0, quiet=True, until=AHEAD, why=Hold.QUIET),
    Standing(ChannelId("D0X"), 20, 20, 5, 100, until=AHEAD, why=Hold.HOUR, muted="news.example"),
)
DROPS = (
    Drop("lang:en", "lithium AND (mine OR mining) AND NOT (football AND goal)", 6),
    Drop("lithium NEAR/3 mine", "lithium AND mine", 1_000, dropped=False, complete=False),
)
JUDGED = (
    Judgement(TOPIC, Fate.TOLD, HELD, (POLICY,), POSTINGS[:8], claimed=True),
    Judgement(TOPIC, Fate.TOLD, FAILED, (POLICY,), POSTINGS[8:], earlier=covered(1)),
    Judgement(PAUSED, Fate.TOLD, FAILED, (), (), claimed=True),
    Judgement(TOPIC, Fate.OTHERWISE, FAILED, (POLICY, ChannelId("D0X")), standings=STANDINGS, drops=DROPS),
    Judgement(TOPIC, Fate.OTHERWISE, Reason("lithium", False)),
    Judgement(TOPIC, Fate.OTHERWISE, None, (POLICY,)),
    *(Judgement(TOPIC, fate, HELD, (POLICY,)) for fate in Fate if fate is not Fate.TOLD),
)
CAME = article(published=T0, text_from=TextFrom.SUMMARY, note="The site answered 403.", paywalled=True)
WHY = Why(
    CAME, "Mining Weekly", 612, JUDGED[:2], 3, STORY_OF[0].story_id, STORY_OF, 7,
    {STORY_OF[4].article_id: ADA},
    tongue=Tongue("en", declared=True, reads_as="es"),
)  # fmt: skip
GLANCE = Glance(
    dataclasses.replace(CAME, text_from=TextFrom.PAGE), NEWS, 612, Tongue("en", reads_as="es"), JUDGED[3:5], 2
)
MISSES = TopicMisses(
    TOPIC,
    (
        Lacking(Lack.CLAUSE, "lang:en", 6, ((T0, CAME),) * 5, "lithium AND mine"),
        Lacking(Lack.CLAUSE, "a NEAR/3 b", 1, ((AHEAD, CAME),), "a AND b", dropped=False),
        Lacking(Lack.CLAUSE, "mine", 1, ((T0, CAME),)),
        Lacking(Lack.SOURCE, "", 2, ((T0, CAME),)),
        Lacking(Lack.OUTLETS, "", 2, ((T0, CAME),)),
        *[Lacking(Lack.CLAUSE, "tin", 9, ())] * 4,
    ),
    read=1_200,
    days=14,
    complete=True,
    may_change=True,
)
ALONE = dataclasses.replace(WHY, source="", judged=(), more=0, story=STORY_OF[1:2], outlets=1)
MISS = Miss("Una mina", "https://news.example/a", "News 1", T0, Lack.CLAUSE, "lang:en")
RATES = [
    RateNotice(PostId("p"), POLICY, TOPIC, news, today)
    for news, today in (
        (Spike(31, 4.0), True), (Spike(8, 0.0), False),
        (Silence(14, 0.4, MISS), True), (Silence(20, 1.0), True),
        (Silence(14, 0.4, dataclasses.replace(MISS, lack=Lack.SOURCE)), True),
        (Silence(14, 0.4, dataclasses.replace(MISS, lack=Lack.OUTLETS)), True),
    )
]  # fmt: skip


def notices():
    for what, before in (
        ("add", None), ("edit", BEFORE), ("edit", None), ("pause", TOPIC), ("resume", PAUSED),
        ("remove", TOPIC), ("set", BEFORE), ("undo", BEFORE), ("undo", TOPIC), ("undo", TIMED),
        ("set", LOUD), ("left", TOPIC), ("own", TOPIC), ("revert", BEFORE),
    ):  # fmt: skip
        after = {"pause": PAUSED, "set": TIMED}.get(what, TOPIC)
        for channel in (POLICY, ChannelId("C0OTHER"), ChannelId("C0ELSE")):
            yield Notice(PostId("p"), channel, Change(7, ADA, T0, what, after), after, before), "Ada Lovelace"


def settings_changed():
    for before, after in (
        (None, HERE), (HERE, UNSET), (UNSET, HERE),
        (WORKSPACES, dataclasses.replace(HERE, channel=WORKSPACE)),
        (HERE, dataclasses.replace(WORKSPACES, channel=POLICY)), (None, ELSEWHERE), (HERE, HERE),
    ):  # fmt: skip
        for what, seq in (("set", 3), ("undo", 4), ("set", 0)):
            yield SettingsChanged(after, what, seq, before)


def settings_notices():
    for made in settings_changed():
        change = Change(7, ADA, T0, made.what, made.settings)
        yield SettingsNotice(PostId("p"), POLICY, change, made.settings, made.before), "Ada Lovelace"


def source_notices():
    for what in ("gone", "unreadable", "forsaken", "well", "moved", "other"):
        for after in (NEWS, LOST, dataclasses.replace(NEWS, trouble="It could not be read for a day.")):
            yield (SourceNotice(PostId("p"), ADA, Change(7, UserId("newswatch"), T0, what, after), after),)


def each(*found):
    return [(one, T0) for one in found]


HOMES = [
    HomeTopics(
        (LINE, TopicLine(PAUSED), TopicLine(STOPPED), TopicLine(TIMED), TopicLine(LOUD, Activity(1, T0))),
        Pages(312, 2), "", "lithium", 31, 1, 2,
    ),
    HomeTopics((), Pages(0), "", "lithium"),
    HomeTopics((), Pages(0), steps=FirstSteps(0)),
    HomeTopics((LINE,), Pages(1), steps=FirstSteps(12, topic=LINE)),
    *(HomeTopics((), Pages(0), only) for only in ("mine", "channels", "paused", "trouble", "all", "x")),
    HomeTopics((), Pages(0), steps=FirstSteps(0, may_add=False)),
    HomeTopics((), Pages(0), steps=FirstSteps(1, others=True)),
    HomeSources(
        (SourceLine(NEWS, FAILING), SourceLine(LOST), SourceLine(QUIET), SourceLine(source(3)),
         SourceLine(PAGE, READ)),
        Pages(1_002, 1), "tag:wires", "guardian", 1_002, 3, 1, 2, ("wires", "eu"),
    ),
    HomeSources((), Pages(0), "gone", "", 4, may_change=False),
    HomeSources((), Pages(0)),
    HomeSettings(
        HowTold(ADA, HERE, WORKSPACES, 20), HowTold(WORKSPACE, MANAGED, None, 20),
        (HowTold(POLICY, HERE, WORKSPACES, 20), HowTold(ChannelId("C0OTHER"), None, WORKSPACES, 20)),
        "Europe/Madrid",
    ),
    HomeSettings(
        HowTold(ADA, None, None, 20), HowTold(WORKSPACE, None, None, 20), (), "", may_manage=False,
    ),
]  # fmt: skip


# Every view: arguments that lead through every branch of it.
OUTLET = Outlet("Reuters", "https://reuters.example/a")
FURTHER = dataclasses.replace(
    MESSAGE,
    also=(OUTLET, Outlet("BBC", "https://bbc.example/b")),
    adds=(Addition(OUTLET, "Talks", ("lavrov",)), Addition(OUTLET, "Russia")),
)
JUDGEABLE = dataclasses.replace(
    FURTHER, story_id=StoryId("5" * 16), article_id=ArticleId("a" * 16), outlet="voanews.example",
    handle="talks", articles=3, relevant=1_204, irrelevant=1,
)  # fmt: skip
REPLY = Reply(PostId("p"), POLICY, "1.0001", DIGEST.lines)
HELD_BACK = HeldBack(ChannelId("C0POLICY"), Hold.HOUR, T0)
HELD_NOTICE = HeldNotice(PostId("p"), ChannelId(ADA), TOPIC, HELD_BACK, 34, DIGEST.lines)
HELD_NOTICES = [
    HELD_NOTICE,
    dataclasses.replace(HELD_NOTICE, stories=1, held_back=dataclasses.replace(HELD_BACK, why=Hold.DAY)),
    dataclasses.replace(HELD_NOTICE, stories=0, first=()),
    dataclasses.replace(HELD_NOTICE, held_back=dataclasses.replace(HELD_BACK, where=ChannelId(ADA))),
]
EDIT = Proposal(
    TOPIC, "lavrov AND NOT football", "It leaves out what has {} in it, and asks for {}.",
    ("football", "lavrov"), (4, 5), (0, 2), (1, 1_031),
    (Example(CAME, relevant=False), Example(dataclasses.replace(CAME, site_name=""), None)),
    (Example(article(published=T0), relevant=True),), 84, 14, complete=False,
)  # fmt: skip
SAID = Said(StoryId("5" * 16), True, (TOPIC, BEFORE))
WRITTEN = Draft(
    "(lavrov OR pompeo) AND venezuela", "Venezuela talks", (POLICY, ChannelId("C0OTHER")), me=True,
    when="mon", sources=("tag:wires", f"source:{NEWS.id}"), cap="5", mention="S0EDITORS", language="tlh",
    outlets="3", thread="reply", topic="talks:3", where=POLICY, home='{"word": "lithium"}', round=7,
)  # fmt: skip
REFUSAL = ("a OR b c", "Parentheses?", ("(a OR b) AND c", "a OR (b AND c)"))
NAMED_SOURCES = {NEWS.id: NEWS.name}
# Draft, refusal of its query, names of sources, problem.
FORMS = [
    (WRITTEN, REFUSAL, NAMED_SOURCES, "You are not in #energy."),
    (dataclasses.replace(WRITTEN, is_long=True), REFUSAL, NAMED_SOURCES, ""),
    (dataclasses.replace(WRITTEN, at="", outlets="", thread="", mention="", language="es"), (), {}, ""),
    (Draft(is_long=True), (), {}, "No."),
    (Draft(), (), {}, ""),
]
REGISTRY = {
    alert.alert: [
        (MESSAGE,),
        (FURTHER,),
        (JUDGEABLE,),
        (dataclasses.replace(JUDGEABLE, channel=ChannelId(ADA), source="", articles=0, handle=""),),
    ],
    thread.thread: [(REPLY,)],
    digest.digest: [(DIGEST,), (dataclasses.replace(DIGEST, lines=(TOLD, TOLD)),)],
    trouble.trouble: [(TROUBLE,), (dataclasses.replace(TROUBLE, topics=(), about=ADA),)],
    notice.notice: list(notices()),
    rate_notice.rate_notice: [(one,) for one in RATES],
    held_notice.held_notice: [(one,) for one in HELD_NOTICES],
    source_notice.source_notice: list(source_notices()),
    topics.added: each(
        Changed(TOPIC, "add", 1), Changed(TOPIC, "add"), Changed(PAUSED, "add", 1), Changed(GONE, "add", 1)
    ),
    topics.changed: each(
        *(
            Changed(after, what, seq, before)
            for what in ("edit", "pause", "resume", "remove", "set", "undo", "own", "revert")
            for after in (TOPIC, PAUSED, STOPPED, GONE)
            for seq, before in ((3, BEFORE), (3, None), (0, after))
        ),
        Changed(TIMED, "set", 3, TOPIC),
        Changed(LOUD, "set", 3, TIMED),
        Changed(TOPIC, "undo", 3, LOUD),
    ),
    topics.shown: each(
        STORY,
        TopicStory(TopicLine(PAUSED), (), {}),
        TopicStory(TopicLine(GONE), CHANGES[2:], {}),
        TopicStory(TopicLine(TIMED), (), {}),
        TopicStory(TopicLine(LOUD), (), {}),
    ),
    history.of_topic: each(
        STORY, TopicStory(TopicLine(TOPIC), (), {}), TopicStory(TopicLine(LOUD), GIVEN, {})
    ),
    history.of_source: [
        (NEWS, tuple(Change(n, ADA, T0, "set", one) for n, one in ((3, ALTERED), (2, NEWS), (1, None)))),
        (LOST, (Change(2, UserId("newswatch"), T0, "gone", LOST), Change(1, ADA, T0, "add", NEWS))),
        (NEWS, ()),
    ],
    history.of_set: [
        ("evs", (Change(3, ADA, T0, "remove", dataclasses.replace(SAVED, state=State.REMOVED)),)),
        ("evs", (Change(2, ADA, T0, "edit", SAVED), Change(1, ADA, T0, "add", WAS))),
    ],
    history.of_place: [
        (WORKSPACE, (Change(2, ADA, T0, "set", MANAGED), Change(1, ADA, T0, "add", WORKSPACES))),
        (POLICY, (Change(2, ADA, T0, "undo", UNSET, undoes=1), Change(1, ADA, T0, "add", HERE))),
    ],
    topics.edit_form: [(TOPIC,), (topic(name="a AND b", query="a AND b"),), (topic(name="A (b)"),)],
    topics.preview: [
        (EDITED, TOPIC, ("Invite the bot to #ev.",), ODD),
        (FOUND, TOPIC, ("Invite the bot to #ev.",)),
        (dataclasses.replace(FOUND, stories=0, complete=True), TOPIC, ()),
        (dataclasses.replace(FOUND, read=0), TOPIC, ("Invite the bot.",)),
        (dataclasses.replace(FOUND, stories=1), TOPIC, ()),
        (FOUND, TOPIC, ("Invite the bot to #ev.",), ODD),
        (dataclasses.replace(FOUND, read=0), TOPIC, (), ODD),
    ],
    topics.latest: [(TOPIC, Posted(*each)) for each in ((3, 0), (2, 1), (0, 2), (0, 0))],
    listing.listing: each(
        Listing((LINE, TopicLine(PAUSED), TopicLine(STOPPED), TopicLine(BEFORE, Activity(1, T0))), "all"),
        Listing((TopicLine(TIMED), TopicLine(LOUD)), "all"),
        *(Listing((), scope) for scope in ("", "here", "mine", "all", "paused", "broken", POLICY, "word")),
    ),
    backtest.backtest: [
        (EDITED, T0, "add lithium", ODD),
        (FOUND, T0, "add lithium"),
        (FOUND, T0, ""),
        (FOUND, T0, "add lithium", ODD),
        (dataclasses.replace(FOUND, read=0), T0, "", ODD),
        (dataclasses.replace(FOUND, read=0), T0, "add lithium"),
        (dataclasses.replace(FOUND, stories=0, newest=(), noisiest=None, complete=True), T0, "add lithium"),
    ],
    imports.how: [()],
    imports.nothing: [()],
    imports.imported: [
        (Imported(1, 2, 1, (BadLine(3, "https://a.example/", "That is no feed."),), 1, 4, 5),),
        (Imported(0, 2, 0, tuple(BadLine(n, "x", "y") for n in range(12))),),
    ],
    imports.exported: [(Exported(b"", "sources.opml", 2, 1),), (Exported(b"", "sources.opml", 1),)],
    hints.hint: [("Which topic?", (("show talks", "show talks"), ("Other", "list all"))), ("No.", ())],
    hints.refused: [("a OR b c", "Parentheses?", ("(a OR b) AND c", "a OR (b AND c)"))],
    hints.note: [("There is already a topic called talks.",)],
    hints.failed: [()],
    found.added: each(
        SourceChanged(NEWS, "add", 1, feed=FEED, every_s=3780, next_at=T0 + timedelta(hours=1)),
        SourceChanged(PAGE, "add", 1, feed=UNDATED, every_s=86_400, next_at=T0),
        SourceChanged(NEWS, "add"),
        SourceChanged(NEWS, "add", 1),
        SourceChanged(NEWS, "set", 1, dataclasses.replace(NEWS, tags=())),
        SourceChanged(dataclasses.replace(NEWS, state=State.PAUSED), "add", 1),
    ),
    found.choices: each(
        tuple(
            found.Option(f"https://news.example/{n}?key=hush", feed, f"source add https://news.example/{n}")
            for n, feed in enumerate((FEED, UNDATED, Feed("Sport", ())))
        )
    ),
    sources.changed: each(
        *(
            SourceChanged(dataclasses.replace(NEWS, state=state), what, seq)
            for state in State
            for what in ("pause", "undo")
            for seq in (0, 3)
        ),
        SourceChanged(ALTERED, "set", 3, NEWS),
        SourceChanged(PAGE, "set", 3, NEWS),
        SourceChanged(NEWS, "undo", 3, PAGE),
        SourceChanged(NEWS, "set"),
        SourceChanged(LOST, "gone", 3, NEWS),
    ),
    sources.listing: each(
        SourceListing(
            (SourceLine(NEWS, FAILING), SourceLine(LOST), SourceLine(QUIET), SourceLine(source(3))), ""
        ),
        SourceListing((), ""),
        SourceListing((), "bloomberg"),
    ),
    sources.shown: each(
        SourceLine(NEWS, FAILING),
        SourceLine(NEWS, READ, T0 + timedelta(days=3)),
        SourceLine(PAGE, READ),
        SourceLine(ALTERED, dataclasses.replace(READ, hints=Hints(least_s=7200))),
        SourceLine(LOST, FAILING),
        SourceLine(dataclasses.replace(NEWS, state=State.PAUSED, tags=())),
        SourceLine(dataclasses.replace(NEWS, state=State.REMOVED), FetchMemory(baseline_at=T0, error="No.")),
    ),
    sets.changed: [
        (SetChanged(SAVED, "add", 1),),
        (SetChanged(SAVED, "edit"),),
        (SetChanged(SAVED, "edit", 2, WAS, topics=3),),
        (SetChanged(dataclasses.replace(SAVED, state=State.REMOVED), "remove", 3, SAVED),),
        (SetChanged(SAVED, "undo", 4, dataclasses.replace(SAVED, state=State.REMOVED), topics=1),),
        (SetChanged(WAS, "undo", 4, SAVED),),
        (SetChanged(dataclasses.replace(SAVED, state=State.REMOVED), "undo", 4, SAVED),),
    ],
    sets.listing: [((),), ((SetLine(SAVED, 3), SetLine(saved_set("chips"))),)],
    sets.shown: [
        (SetStory(SAVED, (TOPIC,), 2, ("cars",), Change(5, ADA, T0, "edit", SAVED)),),
        (SetStory(SAVED, (), 0, (), None),),
    ],
    setting_views.shown: each(
        HowTold(POLICY, HERE, WORKSPACES, 20),
        HowTold(POLICY, None, None, 20),
        HowTold(WORKSPACE, WORKSPACES, None, 20),
        HowTold(WORKSPACE, MANAGED, None, 20),
        HowTold(ADA, None, dataclasses.replace(WORKSPACES, snoozed_until=AHEAD), 20),
    ),
    setting_views.changed: each(
        *settings_changed(),
        SettingsChanged(MANAGED, "set", 3, WORKSPACES),
        SettingsChanged(WORKSPACES, "undo", 4, MANAGED),
    ),
    setting_views.refused: [((ADA,),), ((ADA,) * 20,)],
    setting_views.settings_notice: list(settings_notices()),
    status.status: [
        (STATUS,),
        (dataclasses.replace(STATUS, setup=Setup(), waiting={}, failing=(("a", "b"),) * 9),),
        (dataclasses.replace(STATUS, parked_unseen=2, held_up_unseen=1),),
        (dataclasses.replace(STATUS, gone=(("News 2", "It is gone."),)),),
    ],
    why.why: each(
        WHY,
        ALONE,
        dataclasses.replace(ALONE, story=STORY_OF[4:5]),
        *(dataclasses.replace(WHY, judged=(judged,), more=0, story=STORY_OF[:2]) for judged in JUDGED[2:]),
    ),
    unseen.unseen: [
        (Unseen("https://news.example/a?key=hush", None), T0),
        (Unseen("https://news.example/a", CAME, (NEWS, QUIET)), T0),
        (Unseen("https://t.co/a", None, (), "t.co"), T0),
        (Unseen("nothing", None), T0),
        (Unseen("https://news.example/a", CAME, (), refusal="It is down.", transient=True), T0, "lithium"),
        (Unseen("https://news.example/a", None, (NEWS,), refusal="It answered 404."), T0),
        (Unseen("https://news.example/a", CAME, (NEWS,), glance=GLANCE), T0, "lithium"),
        *(
            (Unseen("https://news.example/a", None, glance=dataclasses.replace(GLANCE, judged=(one,))), T0)
            for one in JUDGED
        ),
        (Unseen("https://a.example/", None, glance=dataclasses.replace(GLANCE, judged=(), more=0)), T0),
    ],
    misses.misses: each(
        MISSES,
        dataclasses.replace(MISSES, complete=False),
        dataclasses.replace(MISSES, may_change=False),
        dataclasses.replace(MISSES, groups=()),
        dataclasses.replace(MISSES, groups=(), read=0),
    ),
    why.parted: [
        (Parted("Ministers meet", "https://news.example/a", moved, channels),)
        for moved in (0, 1, 2)
        for channels in ((), (POLICY,))
    ],
    home.home: each(*HOMES),
    home.waiting: [("lithium", "mine")],
    likeness.like: [(CAME, "lithium AND mine", "lithium AND mine", "add lithium AND mine")],
    likeness.words: [("lithium mine", "lithium mine", "add lithium mine")],
    proposals.proposal: [
        (EDIT,),
        (dataclasses.replace(EDIT, relevant=(0, 0), others=(0, 0), gone=(), kept=(), complete=True),),
    ],
    proposals.no_proposal: [(TOPIC, 3)],
    votes.said: [
        (SAID,),
        (dataclasses.replace(SAID, relevant=False),),
        (dataclasses.replace(SAID, relevant=None),),
        (dataclasses.replace(SAID, topics=()),),
    ],
    votes.muted: [
        ("voanews.example", place, SettingsChanged(HERE, "set", seq, None))
        for place in (POLICY, ChannelId(ADA))
        for seq in (0, 3)
    ],
    votes.unmutable: [("no site",)],
    modal.of_answer: [("There is already a topic called talks.", "lithium", "mine")],
    modal.waiting: [()],
    topic_form.form: FORMS,
    topic_form.refused: [REFUSAL, ('"lithium', "It never ends.", ())],
    topic_form.looking: [()],
    helps.usage: [("",), ("pause",), ("query",), ("puase",), ("nonsense",)],
}  # fmt: skip

# So long that something has to be left out.
LONG = {
    history.of_topic: each(TopicStory(LINE, CHANGES * 20, {})),
    history.of_place: [(WORKSPACE, tuple(Change(n, ADA, T0, "set", MANAGED) for n in range(60)))],
    listing.listing: each(
        Listing(tuple(TopicLine(topic(n, destinations=(ChannelId(f"C{n}"),))) for n in range(120)), ""),
        Listing(tuple(TopicLine(topic(n, handle="a-" * 30)) for n in range(120)), ""),
    ),
    sources.listing: each(
        SourceListing(tuple(SourceLine(source(n), FAILING) for n in range(100)), "failing")
    ),
    why.why: each(
        dataclasses.replace(
            WHY,
            judged=tuple(
                Judgement(
                    topic(n, name="&" * 200, handle="a-" * 30),
                    Fate.OTHERWISE,
                    Reason("& " * 200, False, parts=(Reason("a", True), *[Reason("& " * 200, False)] * 30)),
                )
                for n in range(5)
            ),
            story=tuple(
                dataclasses.replace(
                    one, title="& " * 300, url=f"https://x.example/{'&' * 450}", name="&" * 99
                )
                for one in STORY_OF * 20
            ),
        )
    ),
    unseen.unseen: [
        (
            Unseen(
                f"https://x.example/{'&' * 450}",
                dataclasses.replace(CAME, title="& " * 300),
                tuple(source(n, name="&" * 99) for n in range(3)),
                glance=dataclasses.replace(
                    GLANCE,
                    article=dataclasses.replace(CAME, title="& " * 300, url=f"https://x.example/{'&' * 450}"),
                    judged=tuple(
                        Judgement(
                            topic(n, name="&" * 200, handle="a-" * 30),
                            Fate.OTHERWISE,
                            Reason("& " * 200, False, parts=(LONG_QUOTE,) * 30),
                            drops=(Drop("& " * 200, "& " * 900, 10**6, complete=False),) * 2,
                        )
                        for n in range(5)
                    ),
                ),
            ),
            T0,
        )
    ],
    misses.misses: each(
        dataclasses.replace(
            MISSES,
            groups=(
                Lacking(
                    Lack.CLAUSE,
                    "& " * 200,
                    10**6,
                    ((T0, dataclasses.replace(CAME, title="& " * 300, site_name="&" * 999)),) * 5,
                    "& " * 900,
                ),
            )
            * 30,
        )
    ),
    sets.listing: [
        (tuple(SetLine(saved_set(f"set-{n}", query="a OR b " * 30)) for n in range(100)),),
        (tuple(SetLine(saved_set(f"{n}-" + "x" * 36, query="&" * 80)) for n in range(100)),),
    ],
}
# Everything at once, for a look into every single field.
POISON = (
    "<!channel> <@U1> <#C1|x> <https://evil.example|b> &lt;!here&gt; & `c` ```d``` *e* _f_ ~g~ \u202e \x00"
)


def build(view, args):
    return BUILT.get(view, view)(*args)


def refused_command(*refusal):
    return hints.refused(refusal_of(refusal), lambda q: f"add Name = {q}")


def form(said, refusal, names, problem):
    below = topic_form.refused(refusal_of(refusal)) if refusal else topic_form.looking()
    return topic_form.form(as_slack_has_it(said), below, names, problem=problem)


BUILT = {
    hints.refused: refused_command,
    home.home: lambda found_there, now: home.home(found_there, "{}", now),
    home.waiting: lambda *shown: home.waiting(at_home(*shown)),
    modal.of_answer: lambda text, *shown: modal.of_answer(hints.note(text), at_home(*shown)),
    topic_form.refused: lambda *refusal: topic_form.refused(refusal_of(refusal)),
    topic_form.form: form,
}
"""Views that are made of something else than what is replaced in their arguments."""


def at_home(word, only):
    """Return what App Home carries where somebody looks for a word there."""
    return home_state.encode(home_state.decode(json.dumps({"word": word, "filter": only})))


def refusal_of(args):
    query, message, readings = args
    return QueryError(query, len(query) // 2, message, readings)


def as_slack_has_it(said):
    """Return a draft with nothing longer than the inputs let it be, and than we ourselves have written."""
    ours = ("topic", "where", "cap", "mention", "language", "outlets", "thread", "tried")
    short = {name: getattr(said, name)[:20] for name in ours}
    return dataclasses.replace(said, **short, home=at_home(said.home, said.home))


def leaves(value, at=()):
    """Yield the path of each string in a value."""
    if isinstance(value, str) and not isinstance(value, Enum):
        yield at
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from leaves(getattr(value, field.name), (*at, field.name))
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield (*at, ("key", key))
            yield from leaves(item, (*at, key))
    elif isinstance(value, frozenset):
        yield from ((*at, ("member", item)) for item in value if isinstance(item, str))
    elif isinstance(value, tuple):
        for n, item in enumerate(value):
            yield from leaves(item, (*at, n))


def poisoned(value, path, text):
    """Return a value with another string at a path."""
    if not path:
        return text
    first, *rest = path
    match first, value:
        case ("key", key), Mapping():
            return {(text if k == key else k): item for k, item in value.items()}
        case ("member", member), frozenset():
            return value - {member} | {text}
        case _, Mapping():
            return {**value, first: poisoned(value[first], rest, text)}
        case _, tuple():
            return (*value[:first], poisoned(value[first], rest, text), *value[first + 1 :])
    return dataclasses.replace(value, **{first: poisoned(getattr(value, first), rest, text)})


def all_poisoned(args, text):
    # From the end, for a path leads through keys that come before it.
    for path in reversed(list(leaves(args))):
        args = poisoned(args, path, text)
    return args


OURS = re.compile(
    r"<#C0[A-Z]+>|<#C\d+>(?=[*, ])|<@U0ADA>|<@U1>(?=\.| → |\n|\Z)|<!subteam\^S0EDITORS>"
    r"|<!date\^-?\d+\^[^|<>]*\|\d{4}-\d\d-\d\d \d\d:\d\d UTC>"
    r"|<https?://[^<>|\s]+\|[^<>|]*>"
)
UNSEEN = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def texts(value):
    """Yield type and text of each text object, and of each piece of rich text."""
    if isinstance(value, dict):
        if isinstance(value.get("text"), str):
            yield value["type"], value["text"]
        for item in value.values():
            yield from texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from texts(item)


def assert_harmless(text):
    """Nothing in a text that Slack reads as markup is anybody's but ours."""
    assert not UNSEEN.search(text), ascii(text)
    assert not re.search(r"[<>]", OURS.sub("", text)), text
    assert not re.search(r"&(?!amp;|lt;|gt;)", text)
    assert text.count("`") % 2 == 0, "each fence that opens is closed"
    rest = OURS.sub("", re.sub(r"`[^`\n]+`", "", re.sub(r"```\n[^`]+\n```", "", text)))
    assert not re.search(r"[`~_]", rest), rest
    for row in rest.split("\n"):
        assert row.count("*") % 2 == 0, row


ALERTS = "relevant|irrelevant|mute|more"
"""What can be pressed below an alert, once each."""


def assert_sendable(sent):
    """Slack takes the blocks as they are, and reads no stranger's markup in them."""
    assert sent
    assert check_blocks(sent) == []
    assert len(sent) <= 50
    assert texts_length(sent) < 13_000
    assert all(isinstance(text, str) and len(text) > 0 for _, text in texts(sent)), (
        "Slack takes nothing empty"
    )
    json.dumps(sent, ensure_ascii=False).encode()
    for kind, text in texts(sent):
        assert not UNSEEN.search(text), ascii(text)
        if kind == "mrkdwn":
            assert len(text) <= 3_000
            assert_harmless(text)
    buttons = [e for block in sent if block["type"] == "actions" for e in block["elements"]]
    buttons += [beside for block in sent if (beside := block.get("accessory", {})).get("type") == "button"]
    assert len({button["action_id"] for button in buttons}) == len(buttons) <= 25
    for button in buttons:
        assert re.fullmatch(r"(run|latest|split|take_back|reading)\.\d+|" + ALERTS, button["action_id"])
        for label in (button, *button["options"]) if button["type"] == "overflow" else (button,):
            if "text" in label:
                assert label["text"]["emoji"] is False
                assert len(label["text"]["text"]) <= 75
    assert all(len(block["elements"]) <= 5 for block in sent if block["type"] == "actions")


def assert_right_view(made):
    """Slack takes App Home or a modal as it is, and reads no stranger's markup in it."""
    assert checked(made, made["type"], frozenset())
    json.dumps(made, ensure_ascii=False).encode()
    for kind, text in texts(made["blocks"]):
        assert text, "Slack takes nothing empty"
        assert not UNSEEN.search(text), ascii(text)
        if kind == "mrkdwn":
            assert_harmless(text)


def assert_right(made):
    if isinstance(made, dict) and made.get("type") in {"home", "modal"}:
        assert_right_view(made)
        return
    if isinstance(made, list):
        assert_sendable(made)
        return
    assert set(made) == {"response_type", "text", "blocks"}
    assert made["response_type"] == "ephemeral", "only who asked sees it"
    assert_sendable(made["blocks"])
    assert 0 < len(made["text"]) <= 4_000, "what replaces a message may have no more"
    assert_harmless(made["text"])


NAMES = {f"{view.__module__.rpartition('.')[2]}.{view.__name__}": view for view in REGISTRY}


PARTS = {"controls", "deeds", "home_pages"}
"""Modules that make pieces of views, which are judged in the views that have them."""
PIECES = {
    blocks.answer, modal.plain, modal.shell, topic_form.kept, topic_form.preview, topic_form.source_option,
}  # fmt: skip
"""The same of functions beside views."""


def test_every_view_is_in_the_registry():
    shown = {blocks.Answer, list[blocks.Block], list[alert.Block]}
    found = set()
    for module in pkgutil.iter_modules(views.__path__, f"{views.__name__}."):
        if module.name.rpartition(".")[2] in PARTS:
            continue
        for name, function in inspect.getmembers(importlib.import_module(module.name), inspect.isfunction):
            returns = inspect.get_annotations(function).get("return")
            if not name.startswith("_") and returns in shown and function.__module__ == module.name:
                found.add(function)
    assert found - PIECES == set(REGISTRY)


@pytest.mark.parametrize("name", NAMES)
def test_usual_answers_are_right(name):
    view = NAMES[name]
    for args in (*REGISTRY[view], *LONG.get(view, ())):
        made = build(view, args)
        assert_right(made)
        if view in LONG and args in LONG[view]:
            assert re.search(r"^… and \d+ more$", made["text"], re.MULTILINE)


@pytest.mark.parametrize("name", NAMES)
def test_what_a_button_types_can_be_typed(name):
    for args in REGISTRY[NAMES[name]]:
        made = build(NAMES[name], args)
        if isinstance(made, list) or "text" not in made:
            continue
        for block in made["blocks"]:
            for button in block["elements"] if block["type"] == "actions" else ():
                command = button["value"].replace("&", "&amp;")
                # A channel that is copied from a text is none to Slack.
                is_typed = button["action_id"].startswith("run.") and "<#" not in command
                assert not is_typed or f"`/watch {command}`" in made["text"]


@pytest.mark.parametrize("name", NAMES)
def test_nothing_from_outside_is_markup_in_any_single_field(name):
    view = NAMES[name]
    for args in REGISTRY[view]:
        for path in leaves(args):
            assert_right(build(view, poisoned(args, path, POISON)))


@pytest.mark.parametrize("name", NAMES)
def test_nothing_from_outside_is_markup_in_all_fields(name):
    view = NAMES[name]
    for text in TEXTS:
        for args in REGISTRY[view][:4]:
            assert_right(build(view, all_poisoned(args, text)))


def test_no_string_of_the_corpus_is_markup_in_any_field(corpus):
    known = json.loads((corpus / "slack" / "injection.json").read_text())["strings"]
    assert len(known) > 20
    for view, examples in REGISTRY.items():
        for text in known:
            assert_right(build(view, all_poisoned(examples[0], text)))
            if len(text) < 100:
                for path in leaves(examples[0]):
                    assert_right(build(view, poisoned(examples[0], path, text)))


anything = st.characters() | st.sampled_from("<>&|*_~`@#!\n\ud83d\ude00\u202e\u200f\x00")


# What has the form of an id is meant to become a link, as in any other answer.
strangers = st.text(anything, max_size=200).filter(lambda text: not re.fullmatch(r"[CGUW][A-Z0-9]+", text))


@given(st.data(), st.sampled_from(sorted(NAMES)), strangers)
@settings(max_examples=300)
def test_no_text_at_all_is_markup_in_any_field(data, name, text):
    view = NAMES[name]
    args = data.draw(st.sampled_from(REGISTRY[view][:12]))
    path = data.draw(st.sampled_from([None, *leaves(args)][:60]))
    made = poisoned(args, path, text) if path is not None else all_poisoned(args, text)
    assert_right(build(view, made))


@pytest.mark.parametrize(
    "view",
    [thread.thread, notice.notice, setting_views.settings_notice, digest.digest, trouble.trouble],
)
def test_nothing_that_is_posted_mentions_anybody(view):
    for args in REGISTRY[view]:
        for path in leaves(args):
            for made in (build(view, args), build(view, poisoned(args, path, "<@U0ADA>"))):
                assert "<@" not in json.dumps([text for _, text in texts(made)])


def test_nothing_of_a_rate_that_is_shown_mentions_anybody():
    for args in REGISTRY[rate_notice.rate_notice]:
        for path in leaves(args):
            made = build(rate_notice.rate_notice, poisoned(args, path, "<@U0ADA>"))
            assert "<@" not in json.dumps([text for _, text in texts(made)])


# What stands beside or in place of the blocks of a post.
TEXTS_OF = {
    "alert.fallback": (alert.fallback, REGISTRY[alert.alert]),
    "alert.plain": (alert.plain, REGISTRY[alert.alert]),
    "thread.fallback": (thread.fallback, REGISTRY[thread.thread]),
    "digest.fallback": (digest.fallback, REGISTRY[digest.digest]),
    "digest.plain": (digest.plain, REGISTRY[digest.digest]),
    "trouble.fallback": (trouble.fallback, REGISTRY[trouble.trouble]),
    "notice.fallback": (notice.fallback, REGISTRY[notice.notice]),
    "settings.settings_fallback": (
        setting_views.settings_fallback,
        REGISTRY[setting_views.settings_notice],
    ),
    "held_notice.fallback": (held_notice.fallback, REGISTRY[held_notice.held_notice]),
    "rate_notice.fallback": (rate_notice.fallback, REGISTRY[rate_notice.rate_notice]),
}


@pytest.mark.parametrize(("view", "examples"), TEXTS_OF.values(), ids=TEXTS_OF)
def test_nothing_from_outside_is_markup_in_the_text_of_a_post(view, examples):
    for args in examples:
        for text in (POISON, *TEXTS):
            for made in (
                view(*all_poisoned(args, text)),
                *(view(*poisoned(args, p, text)) for p in leaves(args)),
            ):
                assert 0 < len(made) <= 4_000, "what replaces a message may have no more"
                assert_harmless(made)


def test_no_string_of_the_corpus_is_markup_in_the_text_of_a_post(corpus):
    for text in json.loads((corpus / "slack" / "injection.json").read_text())["strings"]:
        for view, examples in TEXTS_OF.values():
            for args in examples[:2]:
                assert_harmless(view(*all_poisoned(args, text)))
