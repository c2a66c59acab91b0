"""Release or return a submission; confirm to have read it."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.actions import record
from consent.actions import end_access
from consent.models import Custody
from consent.scopes import Purpose
from supervision.models import Decision, Submission
from supervision.rules import check_decision, check_reading, check_verdict


@transaction.atomic
def decide(
    *,
    submission: Submission,
    verdict: str,
    words: str,
    minutes: int,
    by: User,
    learning_points: str = "",
) -> Decision:
    """Release or return; the supervisor's access to the films ends here."""
    submission = Submission.objects.select_for_update().get(pk=submission.pk)
    check_decision(submission=submission, by=by)
    check_verdict(verdict=verdict, words=words)
    decision = Decision.objects.create(
        submission=submission,
        verdict=verdict,
        words=words.strip(),
        learning_points=learning_points.strip(),
        minutes=minutes,
        decided_by=by,
    )
    for custody in Custody.objects.filter(footage__submitted_clips__submission=submission).distinct():
        if not _still_open(custody, submission.supervisor):
            end_access(custody=custody, user=submission.supervisor, purpose=Purpose.SUPERVISION, by=by)
    record(
        by=by,
        action=f"submission.{verdict}",
        subject=submission,
        case=submission.selection.cycle.case,
        purpose=Purpose.SUPERVISION,
        minutes=minutes,
    )
    return decision


def _still_open(custody: Custody, supervisor: User) -> bool:
    """Another undecided submission shows the same film to the same supervisor."""
    return Submission.objects.open().filter(supervisor=supervisor, clips__footage__custody=custody).exists()


@transaction.atomic
def confirm_reading(*, submission: Submission, by: User) -> Decision:
    """The trainee signs off too: what was decided has been read."""
    submission = Submission.objects.select_for_update().get(pk=submission.pk)
    check_reading(submission=submission, by=by)
    decision = submission.decision
    decision.read_at = timezone.now()
    decision.save(update_fields=["read_at"])
    record(by=by, action="decision.read", subject=submission, case=submission.selection.cycle.case)
    return decision
