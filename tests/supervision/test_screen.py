"""The review screen in a real browser, on a real film."""

import re
from types import SimpleNamespace

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from accounts.models import User
from supervision.actions import decide, remark
from supervision.models import Decision, Remark, SupervisionSession
from tests import consent_builders
from tests.browser import barriers
from tests.clips.film_page import enter
from tests.clips.reading import WATCH, until_picture, watch_turns
from tests.supervision.conftest import put_on_stage
from tests.supervision.on_screen import filmed

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "keystore"]),
]


@pytest.fixture
def scene(cast: SimpleNamespace) -> SimpleNamespace:
    return filmed(cast)


@pytest.fixture
def screen_of(scene, live_server, sign_in, page: Page):
    def screen_of(user: User) -> Page:
        enter(page, live_server, sign_in(user))
        page.goto(live_server.url + reverse("submission", args=[scene.submission.pk]))
        page.wait_for_function("() => document.querySelector('video').readyState >= 2")
        page.wait_for_function("() => document.querySelector('.film-clip').style.left !== ''")
        return page

    return screen_of


def paused(page: Page) -> bool:
    return page.locator("video").evaluate("video => video.paused")


def test_a_remark_belongs_to_the_frame_on_the_screen(scene, screen_of):
    page = screen_of(scene.supervisor)
    page.locator(".film-player").focus()
    page.keyboard.press("Shift+ArrowRight")
    for _ in range(3):
        page.keyboard.press(".")
    until_picture(page.locator("video"), 128)
    page.keyboard.press("m")
    page.keyboard.type("Look, he waits. Space and m only write here.")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".remark-words")).to_have_text("Look, he waits. Space and m only write here.")
    expect(page.get_by_label("Remark at this moment")).to_have_value("")
    page.wait_for_function("() => !document.querySelector('video').paused")
    made = Remark.objects.get()
    assert (made.frame, made.footage, made.written_by) == (128, scene.footage, scene.supervisor)
    page.get_by_label("Remark at this moment").focus()
    page.wait_for_function("() => document.querySelector('video').paused")
    page.get_by_role("button", name="Show the film at 0:05").click()
    until_picture(page.locator("video"), 128)
    assert page.said == []


def test_before_the_film_is_touched_a_remark_belongs_to_the_film_s_frame_on_the_screen(scene, screen_of):
    page = screen_of(scene.supervisor)
    page.get_by_label("Remark at this moment").fill("At first sight")
    page.get_by_role("button", name="Keep this remark").click()
    expect(page.locator(".remark-words")).to_have_text("At first sight")
    assert Remark.objects.get().frame == 0


def test_a_clip_is_played_in_a_loop_and_no_picture_outside_it(scene, screen_of):
    page = screen_of(scene.supervisor)
    page.get_by_role("button", name="Play 1").click()
    until_picture_is_in(page, 50, 70)
    page.locator("video").evaluate("(video) => { video.playbackRate = 0.25; }")
    page.locator("video").evaluate(WATCH)
    watch_turns(page, range(50, 70))
    page.get_by_role("button", name="Play on after the clip").click()
    page.wait_for_function("() => document.querySelector('video').currentTime > 3.2")


def until_picture_is_in(page: Page, start: int, end: int) -> None:
    page.wait_for_function(
        """([start, end]) => {
          const frame = document.querySelector("video").currentTime * 25;
          return frame >= start && frame < end;
        }""",
        arg=[start, end],
    )


def test_the_strip_is_drawn_and_the_clips_stand_in_their_places(scene, screen_of):
    page = screen_of(scene.supervisor)
    page.wait_for_function(
        """() => {
          const canvas = document.querySelector(".film-track canvas");
          const seen = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
          return new Set(seen.filter((_value, place) => place % 4 === 0)).size > 10;
        }"""
    )
    places = page.locator(".film-clip").evaluate_all(
        "marks => marks.map(({ style }) => [style.left, style.width])"
    )
    assert places == [["10%", "4%"], ["40%", "50%"]]
    track = page.locator(".film-track")
    box = track.bounding_box()
    track.click(position={"x": box["width"] / 2, "y": 20})
    page.wait_for_function("() => Math.abs(document.querySelector('video').currentTime - 10) < 0.2")


def test_a_marked_stretch_is_proposed_as_a_clip(scene, screen_of):
    page = screen_of(scene.supervisor)
    page.locator(".film-player").focus()
    page.keyboard.press("Shift+ArrowRight")
    until_picture(page.locator("video"), 125)
    page.keyboard.press("i")
    page.keyboard.press("ArrowRight")
    until_picture(page.locator("video"), 150)
    page.keyboard.press("o")
    expect(page.locator("[data-stretch-said]")).to_have_text("0:05 to 0:06")
    expect(page.locator("[data-remark-at]")).to_have_text("0:05–0:06")
    page.get_by_label("Remark at this moment").fill("He waits for her")
    page.get_by_role("button", name="Propose it as a clip").click()
    expect(page.locator(".remark-proposal")).to_contain_text("He waits for her")
    expect(page.locator(".film-proposal")).to_have_attribute("style", "left: 25%; width: 5.2%;")
    expect(page.locator(".film-stretch")).to_have_count(0)
    expect(page.locator("[data-propose]")).to_be_hidden()
    made = Remark.objects.get()
    assert (made.frame, made.end_frame, made.is_proposal, page.said) == (125, 151, True, [])


def test_a_suggestion_is_kept_at_a_press_and_the_focus_stays(scene, screen_of):
    page = screen_of(scene.supervisor)
    clip = page.get_by_role("group", name="What you suggest for clip 1")
    choice = clip.get_by_role("button", name="Use first")
    choice.focus()
    page.keyboard.press("Enter")
    expect(choice).to_have_attribute("aria-pressed", "true")
    expect(choice).to_be_focused()
    assert scene.submission.clips.first().suggestion == "first"


def test_a_suggestion_that_is_not_kept_says_so_beside_its_clip(scene, screen_of):
    page = screen_of(scene.supervisor)
    clip = page.get_by_role("group", name="What you suggest for clip 2")
    page.context.set_offline(True)
    clip.get_by_role("button", name="Talk about it").click()
    expect(page.locator("#submitted > li").nth(1).get_by_role("alert")).to_contain_text("This was not kept.")
    page.context.set_offline(False)
    clip.get_by_role("button", name="Talk about it").click()
    expect(clip.get_by_role("button", name="Talk about it")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#submitted").get_by_role("alert")).to_have_count(0)
    decide(submission=scene.submission, verdict="released", words="", minutes=5, by=scene.supervisor)
    clip.get_by_role("button", name="Use first").click()
    expect(page.locator("#submitted").get_by_role("alert")).to_have_text(
        re.compile("This submission is closed")
    )


def test_keys_work_only_in_the_player(scene, screen_of):
    page = screen_of(scene.supervisor)
    page.get_by_label("Minutes of supervision").focus()
    page.keyboard.press("k")
    page.get_by_role("heading", level=1).click()
    page.keyboard.press("k")
    page.wait_for_timeout(200)
    assert paused(page)
    page.locator(".film-player").focus()
    page.keyboard.press(" ")
    page.wait_for_function("() => !document.querySelector('video').paused")


def test_a_remark_that_is_not_kept_stays_on_the_screen(scene, screen_of):
    page = screen_of(scene.supervisor)
    page.get_by_label("Remark at this moment").fill("A long thought")
    page.context.set_offline(True)
    page.get_by_role("button", name="Keep this remark").click()
    expect(page.get_by_role("alert").filter(has_text="This was not kept")).to_be_visible()
    expect(page.get_by_label("Remark at this moment")).to_have_value("A long thought")
    page.context.set_offline(False)
    page.get_by_role("button", name="Keep this remark").click()
    expect(page.locator(".remark-words")).to_have_text("A long thought")


def test_a_remark_after_the_decision_is_refused_in_its_place(scene, screen_of):
    page = screen_of(scene.trainee)
    page.get_by_label("Remark at this moment").fill("A long thought")
    decide(submission=scene.submission, verdict="released", words="", minutes=5, by=scene.supervisor)
    page.get_by_role("button", name="Keep this remark").click()
    expect(page.locator("#remarks")).to_contain_text("This submission is closed.")
    expect(page.get_by_label("Remark at this moment")).to_have_value("A long thought")


def test_taking_back_consent_empties_the_player(scene, screen_of):
    page = screen_of(scene.supervisor)
    consent_builders.answers(scene.case, scene.parent, supervision="refused")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator(".film-message")).to_contain_text("Parent said no")
    assert page.locator("video").evaluate("video => video.getAttribute('src')") is None
    assert "Juniper" not in page.content()


def test_the_supervisor_releases_and_the_trainee_reads_and_goes_on(scene, screen_of):
    remark(submission=scene.submission, footage=scene.footage, frame=60, words="Here", by=scene.supervisor)
    page = screen_of(scene.supervisor)
    page.get_by_label("To the trainee").fill("Warm work")
    page.get_by_label("Minutes of supervision").fill("20")
    page.get_by_role("button", name="Release for the shared review").click()
    expect(page.get_by_text("Looked at before")).to_be_visible()
    assert Decision.objects.get().minutes == 20
    page = screen_of(scene.trainee)
    expect(page.get_by_text("Warm work")).to_be_visible()
    page.get_by_role("button", name="Show the film at 0:02").click()
    until_picture(page.locator("video"), 60)
    page.get_by_role("link", name="Prepare").click()
    expect(page.get_by_role("heading", name="Prepare the shared review")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_stands_in_the_way(scene, screen_of, live_server, page, scheme):
    page.emulate_media(color_scheme=scheme)
    put_on_stage(scene)
    meeting = SupervisionSession.objects.create(
        supervisor=scene.supervisor, kind="individual", minutes=60, learning_points="Wait longer."
    )
    meeting.attendances.create(trainee=scene.trainee)
    remark(submission=scene.submission, footage=scene.footage, frame=60, words="Here", by=scene.supervisor)
    screen_of(scene.supervisor)
    broken = barriers(page)
    page.goto(live_server.url + reverse("submissions"))
    broken += barriers(page)
    decide(submission=scene.submission, verdict="returned", words="Earlier", minutes=5, by=scene.supervisor)
    screen_of(scene.trainee)
    broken += barriers(page)
    for name in ("submission-new", "review-new"):
        page.goto(live_server.url + reverse(name, args=[scene.submission.selection.cycle_id]))
        broken += barriers(page)
    assert broken == []
