"""``make notices``: write THIRD_PARTY_NOTICES.md: what ships with the functions, and on which terms."""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
LOCK = REPOSITORY / "functions" / "requirements.txt"
NOTICES = REPOSITORY / "THIRD_PARTY_NOTICES.md"

# What a package's metadata does not say as SPDX has it (https://spdx.org/licenses/), read in its own files.
SAID_ELSEWHERE = {
    "beautifulsoup4": "MIT",
    "chardetng-py": "MIT",
    "cld3-py": "Apache-2.0",
    "justext": "BSD-2-Clause",
    "pystemmer": "MIT AND BSD-3-Clause",
    "python-dateutil": "Apache-2.0 OR BSD-3-Clause",
    "webencodings": "BSD-3-Clause",
}
HEAD = """# What ships with Newswatch's functions, and on which terms

Newswatch itself is under the [Apache License 2.0](LICENSE). `make build` puts these packages of the Python
Package Index beside it, unchanged but for `babel`, whose tables of locales are left out. Each has the text
of its licence in the artifact, in the folder that is named. This file is written by `make notices`; a test
holds it to [`functions/requirements.txt`](functions/requirements.txt).

`functions/newswatch/stories/background.py` is made from the word frequencies of
[wordfreq](https://doi.org/10.5281/zenodo.7199437) (Robyn Speer and others) and is under
[CC BY-SA 4.0](https://creativecommons.org/licenses/by-sa/4.0/).

| package | version | licence (SPDX) | its text |
|---|---|---|---|
"""


@dataclass(frozen=True, slots=True)
class Shipped:
    """One package of the lock, as it is installed here."""

    name: str
    version: str
    licence: str
    texts: tuple[str, ...]
    """Paths of licences and notices, within the artifact."""


class Unclear(Exception):
    """A package does not say on which terms it may be shipped."""


def pinned(lock: str) -> Iterator[str]:
    """Yield the names in a lock file, each once, in its order."""
    yield from dict.fromkeys(re.findall(r"(?m)^([A-Za-z0-9._-]+)==", lock))


def shipped(name: str) -> Shipped:
    """Return what a package's metadata says. Raises Unclear and PackageNotFoundError."""
    found = distribution(name)
    licence = SAID_ELSEWHERE.get(name) or _said(found, "License-Expression") or _said(found, "License")
    if not licence or "\n" in licence:
        raise Unclear(f"{name} does not name its licence: read it, and add it to {Path(__file__).name}.")
    texts = tuple(sorted(_texts(found)))
    if not texts:
        raise Unclear(f"{name} comes without the text of its licence.")
    return Shipped(name, found.version, licence, texts)


def _said(found: Distribution, field: str) -> str:
    return str(found.metadata[field]) if field in found.metadata else ""


def _texts(found: Distribution) -> Iterator[str]:
    for path in found.files or ():
        if ".dist-info" in path.parts[0] and re.match(r"(?i)(licen[sc]e|notice|copying|authors)", path.name):
            yield str(path)


def page(lock: str) -> str:
    """Return the whole file. Raises Unclear and PackageNotFoundError."""
    rows = (
        f"| {one.name} | {one.version} | {one.licence} | {' '.join(f'`{text}`' for text in one.texts)} |\n"
        for one in map(shipped, pinned(lock))
    )
    return HEAD + "".join(rows)


def main() -> str | None:
    """Write the file; return what hinders it."""
    try:
        NOTICES.write_text(page(LOCK.read_text()))
    except (Unclear, PackageNotFoundError) as e:
        return str(e)
    return None


if __name__ == "__main__":
    sys.exit(main())
