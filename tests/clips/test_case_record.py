"""The full record of a case: everything that is written down, as a PDF that leaves Attune once."""

import hashlib
from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from cases.models import Case, Correction, NoteDraft, Objection
from clips.actions.records import print_record
from clips.models import PrintedRecord, ShownClip
from clips.personal_data import sections as personal_sections
from clips.record import SECTIONS, sections, work
from clips.record.paper import record_paper
from consent.actions import withdraw
from sessions.actions import say_call
from tests import builders
from tests.guards.world import full_case
from tests.note_builders import amended, signed
from tests.papers import facts_of, text_of


@pytest.fixture
def case(cast):
    """With everything in it."""
    made = Case.objects.get(pk=full_case(cast.trainee, cast.supervisor, cast.administrator)["case_id"])
    parent = made.participations.get(is_client=True).person
    amended(signed(made, "We read a book."), "We read two books.")
    signed(made, "Shouting was heard.", kind="safeguarding", about_on=date(2026, 2, 9))
    facts = {"case": made, "person": parent}
    Correction.objects.create(fact="language", before="", after="Polish", corrected_by=cast.trainee, **facts)
    Objection.objects.create(words="I never said so.", answer="It was heard.", noted_by=cast.trainee, **facts)
    withdraw(case=made, person=parent, scope="supervision", by=cast.trainee)
    return made


@pytest.fixture
def guider(cast, sign_in):
    return sign_in(cast.trainee)


def page_of(case):
    return reverse("case-record", args=[case.pk])


def told(case):
    return {section.title: section.lines for section in sections(case)}


def test_it_tells_everything_that_is_written_down_in_order(case):
    titles = [section.title for section in sections(case)]
    assert titles == [str(title) for title, _lines in SECTIONS if str(title) in titles]
    text = text_of(record_paper(case))
    for words in (
        case.number, "How do we enjoy each other?", "I want us to get on", "Now 3 (0–10)", "Hoped for 8",
        "Cycle 1", "We smile", "Smiles", "We read a book.", "We read two books.", "It was heard wrongly.",
        "Shouting was heard.", "Report of the nursery", "I never said so.", "Polish",
        "Brought to supervision", "The film and everything made from it", "Contents",
    ):  # fmt: skip
        assert words in text, words


def test_it_tells_what_words_and_signs_were_in_the_contact_and_what_became_of_a_call(case):
    shown = ShownClip.objects.get(filmed_session__cycle__case=case)
    parent = case.participations.get(is_client=True).person
    shown.reflections.update(contact="initiative", said_by=parent)
    facts = {"key": uuid4(), "frame": 3, "at": timezone.now(), "person": parent}
    shown.signs.create(kind="smiled", contact="reception", **facts)
    say_call(filmed_session=shown.filmed_session, call="deleted", by=case.guider)
    [clip] = [dict(line) for line in work.reviews(case) if line[0][0] == "Clip shown"]
    assert clip[f"{parent.name} · initiative"] == "We smile"
    assert clip[parent.name] == "smiled · reception"
    [review] = [dict(line) for line in work.cycles(case) if line[0][0] == "Shared review"]
    assert review["How"] == "By video call; the platform recorded it, and its copy there is deleted"
    assert "Confirmed that the platform has no copy" in review


def test_it_holds_no_draft_no_word_of_supervision_no_reason_of_a_hold_and_no_picture(case):
    NoteDraft.objects.filter(case=case).update(words="Never signed")
    text = text_of(record_paper(case))
    for words in ("Never signed", "The court asked for it.", "/proc", "Subtype/Image"):
        assert words not in text
    assert b"/Subtype/Image" not in record_paper(case)


def test_everything_of_a_case_that_is_closed_says_how_it_ended(case):
    Case.objects.filter(pk=case.pk).update(
        status="closed", closed_on=date(2026, 3, 2), closing_reason="completed"
    )
    case.refresh_from_db()
    assert told(case)["Closing"][0][:2] == [
        ("Closed on", "2 March 2026"),
        ("How it ended", "Completed as planned"),
    ]


def test_a_case_in_which_nothing_has_happened_has_a_record_too(cast):
    case = builders.case(cast.guider)
    assert list(told(case)) == ["Referral"]
    assert facts_of(record_paper(case))["Pages"] == "1"


def test_it_is_written_down_with_its_fingerprint_before_it_is_handed_out(guider, case, cast):
    answer = guider.post(page_of(case), {"reason": "official"})

    printed = PrintedRecord.objects.get()
    assert (printed.reason, printed.made_by, printed.size) == ("official", cast.trainee, len(answer.content))
    assert printed.sha256 == hashlib.sha256(answer.content).hexdigest()
    entry = Entry.objects.get(action="record.printed")
    assert entry.detail == {"reason": "official", "sha256": printed.sha256, "size": printed.size}
    assert answer.headers["Content-Disposition"] == f'attachment; filename="record-{printed.pk}.pdf"'
    assert (answer.headers["Cache-Control"], answer.headers["X-Content-Type-Options"]) == (
        "no-store",
        "nosniff",
    )
    assert "The official record of the service" in guider.get(page_of(case)).content.decode()
    assert printed.sha256 in text_of(record_paper(case)).replace("\u200b", "")


def test_the_page_says_that_it_holds_everything_and_asks_what_it_is_for(guider, case):
    page = guider.get(page_of(case)).content.decode()
    for words in ("outside Attune", "concerns about safety too", "notes that are not signed"):
        assert words in page
    assert "reason" in guider.post(page_of(case), {}).context["form"].errors
    assert not PrintedRecord.objects.exists()


def test_whoever_signed_in_a_while_ago_is_asked_again(guider, case):
    session = guider.session
    for method in session["account_authentication_methods"]:
        method["at"] -= 600
    session.save()
    for answer in (guider.get(page_of(case)), guider.post(page_of(case), {"reason": "official"})):
        assert (answer.status_code, "/sign-in/again/" in answer.url) == (302, True)
    assert not PrintedRecord.objects.exists()


@pytest.mark.parametrize("who", ["other_guider", "supervisor", "administrator", "stranger"])
def test_only_the_guider_in_charge_makes_it(cast, case, who):
    with pytest.raises(ValidationError, match="Only the guider in charge"):
        print_record(case=case, reason="official", by=getattr(cast, who))
    assert (PrintedRecord.objects.count(), Entry.objects.filter(action="record.printed").count()) == (0, 0)


def test_as_many_queries_with_300_notes_as_with_3(case):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            sections(case)
        return len(asked)

    queries()
    few = queries()
    for number in range(300):
        signed(case, f"Note {number}")
    assert queries() == few


def test_a_persons_copy_holds_the_notes_where_the_work_is_for_them_and_no_concern_about_safety(case):
    parent = case.participations.get(is_client=True).person
    child = case.participations.get(role="child").person
    titles = {section.title: str(section.lines) for section in personal_sections(case, parent)}
    assert "We read a book." in titles["Notes on the case"]
    assert "We read two books." in titles["Notes on the case"]
    assert "Shouting" not in str(titles)
    assert "Not ready" not in str(titles)
    assert "Report of the nursery" in titles["Documents"]
    assert {"Notes on the case", "Documents"} & {
        section.title for section in personal_sections(case, child)
    } == set()


def test_who_hands_a_case_over_is_told_how_many_notes_are_not_signed_and_nothing_of_them(cast, case, sign_in):
    page = sign_in(cast.administrator).get(reverse("handover", args=[case.pk])).content.decode()
    assert "1 note of this case is not signed yet" in page
    assert "Not ready" not in page
