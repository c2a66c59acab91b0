"""Meetings of supervision: how long, with whom, what was looked at, what was learned."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import SupervisionPair, User
from supervision.models.pathways import SupervisionKind
from supervision.models.submissions import Submission


class SupervisionSessions(models.QuerySet["SupervisionSession"]):
    def visible_to(self, user: User) -> "SupervisionSessions":
        """Those who were there; a supervisor from outside only as long as the pairing lasts."""
        taking_part = Attendance.objects.filter(trainee=user).values("meeting")
        supervised = SupervisionPair.objects.current().filter(supervisor=user).values("trainee")
        elsewhere = Attendance.objects.exclude(trainee__organisation=user.organisation_id)
        over = elsewhere.exclude(trainee__in=supervised).values("meeting")
        held = models.Q(supervisor=user) & ~models.Q(pk__in=over)
        return self.filter(held | models.Q(pk__in=taking_part))


class SupervisionSession(models.Model):
    """The supervisor writes and signs it by saving. Once a trainee has signed too, it never changes."""

    supervisor = models.ForeignKey(User, models.PROTECT, related_name="supervision_sessions")
    kind = models.CharField(_("form"), max_length=10, choices=SupervisionKind)
    is_remote = models.BooleanField(_("remote"), default=False)
    held_on = models.DateField(_("date"), default=timezone.localdate)
    minutes = models.PositiveSmallIntegerField(_("length in minutes"))
    looked_at = models.ManyToManyField(Submission, related_name="supervision_sessions", blank=True)
    learning_points = models.TextField(_("learning points"), blank=True)
    signed_at = models.DateTimeField(default=timezone.now)

    objects = SupervisionSessions.as_manager()

    class Meta:
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(minutes__gte=1, minutes__lte=600), name="meeting_lasts_up_to_ten_hours"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=["individual", "pair", "group"]), name="meeting_is_not_in_writing"
            ),
        ]

    def __str__(self) -> str:
        return f"Supervision {self.held_on}"


class Attendance(models.Model):
    """A trainee who took part; their minutes count from their own signature on."""

    meeting = models.ForeignKey(SupervisionSession, models.CASCADE, related_name="attendances")
    trainee = models.ForeignKey(User, models.PROTECT, related_name="attendances")
    signed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "trainee"], name="trainee_attends_a_meeting_once")
        ]

    def __str__(self) -> str:
        return f"Attendance {self.pk}"
