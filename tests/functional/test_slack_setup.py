"""The Slack app's manifest and secrets, as an operator sets them up."""

import getpass
import io
import sys

import boto3
import pytest
import yaml
from botocore.exceptions import NoCredentialsError

from infra.laptop import slack_setup
from infra.laptop.asking import hidden
from newswatch.errors import ConfigError
from newswatch.slack.scopes import SCOPES

TOKEN, SECRET = "xoxb-1-2-abc", "0123456789abcdef0123456789abcdef"


@pytest.mark.parametrize(
    "url",
    [
        "https://abc123.execute-api.eu-west-1.amazonaws.com",
        "abc123.execute-api.eu-west-1.amazonaws.com/",
        " https://abc123.execute-api.eu-west-1.amazonaws.com/ ",
    ],
)
def test_the_manifest_leads_slack_to_the_deployment(url):
    app = yaml.safe_load(slack_setup.manifest(url))

    host = "https://abc123.execute-api.eu-west-1.amazonaws.com"
    assert app["features"]["slash_commands"][0]["url"] == f"{host}/slack/commands"
    assert app["settings"]["interactivity"]["request_url"] == f"{host}/slack/interactivity"
    assert app["settings"]["event_subscriptions"]["request_url"] == f"{host}/slack/events"


@pytest.mark.parametrize("url", ["", "https://", "http://x.example", "x example", "https://x/y"])
def test_what_is_no_host_is_refused(url):
    with pytest.raises(ConfigError, match="SlackUrl"):
        slack_setup.manifest(url)


def test_the_code_knows_the_scopes_of_the_manifest():
    app = yaml.safe_load(slack_setup.manifest("x.example"))
    assert set(app["oauth_config"]["scopes"]["bot"]) == SCOPES


def test_the_url_comes_from_the_stack():
    class CloudFormation:
        def describe_stacks(self, StackName):  # noqa: N803 - boto3's name
            assert StackName == "newswatch"
            return {"Stacks": [{"Outputs": [{"OutputKey": "SlackUrl", "OutputValue": "https://a.example"}]}]}

    assert slack_setup.stack_url(CloudFormation(), "newswatch") == "https://a.example"


def test_a_stack_that_is_not_there_is_said_in_words():
    with pytest.raises(ConfigError, match="URL="):
        slack_setup.stack_url(
            boto3.client(
                "cloudformation",
                endpoint_url="http://127.0.0.1:9",
                region_name="eu-west-1",
                aws_access_key_id="test",
                aws_secret_access_key="test",
            ),
            "newswatch",
        )


def test_secrets_are_stored_encrypted_under_the_names_of_their_stack(engine):
    ssm = engine.client("ssm")
    answers = iter([f" {TOKEN}\n", SECRET])

    names = slack_setup.store_secrets(ssm, "newswatch-test", lambda _: next(answers))

    assert names == ["/newswatch-test/slack/bot-token", "/newswatch-test/slack/signing-secret"]
    stored = [ssm.get_parameter(Name=name, WithDecryption=True)["Parameter"] for name in names]
    assert [(one["Value"], one["Type"]) for one in stored] == [
        (TOKEN, "SecureString"),
        (SECRET, "SecureString"),
    ]


@pytest.mark.parametrize("given", [("xoxp-1", SECRET), ("", SECRET), (TOKEN, "short"), (TOKEN, TOKEN)])
def test_what_cannot_be_right_is_not_stored(given):
    answers = iter(given)
    with pytest.raises(ConfigError, match="Nothing was stored"):
        slack_setup.store_secrets(None, "newswatch", lambda _: next(answers))


@pytest.mark.parametrize(
    ("name", "look"),
    [("newswatch", "make doctor\n"), ("newswatch-test", "make doctor STACK=newswatch-test\n")],
)
def test_stored_secrets_are_looked_at_in_their_own_stack(engine, monkeypatch, capsys, name, look):
    answers = iter([TOKEN, SECRET])
    of = {"ssm": engine.client("ssm"), "sts": Signed()}
    monkeypatch.setattr(slack_setup.samconfig, "client_of", lambda _: of.__getitem__)
    monkeypatch.setattr(slack_setup, "hidden", lambda _: next(answers))
    monkeypatch.setattr("sys.argv", ["slack_setup", "secrets", "--stack", name])
    assert slack_setup.main() == 0
    assert capsys.readouterr().out.endswith(look)


class Signed:
    """Who AWS says one is; nobody, where an error is given."""

    def __init__(self, error=None):
        self.error = error

    def get_caller_identity(self):
        if self.error:
            raise self.error
        return {"Account": "123456789012"}


@pytest.mark.parametrize(
    ("stdin", "error", "said"),
    [
        ("a terminal", NoCredentialsError(), "No AWS credentials"),
        (None, None, "There is no terminal to ask at, and nothing comes by a pipe."),
    ],
)
def test_who_cannot_store_secrets_is_told_before_they_are_asked_for(monkeypatch, capsys, stdin, error, said):
    # No terminal behind the process either.
    monkeypatch.setattr(getpass.os, "open", refuse)
    monkeypatch.setattr(sys, "stdin", stdin)
    monkeypatch.setattr(slack_setup.samconfig, "client_of", lambda _: lambda _: Signed(error))
    monkeypatch.setattr("sys.argv", ["slack_setup", "secrets"])
    assert slack_setup.main() == 1
    assert said in capsys.readouterr().err


def refuse(*_args):
    raise OSError


def test_secrets_come_by_a_pipe_too(monkeypatch, recwarn):
    monkeypatch.setattr(getpass.os, "open", refuse)
    monkeypatch.setattr(sys, "stdin", io.StringIO("one\ntwo\n"))
    assert [hidden("First: "), hidden("Second: ")] == ["one", "two"]
    with pytest.raises(EOFError):
        hidden("Third: ")
    assert recwarn.list == []
