"""The audit trail: append-only, hash-chained, without foreign keys, so that it outlives what it names."""

from typing import Any, NoReturn

from django.db import models
from django.utils.translation import gettext_lazy as _


class Outcome(models.TextChoices):
    DONE = "done", _("Done")
    ALLOWED = "allowed", _("Allowed")
    REFUSED = "refused", _("Refused")


class AppendOnly(models.QuerySet["Entry"]):
    def update(self, **_kwargs: Any) -> NoReturn:
        raise TypeError("Audit entries cannot be changed.")

    def delete(self) -> NoReturn:
        raise TypeError("Audit entries cannot be deleted.")

    def bulk_create(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise TypeError("Audit entries are written one by one, each after the one before it.")


class Entry(models.Model):
    """One thing that happened. `subject` and `case` are labels such as `cases.case:17`; no names."""

    at = models.DateTimeField()
    actor = models.CharField(max_length=64)
    action = models.CharField(max_length=64)
    subject = models.CharField(max_length=96)
    case = models.CharField(max_length=64, blank=True)
    purpose = models.CharField(max_length=32, blank=True)
    outcome = models.CharField(max_length=8, choices=Outcome, default=Outcome.DONE)
    detail = models.JSONField(default=dict)
    request_id = models.CharField(max_length=36, blank=True)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    objects = AppendOnly.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["subject", "at"]),
            models.Index(fields=["actor", "at"]),
            models.Index(fields=["case", "at"]),
            models.Index(fields=["at"]),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.action} {self.subject}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("Audit entries cannot be changed.")
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise TypeError("Audit entries cannot be deleted.")


class Head(models.Model):
    """The newest hash. Locking this one row puts all entries in one order."""

    hash = models.CharField(max_length=64, default="0" * 64)

    def __str__(self) -> str:
        return self.hash
