"""The part of a picture is chosen with the keyboard and with a finger, and looks as it will be made."""

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from clips.models import KeepsakePicture
from tests.browser import barriers
from tests.clips.film_page import enter, middle
from tests.clips.keepsake_scene import chosen, keepsake_scene
from vault.pictures import Finish


@pytest.fixture
def tablet(browser: Browser):
    context = browser.new_context(viewport={"width": 820, "height": 1180}, has_touch=True, is_mobile=True)
    yield context.new_page()
    context.close()


def sides(page: Page) -> list[int]:
    return [int(page.locator(f"[name={side}]").input_value()) for side in ("left", "top", "width", "height")]


def touch_drag(page: Page, x: float, y: float, across: float, down: float) -> None:
    touch = page.context.new_cdp_session(page)
    for kind, share in (("touchStart", 0), ("touchMove", 0.5), ("touchMove", 1), ("touchEnd", None)):
        points = [] if share is None else [{"x": x + across * share, "y": y + down * share}]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


def test_a_part_is_chosen_by_keys_and_by_touch_and_light_shows_at_once(cast, sign_in, live_server, tablet):
    scene, page = keepsake_scene(cast), tablet
    picture = chosen(scene)[0]
    enter(page, live_server, sign_in(cast.guider))
    page.goto(live_server.url + reverse("keepsake-picture", args=[picture.pk]))
    part = page.locator("#part")
    expect(part).to_be_visible()

    part.focus()
    for key in ["Shift+ArrowLeft"] * 40 + ["ArrowRight"] * 10:
        page.keyboard.press(key)
    assert sides(page) == [10, 0, 60, 100]
    room = page.locator("#whole").bounding_box()
    x, y = middle(page.locator("#corner"))
    touch_drag(page, x, y, -room["width"] / 10, -room["height"] / 5)
    assert sides(page) == [10, 0, 50, 80]
    x, y = middle(part)
    touch_drag(page, x, y, room["width"] / 5, room["height"] / 10)
    assert sides(page) == [30, 10, 50, 80]
    before = page.locator("#preview").evaluate("canvas => canvas.toDataURL()")
    page.get_by_label("Much brighter").check()
    assert page.locator("#preview").evaluate("canvas => canvas.toDataURL()") != before
    assert page.said == []
    assert barriers(page) == []

    page.get_by_role("button", name="Keep it like this").click()
    expect(page.get_by_role("heading", name="Pictures to keep")).to_be_visible()
    assert KeepsakePicture.objects.get(pk=picture.pk).finish == Finish(300, 100, 500, 800, 2, 0)
