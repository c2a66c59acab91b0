"""Signing: for oneself, for a child, on which ground, and what is refused."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from audit.models import Entry
from cases.models import Participation
from consent.actions import ensure_form, sign, withdraw
from consent.models import ConsentRecord, FormVersion, Withdrawal
from consent.rules import may_sign_for, standing
from consent.scopes import Scope
from tests import builders
from tests import consent_builders as build
from vault.models import SealedNote
from vault.notes import open_note

Role = Participation.Role


@pytest.fixture
def case(cast):
    return builders.case(cast.guider)


@pytest.fixture
def parent(case):
    return builders.person(case, name="Amina")


@pytest.fixture
def child(case):
    return builders.person(case, Role.CHILD, name="Zed", born_on=timezone.localdate() - timedelta(days=300))


def nothing_signed():
    return not ConsentRecord.objects.exists() and not SealedNote.objects.exists()


def test_a_person_signs_for_themselves(cast, case, parent):
    signed = sign(
        case=case,
        person=parent,
        answers={"film": "given", "keepsake": "refused"},
        drawing=build.DRAWING,
        by=cast.guider,
    )

    assert (signed.signer, signed.ground, signed.witness) == (parent, "own", cast.guider)
    assert dict(signed.decisions.values_list("scope", "answer")) == {
        **dict.fromkeys(Scope.values, "not_asked"),
        "film": "given",
        "keepsake": "refused",
    }
    assert standing(case)[parent.pk, "film"] == "given"
    entry = Entry.objects.get(action="consent.signed")
    assert entry.detail == {"person": parent.pk, "answers": {"film": "given", "keepsake": "refused"}}


def test_the_signature_is_sealed(cast, case, parent):
    signed = sign(case=case, person=parent, answers={"film": "given"}, drawing=build.DRAWING, by=cast.guider)

    assert build.DRAWING not in bytes(signed.signature.sealed)
    assert open_note(signed.signature) == build.DRAWING


@pytest.mark.parametrize("kind", ["parental_responsibility", "delegated", "court_order"])
def test_somebody_with_an_authority_signs_for_a_child(cast, case, parent, child, kind):
    authority = build.authority(parent, child, kind)

    signed = sign(
        case=case,
        person=child,
        signer=parent,
        authority=authority,
        answers={"film": "given"},
        drawing=build.DRAWING,
        by=cast.guider,
    )

    assert (signed.person, signed.signer, signed.ground) == (child, parent, kind)


@pytest.mark.parametrize(
    ("answers", "options", "sentence"),
    [
        ({}, {}, "Please record at least one answer."),
        ({"film": "not_asked"}, {}, "Please record at least one answer."),
        ({"film": "perhaps"}, {}, "Please answer with yes, no or not asked."),
        ({"fame": "given"}, {}, "Please answer with yes, no or not asked."),
        ({"film": "given"}, {"drawing": b""}, "The signature is missing. Please sign in the box."),
        (
            {"film": "given"},
            {"drawing": b"<svg>"},
            "The signature could not be read. Please clear the box and sign again.",
        ),
        (
            {"film": "given"},
            {"drawing": build.DRAWING + bytes(300_000)},
            "The signature could not be read. Please clear the box and sign again.",
        ),
        ({"film": "given"}, {"method": "telepathy"}, "Please say how the consent was given."),
    ],
)
def test_what_is_not_a_full_signature_is_refused(cast, case, parent, answers, options, sentence):
    with pytest.raises(ValidationError) as refusal:
        sign(
            case=case,
            person=parent,
            answers=answers,
            by=cast.guider,
            **({"drawing": build.DRAWING} | options),
        )

    assert refusal.value.messages == [sentence]
    assert nothing_signed()


def refuses(sentence, **arguments):
    with pytest.raises(ValidationError) as refusal:
        sign(answers={"film": "given"}, drawing=build.DRAWING, **arguments)
    assert refusal.value.messages == [sentence]
    assert nothing_signed()


def test_only_the_guider_in_charge_records_consent(cast, case, parent):
    for by in (cast.other_guider, cast.stranger, cast.administrator, cast.supervisor):
        refuses(
            "Only the guider in charge of this case can do this, so nothing was changed.",
            case=case,
            person=parent,
            by=by,
        )


def test_a_child_does_not_sign_alone(cast, case, child):
    refuses("A child needs somebody with the authority to sign.", case=case, person=child, by=cast.guider)


def test_nobody_signs_for_another_without_an_authority(cast, case, parent, child):
    refuses(
        "Signing for somebody else needs a record of the authority to do so. Please add it first.",
        case=case,
        person=child,
        signer=parent,
        by=cast.guider,
    )


def test_nobody_signs_for_an_unborn_child(cast, case, parent):
    unborn = builders.person(case, Role.UNBORN, due_on=date(2027, 3, 1))
    refuses(
        "Nobody signs for a child who is not born yet. Ask for consent after the birth.",
        case=case,
        person=unborn,
        signer=parent,
        authority=build.authority(parent, unborn),
        by=cast.guider,
    )


def test_an_authority_over_somebody_else_does_not_count(cast, case, parent, child):
    sibling = builders.person(case, Role.SIBLING)
    refuses(
        "This authority is about other people.",
        case=case,
        person=child,
        signer=parent,
        authority=build.authority(parent, sibling),
        by=cast.guider,
    )


@pytest.mark.parametrize(("since", "until"), [(-9, -1), (1, None)])
def test_an_authority_counts_while_it_is_in_force(cast, case, parent, child, since, until):
    today = timezone.localdate()
    authority = build.authority(
        parent,
        child,
        since=today + timedelta(days=since),
        until=until and today + timedelta(days=until),
    )
    refuses(
        "This authority is no longer, or not yet, in force.",
        case=case,
        person=child,
        signer=parent,
        authority=authority,
        by=cast.guider,
    )


def test_a_foster_carer_never_signs_with_parental_responsibility(cast, case, child):
    carer = builders.person(case, Role.FOSTER_CARER, name="Cleo")
    refuses(
        "Cleo does not hold this authority.",
        case=case,
        person=child,
        signer=carer,
        authority=build.authority(carer, child),
        by=cast.guider,
    )


def test_people_outside_the_case_neither_sign_nor_are_signed_for(cast, case, parent):
    outside = builders.person(builders.case(cast.guider))
    refuses("Only people who take part in the case can be listed.", case=case, person=outside, by=cast.guider)
    refuses(
        "Only people who take part in the case can be listed.",
        case=case,
        person=parent,
        signer=outside,
        authority=build.authority(outside, parent),
        by=cast.guider,
    )


@pytest.mark.parametrize(
    ("role", "age", "alone"),
    [
        (Role.PARENT, None, True),
        (Role.STAFF, None, True),
        (Role.RESIDENT, None, True),
        (Role.RESIDENT, 80, True),
        (Role.RESIDENT, 5, False),
        (Role.FAMILY, 15, False),
        (Role.CHILD, None, False),
        (Role.SIBLING, None, False),
        (Role.PUPIL, 15, False),
        (Role.PUPIL, 16, True),
        (Role.SIBLING, 30, True),
    ],
)
def test_who_may_sign_for_themselves(case, role, age, alone):
    today = timezone.localdate()
    born_on = age and date(today.year - age, today.month, min(today.day, 28))
    person = builders.person(case, role, born_on=born_on)

    assert may_sign_for(person, case) == ([None] if alone else [])


def test_a_day_before_the_16th_birthday_is_too_early(case):
    tomorrow = timezone.localdate() + timedelta(days=1)
    born_on = date(
        tomorrow.year - 16, tomorrow.month, min(tomorrow.day, 28) if tomorrow.month == 2 else tomorrow.day
    )
    assert may_sign_for(builders.person(case, Role.CHILD, born_on=born_on), case) == []


def test_what_was_agreed_is_not_turned_to_no_without_saying_what_will_go(cast, case, parent):
    sign(case=case, person=parent, answers={"film": "given"}, drawing=build.DRAWING, by=cast.guider)

    with pytest.raises(ValidationError):
        sign(case=case, person=parent, answers={"film": "refused"}, drawing=build.DRAWING, by=cast.guider)

    assert standing(case)[parent.pk, "film"] == "given"


def test_signing_again_after_a_withdrawal_gives_again(cast, case, parent):
    sign(case=case, person=parent, answers={"film": "given"}, drawing=build.DRAWING, by=cast.guider)
    withdraw(case=case, person=parent, scope="film", by=cast.guider)
    Withdrawal.objects.update(withdrawn_at=timezone.now() + timedelta(minutes=2))  # another machine's clock

    sign(case=case, person=parent, answers={"film": "given"}, drawing=build.DRAWING, by=cast.guider)

    assert standing(case)[parent.pk, "film"] == "given"


def test_an_organisation_starts_with_the_sample_forms_and_english_is_shown_first(cast):
    form = ensure_form(cast.organisation)

    assert ensure_form(cast.organisation) == form
    assert FormVersion.objects.filter(is_sample=True, version=1).count() == FormVersion.objects.count() == 7
    assert (form.language, form.variant) == ("en", "standard")


def test_the_newest_form_is_signed_and_the_old_record_keeps_its_own(cast, case, parent):
    first = sign(case=case, person=parent, answers={"film": "given"}, drawing=build.DRAWING, by=cast.guider)
    newer = FormVersion.objects.create(
        organisation=cast.organisation, version=2, title="New", introduction="New", purposes=[["film", "New"]]
    )
    second = sign(case=case, person=parent, answers={"film": "given"}, drawing=build.DRAWING, by=cast.guider)

    first.refresh_from_db()
    assert (first.form.version, second.form) == (1, newer)
