"""What a trainee writes about the own learning, for the end of a stage."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from supervision.models.enrolments import Enrolment
from supervision.models.pathways import Stage


class ReflectiveStatement(models.Model):
    """A draft until it is handed in; from then on it stays as it is."""

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="statements")
    stage = models.ForeignKey(Stage, models.PROTECT, related_name="+")
    words = models.TextField(_("your reflection"), blank=True)
    saved_at = models.DateTimeField(default=timezone.now)
    submitted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "stage"], name="one_statement_for_a_stage")
        ]

    def __str__(self) -> str:
        return f"Statement {self.pk}"
