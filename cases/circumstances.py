"""How the people of a case are shown: what they are to each other, how a child lives, who decides for whom.

In a fixed number of queries, however many they are.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from cases.models import Authority, Case, LegalStatus, Participation, Person, Placement, Relationship
from cases.rules.circumstances import CHILDREN


@dataclass
class PersonRow:
    part: Participation
    relationships: list[str] = field(default_factory=list)
    legal_status: LegalStatus | None = None
    placement: Placement | None = None


@dataclass(frozen=True)
class Deciding:
    """Who decides for one person; `undecided` where somebody has to and nobody is written down."""

    person: Person
    authorities: list[Authority]
    undecided: bool


def rows_of(case: Case, parts: Sequence[Participation]) -> list[PersonRow]:
    today = timezone.localdate()
    said = _relationships(case)
    running = Q(since__lte=today) & (Q(until=None) | Q(until__gt=today))
    statuses = {each.person_id: each for each in case.legal_statuses.filter(running)}
    placements = {each.person_id: each for each in case.placements.filter(running).prefetch_related("carers")}
    return [
        PersonRow(
            part,
            said[part.person_id],
            statuses.get(part.person_id),
            placements.get(part.person_id),
        )
        for part in parts
    ]


def decisions_of(parts: Sequence[Participation]) -> list[Deciding]:
    """For everybody for whom somebody else decides, or has to."""
    held = defaultdict(list)
    people = [part.person_id for part in parts]
    for authority in _standing(people, timezone.localdate()):
        held[authority.over_id].append(authority)
    children = {part.person_id for part in parts if part.role in CHILDREN}
    persons = {part.person_id: part.person for part in parts}
    return [
        Deciding(person, held[pk], undecided=pk in children and not held[pk])
        for pk, person in persons.items()
        if held[pk] or pk in children
    ]


def sentence_of(relationship: Relationship, *, turned: bool = False) -> str:
    """`foster carer of Wren`; turned, what is the same in both directions is said of the other."""
    named = relationship.person if turned else relationship.other
    return _("%(relationship)s %(name)s") % {
        "relationship": relationship.get_kind_display(),
        "name": named.name,
    }


def period_of(each: LegalStatus | Placement | Authority) -> str:
    """`since 3 May 2026`, `from 3 May 2026 until 1 June 2026`."""
    since = date_format(each.since, "SHORT_DATE_FORMAT")
    if each.until is None:
        return _("since %(since)s") % {"since": since}
    return _("from %(since)s until %(until)s") % {
        "since": since,
        "until": date_format(each.until, "SHORT_DATE_FORMAT"),
    }


def living_of(placement: Placement) -> str:
    return _("Lives with %(names)s %(period)s") % {
        "names": get_text_list([carer.name for carer in placement.carers.all()], _("and")),
        "period": period_of(placement),
    }


def _relationships(case: Case) -> dict[int, list[str]]:
    said: dict[int, list[str]] = defaultdict(list)
    for each in case.relationships.select_related("person", "other").order_by("pk"):
        said[each.person_id].append(sentence_of(each))
        if each.kind in Relationship.MUTUAL:
            said[each.other_id].append(sentence_of(each, turned=True))
    return said


def _standing(people: list[int], today: date) -> list[Authority]:
    over = Authority.objects.filter(over__in=people).exclude(until__lte=today)
    return list(over.select_related("holder").order_by("over", "pk"))
