"""Saying more about a clip, in the studio in a real browser: descriptors, turns, what came just before."""

from types import SimpleNamespace

import pytest
from playwright.sync_api import Page, expect

from clips.actions import change_clip
from clips.models import Clip
from tests import vault_builders
from tests.browser import barriers
from tests.clips import film_page

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "keystore"]),
]


@pytest.fixture
def scene(cast: SimpleNamespace) -> SimpleNamespace:
    """A film of 10 s at 25 frames a second with a clip from 6 to 9 s."""
    made = film_page.scene_of(cast, content=vault_builders.film(10, rate=25))
    made.child = made.other
    made.clip = Clip.objects.create(footage=made.footage, in_frame=150, out_frame=225, made_by=made.guider)
    return made


@pytest.fixture
def opened(scene, live_server, sign_in, page: Page) -> Page:
    """The studio with the clip open."""
    film_page.enter(page, live_server, sign_in(scene.guider))
    film_page.open_studio(page, live_server, scene)
    open_clip(page)
    return page


def open_clip(page: Page) -> None:
    expect(page.locator("#player.ready")).to_be_visible()
    page.locator(".clip-head").click()
    settled(page, 150)


def settled(page: Page, frame: int) -> None:
    expect(page.locator("#frame")).to_have_text(str(frame))
    page.wait_for_function("() => !document.querySelector('video').seeking")


def saved(page: Page) -> None:
    expect(page.locator("#save[data-status=saved]")).to_be_visible()


def more(page: Page, words: str):
    return page.locator("summary").filter(has_text=words)


def test_descriptors_stand_below_a_ticked_principle_and_are_there_after_a_reload(opened, scene):
    page = opened
    more(page, "What exactly?").click()
    expect(page.get_by_text("Tick a principle first")).to_be_visible()
    page.get_by_role("button", name="Receiving initiatives").click()
    page.get_by_role("button", name="answers with eyes, smile or nod").click()
    expect(more(page, "What exactly?")).to_contain_text("1 ticked")
    page.locator(".person-choice", has_text="Robin").click()
    expect(page.get_by_text("Tick a principle first")).to_be_visible()
    page.get_by_role("button", name="Guiding").click()
    saved(page)
    ticks = sorted(scene.clip.ticks.values_list("principle", "subject__name"))
    assert ticks == [("guide", "Robin"), ("receive", "Juniper"), ("receive.face", "Juniper")]

    page.reload()
    open_clip(page)
    more(page, "What exactly?").click()
    face = page.get_by_role("button", name="answers with eyes, smile or nod")
    expect(face).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Receiving initiatives").click()
    expect(face).to_be_hidden()
    saved(page)
    assert list(scene.clip.ticks.values_list("principle", "subject__name")) == [("guide", "Robin")]
    assert page.said == []


def test_a_chain_of_turns_is_told_by_presses_moved_and_played(opened, scene):
    page = opened
    more(page, "Turn by turn").click()
    add = page.get_by_role("button", name="Add a turn")
    add.click()
    page.get_by_role("button", name="Robin", exact=True).click()
    page.get_by_role("button", name="Sound", exact=True).click()
    page.locator("#player").focus()
    page.keyboard.press("ArrowRight")
    settled(page, 175)
    add.click()
    chain = more(page, "Turn by turn")
    expect(chain).to_contain_text("Robin: initiative by sound → Juniper: reception")
    page.locator("li.turn").nth(1).get_by_role("button", name="Facial expression").click()
    expect(chain).to_contain_text("Juniper: reception by facial expression")
    saved(page)
    robin = {"person": scene.child.pk, "kind": "initiative", "channel": "sound", "frame": 150}
    juniper = {"person": scene.parent.pk, "kind": "reception", "channel": "face", "frame": 175}
    assert Clip.objects.get().chain == [robin, juniper]
    assert page.said == []


def test_turns_are_found_moved_and_removed_by_keys(opened, scene):
    page = opened
    robin = {"person": scene.child.pk, "kind": "initiative", "channel": "sound", "frame": 160}
    juniper = {"person": scene.parent.pk, "kind": "reception", "channel": "face", "frame": None}
    change_clip(clip=scene.clip, version=1, by=scene.guider, turns=[robin, juniper])
    page.reload()
    open_clip(page)
    chain = more(page, "Turn by turn")
    expect(chain).to_contain_text("Robin: initiative by sound → Juniper: reception by facial expression")
    chain.press("Enter")
    page.get_by_role("button", name="Show the film at 0:06.4").press("Enter")
    settled(page, 160)
    page.get_by_role("button", name="Juniper: reception by facial expression").press("Enter")
    page.get_by_role("button", name="Move this turn earlier").and_(page.locator(":visible")).press("Enter")
    expect(chain).to_contain_text("Juniper: reception by facial expression → Robin: initiative by sound")
    expect(
        page.locator("li.turn").nth(0).get_by_role("button", name="Move this turn earlier")
    ).to_be_focused()
    saved(page)
    assert Clip.objects.get().chain == [juniper, robin]
    page.get_by_role("button", name="Remove this turn").and_(page.locator(":visible")).press("Enter")
    expect(page.get_by_role("button", name="Add a turn")).to_be_focused()
    saved(page)
    assert Clip.objects.get().chain == [robin]
    assert page.said == []
    assert barriers(page) == []


def test_what_came_just_before_is_hatched_and_played_and_the_moment_stays(opened, scene):
    page = opened
    lead = page.locator("[data-lead]")
    expect(lead).to_be_hidden()
    more(page, "What came just before").click()
    page.get_by_role("button", name="5 s", exact=True).click()
    expect(lead).to_be_visible()
    line = page.locator("[data-view]").bounding_box()
    box = lead.bounding_box()
    places = [(box["x"] - line["x"]) / line["width"], box["width"] / line["width"]]
    assert places == pytest.approx([0.1, 0.5], abs=0.01)
    page.get_by_role("button", name="20 s", exact=True).click()
    expect(more(page, "What came just before")).to_contain_text("6 s")
    page.get_by_role("button", name="Play with what came just before").click()
    page.wait_for_function("() => Number(document.getElementById('frame').dataset.frame) < 100")
    page.wait_for_function("() => Number(document.getElementById('frame').dataset.frame) >= 160")
    page.locator("#play").click()
    saved(page)
    clip = Clip.objects.get()
    assert (clip.in_frame, clip.out_frame, clip.before_seconds) == (150, 225, 20)
    page.get_by_role("button", name="None", exact=True).click()
    expect(lead).to_be_hidden()
    saved(page)
    assert Clip.objects.get().before_seconds == 0
    assert page.said == []


def test_a_chain_from_another_window_is_shown_beside_ones_own(opened, scene):
    page = opened
    Clip.objects.update(title="From the other window", version=2)
    more(page, "Turn by turn").click()
    page.get_by_role("button", name="Add a turn").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Juniper: initiative")
    page.get_by_role("button", name="Keep mine").click()
    saved(page)
    clip = Clip.objects.get()
    assert ([turn["kind"] for turn in clip.chain], clip.version) == (["initiative"], 3)
    assert [line.split("status of ")[-1] for line in page.said] == ["409 (Conflict)"]
