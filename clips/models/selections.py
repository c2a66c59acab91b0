"""Which clips are chosen for a shared review, and how the guider means to talk about them."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clips.models.marks import Clip
from sessions.models import Cycle


class Selection(models.Model):
    """The clips chosen for a cycle's shared review, in the order in which they will be shown."""

    cycle = models.OneToOneField(Cycle, models.CASCADE, related_name="selection")
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"Selection of {self.cycle}"


class SelectedClip(models.Model):
    selection = models.ForeignKey(Selection, models.CASCADE, related_name="chosen")
    clip = models.OneToOneField(Clip, models.CASCADE, related_name="chosen")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["selection", "position"], name="one_clip_at_a_position")
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.clip}"


class ClipPlan(models.Model):
    """How the guider means to talk about a clip: a question to begin with, and notes for nobody else."""

    clip = models.OneToOneField(Clip, models.CASCADE, related_name="plan")
    prompt = models.CharField(_("question to begin with"), max_length=300, blank=True)
    note = models.TextField(_("your own notes"), max_length=5000, blank=True)

    def __str__(self) -> str:
        return f"Plan of clip {self.clip_id}"
