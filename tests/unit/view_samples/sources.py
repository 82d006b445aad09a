"""Answers about sources, saved sets and how all is: arguments that lead through every branch."""

import dataclasses
from datetime import timedelta

from builders import saved_set, source
from fakes import T0

from newswatch.model import Change, Entry, Feed, FetchMemory, Hints, State
from newswatch.slack.views import found, imports, sets, sources, status
from newswatch.sources.outline import BadLine
from newswatch.usecases.findings import (
    Exported,
    Imported,
    SetChanged,
    SetLine,
    SetStory,
    Setup,
    SourceChanged,
    SourceLine,
    SourceListing,
    Status,
)
from view_samples.things import (
    ADA,
    ALTERED,
    FAILING,
    LOST,
    NEWS,
    PAGE,
    POLICY,
    QUIET,
    READ,
    SAVED,
    TOPIC,
    WAS,
    each,
)

ENTRIES = (
    Entry("1", "https://news.example/1", "Ministers meet", published=T0 - timedelta(hours=2)),
    Entry("2", "https://news.example/2", "A mine opens", published=T0 + timedelta(days=2)),
    Entry("3", "", ""),
)
FEED = Feed("News", ENTRIES, form="RSS 2.0")
UNDATED = Feed("", (Entry("1", "https://news.example/1", "One"),))
STATUS = Status(
    3, (("News 1", "answered 404."),), 2, ((POLICY, "The channel is archived."),), {"articles": 4},
    ((POLICY, "Slack is busy."),), Setup("It is not stored yet.", ("chat:write",), "Nothing is read yet."),
)  # fmt: skip
# Of each view.
VIEWS = {
    imports.how: [()],
    imports.nothing: [()],
    imports.imported: [
        (Imported(1, 2, 1, (BadLine(3, "https://a.example/", "That is no feed."),), 1, 4, 5),),
        (Imported(0, 2, 0, tuple(BadLine(n, "x", "y") for n in range(12))),),
    ],
    imports.exported: [(Exported(b"", "sources.opml", 2, 1),), (Exported(b"", "sources.opml", 1),)],
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
    status.status: [
        (STATUS,),
        (dataclasses.replace(STATUS, setup=Setup(), waiting={}, failing=(("a", "b"),) * 9),),
        (dataclasses.replace(STATUS, parked_unseen=2, held_up_unseen=1),),
        (dataclasses.replace(STATUS, gone=(("News 2", "It is gone."),)),),
    ],
}  # fmt: skip
# So long that something has to be left out.
LONG = {
    sources.listing: each(
        SourceListing(tuple(SourceLine(source(n), FAILING) for n in range(100)), "failing")
    ),
    sets.listing: [
        (tuple(SetLine(saved_set(f"set-{n}", query="a OR b " * 30)) for n in range(100)),),
        (tuple(SetLine(saved_set(f"{n}-" + "x" * 36, query="&" * 80)) for n in range(100)),),
    ],
}
