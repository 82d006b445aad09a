"""The deployed version of the code and this one work on the same data during a deployment."""

import sys

import pytest

from simulation import explore
from simulation.faults import Fault
from simulation.release import NotHere, deployed


@pytest.fixture(autouse=True)
def _deployed():
    if not deployed():
        pytest.skip(str(NotHere()))


def test_two_versions_side_by_side_keep_every_promise():
    alone = [name for name in explore.versions("small") if "," not in name]
    assert len(alone) > len(explore.run("small").messages) // 2
    for name in alone:
        assert explore.run(name).violations == [], f"make simulate RUN={name}"


@pytest.mark.parametrize("seed", [10, 20])
def test_seeded_run_with_two_versions_keeps_every_promise(seed):
    for kind in ("old-first", "new-first"):
        name = f"seed:{seed},{Fault(kind, 'w')}"
        assert explore.run(name).violations == [], f"make simulate RUN={name}"


def test_other_version_is_another_one_and_leaves_ours_alone():
    ours = sys.modules["newswatch.usecases.notify"]
    world = explore.run("small:old@p4").world
    (old,) = [process for process in world._warm.values() if process.number == 4]
    assert type(old).__module__ == "simulation.process"
    assert type(old) is not type(next(p for p in world._warm.values() if p.number != 4))
    assert sys.modules["newswatch.usecases.notify"] is ours


def test_other_version_fails_on_poison_as_ours_does():
    """It has pages parsed once as we do, for as long as it is there."""
    assert explore.run("small:old@p3").violations == []
    assert explore.run("small:old-first@w,poison@w").violations == []
    assert any("RuntimeError" in told for told in explore.run("small:old@p3,poison@w").world.exceptions)


def test_version_that_is_not_here_is_said_and_not_passed_over(monkeypatch):
    monkeypatch.setattr("simulation.release.deployed", lambda: None)
    with pytest.raises(NotHere, match="not in this clone"):
        explore.run("small:old@p1")
