"""The browser of every test that needs one: Debian's, and patient, since the cores may be busy elsewhere."""

import os
from typing import Any

import pytest
from playwright.sync_api import expect

PATIENCE = 60_000

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright's own loop runs in this thread
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return browser_type_launch_args | {"executable_path": "/usr/bin/chromium", "args": ["--no-sandbox"]}
