"""The copy that a person asked for of everything that is kept about them (GDPR, article 15)."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cases.models import Case, Person
from clips.models.marks import Clip


class PersonalCopy(models.Model):
    """That a copy was made and handed over. What was in it is not kept a second time."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="personal_copies")
    person = models.ForeignKey(Person, models.PROTECT, related_name="personal_copies")
    # What was looked at before clips that show somebody else too were let in.
    review = models.TextField(blank=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="personal_copies")
    made_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"Personal copy {self.pk}"


class CopiedClip(models.Model):
    """A clip in the copy, and why that is fair to everybody else who is in the picture."""

    class Ground(models.TextChoices):
        ALONE = "alone", _("Nobody else is in the film")
        AGREED = "agreed", _("The others agree to handing it over")
        NO_HARM = "no_harm", _("Looked at: it does the others no harm")

    copy = models.ForeignKey(PersonalCopy, models.CASCADE, related_name="clips")
    clip = models.ForeignKey(Clip, models.SET_NULL, null=True, related_name="copied")
    ground = models.CharField(max_length=8, choices=Ground)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["copy", "clip"], name="a_clip_is_copied_once")]

    def __str__(self) -> str:
        return f"Copied clip {self.pk}"


class PrintedRecord(models.Model):
    """That the full record of a case was made and left Attune. What was in it is not kept a second time."""

    class Reason(models.TextChoices):
        OFFICIAL = "official", _("The official record of the service")
        HAND_OVER = "hand_over", _("Another service carries on")
        COURT = "court", _("A court or an authority asked for it")
        CLIENT = "client", _("The client asked for it")
        OTHER = "other", _("Another reason")

    case = models.ForeignKey(Case, models.PROTECT, related_name="printed_records")
    reason = models.CharField(max_length=10, choices=Reason)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    made_by = models.ForeignKey(User, models.PROTECT, related_name="printed_records")
    made_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"Printed record {self.pk}"
