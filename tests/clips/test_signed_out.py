"""The session ends while somebody works: the page waits in place, and goes on for the same person only."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from clips.models import Clip, Moment
from tests.clips.film_page import add_clips, enter, open_studio, saved, scene_of

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "keystore"]),
]


def test_an_expired_session_locks_in_place_and_loses_nothing(cast, live_server, sign_in, page):
    scene = scene_of(cast)
    add_clips(scene, "Before")
    client = sign_in(scene.guider)
    enter(page, live_server, client)
    open_studio(page, live_server, scene)
    page.locator(".clip-head").click()
    client.session.flush()
    page.get_by_label("Title").fill("After")
    dialog = page.get_by_role("dialog", name="You have been signed out")
    expect(dialog).to_contain_text("Nothing is lost")
    expect(page.locator("video")).not_to_be_visible()
    expect(dialog.get_by_role("link", name="Sign in again in a new tab")).to_have_attribute(
        "href", reverse("account_login")
    )

    check = dialog.get_by_role("button", name="I am signed in again")
    enter(page, live_server, sign_in(cast.other_guider))
    check.click()
    expect(dialog).to_contain_text("Somebody else is signed in now")
    assert Clip.objects.get().title == "Before"

    enter(page, live_server, sign_in(scene.guider))
    check.click()
    expect(dialog).not_to_be_visible()
    saved(page)
    expect(page.locator("video")).to_be_visible()
    expect(page.get_by_label("Title")).to_have_value("After")
    assert Clip.objects.get().title == "After"
    assert "After" not in page.evaluate("JSON.stringify([{ ...localStorage }, { ...sessionStorage }])")


def test_whoever_only_watches_is_locked_too_and_a_lost_network_is_bridged(cast, live_server, sign_in, page):
    scene = scene_of(cast)
    client = sign_in(scene.guider)
    enter(page, live_server, client)
    open_studio(page, live_server, scene)
    page.context.set_offline(True)
    page.locator("#player").focus()
    page.keyboard.press("m")
    page.get_by_role("button", name="Clip here").click()
    page.get_by_label("Title").fill("On the train")
    expect(page.locator("#save")).to_contain_text("no connection")
    assert page.evaluate("!window.dispatchEvent(new Event('beforeunload', { cancelable: true }))")
    page.context.set_offline(False)
    saved(page)
    assert (Moment.objects.count(), Clip.objects.get().title) == (1, "On the train")

    client.session.flush()
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    dialog = page.get_by_role("dialog", name="You have been signed out")
    expect(dialog).to_be_visible()
    enter(page, live_server, sign_in(scene.guider))
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(dialog).not_to_be_visible()
