"""What Slack sends, as the ``slack`` function answers it: at once, and visibly.

A modal has to be opened within three seconds of what it is opened for, so that is done here. What
fills it in, and whatever else takes long, ``command`` does.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from newswatch.errors import NeedsTime, NewswatchError, QueueError, SecretError, SlackAmbiguous, SlackError
from newswatch.model import ChannelId
from newswatch.observe import logger
from newswatch.ports import Views
from newswatch.slack import draft, events, forms
from newswatch.slack.asked import Action, Asked, encode
from newswatch.slack.asking import asked, request_id
from newswatch.slack.commander import Commander
from newswatch.slack.commands import Add, parse_command, spell
from newswatch.slack.home_state import after
from newswatch.slack.requests import (
    Event,
    Press,
    Request,
    Shortcut,
    SlashCommand,
    Submission,
    Suggestion,
)
from newswatch.slack.routes import answer, quickly
from newswatch.slack.showing import Respond
from newswatch.slack.suggestions import Menu
from newswatch.slack.views import hints, home, ids, modal, topic_form
from newswatch.slack.views.blocks import Answer

READING = "Reading the article …"
SLOW = frozenset({Action.WHY, Action.SPLIT, Action.LATEST})
"""What always takes long."""
LATE = "Slack took long to answer. If no form has opened, open it again."
REPEATED = timedelta(hours=2)
"""Slack tells of an event for an hour (docs.slack.dev, "Events API")."""
FAILED = "That did not work just now. Nothing was changed; please try again."


@dataclass(frozen=True, slots=True)
class Front:
    """What requests are answered with."""

    c: Commander
    views: Views
    menu: Menu
    respond: Respond


def reply_to(f: Front, request: Request) -> Mapping[str, Any] | None:
    """Do what can be done at once; return what is said in the reply, None for nothing.

    Raises:
        BadRequest: it is not as Slack sends it.
        StorageError, QueueError, SlackError: it came to nothing, and may be tried again.
    """
    match request:
        case SlashCommand():
            return _typed(f, request)
        case Press():
            _pressed(f, request)
        case Submission():
            return _sent(f, request)
        case Suggestion():
            return f.menu.options(request)
        case Shortcut():
            _chosen(f, request)
        case Event():
            _happened(f, request)
    return None


def _happened(f: Front, event: Event) -> None:
    """Have done what follows from an event, once: Slack tells of it again where it heard nothing in time."""
    follows = events.follows(event)
    if follows and f.c.store.first_use(f"event {follows.id}", f.c.clock.now() + REPEATED):
        f.c.queues.send_command(encode(follows))


def _typed(f: Front, request: SlashCommand) -> Answer | None:
    wanted = asked(request)
    assert wanted is not None, "what is typed always asks for something"
    try:
        if _opened(f, wanted, request.trigger_id):
            return None
    except SlackAmbiguous:
        return _unsure(wanted)
    return answer(f.c, wanted)


def _pressed(f: Front, press: Press) -> None:
    view = press.view
    if view and view.callback == ids.TOPIC:
        _pressed_in_form(f, press)
        return
    if view and view.is_home and (state := after(press)):
        # At once, and so that of two presses the later one is shown, in whatever order they are carried out.
        shown = f.views.publish(press.user, home.waiting(state))
        _put_off(f, replace(_home(press, state), hash=shown), lambda _: None)
        return
    wanted = asked(press)
    if wanted is None:
        return
    if view is None or view.is_home:
        try:
            if _opened(f, wanted, press.trigger_id):
                return
        except SlackAmbiguous:
            _responded(f, wanted, _unsure(wanted))
            return
        _answered(f, wanted, press)
    else:
        _answered_there(f, replace(wanted, view=view.id))


def _answered(f: Front, wanted: Asked, press: Press) -> None:
    """Answer what was pressed in a message or in App Home."""
    in_message = press.view is None
    try:
        said = _at_once(f, wanted)
    except NeedsTime:
        if in_message and press.ephemeral and _responded(f, wanted, hints.note(modal.WAITING)):
            _put_off(f, wanted, lambda said: _responded(f, wanted, said))
            return
        # A private answer cannot take the place of what everybody sees: who pressed is shown a modal.
        shown = _waiting(f, press.trigger_id, modal.waiting(wanted.home))
        _put_off(f, replace(wanted, view=shown), lambda said: _shown(f, shown, wanted, said))
        return
    if in_message:
        if not _responded(f, wanted, said):
            # It is done; carried out again it changes nothing, and is answered once more.
            _put_off(f, wanted, lambda _: None)
        return
    _waiting(f, press.trigger_id, modal.of_answer(said, wanted.home))
    _put_off(f, _home(press, wanted.home), lambda _: None)


def _answered_there(f: Front, wanted: Asked) -> None:
    """Answer what was pressed in a modal that shows an answer, in its place."""
    try:
        if (found := forms.form(f.c, wanted)) is not None:
            shown = f.views.update(wanted.view, found.view)
            if found.then and shown:
                _put_off(f, replace(found.then, view=wanted.view, hash=shown), lambda _: None)
            return
        said = _at_once(f, wanted)
    except NeedsTime:
        f.views.update(wanted.view, modal.waiting(wanted.home))
        _put_off(f, wanted, lambda said: _shown(f, wanted.view, wanted, said))
        return
    _shown(f, wanted.view, wanted, said)
    if wanted.home:
        _put_off(f, replace(wanted, action=Action.HOME, text=wanted.home), lambda _: None)


def _at_once(f: Front, wanted: Asked) -> Answer:
    """Return the answer to a press. Raises NeedsTime where that takes too long."""
    if wanted.action in SLOW:
        raise NeedsTime
    return quickly(f.c, wanted)


def _pressed_in_form(f: Front, press: Press) -> None:
    """Do what is pressed in the modal of a topic: try it, fill in another query, or show all fields."""
    view = press.view
    assert view is not None
    kind = press.action_id.partition(".")[0]
    if kind not in {ids.FIELDS, ids.READING, ids.PREVIEW}:
        return
    said = draft.read(view.metadata, view.values)
    if kind == ids.FIELDS:
        said, below = replace(said, is_long=True), topic_form.kept(view.blocks)
        # What is being looked for was asked for by the modal as it was.
        is_tried = topic_form.is_looking(below)
    else:
        if kind == ids.READING:
            said = replace(said, query=press.value, round=said.round + 1)
        below, is_tried = forms.looked_at(f.c.store, said)
    names = forms.source_names(f.c.store, said)
    shown = f.views.update(view.id, topic_form.form(said, below, names))
    if not (is_tried and shown):
        return
    where = ChannelId(said.where or press.user)
    wanted = Asked(
        draft.encode(said), press.user, where, "", request_id(view.id, shown), Action.PREVIEW, view=view.id,
        hash=shown,
    )  # fmt: skip
    _put_off(f, wanted, lambda _: None)


def _sent(f: Front, request: Submission) -> Mapping[str, Any] | None:
    found = forms.understood(f.c.store, request)
    if found is None:
        return None
    if found.errors:
        return {"response_action": "errors", "errors": found.errors}
    if found.then:
        f.c.queues.send_command(encode(found.then))
    return {"response_action": "update", "view": found.view} if found.view else None


def _chosen(f: Front, request: Shortcut) -> None:
    if request.callback != ids.LIKE_THIS:
        return
    address = events.first_address(request.message)
    if not address:
        _waiting(f, request.trigger_id, modal.waiting(said="There is no link in that message."))
        return
    shown = _waiting(f, request.trigger_id, modal.waiting(said=READING))
    wanted = Asked(
        address, request.user, request.channel or ChannelId(request.user), request.response_url,
        request_id(request.trigger_id), Action.LIKE, view=shown,
    )  # fmt: skip
    _put_off(f, wanted, lambda said: _shown(f, shown, wanted, said))


def _opened(f: Front, wanted: Asked, trigger_id: str) -> bool:
    """Show the modal that a request wants; return whether it is there."""
    found = forms.form(f.c, wanted) if trigger_id else None
    if found is None:
        return False
    shown, known = f.views.open(trigger_id, found.view)
    if not shown:
        return False
    if found.then:
        then = replace(found.then, view=shown, hash=known)
        _put_off(f, then, lambda said: _shown(f, shown, wanted, said))
    return True


def _unsure(wanted: Asked) -> Answer:
    """Return what to say where a form may be on the screen, and may not: nothing is done unasked."""
    words = wanted.text.strip() or "new"
    command = parse_command(words)
    watch = [("Watch for it at once", spell(command))] if isinstance(command, Add) else []
    return hints.hint(LATE, [("Open it again", words), *watch])


def _waiting(f: Front, trigger_id: str, view: Mapping[str, Any]) -> str:
    """Show a modal, and return its id; empty where it is not there, or nobody knows whether it is."""
    try:
        return f.views.open(trigger_id, view)[0]
    except SlackAmbiguous as e:
        logger.warning("not known whether a modal is shown", error=str(e))
        return ""


def _put_off(f: Front, wanted: Asked, tell: Callable[[Answer], object]) -> None:
    """Have a request carried out by ``command``; where that cannot be, say so."""
    try:
        f.c.queues.send_command(encode(wanted))
    except QueueError as e:
        logger.error("command not queued", error=str(e))
        tell(hints.note(FAILED))


def _home(press: Press, state: str) -> Asked:
    """Return the request to show App Home anew."""
    return Asked(
        state, press.user, ChannelId(press.user), "", request_id(press.trigger_id, "home"), Action.HOME
    )


def _responded(f: Front, wanted: Asked, said: Answer) -> bool:
    try:
        f.respond(wanted.response_url, said, wanted.replaces)
    except NewswatchError as e:
        logger.warning("answer not shown", error=str(e))
        return False
    return True


def _shown(f: Front, view_id: str, wanted: Asked, said: Answer) -> None:
    try:
        f.views.update(view_id, modal.of_answer(said, wanted.home))
    except (SecretError, SlackError) as e:
        logger.warning("answer not shown", error=str(e))
