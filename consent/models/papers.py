"""Papers and sounds that show what was signed or said, or on what authority."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cases.models import Authority, Case
from consent.models.signing import ConsentRecord
from vault.models import SealedNote


class Papers(models.QuerySet["Paper"]):
    def visible_to(self, user: User) -> "Papers":
        return self.filter(case__in=Case.objects.visible_to(user))


class Paper(models.Model):
    """A scan, a photograph or a sound, sealed. Its file name is not kept: it may name somebody."""

    class Kind(models.TextChoices):
        FORM = "form", _("The signed form")
        SOUND = "sound", _("The sound of what was said")
        AUTHORITY = "authority", _("The document of the authority")

    case = models.ForeignKey(Case, models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=12, choices=Kind)
    record = models.ForeignKey(ConsentRecord, models.PROTECT, null=True, related_name="papers")
    authority = models.ForeignKey(Authority, models.PROTECT, null=True, related_name="papers")
    note = models.OneToOneField(SealedNote, models.PROTECT, related_name="+")
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)

    objects = Papers.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind="authority", authority__isnull=False, record=None)
                | (~models.Q(kind="authority") & models.Q(record__isnull=False, authority=None)),
                name="a_paper_belongs_to_a_record_or_an_authority",
            )
        ]

    def __str__(self) -> str:
        return f"Paper {self.pk}"
