"""Doors for the worker."""

from celery import shared_task

from vault.actions import sweeping, working


@shared_task
def run_job(job_id: int) -> None:
    working.run(job_id=job_id)


@shared_task
def sweep() -> None:
    sweeping.sweep()


@shared_task
def sweep_orphans() -> None:
    sweeping.sweep_orphans()
