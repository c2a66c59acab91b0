"""The studio in a real browser, on a real film that carries its frame number in the picture."""

import pytest
from playwright.sync_api import expect

from clips.models import Clip, Moment, SelectedClip
from tests import consent_builders, vault_builders
from tests.clips.in_browser import film, go_to, saved, settled
from tests.clips.reading import WATCH, until_picture, watch_turns
from vault.reading import read_all

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "keystore"]),
]
# K is pressed at the very moment at which the loop stops to go back; said a while after it has arrived.
PAUSE_IN_THE_TURN = """
(video) => video.addEventListener("pause", () => {
  const key = new KeyboardEvent("keydown", { key: "k", code: "KeyK", bubbles: true });
  document.getElementById("player").dispatchEvent(key);
  const look = () => (window.restedAt = video.paused ? "paused" : "playing");
  video.addEventListener("seeked", () => setTimeout(look, 300), { once: true });
}, { once: true })
"""


def test_each_step_shows_the_next_frame(studio_page):
    studio_page.locator("#player").focus()
    until_picture(film(studio_page), 0)
    for step in range(1, 26):
        studio_page.keyboard.press(".")
        settled(studio_page, step)
        until_picture(film(studio_page), step)
    studio_page.keyboard.press(",")
    settled(studio_page, 24)
    until_picture(film(studio_page), 24)
    assert studio_page.said == []


def test_a_moment_becomes_a_chosen_clip_and_is_there_again_after_a_reload(studio_page, scene):
    page = studio_page
    go_to(page, 503)
    until_picture(film(page), 503)
    page.keyboard.press("m")
    page.get_by_role("button", name="Make clip").click()
    page.get_by_label("Title").fill("He reaches, you wait")
    page.get_by_role("radio", name="Robin").check(force=True)
    page.get_by_role("button", name="Encouraging initiatives").click()
    page.get_by_label("How does it answer").fill("We enjoy it when I wait.")
    page.get_by_role("button", name="Choose for the review").click()
    saved(page)

    clip = Clip.objects.get()
    assert Moment.objects.get().frame == 503
    assert (clip.in_frame, clip.out_frame, clip.moment) == (128, 754, Moment.objects.get())
    assert (clip.title, clip.answer) == ("He reaches, you wait", "We enjoy it when I wait.")
    assert [(tick.principle, tick.subject) for tick in clip.ticks.all()] == [("encourage", scene.child)]
    assert SelectedClip.objects.get().clip == clip

    page.reload()
    page.locator(".clip-head").click()
    expect(page.get_by_label("Title")).to_have_value("He reaches, you wait")
    page.get_by_role("radio", name="Robin").check(force=True)
    expect(page.get_by_role("button", name="Encouraging initiatives")).to_have_attribute(
        "aria-pressed", "true"
    )
    expect(page.get_by_role("button", name="Chosen for the review")).to_be_visible()
    assert page.said == []


def test_the_edges_follow_the_frame_on_the_screen_and_the_file_holds_exactly_these_frames(studio_page):
    page = studio_page
    page.get_by_role("button", name="Clip here").click()
    go_to(page, 41)
    page.keyboard.press("i")
    for _ in range(19):
        page.keyboard.press(".")
    settled(page, 60)
    page.keyboard.press("o")
    page.get_by_role("button", name="Choose for the review").click()
    saved(page)
    clip = Clip.objects.get()
    assert (clip.in_frame, clip.out_frame) == (41, 61)
    vault_builders.work_off()
    rendered = clip.render.files.get(role="clip", complete=True)
    assert vault_builders.frame_numbers(read_all(rendered)) == list(range(41, 61))


def test_a_loop_shows_no_frame_outside_the_clip(studio_page, scene):
    Clip.objects.create(footage=scene.footage, in_frame=100, out_frame=115, made_by=scene.guider)
    page = studio_page
    page.reload()
    page.locator(".clip-head").click()
    settled(page, 100)
    page.locator("#player").focus()
    page.keyboard.press("r")
    for _ in range(3):
        page.keyboard.press("[")
    film(page).evaluate(WATCH)
    page.keyboard.press("k")
    watch_turns(page, range(100, 115))


def test_a_pause_while_the_loop_goes_back_to_its_start_holds(studio_page, scene):
    Clip.objects.create(footage=scene.footage, in_frame=100, out_frame=115, made_by=scene.guider)
    page = studio_page
    page.reload()
    page.locator(".clip-head").click()
    settled(page, 100)
    page.locator("#player").focus()
    page.keyboard.press("r")
    film(page).evaluate(PAUSE_IN_THE_TURN)
    page.keyboard.press("k")
    page.wait_for_function("() => window.restedAt !== undefined")
    assert page.evaluate("window.restedAt") == "paused"


def test_an_edge_is_dragged(studio_page, scene):
    Clip.objects.create(footage=scene.footage, in_frame=250, out_frame=500, made_by=scene.guider)
    page = studio_page
    page.reload()
    page.locator(".clip-head").click()
    edge = page.locator(".edge-out")
    box, line = edge.bounding_box(), page.locator("[data-view]").bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 30)
    page.mouse.down()
    page.mouse.move(line["x"] + line["width"] * 0.75, box["y"] + 30, steps=5)
    page.mouse.up()
    saved(page)
    clip = Clip.objects.get()
    assert clip.in_frame == 250
    assert clip.out_frame == pytest.approx(750, abs=2)


def test_two_windows_are_told_and_nothing_is_overwritten(studio_page, scene):
    clip = Clip.objects.create(footage=scene.footage, in_frame=0, out_frame=250, made_by=scene.guider)
    page = studio_page
    page.reload()
    page.locator(".clip-head").click()
    Clip.objects.filter(pk=clip.pk).update(title="From the other window", version=2)
    page.get_by_label("Title").fill("From this window")
    expect(page.get_by_role("dialog")).to_contain_text("From the other window")
    page.get_by_role("button", name="Keep mine").click()
    saved(page)
    clip.refresh_from_db()
    assert (clip.title, clip.version) == ("From this window", 3)


def test_a_removed_clip_comes_back_whole(studio_page, scene):
    clip = Clip.objects.create(
        footage=scene.footage, in_frame=0, out_frame=250, title="Kept", answer="Yes", made_by=scene.guider
    )
    clip.ticks.create(principle="guide", subject=scene.parent)
    page = studio_page
    page.reload()
    page.locator(".clip-head").click()
    page.locator(".editor").get_by_role("button", name="Remove").click()
    page.locator("#toast").get_by_role("button", name="Undo").click()
    saved(page)
    again = Clip.objects.get()
    assert again.pk == clip.pk
    assert (again.in_frame, again.out_frame, again.title, again.answer) == (0, 250, "Kept", "Yes")
    assert again.ticks.get().principle == "guide"


def test_without_a_network_the_work_is_kept_and_saved_later(studio_page):
    page = studio_page
    page.context.set_offline(True)
    page.locator("#player").focus()
    page.keyboard.press("m")
    expect(page.locator("#save")).to_contain_text("no connection")
    page.context.set_offline(False)
    saved(page)
    assert Moment.objects.count() == 1


def test_the_way_to_the_selection_waits_until_the_choice_is_saved(studio_page):
    page = studio_page
    held = []

    def hold(route):
        held.append(route)

    page.route("**/choice/", hold)
    page.get_by_role("button", name="Clip here").click()
    page.get_by_role("button", name="Choose for the review").click()
    page.get_by_role("link", name="Go on to the selection").click()
    expect(page.locator("#save[data-status=saving]")).to_be_visible()
    while not held:
        page.wait_for_timeout(50)
    assert SelectedClip.objects.count() == 0
    held[0].continue_()
    expect(page.get_by_role("heading", name="Selected clips", level=1)).to_be_visible()
    expect(page.locator("body")).not_to_contain_text("No clips chosen yet")
    assert SelectedClip.objects.count() == 1


def test_taking_back_consent_empties_the_player(studio_page, scene):
    page = studio_page
    consent_builders.answers(scene.case, scene.child, film="refused")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.get_by_role("alert")).to_contain_text("Robin said no")
    assert film(page).evaluate("(video) => video.currentSrc && video.readyState") in ("", 0)


def test_keys_only_write_in_text_fields_and_can_be_switched_off(studio_page, scene):
    page = studio_page
    page.get_by_role("button", name="Clip here").click()
    page.get_by_label("Title").press_sequentially("mom")
    page.locator("#player").focus()
    page.keyboard.press("?")
    page.get_by_label("Single keys are switched on").uncheck()
    page.get_by_role("button", name="Close").click()
    page.locator("#player").focus()
    page.keyboard.press("m")
    page.wait_for_timeout(200)
    saved(page)
    assert Moment.objects.count() == 0
    assert Clip.objects.get().title == "mom"
