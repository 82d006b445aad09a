"""What is posted, and what answers the buttons below it: arguments that lead through every branch."""

import dataclasses
from datetime import date

from fakes import T0

from newswatch.model import ArticleId, Change, ChannelId, PostId, StoryId, UserId
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
    RateNotice,
    Reply,
    SettingsNotice,
    Silence,
    SourceNotice,
    SpendingNews,
    Spike,
    Trouble,
)
from newswatch.slack.views import (
    alert,
    digest,
    held_notice,
    notice,
    rate_notice,
    source_notice,
    spending,
    thread,
    trouble,
    votes,
)
from newswatch.slack.views import settings as setting_views
from newswatch.usecases.findings import Said, SettingsChanged
from view_samples.things import (
    ADA,
    BEFORE,
    HERE,
    LOST,
    LOUD,
    NEWS,
    PAUSED,
    POLICY,
    TIMED,
    TOPIC,
    settings_changed,
)

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


def settings_notices():
    for made in settings_changed():
        change = Change(7, ADA, T0, made.what, made.settings)
        yield SettingsNotice(PostId("p"), POLICY, change, made.settings, made.before), "Ada Lovelace"


def source_notices():
    for what in ("gone", "unreadable", "forsaken", "well", "moved", "other"):
        for after in (NEWS, LOST, dataclasses.replace(NEWS, trouble="It could not be read for a day.")):
            yield (SourceNotice(PostId("p"), ADA, Change(7, UserId("newswatch"), T0, what, after), after),)


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
SPENDING_NEWS = [
    SpendingNews(date(2026, 3, 1), 80, 20, 16.1, 31.25),
    SpendingNews(date(2026, 12, 1), 80, 7.5, 6.02),
    SpendingNews(date(2026, 3, 1), 100, 20, 20.04, 22.0),
]
SAID = Said(StoryId("5" * 16), True, (TOPIC, BEFORE))
# Of each view.
VIEWS = {
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
    spending.spending_notice: [(one,) for one in SPENDING_NEWS],
    setting_views.settings_notice: list(settings_notices()),
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
}  # fmt: skip
