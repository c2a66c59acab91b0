"""Moments marked on the file in the browser while it uploads: times, until the film has frames."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.actions import record
from cases.rules import check_in_charge
from clips.actions.moments import mark_moment
from clips.models import EarlyMark
from sessions.models import Footage
from vault.frames import table_of
from vault.models import Recording


@transaction.atomic
def mark_early(*, footage: Footage, at_ms: int, by: User) -> EarlyMark:
    """A second try, whose first answer was lost, finds the mark of the first."""
    check_in_charge(by, footage.custody.case)
    if footage.custody.recording.state in {Recording.State.FAILED, Recording.State.DESTROYED}:
        raise ValidationError(_("This film is no longer being prepared, so nothing can be marked in it."))
    footage = Footage.objects.select_for_update().get(pk=footage.pk)
    if made := footage.early_marks.filter(at_ms=at_ms).first():
        return made
    mark = EarlyMark(footage=footage, at_ms=at_ms, marked_by=by)
    mark.full_clean()
    mark.save(force_insert=True)
    record(by=by, action="early_mark.made", subject=mark, case=footage.custody.case, at_ms=at_ms)
    return mark


@transaction.atomic
def remove_early_mark(*, mark: EarlyMark, by: User) -> None:
    check_in_charge(by, mark.footage.custody.case)
    record(by=by, action="early_mark.removed", subject=mark, case=mark.footage.custody.case, at_ms=mark.at_ms)
    mark.delete()


@transaction.atomic
def land_early_marks(*, footage: Footage, by: User) -> None:
    """Each becomes a moment, once: of two windows only the one that takes the mark away makes the moment."""
    marks = list(footage.early_marks.all())
    table = table_of(footage.custody.recording) if marks else None
    for mark in marks:
        taken, _rows = EarlyMark.objects.filter(pk=mark.pk).delete()
        if taken and table:
            mark_moment(footage=footage, frame=table.index_at(mark.at_ms / 1000), by=by)
