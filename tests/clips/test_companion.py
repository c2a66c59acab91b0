"""The guider's own window beside the stage: it follows, it keeps, and nothing of it is on the stage."""

from types import SimpleNamespace

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from clips.actions import reviews
from clips.models import OnScreen, Reflection, ShownClip, Sign
from tests.browser import barriers
from tests.clips.stage_page import begin, open_stage, review_of

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "keystore"]),
]


@pytest.fixture
def scene(cast: SimpleNamespace) -> SimpleNamespace:
    scene = review_of(cast)
    reviews.plan_clip(clip=scene.clips[1], prompt="What do you see?", note="Let her find it.", by=cast.guider)
    second = scene.review.shown_clips.last()
    ShownClip.objects.filter(pk=second.pk).update(prompt="What do you see?", title="The answer")
    return scene


@pytest.fixture
def windows(scene, live_server, sign_in, page: Page) -> tuple[Page, Page]:
    """The stage, and the guider's own window, opened from it."""
    open_stage(page, live_server, sign_in(scene.guider), scene)
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="My own window").click()
    page.bring_to_front()
    begin(page)
    return page, opened.value


def test_it_follows_the_stage_and_keeps_words_and_signs_of_the_clip_on_the_screen(windows, scene):
    stage, own = windows
    second = scene.review.shown_clips.last()
    stage.keyboard.press("PageDown")
    expect(own.locator("[data-state]")).to_have_text("2 / 2 · stands still")
    expect(own.get_by_text("What do you see?")).to_be_visible()
    expect(own.get_by_text("Let her find it.")).to_be_visible()
    for _step in range(3):
        stage.keyboard.press("ArrowRight")
    own.get_by_label("Their words").fill("She waits for me!")
    own.get_by_label("What kind of words").select_option("sees")
    own.get_by_role("radio", name="initiative").check()
    own.get_by_role("button", name="smiled").click()
    smile = own.get_by_role("listitem").filter(has_text="Juniper smiled")
    smile.get_by_role("button", name="reception").click()
    expect(smile.get_by_role("button", name="reception")).to_have_attribute("aria-pressed", "true")
    expect(own.locator("[data-status]")).to_have_text("Kept.")
    own.get_by_role("button", name="Next words").click()
    expect(own.get_by_label("Their words")).to_have_value("")
    expect(own.get_by_role("radio", name="not said")).to_be_checked()
    assert Reflection.objects.values_list("shown", "words", "about", "contact").get() == (
        second.pk,
        "She waits for me!",
        "sees",
        "initiative",
    )
    assert Sign.objects.values_list("shown", "kind", "contact").get() == (second.pk, "smiled", "reception")
    for words in ("initiative", "reception", "Juniper", "She waits", "Let her find it", "The answer"):
        expect(stage.locator("body")).not_to_contain_text(words)


def test_it_drives_the_stage_and_what_stood_there_is_recorded(windows, scene):
    stage, own = windows
    own.get_by_role("button", name="Next clip").click()
    expect(stage.locator(".presentation-place")).to_have_text("2 / 2")
    stage.wait_for_timeout(800)  # a picture counts once it has stood for a moment
    own.get_by_role("button", name="Blank").click()
    expect(stage.locator(".presentation-blank")).to_be_visible()
    expect(own.locator("[data-state]")).to_have_text("2 / 2 · blank")
    with stage.expect_response("**/screen/"):
        pass
    stage.wait_for_timeout(2500)
    first, second = scene.review.shown_clips.values_list("pk", flat=True)
    seen = list(OnScreen.objects.values_list("shown", "is_playing", "is_blank"))
    assert seen[-2:] == [(second, False, False), (second, False, True)]
    assert {shown for shown, _plays, _blank in seen} <= {first, second}


def test_without_a_network_words_wait_and_a_sentence_is_not_cut_by_the_next_clip(windows, scene):
    stage, own = windows
    first = scene.review.shown_clips.first()
    own.context.set_offline(True)
    own.get_by_label("Their words").fill("He is so")
    expect(own.locator("[data-status]")).to_contain_text("No connection.")
    stage.keyboard.press("PageDown")
    expect(own.locator("[data-state]")).to_contain_text("2 / 2")
    own.get_by_label("Their words").press_sequentially(" small here")
    own.get_by_role("button", name="Next words").click()
    own.context.set_offline(False)
    expect(own.locator("[data-status]")).to_have_text("Kept.")
    assert Reflection.objects.values_list("shown", "words").get() == (first.pk, "He is so small here")
    expect(own.locator(f"[data-clip='{scene.review.shown_clips.last().pk}']")).to_have_attribute(
        "aria-pressed", "true"
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_stands_in_the_way(windows, live_server, scene, scheme):
    _stage, own = windows
    own.emulate_media(color_scheme=scheme)
    own.goto(live_server.url + reverse("companion", args=[scene.review.pk]))
    assert barriers(own) == []
