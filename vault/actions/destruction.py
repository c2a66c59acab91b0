"""Destroy a film, or one file of it: refused at once, then its key, then its bytes."""

from dataclasses import dataclass
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.actions import record
from vault import keys, tombstones
from vault.discarding import erase, refuse, remove_objects
from vault.models import Job, Recording, SealedFile, Segment, Tombstone
from vault.rules import UNFINISHED
from vault.states import TRANSITIONS


@dataclass(frozen=True)
class Destroyed:
    """What is gone: files with their plain bytes, and the hash of each that ever was complete.

    Files that had been discarded before are not counted again; their hashes are among the others.
    """

    files: int
    bytes: int
    hashes: list[str]


@transaction.atomic
def destroy(*, recording: Recording, by: User | str) -> Destroyed:
    """Refuse every use from the next request on; key and bytes go once this is committed.

    Repeating it changes nothing and gives the same account. The sweep completes what was interrupted.
    """
    locked = Recording.objects.select_for_update().get(pk=recording.pk)
    account = _account(locked)
    if (locked.state, "destroy") in TRANSITIONS:
        locked.state, locked.destroyed_at = TRANSITIONS[locked.state, "destroy"], timezone.now()
        locked.frame_table = locked.strip_layout = None
        locked.failure = ""
        locked.save(update_fields=["state", "destroyed_at", "frame_table", "strip_layout", "failure"])
        locked.jobs.filter(state__in=UNFINISHED).update(
            state=Job.State.CANCELLED, lease=None, leased_until=None, finished_at=timezone.now()
        )
        record(by=by, action="recording.destroyed", subject=locked, files=account.files, bytes=account.bytes)
        transaction.on_commit(partial(complete_destruction, locked.pk), robust=True)
    recording.refresh_from_db()
    return account


def complete_destruction(recording_id: UUID) -> None:
    """Write it down outside the main database, then delete the key, then every stored object.

    Safe to repeat at any point.
    """
    recording = Recording.objects.get(pk=recording_id, state=Recording.State.DESTROYED)
    if recording.key_destroyed_at is None:
        at = recording.destroyed_at or timezone.now()
        tombstones.remember(Tombstone.Kind.FILM, recording.pk, at, recording.key)
        keys.destroy(recording.key)
        recording.key_destroyed_at = timezone.now()
        recording.save(update_fields=["key_destroyed_at"])
    remove_objects(Segment.objects.filter(file__recording=recording))


@transaction.atomic
def discard_file(*, file: SealedFile, by: User | str) -> None:
    """Refuse this file from the next request on; its key and its bytes go once this is committed.

    The row stays, with size and hash. Repeating it changes nothing; the sweep completes what was interrupted.
    """
    refused = refuse(file)
    if refused is None:
        return
    record(
        by=by,
        action="file.discarded",
        subject=refused.recording,
        file=str(refused.pk),
        role=refused.role,
        bytes=refused.size,
        sha256=refused.sha256,
    )
    transaction.on_commit(partial(erase, refused.pk), robust=True)
    file.refresh_from_db()


def _account(recording: Recording) -> Destroyed:
    files = list(SealedFile.objects.filter(recording=recording, size__gt=0).order_by("created_at", "pk"))
    return Destroyed(
        files=sum(file.discarded_at is None for file in files),
        bytes=sum(file.size for file in files if file.discarded_at is None),
        hashes=[file.sha256 for file in files if file.sha256],
    )
