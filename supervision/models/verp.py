"""What members of a group show each other of their own practice, and the meetings of the group."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User, VerpCourse, VerpPlace
from accounts.roles import Permission
from clips.models import Clip
from sessions.models import Cycle, Footage
from vault.models import Job


class Showings(models.QuerySet["Showing"]):
    def open(self) -> "Showings":
        """The group has it before it: the case is still of who shows, and they are in the running group."""
        case = "cycle__case__"
        return self.filter(
            ended_at=None,
            **{
                f"{case}verp_place__in": VerpPlace.objects.current(),
                f"{case}guider": models.F(f"{case}verp_place__member"),
            },
        )

    def own_of(self, user: User) -> "Showings":
        """Also what has ended; as long as they work on the case themselves."""
        if not user.may(Permission.WORK_CASES):
            return self.none()
        return self.filter(cycle__case__verp_place__member=user, cycle__case__guider=user)

    def visible_to(self, user: User) -> "Showings":
        """Their own; and what is open and was shown in a group they lead, or since they joined it."""
        course = models.OuterRef("cycle__case__verp_place__course")
        beside = VerpPlace.objects.current().filter(
            member=user, course=course, joined_at__lte=models.OuterRef("shown_at")
        )
        led = VerpCourse.objects.led_by(user).filter(pk=course)
        others = self.open().filter(models.Exists(beside) | models.Exists(led))
        seen = models.Q(pk__in=self.own_of(user).values("pk")) | models.Q(pk__in=others.values("pk"))
        return self.filter(seen)


class Showing(models.Model):
    """Clips of the own practice as they were shown to the group: frozen, until it is over or taken back."""

    class Ending(models.TextChoices):
        TALKED = "talked", _("Looked at together")
        TAKEN_BACK = "taken_back", _("Taken back")

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="showings")
    question = models.TextField(_("what you would like to know"), blank=True)
    shown_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    ending = models.CharField(max_length=10, choices=Ending, blank=True)

    objects = Showings.as_manager()

    class Meta:
        ordering = ["-shown_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["cycle"], condition=models.Q(ended_at=None), name="one_open_showing_of_a_cycle"
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at=None, ending="")
                | (models.Q(ended_at__isnull=False) & ~models.Q(ending="")),
                name="ended_showing_says_how",
            ),
        ]

    def __str__(self) -> str:
        return f"Showing {self.pk}"

    @property
    def place(self) -> VerpPlace:
        """Of who shows: only the own practice is shown."""
        place = self.cycle.case.verp_place
        if place is None:
            raise ValueError(f"{self} is of no own practice")
        return place


class ShowingClip(models.Model):
    """A clip as it was shown: its rendered file and what was seen in it, nothing of the film around it."""

    showing = models.ForeignKey(Showing, models.CASCADE, related_name="clips")
    clip = models.ForeignKey(Clip, models.SET_NULL, null=True, related_name="group_showings")
    footage = models.ForeignKey(Footage, models.CASCADE, related_name="showing_clips")
    render = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+")
    position = models.PositiveSmallIntegerField()
    in_frame = models.PositiveIntegerField()
    out_frame = models.PositiveIntegerField()
    title = models.CharField(max_length=200, blank=True)
    answer = models.TextField(blank=True)
    # As in a submitted clip: the person's part in the case, never a name.
    principles = models.JSONField(default=list)
    turns = models.JSONField(default=list)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["showing", "position"], name="one_clip_at_a_position_of_a_showing"
            )
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.title}"


class GroupRemark(models.Model):
    """What a member of the group, or who leads it, saw that works."""

    showing = models.ForeignKey(Showing, models.CASCADE, related_name="remarks")
    words = models.TextField(_("what you saw"))
    written_by = models.ForeignKey(User, models.PROTECT, related_name="group_remarks")
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"Group remark {self.pk}"


class VerpMeeting(models.Model):
    """A meeting of the group: how long, and who came. It counts on no road to accreditation."""

    course = models.ForeignKey(VerpCourse, models.PROTECT, related_name="meetings")
    held_on = models.DateField(_("date"), default=timezone.localdate)
    minutes = models.PositiveSmallIntegerField(_("length in minutes"))
    attended = models.ManyToManyField(VerpPlace, related_name="meetings_attended")
    learning_points = models.TextField(_("learning points"), blank=True)
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(minutes__gte=1, minutes__lte=600), name="group_meets_up_to_ten_hours"
            )
        ]

    def __str__(self) -> str:
        return f"Meeting {self.held_on}"
