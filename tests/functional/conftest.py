"""The Slack stand-in and what talks to it, for the tests of both."""

import pytest
from slack_room import room

from newswatch.slack.client import SlackMessenger, web_client


@pytest.fixture
def slack():
    with room() as it:
        yield it


@pytest.fixture
def messenger(slack):
    return SlackMessenger(web_client(slack.workspace.token, slack.server.api_url))
