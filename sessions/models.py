"""The VIG cycle: filming sessions and shared reviews, their footage and its upload."""

import uuid
from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cases.models import Case, Visit
from consent.models import Custody
from vault.models import Recording

KEPT_WITHOUT_A_BYTE = timedelta(days=7)
# Longer than there is between two pieces of a running upload.
JUST_NOW = timedelta(seconds=5)


class Cycles(models.QuerySet["Cycle"]):
    def visible_to(self, user: User) -> "Cycles":
        return self.filter(case__in=Case.objects.visible_to(user))

    def casework(self) -> "Cycles":
        """Without those of the own practice of staff."""
        return self.filter(case__in=Case.objects.casework())


class Cycle(models.Model):
    """One film and its shared review. Cycles may overlap; one counts only when both are done."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        COMPLETE = "complete", _("Complete")
        ABANDONED = "abandoned", _("Abandoned")

    class AbandonReason(models.TextChoices):
        NOTHING_USABLE = "nothing_usable", _("Nothing usable on the film")
        REFILM = "refilm", _("Filmed again instead")
        WITHDRAWN = "withdrawn", _("Consent withdrawn")
        DID_NOT_ATTEND = "did_not_attend", _("Did not attend")
        TECHNICAL = "technical", _("Technical failure")
        CASE_CLOSED = "case_closed", _("The case is being closed")

    case = models.ForeignKey(Case, models.CASCADE, related_name="cycles")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    abandon_reason = models.CharField(max_length=16, choices=AbandonReason, blank=True)
    completed_on = models.DateField(null=True, blank=True)
    # Whose cycle it is, also after the case has gone to another guider.
    completed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="cycles_completed")
    created_at = models.DateTimeField(default=timezone.now)

    objects = Cycles.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="cycle_number_is_unique_in_its_case"),
            models.CheckConstraint(
                condition=models.Q(state="complete", completed_on__isnull=False)
                | (~models.Q(state="complete") & models.Q(completed_on=None)),
                name="complete_cycle_has_its_date",
            ),
            models.CheckConstraint(
                condition=(models.Q(state="abandoned") & ~models.Q(abandon_reason=""))
                | (~models.Q(state="abandoned") & models.Q(abandon_reason="")),
                name="abandoned_cycle_has_its_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"Cycle {self.number}"


class FilmedSessions(models.QuerySet["FilmedSession"]):
    def visible_to(self, user: User) -> "FilmedSessions":
        return self.filter(cycle__case__in=Case.objects.visible_to(user))


class FilmedSession(models.Model):
    """A meeting of a cycle that is filmed: the filming itself, or the shared review of the clips."""

    class Kind(models.TextChoices):
        FILMING = "filming", _("Filming")
        SHARED_REVIEW = "shared_review", _("Shared review")

    class State(models.TextChoices):
        """Read from what is stored: see `state`."""

        OPEN = "open", _("Under way")
        FINISHED = "finished", _("Finished")
        SET_ASIDE = "set_aside", _("Nothing usable this time")

    class NothingUsable(models.TextChoices):
        """Why there was nothing to use this time. It happens, and it is no missed visit."""

        ASLEEP = "asleep", _("Somebody fell asleep")
        NOT_THE_MOMENT = "not_the_moment", _("It was not the moment: crying, hungry or tired")
        INTERRUPTED = "interrupted", _("We were interrupted")
        PREFERRED_NOT = "preferred_not", _("They preferred not to be filmed that day")
        CAMERA = "camera", _("Camera or sound did not work")
        OTHER = "other", _("Something else")

    class Activity(models.TextChoices):
        PLAY = "play", _("Playing")
        FEEDING = "feeding", _("Feeding or a meal")
        CARE = "care", _("Bath, changing, dressing")
        BOOK = "book", _("Book or song")
        TALKING = "talking", _("Talking")
        LESSON = "lesson", _("Lesson or group")
        OTHER = "other", _("Something else")

    class Call(models.TextChoices):
        NONE = "none", _("In the same room")
        UNSAID = "unsaid", _("By video call; whether the platform recorded it is not said yet")
        UNRECORDED = "unrecorded", _("By video call; the platform recorded nothing")
        RECORDED = "recorded", _("By video call; the platform recorded it and still has its copy")
        DELETED = "deleted", _("By video call; the platform recorded it, and its copy there is deleted")

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="filmed_sessions")
    kind = models.CharField(max_length=14, choices=Kind)
    held_on = models.DateField(_("date"), default=timezone.localdate)
    place = models.CharField(_("where"), max_length=100, blank=True)
    activity = models.CharField(_("what you are doing"), max_length=10, choices=Activity, blank=True)
    call = models.CharField(max_length=10, choices=Call, default=Call.NONE)
    # That the platform has no copy any more: who confirmed it, and when.
    copy_deleted_at = models.DateTimeField(null=True, blank=True)
    copy_deleted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    finished_at = models.DateTimeField(null=True, blank=True)
    nothing_usable = models.CharField(max_length=16, choices=NothingUsable, blank=True)
    visit = models.ForeignKey(Visit, models.SET_NULL, null=True, blank=True, related_name="filmed_sessions")

    objects = FilmedSessions.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(nothing_usable="") | models.Q(kind="filming"),
                name="only_a_filming_has_nothing_usable",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    call="deleted", copy_deleted_at__isnull=False, copy_deleted_by__isnull=False
                )
                | (~models.Q(call="deleted") & models.Q(copy_deleted_at=None, copy_deleted_by=None)),
                name="deleted_copy_of_a_call_is_confirmed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.held_on}"

    @property
    def state(self) -> "FilmedSession.State":
        if self.nothing_usable:
            return self.State.SET_ASIDE
        return self.State.FINISHED if self.finished_at else self.State.OPEN

    @property
    def is_remote(self) -> bool:
        return self.call != self.Call.NONE

    @property
    def recording_kind(self) -> str:
        """What the vault calls a film of this meeting; it decides the limits and the base consent."""
        review = self.kind == self.Kind.SHARED_REVIEW
        return Recording.Kind.REVIEW if review else Recording.Kind.INTERACTION


class Films(models.QuerySet["Footage"]):
    def visible_to(self, user: User) -> "Films":
        return self.filter(filmed_session__cycle__case__in=Case.objects.visible_to(user))


class Footage(models.Model):
    """A film taken in a filmed session. `file_name` is what the device called it: display text only.

    `seen_at` is when the person who added it learned that it is ready or failed; until then they are told.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    filmed_session = models.ForeignKey(FilmedSession, models.CASCADE, related_name="footage")
    custody = models.OneToOneField(Custody, models.PROTECT, related_name="footage")
    file_name = models.CharField(max_length=255)
    added_by = models.ForeignKey(User, models.PROTECT, related_name="footage_added")
    created_at = models.DateTimeField(default=timezone.now)
    off_phone_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)

    objects = Films.as_manager()

    class Meta:
        ordering = ["created_at", "pk"]
        indexes = [
            models.Index(fields=["added_by"], condition=models.Q(seen_at=None), name="footage_not_seen_yet")
        ]

    def __str__(self) -> str:
        return f"Footage {self.pk}"


class Uploads(models.QuerySet["Upload"]):
    def visible_to(self, user: User) -> "Uploads":
        """The uploads into cases this person is in charge of; a destroyed one is gone for everybody."""
        return self.filter(footage__in=Footage.objects.visible_to(user)).exclude(
            footage__custody__recording__state__in=Recording.OVER
        )

    def unfinished(self) -> "Uploads":
        return self.filter(finished_at=None).exclude(footage__custody__recording__state__in=Recording.OVER)


class Upload(models.Model):
    """A resumable upload (tus 1.0). `offset` counts acknowledged, sealed bytes.

    One request at a time may append: it holds the lease, and renews it while bytes arrive. `fingerprint` is
    the SHA-256 of the first and the last MiB one after the other, empty where the sender gave none.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    footage = models.OneToOneField(Footage, models.CASCADE, related_name="upload")
    length = models.PositiveBigIntegerField()
    fingerprint = models.CharField(max_length=64, blank=True, db_index=True)
    offset = models.PositiveBigIntegerField(default=0)
    started_at = models.DateTimeField(default=timezone.now)
    last_byte_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)
    lease = models.UUIDField(null=True)
    leased_until = models.DateTimeField(null=True)

    objects = Uploads.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["last_byte_at"], condition=models.Q(finished_at=None), name="unfinished_uploads"
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(lease=None, leased_until=None)
                | models.Q(lease__isnull=False, leased_until__isnull=False),
                name="leased_upload_has_its_end",
            ),
            models.CheckConstraint(
                condition=models.Q(offset__lte=models.F("length")), name="upload_stays_within_its_length"
            ),
            models.CheckConstraint(
                condition=models.Q(finished_at=None) | models.Q(offset=models.F("length")),
                name="finished_upload_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"Upload {self.pk}"

    @property
    def kept_until(self) -> datetime:
        return self.last_byte_at + KEPT_WITHOUT_A_BYTE

    @property
    def is_running(self) -> bool:
        """Bytes are arriving, in whatever window or on whatever computer."""
        now = timezone.now()
        is_held = self.leased_until is not None and self.leased_until > now
        return self.finished_at is None and (
            is_held or (self.offset > 0 and now - self.last_byte_at < JUST_NOW)
        )

    @property
    def percent(self) -> int:
        return 100 * self.offset // self.length
