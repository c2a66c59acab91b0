"""F1: the worker or ffmpeg is killed at any moment. Each thing is made once; nothing is left behind."""

import os
import random
import signal
import time
from contextlib import suppress
from types import SimpleNamespace
from uuid import UUID

import pytest

from audit.models import Entry
from tests.faults.conftest import Starting, expire_leases
from tests.faults.killing import below, command_of, ffmpegs_below, rounds, run_beside, wait_until
from tests.faults.wholeness import problems
from tests.vault_builders import film, ready_recording, received_recording, work_off
from vault import actions
from vault.actions import working
from vault.models import Job, Recording, SealedFile

pytestmark = [
    pytest.mark.servers,
    pytest.mark.django_db(transaction=True, databases=["default", "keystore"]),
    pytest.mark.usefixtures("sealed_folder"),
    pytest.mark.timeout(1800),
]
MOMENTS = random.Random(3)  # noqa: S311 - for moments, not for secrets


def killed_at_a_random_moment(job: Job, longest: float) -> None:
    """The worker's process dies, and with it every ffmpeg of its."""
    orphans: set[int] = set()

    def meanwhile(child: int) -> None:
        time.sleep(MOMENTS.uniform(0.05, longest))
        orphans.update(ffmpegs_below(child))
        os.kill(child, signal.SIGKILL)

    run_beside(lambda: working.run(job_id=job.pk), meanwhile)
    wait_until(lambda: not any(command_of(process) for process in orphans), f"Orphans: {orphans}")


def made_once(job: Job, entry: str) -> None:
    expire_leases()
    working.run(job_id=job.pk)
    work_off()
    job.refresh_from_db()
    assert (job.state, job.recording.state) == (Job.State.DONE, Recording.State.READY)
    subject = f"vault.recording:{job.recording_id}"
    assert Entry.objects.filter(action=entry, subject=subject).count() == 1
    assert problems() == []


def test_a_killed_worker_copies_each_film_once(cast: SimpleNamespace, case_key: UUID) -> None:
    for _round in rounds(2):
        recording = received_recording(case_key, film(), by=cast.guider)
        killed_at_a_random_moment(recording.jobs.get(), longest=1.5)
        made_once(recording.jobs.get(kind="prepare"), "recording.ready")


def test_a_killed_worker_makes_each_working_copy_once(cast: SimpleNamespace, case_key: UUID) -> None:
    for _round in rounds(2):
        recording = received_recording(case_key, film(3, 30, (480, 270), key_every=8), by=cast.guider)
        working.run(job_id=recording.jobs.get().pk)
        job = recording.jobs.get(kind=Job.Kind.TRANSCODE)
        killed_at_a_random_moment(job, longest=3)
        made_once(job, "recording.ready")


def test_a_killed_worker_cuts_each_clip_once(cast: SimpleNamespace, case_key: UUID) -> None:
    recording = ready_recording(case_key, film(), by=cast.guider)
    for number in rounds(2):
        job = actions.request_clip(recording=recording, in_frame=10, out_frame=40, by=cast.guider)
        killed_at_a_random_moment(job, longest=1)
        expire_leases()
        working.run(job_id=job.pk)
        work_off()
        assert Entry.objects.filter(action="clip.rendered").count() == number + 1
        assert SealedFile.objects.filter(role="clip", complete=True).count() == number + 1
        assert problems() == []


def test_a_killed_ffmpeg_is_one_attempt_and_the_film_is_made_by_the_next(
    cast: SimpleNamespace, case_key: UUID
) -> None:
    recording = received_recording(case_key, film(3, 30, (480, 270), key_every=8), by=cast.guider)
    working.run(job_id=recording.jobs.get().pk)
    job = recording.jobs.get(kind=Job.Kind.TRANSCODE)

    def meanwhile(child: int) -> None:
        wait_until(lambda: ffmpegs_below(child))
        for process in ffmpegs_below(child):
            with suppress(ProcessLookupError):  # the end of one may be the end of the others
                os.kill(process, signal.SIGKILL)

    assert run_beside(lambda: working.run(job_id=job.pk), meanwhile) == 0
    job.refresh_from_db()
    assert (job.state, job.attempt, job.recording.state) == ("queued", 1, "working")
    made_once(job, "recording.ready")


def test_a_worker_whose_parent_was_killed_ends_by_itself(
    cast: SimpleNamespace, case_key: UUID, worker: Starting, send
) -> None:
    recording = received_recording(case_key, film(3, 30, (480, 270), key_every=8), by=cast.guider)
    working.run(job_id=recording.jobs.get().pk)
    job = recording.jobs.get(kind=Job.Kind.TRANSCODE)
    with worker() as process:
        send(job)
        wait_until(lambda: ffmpegs_below(process.pid))
        family = set(below(process.pid))
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        wait_until(lambda: not any(command_of(each) for each in family), f"Still there: {family}")
    made_once(job, "recording.ready")
