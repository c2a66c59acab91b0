"""A second try for the tests that share the machine's time with a browser, ffmpeg or servers of their own.

Every other test stands or falls at once. What needed its second try is named in the summary, with its first
failure: it wants looking at.
"""

import pytest

TIMED = ("tests/faults/", "tests/house/", "tests/journeys/")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.get_closest_marker("browser") or item.nodeid.startswith(TIMED):
            item.add_marker(pytest.mark.flaky(reruns=1))
