"""The test of the test: the product with a mistake in it does not pass."""

import pytest

from simulation import explore
from simulation.mutants import HUNTS
from simulation.release import NotHere, deployed


@pytest.mark.parametrize("mistake", HUNTS)
def test_mistake_is_found(mistake, monkeypatch):
    hunt = HUNTS[mistake]
    for where, value in hunt.constants.items():
        monkeypatch.setattr(where, value)
    if hunt.versions and not deployed():
        pytest.skip(str(NotHere()))
    assert any(explore.run(name, hunt.mutant).violations for name in hunt.runs())


@pytest.mark.parametrize("mistake", [name for name, hunt in HUNTS.items() if hunt.versions])
def test_mistake_of_a_deployment_is_found_nowhere_else(mistake):
    hunt = HUNTS[mistake]
    assert explore.run(hunt.scenario, hunt.mutant).violations == []
