"""Another version of the code, loaded beside this one: during a deployment both work on the same data.

The other version comes out of git as a whole tree and brings its own ``simulation.stages``, so
that it is wired as it was; what it does reaches this world through its own clients.
"""

import importlib
import io
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import cache, partial
from pathlib import Path
from tempfile import mkdtemp
from types import ModuleType
from typing import TYPE_CHECKING

from stores import REPOSITORY

if TYPE_CHECKING:
    from simulation.process import Process
    from simulation.stages import Stage
    from simulation.world import World

DEPLOYED = "63ba257a11a729316590992c2ab54c244fe3da86"
"""The commit that counts as deployed. It moves on with each release; while there is none, by hand."""
ROOTS = frozenset({"newswatch", "simulation", "infra", "builders", "fakes", "fake_store", "stores"})
"""Packages and modules of ours: each version has its own."""
NEEDED = ("functions", "infra", "tests", "template.yaml")


class NotHere(Exception):
    """The version that counts as deployed is not in this clone."""

    def __str__(self) -> str:
        return f"The version that counts as deployed, {DEPLOYED[:12]}, is not in this clone's history."


class Release:
    """A version of the code whose modules stay apart from those of this one."""

    def __init__(self, tree: Path) -> None:
        """Load a version. Its pages and feeds are parsed once each, as ours are, for as long as we live."""
        self._tree = tree
        self._modules: dict[str, ModuleType] = {}
        with self._in_charge():
            stages = importlib.import_module("simulation.stages").STAGES
            self._stages = {stage.name: stage for stage in stages.values()}
            self._processes = importlib.import_module("simulation.process")
            # Kept: it ends when nobody knows it any more.
            self._parsing = importlib.import_module("simulation.web").parsed_once()
            self._parsing.__enter__()

    def process(self, world: "World", stage: str, number: int, off: timedelta) -> "Process":
        """Return an execution environment of a function, by its name, that runs this version."""
        clock, function = self._processes.SkewedClock(world.clock, off), self._stages[stage]
        made: Process = self._processes.Process(world, stage, number, function.timeout_s, clock)
        made.work = partial(self._work, function)
        return made

    def _work(self, function: "Stage", process: "Process", body: str, received: int) -> None:
        with self._in_charge():
            function.work(process, body, received)

    @contextmanager
    def _in_charge(self) -> Iterator[None]:
        """Have imports mean this version; functions import when they are called, too."""
        ours, path = _taken(), sys.path[:]
        sys.modules.update(self._modules)
        sys.path[:0] = [str(self._tree / part) for part in ("functions", ".", "tests")]
        try:
            yield
        finally:
            self._modules = _taken()
            sys.modules.update(ours)
            sys.path[:] = path


@cache
def deployed() -> Release | None:
    """Return the version that counts as deployed; None where its history is not here."""
    tree = REPOSITORY / ".build" / f"release-{DEPLOYED[:12]}"
    return Release(tree) if tree.is_dir() or _unpacked(DEPLOYED, tree) else None


def _unpacked(commit: str, tree: Path) -> bool:
    """Have a commit's tree in a folder; return whether git has it."""
    git = ["git", "-C", str(REPOSITORY), "archive", "--format=tar", commit, *NEEDED]
    try:
        archive = subprocess.run(git, check=True, capture_output=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return False
    tree.parent.mkdir(exist_ok=True)
    # Others may do this at the same time: the folder is there as a whole or not at all.
    part = Path(mkdtemp(dir=tree.parent))
    with tarfile.open(fileobj=io.BytesIO(archive)) as packed:
        # Out of our own history; 3.11 has the filter from 3.11.4 on, and needs it no more than before.
        packed.extractall(part, **({"filter": "data"} if hasattr(tarfile, "data_filter") else {}))
    try:
        part.rename(tree)
    except OSError:
        shutil.rmtree(part)
    return tree.is_dir()


def _taken() -> dict[str, ModuleType]:
    """Take all modules of ours out of what is imported, and return them."""
    names = [name for name in sys.modules if name.partition(".")[0] in ROOTS]
    return {name: sys.modules.pop(name) for name in names}
