"""What is typed about the past, about whose a topic is, and about who manages the workspace."""

import pytest

from newswatch.model import ChannelId, UserId
from newswatch.slack.commands import (
    Deliver,
    Help,
    History,
    LetThrough,
    Managers,
    Missing,
    Own,
    Place,
    PlaceHistory,
    PlaceRevert,
    PlaceSet,
    Rename,
    Revert,
    SetHistory,
    SetRevert,
    SetSave,
    SetShow,
    SourceHistory,
    SourceRevert,
    Unsure,
    Wrong,
    parse_command,
    spell,
)

ANN, BOB = UserId("U0ANN"), UserId("W0BOB")
WORKSPACE = Place(workspace=True)
ID = "0123456789abcdef"


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("history talks", History("talks")),
        ("history Venezuela talks", History("Venezuela-talks")),
        ("history #talks", PlaceHistory(Place(unknown_channel="talks"))),
        ("history here", PlaceHistory(Place())),
        ("HISTORY Workspace", PlaceHistory(WORKSPACE)),
        ("history me", PlaceHistory(Place(me=True))),
        ("history <#C1|policy>", PlaceHistory(Place(ChannelId("C1")))),
        ("history", Missing("history", "topic")),
        ("revert talks 12", Revert("talks", 12)),
        ("revert talks:4 #12", Revert("talks", 12, 4)),
        ("revert Big talks 12", Revert("Big-talks", 12)),
        ("revert", Missing("history", "topic")),
        ("revert talks", Unsure("history talks", "revert talks")),
        ("revert 12", Unsure("history 12", "revert 12")),
        ("revert tariffs on steel", Unsure("history tariffs-on-steel", "revert tariffs on steel")),
        ("revert `` 12", Unsure("history 12", "revert `` 12")),
        ("revert here 12", PlaceRevert(Place(), 12)),
        ("revert Workspace:3 #12", PlaceRevert(WORKSPACE, 12, 3)),
        ("revert me 12", PlaceRevert(Place(me=True), 12)),
        ("revert <#C1|policy> 12", PlaceRevert(Place(ChannelId("C1")), 12)),
        ("revert <#C1>:3 12", PlaceRevert(Place(ChannelId("C1")), 12, 3)),
        ("revert #talks:3 12", PlaceRevert(Place(unknown_channel="talks"), 12, 3)),
        ("revert here", Unsure("history here", "revert here")),
        ("revert <#C1|policy>", Unsure("history <#C1>", "revert <#C1|policy>")),
        ("revert here:3", Unsure("history here", "revert here:3")),
        ("revert #talks", Unsure("history #talks", "revert #talks")),
        ("history talks before 66", History("talks", 66)),
        ("history Big talks Before #66", History("Big-talks", 66)),
        ("history before 66", History("before-66")),
        ("history here before 66", PlaceHistory(Place(), 66)),
        ("history <#C1|policy> before 66", PlaceHistory(Place(ChannelId("C1")), 66)),
        ("source history bbc world before 66", SourceHistory("bbc world", 66)),
        ("sets history evs before 66", SetHistory("evs", 66)),
        ("history topic:workspace", History("workspace")),
        ("history Topic:Me before 66", History("Me", 66)),
        ("history topic:talks", History("topic:talks")),
        ("revert topic:here 12", Revert("here", 12)),
        ("revert topic:here:3 12", Revert("here", 12, 3)),
        ("revert topic:here", Unsure("history topic:here", "revert topic:here")),
        ("revert topic:3 12", Revert("topic", 12, 3)),
        ("set topic:workspace cap off today", Deliver("workspace", LetThrough())),
        ("set topic:managers name Board", Rename("managers", "Board")),
        ("set workspace:3 cap off today", Deliver("workspace:3", LetThrough())),
        ("own talks", Own("talks")),
        ("own talks:4", Own("talks:4")),
        ("own", Missing("own", "topic")),
        ("own goal by lahm", Unsure("own goal-by-lahm", "own goal by lahm")),
        ("source history bbc world", SourceHistory("bbc world")),
        ("source history", Missing("source history", "source")),
        ("source revert bbc world 12", SourceRevert("bbc world", 12)),
        ("source revert <https://a.example/rss|a.example> #12", SourceRevert("https://a.example/rss", 12)),
        (f"source revert {ID}:3 12", SourceRevert(ID, 12, 3)),
        ("source revert a.example:80 12", SourceRevert("a.example:80", 12)),
        ("source revert", Missing("source history", "source")),
        ("sets revert evs 12", SetRevert("evs", 12)),
        ("sets revert set:evs:3 #12", SetRevert("evs", 12, 3)),
        ("sets revert", Missing("sets history", "set")),
        ("sets show revert", SetShow("revert")),
        ("sets revert = a", SetSave("revert", "a")),
        ("sets history evs", SetHistory("evs")),
        ("sets history", Missing("sets history", "set")),
        ("sets show history", SetShow("history")),
    ],
)
def test_what_a_text_asks_for(text, command):
    assert parse_command(text) == command
    if not isinstance(command, Missing):
        assert parse_command(spell(command)) == command


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("source revert bbc", "source history bbc"),
        ("source revert 12", "source history 12"),
        ("source revert AT&amp;T", "source history AT&amp;T"),
        ("sets revert evs", "sets history evs"),
        ("sets revert 12", "sets history 12"),
        ("sets revert evs twelve", "sets"),
    ],
)
def test_where_the_number_is_missing_the_history_has_it(text, nearest):
    command = parse_command(text)
    assert isinstance(command, Wrong)
    assert "its history has the numbers" in command.problem
    assert command.nearest[0] == nearest


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
