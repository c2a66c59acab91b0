"""How long a waiting film still takes is told before its work begins."""

from datetime import timedelta

import pytest
from django.utils import timezone

from vault import capacity, estimates, rules
from vault.models import Job, Recording, SealedFile

pytestmark = pytest.mark.django_db(databases=["default", "keystore"])
MINUTE = 115_000_000


@pytest.fixture(autouse=True)
def _two_cores(monkeypatch) -> None:
    monkeypatch.setattr(capacity.os, "sched_getaffinity", lambda _process: {0, 1})


def recording(minutes: float, **fields) -> Recording:
    made = Recording.objects.create(key=Recording().pk, state="waiting", **fields)
    size = round(minutes * MINUTE)
    SealedFile.objects.create(recording=made, key=made.pk, role="original", size=size)
    return made


def job(minutes: float, kind: str = "prepare", queue: str = "interactive", **fields) -> Job:
    measured = {"duration_ms": minutes * 60_000} if fields.get("state") == "done" else {}
    return Job.objects.create(recording=recording(minutes, **measured), kind=kind, queue=queue, **fields)


def done(minutes: float, seconds: float, kind: str = "prepare") -> None:
    now = timezone.now()
    job(minutes, kind, state="done", started_at=now - timedelta(seconds=seconds), finished_at=now)


@pytest.mark.parametrize(("kind", "seconds"), [("prepare", 10), ("transcode", 545)])
def test_before_the_first_film_it_is_told_from_what_was_measured(kind: str, seconds: int) -> None:
    assert rules.progress(job(10, kind).recording).seconds_left == seconds


def test_afterwards_it_is_told_from_the_last_films() -> None:
    done(minutes=2, seconds=20)
    done(minutes=8, seconds=180)
    assert rules.progress(job(5).recording).seconds_left == 100


def test_only_the_last_ten_count() -> None:
    done(minutes=1, seconds=10_000)
    Job.objects.update(finished_at=timezone.now() - timedelta(days=1))
    for _number in range(estimates.LAST_JOBS):
        done(minutes=1, seconds=30)
    assert rules.progress(job(1).recording).seconds_left == 30


def test_the_queue_before_it_counts_by_its_own_lengths_and_by_what_is_done_of_it() -> None:
    job(10, "transcode", "bulk", progress=0.5)
    job(20, "transcode", "bulk")
    waiting = job(10, "transcode", "bulk")
    shown = rules.progress(waiting.recording)
    assert (shown.ahead, shown.seconds_left) == (2, round((5 + 20 + 10) * 54.5))


def test_asking_takes_as_many_queries_with_three_jobs_as_with_thirty(django_assert_num_queries) -> None:
    waiting = [job(1) for _number in range(30)]
    for each in (waiting[2], waiting[29]):
        with django_assert_num_queries(3):
            rules.progress(each.recording)
