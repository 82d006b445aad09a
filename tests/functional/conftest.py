"""The Slack stand-in and what talks to it, for the tests of both."""

import pytest
from slack_room import room
from tiny_app import tiny_app

from newswatch.slack.calls import web_client
from newswatch.slack.client import SlackMessenger


@pytest.fixture
def slack():
    with room() as it:
        yield it


@pytest.fixture
def messenger(slack):
    return SlackMessenger(web_client(slack.workspace.token, slack.server.api_url))


@pytest.fixture
def app():
    with tiny_app() as it:
        yield it
