"""The good rows of a file come in, all or none."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import Organisation, User
from audit.actions import record
from cases import rules
from cases.actions.opening import open_case
from cases.actions.unassigned import write_down
from cases.imports import Row
from cases.models import ReferralImport


@transaction.atomic
def import_referrals(*, rows: Sequence[Row], fingerprint: str, of_cases: bool, by: User) -> ReferralImport:
    """`of_cases`: each row becomes a case of `by`. Otherwise each is a referral that has nobody yet."""
    Organisation.objects.select_for_update().get(pk=by.organisation_id)
    rules.check_may_import(by, of_cases=of_cases)
    rules.check_not_imported(by, fingerprint, of_cases=of_cases)
    come_in = open_case if of_cases else write_down
    for row in rows:
        try:
            come_in(by=by, **row.facts)
        except ValidationError as refusal:
            raise ValidationError(f"{row.number}: {refusal.messages[0]}") from refusal
    done = ReferralImport.objects.create(
        organisation_id=by.organisation_id,
        imported_by=by,
        fingerprint=fingerprint,
        of_cases=of_cases,
        rows=len(rows),
    )
    record(by=by, action="referrals.imported", subject=done, rows=len(rows), of_cases=of_cases)
    return done
