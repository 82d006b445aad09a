"""What the doctor sees of Slack: secrets, token, scopes, channels, and the way from Slack to the function."""

import json
import re
from collections.abc import Iterator, Mapping
from http import HTTPStatus

from infra.laptop import slack_setup
from infra.laptop.doctor_case import Case, Finding, note, well, wrong
from infra.laptop.slack.delivery import NotDelivered, deliver
from infra.laptop.stack import signing_parameter, token_parameter
from newswatch.errors import SlackError, SlackUnusable, UnknownChannel
from newswatch.model import ChannelId, State
from newswatch.slack.calls import web_client
from newswatch.slack.people import SlackPeople
from newswatch.slack.scopes import SCOPES

PATIENCE_S = 15.0
"""The function may start cold, and the network be slow: it is not Slack that asks."""
CHALLENGE = "newswatch-doctor"
HANDSHAKE = json.dumps({"type": "url_verification", "challenge": CHALLENGE}).encode()
"""What Slack asks when it is given the URL: it is answered, and leaves no trace."""
JSON = {"Content-Type": "application/json"}
NOBODY = "0" * 32
"""No app's signing secret."""
SHOWN = 10
"""Of channels in which the bot is not: a call each."""


def secrets(case: Case) -> Iterator[Finding]:
    """Look whether the two secrets are stored as they should be. Nothing of them is told."""
    stored = {parameter: _stored(case, parameter) for parameter in _forms(case)}
    todo = f"make slack-secrets{case.here}"
    if not any(stored.values()):
        yield wrong(
            "The Slack app's token and signing secret are not stored yet.",
            f"make slack-manifest{case.here} prints the app. Paste it at https://api.slack.com/apps (Create "
            f"New App, From a manifest), install the app there, then: {todo}",
        )
        return
    for parameter, (what, form) in _forms(case).items():
        value, kind = stored[parameter] or ("", "")
        if not value:
            yield wrong(f"The {what} is not stored: {parameter} is missing.", todo)
        elif not form.fullmatch(value):
            yield wrong(f"What is in {parameter} is no {what}.", todo)
        elif kind != "SecureString":
            yield wrong(f"{parameter} is a {kind}, which is not encrypted; it must be a SecureString.", todo)
        else:
            yield well(f"The {what} is stored, encrypted: {parameter}")


def _forms(case: Case) -> dict[str, tuple[str, re.Pattern[str]]]:
    return {
        token_parameter(case.name): ("bot token (xoxb-…)", slack_setup.TOKEN),
        signing_parameter(case.name): ("signing secret (32 hexadecimal digits)", slack_setup.SECRET),
    }


def token(case: Case) -> Iterator[Finding]:
    """Look whether Slack accepts the token, and whether it may do all that Newswatch does."""
    people = _people(case)
    if people is None:
        return  # which ``secrets`` tells
    try:
        identity = people.identity()
    except SlackUnusable as e:
        yield wrong(
            f"Slack does not accept the bot token ({e.code}).",
            "Copy the one on the app's page “OAuth & Permissions”, which is there once the app is installed: "
            f"make slack-secrets{case.here}",
        )
        return
    except SlackError as e:
        yield note(f"Slack could not be asked about the token: {e}")
        return
    yield well("Slack accepts the bot token.")
    if missing := sorted(SCOPES - identity.scopes):
        yield wrong(
            f"The Slack app lacks scopes: {', '.join(missing)}.",
            f"Put the manifest in again (make slack-manifest{case.here}) and install the app again.",
        )
    else:
        yield well(f"It has all {len(SCOPES)} scopes.")


def channels(case: Case) -> Iterator[Finding]:
    """Look whether the bot may post where topics post."""
    topics = [topic for topic in case.place.store.topics() if topic.state is State.ACTIVE]
    everywhere = dict.fromkeys(place for topic in topics for place in topic.destinations)
    # A conversation with one person needs nobody to be let in.
    places = [place for place in everywhere if place.startswith(("C", "G"))]
    if not places:
        yield note("No topic posts in a channel yet.", "In Slack: /watch add Brexit")
        return
    people = _people(case)
    if people is None:
        return
    try:
        joined = {channel.id for channel in people.channels() if channel.joined}
    except SlackUnusable:
        return  # which ``token`` tells
    barred = [place for place in places if place not in joined]
    for place in barred[:SHOWN]:
        yield _barred(people, place)
    if len(barred) > SHOWN:
        yield wrong(f"… and {len(barred) - SHOWN:,} more channels in which the bot is not.")
    if not barred:
        yield well(f"The bot is in all channels where topics post ({len(places):,}).")


def request_url(case: Case) -> Iterator[Finding]:
    """Send what Slack sends to the deployed API, signed and not signed."""
    url, headers = case.front(f"{case.stack.outputs.get('SlackUrl', '')}/slack/events")
    unsigned = _ask(case, url, headers, NOBODY)
    stored = _stored(case, signing_parameter(case.name))
    if unsigned == HTTPStatus.OK and not stored:
        yield well("The request URL answers.")
        return
    if unsigned == HTTPStatus.OK:
        yield wrong("The Slack function has not got the signing secret yet.", "Look again in 5 minutes.")
        return
    if unsigned != HTTPStatus.UNAUTHORIZED:
        yield wrong(
            f"The request URL {url} does not work: {unsigned or 'no answer'}.",
            f"The log /{case.name}/slack tells why, if the request came that far.",
        )
        return
    if not stored:
        return
    signed = _ask(case, url, headers, stored[0])
    if signed == HTTPStatus.OK:
        yield well("Requests that Slack signs are taken, unsigned ones refused.")
    else:
        yield wrong(
            f"A request signed with the stored signing secret is refused (status {signed}).",
            "If the secret was stored in the last 5 minutes, wait and look again. "
            "If not: is this machine's clock right?",
        )


def _ask(case: Case, url: str, headers: Mapping[str, str], secret: str) -> int:
    """Return the status of the answer, 0 where there is none."""
    try:
        answered = deliver(url, HANDSHAKE, secret, case.now, patience_s=PATIENCE_S, more={**JSON, **headers})
    except NotDelivered as no:
        return no.status
    return HTTPStatus.OK if CHALLENGE.encode() in answered.body else HTTPStatus.BAD_GATEWAY


def _stored(case: Case, parameter: str) -> tuple[str, str] | None:
    """Return a secret and what kind of parameter it is in; None where nothing is. Raises ClientError."""
    ssm = case.client("ssm")
    try:
        found = ssm.get_parameter(Name=parameter, WithDecryption=True)["Parameter"]
    except ssm.exceptions.ParameterNotFound:
        return None
    value = str(found["Value"]).strip()
    return (value, str(found["Type"])) if value else None


def _people(case: Case) -> SlackPeople | None:
    """Return who is asked in Slack; None without what could be a token. Raises ClientError."""
    url = case.stack.parameters.get("SlackApiUrl", "") or "https://slack.com/api/"
    stored = _stored(case, token_parameter(case.name))
    if not stored or not slack_setup.TOKEN.fullmatch(stored[0]):
        return None
    return SlackPeople(lambda: web_client(stored[0], url))


def _barred(people: SlackPeople, place: ChannelId) -> Finding:
    """Return why the bot may not post in a channel."""
    todo = "In it: /invite @newswatch"
    try:
        channel = people.channel(place)
    except UnknownChannel:
        return wrong(f"The bot is not in {place}, or the channel is gone.", todo)
    if channel.archived:
        todo = "Unarchive it, or have its topics post elsewhere."
        return wrong(f"#{channel.name} is archived: nothing can be posted there.", todo)
    return wrong(f"The bot is not in #{channel.name}, where topics post.", todo)
