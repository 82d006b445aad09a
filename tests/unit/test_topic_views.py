"""What answers and notices say about topics."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from answered import buttons, said
from builders import source, topic
from fakes import T0

from newswatch.model import Activity, Change, ChannelId, PostId, SourceFilter, State, ThreadPolicy, UserId
from newswatch.posts import Hold, Notice
from newswatch.query import parse
from newswatch.slack.commands import parse_command
from newswatch.slack.views import history, listing, notice, topics
from newswatch.slack.views.phrases import on
from newswatch.usecases.findings import (
    Backtest,
    Changed,
    Listing,
    Posted,
    TopicLine,
    TopicStory,
)

TALKS = topic(
    1,
    name="Venezuela talks",
    handle="venezuela-talks",
    query="(pompeo OR lavrov) AND venezuela",
    owner=UserId("U1"),
)
FRIDAY = datetime(2026, 3, 6, 6, 0, tzinfo=UTC)
NAME = "*Venezuela talks* (`venezuela-talks`)"
UNTIL = "<!date^1772776800^{date_short_pretty} {time}|2026-03-06 06:00 UTC>"
PAUSED = replace(TALKS, state=State.PAUSED, paused_until=FRIDAY)
TOLD = replace(TALKS, outlets=3, thread=ThreadPolicy.REPLY, prefer=("reuters.com", "tag:wires"))
UNCHANGED = {"History": "history venezuela-talks"}
FOUND = Backtest(
    "lithium AND (mine OR mining)", T0, (1, 2, 1, 5, 1, 3, 2), 15, 19, 400, noisiest=("mine", 6)
)  # fmt: skip


def test_a_new_topic():
    made = topics.added(Changed(TALKS, "add", 7), T0)
    assert said(made) == [f"✅ Watching {NAME} in <#C1>. New ones from now on."]
    assert buttons(made) == {"Edit": "edit venezuela-talks", "Undo": "undo 7"}
    assert made["text"].split("\n")[1:] == ["Edit: `/watch edit venezuela-talks`", "Undo: `/watch undo 7`"]


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (Changed(TALKS, "add"), f"{NAME} is watched already in <#C1>."),
        (Changed(PAUSED, "add", 7), f"{NAME} was added in <#C1>; it is paused until {UNTIL}."),
        (Changed(replace(TALKS, state=State.REMOVED), "add", 7), f"{NAME} was added, and removed since."),
    ],
)
def test_a_topic_that_was_added_before(found, expected):
    assert said(topics.added(found, T0)) == [expected]


def test_a_topic_by_direct_message():
    made = topics.added(Changed(replace(TALKS, destinations=(ChannelId("U1"),)), "add", 7), T0)
    assert "in direct messages. New ones" in made["text"]


@pytest.mark.parametrize(
    ("found", "expected", "pressed"),
    [
        (
            Changed(PAUSED, "pause", 7, TALKS),
            [f"⏸ {NAME} is paused until {UNTIL}. What comes in until then is not posted."],
            {"Resume": "resume venezuela-talks:1", "Undo": "undo 7"},
        ),
        (
            Changed(replace(PAUSED, paused_until=None), "pause", 7, TALKS),
            [f"⏸ {NAME} is paused until it is resumed. What comes in until then is not posted."],
            {"Resume": "resume venezuela-talks:1", "Undo": "undo 7"},
        ),
        (
            Changed(TALKS, "resume", 7, PAUSED),
            [f"● {NAME} is watched again in <#C1>. New ones from now on."],
            {"Undo": "undo 7"},
        ),
        (
            Changed(replace(TALKS, state=State.REMOVED), "remove", 7, TALKS),
            [f"{NAME} is removed from <#C1>. It watched for `(pompeo OR lavrov) AND venezuela`"],
            {"Undo": "undo 7"},
        ),
        (
            Changed(replace(TALKS, query="pompeo"), "edit", 7, TALKS),
            [
                f"{NAME} is changed. New ones from now on.",
                "• `(pompeo OR lavrov) AND venezuela` → `pompeo`",
            ],
            {"Edit": "edit venezuela-talks", "Undo": "undo 7"},
        ),
        (
            Changed(
                replace(
                    TALKS,
                    name="Talks",
                    destinations=(ChannelId("C2"), ChannelId("U1")),
                    sources=SourceFilter(tags=frozenset({"wires"})),
                ),
                "set",
                7,
                TALKS,
            ),
            [
                "*Talks* (`venezuela-talks`) is changed. New ones from now on.",
                "• *Venezuela talks* → *Talks*",
                "• <#C1> → <#C2>, direct messages",
                "• all sources → `tag:wires`",
            ],
            {"Undo": "undo 7"},
        ),
        (
            Changed(TOLD, "set", 7, TALKS),
            [
                f"{NAME} is changed. New ones from now on.",
                "• a story is told at once → when 3 outlets carry it",
                "• further coverage changes the message → is told in the thread, too",
                "• messages lead with what came first → `reuters.com`, `tag:wires`",
            ],
            {"Undo": "undo 7"},
        ),
        (
            Changed(TALKS, "undo", 8, TOLD),
            [
                f"Taken back: {NAME} is as it was before, watching.",
                "• a story is told when 3 outlets carry it → at once",
                "• further coverage is told in the thread, too → changes the message",
                "• messages lead with `reuters.com`, `tag:wires` → what came first",
            ],
            {"Undo": "undo 8"},
        ),
        (
            Changed(TALKS, "undo", 7, PAUSED),
            [f"Taken back: {NAME} is as it was before, watching.", f"• paused until {UNTIL} → watching"],
            {"Undo": "undo 7"},
        ),
        (Changed(PAUSED, "pause"), [f"{NAME} is paused until {UNTIL} already."], UNCHANGED),
        (Changed(TALKS, "resume"), [f"{NAME} is watched already."], UNCHANGED),
        (Changed(TALKS, "edit"), [f"{NAME} was so already, watching."], UNCHANGED),
    ],
    ids=lambda value: f"{value.what}-{value.seq}" if isinstance(value, Changed) else "",
)  # fmt: skip
def test_a_changed_topic(found, expected, pressed):
    made = topics.changed(found, T0)
    assert said(made) == expected
    assert buttons(made) == pressed


def test_the_list_goes_by_channel_with_counts():
    last = T0 - timedelta(hours=2)
    lines = (
        TopicLine(TALKS, Activity(12, last)),
        TopicLine(topic(2, handle="tariffs", state=State.PAUSED, paused_until=T0 + timedelta(days=1))),
        TopicLine(topic(3, handle="over", state=State.PAUSED, paused_until=T0 - timedelta(days=1))),
        TopicLine(
            topic(4, handle="lithium", destinations=(ChannelId("C2"),)), Activity(1), "The bot was removed."
        ),
    )
    made = listing.listing(Listing(lines, "all"), T0)

    assert [re.sub(r"<!date[^|]*\|([^>]*)>", r"\1", row) for row in said(made)] == [
        "*<#C1>* · 3 topics · 12 alerts this week",
        f"● `venezuela-talks`  12 · last {last:%Y-%m-%d %H:%M} UTC",
        f"⏸ `tariffs`  paused until {T0 + timedelta(days=1):%Y-%m-%d %H:%M} UTC",
        "● `over`  nothing this week",
        "*<#C2>* · 1 topic · 1 alert this week",
        "⚠ `lithium`  The bot was removed.",
    ]
    assert buttons(made) == {"Fix lithium": "show lithium", "Mine": "list mine", "In trouble": "list broken"}


def test_a_list_offers_to_fix_at_most_three_topics_in_trouble():
    lines = tuple(TopicLine(topic(n), trouble="It waits." if n != 2 else "") for n in range(1, 7))
    made = listing.listing(Listing(lines, "all"), T0)
    assert [label for label in buttons(made) if label.startswith("Fix")] == [
        "Fix topic-1", "Fix topic-3", "Fix topic-4",
    ]  # fmt: skip


def test_a_long_list_ends_with_how_many_more():
    lines = tuple(TopicLine(topic(n)) for n in range(1, 201))
    made = listing.listing(Listing(lines, "all"), T0)
    assert said(made)[-1] == "… and 120 more"
    assert len(said(made)) == 1 + 80 + 1


@pytest.mark.parametrize("scope", ["", "here", "all", "mine", "paused", "broken", "C1", "word"])
def test_an_empty_list_says_how_to_begin(scope):
    made = listing.listing(Listing((), scope), T0)
    assert "`/watch venezuela`" in made["text"]
    assert "list all" in buttons(made).values() or scope == "all"
    assert said(made)[0].endswith(".")


def change(seq, what, snapshot, **more):
    return Change(seq, UserId("U1"), FRIDAY, what, snapshot, **more)


CHANGES = (
    change(9, "undo", TALKS, undoes=8),
    change(8, "pause", PAUSED),
    change(5, "edit", TALKS),
    change(2, "add", replace(TALKS, query="lavrov")),
)


def test_everything_about_a_topic():
    story = TopicStory(TopicLine(TALKS, Activity(1), "It waits."), CHANGES, {})
    made = topics.shown(story, T0)

    assert said(made) == [
        f"{NAME} · watching",
        "(pompeo OR lavrov) AND venezuela",
        "In <#C1>, from all sources. Owner: <@U1>.",
        "1 alert this week.",
        "⚠ It waits.",
        f"Last change: 9, {UNTIL}, <@U1>: undo of 8 paused until {UNTIL} → watching",
    ]
    assert buttons(made) == {
        "Edit": "edit venezuela-talks",
        "Pause": "pause venezuela-talks:1",
        "History": "history venezuela-talks",
        "Remove": "remove venezuela-talks:1",
    }
    paused = topics.shown(TopicStory(TopicLine(PAUSED), (), {}), T0)
    assert buttons(paused)["Resume"] == "resume venezuela-talks:1"


def test_how_a_topic_tells_stories_is_said_where_it_is_not_as_usual():
    assert said(topics.shown(TopicStory(TopicLine(TOLD), (), {}), T0))[2:6] == [
        "In <#C1>, from all sources. Owner: <@U1>.",
        "A story is told when 3 outlets carry it.",
        "Further coverage is told in the thread, too.",
        "Messages lead with `reuters.com`, `tag:wires`.",
    ]
    each = replace(TALKS, thread=ThreadPolicy.EACH)
    shown = topics.shown(TopicStory(TopicLine(each), (), {}), T0)["text"]
    assert "Further coverage has a message of its own." in shown
    assert "outlets" not in shown
    assert "lead" not in shown


def test_a_topic_names_the_sources_that_it_is_limited_to():
    known, other = source(1, name="BBC"), source(2)
    limited = replace(TALKS, sources=SourceFilter(frozenset({known.id, other.id}), frozenset({"wires"})))
    made = topics.shown(TopicStory(TopicLine(limited), (), {known.id: known}), T0)
    assert "from `tag:wires`, BBC, 1 source." in made["text"]


WAYS = history.Ways(
    {8: "revert venezuela-talks:1 8"}, {}, "history venezuela-talks", "revert venezuela-talks", undo=9
)


def test_a_history_says_who_changed_what_and_when():
    made = history.of_topic(TopicStory(TopicLine(TALKS), CHANGES, {}), WAYS, T0)
    assert said(made)[1:] == [
        f"• 9, {UNTIL}, <@U1>: undo of 8 paused until {UNTIL} → watching",
        f"• 8, {UNTIL}, <@U1>: pause watching → paused until {UNTIL}",
        f"• 5, {UNTIL}, <@U1>: edit `lavrov` → `(pompeo OR lavrov) AND venezuela`",
        f"• 2, {UNTIL}, <@U1>: add `lavrov`",
        "To have it as a change left it: `/watch revert venezuela-talks &lt;number&gt;`",
    ]
    assert buttons(made) == {"Show": "show venezuela-talks", "Undo 9": "undo 9"}


@pytest.mark.parametrize(
    ("topic", "expected"),
    [
        (TALKS, "/watch edit venezuela-talks:1 Venezuela talks = (pompeo OR lavrov) AND venezuela"),
        (replace(TALKS, name="pompeo", query="pompeo AND x"), "/watch edit venezuela-talks:1 pompeo AND x"),
        (replace(TALKS, name="Talks (new)", query="a"), "/watch edit venezuela-talks:1 a"),
        (replace(TALKS, name="a", query="AT&amp;T"), "/watch edit venezuela-talks:1 a = AT&T"),
    ],
)  # fmt: skip
def test_what_to_copy_for_an_edit_changes_nothing_as_it_stands(topic, expected):
    assert said(topics.edit_form(topic))[1] == expected
    command = parse_command(expected)
    assert parse(command.query).canonical == parse(topic.query).canonical
    assert command.name in {topic.name, ""}


def test_a_preview():
    made = topics.preview(FOUND, TALKS, ["Invite the bot to #ev."])
    assert said(made) == [
        "⚠ Invite the bot to #ev.",
        f"{NAME}, last 7 days: 15 stories, about 2 a day.  ▃▄▃█▃▆▄",
    ]
    assert buttons(made) == {"Post latest 3": TALKS.id, "Edit": "edit venezuela-talks"}


def test_a_preview_with_little_to_show():
    one = topics.preview(replace(FOUND, stories=1), TALKS, ())
    assert "1 story." in said(one)[0]
    assert "Post it" in buttons(one)
    none = topics.preview(replace(FOUND, stories=0, days=(0,) * 7), TALKS, ())
    assert said(none)[0].endswith("0 stories.  ▁▁▁▁▁▁▁")
    assert said(none)[1] == "None of 400 articles that were read would have matched."
    assert list(buttons(none)) == ["Edit"]
    unread = topics.preview(replace(FOUND, stories=0, read=0), TALKS, ("Invite the bot.",))
    assert said(unread)[0] == "⚠ Invite the bot."
    assert "Nothing has been read" in said(unread)[1]


def test_the_newest_stories_are_on_their_way():
    def told(new, old):
        return said(topics.latest(TALKS, Posted(new, old)))

    assert told(3, 0) == ["On the way to <#C1>: 3 stories of *Venezuela talks*."]
    assert told(1, 2) == ["On the way to <#C1>: 1 story of *Venezuela talks*. 2 were posted already."]
    assert told(2, 1) == ["On the way to <#C1>: 2 stories of *Venezuela talks*. 1 was posted already."]
    assert told(0, 3) == ["All posted already: the newest 3 stories of *Venezuela talks*."]
    assert told(0, 0) == ["Nothing in the last 7 days for *Venezuela talks*."]
    assert said(topics.latest(TALKS, Posted(2, 0, T0, Hold.QUIET))) == [
        f"2 stories of *Venezuela talks* held for <#C1> until {on(T0)}: quiet hours."
    ]


@pytest.mark.parametrize(
    ("what", "before", "after", "channel", "expected"),
    [
        ("add", None, TALKS, "C1", "Ada watches *Venezuela talks* here: `(pompeo OR lavrov) AND venezuela`"),
        ("add", None, replace(TALKS, name=TALKS.query), "C1", f"Ada watches *{TALKS.query}* here."),
        (
            "edit",
            replace(TALKS, query="lavrov", name="Talks"),
            TALKS,
            "C1",
            "Ada changed *Talks*: *Talks* → *Venezuela talks*; `lavrov` → `(pompeo OR lavrov) AND venezuela`",
        ),
        ("pause", TALKS, PAUSED, "C1", f"Ada paused *Venezuela talks* until {UNTIL}."),
        ("pause", TALKS, replace(PAUSED, paused_until=None), "C1", "Ada paused *Venezuela talks*."),
        ("resume", PAUSED, TALKS, "C1", "Ada resumed *Venezuela talks*."),
        (
            "remove",
            TALKS,
            replace(TALKS, state=State.REMOVED),
            "C1",
            "Ada removed *Venezuela talks*: `(pompeo OR lavrov) AND venezuela`",
        ),
        (
            "set",
            TALKS,
            replace(TALKS, destinations=(ChannelId("C2"),)),
            "C1",
            "Ada moved *Venezuela talks* to <#C2>.",
        ),
        (
            "set",
            TALKS,
            replace(TALKS, destinations=(ChannelId("C2"),)),
            "C2",
            "Ada has *Venezuela talks* posted here now: `(pompeo OR lavrov) AND venezuela`",
        ),
        (
            "set",
            TALKS,
            replace(TALKS, outlets=2),
            "C1",
            "Ada changed *Venezuela talks*: a story is told at once → when 2 outlets carry it",
        ),
        (
            "undo",
            PAUSED,
            TALKS,
            "C1",
            f"Ada took back a change of *Venezuela talks*: paused until {UNTIL} → watching",
        ),
    ],
)
def test_a_notice_says_in_one_line_who_did_what(what, before, after, channel, expected):
    n = Notice(PostId("p"), ChannelId(channel), change(7, what, after), after, before)
    assert notice.fallback(n, "Ada") == expected
    [block] = notice.notice(n, "Ada")
    assert block["type"] == "context"
    assert block["elements"] == [{"type": "mrkdwn", "text": expected, "verbatim": True}]


def test_a_notice_mentions_nobody():
    n = Notice(PostId("p"), ChannelId("C1"), change(7, "add", TALKS), TALKS)
    assert "<@" not in notice.fallback(n, "<@U1>")
    assert notice.fallback(n, "").startswith("Somebody watches")


def test_a_topic_that_is_gone_since_it_was_added_has_no_button_that_would_find_nothing():
    assert buttons(topics.added(Changed(replace(TALKS, state=State.REMOVED), "add", 7), T0)) == {}


def test_a_history_with_a_gap_does_not_say_who_made_which_difference():
    first, last = replace(TALKS, query="lavrov"), replace(TALKS, version=4)
    found = TopicStory(TopicLine(last), (change(9, "set", last), change(2, "add", first)), {})
    assert said(history.of_topic(found, WAYS, T0))[1] == (
        f"• 9, {UNTIL}, <@U1>: set `(pompeo OR lavrov) AND venezuela`"
    )


def test_direct_messages_of_somebody_else_are_told_apart_without_naming_them():
    moved = replace(TALKS, destinations=(ChannelId("U2"),))
    made = topics.changed(Changed(moved, "set", 7, replace(TALKS, destinations=(ChannelId("U1"),))), T0)
    assert said(made)[1] == "• direct messages → direct messages, to somebody else"


@pytest.mark.parametrize("what", ["set", "undo"])
@pytest.mark.parametrize(("then", "now"), [("C1", "C2"), ("C2", "C1"), ("C1 U1", "C2 U2"), ("U1", "C2 U1")])
def test_a_notice_tells_only_what_the_topic_is_or_was_while_it_posted_there(what, then, now):
    before, after = (
        replace(TALKS, name=name, query=name, destinations=tuple(map(ChannelId, places.split())))
        for name, places in (("earlier", then), ("later", now))
    )
    for channel in {*then.split(), *now.split()} - {"U1", "U2"}:
        n = Notice(PostId("p"), ChannelId(channel), change(7, what, after), after, before)
        told = notice.fallback(n, "Ada")
        assert "<@" not in told
        assert ("earlier" in told) <= (channel in then.split())
        assert ("later" in told) <= (channel in now.split())
