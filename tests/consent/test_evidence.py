"""Paper, words and documents: what each way of agreeing needs, and how it is kept and opened."""

import base64
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from cases.models import Authority, Participation
from consent.actions import ensure_form, keep_document, sign
from consent.evidence import Evidence
from consent.models import ConsentRecord, Paper
from consent.rules import may_sign_for
from consent.rules.papers import LARGEST
from consent.scopes import Scope
from tests import builders
from tests import consent_builders as build
from vault import keys
from vault.models import SealedNote
from vault.notes import open_note

Role = Participation.Role
DRAWN = "data:image/png;base64," + base64.b64encode(build.DRAWING).decode()
SPOKEN = {"present": "Amina, her sister Leila, the guider", "said": "May I film you? Yes, that is fine."}


@pytest.fixture
def case(cast):
    return builders.case(cast.guider)


@pytest.fixture
def parent(case):
    return builders.person(case, name="Amina")


@pytest.fixture
def guider(cast, sign_in):
    return sign_in(cast.guider)


def signed_by(case, person, method, **evidence):
    return sign(
        case=case,
        person=person,
        answers={"film": "given"},
        method=method,
        drawing=build.DRAWING if method == "screen" else b"",
        evidence=Evidence(**evidence),
        by=case.guider,
    )


def form_data(case, **fields):
    version = ensure_form(case.organisation)
    unasked = dict.fromkeys(Scope.values, "not_asked")
    return {"shown_version": version.pk, "signs": "own", **unasked, "film": "given", **fields}


def upload(content, name="Amina Begum signed.pdf", kind="text/html"):
    return SimpleUploadedFile(name, content, content_type=kind)


# Signing on paper, and in words


def test_a_signed_paper_is_sealed_page_by_page(case, parent):
    signed = signed_by(case, parent, "paper", scans=[build.SCAN, build.PHOTOGRAPH])

    papers = list(signed.papers.order_by("pk"))
    assert [(paper.kind, paper.note.content_type) for paper in papers] == [
        ("form", "application/pdf"),
        ("form", "image/jpeg"),
    ]
    assert [open_note(paper.note) for paper in papers] == [build.SCAN, build.PHOTOGRAPH]
    assert build.SCAN not in bytes(papers[0].note.sealed)
    assert (signed.method, signed.signature) == ("paper", None)


def test_spoken_consent_keeps_who_was_there_and_the_words(case, parent):
    signed = signed_by(case, parent, "spoken", **SPOKEN, sound=build.SOUND)

    assert (signed.present, signed.said) == (SPOKEN["present"], SPOKEN["said"])
    assert [(paper.kind, paper.note.content_type) for paper in signed.papers.all()] == [
        ("sound", "audio/ogg")
    ]


def test_what_belongs_to_another_way_of_agreeing_is_not_kept(case, parent):
    signed = signed_by(case, parent, "screen", scans=[build.SCAN], **SPOKEN, sound=build.SOUND)
    assert (signed.present, signed.said, signed.papers.count()) == ("", "", 0)


def test_an_interpreter_is_named_with_the_language(case, parent):
    helped = signed_by(case, parent, "screen", interpreter="Noor", interpreter_language="Urdu")
    alone = signed_by(case, parent, "screen")
    assert (helped.language_help, helped.interpreter, helped.interpreter_language) == (
        "interpreter",
        "Noor",
        "Urdu",
    )
    assert (alone.language_help, alone.interpreter) == ("none", "")


@pytest.mark.parametrize(
    ("method", "evidence", "sentence"),
    [
        ("paper", {}, "Please add the signed paper: a scan or a photograph of it."),
        (
            "paper",
            {"scans": [b"<html><script>"]},
            "Only pictures (JPEG, PNG) and PDF can be kept. This file is something else.",
        ),
        (
            "paper",
            {"scans": [b"%PDF-" + bytes(LARGEST)]},
            "This file is larger than 8 MB. Take a smaller picture, or a shorter sound.",
        ),
        ("paper", {"scans": [build.SCAN] * 6}, "At most 5 pictures at once. A PDF can hold many pages."),
        ("spoken", {"said": "Yes"}, "Please write down who was present."),
        (
            "spoken",
            {"present": "Amina", "said": " "},
            "Please write down what was said, in the words that were used.",
        ),
        (
            "spoken",
            SPOKEN | {"sound": b"MZ\x90\x00"},
            "This is not a sound that can be kept: MP3, M4A, OGG, WebM or WAV can.",
        ),
        ("screen", {"interpreter": "Noor"}, "Please give the name of the interpreter and the language."),
    ],
)
def test_what_shows_too_little_is_refused(case, parent, method, evidence, sentence):
    with pytest.raises(ValidationError) as refusal:
        signed_by(case, parent, method, **evidence)
    assert refusal.value.messages == [sentence]
    assert (ConsentRecord.objects.count(), Paper.objects.count(), SealedNote.objects.count()) == (0, 0, 0)


def test_the_page_takes_photographs_of_a_paper_and_forgets_their_names(cast, guider, case, parent):
    address = reverse("consent-new", args=[case.pk, parent.pk])
    without = guider.post(address, form_data(case, method="paper"))
    assert without.context["form"].non_field_errors() == [
        "Please add the signed paper: a scan or a photograph of it."
    ]
    other = guider.post(address, form_data(case, method="paper", scans=upload(b"<html>")))
    assert "scans" in other.context["form"].errors
    assert not ConsentRecord.objects.exists()

    guider.post(
        address, form_data(case, method="paper", scans=[upload(build.SCAN), upload(build.PHOTOGRAPH)])
    )
    first, second = Paper.objects.order_by("pk")
    page = guider.get(reverse("consent-record", args=[first.record_id])).content.decode()
    assert [reverse("paper", args=[paper.pk]) in page for paper in (first, second)] == [True, True]
    assert "Begum" not in page


def test_a_paper_is_handed_out_as_a_download_that_nothing_runs_and_written_down(guider, case, parent):
    paper = signed_by(case, parent, "paper", scans=[build.SCAN]).papers.get()
    answer = guider.get(reverse("paper", args=[paper.pk]))

    assert (answer.content, answer.headers["Content-Type"]) == (build.SCAN, "application/pdf")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="paper-{paper.pk}.pdf"'
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert (answer.headers["X-Content-Type-Options"], answer.headers["Cache-Control"]) == (
        "nosniff",
        "no-store",
    )
    assert Entry.objects.filter(action="paper.read", outcome="allowed").count() == 1
    keys.destroy(case.key)
    assert guider.get(reverse("paper", args=[paper.pk])).status_code == 503


# On what authority


def test_a_foster_carer_signs_once_the_document_is_here(cast, guider, case):
    child = builders.person(case, Role.CHILD, name="Zed")
    carer = builders.person(case, Role.FOSTER_CARER, name="Cleo")
    plan = {"holder": carer.pk, "kind": "delegated", "document": "Placement plan of 3 March"}
    guider.post(reverse("authority-new", args=[case.pk, child.pk]), plan)
    authority = Authority.objects.get()
    address = reverse("consent-new", args=[case.pk, child.pk])
    page = guider.get(address).content.decode()
    upload_page = reverse("authority-papers", args=[case.pk, authority.pk])
    assert (upload_page in page, "<canvas" in page) == (True, False)
    with pytest.raises(ValidationError, match="Please scan the document first"):
        sign(
            case=case,
            person=child,
            signer=carer,
            authority=authority,
            answers={"film": "given"},
            drawing=build.DRAWING,
            by=cast.guider,
        )

    assert "scans" in guider.post(upload_page, {}).context["form"].errors
    guider.post(upload_page, {"scans": upload(build.PHOTOGRAPH)})

    assert open_note(authority.papers.get().note) == build.PHOTOGRAPH
    assert may_sign_for(child, case) == [authority]
    assert reverse("paper", args=[authority.papers.get().pk]) in guider.get(upload_page).content.decode()
    assert Entry.objects.filter(action="authority.document").count() == 1


def test_the_document_can_come_with_the_authority(guider, case):
    child = builders.person(case, Role.CHILD)
    carer = builders.person(case, Role.FOSTER_CARER)
    order = {
        "holder": carer.pk,
        "kind": "court_order",
        "document": "Order of 1 May",
        "scans": upload(build.SCAN),
    }
    guider.post(reverse("authority-new", args=[case.pk, child.pk]), order)
    assert may_sign_for(child, case) == [Authority.objects.get()]


def test_parental_responsibility_rests_on_no_document_and_other_cases_are_not_reached(cast, case, parent):
    child = builders.person(case, Role.CHILD)
    parental = build.authority(parent, child)
    with pytest.raises(ValidationError, match="rests on no document"):
        keep_document(case=case, authority=parental, scans=[build.SCAN], by=cast.guider)
    delegated = build.authority(parent, child, "delegated")
    for wrong_case, by in ((builders.case(cast.guider), cast.guider), (case, cast.other_guider)):
        with pytest.raises(ValidationError):
            keep_document(case=wrong_case, authority=delegated, scans=[build.SCAN], by=by)
    assert not Paper.objects.exists()


@pytest.mark.parametrize(
    ("kind", "may"), [("parental_responsibility", False), ("delegated", False), ("court_order", True)]
)
def test_from_16_on_a_young_person_signs_and_only_a_court_lets_somebody_else(case, parent, kind, may):
    born_on = timezone.localdate() - timedelta(days=17 * 366)
    authority = build.authority(parent, builders.person(case, Role.CHILD, born_on=born_on), kind)
    assert may_sign_for(authority.over, case) == ([None, authority] if may else [None])
