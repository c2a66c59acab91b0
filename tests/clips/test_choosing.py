"""From candidates to chosen clips in a real browser: shortlist, filters, order by drag, touch and keys."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from clips.models import Clip, SelectedClip
from tests.clips.film_page import add_clips, drag, enter, open_studio, saved, scene_of, touch_drag

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "keystore"]),
]


@pytest.fixture
def scene(cast):
    return scene_of(cast)


@pytest.fixture
def guided(scene, live_server, sign_in, page: Page) -> Page:
    enter(page, live_server, sign_in(scene.guider))
    return page


@pytest.fixture
def finger(scene, live_server, sign_in, browser) -> Page:
    """A phone."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    enter(page, live_server, sign_in(scene.guider))
    yield page
    context.close()


def order() -> list[str]:
    return list(SelectedClip.objects.order_by("position").values_list("clip__title", flat=True))


def test_clips_are_shortlisted_chosen_and_filtered_by_a_press_or_a_key(guided, scene, live_server):
    page = guided
    add_clips(scene, "Looks", "Waits", "Laughs")
    open_studio(page, live_server, scene)
    page.get_by_role("button", name="Shortlist Looks").click()
    expect(page.get_by_role("button", name="Shortlist Looks")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#toast")).to_contain_text("Looks is on the shortlist.")
    page.get_by_role("button", name="Choose Waits for the review").click()
    page.locator(".clip-head", has_text="Laughs").click()
    page.locator("#player").focus()
    for key in ("f", "f", "f", "g", "g"):
        page.keyboard.press(key)
    saved(page)
    assert list(Clip.objects.values_list("title", "shortlisted")) == [
        ("Looks", True), ("Waits", False), ("Laughs", True),
    ]  # fmt: skip
    assert order() == ["Waits"]

    filters = page.locator("#clip-filters")
    assert [each.inner_text().split() for each in filters.locator("button").all()] == [
        ["All", "3"], ["Shortlisted", "3"], ["Chosen", "1"],
    ]  # fmt: skip
    page.locator(".clip-head", has_text="Laughs").click()
    filters.get_by_role("button", name="Chosen").click()
    expect(page.locator("#clips > li .clip-title")).to_have_text(["Waits"])
    filters.get_by_role("button", name="All").click()
    expect(page.locator("#clips > li")).to_have_count(3)
    expect(page.locator("#chosen-length")).to_have_text("1 clip, 0:01")
    assert page.said == []


def test_the_chosen_are_put_in_order_by_mouse_and_keys_in_the_studio(guided, scene, live_server):
    page = guided
    add_clips(scene, "Looks", "Waits", "Laughs", chosen=True)
    open_studio(page, live_server, scene)
    rows = page.locator("#chosen > li")
    expect(page.locator("#chosen-length")).to_have_text("3 clips, 0:03 in all")
    drag(page, page.get_by_role("button", name="Move Looks"), rows.nth(2))
    expect(page.locator("#chosen .chosen-title")).to_have_text(["Waits", "Laughs", "Looks"])
    expect(page.locator("#toast")).to_contain_text("Looks is now number 3 of 3.")

    page.locator(".chosen-title", has_text="Laughs").focus()
    page.keyboard.press("Alt+ArrowUp")
    expect(page.locator("#chosen .chosen-title")).to_have_text(["Laughs", "Waits", "Looks"])
    expect(page.locator(".chosen-title", has_text="Laughs")).to_be_focused()
    page.keyboard.press("Alt+ArrowUp")
    page.get_by_role("button", name="Move Looks").press("ArrowUp")
    expect(page.get_by_role("button", name="Move Looks")).to_be_focused()
    saved(page)
    assert order() == ["Laughs", "Looks", "Waits"]
    assert page.said == []


def test_a_row_that_is_let_go_where_it_was_or_by_escape_stays(guided, scene, live_server):
    page = guided
    add_clips(scene, "Looks", "Waits", chosen=True)
    open_studio(page, live_server, scene)
    grip = page.get_by_role("button", name="Move Looks")
    page.locator("#chosen > li").nth(1).scroll_into_view_if_needed()
    grip.focus()
    box, other = grip.bounding_box(), page.locator("#chosen > li").nth(1).bounding_box()
    page.mouse.move(box["x"] + 5, box["y"] + 5)
    page.mouse.down()
    page.mouse.move(box["x"] + 5, other["y"] + other["height"], steps=4)
    expect(page.locator("#chosen > li.held")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator("#chosen > li.held")).to_have_count(0)
    page.mouse.up()
    expect(page.locator("#chosen .chosen-title")).to_have_text(["Looks", "Waits"])
    expect(page.locator("#save[data-status=saving]")).to_have_count(0)
    assert order() == ["Looks", "Waits"]


def test_the_chosen_are_put_in_order_by_finger_in_the_studio_and_on_the_selection_page(
    finger, scene, live_server
):
    page = finger
    add_clips(scene, "Looks", "Waits", "Laughs", chosen=True)
    open_studio(page, live_server, scene)
    touch_drag(page, page.get_by_role("button", name="Move Laughs"), page.locator("#chosen > li").nth(0))
    expect(page.locator("#chosen .chosen-title")).to_have_text(["Laughs", "Looks", "Waits"])
    saved(page)
    assert order() == ["Laughs", "Looks", "Waits"]

    page.goto(live_server.url + reverse("selection", args=[scene.cycle.pk]))
    expect(page.locator(".selection-length")).to_contain_text("3 clips, 3 seconds of film in all")
    names = page.locator(".selected-clip .card-title")
    grip = page.get_by_role("button", name="Move Laughs")
    touch_drag(page, grip, page.locator(".selected-clip").nth(1))
    expect(names).to_have_text(["Looks", "Laughs", "Waits"])
    expect(page.locator("[data-moves]")).to_have_text("Laughs is now number 2 of 3.")
    assert order() == ["Looks", "Laughs", "Waits"]
    page.get_by_role("button", name="Move Laughs").press("Alt+ArrowUp")
    expect(page.locator("[data-moves]")).to_have_text("Laughs is now number 1 of 3.")
    expect(names).to_have_text(["Laughs", "Looks", "Waits"])
    expect(page.get_by_role("button", name="Move Laughs")).to_be_focused()
    assert order() == ["Laughs", "Looks", "Waits"]
    assert page.said == []
