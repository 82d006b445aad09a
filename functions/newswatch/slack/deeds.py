"""What commands do: each verb's use case, and the view of what came of it."""

import re
from collections.abc import Iterator
from dataclasses import replace

from newswatch.errors import BadMessage, QueryError, UnknownTopic
from newswatch.model import ArticleId, Change, ChannelId, SourceFilter, StoryId, Topic, TopicId
from newswatch.slack import (
    commands,
    history_deeds,
    import_deeds,
    improve_deeds,
    set_deeds,
    setting_deeds,
    source_deeds,
    why_deeds,
)
from newswatch.slack.asked import Action, Asked
from newswatch.slack.commander import Commander, Reply
from newswatch.slack.commands import Command, spell
from newswatch.slack.meant import as_seen, by_handle, topic_meant
from newswatch.slack.scopes import SCOPES
from newswatch.slack.views import backtest as backtests
from newswatch.slack.views import hints
from newswatch.slack.views import listing as listings
from newswatch.slack.views import sets as set_views
from newswatch.slack.views import settings as setting_views
from newswatch.slack.views import sources as source_views
from newswatch.slack.views import status as statuses
from newswatch.slack.views import topics as topic_views
from newswatch.slack.views import why as why_views
from newswatch.slack.views.blocks import Answer
from newswatch.usecases import changes, topics
from newswatch.usecases.announcing import announce
from newswatch.usecases.backtest import Wanted
from newswatch.usecases.destinations import destination
from newswatch.usecases.findings import Changed, SetChanged, SettingsChanged
from newswatch.usecases.latest import post_latest
from newswatch.usecases.leavers import own_topic
from newswatch.usecases.lint import examine
from newswatch.usecases.listing import list_topics, show_topic, shown_change
from newswatch.usecases.queries import read_query
from newswatch.usecases.reverting import revert_topic
from newswatch.usecases.sight import Sight
from newswatch.usecases.splitting import split_off
from newswatch.usecases.status import status
from newswatch.usecases.undoing import undo

SPLIT = re.compile(r"([0-9a-f]{16}) ([0-9a-f]{16})")


def consequences(asked: Asked, seq: int) -> Asked:
    """Return the request to see to what follows from a change."""
    return replace(asked, action=Action.CHANGED, text=str(seq), replaces=False)


def do(c: Commander, asked: Asked, command: Command) -> Reply:  # noqa: C901, PLR0911, PLR0912 - the table of verbs
    """Carry out one command."""
    match command:
        case commands.Add():
            return _add(c, asked, command)
        case commands.List(scope):
            found = list_topics(c.store, c.sight(asked), c.clock.now(), scope, asked.channel)
            return Reply(listings.listing(found, c.clock.now()))
        case commands.Show(handle):
            found_story = show_topic(c.store, c.sight(asked), topic_meant(c, asked, handle), c.clock.now())
            return Reply(topic_views.shown(found_story, c.clock.now()))
        case commands.History():
            return history_deeds.of_topic(c, asked, command)
        case commands.Test(text):
            return _test(c, asked, text)
        case commands.Why():
            return why_deeds.why(c, asked, command)
        case commands.Improve(handle):
            return improve_deeds.improve(c, asked, topic_meant(c, asked, handle))
        case commands.Misses():
            return why_deeds.misses(c, asked, command)
        case commands.Undo(seq):
            return _undo(c, asked, seq)
        case (
            commands.SourceAdd()
            | commands.SourceList()
            | commands.SourceShow()
            | commands.SourceHistory()
            | commands.SourceRevert()
            | commands.SourceChange()
            | commands.SourceSet()
        ):
            return source_deeds.do(c, asked, command)
        case commands.Import() | commands.Export():
            return import_deeds.do(c, asked, command)
        case (
            commands.SetList()
            | commands.SetShow()
            | commands.SetHistory()
            | commands.SetRevert()
            | commands.SetSave()
            | commands.SetRemove()
        ):
            return set_deeds.do(c, asked, command)
        case commands.PlaceShow():
            return setting_deeds.show_place(c, asked, command)
        case commands.PlaceHistory():
            return setting_deeds.place_history(c, asked, command)
        case commands.PlaceRevert():
            return setting_deeds.revert_place(c, asked, command)
        case commands.PlaceSet():
            return setting_deeds.set_place(c, asked, command)
        case commands.Status():
            c.time()
            now_so = status(
                c.store,
                c.queues,
                c.people,
                c.clock.now(),
                required_scopes=SCOPES,
                token_parameter=c.token_parameter,
                sight=c.sight(asked),
                monthly_limit=c.monthly_limit,
            )
            return Reply(statuses.status(now_so))
    return _change(c, asked, command)


def latest(c: Commander, asked: Asked) -> Reply:
    """Post a topic's newest stories; its id is the request's text."""
    deadline = c.time()
    try:
        topic = c.store.topic(TopicId(asked.text))
    except UnknownTopic:
        return Reply(hints.note("That topic does not exist any more."))
    c.sight(asked).require_change(topic)
    found = post_latest(c.store, c.queues, c.clock, topic, deadline)
    return Reply(topic_views.latest(topic, found))


def split(c: Commander, asked: Asked) -> Reply:
    """Have an article be no part of a story any more; the request's text has the ids of both."""
    c.time()  # a story can have thousands of articles, each of which is written anew
    ids = SPLIT.fullmatch(asked.text)
    if ids is None:
        raise BadMessage("not a story and an article")
    story_id, article_id = StoryId(ids[1]), ArticleId(ids[2])
    done = split_off(c.store, c.queues, c.clock, c.sight(asked), story_id=story_id, article_id=article_id)
    return Reply(why_views.parted(done))


def follow(c: Commander, seq: int, *, heard: bool, previewed: bool = False) -> Iterator[Answer]:
    """See to what follows from a change of a topic or settings; yield what who made it should know.

    Args:
        c: with a deadline.
        seq: position of the change.
        heard: whether they are there to be told.
        previewed: whether they have seen what a query would have brought.
    """
    deadline = c.time()
    problems = announce(c.store, c.queues, c.people, seq)
    c.store.announced(seq)
    change = c.store.change(seq)
    if change is None or not isinstance(change.snapshot, Topic) or not heard:
        return
    topic, earlier = change.snapshot, _earlier(c, change)
    asks_otherwise = change.what in {"edit", "revert"} and not (earlier and earlier.query == topic.query)
    if (change.what == "add" or asks_otherwise) and not previewed:
        try:
            query = read_query(c.store, topic.query)
        except QueryError as e:
            # A saved set that it uses was changed or removed in the meantime.
            yield hints.note(" ".join((*problems, str(e))))
            return
        found, findings = examine(
            c.reading(),
            query,
            c.clock.now(),
            deadline,
            sources=topic.sources,
            # Where it was typed is not known any more: what posts there may be nothing for who typed it.
            sight=Sight(c.people, change.who, ChannelId(change.who)),
            topic=topic,
            old=_asked_before(c, earlier),
        )
        yield topic_views.preview(found, topic, problems, findings)
    elif problems:
        yield hints.note(" ".join(problems))


def _earlier(c: Commander, change: Change) -> Topic | None:
    """Return a topic as it was before a change; None for a new one, and where that is not known."""
    assert isinstance(change.snapshot, Topic)
    earlier = changes.before(change.seq, c.store.history(change.snapshot.id))
    return earlier.snapshot if earlier and isinstance(earlier.snapshot, Topic) else None


def _asked_before(c: Commander, earlier: Topic | None) -> Wanted | None:
    """Return what a topic asked for; None where there is nothing to compare."""
    try:
        return Wanted(read_query(c.store, earlier.query), earlier.sources) if earlier else None
    except QueryError:
        return None


def _add(c: Commander, asked: Asked, command: commands.Add) -> Reply:
    # What is wrong with it is told before anybody has to be asked about channels.
    read_query(c.store, command.query)
    where = destination(c.people, asked.user, asked.channel, command.channel, me=command.me)
    found = topics.add_topic(
        c.store,
        c.clock,
        c.entropy,
        who=asked.user,
        query=command.query,
        destinations=[where],
        name=command.name,
        request=asked.id,
    )
    return Reply(topic_views.added(found, c.clock.now()), found.seq)


def _change(c: Commander, asked: Asked, command: Command) -> Reply:
    """Change a topic."""
    assert isinstance(
        command,
        commands.Edit | commands.Pause | commands.Resume | commands.Remove | commands.Move
        | commands.Rename | commands.Listen | commands.Outlets | commands.Thread | commands.Prefer
        | commands.Deliver | commands.Revert | commands.Own,
    )  # fmt: skip
    now = c.clock.now()
    topic = _to_change(c, asked, command.topic, removed=isinstance(command, commands.Revert))
    if isinstance(topic, Changed):
        return Reply(topic_views.changed(shown_change(c.sight(asked), topic), now), topic.seq)
    if isinstance(command, commands.Edit) and not command.query and not command.name:
        return Reply(topic_views.edit_form(topic))
    c.sight(asked).require_change(topic)
    seen = as_seen(c, topic, command.topic)
    if isinstance(command, commands.Pause):
        return _pause(c, asked, seen, command)
    if isinstance(command, commands.Deliver):
        return setting_deeds.deliver(c, asked, seen, command)
    done = _altered(c, asked, seen, command)
    return Reply(topic_views.changed(shown_change(c.sight(asked), done), now), done.seq)


def _to_change(c: Commander, asked: Asked, text: str, *, removed: bool) -> Topic | Changed:
    """Return the topic that is meant; of a request that is carried out again what it did.

    By then the topic may be removed, and what was typed mean another one, whose handle only begins so.
    """
    try:
        topic = topic_meant(c, asked, text, removed=removed)
    except UnknownTopic:
        if made := changes.repeated(c.store, asked.id):
            return made
        raise
    if c.deadline is None and topic.handle == text:
        # Nothing that waits for a queue: it is what was typed, and looking at the newest changes takes long.
        return topic
    return changes.repeated(c.store, asked.id) or topic


def _altered(c: Commander, asked: Asked, topic: Topic, command: Command) -> Changed:  # noqa: C901, PLR0911 - a verb each
    who, request = asked.user, asked.id
    match command:
        case commands.Edit(_, query, name):
            return changes.edit_topic(
                c.store, c.clock, topic, who=who, query=query, name=name, request=request
            )
        case commands.Revert(_, seq, version):
            sight = c.sight(asked)
            return revert_topic(c.store, c.clock, sight, topic, seq, seen=version, request=request)
        case commands.Own():
            return own_topic(c.store, c.people, c.clock, topic, who=who, request=request)
        case commands.Resume():
            return changes.resume_topic(c.store, c.clock, topic, who=who, request=request)
        case commands.Remove():
            return changes.remove_topic(c.store, c.clock, topic, who=who, request=request)
        case commands.Rename(_, name):
            return changes.rename_topic(c.store, c.clock, topic, who=who, name=name, request=request)
        case commands.Listen(_, tags):
            return changes.listen_to(c.store, c.clock, topic, who=who, tags=tags, request=request)
        case commands.Outlets(_, count):
            return changes.tell_stories(c.store, c.clock, topic, who=who, outlets=count, request=request)
        case commands.Thread(_, policy):
            return changes.tell_stories(c.store, c.clock, topic, who=who, thread=policy, request=request)
        case commands.Prefer(_, order):
            return changes.tell_stories(c.store, c.clock, topic, who=who, prefer=order, request=request)
        case commands.Move(_, channels, me, here):
            named = [*channels, *([None] if here else [])]
            places = [destination(c.people, who, asked.channel, channel) for channel in named]
            places += [destination(c.people, who, asked.channel, me=True)] if me else []
            # What they may not know of, they do not take away.
            places += c.sight(asked).hidden(topic)
            return changes.move_topic(c.store, c.clock, topic, who=who, destinations=places, request=request)
    raise BadMessage("not a command that changes a topic")


def _pause(c: Commander, asked: Asked, topic: Topic, command: commands.Pause) -> Reply:
    now, moment = c.clock.now(), command.until
    zone = c.people.timezone(asked.user) if moment and moment.needs_zone else "UTC"
    try:
        until = moment.resolve(now, zone) if moment else None
    except ValueError as e:
        return Reply(_no_time(command, str(e)))
    done = changes.pause_topic(c.store, c.clock, topic, who=asked.user, until=until, request=asked.id)
    return Reply(topic_views.changed(shown_change(c.sight(asked), done), now), done.seq)


def _no_time(command: commands.Pause, problem: str) -> Answer:
    ideas = [replace(command, until=None), commands.parse_command(f"pause {command.topic} for 1d")]
    return hints.hint(problem, [(text, text) for text in map(spell, ideas)])


def _undo(c: Commander, asked: Asked, seq: int) -> Reply:
    now = c.clock.now()
    done = undo(
        c.store, c.clock, c.sight(asked), who=asked.user, seq=seq, request=asked.id, queues=c.slow_queues()
    )
    if isinstance(done, Changed):
        return Reply(topic_views.changed(shown_change(c.sight(asked), done), now), done.seq)
    if isinstance(done, SetChanged):
        return Reply(set_views.changed(done))
    if isinstance(done, SettingsChanged):
        return Reply(setting_views.changed(done, now), done.seq)
    return Reply(source_views.changed(done, now))


def _test(c: Commander, asked: Asked, text: str) -> Reply:
    """Run a topic or a query over the last 7 days. A text that is a topic's whole handle means the topic."""
    topic = by_handle(c, asked, text) if len(text.split()) == 1 else None
    query = read_query(c.store, topic.query if topic else text)
    deadline = c.time()
    result, findings = examine(
        c.reading(),
        query,
        c.clock.now(),
        deadline,
        sources=topic.sources if topic else SourceFilter(),
        sight=c.sight(asked),
        topic=topic,
    )
    watch = "" if topic else spell(commands.Add(text))
    edit = f"edit {topic.handle}" if topic else commands.bare(text)
    return Reply(backtests.backtest(result, c.clock.now(), watch, findings, edit=edit))
