"""Files that take minutes begin first, so that no core waits for them at the end."""

import pytest

LONG = ("tests/journeys/", "tests/faults/", "tests/house/test_serve.py", "tests/vault/test_")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=_place)


def _place(item: pytest.Item) -> int:
    places = [place for place, start in enumerate(LONG) if item.nodeid.startswith(start)]
    return places[0] if places else len(LONG)
