"""What is asked for by what Slack sends, and the ids by which a request is known again."""

import hashlib
import json

from newswatch.model import ChannelId
from newswatch.slack.asked import Action, Asked
from newswatch.slack.requests import Press, SlashCommand, Submission, View
from newswatch.slack.views.ids import (
    ANSWER,
    IRRELEVANT,
    LATEST,
    MORE,
    MUTE,
    RELEVANT,
    RUN,
    SPLIT,
    TAKE_BACK,
    WHY,
)

NOTHING = "{}"
"""What App Home carries that says nothing of itself."""
ID_DIGITS = 32
"""Hexadecimal, of a request's id: 128 bits."""

ACTIONS = {
    RUN: Action.RUN,
    LATEST: Action.LATEST,
    SPLIT: Action.SPLIT,
    RELEVANT: Action.RELEVANT,
    IRRELEVANT: Action.IRRELEVANT,
    TAKE_BACK: Action.TAKE_BACK,
    MUTE: Action.MUTE,
    WHY: Action.WHY,
}
"""What a press asks for, by the beginning of its ``action_id``."""


def asked(request: SlashCommand | Press) -> Asked | None:
    """Return what somebody asks for; None for a button of ours that asks for nothing here.

    Slack's retries and double clicks make requests of the same id. Where the answer to what was pressed
    in a modal or in App Home is shown, its ``view``, is for the caller to say.
    """
    if isinstance(request, SlashCommand):
        named = (request.user, request.channel, request.text, request.response_url)
        return Asked(
            text=request.text,
            user=request.user,
            channel=request.channel,
            response_url=request.response_url,
            id=_id("command", *([request.trigger_id] if request.trigger_id else named)),
        )
    kind, value = request.action_id.partition(".")[0], request.value
    if kind == MORE:
        kind, _, value = value.partition(" ")
    action = ACTIONS.get(kind)
    if action is None or not (request.view or (request.channel and request.response_url)):
        return None
    view = request.view
    where = (view.id, view.hash) if view else (request.channel, request.message_ts)
    # A message that everybody sees stays for months: what is pressed there again is meant again.
    moment = () if view or request.ephemeral else (request.trigger_id,)
    pressed = (*where, request.user, request.action_id, request.value, *moment)
    return Asked(
        text=value,
        user=request.user,
        # What has no channel is the person's own: as if it were typed in their direct messages.
        channel=request.channel or ChannelId(request.user),
        response_url=request.response_url,
        id=_id("press", *pressed),
        action=action,
        replaces=request.ephemeral,
        at=request.at,
        home=_home(view) if view else "",
    )


def submitted(request: Submission, action: Action, text: str) -> Asked:
    """Return what a modal asks for. Sent again after a change, it is another request."""
    return Asked(
        text=text,
        user=request.user,
        # Modals have no channel: who sends one is answered by direct message, or in its place.
        channel=ChannelId(request.user),
        response_url="",
        id=_id("view", request.view.id, request.view.hash),
        action=action,
    )


def request_id(*named: str) -> str:
    """Return the id of a request by what tells it from all others."""
    return _id("request", *named)


def _home(view: View) -> str:
    """Return what App Home showed where something is pressed there, or in an answer to that."""
    if view.is_home:
        return view.metadata or NOTHING
    return view.metadata if view.callback == ANSWER else ""


def _id(*parts: str) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:ID_DIGITS]
