"""The proof that film was destroyed."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cases.models import Case
from consent.models.retention import Hold
from consent.models.signing import Withdrawal
from vault.models import Recording


class Destructions(models.QuerySet["Destruction"]):
    def visible_to(self, user: User) -> "Destructions":
        """The proof is for the guider in charge, and for who oversees the cases; it names nobody."""
        cases = Case.objects.visible_to(user) | Case.objects.overseen_by(user)
        return self.filter(case__in=cases)


class Destruction(models.Model):
    """What was destroyed, when and why: counts and hashes, no image. Kept when the film is gone."""

    class Reason(models.TextChoices):
        WITHDRAWAL = "withdrawal", _("Consent withdrawn")
        QUARANTINE = "quarantine", _("Consent never completed")
        RETENTION = "retention", _("Promised period ended")
        REMOVED = "removed", _("Removed by the guider")
        REPEATED = "repeated", _("Destroyed once before; a restored backup had brought it back")

    class Part(models.TextChoices):
        FILM = "film", _("The film and everything made from it")
        RAW = "raw", _("The film; the files of its clips stay")
        CLIPS = "clips", _("The files of its clips and stills; the film stays")

    case = models.ForeignKey(Case, models.PROTECT, related_name="destructions")
    recording = models.ForeignKey(Recording, models.PROTECT, related_name="destructions")
    part = models.CharField(max_length=8, choices=Part, default=Part.FILM)
    withdrawal = models.ForeignKey(Withdrawal, models.PROTECT, null=True, related_name="destructions")
    # A hold that stood when it was decided: destroyed when that ends, and closed to everybody since.
    delayed_by = models.ForeignKey(Hold, models.PROTECT, null=True, related_name="delayed")
    reason = models.CharField(max_length=12, choices=Reason)
    files = models.PositiveIntegerField()
    bytes = models.PositiveBigIntegerField()
    # Sha-256 of each destroyed file, so that a copy that turns up elsewhere can be recognised.
    hashes = models.JSONField()
    decided_at = models.DateTimeField(default=timezone.now)
    # Erased again, because a backup from before it was restored.
    repeated_at = models.DateTimeField(null=True)
    # Set when the vault has done it: first the key, from when on nothing can be read, then the bytes.
    key_destroyed_at = models.DateTimeField(null=True)
    bytes_destroyed_at = models.DateTimeField(null=True)

    objects = Destructions.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["recording"],
                condition=models.Q(part="film"),
                name="a_film_is_destroyed_as_a_whole_once",
            )
        ]

    def __str__(self) -> str:
        return f"Destruction {self.pk}"

    @property
    def waits(self) -> bool:
        return self.part == self.Part.FILM and self.recording.state == Recording.State.SHUT
