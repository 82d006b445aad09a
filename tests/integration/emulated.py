"""The built template for ministack, which knows neither alarms over metric math nor saved queries of logs."""

from pathlib import Path
from typing import Any

import yaml
from samtranslator.yaml_helper import yaml_parse

ALARM, QUERY = "AWS::CloudWatch::Alarm", "AWS::Logs::QueryDefinition"
FUNCTION, STACK = "AWS::Serverless::Function", "AWS::CloudFormation::Stack"


def emulated(build: Path, folder: Path) -> Path:
    """Write a copy of a built template into a folder; return its path, for `sam deploy`.

    An alarm watches the first of its metrics there, under its own name. All else is as it was built.
    """
    whole = yaml_parse((build / "template.yaml").read_text())
    for name, one in whole["Resources"].items():
        properties = one.get("Properties", {})
        if one["Type"] == FUNCTION:
            properties["CodeUri"] = str(build / properties["CodeUri"])
        if one["Type"] == STACK:
            nested = folder / f"{name}.yaml"
            nested.write_text(
                yaml.safe_dump(_plain(yaml_parse((build / properties["TemplateURL"]).read_text())))
            )
            properties["TemplateURL"] = str(nested)
    path = folder / "template.yaml"
    path.write_text(yaml.safe_dump(_without_tags(whole), sort_keys=False))
    return path


def _plain(template: dict[str, Any]) -> dict[str, Any]:
    resources = {
        name: {**one, "Properties": _over_one(one["Properties"])} if one["Type"] == ALARM else one
        for name, one in template["Resources"].items()
        if one["Type"] != QUERY
    }
    return _without_tags({**template, "Resources": resources})


def _over_one(alarm: dict[str, Any]) -> dict[str, Any]:
    rest = {name: value for name, value in alarm.items() if name != "Metrics"}
    first = next(one["MetricStat"] for one in alarm["Metrics"] if "MetricStat" in one)
    return {**rest, **first["Metric"], "Statistic": first["Stat"], "Period": first["Period"]}


def _without_tags(value: Any) -> Any:
    """Return plain dictionaries, as the parser's own are not written as such."""
    if isinstance(value, dict):
        return {str(name): _without_tags(one) for name, one in value.items()}
    return [_without_tags(one) for one in value] if isinstance(value, list) else value
