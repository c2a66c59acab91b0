"""Step, mark, edges, loop and the file made of it name the same pictures, whatever the film's rhythm.

The picture is asked, not the page: each frame carries its number.
"""

import pytest
from playwright.sync_api import Page, expect

from clips.models import Clip, Moment
from tests.clips import film_page
from tests.clips.reading import WATCH, until_picture, watch_turns
from tests.vault.cameras import UNEVEN, X264, shoot
from tests.vault_builders import frame_numbers, work_off
from vault.reading import read_all

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "keystore"]),
]
FILMS = {
    "30 a second": lambda: shoot(*X264, rate=30, seconds=4),
    "29.97 a second": lambda: shoot(*X264, rate="30000/1001", seconds=4),
    "25 a second": lambda: shoot(*X264, rate=25, seconds=4),
    "uneven": lambda: shoot(*X264, "-vsync", "vfr", seconds=6, tail=UNEVEN),
}
LENGTH = 12


@pytest.fixture(params=FILMS)
def rhythm(request) -> bytes:
    return FILMS[request.param]()


def test_marks_loop_and_file_hold_the_pictures_that_were_stepped_to(
    rhythm, cast, live_server, sign_in, page: Page
):
    numbers = frame_numbers(rhythm)
    scene = film_page.scene_of(cast, content=rhythm)
    film_page.enter(page, live_server, sign_in(scene.guider))
    film_page.open_studio(page, live_server, scene)
    page.locator("#player").focus()
    page.keyboard.press("ArrowRight")
    first = frame_at_rest(page)
    wanted = numbers[first : first + LENGTH]
    step_on(page, first, wanted)

    mark_and_clip(page, first)
    clip = Clip.objects.get()
    assert Moment.objects.get().frame == first + LENGTH - 1
    assert (clip.in_frame, clip.out_frame) == (first, first + LENGTH)

    loop(page, wanted)

    page.get_by_role("button", name="Choose for the review").click()
    film_page.saved(page)
    work_off()
    clip.refresh_from_db()
    rendered = clip.render.files.get(role="clip", complete=True)
    assert frame_numbers(read_all(rendered)) == wanted
    assert page.said == []


def step_on(page: Page, first: int, wanted: list[int]) -> None:
    """Single steps show these pictures, beginning with the one on the screen."""
    until_picture(page.locator("video"), wanted[0])
    for step, number in enumerate(wanted[1:], start=1):
        page.keyboard.press(".")
        settled(page, first + step)
        until_picture(page.locator("video"), number)


def mark_and_clip(page: Page, first: int) -> None:
    """A moment and the clip's end on the last picture, the clip's start on the first."""
    page.keyboard.press("m")
    page.get_by_role("button", name="Clip here").click()
    page.locator("#player").focus()
    page.keyboard.press("o")
    for step in range(LENGTH - 2, -1, -1):
        page.keyboard.press(",")
        settled(page, first + step)
    page.keyboard.press("i")
    film_page.saved(page)


def loop(page: Page, wanted: list[int]) -> None:
    """Slowly, until it has come round with these pictures only."""
    for _ in range(3):
        page.keyboard.press("[")
    page.keyboard.press("r")
    page.locator("video").evaluate(WATCH)
    page.keyboard.press(" ")
    watch_turns(page, wanted)
    page.keyboard.press(" ")


def frame_at_rest(page: Page) -> int:
    """The frame that the page names, once the film has come to rest on it."""
    expect(page.locator("#frame")).not_to_have_text("0")
    page.wait_for_function("() => !document.querySelector('video').seeking")
    return int(page.locator("#frame").inner_text())


def settled(page: Page, frame: int) -> None:
    expect(page.locator("#frame")).to_have_text(str(frame))
    page.wait_for_function("() => !document.querySelector('video').seeking")
