"""A referral to the service that nobody is in charge of yet. Coded facts only: no name, no note, no film."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from accounts.roles import Permission
from cases.models.case import Case


class UnassignedReferrals(models.QuerySet["UnassignedReferral"]):
    def visible_to(self, user: User) -> "UnassignedReferrals":
        """Everybody who works with cases in the service or oversees them: it says nothing about anybody."""
        if not user.may(Permission.WORK_CASES) and not user.may(Permission.OVERSEE_CASES):
            return self.none()
        return self.filter(organisation_id=user.organisation_id)


class UnassignedReferral(models.Model):
    """It becomes a case, under the same number, when a guider takes it on; then this row is gone."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="unassigned_referrals")
    number = models.CharField(_("case number"), max_length=20)
    referred_on = models.DateField(_("referral received on"))
    source = models.CharField(_("referred by"), max_length=20, choices=Case.Source)
    reason = models.CharField(_("reason for referral"), max_length=20, choices=Case.Reason)
    written_by = models.ForeignKey(User, models.PROTECT, related_name="referrals_written")
    written_at = models.DateTimeField(default=timezone.now)

    objects = UnassignedReferrals.as_manager()

    class Meta:
        ordering = ["referred_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "number"], name="unassigned_referral_number_is_unique"
            )
        ]

    def __str__(self) -> str:
        return self.number
