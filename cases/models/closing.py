"""What is written down when a case is closed, and asking again some months later."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cases.models.case import Case
from cases.models.question import Rating


class Closing(models.Model):
    """The newest closing of a case. It stays when the case is opened again, for the next one."""

    class KeepsakeOffer(models.TextChoices):
        """The answer as it was at the end, or why nothing was offered."""

        OFFERED = "offered", _("Offered, and they are thinking about it")
        GIVEN = "given", _("They have it")
        DECLINED = "declined", _("Offered, and they prefer not to have one")
        NOT_MET = "not_met", _("Not offered: we did not meet at the end")
        NO_PICTURE = "no_picture", _("Not offered: there is no picture to keep")
        NO_CONSENT = "no_consent", _("Not offered: not everybody agrees to pictures to keep")

    case = models.OneToOneField(Case, models.CASCADE, related_name="closing")
    keepsake_offer = models.CharField(max_length=12, choices=KeepsakeOffer, blank=True)
    summary = models.TextField(_("what has grown"), blank=True)
    may_ask_again = models.BooleanField(default=False)
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"Closing of {self.case}"


class FollowUps(models.QuerySet["FollowUp"]):
    def open(self) -> "FollowUps":
        return self.filter(outcome="", case__status=Case.Status.CLOSED)

    def due(self) -> "FollowUps":
        """After a loss nobody is reminded of asking."""
        return self.open().filter(due_on__lte=timezone.localdate(), case__resting_since=None)

    def visible_to(self, user: User) -> "FollowUps":
        return self.filter(case__in=Case.objects.visible_to(user))


class FollowUp(models.Model):
    """Asking how things are, some months after the end. Needs no film and no new consent."""

    class Outcome(models.TextChoices):
        DONE = "done", _("We talked")
        NOT_REACHED = "not_reached", _("They could not be reached")
        DECLINED = "declined", _("They prefer not to be asked any more")

    case = models.ForeignKey(Case, models.CASCADE, related_name="follow_ups")
    months = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)
    settled_on = models.DateField(null=True, blank=True)
    rating = models.OneToOneField(Rating, models.SET_NULL, null=True, blank=True, related_name="follow_up")

    objects = FollowUps.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "months"],
                condition=models.Q(outcome=""),
                name="one_open_follow_up_of_its_month",
            ),
            models.CheckConstraint(
                condition=models.Q(outcome="", settled_on=None)
                | (~models.Q(outcome="") & models.Q(settled_on__isnull=False)),
                name="settled_follow_up_has_its_date",
            ),
            models.CheckConstraint(
                condition=models.Q(rating=None) | models.Q(outcome="done"),
                name="only_a_follow_up_that_was_done_has_a_rating",
            ),
        ]

    def __str__(self) -> str:
        return f"Follow-up {self.pk}"

    @property
    def is_due(self) -> bool:
        is_open = not self.outcome and self.case.resting_since is None
        return is_open and self.due_on <= timezone.localdate()
