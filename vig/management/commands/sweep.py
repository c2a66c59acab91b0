"""`manage.py sweep`: everything that the clock does, once, now. Safe to repeat while the product runs."""

import logging
from typing import Any

from celery import current_app
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

log = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Do once what the clock does: jobs, destructions, uploads, consent, originals, leftovers."

    def handle(self, *_args: Any, **_options: Any) -> None:
        current_app.loader.import_default_modules()
        failed = 0
        for name, entry in settings.CELERY_BEAT_SCHEDULE.items():
            try:
                current_app.tasks[str(entry["task"])]()
            except Exception:  # one sweep must not keep the others from their work
                log.exception("%s", name)
                failed += 1
                self.stdout.write(f"{name}: failed")
            else:
                self.stdout.write(f"{name}: done")
        if failed:
            raise CommandError(f"{failed} of the sweeps failed. The log says why.")
