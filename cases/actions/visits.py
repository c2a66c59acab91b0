"""Visits are planned, moved, held or cancelled; what was recorded wrongly is taken back."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.actions import record
from cases import rules
from cases.actions.status import in_charge
from cases.models import Case, Visit, VisitMove
from cases.rules import VisitPlan


@transaction.atomic
def plan_visit(*, case: Case, plan: VisitPlan, purpose: str, by: User) -> Visit:
    """A visit that is held already can be written down too. Pressing twice plans one."""
    case = in_charge(case, by)
    rules.check_plan(case, plan)
    same = case.visits.expected().filter(purpose=purpose, **vars(plan)).first()
    if same is not None:
        return same
    visit = Visit.objects.create(case=case, purpose=purpose, **vars(plan))
    record(by=by, action="visit.planned", subject=visit, case=case, purpose_of_visit=purpose, **_codes(visit))
    return visit


@transaction.atomic
def move_visit(*, visit: Visit, plan: VisitPlan, by: User) -> Visit:
    """To another time or place. What it was before is kept."""
    visit = _locked(visit, by)
    rules.check_move_visit(visit, plan)
    before = VisitPlan(**{name: getattr(visit, name) for name in vars(plan)})
    if before == plan:
        return visit
    VisitMove.objects.create(
        visit=visit,
        day=before.day,
        starts_at=before.starts_at,
        place=before.place,
        medium=before.medium,
        moved_by=by,
    )
    for name, value in vars(plan).items():
        setattr(visit, name, value)
    _save(visit, *vars(plan))
    record(by=by, action="visit.moved", subject=visit, case=visit.case, **_codes(visit))
    return visit


@transaction.atomic
def record_attendance(*, visit: Visit, attendance: str, by: User, service_reason: str = "") -> Visit:
    """Also in a case that is finished by now. The same again changes nothing."""
    visit = _locked(visit, by)
    if (visit.attendance, visit.service_reason) == (attendance, service_reason) and attendance:
        return visit
    rules.check_attendance(visit, attendance, service_reason)
    visit.attendance, visit.service_reason, visit.attendance_by = attendance, service_reason, by
    _save(visit, "attendance", "service_reason", "attendance_by")
    record(
        by=by,
        action="visit.attendance_recorded",
        subject=visit,
        case=visit.case,
        attendance=attendance,
        reason=service_reason,
    )
    return visit


@transaction.atomic
def correct_attendance(*, visit: Visit, by: User) -> Visit:
    """What was recorded was wrong. The trail keeps it; the visit waits for what is right."""
    visit = _locked(visit, by)
    rules.check_correct_attendance(visit)
    before = {"attendance": visit.attendance, "reason": visit.service_reason}
    visit.attendance, visit.service_reason, visit.attendance_by = "", "", None
    _save(visit, "attendance", "service_reason", "attendance_by")
    record(by=by, action="visit.attendance_corrected", subject=visit, case=visit.case, before=before)
    return visit


@transaction.atomic
def remove_visit(*, visit: Visit, by: User) -> None:
    """It was planned by mistake."""
    visit = _locked(visit, by)
    rules.check_remove_visit(visit)
    record(by=by, action="visit.removed", subject=visit, case=visit.case, **_codes(visit))
    visit.delete()


def _locked(visit: Visit, by: User) -> Visit:
    """The visit as it is now, its case held until the transaction ends."""
    case = in_charge(visit.case, by)
    current = Visit.objects.get(pk=visit.pk)
    current.case = case
    return current


def _save(visit: Visit, *fields: str) -> None:
    """Calendars learn by the number that this is newer than what they have."""
    visit.sequence += 1
    visit.changed_at = timezone.now()
    visit.save(update_fields=[*fields, "sequence", "changed_at"])


def _codes(visit: Visit) -> dict[str, str]:
    return {"day": visit.day.isoformat(), "place": visit.place, "medium": visit.medium}
