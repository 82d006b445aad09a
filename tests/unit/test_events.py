"""What follows from what Slack tells of a workspace."""

import pytest
from desk import ADA, DIRECT, Desk, labels

from newswatch.slack.asked import Action
from newswatch.slack.events import first_address, follows
from newswatch.slack.front import reply_to
from newswatch.slack.requests import Event

BOT = "U0BOT"


def event(kind, **what):
    payload = {"authorizations": [{"team_id": "T1", "user_id": BOT}]}
    return Event(kind, "T1", "A1", "Ev1", {"type": kind, **what}, payload)


def test_app_home_is_shown_as_it_was():
    found = follows(event("app_home_opened", user=ADA, tab="home", channel="D1"))
    assert (found.action, found.user, found.text) == (Action.HOME, ADA, "{}")
    again = follows(event("app_home_opened", user=ADA, tab="home", view={"private_metadata": '{"page":2}'}))
    assert again.text == '{"page":2}'


def test_the_messages_tab_of_app_home_asks_for_nothing():
    assert follows(event("app_home_opened", user=ADA, tab="messages", channel="D1")) is None


def test_a_link_that_is_sent_to_the_bot_asks_for_more_like_it():
    found = follows(
        event(
            "message",
            user=ADA,
            channel="D1",
            channel_type="im",
            text="see <https://news.example/a?b=1&amp;c=2|this>",
        )
    )
    assert (found.action, found.text, found.channel) == (Action.LIKE, "https://news.example/a?b=1&c=2", "D1")


LINK = "<https://news.example/a|this>"


def said(text):
    return follows(event("message", user=ADA, channel="D1", channel_type="im", text=text))


@pytest.mark.parametrize(
    "text",
    [
        "help", "List", "/watch list", "show talks", "add Talks = oil AND gas", "show", "?", "shwo talks",
        "set me quiet 22:00-07:00",
        f"why {LINK}", f"source add {LINK}", "set me mute <http://voanews.com|voanews.com>",
    ],
)  # fmt: skip
def test_a_command_that_is_sent_to_the_bot_is_carried_out(text):
    found = said(f" {text} ")
    assert (found.action, found.text, found.channel, found.user) == (Action.RUN, text, "D1", ADA)


@pytest.mark.parametrize(
    "text", [f"more like {LINK}", f"show me more like {LINK}", f"list {LINK}", f"test {LINK} please", LINK]
)
def test_a_sentence_about_a_link_asks_for_more_like_it(text):
    found = said(text)
    assert (found.action, found.text) == (Action.LIKE, "https://news.example/a")


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("help", "posts news to Slack when it matches what you watch for"),
        ("show talks", "*Talks*"),
        ("list", "`talks`"),
        ("show", "Which topic?"),
        ("lithium mine", "To watch for `lithium mine`, press the button"),
        ("lithium " * 500, "That is too long to be watched for."),
    ],
)
def test_who_writes_to_the_bot_is_answered_there(text, answer):
    desk = Desk()
    desk.types("add me Talks = oil")
    what = {"user": ADA, "channel": DIRECT, "channel_type": "im", "text": text}
    reply_to(desk.front, event("message", **what))
    desk.works()
    assert desk.told[-1] == ADA
    assert answer in desk.shown[-1]["text"]
    assert labels(desk.shown[-1])
    assert ("press the button" in desk.shown[-1]["text"]) == ("Watch for it" in labels(desk.shown[-1]))


def test_what_is_added_by_direct_message_is_tried_there():
    desk = Desk()
    what = {"user": ADA, "channel": DIRECT, "channel_type": "im", "text": "add Talks = oil"}
    reply_to(desk.front, event("message", **what))
    desk.works()
    assert desk.topic("talks").destinations == (ADA,)
    assert "last 7 days" in desk.shown[-1]["text"]


def test_words_that_are_no_command_ask_what_to_do_with_them():
    assert said("lithium mine").action is Action.LIKE
    assert len(said("lithium " * 1_000).text) == 3_000


@pytest.mark.parametrize(
    "more",
    [
        {"bot_id": "B1"},
        {"app_id": "A1"},
        {"subtype": "message_changed"},
        {"channel_type": "channel"},
        {"text": "  "},
        {"user": ""},
    ],
)
def test_what_the_bot_says_itself_and_what_is_said_elsewhere_asks_for_nothing(more):
    said = {"user": ADA, "channel": "D1", "channel_type": "im", "text": "<https://news.example/a>"}
    assert follows(event("message", **(said | more))) is None


def test_a_channel_to_which_the_bot_comes_back_is_tried_again():
    assert follows(event("member_joined_channel", user=BOT, channel="C1")).action is Action.MENDED
    assert follows(event("member_joined_channel", user=ADA, channel="C1")) is None
    assert follows(event("channel_unarchive", user=ADA, channel="C1")).channel == "C1"


@pytest.mark.parametrize("value", [None, 1, [], {}, [{}], "\x00"])
@pytest.mark.parametrize("name", ["user", "channel", "text", "view", "attachments", "blocks", "tab"])
@pytest.mark.parametrize("kind", ["app_home_opened", "message", "member_joined_channel", "new_one"])
def test_odd_events_harm_nothing(kind, name, value):
    what = {
        "user": ADA,
        "channel": "D1",
        "channel_type": "im",
        "text": "<https://news.example/a>",
        name: value,
    }
    found = follows(event(kind, **what))
    assert found is None or isinstance(found.text, str)


@pytest.mark.parametrize(
    ("message", "address"),
    [
        ({"text": "no link"}, ""),
        ({"text": "<mailto:a@b.example|a>, <@U1>"}, ""),
        ({"text": "<https://a.example/x> and <https://b.example/y>"}, "https://a.example/x"),
        ({"text": "", "attachments": [{"title_link": "https://a.example/x"}]}, "https://a.example/x"),
        (
            {
                "text": "",
                "blocks": [
                    {"type": "rich_text", "elements": [{"elements": [{"url": "https://a.example/x"}]}]}
                ],
            },
            "https://a.example/x",
        ),
        (
            {
                "text": "",
                "blocks": [
                    {"type": "section", "text": {"type": "mrkdwn", "text": "*<https://a.example/x|t>*"}}
                ],
            },
            "https://a.example/x",
        ),
        ({"text": "", "blocks": [{"elements": [{"url": "javascript:alert(1)"}]}]}, ""),
    ],
)
def test_the_first_link_of_a_message(message, address):
    assert first_address(message) == address
