"""What a command or a button asks for, and when two of them are the same."""

import re
from dataclasses import replace

import pytest

from newswatch.slack.asked import Action
from newswatch.slack.asking import asked, submitted
from newswatch.slack.requests import Press, SlashCommand, Submission, View
from newswatch.slack.views import ids

TYPED = SlashCommand(
    command="/watch", text="venezuela", user="U1", user_name="ada", channel="C1", team="T1", app="A1",
    response_url="https://hooks.slack.com/commands/T1/1/x", trigger_id="1.2.3",
)  # fmt: skip
PRESSED = Press(
    action_id=ids.RUN, value="pause grid", user="U1", team="T1", app="A1", channel="C1", message_ts="1.5",
    ephemeral=True, response_url="https://hooks.slack.com/actions/T1/1/x", trigger_id="1.2.3",
)  # fmt: skip


def test_a_command_asks_for_what_was_typed():
    wanted = asked(TYPED)

    assert (wanted.action, wanted.text, wanted.user, wanted.channel) == (Action.RUN, "venezuela", "U1", "C1")
    assert (wanted.response_url, wanted.replaces) == (TYPED.response_url, False)
    assert re.fullmatch(r"[0-9a-f]{32}", wanted.id)


def test_a_button_asks_for_its_value_in_its_channel():
    wanted = asked(PRESSED)

    assert (wanted.action, wanted.text, wanted.user, wanted.channel) == (Action.RUN, "pause grid", "U1", "C1")
    assert (wanted.response_url, wanted.replaces) == (PRESSED.response_url, True)
    assert re.fullmatch(r"[0-9a-f]{32}", wanted.id)


def test_it_is_known_when_a_button_was_pressed():
    assert asked(replace(PRESSED, at=1548261231.447433)).at == 1548261231.447433


def test_a_form_that_is_sent_again_after_a_change_is_another_request():
    view = View("V1", "h1", is_home=False, callback="topic", metadata="{}")
    first, again, changed = (
        submitted(Submission("U1", "T1", "A1", each), Action.SAVE, "x")
        for each in (view, view, replace(view, hash="h2"))
    )
    assert first == again != changed
    assert first.id != changed.id


def test_only_a_private_message_is_replaced():
    assert not asked(replace(PRESSED, ephemeral=False)).replaces


@pytest.mark.parametrize(
    ("action_id", "action"),
    [
        (ids.RUN, Action.RUN),
        (ids.LATEST, Action.LATEST),
        (f"{ids.SPLIT}.3", Action.SPLIT),
        (f"{ids.RUN}.0", Action.RUN),
        (f"{ids.LATEST}.a.b", Action.LATEST),
        ("running", None),
        ("RUN", None),
        ("changed", None),
        (".run", None),
        ("of a newer version", None),
    ],
)
def test_the_action_is_told_by_the_buttons_id(action_id, action):
    wanted = asked(replace(PRESSED, action_id=action_id))
    assert (wanted.action if wanted else None) is action


@pytest.mark.parametrize("missing", ["channel", "response_url"])
def test_a_button_that_cannot_be_answered_asks_for_nothing(missing):
    assert asked(replace(PRESSED, **{missing: ""})) is None


@pytest.mark.parametrize("other", [{"response_url": "https://hooks.slack.com/2"}, {"team": "T2"}])
def test_the_same_command_again_has_the_same_id(other):
    assert asked(replace(TYPED, **other)).id == asked(TYPED).id


def test_two_commands_have_two_ids():
    assert asked(replace(TYPED, trigger_id="1.2.4")).id != asked(TYPED).id


def test_a_command_without_a_trigger_has_an_id_of_its_own_too():
    bare = replace(TYPED, trigger_id="")
    others = [{}, {"user": "U2"}, {"channel": "C2"}, {"text": "x"}, {"response_url": "https://x.example/"}]
    ids_of = [asked(replace(bare, **other)).id for other in others]

    assert len(set(ids_of)) == len(others)
    assert asked(bare).id == ids_of[0]


def test_a_double_click_has_the_same_id():
    again = replace(PRESSED, trigger_id="1.2.4", response_url="https://hooks.slack.com/2")
    assert asked(again).id == asked(PRESSED).id


def test_two_buttons_have_two_ids():
    others = [
        {}, {"user": "U2"}, {"channel": "C2"}, {"message_ts": "1.6"}, {"action_id": "run.1"}, {"value": "x"},
        {"message_ts": "1.5U1", "user": ""},
    ]  # fmt: skip
    assert len({asked(replace(PRESSED, **other)).id for other in others}) == len(others)
