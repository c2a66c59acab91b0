"""The gate: who may see film, for which purpose, now. Asked on every request, answered from the database."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import RoleHeld, User
from accounts.roles import ROLES, Permission
from cases.models import Case, Participation, Person
from consent.models import Custody, Grant, ScopeDecision, Withdrawal
from consent.scopes import NEEDS, Purpose, Scope
from vault.models import Recording

GIVEN, REFUSED, NOT_ASKED, WITHDRAWN = "given", "refused", "not_asked", "withdrawn"
ROLE_NEEDED = {
    Purpose.PREPARATION: Permission.WORK_CASES,
    Purpose.SHARED_REVIEW: Permission.WORK_CASES,
    Purpose.SUPERVISION: Permission.SUPERVISE,
}
PLAYABLE = frozenset({Recording.State.WAITING, Recording.State.WORKING, Recording.State.READY})


@dataclass(frozen=True)
class Verdict:
    """The gate's answer. `gone` says that the film no longer exists, to somebody who had a right to it."""

    allowed: bool
    reasons: tuple[str, ...] = ()
    gone: bool = False

    def __bool__(self) -> bool:
        return self.allowed


def permits(*, user: User, purpose: Purpose, custody: Custody) -> Verdict:
    """May this person use this film for this purpose at this moment? Reads everything anew, keeps nothing.

    Who has no business with the film learns nothing about it or the people in it.
    """
    now = Custody.objects.select_related("case", "recording").get(pk=custody.pk)
    if ROLE_NEEDED[purpose] not in _permissions_now(user):
        return Verdict(allowed=False, reasons=(_("Your role does not open film for this purpose."),))
    if not _is_related(user, purpose, now):
        return Verdict(allowed=False, reasons=(_("This film is not open to you for this purpose."),))
    if now.recording.state == Recording.State.DESTROYED:
        return Verdict(allowed=False, reasons=(_("This film has been destroyed."),), gone=True)
    reasons = (*_state_reasons(now.recording), *_people_reasons(user, purpose, now))
    return Verdict(allowed=not reasons, reasons=reasons)


def standing(case: Case) -> dict[tuple[int, str], str]:
    """What everyone who ever took part in the case has agreed to, scope by scope, as it stands now."""
    people = set(case.participations.values_list("person_id", flat=True))
    answers = _answers(case.pk, people)
    return {(person, scope): answers.get((person, scope), NOT_ASKED) for person in people for scope in Scope}


def missing(custody: Custody, scopes: Iterable[str]) -> list[tuple[Person, Scope]]:
    """Who in the picture has not given which of these scopes."""
    return [(person, scope) for person, scope, _answer in _open_questions(custody, scopes)]


Decided = tuple[int, str, str, datetime]
TakenBack = tuple[int, str, datetime]


def settle(decided: Iterable[Decided], taken_back: Iterable[TakenBack]) -> dict[tuple[int, str], str]:
    """Turn decisions (person, scope, answer, when) in order of signing, and withdrawals, into what holds.

    A later decision replaces an earlier one, except that "not asked" replaces nothing. A withdrawal at or
    after the moment of giving takes it back; an empty scope takes back every scope.
    """
    held: dict[tuple[int, str], tuple[str, datetime]] = {}
    for person, scope, answer, when in decided:
        if answer != NOT_ASKED:
            held[person, scope] = (answer, when)
    for person, scope, when in taken_back:
        for key, (answer, given_at) in held.items():
            if key[0] == person and scope in ("", key[1]) and answer == GIVEN and given_at <= when:
                held[key] = (WITHDRAWN, given_at)
    return {key: answer for key, (answer, _when) in held.items()}


def _answers(case_id: int, people: Iterable[int]) -> dict[tuple[int, str], str]:
    decided = ScopeDecision.objects.filter(record__case_id=case_id, record__person_id__in=people)
    taken_back = Withdrawal.objects.filter(case_id=case_id, person_id__in=people)
    return settle(
        decided.order_by("record__signed_at", "record_id").values_list(
            "record__person_id", "scope", "answer", "record__signed_at"
        ),
        taken_back.values_list("person_id", "scope", "withdrawn_at"),
    )


def _permissions_now(user: User) -> frozenset[Permission]:
    codes = RoleHeld.objects.filter(user_id=user.pk, user__is_active=True, until=None)
    held = (ROLES[code].permissions for code in codes.values_list("role", flat=True) if code in ROLES)
    return frozenset[Permission]().union(*held)


def _is_related(user: User, purpose: Purpose, custody: Custody) -> bool:
    """The guider in charge; for supervision, who was let in by that guider and still supervises them."""
    guider_id = custody.case.guider_id
    if purpose != Purpose.SUPERVISION:
        return guider_id == user.pk and custody.case.organisation_id == user.organisation_id
    return guider_id != user.pk and (
        Grant.objects.filter(custody=custody, user=user, purpose=purpose, ended_at=None, given_by=guider_id)
        .filter(given_by__supervisor_pairs__supervisor=user, given_by__supervisor_pairs__until=None)
        .exists()
    )


def _state_reasons(recording: Recording) -> tuple[str, ...]:
    if recording.state in PLAYABLE:
        return ()
    if recording.state == Recording.State.RECEIVING:
        return (_("This film is still being uploaded."),)
    return (_("This film could not be prepared for playing."),)


def _people_reasons(user: User, purpose: Purpose, custody: Custody) -> tuple[str, ...]:
    if not custody.appearances.exists():
        return (_("Say who is in the picture first."),)
    open_questions = _open_questions(custody, {custody.base_scope, *NEEDS[purpose]})
    may_know_names = custody.case.guider_id == user.pk
    roles = {} if may_know_names else _roles(custody.case)
    return tuple(
        _sentence(person.name if may_know_names else roles.get(person.pk, _("Somebody")), scope, answer)
        for person, scope, answer in open_questions
    )


def _open_questions(custody: Custody, scopes: Iterable[str]) -> list[tuple[Person, Scope, str]]:
    people = [each.person for each in custody.appearances.select_related("person").order_by("person_id")]
    answers = _answers(custody.case_id, [person.pk for person in people])
    needed = [scope for scope in Scope if scope in set(scopes)]
    asked = [
        (person, scope, answers.get((person.pk, scope), NOT_ASKED)) for person in people for scope in needed
    ]
    return [question for question in asked if question[2] != GIVEN]


def _roles(case: Case) -> dict[int, str]:
    parts = Participation.objects.filter(case=case)
    return {part.person_id: part.get_role_display() for part in parts}


def _sentence(who: str, scope: Scope, answer: str) -> str:
    sentence = {
        REFUSED: _("%(who)s said no to “%(scope)s”."),
        NOT_ASKED: _("%(who)s has not been asked about “%(scope)s” yet."),
        WITHDRAWN: _("%(who)s has taken back the consent to “%(scope)s”."),
    }[answer]
    return sentence % {"who": who, "scope": scope.label}


def check_in_charge(user: User, case: Case) -> None:
    if not Case.objects.visible_to(user).filter(pk=case.pk).exists():
        raise ValidationError(_("Only the guider in charge of this case can do this."))


def check_takes_part(person: Person, case: Case) -> None:
    if not Participation.objects.filter(case=case, person=person).exists():
        raise ValidationError(_("Only people who take part in the case can be listed."))
