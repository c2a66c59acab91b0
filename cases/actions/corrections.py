"""What is written down about a person is put right, and what it was before is kept."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.actions import record
from cases import rules
from cases.actions.people import check_somebody_is_client
from cases.actions.status import in_charge
from cases.ages import weeks_of
from cases.models import Case, Correction, Fact, Objection, Participation, Person
from cases.rules import PersonFacts


@transaction.atomic
def change_participant(
    *, participation: Participation, facts: PersonFacts, by: User, reason: str = ""
) -> Participation:
    """Also in a finished case. An unborn child becomes a child by `record_birth` only."""
    case = in_charge(participation.case, by)
    participation = Participation.objects.select_related("person").get(pk=participation.pk)
    rules.check_person(facts)
    if (facts.role == Participation.Role.UNBORN) != (participation.role == Participation.Role.UNBORN):
        raise ValidationError(
            _("When the child is born, use “The child is born” so that the history is kept.")
        )
    check_somebody_is_client(case, without=participation, is_client=facts.is_client)
    _check_role_is_free(case, participation, facts.role)
    changed = _keep_what_was(case, participation, facts, reason, by)
    person = participation.person
    person.name, person.language = facts.name.strip(), facts.language.strip()
    person.born_on, person.due_on = facts.born_on, facts.due_on
    person.gestation_days = facts.gestation_days
    person.save(update_fields=["name", "language", "born_on", "due_on", "gestation_days"])
    participation.role, participation.is_client = facts.role, facts.is_client
    participation.only_in_picture = facts.only_in_picture
    participation.save(update_fields=["role", "is_client", "only_in_picture"])
    record(
        by=by,
        action="person.changed",
        subject=person,
        case=case,
        role=facts.role,
        is_client=facts.is_client,
        facts=changed,
    )
    return participation


@transaction.atomic
def note_objection(*, case: Case, person: Person, words: str, answer: str, by: User) -> Objection:
    """They say that something is wrong, and it stays as it is: both are kept beside it."""
    case = in_charge(case, by)
    rules.check_objection(words, answer)
    if not case.participations.filter(person=person).exists():
        raise ValidationError(_("This person has no part in the case."))
    objection = Objection.objects.create(
        case=case, person=person, words=words.strip(), answer=answer.strip(), noted_by=by
    )
    record(by=by, action="objection.noted", subject=objection, case=case, person=person.pk)
    return objection


def _keep_what_was(case: Case, part: Participation, facts: PersonFacts, reason: str, by: User) -> list[str]:
    """The codes of the facts that change."""
    changed = [each for each in _compared(part, facts) if each[1] != each[2]]
    rules.check_correction([before for _fact, before, _after in changed if before], reason)
    for fact, before, after in changed:
        Correction.objects.create(
            case=case,
            person=part.person,
            fact=fact,
            before=before,
            after=after,
            reason=reason.strip(),
            corrected_by=by,
        )
    return [fact.value for fact, _before, _after in changed]


def _compared(part: Participation, facts: PersonFacts) -> list[tuple[Fact, str, str]]:
    person = part.person
    return [
        (Fact.NAME, person.name, facts.name.strip()),
        (Fact.ROLE, part.role, str(facts.role)),
        (Fact.BORN_ON, str(person.born_on or ""), str(facts.born_on or "")),
        (Fact.DUE_ON, str(person.due_on or ""), str(facts.due_on or "")),
        (Fact.GESTATION, weeks_of(person.gestation_days), weeks_of(facts.gestation_days)),
        (Fact.LANGUAGE, person.language, facts.language.strip()),
    ]


def _check_role_is_free(case: Case, part: Participation, role: str) -> None:
    if case.participations.filter(person=part.person_id, role=role).exclude(pk=part.pk).exists():
        raise ValidationError(_("This person already has that part in the case."))
