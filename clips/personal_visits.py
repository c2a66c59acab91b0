"""The visits of a case, for the copy that whoever it is for asks for."""

from django.utils.translation import gettext as _

from cases.models import Case, Person
from clips.personal_lines import Line, day_of, is_client, line


def visits_with(case: Case, person: Person) -> list[Line]:
    """Visits are held with whom the work is for."""
    if not is_client(case, person):
        return []
    lines: list[Line] = []
    for visit in case.visits.prefetch_related("moves"):
        lines.append(
            line(
                (_("Visit"), day_of(visit.day)),
                (_("At"), f"{visit.starts_at:%H:%M}" if visit.starts_at else ""),
                (_("What for"), visit.get_purpose_display()),
                (_("Where"), visit.where),
                (_("Minutes"), visit.minutes),
                (_("Attendance"), visit.get_attendance_display()),
                (_("Reason of the service"), visit.get_service_reason_display()),
            )
        )
        lines += [
            line((_("Was planned for"), day_of(move.day)), (_("Moved on"), move.moved_at))
            for move in visit.moves.all()
        ]
    return lines
