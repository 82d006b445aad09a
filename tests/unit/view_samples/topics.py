"""Answers about topics and their queries: arguments that lead through every branch."""

import dataclasses
from datetime import timedelta

from builders import article, topic
from fakes import T0

from newswatch.model import WORKSPACE, Activity, Change, ChannelId, Evidence, Field, State, UserId
from newswatch.posts import Excerpt
from newswatch.query.lint import Finding, Mend, Rank
from newswatch.query.syntax import Attribute, Filter
from newswatch.slack.views import backtest, hints, history, likeness, listing, proposals, topics
from newswatch.slack.views import help as helps
from newswatch.usecases.findings import (
    Backtest,
    Caught,
    Changed,
    Comparison,
    Example,
    Listing,
    Posted,
    Proposal,
    TopicLine,
    TopicStory,
)
from view_samples.things import (
    ADA,
    ALTERED,
    BEFORE,
    CAME,
    CHANGES,
    GONE,
    HERE,
    LINE,
    LOST,
    LOUD,
    MANAGED,
    NEWS,
    NEWSWATCH,
    PAUSED,
    POLICY,
    SAVED,
    STOPPED,
    TIMED,
    TOPIC,
    UNSET,
    WAS,
    WORKSPACES,
    each,
    refusal_of,
)

STORY = TopicStory(LINE, CHANGES, {NEWS.id: NEWS})
GIVEN = tuple(
    Change(seq, ADA, T0, what, dataclasses.replace(LOUD, version=seq, owner=owner))
    for seq, what, owner in ((3, "own", ADA), (2, "left", NEWSWATCH), (1, "add", NEWSWATCH))
)
WIRES = Filter(Attribute.TAG, "wires")
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
ODD = (
    Finding(Rank.SAME, "{} watches for the same.", (TOPIC,)),
    Finding(Rank.MISSED, "{} misses {}: +31 in 7 days.", ("tariff", "tariffs"), Mend("Use ~tariff", WIRES)),
    Finding(Rank.REDUNDANT, "{} is in {} already.", ("a" * 90, "a* OR b"), Mend("Leave out a", WIRES)),
)
EDIT = Proposal(
    TOPIC, "lavrov AND NOT football", "It leaves out what has {} in it, and asks for {}.",
    ("football", "lavrov"), (4, 5), (0, 2), (1, 1_031),
    (Example(CAME, relevant=False), Example(dataclasses.replace(CAME, site_name=""), None)),
    (Example(article(published=T0), relevant=True),), 84, 14, complete=False,
)  # fmt: skip


def refused_command(*refusal):
    return hints.refused(refusal_of(refusal), lambda q: f"add Name = {q}")


def ways(typed, back, *, before=0, there=False):
    """Return the commands of a history, by what is typed before a number and the changes to go back to."""
    look = typed.replace("revert", "history")
    older = {seq: f"{look} before {seq}" for seq in range(1, 100)}
    return history.Ways({seq: f"{typed} {seq}" for seq in back if seq}, older, look, typed, there, 3, before)


# Of each view.
VIEWS = {
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
    history.of_topic: [
        (STORY, ways("revert talks", range(20)), T0),
        (TopicStory(TopicLine(TOPIC), (), {}), ways("revert talks", ()), T0),
        (TopicStory(TopicLine(LOUD), GIVEN, {}), ways("revert talks", range(20), before=2), T0),
    ],
    history.of_source: [
        (
            NEWS,
            tuple(Change(n, ADA, T0, "set", one) for n, one in ((3, ALTERED), (2, NEWS), (1, None))),
            ways("source revert voice", (3,)),
        ),
        (
            LOST,
            (Change(2, UserId("newswatch"), T0, "gone", LOST), Change(1, ADA, T0, "add", NEWS)),
            ways("source revert voice", (1,)),
        ),
        (NEWS, (), ways("source revert voice", ())),
    ],
    history.of_set: [
        (
            SAVED,
            (Change(3, ADA, T0, "remove", dataclasses.replace(SAVED, state=State.REMOVED)),),
            ways("sets revert evs", ()),
        ),
        (
            SAVED,
            (Change(2, ADA, T0, "edit", SAVED), Change(1, ADA, T0, "add", WAS)),
            ways("sets revert evs", (1,)),
        ),
    ],
    history.of_place: [
        (
            WORKSPACE,
            (Change(2, ADA, T0, "set", MANAGED), Change(1, ADA, T0, "add", WORKSPACES)),
            ways("revert workspace", (1,)),
        ),
        (
            POLICY,
            (Change(2, ADA, T0, "undo", UNSET, undoes=1), Change(1, ADA, T0, "add", HERE)),
            ways("revert here", (1,), there=True),
        ),
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
    hints.hint: [("Which topic?", (("show talks", "show talks"), ("Other", "list all"))), ("No.", ())],
    hints.refused: [("a OR b c", "Parentheses?", ("(a OR b) AND c", "a OR (b AND c)"))],
    hints.note: [("There is already a topic called talks.",)],
    hints.failed: [()],
    likeness.like: [(CAME, "lithium AND mine", "lithium AND mine", "add lithium AND mine")],
    likeness.words: [("lithium mine", "lithium mine", "add lithium mine")],
    proposals.proposal: [
        (EDIT,),
        (dataclasses.replace(EDIT, relevant=(0, 0), others=(0, 0), gone=(), kept=(), complete=True),),
    ],
    proposals.no_proposal: [(TOPIC, 3)],
    helps.usage: [("",), ("pause",), ("query",), ("puase",), ("nonsense",)],
}  # fmt: skip
# So long that something has to be left out.
LONG = {
    history.of_topic: [(TopicStory(LINE, CHANGES * 20, {}), ways("revert talks", range(60)), T0)],
    history.of_place: [
        (
            WORKSPACE,
            tuple(Change(60 - n, ADA, T0, "set", MANAGED) for n in range(60)),
            ways("revert workspace", range(61)),
        )
    ],
    listing.listing: each(
        Listing(tuple(TopicLine(topic(n, destinations=(ChannelId(f"C{n}"),))) for n in range(120)), ""),
        Listing(tuple(TopicLine(topic(n, handle="a-" * 30)) for n in range(120)), ""),
    ),
}
# Views that are made of something else than what is replaced in their arguments.
BUILT = {
    hints.refused: refused_command,
}
