"""Documents of a case are sealed, opened and removed."""

import hashlib
from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit.actions import record
from audit.models import Outcome
from cases.models import Case
from cases.rules import check_in_charge
from consent.models import Document, Sheet
from consent.rules.documents import check_document, check_removal
from consent.rules.papers import SCANS, type_of
from vault.models import SealedNote
from vault.notes import open_note, seal_note


@transaction.atomic
def add_document(
    *, case: Case, kind: str, title: str, dated_on: date, scans: Sequence[bytes], by: User
) -> Document:
    """Sealed at once. What it is, is told by its content and never by the name of a file."""
    check_in_charge(by, case)
    check_document(title=title, dated_on=dated_on, scans=scans)
    added = Document.objects.create(case=case, kind=kind, title=title.strip(), dated_on=dated_on, added_by=by)
    for position, content in enumerate(scans, start=1):
        Sheet.objects.create(
            document=added,
            position=position,
            note=seal_note(case_key=case.key, content=content, content_type=type_of(content, SCANS)),
            size=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
        )
    record(by=by, action="document.added", subject=added, case=case, kind=kind, files=len(scans))
    return added


def open_sheet(*, sheet: Sheet, by: User) -> bytes:
    """Who opened it is written down first, and stays written where it cannot be read."""
    if sheet.note is None:
        raise ValidationError(_("This document has been removed."))
    case = sheet.document.case
    record(
        by=by,
        action="document.read",
        subject=sheet.document,
        case=case,
        outcome=Outcome.ALLOWED,
        file=sheet.position,
    )
    return open_note(sheet.note)


@transaction.atomic
def remove_document(*, document: Document, reason: str, by: User) -> Document:
    """Its content goes for good; that it was there, who removed it and why stays."""
    check_in_charge(by, Case.objects.select_for_update().get(pk=document.case_id))
    document = Document.objects.select_related("case").get(pk=document.pk)
    check_removal(document, reason)
    sealed = list(document.sheets.exclude(note=None).values_list("note", flat=True))
    document.sheets.update(note=None)
    SealedNote.objects.filter(pk__in=sealed).delete()
    document.removed_by, document.removed_at = by, timezone.now()
    document.removal_reason = reason.strip()
    document.save(update_fields=["removed_by", "removed_at", "removal_reason"])
    record(by=by, action="document.removed", subject=document, case=document.case, files=len(sealed))
    return document
