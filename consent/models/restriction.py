"""What stops the use of film without destroying it (GDPR, article 18)."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cases.models import Case, Person


class Restriction(models.Model):
    """Until it is lifted nobody watches the film, nothing is made of it and nothing goes by the clock.

    For all film of the case, or where `person` is set for the film in which they are seen or heard.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="restrictions")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="restrictions")
    reason = models.TextField(_("reason"))
    set_by = models.ForeignKey(User, models.PROTECT, related_name="restrictions_set")
    set_at = models.DateTimeField(default=timezone.now)
    lifted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="restrictions_lifted")
    lifted_at = models.DateTimeField(null=True)
    lifting_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(lifted_at=None, lifted_by=None, lifting_reason="")
                | (models.Q(lifted_at__isnull=False, lifted_by__isnull=False) & ~models.Q(lifting_reason="")),
                name="lifted_restriction_says_by_whom_and_why",
            )
        ]

    def __str__(self) -> str:
        return f"Restriction {self.pk}"
