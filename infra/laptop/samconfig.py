"""samconfig.toml: what `sam` is told of each stage without being asked.

A stage is a config environment of SAM; the stage main is the one that SAM calls ``default``.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError

from infra.laptop import stack
from newswatch.errors import ConfigError

PATH = Path(__file__).resolve().parents[2] / "samconfig.toml"
OVERRIDES = "parameter_overrides"
DEPLOY = {"capabilities": "CAPABILITY_IAM", "confirm_changeset": True, "resolve_s3": True}
"""What `sam deploy` needs for each stage: SAM takes nothing over from the config environment ``default``."""


@dataclass(frozen=True, slots=True)
class Stage:
    """What is written down of a stage."""

    name: str
    stack: str
    region: str = ""
    """Empty where AWS's usual settings say it."""
    parameters: Mapping[str, str] = field(default_factory=dict)
    """Those of the template that are set, by name."""

    @property
    def config_env(self) -> str:
        """What SAM calls the stage."""
        return config_env(self.name)


def config_env(stage: str) -> str:
    """Return what SAM calls a stage."""
    return "default" if stage in {"", stack.MAIN} else stage


def load(stage: str, path: Path = PATH) -> Stage:
    """Return what is written down of a stage; of a new one its name and its stack's.

    Raises:
        ConfigError: the file cannot be read, or no stage can be called that.
    """
    usual = stack.of_stage(stage)
    known = _known(_read(path).get(config_env(stage), {}))
    return Stage(
        stage or stack.MAIN,
        str(known.get("stack_name", usual)),
        str(known.get("region", "")),
        _overrides(known.get(OVERRIDES, {})),
    )


def stage_of(name: str, path: Path = PATH) -> str:
    """Return the stage whose stack is called that: as it is written down, else by its name."""
    try:
        tree = _read(path)
    except ConfigError:
        tree = {}
    for env, found in tree.items():
        if isinstance(found, dict) and _known(found).get("stack_name") == name:
            return stack.MAIN if env == config_env("") else env
    return stack.MAIN if name == stack.NAME else name.removeprefix(f"{stack.NAME}-")


def save(stage: Stage, path: Path = PATH) -> None:
    """Write a stage down; whatever else stands in the file stays, comments too. Raises ConfigError."""
    try:
        tree = tomlkit.parse(path.read_text()) if path.exists() else tomlkit.document()
        tree.setdefault("version", 0.1)
        shared = _table(tree, stage.config_env, "global", "parameters")
        shared["stack_name"] = stage.stack
        if stage.region:
            shared["region"] = stage.region
        deploy = _table(tree, stage.config_env, "deploy", "parameters")
        for name, value in DEPLOY.items():
            deploy.setdefault(name, value)
        if not isinstance(deploy.get(OVERRIDES), dict):
            deploy.pop(OVERRIDES, None)
        overrides = _table(deploy, OVERRIDES)
        for name, value in stage.parameters.items():
            overrides[name] = value
        path.write_text(tomlkit.dumps(tree))
    except (OSError, TOMLKitError) as e:
        raise ConfigError(f"{path.name} cannot be written: {e}") from e


def client_of(name: str, path: Path = PATH) -> stack.Client:
    """Return what makes clients of AWS for a stack: in the region of its stage, as `sam deploy` has it."""
    try:
        region = load(stage_of(name, path), path).region
    except ConfigError:
        region = ""
    return stack.in_region(region)


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text())
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as e:
        raise ConfigError(f"{path.name} cannot be read: {e}") from e


def _known(environment: Mapping[str, Any]) -> dict[str, Any]:
    return {**_parameters(environment, "global"), **_parameters(environment, "deploy")}


def _parameters(environment: Mapping[str, Any], command: str) -> Mapping[str, Any]:
    parameters: Mapping[str, Any] = environment.get(command, {}).get("parameters", {})
    return parameters


def _overrides(value: Any) -> dict[str, str]:
    """Return the template's parameters as SAM reads them: of a table, a list, or one line."""
    if isinstance(value, dict):
        return {str(name): str(each) for name, each in value.items()}
    words = value if isinstance(value, list) else str(value).split()
    pairs = (str(word).partition("=") for word in words)
    return {name: each.strip("\"'") for name, equals, each in pairs if equals}


def _table(tree: Any, *names: str) -> Any:
    for depth, name in enumerate(names):
        if name not in tree:
            # Only the last one has a header of its own.
            tree[name] = tomlkit.table(is_super_table=depth < len(names) - 1)
        tree = tree[name]
    return tree
