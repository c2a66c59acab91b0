"""Job rows: asking for work, leasing it, and writing back only while the lease is held."""

import logging
import uuid
from datetime import timedelta
from typing import Any

from celery import current_app
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from kombu.exceptions import OperationalError

from vault.models import Job, Recording

LEASE = timedelta(seconds=90)
ATTEMPTS = 3
BETWEEN_NUDGES = timedelta(minutes=2)
QUEUES = {
    Job.Kind.PREPARE: Job.Queue.INTERACTIVE,
    Job.Kind.TRANSCODE: Job.Queue.BULK,
    Job.Kind.CLIP: Job.Queue.INTERACTIVE,
    Job.Kind.STILL: Job.Queue.INTERACTIVE,
    Job.Kind.CHECK: Job.Queue.BULK,
}

log = logging.getLogger(__name__)


class LeaseLost(Exception):
    """Somebody else holds this job now, or it was cancelled: stop and write nothing."""


def enqueue(recording: Recording, kind: Job.Kind, **parameters: Any) -> Job:
    """Write the job row in the caller's transaction; the queue is nudged after the commit."""
    job = Job.objects.create(recording=recording, kind=kind, queue=QUEUES[kind], parameters=parameters)
    nudge_on_commit(job)
    return job


def nudge_on_commit(job: Job) -> None:
    transaction.on_commit(lambda: nudge(job))


def nudge(job: Job) -> None:
    """Tell the worker. When the queue is down the row still stands, and the sweep nudges again."""
    try:
        current_app.send_task("vault.tasks.run_job", args=[job.pk], queue=job.queue, retry=False)
    except OperationalError:
        log.warning("The queue could not be reached; job %s waits for the next sweep.", job.pk)
        return
    Job.objects.filter(pk=job.pk).update(nudged_at=timezone.now())


def take(job_id: int) -> Job | None:
    """Lease a waiting job, or one whose lease ran out. None when there is nothing to take."""
    now = timezone.now()
    token = uuid.uuid4()
    free = Q(state=Job.State.QUEUED) | Q(state=Job.State.LEASED, leased_until__lt=now)
    with transaction.atomic():
        rows = Job.objects.select_related("recording").select_for_update(of=("self",))
        job = rows.filter(free, pk=job_id).first()
        if job is None:
            return None
        job.state, job.lease, job.leased_until = Job.State.LEASED, token, now + LEASE
        job.attempt += 1
        job.started_at, job.progress, job.stage, job.nudged_at = now, 0, "", None
        job.save(
            update_fields=[
                *("state", "lease", "leased_until", "attempt"),
                *("started_at", "progress", "stage", "nudged_at"),
            ]
        )
    return job


def held(job: Job) -> QuerySet[Job]:
    """The job's row, while this lease is the one that counts."""
    return Job.objects.filter(pk=job.pk, state=Job.State.LEASED, lease=job.lease)


def renew(job: Job, *, stage: str, share: float) -> None:
    until = timezone.now() + LEASE
    share = min(max(share, 0.0), 1.0)
    if not held(job).update(leased_until=until, stage=stage, progress=share):
        raise LeaseLost(str(job))


def close(job: Job, state: Job.State, failure: str = "") -> None:
    """End the lease, inside the transaction that writes the result."""
    closed = held(job).update(
        state=state,
        lease=None,
        leased_until=None,
        failure=failure,
        finished_at=timezone.now(),
        **({"progress": 1.0} if state == Job.State.DONE else {}),
    )
    if not closed:
        raise LeaseLost(str(job))


def put_back(job: Job) -> None:
    """After an unexpected error: wait for the next sweep."""
    held(job).update(state=Job.State.QUEUED, lease=None, leased_until=None)


def forgotten() -> QuerySet[Job]:
    """Jobs that nobody works on and of which the queue was not reminded just now."""
    now = timezone.now()
    idle = Q(state=Job.State.QUEUED) | Q(state=Job.State.LEASED, leased_until__lt=now)
    unheard = Q(nudged_at=None) | Q(nudged_at__lt=now - BETWEEN_NUDGES)
    return Job.objects.filter(idle & unheard).order_by("created_at")
