"""Anonymised caseload reports: computed once, frozen, hashed."""

import uuid

from django.db import models
from django.utils import timezone

from accounts.models import Organisation, User
from accounts.roles import Permission


class Snapshots(models.QuerySet["Snapshot"]):
    def visible_to(self, user: User) -> "Snapshots":
        if not user.may(Permission.RELEASE_REPORTS):
            return self.none()
        return self.filter(organisation_id=user.organisation_id)


class Snapshot(models.Model):
    """One report of one closed quarter. `content` is the released file itself, byte for byte."""

    # Printed inside the file, so it is known before the row is written.
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="snapshots")
    template = models.CharField(max_length=20)
    profile = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    quarter = models.PositiveSmallIntegerField()
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="snapshots")
    created_at = models.DateTimeField(default=timezone.now)

    objects = Snapshots.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "template", "year", "quarter"], name="a_quarter_is_computed_once"
            ),
            models.CheckConstraint(
                condition=models.Q(quarter__gte=1, quarter__lte=4), name="a_year_has_four_quarters"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.template} {self.year} Q{self.quarter}"


class Release(models.Model):
    """One download of a snapshot."""

    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="releases")
    released_by = models.ForeignKey(User, models.PROTECT, related_name="releases")
    released_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"Release {self.pk}"
