"""What pages say of their articles, by a table. Each was written for it, in a shape that publishers use."""

import metadata_pages_fields
import metadata_pages_people
import metadata_pages_structured
import metadata_pages_titles
import metadata_pages_when
import pytest

from newswatch.sources import markup, metadata

MODULES = (
    metadata_pages_structured,
    metadata_pages_titles,
    metadata_pages_people,
    metadata_pages_when,
    metadata_pages_fields,
)
CASES = {name: case for module in MODULES for name, case in module.CASES.items()}


@pytest.mark.parametrize("name", CASES)
def test_page(name):
    case = CASES[name]
    tree = markup.tree(case.page.encode("utf-8", "replace"))
    found = metadata.read(tree, case.url, case.headers)
    assert {field: getattr(found, field) for field in case.wanted} == case.wanted


def test_no_page_of_the_table_hides_another():
    assert sum(len(module.CASES) for module in MODULES) == len(CASES)
