"""Doors for the worker."""

from celery import shared_task

from reports import actions


@shared_task
def make_draft(draft_id: int) -> None:
    actions.make_draft(draft_id=draft_id)


@shared_task
def sweep_drafts() -> None:
    actions.sweep_drafts()
