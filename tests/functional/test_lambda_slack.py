"""The slack function, called as the HTTP API calls it: who may ask, what is answered, what is handed on."""

import json
import subprocess
import sys
from base64 import b64encode

import pytest
from deployment import (
    ADA,
    CHANNEL,
    SECRET,
    TEMPLATE,
    TOKEN,
    context,
    deployment,
    forget,
    happened,
    pressed,
    request,
    typed,
)

from infra.laptop.slack.faults import Fault
from newswatch import wiring
from newswatch.lambdas import slack
from newswatch.slack.asked import Action, decode
from newswatch.slack.views import ids


@pytest.fixture
def deployed(monkeypatch):
    with deployment(monkeypatch) as running:
        yield running


def status(event: dict) -> int:
    return slack.handler(event, context())["statusCode"]


def answered(event: dict) -> str:
    """Return the text of the answer to a command, having checked its form."""
    answer = slack.handler(event, context())
    assert (answer["statusCode"], answer["headers"]) == (200, {"content-type": "application/json"})
    body = json.loads(answer["body"])
    assert body["response_type"] == "ephemeral"
    return body["text"]


def handed_on(deployed) -> list:
    return [decode(message["body"]) for message in deployed.messages("COMMAND_QUEUE_URL")]


def written(deployed) -> int:
    """Return how many items the table has."""
    items = deployed.dynamodb.scan(TableName=deployed.environment["TABLE_NAME"])["Items"]
    # What a request costs is counted, whoever it is from.
    return sum(not item["pk"]["S"].endswith("#SPENDING") for item in items)


# --- Who may ask ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("event", "code"),
    [
        (lambda: typed("list", secret="another"), 401),
        (lambda: typed("list", secret=""), 401),
        (lambda: typed("list", age_s=400), 401),
        (lambda: typed("list", age_s=-400), 401),
        (lambda: typed("list") | {"body": b64encode(b"text=status").decode()}, 401),
        (lambda: typed("list") | {"body": ""}, 401),
        (lambda: typed("list") | {"body": None}, 401),
        (lambda: {name: value for name, value in typed("list").items() if name != "body"}, 401),
        (lambda: typed("list") | {"headers": {}}, 401),
        (lambda: {"body": "x"}, 401),
        (dict, 401),
        (lambda: request(b"text=" + b"x" * 300_000), 413),
        (lambda: request(b"text=" + b"x" * 300_000, base64=False), 413),
        (lambda: typed("list") | {"body": "x" * 10_000_000}, 413),
        (lambda: typed("list") | {"body": "not base64!"}, 400),
        (lambda: typed("list") | {"body": "☃"}, 400),
        (lambda: typed("list") | {"body": "\ud800", "isBase64Encoded": False}, 401),
        (lambda: typed("list", changes={"team_id": "T0OTHER"}), 403),
        (lambda: typed("list", changes={"team_id": None}), 403),
        (lambda: typed("list", changes={"api_app_id": "A0OTHER"}), 403),
        (lambda: pressed("list", "https://x.example/", team={"id": "T0OTHER"}), 403),
        (lambda: happened("app_home_opened", team_id="T0OTHER"), 403),
        (lambda: request(b""), 400),
        (lambda: request(b"hello"), 400),
        (lambda: request(b"\xff\xfe"), 400),
        (lambda: request(b"payload=%7B%7D"), 400),
        (lambda: request(b'{"type":"something_else"}'), 400),
    ],
    ids=[
        "another secret", "no secret", "old", "early", "another body", "empty", "null", "no body",
        "no headers",
        "unsigned", "nothing", "large", "large text", "giant", "no base64", "no ASCII", "half a pair",
        "another team", "no team", "another app", "press of another team", "event of another team",
        "empty and signed", "hello", "bytes", "empty payload", "unknown type",
    ],
)  # fmt: skip
def test_what_is_not_for_us_is_refused_and_changes_nothing(deployed, event, code):
    wiring.identity()  # which is kept in the table
    before = written(deployed)

    assert status(event()) == code
    assert written(deployed) == before
    assert deployed.messages("COMMAND_QUEUE_URL") == []


def test_a_request_without_the_app_is_taken_by_its_signature(deployed):
    assert answered(typed("help", changes={"api_app_id": None}))


@pytest.mark.parametrize("base64", [True, False])
def test_a_body_may_come_in_base64_or_not(deployed, base64):
    assert answered(typed("help", base64=base64))


def test_a_request_that_comes_again_byte_for_byte_is_refused(deployed):
    url = deployed.slack.response_url(CHANNEL, ADA)
    for event in (typed("help"), pressed("list", url), happened("app_home_opened")):
        assert [status(event), status(event)] == [200, 401]
    assert len(handed_on(deployed)) == 1


def test_a_replay_is_refused_by_another_execution_environment_too(deployed):
    event = typed("help")
    assert status(event) == 200
    forget()
    assert status(event) == 401


def test_the_same_request_under_a_new_signature_comes_in(deployed):
    same = {"trigger_id": "1.2.same"}
    assert status(typed("help", changes=same)) == 200
    assert status(typed("help", changes=same, age_s=5)) == 200


def test_slacks_look_at_the_certificate_is_answered_unsigned(deployed):
    answer = slack.handler(request(b"ssl_check=1&token=x", secret="another"), context())
    assert (answer["statusCode"], answer["body"]) == (200, "")


# --- Setting up -----------------------------------------------------------------------------------

HANDSHAKE = '{"token":"old","type":"url_verification","challenge":"3eZbrw1a"}'
SECRET_PARAMETER, TOKEN_PARAMETER = "/test/secret", "/test/token"


def lose(deployed, parameter):
    deployed.ssm.delete_parameter(Name=parameter)
    forget()


def test_the_events_url_answers_slacks_handshake(deployed):
    answer = slack.handler(request(HANDSHAKE), context())
    assert (answer["statusCode"], json.loads(answer["body"])) == (200, {"challenge": "3eZbrw1a"})


def test_a_forged_handshake_is_refused(deployed):
    assert status(request(HANDSHAKE, secret="another")) == 401


def test_the_handshake_is_answered_while_there_is_no_secret_yet(deployed):
    lose(deployed, SECRET_PARAMETER)
    answer = slack.handler(request(HANDSHAKE, secret="Slack's own"), context())
    assert json.loads(answer["body"]) == {"challenge": "3eZbrw1a"}


@pytest.mark.parametrize("event", [lambda: typed("help"), lambda: happened("app_home_opened")])
def test_without_the_secret_who_types_hears_where_it_belongs(deployed, event):
    lose(deployed, SECRET_PARAMETER)

    said = answered(event())
    assert "signing secret is missing" in said
    assert SECRET_PARAMETER in said
    assert written(deployed) == 0


@pytest.mark.parametrize(
    ("break_it", "said"),
    [
        (lambda d: lose(d, TOKEN_PARAMETER), "bot token is missing"),
        (lambda d: keep(d, TOKEN_PARAMETER, " \n"), "bot token is missing"),
        (lambda d: keep(d, TOKEN_PARAMETER, "xoxb-put-your-token-here"), "does not accept its bot token"),
    ],
    ids=["missing", "blank", "placeholder"],
)
def test_without_a_token_that_works_who_types_hears_where_it_belongs(deployed, break_it, said):
    break_it(deployed)

    text = answered(typed("help"))
    assert said in text
    assert TOKEN_PARAMETER in text
    assert "xoxb-put" not in text + deployed.log.getvalue()
    assert status(happened("app_home_opened")) == 200
    assert written(deployed) == 0


def keep(deployed, parameter, value):
    deployed.ssm.put_parameter(Name=parameter, Value=value, Type="SecureString", Overwrite=True)
    forget()


def test_secrets_pasted_with_the_end_of_their_line_work(deployed):
    keep(deployed, SECRET_PARAMETER, f"{SECRET}\n")
    keep(deployed, TOKEN_PARAMETER, f" {TOKEN}\n")
    assert answered(typed("help"))


def test_once_the_token_is_there_it_works_without_a_new_deployment(deployed):
    lose(deployed, TOKEN_PARAMETER)
    answered(typed("help"))
    deployed.ssm.put_parameter(Name=TOKEN_PARAMETER, Value=TOKEN, Type="SecureString")
    assert "/watch" in answered(typed("help"))


# --- Whose token it is ---------------------------------------------------------------------------


def test_slack_is_asked_once_whose_token_it_is(deployed):
    for _ in range(3):
        answered(typed("help"))
        forget()

    assert [call.method for call in deployed.workspace.calls.all()] == ["auth.test", "bots.info"]


def test_a_token_that_is_known_needs_nothing_of_slacks_sdk(deployed):
    wiring.identity()
    code = (
        "import json, sys\nfrom types import SimpleNamespace\nfrom newswatch.lambdas import slack\n"
        "answer = slack.handler(json.load(sys.stdin), SimpleNamespace(aws_request_id='r'))\n"
        "print(json.dumps([answer['statusCode'], sorted(sys.modules)]))"
    )
    fresh = subprocess.run(
        [sys.executable, "-c", code],
        input=json.dumps(typed("help")),
        env=deployed.environment | {"PYTHONPATH": str(TEMPLATE.parent / "functions")},
        capture_output=True,
        text=True,
        check=True,
    )
    answered_with, modules = json.loads(fresh.stdout.splitlines()[-1])
    assert answered_with == 200
    assert "newswatch.storage.store" in modules
    assert not {"slack_sdk", "requests", "lxml", "bs4", "feedparser", "trafilatura"} & set(modules)


def test_another_token_is_asked_for_again(deployed):
    answered(typed("help"))
    deployed.workspace.token = "xoxb-rotated"
    keep(deployed, TOKEN_PARAMETER, "xoxb-rotated")
    answered(typed("help"))

    assert len(deployed.workspace.calls.all("auth.test")) == 2


def test_without_the_scope_to_ask_for_the_app_commands_work_so_that_status_can_tell(deployed):
    deployed.workspace.scopes -= {"users:read"}
    assert answered(typed("help"))


def test_a_slack_that_does_not_say_is_told_to_who_types_and_to_slack(deployed):
    deployed.workspace.faults.add("auth.test", Fault.http(500), times=2)

    assert "Nothing was changed" in answered(typed("help"))
    assert status(happened("app_home_opened")) == 503
    assert "/watch" in answered(typed("help"))


# --- What is answered, and what is handed on --------------------------------------------------------


def test_a_command_is_answered(deployed):
    assert "/watch" in answered(typed("help"))
    assert handed_on(deployed) == []


@pytest.mark.parametrize(
    ("action_id", "action"),
    [
        (ids.RUN, Action.RUN),
        (ids.LATEST, Action.LATEST),
        (ids.SPLIT, Action.SPLIT),
        (f"{ids.RUN}.2", Action.RUN),
    ],
)
@pytest.mark.parametrize("ephemeral", [True, False])
def test_a_press_is_handed_on_and_acknowledged_at_once(deployed, action_id, action, ephemeral):
    url = deployed.slack.response_url(CHANNEL, ADA)
    event = pressed("pause grid", url, action_id=action_id, ephemeral=ephemeral)
    answer = slack.handler(event, context())

    assert (answer["statusCode"], answer["body"]) == (200, "")
    [wanted] = handed_on(deployed)
    assert (wanted.text, wanted.action, wanted.replaces) == ("pause grid", action, ephemeral)
    assert (wanted.user, wanted.channel, wanted.response_url) == (ADA, CHANNEL, url)


def test_a_double_click_is_handed_on_under_one_id(deployed):
    url = deployed.slack.response_url(CHANNEL, ADA)
    for _ in range(2):
        assert status(pressed("pause grid", url)) == 200

    first, second = handed_on(deployed)
    assert first.id == second.id


STRANGE = {"id": "V1", "type": "modal", "hash": "h", "callback_id": "of-a-newer-version"}


@pytest.mark.parametrize(
    "event",
    [
        lambda: pressed("x", "https://x.example/", action_id="of-a-newer-version"),
        lambda: pressed("x", ""),
        lambda: pressed("x", "https://x.example/", type="view_closed"),
        lambda: pressed("x", "https://x.example/", type="view_submission", view=STRANGE),
        lambda: pressed("x", "https://x.example/", type="shortcut"),
        lambda: happened("", event={"type": "app_home_opened", "user": ADA, "tab": "messages"}),
        lambda: happened("message"),
        lambda: happened("of_a_newer_slack"),
    ],
    ids=[
        "another button", "no address", "closed modal", "another modal", "shortcut", "messages tab",
        "message", "another event",
    ],
)  # fmt: skip
def test_what_nothing_follows_from_is_acknowledged(deployed, event):
    answer = slack.handler(event(), context())

    assert (answer["statusCode"], answer["body"]) == (200, "")
    assert handed_on(deployed) == []


# --- What is away ------------------------------------------------------------------------------------


def test_a_table_that_is_away_is_said_in_words(deployed, monkeypatch):
    monkeypatch.setenv("TABLE_NAME", "nowhere")
    forget()

    assert "Nothing was changed" in answered(typed("venezuela"))
    assert status(happened("app_home_opened")) == 503
    assert status(pressed("list", deployed.slack.response_url(CHANNEL, ADA))) == 503


@pytest.fixture
def no_queue(deployed, monkeypatch):
    monkeypatch.setenv("COMMAND_QUEUE_URL", deployed.environment["COMMAND_QUEUE_URL"] + "x")
    forget()


def seen(deployed) -> str:
    """Return the newest of what Ada alone sees in the channel."""
    return [m.text for _, m in deployed.workspace.changes(0).messages if m.only_for == ADA][-1]


@pytest.mark.usefixtures("no_queue")
def test_while_the_queue_is_away_what_is_quick_works(deployed):
    assert status(pressed("list", deployed.slack.response_url(CHANNEL, ADA))) == 200
    assert "/watch" in seen(deployed)


@pytest.mark.usefixtures("no_queue")
def test_while_the_queue_is_away_who_presses_what_takes_long_is_told(deployed):
    url = deployed.slack.response_url(CHANNEL, ADA)
    assert status(pressed("status", url)) == 200
    assert "did not work" in seen(deployed)


@pytest.mark.usefixtures("no_queue")
def test_while_the_queue_is_away_slack_is_to_bring_events_again(deployed):
    assert status(happened("app_home_opened")) == 503


def test_secrets_that_cannot_be_read_let_nobody_in(deployed, monkeypatch):
    monkeypatch.setenv("AWS_ENDPOINT_URL_SSM", deployed.slack.page_url)  # which is no SSM
    forget()
    assert "Nothing was changed" in answered(typed("help"))
    assert status(request(HANDSHAKE)) == 503


# --- What is logged ----------------------------------------------------------------------------------


def test_no_secret_reaches_the_log(deployed):
    url = deployed.slack.response_url(CHANNEL, ADA)
    answered(typed("help", url))
    status(pressed("list", url))
    status(typed("secret text", url, secret="another"))
    status(typed("secret text", url, changes={"team_id": "T0OTHER"}))
    status(request(b"secret text"))
    status(request('{"type":"secret text"}'))

    said = deployed.log.getvalue()
    assert said.count("request refused") == 4
    for secret in (SECRET, TOKEN, url.rpartition("/")[2], "trigger_id", "secret text", "v0="):
        assert secret not in said
