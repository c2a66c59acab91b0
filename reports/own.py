"""A guider's own caseload in exact numbers, for their own eyes: nothing leaves, nothing is hidden."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Max, Q
from django.utils.translation import gettext as _

from accounts.models import User
from cases.models import Case, Cases, Rating, Visit
from sessions.models import Cycle, FilmedSession

LOOKED_BACK = timedelta(days=365)
Line = tuple[str, int]


@dataclass(frozen=True)
class OwnNumbers:
    """Each line a name and a number, in the order of the work."""

    now: list[Line]
    lately: list[Line]


def own_numbers(user: User, *, today: date) -> OwnNumbers:
    """Of the cases they are in charge of now. Their own practice is no casework."""
    cases = Case.objects.visible_to(user).filter(guider=user).casework()
    since = today - LOOKED_BACK
    return OwnNumbers(
        now=[*_standing(cases), (_("Visits planned"), _planned(cases, today))],
        lately=[
            (_("Referrals received"), cases.filter(referred_on__gt=since).count()),
            *_visits(cases, since),
            *_work(cases, since),
            (_("Cases with paired ratings"), _paired(cases, since)),
            (_("Cases closed"), cases.filter(closed_on__gt=since).count()),
        ],
    )


def _standing(cases: Cases) -> list[Line]:
    counted = dict(cases.values_list("status").annotate(Count("pk")).order_by())

    def number(statuses: Iterable[str]) -> int:
        return sum(counted.get(status, 0) for status in statuses)

    return [
        (_("Referrals to decide"), number([Case.Status.REFERRED])),
        (_("On the waiting list"), number([Case.Status.WAITING])),
        (_("Cases open"), number([Case.Status.ENGAGING, Case.Status.ACTIVE, Case.Status.PAUSED])),
        (_("Of these paused"), number([Case.Status.PAUSED])),
    ]


def _planned(cases: Cases, today: date) -> int:
    return Visit.objects.filter(case__in=cases, day__gte=today).expected().count()


def _visits(cases: Cases, since: date) -> list[Line]:
    visits = Visit.objects.filter(case__in=cases, day__gt=since)
    missed = Q(attendance__in=[Visit.Attendance.LATE_NOT_SEEN, Visit.Attendance.NOT_ATTENDED])
    counted = visits.aggregate(
        held=Count("pk", filter=Q(attendance__in=Visit.SEEN)),
        missed=Count("pk", filter=missed),
        cancelled=Count("pk", filter=Q(attendance__in=Visit.CANCELLED)),
    )
    return [
        (_("Visits held"), counted["held"]),
        (_("Visits not attended"), counted["missed"]),
        (_("Visits cancelled"), counted["cancelled"]),
    ]


def _work(cases: Cases, since: date) -> list[Line]:
    cycles = Cycle.objects.filter(case__in=cases, state=Cycle.State.COMPLETE, completed_on__gt=since)
    reviews = FilmedSession.objects.filter(
        cycle__case__in=cases,
        kind=FilmedSession.Kind.SHARED_REVIEW,
        finished_at__isnull=False,
        held_on__gt=since,
    )
    return [(_("Cycles complete"), cycles.count()), (_("Shared reviews held"), reviews.count())]


def _paired(cases: Cases, since: date) -> int:
    """One wording rated more than once by one person on one scale, the last time since then."""
    given = Rating.objects.filter(question__case__in=cases, kind=Rating.Kind.NOW)
    by = given.values("question__case", "question", "rated_by", "scale_min", "scale_max").order_by()
    pairs = by.annotate(times=Count("pk"), last=Max("rated_on")).filter(times__gt=1, last__gt=since)
    return len(set(pairs.values_list("question__case", flat=True)))
