"""Doors for the worker."""

from celery import shared_task

from clips.actions import forget_answers, forget_steps


@shared_task
def sweep_steps() -> None:
    """What was typed in the studio does not outlive the film as something to undo."""
    forget_steps()
    forget_answers()
