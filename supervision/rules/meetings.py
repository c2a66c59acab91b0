"""Who writes down a meeting of supervision, what fits together in it, and who signs."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import SupervisionPair, User
from accounts.roles import Permission
from consent.models import Custody
from consent.rules import missing
from consent.scopes import Scope
from supervision.models import Attendance, Submission, SupervisionKind, SupervisionSession
from supervision.rules.enrolments import check_not_in_future

HOW_MANY = {
    SupervisionKind.INDIVIDUAL: range(1, 2),
    # A partner may come from elsewhere and have no account here.
    SupervisionKind.PAIR: range(1, 3),
    SupervisionKind.GROUP: range(1, 100),
}


@dataclass(frozen=True, kw_only=True)
class SessionFacts:
    """What is written about a meeting."""

    kind: str
    is_remote: bool
    held_on: date
    minutes: int
    trainees: Collection[User]
    looked_at: Collection[Submission] = ()
    learning_points: str = ""


def check_session(*, facts: SessionFacts, by: User) -> None:
    check_took_part(facts.kind, facts.trainees, by)
    check_not_in_future(facts.held_on)
    if not 1 <= facts.minutes <= 600:
        raise ValidationError(_("A meeting lasts from one minute to ten hours."))
    for submission in facts.looked_at:
        if submission.supervisor_id != by.pk or submission.submitted_by not in facts.trainees:
            raise ValidationError(_("Choose only clips that those who took part brought to you."))
    if facts.kind != SupervisionKind.INDIVIDUAL:
        check_group_agreed(facts.looked_at)


def check_took_part(kind: str, trainees: Collection[User], by: User) -> None:
    if not by.may(Permission.SUPERVISE):
        raise ValidationError(_("Only a supervisor writes down a meeting."))
    if kind not in HOW_MANY:
        raise ValidationError(_("Choose: individual, in a pair, or in a group."))
    if not trainees:
        raise ValidationError(_("Say who took part."))
    if len(trainees) not in HOW_MANY[SupervisionKind(kind)]:
        raise ValidationError(_("Individual is with one trainee, a pair with two. Choose another form."))
    supervised = SupervisionPair.objects.current().filter(supervisor=by, trainee__in=trainees)
    if supervised.count() != len(trainees):
        raise ValidationError(_("Only people you supervise now can be named here."))
    if len({trainee.organisation_id for trainee in trainees}) > 1:
        raise ValidationError(
            _("They work for different organisations. Write down a meeting for each, so that none is named.")
        )


def check_group_agreed(looked_at: Collection[Submission]) -> None:
    """Names nobody: the supervisor knows no names of the family."""
    films = Custody.objects.filter(footage__submitted_clips__submission__in=looked_at).distinct()
    if any(missing(custody, {Scope.GROUP_SUPERVISION}) for custody in films):
        raise ValidationError(
            _("Not everyone in these films agreed to group supervision. Watch them with their trainee alone.")
        )


def is_permanent(meeting: SupervisionSession) -> bool:
    return any(attendance.signed_at for attendance in meeting.attendances.all())


def check_change(*, meeting: SupervisionSession, by: User) -> None:
    if by.pk != meeting.supervisor_id:
        raise ValidationError(_("Only the supervisor who held the meeting can correct it."))
    if is_permanent(meeting):
        raise ValidationError(_("Both have signed. What was written stays as it is."))


def can_change(*, meeting: SupervisionSession, by: User) -> bool:
    return by.pk == meeting.supervisor_id and not is_permanent(meeting)


def check_signature(*, attendance: Attendance | None) -> None:
    if attendance is None:
        raise ValidationError(_("Only those who took part can sign."))
    if attendance.signed_at is not None:
        raise ValidationError(_("You have signed this already."))


def meetings_to_sign(trainee: User) -> int:
    return Attendance.objects.filter(trainee=trainee, signed_at=None).count()
