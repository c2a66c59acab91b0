"""The helping question and its ratings."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.models.case import Case
from cases.models.people import Person


class HelpingQuestion(models.Model):
    """The client's own wish, and the positive wording agreed with the guider. A rewording is a new row."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="helping_questions")
    own_words = models.TextField(_("in their own words"))
    agreed_wording = models.TextField(_("as agreed, worded positively"))
    agreed_on = models.DateField(default=timezone.localdate)
    replaced_by = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaces")

    def __str__(self) -> str:
        return self.agreed_wording


class Rating(models.Model):
    """A number given to one wording of a helping question. Scales are stored and never mixed."""

    class Kind(models.TextChoices):
        NOW = "now", _("Now")
        HOPED_FOR = "hoped_for", _("Hoped for")

    class Moment(models.TextChoices):
        BASELINE = "baseline", _("At the start")
        REVIEW = "review", _("At a shared review")
        END = "end", _("At the end")

    question = models.ForeignKey(HelpingQuestion, models.CASCADE, related_name="ratings")
    kind = models.CharField(max_length=12, choices=Kind)
    moment = models.CharField(max_length=12, choices=Moment)
    value = models.PositiveSmallIntegerField()
    scale_min = models.PositiveSmallIntegerField(default=0)
    scale_max = models.PositiveSmallIntegerField(default=10)
    rated_by = models.ForeignKey(Person, models.PROTECT, related_name="ratings")
    rated_on = models.DateField(default=timezone.localdate)

    class Meta:
        ordering = ["rated_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(value__gte=models.F("scale_min"), value__lte=models.F("scale_max")),
                name="rating_is_on_its_scale",
            )
        ]

    def __str__(self) -> str:
        return f"{self.value}/{self.scale_max} {self.kind}"
