"""The gate: who may see film, for which purpose, now. Asked on every request, answered from the database."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from accounts.models import RoleHeld, SupervisionPair, User
from accounts.roles import Permission, roles_with
from cases.models import Case, HandOver, Participation
from consent.models import Custody, Grant
from consent.rules.groups import shown_in_group
from consent.rules.restrictions import is_restricted
from consent.rules.standing import LAPSED, NOT_ASKED, REFUSED, WITHDRAWN, open_questions, people_in
from consent.scopes import Purpose, Scope, scopes_for
from vault.models import Recording

# One of these.
ROLE_NEEDED = {
    Purpose.PREPARATION: (Permission.WORK_CASES,),
    Purpose.SHARED_REVIEW: (Permission.WORK_CASES,),
    Purpose.SUPERVISION: (Permission.SUPERVISE,),
    Purpose.GROUP_SUPERVISION: (Permission.WORK_CASES, Permission.SUPERVISE),
    Purpose.SUBJECT_ACCESS: (Permission.WORK_CASES,),
    Purpose.KEEPSAKE: (Permission.WORK_CASES,),
    Purpose.CLIPS_TO_FAMILY: (Permission.WORK_CASES,),
}
# Asked for with the family beside the screen: nobody is named there.
SIDE_BY_SIDE = frozenset({Purpose.KEEPSAKE, Purpose.CLIPS_TO_FAMILY})
PLAYABLE = frozenset(
    {Recording.State.WAITING, Recording.State.WORKING, Recording.State.READY, Recording.State.CLIPS}
)


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
    films = Custody.objects.select_related("case__guider", "recording").defer("recording__frame_table")
    asked = films.annotate(
        has_role=Exists(_role_now(user, purpose)),
        is_inside=Exists(User.objects.filter(pk=user.pk, organisation=OuterRef("case__organisation"))),
        is_restricted=is_restricted(),
    )
    now = asked.get(pk=custody.pk)
    if not now.has_role:
        return Verdict(allowed=False, reasons=(_("Your role does not open film for this purpose."),))
    if not is_related(user, purpose, now):
        return Verdict(allowed=False, reasons=(_("This film is not open to you for this purpose."),))
    if now.recording.state == Recording.State.DESTROYED:
        return Verdict(allowed=False, reasons=(_("This film has been destroyed."),), gone=True)
    reasons = (
        *_state_reasons(now.recording),
        *_restriction_reasons(is_restricted=now.is_restricted),
        *_people_reasons(user, purpose, now, is_inside=now.is_inside),
    )
    return Verdict(allowed=not reasons, reasons=reasons)


def _role_now(user: User, purpose: Purpose) -> QuerySet[RoleHeld]:
    """What the person's account remembers of itself does not count here."""
    codes = {code for permission in ROLE_NEEDED[purpose] for code in roles_with(permission)}
    return RoleHeld.objects.filter(user_id=user.pk, user__is_active=True, until=None, role__in=codes)


def is_related(user: User, purpose: Purpose, custody: Custody) -> bool:
    """The guider in charge, or who works beside them for a time; for supervision, who was let in by the
    guider in charge and still supervises them; for a group, who was let in and is in the guider's group.

    Nobody is paired with themselves (a constraint), so a guider never supervises the own case.
    """
    guider = custody.case.guider
    if purpose not in (Purpose.SUPERVISION, Purpose.GROUP_SUPERVISION):
        is_own = guider.pk == user.pk and guider.organisation_id == custody.case.organisation_id
        return is_own or works_beside(user, custody.case)
    given = Grant.objects.filter(custody=custody, user=user, purpose=purpose, ended_at=None, given_by=guider)
    if purpose == Purpose.GROUP_SUPERVISION:
        return shown_in_group(given, user, custody.case).exists()
    pairs = SupervisionPair.objects.current().filter(supervisor=user, trainee=OuterRef("given_by"))
    return given.filter(Exists(pairs)).exists()


def works_beside(user: User, case: Case) -> bool:
    """Has handed the case over, and an administrator let both work in it until a day to come."""
    return HandOver.objects.running().filter(case=case, before=user).exists()


def _state_reasons(recording: Recording) -> tuple[str, ...]:
    if recording.state in PLAYABLE:
        return ()
    if recording.state == Recording.State.RECEIVING:
        return (_("This film is still being uploaded."),)
    if recording.state == Recording.State.SHUT:
        return (_("Consent to this film was taken back. It is closed to everybody, for good."),)
    return (_("This film could not be prepared for playing."),)


def _restriction_reasons(*, is_restricted: bool) -> tuple[str, ...]:
    if not is_restricted:
        return ()
    return (_("The use of this film is stopped for now. Nobody watches it until that is lifted."),)


def _people_reasons(user: User, purpose: Purpose, custody: Custody, *, is_inside: bool) -> tuple[str, ...]:
    people = people_in(custody)
    if not people:
        return (_("Say who is in the picture first."),)
    scopes = {custody.base_scope, *scopes_for(purpose, is_outside=not is_inside)}
    questions = open_questions(custody, people, scopes)
    if questions and purpose not in SIDE_BY_SIDE and _knows_names(user, custody.case):
        return tuple(_sentence(person.name, scope, answer) for person, scope, answer in questions)
    roles = _roles(custody.case) if questions else {}
    return tuple(
        _sentence(roles.get(person.pk, _("Somebody")), scope, answer) for person, scope, answer in questions
    )


def _knows_names(user: User, case: Case) -> bool:
    return case.guider_id == user.pk or works_beside(user, case)


def _roles(case: Case) -> dict[int, str]:
    parts = Participation.objects.filter(case=case)
    return {part.person_id: part.get_role_display() for part in parts}


def _sentence(who: str, scope: Scope, answer: str) -> str:
    sentence = {
        REFUSED: _("%(who)s said no to “%(scope)s”."),
        NOT_ASKED: _("%(who)s has not been asked about “%(scope)s” yet."),
        WITHDRAWN: _("%(who)s has taken back the consent to “%(scope)s”."),
        LAPSED: _(
            "%(who)s has to be asked again about “%(scope)s”: whoever agreed may no longer decide for them."
        ),
    }[answer]
    return sentence % {"who": who, "scope": scope.label}
