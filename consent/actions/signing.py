"""Consent is given: answers, signer, ground, signature, in one record that never changes."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import User
from audit.actions import record
from cases.models import Authority, Case, Person
from cases.rules import check_in_charge
from consent.actions.forms import ensure_form
from consent.actions.papers import keep_evidence
from consent.actions.retention import ensure_policy
from consent.evidence import NOTHING_MORE, Evidence
from consent.models import ConsentRecord, FormVersion, ScopeDecision
from consent.rules import (
    NOT_ASKED,
    check_answers,
    check_may_sign,
    check_signature,
)
from consent.rules.evidence import check_evidence, kept_of
from consent.rules.forms import check_in_use
from vault.models import SealedNote
from vault.notes import seal_note


@transaction.atomic
def sign(  # noqa: PLR0913 - a signed record has this many parts
    *,
    case: Case,
    person: Person,
    answers: Mapping[str, str],
    by: User,
    signer: Person | None = None,
    authority: Authority | None = None,
    method: str = ConsentRecord.Method.SCREEN,
    drawing: bytes = b"",
    evidence: Evidence = NOTHING_MORE,
    form: FormVersion | None = None,
) -> ConsentRecord:
    """`signer` None: the person. `answers`: scope → given / refused; what is left out was not asked."""
    case = Case.objects.select_for_update().get(pk=case.pk)
    signer, form = signer or person, form or ensure_form(case.organisation)
    check_in_charge(by, case)
    check_may_sign(case=case, person=person, signer=signer, authority=authority)
    check_answers(case, person, answers)
    check_in_use(form, method)
    check_signature(method, drawing)
    check_evidence(method, evidence := kept_of(method, evidence))
    ensure_policy(case.organisation)
    signed = ConsentRecord.objects.create(
        case=case,
        person=person,
        form=form,
        signer=signer,
        ground=authority.kind if authority else ConsentRecord.Ground.OWN,
        authority=authority,
        method=method,
        signature=_sealed(case, drawing) if method == ConsentRecord.Method.SCREEN else None,
        **evidence.written(),
        witness=by,
        signed_at=_after_withdrawals(case, person),
    )
    keep_evidence(signed, evidence)
    _answer(signed, answers)
    record(by=by, action="consent.signed", subject=signed, case=case, person=person.pk, answers=dict(answers))
    return signed


def _answer(signed: ConsentRecord, answers: Mapping[str, str]) -> None:
    ScopeDecision.objects.bulk_create(
        ScopeDecision(record=signed, scope=scope, answer=answers.get(scope, NOT_ASKED))
        for scope, _words in signed.form.purposes
    )


def _sealed(case: Case, drawing: bytes) -> SealedNote:
    return seal_note(case_key=case.key, content=drawing, content_type="image/png")


def _after_withdrawals(case: Case, person: Person) -> datetime:
    """Now, and after every withdrawal so far, also where two machines' clocks differ a little."""
    latest = case.withdrawals.filter(person=person).aggregate(at=Max("withdrawn_at"))["at"]
    now = timezone.now()
    return max(now, latest + timedelta(microseconds=1)) if latest else now
