"""What came with a referral in words. The coded facts are the case's own."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.case import Case


class Referral(models.Model):
    """Who asked, and for what. Only the guider in charge reads it."""

    case = models.OneToOneField(Case, models.CASCADE, related_name="referral")
    referrer = models.CharField(_("who asked"), max_length=150, blank=True)
    referrer_organisation = models.CharField(_("their organisation"), max_length=150, blank=True)
    asked_for = models.TextField(_("what was asked for"), blank=True)

    def __str__(self) -> str:
        return f"Referral of {self.case}"
