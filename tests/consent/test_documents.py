"""Documents of a case: sealed, judged by their content, opened by who is in charge, removed with a reason."""

import hashlib
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from cases.models import Case
from consent.actions import add_document, remove_document
from consent.models import Document, Hold, Sheet
from consent.rules.papers import LARGEST
from tests import builders
from tests.consent_builders import PHOTOGRAPH, SCAN
from vault import keys
from vault.models import SealedNote
from vault.notes import open_note

WHY = "It belongs to another family altogether."
PNG = b"\x89PNG\r\n\x1a\n a page"


@pytest.fixture
def case(cast):
    return builders.case(cast.guider)


@pytest.fixture
def guider(cast, sign_in):
    return sign_in(cast.guider)


def added(case, scans=(SCAN,), by=None, **fields):
    facts = {"kind": "report", "title": "Report of the nursery", "dated_on": date(2026, 2, 3)} | fields
    return add_document(case=case, scans=list(scans), by=by or case.guider, **facts)


def close(case):
    Case.objects.filter(pk=case.pk).update(
        status="closed", closed_on=date(2026, 3, 2), closing_reason="completed"
    )


def held(case):
    Hold.objects.create(
        case=case, kind="legal", reason="The court asked for it.", review_on="2027-01-01", set_by=case.guider
    )


def written(document):
    document.refresh_from_db()
    return (document.removed_by_id, document.removal_reason, document.sheets.exclude(note=None).count())


def test_each_file_is_sealed_with_its_kind_told_by_its_content(case):
    document = added(case, [SCAN, PHOTOGRAPH, PNG])

    sheets = list(document.sheets.all())
    assert [sheet.note.content_type for sheet in sheets] == ["application/pdf", "image/jpeg", "image/png"]
    assert [open_note(sheet.note) for sheet in sheets] == [SCAN, PHOTOGRAPH, PNG]
    assert [sheet.sha256 for sheet in sheets] == [
        hashlib.sha256(content).hexdigest() for content in (SCAN, PHOTOGRAPH, PNG)
    ]
    assert [
        content in bytes(sheet.note.sealed)
        for sheet, content in zip(sheets, (SCAN, PHOTOGRAPH, PNG), strict=True)
    ] == [False] * 3
    assert Entry.objects.get(action="document.added").detail == {"kind": "report", "files": 3}


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "something else"),
        (b"\x00", "something else"),
        (b"just text", "something else"),
        (b"<html><script>alert(1)</script>", "something else"),
        (b"PK\x03\x04 a zip", "something else"),
        (b"MZ\x90\x00", "something else"),
        (b"<svg onload='x'>", "something else"),
        (b" %PDF-1.4", "something else"),
        (b"GIF89a", "something else"),
        (b"%PDF-" + bytes(LARGEST), "larger than 8 MB"),
    ],
)
def test_what_is_no_document_is_refused_whatever_it_is_called(guider, case, content, sentence):
    sent = SimpleUploadedFile("../../letter.pdf", content, content_type="application/pdf")
    page = guider.post(
        reverse("document-new", args=[case.pk]),
        {"kind": "report", "title": "Kept words", "dated_on": "2026-02-03", "scans": sent},
    )
    assert sentence in page.context["form"].errors["scans"][0]
    assert "Kept words" in page.content.decode()
    assert (Document.objects.count(), SealedNote.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    "name",
    [
        "../../x.pdf",
        "/etc/passwd",
        "a" * 200,
        "\u202efdp.exe",
        "😀.pdf",
        "=cmd|.pdf",
        "CON",
        "x.",
        "%2e%2e.pdf",
        "Ada Example.pdf",
    ],
)
def test_no_file_name_is_kept_or_handed_out(guider, case, name):
    sent = SimpleUploadedFile(name, SCAN, content_type="text/html")
    guider.post(
        reverse("document-new", args=[case.pk]),
        {"kind": "plan", "title": "Plan", "dated_on": "2026-02-03", "scans": sent},
    )
    sheet = Sheet.objects.get()
    answer = guider.get(reverse("document-sheet", args=[sheet.pk]))
    assert answer.headers["Content-Disposition"] == (
        f'attachment; filename="document-{sheet.document_id}-1.pdf"'
    )


def test_it_is_opened_as_a_download_that_nothing_runs_and_written_down_first(guider, case):
    document = added(case, [SCAN, PHOTOGRAPH])
    answer = guider.get(reverse("document-sheet", args=[document.sheets.last().pk]))

    assert (answer.content, answer.headers["Content-Type"]) == (PHOTOGRAPH, "image/jpeg")
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert (answer.headers["X-Content-Type-Options"], answer.headers["Cache-Control"]) == (
        "nosniff",
        "no-store",
    )
    entry = Entry.objects.get(action="document.read")
    assert (entry.outcome, entry.detail) == ("allowed", {"file": 2})

    keys.destroy(case.key)
    assert guider.get(reverse("document-sheet", args=[document.sheets.last().pk])).status_code == 503
    assert Entry.objects.filter(action="document.read").count() == 2


def test_after_a_hand_over_the_new_guider_opens_it_and_the_old_one_no_more(cast, sign_in, case):
    page = reverse("document-sheet", args=[added(case).sheets.get().pk])
    Case.objects.filter(pk=case.pk).update(guider=cast.other_guider)
    assert sign_in(cast.other_guider).get(page).content == SCAN
    assert sign_in(cast.guider).get(page).status_code == 404
    assert sign_in(cast.administrator).get(page).status_code == 403
    assert Entry.objects.filter(action="document.read").count() == 1


# Who may add and remove, and when


@pytest.mark.parametrize("is_closed", [False, True])
@pytest.mark.parametrize("is_held", [False, True])
@pytest.mark.parametrize("who", ["guider", "other_guider", "supervisor", "administrator", "stranger"])
def test_the_guider_in_charge_adds_and_removes_also_when_the_case_is_closed(
    cast, case, who, is_held, is_closed
):
    document, by = added(case), getattr(cast, who)
    if is_closed:
        close(case)
    if is_held:
        held(case)
    if who == "guider":
        added(case, by=by)
    else:
        with pytest.raises(ValidationError, match="Only the guider in charge"):
            added(case, by=by)
    assert Document.objects.count() == (2 if who == "guider" else 1)

    if who == "guider" and not is_held:
        remove_document(document=document, reason=WHY, by=by)
        assert written(document) == (by.pk, WHY, 0)
    else:
        sentence = "under a hold" if who == "guider" else "Only the guider in charge"
        with pytest.raises(ValidationError, match=sentence):
            remove_document(document=document, reason=WHY, by=by)
        assert written(document) == (None, "", 1)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"title": " "}, "Please give it a title"),
        ({"dated_on": lambda: timezone.localdate() + timedelta(days=1)}, "cannot be in the future"),
        ({"scans": []}, "Please choose the file"),
        ({"scans": [SCAN] * 6}, "At most 5 pictures"),
    ],
)
def test_a_document_has_a_title_a_day_and_a_file(case, fields, sentence):
    made = {name: value() if callable(value) else value for name, value in fields.items()}
    with pytest.raises(ValidationError, match=sentence):
        added(case, **made)
    assert (Document.objects.count(), SealedNote.objects.count()) == (0, 0)


def test_removing_destroys_the_content_keeps_the_history_and_happens_once(guider, case):
    document, stays = added(case, [SCAN, PHOTOGRAPH]), added(case, title="Stays")
    page = reverse("document-removal", args=[document.pk])
    assert "“Report of the nursery”, 2 files" in guider.get(page).content.decode()
    assert "at least 20 characters" in guider.post(page, {"reason": "no"}).content.decode()
    assert written(document) == (None, "", 2)

    guider.post(page, {"reason": WHY})

    assert list(SealedNote.objects.all()) == [stays.sheets.get().note]
    shown = guider.get(reverse("documents", args=[case.pk])).content.decode()
    assert ("<del>Report of the nursery</del>" in shown, WHY in shown) == (True, True)
    assert guider.get(page).status_code == 404
    assert guider.get(reverse("document-sheet", args=[document.sheets.first().pk])).status_code == 404
    with pytest.raises(ValidationError, match="removed already"):
        remove_document(document=document, reason=WHY, by=case.guider)
    assert Entry.objects.get(action="document.removed").detail == {"files": 2}


def test_the_database_keeps_a_removal_from_having_no_reason(case):
    document = added(case)
    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.filter(pk=document.pk).update(removed_at=timezone.now(), removed_by=case.guider)
    assert written(document) == (None, "", 1)


@pytest.mark.parametrize("name", ["documents", "documents-latest"])
def test_as_many_queries_with_300_documents_as_with_3(guider, case, name):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            guider.get(reverse(name, args=[case.pk]))
        return len(asked)

    for _ in range(3):
        added(case)
    few = queries()
    facts = {"kind": "report", "title": "Report", "dated_on": date(2026, 2, 3), "added_by": case.guider}
    made = Document.objects.bulk_create(Document(case=case, **facts) for _ in range(297))
    Sheet.objects.bulk_create(Sheet(document=each, position=1, size=1, sha256="0" * 64) for each in made)
    assert queries() == few
