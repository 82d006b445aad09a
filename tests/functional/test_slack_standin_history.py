"""conversations.history and .replies: the reading by which a lost reply is reconciled."""

import pytest
from slack_room import ADA, ELSEWHERE, POLICY, SECRET

from infra.laptop.slack.content import Content


def pages(slack, **args):
    """Read all pages by cursor; return the post ids of each."""
    cursor, found = None, []
    while True:
        answer = slack.client.conversations_history(
            channel=POLICY, include_all_metadata=True, cursor=cursor, **args
        )
        found.append([m["metadata"]["event_payload"]["post_id"] for m in answer["messages"]])
        cursor = (answer.get("response_metadata") or {}).get("next_cursor")
        assert answer["has_more"] == bool(cursor)
        if not cursor:
            return found


@pytest.fixture
def five(slack):
    """Five posts, ten seconds apart."""
    stamps = []
    for n in range(5):
        stamps.append(slack.post(str(n))["ts"])
        slack.clock.forward(10)
    return stamps


def test_pages_go_from_the_newest_back(slack, five):
    assert pages(slack, limit=2) == [["4", "3"], ["2", "1"], ["0"]]


def test_with_oldest_alone_the_page_next_to_it_comes_first(slack, five):
    assert pages(slack, oldest=five[0], limit=3) == [["3", "2", "1"], ["4"]]


@pytest.mark.parametrize(
    ("window", "expected"),
    [
        ({"oldest": 1}, ["4", "3", "2"]),
        ({"oldest": 1, "inclusive": True}, ["4", "3", "2", "1"]),
        ({"latest": 3}, ["2", "1", "0"]),
        ({"latest": 3, "inclusive": True}, ["3", "2", "1", "0"]),
        ({"oldest": 1, "latest": 3}, ["2"]),
        ({"oldest": 1, "latest": 3, "inclusive": True}, ["3", "2", "1"]),
    ],
)
def test_bounds_are_left_out_unless_inclusive(slack, five, window, expected):
    args = {k: v if isinstance(v, bool) else five[v] for k, v in window.items()}

    assert pages(slack, **args) == [expected]


def test_oldest_may_be_whole_seconds_or_zero(slack, five):
    assert pages(slack, oldest="1700000020") == [["4", "3", "2"]]
    assert pages(slack, oldest="0", limit=4) == [["4", "3", "2", "1"], ["0"]]


def test_a_message_that_arrives_between_pages_shifts_nothing(slack, five):
    first = slack.client.conversations_history(channel=POLICY, limit=2)
    slack.post("late")
    cursor = first["response_metadata"]["next_cursor"]
    second = slack.client.conversations_history(channel=POLICY, limit=2, cursor=cursor)

    assert [m["ts"] for m in second["messages"]] == [five[2], five[1]]


def test_metadata_is_told_only_when_asked_for(slack):
    slack.post()

    [message] = slack.client.conversations_history(channel=POLICY)["messages"]
    assert "metadata" not in message


@pytest.mark.parametrize(
    ("args", "error"),
    [
        ({"channel": "C0NOWHERE"}, "channel_not_found"),
        ({"channel": ADA}, "channel_not_found"),
        ({"channel": SECRET}, "channel_not_found"),
        ({"channel": ELSEWHERE}, "not_in_channel"),
        ({"cursor": "rubbish"}, "invalid_cursor"),
        ({"cursor": "b2Zmc2V0OjE="}, "invalid_cursor"),
        ({"oldest": "yesterday"}, "invalid_ts_oldest"),
        ({"latest": "now"}, "invalid_ts_latest"),
        ({"limit": "many"}, "invalid_limit"),
        ({"limit": -1}, "invalid_limit"),
    ],
)
def test_a_request_that_makes_no_sense_is_refused(slack, args, error):
    assert slack.refusal("conversations.history", **{"channel": POLICY, **args})["error"] == error


def test_no_page_is_larger_than_slack_allows(slack):
    for n in range(1002):
        slack.workspace.post(POLICY, ADA, Content(str(n)))
    answer = slack.client.conversations_history(channel=POLICY, limit=5000)

    assert len(answer["messages"]) == 999
    assert len(slack.client.conversations_history(channel=POLICY)["messages"]) == 100


def test_history_that_lags_does_not_show_what_is_young(slack):
    slack.workspace.faults.history_lag_s = 5
    slack.post("young")
    assert pages(slack) == [[]]

    slack.clock.forward(6)
    assert pages(slack) == [["young"]]


def test_replies_are_in_the_thread_and_not_in_the_history(slack):
    parent = slack.post("parent")["ts"]
    for n in range(3):
        slack.post(f"reply {n}", thread_ts=parent)

    [message] = slack.client.conversations_history(channel=POLICY)["messages"]
    assert (message["ts"], message["reply_count"]) == (parent, 3)
    thread = slack.client.conversations_replies(channel=POLICY, ts=parent, limit=2)
    assert thread["messages"][0]["ts"] == parent
    cursor = thread["response_metadata"]["next_cursor"]
    rest = slack.client.conversations_replies(channel=POLICY, ts=parent, limit=2, cursor=cursor)
    assert len(rest["messages"]) == 2
    assert not rest["has_more"]


def test_a_reply_that_is_broadcast_is_in_the_history_too(slack):
    parent = slack.post()["ts"]
    slack.post(thread_ts=parent, reply_broadcast=True)

    history = slack.client.conversations_history(channel=POLICY)["messages"]
    assert [m.get("subtype") for m in history] == ["thread_broadcast", None]


def test_a_thread_needs_a_message(slack):
    assert (
        slack.refusal("conversations.replies", channel=POLICY, ts="1.000001")["error"] == "thread_not_found"
    )
    answer = slack.refusal("chat.postMessage", channel=POLICY, text="x", thread_ts="1.000001")
    assert answer["error"] == "thread_not_found"


def test_a_thread_tells_metadata_when_asked_for_and_only_what_is_in_the_window(slack):
    parent = slack.post("parent")["ts"]
    stamps = []
    for n in range(3):
        slack.clock.forward(10)
        stamps.append(slack.post(f"reply {n}", thread_ts=parent)["ts"])

    args = {"channel": POLICY, "ts": parent, "oldest": stamps[0]}
    told = slack.client.conversations_replies(**args, include_all_metadata=True)["messages"]
    assert [m["metadata"]["event_payload"]["post_id"] for m in told] == ["parent", "reply 1", "reply 2"]
    assert not any("metadata" in m for m in slack.client.conversations_replies(**args)["messages"])


def test_a_thread_that_lags_does_not_show_what_is_young(slack):
    parent = slack.post()["ts"]
    slack.clock.forward(60)
    slack.workspace.faults.history_lag_s = 5
    slack.post(thread_ts=parent)
    assert len(slack.client.conversations_replies(channel=POLICY, ts=parent)["messages"]) == 1
    slack.clock.forward(6)
    assert len(slack.client.conversations_replies(channel=POLICY, ts=parent)["messages"]) == 2


def test_an_answer_to_a_deleted_message_goes_into_the_channel(slack):
    parent = slack.post()["ts"]
    slack.client.chat_delete(channel=POLICY, ts=parent)

    assert slack.refusal("conversations.replies", channel=POLICY, ts=parent)["error"] == "thread_not_found"
    answer = slack.post("astray", thread_ts=parent)
    assert "thread_ts" not in answer["message"]
    assert pages(slack) == [["astray"]]


def test_a_deleted_message_that_was_answered_keeps_its_thread(slack):
    parent = slack.post("parent")["ts"]
    slack.post("first", thread_ts=parent)
    slack.client.chat_delete(channel=POLICY, ts=parent)
    assert slack.post("second", thread_ts=parent)["message"]["thread_ts"] == parent

    assert pages(slack) == [[]]
    assert len(slack.client.conversations_replies(channel=POLICY, ts=parent)["messages"]) == 2
