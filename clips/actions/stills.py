"""Keeping the picture of a frame."""

from django.db import transaction

from accounts.models import User
from audit.actions import record
from clips.models import Still
from clips.rules import check_can_prepare, check_frame, check_not_kept, is_missing
from sessions.models import Footage
from vault.actions import let_go, request_still


@transaction.atomic
def keep_still(*, footage: Footage, frame: int, by: User) -> Still:
    """One still of a frame. Keeping it again asks anew for a picture that could not be taken."""
    check_can_prepare(by, footage)
    recording = footage.custody.recording
    check_frame(recording, frame)
    still, created = Still.objects.get_or_create(footage=footage, frame=frame, defaults={"kept_by": by})
    if is_missing(still.picture):
        still.picture = request_still(recording=recording, frame=frame, by=by)
        still.save(update_fields=["picture"])
    if created:
        record(by=by, action="still.kept", subject=still, case=footage.custody.case, frame=frame)
    return still


@transaction.atomic
def remove_still(*, still: Still, by: User) -> None:
    """The picture goes for good."""
    check_can_prepare(by, still.footage)
    check_not_kept(still)
    record(by=by, action="still.removed", subject=still, case=still.footage.custody.case, frame=still.frame)
    still.delete()
    let_go(job=still.picture, by=by)
