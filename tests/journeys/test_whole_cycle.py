"""One whole cycle of Video Interaction Guidance, from referral to withdrawal, by hand in a real browser."""

import time

import pytest
from playwright.sync_api import expect

from tests.browser import PATIENCE
from tests.journeys import road, steps
from tests.journeys.conftest import PASSWORD, SHARED

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]
WORK = ("film", "shared_review", "supervision")


def test_a_trainee_takes_a_real_film_from_referral_to_a_counted_cycle_and_a_withdrawal_ends_it(product, as_):
    trainee, supervisor, administrator = as_("trainee"), as_("supervisor"), as_("administrator")

    case = steps.open_case(trainee, ("Hazel Journey", "Parent"), ("Pip Journey", "Child"))
    steps.agree_helping_question(trainee, case, now=3, hoped_for=8)
    steps.sign_consent(trainee, case, "Hazel Journey", *WORK)
    steps.record_authority(trainee, case, "Pip Journey", "Hazel Journey")
    steps.sign_consent(trainee, case, "Pip Journey", *WORK)
    steps.plan_filming(trainee, case)
    steps.upload(trainee, SHARED / "footage" / "two-people-call-speech.mp4", "Hazel Journey", "Pip Journey")
    film = steps.open_studio(trainee)
    steps.make_clips(trainee)
    submission = steps.submit(trainee, case)
    steps.supervise(supervisor, submission, ("Hazel", "Pip"))
    steps.hold_review(trainee, case, "Hazel Journey")

    trainee.goto(case)
    expect(trainee.get_by_text("Counted")).to_be_visible()

    road.choose_pathway(supervisor, "Tory Trainee")
    road.write_meeting(supervisor, "Tory Trainee")
    road.sign_meeting(trainee)
    in_the_portfolio(road.portfolio(trainee), road.portfolio_on_paper(trainee))

    assert "*" in released_report(administrator)

    assert trainee.request.get(film, headers={"Range": "bytes=0-999"}).status == 206
    steps.withdraw_film(trainee, case, "Hazel Journey")
    assert trainee.request.get(film, headers={"Range": "bytes=1000-1999"}).status == 410
    assert sealed_bytes_left(product) == 0


def in_the_portfolio(table, paper):
    """One cycle and one meeting in both, and nobody of the family."""
    assert [line.split(",")[0] for line in table.splitlines()] == ["What", "cycle", "supervision"]
    said = ("Tory Trainee", "Stage 1", "1 of 6", "1 of 2", "1 h of 7 h", "Complete cycles", "Parent; Child")
    assert [words for words in said if words not in paper] == []
    assert [name for name in ("Hazel", "Pip", "Journey") if name in table + paper] == []


def released_report(page):
    """The released CSV of the newest closed quarter that has cases."""
    page.goto("/reports/")
    page.get_by_role("main").get_by_role("link").nth(1).click()
    page.get_by_role("button", name="Make the preview").click()
    page.get_by_role("button", name="Release reports").click(timeout=PATIENCE)
    proof, done = page.get_by_role("heading", name="Is it still you?"), page.get_by_text("Released by")
    expect(proof.or_(done)).to_be_visible()
    if proof.is_visible():  # the journey took longer than a proof of who is there holds
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Go on").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download as CSV").click()
    return download.value.path().read_text(encoding="utf-8-sig")


def sealed_bytes_left(product):
    """Sizes of all sealed films; removing them is the worker's next step after the key is gone."""
    for _ in range(60):
        left = sum(path.stat().st_size for path in (product.data / "sealed").rglob("*") if path.is_file())
        if left == 0:
            return 0
        time.sleep(1)
    return left
