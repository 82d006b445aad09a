"""The modal of a topic, from opening it to what is stored, on fakes."""

import json
from dataclasses import replace

import pytest
from builders import source
from desk import ADA, BOARD, BOB, DIRECT, ENERGY, POLICY, Desk, labels, said
from fakes import T0

from newswatch.errors import SlackAmbiguous, SlackUnusable
from newswatch.model import Cadence, Delivery, State, ThreadPolicy


@pytest.fixture
def desk():
    desk = Desk()
    for title in ("Lithium mine opens", "Mining of lithium grows", "Lithium in the sea", "Grid fails"):
        desk.reads(title)
    return desk


@pytest.fixture
def topic(desk):
    desk.types("add Talks = lithium AND mine")
    return desk.topic("talks")


# --- Opening --------------------------------------------------------------------------------------------


def test_an_empty_command_opens_an_empty_form_that_posts_here(desk):
    assert desk.opens("") is None
    assert desk.modal()["title"]["text"] == "New topic"
    desk.sends(query="lithium")
    assert desk.topic("lithium").destinations == (POLICY,)


def test_a_query_opens_the_form_with_it_and_its_preview_comes_by_itself(desk):
    desk.opens("lithium", works=False)
    assert "Looking at the last 7 days" in said(desk.modal())
    assert desk.store.topics() == [], "it is looked at first"

    desk.works()
    assert "3 stories" in said(desk.modal())
    assert "Lithium mine opens" in said(desk.modal()).replace("*", "")


def test_with_a_name_before_it(desk):
    desk.opens("Batteries = lithium")
    desk.sends()
    assert (desk.topic("batteries").name, desk.topic("batteries").query) == ("Batteries", "lithium")


def test_add_adds_at_once(desk):
    assert "Watching" in desk.opens("add lithium")["text"]


def test_where_no_modal_can_be_shown_the_query_is_watched_at_once(desk):
    desk.views.expired = True
    assert "Watching" in desk.opens("lithium")["text"]


def test_in_direct_messages_it_posts_there(desk):
    desk.opens("lithium", where=DIRECT)
    desk.sends()
    assert desk.topic("lithium").destinations == (ADA,)


# --- The query ------------------------------------------------------------------------------------------


def test_a_refused_query_is_explained_by_its_word_and_readings_are_buttons(desk):
    desk.opens("lithium OR grid sea")
    assert "`sea`" in said(desk.modal())
    desk.clicks("lithium OR (grid AND sea)")

    shown = desk.modal()
    assert shown["blocks"][0]["element"]["initial_value"] == "lithium OR (grid AND sea)"
    assert "3 stories" in said(shown)
    desk.sends()
    assert desk.store.topics()[0].query == "lithium OR (grid AND sea)"


def test_sent_with_a_refused_query_the_form_stays_with_all_that_was_typed(desk):
    desk.opens("lithium")
    reply = desk.sends(query='"lithium', name="Batteries")
    assert reply["response_action"] in {"errors", "update"}
    if reply["response_action"] == "errors":
        assert list(reply["errors"]) == ["query.0"]
    assert desk.store.topics() == []

    reply = desk.sends(query="lithium OR grid sea", name="Batteries")
    assert reply["response_action"] == "update"
    desk.clicks("(lithium OR grid) AND sea")
    desk.sends()
    assert desk.topic("batteries").query == "(lithium OR grid) AND sea"


def test_preview_again_shows_what_stands_in_the_form(desk):
    desk.opens("lithium")
    desk.clicks("Preview again", query="grid")
    assert "1 story" in said(desk.modal())
    assert desk.modal()["blocks"][0]["block_id"] == "query.0", "what was typed stays"


def test_a_preview_that_comes_late_does_not_overwrite_a_newer_one(desk):
    desk.opens("lithium", works=False)
    desk.clicks("Preview again", query="grid", works=False)
    slow, quick = desk.queues.commands
    desk.queues.commands.clear()
    desk.carries_out(quick)
    newest = desk.modal()
    desk.carries_out(json.dumps({**json.loads(slow), "hash": "h0"}))
    assert desk.modal() == newest


# --- Saving ---------------------------------------------------------------------------------------------


def test_all_fields_are_saved_in_one_change(desk):
    wires = source(1, tags=("wires",), name="Mining Weekly")
    desk.store.save_source(wires, ADA, T0, "add")
    desk.opens("lithium")
    desk.clicks("More: cap, mentions, language, outlets, thread")
    desk.sends(
        name="Batteries",
        channels=[POLICY, ENERGY],
        me=["me"],
        when="mon",
        at="07:30",
        sources=["tag:wires", f"source:{wires.id}"],
        cap="5",
        mention="here",
        language="es",
        outlets="3",
        thread="reply",
    )
    topic = desk.topic("batteries")
    assert topic.destinations == (POLICY, ENERGY, ADA)
    assert topic.delivery == Delivery(Cadence.WEEKLY, "mon 07:30")
    assert (topic.sources.tags, topic.sources.ids) == ({"wires"}, {wires.id})
    assert (topic.cap_per_day, topic.mention, topic.outlets) == (5, "here", 3)
    assert topic.thread is ThreadPolicy.REPLY
    assert topic.query == "lithium AND lang:es"
    assert topic.version == 1
    assert "Watching *Batteries*" in said(desk.modal())


def test_what_it_says_afterwards_can_be_taken_back_there(desk):
    desk.opens("lithium")
    desk.sends()
    assert "Watching" in said(desk.modal())
    desk.clicks("Undo")
    assert desk.store.topics()[0].state is State.REMOVED


def test_a_closed_modal_is_answered_by_direct_message(desk):
    desk.opens("lithium")
    desk.sends(works=False)
    desk.views.close(next(iter(desk.views.shown)))
    desk.works()
    assert desk.told[0] == ADA
    assert "Watching" in desk.shown[0]["text"]


def test_a_channel_where_one_is_not_is_refused_and_nothing_is_lost(desk):
    desk.opens("lithium", who=BOB)
    desk.sends(who=BOB, channels=[ENERGY], name="Batteries")
    assert "You are not in #energy" in said(desk.modal())
    assert desk.store.topics() == []
    desk.sends(who=BOB, channels=[POLICY])
    assert desk.topic("batteries").destinations == (POLICY,)


def test_nowhere_to_post_is_said_at_the_field(desk):
    desk.opens("lithium")
    assert desk.sends(channels=[], me=[])["errors"] == {
        "channels.0": "Choose a channel, or have it sent to you."
    }


def test_sent_twice_it_is_one_topic(desk):
    desk.opens("lithium")
    desk.sends(works=False)
    again = desk.queues.commands[0]
    desk.works()
    desk.carries_out(again)
    assert len(desk.store.topics()) == 1


# --- Editing --------------------------------------------------------------------------------------------


def test_an_edit_shows_what_is_newly_caught_and_no_longer(desk, topic):
    desk.opens("edit talks")
    assert desk.modal()["title"]["text"] == "Edit topic"
    desk.clicks("Preview again", query="lithium AND sea")
    assert "1 newly caught" in said(desk.modal())
    assert "1 no longer caught" in said(desk.modal())


def test_only_what_was_changed_is_changed(desk, topic):
    desk.opens("edit talks")
    desk.types("set talks outlets 2", who=BOB)
    desk.sends(query="lithium AND sea")
    changed = desk.topic("talks")
    assert replace(changed, version=1, query="", query_typed="", outlets=1) == replace(
        topic, version=1, query="", query_typed=""
    )
    assert (changed.query, changed.outlets) == ("lithium AND sea", 2)


def test_what_somebody_else_has_changed_meanwhile_is_not_overwritten(desk, topic):
    desk.opens("edit talks")
    desk.types("edit talks grid", who=BOB)
    desk.sends(query="lithium AND sea")
    assert desk.topic("talks").query == "grid"
    assert "it watches for “grid” now" in said(desk.modal())

    desk.sends()
    assert desk.topic("talks").query == "lithium AND sea", "now they know"


def test_a_language_stands_in_its_own_field(desk):
    desk.types("add Talks = lithium AND mine AND lang:es")
    desk.opens("edit talks")
    assert desk.modal()["blocks"][0]["element"]["initial_value"] == "lithium AND mine"
    desk.sends(query="lithium")
    assert desk.topic("talks").query == "lithium AND lang:es"


def test_who_may_not_change_it_is_shown_no_form(desk):
    desk.types("add Secret = lithium", where=BOARD)
    reply = desk.opens("edit secret", who=BOB)
    shown = said(desk.modal()) if desk.views.shown else reply["text"]
    assert "lithium" not in shown


# --- Menus ----------------------------------------------------------------------------------------------


def test_tags_and_sources_are_suggested_by_what_is_typed(desk):
    desk.store.save_source(source(1, tags=("wires",), name="Mining Weekly"), ADA, T0, "add")
    desk.store.save_source(source(2, name="Grid News"), ADA, T0, "add")
    desk.store.save_source(source(3, tags=("gone",), name="Gone Weekly", state=State.REMOVED), ADA, T0, "add")
    found = [option["text"]["text"] for option in desk.suggests("sources", "wi")]
    assert found == ["tag:wires"]
    assert [option["text"]["text"] for option in desk.suggests("sources", "MINING")] == ["Mining Weekly"]
    assert len(desk.suggests("sources", "")) == 3


def test_while_somebody_types_sources_are_read_once_and_again_when_something_changes(desk, monkeypatch):
    read = []
    sources = desk.store.sources
    monkeypatch.setattr(desk.store, "sources", lambda: read.append(1) or sources())
    for typed in ("", "n", "ne", "new"):
        assert desk.suggests("sources", typed) == []
    desk.types("add lithium")
    assert desk.suggests("sources", "new") == []
    assert len(read) == 1
    desk.store.save_source(source(1, name="News"), ADA, T0, "add")
    assert len(desk.suggests("sources", "news")) == 1
    desk.clock.advance(minutes=2)
    desk.suggests("sources", "news")
    assert len(read) == 3


def test_buttons_of_messages_open_the_form(desk, topic):
    desk.types("show talks")
    assert "Edit" in labels(desk.shown[-1])


def test_a_topic_that_is_gone_says_so_in_its_form(desk, topic):
    desk.opens("edit talks")
    desk.types("remove talks", who=BOB)
    desk.clicks("Preview again")
    assert "does not exist any more" in said(desk.modal())
    desk.sends(query="grid")
    assert "does not exist any more" in said(desk.modal())


def test_a_name_that_is_cleared_follows_the_query(desk, topic):
    desk.opens("edit talks")
    desk.sends(name="", query="lithium AND sea")
    assert desk.topic("talks").name == "lithium AND sea"
    desk.opens("edit talks")
    desk.sends(query="lithium")
    assert desk.topic("talks").name == "lithium"


def test_where_slack_does_not_say_whether_the_form_is_there_nothing_is_added(desk, monkeypatch):
    def late(*_):
        raise SlackAmbiguous("connection", "Slack's answer was lost.")

    monkeypatch.setattr(desk.views, "open", late)
    reply = desk.opens("lithium")
    assert desk.store.topics() == []
    assert labels(reply) == ["Open it again", "Watch for it at once"]


def test_all_fields_are_shown_while_the_query_is_being_tried(desk):
    desk.opens("lithium", works=False)
    desk.clicks("More: cap, mentions, language, outlets, thread", works=False)
    desk.works()
    assert "3 stories" in said(desk.modal()), "and not for ever that it is being looked for"


def test_what_is_secret_in_an_address_is_not_to_be_guessed(desk):
    address = "https://user:pass@news.example/rss?token=hunter2secret"
    desk.store.save_source(source(1, url=address, name="News"), ADA, T0, "add")
    assert [option["text"]["text"] for option in desk.suggests("sources", "news")] == ["News"]
    assert desk.suggests("sources", "hunter2s") == desk.suggests("sources", "pass@") == []


def test_more_places_than_a_topic_may_have_are_refused(desk):
    desk.opens("lithium")
    reply = desk.sends(channels=[f"C0ROOM{n}" for n in range(11)])
    assert reply["errors"] == {"channels.0": "A topic posts to 10 places at most."}


def test_where_slack_refuses_the_form_says_so(desk, topic, monkeypatch):
    def refuse(*_):
        raise SlackUnusable("missing_scope", "The app lacks a scope.")

    monkeypatch.setattr(desk.people, "channels_of", refuse)
    desk.opens("edit tal", who=BOB, where=ENERGY)
    assert "The app lacks a scope." in said(desk.modal())
    monkeypatch.setattr(desk.people, "timezone", refuse)
    desk.opens("lithium")
    assert "could not be looked at" in said(desk.modal())


def test_who_may_not_change_it_any_more_saves_nothing(desk, topic):
    desk.opens("edit talks", who=BOB)
    desk.people.members[POLICY].discard(BOB)
    desk.sends(who=BOB, query="grid")
    assert desk.topic("talks") == topic


def test_what_was_not_tried_before_it_was_saved_is_tried_then(desk):
    desk.opens("")
    desk.sends(query="lithium")
    assert "Watching" in said(desk.modal())
    assert "last 7 days: 3 stories" in said(desk.modal())
    desk.opens("grid")
    desk.sends()
    assert "last 7 days" not in said(desk.modal()), "that was seen"
