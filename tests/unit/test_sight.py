"""Sight: who may see and change a topic, which one is meant, and whom that has to be asked."""

import pytest
from builders import ALICE, POLICY, topic
from fakes import FakePeople

from newswatch.errors import AmbiguousTopic, NeedsTime, NotAllowed, UnknownTopic
from newswatch.model import Channel, ChannelId, Person, State, UserId
from newswatch.usecases.sight import Sight

BOB = UserId("U2")
SECRET, PUBLIC, HIDDEN = ChannelId("C8"), ChannelId("C9"), ChannelId("C10")
ELSEWHERE = ChannelId("D77")


def people():
    """Bob is in the private #secret; nobody knows of #hidden, where the bot is not."""
    rooms = [
        Channel(SECRET, "secret", private=True, joined=True),
        Channel(PUBLIC, "public"),
        Channel(HIDDEN, "hidden", private=True),
    ]
    return FakePeople(rooms, {SECRET: {BOB}})


def nobody():
    return FakePeople(refuses={"*": NeedsTime()})


def sight(who=BOB, where=ELSEWHERE, whom=None):
    return Sight(whom or people(), who, where)


@pytest.mark.parametrize(
    ("destination", "who", "where"),
    [
        (SECRET, ALICE, ELSEWHERE),
        (SECRET, BOB, SECRET),
        (ChannelId(BOB), BOB, ELSEWHERE),
    ],
    ids=["owner", "typed in its channel", "own direct messages"],
)
def test_who_obviously_may_change_a_topic_is_told_without_asking_slack(destination, who, where):
    one = topic(destinations=(destination,))
    assert sight(who, where, nobody()).may_change(one)
    assert sight(who, where, nobody()).sees(one)


def test_direct_messages_of_another_person_are_nobody_else_s_business():
    one = topic(destinations=(ChannelId(ALICE),))
    assert not sight(whom=nobody()).may_change(one)
    assert not sight(whom=nobody()).sees(one)


@pytest.mark.parametrize(
    ("channels", "changes", "sees"),
    [
        ([SECRET], True, True),
        ([PUBLIC], False, True),
        ([HIDDEN], False, False),
        ([HIDDEN, PUBLIC], False, True),
        ([HIDDEN, SECRET], True, True),
        ([PUBLIC, ChannelId(ALICE)], False, True),
        ([ChannelId("C404")], False, False),
    ],
)
def test_members_change_a_topic_and_everybody_sees_what_is_public(channels, changes, sees):
    one = topic(destinations=tuple(channels))
    assert (changes, sees) == (sight().may_change(one), sight().sees(one))


def test_private_channel_is_seen_by_its_members_alone():
    one = topic(destinations=(SECRET,))
    assert not sight(UserId("U3")).sees(one)


def test_slack_is_asked_once_for_all_topics():
    whom = people()
    looks = sight(whom=whom)
    for number in range(20):
        looks.sees(topic(number, destinations=(PUBLIC,)))
        looks.may_change(topic(number, destinations=(SECRET,)))
    assert sorted(whom.calls) == ["channels", "channels_of", "person"]


def test_who_may_not_change_is_told_who_may():
    with pytest.raises(NotAllowed, match="Only its owner, members of its channels and workspace admins"):
        sight().require_change(topic(destinations=(PUBLIC,)))
    sight(ALICE).require_change(topic(destinations=(PUBLIC,)))


@pytest.mark.parametrize(
    ("channel", "seen"),
    [
        (SECRET, True), (PUBLIC, True), (HIDDEN, False), (ELSEWHERE, True), (ChannelId(BOB), True),
        (ChannelId(ALICE), False), (ChannelId("C404"), False),
    ],
)  # fmt: skip
def test_channels_that_may_be_asked_about(channel, seen):
    assert sight().sees_channel(channel) is seen


# --- Which topic is meant ------------------------------------------------------------------------------


def handles(*names, destinations=(POLICY,), **more):
    return [topic(n, handle=name, destinations=destinations, **more) for n, name in enumerate(names, start=1)]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("lithium", "lithium"),
        ("venezuela-talks", "venezuela-talks"),
        ("ven", "venezuela-talks"),
        ("VEN", "venezuela-talks"),
        ("`venezuela-talks`", "venezuela-talks"),
        ("#lithium", "lithium"),
        ("  lithium ", "lithium"),
        ("lithium-p", "lithium-price"),
        ("Venezuela Talks", "venezuela-talks"),
        ("élec", "elections"),
        ("elec", "elections"),
    ],
)
def test_topic_is_found_by_its_handle_or_the_beginning_of_it(typed, found):
    topics = handles("venezuela-talks", "lithium", "lithium-price", "elections")
    looks = sight(ALICE, whom=nobody())
    assert looks.find(topics, typed).handle == found


def test_ambiguous_beginning_names_those_that_it_could_be():
    with pytest.raises(AmbiguousTopic) as e:
        sight(ALICE).find(handles("tariffs-eu", "lithium", "tariffs"), "tar")
    assert (e.value.text, e.value.handles) == ("tar", ("tariffs", "tariffs-eu"))


def test_unknown_topic_names_those_that_are_spelled_nearly_so():
    with pytest.raises(UnknownTopic) as e:
        sight(ALICE).find(handles("lithium", "tariffs"), "litium")
    assert (e.value.topic, e.value.nearest) == ("litium", ("lithium",))


def test_what_does_not_exist_takes_as_long_as_what_may_not_be_seen():
    with pytest.raises(NeedsTime):
        sight(whom=nobody()).find(handles("lithium"), "zebra")

    with pytest.raises(UnknownTopic) as e:
        sight(ALICE).find(handles("lithium"), "zebra")
    assert e.value.nearest == ()


@pytest.mark.parametrize("typed", ["", "`", "#", "``"])
def test_nothing_typed_finds_nothing(typed):
    with pytest.raises(UnknownTopic):
        sight(ALICE).find(handles("lithium"), typed)


def test_removed_topic_is_not_found():
    with pytest.raises(UnknownTopic) as e:
        sight(ALICE).find(handles("lithium", state=State.REMOVED), "lithium")
    assert e.value.nearest == ()


@pytest.mark.parametrize("typed", ["lithium", "lith", "litium"])
def test_topic_that_may_not_be_seen_does_not_exist(typed):
    with pytest.raises(UnknownTopic) as e:
        sight().find(handles("lithium", destinations=(HIDDEN,)), typed)
    assert e.value.nearest == ()


def test_beginning_is_unambiguous_among_those_that_may_be_seen():
    topics = [
        topic(1, handle="lithium", destinations=(HIDDEN,)),
        topic(2, handle="lithium-price", destinations=(SECRET,)),
    ]
    assert sight().find(topics, "lithium").handle == "lithium-price"


def test_slack_has_to_be_asked_where_it_matters():
    with pytest.raises(NeedsTime):
        sight(whom=nobody()).find(handles("lithium"), "lithium")


@pytest.mark.parametrize(
    "typed",
    ["Élections & more", "elections more", "ELECTIONS-MORE", "Élections &amp; more", "`elections more`"],
)
def test_topic_is_found_by_its_name_in_full_though_its_handle_is_another(typed):
    topics = [topic(1, handle="polls", name="Élections & more"), topic(2, handle="lithium", name="Li")]
    assert sight(ALICE, whom=nobody()).find(topics, typed).handle == "polls"


@pytest.mark.parametrize("typed", ["AT&T", "AT&amp;T", "at-t"])
def test_name_that_was_stored_as_slack_escapes_it_is_found_by_either_spelling(typed):
    topics = [topic(1, handle="phones", name="AT&amp;T"), topic(2, handle="lithium", name="Li")]
    assert sight(ALICE, whom=nobody()).find(topics, typed).handle == "phones"


def test_name_of_several_topics_names_those_that_it_could_be():
    topics = [topic(n, handle=handle, name="Talks") for n, handle in ((1, "b"), (2, "a"))]
    topics.append(topic(3, handle="c", name="Talks", destinations=(HIDDEN,)))
    with pytest.raises(AmbiguousTopic) as e:
        sight(where=POLICY).find(topics, "talks")
    assert e.value.handles == ("a", "b")


def test_name_of_a_topic_that_may_not_be_seen_finds_nothing():
    with pytest.raises(UnknownTopic):
        sight().find([topic(1, handle="x", name="Secret plan", destinations=(HIDDEN,))], "secret plan")


def test_handles_that_have_the_word_in_them_come_before_those_spelled_nearly_so():
    with pytest.raises(UnknownTopic) as e:
        sight(ALICE).find(handles("tasks", "venezuela-talks", "lithium"), "talks")
    assert e.value.nearest == ("venezuela-talks", "tasks")


@pytest.mark.parametrize(
    ("destination", "where", "inside"),
    [
        (SECRET, ELSEWHERE, True), (HIDDEN, HIDDEN, True), (ChannelId(BOB), ELSEWHERE, True),
        (PUBLIC, ELSEWHERE, False), (HIDDEN, ELSEWHERE, False), (ChannelId(ALICE), ELSEWHERE, False),
    ],
)  # fmt: skip
def test_who_is_in_a_channel(destination, where, inside):
    assert sight(where=where).is_in(destination) is inside


# --- Guests and admins --------------------------------------------------------------------------------------

GUEST, ADMIN = UserId("U5"), UserId("U6")
TOPICS = {
    "public": topic(1, destinations=(PUBLIC,)),
    "theirs": topic(2, destinations=(POLICY,)),
    "private": topic(3, destinations=(SECRET,)),
    "direct": topic(4, destinations=(ChannelId(ALICE),)),
    "hidden": topic(5, destinations=(HIDDEN,)),
    "both": topic(6, destinations=(SECRET, PUBLIC)),
}


def workspace():
    """The guest and the admin are both in #policy alone."""
    found = people()
    found.rooms.append(Channel(POLICY, "policy", joined=True))
    found.members[POLICY] = {GUEST, ADMIN}
    found.persons = {GUEST: Person(GUEST, is_guest=True), ADMIN: Person(ADMIN, is_admin=True)}
    return found


@pytest.mark.parametrize(
    ("who", "seen", "changed"),
    [
        (GUEST, {"theirs"}, {"theirs"}),
        (ADMIN, {"theirs", "public", "both"}, {"theirs", "public", "both"}),
        (UserId("U7"), {"theirs", "public", "both"}, set()),
    ],
    ids=["guest", "admin", "member"],
)
def test_guests_see_their_channels_and_admins_change_what_they_see(who, seen, changed):
    looks = sight(who, whom=workspace())
    assert {name for name, one in TOPICS.items() if looks.sees(one)} == seen
    assert {name for name, one in TOPICS.items() if looks.may_change(one)} == changed
    assert looks.sees_channel(PUBLIC) is (who != GUEST)
    assert looks.may_set(PUBLIC) is (who == ADMIN)
    assert not looks.sees_channel(SECRET)
    assert not looks.may_set(SECRET)
    assert not looks.may_set(ChannelId(ALICE))
    assert looks.may_set(ChannelId(who))


@pytest.mark.parametrize("text", ["topic-1", "topic", "Topic 3", "nothing"])
def test_a_guest_finds_nothing_by_trying_names(text):
    with pytest.raises(UnknownTopic) as e:
        sight(GUEST, whom=workspace()).find([TOPICS["public"], TOPICS["private"], TOPICS["direct"]], text)
    assert e.value.nearest == ()


def test_who_somebody_is_is_asked_only_of_what_hangs_on_it():
    whom = workspace()
    looks = sight(GUEST, whom=whom)
    for one in ("theirs", "private", "direct", "hidden"):
        looks.sees(TOPICS[one])
        looks.may_change(TOPICS[one])
    assert "person" not in whom.calls
    looks.sees(TOPICS["public"])
    looks.may_change(TOPICS["both"])
    assert whom.calls.count("person") == 1
