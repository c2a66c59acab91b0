"""The visits of a case, where and how they are held, who came, and what they were before they were moved."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cases.models.case import Case


class Visits(models.QuerySet["Visit"]):
    def visible_to(self, user: User) -> "Visits":
        return self.filter(case__in=Case.objects.visible_to(user))

    def expected(self) -> "Visits":
        """Nobody has said yet whether they took place."""
        return self.filter(attendance="")

    def kept(self) -> "Visits":
        """Those that are not cancelled and were not missed."""
        return self.filter(attendance__in=["", *Visit.SEEN])

    def seen(self) -> "Visits":
        return self.filter(attendance__in=Visit.SEEN)


class Visit(models.Model):
    """A meeting with whoever a case is for. A film that cannot be used does not make it a missed one."""

    class Place(models.TextChoices):
        HOME = "home", _("At home")
        CLINIC = "clinic", _("At the clinic")
        SCHOOL = "school", _("At school or nursery")
        REMOTE = "remote", _("Remote")
        OTHER = "other", _("Somewhere else")

    class Purpose(models.TextChoices):
        FIRST_MEETING = "first_meeting", _("First meeting")
        FILMING = "filming", _("Filming")
        SHARED_REVIEW = "shared_review", _("Shared review")
        FILMING_AND_REVIEW = "filming_and_review", _("Shared review and filming in one visit")
        FOLLOW_UP = "follow_up", _("Follow-up")
        OTHER = "other", _("Something else")

    class Medium(models.TextChoices):
        FACE_TO_FACE = "face_to_face", _("Face to face")
        VIDEO_CALL = "video_call", _("Video call")
        TELEPHONE = "telephone", _("Telephone")

    class Attendance(models.TextChoices):
        """As services report it; only the first two count as seen."""

        ON_TIME = "on_time", _("Attended on time")
        LATE_SEEN = "late_seen", _("Late, but seen")
        LATE_NOT_SEEN = "late_not_seen", _("Late, not seen")
        NOT_ATTENDED = "not_attended", _("Not attended")
        CANCELLED_BY_CLIENT = "cancelled_by_client", _("Cancelled by the client")
        CANCELLED_BY_SERVICE = "cancelled_by_service", _("Cancelled by the service")

    class ServiceReason(models.TextChoices):
        """Why the service cancelled. It never counts against the client."""

        ILLNESS = "illness", _("Illness")
        LEAVE = "leave", _("Leave or training")
        URGENT = "urgent", _("Something urgent came between")
        TRAVEL = "travel", _("Travel or weather")
        EQUIPMENT = "equipment", _("Room or equipment")
        OTHER = "other", _("Other")

    SEEN = frozenset({Attendance.ON_TIME, Attendance.LATE_SEEN})
    CANCELLED = frozenset({Attendance.CANCELLED_BY_CLIENT, Attendance.CANCELLED_BY_SERVICE})
    TO_FILM = frozenset({Purpose.FILMING, Purpose.FILMING_AND_REVIEW})
    TO_REVIEW = frozenset({Purpose.SHARED_REVIEW, Purpose.FILMING_AND_REVIEW})

    case = models.ForeignKey(Case, models.CASCADE, related_name="visits")
    day = models.DateField(_("day"))
    starts_at = models.TimeField(_("time"), null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(_("length in minutes"), default=60)
    place = models.CharField(max_length=8, choices=Place)
    medium = models.CharField(max_length=12, choices=Medium, default=Medium.FACE_TO_FACE)
    purpose = models.CharField(_("what for"), max_length=20, choices=Purpose)
    attendance = models.CharField(max_length=20, choices=Attendance, blank=True)
    service_reason = models.CharField(max_length=10, choices=ServiceReason, blank=True)
    attendance_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="attendances_recorded")
    # What a calendar knows the visit by, how often it has changed since, and when it did last.
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sequence = models.PositiveSmallIntegerField(default=0)
    changed_at = models.DateTimeField(default=timezone.now)

    objects = Visits.as_manager()

    class Meta:
        ordering = ["day", "starts_at", "pk"]
        indexes = [
            models.Index(fields=["case", "day"], condition=models.Q(attendance=""), name="visits_expected")
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(minutes__gt=0), name="visit_has_a_length"),
            models.CheckConstraint(
                condition=models.Q(place="remote") & ~models.Q(medium="face_to_face")
                | ~models.Q(place="remote") & models.Q(medium="face_to_face"),
                name="only_a_remote_visit_is_a_call",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    attendance__in=[
                        "",
                        "on_time",
                        "late_seen",
                        "late_not_seen",
                        "not_attended",
                        "cancelled_by_client",
                        "cancelled_by_service",
                    ]
                ),
                name="attendance_has_six_states",
            ),
            models.CheckConstraint(
                condition=models.Q(service_reason="") | models.Q(attendance="cancelled_by_service"),
                name="only_the_service_gives_its_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(attendance="", attendance_by=None)
                | (~models.Q(attendance="") & models.Q(attendance_by__isnull=False)),
                name="attendance_says_who_recorded_it",
            ),
        ]

    def __str__(self) -> str:
        return f"Visit {self.pk} on {self.day}"

    @property
    def is_remote(self) -> bool:
        return self.place == self.Place.REMOTE

    @property
    def is_to_film(self) -> bool:
        return self.purpose in self.TO_FILM

    @property
    def is_seen(self) -> bool:
        return self.attendance in self.SEEN

    @property
    def is_cancelled(self) -> bool:
        return self.attendance in self.CANCELLED

    @property
    def where(self) -> str:
        """A kind of place or of call, never an address."""
        return str(self.get_medium_display() if self.is_remote else self.get_place_display())


class VisitMove(models.Model):
    """When and where a visit was to be before it was moved. Never changed."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="moves")
    day = models.DateField()
    starts_at = models.TimeField(null=True)
    place = models.CharField(max_length=8, choices=Visit.Place)
    medium = models.CharField(max_length=12, choices=Visit.Medium)
    moved_by = models.ForeignKey(User, models.PROTECT, related_name="visits_moved")
    moved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["moved_at", "pk"]

    def __str__(self) -> str:
        return f"Visit {self.visit_id} was on {self.day}"


class CalendarFeed(models.Model):
    """The address at which a calendar program reads somebody's visits. Only its hash is kept."""

    user = models.OneToOneField(User, models.CASCADE, related_name="calendar_feed")
    token_sha256 = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"Calendar of {self.user_id}"
