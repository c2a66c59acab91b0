"""Doors for the worker."""

from typing import Any

from celery import shared_task
from celery.signals import worker_init, worker_ready

from vault import protecting
from vault.actions import sweeping, working
from vault.ffmpeg.selftest import protection


@worker_init.connect
def test_the_sandbox(**_about: Any) -> None:
    """Once, before the worker has children, who then know the answer too."""
    protection()


@worker_ready.connect
def report_the_sandbox(sender: Any, **_about: Any) -> None:
    protecting.report_and_disconnect(sender.hostname)
    minute = protecting.EVERY.total_seconds()
    sender.timer.call_repeatedly(minute, protecting.report_and_disconnect, (sender.hostname,))


@shared_task
def run_job(job_id: int) -> None:
    working.run(job_id=job_id)


@shared_task
def sweep() -> None:
    sweeping.sweep()


@shared_task
def sweep_orphans() -> None:
    sweeping.sweep_orphans()
