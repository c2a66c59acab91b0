"""A case goes from guider to guider, at once or with some time side by side."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.actions import record
from cases import rules
from cases.actions.status import locked
from cases.models import Case, HandOver


@transaction.atomic
def hand_over(*, case: Case, to: User, reason: str, by: User, until: date | None = None) -> Case:
    """From the next request on the case belongs to `to`, and to the guider before no more.

    With `until`, both work in it up to and with that day. Whoever had such a day before loses it.
    """
    case = locked(case)
    rules.check_hand_over(case, to=to, reason=reason, until=until, by=by)
    before = case.guider
    _end_overlaps(case)
    case.guider = to
    case.save(update_fields=["guider"])
    HandOver.objects.create(case=case, before=before, after=to, reason=reason, until=until, handed_over_by=by)
    codes = {"until": until.isoformat()} if until else {}
    record(
        by=by,
        action="case.handed_over",
        subject=case,
        case=case,
        reason=reason,
        before=before.pk,
        after=to.pk,
        **codes,
    )
    return case


@transaction.atomic
def hand_over_several(*, cases: Iterable[Case], to: User, reason: str, by: User) -> None:
    """When somebody leaves: all of them, or none if one cannot go."""
    for case in cases:
        hand_over(case=case, to=to, reason=reason, by=by)


@transaction.atomic
def end_overlap(*, case: Case, by: User) -> None:
    """From the next request on only the guider in charge works in the case."""
    case = locked(case)
    rules.check_end_overlap(case, by=by)
    _end_overlaps(case)
    record(by=by, action="case.overlap_ended", subject=case, case=case)


def _end_overlaps(case: Case) -> None:
    case.hand_overs.running().update(ended_at=timezone.now())
