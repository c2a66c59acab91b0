"""Once loaded, the clips of a review live in the page's memory: without a network, and never on the disk."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from cases.models import Case
from tests import consent_builders
from tests.clips.film_page import enter
from tests.clips.reading import until_picture
from tests.clips.stage_page import address_of, all_held, begin, loaded, open_stage, review_of
from vault.models import SealedFile
from vault.reading import read_all

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "keystore"]),
]
PATH = ["htmx-current-path-for-history"]  # where this page is, for the way back
CLOSED = "This film is not shown any more."
# A film that was let go cannot be had again by the address it had.
IS_GONE = """
(address) => new Promise((answer) => {
  const film = document.createElement("video");
  film.onloadeddata = () => answer(false);
  film.onerror = () => answer(true);
  film.src = address;
})
"""


@pytest.fixture
def scene(cast: SimpleNamespace) -> SimpleNamespace:
    return review_of(cast)


@pytest.fixture
def stage(scene, live_server, sign_in, page: Page) -> Page:
    scene.client = sign_in(scene.guider)
    open_stage(page, live_server, scene.client, scene)
    begin(page)
    return page


def address(page: Page) -> str:
    return str(page.locator("video").evaluate("video => video.src"))


def refuse(scene: SimpleNamespace) -> None:
    consent_builders.answers(scene.case, scene.parent, shared_review="refused")


def is_empty(page: Page, *addresses: str) -> None:
    """No film on the screen, and none behind any address it had."""
    assert page.locator("video").evaluate("video => video.getAttribute('src')") is None
    assert [page.evaluate(IS_GONE, each) for each in addresses] == [True] * len(addresses)


def test_without_a_network_every_clip_plays_on_and_a_withdrawal_meanwhile_empties_it_on_return(stage, scene):
    stage.context.set_offline(True)
    expect(stage.locator(".presentation-away")).to_be_visible()
    until_picture(stage.locator("video"), 25)
    first = address(stage)
    stage.keyboard.press("PageDown")
    loaded(stage)
    until_picture(stage.locator("video"), 100)
    stage.keyboard.press(" ")
    stage.wait_for_function("() => document.querySelector('video').ended")
    until_picture(stage.locator("video"), 149)

    refuse(scene)
    stage.keyboard.press("PageUp")
    loaded(stage)
    until_picture(stage.locator("video"), 25)
    again = address(stage)
    stage.context.set_offline(False)
    expect(stage.locator(".presentation-message")).to_have_text(CLOSED)
    is_empty(stage, first, again)
    stage.keyboard.press("PageDown")
    expect(stage.locator(".presentation-message")).to_have_text(CLOSED)
    is_empty(stage)


def test_consent_taken_back_while_a_clip_plays_empties_the_stage(stage, scene):
    stage.keyboard.press(" ")
    on_screen = address(stage)
    refuse(scene)
    stage.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(stage.locator(".presentation-message")).to_have_text(CLOSED)
    is_empty(stage, on_screen)


def sign_out(scene, _cast):
    scene.client.session.flush()


def hand_over(_scene, cast):
    Case.objects.update(guider=cast.other_guider)


@pytest.mark.parametrize(
    ("lose", "told"),
    [(sign_out, "You have been signed out, so the film is closed."), (hand_over, CLOSED)],
)
def test_whoever_may_no_longer_show_it_has_an_empty_stage(stage, scene, cast, lose, told):
    on_screen = address(stage)
    lose(scene, cast)
    expect(stage.locator(".presentation-message")).to_contain_text(told)
    is_empty(stage, on_screen)


def test_a_network_that_fails_while_loading_is_waited_for(scene, live_server, sign_in, page: Page):
    second = reverse("shown-film", args=[scene.review.shown_clips.last().pk])
    page.route(f"**{second}", lambda route: route.abort())
    open_stage(page, live_server, sign_in(scene.guider), scene)
    expect(page.locator(".ready-told")).to_have_text("1 of 2 clips are loaded.")
    page.unroute(f"**{second}")
    all_held(page)


def test_half_an_hour_of_talking_changes_nothing_and_three_hours_without_a_word_end_it(
    scene, live_server, sign_in, page: Page
):
    page.clock.install()
    open_stage(page, live_server, sign_in(scene.guider), scene)
    begin(page)
    page.keyboard.press("ArrowRight")
    until_picture(page.locator("video"), 26)
    page.context.set_offline(True)
    page.clock.fast_forward("30:00")
    expect(page.locator(".presentation-away")).to_be_visible()
    page.keyboard.press("ArrowRight")
    until_picture(page.locator("video"), 27)
    on_screen = address(page)
    page.clock.fast_forward("03:00:00")
    expect(page.locator(".presentation-message")).to_have_text(CLOSED)
    is_empty(page, on_screen)


def test_the_end_empties_the_memory_and_without_a_network_waits_with_the_record(stage, scene):
    on_screen = address(stage)
    stage.context.set_offline(True)
    expect(stage.locator(".presentation-away")).to_be_visible()
    stage.get_by_role("link", name="End").click()
    expect(stage.locator(".presentation-message")).to_contain_text("The film is closed.")
    is_empty(stage, on_screen)
    stage.context.set_offline(False)
    stage.get_by_role("link", name="End").click()
    expect(stage.get_by_role("heading", name="Shared review, cycle 1")).to_be_visible()


def test_nothing_of_the_film_is_written_to_the_devices_disk(
    scene, live_server, sign_in, playwright, browser_type_launch_args, tmp_path
):
    """A browser with a profile of its own on the disk: no file in it holds any piece of the clips."""
    client = sign_in(scene.guider)
    profile = tmp_path / "profile"
    context = playwright.chromium.launch_persistent_context(profile, **browser_type_launch_args)
    page = context.new_page()
    enter(page, live_server, client)
    page.goto(address_of(live_server, scene))
    begin(page)
    page.keyboard.press("PageDown")
    loaded(page)
    until_picture(page.locator("video"), 100)
    needles = [piece for shown in scene.review.shown_clips.all() for piece in pieces(shown)]
    assert len(needles) > 20
    during = found(profile, needles)
    stores = page.evaluate(
        """async () => [Object.keys({ ...localStorage, ...sessionStorage }), await indexedDB.databases(),
                        await caches.keys(), await navigator.serviceWorker.getRegistrations()]"""
    )
    context.close()
    assert (during, found(profile, needles), stores) == ([], [], [PATH, [], [], []])
    (profile / "kept").write_bytes(needles[0])
    assert found(profile, needles) == ["kept"]


def pieces(shown) -> list[bytes]:
    """Sixteen bytes from many places of the clip, but none that a file may hold by chance."""
    content = read_all(shown.render.files.get(role=SealedFile.Role.CLIP))
    cut = [content[at : at + 16] for at in range(2000, len(content) - 16, 500)]
    return [piece for piece in cut if len(set(piece)) > 10]


def found(profile: Path, needles: list[bytes]) -> list[str]:
    files = [path for path in profile.rglob("*") if path.is_file()]
    assert len(files) > 10
    return [path.name for path in files if any(needle in path.read_bytes() for needle in needles)]
