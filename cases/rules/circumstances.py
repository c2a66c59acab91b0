"""What people are to each other, under which order a child lives, and with whom."""

from collections.abc import Collection
from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from cases.models import Authority, Case, LegalStatus, Participation, Person, Placement, Relationship
from cases.rules.standing import check_not_in_future, check_takes_part

Role = Participation.Role
CHILDREN = frozenset({Role.CHILD, Role.SIBLING, Role.PUPIL})


def is_child_in(case: Case, person: Person) -> bool:
    return case.participations.filter(person=person, role__in=CHILDREN).exists()


def check_relationship(*, case: Case, person: Person, kind: str, other: Person) -> None:
    if person == other:
        raise ValidationError(_("Please choose two different people."))
    check_takes_part(case, person)
    check_takes_part(case, other)
    said = Q(person=person, other=other)
    if kind in Relationship.MUTUAL:
        said |= Q(person=other, other=person)
    if case.relationships.filter(said, kind=kind).exists():
        raise ValidationError(_("This is written down already."))


def check_legal_status(*, case: Case, person: Person, since: date, until: date | None) -> None:
    check_takes_part(case, person)
    if not is_child_in(case, person):
        raise ValidationError(_("Only a child has a legal status."))
    check_not_in_future(since, _("The first day"))
    if until is not None and until <= since:
        raise ValidationError(_("It cannot end before it began."))
    newer = case.legal_statuses.filter(person=person, since__gte=since).first()
    if newer is not None:
        raise ValidationError(
            _("“%(status)s” is written down for that day or a later one. Take it off first if it is wrong.")
            % {"status": newer.get_kind_display()}
        )


def check_placement(*, case: Case, person: Person, carers: Collection[Person], since: date) -> None:
    check_takes_part(case, person)
    if not is_child_in(case, person):
        raise ValidationError(_("Only a child is placed with somebody."))
    if not carers or person in carers:
        raise ValidationError(_("Please say with whom the child lives."))
    for carer in carers:
        check_takes_part(case, carer)
    check_not_in_future(since, _("The first day"))
    if case.placements.filter(person=person, until=None).exists():
        raise ValidationError(_("Please end the placement before this one first."))
    if case.placements.filter(person=person, until__gt=since).exists():
        raise ValidationError(_("The placement before this one ended later than that."))


def check_end_of_placement(*, placement: Placement, ended_on: date) -> None:
    if placement.until is not None:
        raise ValidationError(_("This placement has ended already, so nothing was changed."))
    if ended_on < placement.since:
        raise ValidationError(_("A placement cannot end before it began."))


def rests_on(placement: Placement) -> list[Authority]:
    """The delegated authority of its carers over the child: it ends with the placement."""
    held = Authority.objects.filter(
        over=placement.person_id, holder__in=placement.carers.all(), kind=Authority.Kind.DELEGATED
    )
    return list(held.filter(until=None).select_related("holder", "over").order_by("pk"))


def check_mistake(case: Case, fact: Relationship | LegalStatus | Placement, reason: str) -> None:
    if fact.case_id != case.pk:
        raise ValidationError(_("This is about people of another case."))
    if not reason.strip():
        raise ValidationError(_("Please say why it is taken off. What was written stays on this page."))
