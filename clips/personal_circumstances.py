"""What one person is to others in a case, and how a child lives, for the copy they asked for."""

from django.db.models import Q
from django.utils.translation import gettext as _

from cases.models import Case, Person
from clips.personal_lines import Line, day_of, line


def relationships_of(case: Case, person: Person) -> list[Line]:
    both = case.relationships.filter(Q(person=person) | Q(other=person))
    return [
        line(
            (_("Who"), each.person.name), (_("Is"), each.get_kind_display()), (_("To whom"), each.other.name)
        )
        for each in both.select_related("person", "other").order_by("pk")
    ]


def orders_and_placements_of(case: Case, person: Person) -> list[Line]:
    """Of a child; a placement also in the copy of those with whom the child lives."""
    placements = case.placements.filter(Q(person=person) | Q(carers=person)).distinct()
    return [
        *(
            line(
                (_("Legal status"), each.get_kind_display()),
                (_("Since"), day_of(each.since)),
                (_("Until"), day_of(each.until)),
            )
            for each in case.legal_statuses.filter(person=person)
        ),
        *(
            line(
                (_("Who"), each.person.name),
                (_("Lives with"), ", ".join(carer.name for carer in each.carers.order_by("pk"))),
                (_("Since"), day_of(each.since)),
                (_("Until"), day_of(each.until)),
            )
            for each in placements.select_related("person")
        ),
    ]
