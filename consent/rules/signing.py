"""Who may sign for whom, and what a signed set of answers must hold."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.models import Authority, Case, Participation, Person
from cases.rules.circumstances import CHILDREN
from consent.models import ConsentRecord, ScopeDecision
from consent.rules.standing import GIVEN, NOT_ASKED, REFUSED, standing
from consent.scopes import Scope

Role = Participation.Role
# Of any age: a patient may be five years old.
PERHAPS_CHILDREN = frozenset({Role.RESIDENT, Role.FAMILY})
SIGNS_ALONE_AT = 16
PNG = b"\x89PNG\r\n\x1a\n"
LARGEST_DRAWING = 256 * 1024
Method = ConsentRecord.Method


def check_takes_part(person: Person, case: Case) -> None:
    if not Participation.objects.filter(case=case, person=person).exists():
        raise ValidationError(_("Only people who take part in the case can be listed."))


def roles_of(person: Person, case: Case) -> set[str]:
    return set(case.participations.filter(person=person).values_list("role", flat=True))


def is_unborn(person: Person, case: Case) -> bool:
    return roles_of(person, case) == {Role.UNBORN}


def needs_a_signer(person: Person, case: Case) -> bool:
    """A child below 16, or of unknown age, does not sign alone."""
    roles = roles_of(person, case)
    if not roles & (CHILDREN | PERHAPS_CHILDREN):
        return False
    if person.born_on is None:
        return bool(roles & CHILDREN)
    today = timezone.localdate()
    had_birthday = (today.month, today.day) >= (person.born_on.month, person.born_on.day)
    return today.year - person.born_on.year - (not had_birthday) < SIGNS_ALONE_AT


def in_force(authorities: QuerySet[Authority]) -> QuerySet[Authority]:
    today = timezone.localdate()
    return authorities.filter(since__lte=today).filter(Q(until=None) | Q(until__gt=today))


def may_sign_for(person: Person, case: Case) -> list[Authority | None]:
    """On which grounds somebody in this case can sign for this person; None is the person's own signature."""
    if is_unborn(person, case):
        return []
    people = case.participations.values("person_id")
    held = in_force(Authority.objects.filter(over=person, holder__in=people)).select_related("holder")
    for_another = [each for each in held.order_by("pk") if _is_sound(each, case) and _is_shown(each, case)]
    return [*for_another] if needs_a_signer(person, case) else [None, *for_another]


def check_may_sign(*, case: Case, person: Person, signer: Person, authority: Authority | None) -> None:
    check_takes_part(person, case)
    check_takes_part(signer, case)
    if is_unborn(person, case):
        raise ValidationError(
            _("Nobody signs for a child who is not born yet. Ask for consent after the birth.")
        )
    if authority is None:
        _check_signs_alone(case, person, signer)
        return
    if (authority.holder_id, authority.over_id) != (signer.pk, person.pk):
        raise ValidationError(_("This authority is about other people."))
    if not in_force(Authority.objects.filter(pk=authority.pk)).exists():
        raise ValidationError(_("This authority is no longer, or not yet, in force."))
    if not _is_sound(authority, case):
        raise ValidationError(_("%(name)s does not hold this authority.") % {"name": signer.name})
    if not _is_shown(authority, case):
        raise ValidationError(
            _("%(name)s is a foster carer. Please scan the document first: it says what they may decide.")
            % {"name": signer.name}
        )


def check_answers(case: Case, person: Person, answers: Mapping[str, str]) -> None:
    """At least one real answer, and no silent taking back: that has its own page, which says what will go."""
    if not set(answers) <= set(Scope.values) or not set(answers.values()) <= set(ScopeDecision.Answer.values):
        raise ValidationError(_("Please answer with yes, no or not asked."))
    if set(answers.values()) <= {NOT_ASKED}:
        raise ValidationError(_("Please record at least one answer."))
    held = standing(case)
    for scope, answer in answers.items():
        if answer == REFUSED and held.get((person.pk, scope)) == GIVEN:
            raise ValidationError(
                _("“%(scope)s” was agreed before. Use “Take back consent”: it says what will be destroyed.")
                % {"scope": Scope(scope).label}
            )


def check_signature(method: str, drawing: bytes) -> None:
    if method not in Method.values:
        raise ValidationError(_("Please say how the consent was given."))
    if method != Method.SCREEN:
        return
    if not drawing:
        raise ValidationError(_("The signature is missing. Please sign in the box."))
    if not drawing.startswith(PNG) or len(drawing) > LARGEST_DRAWING:
        raise ValidationError(_("The signature could not be read. Please clear the box and sign again."))


def _check_signs_alone(case: Case, person: Person, signer: Person) -> None:
    if signer != person:
        raise ValidationError(
            _("Signing for somebody else needs a record of the authority to do so. Please add it first.")
        )
    if needs_a_signer(person, case):
        raise ValidationError(_("A child needs somebody with the authority to sign."))


def _is_sound(authority: Authority, case: Case) -> bool:
    """A child decides for nobody, a foster carer never holds parental responsibility, and from 16 on a court
    alone can let somebody else decide for a young person."""
    if needs_a_signer(authority.holder, case) or is_unborn(authority.holder, case):
        return False
    if authority.kind == Authority.Kind.COURT_ORDER:
        return True
    if authority.kind in Authority.FOR_ADULTS:
        return not needs_a_signer(authority.over, case)
    if not needs_a_signer(authority.over, case) and roles_of(authority.over, case) & CHILDREN:
        return False
    is_parental = authority.kind == Authority.Kind.PARENTAL_RESPONSIBILITY
    return not is_parental or Role.FOSTER_CARER not in roles_of(authority.holder, case)


def _is_shown(authority: Authority, case: Case) -> bool:
    """A foster carer decides by a document, and the document is here."""
    return Role.FOSTER_CARER not in roles_of(authority.holder, case) or authority.papers.exists()
