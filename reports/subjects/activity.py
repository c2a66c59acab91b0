"""Visits: who came, and by which medium."""

from collections.abc import Iterable

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.models import Visit
from reports.counts import Breakdown, Counted, Population, Scope, Subject, tally
from reports.dimensions import ATTENDANCES, MEDIA


def count(scope: Scope) -> Counted:
    visits = Visit.objects.filter(case__in=scope.cases, day__range=scope.period.days).exclude(attendance="")
    by = visits.order_by().values_list("attendance", "medium").annotate(number=Count("pk"))
    found: list[tuple[str, str, int]] = list(by)
    attendance, medium = tally(ATTENDANCES, _summed(found, 0)), tally(MEDIA, _summed(found, 1))
    code = "visits"
    return Counted(
        [Population(code, _("Visits"), sum(attendance.values()))],
        [
            Breakdown(code, "by_attendance", _("By attendance"), ATTENDANCES, attendance, with_shares=True),
            Breakdown(code, "by_medium", _("By medium"), MEDIA, medium),
        ],
    )


def _summed(found: Iterable[tuple[str, str, int]], column: int) -> list[tuple[str, int]]:
    return [(str(row[column]), row[2]) for row in found]


SUBJECT = Subject(
    "activity",
    gettext_lazy("Visits and attendance"),
    count,
    (
        gettext_lazy("Visits of the period of which it was written down whether they took place."),
        gettext_lazy("Seen are those who came on time, and those who came late and were seen."),
    ),
)
