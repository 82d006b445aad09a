"""The ``views`` methods of the stand-in: opening, pushing, updating, App Home."""

import json

import pytest
from slack_room import ADA, POLICY
from view_scene import actions, asks, home, modal, plain, section, text_input

from infra.laptop.slack.records import User


@pytest.fixture
def modals(slack):
    return slack.workspace.modals


@pytest.fixture
def opened(slack, modals):
    """A modal of Ada's, as the app was told of it."""
    return slack.client.views_open(trigger_id=modals.trigger(ADA), view=modal())["view"]


def push(slack, opened, view=None):
    trigger = slack.workspace.modals.trigger(ADA, view=opened["id"])
    return slack.client.views_push(trigger_id=trigger, view=view or modal())["view"]


def blocks_of(view):
    return [block.get("text", {}).get("text") for block in view["blocks"]]


def test_a_view_comes_back_with_all_that_slack_adds(opened):
    view_id, hash_ = opened["id"], opened["hash"]
    [block] = opened.pop("blocks")
    assert block["text"] == {"type": "mrkdwn", "text": "x", "verbatim": False}
    assert block["block_id"]
    assert opened == {
        "id": view_id,
        "team_id": "T0LAPTOP",
        "type": "modal",
        "private_metadata": "",
        "callback_id": "",
        "state": {"values": {}},
        "hash": hash_,
        "title": plain("Topic") | {"emoji": True},
        "clear_on_close": False,
        "notify_on_close": False,
        "close": None,
        "submit": plain("Save") | {"emoji": True},
        "previous_view_id": None,
        "root_view_id": view_id,
        "app_id": "A0NEWSWATCH",
        "external_id": "",
        "app_installed_team_id": "T0LAPTOP",
        "bot_id": "B0NEWSWATCH",
    }


def test_a_view_may_come_as_json_in_a_form(slack, modals):
    args = {"trigger_id": modals.trigger(ADA), "view": json.dumps(modal(callback_id="topic"))}
    assert slack.client.api_call("views.open", params=args)["view"]["callback_id"] == "topic"


def test_a_modal_without_inputs_needs_no_button_to_send_it(slack, modals):
    view = modal(section(), submit=None)
    assert slack.client.views_open(trigger_id=modals.trigger(ADA), view=view)["view"]["submit"] is None


def test_another_modal_takes_the_place_of_the_first(slack, modals, opened):
    second = slack.client.views_open(trigger_id=modals.trigger(ADA), view=modal())["view"]
    assert [shown.id for shown in modals.stack(ADA)] == [second["id"]]


# --- Updating ---------------------------------------------------------------------------------------


def test_an_update_keeps_the_id_and_changes_the_hash(slack, modals, opened):
    view = modal(section("new"))
    updated = slack.client.views_update(view_id=opened["id"], hash=opened["hash"], view=view)["view"]
    assert updated["id"] == opened["id"]
    assert updated["hash"] != opened["hash"]
    assert modals.of(ADA).hash == updated["hash"]
    assert blocks_of(modals.of(ADA).view) == ["new"]


def test_an_update_of_what_has_changed_since_is_refused(slack, modals, opened):
    slack.client.views_update(view_id=opened["id"], view=modal(section("first")))
    late = {"view_id": opened["id"], "hash": opened["hash"], "view": modal(section("second"))}
    assert slack.refusal("views.update", **late)["error"] == "hash_conflict"
    assert blocks_of(modals.of(ADA).view) == ["first"]


def test_a_view_below_can_be_updated_and_stays_there(slack, modals, opened):
    top = push(slack, opened)
    slack.client.views_update(view_id=opened["id"], view=modal(section("below")))
    assert modals.of(ADA).id == top["id"]
    assert blocks_of(modals.stack(ADA)[0].view) == ["below"]


def test_a_view_is_known_by_the_apps_own_name_for_it(slack, modals):
    view = modal(external_id="topic-7")
    opened = slack.client.views_open(trigger_id=modals.trigger(ADA), view=view)["view"]
    updated = slack.client.views_update(external_id="topic-7", view=view)["view"]
    assert (updated["id"], updated["external_id"]) == (opened["id"], "topic-7")
    again = slack.refusal("views.open", trigger_id=modals.trigger("U0BOB"), view=view)
    assert again["error"] == "duplicate_external_id"


@pytest.mark.parametrize(
    ("args", "error"),
    [
        ({"view_id": "V0NONE"}, "not_found"),
        ({"external_id": "none"}, "not_found"),
        ({}, "invalid_arguments"),
        ({"view_id": "V0NONE", "external_id": "none"}, "invalid_arguments"),
    ],
)
def test_what_is_not_open_cannot_be_updated(slack, opened, args, error):
    assert slack.refusal("views.update", view=modal(), **args)["error"] == error


def test_an_update_that_slack_would_not_take_leaves_the_view(slack, modals, opened):
    bad = slack.refusal("views.update", view_id=opened["id"], view=modal({"type": "section"}))
    assert bad["error"] == "invalid_arguments"
    assert "/view/blocks/0" in bad["response_metadata"]["messages"][0]
    assert modals.of(ADA).hash == opened["hash"]


def test_a_view_that_was_left_cannot_be_updated(slack, modals, opened):
    modals.close(modals.of(ADA))
    assert slack.refusal("views.update", view_id=opened["id"], view=modal())["error"] == "not_found"


# --- Pushing ----------------------------------------------------------------------------------------


def test_a_pushed_view_is_on_top_and_knows_what_is_below(slack, modals, opened):
    second = push(slack, opened)
    third = push(slack, second)
    assert (second["previous_view_id"], second["root_view_id"]) == (opened["id"], opened["id"])
    assert (third["previous_view_id"], third["root_view_id"]) == (second["id"], opened["id"])
    assert [shown.id for shown in modals.stack(ADA)] == [opened["id"], second["id"], third["id"]]


def test_a_modal_holds_three_views(slack, modals, opened):
    third = push(slack, push(slack, opened))
    trigger = modals.trigger(ADA, view=third["id"])
    assert slack.refusal("views.push", trigger_id=trigger, view=modal())["error"] == "push_limit_reached"
    assert len(modals.stack(ADA)) == 3


def test_only_what_is_done_in_a_modal_can_push(slack, modals, opened):
    assert slack.refusal("views.push", trigger_id=modals.trigger(ADA), view=modal())["error"] == "not_found"
    trigger = modals.trigger(ADA, view=opened["id"])
    push_it = {"trigger_id": trigger, "view": modal()}
    slack.client.views_push(**push_it)
    assert slack.refusal("views.push", **push_it)["error"] == "exchanged_trigger_id"
    slow = modals.trigger(ADA, view=opened["id"])
    slack.clock.forward(4)
    assert slack.refusal("views.push", trigger_id=slow, view=modal())["error"] == "expired_trigger_id"


# --- App Home ---------------------------------------------------------------------------------------


def test_app_home_is_each_persons_own_and_keeps_its_id(slack, modals):
    slack.workspace.add_user(User("U0BOB", "bob"))
    first = slack.client.views_publish(user_id=ADA, view=home(section("one")))["view"]
    second = slack.client.views_publish(user_id=ADA, hash=first["hash"], view=home(section("two")))["view"]
    assert (first["type"], first["root_view_id"]) == ("home", first["id"])
    assert second["id"] == first["id"]
    assert second["hash"] != first["hash"]
    assert blocks_of(modals.home(ADA).view) == ["two"]
    assert modals.home("U0BOB") is None
    late = slack.refusal("views.publish", user_id=ADA, hash=first["hash"], view=home())
    assert late["error"] == "hash_conflict"


@pytest.mark.parametrize(
    ("user", "view"),
    [
        ("U0NOBODY", home()),
        ("", home()),
        (ADA, modal()),
        (ADA, home(title=plain("x"))),
        (ADA, home(submit=plain("x"))),
        (ADA, home(private_metadata="x" * 3_001)),
        (ADA, home(callback_id="x" * 256)),
        (ADA, home(*[section()] * 101)),
        (ADA, home(asks({"type": "file_input", "action_id": "f"}))),
    ],
)
def test_a_home_that_slack_would_not_take_is_refused(slack, modals, user, view):
    assert slack.refusal("views.publish", user_id=user, view=view)["error"] == "invalid_arguments"
    assert modals.home(ADA) is None


def test_a_home_may_be_long_and_may_ask(slack):
    blocks = [section()] * 98 + [actions(), asks(text_input(), dispatch_action=True)]
    view = home(*blocks, private_metadata="x" * 3_000)
    assert len(slack.client.views_publish(user_id=ADA, view=view)["view"]["blocks"]) == 100


def test_views_need_no_scope(slack, modals):
    slack.workspace.scopes = frozenset()
    opened = slack.client.views_open(trigger_id=modals.trigger(ADA), view=modal())["view"]
    assert slack.client.views_update(view_id=opened["id"], view=modal())["ok"]
    assert slack.client.views_publish(user_id=ADA, view=home())["ok"]


def test_a_view_may_not_be_larger_than_250_kb(slack, modals):
    blocks = [section("ü" * 3_000)] * 42
    told = slack.refusal("views.open", trigger_id=modals.trigger(ADA), view=modal(*blocks))
    assert told["error"] == "view_too_large"


# --- People -----------------------------------------------------------------------------------------


def test_what_somebody_is_in_the_workspace_is_told(slack):
    def told(**flags):
        user = slack.workspace.add_user(User("U0BOB", "bob", **flags))
        shape = slack.client.users_info(user=user.id)["user"]
        names = ("is_admin", "is_owner", "is_restricted", "is_ultra_restricted", "deleted")
        return {name for name in names if shape.get(name)}

    assert told() == set()
    assert told(is_admin=True) == {"is_admin"}
    assert told(is_owner=True) == {"is_admin", "is_owner"}
    assert told(is_restricted=True) == {"is_restricted"}
    assert told(is_ultra_restricted=True) == {"is_restricted", "is_ultra_restricted"}


def test_of_who_is_gone_no_more_is_told_than_that(slack):
    slack.workspace.add_user(User("U0BOB", "bob", is_admin=True, deleted=True))
    shape = slack.client.users_info(user="U0BOB")["user"]
    assert shape["deleted"]
    assert not {"is_admin", "is_owner", "is_restricted", "tz"} & set(shape)


def test_a_person_is_kept_with_what_they_are(slack, tmp_path):
    bob = slack.workspace.add_user(User("U0BOB", "bob", is_owner=True))
    slack.workspace.save(tmp_path / "slack.json")
    slack.workspace.add_user(User("U0BOB", "bob"))
    slack.workspace.load(tmp_path / "slack.json")
    assert slack.workspace.user("U0BOB") == bob
    assert POLICY in {c.id for c in slack.workspace.conversations()}
