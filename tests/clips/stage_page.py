"""A shared review that shows clips which were really cut, and its stage in a browser."""

from types import SimpleNamespace
from typing import Any

from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from cases.models import Case
from clips.actions import choose, reviews
from consent import actions as consent_actions
from sessions.models import Cycle, FilmedSession, Footage
from tests import builders, consent_builders, vault_builders
from tests.clips.conftest import add_clip
from tests.clips.film_page import enter
from vault.models import Recording


def review_of(cast: SimpleNamespace) -> SimpleNamespace:
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
    clips = [add_clip(footage, start, start + 50) for start in (25, 100)]
    for clip in clips:
        choose(clip=clip, by=cast.guider)
    vault_builders.cut_clips(recording)
    Recording.objects.filter(ready_at=None).update(ready_at=timezone.now())
    review = reviews.show(cycle=cycle, by=cast.guider)
    return SimpleNamespace(
        guider=cast.guider,
        case=case,
        cycle=cycle,
        parent=parent,
        footage=footage,
        recording=recording,
        clips=clips,
        review=review,
    )


def address_of(live_server: Any, scene: SimpleNamespace) -> str:
    return str(live_server.url + reverse("presentation", args=[scene.review.pk]))


def open_stage(page: Page, live_server: Any, client: Any, scene: SimpleNamespace) -> None:
    enter(page, live_server, client)
    page.goto(address_of(live_server, scene))


def all_held(page: Page) -> None:
    expect(page.locator(".ready-told")).to_have_text("All clips are loaded.")


def begin(page: Page) -> None:
    """Every clip is held, the first one stands on the stage."""
    all_held(page)
    page.get_by_role("button", name="Begin").click()
    expect(page.locator(".ready")).to_be_hidden()
    loaded(page)


def loaded(page: Page) -> None:
    page.wait_for_function("() => document.querySelector('video').readyState >= 2")
