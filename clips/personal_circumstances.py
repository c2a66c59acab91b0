"""What one person is to others in a case, and how a child lives, for the copy they asked for."""

from django.db.models import Q

from cases.models import Case, Person
from clips import written
from clips.personal_lines import Line


def relationships_of(case: Case, person: Person) -> list[Line]:
    both = case.relationships.filter(Q(person=person) | Q(other=person))
    return [written.of_relationship(each) for each in both.select_related("person", "other").order_by("pk")]


def orders_and_placements_of(case: Case, person: Person) -> list[Line]:
    """Of a child; a placement also in the copy of those with whom the child lives."""
    placements = case.placements.filter(Q(person=person) | Q(carers=person)).distinct()
    return [
        *(written.of_legal_status(each) for each in case.legal_statuses.filter(person=person)),
        *(
            written.of_placement(each)
            for each in placements.select_related("person").prefetch_related("carers")
        ),
    ]
