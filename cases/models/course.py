"""What happens to a case on its way: a pause, and the hand-over to another guider."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cases.models.case import Case


class Pause(models.Model):
    """The work rests. One at a time; those that have ended are kept."""

    class Reason(models.TextChoices):
        AWAY = "away", _("They are away")
        TOO_MUCH = "too_much", _("Too much else at the moment")
        ILLNESS = "illness", _("Illness or bereavement")
        BIRTH = "birth", _("A birth")
        MOVE = "move", _("A move, or a change of carer")
        DECISION = "decision", _("Waiting for consent or a decision")
        GUIDER = "guider", _("The guider is away")
        OTHER = "other", _("Something else")

    case = models.ForeignKey(Case, models.CASCADE, related_name="pauses")
    reason = models.CharField(max_length=12, choices=Reason)
    began_on = models.DateField(default=timezone.localdate)
    review_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["began_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(ended_on=None), name="one_pause_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"Pause {self.pk}"

    @property
    def days(self) -> int:
        return ((self.ended_on or timezone.localdate()) - self.began_on).days


class HandOvers(models.QuerySet["HandOver"]):
    def running(self) -> "HandOvers":
        """The guider before still works in the case, beside the one in charge, up to and with the day."""
        return self.filter(
            until__gte=timezone.localdate(),
            ended_at=None,
            after=models.F("case__guider"),
            before__organisation=models.F("case__organisation"),
        )


class HandOver(models.Model):
    """A case went from one guider to another. With `until`, both work in it up to and with that day."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="hand_overs")
    before = models.ForeignKey(User, models.PROTECT, related_name="cases_handed_over")
    after = models.ForeignKey(User, models.PROTECT, related_name="cases_taken_over")
    reason = models.CharField(max_length=12, choices=Case.HandOverReason)
    handed_over_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    handed_over_at = models.DateTimeField(default=timezone.now)
    until = models.DateField(null=True, blank=True)
    # Before its day was over.
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = HandOvers.as_manager()

    class Meta:
        ordering = ["handed_over_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(before=models.F("after")), name="a_hand_over_is_to_somebody_else"
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at=None) | models.Q(until__isnull=False),
                name="only_an_overlap_ends_early",
            ),
        ]

    def __str__(self) -> str:
        return f"Hand-over {self.pk}"

    @property
    def is_running(self) -> bool:
        """As `running` asks it, for a case that was fetched with its hand-overs."""
        is_open = self.ended_at is None and self.after_id == self.case.guider_id
        return is_open and self.until is not None and self.until >= timezone.localdate()
