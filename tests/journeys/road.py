"""The road to accreditation, page by page, by the words people see."""

from playwright.sync_api import Page, expect

from tests.papers import text_of


def choose_pathway(page: Page, trainee: str) -> None:
    page.goto("/supervision/trainees/")
    page.get_by_role("link", name=f"Choose ({trainee})").click()
    page.get_by_label("Where they are now").select_option("Three stages: Stage 1")
    page.get_by_role("button", name="Choose this pathway").click()
    expect(page.get_by_text("The pathway is chosen.")).to_be_visible()


def write_meeting(page: Page, trainee: str) -> None:
    """An hour on the clips that were brought."""
    page.get_by_role("link", name="Write down a meeting").click()
    expect(page.get_by_label(trainee, exact=True)).to_be_checked()
    page.get_by_label(f"{trainee}, brought on").check()
    page.get_by_label("Learning points").fill("Wait a little longer.")
    page.get_by_role("button", name="Save and sign").click()
    expect(page.get_by_text("Waits for their signature")).to_be_visible()


def sign_meeting(page: Page) -> None:
    page.get_by_role("link", name="My progress").click()
    page.get_by_role("link", name="Read it").click()
    expect(page.get_by_text("Wait a little longer.")).to_be_visible()
    page.get_by_role("button", name="Yes, that is how it was: sign").click()
    for bar in ("Supervision: 1 h of 7 h", "Cycles: 1 of 6", "Clients: 1 of 2"):
        expect(page.get_by_role("progressbar", name=bar)).to_be_visible()


def portfolio(page: Page) -> str:
    """As a spreadsheet reads it."""
    with page.expect_download() as download:
        page.get_by_role("link", name="For a spreadsheet").click()
    return download.value.path().read_text(encoding="utf-8-sig")


def portfolio_on_paper(page: Page) -> str:
    with page.expect_download() as download:
        page.get_by_role("link", name="PDF").click()
    return text_of(download.value.path().read_bytes())
