"""Marking moments."""

from django.db import transaction

from accounts.models import User
from audit.actions import record
from clips.models import Moment
from clips.rules import check_can_prepare, check_frame
from sessions.models import Footage


@transaction.atomic
def mark_moment(*, footage: Footage, frame: int, by: User, note: str = "") -> Moment:
    check_can_prepare(by, footage)
    check_frame(footage.custody.recording, frame)
    moment = Moment(footage=footage, frame=frame, note=note, marked_by=by)
    moment.full_clean()
    moment.save(force_insert=True)
    record(by=by, action="moment.marked", subject=moment, case=footage.custody.case, frame=frame)
    return moment


@transaction.atomic
def change_moment(*, moment: Moment, note: str, by: User) -> Moment:
    check_can_prepare(by, moment.footage)
    moment.note = note
    moment.full_clean()
    moment.save(update_fields=["note"])
    record(by=by, action="moment.changed", subject=moment, case=moment.footage.custody.case)
    return moment


@transaction.atomic
def remove_moment(*, moment: Moment, by: User) -> None:
    """Clips made from the moment stay."""
    check_can_prepare(by, moment.footage)
    record(
        by=by,
        action="moment.removed",
        subject=moment,
        case=moment.footage.custody.case,
        frame=moment.frame,
    )
    moment.delete()
