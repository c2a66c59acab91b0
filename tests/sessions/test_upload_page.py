"""The upload in a real browser, with the page's own client: slow line, pause, reload, the same file again."""

import hashlib
import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Page, Route, expect

from clips.models import EarlyMark
from sessions.models import Upload
from tests import builders, vault_builders
from vault.models import Recording, SealedFile

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "keystore"]),
]
MEBIBYTE = 1024 * 1024
SLOW = {"offline": False, "latency": 5, "downloadThroughput": -1, "uploadThroughput": 4 * MEBIBYTE}


@pytest.fixture
def content() -> bytes:
    """A film of more than two pieces."""
    return vault_builders.film(2) + os.urandom(18 * MEBIBYTE)


@pytest.fixture
def file(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "kitchen.mp4"
    path.write_bytes(content)
    return path


@pytest.fixture
def page_of_filming(live_server, scene, sign_in, page: Page) -> Page:
    """The guider's page, with everything that a strict content policy or a script would complain about."""
    client = sign_in(scene.guider)
    cookies = [
        {"name": name, "value": morsel.value, "url": live_server.url}
        for name, morsel in client.cookies.items()
    ]
    page.context.add_cookies(cookies)
    page.complaints = []
    page.on(
        "console", lambda message: page.complaints.append(message.text) if message.type == "error" else None
    )
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.goto(live_server.url + reverse("filming", args=[scene.filming.pk]))
    return page


def violations(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{rule['id']}: {node['target']}" for rule in found for node in rule["nodes"]]


def slow_down(page: Page) -> None:
    page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", SLOW)


def tick_everyone(page: Page) -> None:
    for box in page.locator("input[name=persons]").all():
        box.check()


def percent(page: Page) -> int:
    return int(page.locator(".upload-percent").inner_text().removesuffix(" %") or 0)


def wait_for_percent(page: Page, at_least: int) -> None:
    while percent(page) < at_least:
        page.wait_for_timeout(50)


def test_nothing_is_sent_before_somebody_is_ticked(page_of_filming, file):
    page_of_filming.set_input_files("input[type=file]", file)
    expect(page_of_filming.locator(".upload-refusal")).to_contain_text("Tick everyone")
    assert Upload.objects.count() == 0


def test_the_page_can_be_used_by_everyone(page_of_filming):
    assert violations(page_of_filming) == []


def test_missing_consent_is_said_when_the_person_is_ticked(page_of_filming, scene):
    builders.person(scene.case, "family", "Grandmother")
    page_of_filming.reload()
    expect(page_of_filming.locator(".not-agreed")).to_be_hidden()
    page_of_filming.get_by_label("Grandmother").check()
    expect(page_of_filming.locator(".not-agreed")).to_be_visible()


def test_a_film_uploads_with_pause_and_reload_and_arrives_byte_for_byte(
    page_of_filming, scene, file, content
):
    page = page_of_filming
    slow_down(page)
    tick_everyone(page)
    page.set_input_files("input[type=file]", file)
    wait_for_percent(page, 15)
    expect(page.locator(".upload-preview video")).to_be_visible()
    page.get_by_role("button", name="Pause").click()
    page.get_by_role("button", name="Go on").click()
    wait_for_percent(page, 50)

    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    expect(page.get_by_role("button", name="Continue with the same file")).to_be_visible()
    assert page.evaluate("localStorage.length") == 0
    assert Upload.objects.get().offset > 0

    page.set_input_files("input[type=file]", file)
    expect(page.get_by_text("The whole film is here and sealed")).to_be_visible(timeout=60_000)
    recording = Recording.objects.get()
    assert recording.files.get(role=SealedFile.Role.ORIGINAL).sha256 == hashlib.sha256(content).hexdigest()
    assert [appearance.person for appearance in recording.custody.appearances.all()] == [
        scene.parent,
        scene.child,
    ]

    vault_builders.work_off()
    expect(page.get_by_role("link", name="Choose clips")).to_be_visible()
    expect(page.get_by_text("You can delete it from the phone now")).to_be_visible()
    # Going on at once may meet the request that was just given up; the protocol says so by 409 or 423.
    assert [words for words in page.complaints if "status of 4" not in words] == []
    assert violations(page) == []


def test_another_file_does_not_go_on_with_an_unfinished_upload(page_of_filming, scene, file, tmp_path):
    page = page_of_filming
    slow_down(page)
    tick_everyone(page)
    page.set_input_files("input[type=file]", file)
    wait_for_percent(page, 10)
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    other = tmp_path / "other" / file.name
    other.parent.mkdir()
    other.write_bytes(b"x" * MEBIBYTE)
    tick_everyone(page)
    page.set_input_files("input[type=file]", other)
    expect(page.locator(".upload-question")).to_contain_text("this is another file of the same name")
    page.get_by_role("button", name="Do not add it").click()
    assert Upload.objects.count() == 1


def test_another_computer_goes_on_with_the_same_film_and_with_no_other(
    page_of_filming, scene, file, content, tmp_path
):
    begun = page_of_filming
    slow_down(begun)
    tick_everyone(begun)
    begun.set_input_files("input[type=file]", file)
    wait_for_percent(begun, 20)
    follower = begun.context.new_page()
    follower.goto(begun.url)
    expect(follower.get_by_text("Arriving from another window")).to_be_visible()
    begun.get_by_role("button", name="Pause").click()

    other_computer = begun.context.browser.new_context(storage_state=begun.context.storage_state()).new_page()
    other_computer.goto(begun.url)
    go_on = other_computer.get_by_role("button", name="Continue with the same file")
    expect(go_on).to_be_visible()
    held = Upload.objects.get().offset
    changed = tmp_path / "renamed.mp4"
    changed.write_bytes(b"x" + content[1:])
    choose_for(other_computer, go_on, changed)
    expect(other_computer.locator(".upload-refusal")).to_contain_text("Choose “kitchen.mp4”")
    assert Upload.objects.get().offset == held > 0
    changed.write_bytes(content)
    choose_for(other_computer, go_on, changed)
    expect(other_computer.get_by_text("The whole film is here and sealed")).to_be_visible(timeout=60_000)
    assert sealed_hashes() == {hashlib.sha256(content).hexdigest()}


def choose_for(page: Page, button, file: Path) -> None:
    with page.expect_file_chooser() as chooser:
        button.click()
    chooser.value.set_files(file)


def sealed_hashes() -> set[str]:
    originals = SealedFile.objects.filter(role=SealedFile.Role.ORIGINAL, complete=True)
    return set(originals.values_list("sha256", flat=True))


def test_two_films_arrive_side_by_side_and_one_that_is_here_is_asked_about(page_of_filming, scene, tmp_path):
    page = page_of_filming
    films = [vault_builders.film(seconds) + os.urandom(2 * MEBIBYTE) for seconds in (2, 3)]
    paths = [tmp_path / f"{number}.mp4" for number in (1, 2)]
    slow_down(page)
    tick_everyone(page)
    for path, content in zip(paths, films, strict=True):
        path.write_bytes(content)
        page.set_input_files("input[type=file]", path)
        expect(page.locator(".upload-running", has_text=path.name)).to_be_visible()
    expect(page.get_by_text("The whole film is here and sealed")).to_have_count(2, timeout=60_000)
    assert sealed_hashes() == {hashlib.sha256(content).hexdigest() for content in films}

    page.set_input_files("input[type=file]", paths[0])
    expect(page.locator(".upload-question")).to_contain_text("This film is already here")
    assert (Upload.objects.count(), page.complaints) == (2, [])
    assert violations(page) == []
    page.get_by_role("button", name="Do not add it").click()
    expect(page.locator(".upload-question")).to_be_hidden()


def test_a_film_that_is_ready_is_told_on_another_page_and_the_notice_can_be_closed(
    page_of_filming, live_server, scene, film_of
):
    page = page_of_filming
    film = film_of(scene.filming, scene.parent)
    page.clock.install()
    page.goto(live_server.url + reverse("caseload"))
    notice = page.get_by_text(f"The film of case {scene.case.number} is ready.")
    Recording.objects.update(state="ready", frame_count=1, duration_ms=1, frame_table=b"x")
    expect(notice).to_have_count(0)
    page.clock.fast_forward(16_000)
    expect(notice).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name="Close").click()
    expect(notice).to_have_count(0)
    film.refresh_from_db()
    assert film.seen_at is not None


@pytest.fixture
def watching(page_of_filming, file) -> Page:
    """The file is on its way and can be watched."""
    page = page_of_filming
    slow_down(page)
    tick_everyone(page)
    page.set_input_files("input[type=file]", file)
    page.wait_for_function("() => document.querySelector('.upload-watch video')?.readyState > 1")
    page.wait_for_function("() => document.querySelector('.upload-watch').dataset.keys === 'on'")
    return page


def test_a_moment_taken_away_while_it_is_being_saved_is_gone(watching):
    page, held_back = watching, []

    def hold(route: Route) -> None:
        if route.request.method == "POST" and not held_back:
            held_back.append(route)
        else:
            route.continue_()

    page.route("**/uploads/*/marks/", hold)
    page.get_by_role("button", name="Mark moment").click()
    while not held_back:
        page.wait_for_timeout(20)
    page.get_by_role("button", name="Remove the moment at 0:00").click()
    expect(page.locator(".upload-marks li")).to_have_count(0)
    with page.expect_response(lambda answer: answer.request.method == "DELETE"):
        held_back[0].continue_()
    assert EarlyMark.objects.count() == 0


def test_moments_marked_while_it_uploads_are_at_their_frames_in_the_studio(watching):
    page = watching
    page.locator(".upload-watch").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => !document.querySelector('.upload-watch video').seeking")
    page.keyboard.press("m")
    page.keyboard.press("ArrowLeft")
    page.wait_for_function("() => document.querySelector('.upload-watch video').currentTime === 0")
    page.get_by_role("button", name="Mark moment").click()
    page.get_by_role("button", name="Remove the moment at 0:00").click()
    expect(page.locator(".upload-marks li")).to_have_count(1)
    expect(page.get_by_text("The whole film is here and sealed")).to_be_visible(timeout=60_000)
    expect(page.get_by_text("1 moment that you marked waits in the clip studio.")).to_be_visible()
    vault_builders.work_off()
    page.get_by_role("link", name="Choose clips").click()
    expect(page.locator("#player.ready")).to_be_visible()
    page.locator("#moments [data-go]").click()
    expect(page.locator("#frame")).to_have_text("30")
    assert page.evaluate("localStorage.length") == 0
    assert [words for words in page.complaints if "status of 4" not in words] == []
