"""What is typed about the past, about whose a topic is, and about who manages the workspace."""

import pytest

from newswatch.model import ChannelId, UserId
from newswatch.slack.commands import (
    Help,
    History,
    Managers,
    Missing,
    Own,
    Place,
    PlaceHistory,
    PlaceSet,
    Revert,
    SetHistory,
    SetShow,
    SourceHistory,
    Unsure,
    Wrong,
    parse_command,
    spell,
)

ANN, BOB = UserId("U0ANN"), UserId("W0BOB")
WORKSPACE = Place(workspace=True)


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("history talks", History("talks")),
        ("history Venezuela talks", History("Venezuela-talks")),
        ("history #talks", History("#talks")),
        ("history here", PlaceHistory(Place())),
        ("HISTORY Workspace", PlaceHistory(WORKSPACE)),
        ("history me", PlaceHistory(Place(me=True))),
        ("history <#C1|policy>", PlaceHistory(Place(ChannelId("C1")))),
        ("history", Missing("history", "topic")),
        ("revert talks 12", Revert("talks", 12)),
        ("revert talks:4 #12", Revert("talks:4", 12)),
        ("revert Big talks 12", Revert("Big-talks", 12)),
        ("revert", Missing("history", "topic")),
        ("revert talks", Unsure("history talks", "revert talks")),
        ("revert 12", Unsure("history 12", "revert 12")),
        ("revert tariffs on steel", Unsure("history tariffs-on-steel", "revert tariffs on steel")),
        ("revert `` 12", Unsure("history 12", "revert `` 12")),
        ("own talks", Own("talks")),
        ("own talks:4", Own("talks:4")),
        ("own", Missing("own", "topic")),
        ("own goal by lahm", Unsure("own goal-by-lahm", "own goal by lahm")),
        ("source history bbc world", SourceHistory("bbc world")),
        ("source history", Missing("source history", "source")),
        ("sets history evs", SetHistory("evs")),
        ("sets history", SetShow("history")),
        ("sets show history", SetShow("history")),
    ],
)
def test_what_a_text_asks_for(text, command):
    assert parse_command(text) == command
    if not isinstance(command, Missing):
        assert parse_command(spell(command)) == command


@pytest.mark.parametrize(
    ("values", "managers"),
    [
        ("<@U0ANN|ann> <@W0BOB>", Managers((ANN, BOB))),
        ("<@U0ANN|ann><@W0BOB|bob>", Managers((ANN, BOB))),
        ("<@U0ANN|ann lee>, <@W0BOB|bob> and <@U0ANN|ann>", Managers((ANN, BOB))),
        ("me", Managers(me=True)),
        ("Me, <@W0BOB|bob>", Managers((BOB,), me=True)),
        ("off", Managers()),
        ("none", Managers()),
        ("everybody", Managers()),
    ],
)
def test_managers_are_people_me_or_nobody(values, managers):
    command = parse_command(f"set workspace managers {values}")
    assert command == PlaceSet(WORKSPACE, managers)
    assert parse_command(spell(command)) == command


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ("", "managers are people of the workspace"),
        ("@nobody", "Slack knows nobody called “@nobody”"),
        ("<@U0ANN|ann> ann", "Slack knows nobody called “ann”"),
        ("off <@U0ANN|ann>", "Slack knows nobody called “off”"),
        (" ".join(f"<@U{n}>" for n in range(21)), "20 managers at most"),
    ],
)
def test_whom_slack_does_not_know_is_no_manager(values, problem):
    command = parse_command(f"set workspace managers {values}")
    assert isinstance(command, Wrong)
    assert problem in command.problem
    assert all(isinstance(parse_command(each), PlaceSet) for each in command.nearest)


@pytest.mark.parametrize("before", ["set here managers", "set <#C1|policy> managers", "set managers"])
def test_managers_are_those_of_the_workspace(before):
    command = parse_command(f"{before} <@U0ANN|ann> me")
    assert isinstance(command, Wrong)
    assert parse_command(command.nearest[0]) == PlaceSet(WORKSPACE, Managers((ANN,), me=True))
    assert parse_command(command.nearest[-1]) == Help("set")


def test_a_slip_in_managers_is_put_right():
    command = parse_command("set workspace mangers <@U0ANN>")
    assert isinstance(command, Wrong)
    assert parse_command(command.nearest[0]) == PlaceSet(WORKSPACE, Managers((ANN,)))
