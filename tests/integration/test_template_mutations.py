"""Every check of template.yaml fails on a template in which what it looks for is wrong."""

import inspect
import tomllib
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.integration import template_source, test_template, test_template_roles, test_template_state

MODULES = [test_template, test_template_roles, test_template_state]
MUTATIONS = tomllib.loads(Path(__file__).with_name("template_mutations.toml").read_text())["wrong"]
PROVEN = {
    "test_the_check_of_schedules_sees_what_scheduler_refuses",
    "test_the_check_of_literals_sees_them",
}
"""Checks of checks."""


def named(wrong: dict[str, Any]) -> str:
    return f"{wrong['test']}: {wrong['new'].strip().splitlines()[0] if wrong['new'].strip() else 'left out'}"


def check(name: str) -> Callable[..., None]:
    found: Callable[..., None]
    (found,) = [getattr(module, name) for module in MODULES if hasattr(module, name)]
    return found


@pytest.mark.parametrize("wrong", MUTATIONS, ids=named)
def test_what_is_wrong_is_seen(wrong: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    given, place = wrong.get("given", {}), wrong.get("after", "")
    written = template_source.text()
    begins = written.index(place) + len(place)
    assert wrong["old"] in written[begins:], "the template has changed: what is replaced here is gone"
    # Where one of many is changed, a check of all of them sees it only if all are wrong.
    count = 1 if place or given else -1
    changed = written[:begins] + written[begins:].replace(wrong["old"], wrong["new"], count)
    monkeypatch.setitem(template_source.CHANGED, "template.yaml", changed)
    with pytest.raises((AssertionError, KeyError, ValueError)):
        check(wrong["test"])(**given)


def checks_of(module: ModuleType) -> set[str]:
    return {name for name, _ in inspect.getmembers(module, inspect.isfunction) if name.startswith("test_")}


def test_every_check_is_proven() -> None:
    checks = set().union(*map(checks_of, MODULES))
    assert {wrong["test"] for wrong in MUTATIONS} == checks - PROVEN
