"""The time line in a real browser: dragging, snapping, keys, scrubbing, and what a change touches."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from clips.models import Clip, Moment
from tests.clips.film_page import enter, middle, open_studio, range_of, saved, scene_of, x_of

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "keystore"]),
]

# Seeks wait until `release()`, as they do for a slow network.
HOLD_SEEKS = """
(video) => {
  const own = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, "currentTime");
  window.seeks = [];
  Object.defineProperty(video, "currentTime", {
    configurable: true, get: () => own.get.call(video), set: (time) => seeks.push(time),
  });
  window.release = () => { delete video.currentTime; video.currentTime = seeks.at(-1); };
}
"""
# Which parts of the time line are written to, how many nodes come and go, how often the ruler is drawn.
WATCH = """
() => {
  window.touched = { nodes: 0, parts: new Set(), drawings: 0 };
  new MutationObserver((records) => {
    for (const { target, addedNodes, removedNodes } of records) {
      touched.nodes += addedNodes.length + removedNodes.length;
      touched.parts.add(target.classList[0]);
    }
  }).observe(document.querySelector("[data-view]"), { subtree: true, childList: true, attributes: true });
  const own = HTMLCanvasElement.prototype.getContext;
  HTMLCanvasElement.prototype.getContext = function (...given) {
    touched.drawings += this.matches("[data-ruler]");
    return own.apply(this, given);
  };
}
"""
TOUCHED = """
() => {
  const told = [touched.nodes, [...touched.parts].sort(), touched.drawings];
  Object.assign(touched, { nodes: 0, parts: new Set(), drawings: 0 });
  return told;
}
"""
NINE_TURNS = """
() => {
  const view = document.querySelector("[data-view]");
  const { left, top } = view.getBoundingClientRect();
  const turn = { deltaY: -200, clientX: left + 400, clientY: top + 80, bubbles: true, cancelable: true };
  for (let count = 0; count < 9; count += 1) view.dispatchEvent(new WheelEvent("wheel", turn));
}
"""
NEXT_PICTURE = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
LANES_ARE_DRAWN = """
() => ["strip", "wave"].every((name) => {
  const lane = document.querySelector(`[data-${name}]`);
  return lane.getContext("2d").getImageData(0, 0, lane.width, lane.height).data.some((value) => value > 0);
})
"""


@pytest.fixture
def scene(cast):
    return scene_of(cast)


@pytest.fixture
def guided(scene, live_server, sign_in, page: Page) -> Page:
    enter(page, live_server, sign_in(scene.guider))
    return page


def add_clip(scene, start: int, end: int) -> Clip:
    return Clip.objects.create(footage=scene.footage, in_frame=start, out_frame=end, made_by=scene.guider)


def add_moment(scene, frame: int) -> Moment:
    return Moment.objects.create(footage=scene.footage, frame=frame, marked_by=scene.guider)


def take(page: Page, handle: Locator, by: float) -> None:
    """Drag a handle by some frames, and keep the button down."""
    x, y = middle(handle)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + x_of(page, by) - x_of(page, 0), y, steps=4)


def test_a_clip_moved_as_a_whole_snaps_to_a_moment_and_is_saved_once(guided, scene, live_server):
    page, sent = guided, []
    clip = add_clip(scene, 25, 50)
    add_moment(scene, 75)
    open_studio(page, live_server, scene)
    page.on("request", lambda request: sent.append(request.method) if request.method != "GET" else None)
    page.locator(".line-clip").click()
    expect(page.locator(".mover")).to_be_focused()
    take(page, page.locator(".mover"), 24)
    expect(page.locator(".snap")).to_be_visible()
    expect(page.locator(".peek")).to_contain_text("at a moment")
    page.mouse.up()
    saved(page)
    expect(page.locator(".snap")).to_be_hidden()
    assert range_of(clip) == (50, 75)
    assert sent == ["PATCH"]
    assert page.said == []


def test_without_snapping_each_frame_can_be_reached(guided, scene, live_server):
    page = guided
    clip = add_clip(scene, 50, 75)
    add_clip(scene, 100, 125)
    open_studio(page, live_server, scene)
    page.locator(".line-clip").first.click()
    mover, end = page.locator(".mover"), page.locator(".edge-out")
    page.keyboard.down("Alt")
    take(page, end, 24)
    expect(end).to_have_attribute("aria-valuenow", "99")
    page.mouse.up()
    page.keyboard.up("Alt")
    page.keyboard.press("n")
    expect(page.get_by_role("button", name="Snapping")).to_have_attribute("aria-pressed", "false")
    take(page, end, 2)
    expect(end).to_have_attribute("aria-valuenow", "101")
    page.mouse.up()
    take(page, mover, -200)
    expect(mover).to_have_attribute("aria-valuetext", "0:00.0 to 0:02.0")
    page.mouse.up()
    saved(page)
    assert range_of(clip) == (0, 51)


def test_keys_move_edges_and_clip_by_a_frame_or_ten_and_keep_the_focus(guided, scene, live_server):
    page = guided
    clip = add_clip(scene, 50, 75)
    open_studio(page, live_server, scene)
    page.locator(".line-clip").focus()
    page.keyboard.press("Enter")
    whole = page.get_by_role("slider", name="Place of Clip 1")
    expect(whole).to_be_focused()
    for key in ("ArrowRight", "Shift+ArrowRight", "ArrowLeft"):
        page.keyboard.press(key)
    expect(whole).to_have_attribute("aria-valuetext", "0:02.4 to 0:03.4")
    page.get_by_role("slider", name="End of Clip 1").focus()
    for key in ("Shift+ArrowLeft", "ArrowDown"):
        page.keyboard.press(key)
    expect(page.get_by_role("slider", name="End of Clip 1")).to_be_focused()
    expect(page.locator("#frame")).to_have_text("73")
    page.get_by_role("slider", name="Start of Clip 1").focus()
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#frame")).to_have_text("59")
    saved(page)
    assert range_of(clip) == (59, 74)

    page.get_by_role("slider", name="Place in the film").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#frame")).to_have_text("84")
    assert page.said == []
    assert Axe().run(page, context="#film-line").response["violations"] == []


def test_scrubbing_shows_the_strip_at_once_with_one_seek_under_way_and_asks_nobody(
    guided, scene, live_server
):
    page = guided
    open_studio(page, live_server, scene)
    page.wait_for_function(LANES_ARE_DRAWN)
    page.wait_for_function("() => !document.querySelector('video').seeking")
    asked = []
    page.on("request", lambda request: "permit" in request.url or asked.append(request.url))
    y = middle(page.locator(".lane-film"))[1]
    page.mouse.move(x_of(page, 40.5), y)
    expect(page.locator(".peek")).to_contain_text("0:01.6, frame 40")
    expect(page.locator(".peek canvas")).to_have_attribute("data-cell", "3")
    expect(page.locator("#frame")).to_have_text("0")
    expect(page.locator("[data-poster]")).to_be_hidden()

    page.locator("video").evaluate(HOLD_SEEKS)
    page.mouse.down()
    page.mouse.move(x_of(page, 100.5), y, steps=10)
    expect(page.locator("#frame")).to_have_text("100")
    expect(page.locator("[data-poster]")).to_be_visible()
    expect(page.locator("[data-poster]")).to_have_attribute("data-cell", "8")
    assert len(page.evaluate("seeks")) == 1
    page.mouse.up()
    page.evaluate("release()")
    expect(page.locator("[data-poster]")).to_be_hidden()
    expect(page.locator("#frame")).to_have_attribute("data-frame", "100")
    assert asked == []
    assert page.said == []


def add_many(scene) -> None:
    """200 moments, some at the same frame, and 50 clips."""
    Moment.objects.bulk_create(
        Moment(footage=scene.footage, frame=number * 3 // 4, marked_by=scene.guider) for number in range(200)
    )
    Clip.objects.bulk_create(
        Clip(footage=scene.footage, in_frame=number * 2, out_frame=number * 2 + 40, made_by=scene.guider)
        for number in range(50)
    )


def test_a_change_touches_only_what_differs_and_is_drawn_once_for_a_picture(guided, scene, live_server):
    page = guided
    add_many(scene)
    open_studio(page, live_server, scene)
    page.locator(".line-clip").nth(20).focus()
    page.keyboard.press("Enter")
    page.wait_for_function(LANES_ARE_DRAWN)
    page.evaluate(WATCH)
    page.keyboard.press("ArrowRight")
    expect(page.locator("#frame")).to_have_text("41")
    page.evaluate(NEXT_PICTURE)
    nodes, parts, drawings = page.evaluate(TOUCHED)
    assert (nodes, drawings) == (0, 0)
    assert set(parts) <= {"edge", "lane-clips", "line-clip", "mover", "playhead", "range"}
    page.evaluate(NINE_TURNS)
    page.evaluate(NEXT_PICTURE)
    assert page.evaluate(TOUCHED)[2] == 1
    assert page.locator(".line-moment").count() <= 60
    assert page.said == []


def test_arrows_lead_to_every_moment_also_to_those_out_of_view(guided, scene, live_server):
    page = guided
    add_many(scene)
    open_studio(page, live_server, scene)
    expect(page.locator(".line-moment")).to_have_count(200)
    page.evaluate(NINE_TURNS)
    expect(page.locator(".line-moment")).not_to_have_count(200)
    steps = page.locator(".line-moment").count() + 2
    page.locator(".line-moment[tabindex='0']").focus()
    start = int(page.locator("#frame").inner_text())
    for _ in range(steps):
        page.keyboard.press("ArrowRight")
    expect(page.locator(".line-moment:focus")).to_be_in_viewport()
    expect(page.locator(".line-moment[tabindex='0']")).to_have_count(1)
    assert int(page.locator("#frame").inner_text()) > start
    page.keyboard.press("End")
    expect(page.locator("#frame")).to_have_text("149")
    expect(page.locator(".line-moment:focus")).to_be_in_viewport()
    assert page.said == []
