"""The browser of every test that needs one: Debian's, and patient, since the cores may be busy elsewhere."""

import os
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

PATIENCE = 60_000

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright's own loop runs in this thread
expect.set_options(timeout=PATIENCE)


def pytest_itemcollected(item: pytest.Item) -> None:
    """Whatever drives the browser carries its marker, whether or not its author thought of it."""
    if "browser" in getattr(item, "fixturenames", ()):
        item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return browser_type_launch_args | {"executable_path": "/usr/bin/chromium", "args": ["--no-sandbox"]}


def barriers(page: Page) -> list[tuple[str, list[str]]]:
    """What keeps people with assistive technology out, by axe, once all colours stand still."""
    page.evaluate(
        "Promise.allSettled(document.getAnimations().filter((each) => each instanceof CSSTransition)"
        ".map((each) => each.finished))"
    )
    found = Axe().run(page).response["violations"]
    return [(rule["id"], node["target"]) for rule in found for node in rule["nodes"]]
