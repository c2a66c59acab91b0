"""Moments, clips and their principles; the selection for a shared review; what was shown and said there.

A mark is a frame index of the working copy. `out_frame` is exclusive. All times derive from the frame table.
There is no negative tag and no score on a person anywhere: only strengths, and working points the client
agreed to.
"""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cases.models import Case, Person
from sessions.models import Cycle, FilmedSession, Footage
from vault.models import Job

LONGEST_BEFORE = 20


class Moments(models.QuerySet["Moment"]):
    def visible_to(self, user: User) -> "Moments":
        return self.filter(footage__custody__case__in=Case.objects.visible_to(user))


class Clips(models.QuerySet["Clip"]):
    def visible_to(self, user: User) -> "Clips":
        return self.filter(footage__custody__case__in=Case.objects.visible_to(user))


class StudioSettings(models.Model):
    """How one person likes the studio. Nobody who has changed nothing has a row."""

    user = models.OneToOneField(User, models.CASCADE, related_name="studio_settings")
    # Seconds of film before and after a moment that become its clip.
    lead_in = models.PositiveSmallIntegerField(default=15, validators=[MaxValueValidator(60)])
    length_after = models.PositiveSmallIntegerField(
        default=10, validators=[MinValueValidator(1), MaxValueValidator(60)]
    )
    loop_pause_ms = models.PositiveSmallIntegerField(default=0, validators=[MaxValueValidator(10_000)])
    snapping = models.BooleanField(default=True)
    single_keys = models.BooleanField(default=True)
    # The key that somebody gave to an action, by the action's code; empty for none (clips/keys.py).
    keys = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(lead_in__lte=60, length_after__range=(1, 60), loop_pause_ms__lte=10_000),
                name="studio_settings_are_within_bounds",
            )
        ]

    def __str__(self) -> str:
        return f"Studio settings of {self.user_id}"


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


class Selection(models.Model):
    """The clips chosen for a cycle's shared review, in the order in which they will be shown."""

    cycle = models.OneToOneField(Cycle, models.CASCADE, related_name="selection")
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"Selection of {self.cycle}"


class SelectedClip(models.Model):
    selection = models.ForeignKey(Selection, models.CASCADE, related_name="chosen")
    clip = models.OneToOneField(Clip, models.CASCADE, related_name="chosen")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["selection", "position"], name="one_clip_at_a_position")
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.clip}"


class Edit(models.Model):
    """A step in somebody's work on a film: every row it changed, before and after (`clips.history`).

    It holds what people typed, so it belongs to the film and goes with it.
    """

    footage = models.ForeignKey(Footage, models.CASCADE, related_name="edits")
    by = models.ForeignKey(User, models.PROTECT, related_name="edits")
    at = models.DateTimeField(default=timezone.now)
    kind = models.CharField(max_length=40)
    things = models.JSONField()
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class ShownClip(models.Model):
    """A clip as it was shown in a shared review: a snapshot that later edits do not change."""

    filmed_session = models.ForeignKey(FilmedSession, models.CASCADE, related_name="shown_clips")
    clip = models.ForeignKey(Clip, models.SET_NULL, null=True, related_name="showings")
    footage = models.ForeignKey(Footage, models.CASCADE, related_name="shown_clips")
    render = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+")
    position = models.PositiveSmallIntegerField()
    in_frame = models.PositiveIntegerField()
    out_frame = models.PositiveIntegerField()
    title = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["filmed_session", "position"], name="one_showing_at_a_position")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return f"{self.position}. {self.title or gettext('Clip without a title')}"


class Reflection(models.Model):
    """What somebody said about a clip in the shared review, in their own words."""

    shown = models.ForeignKey(ShownClip, models.CASCADE, related_name="reflections")
    said_by = models.ForeignKey(Person, models.PROTECT, related_name="reflections")
    words = models.TextField(_("in their own words"))
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"Reflection {self.pk}"


class AgreedPoint(models.Model):
    """A strength that works, or a working point: an agreed small next step. In the client's words."""

    class Kind(models.TextChoices):
        STRENGTH = "strength", _("Strength")
        WORKING_POINT = "working_point", _("Working point")

    filmed_session = models.ForeignKey(FilmedSession, models.CASCADE, related_name="agreed_points")
    shown = models.ForeignKey(ShownClip, models.SET_NULL, null=True, blank=True, related_name="agreed_points")
    kind = models.CharField(max_length=14, choices=Kind)
    words = models.TextField(_("in their own words"))
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
