"""What is done with a topic that somebody writes in a modal: tried, saved, or begun with an article."""

from collections.abc import Iterator
from dataclasses import replace

from newswatch.errors import (
    AmbiguousTopic,
    ChangedMeanwhile,
    HandleTaken,
    NewswatchError,
    NotAllowed,
    QueryError,
    SecretError,
    SettingRefused,
    SlackError,
    UnknownChannel,
    UnknownTopic,
)
from newswatch.model import (
    USUAL_TIME,
    ChannelId,
    SourceFilter,
    SourceId,
    ThreadPolicy,
    Topic,
)
from newswatch.observe import logger
from newswatch.query.tongue import joined
from newswatch.slack import draft, forms
from newswatch.slack.advice import INVITE
from newswatch.slack.asked import Action, Asked
from newswatch.slack.commander import Commander, Reply
from newswatch.slack.draft import Draft
from newswatch.slack.meant import as_seen, topic_meant
from newswatch.slack.views import backtest as backtests
from newswatch.slack.views import hints, lint, modal, topic_form
from newswatch.slack.views import topics as topic_views
from newswatch.slack.views.kit import Block
from newswatch.slack.views.mrkdwn import line
from newswatch.slack.views.phrases import plain_query
from newswatch.usecases import drafting
from newswatch.usecases.backtest import Wanted, backtest, compare
from newswatch.usecases.findings import Changed
from newswatch.usecases.lint import examine
from newswatch.usecases.listing import shown_change
from newswatch.usecases.queries import read_query
from newswatch.usecases.sight import Sight
from newswatch.usecases.topics import Fields, add_topic
from newswatch.wall_clock import zone_of

MENDS = 2
REFUSED = (HandleTaken, NotAllowed, SettingRefused)
"""What keeps a draft from being saved, in a sentence: it is shown again with that."""
THEIRS = (
    "Somebody else changed it in between, so nothing was overwritten: it watches for “{query}” now. "
    "Save again, and what stands here takes the place of that."
)
THEIRS_CHARS = 200
GONE = "That topic does not exist any more."
BROKEN = "The last 7 days could not be looked at just now. It can be saved all the same."


def fill(c: Commander, asked: Asked) -> bool:
    """Have a modal that waits show the form that a command wants; return whether there is one."""
    try:
        found = forms.form(c, asked)
    except (SecretError, SlackError) as e:
        # To come again later is no use to who waits before an empty form.
        c.views.update(asked.view, modal.of_answer(hints.note(str(e)), asked.home))
        return True
    if found is None:
        return False
    shown = c.views.update(asked.view, found.view)
    if shown and found.then:
        preview(c, replace(found.then, view=asked.view, hash=shown))
    return True


def preview(c: Commander, asked: Asked) -> None:
    """Have the modal of a topic show what its query would have brought, as long as it shows that query.

    What was found comes first, advice on the query when there is some: that takes longer.
    """
    said, known = draft.decode(asked.text), asked.hash
    names = forms.source_names(c.store, said)
    said = replace(said, tried=draft.asks(said))
    for below in _looks(c, asked, said):
        known = c.views.update(asked.view, topic_form.form(said, below, names), known)
        if not known:
            return


def save(c: Commander, asked: Asked) -> Reply | None:
    """Store a topic as somebody has written it. None where they are shown it again, and why."""
    said = draft.decode(asked.text)
    try:
        done = _saved(c, asked, said)
    except QueryError as e:
        _again(c, asked, said, topic_form.refused(e))
        return None
    except UnknownChannel:
        _again(c, asked, said, [], INVITE)
        return None
    except ChangedMeanwhile:
        _with_theirs(c, asked, said)
        return None
    except REFUSED as e:
        _again(c, asked, said, [], str(e))
        return None
    except (UnknownTopic, AmbiguousTopic):
        return Reply(hints.note(GONE))
    now = c.clock.now()
    done = shown_change(c.sight(asked), done)
    # Without a preview in the form, one follows.
    latest = was_tried(asked)
    shown = topic_views.changed(done, now) if said.topic else topic_views.added(done, now, latest=latest)
    return Reply(shown, done.seq)


def was_tried(asked: Asked) -> bool:
    """Return whether who sends a form has seen what just that would have brought."""
    if asked.action is not Action.SAVE:
        return False
    said = draft.decode(asked.text)
    return said.tried == draft.asks(said)


def _with_theirs(c: Commander, asked: Asked, said: Draft) -> None:
    """Show a draft again beside what somebody else has set in between; saved again, it takes its place."""
    now_so = topic_meant(c, asked, said.topic)
    problem = THEIRS.format(query=line(plain_query(now_so.query), THEIRS_CHARS))
    _again(c, asked, replace(said, topic=f"{now_so.handle}:{now_so.version}"), [], problem)


def _looks(c: Commander, asked: Asked, said: Draft) -> Iterator[list[Block]]:
    """Yield what is shown below a query that is tried, each in the place of what was there before."""
    try:
        yield from _found(c, asked, said)
    except QueryError as e:
        yield topic_form.refused(e)
    except (UnknownTopic, AmbiguousTopic):
        yield topic_form.preview(GONE)
    except NewswatchError as e:
        logger.error("no preview", error=str(e))
        yield topic_form.preview(BROKEN)


def _found(c: Commander, asked: Asked, said: Draft) -> Iterator[list[Block]]:
    """Yield what a query has brought that was tried: beside what the topic brings now, if it is changed."""
    store, now, deadline = c.reading(), c.clock.now(), c.time()
    topic = _topic(c, asked, said)
    new, old = Wanted(read_query(c.store, _query(said)), _sources(said)), _earlier(c, topic, said)
    found = (
        compare(store, old, new, now, deadline)[0]
        if old
        else backtest(store, [new.query], now, deadline, new.sources)[0]
    )
    rows = list(backtests.rows(found, now, zone_of(c.people.timezone(asked.user))))
    yield topic_form.preview(*rows)
    _, findings = examine(
        store, new.query, now, deadline, sources=new.sources, sight=c.sight(asked), topic=topic, old=old
    )
    if findings:
        # What mends a query is itself one: it is filled in.
        mends = [topic_form.reading_button(m.label, m.query) for each in findings if (m := each.mend)]
        yield topic_form.preview(*rows, *lint.lines(findings), mends[:MENDS])


def _earlier(c: Commander, topic: Topic | None, said: Draft) -> Wanted | None:
    """Return what a topic asks for now, if the draft asks for something else."""
    if topic is None:
        return None
    try:
        query = read_query(c.store, topic.query)
    except QueryError:
        return None
    same = query.canonical == read_query(c.store, _query(said)).canonical and topic.sources == _sources(said)
    return None if same else Wanted(query, topic.sources)


def _saved(c: Commander, asked: Asked, said: Draft) -> Changed:
    topic = _topic(c, asked, said)
    channels = [ChannelId(each) for each in said.channels]
    destinations = drafting.places(c.people, c.sight(asked), channels, me=said.me, topic=topic)
    fields = drafting.with_zone(
        c.store, c.people, asked.user, destinations, topic=topic, fields=_fields(said)
    )
    if topic is None:
        return add_topic(
            c.store,
            c.clock,
            c.entropy,
            who=asked.user,
            query=_query(said),
            destinations=destinations,
            name=said.name,
            fields=fields,
            request=asked.id,
        )
    # Where the form was opened they may be no more.
    Sight(c.people, asked.user, ChannelId(asked.user)).require_change(topic)
    return drafting.save_changed(
        c.store,
        c.clock,
        topic,
        who=asked.user,
        query=_query(said),
        name=said.name,
        fields={**fields, "destinations": tuple(destinations)},
        request=asked.id,
    )


def _topic(c: Commander, asked: Asked, said: Draft) -> Topic | None:
    """Return the topic that a draft changes, as who writes it saw it; None for a new one."""
    if not said.topic:
        return None
    return as_seen(c, topic_meant(c, asked, said.topic), said.topic)


def _query(said: Draft) -> str:
    return joined(said.query, said.language)


def _fields(said: Draft) -> Fields:
    return {
        "delivery": drafting.delivery_of(said.when, said.at or USUAL_TIME),
        "sources": _sources(said),
        "cap_per_day": int(said.cap) if said.cap else None,
        "mention": said.mention,
        "outlets": int(said.outlets or 1),
        "thread": ThreadPolicy(said.thread or ThreadPolicy.EDIT),
    }


def _sources(said: Draft) -> SourceFilter:
    parted = [each.partition(":") for each in said.sources]
    return SourceFilter(
        ids=frozenset(SourceId(word) for kind, _, word in parted if kind == "source"),
        tags=frozenset(word for kind, _, word in parted if kind == "tag"),
    )


def _again(c: Commander, asked: Asked, said: Draft, below: list[Block], problem: str = "") -> None:
    """Show a draft again that was not saved: nothing of it is lost."""
    names = forms.source_names(c.store, said)
    if not c.views.update(asked.view, topic_form.form(said, below, names, problem=problem)):
        raise NotAllowed(problem or "The query of the topic was refused, so it was not saved.")
