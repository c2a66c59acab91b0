"""Submit a selection, remark on it, release or return it."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.actions import record
from cases.models import Participation
from clips.models import Clip, SelectedClip, Selection
from consent.actions import end_access, open_access
from consent.models import Custody
from consent.scopes import Purpose
from sessions.models import Footage
from supervision.models import Decision, Remark, Submission, SubmittedClip
from supervision.rules import (
    check_decision,
    check_remark,
    check_submission,
    check_verdict,
    custodies_of,
    supervisors_of,
)


@transaction.atomic
def submit(
    *,
    selection: Selection,
    supervisor: User,
    question: str,
    review_planned_on: date | None,
    by: User,
) -> Submission:
    """Freeze the selection as it is now and open its films to the supervisor until the decision."""
    selection = Selection.objects.select_for_update().get(pk=selection.pk)
    check_submission(selection=selection, by=by)
    if not supervisors_of(by).filter(pk=supervisor.pk).exists():
        raise ValidationError(_("This person is not your supervisor."))
    submission = Submission.objects.create(
        selection=selection,
        submitted_by=by,
        supervisor=supervisor,
        question=question,
        review_planned_on=review_planned_on,
    )
    case = selection.cycle.case
    roles = dict(case.participations.values_list("person_id", "role"))
    for chosen in selection.chosen.select_related("clip").prefetch_related("clip__ticks", "clip__turns"):
        _freeze(submission, chosen, roles)
    for custody in custodies_of(selection):
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


def _freeze(submission: Submission, chosen: SelectedClip, roles: dict[int, str]) -> None:
    clip: Clip = chosen.clip

    def role_of(person_id: int) -> str:
        return roles.get(person_id, Participation.Role.FAMILY)

    SubmittedClip.objects.create(
        submission=submission,
        clip=clip,
        footage=clip.footage,
        render=clip.render,
        position=chosen.position,
        in_frame=clip.in_frame,
        out_frame=clip.out_frame,
        title=clip.title,
        answer=clip.answer,
        principles=[[tick.principle, role_of(tick.subject_id)] for tick in clip.ticks.all()],
        turns=[[role_of(turn.person_id), turn.kind, turn.channel] for turn in clip.turns.all()],
        before_seconds=clip.before_seconds,
    )


@transaction.atomic
def remark(*, submission: Submission, footage: Footage, frame: int, words: str, by: User) -> Remark:
    """Write a remark at one frame of a film that was submitted."""
    submission = Submission.objects.select_for_update().get(pk=submission.pk)
    check_remark(submission=submission, by=by)
    if not submission.clips.filter(footage=footage).exists():
        raise ValidationError(_("This film is not part of the submission."))
    if not words.strip():
        raise ValidationError(_("Write a few words first."))
    count = footage.custody.recording.frame_count or 0
    if not 0 <= frame < count:
        raise ValidationError(_("This moment is outside the film."))
    made = Remark.objects.create(
        submission=submission, footage=footage, frame=frame, words=words.strip(), written_by=by
    )
    record(by=by, action="remark.written", subject=made, case=submission.selection.cycle.case, frame=frame)
    return made


@transaction.atomic
def decide(*, submission: Submission, verdict: str, words: str, minutes: int, by: User) -> Decision:
    """Release or return; the supervisor's access to the films ends here."""
    submission = Submission.objects.select_for_update().get(pk=submission.pk)
    check_decision(submission=submission, by=by)
    check_verdict(verdict=verdict, words=words)
    decision = Decision.objects.create(
        submission=submission, verdict=verdict, words=words.strip(), minutes=minutes, decided_by=by
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
