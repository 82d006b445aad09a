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
