"""What a job costs is known before it begins: it waits, overtakes, moves on or is refused in words."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.db.models.functions import Now

from tests.vault.patterns import film_like
from tests.vault_builders import film, ready_recording, received_recording
from vault import capacity, costs, jobs, rules
from vault.actions import request_clip, working
from vault.models import Job, Recording, SealedFile

pytestmark = pytest.mark.django_db(databases=["default", "keystore"])
MIB = 1024 * 1024
ONE_JOB = costs.PROGRAM + 64 * MIB


@pytest.fixture(autouse=True)
def _memory(settings) -> None:
    """Room for one small job at a time."""
    settings.WORK_MEMORY = ONE_JOB


@pytest.fixture
def waiting(sealed: Callable[[bytes], SealedFile]) -> Callable[[], Job]:
    def waiting() -> Job:
        return sealed(film_like(1000)).recording.jobs.get()

    return waiting


def again(job: Job) -> Job:
    job.refresh_from_db()
    return job


def test_the_second_job_waits_for_memory_and_that_is_no_attempt(waiting) -> None:
    first, second = waiting(), waiting()
    jobs.take(first.pk)
    assert jobs.take(second.pk) is None
    assert (again(second).state, second.attempt, second.waits_for) == (Job.State.QUEUED, 0, Job.Wait.MEMORY)
    shown = rules.progress(Recording.objects.get(pk=second.recording_id))
    assert (shown.state, shown.stage, shown.seconds_left) == ("waiting", "Waiting for memory", None)


def test_when_a_job_is_over_those_that_wait_are_told(waiting, monkeypatch) -> None:
    first, second = waiting(), waiting()
    held = jobs.take(first.pk)
    working.run(job_id=second.pk)
    jobs.close(held, Job.State.CANCELLED)
    told = []
    monkeypatch.setattr(jobs.current_app, "send_task", lambda _name, args, **_options: told.extend(args))
    working.run(job_id=waiting().pk)
    assert told == [second.pk]
    assert jobs.take(second.pk).waits_for == ""


@pytest.mark.parametrize(
    "change",
    [
        {"leased_until": Now() - jobs.LEASE},
        {"machine": "another"},
        {"state": "done", "lease": None, "leased_until": None},
    ],
)
def test_only_jobs_that_run_here_now_hold_memory(waiting, change) -> None:
    first, second = waiting(), waiting()
    jobs.take(first.pk)
    Job.objects.filter(pk=first.pk).update(**change)
    assert jobs.take(second.pk) is not None


def test_memory_that_other_programs_hold_is_not_promised(waiting, monkeypatch) -> None:
    job = waiting()
    monkeypatch.setattr(capacity, "_machine_memory", lambda _name: ONE_JOB - 100 * MIB)
    assert (jobs.take(job.pk), again(job).waits_for) == (None, Job.Wait.MEMORY)


def test_bulk_work_lets_a_waiting_interactive_job_go_first(waiting, settings) -> None:
    running, large, bulk = waiting(), waiting(), waiting()
    jobs.take(running.pk)
    assert jobs.take(large.pk) is None
    settings.WORK_MEMORY = 2 * ONE_JOB
    Job.objects.filter(pk=bulk.pk).update(queue=Job.Queue.BULK)
    assert (jobs.take(bulk.pk), again(bulk).waits_for) == (None, Job.Wait.MEMORY)
    assert jobs.take(large.pk) is not None
    settings.WORK_MEMORY = 3 * ONE_JOB
    assert jobs.take(bulk.pk) is not None


def test_a_job_waits_for_room_on_the_disk(waiting, monkeypatch) -> None:
    job = waiting()
    monkeypatch.setattr("shutil.disk_usage", lambda _path: SimpleNamespace(free=200 * MIB))
    assert (jobs.take(job.pk), again(job).waits_for) == (None, Job.Wait.ROOM)


def test_without_a_sandbox_where_one_is_demanded_films_wait(waiting, settings) -> None:
    job = waiting()
    settings.SANDBOX, settings.SANDBOX_REQUIRED = "none", True
    assert (jobs.take(job.pk), again(job).waits_for, job.attempt) == (None, Job.Wait.SANDBOX, 0)
    settings.SANDBOX_REQUIRED = False
    assert jobs.take(job.pk) is not None


def test_a_film_that_can_never_fit_fails_in_words_and_its_original_stays(cast, case_key, settings) -> None:
    settings.WORK_MEMORY = costs.PROGRAM
    recording = received_recording(case_key, film(), by=cast.guider)
    working.run(job_id=recording.jobs.get().pk)
    recording.refresh_from_db()
    assert (recording.state, recording.failure[:45]) == (
        "failed",
        "This film is too large for this computer to w",
    )
    assert rules.file_of(recording, SealedFile.Role.ORIGINAL) is not None


def test_a_film_too_large_to_copy_gets_a_working_copy_at_once(cast, case_key, settings) -> None:
    recording = received_recording(case_key, film(), by=cast.guider)
    settings.WORK_MEMORY = costs.cost_of_transcode(rules.received(recording)).memory
    working.run(job_id=recording.jobs.get().pk)
    assert list(recording.jobs.order_by("pk").values_list("kind", "state")) == [
        ("prepare", "done"),
        ("transcode", "queued"),
    ]


def test_a_film_is_refused_before_its_first_byte_when_it_could_never_fit() -> None:
    rules.check_fits(40 * MIB)
    with pytest.raises(rules.NeverFits) as refusal:
        rules.check_fits(64 * MIB)
    assert refusal.value.messages == [
        (
            "This film is too large for the computer that Attune runs on. "
            "Cut it shorter on the phone, or upload it in two parts."
        )
    ]


def test_a_copy_takes_twice_the_film_and_a_clip_its_share(cast, case_key, settings) -> None:
    settings.WORK_MEMORY = 4 * ONE_JOB
    recording = ready_recording(case_key, film(), by=cast.guider)
    size = {file.role: file.size for file in recording.files.all()}
    prepare = recording.jobs.get(kind=Job.Kind.PREPARE)
    assert costs.cost_of(prepare) == costs.Cost(2 * size["original"] + costs.PROGRAM, size["original"])
    clip = request_clip(recording=recording, in_frame=0, out_frame=30, by=cast.guider)
    assert costs.cost_of(clip) == costs.Cost(2 * size["working"] + costs.PROGRAM, size["working"])
