"""Who may remark, suggest, decide, take over and confirm, and when."""

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Permission
from cases.rules import is_in_charge
from sessions.models import Footage
from supervision.models import Decision, Remark, Submission, SubmittedClip, in_force
from supervision.rules.states import is_closed


def check_remark(*, submission: Submission, by: User, is_proposal: bool = False) -> None:
    """The two whose conversation it is write, until it is decided."""
    if by.pk not in {submission.supervisor_id, submission.submitted_by_id}:
        raise ValidationError(_("Only the trainee and their supervisor write here."))
    if is_proposal and by.pk != submission.supervisor_id:
        raise ValidationError(_("Your supervisor proposes clips here. Make your own in the studio."))
    check_open(submission)


def check_place(submission: Submission, footage: Footage, frame: int, end_frame: int | None) -> None:
    """A frame, or a stretch until `end_frame` (exclusive), of a film that was submitted."""
    if not submission.clips.filter(footage=footage).exists():
        raise ValidationError(_("This film is not part of the submission."))
    count = footage.custody.recording.frame_count or 0
    if not 0 <= frame < count:
        raise ValidationError(_("This moment is outside the film."))
    if end_frame is not None and not frame < end_frame <= count:
        raise ValidationError(_("The stretch must end after it begins, within the film."))


def check_suggestion(*, submission: Submission, by: User, suggestion: str) -> None:
    """An empty suggestion takes the last one back."""
    check_supervisor(submission, by)
    check_open(submission)
    if suggestion and suggestion not in dict(suggestions_for(submission)):
        raise ValidationError(_("Choose one of the suggestions beside the clip."))


def suggestions_for(submission: Submission) -> list[tuple[str, str]]:
    """The guider's own moments are shown to nobody, so there is nothing to use or to swap."""
    kinds = SubmittedClip.Suggestion
    return [(kind.value, str(kind.label)) for kind in kinds if not submission.is_own or kind == kinds.TALK]


def check_decision(*, submission: Submission, by: User) -> None:
    """The one who decides is the supervisor it was sent to, never its author."""
    check_supervisor(submission, by)
    if submission.state == Submission.State.WITHDRAWN:
        raise ValidationError(_("This was taken back: its cycle has ended, so there is nothing to decide."))
    if is_closed(submission):
        raise ValidationError(_("This submission has been decided already."))
    check_in_force(submission)


def check_supervisor(submission: Submission, by: User) -> None:
    if by.pk != submission.supervisor_id or by.pk == submission.submitted_by_id:
        raise ValidationError(_("Only the supervisor it was sent to can decide."))
    if not by.may(Permission.SUPERVISE):
        raise ValidationError(_("Your account no longer has the supervisor's role."))


def check_open(submission: Submission) -> None:
    if is_closed(submission):
        raise ValidationError(_("This submission is closed. What was written stays as it is."))
    check_in_force(submission)


def check_in_force(submission: Submission) -> None:
    if not Submission.objects.filter(in_force(), pk=submission.pk).exists():
        raise ValidationError(_("This supervision has ended. What was written stays as it is."))


def check_verdict(*, verdict: str, words: str) -> None:
    if verdict not in Decision.Verdict.values:
        raise ValidationError(_("Choose: release, or return."))
    if verdict == Decision.Verdict.RETURNED and not words.strip():
        raise ValidationError(_("Say why you return it, so that your trainee knows what to do next."))


def check_taking(*, remark: Remark, by: User) -> None:
    """Whoever submitted takes a proposal over, also after the decision, as long as they have the case."""
    submission = remark.submission
    if by.pk != submission.submitted_by_id or not is_in_charge(by, submission.selection.cycle.case):
        raise ValidationError(_("Only the trainee in charge of this case takes a proposal over."))
    if not remark.is_proposal:
        raise ValidationError(_("This is a remark. Only a proposed clip can be taken over."))
    if remark.taken_as is not None:
        raise ValidationError(_("This clip is in your studio already."))


def check_reading(*, submission: Submission, by: User) -> None:
    if by.pk != submission.submitted_by_id:
        raise ValidationError(_("Only the trainee who submitted it confirms this."))
    if not hasattr(submission, "decision"):
        raise ValidationError(_("Your supervisor has not decided yet."))
    if submission.decision.read_at is not None:
        raise ValidationError(_("You have confirmed this already."))


def can_remark(*, submission: Submission, by: User) -> bool:
    return allows(check_remark, submission=submission, by=by)


def can_suggest(*, submission: Submission, by: User) -> bool:
    return allows(check_suggestion, submission=submission, by=by, suggestion="")


def can_decide(*, submission: Submission, by: User) -> bool:
    return allows(check_decision, submission=submission, by=by)


def can_take(*, remark: Remark, by: User) -> bool:
    return allows(check_taking, remark=remark, by=by)


def can_confirm(*, submission: Submission, by: User) -> bool:
    return allows(check_reading, submission=submission, by=by)


def allows(check: Callable[..., None], **facts: object) -> bool:
    try:
        check(**facts)
    except ValidationError:
        return False
    return True
