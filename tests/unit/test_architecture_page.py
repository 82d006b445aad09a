"""The architecture page says what the code says of itself."""

from pathlib import Path

import newswatch.storage.store

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "architecture.md").read_text()


def test_the_access_patterns_are_those_of_the_store() -> None:
    said = newswatch.storage.store.__doc__ or ""
    rows = "\n".join(line for line in said.splitlines() if line.startswith("|"))
    assert rows.count("\n") > 50
    assert rows in PAGE, "copy the table at the top of storage/store.py into docs/architecture.md"
