"""Components, the way in and error pages: no barrier that axe can find, light and dark, wide and narrow."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "keystore"])]
SCHEMES = ["light", "dark"]


@pytest.mark.urls("tests.look.gallery_urls")
@pytest.mark.parametrize("width", [1366, 390])
@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_components_have_no_barriers(
    live_server, page: Page, violations, scheme: str, width: int
) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{live_server.url}/gallery/?messages")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_way_in_has_no_barriers(live_server, page: Page, violations, settings, scheme: str) -> None:
    settings.DEMO = True
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{live_server.url}/sign-in/")
    assert violations(page) == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_an_error_page_has_no_barriers(live_server, page: Page, violations, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{live_server.url}/no-such-page/")
    assert violations(page) == []


@pytest.mark.urls("tests.look.gallery_urls")
def test_targets_are_large_enough_for_a_thumb(live_server, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 900})
    page.goto(f"{live_server.url}/gallery/")
    small = page.evaluate(
        """() => [...document.querySelectorAll('.btn, .choice, select, textarea, summary, .brand')]
            .filter(element => element.getBoundingClientRect().height < 44)
            .map(element => element.outerHTML)"""
    )
    assert small == []


@pytest.mark.urls("tests.look.gallery_urls")
def test_the_first_tab_stop_skips_to_the_content(live_server, page: Page) -> None:
    page.goto(f"{live_server.url}/gallery/")
    page.keyboard.press("Tab")
    expect(page.get_by_text("Skip to content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()
