"""What commands keep to, whoever types them: private topics, limits to sources, zones, who is told what."""

from datetime import UTC, datetime

import pytest
from builders import article, source, topic
from desk import ADA, BOARD, BOB, ENERGY, EVE, POLICY, Desk, buttons, labels
from fakes import T0, FakePeople, FakeQueues, FakeStore

from newswatch.errors import SecretMissing
from newswatch.model import Channel, SourceFilter, State
from newswatch.slack import requests
from newswatch.slack.asked import Action, Asked
from newswatch.slack.routes import carry_out
from newswatch.usecases.announcing import announce
from newswatch.usecases.undoing import FEW

WIRES = SourceFilter(tags=frozenset({"wires"}))


@pytest.fixture
def desk():
    return Desk()


def posts(desk):
    """Return the stories that wait to be posted."""
    return [post for post in desk.store._posts.values() if not post.change]


def brings(desk):
    """Have a source of the wires and another one bring an article each."""
    wire, paper = source(1, tags=("wires",)), source(2, tags=("papers",))
    for brought_by, title in ((wire, "Venezuela by wire"), (paper, "Venezuela on paper")):
        desk.store.save_source(brought_by, ADA, T0, "add")
        url = f"https://news.example/{brought_by.id}"
        desk.store.save_article(article(url, title=title, text="", source_id=brought_by.id), [])


# --- Which message an answer replaces ---------------------------------------------------------------


@pytest.mark.parametrize("replaces", [True, False])
def test_only_the_answer_to_a_button_takes_its_place_and_the_preview_comes_after_it(desk, replaces):
    shown = []
    asked = Asked(
        "add Talks = venezuela", ADA, POLICY, "https://hooks.slack.com/1", "a" * 32, replaces=replaces
    )
    carry_out(desk.slow, asked, lambda answer, replacing: shown.append((answer["text"], replacing)))

    assert [replacing for _, replacing in shown] == [replaces, False]
    assert "Watching *Talks*" in shown[0][0]


# --- Who is kept out --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["show secret-merger", "history secret-merger", "edit secret-merger", "edit secret-merger oil",
     "pause secret-merger", "resume secret-merger", "remove secret-merger", "test secret-merger",
     "set secret-merger name Open", "set secret-merger sources tag:wires", "set secret-merger channel here",
     "show SECRET-MERGER", "show secret-m"],
)  # fmt: skip
def test_the_exact_handle_of_a_private_topic_says_no_more_than_one_that_nobody_has(desk, text):
    nowhere = Desk()
    for house in (desk, nowhere):
        house.reads("Lithium mining grows")
    desk.types("add Secret merger = lithium", where=BOARD)
    before = desk.topic("secret-merger")

    request = "f" * 32  # the same, so that the buttons of both answers carry the same
    for house in (desk, nowhere):
        house.types(text, EVE, ENERGY, request)
    assert desk.shown[-1] == nowhere.shown[-1]
    assert desk.topic("secret-merger") == before


def test_the_same_handle_is_found_by_those_inside(desk):
    desk.reads("Lithium mining grows")
    desk.types("add Secret merger = lithium", where=BOARD)

    desk.people.rooms[2] = Channel(BOARD, "board", private=True, joined=True)
    desk.people.members[BOARD].add(BOB)
    assert "Secret merger" in desk.types("show secret-merger", who=BOB)
    assert "*Lithium* mining grows" in desk.types("test secret-merger", who=BOB)


def test_a_stranger_has_no_stories_posted(desk):
    desk.reads("Venezuela votes")
    desk.types("add Talks = venezuela")
    label = next(label for label in labels(desk.shown[-1]) if label.startswith("Post"))

    assert "Only its owner, members" in desk.presses(label, who=EVE, where=ENERGY)
    assert posts(desk) == []
    desk.presses(label, who=BOB)
    assert len(posts(desk)) == 1


def test_only_channels_that_the_person_is_in_are_offered(desk):
    def offered(who):
        desk.types("add #enrgy Talks = venezuela", who=who)
        return [label for label in labels(desk.shown[-1]) if label.startswith("Post to")]

    assert offered(ADA) == ["Post to #energy"]
    assert offered(BOB) == []


def test_the_bot_does_not_try_to_join_a_private_channel_that_it_can_see():
    class Open(FakePeople):
        """A workspace whose token sees private channels without being in them."""

        def channel(self, channel):
            return next(room for room in self.rooms if room.id == channel)

    store, people = FakeStore(), Open([Channel(BOARD, "board", private=True)])
    change = store.save_topic(topic(destinations=(BOARD,)), ADA, T0, "add")

    [problem] = announce(store, FakeQueues(), people, change.seq)
    assert "join" not in people.calls
    assert "#board" in problem
    assert "/invite" in problem
    assert store.channels_with_outbox(T0) == []


def test_the_signature_is_compared_in_constant_time_and_that_decides(monkeypatch):
    compared = []

    def compare(verdict):
        def decides(one, other):
            compared.append((one, other))
            return verdict

        return decides

    headers = {"x-slack-request-timestamp": str(int(T0.timestamp())), "x-slack-signature": "v0=forged"}
    for verdict in (True, False):
        monkeypatch.setattr(requests.hmac, "compare_digest", compare(verdict))
        assert requests.verify(headers, b"text=list", "secret", T0) is verdict
    assert len(compared) == 2
    assert all(b"v0=forged" in pair for pair in compared)


# --- What a topic listens to ------------------------------------------------------------------------


def test_a_topic_is_tried_on_the_sources_that_it_listens_to(desk):
    brings(desk)
    desk.types("add Talks = venezuela")
    desk.types("set talks sources tag:wires")

    said = desk.types("test talks")
    assert "*Venezuela* by wire" in said
    assert "on paper" not in said
    assert "1 story" in said

    said = desk.types("test venezuela")
    assert "*Venezuela* by wire" in said
    assert "*Venezuela* on paper" in said


def test_a_topic_s_preview_is_of_the_sources_that_it_listens_to(desk):
    brings(desk)
    change = desk.store.save_topic(
        topic(query="venezuela", destinations=(POLICY,), sources=WIRES), ADA, T0, "add"
    )

    asked = Asked(str(change.seq), ADA, POLICY, "https://hooks.slack.com/1", "a" * 32, Action.CHANGED)
    carry_out(desk.slow, asked, lambda answer, _replaces: desk.shown.append(answer))

    assert "1 story" in desk.shown[-1]["text"]
    assert "Post it" in labels(desk.shown[-1])


# --- When, and whose --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zone", "hour"), [("Europe/Berlin", 7), ("Asia/Tokyo", 23), ("America/New_York", 13), ("UTC", 8)]
)
def test_a_time_of_day_is_that_of_the_person_who_types_it(desk, zone, hour):
    desk.people.zones[ADA] = zone
    desk.types("add Talks = venezuela")
    desk.types("pause talks until 2026-03-05 8:00")

    day = 4 if zone == "Asia/Tokyo" else 5
    assert desk.topic("talks").paused_until == datetime(2026, 3, day, hour, tzinfo=UTC)


def test_a_length_of_time_needs_nobody_s_zone(desk):
    desk.types("add Talks = venezuela")
    desk.people.calls.clear()
    desk.types("pause talks for 3d", follow=False)

    assert desk.topic("talks").state is State.PAUSED
    assert desk.people.calls == []


def test_whoever_asks_is_offered_the_topics_of_the_channel_and_their_own(desk):
    def offered(who, where):
        desk.types("show", who=who, where=where)
        values = [button["value"] for button in buttons(desk.shown[-1])]
        return [value for value in values if value.startswith("show ")]

    desk.types("add Talks = venezuela")
    desk.types("add Grid = electricity", who=BOB, where=ENERGY)
    assert offered(BOB, POLICY) == ["show talks", "show grid"]
    assert offered(EVE, ENERGY) == ["show grid"]


@pytest.mark.parametrize("others", [0, FEW - 2, FEW - 1, FEW, FEW + 1, 30, 150])
def test_a_person_s_own_change_is_found_behind_those_of_others(desk, others):
    desk.types("add Talks = venezuela")
    desk.types("add Oil = oil")
    desk.types("edit talks lavrov", who=BOB, follow=False)
    for n in range(others):
        desk.types(f"set oil name Oil {n}", who=EVE, follow=False)
    desk.types("undo", who=BOB)

    assert desk.topic("talks").query == "venezuela"


# --- When the token is gone -------------------------------------------------------------------------


def test_a_missing_token_is_told_after_a_change_which_stays(desk):
    desk.people.refuses["*"] = SecretMissing("/token")

    first, *rest = desk.types("add Talks = venezuela").splitlines()
    assert "Watching *Talks*" in first
    assert "Nothing is stored in the SSM parameter /token." in "\n".join(rest)
    assert desk.topic("talks").query == "venezuela"
