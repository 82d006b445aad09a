"""From a request to its answer: what is quick at once, what is slow through CommandQueue.

``answer`` runs in the ``slack`` function, ``carry_out`` in ``command``; both lead
to the same deeds. What a deed needs and ``slack`` does not have raises NeedsTime,
before anything is changed.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from newswatch.errors import (
    FeedError,
    FetchError,
    HandleTaken,
    NeedsTime,
    NewswatchError,
    NotAllowed,
    NothingToUndo,
    NotManager,
    OutlineError,
    QueryError,
    QueueError,
    SecretMissing,
    SetInUse,
    SettingRefused,
    SlackError,
)
from newswatch.observe import logger
from newswatch.slack import (
    advice,
    alert_deeds,
    commands,
    deeds,
    form_deeds,
    home_deeds,
    import_deeds,
    improve_deeds,
    like_deeds,
    why_deeds,
)
from newswatch.slack.asked import Action, Asked, encode
from newswatch.slack.commander import Commander, Reply
from newswatch.slack.commands import Command, parse_command
from newswatch.slack.views import help as helps
from newswatch.slack.views import hints
from newswatch.slack.views import settings as setting_views
from newswatch.slack.views.blocks import Answer

SPOKEN = (
    FeedError,
    FetchError,
    HandleTaken,
    NotAllowed,
    NothingToUndo,
    OutlineError,
    SecretMissing,
    SetInUse,
    SettingRefused,
    SlackError,
)
"""Errors whose sentence is the whole answer."""
REPEATED = frozenset({Action.SPLIT})
"""What must not stay half done, and can be done again: the queue brings it once more."""
AGAIN = "That did not work just now. It is tried again within a quarter of an hour."
STAMP = 8
"""Digits of a request's id that its answer's buttons carry."""

IN_PLACE: Mapping[Action, Callable[[Commander, Asked], None]] = MappingProxyType(
    {
        Action.PREVIEW: form_deeds.preview,
        Action.HOME: home_deeds.publish,
        Action.MENDED: lambda c, asked: c.queues.wake([asked.channel], retry=True),
    }
)
"""What shows by itself what comes of it, or has nothing to show."""

BY_MODAL: Mapping[Action, Callable[[Commander, Asked], Reply | None]] = MappingProxyType(
    {
        Action.SAVE: form_deeds.save,
        Action.LIKE: like_deeds.like,
        Action.IMPROVE: improve_deeds.improved,
    }
)
"""What is answered, or has a modal show a form, or has nothing to say."""
PRESSED: Mapping[Action, Callable[[Commander, Asked], Reply]] = MappingProxyType(
    {
        Action.LATEST: deeds.latest,
        Action.RELEVANT: alert_deeds.voted,
        Action.IRRELEVANT: alert_deeds.voted,
        Action.TAKE_BACK: alert_deeds.taken_back,
        Action.MUTE: alert_deeds.muted,
        Action.WHY: why_deeds.why_of,
    }
)
"""What buttons do that stand for no command."""


def answer(c: Commander, asked: Asked) -> Answer:
    """Return the answer to a command, within Slack's three seconds.

    Raises:
        StorageError: the table cannot be reached.
    """
    try:
        return quickly(c, asked)
    except NeedsTime:
        return later(c, asked)


def quickly(c: Commander, asked: Asked) -> Answer:
    """Return the answer to a request, and have done by ``command`` what follows from it.

    Raises:
        NeedsTime: it cannot be had within three seconds; nothing was changed.
        StorageError: the table cannot be reached.
    """
    reply = _reply(c, asked)
    follows = [deeds.consequences(asked, reply.seq)] if reply.seq else []
    for each in (*follows, *([reply.then] if reply.then else [])):
        try:
            c.queues.send_command(encode(each))
        except QueueError as e:
            # A change is made, and marked as not announced: dispatch will find it.
            logger.error("what follows was not queued", action=each.action, seq=reply.seq, error=str(e))
    return _stamped(reply.answer, asked)


def later(c: Commander, asked: Asked) -> Answer:
    """Have a request carried out by ``command``, and say so."""
    try:
        c.queues.send_command(encode(asked))
    except QueueError as e:
        logger.error("command not queued", error=str(e))
        return hints.note("That did not work just now. Nothing was changed; please try again.")
    return hints.note("One moment …")


def carry_out(c: Commander, asked: Asked, respond: Callable[[Answer, bool], None]) -> None:
    """Carry out a request that was put off, with what follows from it.

    Args:
        c: with all that a deed may need.
        asked: what is wanted.
        respond: shows an answer to who asked; the second argument tells whether it takes the
            place of the message whose button was pressed.
    """
    if asked.action in IN_PLACE:
        IN_PLACE[asked.action](c, asked)
        return
    if asked.action is Action.FORM:
        if form_deeds.fill(c, asked):
            return
        # Why there is none, the command itself says.
        asked = replace(asked, action=Action.RUN)
    if asked.action is Action.CHANGED:
        seq = int(asked.text)
    elif (reply := _put_off(c, asked, respond)) is None:
        return
    else:
        seq = reply.seq
    for said in _followed(c, seq, asked) if seq else ():
        respond(_stamped(said, asked), False)
    if asked.home:
        home_deeds.publish(c, replace(asked, action=Action.HOME, text=asked.home, hash=""))


def _put_off(c: Commander, asked: Asked, respond: Callable[[Answer, bool], None]) -> Reply | None:
    """Do what was asked for, and answer it; None where there is nothing to answer."""
    try:
        reply = _shown_there(c, asked) if asked.action in BY_MODAL else _reply(c, asked)
    except NewswatchError as e:
        if e.transient and asked.action in REPEATED:
            respond(hints.note(AGAIN), False)
        raise
    if reply:
        if reply.then:
            c.queues.send_command(encode(reply.then))
        respond(_stamped(reply.answer, asked), asked.replaces)
    return reply


def _shown_there(c: Commander, asked: Asked) -> Reply | None:
    """Do what is answered in the modal where it was asked for; None where it shows a form by now."""
    shown = False

    def deed() -> Reply:
        nonlocal shown
        found = BY_MODAL[asked.action](c, asked)
        shown = found is None
        return found or Reply(hints.failed())

    reply = _explained(deed, commands.Help())
    return None if shown else reply


def _followed(c: Commander, seq: int, asked: Asked) -> Iterator[Answer]:
    """See to what follows from a change. What cannot be done now, dispatch has tried again."""
    try:
        # Who writes to the bot is answered there.
        heard = bool(asked.response_url or asked.view or asked.channel.startswith("D"))
        yield from deeds.follow(c, seq, heard=heard, previewed=form_deeds.was_tried(asked))
    except SecretMissing as e:
        # Without a token there is no channel to be told; the status says so too.
        yield hints.note(str(e))
    except NewswatchError as e:
        if not e.transient:
            raise
        logger.warning("change not announced yet", seq=seq, error=str(e))


def _stamped(answer: Answer, asked: Asked) -> Answer:
    """Return an answer whose buttons are told apart from those of any other answer.

    A press is known by its message and button, and an answer may take the place of another one: without
    this, to pause, resume and pause again with the buttons of one message would be a repetition.
    """
    blocks = []
    for block in answer["blocks"]:
        if block["type"] == "actions":
            buttons = [{**b, "action_id": f"{b['action_id']}.{asked.id[:STAMP]}"} for b in block["elements"]]
            blocks.append({**block, "elements": buttons})
        else:
            blocks.append(block)
    return {**answer, "blocks": blocks}


def _reply(c: Commander, asked: Asked) -> Reply:
    """Do what was asked for, or say why not."""
    if asked.action in PRESSED:
        return _explained(lambda: PRESSED[asked.action](c, asked), commands.Help())
    if asked.action is Action.SPLIT:
        return _explained(lambda: deeds.split(c, asked), commands.Help(), repeated=True)
    if asked.action is Action.IMPORT:
        return _explained(lambda: import_deeds.bring_in(c, asked), commands.Import())
    command = parse_command(asked.text)
    return _explained(lambda: _done(c, asked, command), command)


def _done(c: Commander, asked: Asked, command: Command) -> Reply:
    match command:
        case commands.Help(word):
            return Reply(helps.usage(word))
        case commands.New():
            # Where no form can be shown.
            return Reply(helps.usage("add"))
        case commands.Missing() | commands.Wrong() | commands.Unsure():
            return Reply(advice.unclear(c, asked, command))
        case (
            commands.Add(unknown_channel=name)
            | commands.Move(unknown_channel=name)
            | commands.PlaceShow(commands.Place(unknown_channel=name))
            | commands.PlaceSet(commands.Place(unknown_channel=name))
            | commands.PlaceHistory(commands.Place(unknown_channel=name))
            | commands.PlaceRevert(commands.Place(unknown_channel=name))
        ) if name:
            return Reply(advice.no_such_channel(c, asked, command))
        case commands.Prefer(unknown=name) if name:
            return Reply(advice.no_such_site(c, command))
    return deeds.do(c, asked, command)


def _explained(deed: Callable[[], Reply], command: Command, *, repeated: bool = False) -> Reply:
    """Return a deed's reply; what it is refused for, in words and with what would work.

    Raises:
        NewswatchError: of what is to be ``repeated`` by the queue, what a later try can do.
    """
    try:
        return deed()
    except NeedsTime:
        raise
    except QueryError as e:
        return Reply(hints.refused(e, advice.again(command)))
    except NotManager as e:
        return Reply(setting_views.refused(e.managers))
    except SPOKEN as e:
        return Reply(hints.note(str(e)))
    except NewswatchError as e:
        if e.transient and repeated:
            raise
        if (said := advice.nearest(e, command)) is not None:
            return Reply(said)
        if e.transient:
            logger.exception("not carried out", error=str(e))
            return Reply(hints.failed())
        raise
