"""Submit a selection."""

from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User
from audit.actions import record
from cases.models import Case
from clips.models import Clip, Selection
from consent.actions import open_access
from consent.scopes import Purpose
from sessions.models import Cycle
from supervision.actions.freezing import frozen, parts_of
from supervision.models import Submission, SubmittedClip
from supervision.rules import check_recipient, check_submission, clips_to_bring, custodies_of


@transaction.atomic
def submit(
    *,
    selection: Selection,
    supervisor: User,
    question: str,
    by: User,
    review_planned_on: date | None = None,
    kind: str = Submission.Kind.CHOSEN,
) -> Submission:
    """Freeze the clips as they are now and open their films to the supervisor until the decision."""
    cycle = Cycle.objects.select_for_update().get(pk=selection.cycle_id)
    selection = Selection.objects.select_for_update().get(pk=selection.pk)
    selection.cycle = cycle
    check_submission(selection=selection, by=by, kind=kind)
    check_recipient(clips=clips_to_bring(selection, kind), supervisor=supervisor, by=by)
    submission = Submission.objects.create(
        selection=selection,
        submitted_by=by,
        supervisor=supervisor,
        kind=kind,
        question=question,
        review_planned_on=review_planned_on,
    )
    case = selection.cycle.case
    clips = clips_to_bring(selection, kind)
    _freeze(submission, clips, case)
    for custody in custodies_of(clips):
        open_access(custody=custody, user=supervisor, purpose=Purpose.SUPERVISION, by=by)
    record(
        by=by,
        action="submission.made",
        subject=submission,
        case=case,
        purpose=Purpose.SUPERVISION,
        clips=submission.clips.count(),
    )
    return submission


def _freeze(submission: Submission, clips: QuerySet[Clip], case: Case) -> None:
    parts = parts_of(case)
    for position, clip in enumerate(clips.prefetch_related("ticks", "turns"), start=1):
        SubmittedClip.objects.create(
            submission=submission,
            position=position,
            before_seconds=clip.before_seconds,
            **frozen(clip, parts),
        )
