"""What people do in other settings, page by page, by the words they see."""

import re

from playwright.sync_api import Page, expect

from tests.journeys import steps


def open_person(page: Page, case: str, name: str) -> None:
    page.goto(case)
    page.get_by_role("link", name=f"Change {name}").click()


def record_birth(page: Page, case: str, name: str, new_name: str) -> None:
    open_person(page, case, name)
    page.get_by_role("link", name="The child is born").click()
    page.get_by_label("Name", exact=True).fill(new_name)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Welcome!")).to_be_visible()


def delegate(page: Page, case: str, child: str, carer: str, scan: bytes) -> None:
    """With the scan of its document."""
    page.goto(f"{case}consent/")
    steps.card(page, child).get_by_role("link", name=re.compile("Ask")).first.click()
    page.get_by_role("link", name="Record who may decide").click()
    page.get_by_label("Who may decide for this person?").select_option(carer)
    page.get_by_label("On what ground?").select_option("Delegated authority, with document")
    page.get_by_label("Document it rests on").fill("Placement plan of 3 March")
    scanned = {"name": "plan.pdf", "mimeType": "application/pdf", "buffer": scan}
    page.locator("input[type=file]").set_input_files(scanned)
    page.get_by_role("button", name="Record this").click()
    expect(page.get_by_role("button", name="Record this")).to_have_count(0)


def place(page: Page, case: str, child: str, carer: str) -> None:
    open_person(page, case, child)
    page.get_by_role("link", name="Add a placement").click()
    page.get_by_role("group", name="With whom?").get_by_label(carer).check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text(f"Lives with {carer}")).to_be_visible()


def end_placement(page: Page, case: str) -> None:
    page.goto(case)
    page.get_by_role("link", name=re.compile("This ends.*placement of")).click()
    page.get_by_role("button", name="Record this").click()
    expect(page.get_by_role("heading", name="Consent", exact=True)).to_be_visible()


def open_school_case(page: Page, teacher: str, pupil: str, parent: str) -> str:
    page.goto("/cases/new/")
    page.get_by_role("link", name="School or nursery").click()
    page.get_by_label("Who referred?").select_option("School or nursery")
    page.get_by_label("Main reason").select_option("Reflecting on work with children or patients")
    for row, name in zip(page.locator("#people-rows fieldset").all(), (teacher, pupil, parent), strict=True):
        row.get_by_label("Name, as they like to be called").fill(name)
    page.get_by_role("button", name="Open the case").click()
    expect(page.get_by_role("heading", name=re.compile(r"Case \d\d-\d{4}"))).to_be_visible()
    return page.url


def add_somebody_in_shot(page: Page, name: str, role: str) -> None:
    """From the page of the filming."""
    page.get_by_role("link", name="Somebody else in the picture").click()
    page.get_by_label("Name, as they like to be called").fill(name)
    page.get_by_label("Part in the case").select_option(role)
    expect(page.get_by_label("Only in the picture")).to_be_checked()
    page.get_by_role("button", name="Add to the case").click()
    expect(page.get_by_text("Added.")).to_be_visible()
