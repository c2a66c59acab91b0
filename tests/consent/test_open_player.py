"""Consent is taken back somewhere else while film plays here: nothing of it stays on the page."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from audit.models import Entry
from tests import vault_builders
from tests.clips import film_page

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "keystore"]),
]
PATIENCE = 60_000
PLAYS = (
    "() => { const video = document.querySelector('video'); return !video.paused && video.currentTime > 0 }"
)
DRAWN = """(name) => {
  const canvas = document.querySelector(`[data-${name}]`);
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  return data.some((value) => value > 0);
}"""
EMPTY = """() => {
  const video = document.querySelector("video");
  const left = [video.getAttribute("src"), video.readyState, video.buffered.length, video.videoWidth];
  return left.every((each) => !each);
}"""


def test_open_players_are_emptied_by_themselves(cast, live_server, sign_in, page):
    """In the studio, where the film plays in a loop, and in the list of chosen clips in another tab."""
    scene = film_page.scene_of(cast)
    film_page.add_clips(scene, "She smiles", chosen=True)
    vault_builders.work_off()
    film_page.enter(page, live_server, sign_in(scene.guider))
    listed = page.context.new_page()
    listed.goto(live_server.url + reverse("selection", args=[scene.cycle.pk]))
    listed.get_by_role("button", name="Watch").click()
    listed.wait_for_function(PLAYS)
    film_page.open_studio(page, live_server, scene)
    for name in ("strip", "wave"):
        page.wait_for_function(DRAWN, arg=name)
    page.locator("#player").focus()
    page.keyboard.press("k")
    page.wait_for_function(PLAYS)

    answer = sign_in(scene.guider).post(
        reverse("withdrawal-new", args=[scene.case.pk, scene.other.pk]), {"scope": "film"}
    )
    assert answer.status_code == 302

    expect(page.locator("#screen-words")).to_contain_text("This film has been destroyed.", timeout=PATIENCE)
    expect(listed.locator("[data-refusal]")).to_have_text("This film has been destroyed.", timeout=PATIENCE)
    expect(listed.locator("dialog.watch")).not_to_be_visible()
    for each in (page, listed):
        each.wait_for_function(EMPTY)
    assert [name for name in ("strip", "wave") if page.evaluate(DRAWN, name)] == []
    taken_back = Entry.objects.get(action="consent.withdrawn")
    later = Entry.objects.filter(pk__gt=taken_back.pk, action="film.read")
    assert set(later.values_list("outcome", flat=True)) <= {"refused"}
