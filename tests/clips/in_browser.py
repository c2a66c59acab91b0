"""The studio in a real browser, on a film whose pictures carry their frame number: for every test of it."""

from types import SimpleNamespace

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from consent import actions as consent_actions
from sessions.models import Cycle, FilmedSession, Footage
from tests import builders, consent_builders, vault_builders


@pytest.fixture
def scene(cast: SimpleNamespace) -> SimpleNamespace:
    """A film of 40 s at 25 frames a second that went through the real preparation."""
    case = builders.case(cast.guider)
    parent, child = builders.person(case, name="Juniper"), builders.person(case, "child", "Robin")
    builders.helping_question(case)
    for person in (parent, child):
        consent_builders.answers(case, person, film="given", shared_review="given")
    cycle = Cycle.objects.create(case=case, number=1)
    recording = vault_builders.ready_recording(case.key, vault_builders.film(40, rate=25), by=cast.guider)
    custody = consent_actions.take_custody(
        recording=recording, case=case, persons=[parent, child], by=cast.guider
    )
    filming = FilmedSession.objects.create(cycle=cycle, kind=FilmedSession.Kind.FILMING)
    footage = Footage.objects.create(
        filmed_session=filming, custody=custody, file_name="kitchen.mp4", added_by=cast.guider
    )
    return SimpleNamespace(
        guider=cast.guider, case=case, parent=parent, child=child, cycle=cycle, footage=footage
    )


@pytest.fixture
def studio_page(scene, live_server, sign_in, page: Page) -> Page:
    cookies = sign_in(scene.guider).cookies
    page.context.add_cookies(
        [{"name": name, "value": one.value, "url": live_server.url} for name, one in cookies.items()]
    )
    page.said = []
    page.on("pageerror", lambda error: page.said.append(str(error)))
    page.on("console", lambda line: page.said.append(line.text) if line.type == "error" else None)
    page.goto(live_server.url + reverse("studio", args=[scene.footage.pk]))
    expect(page.locator("#player.ready")).to_be_visible()
    return page


def film(page: Page) -> Locator:
    return page.locator("video")


def go_to(page: Page, frame: int) -> None:
    """Press the arrows and steps that lead to a frame, as a person would."""
    page.locator("#player").focus()
    for _ in range(frame // 125):
        page.keyboard.press("Shift+ArrowRight")
    for _ in range(frame % 125 // 25):
        page.keyboard.press("ArrowRight")
    for _ in range(frame % 25):
        page.keyboard.press(".")
    settled(page, frame)


def settled(page: Page, frame: int) -> None:
    expect(page.locator("#frame")).to_have_text(str(frame))
    page.wait_for_function("() => !document.querySelector('video').seeking")


def saved(page: Page) -> None:
    expect(page.locator("#save[data-status=saved]")).to_be_visible()
