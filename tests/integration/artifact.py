"""What `make` built for the tests: the Lambda artifact, and the template that goes with it."""

import platform
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from samtranslator.yaml_helper import yaml_parse

ROOT = Path(__file__).parents[2]
BUILD = ROOT / ".build" / "lambda"
ARCHITECTURE = "arm64" if platform.machine() in {"arm64", "aarch64"} else "x86_64"
SAM = ROOT / ".venv-sam"


@cache
def template() -> dict[str, Any]:
    """Return the built template as it was written, not translated."""
    return yaml_parse((BUILD / "template.yaml").read_text())


def needs(*paths: Path, target: str) -> pytest.MarkDecorator:
    """Return a mark that skips where one of these is missing."""
    missing = [str(path.relative_to(ROOT)) for path in paths if not path.exists()]
    return pytest.mark.skipif(bool(missing), reason=f"no {', '.join(missing)}: `make {target}` provides it")


@dataclass(frozen=True, slots=True)
class Route:
    """A route of an HTTP API, by logical ids."""

    api: str
    function: str
    method: str
    path: str


def routes() -> list[Route]:
    """Return the routes of the template's HTTP APIs."""
    return [
        Route(
            event["Properties"]["ApiId"]["Ref"],
            name,
            event["Properties"]["Method"],
            event["Properties"]["Path"],
        )
        for name, one in template()["Resources"].items()
        if one["Type"] == "AWS::Serverless::Function"
        for event in one["Properties"]["Events"].values()
        if event["Type"] == "HttpApi"
    ]


def properties(function: str) -> dict[str, Any]:
    """Return a function's properties."""
    return template()["Resources"][function]["Properties"]


def code(function: str) -> Path:
    """Return the folder that is zipped for a function."""
    return BUILD / properties(function)["CodeUri"]


def environment(function: str, values: dict[str, str]) -> dict[str, str]:
    """Return the variables that the template gives a function, and no others.

    Args:
        function: its logical id.
        values: of the resources and parameters that are referred to; parameters have defaults.
    """
    defaults = {name: one["Default"] for name, one in template()["Parameters"].items() if "Default" in one}
    known = {"AWS::StackName": "newswatch", **defaults, **values}
    shared = template()["Globals"]["Function"]["Environment"]["Variables"]
    own = properties(function).get("Environment", {}).get("Variables", {})
    return {name: _resolved(value, known) for name, value in {**shared, **own}.items()}


def _resolved(value: Any, known: dict[str, str]) -> str:
    if not isinstance(value, dict):
        return str(value)
    if "Ref" in value:
        return str(known[value["Ref"]])
    return re.sub(r"\$\{([^}]+)\}", lambda name: str(known[name[1]]), value["Fn::Sub"])


def size_mb(folder: Path) -> float:
    """Return what the files under a folder hold, in units of 1,000,000 bytes, as Lambda counts them."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6
