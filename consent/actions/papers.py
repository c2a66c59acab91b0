"""Papers and sounds are sealed, and opened again by those who may see the consent they belong to."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.actions import record
from audit.models import Outcome
from cases.models import Authority, Case
from cases.rules import check_in_charge
from consent.evidence import Evidence
from consent.models import ConsentRecord, Paper
from consent.rules import check_takes_part
from consent.rules.papers import SCANS, SOUNDS, check_scans, type_of
from vault.notes import open_note, seal_note


@transaction.atomic
def keep_document(*, case: Case, authority: Authority, scans: Sequence[bytes], by: User) -> list[Paper]:
    """Scans of the document that an authority rests on."""
    check_in_charge(by, case)
    check_takes_part(authority.over, case)
    check_takes_part(authority.holder, case)
    if authority.kind == Authority.Kind.PARENTAL_RESPONSIBILITY:
        raise ValidationError(_("Parental responsibility rests on no document."))
    if not scans:
        raise ValidationError(_("Please choose the scan or the photograph first."))
    check_scans(scans)
    kept = [
        _sealed(case, scan, type_of(scan, SCANS), Paper.Kind.AUTHORITY, by, authority=authority)
        for scan in scans
    ]
    record(
        by=by, action="authority.document", subject=authority, case=case, papers=[paper.pk for paper in kept]
    )
    return kept


def keep_evidence(signed: ConsentRecord, evidence: Evidence) -> None:
    """Within the signing of a record, which has checked it."""
    case, by = signed.case, signed.witness
    for scan in evidence.scans:
        _sealed(case, scan, type_of(scan, SCANS), Paper.Kind.FORM, by, record=signed)
    if evidence.sound:
        _sealed(case, evidence.sound, type_of(evidence.sound, SOUNDS), Paper.Kind.SOUND, by, record=signed)


def open_paper(*, paper: Paper, by: User) -> bytes:
    """Who opened it is written down first, and stays written where it cannot be read."""
    record(
        by=by, action="paper.read", subject=paper, case=paper.case, outcome=Outcome.ALLOWED, kind=paper.kind
    )
    return open_note(paper.note)


def _sealed(
    case: Case,
    content: bytes,
    content_type: str,
    kind: str,
    by: User,
    *,
    record: ConsentRecord | None = None,
    authority: Authority | None = None,
) -> Paper:
    note = seal_note(case_key=case.key, content=content, content_type=content_type)
    return Paper.objects.create(
        case=case, kind=kind, record=record, authority=authority, note=note, added_by=by
    )
