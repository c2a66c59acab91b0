"""Visits, whether they took place, and when they were to be before they were moved."""

from django.utils.formats import time_format
from django.utils.translation import gettext as _

from cases.models import Case, Visit
from clips.personal_lines import Line, day_of, line


def visits(case: Case) -> list[Line]:
    planned = case.visits.prefetch_related("moves").order_by("day", "starts_at", "pk")
    return [_visit(visit) for visit in planned]


def _visit(visit: Visit) -> Line:
    time = time_format(visit.starts_at, "H:i") if visit.starts_at else ""
    return line(
        (visit.get_purpose_display(), f"{day_of(visit.day)} {time}".strip()),
        (_("Where"), visit.where),
        (_("Attendance"), visit.get_attendance_display()),
        (_("Why the service cancelled"), visit.get_service_reason_display()),
        *((_("Was to be on"), day_of(move.day)) for move in visit.moves.all()),
    )
