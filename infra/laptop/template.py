"""What the laptop takes from template.yaml: the one place where tables and queues are described."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from infra.laptop.stack import NAME
from newswatch.errors import ConfigError

Resources = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Mapped:
    """An event source mapping: a queue whose messages a function gets."""

    function: str
    handler: str
    queue: str
    batch_size: int
    timeout_s: int


@dataclass(frozen=True, slots=True)
class Routed:
    """A route of the HTTP API, and the function that it leads to."""

    function: str
    handler: str
    method: str
    path: str
    timeout_s: int


@dataclass(frozen=True, slots=True)
class Template:
    """A SAM template, its intrinsic functions as ``{"Ref": …}`` and ``{"Fn::GetAtt": …}``."""

    parameters: Mapping[str, Any]
    resources: Resources
    shared: Mapping[str, Any]
    """The variables that all functions have."""
    conditions: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def load(cls, path: Path) -> "Template":
        """Read a template. Raises ConfigError."""
        try:
            tree = yaml.load(path.read_text(), Loader=_Loader)  # noqa: S506 - a SafeLoader, with tags
            parameters, resources = tree["Parameters"], tree["Resources"]
            shared = _variables(tree.get("Globals", {}).get("Function", {}))
            return cls(parameters, resources, shared, tree.get("Conditions", {}))
        except (OSError, yaml.YAMLError, KeyError, TypeError) as e:
            raise ConfigError(f"{path} is not a template that can be used: {e}") from e

    def of_type(self, kind: str) -> Resources:
        """Return the properties of the resources of one type, by logical id."""
        return {
            name: resource.get("Properties", {})
            for name, resource in self.resources.items()
            if resource["Type"] == kind
        }

    def table(self) -> dict[str, Any]:
        """Return the arguments of CreateTable, the name left out."""
        (properties,) = self.of_type("AWS::DynamoDB::Table").values()
        wanted = ("BillingMode", "AttributeDefinitions", "KeySchema")
        return {name: properties[name] for name in wanted}

    def ttl_attribute(self) -> str:
        """Return the attribute that says when an item may be deleted."""
        (properties,) = self.of_type("AWS::DynamoDB::Table").values()
        return str(properties["TimeToLiveSpecification"]["AttributeName"])

    def queues(self) -> Mapping[str, dict[str, str]]:
        """Return each queue's attributes as SQS takes them, dead-letter queues first.

        ``RedrivePolicy`` names its dead-letter queue by logical id.
        """
        queues = {}
        for name, properties in self.of_type("AWS::SQS::Queue").items():
            attributes = {
                key: str(properties[key])
                for key in ("VisibilityTimeout", "MessageRetentionPeriod", "DelaySeconds")
                if key in properties
            }
            if redrive := properties.get("RedrivePolicy"):
                target = redrive["deadLetterTargetArn"]["Fn::GetAtt"].partition(".")[0]
                attributes["RedrivePolicy"] = f"{target} {redrive['maxReceiveCount']}"
            queues[name] = attributes
        return dict(sorted(queues.items(), key=lambda item: "RedrivePolicy" in item[1]))

    def mappings(self) -> list[Mapped]:
        """Return the event source mappings from SQS, in the order of the template."""
        found = []
        for name, properties in self.of_type("AWS::Serverless::Function").items():
            for event in properties.get("Events", {}).values():
                if event["Type"] == "SQS":
                    queue = event["Properties"]["Queue"]["Fn::GetAtt"].partition(".")[0]
                    size = int(event["Properties"].get("BatchSize", 10))
                    timeout = int(properties["Timeout"])
                    found.append(Mapped(name, properties["Handler"], queue, size, timeout))
        return found

    def routes(self) -> list[Routed]:
        """Return the routes of the HTTP API, in the order of the template."""
        return [
            Routed(
                name,
                properties["Handler"],
                event["Properties"]["Method"].upper(),
                event["Properties"]["Path"],
                int(properties["Timeout"]),
            )
            for name, properties in self.of_type("AWS::Serverless::Function").items()
            for event in properties.get("Events", {}).values()
            if event["Type"] == "HttpApi"
        ]

    def environments(self, known: Mapping[str, str]) -> dict[str, dict[str, str]]:
        """Return each function's environment, by logical id.

        Args:
            known: values by the name of the variable; where there is none the template's own stands.

        Raises:
            ConfigError: a variable has no value here.
        """
        functions = self.of_type("AWS::Serverless::Function")
        return {
            function: {
                name: known[name] if name in known else self._value(name, value)
                for name, value in {**self.shared, **_variables(properties)}.items()
            }
            for function, properties in functions.items()
        }

    def _value(self, name: str, value: Any) -> str:
        if not isinstance(value, dict):
            return str(value)
        # Names that are made of the stack's are those of the stage main here.
        text = "${AWS::StackName}" if value == {"Ref": "AWS::StackName"} else value.get("Fn::Sub", "")
        if isinstance(text, str) and text and "${" not in (named := text.replace("${AWS::StackName}", NAME)):
            return named
        parameter = self.parameters.get(value.get("Ref", ""), {})
        if "Default" not in parameter:
            raise ConfigError(f"The template gives functions a variable that has no value here: {name}.")
        return str(parameter["Default"])


def _variables(function: Mapping[str, Any]) -> Mapping[str, Any]:
    variables: Mapping[str, Any] = function.get("Environment", {}).get("Variables", {})
    return variables


class _Loader(yaml.SafeLoader):
    """YAML with CloudFormation's short tags: ``!Ref x`` as ``{"Ref": "x"}``, ``!Sub x`` as ``Fn::Sub``."""


def _tag(loader: yaml.SafeLoader, suffix: str, node: yaml.Node) -> dict[str, Any]:
    value: Any
    match node:
        case yaml.ScalarNode():
            value = loader.construct_scalar(node)
        case yaml.SequenceNode():
            value = loader.construct_sequence(node, deep=True)
        case _:
            value = loader.construct_mapping(node, deep=True)  # type: ignore[arg-type] # nothing else is left
    return {suffix if suffix in {"Ref", "Condition"} else f"Fn::{suffix}": value}


_Loader.add_multi_constructor("!", _tag)
