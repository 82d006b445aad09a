"""The test of the test: the product with a mistake in it does not pass."""

import pytest

from simulation import explore
from simulation.mutants import HUNTS


@pytest.mark.parametrize("mistake", HUNTS)
def test_mistake_is_found(mistake):
    hunt = HUNTS[mistake]
    assert any(explore.run(name, hunt.mutant).violations for name in hunt.runs())
