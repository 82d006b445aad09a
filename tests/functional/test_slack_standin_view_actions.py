"""What people do in modals and in App Home of the stand-in, and what the app may answer."""

import pytest
from slack_room import ADA, BOARD, ELSEWHERE, POLICY, SECRET
from test_slack_standin_page_actions import post, state
from view_scene import actions, asks, button, home, menu, modal, option, section, text_input

from infra.laptop.slack.records import User

BOB = "U0BOB"


@pytest.fixture
def server(slack, app):
    slack.workspace.add_user(User(BOB, "bob"))
    slack.server.install(app.installed, ADA, patience_s=2)
    return slack.server


@pytest.fixture
def open_it(slack, server):
    def opened(*blocks, **more):
        trigger = slack.workspace.modals.trigger(ADA, channel=POLICY)
        return slack.client.views_open(trigger_id=trigger, view=modal(*blocks, **more))["view"]

    return opened


def act(server, view, block_id="acts", action_id="go", values=None, **more):
    said = {"view": view["id"], "block_id": block_id, "action_id": action_id, "values": values or {}}
    return post(server, "/page/act", said | more)[1]


def submit(server, view, **values):
    """Send a modal whose blocks are called as their elements."""
    held = {name: {name: value} for name, value in values.items()}
    return post(server, "/page/submit", {"modal": view["id"], "values": held})[1]


def held(payload):
    return payload["view"]["state"]["values"]


def seen(server):
    return state(server)["modal"]


# --- Pressing and choosing --------------------------------------------------------------------------


def test_a_button_in_a_modal_comes_with_the_view_and_what_is_typed(slack, server, app, open_it):
    view = open_it(actions(button(value="7")), asks(text_input()), private_metadata="m", callback_id="topic")
    assert act(server, view, values={"name": {"name": "Lithium"}}) == {"ok": True}
    path, headers, _ = app.received[0]
    payload = app.payload()
    [action] = payload.pop("actions")

    assert path == "/slack/interactivity"
    assert headers["x-slack-signature"].startswith("v0=")
    assert action.pop("action_ts")
    assert action == {
        "type": "button",
        "action_id": "go",
        "block_id": "acts",
        "text": {"type": "plain_text", "text": "Go", "emoji": True},
        "value": "7",
    }
    assert held(payload) == {"name": {"name": {"type": "plain_text_input", "value": "Lithium"}}}
    shown = payload.pop("view")
    assert (shown["id"], shown["hash"], shown["root_view_id"]) == (view["id"], view["hash"], view["id"])
    assert (shown["private_metadata"], shown["callback_id"]) == ("m", "topic")
    assert payload.pop("trigger_id")
    assert payload == {
        "type": "block_actions",
        "user": {"id": ADA, "username": "ada", "name": "ada", "team_id": "T0LAPTOP"},
        "api_app_id": "A0NEWSWATCH",
        "token": "laptop-verification-token",
        "container": {"type": "view", "view_id": view["id"]},
        "team": {"id": "T0LAPTOP", "domain": "laptop"},
        "enterprise": None,
        "is_enterprise_install": False,
    }


def test_a_press_can_push_a_view(slack, server, app, open_it):
    view = open_it(actions())
    act(server, view)
    slack.client.views_push(trigger_id=app.payload()["trigger_id"], view=modal(section("on top")))
    assert (seen(server)["depth"], seen(server)["blocks"][0]["text"]["text"]) == (2, "on top")
    assert act(server, view)["error"] == "view_not_found", "what is below cannot be pressed"


def test_an_update_shows_with_another_hash(slack, server, app, open_it):
    view = open_it(actions())
    act(server, view)
    slack.client.views_update(
        view_id=view["id"], hash=app.payload()["view"]["hash"], view=modal(section("new"))
    )
    assert seen(server)["id"] == view["id"]
    assert seen(server)["hash"] != view["hash"]


@pytest.mark.parametrize(
    "case",
    [
        (menu(), "red", {"selected_option": option("red")}),
        (menu(), None, {"selected_option": None}),
        (menu(initial_option=option("red")), None, {"selected_option": None}),
        (
            menu("multi_static_select"),
            ["red", "green"],
            {"selected_options": [option("red"), option("green")]},
        ),
        (
            {"type": "overflow", "action_id": "pick", "options": [option("mute me")]},
            "mute me",
            {"selected_option": option("mute me")},
        ),
        (
            {"type": "radio_buttons", "action_id": "pick", "options": [option("red")]},
            "red",
            {"selected_option": option("red")},
        ),
        (
            {"type": "checkboxes", "action_id": "pick", "options": [option("red"), option("blue")]},
            ["blue"],
            {"selected_options": [option("blue")]},
        ),
        (menu("users_select"), BOB, {"selected_user": BOB}),
        (menu("multi_users_select"), [BOB, ADA], {"selected_users": [BOB, ADA]}),
        (menu("channels_select"), POLICY, {"selected_channel": POLICY}),
        (menu("multi_channels_select"), [POLICY, ELSEWHERE], {"selected_channels": [POLICY, ELSEWHERE]}),
        (menu("conversations_select"), BOARD, {"selected_conversation": BOARD}),
        (menu("multi_conversations_select"), [BOARD], {"selected_conversations": [BOARD]}),
        (menu("datepicker"), "2019-05-06", {"selected_date": "2019-05-06"}),
        (menu("timepicker"), "08:30", {"selected_time": "08:30"}),
    ],
    ids=lambda case: f"{case[0]['type']} {case[1]}",
)
def test_what_is_chosen_is_told_as_slack_tells_it(server, app, open_it, case):
    element, given, told = case
    view = open_it(actions(element))
    assert act(server, view, action_id="pick", given=given) == {"ok": True}
    [action] = app.payload()["actions"]
    assert bare({name: action[name] for name in told}) == told
    if element["type"] != "overflow":
        state = held(app.payload())["acts"]["pick"]
        assert bare(state) == {"type": element["type"], **told}, "the state has it already"


def bare(value):
    """Leave out what Slack fills in."""
    if isinstance(value, dict):
        return {key: bare(item) for key, item in value.items() if key != "emoji"}
    return [bare(item) for item in value] if isinstance(value, list) else value


@pytest.mark.parametrize(
    "case",
    [
        (menu(), "blue", "invalid_arguments"),
        (menu(), ["red"], "invalid_arguments"),
        (menu("multi_static_select"), "red", "invalid_arguments"),
        (menu("users_select"), "U0NOBODY", "user_not_found"),
        (menu("channels_select"), BOARD, "channel_not_found"),
        (menu("conversations_select", filter={"include": ["public"]}), BOARD, "channel_not_found"),
        (menu("conversations_select"), "C0NOWHERE", "channel_not_found"),
        (menu("external_select"), "red", "invalid_arguments"),
    ],
)
def test_what_is_not_offered_cannot_be_chosen(server, app, open_it, case):
    element, given, error = case
    assert act(server, open_it(actions(element)), action_id="pick", given=given)["error"] == error
    assert app.received == []


def test_a_private_channel_of_others_cannot_be_chosen(slack, server, app, open_it):
    slack.workspace.leave(SECRET, ADA)
    view = open_it(actions(menu("conversations_select")))
    assert act(server, view, action_id="pick", given=SECRET)["error"] == "channel_not_found"


def test_an_input_is_sent_at_once_only_where_the_app_wants_it(server, app, open_it):
    view = open_it(asks(text_input("quiet")), asks(text_input("query"), dispatch_action=True))
    assert act(server, view, "quiet", "quiet", given="x")["error"] == "action_not_found"
    assert act(server, view, "query", "query", values={"quiet": {"quiet": "q"}}, given="lithium")["ok"]
    payload = app.payload()
    assert payload["actions"][0]["value"] == "lithium"
    assert {name: value[name]["value"] for name, value in held(payload).items()} == {
        "quiet": "q",
        "query": "lithium",
    }


@pytest.mark.parametrize(
    "wrong", [{"block_id": "other"}, {"action_id": "other"}, {"view": {"id": "V0NONE"}}], ids=str
)
def test_what_is_not_in_the_view_cannot_be_pressed(server, app, open_it, wrong):
    assert act(server, **({"view": open_it(actions())} | wrong))["error"] in {
        "action_not_found",
        "view_not_found",
    }
    assert app.received == []


def test_values_have_their_form(server, app, open_it):
    view = open_it(actions())
    for values in ([], {"name": "x"}):
        said = {"view": view["id"], "block_id": "acts", "action_id": "go", "values": values or "x"}
        assert post(server, "/page/act", said)[1]["error"] == "invalid_arguments"
    assert app.received == []


def test_app_home_is_pressed_as_a_modal_is_and_has_no_button_to_send(slack, server, app):
    assert state(server)["home"] is None
    view = slack.client.views_publish(user_id=ADA, view=home(actions(button(value="list"))))["view"]
    shown = state(server)["home"]
    assert (shown["id"], shown["hash"], shown["type"]) == (view["id"], view["hash"], "home")
    assert act(server, view)["ok"]
    payload = app.payload()
    assert (payload["container"], payload["view"]["type"]) == (
        {"type": "view", "view_id": view["id"]},
        "home",
    )
    assert submit(server, view)["error"] == "view_not_found"
    slack.client.views_open(trigger_id=payload["trigger_id"], view=modal())
    assert seen(server)["depth"] == 1
    assert act(server, view)["ok"], "App Home is behind the modal, and still there"


# --- Sending ----------------------------------------------------------------------------------------


def test_a_modal_is_sent_with_the_state_of_everything_that_holds_something(server, app, open_it):
    view = open_it(
        asks(text_input("name", initial_value="Lithium")),
        asks({"type": "number_input", "action_id": "cap", "is_decimal_allowed": False}),
        asks({"type": "email_text_input", "action_id": "mail"}, optional=True),
        asks(menu("conversations_select", "where", default_to_current_conversation=True)),
        asks(menu("multi_users_select", "who", initial_users=[ADA])),
        asks({"type": "checkboxes", "action_id": "flags", "options": [option("fast")]}, optional=True),
        asks(menu("timepicker", "at", initial_time="08:00")),
        section(block_id="beside", accessory=menu(action_id="colour", initial_option=option("red"))),
        actions(button(), menu("datepicker", "day")),
    )
    assert submit(server, view, cap="20") == {"ok": True, "errors": {}}
    payload = app.payload()
    assert (payload["type"], payload["view"]["hash"]) == ("view_submission", view["hash"])
    assert bare(held(payload)) == {
        "name": {"name": {"type": "plain_text_input", "value": "Lithium"}},
        "cap": {"cap": {"type": "number_input", "value": "20"}},
        "mail": {"mail": {"type": "email_text_input", "value": None}},
        "where": {"where": {"type": "conversations_select", "selected_conversation": POLICY}},
        "who": {"who": {"type": "multi_users_select", "selected_users": [ADA]}},
        "flags": {"flags": {"type": "checkboxes", "selected_options": []}},
        "at": {"at": {"type": "timepicker", "selected_time": "08:00"}},
        "beside": {"colour": {"type": "static_select", "selected_option": option("red")}},
        "acts": {"day": {"type": "datepicker", "selected_date": None}},
    }
    assert seen(server) is None


def test_the_page_begins_with_the_conversation_where_the_modal_was_opened(server, open_it):
    open_it(
        asks(menu("conversations_select", "one", default_to_current_conversation=True)),
        actions(menu("multi_conversations_select", "many", default_to_current_conversation=True)),
    )
    one, many = seen(server)["blocks"]
    assert one["element"]["initial_conversation"] == POLICY
    assert many["elements"][0]["initial_conversations"] == [POLICY]


def test_a_menu_may_ask_for_a_response_url(slack, server, app, open_it):
    view = open_it(asks(menu("conversations_select", "where", response_url_enabled=True)))
    submit(server, view, where=POLICY)
    [told] = app.payload()["response_urls"]
    assert (told["block_id"], told["action_id"], told["channel_id"]) == ("where", "where", POLICY)
    slack.server.response_urls.answer(told["response_url"].rsplit("/", 1)[1], {"text": "done"})
    assert len(slack.workspace.changes(0).messages) == 1


@pytest.mark.parametrize(
    ("element", "given"),
    [
        (text_input("it"), ""),
        (text_input("it"), None),
        (menu(action_id="it"), None),
        (menu("multi_users_select", "it"), []),
        (text_input("it", min_length=3), "ab"),
        (text_input("it", max_length=3), "abcd"),
        (text_input("it"), "x" * 3_001),
        (menu("multi_users_select", "it", max_selected_items=1), [ADA, BOB]),
        ({"type": "number_input", "action_id": "it", "is_decimal_allowed": True}, "many"),
        ({"type": "number_input", "action_id": "it", "is_decimal_allowed": False}, "1.5"),
        ({"type": "number_input", "action_id": "it", "is_decimal_allowed": True, "min_value": "2"}, "1.5"),
        ({"type": "number_input", "action_id": "it", "is_decimal_allowed": True, "max_value": "1"}, "1.5"),
        ({"type": "email_text_input", "action_id": "it"}, "nobody"),
        ({"type": "url_text_input", "action_id": "it"}, "nowhere"),
    ],
    ids=str,
)
def test_what_cannot_be_sent_is_told_at_its_input_and_not_sent(server, app, open_it, element, given):
    view = open_it(asks(element))
    assert list(submit(server, view, it=given)["errors"]) == ["it"]
    assert app.received == []
    assert seen(server)["id"] == view["id"]


def test_a_view_that_is_sent_uncovers_the_one_below(slack, server, app, open_it):
    below = open_it(actions())
    act(server, below)
    top = slack.client.views_push(trigger_id=app.payload()["trigger_id"], view=modal())["view"]
    assert submit(server, top)["ok"]
    assert (seen(server)["id"], seen(server)["depth"]) == (below["id"], 1)


def test_the_app_may_clear_the_whole_modal(slack, server, app, open_it):
    below = open_it(actions())
    act(server, below)
    top = slack.client.views_push(trigger_id=app.payload()["trigger_id"], view=modal())["view"]
    app.answers({"response_action": "clear"})
    assert submit(server, top)["ok"]
    assert seen(server) is None


def test_the_app_may_update_what_was_sent(server, app, open_it):
    view = open_it(asks(text_input(), optional=True), external_id="topic")
    app.answers({"response_action": "update", "view": modal(section("done"), external_id="topic")})
    assert submit(server, view) == {"ok": True, "errors": {}}
    assert (seen(server)["id"], seen(server)["depth"]) == (view["id"], 1)
    assert seen(server)["hash"] != view["hash"]
    assert seen(server)["blocks"][0]["text"]["text"] == "done"


def test_the_app_may_push_onto_what_was_sent(server, app, open_it):
    view = open_it()
    app.answers({"response_action": "push", "view": modal(section("next"))})
    for depth in (2, 3):
        assert submit(server, seen(server))["ok"]
        assert seen(server)["depth"] == depth
    assert submit(server, seen(server))["error"] == "invalid_view_response"
    assert (seen(server)["depth"], seen(server)["id"] != view["id"]) == (3, True)


@pytest.mark.parametrize(
    "answer",
    [
        {"response_action": "update"},
        {"response_action": "update", "view": modal({"type": "section"})},
        {"response_action": "update", "view": home()},
        {"response_action": "push", "view": None},
        {"response_action": "errors", "errors": {"it": ""}},
        {"response_action": "errors", "errors": ["it"]},
        {"response_action": "errors"},
        {"response_action": ["update"]},
    ],
    ids=str,
)
def test_an_answer_that_slack_would_not_take_leaves_the_view(server, app, open_it, answer):
    view = open_it(asks(text_input("it"), optional=True))
    app.answers(answer)
    told = submit(server, view)
    assert (told["error"], bool(told["message"])) == ("invalid_view_response", True)
    assert (seen(server)["id"], seen(server)["hash"]) == (view["id"], view["hash"])


def test_the_trigger_of_what_is_sent_opens_another_modal(slack, server, app, open_it):
    submit(server, open_it())
    slack.client.views_open(trigger_id=app.payload()["trigger_id"], view=modal(section("next")))
    assert seen(server)["blocks"][0]["text"]["text"] == "next"


# --- Leaving ----------------------------------------------------------------------------------------


def cancel(server, view, **values):
    held = {name: {name: value} for name, value in values.items()}
    return post(server, "/page/cancel", {"modal": view["id"], "values": held})[1]


def test_the_app_hears_that_a_modal_was_left_where_it_wants_to(slack, server, app, open_it):
    cancel(server, open_it())
    assert app.received == []
    view = open_it(asks(text_input()), notify_on_close=True)
    assert cancel(server, view, name="half") == {"ok": True}
    payload = app.payload()
    assert (payload["type"], payload["is_cleared"], payload["view"]["id"]) == (
        "view_closed",
        False,
        view["id"],
    )
    assert held(payload)["name"]["name"]["value"] == "half"
    assert "trigger_id" not in payload
    assert seen(server) is None


def test_a_modal_is_left_whatever_the_app_says(server, app, open_it):
    view = open_it(notify_on_close=True)
    app.answers("", status=500)
    assert cancel(server, view) == {"ok": True}
    assert seen(server) is None


def test_leaving_the_top_uncovers_what_is_below_and_clearing_leaves_nothing(slack, server, app, open_it):
    below = open_it(actions(), notify_on_close=True)
    for more, left in (({}, 1), ({"clear_on_close": True}, 0)):
        act(server, below)
        trigger = app.payload()["trigger_id"]
        top = slack.client.views_push(trigger_id=trigger, view=modal(notify_on_close=True, **more))["view"]
        app.received.clear()
        cancel(server, top)
        told = [app.payload(place) for place in range(len(app.received))]
        assert [each["view"]["id"] for each in told] == [top["id"], below["id"]][: 2 - left]
        assert {each["is_cleared"] for each in told} == {not left}
        assert len(slack.workspace.modals.stack(ADA)) == left


def test_the_cross_leaves_the_whole_modal(slack, server, app, open_it):
    below = open_it(actions())
    act(server, below)
    top = slack.client.views_push(trigger_id=app.payload()["trigger_id"], view=modal())["view"]
    slack.server.clients.views.cancel(ADA, top["id"], {}, whole=True)
    assert seen(server) is None


# --- External menus ---------------------------------------------------------------------------------


def suggest(server, view, text, block_id="pick"):
    said = {"view": view["id"], "block_id": block_id, "action_id": "pick", "text": text}
    return post(server, "/page/suggest", said)[1]


@pytest.fixture
def asking(open_it):
    return open_it(asks(menu("external_select", min_query_length=2)), private_metadata="m")


def test_an_external_menu_asks_the_app(server, app, asking):
    app.answers({"options": [option("red")]})
    assert suggest(server, asking, "re") == {"ok": True, "options": [option("red")]}
    payload = app.payload()
    assert app.received[0][0] == "/slack/options"
    assert (payload["type"], payload["value"], payload["action_id"]) == ("block_suggestion", "re", "pick")
    assert (payload["block_id"], payload["view"]["private_metadata"]) == ("pick", "m")
    assert payload["container"] == {"type": "view", "view_id": asking["id"]}
    assert "trigger_id" not in payload


def test_what_was_offered_can_be_chosen_and_sent(server, app, asking):
    app.answers({"options": [option("red")]})
    suggest(server, asking, "red")
    app.answers({"options": [option("green")]})
    suggest(server, asking, "green")
    app.answers("")
    assert submit(server, asking, pick="red")["ok"]
    assert bare(held(app.payload())["pick"]["pick"]["selected_option"]) == option("red")


def test_options_may_come_in_groups(server, app, asking):
    groups = [{"label": {"type": "plain_text", "text": "Colours"}, "options": [option("red")]}]
    app.answers({"option_groups": groups})
    assert suggest(server, asking, "re") == {"ok": True, "options": [], "option_groups": groups}
    app.answers("")
    assert submit(server, asking, pick="red")["ok"]


def test_a_menu_waits_for_enough_letters(server, app, asking):
    assert suggest(server, asking, "r") == {"ok": True, "options": []}
    assert app.received == []


def test_a_menu_may_ask_before_a_letter_is_typed(server, app, open_it):
    app.answers({"options": [option("red")]})
    assert suggest(server, open_it(asks(menu("external_select", min_query_length=0))), "")["options"]


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "[]",
        "{",
        {},
        {"options": [], "option_groups": []},
        {"options": [option("x" * 76)]},
        {"options": [option("x")] * 101},
        {"options": [{"text": "x", "value": "x"}]},
        {"options": "x"},
        {"options": [], "more": 1},
    ],
    ids=str,
)
def test_options_that_slack_would_not_show_are_told_as_such(server, app, asking, answer):
    app.answers(answer)
    told = suggest(server, asking, "red")
    assert (told["error"], bool(told["message"])) == ("invalid_options", True)


def test_only_an_external_menu_asks(server, app, open_it):
    view = open_it(asks(menu()))
    assert suggest(server, view, "red")["error"] == "action_not_found"
    assert app.received == []
