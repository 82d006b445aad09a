"""The alert in Block Kit: right, within Slack's limits, and nothing from outside is markup in it."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hostile import TEXTS
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk.models.blocks import Block

from infra.laptop.slack.validate import check_blocks
from newswatch.model import ArticleId, ChannelId, PostId, StoryId
from newswatch.posts import Addition, Excerpt, Message, Outlet
from newswatch.slack.views import mrkdwn
from newswatch.slack.views.alert import alert, fallback, plain

NEWS = Message(
    post_id=PostId("p1"),
    channel=ChannelId("C1"),
    title="Top US, Russian diplomats meet on Venezuela",
    url="https://news.example/a?x=1&y=2",
    source="Voice of America",
    excerpt=Excerpt("Pompeo met Lavrov over the crisis.", ((0, 6), (11, 17))),
    topics=("Venezuela talks", "Russia"),
    authors=("N. Reporter",),
    published=datetime(2019, 5, 6, 16, 0, tzinfo=UTC),
    image_url="https://news.example/a.jpg",
)
TOLD = replace(
    NEWS,
    story_id=StoryId("a" * 16),
    article_id=ArticleId("b" * 16),
    outlet="voanews.com",
    handle="venezuela-talks",
)
REUTERS = Outlet("Reuters", "https://reuters.example/a?x=1&y=2")
BBC = Outlet("BBC", "https://bbc.example/b")
# Every field that somebody outside fills.
FIELDS = {
    "title": lambda s: replace(NEWS, title=s),
    "url": lambda s: replace(NEWS, url=s),
    "url's query": lambda s: replace(NEWS, url="https://news.example/?q=" + s),
    "source": lambda s: replace(NEWS, source=s),
    "excerpt": lambda s: replace(NEWS, excerpt=Excerpt(s)),
    "highlight": lambda s: replace(NEWS, excerpt=Excerpt(s, ((0, len(s)),))),
    "topic": lambda s: replace(NEWS, topics=(s, "Russia")),
    "only topic": lambda s: replace(NEWS, topics=(s,)),
    "author": lambda s: replace(NEWS, authors=(s, s)),
    "picture": lambda s: replace(NEWS, image_url=s),
    "label": lambda s: replace(NEWS, label=s),
    "outlet": lambda s: replace(NEWS, also=(Outlet(s, BBC.url), REUTERS)),
    "outlet's url": lambda s: replace(NEWS, also=(Outlet("BBC", s), Outlet("", s))),
    "outlet's query": lambda s: replace(NEWS, also=(Outlet("BBC", "https://news.example/?q=" + s),)),
    "addition": lambda s: replace(NEWS, adds=(Addition(Outlet(s, s), s), Addition(REUTERS, s, (s, s)))),
    "buttons": lambda s: replace(TOLD, source=s, outlet=s, topics=(s,)),
    "everything": lambda s: replace(
        TOLD,
        title=s,
        url=s,
        source=s,
        excerpt=Excerpt(s),
        topics=(s,),
        authors=(s,),
        image_url=s,
        label=s,
        also=(Outlet(s, s),) * 5,
        adds=(Addition(Outlet(s, s), s, (s,)),) * 5,
    ),
}

anything = st.characters() | st.sampled_from("<>&|*_~`@#!\n\ud83d\ude00\u202e\u200f\x00")
TITLE_LINK = re.compile(r"\A\*<(https?://[^<>|\s]+)\|([^<>|]*)>\*")
LINK = re.compile(r"<https?://[^<>|\s]+\|[^<>|]+>")
DATE = re.compile(r"<!date\^-?\d+\^\{ago\}\|\d{4}-\d\d-\d\d \d\d:\d\d UTC>")
UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def strings(value):
    """Yield every string that is shown, and each picture's address."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, each in value.items():
            if key != "type":
                yield from strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from strings(each)


def mrkdwn_texts(blocks):
    return [block["text"]["text"] for block in blocks if block.get("text", {}).get("type") == "mrkdwn"]


def about(blocks):
    """Return what stands below the excerpt: a text of each element of each line."""
    return [[e["text"] for e in block["elements"]] for block in blocks if block["type"] == "context"]


def assert_harmless(text: str) -> None:
    """Nothing in a text that Slack reads as markup is more than our title's link and our date."""
    rest = DATE.sub("", TITLE_LINK.sub("", text, count=1), count=1)
    assert not re.search(r"[<>]", rest), rest
    assert not re.search(r"&(?!amp;|lt;|gt;)", rest), rest
    assert not re.search(r"[_~`]|(?<!\A)\*(?!\Z)", rest.split("\n")[0].strip("*")), rest
    assert not re.search(r"[*_~`]", "\n".join(rest.split("\n")[1:])), rest


def assert_sendable(message: Message) -> None:
    blocks = alert(message)
    for block in blocks:
        parsed = Block.parse(block)
        parsed.validate_json()
        assert parsed.to_dict() == block
    assert all(0 < len(text) <= 3_000 for text in mrkdwn_texts(blocks))
    assert len(blocks) <= 6
    assert all(0 < len(text) <= 3_000 for texts in about(blocks) for text in texts)
    assert sum(map(len, strings(blocks))) < 13_200, "all blocks together, as observed"
    assert 0 < len(fallback(message)) <= 4_000, "what replaces a message may have no more"
    assert 0 < len(plain(message)) <= 4_000
    for element in (e for block in blocks for e in block.get("elements", [])):
        assert element.get("elements", element.get("text", element.get("options"))), (
            "Slack takes nothing empty"
        )
    json.dumps([blocks, fallback(message), plain(message)], ensure_ascii=False).encode()


def assert_safe(message: Message) -> None:
    assert_sendable(message)
    blocks = alert(message)
    [head] = mrkdwn_texts(blocks)
    for text in (head, fallback(message), plain(message)):
        assert_harmless(text)
    for text in (e["text"] for b in blocks for e in b.get("elements", []) if e["type"] == "mrkdwn"):
        assert not re.search(r"[<>*_~`]|&(?!amp;|lt;|gt;)", LINK.sub("", text)), text
    for text in (*strings(blocks), fallback(message), plain(message)):
        assert not UNSEEN.search(text), ascii(text)
    kinds = {block["type"] for block in blocks}
    assert kinds <= {"section", "rich_text", "context", "actions"}
    if picture := blocks[0].get("accessory"):
        assert re.fullmatch(r"https?://[^<>|\s\"\\]+", picture["image_url"])
        assert len(picture["image_url"]) <= 3_000


# --- A usual one -------------------------------------------------------------------------------


def test_an_alert_in_blocks():
    assert alert(NEWS) == [
        {
            "type": "section",
            "text": {
                "type": "mrkdwn",
                "text": "*<https://news.example/a?x=1&amp;y=2|Top US, Russian diplomats meet on Venezuela>*\n"
                "Voice of America · <!date^1557158400^{ago}|2019-05-06 16:00 UTC> · N. Reporter",
                "verbatim": True,
            },
            "accessory": {
                "type": "image",
                "image_url": "https://news.example/a.jpg",
                "alt_text": "Top US, Russian diplomats meet on Venezuela",
            },
        },
        {
            "type": "rich_text",
            "elements": [
                {
                    "type": "rich_text_quote",
                    "elements": [
                        {"type": "text", "text": "Pompeo", "style": {"bold": True}},
                        {"type": "text", "text": " met "},
                        {"type": "text", "text": "Lavrov", "style": {"bold": True}},
                        {"type": "text", "text": " over the crisis."},
                    ],
                }
            ],
        },
        {
            "type": "context",
            "elements": [
                {"type": "plain_text", "text": "Topics: Venezuela talks · Russia", "emoji": False},
            ],
        },
    ]


def test_an_alert_as_a_notification():
    text = "Top US, Russian diplomats meet on Venezuela (Voice of America). Topics: Venezuela talks · Russia"
    assert fallback(NEWS) == text
    assert fallback(replace(NEWS, source="")) == text.replace(" (Voice of America)", "")


def test_an_alert_as_text_alone():
    assert plain(replace(NEWS, label="From the feed’s summary.")).split("\n") == [
        "*<https://news.example/a?x=1&amp;y=2|Top US, Russian diplomats meet on Venezuela>*",
        "Voice of America · <!date^1557158400^{ago}|2019-05-06 16:00 UTC> · N. Reporter",
        "Pompeo met Lavrov over the crisis.",
        "From the feed’s summary.",
        "Topics: Venezuela talks · Russia",
    ]


def test_a_label_stands_above_the_topics():
    [*_, label, topics] = alert(replace(NEWS, label="From the feed’s summary."))
    assert label["elements"][0]["text"] == "From the feed’s summary."
    assert topics["elements"][0]["text"].startswith("Topics:")


def test_what_is_not_known_leaves_no_trace():
    bare = Message(NEWS.post_id, NEWS.channel, "Ministers meet", "", "", Excerpt(""), ("Russia",))

    assert mrkdwn_texts(alert(bare)) == ["*Ministers meet*"]
    assert [block["type"] for block in alert(bare)] == ["section", "context"]
    assert "accessory" not in alert(bare)[0]
    assert fallback(bare) == "Ministers meet. Topic: Russia"
    assert plain(bare) == "*Ministers meet*\nTopic: Russia"
    assert_safe(bare)


LONG = [f"Topic number {n} of a long list" for n in range(60)]


def test_topics_that_do_not_fit_are_counted_and_none_is_cut():
    message = replace(NEWS, topics=tuple(LONG))
    told = alert(message)[-1]["elements"][0]["text"]
    head, _, more = told.partition(" and ")
    names = head.removeprefix("Topics: ").split(" · ")

    assert names == LONG[: len(names)]
    assert more == f"{60 - len(names)} more"
    assert 500 < len(told) <= 610
    assert fallback(message).endswith(told)
    assert plain(message).endswith(told)


@pytest.mark.parametrize("count", [1, 2, 3, 8, 9, 10, 11, 500])
def test_as_many_topics_are_told_as_fit(count):
    told = alert(replace(NEWS, topics=("W" * 60,) * count))[-1]["elements"][0]["text"]
    fit = min(count, 9)
    more = f" and {count - fit} more" if count > fit else ""
    assert told == f"{'Topic' if count == 1 else 'Topics'}: {' · '.join(['W' * 60] * fit)}{more}"


def test_a_topic_whose_name_shows_nothing_is_one_all_the_same():
    told = alert(replace(NEWS, topics=("", "Russia")))[-1]["elements"][0]["text"]
    assert told == "Topics: (no name) · Russia"


# --- Who else carries it -------------------------------------------------------------------------


def outlets(count):
    return tuple(Outlet(f"Paper {n}", f"https://paper{n}.example/a") for n in range(1, count + 1))


@pytest.mark.parametrize(
    ("count", "more"),
    [(1, ""), (2, ""), (3, ""), (4, ", +1"), (5, ", +2"), (300, ", +297"), (2_000, ", +1,997")],
)
def test_three_other_outlets_are_named_with_links_and_the_others_counted(count, more):
    message = replace(NEWS, also=outlets(count))
    names = [f"Paper {n}" for n in range(1, min(count, 3) + 1)]
    links = [f"<https://paper{n}.example/a|Paper {n}>" for n in range(1, min(count, 3) + 1)]

    assert about(alert(message)) == [
        ["Topics: Venezuela talks · Russia", f"Also in: {', '.join(links)}{more}"]
    ]
    assert fallback(message).endswith(f"Russia. Also in: {', '.join(names)}{more}")
    assert plain(message).endswith(f"Russia\nAlso in: {', '.join(names)}{more}")
    assert_safe(message)


def test_outlets_are_told_where_no_topic_is():
    message = replace(NEWS, topics=(), source="", also=(REUTERS,))
    link = "<https://reuters.example/a?x=1&amp;y=2|Reuters>"
    assert about(alert(message)) == [[f"Also in: {link}"]]
    assert fallback(message) == "Top US, Russian diplomats meet on Venezuela. Also in: Reuters."
    assert fallback(replace(message, also=())) == "Top US, Russian diplomats meet on Venezuela."


@pytest.mark.parametrize(
    ("also", "articles", "told"),
    [
        ((REUTERS, BBC), 3, "Also in: Reuters, BBC"),
        ((REUTERS, BBC), 14, "Also in: Reuters, BBC · 14 articles"),
        ((), 1_203, "1,203 articles"),
        ((), 0, ""),
    ],
)
def test_articles_are_counted_where_an_outlet_has_several(also, articles, told):
    message = replace(NEWS, topics=(), source="", also=also, articles=articles)
    title = "Top US, Russian diplomats meet on Venezuela."
    assert fallback(message) == (f"{title} {told}." if told else title)


def test_an_outlet_without_a_name_is_called_by_its_site_and_one_without_an_address_has_no_link():
    message = replace(
        NEWS, also=(Outlet("\u200f", "https://www.bbc.co.uk/b"), Outlet("AP", ""), Outlet("", ""))
    )
    assert about(alert(message))[0][1] == "Also in: <https://www.bbc.co.uk/b|bbc.co.uk>, AP, (no name)"


def test_an_outlet_whose_address_is_too_long_for_all_links_keeps_its_name():
    long = replace(REUTERS, url="https://reuters.example/" + "a" * 1_150)
    message = replace(NEWS, also=(long, long, BBC))
    assert about(alert(message))[0][1] == f"Also in: <{long.url}|Reuters>, Reuters, BBC"
    message = replace(NEWS, also=(replace(long, url=long.url + "a" * 100), BBC))
    assert about(alert(message))[0][1] == f"Also in: Reuters, <{BBC.url}|BBC>"


def test_what_further_coverage_adds_stands_below_the_newest_last():
    adds = (Addition(REUTERS, "Venezuela talks", ("lavrov", "=US")), Addition(BBC, "Russia"))
    message = replace(NEWS, label="From the feed’s summary.", also=(REUTERS, BBC), adds=adds)
    lines = ["New in Reuters: lavrov, =US", "BBC: also matches Russia"]
    linked = "New in <https://reuters.example/a?x=1&amp;y=2|Reuters>: lavrov, =US\n"
    linked += "<https://bbc.example/b|BBC>: also matches Russia"

    assert [row[0].split(":")[0] for row in about(alert(message))][:2] == [
        "From the feed’s summary.",
        "Topics",
    ]
    assert about(alert(message))[2] == [linked]
    assert fallback(message).endswith(f". Also in: Reuters, BBC. {'. '.join(lines)}")
    assert plain(message).split("\n")[-4:] == [
        "Topics: Venezuela talks · Russia", "Also in: Reuters, BBC", *lines
    ]  # fmt: skip
    assert_safe(message)


def test_of_many_additions_the_newest_three_are_told_and_the_others_counted():
    adds = tuple(Addition(each, "T", (f"word{n}",)) for n, each in enumerate(outlets(5), start=1))
    told = [f"New in Paper {n}: word{n}" for n in (3, 4, 5)] + ["+2 more"]
    assert plain(replace(NEWS, adds=adds)).split("\n")[-4:] == told
    assert [LINK.sub("x", line) for line in about(alert(replace(NEWS, adds=adds)))[1][0].split("\n")] == [
        "New in x: word3", "New in x: word4", "New in x: word5", "+2 more"
    ]  # fmt: skip
    assert about(alert(replace(NEWS, adds=adds[:3])))[1][0].count("\n") == 2


def test_of_many_clauses_as_many_are_told_as_fit():
    message = replace(NEWS, adds=(Addition(BBC, "T", tuple(f'"clause number {n}"' for n in range(9))),))
    told = plain(message).split("\n")[-1]
    assert told == 'New in BBC: "clause number 0", "clause number 1", "clause number 2" and 6 more'


@pytest.mark.parametrize("filler", ["&", "漢", "😀", "ab ", "x"])
def test_a_title_keeps_its_link_however_long_everything_is(filler):
    long = filler * 10_000
    url = "https://x.example/?" + "&amp;" * 5 + "a" * 1_900
    message = replace(
        NEWS, title=long, url=url, source=long, authors=(long,), topics=(long,) * 99, label=long
    )
    for text in (alert(message)[0]["text"]["text"], plain(message)):
        assert TITLE_LINK.match(text)


@pytest.mark.parametrize("title", ["", " ", "\x00", "\u200f"])
def test_a_title_that_shows_nothing_is_replaced(title):
    assert "|(untitled)>*" in alert(replace(NEWS, title=title))[0]["text"]["text"]
    assert fallback(replace(NEWS, title=title)).startswith("(untitled)")
    assert "*(untitled)*" in plain(replace(NEWS, title=title, url=""))


@pytest.mark.parametrize("excerpt", ["", "\u200f", "\u202e\u200e"])
def test_an_excerpt_that_shows_nothing_is_left_out(excerpt):
    message = replace(NEWS, excerpt=Excerpt(excerpt))
    assert [block["type"] for block in alert(message)] == ["section", "context"]


def test_a_label_that_shows_nothing_is_left_out():
    assert len(alert(replace(NEWS, label="\x00\u202e"))) == 3


@given(st.text(max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=5))
def test_highlights_change_no_letter_of_the_excerpt(text, places):
    text = mrkdwn.clean(text)
    spans = tuple(sorted((min(p), max(p)) for p in places if max(p) <= len(text)))
    blocks = alert(replace(NEWS, excerpt=Excerpt(text, spans)))
    shown = "".join(
        e["text"] for b in blocks if b["type"] == "rich_text" for e in b["elements"][0]["elements"]
    )
    bold = [
        e["text"]
        for b in blocks
        if b["type"] == "rich_text"
        for e in b["elements"][0]["elements"]
        if e.get("style")
    ]

    assert shown == text
    assert sum(map(len, bold)) == len({i for start, end in spans for i in range(start, end)})


# --- Strangers ------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: ascii(text[:24]))
@pytest.mark.parametrize("field", FIELDS)
def test_nothing_from_outside_is_markup(field, text):
    assert_safe(FIELDS[field](text))


def test_no_string_of_the_corpus_is_markup_in_any_field(corpus):
    known = json.loads((corpus / "slack" / "injection.json").read_text())["strings"]
    assert len(known) > 20
    for text in known:
        for build in FIELDS.values():
            assert_safe(build(text))


@given(st.text(anything, max_size=300), st.sampled_from(sorted(FIELDS)))
def test_no_text_at_all_is_markup_in_any_field(text, field):
    assert_safe(FIELDS[field](text))


def longest(message, long):
    """Return a message all of whose parts are as long as can be."""
    return replace(
        message,
        title=long,
        url="https://x.example/" + "a" * 1_980,
        source=long,
        authors=(long[:1_000],) * 100,
        topics=(long[:1_000],) * 100,
        label=long,
        excerpt=Excerpt(long, ((0, 5), (900, 9_000))),
        image_url="https://x.example/" + "a" * 1_980,
        also=(Outlet(long, "https://x.example/" + "a" * 1_100),) * 1_003,
    )


def test_the_longest_of_everything_fits():
    for filler in ("&", "<", "ü", "漢", "😀", "ab "):
        long = filler * 10_000
        message = replace(
            longest(NEWS, long),
            adds=(
                Addition(Outlet(long, "https://x.example/" + "a" * 1_980), long, (long[:1_000],) * 50),
                Addition(Outlet(long, "https://x.example/" + "a" * 1_100), long),
            )
            * 1_000,
        )
        assert_safe(message)
        assert "accessory" in alert(message)[0], "a long address is still one"
        assert "|" in alert(message)[0]["text"]["text"]
        called = replace(message, mentions=tuple(f"S{n:018}" for n in range(99)))
        assert_sendable(called)
        assert "…" in plain(called).split("\n")[2], "of the excerpt something is left"


def test_mentions_stand_before_the_title():
    called = replace(NEWS, mentions=("channel", "here", "S0TEAM", "here"))
    who = "<!channel> <!here> <!subteam^S0TEAM> "
    assert alert(called)[0]["text"]["text"] == who + alert(NEWS)[0]["text"]["text"]
    assert alert(called)[1:] == alert(NEWS)[1:]
    assert fallback(called) == who + fallback(NEWS)
    assert plain(called) == who + plain(NEWS)


@pytest.mark.parametrize(
    "odd", ["everyone", "U0ADA", "S", "S0ABC\n", "<!channel>", "S0A> <!channel", "", *TEXTS]
)
def test_nothing_else_is_mentioned(odd):
    called = replace(NEWS, mentions=(odd,))
    assert (alert(called), fallback(called), plain(called)) == (alert(NEWS), fallback(NEWS), plain(NEWS))


def test_an_address_that_cannot_be_linked_leaves_the_title():
    [section, *_] = alert(replace(NEWS, url="javascript:alert(1)", image_url="data:image/png,x"))
    first = section["text"]["text"].split("\n")[0]

    assert first == "*Top US, Russian diplomats meet on Venezuela*"
    assert "accessory" not in section


# --- Its buttons ----------------------------------------------------------------------------------


def buttons(message):
    """Return the elements of an alert's row of buttons."""
    *_, row = alert(message)
    assert row["type"] == "actions"
    return row["elements"]


def labels(message):
    return [e["text"]["text"] for e in buttons(message) if e["type"] == "button"]


def options(message):
    """Return what else there is, as labels and values."""
    menu = buttons(message)[-1]
    assert menu["type"] == "overflow"
    return {option["text"]["text"]: option["value"] for option in menu["options"]}


def test_an_alert_has_a_row_of_buttons_below_all_else():
    assert alert(TOLD)[:-1] == alert(NEWS)
    assert labels(TOLD) == ["👍 Relevant", "👎 Not relevant", "Mute Voice of America here"]
    assert [e["action_id"] for e in buttons(TOLD)] == ["relevant", "irrelevant", "mute", "more"]
    assert [e.get("value") for e in buttons(TOLD)] == ["a" * 16, "a" * 16, "voanews.com", None]
    assert options(TOLD) == {
        "Why this?": f"why {'a' * 16} {'b' * 16}",
        "Pause Venezuela talks for a day": "run pause venezuela-talks for 1d",
        "Edit Venezuela talks": "run edit venezuela-talks",
    }
    assert_safe(TOLD)


def test_a_story_of_which_nothing_is_known_any_more_has_no_buttons():
    assert "actions" not in {block["type"] for block in alert(NEWS)}


@pytest.mark.parametrize(
    ("relevant", "irrelevant", "told", "heard"),
    [
        (0, 0, ["👍 Relevant", "👎 Not relevant"], ["Relevant", "Not relevant"]),
        (1, 0, ["👍 Relevant · 1", "👎 Not relevant"], ["Relevant: 1 person says so", "Not relevant"]),
        (0, 2, ["👍 Relevant", "👎 Not relevant · 2"], ["Relevant", "Not relevant: 2 people say so"]),
        (
            1_200,
            30,
            ["👍 Relevant · 1,200", "👎 Not relevant · 30"],
            ["Relevant: 1,200 people say so", "Not relevant: 30 people say so"],
        ),
    ],
)
def test_what_people_have_said_stands_on_the_buttons(relevant, irrelevant, told, heard):
    message = replace(TOLD, relevant=relevant, irrelevant=irrelevant)
    assert labels(message)[:2] == told
    assert [e["accessibility_label"] for e in buttons(message)[:2]] == heard


def test_the_text_beside_the_blocks_says_nothing_of_buttons():
    assert (fallback(TOLD), plain(TOLD)) == (fallback(NEWS), plain(NEWS))


def test_an_article_can_be_said_to_be_another_story_where_the_story_has_several():
    assert options(replace(TOLD, articles=2))["Not the same story"] == f"split {'a' * 16} {'b' * 16}"


def test_in_direct_messages_nothing_is_muted_here():
    mute = buttons(replace(TOLD, channel=ChannelId("U0ADA")))[2]
    assert mute["text"]["text"] == "Mute Voice of America"
    assert mute["accessibility_label"] == "Mute Voice of America in direct messages"


def test_an_outlet_without_a_name_is_called_by_its_site_and_one_without_a_site_cannot_be_muted():
    assert labels(replace(TOLD, source="\u200f"))[2] == "Mute voanews.com here"
    for outlet in ("", "x" * 254):
        assert len(labels(replace(TOLD, outlet=outlet))) == 2


def test_of_a_topic_that_is_gone_nothing_can_be_changed():
    assert list(options(replace(TOLD, handle=""))) == ["Why this?"]


@pytest.mark.parametrize("filler", ["&", "<", "ü", "漢", "😀", "ab ", "`*_~"])
def test_slack_takes_the_buttons_with_the_longest_of_everything(filler):
    long = filler * 10_000
    message = replace(
        longest(TOLD, long),
        adds=(Addition(Outlet(long, "https://x.example/" + "a" * 1_980), long, (long[:1_000],) * 50),) * 9,
        outlet="x" * 253,
        handle="x" * 40,
        articles=2_000,
        relevant=10**6,
        irrelevant=10**6,
    )
    assert_safe(message)
    assert check_blocks(alert(message)) == []
    assert len(options(message)) == 4


def test_a_handle_that_fits_into_no_option_leaves_the_others():
    assert list(options(replace(TOLD, handle="x" * 140))) == ["Why this?", "Edit Venezuela talks"]
