"""Saved sets by command: what people type and press, and what they are shown."""

from dataclasses import replace

import pytest
from desk import ADA, BOARD, BOB, DIRECT, ENERGY, EVE, POLICY, Desk, buttons, labels
from fakes import T0

from newswatch.errors import Conflict, QueueError
from newswatch.model import State
from newswatch.slack.asked import Asked, encode


@pytest.fixture
def desk():
    return Desk()


def test_a_set_is_saved_used_changed_and_taken_back(desk):
    said = desk.types("sets Competitors = tesla | byd")
    assert "✅ The set `competitors` is saved: `tesla OR byd`" in said
    assert "in a query it is written `set:competitors`" in said
    assert "Watching" in desk.types("add Recalls = @competitors AND recall")
    assert desk.topic("recalls").query == "set:competitors AND recall"

    said = desk.types("sets competitors = tesla OR byd OR nio", BOB)
    assert "• `tesla OR byd` → `tesla OR byd OR nio`" in said
    assert "1 topic uses it" in said

    said = desk.presses("Undo", BOB)
    assert "Taken back: the set `competitors` is as it was before." in said
    assert desk.store.set_by_name("competitors").query == "tesla OR byd"


def test_what_needs_all_topics_is_put_off_and_what_is_wrong_is_told_at_once(desk):
    for text in ("sets", "sets evs = tesla", "sets remove evs"):
        assert desk.types(text, follow=False) == "One moment …", text
    desk.works()
    for text, said in {
        "sets evs": "There is no saved set called evs",
        "sets evs = tesla OR": "",
        "sets evs = set:nothing OR tesla": "There is no saved set called nothing",
        "sets evs = set:evs OR tesla": "evs uses itself",
        "sets EV makers = tesla": "letters, digits",
        "sets evs tesla OR byd": "an = with blanks",
        "sets evs =": "Which words?",
        "sets remove": "Which saved set?",
        "help sets": "Queries that topics use by name",
    }.items():
        shown = desk.types(text, follow=False)
        assert said in shown
        assert "One moment" not in shown


def test_the_list_says_how_many_topics_use_each_set(desk):
    assert "no saved sets yet" in desk.types("sets")
    desk.types("sets evs = tesla OR byd")
    desk.types("sets chips = tsmc")
    desk.types("add set:evs AND recall")
    said = desk.types("sets")
    assert "• `chips`  `tsmc`  no topic\n• `evs`  `tesla OR byd`  1 topic" in said
    assert "Topics that use it: `set-evs-and-recall`." in desk.presses("evs")


def test_the_line_to_copy_changes_what_was_seen_and_nothing_newer(desk):
    desk.types("sets evs = tesla")
    assert "/watch sets evs:1 = tesla" in desk.types("sets evs")
    desk.types("sets evs = byd", BOB)
    said = desk.types("/watch sets evs:1 = tesla OR nio")
    assert "evs was changed in between" in said
    assert desk.store.set_by_name("evs").query == "byd"
    assert "/watch sets evs:2 = byd" in desk.presses("sets evs")
    assert "is changed" in desk.types("/watch sets evs:2 = tesla OR nio")


def test_a_set_in_use_stays_and_its_users_are_named_to_who_may_see_them(desk):
    desk.types("sets evs = tesla")
    desk.types("sets cars = set:evs OR ford")
    desk.types("add Recalls = set:evs recall")
    desk.types("add Board = set:evs board", where=BOARD)
    desk.types("sets evs")
    said = desk.presses("Remove", ADA)
    assert "evs is used by the topics board and recalls and the set cars" in said
    said = desk.types("sets remove evs", EVE, where=ENERGY)
    assert "the topic recalls, 1 topic that you cannot see and the set cars" in said
    assert desk.store.set_by_name("evs").state is State.ACTIVE
    shown = desk.types("sets evs", EVE, where=ENERGY)
    assert "`recalls`; 1 topic that you cannot see" in shown
    assert "board" not in shown

    assert "is removed" in desk.types("sets remove cars", BOB)
    assert "there again" in desk.types("undo", BOB)


def test_an_unknown_name_is_answered_with_the_nearest_ones(desk):
    desk.types("sets competitors = tesla")
    desk.types("sets compettiors")
    assert labels(desk.shown[-1]) == ["sets competitors"]
    assert "stands for" in desk.presses("sets competitors")
    desk.types("sets remove comp")
    assert "is removed" in desk.presses("sets remove competitors")
    desk.types("sets competitors")
    assert labels(desk.shown[-1]) == ["All sets"]


@pytest.mark.parametrize(
    "text",
    [
        "set competitors = tesla OR byd",
        "sets competitors tesla OR byd",
        "sets competitors=tesla OR byd",
        "sets add competitors tesla OR byd",
        "sets add competitors = tesla OR byd",
    ],
)
def test_a_slip_is_put_right_by_a_button(desk, text):
    desk.types(text)
    assert desk.store.sets() == []
    desk.presses("sets competitors = tesla OR byd")
    assert desk.store.set_by_name("competitors").query == "tesla OR byd"


def test_a_refused_query_of_a_set_is_offered_as_one_of_that_set(desk):
    desk.types("sets evs = tesla OR byd recall")
    desk.presses("(tesla OR byd) AND recall")
    assert desk.store.set_by_name("evs").query == "(tesla OR byd) AND recall"


def test_a_query_with_an_unknown_set_is_refused_with_the_nearest(desk):
    desk.types("sets evs = tesla")
    for text in ("set:evss recall", "test set:evss recall", "add Recalls = set:evss recall"):
        assert "There is no saved set called evss" in desk.types(text, follow=False)
    assert desk.store.topics() == []
    desk.presses("set:evs AND recall")
    assert desk.topic("recalls").query == "set:evs AND recall"
    assert "no saved set called gone" in desk.types("edit recalls set:gone")


def test_a_query_with_sets_is_tried_on_the_last_days(desk):
    desk.types("sets evs = tesla OR byd")
    desk.reads("Tesla recalls cars")
    desk.reads("Ford recalls cars")
    assert "1 stor" in desk.types("test set:evs recalls")
    desk.types("add Recalls = set:evs recalls")
    assert "1 stor" in desk.types("test recalls")
    desk.types("sets evs = ford OR tesla")
    assert "2 stories" in desk.types("test recalls")


def test_a_request_that_is_delivered_again_is_answered_once(desk):
    def carried_out(text, request):
        desk.carries_out(encode(Asked(text, ADA, POLICY, "https://hooks.slack.com/1", request)))
        return desk.shown[-1]["text"]

    first = carried_out("sets evs = tesla", "a" * 32)
    assert carried_out("sets evs = tesla", "a" * 32) == first
    removed = carried_out("sets remove evs", "b" * 32)
    assert carried_out("sets remove evs", "b" * 32) == removed
    assert carried_out("sets evs = tesla", "a" * 32) == first
    assert desk.store.catalog_version() == 2
    assert "no saved set" in carried_out("sets remove evs", "c" * 32)


def test_a_repeated_request_is_answered_though_it_would_be_refused_by_now(desk):
    desk.types("sets evs = tesla")
    first = desk.types("sets cars = set:evs OR ford", request="d" * 32)
    desk.types("sets remove cars")
    desk.types("sets remove evs")
    asked = Asked("sets cars = set:evs OR ford", ADA, POLICY, "https://hooks.slack.com/1", "d" * 32)
    desk.carries_out(encode(asked))
    assert desk.shown[-1]["text"] == first.partition("\n")[2]


def test_undo_alone_takes_back_one_s_own_set(desk):
    desk.types("sets evs = tesla")
    desk.types("sets chips = tsmc", BOB)
    assert "the set `evs` is removed" in desk.types("undo")
    assert [saved.state for saved in desk.store.sets()] == [State.ACTIVE, State.REMOVED]


def test_a_set_that_a_topic_uses_by_now_is_not_undone(desk):
    desk.types("sets evs = tesla")
    desk.types("add set:evs recall", BOB)
    assert "evs is used by the topic set-evs-and-recall" in desk.types("undo", ADA)


def test_a_missing_name_is_asked_for_with_those_that_there_are(desk):
    desk.types("sets remove")
    assert labels(desk.shown[-1]) == ["sets", "help sets"]
    desk.types("sets evs = tesla")
    desk.types("sets remove", where=DIRECT)
    assert labels(desk.shown[-1]) == ["sets remove evs", "help sets"]


def test_what_does_not_work_just_now_is_told(desk):
    def conflict(*_, **__):
        raise Conflict("version")

    desk.store.save_set = conflict
    assert "That did not work" in desk.types("sets evs = tesla")

    def full(_):
        raise QueueError("full")

    desk.queues.send_command = full
    assert "Nothing was changed" in desk.types("sets evs = tesla")


def test_a_topic_whose_set_is_removed_before_its_preview_is_announced_all_the_same(desk):
    desk.types("sets evs = tesla")
    desk.types("add set:evs recall", follow=False)
    evs = desk.store.set_by_name("evs")
    desk.store.save_set(replace(evs, state=State.REMOVED, version=2), BOB, T0, "remove")
    desk.works()
    assert desk.shown[-1]["text"] == "There is no saved set called evs."
    assert desk.notices() == [POLICY]


def test_a_button_of_a_set_types_what_can_be_typed(desk):
    desk.types("sets remove = tesla")
    desk.types("sets show remove")
    remove = {button["text"]["text"]: button["value"] for button in buttons(desk.shown[-1])}["Remove"]
    assert remove == "sets remove remove"
    assert "is removed" in desk.presses("Remove")
