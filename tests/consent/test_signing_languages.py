"""The language of the form, and asking later for what was left open."""

import base64
from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from consent.actions import ensure_form, save_form, sign
from consent.models import ConsentRecord
from consent.scopes import Scope
from tests import builders
from tests import consent_builders as build

DRAWN = "data:image/png;base64," + base64.b64encode(build.DRAWING).decode()


@pytest.fixture
def case(cast):
    return builders.case(cast.guider)


@pytest.fixture
def parent(case):
    return builders.person(case, name="Amina")


@pytest.fixture
def guider(cast, sign_in):
    return sign_in(cast.guider)


def form_data(case, **fields):
    version = ensure_form(case.organisation)
    unasked = dict.fromkeys(Scope.values, "not_asked")
    return {"shown_version": version.pk, "signs": "own", **unasked, "film": "given", **fields}


def test_the_form_is_read_in_the_language_that_is_chosen_spoken_or_signed_before(guider, case, parent):
    address = reverse("consent-new", args=[case.pk, parent.pk])

    def shown(**query):
        version = guider.get(address, query).context["version"]
        return version.language, version.variant

    assert shown() == ("en", "standard")
    assert shown(language="en", variant="easy") == ("en", "easy")
    assert shown(language="xx", variant="loud") == ("en", "standard")
    parent.language = "german"
    parent.save()
    assert shown() == ("de", "standard")
    french = guider.get(address, {"language": "fr", "variant": "standard"}).context["version"]
    signed = guider.post(
        f"{address}?language=fr&variant=standard",
        form_data(case, method="screen", shown_version=french.pk, drawing=DRAWN),
    )
    assert signed.status_code == 302
    assert ConsentRecord.objects.get().form == french
    assert shown() == ("fr", "standard")
    page = guider.get(address).content.decode()
    assert ('<div lang="fr" dir="ltr">' in page, "Reste oui" in page, "Être filmé" in page) == (
        True,
        True,
        True,
    )


def test_what_is_still_open_is_asked_later_without_repeating_the_rest(cast, guider, case, parent):
    sign(case=case, person=parent, answers={"film": "given"}, drawing=build.DRAWING, by=cast.guider)
    address = reverse("consent-new", args=[case.pk, parent.pk])
    form = guider.get(address).context["form"]
    assert (form.agreed, "film" in form.fields, len(form.asked)) == (["Being filmed"], False, 11)
    assert "film" in guider.get(address, {"whole": 1}).context["form"].fields

    guider.post(address, form_data(case, method="screen", keepsake="given", drawing=DRAWN))
    answers = dict(ConsentRecord.objects.latest("pk").decisions.values_list("scope", "answer"))
    assert {scope: answer for scope, answer in answers.items() if answer != "not_asked"} == {
        "keepsake": "given"
    }
    assert answers["film"] == "not_asked"


def test_a_paper_that_was_printed_earlier_is_recorded_with_the_version_it_shows(cast, guider, case, parent):
    older = ensure_form(case.organisation)
    newer = save_form(
        organisation=case.organisation,
        language="en",
        variant="standard",
        wording=replace(older.wording, title="New"),
        after=1,
        asks_again=False,
        by=cast.administrator,
    )
    address = reverse("consent-new", args=[case.pk, parent.pk])
    assert "&amp;version=1" in guider.get(address).content.decode()
    address += "?language=en&variant=standard&version=1"
    page = guider.get(address)
    assert "Version 1 is no longer in use" in page.content.decode()
    assert [value for value, _name in page.context["form"].fields["method"].choices] == ["paper"]

    drawn = form_data(case, method="screen", drawing=DRAWN, shown_version=older.pk)
    assert "method" in guider.post(address, drawn).context["form"].errors
    with pytest.raises(ValidationError, match="no longer in use"):
        sign(
            case=case,
            person=parent,
            answers={"film": "given"},
            drawing=build.DRAWING,
            form=older,
            by=cast.guider,
        )
    assert not ConsentRecord.objects.exists()
    scan = SimpleUploadedFile("x", build.SCAN)
    guider.post(address, form_data(case, method="paper", scans=scan, shown_version=older.pk))

    assert ConsentRecord.objects.get().form == older
    assert (
        guider.get(reverse("consent-new", args=[case.pk, parent.pk]), {"version": newer.version}).status_code
        == 404
    )
