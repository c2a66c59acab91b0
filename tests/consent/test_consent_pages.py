"""The pages of consent, by role, and what they show."""

import base64

import pytest
from django.urls import reverse

from audit.models import Entry
from cases.models import Authority, Participation
from consent.actions import ensure_form, sign, withdraw
from consent.models import ConsentRecord, Destruction
from consent.rules import standing
from consent.scopes import Scope
from tests import builders
from tests import consent_builders as build
from vault import keys

Role = Participation.Role
EVERYTHING = dict.fromkeys(Scope.values, "given")
DRAWN = "data:image/png;base64," + base64.b64encode(build.DRAWING).decode()


@pytest.fixture
def case(cast):
    return builders.case(cast.trainee)


@pytest.fixture
def parent(case):
    return builders.person(case, name="Amina")


@pytest.fixture
def child(case):
    return builders.person(case, Role.CHILD, name="Zed")


@pytest.fixture
def guider(cast, sign_in):
    return sign_in(cast.trainee)


@pytest.fixture
def signed(cast, case, parent):
    return sign(case=case, person=parent, answers=EVERYTHING, drawing=build.DRAWING, by=cast.trainee)


def form_data(case, **answers):
    return {
        "shown_version": ensure_form(case.organisation).pk,
        "signs": "own",
        "method": "screen",
        "drawing": DRAWN,
        **dict.fromkeys(Scope.values, "not_asked"),
        **answers,
    }


# Who sees what

ONLY_THE_GUIDER = ["consent", "consent-summary", "consent-new", "withdrawal-new", "authority-new"]


@pytest.mark.parametrize("name", [*ONLY_THE_GUIDER, "consent-record", "consent-signature"])
@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("trainee", 200),
        ("other_guider", 404),
        ("stranger", 404),
        ("supervisor", 403),
        ("administrator", 403),
    ],
)
def test_names_and_answers_are_for_the_guider_in_charge(
    cast, sign_in, case, parent, signed, name, who, status
):
    if name.startswith("consent-") and name.endswith(("record", "signature")):
        address = reverse(name, args=[signed.pk])
    else:
        people = [] if name in ("consent", "consent-summary") else [parent.pk]
        address = reverse(name, args=[case.pk, *people])

    answer = sign_in(getattr(cast, who)).get(address)

    assert answer.status_code == status
    assert answer.headers["Cache-Control"] == "no-store"
    assert (b"Amina" in answer.content) == (status == 200 and name != "consent-signature")


def test_people_of_another_case_are_not_found(cast, guider, case):
    elsewhere = builders.person(builders.case(cast.trainee))

    for name in ("consent-new", "withdrawal-new", "authority-new"):
        assert guider.get(reverse(name, args=[case.pk, elsewhere.pk])).status_code == 404


# The overview


def test_the_overview_says_who_still_has_to_agree(guider, case, parent, child):
    build.answers(case, parent, film="given", supervision="refused")
    unborn = builders.person(case, Role.UNBORN, name="Bump")
    page = guider.get(reverse("consent", args=[case.pk]))

    assert [each.name for each in page.context["overview"].missing_for_filming] == ["Zed"]
    assert [each.name for each in page.context["overview"].missing_for_review] == ["Amina", "Zed"]
    rows = {scope: [str(chip.text) for chip in chips] for scope, chips in page.context["overview"].rows}
    assert rows[Scope.FILM] == ["Yes", "Not asked"]
    assert rows[Scope.SUPERVISION] == ["No", "Not asked"]
    assert reverse("consent-new", args=[case.pk, child.pk]) in page.content.decode()
    assert reverse("consent-new", args=[case.pk, unborn.pk]) not in page.content.decode()


def test_the_overview_shows_what_was_taken_back_and_the_proof(cast, guider, case, parent, signed):
    build.film(case, parent)
    withdraw(case=case, person=parent, scope="film", by=cast.trainee)

    page = guider.get(reverse("consent", args=[case.pk]))

    assert dict(page.context["overview"].rows)[Scope.FILM][0].text == "Taken back"
    assert reverse("destruction", args=[Destruction.objects.get().pk]) in page.content.decode()


def test_no_name_stands_in_the_title(guider, case, parent, signed):
    for address in (
        reverse("consent", args=[case.pk]),
        reverse("consent-new", args=[case.pk, parent.pk]),
        reverse("withdrawal-new", args=[case.pk, parent.pk]),
        reverse("consent-record", args=[signed.pk]),
    ):
        page = guider.get(address).content.decode()
        assert "Amina" not in page[page.index("<title>") : page.index("</title>")]


@pytest.mark.parametrize("people", [3, 30])
def test_the_overview_asks_the_same_few_questions_for_any_number_of_people(
    guider, case, people, django_assert_num_queries
):
    for _ in range(people):
        build.answers(case, builders.person(case), film="given")
    with django_assert_num_queries(24):
        guider.get(reverse("consent", args=[case.pk]))


# Signing


def test_signing_on_screen(cast, guider, case, parent):
    answer = guider.post(
        reverse("consent-new", args=[case.pk, parent.pk]),
        form_data(case, film="given", shared_review="given", keepsake="refused", research="not_asked"),
    )

    assert answer.headers["Location"] == reverse("consent", args=[case.pk])
    record = ConsentRecord.objects.get()
    assert (record.person, record.signer, record.method) == (parent, parent, "screen")
    held = {scope: answer for (_person, scope), answer in standing(case).items() if answer != "not_asked"}
    assert held == {"film": "given", "shared_review": "given", "keepsake": "refused"}
    picture = guider.get(reverse("consent-signature", args=[record.pk]))
    assert (picture.content, picture.headers["Content-Type"]) == (build.DRAWING, "image/png")
    assert Entry.objects.filter(action="signature.read", outcome="allowed").count() == 1


def test_a_signature_that_cannot_be_read_says_so(guider, case, signed):
    keys.destroy(case.key)

    answer = guider.get(reverse("consent-signature", args=[signed.pk]))

    assert answer.status_code == 503
    assert answer.content.decode() == (
        "This signature cannot be read at the moment. The answers that were signed still count."
    )
    assert guider.get(reverse("consent-record", args=[signed.pk])).status_code == 200


def test_nothing_is_ticked_beforehand(guider, case, parent):
    form = guider.get(reverse("consent-new", args=[case.pk, parent.pk])).context["form"]

    assert {form[scope].initial for scope in Scope} == {"not_asked"}


def test_an_incomplete_form_keeps_the_answers_and_says_what_is_missing(guider, case, parent):
    page = guider.post(
        reverse("consent-new", args=[case.pk, parent.pk]), form_data(case, film="given", drawing="")
    )

    assert page.status_code == 200
    assert page.context["form"].non_field_errors() == ["The signature is missing. Please sign in the box."]
    assert page.context["form"]["film"].value() == "given"
    assert not ConsentRecord.objects.exists()


def test_a_drawing_survives_another_error(guider, case, parent):
    page = guider.post(reverse("consent-new", args=[case.pk, parent.pk]), form_data(case))

    assert page.context["form"].non_field_errors() == ["Please record at least one answer."]
    assert DRAWN in page.content.decode()


@pytest.mark.parametrize("drawing", ["data:image/png;base64,§", "not base64 at all!"])
def test_a_drawing_that_is_none_is_refused(guider, case, parent, drawing):
    page = guider.post(
        reverse("consent-new", args=[case.pk, parent.pk]), form_data(case, film="given", drawing=drawing)
    )

    assert "drawing" in page.context["form"].errors
    assert not ConsentRecord.objects.exists()


def test_a_form_that_changed_meanwhile_is_read_again(guider, case, parent):
    data = form_data(case, film="given")
    form = ensure_form(case.organisation)
    form.pk, form.version = None, 2
    form.save()

    page = guider.post(reverse("consent-new", args=[case.pk, parent.pk]), data)

    assert "shown_version" in page.context["form"].errors
    assert not ConsentRecord.objects.exists()


def test_a_child_needs_an_authority_and_the_page_leads_there(guider, case, parent, child):
    address = reverse("consent-new", args=[case.pk, child.pk])
    authority_page = reverse("authority-new", args=[case.pk, child.pk])
    assert authority_page in guider.get(address).content.decode()

    answer = guider.post(authority_page, {"holder": parent.pk, "kind": "parental_responsibility"})
    assert answer.headers["Location"] == address

    guider.post(address, form_data(case, signs=str(Authority.objects.get().pk), film="given"))
    record = ConsentRecord.objects.get()
    assert (record.person, record.signer, record.ground) == (child, parent, "parental_responsibility")


def test_a_foster_carer_signs_only_with_a_document(guider, case, child):
    carer = builders.person(case, Role.FOSTER_CARER)
    address = reverse("authority-new", args=[case.pk, child.pk])

    for kind in ("parental_responsibility", "delegated"):
        assert guider.post(address, {"holder": carer.pk, "kind": kind}).status_code == 200
    assert not Authority.objects.exists()

    guider.post(address, {"holder": carer.pk, "kind": "delegated", "document": "Placement plan of 3 March"})
    assert Authority.objects.get().document == "Placement plan of 3 March"


def test_nobody_signs_for_an_unborn_child(guider, case, parent):
    unborn = builders.person(case, Role.UNBORN)

    page = guider.get(reverse("consent-new", args=[case.pk, unborn.pk])).content.decode()

    assert "Ask for consent after the birth." in page
    assert "<canvas" not in page


def test_the_words_of_a_form_are_never_markup(guider, case, parent):
    form = ensure_form(case.organisation)
    form.purposes = [["film", "<img src=x>"]]
    form.introduction = "<script>"
    form.words = {"film": "<b>name", "yes": "<i>yes", "for_the_work": "<u>work"}
    form.save()

    page = guider.get(reverse("consent-new", args=[case.pk, parent.pk])).content.decode()

    assert [words in page for words in ("<img src=x>", "<b>name", "<i>yes", "<u>work")] == [False] * 4
    assert "<p>&lt;script&gt;</p>" in page


def test_the_record_shows_every_answer_and_cannot_be_changed(guider, case, parent, signed):
    address = reverse("consent-record", args=[signed.pk])
    page = guider.get(address)

    assert [decision.scope for decision, *_words in page.context["answers"]] == Scope.values
    assert guider.post(address).status_code == 405
