"""A real browser, signed in as the guider."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from accounts.models import User


@pytest.fixture
def violations() -> Callable[[Page], list[str]]:
    """Each rule of accessibility that the page breaks, and where."""

    def violations(page: Page) -> list[str]:
        found = Axe().run(page).response["violations"]
        return [f"{rule['id']}: {node['target']}" for rule in found for node in rule["nodes"]]

    return violations


@pytest.fixture
def tablet(live_server, sign_in, page: Page) -> Callable[[User], Page]:
    """`tablet(user)`: a page signed in as this person; `page.complaints`: what the browser objected to."""

    def tablet(user: User) -> Page:
        for name, morsel in sign_in(user).cookies.items():
            page.context.add_cookies([{"name": name, "value": morsel.value, "url": live_server.url}])
        page.set_viewport_size({"width": 820, "height": 1180})
        page.complaints = []
        page.on("console", lambda said: page.complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        return page

    return tablet
