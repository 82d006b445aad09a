"""From sampled hours to a month's bill."""

from collections.abc import Sequence
from math import ceil
from typing import Any

import yaml
from stores import REPOSITORY

from bench.cost.bill import Day, Used
from bench.cost.sample import Sampled
from infra.laptop.template import Template
from newswatch.observe import Measure


def day_of(hours: Sequence[Sampled], table_bytes: float) -> Day:
    """Return what the day used that these hours are a sample of."""
    template = Template.load(REPOSITORY / "template.yaml")
    names = sorted({name for one in hours for name in one.accounts})
    functions = {name.removesuffix("Function").lower(): _used(name, hours) for name in names}
    queues = sorted({queue for one in hours for queue in one.polls})
    polling = {
        queue: ceil(sum(
            one.weight("") * one.polls[queue]
            # Each message is received, and deleted.
            + one.weight(_taker(queue)) * (one.log.payload[queue] + len(one.log.sent.get(queue, ())))
            for one in hours
        ))
        for queue in queues
    }  # fmt: skip
    metrics, alarm_metrics, dashboards = watching()
    return Day(
        functions=functions,
        polling=polling,
        http=sum(one.weight("") * one.log.http for one in hours),
        ticks=sum(one.weight("") * one.log.ticks for one in hours),
        table_bytes=table_bytes,
        log_days=float(template.parameters["LogRetentionDays"]["Default"]),
        metrics=metrics,
        alarm_metrics=alarm_metrics,
        dashboards=dashboards,
    )


def stored(hours: Sequence[Sampled], stays: float) -> float:
    """Return the bytes of a table that has what stays, and what such days add until it expires."""
    return stays + sum(one.weight("MatchFunction") * one.expiring for one in hours)


def _taker(queue: str) -> str:
    return {"ArticleQueue": "MatchFunction", "ChannelQueue": "NotifyFunction"}.get(queue, "")


def _used(function: str, hours: Sequence[Sampled]) -> Used:
    def of(name: str) -> float:
        return sum(one.weight(function) * one.accounts.get(function, {}).get(name, 0) for one in hours)

    return Used(
        gb_s=of("gb_us") / 1e6,
        invocations=of("invocations"),
        reads=of("reads"),
        writes=of("writes"),
        sqs=of("sqs"),
        kms=of("kms"),
        bytes_out=of("bytes_out"),
        log_bytes=of("log_bytes"),
    )


def watching() -> tuple[int, int, int]:
    """Return how many metrics there are, how many alarms read, and how many dashboards are on by default."""
    text = (REPOSITORY / "infra" / "observability.yaml").read_text()
    resources = yaml.load(text, Loader=_Plain)["Resources"]
    alarms = [each["Properties"] for each in resources.values() if each["Type"] == "AWS::CloudWatch::Alarm"]
    read = 0
    for alarm in alarms:
        several = [one for one in alarm.get("Metrics", ()) if "MetricStat" in one]
        read += len(several) if "Metrics" in alarm else 1
    return len(Measure), read, 0


class _Plain(yaml.SafeLoader):
    pass


def _untagged(loader: yaml.SafeLoader, _suffix: str, node: yaml.Node) -> Any:
    if isinstance(node, yaml.ScalarNode):
        return loader.construct_scalar(node)
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node, deep=True)
    assert isinstance(node, yaml.MappingNode)
    return loader.construct_mapping(node, deep=True)


_Plain.add_multi_constructor("!", _untagged)
