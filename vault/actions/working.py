"""What the worker does: run one job to its end, or say in a sentence why not."""

import logging
from collections.abc import Callable

from django.db import transaction
from django.utils.translation import gettext as _

from audit.actions import record
from vault import jobs
from vault.costs import cost_of
from vault.ffmpeg.containers import BadFilm
from vault.jobs import LeaseLost
from vault.models import Job, Recording
from vault.pipeline import extras, prepare, render
from vault.pipeline.work import Work
from vault.rules import PREPARING, may_fit, received
from vault.states import states_before

STEPS = {
    Job.Kind.PREPARE: prepare.prepare,
    Job.Kind.TRANSCODE: prepare.transcode,
    Job.Kind.CLIP: render.clip,
    Job.Kind.STILL: render.still,
    Job.Kind.CHECK: prepare.check,
    Job.Kind.STRIP: extras.draw,
    Job.Kind.KEEPSAKE: render.keepsake,
}

log = logging.getLogger(__name__)


class TooLargeNow(Exception):
    """With more memory it would work."""


def run(*, job_id: int) -> None:
    """Lease the job and do it. Does nothing when somebody else holds it, it must wait, or it is over."""
    job = jobs.take(job_id)
    if job is None:
        return
    try:
        _do(job)
    finally:
        jobs.nudge_waiting()


def _do(job: Job) -> None:
    if job.attempt > jobs.ATTEMPTS:
        _fail(job, _gave_up())
        return
    try:
        _begin(job)
        work = Work(job)
        work.clear()
        _step_of(job)(work)
    except LeaseLost:
        log.info("Job %s was cancelled or taken over.", job.pk)
    except BadFilm as refusal:
        _fail(job, str(refusal), is_refused=True)
    except TooLargeNow as refusal:
        _fail(job, str(refusal))
    except Exception:  # whatever went wrong, the row must say so
        if not jobs.held(job).exists():
            log.info("Job %s was cancelled or taken over.", job.pk)
            return
        log.exception("Job %s failed in attempt %s.", job.pk, job.attempt)
        if job.attempt >= jobs.ATTEMPTS:
            _fail(job, _gave_up())
        else:
            jobs.put_back(job)


def _step_of(job: Job) -> Callable[[Work], None]:
    if cost_of(job).fits:
        return STEPS[Job.Kind(job.kind)]
    if job.kind == Job.Kind.PREPARE and may_fit(received(job.recording)):
        return prepare.leave_to_transcode
    raise TooLargeNow(
        _(
            "This film is too large for this computer to work on. The original is safe. Please ask the "
            "person who looks after Attune to allow more memory for films, then try again."
        )
    )


def _begin(job: Job) -> None:
    if job.replaces:
        if not Recording.objects.filter(pk=job.recording_id, state=Recording.State.READY).exists():
            raise LeaseLost(str(job))
    elif job.kind in PREPARING:
        changed = Recording.objects.filter(pk=job.recording_id, state__in=states_before("work"))
        if not changed.update(state=Recording.State.WORKING):
            raise LeaseLost(str(job))


@transaction.atomic
def _fail(job: Job, sentence: str, *, is_refused: bool = False) -> None:
    Recording.objects.select_for_update().get(pk=job.recording_id)
    try:
        jobs.close(job, Job.State.FAILED, sentence, is_refused=is_refused)
    except LeaseLost:
        return
    if job.kind in PREPARING:
        Recording.objects.filter(pk=job.recording_id, state__in=states_before("fail")).update(
            state=Recording.State.FAILED, failure=sentence
        )
    record(by="worker", action="job.failed", subject=job.recording, job=job.pk, kind=job.kind)


def _gave_up() -> str:
    return _(
        "This did not work after several attempts. The original is safe; please try again later or ask your "
        "administrator."
    )
