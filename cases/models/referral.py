"""What came with a referral in words. The coded facts are the case's own."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from cases.models.case import Case


class Referral(models.Model):
    """Who asked, and for what. Only the guider in charge reads it."""

    case = models.OneToOneField(Case, models.CASCADE, related_name="referral")
    referrer = models.CharField(_("who asked"), max_length=150, blank=True)
    referrer_organisation = models.CharField(_("their organisation"), max_length=150, blank=True)
    asked_for = models.TextField(_("what was asked for"), blank=True)

    def __str__(self) -> str:
        return f"Referral of {self.case}"


class ReferralImport(models.Model):
    """A file of referrals that came in, so that it does not come in twice. Nothing of what it said."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="referral_imports")
    imported_by = models.ForeignKey(User, models.PROTECT, related_name="referral_imports")
    imported_at = models.DateTimeField(default=timezone.now)
    # Keyed, so that nobody can find out by trying what stood in the file.
    fingerprint = models.CharField(max_length=64)
    of_cases = models.BooleanField()
    rows = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "imported_by", "fingerprint"], name="a_file_comes_in_once"
            )
        ]

    def __str__(self) -> str:
        return f"Import {self.pk}"
