"""What answers and notices say about sources: what was found, how one is read, what has become of it."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from answered import buttons, said
from builders import entry, source
from fakes import T0

from newswatch.model import Change, ChannelId, Feed, FetchMemory, Hints, Kind, PostId, State, UserId
from newswatch.posts import SourceNotice
from newswatch.slack.views import found, source_notice, sources
from newswatch.slack.views.content import said as content_said
from newswatch.slack.views.phrases import every, frequency, span
from newswatch.usecases.findings import SourceChanged, SourceLine, SourceListing

FRIDAY = datetime(2026, 3, 6, 6, 0, tzinfo=UTC)
UNTIL = "<!date^1772776800^{date_short_pretty} {time}|2026-03-06 06:00 UTC>"
NOW = FRIDAY
LATELY = tuple(int(NOW.timestamp() // 60) - 60 * n for n in range(100))
"""An entry an hour."""
READ = FetchMemory(baseline_at=T0, interval_s=1800, times=LATELY)


def row(made, start):
    return next((row for row in said(made) if row.startswith(start)), None)


def test_an_address_is_shown_without_what_may_be_secret():
    url = "https://ada:pass@news.example/feed?key=hush#x"
    secret = source(1, url=url)
    moved = replace(READ, moved_to=url)
    feed = Feed("News", (entry(1),))
    shown = [
        sources.shown(SourceLine(secret, moved), NOW),
        sources.listing(SourceListing((SourceLine(secret),), ""), NOW),
        sources.changed(SourceChanged(secret, "pause", 1), NOW),
        sources.changed(SourceChanged(secret, "set", 1, source(1)), NOW),
        found.added(SourceChanged(secret, "add", 1, feed=feed), NOW),
        found.choices([found.Option(url, feed, "source list")], NOW),
        source_notice.source_notice(
            SourceNotice(PostId("p"), ChannelId("U1"), told("moved", secret), secret)
        ),
    ]
    assert "`https://news.example/feed`" in shown[0]["text"]
    for made in shown:
        assert not re.search(r"ada|pass|key|hush", str(made).replace("paused", ""))


# --- Found ------------------------------------------------------------------------------------------------


def added(feed=None, **more):
    values = {"what": "add", "seq": 4, "feed": feed, "every_s": 3780, "next_at": NOW + timedelta(hours=1)}
    return found.added(SourceChanged(source(1), **(values | more)), NOW)


def dated(*hours):
    return tuple(entry(n, published=NOW - timedelta(hours=hour)) for n, hour in enumerate(hours, start=1))


def test_a_new_source_in_words():
    made = added(Feed("N", dated(30, 2, 6, 4), form="Atom"))
    assert said(made) == [
        "✅ Reading *News 1*: Atom, 4 entries.",
        f"• <https://news.example/2|Headline 2> · {ago(2)}",
        f"• <https://news.example/4|Headline 4> · {ago(4)}",
        f"• <https://news.example/3|Headline 3> · {ago(6)}",
        "It publishes about 3 a day.",
        f"Read next: {at(1)}, then about every 63 minutes.",
        found.BASELINE,
    ]
    assert buttons(made) == {"Show": f"source show {source(1).id}", "Undo": "undo 4"}


def ago(hours):
    when = NOW - timedelta(hours=hours)
    return f"<!date^{int(when.timestamp())}^{{ago}}|{when:%Y-%m-%d %H:%M} UTC>"


def at(hours):
    when = NOW + timedelta(hours=hours)
    return f"<!date^{int(when.timestamp())}^{{date_short_pretty}} {{time}}|{when:%Y-%m-%d %H:%M} UTC>"


def test_entries_without_dates_come_in_the_feeds_order_and_say_that_the_pace_is_not_known():
    made = added(Feed("N", tuple(map(entry, range(1, 6)))))
    assert [row.split("|")[1] for row in said(made)[1:4]] == ["Headline 1>", "Headline 2>", "Headline 3>"]
    assert "How often it publishes is not known: there are no dates." in said(made)


def test_an_entry_of_tomorrow_is_as_new_as_can_be():
    assert f"Headline 1> · {ago(0)}" in added(Feed("N", dated(-24)))["text"]


@pytest.mark.parametrize(
    ("feed", "more", "starts"),
    [
        (Feed("N", (), form="RSS 2.0"), {}, "✅ Reading *News 1*: RSS 2.0, 0 entries."),
        (Feed("N", (entry(1),)), {}, "✅ Reading *News 1*: 1 entry."),
        (None, {"next_at": None}, "✅ Reading *News 1*."),
        (None, {"seq": 0}, "*News 1* is read already. Nothing was changed."),
    ],
)
def test_what_is_not_known_is_not_told(feed, more, starts):
    made = added(feed, **more)
    assert said(made)[0] == starts
    assert "publishes" not in made["text"] or feed.entries


def test_a_known_source_that_is_added_again_tells_only_the_tags_that_are_new():
    known = source(1, tags=("wires", "eu"))
    made = found.added(SourceChanged(known, "set", 5, source(1, tags=("wires",))), NOW)
    assert said(made) == ["*News 1* is read already, and has `tag:eu` now."]
    assert buttons(made)["Undo"] == "undo 5"


def test_several_feeds_are_told_apart_by_what_they_have():
    options = [
        found.Option(f"https://a.example/{n}", Feed(title, entries, form="Atom"), f"source add a.example/{n}")
        for n, (title, entries) in enumerate([("World", dated(5, 3)), ("", ())])
    ]
    made = found.choices(options, NOW)
    assert said(made) == [
        "Several feeds are there. Which one?",
        "*1. World* · Atom, 2 entries",
        "`https://a.example/0`",
        f"• <https://news.example/2|Headline 2> · {ago(3)}",
        "*2. a.example* · Atom, 0 entries",
        "`https://a.example/1`",
    ]
    assert buttons(made) == {"1. World": "source add a.example/0", "2. a.example": "source add a.example/1"}


def test_no_more_than_five_are_offered():
    options = [found.Option("https://a.example/", Feed(f"F{n}", ()), "source list") for n in range(9)]
    assert len(buttons(found.choices(options, NOW))) == 5


# --- Shown ------------------------------------------------------------------------------------------------


def test_a_source_in_trouble():
    memory = FetchMemory(failures=3, failing_since=FRIDAY, error="The site answered 404.")
    made = sources.shown(SourceLine(source(1, tags=("wires",)), memory), NOW)
    assert said(made) == [
        "*News 1* · read",
        "`https://news1.example/feed`",
        f"⚠ The site answered 404; failing since {UNTIL}, 3 times in a row.",
        "Tags: `tag:wires`. Owner: <@U1>.",
        "Read about every 63 minutes, until more is known of how often it publishes.",
        "It has not been read yet.",
    ]
    assert list(buttons(made)) == ["Pause", "Remove", "All sources"]
    assert buttons(made)["Pause"] == f"source pause {source(1).id}"


@pytest.mark.parametrize(
    ("fields", "memory", "pushed_until", "expected"),
    [
        ({}, READ, None, "Read about every 30 minutes, by how often it publishes."),
        ({}, replace(READ, times=()), None, "Read about every 30 minutes, until more is known of"),
        (
            {},
            replace(READ, interval_s=7200, hints=Hints(least_s=7200)),
            None,
            "Read about every 2 hours: its server asks for at least 2 hours in between.",
        ),
        ({"urgent": True}, replace(READ, interval_s=300), None, "Read about every 5 minutes: it is urgent."),
        (
            {"least_s": 7200, "most_s": 7200},
            replace(READ, interval_s=7200),
            None,
            "Read about every 2 hours: it is set to every 2 hours.",
        ),
        (
            {"least_s": 1800, "most_s": 86_400},
            READ,
            None,
            "Read about every 30 minutes: it is set to at most every 30 minutes and at least every day.",
        ),
        (
            {},
            replace(READ, interval_s=14_400),
            NOW + timedelta(days=1),
            "Read about every 4 hours, in case that its hub fails.",
        ),
    ],
)
def test_how_often_a_source_is_read_is_told_with_the_reason(fields, memory, pushed_until, expected):
    made = sources.shown(SourceLine(source(1, **fields), memory, pushed_until), NOW)
    assert row(made, "Read about").startswith(expected)
    assert bool(row(made, "It publishes about 24 a day; its newest entry is from")) == bool(memory.times)


def test_what_is_particular_about_a_source_is_told_and_what_is_usual_is_not():
    page = source(1, kind=Kind.PAGE, selector="h2 > a", full_text=False, rank=1, header="X-Key", urgent=True)
    memory = replace(READ, noticed="6 March: its ids changed.", moved_to="https://new.example/feed")
    moved = "`https://new.example/feed`"
    made = sources.shown(SourceLine(page, memory, NOW + timedelta(days=2)), NOW)
    assert said(made)[-7:] == [
        f"Its hub tells of what is new at once, for now until {at(48)}.",
        "A page that lists articles. Its articles are what `h2 &gt; a` selects.",
        "The pages of its entries are not read: what it carries itself is matched.",
        "Messages lead with it at rank 1, where several outlets carry a story.",
        "Sends a secret header `X-Key`.",
        "Noticed: 6 March: its ids changed.",
        f"Its server says that it has moved to {moved}. If it says so again, it is read there.",
    ]
    plain = sources.shown(SourceLine(source(1), READ, NOW - timedelta(days=2)), NOW)["text"]
    assert not re.search("hub|page|header|Noticed|moved|lead", plain)


def test_a_source_that_is_gone_says_why_and_can_be_tried_again():
    gone = source(1, state=State.PAUSED, trouble="The server says that it is gone. It is not read any more.")
    made = sources.shown(SourceLine(gone, replace(READ, error="answered 410.", failures=1)), NOW)
    assert said(made)[0] == "*News 1* · not read any more"
    assert "✕ The server says that it is gone. It is not read any more." in said(made)
    assert "answered 410" not in made["text"]
    assert row(made, "Read ") is None
    assert buttons(made)["Try again"] == f"source resume {gone.id}"


# --- Listed and changed -------------------------------------------------------------------------------------


def test_the_list_of_sources():
    lines = (
        SourceLine(source(1), FetchMemory(error="No.")),
        SourceLine(source(4, state=State.PAUSED, trouble="It is gone.")),
        SourceLine(source(2, state=State.PAUSED)),
        SourceLine(source(3), FetchMemory(baseline_at=T0)),
    )
    made = sources.listing(SourceListing(lines, ""), NOW)
    assert said(made) == [
        "4 sources: 1 fine, 1 failing, 1 gone, 1 paused.",
        "⚠ *News 1*  No.",
        "✕ *News 4*  It is gone.",
        "⏸ *News 2*  paused",
        "● *News 3*  `https://news3.example/feed`",
    ]
    assert buttons(made) == {
        "Failing": "source list failing",
        "Gone": "source list gone",
        "Paused": "source list paused",
    }


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        (SourceChanged(source(1), "resume", 4), "is read again"),
        (SourceChanged(source(1, state=State.PAUSED), "pause", 4), "is paused:"),
        (SourceChanged(source(1, state=State.REMOVED), "remove", 4), "is removed:"),
        (SourceChanged(source(1), "undo", 4), "Taken back: *News 1* is read."),
        (SourceChanged(source(1), "resume"), "it is read already."),
        (SourceChanged(source(1), "set"), "it is so already."),
    ],
)
def test_a_changed_source(changed, expected):
    made = sources.changed(changed, NOW)
    assert expected in said(made)[0]
    assert ("undo 4" in buttons(made).values()) == bool(changed.seq)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"name": "BBC"}, "It is called *BBC*, and was *News 1*."),
        ({"tags": ()}, "Tags: none."),
        ({"least_s": 3600, "most_s": 3600}, "How often it is read: it is set to every hour."),
        ({"urgent": True}, "How often it is read: it is urgent."),
        ({"full_text": False}, "The pages of its entries are not read: what it carries itself is matched."),
        ({"rank": 2}, "Messages lead with it at rank 2, where several outlets carry a story."),
        ({"selector": "h2 a"}, "Its articles are what `h2 a` selects."),
    ],
)
def test_a_setting_is_told_as_what_it_means_and_so_is_taking_it_back(fields, expected):
    before = source(1, tags=("wires",))
    after = replace(before, **fields)
    assert said(sources.changed(SourceChanged(after, "set", 4, before), NOW)) == [
        f"*{after.name}* is changed.",
        f"• {expected}",
    ]
    back = said(sources.changed(SourceChanged(before, "undo", 5, after), NOW))
    assert back[0] == "Taken back: *News 1* is read."
    assert len(back) == 2


# --- Notices ----------------------------------------------------------------------------------------------


def told(what, after):
    return Change(7, UserId("newswatch"), NOW, what, after)


@pytest.mark.parametrize(
    ("what", "fields", "text", "labels"),
    [
        (
            "gone",
            {"state": State.PAUSED, "trouble": "It answered 410. It is not read any more."},
            "✕ Your source *News 1* is gone. It answered 410. It is not read any more.",
            ["Show", "Try again", "Remove"],
        ),
        (
            "forsaken",
            {"state": State.PAUSED, "trouble": "It could not be read for 30 days."},
            "✕ Your source *News 1* fails. It could not be read for 30 days.",
            ["Show", "Try again", "Remove"],
        ),
        (
            "unreadable",
            {"trouble": "It could not be read for a day: no answer."},
            "⚠ Your source *News 1* fails. It could not be read for a day: no answer.",
            ["Show", "Remove"],
        ),
        ("well", {}, "● Your source *News 1* can be read again.", ["Show"]),
        (
            "moved",
            {"url": "https://new.example/feed"},
            "Your source *News 1* has moved for good. It is read at `https://new.example/feed` now.",
            ["Show"],
        ),
    ],
)
def test_an_owner_is_told_what_has_become_of_a_source_and_can_do_something_about_it(
    what, fields, text, labels
):
    after = source(1, **fields)
    notice = SourceNotice(PostId("p"), ChannelId("U1"), told(what, after), after)
    said_text, blocks = content_said(notice, lambda _: "Somebody")
    assert said_text == text
    assert blocks[0]["text"]["text"] == text
    assert [button["text"]["text"] for button in blocks[1]["elements"]] == labels
    assert content_said(replace(notice, plain=True), lambda _: "Somebody") == (text, [])


# --- Phrases ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("gap_s", "expected"),
    [
        (60, "about 1,440 a day"),
        (7200, "about 12 a day"),
        (57_000, "about 2 a day"),
        (86_400, "about one a day"),
        (115_000, "about one a day"),
        (116_000, "about 5 a week"),
        (7 * 86_400, "about one a week"),
        (10 * 86_400, "about 3 a month"),
        (30 * 86_400, "about one a month"),
        (50 * 86_400, "less than one a month"),
        (0, "about 86,400 a day"),
    ],
)
def test_how_often_something_happens(gap_s, expected):
    assert frequency(gap_s) == expected


@pytest.mark.parametrize(
    ("seconds", "lasts", "recurs"),
    [
        (20, "1 minute", "every minute"),
        (3600, "1 hour", "every hour"),
        (3780, "63 minutes", "every 63 minutes"),
        (7200, "2 hours", "every 2 hours"),
        (86_400, "1 day", "every day"),
        (100_000, "28 hours", "every 28 hours"),
        (200_000, "2 days", "every 2 days"),
        (3 * 86_400, "3 days", "every 3 days"),
    ],
)
def test_how_long_something_lasts_and_how_often_it_recurs(seconds, lasts, recurs):
    assert (span(seconds), every(seconds)) == (lasts, recurs)
