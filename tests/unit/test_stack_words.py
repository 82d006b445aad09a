"""A deployed stack: its names, its states, and AWS's refusals in plain words."""

import pytest
from botocore.config import Config
from botocore.exceptions import (
    ClientError,
    ConnectTimeoutError,
    EndpointConnectionError,
    NoCredentialsError,
    NoRegionError,
    ReadTimeoutError,
    UnauthorizedSSOTokenError,
)

from infra.laptop import stack
from infra.laptop.stack import NoStack, Stack
from infra.laptop.switch import is_on
from newswatch.errors import ConfigError


def refusal(code, message="no", operation="DescribeStacks"):
    return ClientError({"Error": {"Code": code, "Message": message}}, operation)


class CloudFormation:
    def __init__(self, answer):
        self.answer = answer

    def describe_stacks(self, StackName):  # noqa: N803 - boto3's name
        if isinstance(self.answer, Exception):
            raise self.answer
        return {"Stacks": [self.answer]}


def test_stages_have_stacks_and_secrets_of_their_own():
    assert [stack.of_stage(stage) for stage in ("", "main", "test")] == [
        "newswatch", "newswatch", "newswatch-test",
    ]  # fmt: skip
    assert stack.token_parameter("newswatch-test") == "/newswatch-test/slack/bot-token"
    assert stack.secrets_prefix("newswatch-test").startswith("/newswatch-test/")


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (NoCredentialsError(), "aws configure"),
        (NoRegionError(), "AWS_REGION"),
        (UnauthorizedSSOTokenError(), "aws sso login"),
        (EndpointConnectionError(endpoint_url="https://x"), "cannot be reached"),
        (ConnectTimeoutError(endpoint_url="https://x"), "cannot be reached"),
        (ReadTimeoutError(endpoint_url="https://x"), "does not answer"),
        (refusal("ExpiredToken"), "expired"),
        (refusal("InvalidClientTokenId"), "does not know your credentials"),
        (refusal("AccessDenied"), "do not permit DescribeStacks"),
        (refusal("ValidationError", "too long"), "too long"),
    ],
)
def test_a_refusal_says_what_to_do(error, said):
    assert said in stack.sentence(error)


def test_a_stack_that_is_not_there_is_told_from_one_that_cannot_be_read():
    gone = refusal("ValidationError", "Stack with id newswatch does not exist")
    with pytest.raises(NoStack, match="make deploy"):
        stack.describe(CloudFormation(gone), "newswatch")
    with pytest.raises(ConfigError, match="do not permit") as said:
        stack.describe(CloudFormation(refusal("AccessDenied")), "newswatch")
    assert not isinstance(said.value, NoStack)


def test_outputs_and_parameters_are_had_by_name():
    found = stack.describe(
        CloudFormation(
            {
                "StackStatus": "CREATE_COMPLETE",
                "Outputs": [{"OutputKey": "Version", "OutputValue": "1"}],
                "Parameters": [{"ParameterKey": "Workspace", "ParameterValue": "main"}],
            }
        ),
        "newswatch",
    )
    assert (found.outputs, found.parameters) == ({"Version": "1"}, {"Workspace": "main"})


@pytest.mark.parametrize(
    ("status", "todo"),
    [
        ("CREATE_COMPLETE", ""),
        ("UPDATE_COMPLETE", ""),
        ("UPDATE_COMPLETE_CLEANUP_IN_PROGRESS", ""),
        ("UPDATE_ROLLBACK_COMPLETE", "make deploy STAGE=test"),
        ("UPDATE_ROLLBACK_FAILED", "continue-update-rollback --stack-name newswatch-test"),
        ("ROLLBACK_COMPLETE", "make undeploy STACK=newswatch-test"),
        ("DELETE_FAILED", "make undeploy STACK=newswatch-test"),
    ],
)
def test_a_state_that_is_wrong_says_how_to_get_out_of_it(status, todo):
    said = stack.trouble(Stack("newswatch-test", status), " STAGE=test")
    assert todo in said
    assert bool(said) == bool(todo)


def test_what_does_not_answer_is_not_waited_for_long():
    keys = {"aws_access_key_id": "a", "aws_secret_access_key": "b"}
    make = stack.in_region("eu-west-1")
    once = make("dynamodb", config=Config(retries={"total_max_attempts": 1}), **keys).meta.config
    for config, tries in ((make("sqs", **keys).meta.config, 2), (once, 1)):
        assert (config.connect_timeout, config.read_timeout) == (5, 15)
        assert config.retries["total_max_attempts"] == tries


def test_secrets_of_an_earlier_version_are_told_where_they_are_looked_for_elsewhere_now():
    usual = {
        "SlackTokenParameter": "/newswatch/slack/bot-token",
        "SlackSigningSecretParameter": "/newswatch/slack/signing-secret",
        "SourceSecretsPrefix": "/newswatch/sources/",
    }
    assert stack.moved(Stack("newswatch", "", parameters=usual)) == []
    assert stack.moved(Stack("acme-news", "")) == []

    slack, sources = stack.moved(Stack("acme-news", "", parameters=usual))
    assert "make slack-secrets STACK=acme-news" in slack
    assert "/acme-news/slack/bot-token" in slack
    assert "make secret-source URL=… HEADER=… STACK=acme-news" in sources

    [alone] = stack.moved(Stack("newswatch", "", parameters={**usual, "SlackTokenParameter": "/acme/token"}))
    assert "make slack-secrets STACK=newswatch" in alone


@pytest.mark.parametrize(
    ("word", "on"), [("1", True), ("yes", True), (" TRUE ", True), ("", False), ("0", False), ("no", False)]
)
def test_a_switch_is_on_where_it_says_so(word, on):
    assert is_on(word) is on
