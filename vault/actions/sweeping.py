"""Put right whatever was interrupted. Safe to repeat at any time, on any number of machines."""

import logging
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from vault import jobs, keys
from vault.actions.destruction import complete_destruction
from vault.models import Job, Recording, SealedFile, Segment
from vault.pipeline.work import discard
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
        try:
            complete_destruction(recording.pk)
        except Exception:  # one film's storage must not keep the others from being destroyed
            log.exception("The destruction of %s is not complete yet.", recording.pk)


def sweep_orphans() -> None:
    """Remove half-made files of jobs that are over, stored objects that no row knows, keys that came back."""
    _destroy_restored_keys()
    for file in SealedFile.objects.filter(complete=False, job__state__in=OVER):
        discard(file)
    storage, before = sealed_storage(), timezone.now() - ORPHAN_AGE
    old = [name for name, changed in storage.listing() if changed < before]
    for name in old:
        if not Segment.objects.filter(name=name).exists():
            storage.delete(name)
            log.info("Removed a stored object that belonged to nothing.")


def _destroy_restored_keys() -> None:
    """An older dump of the keystore, restored, brings destroyed keys back: destroy them again."""
    destroyed = Recording.objects.filter(state=Recording.State.DESTROYED).values_list("key", flat=True)
    for key in keys.among(list(destroyed)):
        keys.destroy(key)
        log.warning("A key that had been destroyed was back in the keystore and has been destroyed again.")
