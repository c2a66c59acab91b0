"""When somebody last had a submission before them."""

from django.db import models
from django.utils import timezone

from accounts.models import User
from supervision.models.submissions import Submission


class Look(models.Model):
    """The newest look of the supervisor, or of the trainee: what came after it is news to them."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="looks")
    user = models.ForeignKey(User, models.CASCADE, related_name="submission_looks")
    looked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "user"], name="one_look_of_a_person_at_a_submission"
            )
        ]

    def __str__(self) -> str:
        return f"Look {self.pk}"
