"""Whatever is typed means something, and what is wanted can be spelled so that it is read again."""

import dataclasses
from datetime import timedelta

import pytest
from hostile import TEXTS
from hypothesis import example, given
from hypothesis import strategies as st

from newswatch.model import Cadence, Delivery, Quiet, ThreadPolicy
from newswatch.slack.commands import (
    Add,
    Cap,
    Command,
    Deliver,
    Edit,
    Export,
    Help,
    History,
    Hush,
    Import,
    Improve,
    LetThrough,
    List,
    Listen,
    Managers,
    Mention,
    Misses,
    Move,
    Mute,
    New,
    Order,
    Outlets,
    Own,
    Pause,
    Place,
    PlaceHistory,
    PlaceRevert,
    PlaceSet,
    PlaceShow,
    Prefer,
    Remove,
    Rename,
    Resume,
    Revert,
    SetHistory,
    SetList,
    SetRemove,
    SetRevert,
    SetSave,
    SetShow,
    Show,
    Snooze,
    SourceAdd,
    SourceChange,
    SourceHistory,
    SourceList,
    SourceRevert,
    SourceSet,
    SourceShow,
    Status,
    Thread,
    Undo,
    Unsure,
    Urgent,
    When,
    Why,
    Wrong,
    Zone,
    parse_command,
    spell,
)
from newswatch.slack.commands import Test as Try  # pytest collects what is called Test
from newswatch.slack.moments import Moment

PIECES = [
    *"""add list show edit pause resume remove undo history revert own managers test set sets source status
    help me here all for until mine paused name channel channels sources tag:a failing 3d fri 08:00 tomorrow
    = AND OR " ( ) ` ' ,
    # ; | <#C1|policy> <#C1> <#G2|> #cop30 <@U1|ada> <https://a.example/?a&amp;b|a>
    <http://a.example|a.example> a.example/feed https://a.example feed://x.example &amp; &lt; &gt; &amp;lt;
    every 2h to auto urgent on off text tags none selector h2 outlets thread prefer rank
    when quiet cap mention tz snooze instant hourly daily weekly mon sat,sun weekends 22:00-07:00 10pm – 7am
    24:00 8:60 08:00-08:00 50/d 20/h off today default channel @here <!here> <!channel|@channel> @nobody
    <!subteam^S123|@ed> <!subteam^S123> workspace Europe/Madrid europe/madrid new york utc 3h
    each reuters bbc.co.uk news: news:"a &gt; a[b=“c”] r/news @a@b.example
    < > <> venezuela talks 12 remvoe lits delete why export /watch set:evs @evs evs:3 x=a =US""".split(),  # noqa: SIM905 - reads better as prose
    "\u200b",
    "\u202e",
    "<x| = b>",
    "<x|=> a",
    "<https://x|a b>",
    "\u00a0",
]
typed_texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=9).flatmap(
    lambda pieces: st.sampled_from([" ", "", "  ", "\n"]).map(lambda blank: blank.join(pieces))
)


@given(st.text() | typed_texts)
@example("add <x|=> a = q")
@example("= a = b")
@example("set `me` name x")
def test_every_text_means_something_that_can_be_spelled_again(text):
    command = parse_command(text)

    assert isinstance(command, Command)
    if isinstance(command, Add | Try):
        query = command.query if isinstance(command, Add) else command.text
        assert query.strip() == query != ""
    if isinstance(command, Wrong):
        assert command.problem
    else:
        assert parse_command(spell(command)) == command


@given(typed_texts)
def test_suggestions_work_as_they_stand(text):
    command = parse_command(text)
    if isinstance(command, Unsure):
        assert isinstance(parse_command(command.nearest), Order)
    if isinstance(command, Wrong):
        assert all(isinstance(parse_command(each), Order) for each in command.nearest)


handles = st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,6}){0,3}", fullmatch=True) | st.sampled_from(
    ["here", "me", "workspace", "managers"]
)
channels = st.from_regex(r"[CG][A-Z0-9]{1,10}", fullmatch=True)
names = st.from_regex(r"[A-Z&<>#'’.,é-][\w&<>#'’.,é-]{0,8}( [\w&<>#'’.é-]{1,8}){0,3}", fullmatch=True).map(
    lambda name: " ".join(name.split())
)
queries = st.sampled_from(
    [
        "venezuela",
        "(a OR b) AND c",
        '"a = b" OR c',
        "AT&amp;T",
        "#cop30 x",
        "me too",
        "list of x",
        "-a b",
        "set",
    ]
)
tags = st.lists(st.from_regex(r"[a-z][a-z0-9-]{0,8}", fullmatch=True), unique=True, max_size=3).map(tuple)
moments = st.builds(
    Moment, span=st.integers(1, 366 * 24 * 60).map(lambda minutes: timedelta(minutes=minutes))
) | st.builds(
    Moment,
    day=st.sampled_from(["tomorrow", "mon", "sun", "2026-12-01"]),
    time=st.sampled_from(["", "08:00", "23:59"]),
)
places = (
    st.just({})
    | st.just({"me": True})
    | st.builds(lambda c: {"channel": c}, channels)
    | st.just({"unknown_channel": "nowhere"})
)
addresses = st.from_regex(r"https?://[a-z]{1,8}\.example/[a-z0-9?&=%/#;_.~-]{0,20}", fullmatch=True)
selectors = st.sampled_from(["main h2 > a", 'a[href^="/news?a&b"]', "article.news", "li:not(.ad) a"])
orders = st.lists(
    st.sampled_from(["reuters.com", "bbc.co.uk", "a.substack.com", "tag:wires", "tag:grösse"]),
    unique=True,
).map(tuple)
intervals = st.tuples(st.integers(1, 60 * 24), st.integers(1, 60 * 24))
set_names = st.from_regex(r"[a-z0-9]{1,6}([-_][a-z0-9]{1,6}){0,3}", fullmatch=True) | st.sampled_from(
    ["list", "all", "show", "history", "remove", "delete", "add", "elektroautos-grösse", "電気自動車"]
)
clocks = st.times().map(lambda time: time.isoformat("minutes"))
deliveries = (
    st.sampled_from([Delivery(), Delivery(Cadence.HOURLY)])
    | st.builds(Delivery, st.just(Cadence.DAILY), clocks)
    | st.builds(
        lambda day, at: Delivery(Cadence.WEEKLY, f"{day} {at}"),
        st.sampled_from(["mon", "thu", "sun"]),
        clocks,
    )
)
some_days = st.frozensets(st.integers(0, 6), max_size=6)
quiets = st.builds(
    Quiet,
    st.sampled_from(["22:00", "00:00", "12:30"]),
    st.sampled_from(["07:00", "23:59", "12:29"]),
    st.frozensets(st.integers(0, 6), max_size=5),
) | st.builds(Quiet, days=some_days)
both = (
    st.builds(When, st.none() | deliveries)
    | st.builds(Hush, st.none() | quiets)
    | st.builds(Snooze, st.none() | moments)
    | st.builds(Zone, st.sampled_from(["", "Europe/Madrid", "America/Argentina/Buenos_Aires", "UTC"]))
)
of_topics = (
    both
    | st.builds(Cap, st.none() | st.integers(0, 10_000))
    | st.just(LetThrough())
    | st.builds(Urgent, st.booleans())
    | st.builds(Mention, st.sampled_from(["", "here", "channel", "S0EDITORS"]))
)
of_places = both | st.builds(Cap, st.none() | st.integers(0, 100))
told = st.sampled_from([Place(), Place(me=True), Place(workspace=True), Place(unknown_channel="nowhere")]) | (
    st.builds(Place, channels)
)
numbers, versions = st.integers(1, 10**11), st.integers(0, 10**9 - 1)
ORDERS = {
    Add: st.builds(lambda q, n, p: Add(q, n, **p), queries, names | st.just(""), places),
    List: st.builds(List, st.sampled_from(["", "mine", "all", "paused", "broken", "Oil", "A&B"]) | channels),
    Show: st.builds(Show, handles),
    Edit: st.builds(Edit, handles, queries | st.just(""), names | st.just("")),
    Pause: st.builds(Pause, handles, st.none() | moments),
    Resume: st.builds(Resume, handles),
    Remove: st.builds(Remove, handles),
    Revert: st.builds(Revert, handles, numbers, versions),
    Own: st.builds(Own, handles),
    Undo: st.builds(Undo, st.integers(0, 10**11)),
    History: st.builds(History, handles, versions),
    Misses: st.builds(Misses, handles),
    Improve: st.builds(Improve, handles.filter(lambda handle: " " not in handle)),
    Try: st.builds(Try, queries),
    Why: st.builds(Why, addresses, handles | st.just("")),
    Move: st.builds(
        Move,
        handles,
        st.lists(channels, unique=True, min_size=1, max_size=4).map(tuple),
        st.booleans(),
        st.booleans(),
        st.sampled_from(["", "nowhere"]),
    ),
    Rename: st.builds(Rename, handles, names),
    Listen: st.builds(Listen, handles, tags),
    Outlets: st.builds(Outlets, handles, st.integers(1, 10)),
    Thread: st.builds(Thread, handles, st.sampled_from(ThreadPolicy)),
    Prefer: st.builds(Prefer, handles, orders)
    | st.builds(lambda topic, order: Prefer(topic, (*order, "at&t"), "at&t"), handles, orders),
    Deliver: st.builds(Deliver, handles, of_topics),
    PlaceShow: st.builds(PlaceShow, told),
    PlaceSet: st.builds(PlaceSet, told, of_places)
    | st.builds(
        lambda people, me: PlaceSet(Place(workspace=True), Managers(people, me)),
        st.lists(st.from_regex(r"[UW][A-Z0-9]{1,10}", fullmatch=True), unique=True, max_size=4).map(tuple),
        st.booleans(),
    )
    | st.builds(
        lambda place, site, on: PlaceSet(place, Mute(site, on)),
        st.sampled_from([Place(), Place(me=True)]) | st.builds(Place, channels),
        st.sampled_from(["voanews.com", "bbc.co.uk", "a.substack.com", "zeit.de"]),
        st.booleans(),
    ),
    PlaceHistory: st.builds(
        PlaceHistory,
        st.sampled_from([Place(), Place(me=True), Place(workspace=True)]) | st.builds(Place, channels),
        versions,
    ),
    PlaceRevert: st.builds(
        PlaceRevert,
        st.sampled_from([Place(), Place(me=True), Place(workspace=True)]) | st.builds(Place, channels),
        numbers,
        versions,
    ),
    SourceAdd: st.builds(
        SourceAdd,
        addresses
        | st.sampled_from(['news:"climate & tax"', 'news:"a" lang:de', "https://www.reddit.com/r/news"]),
        tags,
        selectors | st.just(""),
    ),
    SourceList: st.builds(
        SourceList, st.sampled_from(["", "failing", "paused", "tag:wires", "Voice of America"])
    ),
    SourceShow: st.builds(SourceShow, addresses | st.just("Voice of America") | st.just("AT&T")),
    SourceHistory: st.builds(
        SourceHistory, addresses | st.just("Voice of America") | st.just("AT&T"), versions
    ),
    SourceRevert: st.builds(SourceRevert, addresses | st.just("Voice of America 2"), numbers)
    | st.builds(SourceRevert, st.from_regex(r"[0-9a-f]{16}", fullmatch=True), numbers, versions),
    SourceChange: st.builds(SourceChange, st.sampled_from(["pause", "resume", "remove"]), addresses),
    SourceSet: st.builds(
        lambda source, setting: SourceSet(source, **setting),
        addresses | st.sampled_from(["Voice of America", "AT&T", "full text news"]),
        st.builds(lambda name: {"name": name}, names)
        | st.builds(lambda tags: {"tags": tags}, tags)
        | st.builds(lambda pair: {"every": tuple(sorted(60 * n for n in pair))}, intervals)
        | st.sampled_from([{"every": (0, 0)}, {"urgent": True}, {"urgent": False}])
        | st.sampled_from([{"full_text": True}, {"full_text": False}, {"selector": ""}])
        | st.builds(lambda rank: {"rank": rank}, st.integers(0, 99))
        | st.builds(lambda css: {"selector": css}, selectors),
    ),
    Import: st.builds(Import, addresses | st.just("")),
    Export: st.just(Export()),
    SetList: st.just(SetList()),
    SetShow: st.builds(SetShow, set_names),
    SetHistory: st.builds(SetHistory, set_names, versions),
    SetRevert: st.builds(SetRevert, set_names, numbers, versions),
    SetSave: st.builds(SetSave, set_names, queries, st.integers(0, 10**9 - 1)),
    SetRemove: st.builds(SetRemove, set_names),
    Status: st.just(Status()),
    New: st.just(New()),
    Help: st.builds(Help, st.sampled_from(["", "pause", "source"])),
}
# Of words that would be settings themselves, no order is ever made.
SPOKEN = {"for", "until", "till"}


@pytest.mark.parametrize("kind", ORDERS, ids=lambda kind: kind.__name__)
@given(data=st.data())
def test_an_order_is_spelled_so_that_it_is_read_again(kind, data):
    order = data.draw(ORDERS[kind])
    if getattr(order, "topic", "") in SPOKEN or (isinstance(order, Add) and order.unknown_channel == "AND"):
        return

    assert parse_command(spell(order)) == order


def test_every_kind_of_order_is_spelled_in_these_tests():
    assert set(ORDERS) == set(Order.__args__)


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: ascii(text[:24]))
@pytest.mark.parametrize(
    "verb",
    ["", "add ", "add x = ", "edit ", "set ", "set t name ", "set t prefer ", "set t outlets ",
     "set t thread ", "set t when ", "set t quiet ", "set t cap ", "set t urgent ", "set t mention ",
     "set t snooze ", "set t tz ", "set here quiet ", "set <#C1|policy> ", "sets ", "sets x = ",
     "source add ", "pause t ", "source set ", "source set t name ", "source add a.example selector ",
     "why ", "why a.example ", "history ", "revert ", "own ", "set workspace managers ",
     "source history ", "sets history "],
)  # fmt: skip
def test_hostile_texts_mean_something(verb, text):
    command = parse_command(verb + text)
    assert dataclasses.is_dataclass(command)
    assert isinstance(command, Wrong) or parse_command(spell(command)) == command


@pytest.mark.parametrize(
    "text",
    [
        "<" * 20_000,
        "a " * 20_000,
        "= " * 20_000,
        " " * 40_000,
        "<#C1|a" * 6_000,
        "#" * 20_000,
        "quiet " * 6_000,
    ],
)
@pytest.mark.parametrize(
    "verb",
    [
        "",
        "add ",
        "list ",
        "pause t ",
        "set t ",
        "set t channel ",
        "set t prefer ",
        "set t when ",
        "set t quiet ",
        "set t cap ",
        "set t mention ",
        "set t snooze ",
        "set t tz ",
        "set here ",
        "sets ",
        "sets x ",
        "source add ",
        "show ",
        "source set ",
        "source set x selector ",
    ],
)
def test_a_very_long_text_is_taken(verb, text):
    assert isinstance(parse_command(verb + text), Command)


@given(st.text(st.characters(exclude_characters="=<#"), min_size=1).map(str.strip).filter(bool))
def test_any_words_can_be_watched_for_with_add(query):
    # "me" before the words is where to post them.
    assert parse_command(f"add {query}") == Add(query) or query.lower().startswith("me")
