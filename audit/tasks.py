"""Doors for the clock."""

from celery import shared_task

from audit.actions import tell_head


@shared_task
def log_head() -> None:
    tell_head()
