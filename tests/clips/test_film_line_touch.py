"""The time line under fingers: long press, two fingers, and targets large enough to drag."""

import pytest
from playwright.sync_api import Page, expect

from clips.models import Clip, Moment
from tests.clips.film_page import RATE, enter, middle, open_studio, range_of, saved, scene_of, x_of

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "keystore"]),
]

# A long press lasts until the test says so, however slow the machine; `felt` holds what was vibrated.
LONG_PRESS = """
window.felt = [];
navigator.vibrate = (ms) => felt.push(ms);
window.presses = new Map();
const [later, never] = [window.setTimeout, window.clearTimeout];
window.setTimeout = (act, ms, ...given) => {
  if (ms !== 500) return later(act, ms, ...given);
  presses.set(-1 - presses.size, act);
  return -presses.size;
};
window.clearTimeout = (id) => presses.delete(id) || never(id);
"""


@pytest.fixture
def scene(cast):
    return scene_of(cast)


@pytest.fixture
def phone(scene, live_server, sign_in, browser) -> Page:
    """With the studio open and one clip in it."""
    scene.clip = Clip.objects.create(footage=scene.footage, in_frame=50, out_frame=75, made_by=scene.guider)
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.add_init_script(LONG_PRESS)
    enter(page, live_server, sign_in(scene.guider))
    open_studio(page, live_server, scene)
    expect(page.locator(".line-clip")).to_be_visible()
    page.locator("[data-view]").scroll_into_view_if_needed()
    page.touch = page.context.new_cdp_session(page)
    yield page
    context.close()


def touch(page: Page, kind: str, *points: tuple[float, float]) -> None:
    """All fingers that are down after a `touchStart`, `touchMove` or `touchEnd`."""
    fingers = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(points)]
    page.touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": fingers})


def test_a_finger_that_stays_marks_a_moment_and_one_that_moves_only_seeks(phone):
    page, ring = phone, phone.locator("[data-ring]")
    y = middle(page.locator(".lane-film"))[1]
    touch(page, "touchStart", (x_of(page, 20.5), y))
    expect(ring).to_have_class("press-ring growing")
    expect(page.locator("#frame")).to_have_text("0")
    touch(page, "touchMove", (x_of(page, 30.5), y))
    touch(page, "touchMove", (x_of(page, 40.5), y))
    expect(ring).to_have_class("press-ring")
    assert page.evaluate("presses.size") == 0
    expect(page.locator("#frame")).to_have_text("40")
    touch(page, "touchEnd")

    touch(page, "touchStart", (x_of(page, 100.5), y))
    expect(ring).to_have_class("press-ring growing")
    page.evaluate("[...presses.values()].at(-1)()")
    expect(ring).to_have_class("press-ring done")
    touch(page, "touchEnd")
    expect(ring).to_have_class("press-ring")
    expect(page.locator("#frame")).to_have_text("100")
    saved(page)
    assert list(Moment.objects.values_list("frame", flat=True)) == [100]
    assert page.evaluate("felt") == [30]
    assert page.said == []


def test_two_fingers_zoom_and_move_the_line_and_leave_the_film_where_it_is(phone):
    page = phone
    y = middle(page.locator(".lane-film"))[1]
    one, other = x_of(page, 60), x_of(page, 90)
    touch(page, "touchStart", (one, y))
    touch(page, "touchStart", (one, y), (other, y))
    for part in range(1, 5):
        touch(page, "touchMove", (one - part * 10, y), (other + part * 10, y))
    before = part_in_view(page)
    assert before["width"] == pytest.approx(100 * (other - one) / (other - one + 80), abs=4)
    for part in range(1, 5):
        touch(page, "touchMove", (one - 40 - part * 10, y), (other + 40 - part * 10, y))
    after = part_in_view(page)
    assert after["left"] > before["left"] + 3
    assert after["width"] == pytest.approx(before["width"], abs=1)
    touch(page, "touchEnd")
    expect(page.locator("#frame")).to_have_text("0")
    expect(page.locator("[data-ring]")).to_have_class("press-ring")
    assert Moment.objects.count() == 0


def test_a_finger_drags_edges_and_the_clip_by_targets_of_44_pixels(phone, scene):
    page = phone
    page.locator(".line-clip").tap()
    page.locator("[data-view]").scroll_into_view_if_needed()
    end, mover = page.locator(".edge-out"), page.locator(".mover")
    assert [end.bounding_box()[side] >= 44 for side in ("width", "height")] == [True, True]
    x, y = middle(mover)
    hit = "([x, y]) => document.elementFromPoint(x, y).className"
    assert [page.evaluate(hit, [x, y + by]) for by in (-21, 0, 21)] == ["mover"] * 3

    swipe(page, middle(end), frames=RATE)
    expect(end).to_have_attribute("aria-valuenow", "100")
    saved(page)
    assert range_of(scene.clip) == (50, 100)
    swipe(page, middle(mover), frames=-RATE)
    expect(mover).to_have_attribute("aria-valuenow", "25")
    saved(page)
    assert range_of(scene.clip) == (25, 75)


def swipe(page: Page, start: tuple[float, float], frames: int) -> None:
    x, y = start
    by = x_of(page, frames) - x_of(page, 0)
    touch(page, "touchStart", start)
    for part in range(1, 6):
        touch(page, "touchMove", (x + by * part / 5, y))
    touch(page, "touchEnd")


def part_in_view(page: Page) -> dict[str, float]:
    """In hundredths of the film, once what was asked for has been drawn."""
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    style = "(name) => parseFloat(document.querySelector('[data-part]').style[name])"
    return {name: page.evaluate(style, name) for name in ("left", "width")}
