"""The page that shows the stand-in's channels, in a real browser."""

import json
import os
from datetime import timedelta
from pathlib import Path

import pytest
from page_scene import ADA, BOT, NEWS, NOW, POLICY, mrkdwn, say

from infra.laptop.slack.content import Content

pytestmark = pytest.mark.browser

CORPUS = Path(os.environ.get("NEWSWATCH_CORPUS") or Path(__file__).parents[3] / "shared" / "corpus")


def quote(*elements):
    return {"type": "rich_text", "elements": [{"type": "rich_text_quote", "elements": list(elements)}]}


def shown(page, workspace, *blocks, text="fallback"):
    """Post blocks and return the element that shows them."""
    message = say(workspace, text=text, **({"blocks": list(blocks)} if blocks else {}))
    item = page.locator(f'li[data-ts="{message.ts}"]')
    item.wait_for()
    return item


def test_an_alert_is_shown_as_slack_shows_it(page, workspace, clock):
    clock.at = NOW + timedelta(seconds=1)
    head = mrkdwn(
        "*<https://news.example/1?a=1&amp;b=2|Diplomats meet &lt;again&gt;>*\n"
        "Voice of America · <!date^1557158400^{ago}|6 May 2019> · N. Ching",
        verbatim=True,
    )
    picture = {"type": "image", "image_url": "https://news.example/1.jpg", "alt_text": "A handshake"}
    item = shown(
        page,
        workspace,
        {**head, "accessory": picture},
        quote(
            {"type": "text", "text": "Pompeo", "style": {"bold": True}},
            {"type": "text", "text": " met Lavrov."},
        ),
        {"type": "context", "elements": [{"type": "plain_text", "text": "Topics: Venezuela talks"}]},
        {
            "type": "actions",
            "elements": [
                {"type": "button", "action_id": "a", "text": {"type": "plain_text", "text": "Relevant"}},
                {
                    "type": "button",
                    "action_id": "b",
                    "text": {"type": "plain_text", "text": "Read"},
                    "url": "https://news.example/1",
                },
            ],
        },
    )

    link = item.locator("strong > a")
    assert (link.inner_text(), link.get_attribute("href")) == (
        "Diplomats meet <again>",
        "https://news.example/1?a=1&b=2",
    )
    assert link.get_attribute("rel") == "noopener noreferrer"
    assert "Voice of America · 4 min ago · N. Ching" in item.inner_text()
    assert item.locator("blockquote strong").inner_text() == "Pompeo"
    assert item.locator(".context").inner_text() == "Topics: Venezuela talks"
    assert item.locator(".app").inner_text() == "APP"
    assert item.get_by_role("img", name="A handshake").count() == 1
    assert item.get_by_role("button", name="Relevant").is_disabled()
    assert item.get_by_role("link", name="Read").get_attribute("href") == "https://news.example/1"
    assert item.get_by_role("article").get_attribute("aria-label").startswith("Newswatch, 06/05/2019")
    assert all(url.startswith("http://127.0.0.1:") for url in page.requests)


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost"])
def test_a_picture_from_this_laptop_is_loaded_by_whatever_name(page, workspace, server, name):
    address = f"http://{name}:{server.port}/static/icon.svg"
    item = shown(page, workspace, {"type": "image", "image_url": address, "alt_text": "An icon"})

    assert item.locator("img.wide").evaluate("async (i) => { await i.decode(); return i.naturalWidth > 0 }")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("*b* _i_ ~s~ `c *x*`", "<strong>b</strong> <em>i</em> <s>s</s> <code>c *x*</code>"),
        ("2*3*4 a_b_c", "2*3*4 a_b_c"),
        ("*b _i_*", "<strong>b <em>i</em></strong>"),
        ("&lt;b&gt; &amp;amp; <b>", "&lt;b&gt; &amp;amp; &lt;b&gt;"),
        ("<javascript:alert(1)|x>", "<span>x</span>"),
        ("a < b > c", "a &lt; b &gt; c"),
    ],
)
def test_mrkdwn_is_read_as_slack_reads_it(page, workspace, text, html):
    item = shown(page, workspace, mrkdwn(text, verbatim=True))

    assert item.locator(".text .lines").inner_html() == html


def test_quotes_and_preformatted_text_in_mrkdwn(page, workspace):
    item = shown(page, workspace, mrkdwn("> one\n&gt; two\nthree ```four\n> five```"))

    assert item.locator("blockquote").inner_text() == "one\ntwo"
    assert item.locator("pre").inner_text() == "four\n> five"


def test_live_mentions_are_visible_as_such(page, workspace):
    text = f"<@{ADA}> <!here> <!channel|here> <#{NEWS}> <!subteam^S1|@editors> `<!everyone>`"
    item = shown(page, workspace, mrkdwn(text, verbatim=True))

    assert item.locator(".mention").all_inner_texts() == [
        "@Ada Lovelace",
        "@here",
        "@here",
        "#news",
        "@editors",
        "@everyone",
    ]
    rich = shown(
        page,
        workspace,
        quote({"type": "broadcast", "range": "here"}, {"type": "user", "user_id": ADA}),
    )
    assert rich.locator(".mention").count() == 2


def test_verbatim_text_is_left_alone_and_other_text_is_linked(page, workspace):
    text = "see https://news.example/a, @channel in #news"
    verbatim = shown(page, workspace, mrkdwn(text, verbatim=True))
    assert (verbatim.locator(".text a").count(), verbatim.locator(".mention").count()) == (0, 0)

    live = shown(page, workspace, mrkdwn(text))
    assert live.locator(".text a").get_attribute("href") == "https://news.example/a"
    assert live.locator(".mention").all_inner_texts() == ["@channel", "#news"]


def test_text_without_blocks_is_mrkdwn_with_links(page, workspace):
    item = shown(page, workspace, text="*Watching* https://news.example/a")

    assert item.locator("strong", has_text="Watching").count() == 1
    assert item.locator(".text a").count() == 1


def test_lists_fields_headers_and_the_rest(page, workspace):
    def item_of(text):
        return {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}

    item = shown(
        page,
        workspace,
        {"type": "header", "text": {"type": "plain_text", "text": "Digest :tada:"}},
        {"type": "divider"},
        {"type": "section", "fields": [{"type": "plain_text", "text": "*f*"}]},
        {
            "type": "rich_text",
            "elements": [
                {"type": "rich_text_list", "style": "ordered", "elements": [item_of("one"), item_of("two")]},
                {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "code"}]},
                {
                    "type": "rich_text_section",
                    "elements": [
                        {"type": "text", "text": "x", "style": {"strike": True, "italic": True}},
                        {"type": "date", "timestamp": 1557158400, "format": "{ago}", "fallback": "f"},
                    ],
                },
            ],
        },
        {"type": "markdown", "text": "# x"},
    )

    assert item.locator("h3").inner_text() == "Digest 🎉"
    assert item.locator("hr").count() == 1
    assert item.locator(".fields .text").inner_text() == "*f*"
    assert item.locator(".rich ol li").all_inner_texts() == ["one", "two"]
    assert item.locator(".rich pre").inner_text() == "code"
    assert item.locator("em, s", has_text="x").count() == 2
    assert item.locator("time[data-template]").last.inner_text() == "4 min ago"
    assert "markdown" in item.locator(".unknown").inner_text()


def test_a_new_message_appears_and_an_edit_replaces_only_its_own(page, workspace):
    first, second = shown(page, workspace, text="one"), shown(page, workspace, text="two")
    first.evaluate("(node) => { node.kept = true }")
    ts = second.get_attribute("data-ts")
    workspace.update(POLICY, ts, BOT, Content("changed"))
    page.get_by_text("(edited)").wait_for()

    assert second.locator(".text").inner_text() == "changed"
    assert first.evaluate("(node) => node.kept")
    assert page.locator("#messages > li").count() == 2


def test_a_deleted_message_disappears_and_an_empty_channel_says_so(page, workspace):
    item = shown(page, workspace, text="one")
    workspace.delete(POLICY, item.get_attribute("data-ts"), BOT)
    item.wait_for(state="detached")

    assert "Nothing has been posted in #policy yet" in page.locator("#empty").inner_text()


def test_channels_with_something_unread_say_so_until_they_are_opened(page, workspace):
    say(workspace, NEWS, text="one")
    say(workspace, NEWS, text="two")
    entry = page.get_by_role("link", name="news 2 unread")
    entry.wait_for()
    entry.click()
    page.wait_for_selector("h1:text('#news')")

    assert page.url.endswith(f"#{NEWS}")
    assert page.locator("nav a[aria-current=page]").inner_text() == "#\nnews"
    assert page.locator("nav .badge").count() == 0
    page.get_by_role("link", name="policy").click()
    page.wait_for_selector("h1:text('#policy')")
    assert page.locator("nav .badge").count() == 0
    page.reload()
    page.wait_for_selector("#connection[data-state=live]")
    assert page.locator("nav .badge").count() == 0


def test_replies_are_counted_and_fold_out(page, workspace):
    parent = say(workspace, text="parent")
    for n in range(2):
        say(workspace, text=f"reply {n}", thread_ts=parent.ts)
    item = page.locator(f'li[data-ts="{parent.ts}"]')
    item.get_by_text("2 replies").click()

    assert item.locator("details article").count() == 2
    assert page.locator("#messages > li").count() == 1


def test_an_ephemeral_message_says_for_whom_it_is(page, workspace):
    message = workspace.post(POLICY, BOT, Content("psst"), only_for=ADA)
    item = page.locator(f'li[data-ts="{message.ts}"]')
    item.wait_for()

    assert "Only visible to Ada Lovelace" in item.inner_text()


def test_direct_messages_are_listed_by_person(page, workspace):
    say(workspace, workspace.open_direct(ADA).id, text="hello")

    page.locator("#directs").get_by_role("link", name="Ada Lovelace").wait_for()


def test_a_lost_server_is_told(page, server):
    server.close()

    page.wait_for_selector("#connection[data-state=lost]")
    assert page.get_by_role("status").inner_text() == "Not connected. Trying again …"


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_nothing_is_wider_than_the_screen(page, workspace, width):
    page.set_viewport_size({"width": width, "height": 700})
    item = shown(page, workspace, mrkdwn("*" + "x" * 500 + "* <https://news.example/" + "y" * 500 + ">"))

    assert item.is_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate("document.querySelector('#scroller').scrollWidth <= innerWidth")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground(page, workspace, scheme):
    page.emulate_media(color_scheme=scheme)
    shown(page, workspace, text="plain")
    ink, paper = page.evaluate(
        "() => { const s = getComputedStyle(document.body); return [s.color, s.backgroundColor] }"
    )

    def light(colour):
        return sum(int(part) for part in colour[4:-1].split(","))

    assert light(ink) > light(paper) if scheme == "dark" else light(ink) < light(paper)
    assert abs(light(ink) - light(paper)) > 500


def escaped(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def test_hostile_text_that_is_escaped_stays_text(page, workspace):
    if not CORPUS.is_dir():
        pytest.skip(f"no corpus at {CORPUS}")
    strings = json.loads((CORPUS / "slack" / "injection.json").read_text())["strings"]
    strings = [s[:500] for s in strings if s.strip()] + [
        "<img src=x onerror=alert(1)>",
        "<script>alert(1)</script>",
    ]
    posted = [
        say(
            workspace,
            text="fallback",
            blocks=[
                mrkdwn(escaped(text), verbatim=True),
                quote({"type": "text", "text": text}),
                {"type": "context", "elements": [{"type": "plain_text", "text": text}]},
            ],
        )
        for text in strings
    ]
    page.locator(f'li[data-ts="{posted[-1].ts}"]').wait_for()
    for text, message in zip(strings, posted, strict=True):
        item = page.locator(f'li[data-ts="{message.ts}"]')
        assert item.locator(".mention, .content a, script, .content img").count() == 0, text
        assert item.locator(".rich blockquote").text_content() == text
