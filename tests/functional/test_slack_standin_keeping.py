"""A workspace on disk outlives its process, however that ends."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from slack_room import ADA, BOARD, OLD, POLICY, Clock, alert, furnish, room

from infra.laptop.slack.content import Content
from infra.laptop.slack.workspace import SlackWorkspace


@pytest.fixture
def path(tmp_path):
    return tmp_path / "state" / "slack.jsonl"


def opened(path):
    workspace = SlackWorkspace(Clock().now)
    workspace.keep_in(path)
    return workspace


def test_everything_but_ephemeral_messages_is_there_after_a_restart(path):
    with room() as slack:
        slack.workspace.keep_in(path)
        furnish(slack.workspace)
        slack.post("before", blocks=alert())
        ts = slack.post("direct", channel=ADA)["ts"]
        gone = slack.post("gone")["ts"]
        slack.client.chat_delete(channel=POLICY, ts=gone)
        slack.client.chat_update(channel="D0ADA", ts=ts, text="edited")
        slack.client.chat_postEphemeral(channel=POLICY, user=ADA, text="psst")
        slack.workspace.rename(BOARD, "directors")
        slack.workspace.close()
        expected = {c.id: (c, slack.workspace.messages(c.id)) for c in slack.workspace.conversations()}

    again = opened(path)
    assert {c.id: (c, again.messages(c.id)) for c in again.conversations()} == expected
    assert again.user(ADA).real_name == "Ada Lovelace"
    assert again.conversation(OLD).archived
    assert len(again.with_metadata("post_id", "before")) == 1
    assert len(again.changes(0).messages) == 2
    again.close()


def test_a_ts_is_never_given_twice_though_the_clock_stands_still_across_a_restart(path):
    first = opened(path)
    furnish(first)
    ts = first.post(POLICY, ADA, Content("a")).ts
    first.close()
    second = opened(path)

    assert second.post(POLICY, ADA, Content("b")).ts > ts
    second.close()


def test_channels_that_are_furnished_again_stay_as_people_left_them(path):
    first = opened(path)
    furnish(first)
    first.leave(POLICY, ADA)
    first.close()
    second = opened(path)
    second.add_channel(POLICY, "other name", members=[ADA])

    assert second.conversation(POLICY).name == "policy"
    assert ADA not in second.conversation(POLICY).members
    second.close()


def test_a_line_that_was_torn_by_a_kill_is_left_out(path):
    first = opened(path)
    furnish(first)
    first.post(POLICY, ADA, Content("whole"))
    first.close()
    with path.open("a") as file:
        file.write('{"in":"C0POLICY","message":{"ts":"17000')

    second = opened(path)
    assert [m.text for m in second.messages(POLICY)] == ["whole"]
    second.post(POLICY, ADA, Content("next"))
    second.close()
    third = opened(path)
    assert [m.text for m in third.messages(POLICY)] == ["whole", "next"]
    third.close()


def test_a_file_that_is_something_else_is_refused_and_left_alone(path):
    path.parent.mkdir()
    path.write_text("shopping list\nmilk\n")

    with pytest.raises(ValueError, match="line 1"):
        opened(path)
    assert path.read_text() == "shopping list\nmilk\n"


CHILD = """
import sys
from pathlib import Path
from slack_room import ADA, POLICY, Clock, furnish
from infra.laptop.slack.content import Content
from infra.laptop.slack.workspace import SlackWorkspace
workspace = SlackWorkspace(Clock().now)
workspace.keep_in(Path(sys.argv[1]))
furnish(workspace)
for n in range(1_000_000):
    workspace.post(POLICY, ADA, Content(str(n)))
    print(n, flush=True)
"""


def test_what_was_answered_before_a_kill_is_there_after_it(path):
    root = Path(__file__).parents[2]
    where = os.pathsep.join(str(p) for p in (root, root / "functions", Path(__file__).parent))
    with subprocess.Popen(
        [sys.executable, "-c", CHILD, str(path)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": where},
    ) as child:
        for line in child.stdout:
            if int(line) == 50:
                break
        child.send_signal(signal.SIGKILL)
        answered = [50, *(int(line) for line in child.stdout if line.endswith("\n"))][-1]

    workspace = opened(path)
    texts = [m.text for m in workspace.messages(POLICY)]
    assert texts[: answered + 1] == [str(n) for n in range(answered + 1)]
    workspace.close()
