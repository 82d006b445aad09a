"""samconfig.toml: what `sam` is told of each stage without being asked.

A stage is a config environment of SAM; the stage main is the one that SAM calls ``default``.
"""

import os
import re
import shlex
import tomllib
from collections.abc import Iterator, Mapping, MutableMapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError

from infra.laptop import stack
from newswatch.errors import ConfigError

PATH = Path(__file__).resolve().parents[2] / "samconfig.toml"
OVERRIDES = "parameter_overrides"
NAME = re.compile(r"[A-Za-z0-9]+")
PAIR = re.compile(r"(ParameterKey=)?(?P<name>[A-Za-z0-9]+)(?(1),ParameterValue)=(?P<value>.*)", re.DOTALL)
"""As SAM takes a parameter on its command line, in one way or the other."""
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

    @property
    def option(self) -> str:
        """What is added to ``make deploy`` to mean this stage."""
        return "" if self.name == stack.MAIN else f" STAGE={self.name}"


def config_env(stage: str) -> str:
    """Return what SAM calls a stage."""
    return "default" if stage in {"", stack.MAIN} else stage


def load(stage: str, path: Path = PATH) -> Stage:
    """Return what is written down of a stage; of a new one its name and its stack's.

    Raises:
        ConfigError: the file cannot be read or understood, or no stage can be called that.
    """
    usual = stack.of_stage(stage)
    tree = _read(path)
    try:
        known = _known(tree, config_env(stage))
        parameters = _overrides(known.get(OVERRIDES, {}))
    except ConfigError as e:
        raise ConfigError(f"{path.name}: {e}") from e
    return Stage(
        stage or stack.MAIN, str(known.get("stack_name", usual)), str(known.get("region", "")), parameters
    )


def stage_of(name: str, path: Path = PATH) -> str:
    """Return the stage whose stack is called that: as it is written down, else by its name.

    Empty where no stage has such a stack.
    """
    with suppress(ConfigError):
        tree = _read(path)
        for env in tree:
            with suppress(ConfigError):
                if _known(tree, env).get("stack_name") == name:
                    return stack.MAIN if env == config_env("") else env
    if name == stack.NAME:
        return stack.MAIN
    stage = name.removeprefix(f"{stack.NAME}-")
    return "" if stage == name else stage


def save(stage: Stage, path: Path = PATH) -> None:
    """Write a stage down; whatever else stands in the file stays, comments too.

    Parameters that the stage does not have go.

    Raises:
        ConfigError: the file cannot be written.
    """
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
        for name in [name for name in overrides if name not in stage.parameters]:
            del overrides[name]
        for name, value in stage.parameters.items():
            # What is there already keeps its comment.
            if overrides.get(name) != value:
                overrides[name] = value
        path.write_text(tomlkit.dumps(tree))
    except (OSError, TOMLKitError) as e:
        raise ConfigError(f"{path.name} cannot be written: {e}") from e


def client_of(name: str, path: Path = PATH) -> stack.Client:
    """Return what makes clients of AWS for a stack: in the region of its stage, as `sam deploy` has it."""
    region, stage = "", stage_of(name, path)
    if stage:
        with suppress(ConfigError):
            region = load(stage, path).region
    return stack.in_region(region)


def client_of_table(table: str, path: Path = PATH) -> stack.Client:
    """Return what makes clients of AWS for a table: in the region of the stage whose stack has made it.

    Where it is none of theirs, AWS_REGION says it, or else the stage main.

    Raises:
        ConfigError: the file cannot be read or understood.
    """
    tree = _read(path)
    stages = (_known(tree, env) for env, found in tree.items() if isinstance(found, dict))
    for known in stages:
        # CloudFormation's names begin with the stack's, and the resource's.
        if table.startswith(f"{known.get('stack_name')}-Table-"):
            return stack.in_region(str(known.get("region", "")))
    return stack.in_region(os.environ.get("AWS_REGION", "") or load("", path).region)


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text())
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as e:
        raise ConfigError(f"{path.name} cannot be read: {e}") from e


def _known(tree: Mapping[str, Any], env: str) -> dict[str, Any]:
    return {**_parameters(tree, env, "global"), **_parameters(tree, env, "deploy")}


def _parameters(tree: Mapping[str, Any], *names: str) -> Mapping[str, Any]:
    for depth, name in enumerate(path := (*names, "parameters"), start=1):
        tree = tree.get(name, {})
        if not isinstance(tree, dict):
            raise ConfigError(f"{'.'.join(path[:depth])} must be a table.")
    return tree


def _overrides(value: Any) -> dict[str, str]:
    """Return the template's parameters as SAM reads them: of a table, a list, or one line.

    Raises:
        ConfigError: something in it is not understood.
    """
    if isinstance(value, dict):
        return {str(name): _text(str(name), each) for name, each in value.items()}
    lines = value if isinstance(value, list) else [value]
    return dict(pair for line in lines for pair in _pairs(line))


def _text(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if not isinstance(value, str | int | float) or not NAME.fullmatch(name):
        raise ConfigError(f"{OVERRIDES}: {name} = {value!r} is no parameter with a value.")
    return str(value)


def _pairs(line: Any) -> Iterator[tuple[str, str]]:
    """Yield what one line sets, in the quotes that `sam deploy --guided` writes. Raises ConfigError."""
    try:
        words = shlex.split(line) if isinstance(line, str) else [str(line)]
    except ValueError as e:
        raise ConfigError(f"{OVERRIDES}: a quotation mark is not closed in {line!r}.") from e
    for word in words:
        found = PAIR.fullmatch(word)
        if not found:
            raise ConfigError(f"{OVERRIDES}: {word!r} is not a parameter with its value, Name=value.")
        yield found["name"], found["value"]


def _table(tree: Any, *names: str) -> Any:
    for depth, name in enumerate(names):
        if not isinstance(tree, MutableMapping):
            raise ConfigError(f"{names[depth - 1]} is no table, so that {name} cannot be written into it.")
        if name not in tree:
            # Only the last one has a header of its own.
            tree[name] = tomlkit.table(is_super_table=depth < len(names) - 1)
        tree = tree[name]
    return tree
