"""People come, change, leave and are born; one may decide for another."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit.actions import record
from cases import rules
from cases.actions.status import for_work, in_charge
from cases.ages import gestation_of
from cases.models import Authority, Case, Participation, Person
from cases.models.people import GESTATION
from cases.rules import PersonFacts


@transaction.atomic
def add_participant(*, case: Case, facts: PersonFacts, by: User) -> Participation:
    case = for_work(case, by)
    rules.check_person(facts)
    return write_participant(case=case, facts=facts, by=by)


def write_participant(*, case: Case, facts: PersonFacts, by: User) -> Participation:
    """The caller has checked the facts and holds the transaction."""
    person = Person.objects.create(
        name=facts.name.strip(),
        born_on=facts.born_on,
        due_on=facts.due_on,
        gestation_days=facts.gestation_days,
        language=facts.language.strip(),
    )
    participation = Participation.objects.create(
        case=case,
        person=person,
        role=facts.role,
        is_client=facts.is_client,
        only_in_picture=facts.only_in_picture,
    )
    record(
        by=by, action="person.added", subject=person, case=case, role=facts.role, is_client=facts.is_client
    )
    return participation


@transaction.atomic
def end_participation(*, participation: Participation, by: User) -> Participation:
    """The person no longer takes part. What was filmed and agreed stays as it is."""
    case = for_work(participation.case, by)
    participation = _as_it_stands(participation)
    rules.check_takes_part(case, participation.person)
    check_somebody_is_client(case, without=participation, is_client=False)
    participation.until, participation.ended_as = timezone.localdate(), Participation.Ending.LEFT
    participation.save(update_fields=["until", "ended_as"])
    record(
        by=by, action="participation.ended", subject=participation.person, case=case, role=participation.role
    )
    return participation


@transaction.atomic
def record_birth(*, participation: Participation, born_on: date, name: str, by: User) -> Participation:
    """An unborn child is born: the same person takes part as a child from now on."""
    case = for_work(participation.case, by)
    participation = _as_it_stands(participation)
    if participation.role != Participation.Role.UNBORN or participation.until is not None:
        raise ValidationError(_("Only a child who is not born yet can be born."))
    rules.check_person(PersonFacts(name=name, role=Participation.Role.CHILD, born_on=born_on))
    person = participation.person
    person.gestation_days = _gestation(born_on, person.due_on)
    person.name, person.born_on, person.due_on = name.strip(), born_on, None
    person.save(update_fields=["name", "born_on", "due_on", "gestation_days"])
    participation.until, participation.ended_as = timezone.localdate(), Participation.Ending.BORN
    participation.save(update_fields=["until", "ended_as"])
    child = Participation.objects.create(case=case, person=person, role=Participation.Role.CHILD)
    record(by=by, action="person.born", subject=person, case=case)
    return child


@transaction.atomic
def record_authority(
    *, case: Case, holder: Person, over: Person, kind: str, by: User, document: str = ""
) -> Authority:
    """On what ground `holder` may decide for `over`."""
    case = for_work(case, by)
    rules.check_authority(case=case, holder=holder, over=over, kind=kind, document=document)
    authority = Authority.objects.create(holder=holder, over=over, kind=kind, document=document.strip())
    record(
        by=by,
        action="authority.recorded",
        subject=authority,
        case=case,
        kind=kind,
        holder=holder.pk,
        over=over.pk,
    )
    return authority


@transaction.atomic
def end_authority(*, case: Case, authority: Authority, ended_on: date, by: User) -> Authority:
    """From `ended_on` on, `holder` no longer decides for `over`, and what was agreed on it lapses."""
    case = in_charge(case, by)
    authority = Authority.objects.select_for_update().get(pk=authority.pk)
    rules.check_end_of_authority(case=case, authority=authority, ended_on=ended_on)
    authority.until = ended_on
    authority.save(update_fields=["until"])
    record(by=by, action="authority.ended", subject=authority, case=case, ended_on=str(ended_on))
    return authority


def _gestation(born_on: date, due_on: date | None) -> int | None:
    """None where the day it was due cannot have been right."""
    days = gestation_of(born_on, due_on) if due_on else 0
    return days if GESTATION[0] <= days <= GESTATION[1] else None


def _as_it_stands(participation: Participation) -> Participation:
    """Read anew under the lock of the case: another window may have been quicker."""
    return Participation.objects.select_related("person").get(pk=participation.pk)


def check_somebody_is_client(case: Case, *, without: Participation, is_client: bool) -> None:
    others = case.participations.filter(is_client=True, until=None).exclude(pk=without.pk)
    if without.is_client and not is_client and not others.exists():
        raise ValidationError(_("The work is for this person. Say first who else it is for."))
