"""How commands end: a sentence and an exit status, never a traceback."""

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError

from infra.laptop.ending import INTERRUPTED, ended
from newswatch.errors import ConfigError, QueueError

DENIED = ClientError({"Error": {"Code": "AccessDenied", "Message": "no"}}, "PutItem")
FULL = ClientError({"Error": {"Code": "QuotaExceeded", "Message": "full"}}, "PutItem")
REFUSED = "An error occurred (QuotaExceeded) when calling the PutItem operation: full"


def failing(error):
    def command():
        raise error

    return command


@pytest.mark.parametrize("status", [0, 1])
def test_what_is_done_says_what_it_says(status, capsys):
    assert ended(lambda: status, stopped="Stopped.") == status
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (DENIED, "Your AWS rights do not permit PutItem.\n"),
        (FULL, f"AWS did not do that: {REFUSED}\n"),
        (PermissionError(13, "Permission denied", "samconfig.toml"), "samconfig.toml: Permission denied\n"),
        (OSError("odd"), "odd\n"),
        (ConfigError("No such stage.\x1b[2J"), "No such stage.\N{REPLACEMENT CHARACTER}[2J\n"),
        (QueueError("SQS is away."), "SQS is away.\nThe same command goes on.\n"),
    ],
    ids=["denied", "refused", "file", "odd", "config", "transient"],
)  # fmt: skip
def test_what_fails_is_a_sentence(error, said, capsys):
    assert ended(failing(error), stopped="Stopped.", again="The same command goes on.") == 1
    assert capsys.readouterr() == ("", said)


def test_where_aws_is_not_reached_it_says_so(capsys):
    unreached = EndpointConnectionError(endpoint_url="https://sqs.example")
    assert ended(failing(unreached), stopped="Stopped.") == 1
    assert capsys.readouterr().err.startswith("AWS cannot be reached from here")


@pytest.mark.parametrize("error", [KeyboardInterrupt(), EOFError()])
def test_who_stops_it_is_told_what_stands(error, capsys):
    assert ended(failing(error), stopped="Stopped. Nothing was stored.") == INTERRUPTED
    assert capsys.readouterr().err == "\nStopped. Nothing was stored.\n"
