"""Less than all of a film: what was cut from it goes, or all but that; or it stays, closed to everybody."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.actions import record
from vault.actions.destruction import Destroyed, discard_file
from vault.models import Job, Recording, SealedFile
from vault.rules import CUT, RAW, UNFINISHED
from vault.states import TRANSITIONS

CUTTING = (Job.Kind.CLIP, Job.Kind.STILL, Job.Kind.KEEPSAKE)


@transaction.atomic
def destroy_raw(*, recording: Recording, by: User | str) -> Destroyed:
    """The film goes, with its original and its pictures; the files of its clips and stills stay.

    The frame table stays with them. Nothing can be cut any more.
    """
    locked = _locked(recording)
    _cancel(locked, Job.Kind.values)
    gone = _discard(locked, RAW, by)
    locked.state, locked.strip_layout = TRANSITIONS[locked.state, "destroy raw"], None
    locked.save(update_fields=["state", "strip_layout"])
    record(by=by, action="recording.raw_destroyed", subject=locked, files=gone.files, bytes=gone.bytes)
    recording.refresh_from_db()
    return gone


@transaction.atomic
def destroy_cut(*, recording: Recording, by: User | str) -> Destroyed:
    """The files of clips and stills go; the film stays, and they can be cut anew as long as it does."""
    locked = _locked(recording)
    gone = _discard_made(locked, CUTTING, CUT, by)
    record(by=by, action="recording.cut_destroyed", subject=locked, files=gone.files, bytes=gone.bytes)
    return gone


@transaction.atomic
def destroy_keepsakes(*, recording: Recording, by: User | str) -> Destroyed:
    """The pictures that were made to be kept go; the film, its clips and the guider's stills stay."""
    locked = _locked(recording)
    gone = _discard_made(locked, [Job.Kind.KEEPSAKE], frozenset({SealedFile.Role.KEEPSAKE.value}), by)
    if gone.files:
        record(
            by=by, action="recording.keepsakes_destroyed", subject=locked, files=gone.files, bytes=gone.bytes
        )
    return gone


@transaction.atomic
def shut(*, recording: Recording, by: User | str) -> None:
    """Nobody watches it or adds to it any more, and nothing is made of it. Only destroying it is left."""
    locked = _locked(recording)
    if (locked.state, "shut") not in TRANSITIONS:
        return
    _cancel(locked, Job.Kind.values)
    locked.state = TRANSITIONS[locked.state, "shut"]
    locked.save(update_fields=["state"])
    record(by=by, action="recording.shut", subject=locked)
    recording.refresh_from_db()


def _locked(recording: Recording) -> Recording:
    return Recording.objects.select_for_update().get(pk=recording.pk)


def _cancel(recording: Recording, kinds: Iterable[str]) -> None:
    recording.jobs.filter(kind__in=kinds, state__in=UNFINISHED).update(
        state=Job.State.CANCELLED, lease=None, leased_until=None, finished_at=timezone.now()
    )


def _discard_made(
    recording: Recording, kinds: Iterable[str], roles: frozenset[str], by: User | str
) -> Destroyed:
    _cancel(recording, kinds)
    gone = _discard(recording, roles, by)
    # What such a job had made is not there any more, so it does not count as done.
    recording.jobs.filter(kind__in=kinds, state=Job.State.DONE).update(state=Job.State.CANCELLED)
    return gone


def _discard(recording: Recording, roles: frozenset[str], by: User | str) -> Destroyed:
    files = list(
        SealedFile.objects.filter(recording=recording, role__in=roles, discarded_at=None).order_by(
            "created_at", "pk"
        )
    )
    for file in files:
        discard_file(file=file, by=by)
    return Destroyed(
        files=sum(file.size > 0 for file in files),
        bytes=sum(file.size for file in files),
        hashes=[file.sha256 for file in files if file.sha256],
    )
