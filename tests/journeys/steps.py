"""What people do, page by page, by the words they see."""

import re
from datetime import timedelta
from pathlib import Path

from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

PREPARED = 480_000


def open_case(page: Page, *people: tuple[str, str]) -> str:
    """From a referral; the first person is the client. Returns the address of the case."""
    page.goto("/cases/")
    page.get_by_role("link", name="New referral").first.click()
    page.get_by_label("Who referred?").select_option("Health visitor")
    page.get_by_label("Main reason").select_option("Bonding and attachment")
    rows = page.locator("#people-rows fieldset")
    while rows.count() < len(people):
        page.get_by_role("button", name="Add another person").click()
    for index, (name, role) in enumerate(people):
        row = rows.nth(index)
        row.get_by_label("Name, as they like to be called").fill(name)
        row.get_by_label("Part in the case").select_option(role)
        if role in ("Child", "Pupil"):
            born = timezone.localdate() - timedelta(days=200)
            row.get_by_label("Date of birth").fill(born.isoformat())
        if role == "Unborn child":
            due = timezone.localdate() + timedelta(days=20)
            row.get_by_label("Due date, if not born yet").fill(due.isoformat())
    rows.nth(0).get_by_label("The work is for").check()
    page.get_by_role("button", name="Open the case").click()
    expect(page.get_by_role("heading", name=re.compile(r"Case \d\d-\d{4}"))).to_be_visible()
    return page.url


def agree_helping_question(page: Page, case: str, *, now: int, hoped_for: int) -> None:
    page.goto(case)
    page.get_by_role("link", name="Start").first.click()
    page.get_by_label("In their own words").fill("He cries and I never know what he wants.")
    page.get_by_label("As agreed together").fill("How do I answer what he tells me?")
    page.get_by_role("button", name="Agree this wording").click()
    page.goto(case)
    page.get_by_role("link", name="Start").first.click()
    choose(page.get_by_role("group", name="How is it now?"), str(now))
    choose(page.get_by_role("group", name="Where would you like to be?"), str(hoped_for))
    page.get_by_role("button", name="Keep this rating").click()
    expect(page.get_by_text("How do I answer what he tells me?").first).to_be_visible()


def choose(group: Locator, answer: str) -> None:
    group.get_by_role("radio", name=answer, exact=True).check()


def record_authority(page: Page, case: str, child: str, parent: str) -> None:
    page.goto(f"{case}consent/")
    card(page, child).get_by_role("link", name=re.compile("Ask")).first.click()
    page.get_by_role("link", name="Record who may decide").click()
    page.get_by_label("Who may decide for this person?").select_option(parent)
    page.get_by_label("On what ground?").select_option("Parental responsibility")
    page.get_by_role("button", name="Record this").click()
    expect(page.get_by_role("button", name="Record this")).to_have_count(0)


def card(page: Page, name: str) -> Locator:
    return page.locator(".card").filter(has_text=name).first


def sign_consent(page: Page, case: str, name: str, *scopes: str) -> None:
    """Yes to these purposes, no to teaching outside; signed with a drawn line."""
    page.goto(f"{case}consent/")
    card(page, name).get_by_role("link", name=re.compile("Ask")).first.click()
    for scope in scopes:
        page.locator(f"input[name={scope}][value=given]").check()
    signs = page.locator("input[name=signs]")
    if not signs.first.is_checked():
        signs.first.check()
    draw(page, page.locator("#signature"))
    page.get_by_role("button", name="Record these answers").click()
    expect(page.get_by_role("button", name="Record these answers")).to_have_count(0)


def draw(page: Page, canvas: Locator) -> None:
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box
    page.mouse.move(box["x"] + 30, box["y"] + box["height"] / 2)
    page.mouse.down()
    for step in range(1, 12):
        page.mouse.move(box["x"] + 30 + step * 14, box["y"] + box["height"] / 2 + (-1) ** step * 20)
    page.mouse.up()


def plan_filming(page: Page, case: str) -> None:
    page.goto(case)
    page.get_by_role("button", name="Plan the first filming").click()
    expect(page.get_by_role("button", name="Plan the filming")).to_be_visible()
    page.get_by_label("Where exactly?").fill("At home")
    page.get_by_label("What will you be doing?").select_option("Playing")
    page.get_by_role("button", name="Plan the filming").click()
    expect(page.get_by_role("heading", name="Filming")).to_be_visible()


def upload(page: Page, film: Path, *people: str) -> None:
    begin_upload(page, film, *people)
    wait_until_prepared(page)


def begin_upload(page: Page, film: Path, *people: str) -> None:
    """Tick who is in it and choose the file."""
    for name in people:
        page.locator("label.choice").filter(has_text=name).locator("input").check()
    page.locator("input[type=file]").set_input_files(film)


def wait_until_prepared(page: Page) -> None:
    expect(page.get_by_text("The whole film is here")).to_be_visible(timeout=PREPARED)
    expect(page.get_by_role("link", name="Choose clips")).to_be_visible(timeout=PREPARED)


def open_studio(page: Page) -> str:
    """Returns the address of the film."""
    page.get_by_role("link", name="Choose clips").first.click()
    expect(page.locator("#time-all")).not_to_be_empty()
    address: str = page.locator("video").evaluate("video => video.src")
    return address


def make_clips(page: Page) -> None:
    """Step, mark two moments, make clips of them, tick a principle, choose both."""
    frame = page.locator("#frame")
    for shown in range(1, 4):
        page.get_by_role("button", name="One frame on").click()
        expect(frame).to_have_attribute("data-frame", str(shown))
    mark_and_make(page, 0)
    page.locator("#player").focus()
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    mark_and_make(page, 1)
    clips = page.locator("#clips > li")
    expect(clips).to_have_count(2)
    for index, title in enumerate(("The first look", "The answer")):
        write_clip(page, clips.nth(index), title)
    expect(page.locator("#chosen > li")).to_have_count(2)
    expect(page.locator("#save")).to_contain_text("All saved")


def choose_by_keys(page: Page, places: tuple[float, ...]) -> None:
    """At each place (share of the film) one press marks a moment, one makes a clip of it, one chooses it."""
    line = page.locator(".lane-film")
    box = line.bounding_box()
    assert box
    for made, place in enumerate(places, start=1):
        line.click(position={"x": box["width"] * place, "y": box["height"] / 2})
        for key in "mxg":
            page.keyboard.press(key)
        expect(page.locator("#chosen > li")).to_have_count(made)
    expect(page.locator("#save")).to_contain_text("All saved")


def mark_and_make(page: Page, made: int) -> None:
    page.get_by_role("button", name="Mark moment").click()
    page.locator("#moments").get_by_role("button", name="Make clip").click()
    expect(page.locator("#clips > li")).to_have_count(made + 1)


def write_clip(page: Page, clip: Locator, title: str) -> None:
    head = clip.locator("[data-select]")
    if head.get_attribute("aria-expanded") != "true":
        head.click()
    clip.get_by_label("Title").fill(title)
    clip.get_by_role("button", name="Receiving initiatives").click()
    clip.get_by_label("How does it answer the helping question?").fill("The look was answered.")
    clip.get_by_role("button", name="Choose for the review").click()
    expect(clip.get_by_role("button", name="Chosen for the review")).to_be_visible()


def submit(page: Page, case: str) -> str:
    page.goto(case)
    page.get_by_role("link", name="Start").first.click()
    page.get_by_label("Question for your supervisor").fill("Which one first?")
    page.get_by_role("button", name="Submit to supervision").click()
    expect(page.get_by_role("heading", name=re.compile("submitted"))).to_be_visible()
    return page.url


def supervise(page: Page, submission: str, family: tuple[str, ...]) -> None:
    """Watch, remark at a second, release. No name of the family is on the screen."""
    page.goto(submission)
    for name in family:
        expect(page.locator("body")).not_to_contain_text(name)
    page.locator(".submitted-play").first.click()
    expect(page.locator(".film-clock")).not_to_have_text("0:00")
    page.get_by_label("Remark at this moment").fill("Look how he waits here.")
    page.get_by_role("button", name="Keep this remark").click()
    expect(page.locator(".remark-words")).to_have_text("Look how he waits here.")
    page.get_by_label("Minutes of supervision").fill("30")
    page.get_by_role("button", name="Release for the shared review").click()
    expect(page).to_have_url(re.compile(r"/supervision/$"))


def hold_review(page: Page, case: str, parent: str) -> None:
    page.goto(case)
    page.get_by_role("link", name="Start").first.click()
    page.get_by_role("button", name="Begin the shared review").click()
    present(page)
    clip = page.locator("section.card").filter(has_text="The first look").first
    clip.get_by_label("In their own words").fill("He looks at me!")
    clip.get_by_label("Who said it").select_option(parent)
    clip.get_by_role("button", name="Keep").click()
    expect(written(page, "He looks at me!")).to_be_visible()
    for label, words in (("A strength", "I wait for him."), ("A working point", "Sit lower.")):
        page.get_by_label(re.compile(label)).fill(words)
        page.locator("section.card").filter(has=page.get_by_label(re.compile(label))).get_by_role(
            "button", name="Keep"
        ).click()
        expect(written(page, words)).to_be_visible()
    choose(page.get_by_role("group", name=re.compile("Where are you now")), "6")
    page.get_by_role("button", name="Keep this rating").click()
    expect(page.locator(".rated")).to_contain_text("6")
    page.get_by_role("button", name="Finish the shared review").click()
    expect(page.get_by_text("the cycle is complete")).to_be_visible()


def written(page: Page, words: str) -> Locator:
    return page.locator(".keep-lines").filter(has_text=words)


def present(page: Page) -> None:
    """Film only: play, step, next clip, end."""
    stage = page.get_by_role("group", name="Film")
    expect(stage).to_contain_text("All clips are loaded.")
    page.get_by_role("button", name="Begin").click()
    expect(page.locator(".presentation-place")).to_have_text("1 / 2")
    expect(stage).not_to_contain_text("The first look")
    page.get_by_role("button", name="Play").click()
    wait_until_played(page, seconds=0.5)
    page.get_by_role("button", name="Next clip").click()
    expect(page.locator(".presentation-place")).to_have_text("2 / 2")
    page.get_by_role("link", name="End").click()


def wait_until_played(page: Page, *, seconds: float) -> None:
    page.wait_for_function("least => document.querySelector('video').currentTime >= least", arg=seconds)


def withdraw_film(page: Page, case: str, name: str) -> None:
    page.goto(f"{case}consent/")
    card(page, name).get_by_role("link", name="Take back consent").click()
    page.locator("label.choice").filter(has_text="Being filmed").first.locator("input").check()
    page.get_by_role("button", name="Take back").click()
    expect(page.get_by_role("button", name="Take back")).to_have_count(0)
