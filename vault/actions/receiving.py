"""A film arrives."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.actions import record
from vault import files, keys
from vault.files import UnableToAppend
from vault.jobs import enqueue
from vault.models import Job, Recording, SealedFile
from vault.reading import Unreadable, sha256_of
from vault.states import TRANSITIONS


class UnableToFinish(Exception):
    """The film is not all here."""


@transaction.atomic
def start_recording(*, case_key: UUID, kind: str, by: User) -> Recording:
    """A recording with its own key, ready for the first byte."""
    keys.ensure_case_key(case_key)
    recording = Recording.objects.create(key=keys.create_under(case_key), kind=kind)
    files.begin(recording=recording, role=SealedFile.Role.ORIGINAL, content_type="application/octet-stream")
    record(by=by, action="recording.started", subject=recording, kind=kind)
    return recording


def append_original(*, recording: Recording, start: int, pieces: Iterable[bytes], total: int) -> int:
    """Seal bytes as they arrive and return how many are durable now; see `vault.files.append`.

    Each segment commits by itself: do not call this inside a transaction.
    """
    try:
        return files.append(file=_original(recording), start=start, pieces=pieces, total=total)
    except keys.KeyDestroyed as error:
        raise UnableToAppend(_("This film has been destroyed, so nothing can be added to it.")) from error


def finish_original(*, recording: Recording, by: User | str) -> Job:
    """All bytes are here: hash them, then hand the film to the worker. Repeating it gives the same job."""
    file = _original(recording)
    sha256 = file.sha256 or _hash(file)
    with transaction.atomic():
        locked = Recording.objects.select_for_update().get(pk=recording.pk)
        if locked.state in Recording.OVER:
            raise UnableToFinish(_("This film has been destroyed."))
        if locked.state != Recording.State.RECEIVING:
            return locked.jobs.filter(kind=Job.Kind.PREPARE).latest("created_at")
        file.sha256, file.complete = sha256, True
        file.save(update_fields=["sha256", "complete"])
        locked.state = recording.state = TRANSITIONS[locked.state, "receive"]
        locked.save(update_fields=["state"])
        record(by=by, action="recording.received", subject=locked, bytes=file.size, sha256=sha256)
        return enqueue(locked, Job.Kind.PREPARE)


def _original(recording: Recording) -> SealedFile:
    return SealedFile.objects.select_related("recording").get(
        recording=recording, role=SealedFile.Role.ORIGINAL
    )


def _hash(file: SealedFile) -> str:
    if not file.size:
        raise UnableToFinish(_("This file is empty. Please choose the film again."))
    try:
        return sha256_of(file)
    except Unreadable as error:
        raise UnableToFinish(
            _("The film has not arrived completely. Please continue the upload with the same file.")
        ) from error
