"""``/watch why`` as people type it, and the button that splits a story."""

import pytest
from desk import ADA, BOARD, BOB, ENERGY, POLICY, buttons, labels
from story_room import STORY, URLS, Room

from newswatch.errors import BadMessage
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
    assert buttons(room.shown[-1])[0]["value"] == "source add https://unknown.example"


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
