"""A row for each case of a period, in codes. They never leave like this, see `coarsening`."""

from collections import defaultdict
from datetime import date

from django.db.models import Count, Q

from cases.models import Cases, Interpreting, Participation
from consent import scopes
from consent.rules import agreed_to
from reports.counts import Scope
from reports.dimensions import AGES
from reports.milestones import CYCLES_OF_A_COURSE
from reports.periods import quarter_of
from reports.subjects.outcomes import results
from reports.subjects.people import CHILDREN, age_band, open_at_end

YOUNGEST_FIRST = list(AGES.rows)
NOT_KNOWN, NOT_RATED = "not_known", "not_paired"


def rows(scope: Scope) -> list[dict[str, str]]:
    """Open on the last day or closed in the period, where all have agreed to research."""
    last_day = scope.period.last_day
    cases = scope.cases.filter(Q(pk__in=open_at_end(scope)) | Q(pk__in=scope.closed)).order_by()
    agreed = agreed_to(scopes.Scope.RESEARCH, cases)
    ages, outcomes = _youngest(cases, last_day), dict(results(cases, last_day))
    done = Count("cycles", filter=Q(cycles__state="complete", cycles__completed_on__lte=last_day))
    found = cases.annotate(done=done).values_list(
        "pk", "referred_on", "source", "reason", "closed_on", "closing_reason", "interpreting__need", "done"
    )
    return [
        {
            "age": ages.get(case, NOT_KNOWN),
            "quarter": str(quarter_of(referred_on)),
            "source": source,
            "reason": reason,
            "cycles": cycles_band(cycles),
            "interpreter": need or Interpreting.Need.NOT_KNOWN,
            "outcome": outcomes.get(case, NOT_RATED),
            **_end(closed_on, closing_reason, last_day),
        }
        for case, referred_on, source, reason, closed_on, closing_reason, need, cycles in found.iterator()
        if case in agreed
    ]


def cycles_band(number: int) -> str:
    if number >= CYCLES_OF_A_COURSE:
        return "three"
    return "some" if number else "none"


def _end(closed_on: date | None, closing_reason: str, last_day: date) -> dict[str, str]:
    """As it was on that day: what came later belongs to another period."""
    if closed_on is None or closed_on > last_day:
        return {"status": "open", "closing": ""}
    return {"status": "closed", "closing": closing_reason}


def _youngest(cases: Cases, on: date) -> dict[int, str]:
    """The age band of the youngest child that takes part on that day."""
    parts = Participation.objects.filter(
        Q(until=None) | Q(until__gt=on), case__in=cases, role__in=CHILDREN, since__lte=on
    )
    bands: dict[int, set[str]] = defaultdict(set)
    for case, role, born_on in parts.values_list("case", "role", "person__born_on").iterator():
        bands[case].add(age_band(role, born_on, on))
    return {case: min(found, key=YOUNGEST_FIRST.index) for case, found in bands.items()}
