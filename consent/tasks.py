"""Doors for the worker."""

from celery import shared_task

from consent.actions import complete_certificate, end_quarantine, end_retention, remember_erasures
from consent.models import Destruction
from consent.rules import overdue_in_quarantine


@shared_task
def sweep() -> None:
    """Destroy what was not agreed to in time; complete the certificates of what the vault has destroyed."""
    for custody in overdue_in_quarantine():
        end_quarantine(custody=custody)
    for certificate in Destruction.objects.filter(bytes_destroyed_at=None):
        complete_certificate(certificate.pk)


@shared_task
def sweep_retention() -> None:
    """Destroy what has been kept as long as was promised."""
    end_retention()


@shared_task
def sweep_erasures() -> None:
    """Write down what was erased, where that was interrupted, for the day a backup is restored."""
    remember_erasures()
