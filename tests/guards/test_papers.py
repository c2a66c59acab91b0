"""The pages for information governance are what the data say."""

import pytest

from tools import data_map, inventory, papers


@pytest.mark.parametrize("name", papers.PAGES)
def test_the_page_is_what_the_data_say(name: str) -> None:
    assert (papers.DOCS / name).read_text(encoding="utf-8") == papers.written(name), "run `make papers`"


def test_the_data_map_has_every_field_once() -> None:
    rows = [line for line in data_map.page().splitlines() if line.startswith("| ")]
    named = [field for row in rows for field in row.split(" | ")[3].split(", ") if field.startswith("`")]
    assert len(named) == len(inventory.entries())
