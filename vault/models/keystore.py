"""What lives in the keystore database: keys, and the list of what was erased."""

import uuid
from typing import Any, NoReturn

from django.db import models
from django.utils import timezone


class Key(models.Model):
    """A random key, wrapped by its parent key or by a master key. Lives in the keystore database only.

    A case has one key, which wraps one for each recording, which wraps one for each sealed file. Deleting
    a row makes everything below it unreadable for ever, in every backup of the sealed files.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    parent = models.UUIDField(null=True, db_index=True)
    master = models.CharField(max_length=32, blank=True)
    wrapped = models.BinaryField(max_length=40)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(parent=None) ^ models.Q(master=""), name="key_has_exactly_one_wrapper"
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)


class AppendOnly(models.QuerySet["Tombstone"]):
    def update(self, **_kwargs: Any) -> NoReturn:
        raise TypeError("What was erased stays written down.")

    def delete(self) -> NoReturn:
        raise TypeError("What was erased stays written down.")


class Tombstone(models.Model):
    """One erasure, so that a restored backup does not bring back what is gone. Names nobody.

    It lives beside the keys, because no dump of the main database may make it forgotten (ADR 20).
    """

    class Kind(models.TextChoices):
        FILM = "film"
        RAW = "raw"
        CLIPS = "clips"
        WITHDRAWAL = "withdrawal"

    kind = models.CharField(max_length=12, choices=Kind)
    # The random id of a recording; of a withdrawal a hash (consent.actions.erasures).
    subject = models.CharField(max_length=64)
    key = models.UUIDField(null=True)
    at = models.DateTimeField()

    objects = AppendOnly.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "subject", "at"], name="an_erasure_is_written_down_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"
