"""response_url: five answers in thirty minutes."""

import json
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from slack_room import ADA, ELSEWHERE, POLICY


def send(url, **body):
    request = Request(url, json.dumps(body).encode(), {"Content-Type": "application/json"})
    try:
        with urlopen(request, timeout=10) as answer:
            return answer.status, json.load(answer)
    except HTTPError as e:
        with e:
            return e.status, json.load(e)


def shown(slack, channel=POLICY):
    """What people see, ephemeral messages included."""
    return [(m.text, m.only_for) for c, m in slack.workspace.changes(0).messages if c == channel]


def test_an_answer_is_for_the_one_who_asked_unless_it_says_otherwise(slack):
    url = slack.server.response_url(POLICY, ADA)
    send(url, text="psst")
    send(url, text="all", response_type="in_channel")

    assert shown(slack) == [("psst", ADA), ("all", "")]
    assert [m.text for m in slack.workspace.messages(POLICY)] == ["all"]


def test_it_works_where_the_bot_is_no_member(slack):
    status, _ = send(slack.server.response_url(ELSEWHERE, ADA), text="hello")

    assert status == 200
    assert shown(slack, ELSEWHERE) == [("hello", ADA)]


def test_the_sixth_answer_is_refused(slack):
    url = slack.server.response_url(POLICY, ADA)
    assert [send(url, text=str(n))[0] for n in range(6)] == [200, 200, 200, 200, 200, 404]
    assert send(url, text="x")[1]["error"] == "used_url"
    assert len(shown(slack)) == 5


def test_after_thirty_minutes_it_has_expired(slack):
    url = slack.server.response_url(POLICY, ADA)
    slack.clock.forward(30 * 60 - 1)
    assert send(url, text="x")[0] == 200
    slack.clock.forward(1)

    assert send(url, text="x") == (404, {"ok": False, "error": "expired_url"})
    assert send(url[:-1] + "~", text="x")[0] == 404


@pytest.mark.parametrize("ephemeral", [False, True])
def test_the_message_of_a_button_is_replaced_or_deleted(slack, ephemeral):
    if ephemeral:
        ts = slack.client.chat_postEphemeral(channel=POLICY, user=ADA, text="was")["message_ts"]
    else:
        ts = slack.post()["ts"]
    url = slack.server.response_url(POLICY, ADA, ts)
    send(url, text="is", replace_original=True)
    assert shown(slack) == [("is", ADA if ephemeral else "")]

    send(url, delete_original=True)
    assert shown(slack) == []


@pytest.mark.parametrize(
    ("body", "error"),
    [({}, "no_text"), ({"text": "x", "blocks": [{"type": "nope"}]}, "invalid_blocks")],
)
def test_what_a_message_may_not_say_an_answer_may_not_either(slack, body, error):
    assert send(slack.server.response_url(POLICY, ADA), **body)[1]["error"] == error
