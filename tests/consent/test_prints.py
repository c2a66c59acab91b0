"""Consent on paper: the family's copy, the form to sign by hand, the leaflet, each in its language."""

import pytest
from django.urls import reverse

from audit.models import Entry
from consent.actions import ensure_form, sign
from consent.evidence import Evidence
from consent.models import FormVersion
from tests import builders
from tests import consent_builders as build
from tests.papers import facts_of, png, text_of
from vault import keys


@pytest.fixture
def case(cast):
    ensure_form(cast.organisation)
    return builders.case(cast.guider, number="T-77")


@pytest.fixture
def guider(cast, sign_in):
    return sign_in(cast.guider)


@pytest.fixture
def signed(case):
    """`signed(form, drawing)`: Amina signs for Zed by a document, with an interpreter."""
    amina, zed = builders.person(case, name="Amina"), builders.person(case, "child", name="Zed")
    authority = build.authority(amina, zed, "delegated")

    def signed(form, drawing):
        return sign(
            case=case,
            person=zed,
            signer=amina,
            authority=authority,
            answers={"film": "given", "keepsake": "refused"},
            drawing=drawing,
            evidence=Evidence(interpreter="Noor", interpreter_language="Urdu"),
            form=form,
            by=case.guider,
        )

    return signed


def test_the_copy_says_in_their_language_what_was_signed_by_whom_and_how(guider, case, signed):
    german = FormVersion.objects.get(language="de")
    record = signed(german, png(200, 60))

    answer = guider.get(reverse("consent-copy", args=[record.pk]))

    assert answer.headers["Content-Disposition"] == f'attachment; filename="consent-{record.pk}.pdf"'
    text = text_of(answer.content)
    for said in (
        "Ihr Exemplar · Deutsch · Fassung 1",
        "Es geht um",
        "Zed Amina, mit übertragener Befugnis, durch ein Dokument Placement plan of 3 March",
        "Am Bildschirm unterschrieben",
        "Noor, Urdu",
        "T-77",
        "Standbilder zum Behalten",
        "wird der Film nach 60 Tagen gelöscht",
        "Unterschrift: Amina",
        "Seite 2 von 2",
    ):
        assert said in text
    assert (text.count("Nicht gefragt"), text.count("Gefilmt werden")) == (10, 1)
    assert facts_of(answer.content)["Tagged"] == "yes"
    assert Entry.objects.filter(action="consent.printed").count() == 1


def test_a_signature_that_cannot_be_printed_is_said(guider, case, signed):
    no_picture = signed(ensure_form(case.organisation), build.DRAWING)
    address = reverse("consent-copy", args=[no_picture.pk])
    said = "The drawn signature is kept with us. It could not be printed here."
    assert said in text_of(guider.get(address).content)
    keys.destroy(case.key)
    assert said in text_of(guider.get(address).content)


def test_the_form_to_sign_by_hand_asks_everything_and_names_nobody(guider, case, signed):
    easy = FormVersion.objects.get(language="en", variant="easy")
    answer = guider.get(reverse("form-paper", args=[case.pk, easy.pk]))

    text = text_of(answer.content)
    assert text.count("Yes No") == 12
    assert [words in text for words in ("Film me", "Case number T-77", "by court order", "Interpreter")] == [
        True
    ] * 4
    assert "Amina" not in text
    assert answer.headers["Content-Disposition"] == f'attachment; filename="form-{easy.pk}.pdf"'


def test_the_leaflet_is_on_one_page_in_each_language_and_on_more_in_large_letters(guider, case):
    for form in FormVersion.objects.filter(organisation=case.organisation):
        content = guider.get(reverse("form-leaflet", args=[form.pk])).content
        assert facts_of(content)["Pages"] == ("2" if form.variant == "easy" else "1"), form
        assert form.leaflet.split("\n")[0] in text_of(content)


@pytest.mark.parametrize("language", ["ar", "zh-hans", "so", "prs"])
def test_every_language_that_can_be_chosen_prints(guider, case, language):
    form = ensure_form(case.organisation)
    form.pk, form.language = None, language
    form.save()
    assert facts_of(guider.get(reverse("form-leaflet", args=[form.pk])).content)["Pages"] == "1"


def test_a_form_without_a_leaflet_and_forms_of_others_are_not_found(cast, guider, case):
    elsewhere = ensure_form(cast.stranger.organisation)
    assert guider.get(reverse("form-leaflet", args=[elsewhere.pk])).status_code == 404
    assert guider.get(reverse("form-paper", args=[case.pk, elsewhere.pk])).status_code == 404
    FormVersion.objects.update(leaflet="")
    assert guider.get(reverse("form-leaflet", args=[ensure_form(case.organisation).pk])).status_code == 404
