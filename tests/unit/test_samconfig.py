"""samconfig.toml: a stage is read and written, and whatever else stands there stays."""

import shutil
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from infra.laptop import samconfig
from infra.laptop.samconfig import Stage, load, save
from newswatch.errors import ConfigError

ASKED = {"ContactUrl": "mailto:ann@example.com", "AlarmEmail": "", "MonthlyLimit": "20"}


@pytest.fixture
def path(tmp_path):
    """Return a copy of the repository's own."""
    copy = tmp_path / "samconfig.toml"
    shutil.copy(Path(__file__).resolve().parents[2] / "samconfig.toml", copy)
    return copy


def test_the_stage_main_is_what_sam_calls_default(path):
    before = path.read_text()
    save(replace(load("", path), region="eu-west-1", parameters=ASKED), path)

    assert load("main", path) == Stage("main", "newswatch", "eu-west-1", ASKED)
    assert tomllib.loads(path.read_text())["default"]["global"]["parameters"]["region"] == "eu-west-1"
    lost = [line for line in before.splitlines() if line not in path.read_text().splitlines()]
    assert lost == []


def test_another_stage_has_all_that_sam_takes_over_from_nowhere(path):
    save(replace(load("test", path), region="us-east-1", parameters=ASKED), path)

    written = tomllib.loads(path.read_text())["test"]
    assert written["global"]["parameters"] == {"stack_name": "newswatch-test", "region": "us-east-1"}
    assert written["deploy"]["parameters"] == {
        "capabilities": "CAPABILITY_IAM",
        "confirm_changeset": True,
        "resolve_s3": True,
        "parameter_overrides": ASKED,
    }
    assert load("", path).parameters == {}


def test_a_stage_is_written_twice_with_the_same_outcome(path):
    stage = replace(load("test", path), region="us-east-1", parameters=ASKED)
    save(stage, path)
    once = path.read_text()
    save(load("test", path), path)
    assert path.read_text() == once


@pytest.mark.parametrize(
    "written",
    [
        '''"ContactUrl=\\"mailto:a@b.example\\" LogLevel=DEBUG"''',
        '["ContactUrl=mailto:a@b.example", "LogLevel=DEBUG"]',
        '{ContactUrl = "mailto:a@b.example", LogLevel = "DEBUG"}',
    ],
)
def test_what_sam_itself_or_a_person_has_written_is_understood(tmp_path, written):
    path = tmp_path / "samconfig.toml"
    path.write_text(f"[default.deploy.parameters]\nparameter_overrides = {written}\n")
    known = {"ContactUrl": "mailto:a@b.example", "LogLevel": "DEBUG"}

    assert load("", path).parameters == known
    save(replace(load("", path), region="eu-west-1"), path)
    assert load("", path).parameters == known


def test_a_file_that_is_missing_is_made(tmp_path):
    path = tmp_path / "samconfig.toml"
    save(replace(load("", path), region="eu-west-1", parameters=ASKED), path)
    assert load("", path) == Stage("main", "newswatch", "eu-west-1", ASKED)


def test_a_file_that_is_no_toml_is_said_to_be_none(tmp_path):
    path = tmp_path / "samconfig.toml"
    path.write_text("[default")
    with pytest.raises(ConfigError, match=r"samconfig\.toml"):
        load("", path)
    with pytest.raises(ConfigError, match=r"samconfig\.toml"):
        save(Stage("main", "newswatch"), path)


@pytest.mark.parametrize("stage", ["Test", "a b", "-x", "x" * 31, "test;rm"])
def test_what_cannot_be_in_a_stack_s_name_is_no_stage(stage, path):
    with pytest.raises(ConfigError, match="cannot be a stage"):
        load(stage, path)


def test_a_stack_is_asked_in_the_region_of_its_stage(path):
    save(replace(load("test", path), region="ap-south-1"), path)
    client = samconfig.client_of("newswatch-test", path)
    assert client("sqs", aws_access_key_id="a", aws_secret_access_key="b").meta.region_name == "ap-south-1"


def test_a_stage_is_found_by_the_name_that_its_stack_was_given(tmp_path):
    path = tmp_path / "samconfig.toml"
    path.write_text(
        'version = 0.1\n[default.global.parameters]\nstack_name = "acme-news"\nregion = "eu-north-1"\n'
        '[test.deploy.parameters]\nstack_name = "acme-try"\n'
    )
    names = ("acme-news", "acme-try", "newswatch", "newswatch-dev")
    assert [samconfig.stage_of(name, path) for name in names] == ["main", "test", "main", "dev"]
    assert samconfig.stage_of("newswatch-dev", tmp_path / "none.toml") == "dev"
    assert samconfig.client_of("acme-news", path)("sqs").meta.region_name == "eu-north-1"


OVERRIDES = (
    r"Architecture=\"arm64\" DispatchSchedule=\"rate(1 minute)\" AlarmTopicArn=\"\" "
    r"SlackTokenParameter=\"/acme/token\" ContactUrl=\"https://a.example/?q=\\\"x\\\"\" "
    r"PrivateHosts=\"a:1, b:2\""
)
GUIDED = f"""version = 0.1
[default.deploy.parameters]
stack_name = "newswatch"
resolve_s3 = true
s3_prefix = "newswatch"
region = "eu-west-1"
confirm_changeset = true
capabilities = "CAPABILITY_IAM"
parameter_overrides = "{OVERRIDES}"
image_repositories = []
"""
"""As `sam deploy --guided` writes it."""


def test_what_sam_has_asked_itself_is_read_whole_and_written_whole(tmp_path):
    path = tmp_path / "samconfig.toml"
    path.write_text(GUIDED)
    known = {
        "Architecture": "arm64",
        "DispatchSchedule": "rate(1 minute)",
        "AlarmTopicArn": "",
        "SlackTokenParameter": "/acme/token",
        "ContactUrl": 'https://a.example/?q="x"',
        "PrivateHosts": "a:1, b:2",
    }
    assert load("", path) == Stage("main", "newswatch", "eu-west-1", known)

    save(load("", path), path)
    assert load("", path).parameters == known
    written = tomllib.loads(path.read_text())["default"]["deploy"]["parameters"]
    assert written["parameter_overrides"] == known
    assert written["image_repositories"] == []


def test_a_parameter_that_a_stage_has_no_more_goes_from_the_file_and_comments_stay(path):
    save(replace(load("", path), parameters={**ASKED, "Old": "1"}), path)
    path.write_text(path.read_text().replace('MonthlyLimit = "20"', 'MonthlyLimit = "20" # a month'))
    save(replace(load("", path), parameters=ASKED), path)
    assert load("", path).parameters == ASKED
    assert "# a month" in path.read_text()


def test_numbers_and_switches_need_no_quotes(tmp_path):
    path = tmp_path / "samconfig.toml"
    path.write_text("[default.deploy.parameters.parameter_overrides]\nMonthlyLimit = 20\nDashboard = true\n")
    assert load("", path).parameters == {"MonthlyLimit": "20", "Dashboard": "true"}


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ('default = "x"', "default must be a table"),
        ("[default]\ndeploy = 3", "default.deploy must be a table"),
        ('[default.deploy]\nparameters = "x"', "default.deploy.parameters must be a table"),
        ("[default.deploy.parameters]\nparameter_overrides = 3", "'3' is not a parameter"),
        ("[default.deploy.parameters]\nparameter_overrides = 'A=b c'", "'c' is not a parameter"),
        ("[default.deploy.parameters]\nparameter_overrides = ['A=b c']", "'c' is not a parameter"),
        ("[default.deploy.parameters]\nparameter_overrides = 'A=\"b'", "not closed"),
        ("[default.deploy.parameters]\nparameter_overrides = 'file://x.yaml'", "'file://x.yaml'"),
        ("[default.deploy.parameters]\nparameter_overrides = {'$include' = 'x.yaml'}", "$include"),
        ("[default.deploy.parameters]\nparameter_overrides = {A = [1]}", "A = [1]"),
    ],
)
def test_what_is_not_understood_is_said_and_left_as_it_is(tmp_path, written, said):
    path = tmp_path / "samconfig.toml"
    path.write_text(written)
    with pytest.raises(ConfigError) as refused:
        load("", path)
    assert str(refused.value).startswith("samconfig.toml: ")
    assert said in str(refused.value)
    assert samconfig.stage_of("newswatch", path) == "main"
    assert path.read_text() == written


def test_parameters_are_understood_in_the_other_way_that_sam_takes_them(tmp_path):
    path = tmp_path / "samconfig.toml"
    line = "ParameterKey=LogLevel,ParameterValue=DEBUG ParameterKey=PrivateHosts,ParameterValue='a:1, b:2'"
    path.write_text(f'[default.deploy.parameters]\nparameter_overrides = "{line}"\n')
    assert load("", path).parameters == {"LogLevel": "DEBUG", "PrivateHosts": "a:1, b:2"}


def test_a_stack_of_another_name_that_is_written_nowhere_is_of_no_stage(path):
    save(replace(load("", path), region="eu-north-1"), path)
    assert samconfig.stage_of("acme-news", path) == ""
