"""Modals that take files, and files, in the stand-in: as the app's client and the page use them."""

import json
from base64 import b64encode
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from slack_room import ADA, POLICY
from test_slack_standin_page_actions import post

from infra.laptop.slack.workspace import SlackWorkspace
from newswatch.slack.views.imports import MODAL

DIRECT = "D0ADA"


@pytest.fixture
def server(slack, app):
    slack.server.install(app.installed, ADA, patience_s=2)
    return slack.server


@pytest.fixture
def trigger(slack):
    return slack.workspace.modals.trigger(ADA)


def opened(slack, trigger):
    return slack.client.views_open(trigger_id=trigger, view=MODAL)["view"]["id"]


def submit(server, modal, name="feeds.opml", data=b"<opml/>", url=""):
    files = [{"name": name, "base64": b64encode(data).decode()}] if name else []
    return post(server, "/page/submit", {"modal": modal, "values": held(files, url)})


def held(files, url=""):
    return {"import_file": {"import_file": files}, "import_url": {"import_url": url}}


def state(server):
    with urlopen(f"{server.page_url}api/state?since=0") as answer:
        return json.load(answer)


def test_a_modal_is_shown_to_whoever_the_trigger_is_of(slack, server, trigger):
    assert state(server)["modal"] is None
    modal = opened(slack, trigger)
    shown = state(server)["modal"]
    assert (shown["id"], shown["depth"]) == (modal, 1)
    assert shown["title"] == {"emoji": True} | MODAL["title"]
    elements = [block["element"]["type"] for block in shown["blocks"]]
    assert elements == [block["element"]["type"] for block in MODAL["blocks"]]
    assert slack.workspace.modals.of("U0BOB") is None


def test_a_trigger_lives_for_three_seconds_and_once(slack, trigger):
    late = slack.workspace.modals.trigger(ADA)
    opened(slack, trigger)
    assert slack.refusal("views.open", trigger_id=trigger, view=MODAL)["error"] == "exchanged_trigger_id"
    slack.clock.forward(3.1)
    assert slack.refusal("views.open", trigger_id=late, view=MODAL)["error"] == "expired_trigger_id"
    assert slack.refusal("views.open", trigger_id="1.2.3", view=MODAL)["error"] == "invalid_trigger_id"


def field(n=0, **more):
    blocks = [dict(block) for block in MODAL["blocks"]]
    blocks[n] |= more
    return MODAL | {"blocks": blocks}


@pytest.mark.parametrize(
    "view",
    [
        None,
        "{",
        {},
        MODAL | {"type": "home"},
        MODAL | {"title": {"type": "plain_text", "text": "x" * 25}},
        MODAL | {"title": {"type": "mrkdwn", "text": "x"}},
        MODAL | {"submit": None},
        MODAL | {"blocks": []},
        MODAL | {"blocks": [{"type": "section"}]},
        MODAL | {"private_metadata": "x" * 3_001},
        MODAL | {"odd": 1},
        field(label=None),
        field(element={"type": "button", "action_id": "x", "text": MODAL["title"]}),
        field(element={"type": "file_input", "action_id": "x", "odd": 1}),
        field(odd=1),
        field(block_id=""),
        field(1, block_id="import_file", element=MODAL["blocks"][0]["element"]),
    ],
)
def test_a_view_that_slack_would_not_take_is_refused(slack, trigger, view):
    assert slack.refusal("views.open", trigger_id=trigger, view=view)["error"] == "invalid_arguments"
    assert slack.workspace.modals.of(ADA) is None


def test_a_modal_that_takes_files_needs_the_scope(slack, trigger):
    slack.workspace.scopes -= {"files:read"}
    told = slack.refusal("views.open", trigger_id=trigger, view=MODAL)
    assert (told["error"], told["needed"]) == ("missing_scope", "files:read")
    assert slack.workspace.modals.of(ADA) is None


def test_what_is_sent_comes_signed_as_slack_sends_it(slack, server, app, trigger):
    modal = opened(slack, trigger)
    assert submit(server, modal, url="https://a.example/") == (200, {"ok": True, "errors": {}})
    path, headers, _ = app.received[0]
    payload = app.payload()
    values = payload["view"]["state"]["values"]
    (file,) = values["import_file"]["import_file"]["files"]

    assert path == "/slack/interactivity"
    assert headers["x-slack-signature"].startswith("v0=")
    assert (payload["type"], payload["user"]["id"]) == ("view_submission", ADA)
    assert (payload["view"]["id"], payload["view"]["callback_id"]) == (modal, "import")
    assert (file["name"], file["size"], file["user"]) == ("feeds.opml", 7, ADA)
    assert values["import_url"]["import_url"] == {"type": "plain_text_input", "value": "https://a.example/"}
    assert state(server)["modal"] is None


def test_an_empty_field_is_null(slack, server, app, trigger):
    submit(server, opened(slack, trigger), name="")
    values = app.payload()["view"]["state"]["values"]
    assert values["import_file"]["import_file"]["files"] == []
    assert values["import_url"]["import_url"]["value"] is None


def test_what_is_wrong_is_told_and_the_modal_stays(slack, server, app, trigger):
    modal = opened(slack, trigger)
    app.answers({"response_action": "errors", "errors": {"import_url": "That is no address."}})
    assert submit(server, modal)[1] == {"ok": True, "errors": {"import_url": "That is no address."}}
    assert state(server)["modal"]["id"] == modal


@pytest.mark.parametrize(
    "wrong",
    [
        {"body": {"response_action": "errors", "errors": {"another": "x"}}},
        {"body": {"response_action": "errors", "errors": {}}},
        {"body": {"response_action": "dance"}},
        {"body": "[]"},
        {"body": "no"},
        {"body": "", "status": 500},
    ],
)
def test_an_app_that_does_not_take_it_is_told_of_and_the_modal_stays(slack, server, app, trigger, wrong):
    modal = opened(slack, trigger)
    app.answers(**wrong)
    _, told = submit(server, modal)
    assert (told["ok"], bool(told["message"])) == (False, True)
    assert state(server)["modal"]["id"] == modal


def test_a_modal_can_be_left(slack, server, app, trigger):
    modal = opened(slack, trigger)
    assert post(server, "/page/cancel", {"modal": modal}) == (200, {"ok": True})
    assert state(server)["modal"] is None
    assert submit(server, modal)[1]["error"] == "view_not_found"
    assert post(server, "/page/cancel", {"modal": modal})[1]["error"] == "view_not_found"
    assert app.received == []


def test_files_of_other_kinds_are_not_taken(slack, server, app, trigger):
    modal = opened(slack, trigger)
    assert submit(server, modal, name="feeds.exe")[1]["error"] == "invalid_file"
    two = held([{"name": "a.xml", "base64": ""}] * 2)
    assert post(server, "/page/submit", {"modal": modal, "values": two})[1]["error"] == "invalid_file"
    for odd in ({"name": "a.xml", "base64": "x"}, {"name": 1, "base64": ""}, {"name": "a.xml"}):
        told = post(server, "/page/submit", {"modal": modal, "values": held([odd])})[1]
        assert told["error"] == "invalid_arguments"
    assert app.received == []


# --- Files ----------------------------------------------------------------------------------------


def get(url, **headers):
    with urlopen(Request(url, headers=headers)) as answer:
        return answer.read(), answer.headers


def test_the_app_gets_a_file_by_its_token_alone(slack, server):
    file = slack.workspace.uploads.add(ADA, "feeds.opml", b"<opml/>")
    told = slack.client.files_info(file=file.id)["file"]
    url = told["url_private_download"]
    assert (told["user"], told["size"], told["filetype"]) == (ADA, 7, "opml")
    assert get(url, Authorization=f"Bearer {slack.workspace.token}")[0] == b"<opml/>"
    # Slack leads others to where people log in.
    assert b"<html" in get(url)[0]
    assert b"<html" in get(url, Authorization="Bearer xoxb-other")[0]
    assert slack.refusal("files.info", file="F0NONE")["error"] == "file_not_found"


def test_a_file_of_the_app_is_a_link_in_the_conversation(slack, server):
    slack.client.conversations_open(users=ADA)
    slack.client.files_upload_v2(
        channel=DIRECT, filename="Quellen ä.opml", content="<opml/>", initial_comment="All sources."
    )
    (message,) = slack.workspace.messages(DIRECT)
    (file,) = message.files
    assert (message.text, file["name"], file["size"]) == ("All sources.", "Quellen ä.opml", 7)
    (shown,) = [each for each in state(server)["messages"] if each["channel"] == DIRECT]
    content, headers = get(f"{server.page_url}files/{shown['files'][0]['id']}")
    assert content == b"<opml/>"
    assert headers["Content-Disposition"] == "attachment; filename*=UTF-8''Quellen%20%C3%A4.opml"


def test_what_is_not_uploaded_is_no_file(slack, server):
    slot = slack.client.files_getUploadURLExternal(filename="a.opml", length=3)
    done = {"files": [{"id": slot["file_id"]}], "channel_id": DIRECT}
    assert slack.refusal("files.completeUploadExternal", **done)["error"] == "file_not_found"
    for url in (slot["upload_url"], f"{server.page_url}upload/", f"{server.page_url}upload/x"):
        with pytest.raises(HTTPError):
            urlopen(url, b"four")
    with pytest.raises(HTTPError):
        get(f"{server.page_url}files/{slot['file_id']}")


@pytest.mark.parametrize("length", ["", "0", "x", "10000000"])
def test_a_file_has_a_size(slack, length):
    told = slack.refusal("files.getUploadURLExternal", filename="a", length=length)
    assert told["error"] == "invalid_arguments"


def test_files_need_their_scopes(slack):
    slack.workspace.scopes -= {"files:read", "files:write"}
    assert slack.refusal("files.info", file="F1")["needed"] == "files:read"
    assert slack.refusal("files.getUploadURLExternal", filename="a", length=1)["needed"] == "files:write"


def test_a_message_with_a_file_is_kept(slack, tmp_path):
    slack.client.conversations_open(users=ADA)
    slack.client.files_upload_v2(channel=POLICY, filename="a.opml", content="x")
    slack.workspace.save(tmp_path / "slack.json")
    again = SlackWorkspace(slack.clock.now)
    again.load(tmp_path / "slack.json")
    assert again.messages(POLICY) == slack.workspace.messages(POLICY)


def test_old_files_are_forgotten(slack):
    first = slack.workspace.uploads.add(ADA, "a", b"x")
    for _ in range(200):
        slack.workspace.uploads.add(ADA, "b", b"y")
    assert slack.refusal("files.info", file=first.id)["error"] == "file_not_found"
