"""``make run`` as its user sees it: the command in a process of its own."""

import json
import os
import random
import re
import signal
import socket
import subprocess
import sys
import threading
from contextlib import ExitStack
from pathlib import Path

import pytest
from stores import REPOSITORY

from infra.laptop.template import Template

PATIENCE_S = 90
"""What a run may take before it is taken for hanging."""
PORTS = 3
"""How many a run takes."""

ALERTS = [
    ("#policy", "Topics: Arctic affairs · Venezuela talks"),
    ("#energy", "Topic: Grid outages"),
    ("#energy", "Topic: Drought and reservoirs"),
    ("#security", "Topic: Ransomware"),
    ("#comms", "Topic: Product recalls"),
    ("#comms", "Topic: Product recalls"),
]
ALSO = [
    ("#comms", "Peddlewright recalls 62,000 bicycle batteries after fires in two sheds"),
    ("#energy", "Ransomware locks Tarn Valley's power company out of its own control room"),
    ("#security", "Ransomware locks Tarn Valley's power company out of its own control room"),
]
"""Channel and headline of what the second outlet carries too."""


def free_port() -> int:
    """Return a port that is free, as are the two after it.

    Below those that the system gives to connections: one of them would be taken before a run takes it.
    """
    while True:
        port = random.randrange(10_000, 30_000)
        with ExitStack() as probes:
            try:
                for place in range(PORTS):
                    probes.enter_context(socket.socket()).bind(("127.0.0.1", port + place))
            except OSError:
                continue
        return port


@pytest.fixture
def port():
    return free_port()


def start(port: int, data: Path, *args: str) -> "subprocess.Popen[str]":
    unwanted = ("AWS_", "PYTHONUNBUFFERED")
    environ = {name: value for name, value in os.environ.items() if not name.startswith(unwanted)}
    return subprocess.Popen(
        [sys.executable, "-m", "infra.laptop", "--port", str(port), "--data", str(data), *args],
        cwd=REPOSITORY,
        env=environ | {"PYTHONPATH": f"{REPOSITORY / 'functions'}:{REPOSITORY}"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        preexec_fn=heed_ctrl_c,  # noqa: PLW1509 - nothing else runs between fork and exec
    )


def _command(pid: int) -> str:
    """Return the command line of a process; empty where there is none, or no more."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""


def heed_ctrl_c() -> None:
    """Undo what shells do to what they start in the background, as tests may be: there, Ctrl-C is ignored."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def run(port: int, data: Path, *args: str) -> str:
    process = start(port, data, *args)
    out, _ = process.communicate(timeout=120)
    assert process.returncode == 0, out
    return out


def alerts(out: str) -> list[tuple[str, str]]:
    """Return channel and topics of each alert in the terminal, edits aside."""
    return re.findall(r"^── (#\w+)\n(?:  .*\n)*?  (Topics?: .*)$", out, re.MULTILINE)


def also(out: str) -> list[tuple[str, str]]:
    """Return channel and headline of each message that came to name the second outlet."""
    edited = r"^── (#\w+) \(edited\)\n  (.*)\n(?:  .*\n)*?  Topic.*  Also in: The Evening Lantern$"
    return re.findall(edited, out, re.MULTILINE)


def until(process: "subprocess.Popen[str]", words: str) -> str:
    """Read what a process prints, up to the line with these words."""
    lines = []
    patience = threading.Timer(PATIENCE_S, process.kill)
    patience.start()
    try:
        for line in process.stdout:
            lines.append(line)
            if words in line:
                return "".join(lines)
    finally:
        patience.cancel()
    raise AssertionError("".join(lines))


def test_once_shows_the_news_of_both_outlets_and_a_second_run_posts_nothing(port, tmp_path):
    first = run(port, tmp_path, "--once")
    assert sorted(alerts(first)) == sorted(ALERTS)
    assert sorted(also(first)) == ALSO
    assert "In Lapland, Pompeo and Lavrov agree to keep talking about Venezuela" in first
    assert "*Pompeo*" in first
    assert re.search(r"→ http://127\.0\.0\.1:\d+/world/rovaniemi-meeting", first)
    assert re.search(r"→ http://localhost:\d+/power/tarn-valley-dark-night", first)
    second = run(port, tmp_path, "--once")
    assert "── #" not in second
    assert "--fresh" in second


def test_killed_run_goes_on_and_nothing_is_posted_twice(port, tmp_path):
    process = start(port, tmp_path)
    out = until(process, "── #")
    process.kill()
    process.wait()
    process.stdout.close()
    orphan = int((tmp_path / "engine" / "roto.pid").read_text())
    out += run(port, tmp_path, "--once")
    assert "roto" not in _command(orphan), _command(orphan)
    kept = (tmp_path / "slack.json").read_text()
    posts = re.findall(r'"post_id": ?"([^"]+)"', kept)
    assert len(set(posts)) == len(posts) == len(ALERTS)


def test_ctrl_c_stops_cleanly(port, tmp_path):
    process = start(port, tmp_path)
    until(process, "Running.")
    process.send_signal(signal.SIGINT)
    out, _ = process.communicate(timeout=30)
    assert process.returncode == 0
    assert "State is kept" in out
    assert "Traceback" not in out


def test_source_that_cannot_be_read_is_told_in_one_line_and_the_demo_goes_on(port, tmp_path):
    out = run(port, tmp_path, "--once", "--source", "http://nowhere.invalid/feed", "--source", "nonsense")
    (line,) = [line for line in out.splitlines() if "nowhere.invalid" in line and line.startswith("✗")]
    assert "could not be read" in line
    assert "✗ nonsense: That is not the address of something on the web." in out
    assert sorted(alerts(out)) == sorted(ALERTS)


@pytest.mark.parametrize("place", range(PORTS))
def test_port_that_is_taken_is_told_with_what_to_do(port, tmp_path, place):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port + place))
        taken.listen()
        process = start(port, tmp_path, "--once")
        out, _ = process.communicate(timeout=60)
    assert process.returncode == 1
    assert f"Port {port + place} of this machine is taken" in out
    assert "--port" in out
    assert "Traceback" not in out


@pytest.mark.parametrize("name", ["slack.json", "editions.json"])
def test_damaged_state_is_told_with_what_to_do(port, tmp_path, name):
    (tmp_path / name).write_text('{"half a\n{}\n')
    process = start(port, tmp_path, "--once")
    out, _ = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "--fresh" in out
    assert "Traceback" not in out


def test_second_run_on_the_same_state_leaves_the_first_alone(port, tmp_path):
    first = start(port, tmp_path)
    until(first, "News sites:")
    second = start(free_port(), tmp_path, "--once", "--fresh")
    out, _ = second.communicate(timeout=60)
    assert second.returncode == 1
    assert "running already" in out
    until(first, "Running.")
    first.send_signal(signal.SIGINT)
    out, _ = first.communicate(timeout=30)
    assert first.returncode == 0


def test_other_port_leaves_no_dead_demo_site_behind(port, tmp_path):
    run(port, tmp_path, "--once")
    out = run(free_port(), tmp_path, "--once")
    assert "could not be read" not in out


def typed(data: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run ``make slack-command``'s script beside a run."""
    return subprocess.run(
        [sys.executable, "-m", "infra.laptop.slack_command", "--data", str(data), *arguments],
        cwd=REPOSITORY,
        env=os.environ | {"PYTHONPATH": f"{REPOSITORY / 'functions'}:{REPOSITORY}"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_commands_are_answered_while_it_runs_at_once_and_later(port, tmp_path):
    process = start(port, tmp_path)
    out = until(process, "Running.")
    assert f"http://127.0.0.1:{port}/" in out
    quick = typed(tmp_path, "--text", "list", "--channel", "#policy")
    assert quick.returncode == 0, quick.stderr
    assert "venezuela-talks" in quick.stdout
    slow = typed(tmp_path, "--text", "status")
    assert slow.returncode == 0, slow.stderr
    assert "── #policy (private)" in until(process, "(private)")
    assert "fine" in until(process, "fine")
    process.send_signal(signal.SIGINT)
    out, _ = process.communicate(timeout=30)
    assert process.returncode == 0
    assert "Traceback" not in out
    assert "Start Newswatch first" in typed(tmp_path, "--text", "list").stderr


def test_what_sam_local_needs_is_kept_beside_the_state(port, tmp_path):
    run(port, tmp_path, "--once")
    kept = json.loads((tmp_path / "sam-local.json").read_text())
    template = Template.load(REPOSITORY / "template.yaml")

    every = {name: value for variables in kept.values() for name, value in variables.items()}
    assert kept == template.environments(every), "each function has all of its variables, and no others"
    assert every["AWS_ENDPOINT_URL_DYNAMODB"].startswith("http://127.0.0.1:")
    assert kept["SlackFunction"]["COMMAND_QUEUE_URL"].endswith("/CommandQueue")


@pytest.mark.parametrize("wrong", ["65534", "0", "-1", "http"])
def test_port_that_is_none_is_told_in_words(port, tmp_path, wrong):
    process = start(port, tmp_path, "--port", wrong)
    out, _ = process.communicate(timeout=60)
    assert process.returncode == 2
    assert "Traceback" not in out
