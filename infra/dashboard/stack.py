"""``infra/observability.yaml`` as it is deployed: references resolved, names in the place of ARNs."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from infra.laptop.template import Template

ROOT = Path(__file__).parents[2]
NESTED = "Observability"
STACK, REGION = "newswatch", "eu-west-1"
_REFERENCE = re.compile(r"\$\{([\w:.]+)\}")
_GONE = object()
"""What CloudFormation takes ``AWS::NoValue`` for."""


@dataclass(frozen=True, slots=True)
class Observed:
    """What the nested stack makes, by logical id: the properties of what its conditions let through."""

    types: Mapping[str, str]
    properties: Mapping[str, Mapping[str, Any]]

    def of_type(self, kind: str) -> dict[str, Mapping[str, Any]]:
        """Return the properties of the resources of one type, by logical id."""
        return {name: self.properties[name] for name, type_ in self.types.items() if type_ == kind}

    def alarms(self) -> dict[str, Mapping[str, Any]]:
        """Return the alarms by logical id."""
        return self.of_type("AWS::CloudWatch::Alarm")

    def body(self) -> Mapping[str, Any]:
        """Return the body of the dashboard. Raises ValueError where it is switched off or is no JSON."""
        (dashboard,) = self.of_type("AWS::CloudWatch::Dashboard").values()
        body: Mapping[str, Any] = json.loads(dashboard["DashboardBody"])
        return body


def observed(**given: str) -> Observed:
    """Return the nested stack as ``template.yaml`` makes it.

    What it is told of functions, queues and the table is their logical id: ``DispatchFunction``.

    Args:
        given: values of parameters of ``template.yaml``; else their default stands.
    """
    whole = Template.load(ROOT / "template.yaml")
    outer = {name: str(given.get(name, one.get("Default", ""))) for name, one in whole.parameters.items()}
    outer |= {"AWS::StackName": STACK}
    told = whole.resources[NESTED]["Properties"]["Parameters"]
    parameters = {name: _told(value, outer, whole) for name, value in told.items()}
    return resolved(Template.load(ROOT / "infra" / "observability.yaml"), parameters)


def _told(value: Mapping[str, str], outer: Mapping[str, str], whole: Template) -> str:
    """Return what a parameter of the nested stack is told: a value, or the logical id of what it names."""
    if "Ref" in value:
        return outer.get(value["Ref"], value["Ref"])
    name, _, attribute = value["Fn::GetAtt"].partition(".")
    if attribute != "QueueName" or name not in whole.resources:
        raise ValueError(f"{name}.{attribute} is no name of anything")
    return name


def resolved(template: Template, parameters: Mapping[str, str]) -> Observed:
    """Resolve a template that has no more in it than ours. Raises ValueError, KeyError."""
    missing = set(template.parameters) ^ set(parameters)
    if missing:
        raise ValueError(f"the nested stack and its caller differ about {', '.join(sorted(missing))}")
    known = {**parameters, "AWS::Region": REGION, "AWS::AccountId": "123456789012", "AWS::Partition": "aws"}
    conditions = dict(template.conditions)
    resolver = _Resolver(known, conditions, frozenset(template.resources))
    made = {
        name: one
        for name, one in template.resources.items()
        if "Condition" not in one or resolver.holds(one["Condition"])
    }
    return Observed(
        {name: one["Type"] for name, one in made.items()},
        {name: resolver.value(one["Properties"]) for name, one in made.items()},
    )


@dataclass(frozen=True, slots=True)
class _Resolver:
    known: Mapping[str, str]
    conditions: Mapping[str, Any]
    resources: frozenset[str]

    def holds(self, condition: str) -> bool:
        return bool(self._truth(self.conditions[condition]))

    def _truth(self, value: Any) -> bool:
        match value:
            case {"Fn::Not": [inner]}:
                return not self._truth(inner)
            case {"Fn::Equals": [a, b]}:
                return bool(self.value(a) == self.value(b))
            case _:
                raise ValueError(f"a condition that is not known here: {value}")

    def value(self, value: Any) -> Any:
        match value:
            case {"Ref": name}:
                return self._named(name)
            case {"Fn::Sub": text}:
                return _REFERENCE.sub(lambda found: self._named(found[1]), text)
            case {"Fn::If": [condition, yes, no]}:
                return self.value(yes if self.holds(condition) else no)
            case dict():
                return {key: made for key, one in value.items() if (made := self.value(one)) is not _GONE}
            case list():
                return [made for one in value if (made := self.value(one)) is not _GONE]
            case _:
                return value

    def _named(self, reference: str) -> Any:
        if reference == "AWS::NoValue":
            return _GONE
        name, _, _ = reference.partition(".")
        return name if name in self.resources else self.known[reference]
