"""The backup file: all that people set is in it, whatever they typed, and it reads back to the same."""

import tomllib
from dataclasses import fields, replace
from datetime import timedelta

import pytest
from backup_room import (
    BOB,
    FULL,
    FULL_SETTINGS,
    FULL_SOURCE,
    FULL_TOPIC,
    HEAD,
    LATER,
    NOW,
    planned,
    restored,
    stored,
    text_of,
    without_versions,
)
from builders import ALICE, POLICY, channel_settings, saved_set, source, topic
from fake_store import FakeStore
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from infra.laptop.backup_file import text_of as spelled
from infra.laptop.backup_file import write
from infra.laptop.backup_read import read
from newswatch.errors import QueryError
from newswatch.model import (
    MOST_AN_HOUR,
    WORKSPACE,
    Cadence,
    ChannelId,
    ChannelSettings,
    Delivery,
    Quiet,
    SavedSet,
    Source,
    SourceFilter,
    State,
    ThreadPolicy,
    Topic,
    TopicId,
)
from newswatch.query import parse
from newswatch.query.syntax import sets_of
from newswatch.usecases.setup import NOT_SET, Setup, as_kept, read_setup
from newswatch.usecases.topics import slug

# What each field that people set is changed to, to see that the file shows it. A field that is new is
# missing here, and in the file.
OTHERWISE = {
    Source: (
        FULL_SOURCE,
        {
            "id": "0" * 16,
            "url": "https://else.example/",
            "name": "Else",
            "owner": ALICE,
            "tags": (),
            "state": State.ACTIVE,
            "kind": source(1).kind,
            "selector": "",
            "full_text": True,
            "urgent": False,
            "least_s": 0,
            "most_s": 0,
            "rank": 0,
            "header": "",
        },
    ),
    SavedSet: (
        saved_set("evs"),
        {"name": "cars", "query_typed": "rivian", "owner": BOB, "created_at": NOW, "state": State.REMOVED},
    ),
    Topic: (
        FULL_TOPIC,
        {
            "id": TopicId("0" * 16),
            "handle": "else",
            "name": "Else",
            "owner": ALICE,
            "query_typed": "rivian",
            "destinations": (POLICY,),
            "created_at": NOW,
            "delivery": None,
            "sources": SourceFilter(),
            "cap_per_day": None,
            "mention": "",
            "urgent": False,
            "quiet": None,
            "zone": "",
            "snoozed_until": None,
            "let_until": None,
            "thread": ThreadPolicy.EDIT,
            "outlets": 1,
            "prefer": (),
            "state": State.ACTIVE,
            "paused_until": None,
            "adopted": False,
        },
    ),
    ChannelSettings: (
        FULL_SETTINGS,
        {
            "channel": POLICY,
            "delivery": None,
            "quiet": None,
            "cap": None,
            "zone": "",
            "snoozed_until": None,
            "muted": frozenset(),
            "managers": frozenset(),
        },
    ),
}
KINDS = {Source: "sources", SavedSet: "sets", Topic: "topics", ChannelSettings: "settings"}


def shown(kind, subject):
    return write(as_kept(Setup(**{KINDS[kind]: (subject,)}), NOW), HEAD)


@pytest.mark.parametrize("kind", OTHERWISE)
def test_every_field_that_people_set_is_in_the_file(kind):
    full, others = OTHERWISE[kind]
    assert {field.name for field in fields(kind)} - NOT_SET[kind] == set(others)
    for name, value in others.items():
        changed = replace(full, **{name: value})
        if name == "query_typed":
            changed = replace(changed, query=value)
        assert changed != full
        assert shown(kind, changed) != shown(kind, full), name


@pytest.mark.parametrize("kind", OTHERWISE)
def test_what_nobody_sets_is_not_in_the_file(kind):
    full, _ = OTHERWISE[kind]
    state = {"interval_s": 61, "trouble": "It is gone.", "shard": 4, "version": 9, "owner": "U9"}
    for name in NOT_SET[kind] & set(state):
        assert shown(kind, replace(full, **{name: state[name]})) == shown(kind, full), name


def test_a_full_setup_comes_back_as_it_was():
    text = text_of(stored(FULL))
    store = FakeStore()
    done = restored(store, text)
    assert (len(done.done), done.failed) == (8, ())
    assert text_of(store) == text
    kept = as_kept(read_setup(stored(FULL)), NOW)
    found = without_versions(as_kept(read_setup(store), NOW))
    expected = without_versions(kept)
    assert found == replace(
        expected,
        # How often it is read at first follows from its bounds; who set settings, is who restored them.
        sources=tuple(
            replace(was, interval_s=now.interval_s)
            for was, now in zip(expected.sources, found.sources, strict=True)
        ),
    )


def test_what_is_removed_or_over_is_not_kept():
    past = NOW - timedelta(hours=1)
    setup = Setup(
        sources=(source(1, state=State.REMOVED),),
        sets=(saved_set(state=State.REMOVED),),
        topics=(
            topic(1, state=State.REMOVED),
            topic(2, state=State.PAUSED, paused_until=past, snoozed_until=past, let_until=past),
        ),
        settings=(
            channel_settings(POLICY, cap=3, state=State.REMOVED),
            channel_settings(ChannelId("C2"), snoozed_until=past),
        ),
    )
    assert as_kept(setup, NOW) == Setup(topics=(topic(2),))


def test_a_source_that_newswatch_gave_up_is_kept_as_paused():
    gone = source(1, state=State.PAUSED, trouble="It is gone.")
    [found] = tomllib.loads(shown(Source, gone))["source"]
    assert found["state"] == "paused"
    assert "trouble" not in found


def test_the_order_depends_on_nothing_but_what_is_kept():
    backwards = Setup(FULL.sources[::-1], FULL.sets[::-1], FULL.topics[::-1], FULL.settings[::-1])
    assert text_of(stored(backwards)) == text_of(stored(FULL))
    # The workspace's settings hold wherever a channel says nothing.
    assert text_of(stored(FULL)).index('"workspace"') < text_of(stored(FULL)).index('"C1"')


def test_names_stand_in_comments_and_are_no_part_of_what_is_read():
    names = {"U1": "ann\nowner = 'U9'", "C1": "#policy"}
    setup = Setup(topics=(topic(1),))
    text = write(setup, HEAD, names)
    assert 'channels = ["C1"]  # #policy\n' in text
    assert "owner = \"U1\"  # ann owner = 'U9'\n" in text
    assert tomllib.loads(text) == tomllib.loads(write(setup, HEAD))


# --- Secrets ---------------------------------------------------------------------------


PRIVATE = source(1, url="https://ann:pass@news.example/feed?user=5&token=abc123")


def test_what_is_secret_in_an_address_is_written_only_when_asked_for():
    setup = Setup(sources=(PRIVATE,), topics=(topic(1, sources=SourceFilter(frozenset({PRIVATE.id}))),))
    text = write(setup, HEAD)
    assert "pass" not in text.replace("passwords", "")
    assert "abc123" not in text
    [found] = tomllib.loads(text)["source"]
    assert (found["url"], found["secret_left_out"], found["id"]) == (
        "https://news.example/feed?user=5", True, PRIVATE.id,
    )  # fmt: skip
    [whole] = tomllib.loads(write(setup, HEAD, with_secrets=True))["source"]
    assert (whole["url"], "secret_left_out" in whole, "id" in whole) == (PRIVATE.url, False, False)


def test_the_value_of_a_secret_header_is_in_no_setup():
    assert "X-Api-Key" in shown(Source, FULL_SOURCE)
    assert not {field.name for field in fields(Source)} & {"value", "secret"}


def test_a_path_that_is_secret_is_not_written():
    text = shown(Source, source(1, url="https://news.example/private/feed"))
    assert tomllib.loads(text)["source"][0]["secret_left_out"] is True


# --- Text that people typed ----------------------------------------------------------------


HOSTILE = [
    "plain",
    'has "double" quotes',
    "has 'single' ones",
    "\"both\" and 'both'",
    "'''",
    '"""',
    "'''\n\"\"\"",
    'ends with "',
    "two\nlines",
    "\nbegins with one",
    "ends with one\n",
    "lines with '''\nthree",
    "lines that end with '\n'",
    "carriage\r\nreturn\r",
    "back\\slash \\u0041 \\n",
    "tab\tand\x00nul\x1b[31m\x7f\x85",
    "right to left \u202etxt.exe\u202c \u2066x\u2069 \u200f",
    "עברית العربية",
    "👩‍👩‍👧 🏳️‍🌈",
    "line\u2028separator\u2029\ufeff\u00ad",
    "# no comment",
    "[[topic]]",
    "a\n[[topic]]\nhandle = 'x'\n",
    "x = 1",
    "𝔘𐍈",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_reads_back_as_it_was_typed(text):
    assert tomllib.loads(f"x = {spelled(text)}\ny = 1") == {"x": text, "y": 1}


@given(st.text())
@settings(max_examples=200)
def test_any_text_reads_back_as_it_was_typed(text):
    assert tomllib.loads(f"x = {spelled(text)}") == {"x": text}


@pytest.mark.parametrize(
    "hidden", ["\u202e", "\u2066", "\u200b", "\u061c", "\ufeff", "\x1b", "\x9b", "\u00ad"]
)
def test_what_cannot_be_seen_or_turns_the_line_around_stands_as_a_number(hidden):
    assert hidden not in spelled(f"a{hidden}b")


def test_a_query_stands_as_a_person_would_type_it():
    assert spelled('"arctic council" OR arctic') == "'\"arctic council\" OR arctic'"
    assert spelled('tesla OR\n"model y"') == "'''\ntesla OR\n\"model y\"'''"
    assert spelled("👩‍👧") == '"👩‍👧"'


# --- Any setup ---------------------------------------------------------------------------

NAMES = st.text(min_size=1, max_size=80).filter(str.strip)
PLACES = st.sampled_from([ChannelId(each) for each in ("C1", "C2", "G3", "U1", "D0A", "W7")])
PEOPLE = st.sampled_from(["U1", "U2", "W3"])
TIMES = st.datetimes(
    min_value=LATER.replace(tzinfo=None), max_value=LATER.replace(tzinfo=None) + timedelta(days=900)
).map(lambda moment: moment.replace(tzinfo=NOW.tzinfo))
ZONES = st.sampled_from(["", "Europe/Madrid", "Asia/Kolkata"])
TAGS = st.lists(st.text(min_size=1, max_size=10).filter(str.strip), max_size=3, unique=True).map(tuple)
DELIVERIES = st.sampled_from(
    [
        None,
        Delivery(),
        Delivery(Cadence.HOURLY),
        Delivery(Cadence.DAILY, "23:59"),
        Delivery(Cadence.WEEKLY, "sun 00:00"),
    ]
)
QUIETS = st.sampled_from(
    [
        None,
        Quiet(),
        Quiet("22:00", "07:00"),
        Quiet(days=frozenset({0, 6})),
        Quiet("01:00", "02:00", frozenset({3})),
    ]
)
TYPED = st.one_of(
    st.sampled_from([
        "lavrov", '"arctic council" OR\n  (arctic AND shipping)', "oil AND NOT 'x'", "ключ* NEAR/3 ставка",
        "石油", "set:evs AND recall", '“smart quotes” OR "plain ones"', "title:x -y", "👩‍👧 OR café",
    ]),
    st.text(min_size=1, max_size=40),
)  # fmt: skip


def query_of(text):
    try:
        query = parse(text)
    except QueryError:
        return ""
    # A topic of a workspace uses no set that is not there.
    return query.canonical if sets_of(query.root) <= {"evs"} else ""


QUERIES = TYPED.map(lambda text: (text, query_of(text))).filter(
    lambda pair: bool(pair[1]) and pair[0].strip()
)


@st.composite
def sources(draw):
    number = draw(st.integers(1, 9))
    kind = draw(st.sampled_from(["feed", "page"]))
    urgent = draw(st.booleans())
    least = draw(st.sampled_from([0, 300, 600, 3600] if urgent else [0, 600, 3600]))
    one = source(
        number,
        name=draw(NAMES),
        owner=draw(PEOPLE),
        tags=draw(TAGS),
        state=draw(st.sampled_from([State.ACTIVE, State.PAUSED, State.REMOVED])),
        kind=type(source(1).kind)(kind),
        selector=draw(st.sampled_from(["", "a.x", "h2 > a[href^='/n']"])) if kind == "page" else "",
        full_text=draw(st.booleans()),
        urgent=urgent,
        least_s=least,
        most_s=draw(st.sampled_from([0, 3600, 86400])),
        rank=draw(st.integers(0, 5)),
        header=draw(st.sampled_from(["", "X-Api-Key"])),
        trouble=draw(st.sampled_from(["", "It is gone."])),
    )
    # One that has moved keeps its id.
    return replace(one, url=f"https://moved{number}.example/") if draw(st.booleans()) else one


@st.composite
def topics(draw):
    number, name = draw(st.integers(1, 9)), draw(NAMES)
    typed, query = draw(QUERIES)
    return topic(
        number,
        handle=f"{slug(name)}-{number}",
        name=name,
        owner=draw(PEOPLE),
        query_typed=typed,
        query=query,
        destinations=tuple(draw(st.lists(PLACES, min_size=1, max_size=3, unique=True))),
        delivery=draw(DELIVERIES),
        sources=SourceFilter(
            frozenset(source(n).id for n in draw(st.lists(st.integers(1, 9), max_size=3))),
            frozenset(draw(TAGS)),
        ),
        cap_per_day=draw(st.none() | st.integers(0, 99)),
        mention=draw(st.sampled_from(["", "here", "channel", "S0AB"])),
        urgent=draw(st.booleans()),
        quiet=draw(QUIETS),
        zone=draw(ZONES),
        snoozed_until=draw(st.none() | TIMES),
        let_until=draw(st.none() | TIMES),
        thread=draw(st.sampled_from(list(ThreadPolicy))),
        outlets=draw(st.integers(1, 10)),
        prefer=draw(TAGS),
        adopted=draw(st.booleans()),
        **draw(
            st.sampled_from([
                {}, {"state": State.PAUSED}, {"state": State.PAUSED, "paused_until": LATER},
                {"state": State.REMOVED},
            ])
        ),
    )  # fmt: skip


@st.composite
def places(draw):
    where = draw(st.sampled_from([WORKSPACE]) | PLACES)
    managers = draw(st.frozensets(PEOPLE)) if where == WORKSPACE else frozenset()
    return channel_settings(
        where,
        delivery=draw(DELIVERIES),
        quiet=draw(QUIETS),
        cap=draw(st.none() | st.integers(0, MOST_AN_HOUR)),
        zone=draw(ZONES),
        snoozed_until=draw(st.none() | TIMES),
        muted=frozenset(draw(TAGS)),
        managers=managers,
    )


SETS = QUERIES.map(lambda pair: saved_set("more", query_typed=pair[0], query=pair[1]))


SETUPS = st.builds(
    Setup,
    st.lists(sources(), max_size=4, unique_by=lambda each: each.id).map(tuple),
    st.lists(SETS, max_size=1).map(lambda more: (saved_set("evs"), *more)),
    st.lists(topics(), max_size=4, unique_by=lambda each: each.id).map(tuple),
    st.lists(places(), max_size=4, unique_by=lambda each: each.channel).map(tuple),
)


@given(SETUPS)
@settings(max_examples=60, deadline=None)
def test_any_setup_comes_back_as_the_same_file(setup):
    text = text_of(stored(setup))
    store = FakeStore()
    assert restored(store, text).failed == ()
    assert text_of(store) == text
    # Whatever stands in a text, the lines of a file are found by it.
    found = read(text, "b.toml", NOW).places.values()
    assert all(place.startswith("b.toml:") or "[[" in text for place in found)


@given(SETUPS, SETUPS)
@settings(max_examples=60, deadline=None)
def test_any_setup_is_had_over_any_other_at_the_first_try(setup, other):
    text = text_of(stored(setup))
    store = stored(other)
    kept = {each.id for each in store.topics() if each.state is not State.REMOVED}
    found = read(text, "b.toml", NOW)
    assume(not planned(store, found, replacing=True).problems)
    restored(store, text)
    assert restored(store, text).done == ()
    assert restored(store, text, replacing=True).failed == ()
    again = planned(store, found, replacing=True)
    assert (again.steps, again.same) == ((), len(found.setup.subjects))
    assert kept <= {each.id for each in store.topics() if each.state is not State.REMOVED}
