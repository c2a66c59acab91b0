"""The row is the job: leased by one, written back only by its holder, remembered when forgotten."""

import os
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone
from kombu.exceptions import OperationalError

from audit.models import Entry
from tests.vault.patterns import film_like
from vault import actions, jobs, rules
from vault.actions import sweeping, working
from vault.ffmpeg.memory import MemoryFile
from vault.models import Job, Recording, SealedFile, Segment
from vault.pipeline.work import Work
from vault.storage import sealed_storage

pytestmark = pytest.mark.django_db(databases=["default", "keystore"])


@pytest.fixture
def job(sealed: Callable[[bytes], SealedFile]) -> Job:
    return sealed(film_like(1000)).recording.jobs.get()


def expire(job: Job) -> None:
    Job.objects.filter(pk=job.pk).update(leased_until=timezone.now() - timedelta(seconds=1))


def test_only_one_worker_gets_the_job(job: Job) -> None:
    assert jobs.take(job.pk) is not None
    assert jobs.take(job.pk) is None


def test_a_lease_that_ran_out_can_be_taken_over_and_the_first_holder_writes_nothing(job: Job) -> None:
    first = jobs.take(job.pk)
    expire(job)
    second = jobs.take(job.pk)
    with pytest.raises(jobs.LeaseLost):
        jobs.renew(first, stage="late", share=0.9)
    with pytest.raises(jobs.LeaseLost):
        jobs.close(first, Job.State.DONE)
    jobs.close(second, Job.State.DONE)
    job.refresh_from_db()
    assert (job.state, job.attempt, job.stage, job.progress) == (Job.State.DONE, 2, "", 1.0)


def test_a_heartbeat_extends_the_lease_and_tells_how_far_it_is(job: Job) -> None:
    held = jobs.take(job.pk)
    expire(job)
    jobs.renew(held, stage="Copying the film", share=0.25)
    assert jobs.take(job.pk) is None
    job.recording.refresh_from_db()
    shown = rules.progress(job.recording)
    assert (shown.stage, shown.percent, shown.ahead) == ("Copying the film", 25, 0)


def test_storing_a_result_keeps_the_lease_alive(job: Job) -> None:
    work = Work(jobs.take(job.pk))
    expire(job)
    with MemoryFile() as memory:
        memory.fill([bytes(1000)])
        work.seal(SealedFile.Role.STRIP, "image/jpeg", memory)
    assert jobs.take(job.pk) is None


@pytest.mark.parametrize("state", [Job.State.DONE, Job.State.FAILED, Job.State.CANCELLED])
def test_a_job_that_is_over_is_not_taken(job: Job, state: Job.State) -> None:
    Job.objects.filter(pk=job.pk).update(state=state)
    assert jobs.take(job.pk) is None


def test_a_bad_film_fails_at_once_with_its_sentence(job: Job) -> None:
    working.run(job_id=job.pk)
    job.refresh_from_db()
    job.recording.refresh_from_db()
    assert (job.state, job.attempt) == (Job.State.FAILED, 1)
    assert job.recording.state == Recording.State.FAILED
    assert job.recording.failure == job.failure
    assert job.failure.startswith("This file holds no picture.")
    assert Entry.objects.latest("pk").actor == "worker"


def test_an_unexpected_error_is_tried_three_times_and_then_said(job: Job) -> None:
    for segment in Segment.objects.filter(file__recording=job.recording):
        sealed_storage().delete(segment.name)
    states = []
    for _attempt in range(4):
        working.run(job_id=job.pk)
        job.refresh_from_db()
        states.append((job.state, job.attempt))
        Job.objects.update(not_before=None)
    assert states == [("queued", 1), ("queued", 2), ("failed", 3), ("failed", 3)]
    job.recording.refresh_from_db()
    assert job.recording.failure.startswith("This did not work after several attempts.")


def test_a_job_whose_workers_all_died_fails_instead_of_going_round_for_ever(job: Job) -> None:
    for _attempt in range(3):
        jobs.take(job.pk)
        expire(job)
    working.run(job_id=job.pk)
    job.refresh_from_db()
    assert job.state == Job.State.FAILED


def test_a_refused_film_is_not_tried_again(job: Job, cast: SimpleNamespace) -> None:
    working.run(job_id=job.pk)
    actions.retry(job=job, by=cast.guider)
    job.refresh_from_db()
    job.recording.refresh_from_db()
    assert (job.state, job.is_refused, job.recording.state) == ("failed", True, "failed")
    assert not rules.progress(job.recording).may_try_again


def test_a_failed_job_can_be_tried_again(job: Job, cast: SimpleNamespace) -> None:
    for segment in Segment.objects.filter(file__recording=job.recording):
        sealed_storage().delete(segment.name)
    for _attempt in range(3):
        working.run(job_id=job.pk)
        Job.objects.update(not_before=None)
    assert rules.progress(Recording.objects.get(pk=job.recording_id)).may_try_again
    actions.retry(job=job, by=cast.guider)
    job.refresh_from_db()
    job.recording.refresh_from_db()
    assert (job.state, job.attempt, job.failure) == (Job.State.QUEUED, 0, "")
    assert (job.recording.state, job.recording.failure) == (Recording.State.WAITING, "")


@pytest.mark.parametrize("state", [Job.State.QUEUED, Job.State.DONE, Job.State.CANCELLED])
def test_only_a_failed_job_is_tried_again(job: Job, cast: SimpleNamespace, state: Job.State) -> None:
    Job.objects.filter(pk=job.pk).update(state=state, attempt=2)
    actions.retry(job=job, by=cast.guider)
    job.refresh_from_db()
    assert (job.state, job.attempt) == (state, 2)


def test_the_sweep_reminds_of_what_nobody_works_on(job: Job, sealed: Callable[[bytes], SealedFile]) -> None:
    abandoned = sealed(film_like(1000)).recording.jobs.get()
    jobs.take(abandoned.pk)
    expire(abandoned)
    busy = sealed(film_like(1000)).recording.jobs.get()
    jobs.take(busy.pk)
    assert list(jobs.forgotten()) == [job, abandoned]
    sweeping.sweep()
    assert list(jobs.forgotten()) == []
    Job.objects.update(nudged_at=timezone.now() - timedelta(minutes=5))
    assert list(jobs.forgotten()) == [job, abandoned]


def test_a_queue_that_is_down_loses_nothing(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    def unreachable(*_args: object, **_options: object) -> None:
        raise OperationalError("connection refused")

    monkeypatch.setattr(jobs.current_app, "send_task", unreachable)
    jobs.nudge(job)
    assert list(jobs.forgotten()) == [job]


def test_progress_counts_the_jobs_before_it(job: Job, sealed: Callable[[bytes], SealedFile]) -> None:
    later = sealed(film_like(1000)).recording
    assert (rules.progress(job.recording).ahead, rules.progress(later).ahead) == (0, 1)


def test_orphans_go_after_an_hour_and_not_before(sealed: Callable[[bytes], SealedFile]) -> None:
    kept = sealed(film_like(10)).segments.get().name
    storage = sealed_storage()
    orphan, fresh = (kept[:-2] + end for end in ("00", "ff"))
    storage.put(orphan, b"x")
    storage.put(fresh, b"x")
    part = storage.folder / f"{kept}.part"
    part.write_bytes(b"x")
    two_hours_ago = timezone.now().timestamp() - 7200
    for old in (storage.folder / orphan, storage.folder / kept, part):
        os.utime(old, (two_hours_ago, two_hours_ago))
    sweeping.sweep_orphans()
    assert (storage.exists(kept), storage.exists(fresh), storage.exists(orphan)) == (True, True, False)
    assert not part.exists()


@pytest.mark.parametrize(("first", "stop"), [(0, 1), (-1, 5), (5, 5)])
def test_a_clip_of_a_film_that_is_not_ready_is_refused(
    job: Job, cast: SimpleNamespace, first: int, stop: int
) -> None:
    with pytest.raises(actions.UnableToRender):
        actions.request_clip(recording=job.recording, in_frame=first, out_frame=stop, by=cast.guider)
    assert Job.objects.count() == 1
