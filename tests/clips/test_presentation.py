"""The presentation in a real browser, with clips that were really cut."""

from types import SimpleNamespace

import pytest
from django.urls import reverse
from playwright.sync_api import Page, Route, expect

from sessions.models import FilmedSession
from tests.browser import barriers
from tests.clips.reading import until_picture
from tests.clips.stage_page import address_of, all_held, begin, loaded, open_stage, review_of

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "keystore"]),
]


@pytest.fixture
def scene(cast: SimpleNamespace) -> SimpleNamespace:
    return review_of(cast)


@pytest.fixture
def stage(scene, live_server, sign_in, page: Page) -> Page:
    open_stage(page, live_server, sign_in(scene.guider), scene)
    begin(page)
    return page


def paused(page: Page) -> bool:
    return page.locator("video").evaluate("video => video.paused")


def test_exactly_the_cut_frames_are_shown_step_by_step_and_clip_by_clip(stage):
    until_picture(stage.locator("video"), 25)
    stage.get_by_role("button", name="One frame on").click()
    until_picture(stage.locator("video"), 26)
    stage.keyboard.press("ArrowRight")
    until_picture(stage.locator("video"), 27)
    stage.keyboard.press("ArrowLeft")
    until_picture(stage.locator("video"), 26)
    stage.get_by_role("button", name="Next clip").click()
    expect(stage.locator(".presentation-place")).to_have_text("2 / 2")
    loaded(stage)
    until_picture(stage.locator("video"), 100)
    stage.keyboard.press("PageUp")
    expect(stage.locator(".presentation-place")).to_have_text("1 / 2")
    loaded(stage)
    until_picture(stage.locator("video"), 25)
    stage.keyboard.press("PageDown")
    expect(stage.locator(".presentation-place")).to_have_text("2 / 2")
    assert stage.said == []


def test_by_video_call_the_picture_is_lighter_and_a_large_pointer_follows(scene, live_server, sign_in, page):
    FilmedSession.objects.filter(pk=scene.review.pk).update(call="unsaid")
    page.set_viewport_size({"width": 1366, "height": 768})
    open_stage(page, live_server, sign_in(scene.guider), scene)
    begin(page)
    pointer, film = page.locator(".big-pointer"), page.locator("video")
    expect(pointer).to_be_hidden()
    page.mouse.move(300, 200)
    page.mouse.move(400, 250)
    expect(pointer).to_be_visible()
    box = pointer.bounding_box()
    assert (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2) == (400, 250)
    assert film.bounding_box()["width"] <= 960
    page.keyboard.press("g")
    expect(page.get_by_role("button", name="Larger")).to_have_attribute("aria-pressed", "true")
    assert film.bounding_box()["width"] > 960
    page.keyboard.press("o")
    expect(pointer).to_be_hidden()
    page.mouse.move(500, 300)
    expect(pointer).to_be_hidden()
    assert barriers(page) == []


def test_the_menu_of_the_browser_saves_nothing(stage):
    stage.evaluate("addEventListener('contextmenu', (event) => (window.stopped = event.defaultPrevented))")
    stage.locator("video").click(button="right")
    assert stage.evaluate("window.stopped")


def test_space_plays_and_pauses_and_the_clip_ends_on_its_last_picture(stage):
    stage.keyboard.press(" ")
    stage.wait_for_function("() => document.querySelector('video').currentTime > 0.3")
    stage.keyboard.press(" ")
    assert paused(stage)
    stage.keyboard.press(" ")
    stage.wait_for_function("() => document.querySelector('video').ended")
    until_picture(stage.locator("video"), 74)
    expect(stage.get_by_role("button", name="Play")).to_be_visible()
    stage.keyboard.press("Home")
    stage.wait_for_function("() => document.querySelector('video').currentTime < 1.5")
    assert not paused(stage)


def test_slow_and_repeat(stage):
    stage.keyboard.press("s")
    expect(stage.get_by_role("button", name="Slow")).to_have_attribute("aria-pressed", "true")
    assert stage.locator("video").evaluate("video => video.playbackRate") == 0.5
    stage.keyboard.press("s")
    stage.keyboard.press("r")
    expect(stage.get_by_role("button", name="Repeat")).to_have_attribute("aria-pressed", "true")
    stage.keyboard.press("k")
    stage.wait_for_function("() => document.querySelector('video').currentTime > 1.5")
    stage.wait_for_function("() => document.querySelector('video').currentTime < 1")
    assert not stage.locator("video").evaluate("video => video.ended")


def test_blank_covers_the_picture_and_pauses(stage):
    stage.keyboard.press(" ")
    stage.keyboard.press("b")
    expect(stage.locator(".presentation-blank")).to_be_visible()
    assert paused(stage)
    stage.keyboard.press("b")
    expect(stage.locator(".presentation-blank")).to_be_hidden()


def test_a_presenters_remote_turns_the_pages_blanks_and_never_loads_the_page_anew(stage):
    stage.evaluate("window.isTheSamePage = true")
    for key in (".", "b"):
        stage.keyboard.press(key)
        expect(stage.locator(".presentation-blank")).to_be_visible()
        stage.keyboard.press(key)
        expect(stage.locator(".presentation-blank")).to_be_hidden()
    stage.keyboard.press("PageDown")
    expect(stage.locator(".presentation-place")).to_have_text("2 / 2")
    for key in ("F5", "Shift+F5"):
        stage.keyboard.press(key)
    stage.keyboard.press("PageUp")
    expect(stage.locator(".presentation-place")).to_have_text("1 / 2")
    assert stage.evaluate("window.isTheSamePage")


def test_the_controls_fade_also_after_the_mouse_and_a_still_picture_stands_alone(stage):
    bar, quiet = stage.locator(".presentation-bar"), stage.locator(".presentation-quiet")
    stage.get_by_role("button", name="Play").click()
    expect(quiet).to_be_visible()
    expect(bar).to_have_css("opacity", "0")
    stage.keyboard.press("ArrowLeft")
    expect(bar).to_have_css("opacity", "1")
    stage.keyboard.press(" ")
    stage.keyboard.press("p")
    expect(quiet).to_be_visible(timeout=1000)
    assert paused(stage)


def test_a_clip_that_is_not_here_yet_says_so_and_comes_by_itself(scene, live_server, sign_in, page: Page):
    held_back: list[Route] = []
    second = reverse("shown-film", args=[scene.review.shown_clips.last().pk])

    def hold(route: Route) -> None:
        held_back.append(route)

    page.route(f"**{second}", hold)
    open_stage(page, live_server, sign_in(scene.guider), scene)
    expect(page.locator(".ready-told")).to_have_text("1 of 2 clips are loaded.")
    page.get_by_role("button", name="Begin").click()
    page.keyboard.press("PageDown")
    expect(page.locator(".presentation-message")).to_have_text("This clip is still being loaded.")
    while not held_back:
        page.wait_for_timeout(50)
    held_back[0].continue_()
    expect(page.locator(".presentation-message")).to_be_hidden()
    until_picture(page.locator("video"), 100)


def test_the_way_out_leads_to_the_record(stage, scene):
    stage.get_by_role("link", name="End").click()
    expect(stage.get_by_role("heading", name="Shared review, cycle 1")).to_be_visible()
    assert stage.url.endswith(reverse("review", args=[scene.review.pk]))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_stands_in_the_way(stage, scene, live_server, scheme):
    stage.emulate_media(color_scheme=scheme)
    broken = barriers(stage)
    stage.goto(address_of(live_server, scene))
    all_held(stage)
    broken += barriers(stage)
    stage.goto(live_server.url + reverse("review", args=[scene.review.pk]))
    assert broken + barriers(stage) == []


def test_the_answer_does_not_take_the_cursor_out_of_other_words(stage, scene, live_server):
    page = stage
    page.goto(live_server.url + reverse("review", args=[scene.review.pk]))
    held_back = []

    def hold(route: Route) -> None:
        held_back.append(route)

    page.route("**/points/", hold)
    strength, step = page.get_by_label("A strength"), page.get_by_label("A working point")
    strength.fill("I wait.")
    with page.expect_request("**/points/"):
        page.locator("section.card").filter(has=strength).get_by_role("button", name="Keep").click()
    step.press_sequentially("Sit ")
    held_back[0].continue_()
    expect(page.locator(".said").filter(has_text="I wait.")).to_be_visible()
    page.keyboard.type("lower.")
    expect(step).to_have_value("Sit lower.")
    expect(strength).to_have_value("")


def test_words_typed_elsewhere_stay_when_others_are_kept(stage, scene, live_server):
    page = stage
    page.goto(live_server.url + reverse("review", args=[scene.review.pk]))
    first, second = page.get_by_label("In their own words").all()
    page.get_by_label("A strength").fill("I wait")
    second.fill("Half a thought")
    first.fill("He looks!")
    page.locator("section.card").first.get_by_role("button", name="Keep").click()
    expect(page.locator(".said").first).to_contain_text("He looks!")
    expect(page.get_by_label("In their own words").first).to_have_value("")
    expect(page.get_by_label("In their own words").first).to_be_focused()
    expect(page.get_by_label("In their own words").nth(1)).to_have_value("Half a thought")
    expect(page.get_by_label("A strength")).to_have_value("I wait")
    page.context.set_offline(True)
    page.locator("section.card").nth(1).get_by_role("button", name="Keep").click()
    expect(page.get_by_role("alert").filter(has_text="This was not kept")).to_be_visible()
    expect(page.get_by_label("In their own words").nth(1)).to_have_value("Half a thought")
