"""Submit a selection."""

from datetime import date

from django.db import transaction

from accounts.models import User
from audit.actions import record
from cases.models import Participation
from clips.models import Clip, Selection
from consent.actions import open_access
from consent.scopes import Purpose
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
    selection = Selection.objects.select_for_update().get(pk=selection.pk)
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
    roles = dict(case.participations.values_list("person_id", "role"))
    clips = clips_to_bring(selection, kind)
    for position, clip in enumerate(clips.prefetch_related("ticks", "turns"), start=1):
        _freeze(submission, clip, position, roles)
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


def _freeze(submission: Submission, clip: Clip, position: int, roles: dict[int, str]) -> None:
    def role_of(person_id: int) -> str:
        return roles.get(person_id, Participation.Role.FAMILY)

    SubmittedClip.objects.create(
        submission=submission,
        clip=clip,
        footage=clip.footage,
        render=clip.render,
        position=position,
        in_frame=clip.in_frame,
        out_frame=clip.out_frame,
        title=clip.title,
        answer=clip.answer,
        principles=[[tick.principle, role_of(tick.subject_id)] for tick in clip.ticks.all()],
        turns=[[role_of(turn.person_id), turn.kind, turn.channel] for turn in clip.turns.all()],
        before_seconds=clip.before_seconds,
    )
