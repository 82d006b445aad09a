"""``/watch why`` and ``misses`` as people type them, and the buttons that split a story or drop a clause."""

from dataclasses import replace

import pytest
from desk import ADA, BOARD, BOB, ENERGY, POLICY, buttons, labels
from match_house import page
from story_room import STORY, URLS, Room

from newswatch.errors import BadMessage, SecretMissing, SlackNotSent
from newswatch.model import Identity, State
from newswatch.ports import Fetched
from newswatch.posts import PostState
from newswatch.slack import why_deeds
from newswatch.slack.asked import Action, Asked, encode

SAME = "Not the same story"


@pytest.fixture
def room():
    room = Room(3)
    room.types("add Talks = lavrov AND pompeo")
    room.holds("talks", 0, 1)
    return room


def test_why_is_worked_out_while_somebody_waits(room):
    begun = len(room.shown)
    said = room.types(f"why <{URLS[1]}>")
    assert room.shown[begun]["text"] == "One moment …"
    assert "Lavrov meets Pompeo 1" in said
    assert "waits to be posted in <#C0POLICY>. Reuters told it first" in said
    assert "Story: 3 articles by 3 outlets" in said


def test_a_message_of_it_can_be_opened_unless_slack_does_not_say_where(room):
    post = room.store.post(POLICY, STORY)
    room.store.save_post(replace(post, state=PostState.SENT, ts="1772442000.000100", done=post.wanted), post)
    room.people.whose = Identity("T1", "A1", url="https://acme.slack.com/")
    link = "https://acme.slack.com/archives/C0POLICY/p1772442000000100"
    assert f"posted in <#C0POLICY> (<{link}|open it>)" in room.types(f"why <{URLS[0]}>")
    room.people.refuses["identity"] = SlackNotSent("service_unavailable")
    assert "posted in <#C0POLICY>." in room.types(f"why <{URLS[0]}>")
    room.people.refuses["identity"] = SecretMissing("/token")
    assert "posted in <#C0POLICY>." in room.types(f"why <{URLS[0]}>")


def test_why_for_one_topic(room):
    room.types("add Oil = oil AND lavrov")
    said = room.types(f"why <{URLS[1]}> oil")
    assert "*Oil* (`oil`): not posted in <#C0POLICY>: one clause failed." in said
    assert "✗ `oil`" in said
    assert "Talks" not in said.replace(URLS[1], "")


def test_a_topic_that_does_not_exist_is_answered_with_the_nearest(room):
    room.types(f"why <{URLS[1]}> zzz")
    assert labels(room.shown[-1]) == ["All topics"]
    room.types(f"why <{URLS[1]}> alks")
    assert buttons(room.shown[-1])[0]["value"] == f"why {URLS[1]} talks"


def test_an_address_that_is_not_known_is_answered_with_what_can_be_done(room):
    said = room.types("why https://unknown.example/a")
    assert "Nothing was read at `https://unknown.example/a`." in said
    assert "It cannot be read now: answered 404 Not Found." in said
    assert buttons(room.shown[-1])[0]["value"] == "source add https://unknown.example"


PAPER = "https://paper.example/talks"


def test_an_address_that_nobody_has_brought_is_read_now(room):
    room.collector.fetcher.pages[PAPER] = page("Lavrov met Pompeo.", title="Talks begin")
    said = room.types(f"why {PAPER}")
    assert f"*<{PAPER}|Talks begin>*" in said
    assert "Nobody has brought it; read just now, and not kept" in said
    assert "*Talks* (`talks`): would match. Had a source brought it now" in said
    assert "posted in <#C0POLICY> at once" in said
    assert room.store.article_at([PAPER]) is None


def test_what_would_be_dropped_for_it_is_offered(room):
    room.collector.fetcher.pages[PAPER] = page("Lavrov met nobody.", title="No talks")
    said = room.types(f"why {PAPER} talks")
    assert "*Talks* (`talks`): would not match: one clause failed." in said
    assert labels(room.shown[-1])[0] == "Drop pompeo: +0 in 7 days"


def test_a_page_that_was_brought_under_another_address_is_told_as_such(room):
    landed = Fetched(URLS[0], {}, page("Lavrov met Pompeo.", title="Talks begin"))
    room.collector.fetcher.pages["https://short.example/x"] = landed
    assert "Story: 3 articles by 3 outlets" in room.types("why https://short.example/x")


def test_a_clause_can_be_dropped_by_its_button(room):
    room.types("add Oil = oil AND lavrov")
    room.types(f"why {URLS[1]} oil")
    assert labels(room.shown[-1])[-1] == "Drop oil: +1 in 7 days"
    room.presses("Drop oil: +1 in 7 days")
    assert room.topic("oil").query == "lavrov"


def test_a_topic_that_somebody_else_has_changed_since_is_left_alone(room):
    room.types("add Oil = oil AND lavrov")
    room.types(f"why {URLS[1]} oil")
    room.types("edit oil oil AND gas", who=BOB)
    said = room.presses("Drop oil: +1 in 7 days")
    assert room.topic("oil").query == "oil AND gas"
    assert "was changed in between" in said


def test_only_who_may_change_a_topic_is_offered_to(room):
    room.types("add <#C0ENERGY> Oil = oil AND lavrov", where=ENERGY)
    room.types(f"why {URLS[1]} oil", who=BOB)
    assert not any(label.startswith("Drop") for label in labels(room.shown[-1]))
    room.types("misses oil", who=BOB)
    assert labels(room.shown[-1]) == ["Show the topic"]


# --- By a button of an alert ---------------------------------------------------------------------------


def asks_of(room, text, who=ADA, where=POLICY):
    asked = Asked(text, who, where, "https://hooks.slack.com/1", "1" * 32, Action.WHY)
    return why_deeds.why_of(room.slow, asked).answer["text"]


def test_an_article_of_an_alert_is_told_by_its_id(room):
    told = asks_of(room, f"{STORY} {room.id(1)}")
    assert "Lavrov meets Pompeo 1" in told
    assert "*Talks* (`talks`)" in told
    assert asks_of(room, room.id(1)) == told


def test_an_article_that_is_gone_is_said_to_be_so(room):
    assert asks_of(room, "f" * 16) == why_deeds.GONE


def test_who_presses_sees_only_what_they_may(room):
    room.types("add <#C0BOARD> Secret = lavrov", where=BOARD)
    room.holds("secret", 1)
    assert "Secret" in asks_of(room, room.id(1))
    assert "Secret" not in asks_of(room, room.id(1), who=BOB)


@pytest.mark.parametrize("text", ["", "x", "F" * 16, f"{STORY} {STORY} {STORY}", f"{STORY}|{STORY}"])
def test_what_is_no_article_is_refused(room, text):
    with pytest.raises(BadMessage):
        asks_of(room, text)


# --- What came nearest ---------------------------------------------------------------------------------


def test_misses_are_looked_for_while_somebody_waits(room):
    room.types("add Oil = oil AND lavrov")
    begun = len(room.shown)
    said = room.types("misses oil")
    assert room.shown[begun]["text"] == "One moment …"
    assert "✗ `oil` · 3 articles" in said
    assert f"<{URLS[2]}|Lavrov meets Pompeo 2>" in said
    room.presses("Drop oil: +3 articles in 14 days")
    assert room.topic("oil").query == "lavrov"


def test_misses_of_a_topic_that_waits_for_more_outlets(room):
    room.types("add Slow = lavrov AND pompeo")
    room.types("set slow outlets 3")
    room.types("misses slow")
    room.presses("Tell it at once: +3 articles in 14 days")
    assert room.topic("slow").outlets == 1


def test_misses_of_a_topic_that_hears_other_sources(room):
    room.types("add Deaf = lavrov")
    room.types("set deaf sources tag:sport")
    room.types("misses deaf")
    room.presses("Listen to all sources: +3 articles in 14 days")
    assert not room.topic("deaf").sources.tags


def test_misses_of_what_somebody_may_not_see_do_not_exist(room):
    room.types("add <#C0BOARD> Secret = oil AND lavrov", where=BOARD)
    said = room.types("misses secret", who=BOB)
    assert "There is no topic called secret." in said
    assert "lavrov" not in said.lower()


def test_misses_of_a_topic_whose_set_is_gone_say_so(room):
    room.types("sets vips = lavrov")
    room.types("add Vips = set:vips AND oil")
    saved = room.store.set_by_name("vips")
    room.store.save_set(replace(saved, state=State.REMOVED, version=2), ADA, room.clock.now(), "remove")
    assert "vips" in room.types("misses vips")


def test_each_article_has_a_button_and_splitting_leads_back_to_why(room):
    room.types(f"why <{URLS[1]}>")
    assert labels(room.shown[-1]) == [SAME] * 3
    assert len({button["action_id"] for button in buttons(room.shown[-1])}) == 3

    said = room.presses(SAME)
    assert "is a story of its own now, posted in <#C0POLICY>." in said
    assert "The two stay apart." in said
    assert room.members() == [0, 2]

    said = room.presses("Why")
    assert "split off by <@U0ADA>" in said
    assert labels(room.shown[-1]) == []


def test_pressed_again_it_is_the_same_split(room):
    room.types(f"why <{URLS[1]}>")
    shown = room.shown[-1]
    first = room.presses(SAME)
    room.shown.append(shown)
    assert room.presses(SAME) == first
    assert room.members() == [0, 2]


def test_who_gets_the_story_nowhere_is_told_who_may(room):
    secret = Room(2)
    secret.types("add <#C0BOARD> Secret = lavrov", where=BOARD)
    secret.holds("secret", 0)
    said = secret.types(f"why <{URLS[0]}>", who=BOB)
    assert "No topic that you can see has it." in said
    assert "Secret" not in said
    assert "those to say who get this story" in secret.presses(SAME, who=BOB)
    assert secret.members() == [0, 1]


@pytest.mark.parametrize("text", ["", "x", f"{STORY}", f"{STORY} {STORY} ", f"{STORY}|{STORY}"])
def test_what_is_no_story_and_no_article_splits_nothing(room, text):
    asked = Asked(text, ADA, ENERGY, "https://hooks.slack.com/1", "1" * 32, Action.SPLIT)
    with pytest.raises(BadMessage):
        room.carries_out(encode(asked))


def test_the_private_channel_of_a_topic_is_not_told_to_others(room):
    room.invites(BOARD)
    room.types("add Both = lavrov")
    room.types("set both channel <#C0POLICY> <#C0BOARD>")
    room.holds("both", 2)
    room.types(f"why <{URLS[2]}>", who=BOB, where=POLICY)
    assert "*Both*" in room.shown[-1]["text"]
    assert "C0BOARD" not in str(room.shown[-1])
    room.types(f"why <{URLS[2]}>", who=ADA, where=POLICY)
    assert "C0BOARD" in str(room.shown[-1])
