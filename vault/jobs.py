"""Job rows: asking for work, leasing it, and writing back only while the lease is held.

Leases are counted by the database's clock, which is one for all machines.
"""

import logging
import uuid
from datetime import timedelta
from typing import Any

from celery import current_app
from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Now
from kombu.exceptions import OperationalError

from vault import admission, capacity
from vault.costs import cost_of
from vault.models import Job, Recording

LEASE = timedelta(seconds=90)
ATTEMPTS = 3
BACKOFF = (timedelta(seconds=30), timedelta(minutes=5))
BETWEEN_NUDGES = timedelta(minutes=2)
QUEUES = {
    Job.Kind.PREPARE: Job.Queue.INTERACTIVE,
    Job.Kind.TRANSCODE: Job.Queue.BULK,
    Job.Kind.CLIP: Job.Queue.INTERACTIVE,
    Job.Kind.STILL: Job.Queue.INTERACTIVE,
    Job.Kind.CHECK: Job.Queue.BULK,
    Job.Kind.STRIP: Job.Queue.INTERACTIVE,
    Job.Kind.KEEPSAKE: Job.Queue.INTERACTIVE,
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
    Job.objects.filter(pk=job.pk).update(nudged_at=Now())


def nudge_waiting() -> None:
    """Memory or room may be free now: those who wait for it may look again, the interactive ones first."""
    for job in Job.objects.filter(idle()).exclude(waits_for="").order_by("-queue", "created_at"):
        nudge(job)


def idle() -> Q:
    """Nobody works on the job, and it may be tried now."""
    queued = Q(state=Job.State.QUEUED) & (Q(not_before=None) | Q(not_before__lte=Now()))
    left = Q(state=Job.State.LEASED, leased_until__lt=Now())
    return Q(recording__is_resting=False) & (queued | left)


def take(job_id: int) -> Job | None:
    """Lease a waiting job, or one whose lease ran out. None when there is nothing to take, or no room for it.

    What could never fit is leased all the same, so that it can be refused in words.
    """
    with transaction.atomic():
        admission.one_at_a_time()
        rows = Job.objects.select_related("recording").select_for_update(of=("self",))
        job = rows.filter(idle(), pk=job_id).first()
        if job is None:
            return None
        cost = cost_of(job)
        wait = admission.wait_of(job, cost) if cost.fits else None
        if wait:
            _let_wait(job, wait, cost.memory)
            return None
        Job.objects.filter(pk=job.pk).update(
            state=Job.State.LEASED,
            lease=uuid.uuid4(),
            leased_until=Now() + LEASE,
            attempt=job.attempt + 1,
            machine=capacity.machine(),
            memory=cost.memory,
            started_at=Now(),
            progress=0,
            stage="",
            waits_for="",
            nudged_at=None,
            not_before=None,
        )
        job.refresh_from_db()
    return job


def _let_wait(job: Job, wait: Job.Wait, memory: int) -> None:
    """Not an attempt and not a failure: the job goes back to the queue and says why."""
    log.info("Job %s waits for %s.", job.pk, wait)
    Job.objects.filter(pk=job.pk).update(
        state=Job.State.QUEUED,
        lease=None,
        leased_until=None,
        waits_for=wait,
        memory=memory,
        nudged_at=None,
    )


def held(job: Job) -> QuerySet[Job]:
    """The job's row, while this lease is the one that counts."""
    return Job.objects.filter(pk=job.pk, state=Job.State.LEASED, lease=job.lease)


def renew(job: Job, *, stage: str, share: float) -> None:
    share = min(max(share, 0.0), 1.0)
    if not held(job).update(leased_until=Now() + LEASE, stage=stage, progress=share):
        raise LeaseLost(str(job))


def close(job: Job, state: Job.State, failure: str = "", *, is_refused: bool = False) -> None:
    """End the lease, inside the transaction that writes the result."""
    closed = held(job).update(
        state=state,
        lease=None,
        leased_until=None,
        failure=failure,
        is_refused=is_refused,
        finished_at=Now(),
        **({"progress": 1.0} if state == Job.State.DONE else {}),
    )
    if not closed:
        raise LeaseLost(str(job))


def put_back(job: Job) -> None:
    """After an unexpected error: wait a while, longer after the second attempt, then try again."""
    pause = BACKOFF[min(job.attempt, len(BACKOFF)) - 1]
    held(job).update(
        state=Job.State.QUEUED,
        lease=None,
        leased_until=None,
        not_before=Now() + pause,
        nudged_at=None,
        progress=0,
        stage="",
    )


def forgotten() -> QuerySet[Job]:
    """Jobs that nobody works on and of which the queue was not reminded just now."""
    unheard = Q(nudged_at=None) | Q(nudged_at__lt=Now() - BETWEEN_NUDGES)
    return Job.objects.filter(idle() & unheard).order_by("created_at")
