"""How the people of a case stand to each other, and who decides for whom."""

from collections.abc import Sequence

from django import template
from django.utils import timezone

from cases import circumstances
from cases.ages import age_of
from cases.models import Authority, Case, LegalStatus, Participation, Person, Placement

register = template.Library()


@register.simple_tag
def people_rows(case: Case, parts: Sequence[Participation]) -> list[circumstances.PersonRow]:
    return circumstances.rows_of(case, parts)


@register.simple_tag
def decisions(parts: Sequence[Participation]) -> list[circumstances.Deciding]:
    return circumstances.decisions_of(parts)


@register.filter
def period(each: LegalStatus | Placement | Authority) -> str:
    return circumstances.period_of(each)


@register.filter
def living(placement: Placement) -> str:
    return circumstances.living_of(placement)


@register.filter
def age(person: Person) -> str:
    return age_of(person, timezone.localdate())
