"""Who may remark and decide, and when."""

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Permission
from supervision.models import Decision, Submission


def check_remark(*, submission: Submission, by: User) -> None:
    """The two whose conversation it is write, until it is decided."""
    if by.pk not in {submission.supervisor_id, submission.submitted_by_id}:
        raise ValidationError(_("Only the trainee and their supervisor write here."))
    if hasattr(submission, "decision"):
        raise ValidationError(_("This submission is closed. What was written stays as it is."))


def check_decision(*, submission: Submission, by: User) -> None:
    """The one who decides is the supervisor it was sent to, never its author."""
    if by.pk != submission.supervisor_id or by.pk == submission.submitted_by_id:
        raise ValidationError(_("Only the supervisor it was sent to can decide."))
    if not by.may(Permission.SUPERVISE):
        raise ValidationError(_("Your account no longer has the supervisor's role."))
    if hasattr(submission, "decision"):
        raise ValidationError(_("This submission has been decided already."))


def check_verdict(*, verdict: str, words: str) -> None:
    if verdict not in Decision.Verdict.values:
        raise ValidationError(_("Choose: release, or return."))
    if verdict == Decision.Verdict.RETURNED and not words.strip():
        raise ValidationError(_("Say why you return it, so that your trainee knows what to do next."))


def can_remark(*, submission: Submission, by: User) -> bool:
    return _allows(check_remark, submission=submission, by=by)


def can_decide(*, submission: Submission, by: User) -> bool:
    return _allows(check_decision, submission=submission, by=by)


def _allows(check: Callable[..., None], **facts: object) -> bool:
    try:
        check(**facts)
    except ValidationError:
        return False
    return True
