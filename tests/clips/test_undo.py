"""Undo and redo in the studio: by button and key, after a reload, from the line that tells of a removal."""

import pytest
from playwright.sync_api import Page, expect

from clips.models import Clip, Moment
from tests.clips.film_page import add_clips, enter, open_studio, saved, scene_of
from vault.models import Job

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "keystore"]),
]


def button(page: Page, name: str):
    return page.get_by_role("group", name="Undo and redo").get_by_role("button", name=name)


def offers(page: Page, name: str, title: str) -> None:
    expect(button(page, name)).to_have_attribute("title", title)
    expect(button(page, name)).to_have_attribute("aria-disabled", "false")


def test_what_was_done_is_undone_after_a_reload_and_done_again(  # noqa: PLR0915 - one way through
    cast, live_server, sign_in, page
):
    scene = scene_of(cast)
    clip, other = add_clips(scene, "He reaches", "She waits", chosen=True)
    clip.ticks.create(principle="guide", subject=scene.parent)
    enter(page, live_server, sign_in(scene.guider))
    open_studio(page, live_server, scene)
    page.locator(".clip-head").first.click()
    page.get_by_label("Title").fill("He reaches out")
    saved(page)
    page.locator(".editor").get_by_role("button", name="Remove").click()
    saved(page)
    offers(page, "Undo", "Undo: removing a clip")
    assert list(Clip.objects.all()) == [other]

    page.reload()
    expect(page.locator("#player.ready")).to_be_visible()
    offers(page, "Undo", "Undo: removing a clip")
    button(page, "Undo").click()
    expect(page.locator("#toast")).to_have_text("Undone: removing a clip.")
    expect(page.get_by_label("Title")).to_have_value("He reaches out")
    expect(page.get_by_role("button", name="Guiding")).to_have_attribute("aria-pressed", "true")
    saved(page)
    again = Clip.objects.get(pk=clip.pk)
    assert (again.chosen.position, again.ticks.get().principle) == (1, "guide")
    assert Job.objects.filter(pk=again.render_id, state="queued").exists()

    page.locator("#player").focus()
    page.keyboard.press("Control+z")
    expect(page.get_by_label("Title")).to_have_value("He reaches")
    offers(page, "Undo", "Undo: choosing a clip")
    page.keyboard.press("Control+Shift+Z")
    expect(page.get_by_label("Title")).to_have_value("He reaches out")
    page.keyboard.press("Control+y")
    expect(page.locator(".clip-head")).to_have_count(1)
    saved(page)
    assert list(Clip.objects.all()) == [other]
    expect(button(page, "Redo")).to_have_attribute("aria-disabled", "true")
    assert page.said == []


def test_the_line_after_a_removal_undoes_it_and_goes_with_the_next_change(cast, live_server, sign_in, page):
    scene = scene_of(cast)
    moment = Moment.objects.create(footage=scene.footage, frame=30, marked_by=scene.guider)
    enter(page, live_server, sign_in(scene.guider))
    open_studio(page, live_server, scene)
    toast = page.locator("#toast").get_by_role("button", name="Undo")

    page.get_by_role("button", name="Remove moment").click()
    toast.click()
    expect(page.get_by_role("button", name="Remove moment")).to_be_visible()
    saved(page)
    assert Moment.objects.get().pk == moment.pk

    page.get_by_role("button", name="Remove moment").click()
    expect(toast).to_be_visible()
    page.locator("#player").focus()
    page.keyboard.press("m")
    expect(toast).to_have_count(0)

    page.get_by_role("button", name="Clip here").click()
    page.get_by_label("Title").press_sequentially("ab")
    page.keyboard.press("Control+z")  # in a text field the key belongs to the browser
    saved(page)
    assert Clip.objects.count() == 1
    assert page.said == []


def test_a_step_that_somebody_else_overtook_says_so_and_changes_nothing(cast, live_server, sign_in, page):
    scene = scene_of(cast)
    [clip] = add_clips(scene, "Mine")
    enter(page, live_server, sign_in(scene.guider))
    open_studio(page, live_server, scene)
    page.locator(".clip-head").click()
    page.get_by_label("Title").fill("Mine again")
    saved(page)
    offers(page, "Undo", "Undo: changing a clip")
    Clip.objects.filter(pk=clip.pk).update(title="Theirs", version=9)
    button(page, "Undo").click()
    expect(page.locator("#toast")).to_contain_text("changed again since")
    expect(page.get_by_label("Title")).to_have_value("Theirs")
    expect(button(page, "Undo")).to_have_attribute("aria-disabled", "true")
    assert Clip.objects.get().title == "Theirs"
