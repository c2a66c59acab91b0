"""What a supervisor finds in the film before seeing the clips."""

from django.db import models
from django.utils import timezone

from sessions.models import Footage
from supervision.models.submissions import Submission


class PickedMoment(models.Model):
    """A stretch that the supervisor marked while no clip was shown. The first look at the clips ends it."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="picked_moments")
    footage = models.ForeignKey(Footage, models.CASCADE, related_name="picked_moments")
    in_frame = models.PositiveIntegerField()
    out_frame = models.PositiveIntegerField()
    picked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["in_frame", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(out_frame__gt=models.F("in_frame")), name="picked_moment_has_a_frame"
            )
        ]

    def __str__(self) -> str:
        return f"Picked moment {self.pk}"
