"""Two clips side by side, and stills, in a real browser on a film that carries its frame numbers."""

import pytest
from playwright.sync_api import Page, expect

from clips.models import Clip, SelectedClip, Still
from sessions.models import FilmedSession
from tests import consent_builders, vault_builders
from tests.browser import barriers
from tests.clips.film_page import add_clips, enter, open_studio, saved, scene_of
from tests.clips.reading import READ_FRAME, WATCH, until_picture, watch_turns

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "keystore"]),
]
READ_CANVAS = f"""
(canvas) => ({READ_FRAME})(Object.assign(canvas, {{ videoWidth: canvas.width, videoHeight: canvas.height }}))
"""


@pytest.fixture
def scene(cast):
    return scene_of(cast)


@pytest.fixture
def guided(scene, live_server, sign_in, page: Page) -> Page:
    enter(page, live_server, sign_in(scene.guider))
    return page


def pane(page: Page, place: int):
    return page.locator(".pane").nth(place)


def shows(page: Page, place: int, frame: int) -> None:
    expect(pane(page, place).locator(f"[data-time][data-frame='{frame}']")).to_be_attached()


def test_two_clips_play_side_by_side_in_exact_loops_of_their_own(guided, scene, live_server):
    page = guided
    looks, waits, _laughs = add_clips(scene, "Looks", "Waits", "Laughs")
    Clip.objects.filter(pk=waits.pk).update(shortlisted=True, answer="I wait, he answers.")
    open_studio(page, live_server, scene)
    page.locator(".clip-head", has_text="Looks").click()
    page.locator("#player").focus()
    page.keyboard.press("v")
    for place, frame in enumerate((looks.in_frame, waits.in_frame)):
        shows(page, place, frame)
        until_picture(pane(page, place).locator("video"), frame)
    expect(pane(page, 1)).to_contain_text("I wait, he answers.")

    video = pane(page, 1).locator("video")
    video.evaluate(WATCH)
    page.keyboard.press(" ")
    watch_turns(page, range(waits.in_frame, waits.out_frame))
    page.keyboard.press(" ")
    expect(page.locator("[data-compare=both]")).to_have_attribute("aria-pressed", "false")
    assert page.said == []
    assert barriers(page) == []


def test_in_a_comparison_one_is_heard_and_the_better_one_is_chosen(guided, scene, live_server):
    page = guided
    add_clips(scene, "Looks", "Waits", "Laughs")
    Clip.objects.filter(title="Waits").update(shortlisted=True)
    open_studio(page, live_server, scene)
    page.locator("#player").press("v")
    shows(page, 0, 25)
    heard = "() => [...document.querySelectorAll('.pane video')].map((video) => !video.muted)"
    assert page.evaluate(heard) == [True, False]
    page.keyboard.press("ArrowRight")
    assert page.evaluate(heard) == [False, True]

    pane(page, 1).get_by_role("combobox").select_option(label="Laughs · 1 s")
    shows(page, 1, 50)
    expect(pane(page, 0).locator("option:checked")).to_have_text("Waits · 1 s")
    page.locator("[data-compare=both]").focus()
    for key in (",", ".", ".", "f", "g"):
        page.keyboard.press(key)
    shows(page, 1, 52)
    expect(pane(page, 1).get_by_role("button", name="Chosen: Laughs")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator("#player")).to_be_focused()
    expect(page.locator("video")).to_have_count(1)
    saved(page)
    assert SelectedClip.objects.get().clip.title == "Laughs"
    assert list(Clip.objects.filter(shortlisted=True).values_list("title", flat=True)) == ["Waits", "Laughs"]
    assert page.said == []


def test_comparing_and_stills_end_with_the_consent(guided, scene, live_server):
    page = guided
    add_clips(scene, "Looks", "Waits")
    open_studio(page, live_server, scene)
    page.get_by_role("button", name="Keep a still").click()
    expect(page.locator("#stills canvas")).to_have_count(1)
    page.get_by_role("button", name="Compare").click()
    shows(page, 0, 0)
    consent_builders.answers(scene.case, scene.other, film="refused")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.get_by_role("alert")).to_contain_text("Robin said no")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator("#stills canvas")).to_have_count(0)
    expect(page.locator("#consent")).to_contain_text("film: Child – no")
    expect(page.locator("video")).to_have_count(1)
    assert page.locator("video").get_attribute("src") is None


def still_shows(page: Page, frame: int) -> None:
    picture = "document.querySelector('#stills canvas')"
    page.wait_for_function(f"() => {picture} && ({READ_CANVAS})({picture}) === {frame}")


def test_a_still_is_kept_by_a_key_shown_at_once_and_there_after_a_reload(guided, scene, live_server):
    page = guided
    open_studio(page, live_server, scene)
    page.locator("#player").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press(".")
    page.keyboard.press("s")
    go = page.get_by_role("button", name="Still at 0:01.0", exact=True)
    expect(go).to_be_visible()
    still_shows(page, 26)
    page.keyboard.press("s")
    saved(page)
    assert [(still.frame, still.footage) for still in Still.objects.all()] == [(26, scene.footage)]
    page.get_by_role("button", name="Remove still").click()
    expect(page.locator("#stills > li")).to_have_count(0)
    page.locator("#toast").get_by_role("button", name="Undo").click()
    expect(go).to_be_visible()
    saved(page)
    vault_builders.work_off()

    open_studio(page, live_server, scene)
    still_shows(page, 26)
    go.click()
    expect(page.locator("#frame")).to_have_text("26")
    assert page.said == []


def test_the_film_of_a_review_is_worked_on_with_guider_and_parent_as_subjects(
    cast, live_server, sign_in, page: Page
):
    scene = scene_of(cast, FilmedSession.Kind.SHARED_REVIEW)
    enter(page, live_server, sign_in(scene.guider))
    open_studio(page, live_server, scene)
    page.get_by_role("button", name="Clip here").click()
    expect(page.get_by_role("radio")).to_have_count(2)
    page.get_by_role("radio", name="Ash").check(force=True)
    page.get_by_role("button", name="Receiving initiatives").click()
    page.locator("#player").focus()
    page.keyboard.press("f")
    page.keyboard.press("g")
    expect(page.get_by_role("button", name="for the review")).to_have_count(0)
    expect(page.locator("#clip-filters button:visible")).to_have_count(2)
    saved(page)
    clip = Clip.objects.get()
    assert (clip.shortlisted, [tick.subject for tick in clip.ticks.all()]) == (True, [scene.other])
    assert not SelectedClip.objects.exists()
    assert page.said == []
