"""The first look at a film, before the clips, in a real browser: by keys, by touch, and then side by side."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from supervision.actions import pick
from supervision.models import PickedMoment
from tests.browser import barriers
from tests.clips.film_page import enter
from tests.clips.reading import until_picture
from tests.supervision.conftest import FAMILY
from tests.supervision.on_screen import filmed

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "keystore"]),
]

# Of the clips and of what was said about them.
UNSEEN = ("He waits", "Which first?", "film-clip", "submitted", *FAMILY)


@pytest.fixture
def scene(cast):
    """Two clips of 20 s of film are with the supervisor: frames 50 to 69, and 200 to 449."""
    return filmed(cast)


@pytest.fixture
def look(scene, live_server, sign_in):
    """Opens the page of the first look in a browser, ready to be used."""

    def look(page: Page) -> Page:
        enter(page, live_server, sign_in(scene.supervisor))
        page.goto(live_server.url + reverse("blind-pick", args=[scene.submission.pk]))
        page.wait_for_function("() => document.querySelector('video').readyState >= 2")
        expect(page.get_by_role("button", name="Begin here")).to_be_visible()
        return page

    return look


@pytest.fixture
def phone(browser):
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    yield context.new_page()
    context.close()


def kept() -> list[tuple[int, int]]:
    return list(PickedMoment.objects.values_list("in_frame", "out_frame"))


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def mark_a_second(page: Page, first: int, number: int) -> None:
    """From the frame five seconds further on, for a second, and keep it: the film has the focus again."""
    keep = page.get_by_role("button", name="Keep this stretch")
    expect(keep).to_be_disabled()
    press(page, "Shift+ArrowRight")
    until_picture(page.locator("video"), first)
    press(page, "i", "ArrowRight")
    until_picture(page.locator("video"), first + 25)
    press(page, "o")
    keep.focus()
    press(page, "Enter")
    expect(page.locator("#picked .remark-at")).to_have_count(number)
    expect(page.locator(".film-pick")).to_have_count(number)
    expect(page.locator(".film-player")).to_be_focused()


def test_a_first_look_by_keys_alone_and_then_both_side_by_side(scene, look, page):
    look(page)
    page.locator(".film-player").focus()
    mark_a_second(page, first=125, number=1)
    mark_a_second(page, first=275, number=2)
    assert kept() == [(125, 151), (275, 301)]
    assert [words for words in UNSEEN if words in page.content()] == []
    page.get_by_role("link", name="Now open the clips").focus()
    press(page, "Enter")
    expect(page.get_by_text("meets clip 2")).to_be_visible()
    expect(page.get_by_text("not among the clips")).to_be_visible()
    expect(page.get_by_text("Found in the first look too")).to_have_count(1)
    expect(page.locator(".film-pick")).to_have_count(2)
    page.go_back()
    page.reload()
    expect(page.get_by_text("You have seen the clips already")).to_be_visible()
    assert (kept(), page.said) == ([(125, 151), (275, 301)], [])


def test_a_stretch_is_marked_kept_and_taken_away_with_a_finger(scene, look, phone):
    page = look(phone)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    track, begin = page.locator(".film-track"), page.get_by_role("button", name="Begin here")
    box = track.bounding_box()
    track.tap(position={"x": box["width"] / 4, "y": 30})
    begin.tap()
    track.tap(position={"x": box["width"] / 2, "y": 30})
    page.get_by_role("button", name="End here").tap()
    expect(page.locator("[data-stretch-said]")).to_have_text(re.compile(r"0:0[45] to 0:(09|10)"))
    page.get_by_role("button", name="Keep this stretch").tap()
    expect(page.locator("#picked .remark-at")).to_have_count(1)
    [(first, end)] = kept()
    assert (abs(first - 125) < 5, abs(end - 251) < 5) == (True, True)
    low = page.locator("main button:visible, main .btn:visible").evaluate_all(
        "all => all.filter(one => one.getBoundingClientRect().height < 44).map(one => one.textContent.trim())"
    )
    assert low == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="Take away").tap()
    expect(page.get_by_text("Nothing marked yet")).to_be_visible()
    expect(page.locator(".film-pick")).to_have_count(0)
    assert kept() == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_stands_in_the_way_of_the_first_look(scene, look, page, scheme):
    page.emulate_media(color_scheme=scheme)
    facts = {"submission": scene.submission, "footage": scene.footage, "by": scene.supervisor}
    for first in (100, 300):
        pick(in_frame=first, out_frame=first + 40, **facts)
    look(page)
    expect(page.locator(".film-pick")).to_have_count(2)
    broken = barriers(page)
    page.get_by_role("link", name="Now open the clips").click()
    expect(page.get_by_text("meets clip 2")).to_be_visible()
    broken += barriers(page)
    page.go_back()
    page.reload()
    expect(page.get_by_text("You have seen the clips already")).to_be_visible()
    broken += barriers(page)
    assert broken == []
