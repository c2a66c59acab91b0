"""The page of a released report in a browser: bars and tables stand in nobody's way, also in the dark."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from tests.browser import barriers
from tests.reports.history import YEAR, caseload
from tests.reports.releases import released

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "keystore"]),
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_read_the_bars_and_the_tables(cast, sign_in, live_server, page: Page, scheme):
    caseload(cast.guider, 260)
    released(cast)
    cookies = sign_in(cast.administrator).cookies.items()
    page.context.add_cookies(
        [{"name": name, "value": one.value, "url": live_server.url} for name, one in cookies]
    )
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 390, "height": 844})
    for address in (reverse("report", args=[YEAR]), reverse("reports")):
        assert page.goto(live_server.url + address).status == 200
        assert barriers(page) == []
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    page.goto(live_server.url + reverse("report", args=[YEAR]))
    assert page.get_by_role("img", name="By source").locator("rect").count() == 3
