"""Ask for something to be made from a recording."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit.actions import record
from vault.actions.destruction import discard_file
from vault.jobs import enqueue, nudge_on_commit
from vault.models import Job, Recording
from vault.pictures import Finish
from vault.rules import UNFINISHED, is_held
from vault.states import states_before


class UnableToRender(Exception):
    """These frames cannot be taken from this recording."""


@transaction.atomic
def request_clip(*, recording: Recording, in_frame: int, out_frame: int, by: User) -> Job:
    """A film file of exactly the frames [in_frame, out_frame)."""
    _check_frames(recording, in_frame, out_frame)
    job = enqueue(recording, Job.Kind.CLIP, **{"in": in_frame, "out": out_frame})
    record(by=by, action="clip.requested", subject=recording, in_frame=in_frame, out_frame=out_frame)
    return job


@transaction.atomic
def request_still(*, recording: Recording, frame: int, by: User) -> Job:
    _check_frames(recording, frame, frame + 1)
    job = enqueue(recording, Job.Kind.STILL, frame=frame)
    record(by=by, action="still.requested", subject=recording, frame=frame)
    return job


@transaction.atomic
def request_keepsake(*, recording: Recording, frame: int, finish: Finish, by: User) -> Job:
    """The picture of one frame to give away: cut and corrected as wished."""
    _check_frames(recording, frame, frame + 1)
    job = enqueue(recording, Job.Kind.KEEPSAKE, frame=frame, **finish.facts)
    record(by=by, action="keepsake.requested", subject=recording, frame=frame)
    return job


@transaction.atomic
def let_go(*, job: Job | None, by: User) -> None:
    """The caller needs this clip or still no longer: it goes for good unless another row holds it.

    Call it when the caller's own row points elsewhere already.
    """
    if job is None or is_held(job):
        return
    Job.objects.filter(pk=job.pk, state__in=UNFINISHED).update(
        state=Job.State.CANCELLED, lease=None, leased_until=None, finished_at=timezone.now()
    )
    for file in job.files.filter(complete=True):
        discard_file(file=file, by=by)


@transaction.atomic
def retry(*, job: Job, by: User) -> None:
    """Try a failed job again, with all its attempts, unless the film itself is the reason."""
    Recording.objects.select_for_update().get(pk=job.recording_id)
    row = Job.objects.select_for_update(of=("self",)).select_related("recording").get(pk=job.pk)
    is_over = row.state != Job.State.FAILED or row.is_refused
    if is_over or row.recording.state in Recording.OVER | {Recording.State.CLIPS}:
        return
    row.state, row.attempt, row.failure, row.finished_at = Job.State.QUEUED, 0, "", None
    row.progress, row.stage, row.not_before = 0, "", None
    row.save(update_fields=["state", "attempt", "failure", "finished_at", "progress", "stage", "not_before"])
    if row.kind in (Job.Kind.PREPARE, Job.Kind.TRANSCODE):
        failed = Recording.objects.filter(pk=row.recording_id, state__in=states_before("retry"))
        failed.update(state=Recording.State.WAITING, failure="")
    record(by=by, action="job.retried", subject=row.recording, job=row.pk, kind=row.kind)
    nudge_on_commit(row)


def _check_frames(recording: Recording, first: int, stop: int) -> None:
    recording = Recording.objects.select_for_update().get(pk=recording.pk)
    if recording.state != Recording.State.READY or recording.frame_count is None:
        raise UnableToRender(_("The film is not ready yet."))
    if not 0 <= first < stop <= recording.frame_count:
        raise UnableToRender(_("These frames lie outside the film."))
