"""Where a trainee stands on a pathway: the stage, the work done before, the meeting that ends a stage."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import SupervisionPair, User
from supervision.models.pathways import Gate, Pathway, Stage


class Enrolments(models.QuerySet["Enrolment"]):
    def current(self) -> "Enrolments":
        return self.filter(ended_on=None)


def trainees_visible_to(user: User) -> models.QuerySet[User]:
    """Oneself, who is supervised now, and whose end of a stage one has been asked to assess."""
    supervised = SupervisionPair.objects.current().filter(supervisor=user).values("trainee")
    assessed = StageMeeting.objects.filter(assessor=user, signed_at=None).values("enrolment__trainee")
    return User.objects.filter(models.Q(pk=user.pk) | models.Q(pk__in=supervised) | models.Q(pk__in=assessed))


class Enrolment(models.Model):
    """A trainee on one version of a pathway. A newer version is taken by a new enrolment."""

    class Ending(models.TextChoices):
        FINISHED = "finished", _("Finished")
        CHANGED = "changed", _("Changed to another pathway")

    trainee = models.ForeignKey(User, models.PROTECT, related_name="enrolments")
    pathway = models.ForeignKey(Pathway, models.PROTECT, related_name="enrolments")
    first_stage = models.ForeignKey(Stage, models.PROTECT, related_name="+")
    stage = models.ForeignKey(Stage, models.PROTECT, related_name="enrolments")
    begun_on = models.DateField(_("since"), default=timezone.localdate)
    gate = models.CharField(max_length=5, choices=Gate, default=Gate.WARN)
    enrolled_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    ended_on = models.DateField(null=True, blank=True)
    ending = models.CharField(max_length=8, choices=Ending, blank=True)

    objects = Enrolments.as_manager()

    class Meta:
        ordering = ["begun_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["trainee"], condition=models.Q(ended_on=None), name="one_open_enrolment_of_a_trainee"
            ),
            models.CheckConstraint(
                condition=models.Q(ended_on=None, ending="")
                | (models.Q(ended_on__isnull=False) & ~models.Q(ending="")),
                name="ended_enrolment_says_how",
            ),
        ]

    def __str__(self) -> str:
        return f"Enrolment {self.pk}"


class CarriedWork(models.Model):
    """Work of a stage that was done elsewhere, or under an earlier version, and counts: with the reason."""

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="carried")
    stage = models.ForeignKey(Stage, models.PROTECT, related_name="+")
    cycles = models.PositiveSmallIntegerField(default=0)
    clients = models.PositiveSmallIntegerField(default=0)
    minutes = models.PositiveSmallIntegerField(default=0)
    reason = models.TextField()
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "stage"], name="work_is_carried_once_into_a_stage"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="carried_work_has_its_reason"),
        ]

    def __str__(self) -> str:
        return f"Carried {self.pk}"


class StageMeeting(models.Model):
    """The meeting that ends a stage, signed by an assessor who does not supervise this trainee."""

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="stage_meetings")
    stage = models.ForeignKey(Stage, models.PROTECT, related_name="+")
    assessor = models.ForeignKey(User, models.PROTECT, related_name="stage_meetings")
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    held_on = models.DateField(_("held on"), null=True, blank=True)
    words = models.TextField(_("strengths, and what comes next"), blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "stage"], name="one_meeting_ends_a_stage"),
            models.CheckConstraint(
                condition=models.Q(held_on=None, signed_at=None)
                | models.Q(held_on__isnull=False, signed_at__isnull=False),
                name="signed_stage_meeting_has_its_date",
            ),
        ]

    def __str__(self) -> str:
        return f"Stage meeting {self.pk}"
