"""Two windows on one film: each learns what the other did, and nothing is overwritten unseen."""

import pytest
from playwright.sync_api import Page, expect

from clips.models import Clip, SelectedClip
from tests.browser import barriers
from tests.clips.film_page import add_clips, enter, open_studio, saved, scene_of

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "keystore"]),
]


def look(page: Page) -> None:
    """As when the window comes to the front: what stands on the server is asked for."""
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


@pytest.fixture
def scene(cast):
    scene = scene_of(cast)
    scene.clips = add_clips(scene, "One", "Two", chosen=True)
    return scene


@pytest.fixture
def windows(scene, live_server, sign_in, page):
    enter(page, live_server, sign_in(scene.guider))
    other = page.context.new_page()
    for window in (page, other):
        open_studio(window, live_server, scene)
        window.locator(".clip-head").first.click()
    return page, other


def asks(page: Page):
    return page.get_by_role("dialog", name="This was changed in another window")


def test_each_window_learns_what_the_other_did_and_both_versions_are_shown(windows, scene):
    page, other = windows
    other.get_by_label("Title").fill("From the other window")
    saved(other)
    look(page)
    expect(page.get_by_label("Title")).to_have_value("From the other window")

    other.get_by_label("How does it answer").fill("Their words")
    saved(other)
    page.get_by_label("How does it answer").fill("My words")
    line = asks(page).get_by_role("row", name="How it answers the helping question")
    expect(line.get_by_role("cell")).to_have_text(["My words", "Their words"])
    assert barriers(page) == []
    asks(page).get_by_role("button", name="Keep mine").click()
    saved(page)
    assert Clip.objects.get(pk=scene.clips[0].pk).answer == "My words"


def test_an_order_and_a_removed_clip_are_asked_about_too(windows, scene):
    page, other = windows
    first, second = scene.clips
    page.route("**/marks/", lambda route: route.abort())  # as if it had not been told yet
    other.get_by_role("button", name="Show One later").click()
    saved(other)
    page.get_by_role("button", name="Show Two earlier").click()
    saved(page)
    assert list(SelectedClip.objects.values_list("clip", flat=True)) == [second.pk, first.pk]

    other.locator(".editor").get_by_role("button", name="Remove").click()
    saved(other)
    page.get_by_label("Title").fill("Still wanted")
    line = asks(page).get_by_role("row", name="Title")
    expect(line.get_by_role("cell")).to_have_text(["Still wanted", "Removed"])
    asks(page).get_by_role("button", name="Keep mine").click()
    saved(page)
    assert list(Clip.objects.values_list("title", "in_frame")) == [("Still wanted", 0), ("Two", 25)]
