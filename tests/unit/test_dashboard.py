"""The dashboard drawn from its definition: what is measured shows; a metric that nobody emits is an error."""

import json
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from infra.dashboard import __main__ as command
from infra.dashboard import day
from infra.dashboard.picture import drawn
from infra.dashboard.plot import spelled, ticks_to
from infra.dashboard.points import Metric, Points
from infra.dashboard.stack import Observed, observed
from infra.dashboard.widgets import lines

STACK = observed(Dashboard="true")
MINUTES = 1440
QUIET: dict[str, Any] = {
    "minutes": MINUTES,
    "metrics": {
        "LateSources": [[30, 2], [600, 1], [601, 4]], "TimeToPost": [[31, 120.0], [601, 480.0], [601, 240.0]],
    },
    "queues": {"SourceQueue": {"age_s": [None] * 700 + [390.0], "sent": []}},
    "functions": {
        "MatchFunction": {
            "invocations": [0] * 30 + [2] + [0] * 569 + [1, 4], "duration_ms": [], "errors": [],
        },
        "DispatchFunction": {
            "invocations": [1] * MINUTES, "duration_ms": [100.0] * MINUTES, "errors": [0] * 60 + [1],
        },
        "CollectFunction": {
            "invocations": [0, 3], "duration_ms": [0, 1000.0], "duration_max_ms": [0, 2500.0], "errors": [],
        },
    },
    "table": {"reads": [10.0] * MINUTES, "writes": []},
}  # fmt: skip


@pytest.fixture
def quiet(tmp_path: Path) -> Points:
    return points(tmp_path, QUIET)


def points(folder: Path, content: dict[str, Any]) -> Points:
    path = folder / "day.json"
    path.write_text(json.dumps(content))
    return day.read(path)


def changed(edit: Any) -> Observed:
    """Return the stack with another body of its dashboard."""
    body = json.loads(STACK.properties["OperatingDashboard"]["DashboardBody"])
    edit(body["widgets"])
    properties = {**STACK.properties, "OperatingDashboard": {"DashboardBody": json.dumps(body)}}
    return replace(STACK, properties=properties)


def widget(title: str) -> dict[str, Any]:
    [found] = [
        w["properties"] for w in STACK.body()["widgets"] if w["properties"].get("title", "").startswith(title)
    ]
    return found


def texts(svg: str) -> list[str]:
    tree = ET.fromstring(svg)
    return ["".join(each.itertext()) for each in tree.iter("{http://www.w3.org/2000/svg}text")]


def test_every_widget_is_drawn_with_its_title_its_legend_and_the_alarms(quiet: Points) -> None:
    said = texts(drawn(STACK, quiet))
    for one in STACK.body()["widgets"]:
        if title := one["properties"].get("title"):
            assert title in said
        if "metrics" in one["properties"]:
            assert {line.label for line in lines(one["properties"], quiet)} <= set(said)
    assert {f"newswatch-{name}" for name in STACK.alarms()} <= set(said)
    assert said.count("OK") == len(STACK.alarms())


def test_percentiles_and_counts_are_of_their_period(quiet: Points) -> None:
    half, most = lines(widget("From publication"), quiet)
    # 15 minutes each: minute 31 is in the third, 601 in the 41st.
    assert (half.series[2], half.series[40]) == (120.0, 360.0)
    assert most.series[40] == pytest.approx(456.0)
    assert half.series[3] is None
    read, posted = lines(widget("News"), quiet)
    assert (read.series[2], read.series[40], posted.series[40]) == (2.0, 5.0, 2.0)


def test_an_age_is_shown_as_a_part_of_what_the_alarm_allows(quiet: Points) -> None:
    sources, *_ = lines(widget("Oldest message"), quiet)
    assert sources.label == "sources"
    assert sources.series[700 // 15] == pytest.approx(50.0)
    assert sources.series[0] == 0.0


def test_functions_show_how_often_how_long_and_how_they_failed(quiet: Points) -> None:
    runs = {line.label: line.series for line in lines(widget("Longest run"), quiet)}
    assert (runs["dispatch"][0], runs["collect"][0], runs["match"][0]) == (100.0, 2500.0, None)
    failed = {line.label: line.series for line in lines(widget("Errors and throttles"), quiet)}
    assert [failed["dispatch fails"][at] for at in (3, 4, 5)] == [0.0, 1.0, 0.0]


def test_what_was_not_measured_is_shown_as_unknown_and_not_as_nothing(quiet: Points) -> None:
    costs = {line.label: line.series for line in lines(widget("What costs"), quiet)}
    assert costs["seconds of functions"] == (147.0,)
    assert costs["read units of the table"] == (14_400.0,)
    assert costs["MB of logs"] == (None,)
    assert "–" in texts(drawn(STACK, quiet))


def test_hours_of_a_sample_are_named_for_what_they_are(tmp_path: Path) -> None:
    said = texts(drawn(STACK, points(tmp_path, {**QUIET, "minutes": 120, "hours": [9, 21]})))
    assert {"09:00", "21:00"} <= set(said)
    assert {"00:00", "01:00", "02:00"}.isdisjoint(said)


def test_an_alarm_that_rings_at_the_end_of_the_day_is_red(tmp_path: Path) -> None:
    dead = {**QUIET, "queues": {"ArticleDeadLetterQueue": {"visible": [0] * (MINUTES - 10) + [1] * 10}}}
    said = texts(drawn(STACK, points(tmp_path, dead)))
    assert said[said.index("newswatch-DeadLetterAlarm") + 1] == "ALARM"


@pytest.mark.parametrize(
    "row",
    [
        ["Newswatch", "Alerts", "service", "newswatch", {"stat": "Sum"}],
        ["Newswatch", "LateSources", "service", "newswatch-other", {"stat": "Sum"}],
        ["AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", "NoQueue", {"stat": "Maximum"}],
        ["AWS/Lambda", "Invocations", "QueueName", "DispatchFunction", {"stat": "Sum"}],
    ],
)
def test_a_metric_that_nobody_emits_is_an_error(row: list[Any], quiet: Points) -> None:
    with pytest.raises(ValueError, match="nobody emits"):
        drawn(changed(lambda widgets: widgets[1]["properties"]["metrics"].append(row)), quiet)


def test_a_widget_or_statistic_of_another_kind_is_an_error(quiet: Points) -> None:
    with pytest.raises(ValueError, match="not known"):
        drawn(changed(lambda widgets: widgets[1].update(type="explorer")), quiet)
    with pytest.raises(ValueError, match="not known"):
        drawn(changed(lambda widgets: widgets[1]["properties"]["metrics"][0][4].update(stat="p12")), quiet)


def test_lines_break_where_nothing_was_measured(quiet: Points) -> None:
    svg = drawn(STACK, quiet)
    # Minutes 31 and 601: two periods without neighbours, of a half and of nine in ten.
    graph = svg[svg.index("From publication") : svg.index("News, in 15")]
    assert len(re.findall("<circle", graph)) == 4


def test_nothing_of_the_picture_is_outside_of_it(quiet: Points) -> None:
    tree = ET.fromstring(drawn(STACK, quiet))
    high = float(tree.attrib["height"])
    lowest = max(w["y"] + w["height"] for w in STACK.body()["widgets"])
    assert high == lowest * 48 + 24


@pytest.mark.parametrize(
    ("most", "ticks"),
    [
        (0, [0, 1]),
        (1, [0, 0.2, 0.4, 0.6, 0.8, 1.0]),
        (87, [0, 20, 40, 60, 80, 100]),
        (1304, [0, 500, 1000, 1500]),
    ],
)
def test_an_axis_has_few_round_values(most: float, ticks: list[float]) -> None:
    assert ticks_to(most) == pytest.approx(ticks)


@pytest.mark.parametrize(("value", "said"), [(0, "0"), (1234, "1.23k"), (46_200, "46.2k"), (3.4e6, "3.4M")])
def test_numbers_are_written_short(value: float, said: str) -> None:
    assert spelled(value) == said


def test_the_command_writes_it_and_says_what_is_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    points(tmp_path, QUIET)
    there, to = tmp_path / "day.json", tmp_path / "dashboard.svg"
    assert command.main(["--day", str(there), "--to", str(to)]) == 0
    assert ET.parse(to).getroot().tag.endswith("svg")
    assert command.main(["--day", str(tmp_path / "none.json")]) == 1
    assert "make cost" in capsys.readouterr().err


def test_a_day_knows_things_by_what_they_are_called_in_the_template(quiet: Points) -> None:
    assert Metric("AWS/Lambda", "Errors", "FunctionName=DispatchFunction") in quiet.values
    assert Metric("Newswatch", "LateSources", "service=newswatch") in quiet.values
