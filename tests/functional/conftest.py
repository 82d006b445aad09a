"""The Slack stand-in and what talks to it, and commands of the command line."""

import pytest
from laptop_room import environment_kept
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


@pytest.fixture
def run_command(tmp_path, capfd):
    """Return what runs a command on a workspace of its own: its status, and what each stream has."""

    def run(main, *arguments, **more):
        status = main([*arguments, "--data", str(tmp_path / "state")], **more)
        told = capfd.readouterr()
        return status, told.out, told.err

    with environment_kept():
        yield run
