"""Who of a case is to be asked again, gathered in a fixed number of queries."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from cases.models import Authority, Case, LegalStatus, Participation, Person, Placement
from cases.rules.circumstances import CHILDREN
from cases.rules.loss import is_resting
from consent.models import ConsentRecord
from consent.plans import policy_for
from consent.rules.asking import Asked, Prompt, prompts
from consent.rules.forms import newest_asking

Role = Participation.Role
CARERS = frozenset(
    {
        *(Role.PARENT, Role.CARER, Role.FOSTER_CARER, Role.ADOPTER),
        *(Role.SPECIAL_GUARDIAN, Role.KINSHIP_CARER),
    }
)


@dataclass(frozen=True)
class ToAsk:
    person: Person
    why: list[Prompt]


def to_ask(case: Case) -> list[ToAsk]:
    """In the order of the people; who has left is not asked. Empty where the case is finished or rests."""
    if case.is_finished or is_resting(case):
        return []
    facts = _facts(case)
    people = {part.person_id: part.person for part in case.people_now()}
    asked = [ToAsk(person, prompts(facts[pk])) for pk, person in people.items() if pk in facts]
    return [each for each in asked if each.why]


def is_asked_again(case: Case, person: Person) -> bool:
    return any(each.person == person for each in to_ask(case))


def _facts(case: Case) -> dict[int, Asked]:
    today, policy = timezone.localdate(), policy_for(case)
    parts = list(case.participations.select_related("person"))
    roles: dict[int, set[str]] = defaultdict(set)
    for part in parts:
        roles[part.person_id].add(part.role)
    births = [
        part.person.born_on
        for part in parts
        if part.ended_as == Participation.Ending.BORN and part.person.born_on
    ]
    carers = [part for part in parts if part.role in CARERS]
    records = case.consent_records.select_related("form", "authority").order_by("signed_at", "pk")
    newest = {record.person_id: record for record in records}
    authorities = _authority_days(list(roles))
    moves, orders = _days_of(case.placements.all()), _days_of(case.legal_statuses.all())
    forms = newest_asking(case.organisation_id)
    resumed_on = timezone.localdate(case.resumed_at) if case.resumed_at else None
    return {
        part.person_id: Asked(
            today=today,
            is_unborn=roles[part.person_id] == {Role.UNBORN},
            was_unborn=Role.UNBORN in roles[part.person_id],
            is_child=bool(roles[part.person_id] & CHILDREN),
            born_on=part.person.born_on,
            authority_days=authorities[part.person_id],
            carer_days=_changes([each for each in carers if each.person_id != part.person_id])
            + moves[part.person_id],
            birth_days=births if part.role in CARERS else [],
            order_days=orders[part.person_id],
            resumed_on=resumed_on,
            ask_again_months=policy.ask_again_months if policy else None,
            **_signed(newest.get(part.person_id), forms, today),
        )
        for part in parts
        if part.role != Role.GUIDER
    }


def _signed(record: ConsentRecord | None, forms: dict[tuple[str, str], int], today: date) -> dict[str, Any]:
    if record is None:
        return {}
    until = record.authority.until if record.authority else None
    return {
        "signed_on": timezone.localdate(record.signed_at),
        "signed_own": record.ground == ConsentRecord.Ground.OWN,
        "signed_form": record.form.version,
        "newest_form": forms.get((record.form.language, record.form.variant), 0),
        "authority_ended": until is not None and until <= today,
    }


def _authority_days(people: list[int]) -> dict[int, list[date]]:
    days: dict[int, list[date]] = defaultdict(list)
    for over, since, until in Authority.objects.filter(over__in=people).values_list("over", "since", "until"):
        days[over] += [day for day in (since, until) if day]
    return days


def _days_of(periods: QuerySet[Placement] | QuerySet[LegalStatus]) -> dict[int, list[date]]:
    days: dict[int, list[date]] = defaultdict(list)
    for person, since, until in periods.values_list("person", "since", "until"):
        days[person] += [day for day in (since, until) if day]
    return days


def _changes(parts: list[Participation]) -> list[date]:
    return [day for part in parts for day in (part.since, part.until) if day]
