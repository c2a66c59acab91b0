"""Preparing a review in a real browser: what is typed is kept, also through a lost network."""

from types import SimpleNamespace

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from clips.models import ClipPlan
from tests.browser import barriers
from tests.clips.film_page import add_clips, enter, scene_of

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "keystore"]),
]


@pytest.fixture
def scene(cast: SimpleNamespace) -> SimpleNamespace:
    scene = scene_of(cast)
    add_clips(scene, "First", "Second", chosen=True)
    return scene


@pytest.fixture
def preparing(scene, live_server, sign_in, page: Page) -> Page:
    enter(page, live_server, sign_in(scene.guider))
    page.goto(live_server.url + reverse("review-new", args=[scene.cycle.pk]))
    return page


def plans() -> list[tuple[str, str]]:
    return list(ClipPlan.objects.order_by("clip__in_frame").values_list("prompt", "note"))


def test_a_question_from_the_library_and_notes_are_kept_as_they_are_written(preparing):
    first, second = preparing.locator("[data-plan]").all()
    first.get_by_label("Take an open question").select_option("What might your child feel here?")
    expect(first.get_by_label("Question to begin with")).to_have_value("What might your child feel here?")
    expect(first.get_by_role("status")).to_have_text("Kept.")
    second.get_by_label("Your own notes").fill("Wait for her here.")
    expect(second.get_by_role("status")).to_have_text("Kept.")
    assert plans() == [("What might your child feel here?", ""), ("", "Wait for her here.")]


def test_without_a_network_the_words_wait_and_the_device_says_so(preparing):
    first = preparing.locator("[data-plan]").first
    expect(preparing.locator("[data-check=network]")).to_contain_text("There is a network.")
    preparing.context.set_offline(True)
    expect(preparing.locator("[data-check=network]")).to_contain_text("There is no network now.")
    first.get_by_label("Your own notes").fill("Typed in the lift")
    expect(first.get_by_role("status")).to_contain_text("Your words are still here")
    preparing.context.set_offline(False)
    expect(first.get_by_role("status")).to_have_text("Kept.")
    assert plans() == [("", "Typed in the lift")]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_stands_in_the_way(preparing, scheme):
    preparing.emulate_media(color_scheme=scheme)
    assert barriers(preparing) == []
