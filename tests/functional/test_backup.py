"""``make backup`` and ``make restore`` on the laptop's engine: what they write, say and refuse."""

import os
import stat
import tomllib
from functools import partial

import pytest
from backup_room import FULL, HEAD, NOW
from builders import ALICE, source, topic
from fakes import T0
from stores import REPOSITORY, create_table

from infra.laptop import backup, backup_names, engine, stack
from infra.laptop.backup_file import write
from infra.laptop.place import open_place, open_table
from infra.laptop.template import Template
from newswatch.errors import ConfigError
from newswatch.model import SourceFilter, State
from newswatch.usecases.setup import Setup, as_kept, read_setup


@pytest.fixture
def run(run_command):
    return partial(run_command, backup.main)


@pytest.fixture
def place(tmp_path, run):
    """Return what opens the workspace that ``run`` works on."""
    return lambda: open_place(tmp_path / "state", "")


@pytest.fixture
def file(tmp_path):
    """Return a backup of a full workspace."""
    path = tmp_path / "newswatch.toml"
    # The clock is the machine's: what ends some day must not have ended.
    text = write(as_kept(FULL, NOW), HEAD).replace("2026-03-05T", "2100-03-05T")
    path.write_text(text, encoding="utf-8")
    return path


def without_head(text):
    return text.partition("\nformat = 1\n")[2]


def test_a_backup_is_restored_and_backed_up_as_the_same_file(run, place, file, tmp_path):
    status, said, _ = run("restore", "--file", str(file))
    assert status == 0
    assert "Added: 2 sources, 2 saved sets, 2 topics, 2 settings of places." in said
    assert "Sources are read one after the other, within the next 63 minutes." in said
    assert "Sources that want a secret header: Übersee 海外 🗞. Where its value is not in SSM" in said
    assert "type /invite @Newswatch there" in said

    other = tmp_path / "other.toml"
    status, said, told = run("backup", "--file", str(other))
    assert (status, said) == (0, "")
    assert told == (
        "Backed up: 2 sources, 2 saved sets, 2 topics, 2 settings of places.\n"
        "The secret headers of 1 source are in SSM Parameter Store, and in no backup.\n"
    )
    assert without_head(other.read_text("utf-8")) == without_head(file.read_text("utf-8"))
    assert "of make run's workspace by Newswatch" in other.read_text("utf-8")
    assert stat.S_IMODE(other.stat().st_mode) == 0o600
    assert sorted(path.name for path in tmp_path.glob("*.toml*")) == ["newswatch.toml", "other.toml"]

    status, said, _ = run("restore", "--file", str(file))
    assert (status, said) == (0, "There already, as in the file: 8.\n")


def test_what_differs_is_shown_line_by_line_and_changed_only_when_told_to(run, place, file):
    run("restore", "--file", str(file))
    text = file.read_text("utf-8")
    edited = text.replace("cap_per_day = 0", "cap_per_day = 9").replace('tags = ["wires", "asia"]\n', "")
    file.write_text(edited, "utf-8")
    line = edited.splitlines().index('handle = "evs-海"')
    status, said, _ = run("restore", "--file", str(file))
    assert status == 0
    assert f"≠ {file}:{line}, topic evs-海: cap_per_day is 0, in the file 9\n" in said
    assert 'source Übersee 海外 🗞: tags is ["wires", "asia"], in the file as usual\n' in said
    assert "Different, and left as it is: 2. REPLACE=1 has it as in the file." in said

    status, said, _ = run("restore", "--file", str(file), "--replace", "1")
    assert (status, "cap_per_day was 0, becomes 9" in said, "Changed: 1 source, 1 topic." in said) == (
        0,
        True,
        True,
    )
    with place() as there:
        assert there.store.topic_by_handle("evs-海").cap_per_day == 9
        [newest, *_] = there.store.recent_changes(2)
        assert newest.who == "U0YOU"


def test_a_refused_file_changes_nothing(run, place, file):
    text = file.read_text("utf-8").replace('handle = "topic-1"', 'handle = "topic 1"')
    file.write_text(text, "utf-8")
    status, said, told = run("restore", "--file", str(file))
    assert (status, said) == (1, "")
    assert told.startswith(f"{file}:")
    assert "topic topic 1: handle must be lower-case words joined by hyphens" in told
    file.write_text(
        text.replace('handle = "topic 1"', 'handle = "x"').replace("@evs OR bmw", "set:gone"), "utf-8"
    )
    status, _, told = run("restore", "--file", str(file))
    assert status == 1
    assert "set cars: Its query is refused: There is no saved set called gone." in told
    assert told.endswith("Nothing was written. Mend the file, and try again.\n")
    with place() as there:
        assert there.store.catalog_version() == 0


def test_what_was_removed_is_said_to_come_back(run, place, file):
    with place() as there:
        there.store.save_topic(topic(1, state=State.REMOVED), ALICE, T0, "add")
    status, said, _ = run("restore", "--file", str(file))
    assert status == 0
    assert "topic topic-1: was removed, and comes back.\n" in said
    assert "Brought back: 1 topic." in said


PRIVATE = source(1, url="https://ann:hunter2@news.example/feed")


def test_secrets_in_addresses_are_said_and_kept_out(run, place, tmp_path):
    with place() as there:
        there.store.save_source(PRIVATE, ALICE, T0, "add")
    path = tmp_path / "x.toml"
    status, _, told = run("backup", "--file", str(path))
    assert status == 0
    assert "Left out: the passwords or keys in the addresses of 1 source. With SECRETS=1" in told
    assert "hunter2" not in path.read_text() + told
    _, _, told = run("backup", "--file", str(path), "--secrets", "1")
    assert told.splitlines()[1] == "The file has passwords or keys, in the addresses of 1 source."
    assert "hunter2" in path.read_text()


def test_a_source_whose_address_is_not_whole_is_left_out_and_said(run, tmp_path):
    setup = Setup(sources=(PRIVATE,), topics=(topic(1, sources=SourceFilter(frozenset({PRIVATE.id}))),))
    path = tmp_path / "x.toml"
    path.write_text(write(setup, HEAD))
    status, said, told = run("restore", "--file", str(path))
    assert status == 1
    assert "source News 1: what is secret in its address was left out. Write the whole address" in said
    assert "Added: 1 topic." in said
    assert "hunter2" not in said + told
    # As it is told to do.
    whole = "\n".join(
        line
        for line in path.read_text().replace("https://news.example/feed", PRIVATE.url).splitlines()
        if not line.startswith(("secret_left_out", f'id = "{PRIVATE.id}"'))
    )
    path.write_text(whole)
    status, said, _ = run("restore", "--file", str(path))
    assert (status, "Added: 1 source." in said) == (0, True)


def test_an_empty_workspace_takes_no_file_s_place(run, file):
    before = file.read_text("utf-8")
    status, said, told = run("backup", "--file", str(file))
    assert (status, said) == (1, "")
    assert told == "Nothing is set in make run's workspace, so no file was written.\n"
    assert file.read_text("utf-8") == before


def test_a_backup_goes_through_a_pipe(run, file):
    run("restore", "--file", str(file))
    status, said, _ = run("backup")
    assert (status, without_head(said)) == (0, without_head(file.read_text("utf-8")))


def test_names_of_the_laptop_s_channels_are_in_comments(run, place, file, tmp_path):
    (tmp_path / "state").mkdir(exist_ok=True)
    workspace = backup_names.SlackWorkspace(lambda: T0)
    workspace.add_channel("C1", "policy", members=[])
    workspace.save(tmp_path / "state" / "slack.json")
    run("restore", "--file", str(file))
    _, said, _ = run("backup")
    assert 'channels = ["C1"]  # #policy\n' in said
    assert tomllib.loads(said) == tomllib.loads(file.read_text("utf-8"))


def test_a_table_without_a_stack_is_read_by_its_name(run, place, file, tmp_path):
    run("restore", "--file", str(file))
    engine.isolate()
    here = engine.start(tmp_path / "state" / "engine")
    try:
        known = engine.set_up(here, Template.load(REPOSITORY / "template.yaml"), {})
        client = engine.client_of(known["AWS_ENDPOINT_URL_DYNAMODB"])
        with open_table(known["TABLE_NAME"], client) as found:
            setup = as_kept(read_setup(found.store), NOW)
        assert [each.handle for each in setup.topics] == ["evs-海", "topic-1"]
        with pytest.raises(ConfigError, match="There is no table nothing in this account and region"):
            open_table("nothing", client).__enter__()
        create_table(client("dynamodb"), "empty")
        with pytest.raises(ConfigError, match="The table empty has nothing of Newswatch"):
            open_table("empty", client).__enter__()
    finally:
        here.stop()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("restore",), "Which file? make restore FILE=newswatch.toml"),
        (("restore", "--file", "nothing.toml"), "nothing.toml: No such file or directory"),
        (("restore", "--file", "nothing.toml", "--person", "ann"), "PERSON is a Slack member id, U…"),
        (("backup", "--stack", "a", "--table", "b"), "STACK= or TABLE=, not both: a stack knows its table."),
        (("backup", "--file", "no/such/folder/x.toml"), "Nothing is set in make run's workspace"),
    ],
)
def test_what_cannot_be_done_says_what_to_do(run, arguments, said):
    status, _, told = run(*arguments)
    assert status == 1
    assert told.startswith(said)


def test_a_file_that_cannot_be_written_is_said(run, file):
    run("restore", "--file", str(file))
    none = str(file.parent / "none" / "x.toml")
    status, _, told = run("backup", "--file", none)
    assert (status, told) == (1, f"{none}: No such file or directory\n")


def test_a_file_that_is_no_text_is_said(run, tmp_path):
    (tmp_path / "x.toml").write_bytes(b"\xff\xfe\x00")
    status, _, told = run("restore", "--file", str(tmp_path / "x.toml"))
    assert (status, told) == (1, f"{tmp_path / 'x.toml'}: is not a text in UTF-8.\n")


STAGES = {"default": ("newswatch", "eu-north-1"), "test": ("newswatch-test", "sa-east-1")}
SAMCONFIG = "version = 0.1\n" + "".join(
    f'[{env}.global.parameters]\nstack_name = "{name}"\nregion = "{region}"\n'
    for env, (name, region) in STAGES.items()
)


@pytest.fixture
def look_for(run, tmp_path, monkeypatch):
    """Return what looks for a table by a samconfig.toml: the region of which AWS is asked."""
    monkeypatch.setenv("AWS_REGION", "us-east-2")

    def looked(table, written):
        seen = []

        def client(service, **options):
            seen.append(options["region_name"])
            raise ConfigError("no AWS here")

        monkeypatch.setattr(stack.boto3, "client", client)
        (tmp_path / "samconfig.toml").write_text(written)
        status, _, told = run("backup", "--table", table, "--config", str(tmp_path / "samconfig.toml"))
        assert (status, told) == (1, "no AWS here\n")
        return seen

    return looked


@pytest.mark.parametrize(
    ("table", "asked"),
    [
        ("newswatch-Table-1", "eu-north-1"),
        ("newswatch-test-Table-1-restored", "sa-east-1"),
        ("newswatch-other-Table-1", "us-east-2"),
        ("copied", "us-east-2"),
    ],
)
def test_a_table_is_looked_for_where_its_stack_was(look_for, table, asked):
    assert look_for(table, SAMCONFIG) == [asked]


def test_where_nothing_is_written_down_the_environment_says_where_tables_are(look_for):
    assert look_for("newswatch-Table-1", "") == ["us-east-2"]


def test_a_backup_goes_through_links_and_into_pipes(run, file, tmp_path):
    run("restore", "--file", str(file))
    target, link, pipe = (tmp_path / name for name in ("target.toml", "link.toml", "pipe"))
    target.write_text("old")
    link.symlink_to(target)
    assert run("backup", "--file", str(link))[0] == 0
    assert link.is_symlink()
    assert without_head(target.read_text("utf-8")) == without_head(file.read_text("utf-8"))

    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        assert run("backup", "--file", str(pipe))[0] == 0
        assert pipe.is_fifo()
        assert os.read(reader, 1_000_000).decode("utf-8").endswith(target.read_text("utf-8")[-100:])
    finally:
        os.close(reader)
