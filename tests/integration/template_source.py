"""template.yaml as its tests read it: as it was written, and as SAM translates it."""

from functools import cache
from pathlib import Path
from typing import Any

from samtranslator.yaml_helper import yaml_parse

from tests.integration.translated import translated as _translated_text

ROOT = Path(__file__).parents[2]
FUNCTION = "AWS::Serverless::Function"
QUEUE = "AWS::SQS::Queue"
ROLE = "AWS::IAM::Role"
LOGS = "AWS::Logs::LogGroup"

CHANGED: dict[str, str] = {}
"""Other texts of files than they have: of templates that are broken on purpose."""


def text(name: str = "template.yaml") -> str:
    return CHANGED.get(name) or (ROOT / name).read_text()


def source(name: str = "template.yaml") -> dict[str, Any]:
    return _parsed(text(name))


def translated() -> dict[str, Any]:
    """The resources that SAM makes of the template, and all else in it."""
    return _translated(text())


@cache
def _parsed(written: str) -> dict[str, Any]:
    return yaml_parse(written)


@cache
def _translated(written: str) -> dict[str, Any]:
    return _translated_text(written)


def resources(kind: str) -> dict[str, dict[str, Any]]:
    return {
        name: resource["Properties"]
        for name, resource in source()["Resources"].items()
        if resource["Type"] == kind
    }


def consumers() -> dict[str, str]:
    """The function of each queue that has one."""
    return {
        attribute_of(event["Properties"]["Queue"])[0]: function
        for function, properties in resources(FUNCTION).items()
        for event in properties["Events"].values()
        if event["Type"] == "SQS"
    }


def attribute_of(value: dict[str, Any]) -> tuple[str, str]:
    """The two halves of a GetAtt, however the parser wrote it."""
    found = value["Fn::GetAtt"]
    name, attribute = found if isinstance(found, list) else found.split(".")
    return name, attribute


def statements(function: str) -> list[dict[str, Any]]:
    role, _ = attribute_of(resources(FUNCTION)[function]["Role"])
    return [
        statement
        for policy in resources(ROLE)[role]["Policies"]
        for statement in policy["PolicyDocument"]["Statement"]
    ]


def targets(statement: dict[str, Any]) -> list[dict[str, Any]]:
    resource = statement["Resource"]
    return resource if isinstance(resource, list) else [resource]
