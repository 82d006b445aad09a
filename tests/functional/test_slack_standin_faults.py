"""Faults on request, rate limits, and the log of calls."""

import http.client
from urllib.error import URLError

import pytest
from slack_room import BOARD, POLICY
from slack_sdk.errors import SlackApiError

from infra.laptop.slack.faults import Fault
from infra.laptop.slack.limits import RateLimits

POST = "chat.postMessage"
LOST = (http.client.RemoteDisconnected, ConnectionResetError, URLError)


@pytest.mark.parametrize("retry_after", [None, 30, "soon"])
def test_a_429_posts_nothing_and_carries_the_retry_after_that_was_asked_for(slack, retry_after):
    slack.workspace.faults.add(POST, Fault.rate_limited(retry_after))
    with pytest.raises(SlackApiError) as caught:
        slack.post()

    answer = caught.value.response
    assert (answer.status_code, answer["error"]) == (429, "ratelimited")
    assert answer.headers.get("Retry-After") == (None if retry_after is None else str(retry_after))
    assert slack.posted() == 0
    slack.post()
    assert slack.posted() == 1


@pytest.mark.parametrize(
    ("fault", "posted"),
    [(Fault.reset_before(), 0), (Fault.lost_reply(), 1)],
    ids=["before", "after"],
)
def test_a_connection_breaks_before_or_after_the_post(slack, fault, posted):
    slack.workspace.faults.add(POST, fault)
    with pytest.raises(LOST):
        slack.post()

    assert slack.posted() == posted


def test_a_post_whose_caller_gave_up_lands_later(slack):
    slack.workspace.faults.add(POST, Fault.lands_later(90))
    with pytest.raises(LOST):
        slack.post()
    slack.clock.forward(89)
    assert slack.client.conversations_history(channel=POLICY)["messages"] == []

    slack.clock.forward(1)
    [message] = slack.client.conversations_history(channel=POLICY, include_all_metadata=True)["messages"]
    assert message["metadata"]["event_payload"] == {"post_id": "p1"}
    slack.client.auth_test()
    assert slack.posted() == 1, "it lands once"
    assert [call.answer for call in slack.workspace.calls.all(POST)] == ["lands later"]


def test_what_is_due_can_be_let_land_without_a_call(slack):
    for n, after_s in ((1, 60), (2, 30), (3, 600)):
        slack.workspace.faults.add(POST, Fault.lands_later(after_s))
        with pytest.raises(LOST):
            slack.post(f"p{n}")
    assert slack.server.exchange.land() == 0
    slack.clock.forward(60)

    assert slack.server.exchange.land() == 2
    order = [m.metadata["event_payload"]["post_id"] for m in slack.workspace.messages(POLICY)]
    assert order == ["p2", "p1"], "in the order in which they were due"
    assert slack.server.exchange.land() == 0


def test_what_lands_later_is_held_to_the_rules_of_that_moment(slack):
    slack.workspace.faults.add(POST, Fault.lands_later(60))
    with pytest.raises(LOST):
        slack.post()
    slack.workspace.archive(POLICY)
    slack.clock.forward(60)

    assert slack.server.exchange.land() == 1
    assert slack.posted() == 0


def test_an_edit_lands_later_too(slack):
    ts = slack.post()["ts"]
    slack.workspace.faults.add("chat.update", Fault.lands_later(5))
    with pytest.raises(LOST):
        slack.client.chat_update(channel=POLICY, ts=ts, text="changed")
    assert slack.workspace.message(POLICY, ts).text == "news"
    slack.clock.forward(5)
    slack.server.exchange.land()
    assert slack.workspace.message(POLICY, ts).text == "changed"


@pytest.mark.parametrize("took_effect", [False, True])
@pytest.mark.parametrize("status", [500, 502, 503])
def test_a_server_error_may_hide_that_it_posted(slack, status, took_effect):
    slack.workspace.faults.add(POST, Fault.http(status, takes_effect=took_effect))
    with pytest.raises(SlackApiError) as caught:
        slack.post()

    assert caught.value.response.status_code == status
    assert slack.posted() == took_effect


def test_a_page_instead_of_json(slack):
    slack.workspace.faults.add(POST, Fault.html(takes_effect=True))
    with pytest.raises(SlackApiError):
        slack.post()

    assert slack.posted() == 1


def test_an_answer_that_does_not_say_which_ts(slack):
    slack.workspace.faults.add(POST, Fault.answer_without("ts", "message"))
    answer = slack.post()

    assert (answer["ok"], answer.get("ts"), slack.posted()) == (True, None, 1)


@pytest.mark.parametrize("code", ["fatal_error", "token_revoked", "restricted_action"])
def test_any_error_code_can_be_had(slack, code):
    slack.workspace.faults.add(POST, Fault.error(code))

    assert slack.refusal(POST, channel=POLICY, text="x")["error"] == code


def errors_of(slack, calls):
    return [
        slack.client.api_call("auth.test", json={}).get("error") if not failing else _error(slack)
        for failing in calls
    ]


def _error(slack):
    with pytest.raises(SlackApiError) as caught:
        slack.client.api_call("auth.test", json={})
    return caught.value.response["error"]


def test_the_nth_call_and_the_next_ones_can_be_chosen(slack):
    slack.client.auth_test()
    slack.workspace.faults.add("auth.test", Fault.error("internal_error"), nth=2, times=2)

    assert errors_of(slack, [False, True, True, False]) == [None, "internal_error", "internal_error", None]


def test_a_star_concerns_every_method(slack):
    slack.workspace.faults.add("*", Fault.error("fatal_error"), nth=2)

    assert slack.post()["ok"]
    assert _error(slack) == "fatal_error"
    assert slack.post()["ok"]


def test_clearing_lets_everything_go_well(slack):
    slack.workspace.faults.add("*", Fault.lost_reply(), times=100)
    slack.workspace.faults.clear()

    assert slack.post()["ok"]


def test_a_simulation_decides_call_by_call(slack):
    seen = []

    def decide(method, count, args):
        seen.append((method, count, args["channel"]))
        return Fault.error("fatal_error") if count == 2 else None

    slack.workspace.faults.decide = decide
    slack.post()

    assert slack.refusal(POST, channel=POLICY, text="x")["error"] == "fatal_error"
    assert seen == [(POST, 1, POLICY), (POST, 2, POLICY)]


def test_the_log_tells_each_call_without_the_token(slack):
    slack.workspace.faults.add(POST, Fault.lost_reply())
    with pytest.raises(LOST):
        slack.post()
    slack.post()
    slack.refusal("chat.update", channel="C0NOWHERE", ts="1", text="x")

    told = [(call.method, call.channel, call.answer) for call in slack.workspace.calls.all()]
    assert told == [
        (POST, POLICY, "lost reply"),
        (POST, POLICY, "ok"),
        ("chat.update", "C0NOWHERE", "channel_not_found"),
    ]
    [_, second] = slack.workspace.calls.all(POST)
    assert second.args["metadata"]["event_payload"] == {"post_id": "p1"}
    assert slack.workspace.token not in repr(slack.workspace.calls.all())


def test_messages_are_limited_to_one_a_second_and_channel_after_a_burst(slack):
    slack.workspace.limits.on = True
    for _ in range(3):
        slack.post()
    with pytest.raises(SlackApiError) as caught:
        slack.post("late")
    assert caught.value.response.headers["Retry-After"] == "1"
    assert slack.post("elsewhere", channel=BOARD)["ok"]

    slack.clock.forward(1)
    assert slack.post("late")["ok"]
    assert slack.posted("late") == 1


def test_messages_are_limited_to_three_hundred_a_minute_in_all_channels_together():
    limits = RateLimits(on=True)
    waits = [limits.wait_s(POST, {"channel": f"C{n}"}, 0.0) for n in range(302)]
    assert waits == [0] * 300 + [1, 1]
    assert [limits.wait_s(POST, {"channel": f"C{n}"}, 1.0) for n in range(400, 406)] == [0] * 5 + [1]
    assert limits.wait_s("chat.update", {"channel": "C1"}, 1.0) == 0


def test_a_message_that_its_channel_refuses_takes_nothing_from_the_others():
    limits = RateLimits(on=True)
    for _ in range(1_000):
        limits.wait_s(POST, {"channel": "C0BUSY"}, 0.0)
    assert [limits.wait_s(POST, {"channel": f"C{n}"}, 0.0) for n in range(298)] == [0] * 297 + [1]


def test_a_tier_3_method_is_limited_to_fifty_a_minute(slack):
    slack.workspace.limits.on = True
    for _ in range(50):
        slack.client.conversations_history(channel=POLICY)

    assert slack.refusal("conversations.history", channel=POLICY)["error"] == "ratelimited"
    slack.clock.forward(2)
    assert slack.client.conversations_history(channel=POLICY)["ok"]


def test_nothing_is_limited_unless_asked_for(slack):
    for _ in range(60):
        slack.post()

    assert slack.posted() == 60
