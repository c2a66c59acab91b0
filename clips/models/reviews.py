"""What was shown and said in a shared review."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases.models import Person
from clips.models.marks import Clip
from sessions.models import FilmedSession, Footage
from vault.models import Job


class ShownClip(models.Model):
    """A clip as it was shown in a shared review: a snapshot that later edits do not change."""

    filmed_session = models.ForeignKey(FilmedSession, models.CASCADE, related_name="shown_clips")
    clip = models.ForeignKey(Clip, models.SET_NULL, null=True, related_name="showings")
    footage = models.ForeignKey(Footage, models.CASCADE, related_name="shown_clips")
    render = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+")
    position = models.PositiveSmallIntegerField()
    in_frame = models.PositiveIntegerField()
    out_frame = models.PositiveIntegerField()
    title = models.CharField(max_length=200, blank=True)
    prompt = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["filmed_session", "position"], name="one_showing_at_a_position")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return f"{self.position}. {self.title or gettext('Clip without a title')}"


class Reflection(models.Model):
    """What somebody said about a clip in the shared review, in their own words."""

    shown = models.ForeignKey(ShownClip, models.CASCADE, related_name="reflections")
    said_by = models.ForeignKey(Person, models.PROTECT, related_name="reflections")
    words = models.TextField(_("in their own words"))
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"Reflection {self.pk}"


class AgreedPoint(models.Model):
    """A strength that works, or a working point: an agreed small next step. In the client's words."""

    class Kind(models.TextChoices):
        STRENGTH = "strength", _("Strength")
        WORKING_POINT = "working_point", _("Working point")

    filmed_session = models.ForeignKey(FilmedSession, models.CASCADE, related_name="agreed_points")
    shown = models.ForeignKey(ShownClip, models.SET_NULL, null=True, blank=True, related_name="agreed_points")
    kind = models.CharField(max_length=14, choices=Kind)
    words = models.TextField(_("in their own words"))
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
