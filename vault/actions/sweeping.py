"""Put right whatever was interrupted. Safe to repeat at any time, on any number of machines."""

import logging
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from vault import jobs, keys
from vault.actions.destruction import complete_destruction, discard_file
from vault.discarding import discard, erase, interrupted
from vault.models import Job, Recording, SealedFile, Segment, Tombstone
from vault.rules import Owner, owners
from vault.storage import sealed_storage

ORPHAN_AGE = timedelta(hours=1)
OVER = (Job.State.DONE, Job.State.FAILED, Job.State.CANCELLED)

log = logging.getLogger(__name__)


def sweep() -> None:
    """Remind the worker of jobs nobody works on, and complete destructions."""
    for job in jobs.forgotten():
        jobs.nudge(job)
    destroyed = Recording.objects.filter(state=Recording.State.DESTROYED)
    undone = destroyed.filter(Q(key_destroyed_at=None) | Q(files__segments__isnull=False)).distinct()
    for recording in undone:
        _completing(complete_destruction, recording.pk)
    for file in interrupted():
        _completing(erase, file.pk)


def sweep_orphans() -> None:
    """Remove what jobs left half made or replaced, stored objects that no row knows, keys of what is gone.

    Nothing where no film is known at all: that is a restore under way, not an installation full of orphans.
    """
    if not Recording.objects.exists():
        return
    _destroy_strange_keys()
    left = SealedFile.objects.filter(complete=False, discarded_at=None, job__state__in=OVER)
    for file in left.exclude(recording__state=Recording.State.DESTROYED):
        if file.sha256:
            discard_file(file=file, by="system")
        else:
            discard(file)
    storage, before = sealed_storage(), timezone.now() - ORPHAN_AGE
    old = [name for name, changed in storage.listing() if changed < before]
    for name in old:
        if not Segment.objects.filter(name=name).exists():
            storage.delete(name)
            log.info("Removed a stored object that belonged to nothing.")


def _completing(step: Callable[[UUID], None], subject: UUID) -> None:
    try:
        step(subject)
    except Exception:  # one film's storage must not keep the others from being destroyed
        log.exception("The destruction of %s is not complete yet.", subject)


def destroy_keys_of_gone() -> int:
    """Keys of what was destroyed, which an older keystore brought back. Gives how many there were."""
    erased = set(Tombstone.objects.exclude(key=None).values_list("key", flat=True))
    count = 0
    for batch in keys.below_cases():
        owned = owners(key.pk for key in batch)
        for key in batch:
            if owned.get(key.pk) == Owner.GONE or key.pk in erased:
                log.warning("A key that had been destroyed was back in the keystore and is destroyed again.")
                keys.destroy(key.pk)
                count += 1
    return count


def _destroy_strange_keys() -> None:
    """Keys of what was destroyed, and keys that never got their row."""
    destroy_keys_of_gone()
    before = timezone.now() - ORPHAN_AGE
    for batch in keys.below_cases():
        owned = owners(key.pk for key in batch)
        for key in batch:
            if key.pk not in owned and key.created_at < before:
                log.info("Removed a key that belonged to nothing.")
                keys.destroy(key.pk)
