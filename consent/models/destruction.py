"""The proof that film was destroyed."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cases.models import Case
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

    case = models.ForeignKey(Case, models.PROTECT, related_name="destructions")
    recording = models.OneToOneField(Recording, models.PROTECT, related_name="destruction")
    withdrawal = models.ForeignKey(Withdrawal, models.PROTECT, null=True, related_name="destructions")
    reason = models.CharField(max_length=12, choices=Reason)
    files = models.PositiveIntegerField()
    bytes = models.PositiveBigIntegerField()
    # Sha-256 of each destroyed file, so that a copy that turns up elsewhere can be recognised.
    hashes = models.JSONField()
    decided_at = models.DateTimeField(default=timezone.now)
    # Set when the vault has done it: first the key, from when on nothing can be read, then the bytes.
    key_destroyed_at = models.DateTimeField(null=True)
    bytes_destroyed_at = models.DateTimeField(null=True)

    objects = Destructions.as_manager()

    def __str__(self) -> str:
        return f"Destruction {self.pk}"
