"""What ships is listed with its licence, and the list is what ships."""

import re

import pytest

from infra.notices import LOCK, NOTICES, Unclear, page, pinned, shipped

# Nothing whose terms would reach Newswatch's own code, or that of who deploys it.
FREE = {
    "MIT",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "Apache-2.0",
    "PSF-2.0",
    "CNRI-Python",
    "MPL-1.1",  # file by file, and offered beside two others
    "MPL-2.0",  # certifi: a list of certificates, unchanged
}


def test_the_notices_are_those_of_the_lock() -> None:
    lock = LOCK.read_text()
    assert NOTICES.read_text() == page(lock), "run `make notices`"


@pytest.mark.parametrize("name", list(pinned(LOCK.read_text())))
def test_every_package_may_be_shipped(name: str) -> None:
    alternatives = [set(re.split(r" AND ", each)) for each in shipped(name).licence.split(" OR ")]
    assert any(each <= FREE for each in alternatives), shipped(name)


def test_a_package_that_does_not_say_its_licence_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("infra.notices.SAID_ELSEWHERE", {})
    with pytest.raises(Unclear, match="chardetng-py does not name its licence"):
        page("chardetng-py==0.3.5 \\\n")


def test_a_package_that_is_not_installed_is_named() -> None:
    with pytest.raises(ImportError, match="no-such-package"):
        page("no-such-package==1.0 \\\n")
