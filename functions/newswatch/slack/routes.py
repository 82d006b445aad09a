"""From a request to its answer: what is quick at once, what is slow through CommandQueue."""

import json
from dataclasses import dataclass
from typing import Any

from newswatch.errors import BadMessage, HandleTaken, NewswatchError, QueryError
from newswatch.model import ChannelId
from newswatch.observe import logger
from newswatch.ports import Clock, Entropy, Queues, Store
from newswatch.slack.commands import Add, Help, List, Status, Unbuilt, parse_command
from newswatch.slack.requests import SlashCommand
from newswatch.slack.views import answers
from newswatch.usecases.status import status
from newswatch.usecases.topics import add_topic

VERSION = 1


@dataclass(frozen=True, slots=True)
class Commander:
    """What commands work with."""

    store: Store
    queues: Queues
    clock: Clock
    entropy: Entropy


@dataclass(frozen=True, slots=True)
class SlowCommand:
    """A command that is answered by its ``response_url``."""

    verb: str
    response_url: str


def answer(c: Commander, request: SlashCommand) -> dict[str, Any]:
    """Return the answer to a command, within Slack's three seconds."""
    match parse_command(request.text):
        case Add() as wanted:
            return _add(c, request, wanted)
        case List():
            return answers.topics(c.store.topics())
        case Status():
            c.queues.send_command(encode(SlowCommand("status", request.response_url)))
            return answers.note("Having a look …")
        case Unbuilt(verb, query):
            return answers.unbuilt(verb, query)
        case Help():
            return answers.usage()


def carry_out(c: Commander, command: SlowCommand) -> dict[str, Any]:
    """Return the answer to a command that was put off. Raises BadMessage for one that is not known."""
    if command.verb == "status":
        return answers.status(status(c.store, c.queues))
    raise BadMessage("a command of another version")


def encode(command: SlowCommand) -> str:
    """Return the message of a command."""
    return json.dumps({"v": VERSION, "verb": command.verb, "response_url": command.response_url})


def decode(body: str) -> SlowCommand:
    """Return the command of a message. Raises BadMessage."""
    try:
        value = json.loads(body)
        if value["v"] != VERSION:
            raise BadMessage("a command of another version")
        return SlowCommand(str(value["verb"]), str(value["response_url"]))
    except (ValueError, KeyError, TypeError) as e:
        raise BadMessage("not a command") from e


def _add(c: Commander, request: SlashCommand, wanted: Add) -> dict[str, Any]:
    channel = ChannelId(request.user) if wanted.me else wanted.channel or request.channel
    try:
        topic = add_topic(
            c.store,
            c.clock,
            c.entropy,
            who=request.user,
            query=wanted.query,
            destinations=[channel],
            name=wanted.name,
        )
    except QueryError as e:
        return answers.refused(e)
    except HandleTaken as e:
        return answers.note(str(e))
    except NewswatchError as e:
        logger.exception("topic not added", error=str(e))
        return answers.note("That could not be stored just now. Nothing was changed; please try again.")
    return answers.added(topic)
