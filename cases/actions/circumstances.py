"""Relationships, legal status and placements are written down, end, or are taken off as a mistake."""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.db.models import Q

from accounts.models import User
from audit.actions import record
from cases.actions.status import for_work, in_charge
from cases.models import Case, Correction, Fact, LegalStatus, Person, Placement, Relationship
from cases.rules import circumstances as rules


@transaction.atomic
def record_relationship(*, case: Case, person: Person, kind: str, other: Person, by: User) -> Relationship:
    """`person` is this to `other`. It gives nobody a right to decide."""
    case = in_charge(case, by)
    rules.check_relationship(case=case, person=person, kind=kind, other=other)
    made = Relationship.objects.create(case=case, person=person, kind=kind, other=other)
    record(
        by=by,
        action="relationship.recorded",
        subject=made,
        case=case,
        kind=kind,
        person=person.pk,
        other=other.pk,
    )
    return made


@transaction.atomic
def record_legal_status(
    *, case: Case, person: Person, kind: str, since: date, by: User, until: date | None = None
) -> LegalStatus:
    """The one before ends on the day on which this one begins."""
    case = in_charge(case, by)
    rules.check_legal_status(case=case, person=person, since=since, until=until)
    running = Q(until=None) | Q(until__gt=since)
    case.legal_statuses.filter(running, person=person).update(until=since)
    made = LegalStatus.objects.create(case=case, person=person, kind=kind, since=since, until=until)
    record(
        by=by,
        action="legal_status.recorded",
        subject=made,
        case=case,
        kind=kind,
        person=person.pk,
        since=str(since),
        until=str(until or ""),
    )
    return made


@transaction.atomic
def record_placement(
    *, case: Case, person: Person, carers: Collection[Person], since: date, by: User
) -> Placement:
    case = for_work(case, by)
    rules.check_placement(case=case, person=person, carers=carers, since=since)
    made = Placement.objects.create(case=case, person=person, since=since)
    made.carers.set(carers)
    record(
        by=by,
        action="placement.recorded",
        subject=made,
        case=case,
        person=person.pk,
        carers=[carer.pk for carer in carers],
        since=str(since),
    )
    return made


@transaction.atomic
def end_placement(*, placement: Placement, ended_on: date, by: User) -> Placement:
    """What its carers decided by delegated authority ends with it, and what they agreed to lapses."""
    case = in_charge(placement.case, by)
    placement = Placement.objects.get(pk=placement.pk)
    rules.check_end_of_placement(placement=placement, ended_on=ended_on)
    ended = rules.rests_on(placement)
    for authority in ended:
        authority.until = max(ended_on, authority.since)
        authority.save(update_fields=["until"])
    placement.until = ended_on
    placement.save(update_fields=["until"])
    record(
        by=by,
        action="placement.ended",
        subject=placement,
        case=case,
        person=placement.person_id,
        ended_on=str(ended_on),
        authorities=[authority.pk for authority in ended],
    )
    return placement


@transaction.atomic
def take_off(*, fact: Relationship | LegalStatus | Placement, reason: str, by: User) -> Correction:
    """It was written down by mistake. That it stood there, and why it went, stays."""
    case = in_charge(fact.case, by)
    rules.check_mistake(case, fact, reason)
    kind, before = _as_corrected(fact)
    correction = Correction.objects.create(
        case=case, person=fact.person, fact=kind, before=before, reason=reason.strip(), corrected_by=by
    )
    record(by=by, action=f"{kind.value}.removed", subject=fact, case=case, person=fact.person_id, was=before)
    fact.delete()
    return correction


def _as_corrected(fact: Relationship | LegalStatus | Placement) -> tuple[Fact, str]:
    if isinstance(fact, Placement):
        return Fact.PLACEMENT, str(fact.since)
    return (Fact.RELATIONSHIP if isinstance(fact, Relationship) else Fact.LEGAL_STATUS), fact.kind
