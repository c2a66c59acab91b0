"""Helping questions, their ratings, and why there was none."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.models.case import Case
from cases.models.people import Person


class HelpingQuestion(models.Model):
    """The client's own wish, and the positive wording agreed with the guider.

    A rewording, or another scale, is a new row. `leads`: it stands on every page of the case.
    """

    class Status(models.TextChoices):
        ACTIVE = "active", _("We work on it")
        MET = "met", _("It has come true")
        CHANGED = "changed", _("Worded anew")
        DROPPED = "dropped", _("No longer asked")

    class Lowest(models.IntegerChoices):
        ZERO = 0, _("0 to 10")
        ONE = 1, _("1 to 10")

    case = models.ForeignKey(Case, models.CASCADE, related_name="helping_questions")
    own_words = models.TextField(_("in their own words"))
    agreed_wording = models.TextField(_("as agreed, worded positively"))
    agreed_on = models.DateField(default=timezone.localdate)
    leads = models.BooleanField(default=False)
    status = models.CharField(max_length=8, choices=Status, default=Status.ACTIVE)
    ended_on = models.DateField(null=True, blank=True)
    scale_min = models.PositiveSmallIntegerField(_("rated from"), choices=Lowest, default=Lowest.ZERO)
    scale_max = models.PositiveSmallIntegerField(default=10)
    replaced_by = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaces")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(scale_min__in=(0, 1), scale_max=10), name="question_has_a_known_scale"
            ),
            models.CheckConstraint(
                condition=models.Q(status="active", ended_on=None)
                | (~models.Q(status="active") & models.Q(ended_on__isnull=False, leads=False)),
                name="ended_question_has_a_date_and_leads_no_more",
            ),
            models.CheckConstraint(
                condition=models.Q(status="changed", replaced_by__isnull=False)
                | (~models.Q(status="changed") & models.Q(replaced_by=None)),
                name="changed_question_names_the_new_one",
            ),
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(leads=True), name="one_question_leads_a_case"
            ),
        ]

    def __str__(self) -> str:
        return self.agreed_wording

    @property
    def scale(self) -> tuple[int, int]:
        return self.scale_min, self.scale_max


class Rating(models.Model):
    """A number given to one wording of a helping question. Scales are stored and never mixed."""

    class Kind(models.TextChoices):
        NOW = "now", _("Now")
        HOPED_FOR = "hoped_for", _("Hoped for")

    class Moment(models.TextChoices):
        BASELINE = "baseline", _("At the start")
        REVIEW = "review", _("At a shared review")
        END = "end", _("At the end")
        FOLLOW_UP = "follow_up", _("At a follow-up")

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

    @property
    def scale(self) -> tuple[int, int]:
        return self.scale_min, self.scale_max


class Unrated(models.Model):
    """There was no number this time, and why: a reason, never a judgement."""

    class Reason(models.TextChoices):
        PREFERRED_NOT = "preferred_not", _("They preferred not to")
        NOT_MET = "not_met", _("We did not meet")
        NOT_FITTING = "not_fitting", _("It did not feel right to ask")
        OTHER = "other", _("Another reason")

    question = models.ForeignKey(HelpingQuestion, models.CASCADE, related_name="unrated")
    moment = models.CharField(max_length=12, choices=Rating.Moment)
    reason = models.CharField(max_length=16, choices=Reason)
    person = models.ForeignKey(Person, models.PROTECT, related_name="unrated")
    noted_on = models.DateField(default=timezone.localdate)

    class Meta:
        ordering = ["noted_on", "pk"]

    def __str__(self) -> str:
        return f"{self.moment}: {self.reason}"
