"""App Home, settings and modals: arguments that lead through every branch."""

import dataclasses
import json

from builders import source
from fakes import T0

from newswatch.model import WORKSPACE, Activity, ChannelId
from newswatch.slack import home_state
from newswatch.slack.draft import Draft
from newswatch.slack.views import hints, home, modal, topic_form
from newswatch.slack.views import settings as setting_views
from newswatch.usecases.findings import (
    FirstSteps,
    HomeSettings,
    HomeSources,
    HomeTopics,
    HowTold,
    Pages,
    SettingsChanged,
    SourceLine,
    TopicLine,
)
from view_samples.things import (
    ADA,
    AHEAD,
    FAILING,
    HERE,
    LINE,
    LOST,
    LOUD,
    MANAGED,
    NEWS,
    PAGE,
    PAUSED,
    POLICY,
    QUIET,
    READ,
    REFUSAL,
    STOPPED,
    TIMED,
    WORKSPACES,
    each,
    refusal_of,
    settings_changed,
)

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
WRITTEN = Draft(
    "(lavrov OR pompeo) AND venezuela", "Venezuela talks", (POLICY, ChannelId("C0OTHER")), me=True,
    when="mon", sources=("tag:wires", f"source:{NEWS.id}"), cap="5", mention="S0EDITORS", language="tlh",
    outlets="3", thread="reply", topic="talks:3", where=POLICY, home='{"word": "lithium"}', round=7,
)  # fmt: skip
NAMED_SOURCES = {NEWS.id: NEWS.name}
# Draft, refusal of its query, names of sources, problem.
FORMS = [
    (WRITTEN, REFUSAL, NAMED_SOURCES, "You are not in #energy."),
    (dataclasses.replace(WRITTEN, is_long=True), REFUSAL, NAMED_SOURCES, ""),
    (dataclasses.replace(WRITTEN, at="", outlets="", thread="", mention="", language="es"), (), {}, ""),
    (Draft(is_long=True), (), {}, "No."),
    (Draft(), (), {}, ""),
]


def form(said, refusal, names, problem):
    below = topic_form.refused(refusal_of(refusal)) if refusal else topic_form.looking()
    return topic_form.form(as_slack_has_it(said), below, names, problem=problem)


def at_home(word, only):
    """Return what App Home carries where somebody looks for a word there."""
    return home_state.encode(home_state.decode(json.dumps({"word": word, "filter": only})))


def as_slack_has_it(said):
    """Return a draft with nothing longer than the inputs let it be, and than we ourselves have written."""
    ours = ("topic", "where", "cap", "mention", "language", "outlets", "thread", "tried")
    short = {name: getattr(said, name)[:20] for name in ours}
    return dataclasses.replace(said, **short, home=at_home(said.home, said.home))


# Of each view.
VIEWS = {
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
    home.home: each(*HOMES),
    home.waiting: [("lithium", "mine")],
    modal.of_answer: [("There is already a topic called talks.", "lithium", "mine")],
    modal.waiting: [()],
    topic_form.form: FORMS,
    topic_form.refused: [REFUSAL, ('"lithium', "It never ends.", ())],
    topic_form.looking: [()],
}  # fmt: skip
# Views that are made of something else than what is replaced in their arguments.
BUILT = {
    home.home: lambda found_there, now: home.home(found_there, "{}", now),
    home.waiting: lambda *shown: home.waiting(at_home(*shown)),
    modal.of_answer: lambda text, *shown: modal.of_answer(hints.note(text), at_home(*shown)),
    topic_form.refused: lambda *refusal: topic_form.refused(refusal_of(refusal)),
    topic_form.form: form,
}
