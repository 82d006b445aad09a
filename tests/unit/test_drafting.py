"""A topic as a form has it: its query and language apart, when it delivers, where it posts, what is saved."""

import pytest
from builders import channel_settings, topic
from fakes import T0, CountingEntropy, FakePeople, FakeStore, FrozenClock
from hypothesis import given
from hypothesis import strategies as st
from queries import queries

from newswatch.errors import ChangedMeanwhile, NeedsTime, NotAllowed, QueryError, UnknownChannel
from newswatch.languages import english
from newswatch.model import WORKSPACE, Cadence, Channel, ChannelId, Delivery, UserId
from newswatch.query.parser import parse
from newswatch.query.tongue import joined, parted
from newswatch.slack.absent import NoPeople
from newswatch.slack.views.topic_form import LANGUAGES, WHEN
from newswatch.usecases import drafting
from newswatch.usecases.sight import Sight
from newswatch.usecases.topics import add_topic

ADA, BOB, EVE = UserId("U0ADA"), UserId("U0BOB"), UserId("U0EVE")
POLICY, ENERGY, BOARD, OLD = map(ChannelId, ("C0POLICY", "C0ENERGY", "C0BOARD", "C0OLD"))
ME, HIM = ChannelId(ADA), ChannelId(BOB)


@pytest.fixture
def people():
    return FakePeople(
        rooms=[
            Channel(POLICY, "policy", joined=True),
            Channel(ENERGY, "energy"),
            Channel(BOARD, "board", private=True),
            Channel(OLD, "old", archived=True, joined=True),
        ],
        members={POLICY: {ADA, BOB}, ENERGY: {ADA}, OLD: {ADA}},
        zones={ADA: "Europe/Madrid"},
    )


@pytest.fixture
def store():
    return FakeStore()


# --- The query and its language -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "rest", "language"),
    [
        ("lithium AND lang:es", "lithium", "es"),
        ("lang:es AND lithium AND mine", "lithium AND mine", "es"),
        ("(lithium OR cobalt) AND lang:en", "lithium OR cobalt", "en"),
        ("lithium", "lithium", ""),
        ("lithium OR lang:es", None, ""),
        ("lithium AND NOT lang:es", "lithium AND NOT lang:es", ""),
        ("lithium AND lang:es AND lang:en", "lithium AND lang:es AND lang:en", ""),
        ("lithium AND (lang:es OR lang:en)", "lithium AND (lang:es OR lang:en)", ""),
        ("(lithium AND lang:es) OR cobalt", "(lithium AND lang:es) OR cobalt", ""),
    ],
)
def test_one_language_that_is_demanded_stands_in_a_field_of_its_own(query, rest, language):
    if rest is None:
        with pytest.raises(QueryError):
            parse(query)
        return
    assert parted(parse(query)) == (rest, language)


@given(queries())
def test_put_together_again_it_asks_for_the_same(query):
    text, language = parted(query)
    again = parse(joined(text, language))
    assert parted(again) == (text, language)
    if not language:
        assert again.canonical == query.canonical


@given(queries(), st.sampled_from(LANGUAGES))
def test_any_query_can_be_limited_to_a_language(query, language):
    text, already = parted(query)
    made = parse(joined(text, language))
    assert f"lang:{language}" in made.canonical
    if not already and "lang:" not in text:
        assert parted(made) == (text, language)


def test_every_language_that_is_offered_can_be_asked_for_and_has_a_name():
    for code in LANGUAGES:
        assert parted(parse(joined("lithium", code))) == ("lithium", code)
        assert english(code) != code


def test_a_query_that_is_refused_by_now_is_shown_as_it_is(store):
    assert drafting.in_parts(store, topic(query="set:gone AND lang:es")) == ("set:gone AND lang:es", "")


# --- When it delivers ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("delivery", "shown"),
    [
        (None, ("", "08:00")),
        (Delivery(), ("instant", "08:00")),
        (Delivery(Cadence.HOURLY), ("hourly", "08:00")),
        (Delivery(Cadence.DAILY, "17:30"), ("daily", "17:30")),
        (Delivery(Cadence.WEEKLY, "mon 07:00"), ("mon", "07:00")),
    ],
)
def test_when_it_delivers_is_shown_and_read_back(delivery, shown):
    assert drafting.delivered(delivery) == shown
    assert drafting.delivery_of(*shown) == delivery


def test_all_that_a_form_offers_can_be_saved():
    for when in WHEN:
        made = drafting.delivery_of(when, "09:15")
        assert drafting.delivered(made)[0] == when


@pytest.mark.parametrize("when", ["never", "weekly mon", "Mon", "-"])
def test_what_no_form_has_is_no_delivery(when):
    with pytest.raises(ValueError, match=when):
        drafting.delivery_of(when, "08:00")


# --- Where it posts -----------------------------------------------------------------------------------


def places(people, who, channels, *, me=False, there=None):
    return drafting.places(people, Sight(people, who, POLICY), channels, me=me, topic=there)


def test_a_new_topic_posts_where_its_author_is(people):
    assert places(people, ADA, [POLICY, ENERGY], me=True) == [POLICY, ENERGY, ME]


@pytest.mark.parametrize(
    ("who", "channel", "error"),
    [(BOB, ENERGY, NotAllowed), (ADA, OLD, NotAllowed), (ADA, BOARD, UnknownChannel)],
    ids=["not in it", "archived", "unseen"],
)
def test_elsewhere_it_may_not_post(people, who, channel, error):
    with pytest.raises(error):
        places(people, who, [channel])


def test_where_it_posts_already_it_may_go_on_whoever_changes_it(people):
    there = topic(destinations=(POLICY, ENERGY), owner=ADA)
    assert places(people, BOB, [ENERGY], there=there) == [ENERGY]


def test_what_is_not_shown_to_who_changes_it_stays(people):
    there = topic(destinations=(BOARD, POLICY), owner=ADA)
    assert places(people, BOB, [POLICY], there=there) == [POLICY, BOARD]
    assert places(people, BOB, [BOARD], there=there) == [BOARD], "chosen all the same, it is one place"
    assert places(people, ADA, [POLICY], there=there) == [POLICY], (
        "its owner has set it, and may take it away"
    )


def test_others_direct_messages_stay_and_ones_own_can_be_left(people):
    there = topic(destinations=(ME, HIM, POLICY), owner=ADA)
    assert places(people, ADA, [POLICY], there=there) == [POLICY, HIM]
    assert places(people, ADA, [], me=True, there=there) == [HIM, ME]


def test_who_has_no_time_to_ask_is_told():
    with pytest.raises(NeedsTime):
        places(NoPeople(), ADA, [ENERGY])


# --- The zone of a time -------------------------------------------------------------------------------

DAILY = {"delivery": Delivery(Cadence.DAILY, "08:00")}


@pytest.mark.parametrize(
    ("fields", "of", "zone"),
    [
        (DAILY, None, "Europe/Madrid"),
        (DAILY, topic(), "Europe/Madrid"),
        (DAILY, topic(zone="America/New_York"), None),
        (DAILY, topic(delivery=DAILY["delivery"]), None),
        ({"delivery": Delivery()}, None, None),
        ({"delivery": Delivery(Cadence.HOURLY)}, None, None),
        ({"delivery": None}, topic(delivery=DAILY["delivery"]), None),
        ({"cap_per_day": 5}, None, None),
    ],
    ids=["new", "changed", "has one", "same time", "at once", "hourly", "as the channel", "no time"],
)
def test_a_time_of_day_is_that_of_who_sets_it(store, people, fields, of, zone):
    found = drafting.with_zone(store, people, ADA, [POLICY], topic=of, fields=fields)
    assert found == ({**fields, "zone": zone} if zone else fields)
    assert people.calls == (["timezone"] if zone else [])


@pytest.mark.parametrize("where", [POLICY, WORKSPACE])
def test_where_there_is_a_zone_already_it_holds(store, people, where):
    store.save_settings(channel_settings(where, owner=ADA, zone="UTC"), ADA, T0, "set")
    assert drafting.with_zone(store, people, ADA, [POLICY], topic=None, fields=DAILY) == DAILY


# --- Saving -------------------------------------------------------------------------------------------


@pytest.fixture
def saved(store):
    return add_topic(
        store, FrozenClock(), CountingEntropy(), who=ADA, query="lithium", destinations=[POLICY],
        name="Talks", request="1" * 32,
    ).topic  # fmt: skip


def save(store, seen, *, who=ADA, query="lithium", name="Talks", request="2" * 32, **fields):
    unchanged = {"destinations": seen.destinations, "cap_per_day": seen.cap_per_day, "outlets": seen.outlets}
    return drafting.save_changed(
        store, FrozenClock(), seen, who=who, query=query, name=name, fields={**unchanged, **fields},
        request=request,
    )  # fmt: skip


def test_all_that_was_changed_is_one_change(store, saved):
    done = save(store, saved, query="lithium AND mine", name="Mines", cap_per_day=5, destinations=(ENERGY,))
    now = store.topic(saved.id)
    assert (now.query, now.name, now.cap_per_day, now.destinations) == (
        "lithium AND mine", "Mines", 5, (ENERGY,),
    )  # fmt: skip
    assert now.version == saved.version + 1
    assert done.before == saved


def test_what_was_left_as_it_was_keeps_what_others_have_set_meanwhile(store, saved):
    save(store, saved, who=BOB, cap_per_day=7)
    save(store, saved, query="lithium AND mine", request="3" * 32)
    now = store.topic(saved.id)
    assert (now.query, now.cap_per_day) == ("lithium AND mine", 7)


def test_what_both_have_changed_is_not_overwritten(store, saved):
    save(store, saved, who=BOB, query="grid")
    with pytest.raises(ChangedMeanwhile):
        save(store, saved, query="lithium AND mine", request="3" * 32)
    assert store.topic(saved.id).query == "grid"


def test_nothing_changed_is_nothing_written(store, saved):
    assert save(store, saved).seq == 0
    assert store.topic(saved.id) == saved


def test_the_same_request_again_makes_no_second_change(store, saved):
    first = save(store, saved, cap_per_day=5)
    again = save(store, saved, cap_per_day=5)
    assert again.seq == first.seq
    assert store.topic(saved.id).version == saved.version + 1


def test_a_query_that_is_refused_changes_nothing(store, saved):
    with pytest.raises(QueryError):
        save(store, saved, query='"lithium', cap_per_day=5)
    assert store.topic(saved.id) == saved


@pytest.mark.parametrize(
    ("was", "typed", "name"),
    [
        ("Talks", "Talks", "Talks"),
        ("Talks", "Mines", "Mines"),
        ("Talks", "", "lithium AND mine"),
        ("lithium", "lithium", "lithium AND mine"),
        ("lithium", "", "lithium AND mine"),
    ],
    ids=["kept", "another", "emptied", "called as its query", "not named"],
)
def test_without_a_name_of_its_own_it_is_called_as_what_it_asks_for(store, saved, was, typed, name):
    if was != saved.name:
        save(store, saved, name=was)
    seen = store.topic(saved.id)
    save(store, seen, query="lithium mine", name=typed, request="3" * 32)
    assert store.topic(saved.id).name == name
