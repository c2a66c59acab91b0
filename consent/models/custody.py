"""Which case a film belongs to, who is in the picture, and to whom it is open."""

from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone

from accounts.models import User
from cases.models import Case, Person
from consent.scopes import Purpose, Scope
from vault.models import Recording

QUARANTINE = timedelta(days=14)


class Custody(models.Model):
    """Which case a recording belongs to. A recording without custody is played to nobody."""

    recording = models.OneToOneField(Recording, models.PROTECT, related_name="custody")
    case = models.ForeignKey(Case, models.PROTECT, related_name="custodies")
    received_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"Custody {self.pk}"

    @property
    def base_scope(self) -> Scope:
        """What everyone in the picture must have agreed to for the recording to exist at all."""
        return Scope.FILM_THE_REVIEW if self.recording.kind == Recording.Kind.REVIEW else Scope.FILM

    @property
    def destroyed_unless_complete_by(self) -> datetime:
        """Counted anew from the day on which somebody else was found to be in the picture."""
        added = [each.added_at for each in self.appearances.all()]
        return max([self.received_at, *added]) + QUARANTINE


class Appearance(models.Model):
    """A person seen or heard in a recording."""

    custody = models.ForeignKey(Custody, models.CASCADE, related_name="appearances")
    person = models.ForeignKey(Person, models.PROTECT, related_name="appearances")
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["custody", "person"], name="a_person_appears_once")]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.custody_id}"


class Grant(models.Model):
    """Opens one recording to one person who is not the guider, for one purpose, until it is ended."""

    custody = models.ForeignKey(Custody, models.CASCADE, related_name="grants")
    user = models.ForeignKey(User, models.PROTECT, related_name="grants")
    purpose = models.CharField(max_length=16, choices=Purpose)
    given_by = models.ForeignKey(User, models.PROTECT, related_name="grants_given")
    given_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["custody", "user", "purpose"],
                condition=models.Q(ended_at=None),
                name="one_open_grant_of_a_kind",
            )
        ]

    def __str__(self) -> str:
        return f"Grant {self.pk} {self.purpose}"
