"""Answers to why something was told or was not: arguments that lead through every branch."""

import dataclasses
from datetime import timedelta

from builders import source, topic
from fakes import T0

from newswatch.model import ArticleId, Bond, ChannelId, Coverage, SourceId, StoryId, TextFrom
from newswatch.posts import Hold, Lack, PostState
from newswatch.slack.views import misses, unseen, why
from newswatch.usecases.findings import (
    Drop,
    Fate,
    Glance,
    Judgement,
    Lacking,
    Parted,
    Posting,
    Quote,
    Reason,
    Standing,
    Tongue,
    TopicMisses,
    Unseen,
    Why,
)
from view_samples.things import ADA, AHEAD, CAME, NEWS, PAUSED, POLICY, QUIET, TOPIC, each

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
# Of each view.
VIEWS = {
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
}  # fmt: skip
# So long that something has to be left out.
LONG = {
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
}
