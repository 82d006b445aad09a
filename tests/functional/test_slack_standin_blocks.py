"""Blocks are judged as Slack judges them."""

import json
import os
from pathlib import Path

import pytest
from slack_room import POLICY, alert

from infra.laptop.slack.validate import check_blocks

CORPUS = Path(os.environ.get("NEWSWATCH_CORPUS") or Path(__file__).parents[3] / "shared" / "corpus")


def mrkdwn(text):
    return {"type": "mrkdwn", "text": text}


def plain(text):
    return {"type": "plain_text", "text": text}


def section(**more):
    return {"type": "section", "text": mrkdwn("x"), **more}


def button(**more):
    return {"type": "button", "text": plain("Go"), "action_id": "go", **more}


def actions(*elements):
    return {"type": "actions", "elements": list(elements)}


def quote(*elements):
    return {"type": "rich_text", "elements": [{"type": "rich_text_quote", "elements": list(elements)}]}


IMAGE = {"type": "image", "image_url": "https://x.example/y.png", "alt_text": "y"}

GOOD = [
    *alert(),
    section(accessory=IMAGE),
    section(accessory=button(style="primary", value="1", url="https://x.example")),
    {"type": "section", "fields": [mrkdwn("*a*"), plain("b")]},
    section(text=mrkdwn("x" * 3000)),
    {"type": "header", "text": plain("x" * 150)},
    {"type": "divider"},
    {"type": "context", "elements": [IMAGE, mrkdwn("x")] * 5},
    actions(
        button(), {"type": "overflow", "action_id": "o", "options": [{"text": plain("a"), "value": "1"}]}
    ),
    {**IMAGE, "title": plain("t")},
    quote(
        {"type": "text", "text": "a", "style": {"bold": True}}, {"type": "link", "url": "https://a.example"}
    ),
    quote({"type": "date", "timestamp": 1, "format": "{ago}", "fallback": "then"}),
    {
        "type": "rich_text",
        "elements": [
            {
                "type": "rich_text_list",
                "style": "bullet",
                "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "a"}]}],
            },
            {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "a"}]},
        ],
    },
]


@pytest.mark.parametrize("block", GOOD, ids=lambda block: block["type"])
def test_a_proper_block_is_taken(block):
    assert check_blocks([block]) == []


BAD = {
    "no object": "hello",
    "no type": {"text": mrkdwn("x")},
    "unknown type": {"type": "nope"},
    "a block for modals": {"type": "input", "label": plain("x"), "element": {"type": "plain_text_input"}},
    "section without text": {"type": "section"},
    "empty text": section(text=mrkdwn("")),
    "long text": section(text=mrkdwn("x" * 3001)),
    "text that is a string": section(text="x"),
    "unknown property": section(colour="red"),
    "unknown property deep inside": section(text={**mrkdwn("x"), "size": 3}),
    "verbatim on plain text": section(text={**plain("x"), "verbatim": True}),
    "verbatim that is a string": section(text={**mrkdwn("x"), "verbatim": "true"}),
    "long field": {"type": "section", "fields": [mrkdwn("x" * 2001)]},
    "too many fields": {"type": "section", "fields": [mrkdwn("x")] * 11},
    "mrkdwn in a header": {"type": "header", "text": mrkdwn("x")},
    "long header": {"type": "header", "text": plain("x" * 151)},
    "too many context elements": {"type": "context", "elements": [mrkdwn("x")] * 11},
    "empty context": {"type": "context", "elements": []},
    "button in a context": {"type": "context", "elements": [button()]},
    "empty actions": actions(),
    "too many actions": actions(*(button(action_id=str(n)) for n in range(26))),
    "long button": actions(button(text=plain("x" * 76))),
    "button style": actions(button(style="blue")),
    "long value": actions(button(value="x" * 2001)),
    "same action twice": actions(button(), button()),
    "image without alt text": {"type": "image", "image_url": "https://x.example/y.png"},
    "image without address": {"type": "image", "alt_text": "x"},
    "image from a file": {**IMAGE, "image_url": "file:///etc/passwd"},
    "image without host": {**IMAGE, "image_url": "https://"},
    "long image address": {**IMAGE, "image_url": "https://x.example/" + "x" * 3000},
    "script as a link": quote({"type": "link", "url": "javascript:alert(1)", "text": "x"}),
    "address with a blank": quote({"type": "link", "url": "https://x.example/a b"}),
    "empty rich text": {"type": "rich_text", "elements": []},
    "empty text in rich text": quote({"type": "text", "text": ""}),
    "unknown rich element": quote({"type": "marquee", "text": "x"}),
    "unknown rich part": {"type": "rich_text", "elements": [{"type": "rich_text_poem", "elements": []}]},
    "date without format": quote({"type": "date", "timestamp": 1}),
    "date that is no number": quote({"type": "date", "timestamp": "1", "format": "{ago}"}),
}


@pytest.mark.parametrize("block", BAD.values(), ids=BAD.keys())
def test_an_improper_block_is_refused(block):
    assert check_blocks([block])


def test_refused_blocks_are_named_by_their_place(slack):
    blocks = [section(), section(text=mrkdwn("x" * 3001))]
    answer = slack.refusal("chat.postMessage", channel=POLICY, text="x", blocks=blocks)

    assert answer["error"] == "invalid_blocks"
    expected = "must be less than 3001 characters [json-pointer:/blocks/1/text/text]"
    assert answer["response_metadata"]["messages"] == [f"[ERROR] {expected}"]
    assert answer["errors"] == [expected]
    assert slack.workspace.messages(POLICY) == []


@pytest.mark.parametrize("blocks", ["[", '"x"', {"type": "divider"}, 3])
def test_what_is_no_list_of_blocks_is_refused_by_its_format(slack, blocks):
    answer = slack.refusal("chat.postMessage", channel=POLICY, text="x", blocks=blocks)

    assert answer["error"] == "invalid_blocks_format"


def test_more_than_50_blocks_are_refused(slack):
    assert slack.client.chat_postMessage(channel=POLICY, text="x", blocks=[{"type": "divider"}] * 50)["ok"]
    answer = slack.refusal("chat.postMessage", channel=POLICY, text="x", blocks=[{"type": "divider"}] * 51)
    assert answer["response_metadata"]["messages"] == [
        "[ERROR] no more than 50 items allowed [json-pointer:/blocks]"
    ]


def test_block_ids_must_differ():
    assert check_blocks([{"type": "divider", "block_id": "a"}, {"type": "divider", "block_id": "a"}])


def test_all_text_together_is_limited(slack):
    def blocks(total):
        return [section(text=mrkdwn("x" * 3000))] * 4 + [section(text=mrkdwn("x" * (total - 12_000)))]

    assert slack.client.chat_postMessage(channel=POLICY, text="x", blocks=blocks(13_200))["ok"]
    answer = slack.refusal("chat.postMessage", channel=POLICY, text="x", blocks=blocks(13_201))
    assert answer["error"] == "msg_blocks_too_long"


def test_blocks_come_back_with_ids_and_defaults_as_from_slack(slack):
    answer = slack.client.chat_postMessage(channel=POLICY, text="x", blocks=[section(), {"type": "divider"}])

    first, second = answer["message"]["blocks"]
    assert first["text"] == {**mrkdwn("x"), "verbatim": False}
    assert first["block_id"] != second["block_id"]


def test_the_limits_are_those_of_the_corpus():
    if not CORPUS.is_dir():
        pytest.skip(f"no corpus at {CORPUS}")
    limits = json.loads((CORPUS / "slack" / "limits.json").read_text())["limits"]
    longest = {
        "section.text.max_length": lambda n: section(text=mrkdwn("x" * n)),
        "section.fields.item_max_length": lambda n: {"type": "section", "fields": [mrkdwn("x" * n)]},
        "section.fields.max_items": lambda n: {"type": "section", "fields": [mrkdwn("x")] * n},
        "header.text.max_length": lambda n: {"type": "header", "text": plain("x" * n)},
        "context.elements.max_items": lambda n: {"type": "context", "elements": [mrkdwn("x")] * n},
        "actions.elements.max_items": lambda n: actions(*(button(action_id=str(i)) for i in range(n))),
        "button.text.max_length": lambda n: actions(button(text=plain("x" * n))),
        "button.value.max_length": lambda n: actions(button(value="x" * n)),
        "action_id.max_length": lambda n: actions(button(action_id="x" * n)),
        "block_id.max_length": lambda n: section(block_id="x" * n),
        "image.alt_text.max_length": lambda n: {**IMAGE, "alt_text": "x" * n},
        "image.image_url.max_length": lambda n: {**IMAGE, "image_url": "https://x.example/".ljust(n, "x")},
        "image.title.max_length": lambda n: {**IMAGE, "title": plain("x" * n)},
    }
    for name, block in longest.items():
        assert check_blocks([block(limits[name])]) == [], name
        assert check_blocks([block(limits[name] + 1)]) != [], name
