"""The presentation in a real browser, with clips that were really cut."""

from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, Route, expect

from cases.models import Case
from clips.actions import choose, reviews
from consent import actions as consent_actions
from sessions.models import Cycle, FilmedSession, Footage
from tests import builders, consent_builders, vault_builders
from tests.clips.conftest import add_clip
from tests.clips.film_page import barriers
from tests.clips.reading import until_picture
from vault.models import Recording

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "keystore"]),
]


@pytest.fixture
def scene(cast: SimpleNamespace) -> SimpleNamespace:
    """A review that shows the frames 25 to 74 and 100 to 149 of a film."""
    case = builders.case(cast.guider, status=Case.Status.ACTIVE)
    parent = builders.person(case, name="Juniper")
    builders.helping_question(case)
    consent_builders.answers(case, parent, film="given", shared_review="given")
    cycle = Cycle.objects.create(case=case, number=1)
    recording = vault_builders.ready_recording(case.key, vault_builders.film(8, rate=25), by=cast.guider)
    custody = consent_actions.take_custody(recording=recording, case=case, persons=[parent], by=cast.guider)
    filming = FilmedSession.objects.create(cycle=cycle, kind=FilmedSession.Kind.FILMING)
    footage = Footage.objects.create(
        filmed_session=filming, custody=custody, file_name="kitchen.mp4", added_by=cast.guider
    )
    for start in (25, 100):
        choose(clip=add_clip(footage, start, start + 50), by=cast.guider)
    vault_builders.cut_clips(recording)
    Recording.objects.filter(ready_at=None).update(ready_at=timezone.now())
    review = reviews.show(cycle=cycle, by=cast.guider)
    return SimpleNamespace(guider=cast.guider, case=case, parent=parent, review=review)


@pytest.fixture
def stage(scene, live_server, sign_in, page: Page) -> Page:
    cookies = sign_in(scene.guider).cookies
    page.context.add_cookies(
        [{"name": name, "value": one.value, "url": live_server.url} for name, one in cookies.items()]
    )
    page.said = []
    page.on("pageerror", lambda error: page.said.append(str(error)))
    page.on("console", lambda line: page.said.append(line.text) if line.type == "error" else None)
    page.goto(live_server.url + reverse("presentation", args=[scene.review.pk]))
    loaded(page)
    return page


def loaded(page: Page) -> None:
    page.wait_for_function("() => document.querySelector('video').readyState >= 2")


def time_of(page: Page) -> float:
    return page.locator("video").evaluate("video => video.currentTime")


def paused(page: Page) -> bool:
    return page.locator("video").evaluate("video => video.paused")


def test_exactly_the_cut_frames_are_shown_step_by_step_and_clip_by_clip(stage):
    until_picture(stage.locator("video"), 25)
    stage.get_by_role("button", name="One frame on").click()
    until_picture(stage.locator("video"), 26)
    stage.keyboard.press("ArrowRight")
    until_picture(stage.locator("video"), 27)
    stage.keyboard.press(",")
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


def test_play_pressed_while_a_clip_is_loaded_counts_once_it_is_there(stage):
    held_back = []

    def hold(route: Route) -> None:
        held_back.append(route)

    stage.route("**/frames.json", hold)
    with stage.expect_request("**/frames.json"):
        stage.keyboard.press("PageDown")
    for name in ("Pause", "Play", "Pause"):
        stage.keyboard.press(" ")
        expect(stage.locator("[data-do=toggle]")).to_have_attribute("aria-label", name)
    held_back[0].continue_()
    stage.wait_for_function("() => document.querySelector('video').ended")
    expect(stage.locator("[data-do=toggle]")).to_have_attribute("aria-label", "Play")


def test_the_way_out_leads_to_the_record(stage, scene):
    stage.get_by_role("link", name="End").click()
    expect(stage.get_by_role("heading", name="Shared review, cycle 1")).to_be_visible()
    assert stage.url.endswith(reverse("review", args=[scene.review.pk]))


def test_taking_back_consent_empties_the_stage(stage, scene):
    stage.keyboard.press(" ")
    consent_builders.answers(scene.case, scene.parent, shared_review="refused")
    stage.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(stage.locator(".presentation-message")).to_contain_text("Juniper said no")
    assert stage.locator("video").evaluate("video => video.getAttribute('src')") is None
    stage.keyboard.press("PageDown")
    expect(stage.locator(".presentation-message")).to_contain_text("Juniper said no")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_stands_in_the_way(stage, scene, live_server, scheme):
    stage.emulate_media(color_scheme=scheme)
    broken = barriers(stage)
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
