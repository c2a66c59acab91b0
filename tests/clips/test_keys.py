"""Every key of the studio, pressed in a real browser: one table says what each does, and none is left out."""

from types import SimpleNamespace

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Error, Page, expect

from clips import actions
from clips.keys import ACTS, label_of, table_of_keys
from clips.models import Clip, Moment
from clips.rules import settings_of
from tests import builders, consent_builders
from tests.clips.in_browser import film, saved, settled
from tests.clips.reading import WATCH, until_picture

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "keystore"]),
]

# What can be seen of the studio, for the effects of keys.
STANDS = """
() => {
  const textOf = (element) => element.textContent;
  const video = document.querySelector("video");
  const places = (selector, is) =>
    [...document.querySelectorAll(selector)].map((each, place) => (is(each) ? place + 1 : "")).join("");
  return {
    frame: Number(document.querySelector("#frame").textContent), speed: video.playbackRate,
    before_250: Number(document.querySelector("#frame").textContent) < 250,
    playing: document.querySelector("#player").classList.contains("playing"),
    loop: document.querySelector("#loop").ariaPressed === "true",
    moments: document.querySelectorAll("#moments > li").length,
    clips: document.querySelectorAll("#clips > li").length,
    stills: document.querySelectorAll("#stills > li").length,
    comparing: document.querySelector("#compare").open,
    open: places("#clips > li", (row) => row.classList.contains("open")),
    times: [...document.querySelectorAll("#clips :is([data-in], [data-out])")].map(textOf).join(" "),
    ticked: places("#clips [data-principle]", (each) => each.ariaPressed === "true"),
    whose: places("#clips [name=whose]", (each) => each.checked),
    shortlisted: places("#clips [data-shortlist]", (each) => each.ariaPressed === "true"),
    chosen: places("#clips [data-choose-row]", (each) => each.ariaPressed === "true"),
    writing: document.activeElement?.dataset.field ?? "", help: document.querySelector("#help").open,
    snapping: document.querySelector("[data-do=snapping]").ariaPressed === "true",
    zoomed: document.querySelector("[data-part]").style.width !== "100%",
  };
}
"""
# Key after key on one page, and what stands there afterwards.
STEPS = [
    ("Shift+ArrowRight", {"frame": 125}),
    ("ArrowRight", {"frame": 150}),
    (".", {"frame": 151}),
    (",", {"frame": 150}),
    ("ArrowLeft", {"frame": 125}),
    ("Shift+ArrowLeft", {"frame": 0}),
    ("[", {"speed": 0.75}),
    ("<", {"speed": 0.5}),
    ("]", {"speed": 0.75}),
    ("<", {"speed": 0.5}),
    ("[", {"speed": 0.25}),
    ("]", {"speed": 0.5}),
    ("]", {"speed": 0.75}),
    ("]", {"speed": 1}),
    (">", {"speed": 1.25}),
    (" ", {"playing": True, "speed": 1.25}),
    ("l", {"speed": 1.5}),
    ("l", {"speed": 2}),
    (" ", {"playing": False, "speed": 2}),
    ("k", {"playing": True, "speed": 1}),
    ("l", {"speed": 1.5}),
    ("k", {"playing": False, "speed": 1}),
    ("Shift+ArrowLeft", {}),
    ("Shift+ArrowLeft", {}),
    ("Shift+ArrowLeft", {}),
    ("Shift+ArrowLeft", {}),
    ("Shift+ArrowLeft", {}),
    ("Shift+ArrowLeft", {}),
    ("Shift+ArrowLeft", {}),
    ("Shift+ArrowLeft", {"frame": 0}),
    ("Shift+ArrowRight", {"frame": 125}),
    ("m", {"moments": 1}),
    ("x", {"clips": 1, "moments": 0, "open": "1", "times": "0:00.0 0:15.0", "frame": 125}),
    ("ArrowRight", {"frame": 150}),
    ("i", {"times": "0:06.0 0:15.0"}),
    ("Shift+ArrowRight", {"frame": 275}),
    ("o", {"times": "0:06.0 0:11.0"}),
    ("Shift+i", {"frame": 150}),
    ("Shift+o", {"frame": 275}),
    ("[", {"speed": 0.75}),
    ("[", {"speed": 0.5}),
    ("[", {"speed": 0.25}),
    ("j", {"playing": True, "before_250": True}),
    ("j", {"playing": True, "before_250": True}),
    ("k", {"playing": False, "before_250": True}),
    ("Shift+o", {"frame": 275}),
    ("r", {"loop": True}),
    ("r", {"loop": False}),
    ("b", {"clips": 2, "open": "1", "times": "0:00.0 0:21.0"}),
    ("ArrowDown", {"open": "2", "frame": 150}),
    ("ArrowUp", {"open": "1", "frame": 0}),
    ("Shift+2", {"whose": "2"}),
    ("Shift+3", {"whose": "3"}),
    ("Shift+4", {"whose": "4"}),
    ("Shift+1", {"whose": "1"}),
    *((str(place), {"ticked": "123456"[:place]}) for place in range(1, 7)),
    ("f", {"shortlisted": "1"}),
    ("g", {"chosen": "1"}),
    ("s", {"stills": 1}),
    ("v", {"comparing": True}),
    ("Escape", {"comparing": False}),
    ("+", {"zoomed": True}),
    ("-", {"zoomed": False}),
    ("=", {"zoomed": True}),
    ("0", {"zoomed": False}),
    ("n", {"snapping": False}),
    ("n", {"snapping": True}),
    ("?", {"help": True}),
    ("Escape", {"help": False}),
    ("h", {"help": True}),
    ("Escape", {"help": False}),
    ("c", {"writing": "answer"}),
    ("Escape", {"writing": ""}),
]
LEAVES = "Escape"


def press(page: Page, key: str) -> None:
    page.keyboard.press("Space" if key == " " else key)


def stands(page: Page, **expected: object) -> None:
    is_so = "Object.keys(wanted).every((name) => now[name] === wanted[name])"
    wanted = f"(wanted) => {{ const now = ({STANDS})(); return {is_so}; }}"
    try:
        page.wait_for_function(wanted, arg=expected)
    except Error:
        now = page.evaluate(STANDS)
        assert {name: now[name] for name in expected} == expected


@pytest.fixture
def scene(scene: SimpleNamespace) -> SimpleNamespace:
    """Four people in the picture."""
    for name in ("Alder", "Rowan"):
        person = builders.person(scene.case, "sibling", name)
        consent_builders.answers(scene.case, person, film="given")
        scene.footage.custody.appearances.create(person=person)
    return scene


def test_every_key_has_its_step_here():
    assert sorted({key for key, _expected in STEPS}) == sorted(table_of_keys({}))


def test_every_key_does_what_its_table_says(studio_page, scene):
    page = studio_page
    page.locator("#player").focus()
    for key, expected in STEPS:
        press(page, key)
        stands(page, **expected)
        if key == ".":
            expect(page.locator("#spoken")).to_have_text("0:06.0, frame 151")
    saved(page)
    assert [moment.frame for moment in Moment.objects.all()] == [125]
    assert [(clip.in_frame, clip.out_frame) for clip in Clip.objects.all()] == [(0, 526), (150, 276)]
    assert film(page).evaluate("(video) => video.preservesPitch") is True
    press(page, LEAVES)
    page.wait_for_url(f"**{reverse('case', args=[scene.case.pk])}")
    assert page.said == []


def test_every_action_is_also_a_button_with_its_words_and_its_keys(studio_page):
    page = studio_page
    page.get_by_role("button", name="Keys and everything").click()
    lines = page.locator("#help [data-do]")
    shown = lines.evaluate_all(
        """(buttons) => buttons.map((each) => [each.dataset.do, each.textContent,
        [...each.nextElementSibling.children].map((key) => key.textContent)])"""
    )
    assert shown == [
        [code, str(act.words), [label_of(key) for key in act.keys]] for code, act in ACTS.items()
    ]
    assert Axe().run(page).response["violations"] == []
    page.get_by_role("button", name="One second on", exact=True).click()
    stands(page, help=False, frame=25)
    on_the_page = page.locator(".controls [data-do]").evaluate_all("(all) => all.map((each) => each.title)")
    assert "Mark a moment (M)" in on_the_page
    assert [title for title in on_the_page if not title] == []


def test_keys_are_given_away_on_the_settings_page(studio_page, scene, live_server):
    page = studio_page
    page.goto(live_server.url + reverse("studio-settings"))
    page.get_by_text("Give actions other keys").click()
    page.get_by_label("Mark a moment").press("q")
    expect(page.get_by_label("Mark a moment")).to_have_value("Q")
    page.get_by_label("Back to normal speed").press("Shift+ArrowUp")
    expect(page.get_by_label("Back to normal speed")).to_have_value("Shift+↑")
    assert Axe().run(page).response["violations"] == []
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Your settings are saved")).to_be_visible()

    assert settings_of(scene.guider).keys == {"moment": "q", "normalSpeed": "Shift+ArrowUp"}


def test_keys_can_be_switched_off_in_the_studio_and_stay_so(studio_page, scene):
    actions.change_settings(by=scene.guider, keys={"moment": "q"})
    page = studio_page
    open_again(page)
    press(page, "m")
    press(page, "q")
    stands(page, moments=1)
    expect(page.get_by_role("button", name="Mark moment").locator("kbd")).to_have_text("Q")
    press(page, "?")
    page.get_by_label("Single keys are switched on").uncheck()
    saved(page)
    assert settings_of(scene.guider).single_keys is False
    open_again(page)
    press(page, "q")
    page.get_by_role("button", name="Mark moment").click()
    stands(page, moments=2)
    saved(page)
    assert Moment.objects.count() == 2


def open_again(page: Page) -> None:
    page.reload()
    expect(page.locator("#player.ready")).to_be_visible()
    page.locator("#player").focus()


def test_a_loop_rests_at_the_last_frame_and_any_step_ends_the_rest(studio_page, scene):
    actions.change_settings(by=scene.guider, loop_pause_ms=4000)
    Clip.objects.create(footage=scene.footage, in_frame=100, out_frame=115, made_by=scene.guider)
    page = studio_page
    page.reload()
    page.locator(".clip-head").click()
    settled(page, 100)
    page.locator("#player").focus()
    press(page, "r")
    press(page, "k")
    film(page).evaluate(WATCH)
    rests = """() => { const video = document.querySelector("video");
        const isLast = document.querySelector("#frame").dataset.frame === "114"; // at the start it waits, too
        return isLast && video.paused && !video.seeking && document.querySelector("#player.playing"); }"""
    page.wait_for_function(rests)
    until_picture(film(page), 114)
    page.wait_for_function("() => window.shown.some((frame, place) => frame < window.shown[place - 1])")
    page.wait_for_function(rests)
    press(page, ",")
    stands(page, playing=False, frame=113, loop=True)
    until_picture(film(page), 113)
    assert [frame for frame in page.evaluate("window.shown") if frame < 100] == []
    press(page, "k")
    stands(page, playing=True)


def test_typing_stops_the_film_and_ctrl_enter_saves_and_goes_on(studio_page, scene):
    page = studio_page
    page.locator("#player").focus()
    press(page, "b")
    press(page, "k")
    stands(page, playing=True)
    press(page, "c")
    stands(page, writing="answer", playing=True)
    page.keyboard.type("mix")
    stands(page, playing=False)
    page.keyboard.press("Control+Enter")
    stands(page, writing="", playing=True)
    saved(page)
    assert Clip.objects.get().answer == "mix"
    assert Moment.objects.count() == 0
