"""What an invocation leaves in its log: who it was, what it measured, and which entry each line is about."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from io import StringIO
from typing import Any

import pytest

from infra.laptop.pump import Context
from newswatch.lambdas.frame import framed
from newswatch.observe import Measure, follow, following, logger, measure

CONTEXT = Context("CollectFunction", 0, "request-1")


@pytest.fixture(autouse=True)
def as_in_lambda(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have metrics, which a laptop that ran in this process has not."""
    monkeypatch.delenv("POWERTOOLS_METRICS_DISABLED", raising=False)


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Return what reads the lines that were logged so far."""
    out = StringIO()
    handler = logger.registered_handler
    before = handler.stream
    handler.setStream(out)
    yield lambda: [json.loads(line) for line in out.getvalue().splitlines()]
    handler.setStream(before)


def test_every_line_names_its_invocation(lines: Any) -> None:
    framed(lambda _event, _context: logger.info("one") or {})({}, CONTEXT)
    assert [line["function_request_id"] for line in lines()] == ["request-1"]


def test_a_line_names_the_entry_that_its_thread_follows(lines: Any) -> None:
    def work(entry: str) -> None:
        with following(entry):
            logger.info("inside")
        logger.info("after")

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(work, ["source.1", "source.2"]))
    assert sorted(line.get("correlation_id", "") for line in lines() if line["message"] == "inside") == [
        "source.1",
        "source.2",
    ]
    assert [line for line in lines() if line["message"] == "after" and "correlation_id" in line] == []


def test_who_is_followed_within_a_block_is_forgotten_with_it(lines: Any) -> None:
    with following("source.1"):
        with following():
            follow("source.2")
            logger.info("inner")
        logger.info("outer")
    assert [line["correlation_id"] for line in lines()] == ["source.2", "source.1"]


def test_what_was_measured_is_written_once_the_invocation_ends(capsys: pytest.CaptureFixture[str]) -> None:
    def handler(_event: dict[str, Any], _context: object) -> dict[str, Any]:
        measure(Measure.LATE_SOURCES)
        measure(Measure.LATE_SOURCES)
        measure(Measure.TIME_TO_POST, 90.5)
        assert capsys.readouterr().out == ""
        return {}

    framed(handler)({}, CONTEXT)
    (line,) = capsys.readouterr().out.splitlines()
    told = json.loads(line)
    (described,) = told["_aws"]["CloudWatchMetrics"]
    assert described["Namespace"] == "Newswatch"
    assert {metric["Name"]: metric["Unit"] for metric in described["Metrics"]} == {
        "LateSources": "Count",
        "TimeToPost": "Seconds",
    }
    assert (told["LateSources"], told["TimeToPost"]) == ([1.0, 1.0], [90.5])


def test_the_stack_is_the_only_dimension() -> None:
    # A process of its own: the name is read when the process begins, as in Lambda.
    code = "from newswatch.observe import *; begin('r', cold=True); measure(Measure.LATE_SOURCES); end()"
    environment = {"POWERTOOLS_SERVICE_NAME": "newswatch-test", "PYTHONPATH": os.pathsep.join(sys.path)}
    ran = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    told = json.loads(ran.stdout)
    assert told["_aws"]["CloudWatchMetrics"][0]["Dimensions"] == [["service"]]
    assert told["service"] == "newswatch-test"


def test_an_invocation_that_measured_nothing_or_failed_leaves_nothing_to_the_next(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fails(_event: dict[str, Any], _context: object) -> dict[str, Any]:
        measure(Measure.POSTS_PARKED)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        framed(fails)({}, CONTEXT)
    assert json.loads(capsys.readouterr().out)["PostsParked"] == [1.0]
    framed(lambda _event, _context: {})({}, CONTEXT)
    measure(Measure.POSTS_PARKED)
    framed(lambda _event, _context: {})({}, CONTEXT)
    assert capsys.readouterr().out == ""


def test_metrics_can_be_switched_off(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def handler(_event: dict[str, Any], _context: object) -> dict[str, Any]:
        measure(Measure.LATE_SOURCES)
        return {}

    monkeypatch.setenv("POWERTOOLS_METRICS_DISABLED", "true")
    for _ in range(200):
        framed(handler)({}, CONTEXT)
    monkeypatch.delenv("POWERTOOLS_METRICS_DISABLED")
    framed(lambda _event, _context: {})({}, CONTEXT)
    assert capsys.readouterr().out == ""


def test_there_are_few_metrics() -> None:
    assert len(Measure) <= 10
