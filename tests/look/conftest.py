"""A real browser over the live server, and axe."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page


@pytest.fixture
def violations() -> Callable[[Page], list[str]]:
    """`violations(page)` names each rule of WCAG 2.2 AA and good practice that the page breaks, and where."""

    def violations(page: Page) -> list[str]:
        found = Axe().run(page).response["violations"]
        return [f"{rule['id']}: {node['target']}" for rule in found for node in rule["nodes"]]

    return violations
