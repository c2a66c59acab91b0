"""The full record of a case is made for the official record of a service."""

import hashlib

from django.db import transaction

from accounts.models import User
from audit.actions import record
from cases.models import Case
from cases.rules import check_in_charge
from clips.models import PrintedRecord
from clips.record.paper import record_paper


@transaction.atomic
def print_record(*, case: Case, reason: str, by: User) -> tuple[PrintedRecord, bytes]:
    """Written down with its fingerprint before anybody gets it. What is in it is not kept a second time."""
    case = Case.objects.select_for_update().select_related("organisation", "guider").get(pk=case.pk)
    check_in_charge(by, case)
    content = record_paper(case)
    printed = PrintedRecord.objects.create(
        case=case, reason=reason, sha256=hashlib.sha256(content).hexdigest(), size=len(content), made_by=by
    )
    record(
        by=by,
        action="record.printed",
        subject=printed,
        case=case,
        reason=reason,
        sha256=printed.sha256,
        size=printed.size,
    )
    return printed, content
