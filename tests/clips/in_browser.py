"""The studio in a real browser, on a film whose pictures carry their frame number: for every test of it."""

from types import SimpleNamespace

import pytest
from playwright.sync_api import Locator, Page, expect

from tests import vault_builders
from tests.clips import film_page


@pytest.fixture
def scene(cast: SimpleNamespace) -> SimpleNamespace:
    """A film of 40 s at 25 frames a second that went through the real preparation."""
    made = film_page.scene_of(cast, content=vault_builders.film(40, rate=25))
    made.child = made.other
    return made


@pytest.fixture
def studio_page(scene, live_server, sign_in, page: Page) -> Page:
    film_page.enter(page, live_server, sign_in(scene.guider))
    film_page.open_studio(page, live_server, scene)
    return page


def film(page: Page) -> Locator:
    return page.locator("video")


def go_to(page: Page, frame: int) -> None:
    """Press the arrows and steps that lead to a frame, as a person would."""
    page.locator("#player").focus()
    for _ in range(frame // 125):
        page.keyboard.press("Shift+ArrowRight")
    for _ in range(frame % 125 // 25):
        page.keyboard.press("ArrowRight")
    for _ in range(frame % 25):
        page.keyboard.press(".")
    settled(page, frame)


def settled(page: Page, frame: int) -> None:
    expect(page.locator("#frame")).to_have_text(str(frame))
    page.wait_for_function("() => !document.querySelector('video').seeking")


def saved(page: Page) -> None:
    expect(page.locator("#save[data-status=saved]")).to_be_visible()
