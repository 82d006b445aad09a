"""A whole laptop in a test's process, and the process afterwards as it was."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from aws_lambda_powertools.utilities import parameters

from infra.laptop.laptop import Laptop, Ports
from infra.laptop.slack.workspace import SlackWorkspace
from newswatch import wiring


@contextmanager
def laptop_in(data: Path, *, site: int = 0, **more) -> Iterator[Laptop]:
    """Run a laptop on free ports, with its state in a folder; the news site on the port that is given."""
    forget()
    with environment_kept():
        try:
            laptop = Laptop(data, Ports(0, site, 0), SlackWorkspace(lambda: datetime.now(UTC)), **more)
            try:
                yield laptop
            finally:
                laptop.close()
        finally:
            forget()


@contextmanager
def environment_kept() -> Iterator[None]:
    """Leave the environment as it was: whoever opens a workspace sets its own."""
    environ = dict(os.environ)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(environ)


@contextmanager
def working(laptop: Laptop) -> Iterator[None]:
    """Let it work in the background, as ``make run`` does."""
    stopped = threading.Event()

    def work() -> None:
        while not stopped.is_set():
            if laptop.work() == 0:
                stopped.wait(0.2)

    worker = threading.Thread(target=work)
    worker.start()
    try:
        yield
    finally:
        stopped.set()
        worker.join()


def forget() -> None:
    """Do what a new execution environment does: begin without anything that an earlier event built."""
    for built in vars(wiring).values():
        if hasattr(built, "cache_clear"):
            built.cache_clear()
    parameters.clear_caches()
