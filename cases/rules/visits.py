"""The visits of a case: when one may be planned, moved, recorded, and whose calendar an address opens."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Permission
from cases.models import CalendarFeed, Case, Visit
from cases.rules.loss import is_resting
from cases.rules.standing import check_open

FURTHEST = timedelta(days=366)
Attendance = Visit.Attendance


@dataclass(frozen=True, kw_only=True)
class VisitPlan:
    """When, where and how long a visit is to be."""

    day: date
    place: str
    medium: str = Visit.Medium.FACE_TO_FACE
    starts_at: time | None = None
    minutes: int = 60


def expects_visits(case: Case) -> bool:
    """Whether visits are planned and reminded of; a paused, resting or finished case is left in peace."""
    return case.status != Case.Status.PAUSED and not case.is_finished and not is_resting(case)


def check_plan(case: Case, plan: VisitPlan) -> None:
    check_open(case)
    if is_resting(case):
        raise ValidationError(_("Nothing is due here. Say on the case first that they would like to go on."))
    if not expects_visits(case):
        raise ValidationError(_("This case is paused. Take it up again before planning a visit."))
    if plan.day > timezone.localdate() + FURTHEST:
        raise ValidationError(_("This day is more than a year away. Please look at the year again."))
    if plan.minutes < 1:
        raise ValidationError(_("Please give the length in minutes, for example 60."))
    if (plan.place == Visit.Place.REMOTE) == (plan.medium == Visit.Medium.FACE_TO_FACE):
        raise ValidationError(_("A remote visit is a video call or by telephone; any other is face to face."))


def check_move_visit(visit: Visit, plan: VisitPlan) -> None:
    check_plan(visit.case, plan)
    if visit.attendance:
        raise ValidationError(
            _("This visit is “%(state)s” already. Plan a new one instead.")
            % {"state": visit.get_attendance_display()}
        )


def attendances(visit: Visit) -> list[Attendance]:
    """What may be recorded today: a visit that lies ahead can only be cancelled."""
    if visit.attendance:
        return []
    ahead = visit.day > timezone.localdate()
    return [state for state in Attendance if not ahead or state in Visit.CANCELLED]


def check_attendance(visit: Visit, attendance: str, service_reason: str) -> None:
    if visit.attendance:
        raise ValidationError(
            _("This visit is “%(state)s” already. Take that back first if it is wrong.")
            % {"state": visit.get_attendance_display()}
        )
    if attendance not in Attendance.values:
        raise ValidationError(_("Please say who came, or who cancelled."))
    if attendance not in attendances(visit):
        raise ValidationError(_("This visit has not been held yet. Until then it can only be cancelled."))
    if service_reason and attendance != Attendance.CANCELLED_BY_SERVICE:
        raise ValidationError(_("A reason is only given where the service cancelled."))


def check_correct_attendance(visit: Visit) -> None:
    if not visit.attendance:
        raise ValidationError(_("Nothing is recorded about this visit yet, so nothing was changed."))


def check_remove_visit(visit: Visit) -> None:
    """One that was planned by mistake and that nothing hangs on."""
    if visit.attendance or visit.filmed_sessions.exists():
        raise ValidationError(_("Something is recorded about this visit, so it stays. You can cancel it."))


def next_visit(case: Case, after: date) -> Visit | None:
    return case.visits.kept().filter(day__gt=after).first()


def visit_held_today(case: Case, purposes: frozenset[Visit.Purpose]) -> Visit | None:
    """Where a meeting that begins now belongs to."""
    return case.visits.kept().filter(day=timezone.localdate(), purpose__in=purposes).first()


def overlapping(visit: Visit) -> list[Visit]:
    """The guider's other visits at the same time; visits without a time are in nobody's way."""
    begin = visit.starts_at
    if begin is None:
        return []
    same_day = Visit.objects.kept().filter(case__guider=visit.case.guider_id, day=visit.day)
    others = same_day.exclude(pk=visit.pk).exclude(starts_at=None).select_related("case")
    begins, ends = _span(visit.day, begin, visit.minutes)
    found = []
    for other in others:
        other_begins, other_ends = _span(other.day, other.starts_at or begin, other.minutes)
        if other_begins < ends and begins < other_ends:
            found.append(other)
    return found


def _span(day: date, begin: time, minutes: int) -> tuple[datetime, datetime]:
    begins = timezone.make_aware(datetime.combine(day, begin))
    return begins, begins + timedelta(minutes=minutes)


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def whose_calendar(token: str) -> User | None:
    """Whose visits this address opens; None for any other, and where they work no cases any more."""
    feed = CalendarFeed.objects.select_related("user").filter(token_sha256=hash_of(token)).first()
    return feed.user if feed and feed.user.may(Permission.WORK_CASES) else None
