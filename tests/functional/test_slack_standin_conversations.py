"""conversations.*, users.*, team.info, auth.test."""

import pytest
from slack_room import ADA, BOARD, ELSEWHERE, OLD, POLICY, SECRET


def names(answer):
    return [channel["name"] for channel in answer["channels"]]


def test_auth_test_says_who_the_bot_is(slack):
    answer = slack.client.auth_test()

    assert (answer["user_id"], answer["bot_id"]) == ("U0NEWSWATCH", "B0NEWSWATCH")
    assert answer["url"] == slack.server.page_url
    assert slack.client.team_info()["team"]["id"] == answer["team_id"]


def test_the_list_pages_and_hides_private_channels_of_others(slack):
    listed, cursor = [], None
    while cursor != "":
        answer = slack.client.conversations_list(
            types="public_channel,private_channel", limit=2, cursor=cursor
        )
        listed += names(answer)
        cursor = answer["response_metadata"]["next_cursor"]

    assert listed == ["policy", "board", "old", "elsewhere"]
    assert names(slack.client.conversations_list(exclude_archived=True)) == ["policy", "elsewhere"]
    assert slack.refusal("conversations.list", types="nonsense")["error"] == "invalid_types"
    assert slack.refusal("conversations.list", cursor="rubbish")["error"] == "invalid_cursor"


def test_info_tells_membership_and_hides_private_channels_of_others(slack):
    assert slack.client.conversations_info(channel=POLICY)["channel"]["is_member"]
    elsewhere = slack.client.conversations_info(channel=ELSEWHERE)["channel"]
    assert (elsewhere["name"], elsewhere["is_member"]) == ("elsewhere", False)
    assert slack.client.conversations_info(channel=BOARD)["channel"]["is_private"]
    assert slack.refusal("conversations.info", channel=SECRET)["error"] == "channel_not_found"


def test_the_bot_joins_public_channels_by_itself(slack):
    slack.client.conversations_join(channel=ELSEWHERE)

    assert slack.post(channel=ELSEWHERE)["ok"]
    assert slack.client.conversations_join(channel=ELSEWHERE)["warning"] == "already_in_channel"


@pytest.mark.parametrize(
    ("channel", "error"),
    [
        (SECRET, "channel_not_found"),
        (BOARD, "method_not_supported_for_channel_type"),
        (OLD, "is_archived"),
        ("C0NOWHERE", "channel_not_found"),
    ],
)
def test_what_cannot_be_joined_is_refused(slack, channel, error):
    assert slack.refusal("conversations.join", channel=channel)["error"] == error


@pytest.mark.parametrize(
    ("args", "error"),
    [
        ({}, "users_list_not_supplied"),
        ({"users": "U0NOBODY"}, "user_not_found"),
        ({"users": "U0NEWSWATCH"}, "cannot_dm_bot"),
        ({"channel": POLICY}, "method_not_supported_for_channel_type"),
    ],
)
def test_what_cannot_be_opened_is_refused(slack, args, error):
    assert slack.refusal("conversations.open", **args)["error"] == error


def test_an_opened_conversation_is_told_in_full_when_asked_for(slack):
    brief = slack.client.conversations_open(users=[ADA])["channel"]
    full = slack.client.conversations_open(users=[ADA], return_im=True)["channel"]

    assert brief == {"id": full["id"]}
    assert (full["user"], full["is_im"]) == (ADA, True)


def test_members_and_peoples_channels(slack):
    assert slack.client.conversations_members(channel=POLICY)["members"] == [ADA, "U0NEWSWATCH"]
    assert names(slack.client.users_conversations(user=ADA)) == ["policy", "old", "elsewhere"]
    assert names(slack.client.users_conversations()) == ["policy", "old"]
    assert slack.client.users_info(user=ADA)["user"]["tz"] == "Europe/London"
    assert slack.refusal("users.info", user="U0NOBODY")["error"] == "user_not_found"


def test_a_renamed_channel_keeps_its_id(slack):
    slack.workspace.rename(POLICY, "politics")

    assert slack.client.conversations_info(channel=POLICY)["channel"]["name"] == "politics"
    assert slack.refusal("chat.postMessage", channel="#policy", text="x")["error"] == "channel_not_found"
