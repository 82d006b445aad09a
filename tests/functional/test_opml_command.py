"""``make import`` and ``make export``: into a workspace that runs, that does not, and that is deployed."""

import fcntl
import io
import json
import sys
from functools import partial

import pytest

from infra.laptop import engine, stack
from infra.laptop import opml as command
from infra.laptop.laptop import REPOSITORY
from infra.laptop.template import Template
from newswatch.sources import opml

LIST = """<opml version="2.0"><body>
<outline text="World"><outline text="A" xmlUrl="https://a.example/feed"/></outline>
<outline text="B" xmlUrl="http://127.0.0.1/feed"/>
<outline text="C" xmlUrl="ftp://c.example/&#x200e;&#x9b;2J"/>
<outline text="D" xmlUrl="https://d.example/feed"/></body></opml>"""


@pytest.fixture
def run(run_command):
    """Return what runs a command: its exit status, and what it printed to either stream."""
    return partial(run_command, command.main)


@pytest.fixture
def feeds(tmp_path):
    path = tmp_path / "feeds.opml"
    path.write_text(LIST)
    return str(path)


def addresses(data):
    return [(line.url, line.tags) for line in opml.parse(data, {"127.0.0.1:80"}).lines]


def test_a_list_goes_in_and_out_of_a_workspace_that_does_not_run(run, feeds, tmp_path):
    status, out, err = run("import", "--file", feeds)
    assert (status, err) == (0, "")
    assert "✗ line 3: http://127.0.0.1/feed  It may not be read: it is not a public address." in out
    assert "✗ line 4: ftp://c.example/" in out
    assert "1 of 2\n2 of 2\n2 added, 0 known already.\nLines that could not be used: 2.\n" in out
    assert "63 minutes" in out
    assert "\x9b" not in out
    assert "\u200e" not in out

    assert "0 added, 2 known already." in run("import", "--file", feeds)[1]

    written = tmp_path / "out.opml"
    status, out, err = run("export", "--file", str(written))
    assert (status, out, err) == (0, "", "Sources: 2.\n")
    expected = [("https://d.example/feed", ()), ("https://a.example/feed", ("world",))]
    assert addresses(written.read_bytes()) == expected
    assert addresses(run("export")[1].encode()) == expected


def test_a_workspace_that_runs_is_reached_where_it_runs(run, feeds, tmp_path):
    state = tmp_path / "state"
    state.mkdir()
    here = engine.start(None)
    try:
        known = engine.set_up(here, Template.load(REPOSITORY / "template.yaml"), {})
        environments = {"CommandFunction": known, "MatchFunction": {"PRIVATE_HOSTS": "127.0.0.1:80"}}
        (state / "sam-local.json").write_text(json.dumps(environments))
        with (tmp_path / "state.lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            status, out, _ = run("import", "--file", feeds)
            assert (status, "3 added" in out) == (0, True)
            assert len(addresses(run("export")[1].encode())) == 3
    finally:
        here.stop()
    assert not (state / "engine").exists()


def test_a_text_comes_by_a_pipe(run, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"https://a.example/feed tag:x\n")))
    assert "1 added" in run("import", "--file", "-")[1]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, "No such file"),
        ("<rss/>", "a feed, not a list"),
        ('<!DOCTYPE opml [<!ENTITY a "b">]><opml/>', "XML entities"),
        ("nothing", "neither OPML nor a web address"),
    ],
)
def test_what_cannot_be_read_is_told(run, tmp_path, content, told):
    path = tmp_path / "list"
    if content is not None:
        path.write_text(content)
    status, _, err = run("import", "--file", str(path))
    assert (status, told in err) == (1, True)


def test_a_list_without_a_good_line_fails(run, tmp_path):
    path = tmp_path / "list"
    path.write_text("http://10.0.0.1/feed\n")
    status, out, _ = run("import", "--file", str(path))
    assert (status, "✗ line 1: http://10.0.0.1/feed" in out) == (1, True)


def test_the_file_is_asked_for(run):
    status, _, err = run("import")
    assert (status, "FILE=feeds.opml" in err) == (1, True)


class Stack:
    def __init__(self, table):
        self.table = table

    def describe_stacks(self, StackName):  # noqa: N803 - boto3's name
        assert StackName == "newswatch"
        outputs = [{"OutputKey": "TableName", "OutputValue": self.table}] if self.table else []
        parameters = [{"ParameterKey": "Workspace", "ParameterValue": "team"}]
        return {"Stacks": [{"Outputs": outputs, "Parameters": parameters}]}


def test_a_deployed_stack_is_found_by_its_name(run, feeds, monkeypatch):
    here = engine.start(None)
    try:
        engine.set_up(here, Template.load(REPOSITORY / "template.yaml"), {}, table="deployed")
        client = engine.client_of(here.url)
        monkeypatch.setattr(
            stack.boto3,
            "client",
            lambda name, **more: Stack("deployed") if "cloud" in name else client(name, **more),
        )
        status, _, err = run("import", "--file", feeds, "--stack", "newswatch")
        assert (status, "PERSON=U" in err) == (1, True)

        out = run("import", "--file", feeds, "--stack", "newswatch", "--person", "U0ADA")[1]
        assert "2 added" in out
        assert len(addresses(run("export", "--stack", "newswatch")[1].encode())) == 2
        keys = {item["pk"]["S"] for item in client("dynamodb").scan(TableName="deployed")["Items"]}
        assert all(key.startswith("team") for key in keys)
    finally:
        here.stop()


def test_another_stack_is_refused(run, feeds, monkeypatch):
    monkeypatch.setattr(stack.boto3, "client", lambda _name, **_more: Stack(""))
    status, _, err = run("export", "--stack", "newswatch")
    assert (status, "no output TableName" in err) == (1, True)


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.mark.parametrize(
    ("out", "told"),
    [
        (Terminal(), "\r[███████░░░░░░░░░░░░░░░░░░░░░░░] 50 of 200\r[" + "█" * 30 + "] 200 of 200\n"),
        (io.StringIO(), "50 of 200\n200 of 200\n"),
    ],
)
def test_progress_is_a_bar_on_a_terminal_and_lines_in_a_pipe(out, told):
    bar = command.Progress(out)
    for done in (50, 51, 200):
        if out.isatty() and done == 51:
            continue
        bar.show(done, 200)
    bar.done()
    assert out.getvalue() == told
