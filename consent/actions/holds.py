"""A hold is set, looked at again, and ended. While it stands nothing of the case is destroyed."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.actions import record
from cases.models import Case
from consent.actions.destruction import destroy_what_waited
from consent.models import Hold
from consent.rules.holds import check_may_hold, check_may_oversee, check_reason, check_review_on, check_stands


@transaction.atomic
def set_hold(*, case: Case, kind: str, reason: str, review_on: date, by: User) -> Hold:
    """From the commit on nothing of the case is destroyed. Who may watch stays as it is."""
    case = Case.objects.select_for_update().get(pk=case.pk)
    check_may_hold(by, case)
    check_reason(reason)
    check_review_on(review_on)
    hold = Hold.objects.create(
        case=case, kind=Hold.Kind(kind), reason=reason.strip(), review_on=review_on, set_by=by
    )
    record(by=by, action="hold.set", subject=hold, case=case, kind=hold.kind, review_on=str(review_on))
    return hold


@transaction.atomic
def review_hold(*, hold: Hold, review_on: date, by: User) -> Hold:
    """It was looked at and stays, until it is looked at again."""
    hold = _standing(hold, by)
    check_review_on(review_on)
    hold.review_on = review_on
    hold.save(update_fields=["review_on"])
    record(by=by, action="hold.reviewed", subject=hold, case=hold.case, review_on=str(review_on))
    return hold


@transaction.atomic
def end_hold(*, hold: Hold, reason: str, by: User) -> Hold:
    """What a withdrawal had to leave goes now, unless another hold stands; all else follows its own dates."""
    hold = _standing(hold, by)
    check_reason(reason)
    hold.ended_at, hold.ended_by, hold.ending_reason = timezone.now(), by, reason.strip()
    hold.save(update_fields=["ended_at", "ended_by", "ending_reason"])
    record(by=by, action="hold.ended", subject=hold, case=hold.case, kind=hold.kind)
    destroy_what_waited(case=hold.case)
    return hold


def _standing(hold: Hold, by: User) -> Hold:
    case = Case.objects.select_for_update().get(pk=hold.case_id)
    hold = Hold.objects.select_related("case").get(pk=hold.pk)
    check_may_oversee(by, case)
    check_stands(hold)
    return hold
