"""Fixtures of all unit tests."""

from collections.abc import Iterator

import pytest

from newswatch.usecases import lint


@pytest.fixture(scope="session", autouse=True)
def mistakes_in_lint_are_seen() -> Iterator[None]:
    """Raise what is logged and left out for people."""

    def left_out() -> None:
        raise  # noqa: PLE0704 - what is being handled where it is called

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lint, "left_out", left_out)
        yield
