"""Doors for the worker."""

from celery import shared_task

from sessions import actions


@shared_task(ignore_result=True)
def sweep_uploads() -> None:
    actions.remove_stale_uploads()


@shared_task(ignore_result=True)
def sweep_originals() -> None:
    actions.destroy_due_originals()
