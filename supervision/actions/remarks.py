"""What is written beside a submission, and a proposed clip that is taken over."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit.actions import record
from clips.actions import change_clip, make_clip
from clips.models import Clip
from clips.rules import UnableToPrepare
from sessions.models import Footage
from supervision.models import Remark, Submission, SubmittedClip
from supervision.rules import check_place, check_remark, check_suggestion, check_taking

LONGEST_TITLE = 200


@transaction.atomic
def remark(
    *,
    submission: Submission,
    footage: Footage,
    frame: int,
    words: str,
    by: User,
    end_frame: int | None = None,
    is_proposal: bool = False,
) -> Remark:
    """Write at one frame of a film that was submitted, or from it until `end_frame` (exclusive)."""
    submission = Submission.objects.select_for_update().get(pk=submission.pk)
    check_remark(submission=submission, by=by, is_proposal=is_proposal)
    check_place(submission, footage, frame, end_frame)
    if not words.strip():
        raise ValidationError(_("Write a few words first."))
    if is_proposal and end_frame is None:
        raise ValidationError(_("Mark where the clip begins and where it ends first."))
    made = Remark.objects.create(
        submission=submission,
        footage=footage,
        frame=frame,
        end_frame=end_frame,
        is_proposal=is_proposal,
        words=words.strip(),
        written_by=by,
    )
    record(
        by=by,
        action="clip.proposed" if is_proposal else "remark.written",
        subject=made,
        case=submission.selection.cycle.case,
        **_place(frame, end_frame),
    )
    return made


def _place(frame: int, end_frame: int | None) -> dict[str, Any]:
    return {"frame": frame} if end_frame is None else {"frame": frame, "end_frame": end_frame}


@transaction.atomic
def suggest(*, clip: SubmittedClip, suggestion: str, by: User) -> SubmittedClip:
    """Say what to do with a clip; empty takes it back. At most one is used first: the other is then used."""
    submission = Submission.objects.select_for_update().get(pk=clip.submission_id)
    check_suggestion(submission=submission, by=by, suggestion=suggestion)
    kinds, now = SubmittedClip.Suggestion, timezone.now()
    if suggestion == kinds.FIRST:
        first = submission.clips.exclude(pk=clip.pk).filter(suggestion=kinds.FIRST)
        first.update(suggestion=kinds.USE, suggested_at=now)
    made_at = now if suggestion else None
    submission.clips.filter(pk=clip.pk).update(suggestion=suggestion, suggested_at=made_at)
    clip.refresh_from_db()
    record(
        by=by,
        action="clip.suggested",
        subject=clip,
        case=submission.selection.cycle.case,
        suggestion=suggestion,
    )
    return clip


@transaction.atomic
def take_over(*, remark: Remark, by: User) -> Clip:
    """Make a clip of what the supervisor proposed, with the reason as its title."""
    remark = Remark.objects.select_for_update(of=("self",)).select_related("taken_as").get(pk=remark.pk)
    check_taking(remark=remark, by=by)
    try:
        made = make_clip(
            footage=remark.footage, in_frame=remark.frame, out_frame=remark.end_frame or 0, by=by
        )
    except UnableToPrepare as refusal:
        raise ValidationError(list(refusal.reasons)) from refusal
    title = " ".join(remark.words.split())[:LONGEST_TITLE]
    made = change_clip(clip=made, version=made.version, title=title, by=by)
    Remark.objects.filter(pk=remark.pk).update(taken_as=made)
    record(by=by, action="proposal.taken", subject=remark, case=made.footage.custody.case, clip=made.pk)
    return made
