"""A film rests: it is kept, and nothing is made of it until it is woken."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.db.models import F

from accounts.models import User
from audit.actions import record
from vault import admission
from vault.jobs import nudge_on_commit
from vault.models import Job, Recording


@transaction.atomic
def rest(*, recordings: Collection[UUID], by: User) -> None:
    """What is being made goes back into its queue: its worker finds the lease gone and writes nothing."""
    if recordings:
        admission.one_at_a_time()
    for recording in _locked(recordings):
        recording.is_resting = True
        recording.save(update_fields=["is_resting"])
        recording.jobs.filter(state=Job.State.LEASED).update(
            state=Job.State.QUEUED,
            lease=None,
            leased_until=None,
            attempt=F("attempt") - 1,
            progress=0,
            stage="",
        )
        record(by=by, action="recording.rested", subject=recording)


@transaction.atomic
def wake(*, recordings: Collection[UUID], by: User) -> None:
    for recording in _locked(recordings):
        recording.is_resting = False
        recording.save(update_fields=["is_resting"])
        for job in recording.jobs.filter(state=Job.State.QUEUED):
            nudge_on_commit(job)
        record(by=by, action="recording.woken", subject=recording)


def _locked(recordings: Collection[UUID]) -> list[Recording]:
    return list(Recording.objects.select_for_update().filter(pk__in=recordings).order_by("pk"))
