"""Handing work on to the worker."""

import logging

from celery import current_app
from kombu.exceptions import OperationalError

log = logging.getLogger(__name__)


def nudge(draft_id: int) -> None:
    """When the queue is down the row still stands, and the sweep nudges again."""
    try:
        current_app.send_task("reports.tasks.make_draft", args=[draft_id], queue="bulk", retry=False)
    except OperationalError:
        log.warning("The queue could not be reached; draft %s waits for the next sweep.", draft_id)
