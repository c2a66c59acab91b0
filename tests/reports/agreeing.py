"""Invented caseloads whose clients say yes to research."""

from types import SimpleNamespace

from cases.models import Participation
from consent.actions import ensure_form
from consent.models import ConsentRecord, ScopeDecision
from tests.reports.history import caseload


def agreeing(cast: SimpleNamespace, number: int, seed: int = 1) -> None:
    """So many cases, whose one person is the client and says yes to research."""
    caseload(cast.guider, number, seed)
    parts = Participation.objects.filter(case__number__startswith=f"H{seed}-")
    parts.update(is_client=True)
    form = ensure_form(cast.organisation)
    records = ConsentRecord.objects.bulk_create(
        ConsentRecord(
            case_id=part.case_id,
            person_id=part.person_id,
            form=form,
            signer_id=part.person_id,
            ground="own",
            witness=cast.guider,
        )
        for part in parts
    )
    ScopeDecision.objects.bulk_create(
        ScopeDecision(record=record, scope="research", answer="given") for record in records
    )
