"""Signing on a tablet, in a real browser."""

from types import SimpleNamespace

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from cases.models import Participation
from consent.actions import withdraw
from consent.models import ConsentRecord, Destruction, Withdrawal
from consent.rules import standing
from tests import builders
from tests import consent_builders as build
from tests.papers import png
from vault.notes import open_note

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "keystore"]),
]

COUNT_PRESSES = """addEventListener("pointerdown", () => {
    sessionStorage.presses = Number(sessionStorage.presses || 0) + 1;
}, true)"""
LARGE_PICTURE = png(3000, 2000, text=b"place\x0051.5N 0.1W")


@pytest.fixture
def scene() -> SimpleNamespace:
    guider = builders.user("guider", builders.organisation("Rosehill"))
    case = builders.case(guider)
    parent = builders.person(case, name="Amina")
    child = builders.person(case, Participation.Role.CHILD, name="Zed")
    build.authority(parent, child)
    return SimpleNamespace(guider=guider, case=case, parent=parent, child=child)


@pytest.fixture
def form(live_server, tablet, scene) -> Page:
    page = tablet(scene.guider)
    page.goto(live_server.url + reverse("consent-new", args=[scene.case.pk, scene.parent.pk]))
    return page


def answer(page: Page, scope: str, words: str) -> None:
    page.locator(f"[name={scope}]").locator("xpath=..").get_by_text(words, exact=True).click()


def draw(page: Page) -> None:
    canvas = page.locator("#signature")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    page.mouse.move(box["x"] + 60, box["y"] + 120)
    page.mouse.down()
    for step in range(40):
        page.mouse.move(box["x"] + 60 + step * 8, box["y"] + 90 + (step % 7) * 12)
    page.mouse.up()


INK = """canvas => canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data
    .filter((value, at) => at % 4 === 3 && value > 0).length"""
SIGNED = f"""() => {{ const canvas = document.querySelector("#signature");
    return canvas.width === Math.round(canvas.clientWidth * devicePixelRatio) && ({INK})(canvas) > 500; }}"""


def ink(page: Page) -> int:
    """How many dots of the box carry ink."""
    return page.locator("#signature").evaluate(INK)


def record(page: Page) -> None:
    page.get_by_role("button", name="Record these answers").click()


def presses(page: Page) -> int:
    return page.evaluate("Number(sessionStorage.presses)")


def test_a_parent_signs_with_a_finger(form, scene):
    answer(form, "film", "Yes")
    answer(form, "supervision", "No")
    draw(form)
    assert ink(form) > 500
    record(form)

    expect(form.get_by_text("Thank you. The answers are recorded.")).to_be_visible()
    signed = ConsentRecord.objects.get()
    assert open_note(signed.signature)[:8] == b"\x89PNG\r\n\x1a\n"
    held = standing(scene.case)
    assert (held[scene.parent.pk, "film"], held[scene.parent.pk, "supervision"]) == ("given", "refused")

    form.get_by_role("link", name=signed.signed_at.strftime("%B")).click()
    picture = form.get_by_role("img", name="Signature of Amina")
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.naturalWidth") > 300
    assert form.complaints == []


def test_starting_again_empties_the_box_and_an_empty_box_is_not_a_signature(form):
    draw(form)
    form.get_by_role("button", name="Start again").click()
    assert ink(form) == 0
    answer(form, "film", "Yes")
    record(form)

    expect(form.get_by_text("The signature is missing. Please sign in the box.")).to_be_visible()
    expect(form.locator("[name=film][value=given]")).to_be_checked()
    assert not ConsentRecord.objects.exists()


def test_a_signature_is_still_there_after_another_mistake(form):
    draw(form)
    record(form)
    expect(form.get_by_text("Please record at least one answer.")).to_be_visible()
    form.wait_for_function(SIGNED)

    answer(form, "film", "Yes")
    record(form)

    expect(form.get_by_text("Thank you. The answers are recorded.")).to_be_visible()
    assert form.complaints == []


def test_a_signature_survives_turning_the_tablet(form):
    draw(form)
    form.set_viewport_size({"width": 1180, "height": 820})
    form.wait_for_function(SIGNED)


def test_who_cannot_draw_agrees_in_words_with_the_keyboard_alone(form):
    form.locator("[name=film][value=given]").focus()
    form.keyboard.press("Space")
    form.locator("[name=method][value=screen]").focus()
    form.keyboard.press("ArrowDown")
    form.keyboard.press("ArrowDown")
    expect(form.locator("#signature")).to_be_hidden()
    for words in ("Amina and her guider", "May I film you? Yes."):
        form.keyboard.press("Tab")
        form.keyboard.type(words)
    form.get_by_role("button", name="Record these answers").focus()
    form.keyboard.press("Enter")

    expect(form.get_by_text("Thank you. The answers are recorded.")).to_be_visible()
    signed = ConsentRecord.objects.get()
    assert (signed.method, signed.signature, signed.said) == ("spoken", None, "May I film you? Yes.")


def test_a_photograph_of_the_paper_is_sent_small_and_without_what_the_camera_wrote(form, scene):
    answer(form, "film", "Yes")
    form.locator("[name=method][value=paper]").check()
    photograph = {"name": "Amina at home.png", "mimeType": "image/png", "buffer": LARGE_PICTURE}
    form.get_by_label("The signed paper").set_input_files([photograph])
    record(form)

    expect(form.get_by_text("Thank you. The answers are recorded.")).to_be_visible()
    note = ConsentRecord.objects.get().papers.get().note
    content = open_note(note)
    assert note.content_type == "image/jpeg"
    assert (b"51.5N 0.1W" in content, len(content) < len(LARGE_PICTURE)) == (False, True)
    assert form.complaints == []


def test_taking_back_takes_fewer_presses_than_giving(live_server, tablet, scene):
    """The figures of docs/adr/0018: every press of a finger, from the consent page of the case and back."""
    page = tablet(scene.guider)
    page.add_init_script(COUNT_PRESSES)
    page.goto(live_server.url + reverse("consent", args=[scene.case.pk]))
    amina = page.locator(".consent-person").filter(has_text="Amina")

    amina.get_by_role("link", name="Ask for consent").click()
    answer(page, "film", "Yes")
    draw(page)
    record(page)
    expect(page.get_by_text("Thank you. The answers are recorded.")).to_be_visible()
    giving = presses(page)
    build.film(scene.case, scene.parent)

    amina.get_by_role("link", name="Take back consent").click()
    page.get_by_text("Being filmed", exact=True).click()
    page.get_by_role("button", name="Take back").click()
    expect(page.get_by_text("Taken back. It counts from this moment on.")).to_be_visible()

    assert (giving, presses(page) - giving) == (4, 3)
    assert (Withdrawal.objects.get().scope, Destruction.objects.count()) == ("film", 1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_have_no_barriers_and_fit_a_phone(live_server, tablet, scene, violations, scheme):
    build.answers(scene.case, scene.parent, film="given", supervision="refused", keepsake="given")
    build.sealed_film(scene.case, [scene.parent], b"film")
    withdraw(case=scene.case, person=scene.parent, scope="film", by=scene.guider)
    build.film(scene.case, scene.parent)
    page = tablet(scene.guider)
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 390, "height": 844})
    for address in (
        reverse("consent", args=[scene.case.pk]),
        reverse("consent-new", args=[scene.case.pk, scene.child.pk]),
        reverse("authority-new", args=[scene.case.pk, scene.child.pk]),
        reverse("withdrawal-new", args=[scene.case.pk, scene.parent.pk]),
        reverse("consent-record", args=[ConsentRecord.objects.get().pk]),
        reverse("destruction", args=[Destruction.objects.get().pk]),
    ):
        page.goto(live_server.url + address)
        assert violations(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, address
