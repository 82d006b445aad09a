"""Forms: which modal a command wants, and what one that is sent asks for.

Of a topic, ``draft`` is what stands in the modal and ``views.topic_form`` how it looks; ``form_deeds`` tries
and saves it, by ``usecases.drafting``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from newswatch.errors import AmbiguousTopic, BadRequest, NeedsTime, NotAllowed, QueryError, UnknownTopic
from newswatch.model import (
    ChannelId,
    SourceId,
    Topic,
    is_person,
)
from newswatch.ports import Store
from newswatch.slack import bringing, commands, draft
from newswatch.slack.asked import Action, Asked
from newswatch.slack.asking import submitted
from newswatch.slack.bringing import Bringing
from newswatch.slack.commander import Commander
from newswatch.slack.commands.settings import PLACES
from newswatch.slack.commands.sources import address
from newswatch.slack.draft import Draft
from newswatch.slack.meant import topic_meant
from newswatch.slack.requests import Submission
from newswatch.slack.views import ids, imports, modal, topic_form
from newswatch.slack.views.ids import CAP, CHANNELS, IMPORT_FILE, IMPORT_URL
from newswatch.slack.views.kit import Block
from newswatch.usecases.destinations import here
from newswatch.usecases.drafting import delivered, in_parts
from newswatch.usecases.queries import read_query

View = dict[str, Any]
Errors = dict[str, str]
"""A sentence for each block that has something wrong with it."""
MOST_A_DAY = 9_999


@dataclass(frozen=True, slots=True)
class Form:
    """A modal, and what is to be done in it once it is shown."""

    view: View
    then: Asked | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """What follows from a modal that is sent."""

    errors: Errors
    """What is wrong with it; it stays as it is then."""
    view: View | None = None
    """What it shows instead; None to close it."""
    then: Asked | None = None


def form(c: Commander, wanted: Asked) -> Form | None:  # noqa: PLR0911 - a modal each
    """Return the modal that a request wants; None for none.

    Raises:
        StorageError: the table cannot be reached.
    """
    if wanted.action not in {Action.RUN, Action.FORM}:
        return None
    match commands.parse_command(wanted.text):
        case commands.Import(""):
            return Form({**imports.MODAL, "private_metadata": wanted.home})
        case commands.New():
            return filled(c.store, begun(Draft(), wanted), wanted)
        case commands.Help("") if not wanted.text.strip():
            return filled(c.store, begun(Draft(), wanted), wanted)
        case commands.Add(query, name, bare=True):
            return filled(c.store, begun(Draft(query, name), wanted), wanted)
        case commands.Edit(handle, "", ""):
            return _edit(c, wanted, handle)
    return None


def filled(store: Store, said: Draft, wanted: Asked) -> Form:
    """Return the modal of a topic that is written, and the request to try its query."""
    below, is_tried = looked_at(store, said)
    then = replace(wanted, action=Action.PREVIEW, text=draft.encode(said)) if is_tried else None
    return Form(topic_form.form(said, below, source_names(store, said)), then)


def looked_at(store: Store, said: Draft) -> tuple[list[Block], bool]:
    """Return what stands below a query at once, and whether it is to be tried."""
    if not said.query:
        return [], False
    try:
        read_query(store, said.query)
    except QueryError as e:
        return topic_form.refused(e), False
    return topic_form.looking(), True


def source_names(store: Store, said: Draft) -> Mapping[SourceId, str]:
    """Return the names of the sources that a draft is limited to."""
    wanted = [SourceId(each.partition(":")[2]) for each in said.sources if each.startswith("source:")]
    return {id_: source.name for id_, source in store.sources_by_id(wanted).items()} if wanted else {}


def of_topic(store: Store, topic: Topic, wanted: Asked) -> Form:
    """Return the modal that changes a topic."""
    query, language = in_parts(store, topic)
    every, at = delivered(topic.delivery)
    said = Draft(
        query=query,
        name=topic.name,
        channels=tuple(each for each in topic.destinations if not is_person(each)),
        me=ChannelId(wanted.user) in topic.destinations,
        when=every,
        at=at,
        sources=(
            *(f"tag:{tag}" for tag in sorted(topic.sources.tags)),
            *(f"source:{each}" for each in sorted(topic.sources.ids)),
        ),
        cap="" if topic.cap_per_day is None else f"{topic.cap_per_day}",
        mention=topic.mention,
        language=language,
        outlets=f"{topic.outlets}",
        thread=topic.thread,
        topic=f"{topic.handle}:{topic.version}",
        where=wanted.channel,
        home=wanted.home,
    )
    return filled(store, said, wanted)


def understood(store: Store, request: Submission) -> Sent | None:
    """Return what follows from a modal that is sent; None for one that asks for nothing.

    Raises:
        BadRequest: it is not as Slack sends it.
    """
    match request.view.callback:
        case ids.IMPORT:
            return _import(request)
        case ids.TOPIC:
            return _topic(store, request)
    return None


def begun(said: Draft, wanted: Asked) -> Draft:
    """Return a new draft that posts to where it was begun."""
    to = here(wanted.user, wanted.channel)
    me = is_person(to)
    return replace(said, me=me, channels=() if me else (to,), where=wanted.channel, home=wanted.home)


def _edit(c: Commander, wanted: Asked, handle: str) -> Form | None:
    try:
        topic = topic_meant(c, wanted, handle)
        c.sight(wanted).require_change(topic)
        shown = c.sight(wanted).shown(topic)
    except NeedsTime:
        return Form(modal.waiting(), replace(wanted, action=Action.FORM))
    except (UnknownTopic, AmbiguousTopic, NotAllowed):
        # In words there is more to say to that.
        return None
    return of_topic(c.store, shown, wanted)


def _topic(store: Store, request: Submission) -> Sent:
    said = draft.read(request.view.metadata, request.view.values)
    errors: Errors = {}
    if len(said.channels) + said.me > PLACES:
        errors[f"{CHANNELS}.0"] = f"A topic posts to {PLACES} places at most."
    if not said.channels and not said.me:
        errors[f"{CHANNELS}.0"] = "Choose a channel, or have it sent to you."
    if said.cap and not (said.cap.isdecimal() and int(said.cap) <= MOST_A_DAY):
        errors[f"{CAP}.0"] = f"A number of messages from 0 to {MOST_A_DAY:,}, or nothing."
    try:
        read_query(store, said.query)
    except QueryError as e:
        if e.readings and not errors:
            # What would work can be pressed there.
            shown = topic_form.form(said, topic_form.refused(e), source_names(store, said))
            return Sent({}, shown)
        errors[topic_form.query_block(said)] = topic_form.refusal(e)
    if errors:
        return Sent(errors)
    asked = submitted(request, Action.SAVE, draft.encode(said))
    where = ChannelId(said.where) if said.where else asked.channel
    return Sent({}, modal.waiting(), replace(asked, channel=where, view=request.view.id, home=said.home))


def _import(request: Submission) -> Sent:
    try:
        wanted = _brought(request.view.values)
    except (KeyError, IndexError, TypeError, AttributeError) as e:
        raise BadRequest("This modal is not one of Newswatch's.") from e
    if not isinstance(wanted, Bringing):
        return Sent(wanted)
    asked = submitted(request, Action.IMPORT, bringing.spell(wanted))
    return Sent({}, None, replace(asked, home=request.view.metadata))


def _brought(values: Mapping[str, Any]) -> Bringing | Errors:
    files = values[IMPORT_FILE][IMPORT_FILE].get("files") or []
    typed = (values[IMPORT_URL][IMPORT_URL].get("value") or "").strip()
    if files and typed:
        return {IMPORT_URL: "A file or an address, not both."}
    if files:
        file_id = str(files[0]["id"])
        return (
            Bringing(file=file_id) if bringing.is_file(file_id) else {IMPORT_FILE: "Slack has no such file."}
        )
    if not typed:
        return {IMPORT_FILE: "Choose a file, or give an address below."}
    url = address(typed)
    return Bringing(url=url) if url else {IMPORT_URL: "That is no address on the web."}
