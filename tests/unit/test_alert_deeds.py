"""The buttons of an alert: what who presses them is told, and what comes of it."""

from dataclasses import replace

import pytest
from desk import ADA, BOARD, BOB, DIRECT, POLICY, labels
from hostile import TEXTS
from story_room import STORY, Room

from newswatch.errors import BadMessage, NeedsTime
from newswatch.model import ChannelId, UserId
from newswatch.posts import PostState
from newswatch.slack.alert_deeds import muted, taken_back, voted
from newswatch.slack.asked import Action, Asked
from newswatch.slack.commands import parse_command

OUTLET = "reuters.example"


class House(Room):
    """A channel in which Slack shows an alert of two topics."""

    def __init__(self):
        super().__init__()
        self.types("add Venezuela talks = lavrov")
        self.types("add Russia = lavrov AND caracas")
        for handle in ("venezuela-talks", "russia"):
            self.holds(handle, 0)
        self.shows(POLICY)

    def shows(self, channel):
        post = self.store.post(channel, STORY)
        self.store.save_post(replace(post, state=PostState.SENT, ts="1.1", done=post.wanted), post)

    def asks(self, action, text=STORY, who=ADA, where=POLICY, at=0.0):
        id_ = f"{next(self.ids):032x}"
        return Asked(text, who, where, "https://hooks.slack.com/3", id_, action, at=at)

    def says(self, action, **more):
        deed = {Action.TAKE_BACK: taken_back, Action.MUTE: muted}.get(action, voted)
        reply = deed(self.slow, self.asks(action, **more))
        self.shown.append(reply.answer)
        return reply.answer["text"]

    def said(self, channel=POLICY):
        return dict(self.store.said_of(channel, STORY))


def test_who_votes_is_told_for_which_topics_and_can_take_it_back():
    house = House()
    assert house.says(Action.RELEVANT) == "👍 Noted as relevant for *Russia*, *Venezuela talks*."
    assert house.said() == {ADA: True}
    (button,) = house.shown[-1]["blocks"][-1]["elements"]
    assert (button["action_id"].partition(".")[0], button["value"]) == ("take_back", STORY)
    assert house.says(Action.TAKE_BACK) == "Taken back."
    assert house.said() == {}


def test_two_people_are_both_heard():
    house = House()
    house.says(Action.RELEVANT)
    assert house.says(Action.IRRELEVANT, who=BOB).startswith("👎 Noted as not relevant for ")
    assert house.said() == {ADA: True, BOB: False}


def test_of_two_words_that_one_counts_which_was_said_last_whichever_is_carried_out_first():
    house = House()
    now = house.clock.now().timestamp()
    first, second, third = now - 2.75, now - 2.5, now - 1.25
    house.says(Action.RELEVANT, at=second)
    late = voted(house.slow, house.asks(Action.IRRELEVANT, at=first))
    assert (late.answer["text"], late.then) == (
        "You have said otherwise of it since then, and that counts.",
        None,
    )
    assert labels(late.answer) == []
    assert house.said() == {ADA: True}
    house.says(Action.TAKE_BACK, at=third)
    assert house.says(Action.RELEVANT, at=second).startswith("You have said otherwise")
    assert house.said() == {}
    # No clock but ours says that it comes later than all that will be said.
    house.says(Action.IRRELEVANT, at=now + 3600)
    house.says(Action.RELEVANT)
    assert house.said() == {ADA: True}


def test_in_direct_messages_it_is_the_persons_own_message():
    house = House()
    house.types("add me Mine = lavrov", where=DIRECT)
    house.holds("mine", 0)
    house.shows(ChannelId(ADA))
    assert "*Mine*" in house.says(Action.RELEVANT, where=DIRECT)
    assert house.said(ChannelId(ADA)) == {ADA: True}
    assert house.said() == {}


def test_a_story_that_is_not_known_any_more_is_said_to_be_so():
    house = House()
    text = house.says(Action.IRRELEVANT, text="f" * 16)
    assert text == "That story, or its topics, are not known any more."
    assert house.says(Action.TAKE_BACK, text="f" * 16) == "Taken back."


def test_a_vote_is_noted_at_once_and_the_message_is_edited_by_who_has_time():
    house = House()
    for action, deed, said in ((Action.RELEVANT, voted, {ADA: True}), (Action.TAKE_BACK, taken_back, {})):
        house.queues.woken.clear()
        deed(house.quick, house.asks(action))
        assert house.said() == said
        assert [channel for channel, *_ in house.queues.woken] == [POLICY]


def test_where_slack_has_to_be_asked_a_vote_is_left_to_who_has_time():
    house = House()
    house.invites(BOARD)
    house.types("set russia channel <#C0BOARD|board>")
    assert house.topic("russia").destinations == (BOARD,)
    for action, deed in ((Action.IRRELEVANT, voted), (Action.TAKE_BACK, taken_back)):
        house.queues.woken.clear()
        with pytest.raises(NeedsTime):
            deed(house.quick, house.asks(action, who=BOB))
        assert house.said() == {}
        assert house.queues.woken == []


@pytest.mark.parametrize("text", ["", "x", "a" * 17, "A" * 16, f"{'a' * 16}\n"])
def test_what_is_no_story_is_refused(text):
    house = House()
    with pytest.raises(BadMessage):
        voted(house.slow, house.asks(Action.RELEVANT, text))


def test_who_mutes_an_outlet_is_told_what_that_means_and_how_to_take_it_back():
    house = House()
    text = house.says(Action.MUTE, text=OUTLET)
    assert text.startswith(f"🔇 *{OUTLET}* is muted here. What only it carries is not posted;")
    assert house.store.settings([POLICY])[POLICY].muted == {OUTLET}
    unmute, show = (button["value"] for button in house.shown[-1]["blocks"][-1]["elements"])
    house.says(Action.MUTE, text=OUTLET, who=BOB)
    assert "is already muted here" in house.shown[-1]["text"]
    assert f"Muted: {OUTLET} (set here)" in house.types(show)
    assert f"muted no more: {OUTLET}" in house.types(unmute)
    assert parse_command(show) == parse_command("set here")


def test_the_same_button_mutes_again_after_that_was_taken_back():
    house = House()
    asked = house.asks(Action.MUTE, OUTLET)
    assert muted(house.slow, asked).seq
    # Delivered again, it is the same.
    assert not muted(house.slow, asked).seq
    house.types(f"set here unmute {OUTLET}")
    assert muted(house.slow, asked).seq


def test_a_person_mutes_for_themselves_in_direct_messages():
    house = House()
    assert "is muted for you" in house.says(Action.MUTE, text=OUTLET, where=DIRECT)
    assert house.store.settings([ChannelId(ADA)])[ChannelId(ADA)].muted == {OUTLET}


def test_who_is_not_in_the_channel_mutes_nothing_elsewhere():
    house = House()
    house.says(Action.MUTE, text=OUTLET, who=UserId("U0EVE"), where=DIRECT)
    assert house.store.settings([POLICY]) == {}


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: ascii(text[:24]))
def test_what_is_no_site_is_not_muted(text):
    house = House()
    said = house.says(Action.MUTE, text=text)
    if house.store.settings([POLICY]) == {}:
        assert said.endswith(" is no site that can be muted.")
