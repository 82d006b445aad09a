"""What infra/observability.yaml promises: when each alarm rings and when not, and that all names are real.

Alarms are evaluated over made-up measurements by the rules that CloudWatch's user guide gives; where it gives
none, both answers must do.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from cfnlint.api import ManualArgs, lint

from infra.dashboard import alarms, widgets
from infra.dashboard.alarms import State
from infra.dashboard.emitted import emitted
from infra.dashboard.metric_math import Unclear, evaluate
from infra.dashboard.points import Metric, Points
from infra.dashboard.stack import observed
from infra.laptop.place import QUEUES
from infra.laptop.template import Template
from newswatch.observe import NAMESPACE, Measure
from newswatch.prices import prices
from newswatch.queues import MAX_DELAY_S
from newswatch.usecases import spending

ROOT = Path(__file__).parents[2]
REGION = "eu-west-1"
STACK = observed(Dashboard="true", AlarmEmail="ada@example.org")
NAMES = ["StandstillAlarm", "DeadLetterAlarm", "WaitingAlarm", "LateSourcesAlarm", "SlackAlarm"]
LOGS_USD = 0.13
"""What logs cost a month, of 5,000 articles a day."""

both = pytest.mark.parametrize("fills_empty", [True, False], ids=["fills", "leaves empty"])
"""Whether FILL fills a metric that has no point at all, CloudWatch does not say."""


@pytest.fixture(scope="module")
def template() -> Template:
    return Template.load(ROOT / "template.yaml")


def age(queue: str) -> Metric:
    return Metric("AWS/SQS", "ApproximateAgeOfOldestMessage", f"QueueName={queue}")


def lying(queue: str) -> Metric:
    return Metric("AWS/SQS", "ApproximateNumberOfMessagesVisible", f"QueueName={queue}")


def own(what: Measure) -> Metric:
    return Metric(NAMESPACE, what.value, "service=newswatch")


ERRORS = Metric("AWS/Lambda", "Errors", "FunctionName=DispatchFunction")


def each_minute(value: Callable[[int], float | None], minutes: range) -> list[tuple[float, float]]:
    return [(minute, found) for minute in minutes if (found := value(minute)) is not None]


def states(
    name: str, values: Mapping[Metric, Sequence[tuple[float, float]]], minutes: range, **how: Any
) -> list[State]:
    """Return what an alarm says in each of these minutes."""
    points = Points(minutes.stop, values)
    return [alarms.state(STACK.alarms()[name], points, minute, **how) for minute in minutes]


def rings(
    name: str, values: Mapping[Metric, Sequence[tuple[float, float]]], minutes: range, **how: Any
) -> list[int]:
    """Return the minutes in which an alarm rings; in all others it must be quiet, and know it."""
    said = states(name, values, minutes, **how)
    assert set(said) <= {State.OK, State.ALARM}
    return [minute for minute, one in zip(minutes, said, strict=True) if one is State.ALARM]


# --- The rules ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("of", "points", "missing", "breaching", "not_breaching"),
    [
        # "How alarm state is evaluated when data is missing", 3 of 3 and 2 of 3. 0 is within, 1 beyond.
        (3, "0-1-1", "OK", "OK", "OK"),
        (3, "0----", "OK", "OK", "OK"),
        (3, "-----", "INSUFFICIENT_DATA", "ALARM", "OK"),
        (3, "011-1", "ALARM", "ALARM", "ALARM"),
        (2, "0-1-1", "ALARM", "ALARM", "ALARM"),
        (2, "00101", "ALARM", "ALARM", "ALARM"),
        (2, "0-1--", "OK", "ALARM", "OK"),
        (2, "----0", "OK", "ALARM", "OK"),
    ],
)
def test_missing_points_are_judged_as_in_cloudwatch_s_own_examples(
    of: int, points: str, missing: str, breaching: str, not_breaching: str
) -> None:
    series = tuple(None if point == "-" else float(point) for point in points)
    alarm = {
        "EvaluationPeriods": 3, "DatapointsToAlarm": of, "Threshold": 0,
        "ComparisonOperator": "GreaterThanThreshold",
    }  # fmt: skip
    for treats, said in (("missing", missing), ("breaching", breaching), ("notBreaching", not_breaching)):
        assert alarms.judged({**alarm, "TreatMissingData": treats}, series) == said


@pytest.mark.parametrize(
    ("expression", "found"),
    [
        ("a + b", (3.0, 1.0, None)),
        ("a / 0", (None, None, None)),
        ("FILL(b, 5)", (2.0, 5.0, 5.0)),
        ("SUM([FILL(a, 0), FILL(b, 0)])", (3.0, 1.0, 0.0)),
        ("MAX([FILL(a, 0) * 4, FILL(b, 0)]) / 2", (2.0, 2.0, 0.0)),
        ('SUM(FILL(METRICS("a"), 0))', (1.0, 1.0, 0.0)),
        ("FILL(a, 0) - 2 * b", (-3.0, 1.0, 0.0)),
    ],
)
def test_metric_math_is_reckoned_as_its_guide_says(expression: str, found: tuple[float | None, ...]) -> None:
    assert evaluate(expression, {"a": (1.0, 1.0, None), "b": (2.0, None, None)}) == found


@pytest.mark.parametrize(
    "expression",
    [
        "MAX([a, b])",
        "MAX(a)",
        "SUM([a, 1])",
        "FILL(a, REPEAT)",
        "c",
        "1 + 1",
        "[a]",
        "AVG([a])",
        "a +",
        "a ; b",
    ],
)
def test_what_the_guide_leaves_open_is_no_metric_math(expression: str) -> None:
    with pytest.raises(Unclear):
        evaluate(expression, {"a": (1.0, 1.0, None), "b": (2.0, None, None)})


# --- When they ring -------------------------------------------------------------------------------


def test_there_are_five() -> None:
    assert list(STACK.alarms()) == NAMES


@both
@pytest.mark.parametrize("name", NAMES)
def test_a_deployment_in_which_nothing_happens_but_ticks_rings_nowhere(name: str, fills_empty: bool) -> None:
    ticks = {ERRORS: each_minute(lambda _: 0.0, range(300))}
    assert rings(name, ticks, range(20, 300), fills_empty=fills_empty) == []


@both
@pytest.mark.parametrize("late", [0, 2])
def test_a_standstill_rings_within_its_quarter_of_an_hour_and_stops_with_the_first_tick(
    fills_empty: bool, late: int
) -> None:
    # No tick at all from minute 60 on, until minute 120.
    ticks = each_minute(lambda minute: None if 60 <= minute < 120 else 0.0, range(180))
    rang = rings("StandstillAlarm", {ERRORS: ticks}, range(20, 180), late=late, fills_empty=fills_empty)
    assert rang == list(range(75 + 0, 121 + late))


def test_ticks_that_fail_are_a_standstill_and_one_that_succeeds_is_none() -> None:
    failing = each_minute(lambda minute: 1.0 if minute >= 60 else 0.0, range(120))
    assert rings("StandstillAlarm", {ERRORS: failing}, range(20, 120)) == list(range(75, 120))
    by_turns = each_minute(lambda minute: float(minute % 10 != 0), range(300))
    assert rings("StandstillAlarm", {ERRORS: by_turns}, range(20, 300)) == []


@both
@pytest.mark.parametrize("late", [0, 6])
@pytest.mark.parametrize("queue", ["Source", "Article", "Channel", "Command"])
def test_one_dead_letter_rings_without_a_break_until_it_is_gone(
    queue: str, late: int, fills_empty: bool
) -> None:
    # SQS reports for some hours after a queue was last used, and not before it was used at all.
    lies = each_minute(lambda minute: float(minute < 120), range(60, 200))
    values = {lying(f"{queue}DeadLetterQueue"): lies}
    rang = rings("DeadLetterAlarm", values, range(20, 240), late=late, fills_empty=fills_empty)
    assert rang == list(range(rang[0], rang[-1] + 1))
    assert rang[0] == 61 + late
    assert 120 <= rang[-1] <= 130 + late


def limit(queue: str) -> float:
    """Return the age at which a queue's oldest message rings, found by trying, in seconds."""
    low, high = 0.0, 14 * 86_400.0
    while high - low > 1:
        middle = (low + high) / 2
        values = {age(queue): each_minute(lambda _, old=middle: old, range(20, 40))}
        low, high = (low, middle) if rings("WaitingAlarm", values, range(39, 40)) else (middle, high)
    return round(low)


@pytest.mark.parametrize("queue", ["SourceQueue", "ArticleQueue", "ChannelQueue", "CommandQueue"])
def test_what_is_not_worked_off_at_all_rings_before_it_expires_and_after_it_could_have_failed(
    queue: str, template: Template
) -> None:
    properties = template.of_type("AWS::SQS::Queue")[queue]
    delay = MAX_DELAY_S if queue == "ChannelQueue" else 0
    tries = properties["RedrivePolicy"]["maxReceiveCount"] * properties["VisibilityTimeout"]
    # SQS reports each minute.
    assert delay + tries <= limit(queue) <= properties["MessageRetentionPeriod"] - 60


def test_articles_that_nobody_sends_back_ring_again_before_they_are_lost(template: Template) -> None:
    queue = "ArticleDeadLetterQueue"
    left = template.of_type("AWS::SQS::Queue")[queue]["MessageRetentionPeriod"] - limit(queue)
    assert left >= 3 * 86_400
    assert "QUEUE=articles" in STACK.alarms()["WaitingAlarm"]["AlarmDescription"]


@both
def test_a_queue_that_stands_rings_until_it_is_worked_off_though_others_report_nothing(
    fills_empty: bool,
) -> None:
    old = each_minute(lambda minute: (minute - 60) * 60.0 if minute < 90 else None, range(60, 200))
    rang = rings("WaitingAlarm", {age("SourceQueue"): old}, range(20, 200), fills_empty=fills_empty)
    # 780 s are 13 minutes; a queue that is empty reports no age, which is not the last one that there was.
    assert rang == list(range(75, 100))


@both
@pytest.mark.parametrize(
    ("name", "what"), [("LateSourcesAlarm", Measure.LATE_SOURCES), ("SlackAlarm", Measure.SLACK_FAILURES)]
)
def test_what_lasts_for_a_quarter_of_an_hour_rings_and_a_hiccup_does_not(
    name: str, what: Measure, fills_empty: bool
) -> None:
    def rang(values: list[tuple[float, float]]) -> list[int]:
        return rings(name, {own(what): values}, range(30, 240), fills_empty=fills_empty)

    assert rang([(60.0, 400.0), (61.0, 30.0)]) == []
    # Two in 25 minutes, and three in what CloudWatch fetches beyond: those that lie back are not made up for.
    assert rang([(60.0 + 13 * i, 1.0) for i in range(12)]) == []
    # Slack is tried again every 5 minutes by a clock whose grid is a minute.
    lasting = rang([(60.0 + 6 * i, 1.0) for i in range(15)])
    assert lasting == list(range(lasting[0], lasting[-1] + 1))
    assert 70 <= lasting[0] <= 76
    assert lasting[-1] <= 60 + 6 * 14 + 25


@both
def test_what_a_channel_does_not_take_never_rings(fills_empty: bool) -> None:
    values = {own(Measure.POSTS_PARKED): [(60.0 + 5 * i, 1.0) for i in range(30)]}
    assert rings("SlackAlarm", values, range(30, 210), fills_empty=fills_empty) == []


# --- What they say, and to whom -------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_an_alarm_says_what_it_means_how_bad_it_is_where_to_look_and_what_to_do(
    name: str, template: Template
) -> None:
    said = STACK.alarms()[name]["AlarmDescription"]
    assert len(said) <= 1024, "CloudWatch takes no more"
    assert re.search(r"Urgent|Not urgent|Can wait", said)
    # Commands stand at the end of a line, so that what is copied is right.
    commands = re.findall(r"make .*", said)
    assert commands[0] == "make doctor STACK=newswatch"
    targets = re.findall(
        r"^([a-z-]+):",
        "".join(path.read_text() for path in (ROOT / "Makefile", ROOT / "infra/aws.mk")),
        re.MULTILINE,
    )
    for command in commands:
        assert re.fullmatch(r"make [a-z-]+ STACK=newswatch( QUEUE=\w+)?", command)
        assert command.split()[1] in targets
    assert {q for c in commands for q in re.findall(r"QUEUE=(\w+)", c)} <= {*QUEUES, "all"}
    groups = {
        g["LogGroupName"]["Fn::Sub"].replace("${AWS::StackName}", "newswatch")
        for g in template.of_type("AWS::Logs::LogGroup").values()
    }
    named = set(re.findall(r"/newswatch/\w+", said))
    assert named
    assert named <= groups
    assert f"docs/runbook.md, {name}" in said


def test_an_alarm_is_named_for_its_stack() -> None:
    assert {a["AlarmName"] for a in STACK.alarms().values()} == {f"newswatch-{name}" for name in NAMES}


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({}, []),
        ({"AlarmEmail": "ada@example.org"}, ["AlarmMail"]),
        ({"AlarmTopicArn": "arn:aws:sns:eu-west-1:1:t"}, ["arn:aws:sns:eu-west-1:1:t"]),
        (
            {"AlarmEmail": "ada@example.org", "AlarmTopicArn": "arn:aws:sns:eu-west-1:1:t"},
            ["arn:aws:sns:eu-west-1:1:t", "AlarmMail"],
        ),
    ],
)
def test_whoever_is_named_is_told_of_the_beginning_and_of_the_end(
    given: dict[str, str], told: list[str]
) -> None:
    made = observed(**given)
    for alarm in made.alarms().values():
        assert alarm["AlarmActions"] == alarm["OKActions"] == told
    assert list(made.of_type("AWS::SNS::Topic")) == ["AlarmMail"] * ("AlarmEmail" in given)
    assert made.of_type("AWS::CloudWatch::Dashboard") == {}


def test_alarms_of_this_account_may_publish_to_the_topic_and_it_has_no_key_that_they_cannot_use() -> None:
    assert "KmsMasterKeyId" not in STACK.properties["AlarmMail"]
    (statement,) = STACK.properties["AlarmMailPolicy"]["PolicyDocument"]["Statement"]
    assert statement["Principal"] == {"Service": "cloudwatch.amazonaws.com"}
    assert statement["Condition"] == {"StringEquals": {"aws:SourceAccount": "123456789012"}}


# --- Names and money ------------------------------------------------------------------------------


def test_every_metric_is_one_that_somebody_emits(template: Template) -> None:
    rung = {
        alarms.metric_of(one["MetricStat"])
        for alarm in STACK.alarms().values()
        for one in alarm["Metrics"]
        if "MetricStat" in one
    }
    shown = {
        metric
        for one in STACK.body()["widgets"]
        if one["type"] == "metric"
        for metric, _ in widgets.metrics_of(one["properties"])
    }
    assert rung - emitted() == set()
    assert shown - emitted() == set()
    assert {own(what) for what in Measure} <= shown, "what is paid for is looked at"
    # The dimension that alarms and widgets ask for.
    assert template.shared["POWERTOOLS_SERVICE_NAME"] == {"Ref": "AWS::StackName"}


@pytest.mark.parametrize("what", list(Measure))
def test_what_is_called_a_measure_is_measured(what: Measure) -> None:
    code = "".join(path.read_text() for path in (ROOT / "functions" / "newswatch").rglob("*.py"))
    assert f"measure(Measure.{what.name}" in code


def test_an_alarm_is_one_that_cloudwatch_takes() -> None:
    for name, alarm in STACK.alarms().items():
        stats = [one for one in alarm["Metrics"] if "MetricStat" in one]
        assert len(stats) <= 10, name
        # A day at most.
        assert alarms.period_s(alarm) * alarm["EvaluationPeriods"] <= 86_400, name
        assert all(one["ReturnData"] is False for one in stats), name
        ids = [one["Id"] for one in alarm["Metrics"]]
        assert len(ids) == len(set(ids)), name
        assert all(re.fullmatch(r"[a-z]\w*", one) for one in ids), name


def test_what_watches_costs_three_dollars_a_month_as_its_comment_says() -> None:
    rates = prices()
    watched = sum("MetricStat" in one for alarm in STACK.alarms().values() for one in alarm["Metrics"])
    metrics, rung = rates.metrics.of(len(Measure)), rates.alarm_metrics.of(watched)
    total = round(metrics + rung + LOGS_USD, 2)
    counted = (spending.METRICS, spending.ALARM_METRICS)
    assert counted == (len(Measure), watched), "the monthly limit counts them too"
    assert total <= 3
    said = (ROOT / "infra" / "observability.yaml").read_text()
    assert f"#   {len(Measure)} metrics of our own" in said
    assert f"#   {watched} metrics in {len(STACK.alarms())} alarms" in said
    written = [float(usd) for usd in re.findall(r"^# .* (\d\.\d\d)$", said, re.MULTILINE)]
    assert written == [round(metrics, 2), round(rung, 2), LOGS_USD, total, rates.dashboards.of(1)]


@pytest.mark.parametrize("switch", ["true", "false"])
def test_cloudformation_finds_no_error(switch: str) -> None:
    template = (ROOT / "infra" / "observability.yaml").read_text()
    assert lint(template, config=ManualArgs(regions=[REGION])) == []
    assert bool(observed(Dashboard=switch).of_type("AWS::CloudWatch::Dashboard")) is (switch == "true")


def test_the_dashboard_lies_on_its_grid_without_gaps_and_overlaps() -> None:
    found = STACK.body()["widgets"]
    assert len(found) <= 12, "an operator reads it, top-down"
    cells = [
        (x, y)
        for widget in found
        for x in range(widget["x"], widget["x"] + widget["width"])
        for y in range(widget["y"], widget["y"] + widget["height"])
    ]
    assert len(cells) == len(set(cells))
    assert set(cells) == {(x, y) for x in range(24) for y in range(max(y for _, y in cells) + 1)}


def test_the_dashboard_shows_the_ages_by_the_limits_of_the_alarm() -> None:
    text = json.dumps(STACK.body())
    for queue, name in (
        ("SourceQueue", "sources"),
        ("ArticleQueue", "articles"),
        ("ChannelQueue", "channels"),
        ("CommandQueue", "commands"),
    ):
        assert f"100 * FILL({name}, 0) / {limit(queue):.0f}" in text
