"""The visit that a meeting belongs to."""

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.models import Case, Visit
from sessions.models import Cycle, FilmedSession

NOT_SEEN = frozenset(Visit.Attendance) - Visit.SEEN


def visits_to_film(case: Case) -> QuerySet[Visit]:
    """Those ahead in which there is to be filming, and none is planned yet."""
    ahead = case.visits.expected().filter(day__gte=timezone.localdate(), purpose__in=Visit.TO_FILM)
    return ahead.exclude(filmed_sessions__kind=FilmedSession.Kind.FILMING)


def check_visit_of_case(case: Case, visit: Visit) -> None:
    if visit.case_id != case.pk:
        raise ValidationError(_("This visit belongs to another case."))
    if visit.attendance and not visit.is_seen:
        raise ValidationError(_("This visit was not held. Please choose another one."))


def cycle_to_film(case: Case) -> Cycle | None:
    """An open cycle that is still without a filming: none planned, or none that came about."""
    missed = FilmedSession.objects.filter(visit__attendance__in=NOT_SEEN, footage=None)
    standing = FilmedSession.objects.filter(nothing_usable="").exclude(pk__in=missed)
    return case.cycles.filter(state=Cycle.State.OPEN).exclude(filmed_sessions__in=standing).first()


def films_to_come(visit: Visit) -> QuerySet[FilmedSession]:
    """The filmings planned for a visit that have no film yet: they go where the visit goes."""
    return visit.filmed_sessions.filter(kind=FilmedSession.Kind.FILMING, nothing_usable="", footage=None)
