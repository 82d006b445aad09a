"""What the bot's token may do: told with every answer, and refused where it may not."""

import pytest
from slack_room import ADA, ELSEWHERE, POLICY


def test_every_answer_to_the_token_tells_its_scopes(slack):
    headers = {name.lower(): value for name, value in slack.client.auth_test().headers.items()}
    scopes = set(headers["x-oauth-scopes"].split(","))

    assert scopes == slack.workspace.scopes
    assert {"commands", "chat:write", "im:write"} <= scopes


def test_a_wrong_token_is_told_nothing(slack):
    slack.client.token = "xoxb-wrong"
    answer = slack.refusal("auth.test")
    assert answer["error"] == "invalid_auth"


def test_bots_info_tells_the_app(slack):
    bot = slack.client.bots_info(bot=slack.client.auth_test()["bot_id"])["bot"]

    assert (bot["app_id"], bot["user_id"]) == ("A0NEWSWATCH", "U0NEWSWATCH")
    assert slack.refusal("bots.info", bot="B0NOBODY")["error"] == "bot_not_found"
    assert slack.refusal("bots.info")["error"] == "bot_not_found"


@pytest.mark.parametrize(
    ("method", "scope", "args"),
    [
        ("chat.postMessage", "chat:write", {"channel": POLICY, "text": "x"}),
        ("conversations.join", "channels:join", {"channel": ELSEWHERE}),
        ("conversations.open", "im:write", {"users": ADA}),
        ("users.info", "users:read", {"user": ADA}),
        ("bots.info", "users:read", {"bot": "B0NEWSWATCH"}),
        ("conversations.history", "channels:history", {"channel": POLICY}),
    ],
)
def test_a_method_without_its_scope_is_refused_with_its_name(slack, method, scope, args):
    slack.client.api_call(method, params=args)
    slack.workspace.scopes -= {scope}
    answer = slack.refusal(method, **args)

    assert (answer["error"], answer["needed"]) == ("missing_scope", scope)
    assert scope not in answer["provided"].split(",")
