"""A film arrives in pieces: record first, then sealed bytes, then the work on it.

What the vault holds is the truth; `Upload.offset` repeats it for the pages. Appending is not one transaction,
because a slow sender would hold the database: each segment commits by itself, and the lease keeps others out.
"""

import errno
import uuid
from collections.abc import Collection, Iterable, Iterator
from datetime import timedelta
from time import monotonic

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Organisation, User
from audit.actions import record
from cases.models import Person
from cases.rules import check_in_charge
from consent.actions import take_custody
from sessions.models import FilmedSession, Footage, Upload
from sessions.rules.pieces import Checksum, checked
from sessions.rules.room import NoRoom, check_room, check_room_for_rest, no_room_sentence
from sessions.rules.uploads import Busy, check_may_upload, check_place, checked_fingerprint, display_name
from vault.actions import append_original, finish_original, start_recording
from vault.models import Job, SealedFile
from vault.rules import received

LEASE = timedelta(seconds=30)
RENEW_SECONDS = 5.0
OUT_OF_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


@transaction.atomic
def start_upload(
    *,
    filmed_session: FilmedSession,
    persons: Collection[Person],
    file_name: str,
    length: int,
    fingerprint: str = "",
    by: User,
) -> Upload:
    """Record everything about the film before its first byte: whose it is, who is in it, how long."""
    case = filmed_session.cycle.case
    check_in_charge(by, case)
    check_may_upload(filmed_session, persons, length)
    _promise_one_at_a_time()
    check_room(case.organisation, length)
    recording = start_recording(case_key=case.key, kind=filmed_session.recording_kind, by=by)
    custody = take_custody(recording=recording, case=case, persons=persons, by=by)
    footage = Footage.objects.create(
        filmed_session=filmed_session, custody=custody, file_name=display_name(file_name), added_by=by
    )
    upload = Upload.objects.create(
        footage=footage, length=length, fingerprint=checked_fingerprint(fingerprint)
    )
    record(by=by, action="upload.started", subject=footage, case=case, upload=str(upload.pk), length=length)
    return upload


def receive_bytes(
    *, upload: Upload, start: int, pieces: Iterable[bytes], checksum: Checksum | None = None, by: User
) -> Upload:
    """Append what arrives; after it `upload.offset` says how far the film is safely held.

    With a checksum all of the piece is kept or, when it does not fit, nothing (`Damaged`).
    """
    check_in_charge(by, upload.footage.custody.case)
    check_room_for_rest(upload)
    lease = _claim(upload)
    arriving = _renewing(upload, lease, pieces)
    try:
        settle(upload)
        check_place(upload, start)
        append_original(
            recording=upload.footage.custody.recording,
            start=start,
            pieces=checked(arriving, checksum) if checksum else arriving,
            total=upload.length,
        )
    except OSError as error:
        if error.errno in OUT_OF_ROOM:
            raise NoRoom(no_room_sentence()) from error
        raise
    finally:
        _let_go(upload, lease)
    if upload.offset == upload.length:
        finish_upload(upload=upload, by=by)
    return upload


def settle(upload: Upload) -> None:
    """Repeat what the vault holds. Needed after a process died between sealing and saying so."""
    held = received(upload.footage.custody.recording)
    if held > upload.offset:
        now = timezone.now()
        Upload.objects.filter(pk=upload.pk, offset__lt=held).update(offset=held, last_byte_at=now)
        upload.offset, upload.last_byte_at = held, now


def _let_go(upload: Upload, lease: uuid.UUID) -> None:
    """`settle` and end the lease at once; without the lease only `settle`, which another may have done."""
    held, now = received(upload.footage.custody.recording), timezone.now()
    said = {"offset": held, "last_byte_at": now} if held > upload.offset else {}
    ours = Upload.objects.filter(pk=upload.pk, lease=lease)
    if not ours.update(lease=None, leased_until=None, **said):
        settle(upload)
    elif said:
        upload.offset, upload.last_byte_at = held, now


def finish_upload(*, upload: Upload, by: User | str) -> Job:
    """The film is here, whole. Twice gives the same job. Hashing takes seconds, so it comes first."""
    recording = upload.footage.custody.recording
    job = finish_original(recording=recording, by=by)
    with transaction.atomic():
        row = Upload.objects.select_for_update().get(pk=upload.pk)
        if row.finished_at is None:
            row.finished_at = timezone.now()
            row.save(update_fields=["finished_at"])
            record(
                by=by,
                action="upload.finished",
                subject=upload.footage,
                case=upload.footage.custody.case,
                upload=str(upload.pk),
                length=upload.length,
                sha256=recording.files.get(role=SealedFile.Role.ORIGINAL).sha256,
            )
    upload.finished_at = row.finished_at
    return job


def current_offset(*, upload: Upload, by: User) -> int:
    """How far the film is held. Brings to its end what a died process left between last byte and finish."""
    settle(upload)
    if upload.offset == upload.length and upload.finished_at is None:
        finish_upload(upload=upload, by=by)
    return upload.offset


def _promise_one_at_a_time() -> None:
    """Hold the others until this transaction ends, so that two films are never promised the same room."""
    list(Organisation.objects.select_for_update(no_key=True).order_by("pk").values_list("pk"))


def _claim(upload: Upload) -> uuid.UUID:
    lease, now = uuid.uuid4(), timezone.now()
    free = Q(lease=None) | Q(leased_until__lt=now)
    claimed = Upload.objects.filter(free, pk=upload.pk).update(lease=lease, leased_until=now + LEASE)
    if not claimed:
        raise Busy(_("This film is being uploaded from another window."))
    return lease


def _renewing(upload: Upload, lease: uuid.UUID, pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Pass the pieces on; keep the lease while they come, stop when it has been lost."""
    renewed = monotonic()
    for piece in pieces:
        yield piece
        if monotonic() - renewed > RENEW_SECONDS:
            renewed = monotonic()
            until = timezone.now() + LEASE
            if not Upload.objects.filter(pk=upload.pk, lease=lease).update(leased_until=until):
                return
