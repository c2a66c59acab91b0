"""The visits of many cases about which nothing is recorded yet, in one query."""

from collections.abc import Iterable

from cases import rules
from cases.facts.shapes import VisitFacts
from cases.models import Case, Visit


def visits_of(cases: Iterable[Case]) -> dict[int, list[VisitFacts]]:
    """By case, the earliest first; only cases in which visits are expected have an entry."""
    visits: dict[int, list[VisitFacts]] = {case.pk: [] for case in cases if rules.expects_visits(case)}
    for visit in Visit.objects.expected().filter(case__in=visits):
        visits[visit.case_id].append(
            VisitFacts(visit.day, visit.starts_at, str(visit.get_purpose_display()), visit.where)
        )
    return visits
