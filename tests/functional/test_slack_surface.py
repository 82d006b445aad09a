"""Modals, menus, App Home, shortcuts, votes and messages, through the real functions, on the stand-in.

Slack's side is the stand-in's own: what a person does in a modal becomes the payload that Slack sends.
"""

import json
from datetime import timedelta
from types import SimpleNamespace
from urllib.parse import urlencode

import pytest
from builders import alert, article, source, topic
from deployment import ADA, CHANNEL, context, deployment, happened, record, request, typed

from infra.laptop.slack import payloads
from infra.laptop.slack.content import Content
from infra.laptop.slack.delivery import Answered
from infra.laptop.slack.offers import Offers
from infra.laptop.slack.view_side import ViewSide
from newswatch import wiring
from newswatch.lambdas import command, notify, slack
from newswatch.model import ChannelId, StoryId, UserId
from newswatch.queues import Wake, encode_wake
from newswatch.slack.views import ids
from newswatch.system import SystemClock

URL = "https://news.example/lavrov"


@pytest.fixture
def deployed(monkeypatch):
    with deployment(monkeypatch) as running:
        yield running


@pytest.fixture
def client(deployed):
    """Slack's client, as Ada has it, whose requests are handed to the ``slack`` function."""
    sender = SimpleNamespace(payload=lambda payload, _url="": answered(payload))
    sender.app = SimpleNamespace(options_url="")
    return ViewSide(
        deployed.workspace, sender, Offers(), lambda where, who, _: deployed.slack.response_url(where, who)
    )


def answered(payload):
    """Hand what somebody did to the ``slack`` function; return what it answers."""
    answer = slack.handler(request(urlencode({"payload": json.dumps(payload)})), context())
    assert answer["statusCode"] == 200
    return Answered(answer["body"].encode(), is_json=bool(answer["body"]))


def tell(event):
    answer = slack.handler(event, context())
    assert (answer["statusCode"], answer["body"]) == (200, "")


def work_off(deployed):
    """Let ``command`` carry out all that waits for it, and what follows from that."""
    while records := deployed.messages("COMMAND_QUEUE_URL"):
        assert command.handler({"Records": records}, context()) == {"batchItemFailures": []}


def opened(deployed, text):
    """Have Ada type a command that opens a modal."""
    tell(typed(text, changes={"trigger_id": deployed.workspace.modals.trigger(ADA, channel=CHANNEL)}))
    return modal(deployed)


def modal(deployed):
    return deployed.workspace.modals.of(ADA)


def said(shown):
    """Return all text of a view."""
    return json.dumps(shown.view["blocks"], ensure_ascii=False)


def direct(deployed):
    """Return the texts in Ada's direct messages with the bot."""
    return [message.text for message in deployed.workspace.messages(deployed.workspace.open_direct(ADA).id)]


def private(deployed):
    """Return what Ada alone sees in the channel."""
    return [m.text for where, m in deployed.workspace.changes(0).messages if where == CHANNEL and m.only_for]


def stored(**more):
    """Have an article been read just now."""
    return wiring.store().save_article(article(URL, read_at=wiring.clock().now(), **more), [])


# --- The modal of a topic ---------------------------------------------------------------------------


def test_a_topic_is_written_in_the_modal_looked_at_and_saved(deployed, client):
    stored(title="Lavrov meets Pompeo")
    shown = opened(deployed, "lavrov")
    assert "Looking at the last 7 days" in said(shown)
    work_off(deployed)
    assert "1 story" in said(modal(deployed))

    assert client.submit(ADA, shown.id, {"name.0": {ids.NAME: "Talks"}}) == {}
    assert "One moment" in said(modal(deployed))
    assert wiring.store().topics() == []
    work_off(deployed)
    [made] = wiring.store().topics()
    assert (made.name, made.query, made.destinations, made.owner) == ("Talks", "lavrov", (CHANNEL,), ADA)
    assert "Watching *Talks*" in said(modal(deployed))
    assert modal(deployed).id == shown.id


def test_what_is_wrong_stands_at_its_field_and_nothing_is_saved(deployed, client):
    shown = opened(deployed, "lavrov")
    work_off(deployed)
    wrong = client.submit(
        ADA, shown.id, {"query.0": {ids.QUERY: '"lavrov'}, "channels.0": {ids.CHANNELS: []}}
    )
    assert set(wrong) == {"query.0", "channels.0"}
    assert deployed.messages("COMMAND_QUEUE_URL") == []


def test_a_modal_that_is_closed_meanwhile_is_answered_by_direct_message(deployed, client):
    shown = opened(deployed, "lavrov")
    work_off(deployed)
    client.submit(ADA, shown.id, {})
    client.cancel(ADA, shown.id, {})
    work_off(deployed)
    assert len(wiring.store().topics()) == 1
    assert "Watching *lavrov*" in direct(deployed)[-1]


def test_sources_are_offered_by_what_is_typed_and_saved_as_they_were_chosen(deployed, client):
    mine = wiring.store().save_source(
        source(name="Mining <!channel> Weekly", tags=("wires",)), UserId(ADA), wiring.clock().now(), "add"
    ).snapshot  # fmt: skip
    shown = opened(deployed, "lavrov")
    place = ("sources.0", ids.SOURCES)
    assert [each["value"] for each in client.suggest(ADA, shown.id, *place, text="WI")["options"]] == [
        "tag:wires"
    ]
    [found] = client.suggest(ADA, shown.id, *place, text="mining")["options"]
    assert found["text"]["text"] == "Mining <!channel> Weekly", "in plain text that is harmless"

    work_off(deployed)
    client.submit(ADA, shown.id, {"sources.0": {ids.SOURCES: [found["value"], "tag:wires"]}})
    work_off(deployed)
    [made] = wiring.store().topics()
    assert (made.sources.ids, made.sources.tags) == ({mine.id}, {"wires"})


# --- App Home -----------------------------------------------------------------------------------------


def test_app_home_is_published_when_it_is_opened(deployed, client):
    opened_tab = {"type": "app_home_opened", "user": ADA, "tab": "home", "channel": "D0ADA"}
    tell(happened("app_home_opened", event=opened_tab))
    work_off(deployed)
    shown = deployed.workspace.modals.home(ADA)
    assert "Topics" in said(shown)

    [row, button] = next(
        (block["block_id"], each)
        for block in shown.view["blocks"]
        if block["type"] == "actions"
        for each in block["elements"]
        if each.get("value") == "sources"
    )
    client.act(ADA, shown.id, row, button["action_id"], values={})
    work_off(deployed)
    assert json.loads(deployed.workspace.modals.home(ADA).view["private_metadata"])["tab"] == "sources"


# --- Links --------------------------------------------------------------------------------------------


def test_the_shortcut_of_a_message_with_a_link_opens_the_form_with_a_query_for_its_like(deployed):
    stored(title="Sergey Lavrov meets Mike Pompeo in Caracas", text="Sergey Lavrov and Mike Pompeo met. " * 9)
    workspace = deployed.workspace
    message = workspace.post(CHANNEL, ADA, Content(f"look: <{URL}>"))
    shortcut = payloads.shortcut_payload(
        workspace, user_id=ADA, channel=workspace.conversation(CHANNEL), message=message,
        callback_id=ids.LIKE_THIS, response_url=deployed.slack.response_url(CHANNEL, ADA),
    )  # fmt: skip
    assert answered(shortcut).body == b""
    assert "Reading the article" in said(modal(deployed))
    work_off(deployed)

    shown = modal(deployed).view
    assert shown["callback_id"] == ids.TOPIC
    assert "Lavrov" in shown["blocks"][0]["element"]["initial_value"]
    assert workspace.messages(CHANNEL) == [message], "nobody else sees anything"


def test_a_link_in_direct_messages_is_answered_there_once(deployed):
    stored(title="Sergey Lavrov meets Mike Pompeo in Caracas", text="Sergey Lavrov and Mike Pompeo met. " * 9)
    where = deployed.workspace.open_direct(ADA).id
    written = {
        "type": "message", "channel_type": "im", "channel": where, "user": ADA, "text": f"<{URL}|news>",
        "ts": "1700000000.000100",
    }  # fmt: skip
    tell(happened("message", event=written))
    work_off(deployed)
    [told] = direct(deployed)
    assert "Stories like" in told

    # What we say there is told to us, too.
    tell(happened("message", event={**written, "user": "U0BOT", "bot_id": "B0BOT", "text": told}))
    assert deployed.messages("COMMAND_QUEUE_URL") == []


# --- Votes --------------------------------------------------------------------------------------------


def at(monkeypatch, later_s):
    """Let the functions see a later time."""
    clock = SimpleNamespace(now=lambda: SystemClock().now() + timedelta(seconds=later_s))
    monkeypatch.setattr(wiring, "clock", lambda: clock)


def waits_later(deployed):
    """Return how many wake-ups of channels wait that nobody is handed yet."""
    name = "ApproximateNumberOfMessagesDelayed"
    url = deployed.environment["CHANNEL_QUEUE_URL"]
    asked = deployed.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=[name])
    return int(asked["Attributes"][name])


def notifies():
    wake = record(encode_wake(Wake(ChannelId(CHANNEL))))
    assert notify.handler({"Records": [wake]}, context()) == {"batchItemFailures": []}


def test_a_vote_is_answered_at_once_and_notify_edits_the_message_afterwards(deployed, monkeypatch):
    now = wiring.clock().now()
    kept = stored()
    wiring.store().save_topic(topic(destinations=(ChannelId(CHANNEL),)), UserId(ADA), now, "add")
    one = alert(story_id=StoryId(kept.id), article_id=kept.id, channels=(ChannelId(CHANNEL),), claimed_at=now)
    wiring.store().claim([one])
    notifies()
    [message] = deployed.workspace.messages(CHANNEL)

    assert waits_later(deployed) == 0
    press(deployed, message, ids.RELEVANT)
    assert "Noted as relevant" in private(deployed)[-1]
    assert waits_later(deployed) == 1
    assert label(deployed, message, ids.RELEVANT) == "👍 Relevant", "others may press at the same moment"
    assert deployed.messages("COMMAND_QUEUE_URL") == []

    at(monkeypatch, 10)
    notifies()
    assert label(deployed, message, ids.RELEVANT) == "👍 Relevant · 1"
    assert len(deployed.workspace.messages(CHANNEL)) == 1


def button_of(message, action_id):
    return next(
        (block["block_id"], each)
        for block in message.blocks
        if block["type"] == "actions"
        for each in block["elements"]
        if each["action_id"] == action_id
    )


def label(deployed, message, action_id):
    return button_of(deployed.workspace.message(CHANNEL, message.ts), action_id)[1]["text"]["text"]


def press(deployed, message, action_id):
    workspace = deployed.workspace
    block_id, element = button_of(message, action_id)
    payload = payloads.press_payload(
        workspace, user_id=ADA, channel=workspace.conversation(CHANNEL), message=message, block_id=block_id,
        element=element, chosen={}, state={}, response_url=deployed.slack.response_url(CHANNEL, ADA),
    )  # fmt: skip
    assert answered(payload).body == b""
