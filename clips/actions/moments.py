"""Marking moments."""

from django.db import transaction

from accounts.models import User
from audit.actions import record
from clips.history import remembered
from clips.models import Moment
from clips.rules import check_can_prepare, check_frame, check_version
from sessions.models import Footage


@transaction.atomic
def mark_moment(*, footage: Footage, frame: int, by: User, note: str = "") -> Moment:
    check_can_prepare(by, footage)
    check_frame(footage.custody.recording, frame)
    moment = Moment(footage=footage, frame=frame, note=note, marked_by=by)
    moment.full_clean()
    with remembered(footage, kind="moment.marked", by=by):
        moment.save(force_insert=True)
    record(by=by, action="moment.marked", subject=moment, case=footage.custody.case, frame=frame)
    return moment


@transaction.atomic
def change_moment(*, moment: Moment, version: int, note: str, by: User) -> Moment:
    """`version` is the one the change was made on."""
    check_can_prepare(by, moment.footage)
    with remembered(moment.footage, kind="moment.changed", by=by):
        current = Moment.objects.select_for_update().get(pk=moment.pk)
        check_version(current, version)
        if current.note == note:
            return current
        current.note = note
        current.full_clean()
        current.version += 1
        current.save(update_fields=["note", "version"])
    record(by=by, action="moment.changed", subject=current, case=moment.footage.custody.case)
    return current


@transaction.atomic
def remove_moment(*, moment: Moment, by: User, version: int | None = None) -> None:
    """Clips made from the moment stay. `version`, where it is known, is the one that was seen."""
    footage = moment.footage
    check_can_prepare(by, footage)
    with remembered(footage, kind="moment.removed", by=by):
        moment = Moment.objects.select_for_update().get(pk=moment.pk)
        if version is not None:
            check_version(moment, version)
        record(by=by, action="moment.removed", subject=moment, case=footage.custody.case, frame=moment.frame)
        moment.delete()
