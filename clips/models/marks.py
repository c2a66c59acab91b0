"""What is marked in a film: moments, stills and clips, and what is seen in a clip."""

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cases.models import Case, Person
from sessions.models import Footage
from vault.models import Job

LONGEST_BEFORE = 20


class Moments(models.QuerySet["Moment"]):
    def visible_to(self, user: User) -> "Moments":
        return self.filter(footage__custody__case__in=Case.objects.visible_to(user))


class Stills(models.QuerySet["Still"]):
    def visible_to(self, user: User) -> "Stills":
        return self.filter(footage__custody__case__in=Case.objects.visible_to(user))


class Clips(models.QuerySet["Clip"]):
    def visible_to(self, user: User) -> "Clips":
        return self.filter(footage__custody__case__in=Case.objects.visible_to(user))


class EarlyMark(models.Model):
    """A moment marked on the file while it uploads: a time, since there are no frames yet."""

    footage = models.ForeignKey(Footage, models.CASCADE, related_name="early_marks")
    at_ms = models.PositiveIntegerField()
    marked_by = models.ForeignKey(User, models.PROTECT, related_name="early_marks")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at_ms", "pk"]

    def __str__(self) -> str:
        return f"Early mark at {self.at_ms} ms"


class Moment(models.Model):
    """An instant worth keeping, marked while watching."""

    footage = models.ForeignKey(Footage, models.CASCADE, related_name="moments")
    frame = models.PositiveIntegerField()
    note = models.CharField(max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)
    marked_by = models.ForeignKey(User, models.PROTECT, related_name="moments")
    created_at = models.DateTimeField(default=timezone.now)

    objects = Moments.as_manager()

    class Meta:
        ordering = ["frame", "pk"]

    def __str__(self) -> str:
        return f"Moment at {self.frame}"


class Still(models.Model):
    """The picture of one frame, kept by the guider. To give it away needs a consent of its own."""

    footage = models.ForeignKey(Footage, models.CASCADE, related_name="stills")
    frame = models.PositiveIntegerField()
    # The job that takes exactly this frame out of the film.
    picture = models.ForeignKey(Job, models.SET_NULL, null=True, blank=True, related_name="+")
    kept_by = models.ForeignKey(User, models.PROTECT, related_name="stills")
    created_at = models.DateTimeField(default=timezone.now)

    objects = Stills.as_manager()

    class Meta:
        ordering = ["frame"]
        constraints = [models.UniqueConstraint(fields=["footage", "frame"], name="one_still_of_a_frame")]

    def __str__(self) -> str:
        return f"Still at {self.frame}"


class Clip(models.Model):
    """A chosen stretch of film. `version` rises with each change, so that no edit is overwritten unseen."""

    footage = models.ForeignKey(Footage, models.CASCADE, related_name="clips")
    moment = models.ForeignKey(Moment, models.SET_NULL, null=True, blank=True, related_name="clips")
    in_frame = models.PositiveIntegerField()
    out_frame = models.PositiveIntegerField()
    title = models.CharField(_("title"), max_length=200, blank=True)
    answer = models.TextField(_("how it answers the helping question"), blank=True)
    # Liked, and worth comparing; chosen for the review are only those with a SelectedClip.
    shortlisted = models.BooleanField(default=False)
    # What came just before, for preparing and for supervision; never part of the rendered file.
    before_seconds = models.PositiveSmallIntegerField(_("seconds of what came just before"), default=0)
    version = models.PositiveIntegerField(default=1)
    # The job that renders exactly these frames into a file of its own; replaced when the range changes.
    render = models.ForeignKey(Job, models.SET_NULL, null=True, blank=True, related_name="+")
    made_by = models.ForeignKey(User, models.PROTECT, related_name="clips")
    created_at = models.DateTimeField(default=timezone.now)

    objects = Clips.as_manager()

    class Meta:
        ordering = ["in_frame", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(out_frame__gt=models.F("in_frame")), name="clip_has_at_least_one_frame"
            ),
            models.CheckConstraint(
                condition=models.Q(before_seconds__lte=LONGEST_BEFORE),
                name="just_before_is_at_most_20_seconds",
            ),
        ]

    def __str__(self) -> str:
        return self.title or f"Clip {self.in_frame}–{self.out_frame}"

    @property
    def chain(self) -> list[dict[str, Any]]:
        return [turn.facts for turn in self.turns.all()]


class PrincipleTick(models.Model):
    """A principle (`receive`), or closer one of its descriptors (`receive.face`), and in whose behaviour."""

    clip = models.ForeignKey(Clip, models.CASCADE, related_name="ticks")
    principle = models.CharField(max_length=32)
    subject = models.ForeignKey(Person, models.PROTECT, related_name="principle_ticks")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["clip", "principle", "subject"], name="a_principle_is_ticked_once_for_a_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.principle} of {self.subject_id}"


class Turn(models.Model):
    """One step of a chain of contact: who began, received or responded, and by which channel."""

    class Kind(models.TextChoices):
        INITIATIVE = "initiative", _("initiative")
        RECEPTION = "reception", _("reception")
        RESPONSE = "response", _("response")

    class Channel(models.TextChoices):
        LOOK = "look", _("look")
        FACE = "face", _("facial expression")
        SOUND = "sound", _("sound")
        WORDS = "words", _("words")
        MOVEMENT = "movement", _("movement")
        TOUCH = "touch", _("touch")

    clip = models.ForeignKey(Clip, models.CASCADE, related_name="turns")
    position = models.PositiveSmallIntegerField()
    person = models.ForeignKey(Person, models.PROTECT, related_name="turns")
    kind = models.CharField(max_length=10, choices=Kind)
    channel = models.CharField(max_length=8, choices=Channel, blank=True)
    frame = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["clip", "position"], name="one_turn_at_a_position")]

    def __str__(self) -> str:
        return f"{self.position}. {self.kind}"

    @property
    def facts(self) -> dict[str, Any]:
        return {
            "person": self.person_id,
            "kind": self.kind,
            "channel": self.channel,
            "frame": self.frame,
        }
