"""Preview and release in a browser, on a phone, with axe."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Page

from reports import actions
from reports.models import Draft
from reports.periods import Period
from tests.reports.history import YEAR, caseload

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "keystore"]),
]
QUARTER = Period(YEAR, 2)


def test_a_report_is_previewed_released_and_read_on_a_phone(cast, live_server, sign_in, page: Page):
    caseload(cast.guider, 150)
    page.set_viewport_size({"width": 390, "height": 844})
    cookies = sign_in(cast.administrator).cookies.items()
    page.context.add_cookies(
        [{"name": name, "value": one.value, "url": live_server.url} for name, one in cookies]
    )
    page.goto(live_server.url + reverse("report", args=[QUARTER]))
    page.get_by_role("button", name="Make the preview").click()
    page.get_by_text("The numbers are being counted").wait_for()
    actions.make_draft(draft_id=Draft.objects.get().pk)
    page.get_by_text("numbers are hidden, shown as a star").wait_for()
    assert_usable(page)
    page.get_by_role("button", name="Release reports").click()
    page.get_by_text("Released by").wait_for()
    assert_usable(page)


def assert_usable(page: Page) -> None:
    found = Axe().run(page).response["violations"]
    assert [(rule["id"], node["target"]) for rule in found for node in rule["nodes"]] == []
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
