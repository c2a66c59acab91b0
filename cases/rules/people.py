"""The people of a case, their parts, and who decides for whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.models import Authority, Case, Participation, Person
from cases.models.people import GESTATION
from cases.rules.circumstances import is_child_in
from cases.rules.standing import check_not_in_future, check_takes_part

Role = Participation.Role


FIRST_PEOPLE = 2


@dataclass(frozen=True, kw_only=True)
class PersonFacts:
    """What is written down about somebody who takes part in a case."""

    name: str
    role: str
    is_client: bool = False
    born_on: date | None = None
    due_on: date | None = None
    gestation_days: int | None = None
    language: str = ""
    only_in_picture: bool = False


def check_person(person: PersonFacts) -> None:
    """An unborn child has a due date, everybody else may have a date of birth."""
    if not person.name.strip():
        raise ValidationError(_("Please write a name, or what this person likes to be called."))
    _check_part(person)
    if person.role == Role.UNBORN:
        if person.due_on is None:
            raise ValidationError(_("Please give the due date of a child who is not born yet."))
        if person.born_on is not None or person.is_client:
            raise ValidationError(_("A child who is not born yet has a due date only."))
    elif person.due_on is not None:
        raise ValidationError(_("Only a child who is not born yet has a due date."))
    if person.born_on is not None:
        check_not_in_future(person.born_on, _("A date of birth"))


def _check_part(person: PersonFacts) -> None:
    if person.is_client and person.only_in_picture:
        raise ValidationError(_("Somebody whom the work is for is not only in the picture."))
    if person.gestation_days is not None:
        _check_gestation(person.role, person.gestation_days)


def _check_gestation(role: str, days: int) -> None:
    if role == Role.UNBORN:
        raise ValidationError(_("The weeks of pregnancy at birth can be said after the birth."))
    shortest, longest = GESTATION
    if not shortest <= days <= longest:
        raise ValidationError(_("Please give weeks of pregnancy from 22 to 44, for example 33+4."))


def check_correction(replaced: Sequence[str], reason: str) -> None:
    """Completing what was not known needs no reason; replacing what was written down does."""
    if replaced and not reason.strip():
        raise ValidationError(
            _("Please say why it is corrected. What was written before stays on this page.")
        )


def check_objection(words: str, answer: str) -> None:
    if not words.strip() or not answer.strip():
        raise ValidationError(_("Please write both: what they say is wrong, and why it stays as it is."))


def check_first_people(people: Sequence[PersonFacts]) -> None:
    """A case starts with the client and somebody the client would like to be in tune with."""
    for person in people:
        check_person(person)
    if not any(person.is_client for person in people):
        raise ValidationError(_("Please say who the work is for: tick it for at least one person."))
    if len(people) < FIRST_PEOPLE:
        raise ValidationError(
            _("Please add one more person: somebody the client would like to be in tune with.")
        )


def check_authority(*, case: Case, holder: Person, over: Person, kind: str, document: str) -> None:
    """Foster carers never hold parental responsibility; any other ground rests on a document."""
    if holder == over:
        raise ValidationError(_("Nobody needs a record to decide for themselves."))
    check_takes_part(case, holder)
    check_takes_part(case, over)
    if kind in Authority.FOR_ADULTS and is_child_in(case, over):
        raise ValidationError(
            _("This ground is for an adult who cannot decide. For a child, choose another.")
        )
    if kind != Authority.Kind.PARENTAL_RESPONSIBILITY:
        if not document.strip():
            raise ValidationError(
                _("Please name the document this rests on, for example the placement plan.")
            )
    elif case.participations.filter(person=holder, role=Role.FOSTER_CARER, until=None).exists():
        raise ValidationError(
            _("Foster carers have no parental responsibility. Choose delegated authority or a court order.")
        )


def check_end_of_authority(*, case: Case, authority: Authority, ended_on: date) -> None:
    taking_part = case.participations.filter(person__in=[authority.holder_id, authority.over_id])
    if taking_part.values("person").distinct().count() < len({authority.holder_id, authority.over_id}):
        raise ValidationError(_("This authority is about people of another case."))
    if authority.until is not None and authority.until <= timezone.localdate():
        raise ValidationError(_("This authority has ended already, so nothing was changed."))
    if ended_on < authority.since:
        raise ValidationError(_("An authority cannot end before it began."))
