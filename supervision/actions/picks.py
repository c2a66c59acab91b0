"""Keep, and take away again, what the supervisor finds before seeing the clips."""

from django.db import transaction

from accounts.models import User
from audit.actions import record
from sessions.models import Footage
from supervision.models import PickedMoment, Submission
from supervision.rules import check_pick, check_place


@transaction.atomic
def pick(
    *, submission: Submission, footage: Footage, in_frame: int, out_frame: int, by: User
) -> PickedMoment:
    submission = Submission.objects.select_for_update().get(pk=submission.pk)
    check_pick(submission=submission, by=by)
    check_place(submission, footage, in_frame, out_frame)
    made = PickedMoment.objects.create(
        submission=submission, footage=footage, in_frame=in_frame, out_frame=out_frame
    )
    record(
        by=by,
        action="moment.picked",
        subject=made,
        case=submission.selection.cycle.case,
        in_frame=in_frame,
        out_frame=out_frame,
    )
    return made


@transaction.atomic
def remove_pick(*, picked: PickedMoment, by: User) -> None:
    submission = Submission.objects.select_for_update().get(pk=picked.submission_id)
    check_pick(submission=submission, by=by)
    record(by=by, action="pick.removed", subject=picked, case=submission.selection.cycle.case)
    picked.delete()
