"""The studio of a film of a review: one press joins it to the screen, then every line leads to its place."""

from datetime import timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from clips.models import FilmJoin, OnScreen, ShownClip
from sessions.models import FilmedSession
from tests.browser import barriers
from tests.clips.film_page import enter, scene_of

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "keystore"]),
]


@pytest.fixture
def scene(cast: SimpleNamespace) -> SimpleNamespace:
    """A clip was on the screen, and again 3 s later."""
    scene = scene_of(cast, kind=FilmedSession.Kind.SHARED_REVIEW)
    facts = {"filmed_session": scene.footage.filmed_session, "footage": scene.footage}
    shown = [
        ShownClip.objects.create(position=place, in_frame=0, out_frame=50, title=f"Clip {place}", **facts)
        for place in (1, 2)
    ]
    began = timezone.now()
    for after, clip in ((0, shown[0]), (3, shown[1])):
        at = began + timedelta(seconds=after)
        OnScreen.objects.create(key=uuid4(), shown=clip, frame=0, is_playing=True, is_blank=False, at=at)
    return scene


def test_one_press_joins_and_then_a_press_on_a_time_goes_there(scene, live_server, sign_in, page: Page):
    enter(page, live_server, sign_in(scene.guider))
    page.goto(f"{live_server.url}{reverse('studio', args=[scene.footage.pk])}#frame-40")
    frame = page.locator("#frame")
    expect(frame).to_have_attribute("data-frame", "40")
    page.get_by_role("button", name="It began here").first.click()
    second = page.locator(".appearance").filter(has_text="2. Clip 2")
    second.get_by_role("button", name="0:04").first.click()
    expect(frame).to_have_attribute("data-frame", "115")
    assert FilmJoin.objects.values_list("at_ms", "seen__shown__position").get() == (1600, 1)
    assert barriers(page) == []
    page.get_by_role("button", name="Choose another clip").click()
    expect(page.get_by_role("button", name="It began here")).to_have_count(2)
    assert FilmJoin.objects.count() == 0
