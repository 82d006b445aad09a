"""What commands do: each verb's use case, and the view of what came of it."""

import re
from collections.abc import Iterator
from dataclasses import replace

from newswatch.errors import BadMessage, QueryError, UnknownTopic
from newswatch.model import ArticleId, Change, ChannelId, SourceFilter, StoryId, Topic, TopicId
from newswatch.slack import commands, import_deeds, setting_deeds, source_deeds
from newswatch.slack.asked import Action, Asked
from newswatch.slack.commander import Commander, Reply
from newswatch.slack.commands import Command, spell
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
from newswatch.usecases import changes, saved_sets, topics
from newswatch.usecases.announcing import announce
from newswatch.usecases.destinations import destination
from newswatch.usecases.findings import Changed, SetChanged, SettingsChanged, Unseen
from newswatch.usecases.latest import post_latest
from newswatch.usecases.lint import examine
from newswatch.usecases.listing import list_topics, show_topic
from newswatch.usecases.queries import read_query
from newswatch.usecases.sight import Sight
from newswatch.usecases.source_settings import reschedule
from newswatch.usecases.splitting import split_off
from newswatch.usecases.status import status
from newswatch.usecases.undoing import undo
from newswatch.usecases.why import explain_article

VERSION = re.compile(r"[0-9]{1,9}")
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
            found_story = show_topic(c.store, c.sight(asked), _topic(c, asked, handle), c.clock.now())
            return Reply(topic_views.shown(found_story, c.clock.now()))
        case commands.History(handle):
            found_story = show_topic(c.store, c.sight(asked), _topic(c, asked, handle), c.clock.now())
            return Reply(topic_views.history(found_story, c.clock.now()))
        case commands.Test(text):
            return _test(c, asked, text)
        case commands.Why():
            return _why(c, asked, command)
        case commands.Undo(seq):
            return _undo(c, asked, seq)
        case (
            commands.SourceAdd()
            | commands.SourceList()
            | commands.SourceShow()
            | commands.SourceChange()
            | commands.SourceSet()
        ):
            return source_deeds.do(c, asked, command)
        case commands.Import() | commands.Export():
            return import_deeds.do(c, asked, command)
        case commands.SetList() | commands.SetShow() | commands.SetSave() | commands.SetRemove():
            return _set(c, asked, command)
        case commands.PlaceShow():
            return setting_deeds.show_place(c, asked, command)
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


def follow(c: Commander, seq: int, *, heard: bool) -> Iterator[Answer]:
    """See to what follows from a change of a topic or settings; yield what who made it should know."""
    deadline = c.time()
    problems = announce(c.store, c.queues, c.people, seq)
    c.store.announced(seq)
    change = c.store.change(seq)
    if change is None or not isinstance(change.snapshot, Topic) or not heard:
        return
    topic = change.snapshot
    if change.what == "add" or (change.what == "edit" and _asks_otherwise(c, change)):
        try:
            query = read_query(c.store, topic.query)
        except QueryError as e:
            # A saved set that it uses was changed or removed in the meantime.
            yield hints.note(" ".join((*problems, str(e))))
            return
        found, findings = examine(
            c.store,
            query,
            c.clock.now(),
            deadline,
            sources=topic.sources,
            # Where it was typed is not known any more: what posts there may be nothing for who typed it.
            sight=Sight(c.people, change.who, ChannelId(change.who)),
            topic=topic,
        )
        yield topic_views.preview(found, topic, problems, findings)
    elif problems:
        yield hints.note(" ".join(problems))


def _asks_otherwise(c: Commander, change: Change) -> bool:
    """Return whether a change of a topic gave it another query."""
    topic = change.snapshot
    assert isinstance(topic, Topic)
    earlier = changes.before(change.seq, c.store.history(topic.id))
    return not (earlier and isinstance(earlier.snapshot, Topic) and earlier.snapshot.query == topic.query)


def _topic(c: Commander, asked: Asked, text: str) -> Topic:
    """Return the topic that ``handle`` or ``handle:version`` means. Raises UnknownTopic, AmbiguousTopic."""
    text, _ = _versioned(text)
    return _by_handle(c, asked, text) or c.sight(asked).find(c.store.topics(), text)


def _versioned(text: str) -> tuple[str, int]:
    """Return a handle, and which version of the topic was seen; 0 where that is not said.

    Forms and buttons say it, so that what somebody else has set since is not overwritten.
    """
    handle, colon, version = text.rpartition(":")
    return (handle, int(version)) if colon and VERSION.fullmatch(version) else (text, 0)


def _as_seen(c: Commander, topic: Topic, version: int) -> Topic:
    """Return a topic as it was when somebody saw that version of it; as it is where that is not known."""
    if not version or version >= topic.version:
        return topic
    seen = (change.snapshot for change in c.store.history(topic.id))
    return next((s for s in seen if isinstance(s, Topic) and s.version == version), topic)


def _by_handle(c: Commander, asked: Asked, text: str) -> Topic | None:
    """Return the topic with this very handle, without reading all of them, if the person may see it."""
    try:
        topic = c.store.topic_by_handle(text.strip().casefold())
    except UnknownTopic:
        return None
    return topic if c.sight(asked).sees(topic) else None


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
        | commands.Deliver,
    )  # fmt: skip
    now = c.clock.now()
    try:
        topic = _topic(c, asked, command.topic)
    except UnknownTopic:
        if (made := changes.repeated(c.store, asked.id)) is None:
            raise
        return Reply(topic_views.changed(made, now), made.seq)
    if isinstance(command, commands.Edit) and not command.query and not command.name:
        return Reply(topic_views.edit_form(topic))
    c.sight(asked).require_change(topic)
    seen = _as_seen(c, topic, _versioned(command.topic)[1])
    if isinstance(command, commands.Pause):
        return _pause(c, asked, seen, command)
    if isinstance(command, commands.Deliver):
        return setting_deeds.deliver(c, asked, seen, command)
    done = _altered(c, asked, seen, command)
    return Reply(topic_views.changed(done, now), done.seq)


def _altered(c: Commander, asked: Asked, topic: Topic, command: Command) -> Changed:  # noqa: PLR0911 - a verb each
    who, request = asked.user, asked.id
    match command:
        case commands.Edit(_, query, name):
            return changes.edit_topic(
                c.store, c.clock, topic, who=who, query=query, name=name, request=request
            )
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
    return Reply(topic_views.changed(done, now), done.seq)


def _no_time(command: commands.Pause, problem: str) -> Answer:
    ideas = [replace(command, until=None), commands.parse_command(f"pause {command.topic} for 1d")]
    return hints.hint(problem, [(text, text) for text in map(spell, ideas)])


def _undo(c: Commander, asked: Asked, seq: int) -> Reply:
    now = c.clock.now()
    done = undo(c.store, c.clock, c.sight(asked), who=asked.user, seq=seq, request=asked.id)
    if isinstance(done, Changed):
        return Reply(topic_views.changed(done, now), done.seq)
    if isinstance(done, SetChanged):
        return Reply(set_views.changed(done))
    if isinstance(done, SettingsChanged):
        return Reply(setting_views.changed(done, now), done.seq)
    reschedule(c.store, c.clock, done)
    return Reply(source_views.changed(done, now))


def _test(c: Commander, asked: Asked, text: str) -> Reply:
    """Run a topic or a query over the last 7 days. A text that is a topic's whole handle means the topic."""
    topic = _by_handle(c, asked, text) if len(text.split()) == 1 else None
    query = read_query(c.store, topic.query if topic else text)
    deadline = c.time()
    result, findings = examine(
        c.store,
        query,
        c.clock.now(),
        deadline,
        sources=topic.sources if topic else SourceFilter(),
        sight=c.sight(asked),
        topic=topic,
    )
    watch = "" if topic else spell(commands.Add(text))
    return Reply(backtests.backtest(result, c.clock.now(), watch, findings))


def _why(c: Commander, asked: Asked, command: commands.Why) -> Reply:
    c.time()  # all topics are read
    sight = c.sight(asked)
    topic = _topic(c, asked, command.topic) if command.topic else None
    found = explain_article(c.store, sight, c.clock, command.url, topic)
    if isinstance(found, Unseen):
        return Reply(why_views.unseen(found))
    return Reply(why_views.why(found, c.clock.now()))


def _set(c: Commander, asked: Asked, command: Command) -> Reply:
    """Do what is about saved sets. To see what uses one all topics are read, which is put off.

    What is wrong with a query is told at once.
    """
    match command:
        case commands.SetList():
            c.time()
            return Reply(set_views.listing(saved_sets.list_sets(c.store)))
        case commands.SetShow(name):
            saved_sets.find_set(c.store, name)
            c.time()
            return Reply(set_views.shown(saved_sets.show_set(c.store, c.sight(asked), name)))
        case commands.SetSave(name, query, seen):
            if c.deadline is None:
                saved_sets.check_set(c.store, name, query)
            c.time()
            done = saved_sets.save_set(
                c.store, c.clock, who=asked.user, name=name, query=query, seen=seen, request=asked.id
            )
            return Reply(set_views.changed(done))
        case commands.SetRemove(name):
            c.time()
            done = saved_sets.remove_set(
                c.store, c.clock, c.sight(asked), name, who=asked.user, request=asked.id
            )
            return Reply(set_views.changed(done))
    raise BadMessage("not a command about saved sets")
