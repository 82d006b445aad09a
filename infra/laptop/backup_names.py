"""What channels and people are called, for a backup's comments. Where that is not known, ids will do."""

import sys
from collections.abc import Mapping
from pathlib import Path

from botocore.exceptions import BotoCoreError, ClientError

from infra.laptop import samconfig, stack
from infra.laptop.slack.workspace import SlackWorkspace
from newswatch.errors import NewswatchError
from newswatch.model import SavedSet, Source, Topic, UserId, is_channel, is_person
from newswatch.slack.calls import web_client
from newswatch.slack.people import SlackPeople
from newswatch.system import SystemClock
from newswatch.usecases.setup import Setup

PEOPLE = 50
"""Of whom Slack is asked, one by one: it takes a hundred such questions a minute (users.info, tier 4)."""
TIMEOUT_S = 5.0
SLACK = "https://slack.com/api/"


def ids_of(setup: Setup) -> frozenset[str]:
    """Return the ids of channels and people in a setup."""
    owned: tuple[Source | SavedSet | Topic, ...] = (*setup.sources, *setup.sets, *setup.topics)
    return frozenset(
        [each.channel for each in setup.settings]
        + [manager for each in setup.settings for manager in each.managers]
        + [each.owner for each in owned]
        + [where for topic in setup.topics for where in topic.destinations]
    )


def laptop_names(data: Path) -> Mapping[str, str]:
    """Return names by id of the workspace of ``make run``."""
    workspace = SlackWorkspace(SystemClock().now)
    try:
        workspace.load(data / "slack.json")
    except (OSError, ValueError):
        return {}
    rooms = {room.id: f"#{room.name}" for room in workspace.conversations() if is_channel(room.id)}
    return rooms | {user.id: user.name for user in workspace.users()}


def stack_names(setup: Setup, name: str) -> Mapping[str, str]:
    """Return names by id, as far as the Slack of a deployed stack tells them."""
    try:
        client = samconfig.client_of(name)
        found = stack.describe(client("cloudformation"), name)
        parameter = client("ssm").get_parameter(Name=stack.token_parameter(name), WithDecryption=True)
        token, base_url = parameter["Parameter"]["Value"], found.parameters.get("SlackApiUrl") or SLACK
        people = SlackPeople(lambda: web_client(token, base_url, TIMEOUT_S))
        ids = ids_of(setup)
        known = {str(channel.id): f"#{channel.name}" for channel in people.channels() if channel.id in ids}
        asked = sorted(each for each in ids if is_person(each))[:PEOPLE]
        named = ((each, people.person(UserId(each)).name) for each in asked)
        return known | {each: name for each, name in named if name}
    except (ClientError, BotoCoreError, NewswatchError):
        print("Slack did not tell names of channels and people: ids alone are written.", file=sys.stderr)
        return {}
