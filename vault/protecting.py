"""What each worker found of its sandbox, for the health page: web server and worker may be two machines."""

import logging
from datetime import timedelta

from django.db import Error, connection
from django.db.models import QuerySet
from django.utils import timezone

from vault.ffmpeg.selftest import protection
from vault.models import Protection

EVERY = timedelta(minutes=1)
SILENT = timedelta(minutes=5)

log = logging.getLogger(__name__)


def report(worker: str) -> None:
    """Say that this worker is there, and in which tier it opens films."""
    found, now = protection(), timezone.now()
    try:
        Protection.objects.filter(seen_at__lt=now - SILENT).delete()
        Protection.objects.update_or_create(
            worker=worker,
            defaults={
                "tier": found.tier,
                "is_enough": found.is_enough,
                "words": found.words,
                "seen_at": now,
            },
        )
    except Error:
        log.warning("The worker could not say how it opens films; it tries again in a minute.")


def report_and_disconnect(worker: str) -> None:
    """For the worker's own process, which would otherwise hand its connection to new children."""
    report(worker)
    connection.close()


def living() -> QuerySet[Protection]:
    return Protection.objects.filter(seen_at__gte=timezone.now() - SILENT).order_by("is_enough", "worker")
