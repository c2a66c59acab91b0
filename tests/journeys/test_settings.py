"""Other settings by hand in a real browser: a birth, a placement that ends, a school."""

import pytest
from playwright.sync_api import expect

from tests.consent_builders import SCAN
from tests.journeys import settings, steps
from tests.journeys.conftest import SHARED

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]
WORK = ("film", "shared_review")


def test_after_a_birth_the_history_stays_and_consent_is_asked_for_the_child(product, as_):
    page = as_("guider")
    case = steps.open_case(page, ("Laurel Journey", "Parent"), ("Little Journey", "Unborn child"))
    steps.agree_helping_question(page, case, now=3, hoped_for=8)
    steps.sign_consent(page, case, "Laurel Journey", *WORK)
    page.goto(f"{case}consent/")
    expect(page.get_by_text("Nobody signs for a child").or_(page.get_by_text("Not born yet"))).to_be_visible()

    settings.record_birth(page, case, "Little Journey", "Bay Journey")
    expect(page.get_by_text("How do I answer what he tells me?").first).to_be_visible()
    expect(page.get_by_text("born meanwhile, and not asked about yet")).to_be_visible()
    steps.record_authority(page, case, "Bay Journey", "Laurel Journey")
    steps.sign_consent(page, case, "Bay Journey", *WORK)
    page.goto(f"{case}consent/")
    expect(page.get_by_text("born meanwhile")).to_have_count(0)


def test_when_a_placement_ends_what_the_carer_agreed_to_is_asked_again(product, as_):
    page = as_("guider")
    case = steps.open_case(page, ("Rowan Journey", "Foster carer"), ("Wren Journey", "Child"))
    settings.delegate(page, case, "Wren Journey", "Rowan Journey", SCAN)
    settings.place(page, case, "Wren Journey", "Rowan Journey")
    steps.sign_consent(page, case, "Wren Journey", *WORK)
    page.goto(f"{case}consent/")
    expect(page.get_by_text("who may decide has changed")).to_have_count(0)

    settings.end_placement(page, case)
    expect(page.get_by_text("who may decide has changed")).to_be_visible()
    expect(page.locator("table").get_by_text("Ask again").first).to_be_visible()
    page.goto(case)
    expect(page.get_by_text("Nobody is written down yet.")).to_be_visible()


def test_in_a_school_a_pupil_in_shot_without_consent_keeps_the_film_in_quarantine(product, as_):
    page = as_("guider")
    case = settings.open_school_case(page, "Sorrel Journey", "Lark Journey", "Basil Journey")
    steps.agree_helping_question(page, case, now=3, hoped_for=7)
    steps.sign_consent(page, case, "Sorrel Journey", *WORK)
    steps.record_authority(page, case, "Lark Journey", "Basil Journey")
    steps.sign_consent(page, case, "Lark Journey", *WORK)
    steps.plan_filming(page, case)
    filming = page.url
    settings.add_somebody_in_shot(page, "Finch Journey", "Pupil")
    page.goto(filming)
    film = SHARED / "footage" / "iphone14pro-hevc-hdr-rotated-blank.mov"
    steps.begin_upload(page, film, "Sorrel Journey", "Lark Journey", "Finch Journey")
    expect(page.get_by_text("The whole film is here")).to_be_visible(timeout=steps.PREPARED)
    page.goto(case)
    expect(page.get_by_text("Nobody can watch the")).to_be_visible()
