"""Who takes part in many cases, in one query and without a row for each person in memory."""

from collections import defaultdict
from typing import NamedTuple

from django.db.models import QuerySet

from cases.models import Case, Participation


class PartFacts(NamedTuple):
    person: int
    name: str
    role: str
    is_client: bool


def people_of(cases: QuerySet[Case]) -> dict[int, list[PartFacts]]:
    """By case, the client first."""
    people: dict[int, list[PartFacts]] = defaultdict(list)
    rows = (
        Participation.objects.filter(case__in=cases, until=None)
        .order_by("-is_client", "pk")
        .values_list("case", "person", "person__name", "role", "is_client")
    )
    for case, person, name, role, is_client in rows:
        people[case].append(PartFacts(person, name, role, is_client))
    return people
