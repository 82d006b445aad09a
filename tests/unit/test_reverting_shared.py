"""Back to what a source, a saved set or the settings of a place were: one new change, like any other."""

from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from builders import article, channel_settings, source
from desk import ADA, BOARD, BOB, ENERGY, EVE, POLICY, Desk, buttons, labels
from fakes import T0

from newswatch.errors import Conflict
from newswatch.model import WORKSPACE, Channel, ChannelId, FetchMemory, Kind, Quiet, State, Validators
from newswatch.usecases.catalog import Catalog
from newswatch.usecases.source_news import NEWSWATCH

NEWS = source(1, name="News")


@dataclass(frozen=True)
class Thing:
    """Something whose changes 1 to 3 are an addition and two more, and what they left."""

    changes: tuple[str, str, str]
    other: str
    """What somebody else sets."""
    history: str
    revert: str
    pressed: str
    """What a button carries, without the version."""
    left: tuple[object, object, object]
    so: str = "was so already"


KINDS = {
    "source": Thing(
        ("", "source set news urgent on", "source set news name World"),
        "source set news rank 2",
        f"source history {NEWS.id}",
        "source revert news",
        f"source revert {NEWS.id}",
        (("News", False), ("News", True), ("World", True)),
        "it is so already",
    ),
    "set": Thing(
        ("sets evs = tesla", "sets evs = tesla OR byd", "sets evs = nio"),
        "sets evs = ford",
        "sets history evs",
        "sets revert evs",
        "sets revert evs",
        ("tesla", "tesla OR byd", "nio"),
    ),
    "channel": Thing(
        ("set here cap 5/h", "set here cap 9/h", "set here quiet 22:00-07:00"),
        "set here cap 1/h",
        "history here",
        "revert here",
        f"revert <#{POLICY}>",
        ((5, None), (9, None), (9, Quiet("22:00", "07:00"))),
    ),
    "workspace": Thing(
        ("set workspace cap 5/h", "set workspace cap 9/h", "set workspace cap off"),
        "set workspace cap 1/h",
        "history workspace",
        "revert workspace",
        "revert workspace",
        ((5, None), (9, None), (0, None)),
    ),
}


def now(desk, kind):
    """Return what something is like, as ``Thing.left`` has it."""
    match kind:
        case "source":
            found = one(desk)
            return found.name, found.urgent
        case "set":
            return desk.store.set_by_name("evs").query
    where = POLICY if kind == "channel" else WORKSPACE
    found = desk.store.settings([where])[where]
    return found.cap, found.quiet


def one(desk):
    return desk.store.sources_by_id([NEWS.id])[NEWS.id]


def back(desk):
    return [b["value"] for b in buttons(desk.shown[-1]) if b["text"]["text"] == "Back to this"]


@pytest.fixture
def desk():
    return Desk()


@pytest.fixture(params=KINDS)
def kind(request):
    return request.param


@pytest.fixture
def changed(desk, kind):
    """The desk after the three changes of a kind."""
    for text in KINDS[kind].changes:
        if text:
            desk.types(text)
        else:
            desk.store.save_source(NEWS, ADA, T0, "add")
    assert desk.store.catalog_version() == 3
    return desk


# --- All kinds --------------------------------------------------------------------------------------------


def test_it_goes_back_to_what_a_change_left_by_a_change_that_can_be_undone(changed, kind):
    it = KINDS[kind]
    for seq in (1, 2):
        assert "again as it was" in changed.types(f"{it.revert} {seq}", who=BOB)
        assert now(changed, kind) == it.left[seq - 1]
    change = changed.store.change(5)
    assert (change.what, change.who, change.undoes) == ("revert", BOB, 0)
    assert "as it was before" in changed.types("undo", who=BOB) or kind == "source"
    assert now(changed, kind) == it.left[0]


def test_every_change_but_the_present_one_has_its_button(changed, kind):
    it = KINDS[kind]
    said = changed.types(it.history)
    assert back(changed) == [f"{it.pressed}:3 2", f"{it.pressed}:3 1"]
    assert "To have it as a change left it" in said
    assert "again as it was" in changed.presses("Back to this")
    assert now(changed, kind) == it.left[1]
    said = changed.types(it.history)
    assert f"<@{ADA}>: revert" in said
    # The second is what it is now.
    assert back(changed) == [f"{it.pressed}:4 3", f"{it.pressed}:4 1"]


def test_the_same_request_goes_back_once_and_is_answered_as_then(changed, kind):
    it = KINDS[kind]
    said = [changed.types(f"{it.revert} 1", request="d" * 32) for _ in range(2)]
    changed.types(it.other)
    said.append(changed.types(f"{it.revert} 1", request="d" * 32))
    assert changed.store.catalog_version() == 5
    # What is put off says so first.
    assert len({each.removeprefix("One moment …\n") for each in said}) == 1


def test_back_to_what_it_is_changes_nothing(changed, kind):
    assert KINDS[kind].so in changed.types(f"{KINDS[kind].revert} 3")
    assert changed.store.catalog_version() == 3


def test_what_somebody_else_has_set_since_is_not_overwritten(changed, kind):
    it = KINDS[kind]
    changed.types(it.history)
    shown = changed.shown[-1]
    changed.types(it.other, who=BOB)
    there = now(changed, kind)
    changed.shown.append(shown)
    assert "was changed in between" in changed.presses("Back to this")
    assert (now(changed, kind), changed.store.catalog_version()) == (there, 4)
    # The answer has the way to what it is by now.
    assert [b["value"] for b in buttons(changed.shown[-1])] == [it.history.replace(" here", f" <#{POLICY}>")]
    assert "again as it was" in changed.types(f"{it.revert} 1")


def test_what_one_has_set_oneself_since_or_is_as_it_was_seen_is_no_reason_to_stop(changed, kind):
    it = KINDS[kind]
    changed.types(it.history)
    shown = changed.shown[-1]
    changed.types(it.other, who=BOB)
    changed.types("undo", who=BOB)
    changed.types(it.other)
    changed.types("undo")
    changed.shown.append(shown)
    assert "again as it was" in changed.presses("Back to this")


@pytest.mark.parametrize("number", [4, 99])
def test_a_change_of_something_else_or_none_is_no_way_back(changed, kind, number):
    changed.types("add Talks = venezuela")
    assert f"has no change number {number}" in changed.types(f"{KINDS[kind].revert} {number}")
    assert changed.store.catalog_version() == 4


def test_it_is_tried_again_when_somebody_was_faster_and_given_up_in_the_end(changed, kind, monkeypatch):
    it, tries = KINDS[kind], []
    save = {"source": "save_source", "set": "save_set"}.get(kind, "save_settings")
    kept = getattr(changed.store, save)

    def other_was_faster(*args, **more):
        tries.append(args)
        raise Conflict("version")

    monkeypatch.setattr(changed.store, save, other_was_faster)
    changed.types(f"{it.revert} 1")
    assert (len(tries), changed.store.catalog_version()) == (5, 3)

    def second_is_first(*args, **more):
        monkeypatch.setattr(changed.store, save, kept)
        raise Conflict("version")

    monkeypatch.setattr(changed.store, save, second_is_first)
    assert "again as it was" in changed.types(f"{it.revert} 1")


# --- Who may ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["source", "set", "workspace"], indirect=True)
def test_what_belongs_to_the_workspace_is_reverted_by_its_managers_alone(changed, kind):
    changed.types("set workspace managers me")
    seq, there = changed.store.catalog_version(), now(changed, kind)
    for text in (f"{KINDS[kind].revert} 1", f"{KINDS[kind].pressed}:3 1"):
        assert "ask one of them" in changed.types(text, who=BOB)
    assert (changed.store.catalog_version(), now(changed, kind)) == (seq, there)


def test_how_a_channel_is_told_is_reverted_by_who_is_in_it_and_told_to_nobody_else(desk):
    desk.people.rooms[2] = Channel(BOARD, "board", private=True, joined=True)
    desk.types("set here cap 5/h", where=BOARD)
    desk.types("set here cap 9/h", where=BOARD)
    for text in (f"revert <#{BOARD}> 1", f"revert <#{BOARD}> 99", f"revert <#{BOARD}>:1 1"):
        assert desk.types(text, who=BOB).endswith("How a channel is told is set by those who are in it.")
    # Of another place it is no change.
    assert "no change number 1" in desk.types("revert here 1", who=BOB)
    assert desk.store.settings([BOARD])[BOARD].cap == 9


def test_what_is_set_for_me_is_mine(desk):
    desk.types("set me cap 5/h")
    desk.types("set me cap 9/h")
    assert "no change number 1" in desk.types("revert me 1", who=BOB)
    desk.types("history me")
    assert back(desk) == ["revert me:2 1"]
    assert "How you are told is again as it was" in desk.presses("Back to this")
    assert desk.store.settings([ChannelId(ADA)])[ChannelId(ADA)].cap == 5


# --- Sources ----------------------------------------------------------------------------------------------


@pytest.fixture
def read(desk):
    """A source that is read since a week, and was removed by change 2."""
    desk.store.save_source(NEWS, ADA, T0, "add")
    memory = FetchMemory(Validators("etag"), interval_s=3600, baseline_at=T0, failures=2)
    desk.store.remember_fetch(NEWS.id, memory)
    desk.clock.advance(days=7)
    desk.types("source remove news")
    return desk


def test_a_removed_source_is_found_by_its_history_and_comes_back_and_is_read_as_one_that_is_resumed(read):
    read.clock.advance(hours=2)
    said = read.types("source history news", who=BOB)
    assert "*News* · removed" in said
    assert labels(read.shown[-1]) == ["Back to this", "Undo 2"]
    assert "*News* is again as it was: read, in a moment." in read.presses("Back to this", who=BOB)
    assert (one(read).state, one(read).owner) == (State.ACTIVE, NEWS.owner)
    assert [group.source_ids for group in read.queues.sources] == [(NEWS.id,)]
    assert len(read.store.roster()) == 1
    assert read.store.fetch_memories([NEWS.id])[NEWS.id].failures == 0


def test_undo_has_a_source_read_that_comes_back_as_well(read):
    read.clock.advance(hours=2)
    assert "One moment" in read.types("undo", follow=False)
    assert read.store.catalog_version() == 2
    read.works()
    assert read.shown[-1]["text"].startswith("Taken back: *News* is read, in a moment.")
    assert [group.source_ids for group in read.queues.sources] == [(NEWS.id,)]


def test_a_source_that_was_asked_until_just_now_waits_for_its_turn(read):
    assert "read, next: " in read.types("source revert news 1")
    assert read.queues.sources == []


def test_back_to_its_removal_a_source_is_removed_and_has_no_button_for_that(read):
    read.types("undo")
    read.types("source history news")
    assert back(read) == []
    assert "*News* is again as it was: removed." in read.types("source revert news 2")
    assert read.store.roster() == []
    assert "it is so already" in read.types("source revert news 2")


def test_a_source_is_not_read_at_an_address_that_is_another_s_by_now(read):
    read.store.save_source(replace(source(2, name="Wire"), url=NEWS.url), BOB, T0, "add")
    for text in (f"source revert {NEWS.id} 1", "undo 2"):
        assert "had then is that of Wire by now" in read.types(text), text
    assert one(read).state is State.REMOVED


def test_a_source_that_has_moved_is_read_where_it_was_and_its_server_asked_anew(desk):
    desk.store.save_source(NEWS, ADA, T0, "add")
    moved = replace(NEWS, url="https://moved.example/feed", version=2)
    desk.store.save_source(moved, NEWSWATCH, T0, "moved")
    desk.store.postpone(one(desk), T0 + timedelta(minutes=5), 3600)
    desk.store.remember_fetch(NEWS.id, FetchMemory(Validators("etag"), baseline_at=T0))
    assert "It is read at `https://news1.example/feed`" in desk.types("source revert news 1")
    [entry] = desk.store.roster()
    memory = desk.store.fetch_memories([NEWS.id])[NEWS.id]
    assert (entry.host, memory.validators, memory.baseline_at) == ("news1.example", Validators(), T0)


def test_other_links_of_a_page_are_a_baseline_again(desk):
    desk.store.save_source(replace(NEWS, kind=Kind.PAGE, selector="h2 a"), ADA, T0, "add")
    desk.store.save_source(replace(NEWS, kind=Kind.PAGE, version=2), ADA, T0, "set")
    desk.store.remember_fetch(NEWS.id, FetchMemory(Validators("etag"), baseline_at=T0))
    desk.types("source revert news 1")
    assert one(desk).selector == "h2 a"
    assert desk.store.fetch_memories([NEWS.id])[NEWS.id].baseline_at is None


def test_what_was_more_often_than_is_polite_today_is_refused(desk):
    desk.store.save_source(replace(NEWS, least_s=60, most_s=60), ADA, T0, "add")
    desk.store.save_source(replace(NEWS, version=2), ADA, T0, "set")
    for text in ("source revert news 1", "undo 2"):
        assert "every 10 minutes at most" in desk.types(text), text
    assert one(desk).least_s == 0


def test_whose_a_source_is_and_what_newswatch_has_told_of_it_stay(desk):
    desk.store.save_source(NEWS, ADA, T0, "add")
    named = replace(NEWS, name="World", owner=BOB, trouble="It could not be read for a day.", version=2)
    desk.store.save_source(named, ADA, T0, "set")
    desk.types("source revert world 1")
    assert one(desk) == replace(named, name="News", version=3)


# --- Saved sets -------------------------------------------------------------------------------------------


def test_topics_that_use_a_set_look_for_what_it_stands_for_again(desk):
    desk.types("sets evs = tesla")
    desk.types("add Recalls = set:evs AND recall")
    desk.types("sets evs = byd")
    catalog = Catalog(desk.store, desk.clock)
    catalog.refresh()
    found = article(title="Tesla recall")
    assert catalog.matches(found, NEWS, T0) == []
    said = desk.types("sets revert evs 1", who=BOB)
    assert "`byd` → `tesla`" in said
    assert "1 topic uses it" in said
    catalog.refresh()
    assert [topic.handle for topic, _ in catalog.matches(found, NEWS, T0)] == ["recalls"]


def test_a_removed_set_comes_back_and_stays_whose_it_was(desk):
    desk.types("sets evs = tesla")
    desk.types("sets remove evs", who=BOB)
    desk.types("sets history evs", who=BOB)
    assert back(desk) == ["sets revert evs:2 1"]
    assert "The set `evs` is there again: `tesla`" in desk.presses("Back to this", who=BOB)
    saved = desk.store.set_by_name("evs")
    assert (saved.state, saved.owner) == (State.ACTIVE, ADA)


def test_whose_a_set_is_stays_and_what_is_removed_is_removed_whatever_it_stood_for(desk):
    for text, who in (("= tesla", ADA), ("", ADA), ("= byd", BOB)):
        desk.types(f"sets evs {text}" if text else "sets remove evs", who=who)
    made = desk.store.set_by_name("evs")
    desk.types("sets revert evs 1")
    assert desk.store.set_by_name("evs") == replace(made, query="tesla", query_typed="tesla", version=4)
    desk.types("undo")
    desk.types("sets remove evs")
    seq = desk.store.catalog_version()
    assert "was so already" in desk.types("sets revert evs 2")
    assert desk.store.catalog_version() == seq


def test_a_set_in_use_does_not_go_back_to_its_removal(desk):
    desk.types("sets evs = tesla")
    desk.types("sets remove evs")
    desk.types("sets revert evs 1")
    assert "The set `evs` is removed" in desk.types("sets revert evs 2")
    desk.types("sets revert evs 1")
    desk.types("add Recalls = set:evs AND recall")
    assert "evs is used by the topic recalls" in desk.types("sets revert evs 2")
    assert desk.store.set_by_name("evs").state is State.ACTIVE


@pytest.mark.parametrize(
    ("meanwhile", "why"),
    [
        (["sets cars = set:evs OR ford"], "evs uses cars, which uses evs"),
        (["sets remove cars"], "no saved set called cars"),
    ],
)
def test_what_a_set_stood_for_may_be_refused_by_now(desk, meanwhile, why):
    desk.types("sets cars = ford")
    desk.types("sets evs = set:cars OR tesla")
    desk.types("sets evs = tesla")
    for text in meanwhile:
        desk.types(text)
    said = desk.types("sets revert evs 2")
    assert "What evs stood for would be refused by now" in said
    assert why in said
    assert desk.store.set_by_name("evs").query == "tesla"


def test_a_set_that_never_was_is_told_at_once_with_the_nearest(desk):
    desk.types("sets evs = tesla")
    said = desk.types("sets revert evz 1", follow=False)
    assert "There is no saved set called evz" in said
    assert [b["value"] for b in buttons(desk.shown[-1])] == ["sets revert evs 1"]


# --- Settings ---------------------------------------------------------------------------------------------


def test_a_channel_is_told_of_it_and_what_is_held_there_weighed_anew(desk):
    desk.types("set here cap 5/h")
    desk.types("set here cap 9/h")
    told, weighed = desk.notices(), list(desk.queues.weighed)
    said = desk.types("revert here 1", who=BOB)
    assert "How <#C0POLICY> is told is again as it was. What waits already is delivered so, too." in said
    assert desk.notices() == [*told, POLICY]
    assert desk.queues.weighed == [*weighed, POLICY]


def test_back_to_the_beginning_is_as_usual(desk):
    desk.types("set here cap 5/h")
    desk.types("set here cap default")
    desk.types("set here cap 9/h", who=BOB)
    desk.types("history here")
    assert back(desk) == [f"revert <#{POLICY}>:3 2", f"revert <#{POLICY}>:3 1"]
    desk.types("revert here 2")
    assert desk.store.settings([POLICY])[POLICY].state is State.REMOVED
    assert "was so already" in desk.types("revert here 2")


def test_a_snooze_that_is_over_does_not_come_back(desk):
    desk.types("set here snooze 3h")
    desk.types("set here cap 5/h")
    desk.types("set here snooze off")
    desk.clock.advance(hours=4)
    desk.types("history here")
    # The second left the cap alone, as it is.
    assert back(desk) == [f"revert <#{POLICY}>:3 1"]
    assert "snoozed" not in desk.types("revert here 1")
    assert desk.store.settings([POLICY])[POLICY].snoozed_until is None


def test_quiet_hours_that_leave_nothing_awake_are_refused(desk):
    always = channel_settings(POLICY, owner=ADA, quiet=Quiet(days=frozenset(range(7))))
    desk.store.save_settings(always, ADA, T0, "add")
    desk.store.save_settings(replace(always, quiet=None, cap=5, version=2), ADA, T0, "set")
    for text in ("revert here 1", "undo 2"):
        assert "quiet always" in desk.types(text), text
    assert desk.store.settings([POLICY])[POLICY].quiet is None


def test_nobody_reverts_for_a_channel_that_slack_does_not_know(desk):
    assert "no change number 1" in desk.types("revert here 1", where=ENERGY)
    assert "You are not in that channel" in desk.types(f"revert <#{ENERGY}> 1", who=EVE)
