"""How much film there is room for: on the disk, and in what an organisation may use.

A film that has been declared is promised its room, with that of its working copy, until it is here.
"""

import shutil
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import F, Q, Sum
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from accounts.models import Organisation
from sessions.models import Upload
from vault.models import Recording, SealedFile

# Beside the film itself there must be room for its working copy, and something to breathe.
ROOM_FOR_COPIES = 2
SPARE_BYTES = 256 * 1024**2


class NoRoom(ValidationError):
    """The film does not fit: on the disk, or in what the organisation may use."""


def check_room(organisation: Organisation, length: int) -> None:
    """Is there room for another film, beside all that has been promised?"""
    free = _free()
    if free is not None and free - _promised(Q()) < length * ROOM_FOR_COPIES:
        raise NoRoom(no_room_sentence())
    left = _left_of_quota(organisation)
    if left is not None and left < length * ROOM_FOR_COPIES:
        raise NoRoom(_over_quota(length))


def check_room_for_rest(upload: Upload) -> None:
    """Is what was promised still there? What others were promised must not stop this one."""
    rest, free = upload.length - upload.offset, _free()
    if free is not None and free < rest * ROOM_FOR_COPIES:
        raise NoRoom(no_room_sentence())
    quota = settings.ORGANISATION_QUOTA
    if quota and used(upload.footage.custody.case.organisation) + rest > quota:
        raise NoRoom(_over_quota(upload.length))


def room_left(organisation: Organisation) -> int | None:
    """How many bytes of film can still be added; None where no end can be seen."""
    free = _free()
    ends = [_left_of_quota(organisation), None if free is None else free - _promised(Q())]
    known = [end for end in ends if end is not None]
    return max(min(known) // ROOM_FOR_COPIES, 0) if known else None


def used(organisation: Organisation) -> int:
    """Bytes of all film of an organisation that is kept, with everything made from it."""
    kept = Q(complete=True) | Q(recording__state=Recording.State.RECEIVING)
    files = SealedFile.objects.filter(kept, recording__custody__case__organisation=organisation).exclude(
        recording__state=Recording.State.DESTROYED
    )
    return files.aggregate(bytes=Sum("size"))["bytes"] or 0


def no_room_sentence() -> str:
    return _(
        "There is not enough room on the server for this film right now. Nothing is lost: keep the film on "
        "the phone, tell the person who looks after Attune, and go on when there is room again."
    )


def _over_quota(length: int) -> str:
    return _(
        "Your organisation has no room left for this film (%(size)s) and its working copy. Nothing is lost: "
        "keep the film on the phone, remove film that is no longer needed, or tell the person who looks "
        "after Attune."
    ) % {"size": filesizeformat(length)}


def _left_of_quota(organisation: Organisation) -> int | None:
    quota: int = settings.ORGANISATION_QUOTA
    if not quota:
        return None
    return quota - used(organisation) - _promised(Q(footage__custody__case__organisation=organisation))


def _promised(whose: Q) -> int:
    """What running uploads will still take."""
    still = F("length") * ROOM_FOR_COPIES - F("offset")
    return Upload.objects.unfinished().filter(whose).aggregate(bytes=Sum(still))["bytes"] or 0


def _free() -> int | None:
    """Free bytes of the folder, less something to breathe. A bucket has no end that we can see."""
    if settings.BUCKET:
        return None
    folder = Path(settings.DATA_DIR)
    return shutil.disk_usage(folder if folder.exists() else folder.anchor).free - SPARE_BYTES
