"""Fixtures that many tests share."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from infra.laptop import engine as engines

settings.register_profile("default", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "default")

REPOSITORY = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def corpus() -> Path:
    """Return the folder of real cases, or skip."""
    default = REPOSITORY.parent / "shared" / "corpus"
    folder = Path(os.environ.get("NEWSWATCH_CORPUS", default))
    if not folder.is_dir():
        pytest.skip(
            f"the corpus of real cases is not here (NEWSWATCH_CORPUS, or {default.parent.name}/corpus)"
        )
    return folder


@pytest.fixture(scope="session")
def engine() -> Iterator[engines.Engine]:
    """Return an embedded engine in memory, one for all tests of a process."""
    running = engines.start(None)
    yield running
    running.stop()
