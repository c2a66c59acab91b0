"""What is written beside a submission until it is decided."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.actions import record
from sessions.models import Footage
from supervision.models import Remark, Submission
from supervision.rules import check_remark


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
